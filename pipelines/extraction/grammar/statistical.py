"""Statistical months, which run from a day late in one month to the day before in the next (25 February to 24 March).

Such a month is named by the month in which it ends; quarters, halves and years are made of such months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.extraction.grammar.calendar import last_day
from pipelines.extraction.model import Period

FIRST_DAY, LAST_DAY = 20, 28
"""A month that begins on an earlier day is as much of the one as of the other."""

_DASH = r"\s*(?:起?至|起?到|[-—–~～]{1,2})\s*"
SAYS_SO = re.compile(
    r"(?:统计|数据|报告|报送|汇总|填报|上报)(?:起止)?(?:周期|期间|时段|时间|区间|口径|时限|期限|范围|期)(?:均|统一)?(?:[:：]|为|是|按)\s*(?:自|从)?"
)
"""The words that say which days the figures of a document are of, up to those days."""
_RULE = re.compile(
    rf"(?P<first>上月|上个月|前一月|前月|上季度?末月?|上一?季度?最后一个?月|每月|每季末?月)(?P<start>\d{{1,2}})[日号]?{_DASH}"
    rf"(?P<last>本月|当月|次月|下月|下个月|本季度?末月?|本季度?最后一个?月|当季度?末月?)(?P<end>\d{{1,2}})[日号]"
)
_ENDS_IN_ITS_MONTH = ("本", "当")


@dataclass(frozen=True, slots=True)
class MonthRule:
    """How an office counts its months: from ``day`` to the day before.

    ``is_named_by_end`` is False where the words (每月25日至次月24日) leave open which month has the name.
    """

    start_pos: int
    end_pos: int
    day: int
    is_named_by_end: bool


def find_month_rule(text: str) -> MonthRule | None:
    """The rule that a label states (统计周期:上月25日至本月24日); None where none does."""
    for label in SAYS_SO.finditer(text):
        match = _RULE.match(text, label.end())
        if match and FIRST_DAY <= int(match["start"]) <= LAST_DAY and int(match["end"]) == int(match["start"]) - 1:
            is_sure = match["last"].startswith(_ENDS_IN_ITS_MONTH) and not match["first"].startswith("每")
            return MonthRule(label.start(), match.end(), int(match["start"]), is_sure)
    return None


def calendar_months(start: date, end: date) -> tuple[date, date] | None:
    """First and last day of the calendar months that statistical ones stand for; None where the days are no such."""
    if not FIRST_DAY <= start.day <= LAST_DAY or end.day != start.day - 1 or end <= start:
        return None
    return last_day(start.year, start.month) + timedelta(days=1), last_day(end.year, end.month)


def stands_for(span: Period, months: Period) -> bool:
    """Whether a span of statistical months is what a calendar period is called (25 December to 24 March: a quarter)."""
    if span.start is None or span.end is None:
        return False
    return calendar_months(span.start, span.end) == (months.start, months.end)


def by_rule(months: Period, day: int) -> Period | None:
    """A period of whole calendar months as counted in months that begin on a day; None where it is no such period."""
    start, end = months.start, months.end
    if start is None or end is None or start.day != 1 or end != last_day(end.year, end.month):
        return None
    return Period((start - timedelta(days=1)).replace(day=day), end.replace(day=day - 1), months.kind)
