"""Figures outside their bands: told with band and value, never kept out, and the same in whatever order quarters load."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.warehouse.staged_rows import Row, Staged, ask, case, observation, submission
from warehouse.home import Home
from warehouse.quarters import Quarter

STEADY = (100, 110, 95, 105, 102)
FOUND = (
    "select kind, quarter, division_code, indicator_code, cast(value as integer), compared_count"
    " from quality.anomaly where superseded_at is null order by all"
)
WARNED = (
    "select rule_id, severity, outcome, quarter, len(subject_ids) from quality.finding"
    " where superseded_at is null order by all"
)


def quarters_from(first: str, count: int) -> list[Quarter]:
    found = [Quarter.parse(first)]
    while len(found) < count:
        found.append(found[-1].next())
    return found


def figure(name: str, quarter: Quarter, value: object, **changes: Any) -> Row:
    row = observation(name, quarter=str(quarter), value=value, period_start=quarter.start, period_end=quarter.end)
    return {**row, **changes}


def county_over_time(values: tuple[object, ...], **changes: Any) -> Staged:
    """One county that states one figure in each of the quarters from 2022Q1 on."""
    staged = Staged()
    for quarter, value in zip(quarters_from("2022Q1", len(values)), values, strict=True):
        staged.submissions.append(submission(str(quarter), str(quarter)))
        staged.observations.append(figure(str(quarter), quarter, value, **changes))
    return staged


def load_all(home: Home, staged: Staged, *, backwards: bool = False) -> None:
    quarters = sorted({s["quarter"] for s in staged.submissions}, reverse=backwards)
    staged.load(home, *quarters)


def test_a_figure_far_from_the_county_s_own_past_is_told_and_stays_a_fact(home: Home) -> None:
    load_all(home, county_over_time((*STEADY, 900)))
    assert ask(home, FOUND) == [("past", "2023Q2", "990101", "penalty.suspension", 900, 5)]
    assert ask(home, WARNED) == [("plausibility.past", "warn", "broken", "2023Q2", 1)]
    ((low, middle, high, score),) = ask(
        home, "select band_low, band_middle, band_high, score from quality.anomaly where superseded_at is null"
    )
    assert middle == pytest.approx(102)
    assert low < 95
    assert 110 < high < 900
    assert score > 5
    assert ask(home, "select count(*) from core.fact_enforcement where superseded_at is null") == [(6,)]
    assert ask(home, "select count(*) from quality.quarantine") == [(0,)]


@pytest.mark.parametrize("values", [(*STEADY, 108), (*STEADY, 140), (100, 110, 900), (2, 0, 1, 3, 1, 5)])
def test_what_varies_as_before_or_has_too_short_a_past_is_not_told(home: Home, values: tuple[int, ...]) -> None:
    load_all(home, county_over_time(values))
    assert ask(home, FOUND) == []


def test_the_order_of_loads_does_not_matter(home: Home) -> None:
    load_all(home, county_over_time((*STEADY, 900, 101)), backwards=True)
    assert ask(home, FOUND) == [("past", "2023Q2", "990101", "penalty.suspension", 900, 5)]
    assert ask(home, WARNED) == [("plausibility.past", "warn", "broken", "2023Q2", 1)]


def test_a_corrected_figure_is_told_no_longer(home: Home) -> None:
    staged = county_over_time((*STEADY, 900))
    load_all(home, staged)
    quarter = Quarter.parse("2023Q2")
    staged.submissions.append(submission("mended", "2023Q2", is_correction=True))
    staged.observations.append(figure("mended", quarter, 98))
    staged.load(home, "2023Q2")
    assert ask(home, FOUND) == []
    assert ask(home, WARNED) == []
    assert ask(home, "select count(*) from quality.anomaly where superseded_at is not null") == [(1,)]


def test_running_counts_are_compared_with_those_to_the_same_month_only(home: Home) -> None:
    staged = county_over_time((100, 200, 300, 400, 110, 210, 310, 420), period_kind="ytd")
    for row in staged.observations:
        row["period_start"] = date(row["period_end"].year, 1, 1)
    load_all(home, staged)
    assert ask(home, FOUND) == []


def counties(values: dict[str, tuple[int, ...]]) -> Staged:
    """Counties that state suspensions, closures, fines and inspections for 2024Q1."""
    codes = ("penalty.suspension", "penalty.closure", "penalty.count", "inspection.count")
    staged = Staged()
    for code, stated in values.items():
        staged.submissions.append(submission(code, division_code=code))
        staged.observations.extend(
            observation(code, number, value=value, indicator_code=indicator, division_code=code)
            for number, (indicator, value) in enumerate(zip(codes, stated, strict=True), 1)
        )
    return staged


SIZES = (1, 2, 4, 3, 8, 5, 2, 6, 1, 4, 7, 3)
CODES = [f"9901{n:02}" for n in range(1, 9)] + [f"9902{n:02}" for n in range(1, 5)]


def of_size(size: int) -> tuple[int, ...]:
    return (10 * size, 4 * size, 30 * size, 100 * size)


def test_a_figure_far_from_the_peers_is_told_and_a_county_s_size_is_not(home: Home) -> None:
    stated = {code: of_size(size) for code, size in zip(CODES, SIZES, strict=True)}
    stated["990103"] = (40, 16, 120_000, 400)
    stated["990105"] = of_size(80)
    load_all(home, counties(stated))
    assert ask(home, FOUND) == [("peers", "2024Q1", "990103", "penalty.count", 120_000, 11)]
    assert ask(home, WARNED) == [("plausibility.peers", "warn", "broken", "2024Q1", 1)]


def test_eight_counties_are_too_few_to_be_peers_of_one_of_them(home: Home) -> None:
    stated = {code: of_size(size) for code, size in zip(CODES[:8], SIZES, strict=False)}
    stated["990103"] = (40, 16, 120_000, 400)
    load_all(home, counties(stated))
    assert ask(home, FOUND) == []


LISTS = (
    "select kind, quarter, division_code, indicator_code, cast(value as double), compared_count"
    " from quality.anomaly where superseded_at is null and starts_with(indicator_code, 'penalty.listed_') order by all"
)
USUAL = (5_000, 8_000, 10_000, 12_000, 15_000, 20_000, 20_000, 25_000, 30_000, 50_000)
"""The fines of a list, in yuan."""


def list_of(name: str, quarter: Quarter, fines: tuple[int, ...], division: str = "990101") -> Staged:
    """A county's list of the decisions of a quarter."""
    staged = Staged([submission(name, str(quarter), division_code=division, cases_count=len(fines))])
    for number, fine in enumerate(fines, 1):
        said = {"division_code": division, "document_no": f"({name}){number}号", "decision_date": quarter.start}
        staged.cases.append(case(name, number, str(quarter), fine_yuan=fine, authority=division, **said))
    return staged


def joined(parts: list[Staged]) -> Staged:
    whole = Staged()
    for part in parts:
        whole.submissions.extend(part.submissions)
        whole.cases.extend(part.cases)
        whole.observations.extend(part.observations)
    return whole


def varied(number: int) -> tuple[int, ...]:
    """The usual list, a little other in every quarter."""
    return tuple(fine + 500 * ((number * 7 + n * 3) % 5) for n, fine in enumerate(USUAL))


def lists_over_time(*last: tuple[int, ...]) -> Staged:
    fines = [*(varied(n) for n in range(6)), *last]
    quarters = quarters_from("2022Q1", len(fines))
    return joined([list_of(str(q), q, f) for q, f in zip(quarters, fines, strict=True)])


def test_fines_in_another_unit_make_a_list_unlike_its_past_and_keep_nothing_back(home: Home) -> None:
    load_all(home, lists_over_time(tuple(fine * 10_000 for fine in varied(6))))
    assert [(row[0], row[1], row[3], row[5]) for row in ask(home, LISTS)] == [
        ("past", "2023Q3", "penalty.listed_fine", 6),
        ("past", "2023Q3", "penalty.listed_median_fine", 6),
    ]
    told = "select rule_id, severity, subject_kind, len(subject_ids) from quality.finding where superseded_at is null"
    assert ask(home, told) == [("plausibility.past", "warn", "case", 1)] * 2
    assert ask(home, "select count(*) from core.fact_penalty_case where superseded_at is null") == [(70,)]
    assert ask(home, "select count(*) from quality.quarantine") == [(0,)]
    ((named, largest),) = ask(
        home,
        "select distinct p.fine_yuan, (select max(fine_yuan) from core.penalty_case) from quality.anomaly as a"
        " inner join core.penalty_case as p on a.observation_id = p.case_id",
    )
    assert named == largest


def test_a_list_as_usual_is_not_told(home: Home) -> None:
    load_all(home, lists_over_time(varied(6), USUAL[:7], (*USUAL, *USUAL)))
    assert ask(home, LISTS) == []


def test_a_list_of_one_amount_only_is_told(home: Home) -> None:
    load_all(home, lists_over_time((20_000,) * 40))
    assert ask(home, LISTS) == [("past", "2023Q3", "990101", "penalty.listed_equal_share", 1.0, 6)]


def test_a_list_that_one_fine_makes_up_is_told(home: Home) -> None:
    load_all(home, lists_over_time((*varied(1), *varied(2), *varied(3), 30_000_000)))
    assert ("past", "2023Q3", "990101", "penalty.listed_largest_share", 6) in [
        (*row[:4], row[5]) for row in ask(home, LISTS)
    ]


def test_a_list_a_hundred_times_as_long_is_told_and_withdrawn_with_it(home: Home) -> None:
    long = lists_over_time(tuple(fine + n % 7 for n, fine in enumerate(USUAL * 100)))
    load_all(home, long)
    assert {(row[0], row[3]) for row in ask(home, LISTS)} >= {("past", "penalty.listed_count")}
    short = lists_over_time(varied(6))
    short.load(home, "2023Q3")
    assert ask(home, LISTS) == []
    assert ask(home, "select count(*) from quality.finding where superseded_at is null") == [(0,)]


def test_few_decisions_say_nothing_of_medians_and_shares(home: Home) -> None:
    few = [(10_000, 12_000)] * 6
    quarters = quarters_from("2022Q1", 7)
    load_all(home, joined([list_of(str(q), q, f) for q, f in zip(quarters, [*few, (900_000, 900_000)], strict=True)]))
    assert {row[3] for row in ask(home, LISTS)} <= {"penalty.listed_fine"}


def test_the_order_of_lists_does_not_matter(home: Home) -> None:
    load_all(home, lists_over_time(tuple(fine * 10_000 for fine in varied(6)), varied(7)), backwards=True)
    assert {(row[1], row[3]) for row in ask(home, LISTS)} == {
        ("2023Q3", "penalty.listed_fine"),
        ("2023Q3", "penalty.listed_median_fine"),
    }


def test_a_list_unlike_those_of_the_other_counties_is_told(home: Home) -> None:
    quarter = Quarter.parse("2024Q1")
    fines = {code: varied(n) for n, code in enumerate(CODES)}
    fines["990104"] = tuple(fine * 10_000 for fine in USUAL)
    staged = joined([list_of(f"list {code}", quarter, f, code) for code, f in fines.items()])
    load_all(home, staged)
    assert [(*row[:4], row[5]) for row in ask(home, LISTS)] == [
        ("peers", "2024Q1", "990104", "penalty.listed_median_fine", 11)
    ]


def test_a_large_county_s_long_list_is_none_beside_its_large_figures(home: Home) -> None:
    quarter = Quarter.parse("2024Q1")
    stated = {code: of_size(size) for code, size in zip(CODES, SIZES, strict=True)}
    stated["990105"] = of_size(90)
    lengths = {code: USUAL * size for code, size in zip(CODES, SIZES, strict=True)}
    lengths["990105"] = USUAL * 90
    lengths["990107"] = USUAL * 900
    lists = [list_of(f"list {code}", quarter, fines, code) for code, fines in lengths.items()]
    load_all(home, joined([counties(stated), *lists]))
    assert {(row[0], row[2], row[3]) for row in ask(home, LISTS)} == {
        ("peers", "990107", "penalty.listed_count"),
        ("peers", "990107", "penalty.listed_fine"),
    }
