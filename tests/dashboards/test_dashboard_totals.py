from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from dashboards.totals import add_up, compare, form_share


def row(code: str, value: str | None, qualifier: str = "exact", state: str | None = "reported") -> dict[str, Any]:
    number = None if value is None else Decimal(value)
    return {"division_code": code, "value": number, "qualifier": qualifier, "coverage_state": state}


def test_an_unreported_county_is_in_no_sum_and_is_counted_as_due() -> None:
    total = add_up([row("1", "5"), row("2", None, state="missing"), row("3", "0")])
    assert (total.value, total.stated_count, total.due_count, total.extra_count) == (Decimal(5), 2, 3, 0)


def test_where_nobody_states_a_figure_there_is_no_sum_not_even_zero() -> None:
    total = add_up([row("1", None), row("2", None, state="missing")])
    assert (total.value, total.stated_count, total.due_count) == (None, 0, 2)


def test_an_own_level_adds_to_the_sum_but_not_to_the_counties() -> None:
    total = add_up([row("1", "5"), row("1-own", "2", state=None)])
    assert (total.value, total.stated_count, total.due_count, total.extra_count) == (Decimal(7), 1, 1, 1)


def test_a_figure_in_several_readings_is_in_no_sum_and_in_no_comparison() -> None:
    several = {**row("2", "100"), "variant_count": 2}
    total = add_up([row("1", "5"), several])
    assert (total.value, total.stated_count, total.due_count, total.apart_count) == (Decimal(5), 1, 2, 1)
    assert add_up([several]).value is None
    comparison = compare([row("1", "6"), several], [row("1", "3"), row("2", "9")])
    assert comparison is not None
    assert (comparison.now, comparison.then, comparison.shared_count) == (Decimal(6), Decimal(3), 1)
    assert compare([row("2", "9")], [several]) is None


@pytest.mark.parametrize(
    ("found", "merged"),
    [
        (["exact", "exact"], "exact"),
        (["exact", "over"], "at_least"),
        (["at_least", "over"], "at_least"),
        (["exact", "at_most"], "at_most"),
        (["over", "at_most"], "approx"),
        (["exact", "approx"], "approx"),
    ],
)
def test_a_sum_is_no_more_exact_than_its_parts(found: list[str], merged: str) -> None:
    assert add_up(row(str(n), "1", q) for n, q in enumerate(found)).qualifier == merged


def test_years_are_compared_over_the_counties_that_state_both() -> None:
    comparison = compare(
        [row("1", "30"), row("2", "100"), row("3", None)], [row("1", "20"), row("2", None), row("3", "7")]
    )
    assert comparison is not None
    assert (comparison.now, comparison.then, comparison.shared_count) == (Decimal(30), Decimal(20), 1)
    assert comparison.change == Decimal("0.5")


def test_without_a_county_in_common_or_from_nothing_there_is_no_change() -> None:
    assert compare([row("1", "30")], [row("2", "20")]) is None
    from_nothing = compare([row("1", "30")], [row("1", "0")])
    assert from_nothing is not None
    assert from_nothing.change is None


def share(zero: str | None, total: str | None, state: str = "reported") -> dict[str, Any]:
    numbers = [None if text is None else Decimal(text) for text in (zero, total)]
    return {"zero_units": numbers[0], "total_units": numbers[1], "coverage_state": state}


def test_a_share_of_several_counties_is_formed_from_counts_never_averaged() -> None:
    formed = form_share([share("90", "100"), share("10", "20"), share(None, "50"), share(None, None, "missing")])
    assert (formed.rate, formed.stated_count, formed.due_count) == (Decimal(100) / Decimal(120), 2, 4)


def test_without_counts_there_is_no_share() -> None:
    assert form_share([share(None, "50"), share("0", "0")]).rate is None
