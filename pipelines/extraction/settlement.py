"""Settlement: what holds for every figure, whichever engine read it.

The reporting office stands for a place that is not named. A period's kind follows from its days, so that one
statistic of one span is one subject however an office calls it. A township is one of the reporting county. A
zero-accident share runs from 1 January, since
the status is lost for the whole year.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pipelines.extraction.grammar.statistical import calendar_months
from pipelines.extraction.model import DocumentContext, Observation, Period, PeriodKind
from warehouse.catalogue.divisions import DivisionIndex

BEYOND_MEASURE = Decimal(10) ** 14
"""No figure of a province reaches it in any unit; what does is no figure, and one such would fit no table."""

# 9月21日至12月20日集中整治: such days are the campaign's own, and no statistical months.
_CAMPAIGN = re.compile("专项|行动|攻坚|会战|整治|大检查|活动")

LONGEST_PLACE = 60
"""A place of more characters is none: it is shown cut, and its figure waits for review."""


def is_beyond_measure(observation: Observation) -> bool:
    """Whether a number is so large that it can only be a slip or another thing's number."""
    return abs(observation.value) >= BEYOND_MEASURE


def settle_observation(observation: Observation, context: DocumentContext, divisions: DivisionIndex) -> Observation:
    """An observation with its place and its period settled; without any place it waits for review."""
    return _settle_place(_settle_period(observation), context, divisions)


def name_span(start: date, end: date) -> PeriodKind:
    """The kind of the period from ``start`` to ``end``, both included: calendar spans first, then year to date.

    Statistical months (from the 25th to the 24th) are named as the calendar months that they stand for.
    """
    start, end = calendar_months(start, end) or (start, end)
    last = end + timedelta(days=1)
    months = 12 * (last.year - start.year) + last.month - start.month if start.day == last.day == 1 else 0
    if start == end:
        return "day"
    if months == 12 and start.month == 1:
        return "year"
    if months and months % 12 == 0 and start.month == 1:
        return "multi_year"
    if months == 6 and start.month in (1, 7):
        return "half"
    if months == 3 and start.month % 3 == 1:
        return "quarter"
    if months == 1:
        return "month"
    if (start.month, start.day) == (1, 1) and start.year == end.year:
        return "ytd"
    return "multi_year" if end.year - start.year > 1 else "campaign"


def _settle_period(observation: Observation) -> Observation:
    period = observation.period
    if period is None or period.end is None:
        return observation
    start, basis = period.start, observation.period_basis
    if observation.indicator.startswith("zero_accident.") and start != (january := date(period.end.year, 1, 1)):
        start, basis = january, "derived"
    kind = name_span(start, period.end) if start else "instant"
    is_campaign = period.kind == "campaign" and _CAMPAIGN.search(observation.context) is not None
    if is_campaign and start and calendar_months(start, period.end):
        kind = "campaign"
    return replace(observation, period=Period(start, period.end, kind), period_basis=basis)


def _settle_place(observation: Observation, context: DocumentContext, divisions: DivisionIndex) -> Observation:
    if observation.place is not None and len(observation.place) > LONGEST_PLACE:
        shown = f"{observation.place[:LONGEST_PLACE]}…"
        return replace(observation, place=shown, division_code=None, status="review", reason="place_unknown")
    if observation.place is not None:
        return observation if observation.division_code else _settle_division(observation, context, divisions)
    if context.place is not None:
        return replace(observation, place=context.place, division_code=context.division_code)
    if observation.status == "accepted":
        return replace(observation, status="review", reason="place_unknown")
    return observation


def _settle_division(observation: Observation, context: DocumentContext, divisions: DivisionIndex) -> Observation:
    """A named place without a division gets one where it can only be a part of the reporting office's area."""
    if observation.place is None or context.division_code is None:
        return observation
    found = divisions.find(observation.place, within=context.division_code)
    return replace(observation, division_code=found[0].code) if len(found) == 1 else observation
