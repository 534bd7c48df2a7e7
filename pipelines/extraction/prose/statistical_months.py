"""Periods of a document that says how its months run: 统计周期:上年12月25日至本年3月24日, 统计时段:上月25日至本月24日.

The quarter of its title is then that span, wherever the text names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.grammar.period import PeriodMention, find_periods
from pipelines.extraction.grammar.statistical import SAYS_SO, by_rule, find_month_rule, stands_for
from pipelines.extraction.model import Period
from pipelines.extraction.prose.period_ranges import join_ranges

_LABEL_LENGTH = 48
_GAP = 2


def count_by_stated_months(text: str, mentions: Sequence[PeriodMention]) -> list[PeriodMention]:
    """The mentions, calendar periods counted as the document's own words say; undated where those leave it open.

    Where the label dates one of them, its months, quarters and halves follow the same days; a bare year as labelled.
    """
    labels = [text[label.end() : label.end() + _LABEL_LENGTH].split("\n")[0] for label in SAYS_SO.finditer(text)]
    if not labels:
        return list(mentions)
    stated = [_stated_for(labels, mention.period) if mention.period else None for mention in mentions]
    rule = find_month_rule(text)
    day = rule.day if rule else next((span.start.day for span in stated if span and span.start), None)
    is_sure = rule is None or rule.is_named_by_end
    return [_counted(mention, span, day, is_sure=is_sure) for mention, span in zip(mentions, stated, strict=True)]


def _counted(mention: PeriodMention, span: Period | None, day: int | None, *, is_sure: bool) -> PeriodMention:
    months = mention.period
    if months is None or day is None:
        return mention
    if span is not None:
        return replace(mention, period=replace(span, kind=months.kind))
    own = by_rule(months, day) if months.kind != "year" or not is_sure else None
    if own is None:
        return mention
    return replace(mention, period=own if is_sure else None, is_impossible=not is_sure)


def _stated_for(labels: Sequence[str], months: Period) -> Period | None:
    """The statistical months that a label states for a calendar period, its 本年 and bare months dated by it."""
    for words in labels:
        for mention in join_ranges(words, find_periods(words, base=months.end)):
            if mention.start_pos <= _GAP and mention.period is not None and stands_for(mention.period, months):
                return mention.period
    return None
