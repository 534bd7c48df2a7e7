"""Who should report, by plan or by habit; how late and how completely a county did."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, held, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import CatalogueError
from warehouse.home import Home
from warehouse.reporting_plan import FILE_NAME, load_plan

HEAD = "division,from,to,due_days,indicators\n"
STATES = "select division_code, quarter, state, due_on, days_late from marts.mart_coverage order by all"


def plan(home: Home, *lines: str) -> Path:
    path = home.root / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), "utf-8")
    return path


def test_a_plan_says_who_should_report_and_by_when(home: Home) -> None:
    plan(home, "990101,2024Q1,,10,", "990102,2024Q2,,,", "990103,2023Q1,2023Q4,,")
    files = [
        submission("a", published_on=date(2024, 4, 14)),
        submission("b", "2024Q2", division_code="990102", published_on=date(2024, 7, 31)),
    ]
    Staged(files).load(home, "2024Q1", "2024Q2")
    assert ask(home, STATES) == [
        ("990101", "2024Q1", "late", date(2024, 4, 10), 4),
        ("990101", "2024Q2", "missing", date(2024, 7, 10), None),
        ("990102", "2024Q2", "reported", date(2024, 7, 31), None),
        ("990103", "2023Q1", "missing", date(2023, 4, 30), None),
        ("990103", "2023Q2", "missing", date(2023, 7, 31), None),
        ("990103", "2023Q3", "missing", date(2023, 10, 31), None),
        ("990103", "2023Q4", "missing", date(2024, 1, 31), None),
    ]


def test_a_line_of_a_county_goes_before_that_of_its_prefecture(home: Home) -> None:
    plan(home, "990100,2024Q1,,15,", "990101,2024Q1,,40,")
    Staged([submission("a", published_on=date(2024, 5, 1))]).load(home)
    found = ask(home, "select division_code, state, due_on from marts.mart_coverage order by all limit 2")
    assert found == [("990101", "reported", date(2024, 5, 10)), ("990102", "missing", date(2024, 4, 15))]
    assert ask(home, "select count(*) from marts.mart_coverage") == [(8,)]


def test_who_reports_unasked_is_a_row_of_that_quarter_only(home: Home) -> None:
    plan(home, "990101,2024Q1,,,")
    files = [submission("a"), submission("b", division_code="990105"), submission("c", "2024Q2")]
    Staged(files).load(home, "2024Q1", "2024Q2")
    found = ask(home, "select division_code, quarter, state from core.coverage order by all")
    assert found == [
        ("990101", "2024Q1", "reported"),
        ("990101", "2024Q2", "reported"),
        ("990105", "2024Q1", "reported"),
    ]


def test_a_changed_plan_is_followed_at_the_next_load(home: Home) -> None:
    staged = Staged([submission("a")])
    staged.load(home)
    assert ask(home, "select count(*) from core.coverage where superseded_at is null") == [(8,)]
    plan(home, "990101,2024Q1,,,")
    staged.load(home)
    assert ask(home, "select count(*) from core.coverage where superseded_at is null") == [(1,)]


def test_a_county_is_measured_against_what_the_plan_asks(home: Home) -> None:
    plan(home, "990101,2024Q1,,,penalty.suspension hazard.found", "990102,2024Q1,,,hazard.found")
    Staged([submission("a")], [observation("a")]).load(home)
    found = ask(
        home,
        "select division_code, asked_by, asked_count, answered_count, completeness, missing_indicators"
        " from marts.mart_coverage order by all",
    )
    assert found == [
        ("990101", "plan", 2, 1, 0.5, ["hazard.found"]),
        ("990102", "plan", 1, None, None, None),
    ]


def test_without_a_plan_a_county_is_measured_against_what_it_used_to_report(home: Home) -> None:
    quarters = ("2023Q3", "2023Q4", "2024Q1")
    rows = [observation(q, 1, q, indicator_code="hazard.found") for q in quarters[:2]]
    rows += [observation("2023Q4", 2, "2023Q4"), observation("2024Q1", 1, "2024Q1")]
    Staged([submission(q, q) for q in quarters], rows).load(home, *quarters)
    found = ask(
        home,
        "select quarter, asked_count, answered_count, missing_indicators from marts.mart_coverage"
        " where division_code = '990101' order by all",
    )
    assert found == [
        ("2023Q3", None, None, None),
        ("2023Q4", 1, 1, None),
        ("2024Q1", 2, 1, ["hazard.found"]),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("990199,2024Q1,,,", "no division '990199'"),
        ("990101,,,,", "no first quarter"),
        ("990101,2024Q5,,,", "'2024Q5' is no quarter"),
        ("990101,2024Q2,2024Q1,,", "2024Q1 is before 2024Q2"),
        ("990101,2024Q1,,-3,", "'-3' is no number of days"),
        ("990101,2024Q1,,,hazard.none", "no indicator 'hazard.none'"),
        ("990102,2024Q1,,,", "stands in line 2 already"),
        ("990101,2024Q1,,,hazard.found,penalty.fine_amount", "too many cells"),
    ],
)
def test_a_mistake_in_the_plan_is_told_with_its_line(home: Home, line: str, problem: str) -> None:
    plan(home, "990102,2024Q1,,,", line)
    with pytest.raises(CatalogueError, match=problem) as raised:
        load_plan(home, load_catalogue())
    assert raised.value.where.endswith(f"{FILE_NAME}:3")


def test_a_plan_with_another_head_or_encoding_is_told(home: Home) -> None:
    path = plan(home)
    path.write_text("division;from\n", "utf-8")
    with pytest.raises(CatalogueError, match="the head is wrong"):
        load_plan(home, load_catalogue())
    path.write_bytes("地区".encode("gbk"))
    with pytest.raises(CatalogueError, match="cannot be read"):
        load_plan(home, load_catalogue())


def implied(home: Home) -> list[tuple[object, ...]]:
    return ask(
        home,
        "select answered_count, implied_count, asked_count, completeness, implied_indicators, missing_indicators"
        " from marts.mart_coverage where division_code = '990101'",
    )


def test_no_accident_answers_deaths_and_loss_and_makes_no_figure_of_them(home: Home) -> None:
    plan(home, "990101,2024Q1,,,accident.count accident.deaths accident.loss hazard.found")
    Staged([submission("a")], [observation("a", indicator_code="accident.count", value=0)]).load(home)
    assert implied(home) == [(1, 2, 4, 0.75, ["accident.deaths", "accident.loss"], ["hazard.found"])]
    assert ask(home, "select indicator_code, value from core.current_fact") == [("accident.count", 0)]
    assert ask(home, "select count(*) from marts.mart_overview where indicator_code <> 'accident.count'") == [(0,)]


@pytest.mark.parametrize(
    "rows",
    [
        [{"value": 2}],
        [{"value": 0, "sector_code": "coal_mine"}],
        [{"value": 0, "scope": "省厅层面"}],
        [{"value": 0, "period_start": date(2024, 1, 1), "period_end": date(2024, 1, 31), "period_kind": "month"}],
        [{"value": 0, "period_kind": "campaign"}],
        [{"value": 0, "status": "review", "reason": "wording_unclear"}],
        [{"value": 0, "qualifier": "approx"}],
        [{"value": 0}, {"value": 1, "period_start": date(2024, 2, 1), "period_kind": "ytd"}],
        [{"value": 0, "role": "target"}],
        [{"value": 0, "period_start": date(2023, 1, 1), "period_end": date(2023, 3, 31)}],
    ],
)
def test_only_a_sure_zero_of_the_whole_place_and_quarter_answers(home: Home, rows: list[dict[str, object]]) -> None:
    plan(home, "990101,2024Q1,,,accident.count accident.deaths")
    made = [observation("a", n, indicator_code="accident.count", **changes) for n, changes in enumerate(rows)]
    Staged([submission("a")], made).load(home)
    assert [row[1] for row in implied(home)] == [0]
    assert "accident.deaths" in (implied(home)[0][5] or [])


def test_a_zero_that_a_rule_holds_back_answers_nothing(home: Home) -> None:
    plan(home, "990101,2024Q1,,,accident.count accident.deaths")
    zero = observation("a", indicator_code="accident.count", value=0)
    Staged([submission("a")], [zero], quarantine=[held(zero, "A05")]).load(home)
    assert implied(home)[0][1] == 0


def test_a_rate_and_its_two_parts_answer_each_other_and_parts_answer_their_total(home: Home) -> None:
    codes = "hazard.found hazard.rectified hazard.rectification_rate penalty.count inspection.count"
    plan(home, f"990101,2024Q1,,,{codes}")
    reported = ["hazard.rectified", "hazard.rectification_rate", "penalty.count_unit", "penalty.count_person"]
    rows = [observation("a", n, indicator_code=code) for n, code in enumerate(reported)]
    Staged([submission("a")], rows).load(home)
    assert implied(home) == [(2, 2, 5, 0.8, ["hazard.found", "penalty.count"], ["inspection.count"])]


def test_one_part_alone_answers_neither_its_rate_nor_its_total(home: Home) -> None:
    plan(home, "990101,2024Q1,,,hazard.rectification_rate penalty.count")
    rows = [observation("a", n, indicator_code=c) for n, c in enumerate(["hazard.rectified", "penalty.count_unit"])]
    Staged([submission("a")], rows).load(home)
    assert [row[:2] for row in implied(home)] == [(0, 0)]


def gone(name: str, quarter: str = "2024Q1", code: str = "990102") -> Row:
    return submission(name, quarter, division_code=code, outcome="withdrawn", outcome_reason="withdrawn")


def covered(home: Home) -> list[tuple[object, ...]]:
    return ask(home, "select division_code, quarter, state from core.coverage where superseded_at is null order by all")


def test_a_county_that_was_due_is_withdrawn_where_all_its_files_are(home: Home) -> None:
    Staged([submission("a"), gone("b"), submission("c", division_code="990103"), gone("d", code="990103")]).load(home)
    states = {code: state for code, _, state in covered(home)}
    assert len(states) == 8
    assert (states["990101"], states["990102"], states["990103"]) == ("reported", "withdrawn", "reported")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "110101"),
        ((), "990203"),
        (("990101,2024Q1,,,", "990103,2024Q1,,,"), "990102"),
    ],
)
def test_a_withdrawn_file_of_who_is_not_due_leaves_all_as_if_it_had_never_come(
    home: Home, lines: tuple[str, ...], code: str
) -> None:
    if lines:
        plan(home, *lines)
    rows = [observation("p", 1, division_code="990100", value=20), observation("a"), observation("c", value=7,
            division_code="990103")]  # fmt: skip
    files = [submission("p", division_code="990100"), submission("a"), submission("c", division_code="990103")]
    Staged(files, rows).load(home)
    gaps = "select part_count, expected_count from core.total_gap where compared_with = 'counties'"
    sums = "select area_code, reported_count, expected_count from marts.mart_overview order by all"
    before = (covered(home), ask(home, gaps), ask(home, sums))
    assert (len(before[1]), len(before[2])) == (1, 2)
    Staged([*files, gone("x", code=code)], rows).load(home, at=NOON + timedelta(days=1))
    assert (covered(home), ask(home, gaps), ask(home, sums)) == before


def test_a_quarter_that_nobody_is_due_for_still_shows_whose_files_were_withdrawn(home: Home) -> None:
    Staged([submission("a"), gone("b", "2024Q2"), gone("c", "2024Q2", "990105")]).load(home, "2024Q1", "2024Q2")
    assert [row for row in covered(home) if row[1] == "2024Q2"] == [
        ("990102", "2024Q2", "withdrawn"),
        ("990105", "2024Q2", "withdrawn"),
    ]
    Staged([gone("a")]).load(home, "2024Q1", at=NOON + timedelta(days=1))
    assert covered(home)[0] == ("990102", "2024Q1", "withdrawn")
