"""The document's periods: mentions dated by the year the text has just named, open ends completed by their neighbours.

A mention without a year (1-3月份) takes the publication date's year, else the year printed last before it; without
either it stays undated.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.extraction.grammar.impossible import find_impossible
from pipelines.extraction.grammar.period import PeriodMention, find_periods, parse_period
from pipelines.extraction.model import Period
from pipelines.extraction.prose.period_ranges import date_by_title, join_ranges
from pipelines.extraction.prose.segmentation import Line
from pipelines.extraction.prose.statistical_months import count_by_stated_months

_NUMBERING = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?=\d))")
_PRINTED_YEAR = re.compile(r"(?:19|20)\d\d")
_HAN_YEAR = re.compile(r"[一二][〇零九][〇零一二三四五六七八九]{2}")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# 截至去年底 names the year that is over; 截至12月底 names a day.
_ENDED_YEAR = re.compile(r"(?:去年|上年|上一年)(?:年)?[底末]")
# 转入2023年: what is left for a later year.
_CARRIED = re.compile(r"(?:转入|结转[至到]?|顺延[至到]?|延[至到续]{1,2})$")
# 须在12月底前: a deadline.
_DEADLINE = re.compile(r"(?:之|以)?前")
_MUST = re.compile(r"[须应要]|确保|力争|务必|争取|于$")
_LAST_TO_THIS = re.compile(
    r"(?:去年|上年)(?P<first>\d{1,2})月份?[初底]?(?:至|到|-|—|~)(?:今年|本年)(?P<last>\d{1,2})月(?:份|底|末)?"
)
_MONTHS = 12
_SAFETY_MONTH = re.compile(r"度?(?:全国|全省|全市|全县)?[“\"]?(?:全国)?安全生产(?:宣传)?月")
_OFFICE_ONLY = re.compile(
    r"[\s()\[\]]*(?:[一-鿿]{2,20}(?:局|办|办公室|厅|委|委员会|部|处|队|政府|中心)[\s,:]*)?[\s()\[\]]*"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{4,16}[月度份]\)\s*")
# 2017年第9期: the number of an issue.
_ISSUE = re.compile(r"\s*第?\s*[\d一二三四五六七八九十]{1,3}\s*期")
_HEAD_LINES = 6
# A report up to the end of one month is written in the next or the one after.
_SLACK = 62
_MIXED_YEAR = re.compile(r"[一二][0〇零九][0〇零一二三四五六七八九]{2}(?=年)")
# 3月5日整治开始至今.
_TO_NOW = re.compile(r"(?:起|[^。;,\d\n]{0,8}(?:启动|开始|部署|开展|打响))(?:到现在|至今|到目前|以来|到今天)")
_SINCE_GAP = re.compile(r"[^。;\n]{2,40}?以来")


def find_document_periods(text: str, lines: Sequence[Line], published: date | None) -> tuple[PeriodMention, ...]:
    """All period mentions of a document, dated as far as its own words allow.

    Args:
        text: repaired text.
        lines: its lines; numbering (二、10月份) is no part of a period.
        published: the publication date, where the document prints one.
    """
    masked = _MIXED_YEAR.sub(_han_year, _mask_numbering(text, lines))
    mentions = find_periods(masked, base=published)
    dated: list[PeriodMention] = []
    year: int | None = None
    for mention in mentions:
        current = _date_by_year(mention, year) if mention.period is None else mention
        current = _across_years(current, published)
        current = _see_month_of_safety(masked, _see_since(masked, current))
        if _DEADLINE.match(masked, current.end_pos) and _MUST.search(
            masked, max(0, current.start_pos - 8), current.start_pos
        ):
            current = replace(current, is_plan=True)
        if _CARRIED.search(masked, max(0, current.start_pos - 6), current.start_pos):
            current = replace(current, is_plan=True)
        dated.append(current)
        year = _named_year(current) or year
    kept = [mention for mention in dated if not _is_stamp(masked, lines, mention, dated)]
    impossible = find_impossible(masked)
    joined = count_by_stated_months(masked, join_ranges(masked, date_by_title(masked, lines, kept)))
    return tuple(m if not _holds(m, impossible) else replace(m, period=None) for m in joined)


def _holds(mention: PeriodMention, impossible: Sequence[tuple[int, int]]) -> bool:
    """Whether a day that no calendar has is printed in a period: what its other end says alone dates nothing."""
    return any(mention.start_pos <= start and end <= mention.end_pos for start, end in impossible)


def _across_years(mention: PeriodMention, published: date | None) -> PeriodMention:
    """去年11月到今年4月底, dated by the publication."""
    match = _LAST_TO_THIS.fullmatch(mention.raw)
    if match is None or published is None:
        return mention
    first, last = int(match["first"]), int(match["last"])
    if not (1 <= first <= _MONTHS and 1 <= last <= _MONTHS):
        return mention
    end = date(published.year, last, monthrange(published.year, last)[1])
    period = Period(date(published.year - 1, first, 1), end, "campaign")
    return replace(mention, period=period, is_prior_year=False)


def _see_month_of_safety(text: str, mention: PeriodMention) -> PeriodMention:
    """2016年“安全生产月” is June of that year."""
    whole = mention.period
    if whole is None or whole.kind != "year" or whole.end is None or not _SAFETY_MONTH.match(text, mention.end_pos):
        return mention
    return replace(mention, period=Period(date(whole.end.year, 6, 1), date(whole.end.year, 6, 30), "month"))


def _is_stamp(text: str, lines: Sequence[Line], mention: PeriodMention, mentions: Sequence[PeriodMention]) -> bool:
    """A month alone in a line below the title dates the writing, where the text reports up to a day before it."""
    month = mention.period
    if month is None or month.kind != "month" or month.start is None:
        return False
    index = next((i for i, line in enumerate(lines) if line.start <= mention.start_pos < line.end), None)
    if index is None or index > _HEAD_LINES or lines[index].kind == "title":
        return False
    rest = text[lines[index].start : mention.start_pos] + text[mention.end_pos : lines[index].end]
    if not _OFFICE_ONLY.fullmatch(rest):
        return False
    ends = [m.period.end for m in mentions if m is not mention and m.period and m.period.end and not m.is_plan]
    return any(0 < (month.start - end).days <= _SLACK for end in ends)


def _han_year(match: re.Match[str]) -> str:
    """二0一一 is 二〇一一."""
    return match[0].replace("0", "〇")


def _mask_numbering(text: str, lines: Sequence[Line]) -> str:
    pieces: list[str] = []
    at = 0
    for line in lines:
        match = _NUMBERING.match(text, line.start, line.end) if line.level else None
        if match:
            pieces += [text[at : line.start], "\n" * len(match[0])]
            at = match.end()
    return "".join(pieces) + text[at:]


def _named_year(mention: PeriodMention) -> int | None:
    """The year under report that a mention names: printed in it, of this year and no plan's."""
    if mention.is_prior_year or mention.is_plan or mention.raw.endswith("同期"):
        return None
    if match := _PRINTED_YEAR.search(mention.raw):
        return int(match[0])
    if match := _HAN_YEAR.search(mention.raw):
        return int(match[0].translate(_HAN_DIGITS))
    return None


def _date_by_year(mention: PeriodMention, year: int | None) -> PeriodMention:
    if year is None or mention.is_prior_year or mention.is_plan:
        return mention
    base = date(year, 12, 31)
    is_impossible = any(found.is_impossible for found in find_periods(mention.raw, base=base))
    return replace(mention, period=parse_period(mention.raw, base=base), is_impossible=is_impossible)


def _see_since(text: str, mention: PeriodMention) -> PeriodMention:
    """自2023年3月上旬,...工作以来: an open period whose 以来 stands behind the matter."""
    day = mention.period
    if day is not None and day.kind == "day" and not mention.is_prior_year and _TO_NOW.match(text, mention.end_pos):
        return replace(mention, period=Period(day.start, None, "campaign"), is_since=True)
    if (
        mention.period is None
        or mention.is_since
        or (not text.endswith(("自", "从"), 0, mention.start_pos) and not mention.raw.startswith(("自", "从")))
    ):
        return mention
    if not _SINCE_GAP.match(text, mention.end_pos):
        return mention
    period = Period(mention.period.start, None, "campaign")
    return replace(mention, period=period, is_since=True)


def complete(mention: PeriodMention, mentions: Sequence[PeriodMention], published: date | None) -> Period | None:
    """A mention's period with an open start or end filled from a 截至, a 以来, or the whole year under review."""
    period = mention.period
    if period is not None and _is_running_year(mention, published):
        period = Period(period.start, None, "ytd")
    if period is None or (period.start and period.end):
        return period
    if period.start is None and period.end and _ENDED_YEAR.search(mention.raw):
        return Period(date(period.end.year, 1, 1), period.end, "year")
    if period.start is None:
        since = [
            m
            for m in mentions
            if 0 <= mention.start_pos - m.end_pos < 300 and m.is_since and m.period and m.period.start
        ]
        start = since[-1].period.start if since and since[-1].period else None
        return Period(start, period.end, "campaign") if start and period.end and start <= period.end else period
    until = [m for m in mentions if m.is_until and -60 < m.start_pos - mention.end_pos < 120]
    ends = [m.period.end for m in until if m.period and m.period.end and m.period.end >= period.start]
    if ends:
        return Period(period.start, ends[0], "campaign")
    end = _year_end(mention, period.start, mentions, published)
    return Period(period.start, end, period.kind) if end else period


def _is_running_year(mention: PeriodMention, published: date | None) -> bool:
    """今年 in a text of that year: it has begun and not ended."""
    if not mention.raw.startswith(("今年", "本年")) or mention.period is None or mention.period.kind != "year":
        return False
    return published is None or published.year == (mention.period.end or published).year


def _year_end(
    mention: PeriodMention, start: date, mentions: Sequence[PeriodMention], published: date | None
) -> date | None:
    """The end of the year under review: a whole year that the document named before, and that is over."""
    for other in mentions:
        whole = other.period
        if whole is None or whole.kind != "year" or whole.start is None or whole.end is None:
            continue
        if whole.start <= start <= whole.end and published and published > whole.end:
            return whole.end
    return None


def is_reporting(mention: PeriodMention) -> bool:
    """Whether a mention may be a reporting period: dated, not last year's, no plan, no single day."""
    period = mention.period
    if period is None or mention.is_prior_year or mention.is_plan:
        return False
    return period.kind not in {"day", "instant", "multi_year"} and period.start is not None


# 各位居民:
_SALUTES = re.compile(r"[^,。;\d\n]{2,20}:\s*")
# 检查时间:2023年4月10日至4月28日.
_OF_WORK = re.compile(
    r"\s*(?:检查|督查|督导|排查|统计|整治|行动|活动|巡查|报告|数据)(?:起止)?(?:时间|期间|周期|区间|时段|口径):"
)
_SPANS = frozenset({"year", "ytd", "quarter", "half"})
_FOUNDING = re.compile(r"[^,。]{0,8}(?:成立|建成|修订|颁布|印发|出台|投产|任职)")


def reporting_period(
    text: str,
    lines: Sequence[Line],
    mentions: Sequence[PeriodMention],
    published: date | None,
    opening: int = 6,
) -> Period | None:
    """The period that the document reports on: printed in the title, else the first fitting one of its opening lines.

    A month or a span of days counts only in the title or the first line of the body; elsewhere it dates an episode.
    """
    titles = [line for line in lines if line.kind == "title"]
    body = [line for line in lines if line.kind in {"body", "heading"}][:opening]
    first = next(
        (line for line in body if line.kind == "body" and not _SALUTES.fullmatch(text, line.start, line.end)), None
    )
    labelled = [line for line in lines[:_HEAD_LINES] if _OF_WORK.match(text, line.start, line.end)]
    for line in (*titles, *labelled, *body):
        leads = line.kind == "title" or line is first or line in labelled
        leads = leads or (line.kind == "heading" and _IN_BRACKETS.fullmatch(text, line.start, line.end) is not None)
        for mention in mentions:
            if not line.start <= mention.start_pos < line.end or not is_reporting(mention):
                continue
            if _ISSUE.match(text, mention.end_pos):
                continue
            found = complete(mention, mentions, published)
            if found is None or found.end is None or not (leads or found.kind in _SPANS):
                continue
            if line.kind == "title" or (_is_recent(found, published) and not _FOUNDING.match(text, mention.end_pos)):
                return found
        if line.kind == "title" and (until := _until_of(line, mentions)):
            return until
    return None


def _until_of(title: Line, mentions: Sequence[PeriodMention]) -> Period | None:
    """What a title reports up to a day of a printed year (截至2022年12月底): that year's days up to it."""
    for mention in mentions:
        if title.start <= mention.start_pos < title.end and mention.is_until and mention.has_year and mention.period:
            end = mention.period.end
            if end is not None:
                return Period(date(end.year, 1, 1), end, "year" if (end.month, end.day) == (12, 31) else "ytd")
    return None


def _is_recent(period: Period, published: date | None) -> bool:
    """Reports speak of the year before their publication; without a date nothing can be said against a period."""
    if published is None or period.end is None:
        return True
    return (published - period.end).days <= 460 and (period.start is None or period.start <= published)


def year_before(period: Period | None) -> Period | None:
    """The same period a year earlier."""
    if period is None:
        return None
    return replace(period, start=_back(period.start), end=_back(period.end))


def _back(day: date | None) -> date | None:
    if day is None:
        return None
    return date(day.year - 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
