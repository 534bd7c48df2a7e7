"""A share of those without an accident starts anew each January and only falls, whatever span is printed beside it."""

from __future__ import annotations

import pytest

from tests.validation.casebook import Case
from tests.validation.test_every_rule import RULES, about, judge

RATE = "zero_accident.village_rate"


def outcomes(figures: str) -> list[str]:
    case = Case("Z05", "own", 1, {"figures": figures})
    return [finding["outcome"] for finding in about(judge([case], [RULES["Z05"]]), case)]


@pytest.mark.parametrize("now", ["2024H1", "2024Q2"])
@pytest.mark.parametrize(("value", "is_told"), [("95%", True), ("93%", False), ("91%", False)])
def test_rise_since_the_quarter_before_is_told_under_either_span(now: str, value: str, is_told: bool) -> None:
    found = outcomes(f"{RATE} {value} at={now}; {RATE} 93% at=2024Q1 known")
    assert found == (["broken"] if is_told else [])


def test_latest_share_of_the_year_is_what_counts() -> None:
    known = f"{RATE} 96% at=2024Q1 known; {RATE} 93% at=2024H1 known"
    assert outcomes(f"{RATE} 95% at=2024Q3; {known}") == ["broken"]
    assert outcomes(f"{RATE} 92% at=2024Q3; {known}") == []


def test_year_before_is_no_measure() -> None:
    assert outcomes(f"{RATE} 99% at=2024Q1; {RATE} 93% at=2023Q4 known") == []
