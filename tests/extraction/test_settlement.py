"""What holds for every figure, whichever engine read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipelines.extraction.model import DocumentContext, Observation, Period
from pipelines.extraction.settlement import name_span
from pipelines.extraction.settlement import settle_observation as settle
from warehouse.catalogue.loader import load_catalogue

FIGURE = Observation("hazard.found", Decimal(31), "count", "隐患31条", "chars 4-9", "prose", "head")
OFFICE = DocumentContext(place="澄阳县", division_code="990101")


def settle_observation(observation: Observation, context: DocumentContext) -> Observation:
    """Settled with the real divisions."""
    return settle(observation, context, load_catalogue().divisions)


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        ("2024-01-01", "2024-12-31", "year"),
        ("2016-01-01", "2020-12-31", "multi_year"),
        ("2024-01-01", "2024-06-30", "half"),
        ("2024-07-01", "2024-12-31", "half"),
        ("2024-04-01", "2024-06-30", "quarter"),
        ("2024-02-01", "2024-02-29", "month"),
        ("2023-02-01", "2023-02-27", "campaign"),
        ("2024-01-01", "2024-09-30", "ytd"),
        ("2024-01-01", "2024-10-27", "ytd"),
        ("2015-08-21", "2015-12-31", "campaign"),
        ("2024-02-01", "2024-04-30", "campaign"),
        ("2023-10-01", "2024-03-31", "campaign"),
        ("2018-03-01", "2021-02-28", "multi_year"),
        ("2024-05-01", "2024-05-01", "day"),
        ("2024-02-25", "2024-03-24", "month"),
        ("2023-12-26", "2024-01-25", "month"),
        ("2023-12-21", "2024-03-20", "quarter"),
        ("2024-01-25", "2024-04-24", "campaign"),
        ("2023-12-25", "2024-06-24", "half"),
        ("2023-12-25", "2024-09-24", "ytd"),
        ("2023-12-25", "2024-12-24", "year"),
        ("2024-02-25", "2024-03-25", "campaign"),
        ("2024-02-10", "2024-03-09", "campaign"),
    ],
)
def test_a_span_is_named_by_its_days(start: str, end: str, kind: str) -> None:
    assert name_span(date.fromisoformat(start), date.fromisoformat(end)) == kind


def test_the_same_span_called_differently_is_one_kind() -> None:
    half = replace(FIGURE, period=Period(date(2024, 1, 1), date(2024, 6, 30), "ytd"))
    assert settle_observation(half, OFFICE).period == Period(date(2024, 1, 1), date(2024, 6, 30), "half")


def test_a_stock_has_no_start() -> None:
    stock = replace(FIGURE, period=Period(None, date(2024, 6, 30), "instant"))
    assert settle_observation(stock, OFFICE).period == Period(None, date(2024, 6, 30), "instant")


@pytest.mark.parametrize("start", [None, date(2024, 4, 1)])
def test_a_zero_accident_share_runs_from_1_january(start: date | None) -> None:
    share = replace(FIGURE, indicator="zero_accident.village_rate", period=Period(start, date(2024, 6, 30), "quarter"))
    settled = settle_observation(share, OFFICE)
    assert (settled.period, settled.period_basis) == (Period(date(2024, 1, 1), date(2024, 6, 30), "half"), "derived")


def test_a_printed_1_january_stays_printed() -> None:
    share = replace(
        FIGURE, indicator="zero_accident.village_rate", period=Period(date(2024, 1, 1), date(2024, 6, 30), "half")
    )
    assert settle_observation(share, OFFICE).period_basis == "printed"


def test_an_open_period_is_left_to_the_warehouse() -> None:
    since = replace(FIGURE, period=Period(date(2024, 1, 1), None, "ytd"))
    assert settle_observation(since, OFFICE).period == since.period


def test_the_reporting_office_stands_for_a_place_not_named() -> None:
    settled = settle_observation(FIGURE, OFFICE)
    assert (settled.place, settled.division_code, settled.status) == ("澄阳县", "990101", "accepted")


def test_a_township_is_one_of_the_reporting_county() -> None:
    assert settle_observation(replace(FIGURE, place="柳店镇"), OFFICE).division_code == "990101-town-柳店镇"


@pytest.mark.parametrize(
    ("place", "office"),
    [("柳店镇", DocumentContext(place="澄川市", division_code="990100")), ("安和矿业有限公司", OFFICE)],
)
def test_a_place_that_no_rule_knows_stays_without_division(place: str, office: DocumentContext) -> None:
    assert settle_observation(replace(FIGURE, place=place), office).division_code is None


def test_a_figure_without_any_place_waits_for_review() -> None:
    settled = settle_observation(FIGURE, DocumentContext())
    assert (settled.status, settled.reason) == ("review", "place_unknown")
