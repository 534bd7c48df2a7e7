"""What happened within a quarter: printed, derived from running counts, or not to be told, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.warehouse.staged_rows import Row, Staged, ask, observation, submission
from warehouse.home import Home

FLOWS = "select quarter, value, value_basis, flow_state from marts.mart_quarter_flow order by all"
Q1, Q2, Q3 = date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)


def running(of: str, number: int, value: str, end: date, **changes: Any) -> Row:
    quarter = f"2024Q{(end.month + 2) // 3}"
    common: dict[str, Any] = {"indicator_code": "hazard.found", "period_end": end, "period_kind": "ytd"}
    return observation(of, number, quarter, value=value, **{**common, **changes})


def test_a_quarter_is_the_difference_of_two_running_counts_of_one_office(home: Home) -> None:
    Staged(
        [submission("a"), submission("b", "2024Q2")],
        [running("a", 1, "30", Q1, period_kind="quarter"), running("b", 1, "75", Q2)],
    ).load(home, "2024Q1", "2024Q2")
    assert ask(home, FLOWS) == [
        ("2024Q1", Decimal(30), "printed", "printed"),
        ("2024Q2", Decimal(45), "derived", "derived"),
    ]
    ends = "select period_start, period_end, ytd_value, earlier_ytd_value from marts.mart_quarter_flow"
    assert ask(home, f"{ends} where quarter = '2024Q2'") == [(date(2024, 4, 1), Q2, Decimal(75), Decimal(30))]


def test_a_quarter_that_was_left_out_makes_the_derived_span_longer_and_its_dates_say_so(home: Home) -> None:
    Staged(
        [submission("a"), submission("c", "2024Q3")],
        [running("a", 1, "30", Q1), running("c", 1, "90", Q3)],
    ).load(home, "2024Q1", "2024Q3")
    rows = "select period_start, period_end, value from marts.mart_quarter_flow where quarter = '2024Q3'"
    assert ask(home, rows) == [(date(2024, 4, 1), Q3, Decimal(60))]


def test_a_running_count_that_falls_gives_no_quarter(home: Home) -> None:
    Staged(
        [submission("a"), submission("b", "2024Q2")],
        [running("a", 1, "30", Q1, period_kind="quarter"), running("b", 1, "28", Q2)],
    ).load(home, "2024Q1", "2024Q2")
    assert ask(home, FLOWS)[1] == ("2024Q2", None, None, "fall")


def test_ends_of_unlike_form_or_office_are_not_differenced(home: Home) -> None:
    Staged(
        [submission("a"), submission("b", "2024Q2"), submission("c", "2024Q3", division_code="990100")],
        [
            running("a", 1, "30", Q1, period_kind="quarter"),
            running("b", 1, "75", Q2, method="table"),
            running("c", 1, "80", Q3, method="table"),
        ],
    ).load(home, "2024Q1", "2024Q2", "2024Q3")
    assert [row[3] for row in ask(home, FLOWS)] == ["printed", "unlike", "unlike"]


def test_the_printed_quarter_stands_and_its_gap_to_the_running_counts_is_told(home: Home) -> None:
    april = date(2024, 4, 1)
    Staged(
        [submission("a"), submission("b", "2024Q2")],
        [
            running("a", 1, "30", Q1, period_kind="quarter"),
            running("b", 1, "75", Q2),
            running("b", 2, "44", Q2, period_start=april, period_kind="quarter"),
        ],
    ).load(home, "2024Q1", "2024Q2")
    assert ask(home, FLOWS)[1] == ("2024Q2", Decimal(44), "printed", "differs")
    gaps = "select compared_with, stated_value, compared_value, difference from marts.mart_reconciliation"
    assert ask(home, gaps) == [("quarter", Decimal(44), Decimal(45), Decimal(1))]


def test_months_that_run_from_the_25th_to_the_24th_are_differenced_between_their_own_ends(home: Home) -> None:
    start = date(2023, 12, 25)
    Staged(
        [submission("a"), submission("b", "2024Q2")],
        [
            running("a", 1, "30", date(2024, 3, 24), period_start=start),
            running("b", 1, "75", date(2024, 6, 24), period_start=start),
        ],
    ).load(home, "2024Q1", "2024Q2")
    rows = "select period_start, period_end, value from marts.mart_quarter_flow"
    assert ask(home, rows) == [(date(2024, 3, 25), date(2024, 6, 24), Decimal(45))]


def test_a_distinct_count_or_a_stock_is_never_differenced(home: Home) -> None:
    rows = [
        running("a", 1, "30", Q1, indicator_code="inspection.units"),
        running("b", 1, "75", Q2, indicator_code="inspection.units"),
        running("a", 2, "30", Q1, indicator_code="hazard.pending"),
        running("b", 2, "75", Q2, indicator_code="hazard.pending"),
    ]
    Staged([submission("a"), submission("b", "2024Q2")], rows).load(home, "2024Q1", "2024Q2")
    assert [r for r in ask(home, FLOWS) if r[2] == "derived"] == []


def test_an_earlier_quarter_that_is_corrected_reaches_the_later_ones(home: Home) -> None:
    staged = Staged(
        [submission("a"), submission("b", "2024Q2")],
        [running("a", 1, "30", Q1, period_kind="quarter"), running("b", 1, "75", Q2)],
    )
    staged.load(home, "2024Q1", "2024Q2")
    staged.observations[0] = running("a", 1, "35", Q1, period_kind="quarter")
    staged.load(home, "2024Q1")
    assert ask(home, FLOWS)[1] == ("2024Q2", Decimal(40), "derived", "derived")
