"""Numbers, days and periods as a reader of either language writes them. Values in, text out; money stays Decimal.

Sums of money are shown in 万元 in Chinese and in yuan in English; shares in per cent; nothing is rounded but headlines.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_compact_decimal, format_decimal

from dashboards.messages import Language, Messages

_LOCALES: dict[Language, str] = {"zh": "zh_Hans_CN", "en": "en_GB"}
_WAN = Decimal(10_000)
_TEN_MILLION = Decimal(10_000_000)
_OFFICE_TIME = ZoneInfo("Asia/Shanghai")
_DIGITS = "#,##0.######"


def format_number(value: Decimal, unit: str, language: Language) -> str:
    """A value in the unit that `unit_name` names, every digit of it: 411000 yuan is 41.1 in Chinese."""
    if unit == "ratio":
        return f"{format_decimal(value * 100, _DIGITS, _LOCALES[language])}%"
    shown = value / _WAN if unit == "yuan" and language == "zh" else value
    return format_decimal(shown, _DIGITS, _LOCALES[language])


def format_headline(value: Decimal, unit: str, language: Language) -> str:
    """A value with three or four digits to be seen from afar, with its scale: 41.1万, 12.35M, 91.3%."""
    if unit == "ratio":
        return f"{format_decimal(value * 100, '#,##0.0#', _LOCALES[language])}%"
    if abs(value) < (_WAN if language == "zh" else _TEN_MILLION):
        return format_decimal(value, "#,##0.##", _LOCALES[language])
    return format_compact_decimal(value, locale=_LOCALES[language], fraction_digits=1 if language == "zh" else 2)


def qualify(text: str, qualifier: str | None, messages: Messages) -> str:
    """A number with the word or sign that says how exact it is; an exact one as it is."""
    if qualifier in (None, "exact"):
        return text
    return messages(f"qualifier.{qualifier}", number=text)


def format_change(ratio: Decimal, language: Language) -> str:
    """A change with its sign, in per cent: +12.3%."""
    return format_decimal(ratio * 100, "+#,##0.0;-#,##0.0", _LOCALES[language]) + "%"


def format_points(difference: Decimal, messages: Messages) -> str:
    """A difference of two shares with its sign, in percentage points."""
    number = format_decimal(difference * 100, "+#,##0.##;-#,##0.##", _LOCALES[messages.language])
    return messages("format.points", number=number)


def format_quarter(quarter: str, messages: Messages) -> str:
    """2024Q1 as the language says it."""
    return messages("format.quarter", year=quarter[:4], number=messages(f"format.quarter_{quarter[-1]}"))


def format_span(start: date | None, end: date | None, messages: Messages) -> str:
    """First to last day; a stock has only the day at which it stood."""
    if end is None:
        return messages("format.unknown")
    last = format_day(end, messages.language)
    return messages("format.at_day", day=last) if start is None else f"{format_day(start, messages.language)} – {last}"


def format_day(day: date, language: Language) -> str:
    """A day: 2024-03-31 in Chinese tables, 31 Mar 2024 in English."""
    return day.isoformat() if language == "zh" else format_date(day, "d MMM y", _LOCALES[language])


def format_moment(moment: datetime, messages: Messages) -> str:
    """A moment in the offices' own time, which is told; one without a zone is UTC, as the warehouse keeps it."""
    return messages("format.office_time", moment=format_minute(moment, messages))


def format_minute(moment: datetime, messages: Messages) -> str:
    """The same where it is plain whose time it is."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    pattern = "y-MM-dd HH:mm" if messages.language == "zh" else "d MMM y HH:mm"
    return str(format_datetime(aware.astimezone(_OFFICE_TIME), pattern, locale=_LOCALES[messages.language]))
