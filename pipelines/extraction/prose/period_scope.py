"""The period of a figure: the nearest words before it, its line, its headings, the document.

Single days are events, not reporting periods, unless the sentence itself speaks of that day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.extraction.grammar.period import PeriodMention
from pipelines.extraction.model import Period
from pipelines.extraction.prose.mentions import Mentions, once_a_line
from pipelines.extraction.prose.periods import complete, is_reporting, year_before
from pipelines.extraction.prose.segmentation import Sentence

_NOW = re.compile("目前|近年来|现有")
_UNTIL_NOW = re.compile("(?:截至|截止|到)目前")
_COMPARED = ("比", "较", "较之", "与", "对比")
_OF_YEARS = re.compile("年(?:来|间|里|以来|多)")
_YEARS = re.compile(r"(?<![\d一二三四五六七八九十近前每])(?P<count>[两三四五六七八九十])年(?:多)?(?:来|间|里|以来)")
# 本月 is the month of a monthly report; elsewhere nobody can tell which month it was.
_THIS = re.compile(r"(?<![\d月])(?:本|当)(?P<unit>月|季度|周)(?!底前)")
_THIS_KIND = {"月": "month", "季度": "quarter"}
_HAN_COUNT = {"两": 2, **{char: number for number, char in enumerate("一二三四五六七八九十", start=1)}}


def period_at(known: Mentions, sentence: Sentence, at: int) -> Period | None:
    """The period that holds at a position, from the nearest words outwards."""
    line = known.lines[sentence.line]
    in_sentence = [m for m in known.periods_in(sentence.start, at) if not _is_aside(known.text, m, at)]
    found = _latest(known, in_sentence, allow_day=True)
    years = _years_named(known, max(sentence.start, found.end_pos if found else 0), at)
    if years is not None:
        return years.period
    if found is not None:
        period = complete(found, known.periods, known.context.published_on)
        return _whole_year(known, period, found.end_pos, at) or _summed_up(known, period, found.end_pos, at) or period
    if (since := _since_named(known, sentence, at)) is not None:
        return since
    if match := _THIS.search(known.text, sentence.start, at):
        own = known.context.period
        fits = own is not None and own.kind == _THIS_KIND.get(match["unit"])
        return (_summed_up(known, own, match.end(), at) or own) if fits else None
    if _UNTIL_NOW.search(known.text, sentence.start, at):
        return _until_now(known, sentence)
    if _NOW.search(known.text, sentence.start, at):
        return None
    before = known.periods_in(line.start, sentence.start)
    in_line = [m for m in before if not _is_aside(known.text, m, sentence.start)]
    found = _latest(known, in_line, allow_day=False)
    years = _years_named(known, max(line.start, found.end_pos if found else 0), sentence.start)
    if years is not None:
        return years.period
    if found is not None:
        period = complete(found, known.periods, known.context.published_on)
        return _whole_year(known, period, found.end_pos, at) or period
    if (day := _day_of_line(known, line.start, sentence.start)) is not None:
        return day
    return _section_period(known, sentence.line)


_SINCE_THEN = re.compile(r"(?:行动|整治|活动|攻坚|工作|会战)(?:开展|启动|部署)?以来")


def _since_named(known: Mentions, sentence: Sentence, at: int) -> Period | None:
    """行动以来: from the day that the document named for its beginning before."""
    if known.text.find("以来", sentence.start, at) < 0 or not _SINCE_THEN.search(known.text, sentence.start, at):
        return None
    for mention in reversed([m for m in known.periods if m.end_pos <= at]):
        if mention.is_since and mention.period is not None and mention.period.start is not None:
            return complete(mention, known.periods, known.context.published_on)
    return None


_EVENT_DAY = re.compile(r"(?:当天)?(?:一大?早|清晨|早上|上午|中午|下午|傍晚|晚(?:上|间)?|夜(?:里|间|晚)?|深夜|凌晨)")
_OPENS_LINE = 6


def _day_of_line(known: Mentions, start: int, stop: int) -> Period | None:
    """The day of a story that opens its line (6月9日晚上,...): it holds until the line ends, in news of that week."""
    published = known.context.published_on
    if published is None or known.context.period is not None:
        return None
    opening = next(iter(known.periods_in(start, stop)), None)
    if opening is None or opening.period is None or opening.start_pos - start > _OPENS_LINE:
        return None
    day = opening.period
    if day.kind != "day" or day.end is None or _EVENT_DAY.match(known.text, opening.end_pos) is None:
        return None
    return day if 0 <= (published - day.end).days <= _WEEK else None


_WEEK = 7
_ALL_YEAR = re.compile(r"(?<=[,;。:\n])\s*全年(?:[全我][省市县区州盟旗]|各地|,|共|累计|总计)")


def _whole_year(known: Mentions, part: Period | None, start: int, at: int) -> Period | None:
    """The year under report where 全年 opens a clause after a part of it (第四季度...。全年...); else None."""
    year = known.context.period
    if part is None or year is None or year.kind != "year" or not (part.start and year.start):
        return None
    if part.start.year != year.start.year or _ALL_YEAR.search(known.text, start, at) is None:
        return None
    return year


# 当月检查312家次;累计检查2860家次: the sum runs from the year's first day.
_SUM_BEHIND = re.compile(r"\d[^,;。\d]*[,;。](?:全[省市县区])?(?:今年|年内)?累计[^,;。]*$")


def _summed_up(known: Mentions, month: Period | None, start: int, at: int) -> Period | None:
    """The year up to a month's end where 累计 follows the month's own number; else None."""
    if month is None or month.kind != "month" or month.end is None or known.text.find("累计", start, at) < 0:
        return None
    if _SUM_BEHIND.search(known.text[start:at]) is None:
        return None
    return Period(date(month.end.year, 1, 1), month.end, "ytd")


def periods_of_row(known: Mentions, start: int, end: int) -> list[Period]:
    """The periods that a list before 分别 names, in order: 2021年、2022年、2023年."""
    return [m.period for m in known.periods_in(start, end) if m.period is not None and m.end_pos <= end]


@once_a_line
def _section_period(known: Mentions, line: int) -> Period | None:
    """The period of the nearest heading that prints one, else the document's."""
    for heading in known.sections_of(line):
        found = _latest(known, known.periods_in(heading.start, heading.end), allow_day=False)
        if found is not None:
            return complete(found, known.periods, known.context.published_on)
    return known.context.period


def _until_now(known: Mentions, sentence: Sentence) -> Period | None:
    """截至目前: up to the publication; without its date only the start is known, from the year under report."""
    if known.context.published_on:
        return Period(None, known.context.published_on, "instant")
    reported = _section_period(known, sentence.line)
    return Period(reported.start, None, "ytd") if reported and reported.start else None


@dataclass(frozen=True, slots=True)
class _Years:
    """A span that words like 五年来 name: the years named before them, or None where none were."""

    period: Period | None


def _years_named(known: Mentions, start: int, stop: int) -> _Years | None:
    """What 五年间, 三年来 speak of in a stretch; None where no such words stand there."""
    if _OF_YEARS.search(known.text, start, stop) is None:
        return None
    last = None
    for match in _YEARS.finditer(known.text, start, stop):
        last = match
    if last is None:
        return None
    count = _HAN_COUNT.get(last["count"], 0)
    for mention in reversed([m for m in known.periods if m.start_pos < last.start() and m.period is not None]):
        span = mention.period
        if span and span.start and span.end and span.end.year - span.start.year + 1 == count:
            return _Years(span)
    return _Years(None)


def _is_aside(text: str, mention: PeriodMention, at: int) -> bool:
    """Whether a period stands in a bracket closed before ``at`` that tells of something else than that period."""
    opened = text.rfind("(", max(0, mention.start_pos - 30), mention.start_pos)
    closed = text.find(")", mention.end_pos, at)
    if opened < 0 or closed < 0 or ")" in text[opened : mention.start_pos]:
        return False
    return mention.is_prior_year or re.search(r"[,;]", text[opened:closed]) is not None


def prior_period_at(known: Mentions, sentence: Sentence, at: int) -> Period | None:
    """Last year's period at a position: as printed (去年), else the reported one a year earlier (去年同期)."""
    line = known.lines[sentence.line]
    prior = [m for m in known.periods_in(line.start, at) if m.is_prior_year]
    if prior and prior[-1].period is not None and prior[-1].start_pos >= sentence.start:
        return prior[-1].period
    return year_before(period_at(known, sentence, at))


# 至12月32日, 截至2月30日: the end of what is reported, not the day of an event
_BOUNDS = ("至", "到", "-", "—", "~", "截止", "起", "从", "自")


def is_misdated(known: Mentions, sentence: Sentence, at: int) -> bool:
    """Whether the words that date a figure name a day or quarter that no calendar has.

    In its own sentence any such day counts; before it a quarter, an end of a span or a heading's, until the text names
    another period. A deadline (4月31日前) dates no figure.
    """
    before = [span for span in known.impossible if span[1] <= at and not known.text.startswith(("前", "之前"), span[1])]
    if not before:
        return False
    start, end = before[-1]
    if start < sentence.start and not _dates_what_follows(known, start, end):
        return False
    named = known.periods_in(end, at)
    return not any(m.period is not None and not m.is_prior_year and not m.is_plan for m in named)


def _dates_what_follows(known: Mentions, start: int, end: int) -> bool:
    text = known.text
    if text.endswith("季度", start, end) or text.endswith(_BOUNDS, 0, start) or text.startswith(_BOUNDS, end):
        return True
    if any(word in text[start:end] for word in _BOUNDS):
        return True
    line = next((one for one in known.lines if one.start <= start < one.end), None)
    return line is not None and line.kind in {"title", "heading"}


def period_in(known: Mentions, start: int, end: int) -> Period | None:
    """The first reporting period that a stretch (a table's title and header) prints."""
    found = next((m for m in known.periods_in(start, end) if is_reporting(m)), None)
    return complete(found, known.periods, known.context.published_on) if found else None


def _latest(known: Mentions, mentions: Sequence[PeriodMention], *, allow_day: bool) -> PeriodMention | None:
    for mention in reversed(mentions):
        if mention.raw.endswith("同期") and not mention.is_prior_year:
            continue
        if not mention.is_prior_year and known.text.endswith(_COMPARED, 0, mention.start_pos):
            continue
        if _is_base(known.text, mention):
            continue
        if mention.period is None or mention.is_plan or (mention.is_prior_year and _is_compared(known, mention)):
            continue
        if mention.period.kind == "day" and not (allow_day and _is_event(known, mention)):
            continue
        return mention
    return None


def _is_base(text: str, mention: PeriodMention) -> bool:
    """由2018年的36人减少到...: the year of the base, not of what follows."""
    leads = text[mention.start_pos - 1 : mention.start_pos] in {"由", "从"} or mention.raw.startswith("从")
    return (
        leads
        and re.match(r"(?:同期)?的?[\d一二三四五六七八九十百千万.]+(?!月|日|年)", text[mention.end_pos :][:14])
        is not None
    )


def _is_compared(known: Mentions, mention: PeriodMention) -> bool:
    around = known.text[max(0, mention.start_pos - 2) : mention.end_pos + 6]
    return re.search(r"[比较与同]|相比|同期", around) is not None


def _is_event(known: Mentions, mention: PeriodMention) -> bool:
    after = known.text[mention.end_pos : mention.end_pos + 24]
    return re.search(r"通报|公布|消息|讯|电|印发|召开|发布|介绍|表示|获悉|考核", after) is None
