"""A fall of more than a fifth is less than minus a fifth: what words leave of a negative change, here and in known facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipelines.validation.findings import Verdicts
from pipelines.validation.rules import judge_observations
from pipelines.validation.setting import Setting, no_facts
from tests.validation.figures import figure, frame
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Rule
from warehouse.quarters import Quarter

QUARTER = Quarter(2024, 1)
CHANGE = "accident.count_yoy = accident.count_change / (accident.count - accident.count_change)"


def judge(expression: str, rows: list[dict[str, Any]], facts: list[dict[str, Any]] | None = None) -> Verdicts:
    known = frame(*facts).select(no_facts().columns) if facts else no_facts()
    asked = Rule("T01", "intra", expression, "error", "试验", "test")
    return judge_observations(frame(*rows), [asked], QUARTER, Setting(load_catalogue(), QUARTER.end, known))


BOUNDS = [
    ("over", "-0.2", False),
    ("at_least", "-0.3", True),
    ("at_most", "-0.3", False),
    ("at_most", "-0.2", True),
    ("approx", "-0.24", False),
    ("approx", "-0.2", True),
    ("over", "0.1", True),
    ("at_most", "0.1", False),
]


@pytest.mark.parametrize(("qualifier", "stated", "is_broken"), BOUNDS)
@pytest.mark.parametrize("tolerance", ["", " +- ulp(accident.count_yoy)"])
def test_words_bound_a_fall_from_the_other_side(qualifier: str, stated: str, is_broken: bool, tolerance: str) -> None:
    """75 after 100 is a fall of 25 %."""
    rows = [
        figure("a", "accident.count", "75"),
        figure("b", "accident.count_change", "-25"),
        figure("c", "accident.count_yoy", stated, raw=f"{Decimal(stated):.0%}", unit="ratio", qualifier=qualifier),
    ]
    assert bool(judge(CHANGE + tolerance, rows).findings) is is_broken


@pytest.mark.parametrize(
    ("qualifier", "known", "is_broken"),
    [
        ("over", "-20", False),
        ("over", "-30", True),
        ("at_most", "-30", False),
        ("at_most", "-20", True),
        ("approx", "-24", False),
        ("approx", "-20", True),
    ],
)
def test_the_bound_of_a_known_fall_is_the_same(qualifier: str, known: str, is_broken: bool) -> None:
    then = {"period_start": date(2023, 1, 1), "period_end": date(2023, 3, 31), "qualifier": qualifier}
    rows = [figure("a", "accident.count_change", "-25")]
    facts = [figure("k", "accident.count_change", known, **then)]
    found = judge("accident.count_change = accident.count_change@previous_year (stored)", rows, facts)
    assert bool(found.findings) is is_broken


@pytest.mark.parametrize(
    ("quarter", "start", "is_broken"),
    [
        (Quarter(2024, 1), date(2024, 6, 30), False),
        (Quarter(2024, 1), date(2024, 7, 1), True),
        (Quarter(2023, 4), date(2024, 3, 31), False),
        (Quarter(2023, 4), date(2024, 4, 1), True),
        (Quarter(2024, 4), date(2025, 4, 1), True),
    ],
)
def test_the_quarter_after_the_next_is_too_late_from_its_first_day(
    quarter: Quarter, start: date, is_broken: bool
) -> None:
    catalogue = load_catalogue()
    row = figure("a", "inspection.units", "46", period_start=start, period_end=start, period_kind="month")
    found = judge_observations(frame(row), [catalogue.rules["X19"]], quarter, Setting(catalogue, quarter.end))
    assert bool(found.findings) is is_broken
