"""Figures outside their bands: told with band and value, never kept out, and the same in whatever order quarters load."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.warehouse.staged_rows import Row, Staged, ask, observation, submission
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
