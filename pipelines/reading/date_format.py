"""Days and times as a spreadsheet shows them: serial numbers to dates, dates by their format code.

Serial numbers after ECMA-376 18.17.4; format codes as in ``number_format``.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from pipelines.reading.number_format import Section, show_literal, split_format

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
WEEKDAYS = "一二三四五六日"
EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - sheet dates have no zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - sheet dates have no zone
LAST_SERIAL = Decimal(2_958_466)


def serial_to_date(serial: Decimal, *, from_1904: bool) -> date | datetime | None:
    """The day (or day and time) of a sheet's serial number; None outside what sheets show as dates.

    The 1900 system counts a 29 February 1900 that never was: days before 1 March 1900 are a day late.
    """
    if serial < 0 or serial >= LAST_SERIAL:
        return None
    days = serial
    if not from_1904 and serial < 61:
        days = serial + 1
    seconds = int((days * 86_400).to_integral_value(rounding=ROUND_HALF_UP))
    moment = (EPOCH_1904 if from_1904 else EPOCH_1900) + timedelta(seconds=seconds)
    return moment if seconds % 86_400 else moment.date()


def show_date(moment: date | datetime, code: str) -> str:
    """A day or time as the format code displays it."""
    section = split_format(code)[0]
    full = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    half_day = any(piece.kind == "ampm" for piece in section)
    shown: list[str] = []
    for position, piece in enumerate(section):
        if piece.kind == "date":
            minutes = piece.text[0] in "mM" and _is_minutes(section, position)
            shown.append(_show_date_part(full, piece.text.lower(), minutes=minutes, half_day=half_day))
        elif piece.kind == "ampm":
            words = ("上午", "下午") if "上" in piece.text else ("AM", "PM")
            shown.append(words[full.hour >= 12])
        else:
            shown.append(show_literal(piece))
    return "".join(shown)


def _is_minutes(section: Section, position: int) -> bool:
    """``m`` means minutes after hours or before seconds, else months."""
    dates = [(index, piece.text[0].lower()) for index, piece in enumerate(section) if piece.kind == "date"]
    here = next(order for order, (index, _) in enumerate(dates) if index == position)
    before = dates[here - 1][1] if here else ""
    after = dates[here + 1][1] if here + 1 < len(dates) else ""
    return before == "h" or after == "s"


def _show_date_part(moment: datetime, code: str, *, minutes: bool, half_day: bool) -> str:
    hour = (moment.hour % 12 or 12) if half_day else moment.hour
    if minutes:
        return f"{moment.minute:0{min(len(code), 2)}d}"
    if code[0] == "y":
        return f"{moment.year:04d}" if len(code) > 2 else f"{moment.year % 100:02d}"
    if code.startswith("aaa"):
        return ("星期" if len(code) == 4 else "") + WEEKDAYS[moment.weekday()]
    if code in ("mmm", "mmmm"):
        return MONTHS[moment.month * 3 - 3 : moment.month * 3]
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[code[0]]
    return f"{number:0{min(len(code), 2)}d}"
