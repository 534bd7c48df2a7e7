"""Cells of a penalty list as texts in a column: what is blank, and how a typed cell keeps its type on the way.

A workbook's date or amount is a typed value beside what is displayed; both travel in one text, so that rows of every
format go through the same columns.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from pipelines.reading.model import BLANK, Cell, CellValue

WHITE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\ufeff"
"""What may stand around a text without being part of it."""

PLACEHOLDERS = ("", "-", "--", "—", "——", "/", "／", "无", "NULL", "null", "None", "空")
"""Marks for nothing."""

TYPED_FIELDS = frozenset({"decision_date", "publish_date", "fine", "confiscated", "fine_and_confiscated"})
"""Fields whose cells may hold a number or a date rather than a text."""

MARK = "\0"


def clean_text(text: str) -> str | None:
    """A text without what stands around it; None where it is blank or a mark for nothing."""
    bare = text.strip(WHITE)
    return None if bare in PLACEHOLDERS else bare


def pack_cell(cell: Cell) -> str:
    """A cell as one text: the text itself, or its value and the text that is displayed."""
    value = cell.value
    if isinstance(value, Decimal):
        return f"{MARK}n{value}{MARK}{cell.text}"
    if isinstance(value, datetime):
        return f"{MARK}t{value.isoformat()}{MARK}{cell.text}"
    if isinstance(value, date):
        return f"{MARK}d{value.isoformat()}{MARK}{cell.text}"
    return f"{MARK}s{MARK}{cell.text}" if cell.text.startswith(MARK) else cell.text


def unpack_cell(packed: str | None) -> Cell:
    """The cell that ``pack_cell`` packed; None is a blank one."""
    if not packed:
        return BLANK
    if packed[0] != MARK:
        return Cell(packed, packed)
    written, text = packed[2:].split(MARK, 1)
    return Cell(text, _unpack_value(packed[1], written, text))


def _unpack_value(kind: str, written: str, text: str) -> CellValue:
    if kind == "n":
        return Decimal(written)
    if kind == "t":
        return datetime.fromisoformat(written)
    return date.fromisoformat(written) if kind == "d" else text
