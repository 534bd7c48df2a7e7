"""The calendar arithmetic of periods: months, thirds of months, quarters, and the kind that a span has."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from pipelines.extraction.grammar.dates import make_date
from pipelines.extraction.grammar.numerals import DIGITS, parse_han
from pipelines.extraction.model import Period, PeriodKind


def read_number(word: str) -> int | None:
    """A small number in Arabic or Han digits."""
    if word.isdigit() and word.isascii():
        return int(word)
    value = parse_han(word)
    return int(value) if value is not None else None


def read_year(word: str) -> int | None:
    """A printed year, 2024 or 二〇二四; None for xxxx."""
    if re.fullmatch(r"[0-9]{4}", word):
        return int(word)
    if len(word) == 4 and all(char in DIGITS for char in word):
        return int("".join(str(DIGITS[char]) for char in word))
    return None


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def build_period(year: int, first: int, last: int, *, kind: PeriodKind | None = None) -> Period | None:
    """The period of whole months first..last; its kind follows from the months unless the text names it.

    1-12 is a year, 1-N a running total (ytd), a single month a month, 4-6 a quarter, 7-12 a half.
    """
    if not (1 <= first <= last <= 12 and 1949 <= year <= 2100):
        return None
    if kind is None:
        kind = _kind_of(first, last)
    return Period(date(year, first, 1), last_day(year, last), kind)


def _kind_of(first: int, last: int) -> PeriodKind:
    if (first, last) == (1, 12):
        return "year"
    if first == last:
        return "month"
    if first == 1:
        return "ytd"
    if last - first == 2 and first % 3 == 1:
        return "quarter"
    return "half" if (first, last) == (7, 12) else "campaign"


def month_span(year: int, month: int, part: str | None) -> tuple[date, date] | None:
    """First and last day of a month or of its part: 5日, 上旬, 中旬, 下旬, 初 (as 上旬), 底 and 末 (its last day)."""
    if not (1 <= month <= 12 and 1949 <= year <= 2100):
        return None
    end = last_day(year, month)
    if part in {None, "", "份"}:
        return date(year, month, 1), end
    if part in {"上旬", "初"}:
        return date(year, month, 1), date(year, month, 10)
    if part == "中旬":
        return date(year, month, 11), date(year, month, 20)
    if part == "下旬":
        return date(year, month, 21), end
    if part in {"底", "末"}:
        return end, end
    number = read_number(part[:-1]) if part else None
    day = make_date(year, month, number) if number else None
    return (day, day) if day else None
