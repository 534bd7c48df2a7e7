"""The period of a figure: the nearest words before it, its line, its headings, the document.

Single days are events, not reporting periods, unless the sentence itself speaks of that day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.grammar.period import PeriodMention
from pipelines.extraction.model import Period
from pipelines.extraction.prose.mentions import Mentions
from pipelines.extraction.prose.periods import complete, is_reporting, year_before
from pipelines.extraction.prose.segmentation import Sentence

_NOW = re.compile(r"(?:截至|截止|到)?目前(?:为止)?|近年来|现有")
_UNTIL_NOW = re.compile(r"(?:截至|截止|到)目前(?:为止)?")


def period_at(known: Mentions, sentence: Sentence, at: int) -> Period | None:
    """The period that holds at a position, from the nearest words outwards."""
    line = known.lines[sentence.line]
    in_sentence = [m for m in known.periods if sentence.start <= m.start_pos < at]
    found = _latest(known, in_sentence, allow_day=True)
    if found is not None:
        return complete(found, known.periods, known.context.published_on)
    if _UNTIL_NOW.search(known.text, sentence.start, at) and known.context.published_on:
        return Period(None, known.context.published_on, "instant")
    if _NOW.search(known.text, sentence.start, at):
        return None
    in_line = [m for m in known.periods if line.start <= m.start_pos < sentence.start]
    found = _latest(known, in_line, allow_day=False)
    if found is not None:
        return complete(found, known.periods, known.context.published_on)
    for heading in known.sections_of(sentence.line):
        found = _latest(
            known, [m for m in known.periods if heading.start <= m.start_pos < heading.end], allow_day=False
        )
        if found is not None:
            return complete(found, known.periods, known.context.published_on)
    return known.context.period


def prior_period_at(known: Mentions, sentence: Sentence, at: int) -> Period | None:
    """Last year's period at a position: as printed (去年), else the reported one a year earlier (去年同期)."""
    line = known.lines[sentence.line]
    prior = [m for m in known.periods if line.start <= m.start_pos < at and m.is_prior_year]
    if prior and prior[-1].period is not None and prior[-1].start_pos >= sentence.start:
        return prior[-1].period
    return year_before(period_at(known, sentence, at))


def period_in(known: Mentions, start: int, end: int) -> Period | None:
    """The first reporting period that a stretch (a table's title and header) prints."""
    found = next((m for m in known.periods if start <= m.start_pos < end and is_reporting(m)), None)
    return complete(found, known.periods, known.context.published_on) if found else None


def _latest(known: Mentions, mentions: Sequence[PeriodMention], *, allow_day: bool) -> PeriodMention | None:
    for mention in reversed(mentions):
        if mention.raw.endswith("同期") and not mention.is_prior_year:
            continue
        if not mention.is_prior_year and known.text[: mention.start_pos].endswith(("比", "较", "较之", "与", "对比")):
            continue
        if mention.period is None or mention.is_plan or (mention.is_prior_year and _is_compared(known, mention)):
            continue
        if mention.period.kind == "day" and not (allow_day and _is_event(known, mention)):
            continue
        return mention
    return None


def _is_compared(known: Mentions, mention: PeriodMention) -> bool:
    around = known.text[max(0, mention.start_pos - 2) : mention.end_pos + 6]
    return re.search(r"[比较与同]|相比|同期", around) is not None


def _is_event(known: Mentions, mention: PeriodMention) -> bool:
    after = known.text[mention.end_pos : mention.end_pos + 24]
    return re.search(r"通报|公布|消息|讯|电|印发|召开|发布|介绍|表示|获悉|考核", after) is None
