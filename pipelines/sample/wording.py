"""The words for periods and days that several writers share."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.sample.chance import make_random
from warehouse.quarters import Quarter

_QUARTER_WORDS = {1: "第一季度", 2: "第二季度", 3: "第三季度", 4: "第四季度"}


def name_quarter(quarter: Quarter) -> str:
    """2023年第一季度."""
    return f"{quarter.year}年{_QUARTER_WORDS[quarter.number]}"


def name_months(quarter: Quarter) -> str:
    """2023年1—6月: the year up to the quarter's end."""
    return f"{quarter.year}年1—{quarter.end.month}月"


def name_day(day: date) -> str:
    """2023年4月6日."""
    return f"{day.year}年{day.month}月{day.day}日"


def choose_filing_day(seed: int, code: str, quarter: Quarter) -> date:
    """Choose the day on which an office files: within two weeks of the quarter's end."""
    return quarter.end + timedelta(days=make_random(seed, "filing", code, quarter).randint(3, 14))
