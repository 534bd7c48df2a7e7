"""What a sheet stores beside bare values: numbers as written, formats, formulas, errors, hidden rows and columns.

The workbook reader lays these over the values that calamine reads, so that a cell shows what a person sees.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from pipelines.reading.date_format import serial_to_date, show_date
from pipelines.reading.model import BLANK, Cell
from pipelines.reading.number_format import (
    GENERAL,
    is_date_format,
    is_elapsed_format,
    plain_text,
    round_as_stored,
    show_number,
)

PLAIN_NUMBER = re.compile(r"-?(?:[1-9][0-9]{0,9}|0)(?:\.[0-9]{0,4}[1-9])?+", re.ASCII)
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell as the file stores it: ``written`` is the number's text (None for text), ``code`` its number format."""

    written: str | None
    code: str = "General"
    formula: bool = False
    error: str = ""


@dataclass(slots=True)
class SheetFacts:
    """The facts of one sheet; rows and columns 1-based, ``last_row`` and ``last_column`` of cells with content."""

    cells: dict[Position, StoredCell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unevaluated: list[Position] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0
    from_1904: bool = False
    hides_zeros: bool = False

    def mark_used(self, row: int, column: int) -> None:
        """Extend the used area to a cell with content."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


def show_stored(stored: StoredCell, facts: SheetFacts) -> Cell:
    """The cell that a stored number (or error) shows.

    A day becomes a date, a day with a time a datetime; a time alone and a number that no calendar holds stay numbers.
    """
    return _show(stored, facts.from_1904, facts.hides_zeros)


@lru_cache(maxsize=100_000)
def _show(stored: StoredCell, from_1904: bool, hides_zeros: bool) -> Cell:
    return show_new(stored, SheetFacts(from_1904=from_1904, hides_zeros=hides_zeros))


def show_new(stored: StoredCell, facts: SheetFacts) -> Cell:
    """The same as ``show_stored`` for whoever shows each different cell once and has no use for a memory of them."""
    if stored.error:
        return Cell(stored.error, stored.error, stored.formula)
    if stored.written is None:
        return BLANK
    if stored.code == GENERAL and PLAIN_NUMBER.fullmatch(stored.written) and not facts.hides_zeros:
        return Cell(stored.written, Decimal(stored.written), stored.formula)
    try:
        number = round_as_stored(stored.written)
    except ArithmeticError:
        return Cell(stored.written, stored.written, stored.formula)
    if is_date_format(stored.code):
        return _show_moment(number, stored, from_1904=facts.from_1904)
    if facts.hides_zeros and not number:
        return Cell("", number, stored.formula)
    return Cell(show_number(number, stored.code), number, stored.formula)


def _show_moment(number: Decimal, stored: StoredCell, *, from_1904: bool) -> Cell:
    moment = serial_to_date(number, from_1904=from_1904)
    if moment is None or is_elapsed_format(stored.code):
        return Cell(plain_text(number), number, stored.formula)
    text = show_date(moment, stored.code)
    if number < 1 and isinstance(moment, datetime):
        return Cell(text, number, stored.formula)
    return Cell(text, moment, stored.formula)
