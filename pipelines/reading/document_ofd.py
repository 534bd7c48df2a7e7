"""OFD documents (GB/T 33190): the text of each page by where it stands, tables by alignment. Marked experimental.

Vertical writing, text as outlines and pictures are not read; what is read therefore waits for a person to look at it.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.reading.draft import Draft
from pipelines.reading.limits import Limits
from pipelines.reading.model import Block
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import attribute, local_name, parse_xml, read_member
from pipelines.reading.page_layout import Piece, lay_out_page

DOUBT = "experimental_format"
NOTE = "OFD is read experimentally: every figure waits for review"
PARTED = 1.9
DEFAULT_SIZE = 3.5
Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Parts:
    """The container's parts, read within a bound on what they hold together: pages may share a part."""

    package: zipfile.ZipFile
    limits: Limits
    left: int
    pictures: int = 0
    hidden: int = 0
    templates: dict[str, str] = field(default_factory=dict)

    def parse(self, name: str) -> Any:
        """The root element of a part.

        Raises:
            UnreadableFileError: ``malformed`` where it is missing or broken, ``unsafe`` with entities or without end.
        """
        content = read_member(self.package, name, self.limits)
        self.left -= len(content)
        if self.left < 0:
            raise UnreadableFileError("unsafe", "the pages repeat their parts without end", where=name)
        return parse_xml(content, name)


def read_ofd(package: zipfile.ZipFile, limits: Limits) -> Draft:
    """Text blocks and tables of an OFD document.

    Raises:
        UnreadableFileError: ``encrypted``, ``malformed``, ``no_text`` for pages without text, ``too_large``,
            ``truncated``, ``unsafe`` for entities, endless parts and paths out of the container.
    """
    if any(posixpath.basename(name).lower() == "encryptions.xml" for name in package.namelist()):
        raise UnreadableFileError("encrypted", "the document is encrypted")
    parts = Parts(package, limits, limits.max_unpacked_bytes)
    blocks: list[Block] = []
    number = 0
    for page, folder in _pages(parts):
        number += 1
        if number > limits.max_pages:
            raise UnreadableFileError("too_large", f"the document has more than {limits.max_pages} pages")
        blocks += lay_out_page(_page_pieces(parts, page, folder), number, limits)
    if not number:
        raise UnreadableFileError("truncated", "the document holds no page")
    if not blocks:
        raise UnreadableFileError("no_text", f"the {number} pages hold no text, only pictures or outlines")
    notes = [NOTE]
    if parts.pictures:
        notes.append(f"{parts.pictures} pictures are not read")
    if parts.hidden:
        notes.append(f"{parts.hidden} hidden texts are not read")
    return Draft("ofd", tuple(blocks), tuple(notes), metadata={"doubt": DOUBT})


def _pages(parts: Parts) -> Iterator[tuple[str, str]]:
    """The part of each page, document by document, with the folder of its document."""
    for root in _elements(parts.parse("OFD.xml"), "DocRoot"):
        main = _resolve("", root.text)
        folder = posixpath.dirname(main)
        document = parts.parse(main)
        parts.templates = {
            attribute(template, "ID") or "": _resolve(folder, attribute(template, "BaseLoc"))
            for template in _elements(document, "TemplatePage")
        }
        for pages in _elements(document, "Pages"):
            for page in _elements(pages, "Page"):
                yield _resolve(folder, attribute(page, "BaseLoc")), folder


def _page_pieces(parts: Parts, page: str, folder: str) -> list[Piece]:
    """The pieces of text of a page and of the templates that it stands on."""
    root = parts.parse(page)
    shown = [root]
    for use in _elements(root, "Template"):
        name = parts.templates.get(attribute(use, "TemplateID") or "")
        if name is None:
            raise UnreadableFileError("malformed", "a page names a template that is not there", where=page)
        shown.append(parts.parse(name))
    pieces: list[Piece] = []
    for element in shown:
        parts.pictures += sum(1 for _ in _elements(element, "ImageObject"))
        for text in _elements(element, "TextObject"):
            if attribute(text, "Visible") in {"false", "0"}:
                parts.hidden += 1
                continue
            pieces += _text_pieces(text, page)
            if len(pieces) > parts.limits.max_cells:
                raise UnreadableFileError("too_large", "a page holds more texts than are read", where=page)
    return pieces


def _text_pieces(element: Any, where: str) -> Iterator[Piece]:
    """The pieces of a text object: its runs of characters, parted where the next stands far from the last."""
    left, top, *_ = _numbers(attribute(element, "Boundary"), 4, where) or (0.0, 0.0)
    matrix = _numbers(attribute(element, "CTM"), 6, where)
    size = (_numbers(attribute(element, "Size"), 1, where) or (DEFAULT_SIZE,))[0]
    a, b, c, d, e, f = matrix or UNMOVED
    x = y = 0.0
    for code in _elements(element, "TextCode"):
        x = (_numbers(attribute(code, "X"), 1, where) or (x,))[0]
        y = (_numbers(attribute(code, "Y"), 1, where) or (y,))[0]
        text = "".join(code.itertext())
        steps = _steps(attribute(code, "DeltaX"), len(text), where)
        for start, end, run in _runs(text, steps, x, size):
            if not run.strip():
                continue
            corners = [(a * u + c * v + e, b * u + d * v + f) for u in (start, end) for v in (y - size, y)]
            across, down = [left + u for u, _ in corners], [top + v for _, v in corners]
            yield Piece(min(across), min(down), max(across), max(down), run.strip())


def _runs(text: str, steps: list[float], x: float, size: float) -> Iterator[tuple[float, float, str]]:
    """Runs of characters with where each begins and ends; a step of nearly two characters begins another."""
    begin, at, run = x, x, ""
    for index, character in enumerate(text):
        run += character
        width = size if ord(character) > 0x2E80 else size / 2
        step = steps[index] if index < len(steps) else width
        if step > PARTED * size:
            yield begin, at + width, run
            begin, run = at + step, ""
        at += step
    if run:
        yield begin, max(at, begin + size / 2), run


def _steps(written: str | None, count: int, where: str) -> list[float]:
    """From each character to the next: ``3.5 3.5 7``, where ``g 2 3.5`` stands for a step that repeats.

    Raises:
        UnreadableFileError: ``malformed``.
    """
    steps: list[float] = []
    words = iter((written or "").split())
    for word in words:
        times = 1
        if word == "g":
            times, word = int(_number(next(words, ""), where)), next(words, "")
        steps += [_number(word, where)] * max(min(times, count - len(steps)), 0)
    return steps


def _numbers(written: str | None, count: int, where: str) -> tuple[float, ...] | None:
    """So many numbers, None where nothing is written.

    Raises:
        UnreadableFileError: ``malformed``.
    """
    if not written or not written.strip():
        return None
    numbers = tuple(_number(word, where) for word in written.split())
    if len(numbers) != count:
        raise UnreadableFileError("malformed", f"{count} numbers are needed where {written[:40]} stands", where=where)
    return numbers


def _number(word: str, where: str) -> float:
    try:
        number = float(word)
    except ValueError as error:
        raise UnreadableFileError("malformed", f"{word[:40]} is no number", where=where) from error
    if not -1e6 < number < 1e6:
        raise UnreadableFileError("malformed", f"{word[:40]} is on no page", where=where)
    return number


def _elements(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if local_name(element.tag) == name)


def _resolve(folder: str, location: str | None) -> str:
    """The part that a location names: from the container's root with ``/``, else from the folder.

    Raises:
        UnreadableFileError: ``malformed`` without a location, ``unsafe`` for one outside the container.
    """
    written = (location or "").strip()
    if not written:
        raise UnreadableFileError("malformed", "a part names no place for another")
    joined = written.lstrip("/") if written.startswith("/") else posixpath.join(folder, written)
    name = posixpath.normpath(joined)
    if name.startswith(".."):
        raise UnreadableFileError("unsafe", "a part lies outside the container", where=written[:80])
    return name
