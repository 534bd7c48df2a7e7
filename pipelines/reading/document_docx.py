"""Word documents (docx): paragraphs ``para N`` counted over the body, tables ``tableN``, then boxes and footnotes.

The body is read from its XML: text inside insertions, content controls and links counts, deleted and hidden text does
not.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipelines.reading.draft import Draft, SpanCell, caption_before, place_spans, text_cell
from pipelines.reading.limits import Limits
from pipelines.reading.model import Block, MergedRange, Table, TextBlock
from pipelines.reading.package import attribute, local_name, parse_xml, read_member
from pipelines.reading.sheet_xml import find_main_part, read_relations

WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
UNSEEN = frozenset({"del", "moveFrom", "Fallback", "txbxContent", "instrText", "delText", "rPr", "pPr", "sdtPr"})
OFF = frozenset({"0", "false", "none", "off"})


@dataclass(slots=True)
class Body:
    """A document while it is walked."""

    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0


def read_docx(package: zipfile.ZipFile, limits: Limits) -> Draft:
    """The body's paragraphs and tables in order, then text boxes (``box N``) and footnotes (``footnote N``).

    Empty paragraphs count in the numbering and yield no block.

    Raises:
        UnreadableFileError: for damaged, unsafe or oversized content.
    """
    main = find_main_part(package, limits)
    root = parse_xml(read_member(package, main, limits), main)
    body = Body(limits)
    holder = next((element for element in root if local_name(element.tag) == "body"), root)
    _walk(holder, body)
    body.blocks += [TextBlock(f"box {number}", text) for number, text in enumerate(body.boxes, 1)]
    relations = read_relations(package, main, limits)
    body.blocks += _read_footnotes(package, relations, limits)
    kinds = [kind.rpartition("/")[2] for _, kind in relations.values()]
    pictures = kinds.count("image")
    if pictures:
        body.notes.append(f"{pictures} pictures are not read")
    if "package" in kinds or "oleObject" in kinds:
        body.notes.append("embedded files are not read")
    if "header" in kinds or "footer" in kinds:
        body.notes.append("page headers and footers are not read")
    return Draft("docx", tuple(body.blocks), tuple(body.notes))


def _walk(holder: Any, body: Body) -> None:
    for element in holder:
        name = local_name(element.tag)
        if name == "p":
            body.paragraphs += 1
            text = paragraph_text(element)
            if text.strip():
                body.blocks.append(TextBlock(f"para {body.paragraphs}", text))
            _collect_boxes(element, body)
        elif name == "tbl":
            body.tables += 1
            _read_table(element, f"table{body.tables}", body)
            _collect_boxes(element, body)
        elif name in WRAPPERS:
            _walk(element, body)


def paragraph_text(paragraph: Any) -> str:
    """What a paragraph shows: text, tabs and line breaks; nothing deleted, hidden or boxed."""
    return "".join(_visible(paragraph))


def _visible(element: Any) -> Iterator[str]:
    for child in element:
        name = local_name(child.tag)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "r" and _is_hidden(child):
            continue
        elif name and name not in UNSEEN:
            yield from _visible(child)


def _is_hidden(run: Any) -> bool:
    for properties in run:
        if local_name(properties.tag) == "rPr":
            return any(local_name(p.tag) == "vanish" and attribute(p, "val") not in OFF for p in properties)
    return False


def _collect_boxes(element: Any, body: Body) -> None:
    """The text of boxes anchored here; of a drawing and its fallback only the drawing."""
    for box in element.iter():
        if local_name(box.tag) != "txbxContent":
            continue
        if any(local_name(parent.tag) == "Fallback" for parent in box.iterancestors()):
            continue
        lines = [paragraph_text(paragraph) for paragraph in box.iter() if local_name(paragraph.tag) == "p"]
        text = "\n".join(line for line in lines if line.strip())
        if text:
            body.boxes.append(text)


def _own(element: Any, wanted: str) -> Iterator[Any]:
    """Children of a kind, also inside content controls and insertions, never those of a nested table."""
    for child in element:
        name = local_name(child.tag)
        if name == wanted:
            yield child
        elif name in WRAPPERS:
            yield from _own(child, wanted)


def _read_table(element: Any, locator: str, body: Body) -> None:
    lines: list[list[SpanCell]] = []
    continued: list[tuple[int, int, int]] = []
    nested: list[Any] = []
    for row_number, row in enumerate(_own(element, "tr"), 1):
        line: list[SpanCell] = []
        skipped = _skipped_columns(row)
        if skipped:
            line.extend([SpanCell(text_cell(""))] * skipped)
        column = skipped + 1
        for cell in _own(row, "tc"):
            width, merge = _cell_shape(cell)
            if merge == "continue":
                continued.append((row_number, column, width))
                line.append(SpanCell(text_cell(""), width))
            else:
                line.append(SpanCell(text_cell(_cell_text(cell)), width))
            nested += list(_own(cell, "tbl"))
            column += width
        lines.append(line)
    rows, merged = place_spans(lines, body.limits, locator)
    body.blocks.append(Table(locator, rows, _extend_down(merged, continued), caption=caption_before(body.blocks)))
    for number, inner in enumerate(nested, 1):
        body.notes.append(f"{locator}: a table inside a cell is read as {locator}.{number}")
        _read_table(inner, f"{locator}.{number}", body)


def _cell_text(cell: Any) -> str:
    return "\n".join(paragraph_text(paragraph) for paragraph in _own(cell, "p")).strip("\n")


def _cell_shape(cell: Any) -> tuple[int, str]:
    """How many grid columns a cell takes, and its part in a vertical merge: "", ``restart`` or ``continue``."""
    width, merge = 1, ""
    for properties in cell:
        if local_name(properties.tag) != "tcPr":
            continue
        for item in properties:
            name = local_name(item.tag)
            value = attribute(item, "val")
            if name == "gridSpan" and value and value.isdigit() and len(value) < 5:
                width = max(int(value), 1)
            elif name == "vMerge":
                merge = value or "continue"
    return width, merge


def _skipped_columns(row: Any) -> int:
    """Grid columns that a row leaves out before its first cell."""
    for properties in row:
        for item in properties if local_name(properties.tag) == "trPr" else ():
            value = attribute(item, "val") or ""
            if local_name(item.tag) == "gridBefore" and value.isdigit() and len(value) < 4:
                return int(value)
    return 0


def _extend_down(merged: tuple[MergedRange, ...], continued: list[tuple[int, int, int]]) -> tuple[MergedRange, ...]:
    """Join the cells that continue a vertical merge with the one above them."""
    ranges = {(merge.top, merge.left): merge for merge in merged}
    above: dict[int, tuple[int, int]] = {}
    for row, column, width in continued:
        ranges.pop((row, column), None)
        start = above.get(column)
        if start is None or ranges[start].bottom != row - 1:
            start = (row - 1, column)
            above[column] = start
            if start not in ranges:
                ranges[start] = MergedRange(row - 1, column, row - 1, column + width - 1)
        known = ranges[start]
        ranges[start] = MergedRange(known.top, known.left, row, known.right)
    return tuple(ranges[key] for key in sorted(ranges) if key[0] >= 1)


def _read_footnotes(package: zipfile.ZipFile, relations: dict[str, tuple[str, str]], limits: Limits) -> list[TextBlock]:
    part = next((target for target, kind in relations.values() if kind.endswith("/footnotes")), "")
    if not part or part not in package.namelist():
        return []
    blocks: list[TextBlock] = []
    for note in parse_xml(read_member(package, part, limits), part):
        lines = [paragraph_text(paragraph) for paragraph in note.iter() if local_name(paragraph.tag) == "p"]
        text = "\n".join(lines).strip()
        if text and attribute(note, "type") in (None, "normal"):
            blocks.append(TextBlock(f"footnote {len(blocks) + 1}", text))
    return blocks
