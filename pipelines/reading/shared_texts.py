"""The texts that the cells of a plainly written xlsx workbook share; None where they are written in another way."""

from __future__ import annotations

import re

from pipelines.reading.draft import text_cell
from pipelines.reading.model import Cell
from pipelines.reading.plain_xml import ENCODING, NotPlainError, plain_content, resolve_references

ITEM = (
    rb'<si>\s*+(?:<t xml:space="preserve">{0}[^<]*+)|<t>{0}[^\s<][^<]*+)(?<!\s))</t>\s*+'
    rb"(?:<phoneticPr [^<>/]*+/>)?+</si>\s*+"
)
ITEMS = re.compile(ITEM.replace(b"{0}", b"("))
STRINGS = re.compile(rb"<sst[^>]*>\s*+((?:" + ITEM.replace(b"{0}", b"(?:") + rb")*+)</sst>\s*+$")
FIRST, BETWEEN, LAST = b"<si><t>", b"</t></si><si><t>", b"</t></si></sst>"
BLANKS = " \t\n\v\f"
TAGS_BETWEEN = BETWEEN.count(b"<")


class SharedTexts:
    """Texts by their number, and the cells that show them, made when they are first asked for."""

    __slots__ = ("_cells", "texts")

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self._cells: list[Cell] | None = None

    def cells(self) -> list[Cell]:
        """The cell of each text."""
        if self._cells is None:
            self._cells = [text_cell(text) for text in self.texts]
        return self._cells


def scan_texts(content: bytes) -> SharedTexts | None:
    """The shared texts of a workbook's part, without runs or escapes; None where there are any."""
    start = content.find(b"<sst")
    if ENCODING.match(content) or start < 0 or b"<!" in content:
        return None
    try:
        texts = _split_texts(content, start)
        if texts is None:
            whole = STRINGS.match(content, start)
            if whole is None:
                return None
            texts = [plain_content(kept or trimmed) for kept, trimmed in ITEMS.findall(whole[1])]
    except (NotPlainError, UnicodeDecodeError):
        return None
    return SharedTexts(texts)


def _split_texts(content: bytes, start: int) -> list[str] | None:
    """The texts, parted at the tags between them; None where other tags stand there, or blanks that do not count."""
    first = content.find(b">", start) + 1
    body = content[first:].strip()
    if not body.startswith(FIRST) or not body.endswith(LAST):
        return None
    inner = body[len(FIRST) : -len(LAST)]
    if b"\r" in inner or b"_x" in inner:
        return None
    texts = inner.decode("utf-8").split(BETWEEN.decode())
    if inner.count(b"<") != TAGS_BETWEEN * (len(texts) - 1) or "" in texts:
        return None
    if [text.strip(BLANKS) for text in texts] != texts:
        return None
    if b"&" not in inner:
        return texts
    return [resolve_references(text) if "&" in text else text for text in texts]
