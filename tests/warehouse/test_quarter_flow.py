"""What happened within a quarter: printed, derived from running counts, or not to be told, and why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.staged_rows import Row, Staged, ask, observation, submission
from warehouse.home import Home

FLOWS = "select quarter, value, value_basis, flow_state from marts.mart_quarter_flow order by all"
Q1, Q2, Q3 = date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)


def running(of: str, number: int, value: str, end: date, **changes: Any) -> Row:
    quarter = f"{end.year}Q{(end.month + 2) // 3}"
    common: dict[str, Any] = {"indicator_code": "hazard.found", "period_end": end, "period_kind": "ytd"}
    return observation(of, number, quarter, value=value.strip("~<>"), **{**common, **changes})


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
    rows = "select period_start, period_end, value from marts.mart_quarter_flow order by all"
    assert ask(home, rows) == [
        (start, date(2024, 3, 24), Decimal(30)),
        (date(2024, 3, 25), date(2024, 6, 24), Decimal(45)),
    ]


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


SPANS = "select period_start, period_end, value, flow_state from marts.mart_quarter_flow order by all"


def filed(home: Home, *ends: tuple[str, str, str, str], **changes: Any) -> list[tuple[str, str, Any, str]]:
    """Load running counts (office and form, first day, last day, value) and say what came of them."""
    offices = {"a": "990101", "b": "990102", "?": None}
    submissions, rows = [], []
    for number, (origin, start, end, value) in enumerate(ends):
        name, last = f"f{number}", date.fromisoformat(end)
        quarter = f"{last.year}Q{(last.month + 2) // 3}"
        submissions.append(submission(name, quarter, division_code=offices[origin[0]]))
        exactness = {"~": "approx", ">": "over"}.get(value[0], "exact")
        own = {"period_start": date.fromisoformat(start), "qualifier": exactness, **changes}
        own["method"] = "table" if origin.endswith("t") else "prose"
        rows.append(running(name, 1, value.strip("~>"), last, **own))
    Staged(submissions, rows).load(home, *sorted({row["quarter"] for row in rows}))
    found = ask(home, SPANS)
    return [
        (str(first), str(last), None if value is None else int(value), state) for first, last, value, state in found
    ]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        pytest.param(
            [("a", "2023-12-25", "2024-03-24", "30"), ("a", "2023-12-25", "2024-06-24", "75")],
            [("2023-12-25", "2024-03-24", 30, "printed"), ("2024-03-25", "2024-06-24", 45, "derived")],
            id="months from the 25th to the 24th keep their own ends, the first quarter too",
        ),
        pytest.param(
            [("a", "2023-12-21", "2024-03-20", "30"), ("a", "2023-12-21", "2024-12-20", "99")],
            [("2023-12-21", "2024-03-20", 30, "printed"), ("2024-03-21", "2024-12-20", 69, "derived")],
            id="a year that begins on 21 December",
        ),
        pytest.param(
            [("a", "2023-12-21", "2024-12-20", "99"), ("a", "2024-12-21", "2025-03-20", "20")],
            [("2024-12-21", "2025-03-20", 20, "printed")],
            id="two such years are not differenced",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-03-24", "30"), ("a", "2024-01-01", "2024-06-30", "75")],
            [("2024-03-25", "2024-06-30", None, "unlike")],
            id="an end on the 24th and one at the end of the month are unlike",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-03-31", "30"), ("a", "2024-01-01", "2024-05-31", "75")],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-05-31", None, "unlike")],
            id="a quarter of which a month is still to come is no quarter",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-02-29", "30"), ("a", "2024-01-01", "2024-05-31", "75")],
            [("2024-03-01", "2024-05-31", None, "unlike")],
            id="three months that begin within a quarter are none",
        ),
        pytest.param(
            [("a", "2023-12-25", "2024-02-24", "30"), ("a", "2023-12-25", "2024-05-24", "75")],
            [("2024-02-25", "2024-05-24", None, "unlike")],
            id="nor are such from the 25th to the 24th",
        ),
        pytest.param(
            [
                ("a", "2024-01-01", "2024-03-31", "30"),
                ("a", "2024-01-01", "2024-05-31", "60"),
                ("a", "2024-01-01", "2024-06-30", "75"),
            ],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-06-30", 45, "derived")],
            id="of monthly running counts the last of each quarter stands",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-03-31", "30"), ("b", "2024-01-01", "2024-06-30", "75")],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-06-30", None, "unlike")],
            id="two offices",
        ),
        pytest.param(
            [("?", "2024-01-01", "2024-03-31", "30"), ("?", "2024-01-01", "2024-06-30", "75")],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-06-30", None, "unlike")],
            id="two offices that nobody knows are not one",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-03-31", "30"), ("at", "2024-01-01", "2024-06-30", "75")],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-06-30", None, "unlike")],
            id="prose and form",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-03-31", "30"), ("a", "2024-01-01", "2024-06-30", "28")],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-06-30", None, "fall")],
            id="a fall is a correction",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-03-31", "~30"), ("a", "2024-01-01", "2024-06-30", "29")],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-06-30", None, "approximate")],
            id="a fall below a rounded number is none that is sure",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-03-31", ">30"), ("a", "2024-01-01", "2024-06-30", ">75")],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-06-30", None, "unlike")],
            id="a bound less a bound is no number",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-03-31", "30"), ("a", "2024-01-01", "2024-06-30", "30")],
            [("2024-01-01", "2024-03-31", 30, "printed"), ("2024-04-01", "2024-06-30", 0, "derived")],
            id="a running count that stands still is a quarter of zero",
        ),
        pytest.param(
            [("a", "2023-01-01", "2023-12-31", "90"), ("a", "2024-01-01", "2024-03-31", "30")],
            [("2024-01-01", "2024-03-31", 30, "printed")],
            id="a new year begins anew",
        ),
        pytest.param(
            [("a", "2024-01-01", "2024-06-30", "50"), ("a", "2024-07-01", "2024-09-30", "20")],
            [("2024-07-01", "2024-09-30", 20, "printed")],
            id="a half year and the quarter after it are not differenced",
        ),
    ],
)
def test_only_like_ends_are_differenced(
    home: Home, ends: list[tuple[str, str, str, str]], expected: list[tuple[str, str, int | None, str]]
) -> None:
    assert filed(home, *ends) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "printed", "state"),
    [
        ("30", "85", "~500", "differs"),
        ("30", "85", "~60", "approximate"),
        ("30", "85", "~62", "differs"),
        ("30", "85", "~50", "approximate"),
        ("30", "85", ">50", "approximate"),
        ("30", "85", ">60", "differs"),
        ("30", "85", "<60", "approximate"),
        ("30", "85", "<50", "differs"),
        ("~30", "85", "51", "differs"),
        ("~30", "85", "58", "approximate"),
        ("30", "~85", "64", "differs"),
        ("30", "~85", "63", "approximate"),
    ],
)
def test_what_is_about_is_no_excuse_for_more_than_a_tenth(
    home: Home, earlier: str, later: str, printed: str, state: str
) -> None:
    words = {"~": "approx", ">": "over", "<": "at_most"}
    rows = [running("a", 1, earlier, Q1), running("b", 1, later, Q2), running("b", 2, printed, Q2)]
    rows[2] |= {"period_start": date(2024, 4, 1), "period_kind": "quarter"}
    for row, said in zip(rows, (earlier, later, printed), strict=True):
        row |= {"qualifier": words.get(said[0], "exact"), "raw": said}
    Staged([submission("a"), submission("b", "2024Q2")], rows).load(home, "2024Q1", "2024Q2")
    assert ask(home, FLOWS)[1][3] == state


def test_where_an_earlier_quarter_is_withdrawn_the_difference_goes_with_it(home: Home) -> None:
    staged = Staged(
        [submission("a"), submission("b", "2024Q2")],
        [running("a", 1, "30", Q1, period_kind="quarter"), running("b", 1, "75", Q2)],
    )
    staged.load(home, "2024Q1", "2024Q2")
    staged.submissions[0] = submission("a", outcome="withdrawn")
    staged.observations.pop(0)
    staged.load(home, "2024Q1")
    assert ask(home, FLOWS) == []


def test_a_stricter_scope_is_a_series_of_its_own(home: Home) -> None:
    Staged(
        [submission("a"), submission("b", "2024Q2")],
        [
            running("a", 1, "30", Q1, indicator_code="accident.count"),
            running("b", 1, "75", Q2, indicator_code="accident.count", scope="production"),
        ],
    ).load(home, "2024Q1", "2024Q2")
    assert [row[3] for row in ask(home, FLOWS)] == ["printed"]
