"""Period mentions that belong together: 从5月8日起至9月12日, 自3月11日整治启动至5月底, 上半年情况(2018年).

Each is found by the grammar as two mentions; here they become the one period that they tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.extraction.grammar.period import PeriodMention, parse_period
from pipelines.extraction.model import Period
from pipelines.extraction.prose.segmentation import Line

_FROM = ("从", "自")
# Between the two ends: 起至, 行动启动至, 持续到; without 从 before the first only a few words.
_TO = re.compile(r"[^。;,、\d\n]{0,10}?(?:至|到)")
_TO_BARE = re.compile(r"[一-鿿]{1,4}至")
_TO_ALONE = re.compile(r"\s*(?:至|到|—+|-|~|～)\s*")
# 去年11月供暖到今年3月底: last year's month only opens the span.
_TO_THIS_YEAR = re.compile(r"(?:[一-鿿]{0,4}?(?:至|到)|\s*[—~～-]+\s*)")
# 2014年春运从1月16日...: the year of a range that prints none.
_YEAR_OF = re.compile(r"[^。;,、\d\n]{0,6}")
_ONE_YEAR = 366


def join_ranges(text: str, mentions: Sequence[PeriodMention]) -> list[PeriodMention]:
    """The mentions, with every from-to of two mentions made one, dated by its first end."""
    joined: list[PeriodMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        period = _range(text, last, mention) if last is not None else None
        if last is None or period is None:
            joined.append(_after_since(joined, mention))
            continue
        joined[-1] = replace(
            last,
            end_pos=mention.end_pos,
            period=period,
            raw=text[last.start_pos : mention.end_pos],
            is_since=False,
            is_prior_year=False,
        )
        _take_year(text, joined)
    return joined


def _range(text: str, first: PeriodMention, second: PeriodMention) -> Period | None:
    """The period from one mention to the next; None where the words between do not join them."""
    if first.period and second.period and _opens_last_year(text, first, second):
        return Period(first.period.start, second.period.end, "campaign")
    if any(mention.is_prior_year or mention.is_plan or mention.period is None for mention in (first, second)):
        return None
    start = first.period.start if first.period else None
    end = second.period.end if second.period else None
    gap = text[first.end_pos : second.start_pos]
    opens = first.raw.startswith(_FROM) or text.endswith(_FROM, 0, first.start_pos)
    if start is None or end is None or second.is_until or second.is_since:
        return None
    is_months = first.has_year and second.has_year and _is_month(first) and _is_month(second)
    if is_months and _TO_ALONE.fullmatch(gap) and end > start:
        return Period(start, end, "campaign")
    if not ((opens and _TO.fullmatch(gap)) or (_is_day(first) and _is_day(second) and _TO_BARE.fullmatch(gap))):
        return None
    end = _not_before(end, start, second)
    return Period(start, end, "campaign") if end >= start else None


def _is_month(mention: PeriodMention) -> bool:
    return mention.period is not None and mention.period.kind == "month"


def _opens_last_year(text: str, first: PeriodMention, second: PeriodMention) -> bool:
    """Whether a month or day of last year leads to one of this year."""
    if not first.is_prior_year or second.is_prior_year or first.period is None or second.period is None:
        return False
    start, end = first.period.start, second.period.end
    opens = first.is_since or first.period.kind in {"month", "day"}
    if start is None or end is None or not opens or not start < end:
        return False
    return second.raw.startswith(("今年", "本年")) and (
        _TO_THIS_YEAR.fullmatch(text[first.end_pos : second.start_pos]) is not None
    )


def _is_day(mention: PeriodMention) -> bool:
    period = mention.period
    return period is not None and period.start is not None and period.start == period.end


def _not_before(end: date, start: date, mention: PeriodMention) -> date:
    """An end without a printed year that lies before its start is of the next year."""
    if end >= start or mention.has_year or (end.month, end.day) == (2, 29) or (start - end).days > _ONE_YEAR:
        return end
    return end.replace(year=end.year + 1)


def _after_since(earlier: Sequence[PeriodMention], mention: PeriodMention) -> PeriodMention:
    """从2010年10月起...截至2月3日: the day is of the next year."""
    since = earlier[-1] if earlier else None
    if since is None or not since.is_since or not mention.is_until or since.period is None or mention.period is None:
        return mention
    start, end = since.period.start, mention.period.end
    if start is None or end is None or end >= start:
        return mention
    return replace(mention, period=replace(mention.period, end=_not_before(end, start, mention)))


def _take_year(text: str, joined: list[PeriodMention]) -> None:
    """Drop the bare year before a range of that year: it only dates it."""
    if len(joined) < 2:
        return
    year, last = joined[-2], joined[-1]
    whole, span = year.period, last.period
    if whole is None or span is None or whole.kind != "year" or whole.start is None or span.start is None:
        return
    gap = text[year.end_pos : last.start_pos]
    if whole.start.year == span.start.year and not last.has_year and _YEAR_OF.fullmatch(gap):
        joined[-2:] = [replace(last, start_pos=year.start_pos)]


def date_by_title(text: str, lines: Sequence[Line], mentions: Sequence[PeriodMention]) -> list[PeriodMention]:
    """A mention of the title without a year takes the year that the title prints behind it (上半年情况(2018年))."""
    title = next((line for line in lines if line.kind == "title"), None)
    if title is None:
        return list(mentions)
    inside = [m for m in mentions if title.start <= m.start_pos < title.end]
    years = [m.period.end.year for m in inside if m.has_year and m.period is not None and m.period.end is not None]
    if not years:
        return list(mentions)
    return [_dated(m, years[0]) if m in inside and m.period is None and not m.is_prior_year else m for m in mentions]


def _dated(mention: PeriodMention, year: int) -> PeriodMention:
    return replace(mention, period=parse_period(mention.raw, base=date(year, 12, 31)))
