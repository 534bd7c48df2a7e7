"""What stands in one cell of a table: a number, a mark for no value, words, or nothing.

The cell's own text decides, never its place; what a mark means is told by the table's notes (``notes.py``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pipelines.extraction.grammar.cells import CellNumber, parse_cell_number
from pipelines.extraction.model import Qualifier
from pipelines.extraction.tables.wording import clean, is_unit_text
from pipelines.reading.model import Cell

Kind = Literal["blank", "number", "mark", "words", "damaged"]

_MORE_DASHES = frozenset({"*", "**", "空"})
_ZERO_WORDS = re.compile(
    r"(?:本|当)?(?:月|季度?|年度?|期)?(?:零|无|没有|未发生|未开展|未查处|未发现|无此类)(?:事故|隐患|案件|此项|情况|处罚)?"
)
_LONG_RUN = re.compile(r"(?<![\d.])\d{13,}")
"""More digits than any statistic has; those behind a decimal point are a computed number's."""
_PERCENT_TOLERANCE = Decimal("0.006")


@dataclass(frozen=True, slots=True)
class Content:
    """A cell, read.

    ``value`` is the printed number; with ``is_percent`` it is already a ratio, with ``measure`` (the cell's own unit
    word, ``万`` applied) it is in that unit. ``mark`` is the mark as printed where ``kind`` is mark;
    ``is_zero_word``: the mark says in words that there was nothing.
    """

    kind: Kind
    words: str = ""
    value: Decimal | None = None
    is_percent: bool = False
    qualifier: Qualifier = "exact"
    measure: str = ""
    mark: str = ""
    is_zero_word: bool = False


BLANK = Content("blank")


def has_long_run(printed: str) -> bool:
    """Whether a cell or phrase runs numbers together: 13 digits and more before any decimal point."""
    return _LONG_RUN.search(printed.replace(",", "")) is not None


def read_cell(cell: Cell) -> Content:
    """Read one cell; typed numbers are taken as they are, text as it prints."""
    if cell.value is None and not cell.text.strip():
        return BLANK
    if isinstance(cell.value, bool | date):
        return Content("words", clean(cell.text))
    if isinstance(cell.value, Decimal):
        return _read_typed(cell.text, cell.value)
    return _read_text(cell.text)


def _read_typed(text: str, value: Decimal) -> Content:
    """A stored number; where its format shows a percent, it is a ratio."""
    if text.strip().endswith(("%", "％")):
        shown = parse_cell_number(text)
        if shown.value is not None and abs(shown.value - value) <= _PERCENT_TOLERANCE:
            return Content("number", clean(text), shown.value, is_percent=True)
    return Content("number", clean(text) or str(value), value)


@lru_cache(maxsize=100_000)
def _read_text(text: str) -> Content:
    """Read a cell of text: a number with its signs, a mark, or words."""
    words = clean(text)
    if not words:
        return BLANK
    is_zero_word = _ZERO_WORDS.fullmatch(words) is not None
    if words in _MORE_DASHES or is_zero_word:
        return Content("mark", words, mark=words, is_zero_word=is_zero_word)
    if is_unit_text(words.strip("()（）[]")) and not any(map(str.isdigit, words)):
        return Content("words", words)
    return _from_number(words, parse_cell_number(text.replace("\xa0", " ")))


def _from_number(words: str, number: CellNumber) -> Content:
    """A cell by what its number grammar says of it."""
    if number.damaged:
        return Content("damaged", words)
    if number.value is not None and _is_figure(words, number):
        measure = "" if number.is_percent else number.measure or ""
        return Content("number", words, number.value, number.is_percent, number.qualifier, measure)
    if number.mark is not None:
        return Content("mark", words, mark=words, is_zero_word=number.mark in ("none_word", "no_accident"))
    return Content("words", words)


def _is_figure(words: str, number: CellNumber) -> bool:
    """Whether a number in a cell counts something: 一级 and 2023年 are words of a head, 持平 is a figure."""
    if number.mark == "flat":
        return True
    has_digits = any(char.isascii() and char.isdigit() for char in words)
    return has_digits and (number.measure is None or number.unit is not None)
