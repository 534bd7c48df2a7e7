"""Dates as offices write them: 20240305, 2024/3/5, 2024年3月5日, 二〇二四年三月五日, and Excel's serial numbers.

An impossible date (2024-02-30) is no date: None, never the nearest one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from pipelines.extraction.grammar.numerals import DIGITS, parse_han

_EXCEL_EPOCH = date(1899, 12, 30)
_FORMS = (
    re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?:\s*\d{1,2}[:：时].*)?"),
    re.compile(r"(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?:[ T]\s*\d{1,2}[:：时].*)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_HAN = re.compile(r"([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]")


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar does not know it or it lies outside 1949..2100."""
    if not 1949 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_date(text: str | Decimal) -> date | None:
    """Read one date that fills the whole text or cell.

    Args:
        text: text in any of the usual forms, or a number: eight digits, or an Excel serial (40000..60000).
    """
    if isinstance(text, Decimal):
        return _parse_number(text)
    word = text.strip().translate(_WIDE)
    for form in _FORMS:
        if match := form.fullmatch(word):
            year, month, day = (int(part) for part in match.groups() if part.isdigit())
            return make_date(year, month, day)
    if match := _HAN.fullmatch(word):
        return _parse_han(match)
    if re.fullmatch(r"\d{5}(?:\.0+)?", word):
        return _parse_number(Decimal(word))
    return None


_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {0xFF0D: ord("-"), 0xFF0F: ord("/"), 0xFF0E: ord(".")}


def _parse_number(number: Decimal) -> date | None:
    if number == number.to_integral_value() and 19490101 <= number <= 21001231:
        return parse_date(str(int(number)))
    if 40000 <= number < 60000:
        return _EXCEL_EPOCH + timedelta(days=int(number))
    return None


def _parse_han(match: re.Match[str]) -> date | None:
    month, day = parse_han(match[2]), parse_han(match[3])
    if month is None or day is None:
        return None
    year = int("".join(str(DIGITS[char]) for char in match[1]))
    return make_date(year, int(month), int(day))
