"""Which of several figures for one subject becomes the fact, and when none does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from staged_rows import Staged, ask, held, observation, submission

from warehouse.home import Home

TABLE = {"method": "table", "locator": "Sheet1!C7"}


def standing(home: Home, table: str = "core.fact_enforcement") -> list[Decimal]:
    return [row[0] for row in ask(home, f"select value from {table} where superseded_at is null order by value")]


def load_two(home: Home, first: dict[str, Any], second: dict[str, Any], **submissions: Any) -> None:
    """Two offices' or files' figures for one subject: b's submission takes the changes named after it."""
    Staged(
        [submission("a", **submissions.get("a", {})), submission("b", **submissions.get("b", {}))],
        [observation("a", **first), observation("b", **second)],
    ).load(home)


def held_back(home: Home) -> list[tuple[str, str]]:
    return ask(
        home,
        "select rule_id, reason from quality.quarantine where superseded_at is null and state = 'held' order by all",
    )


def differences(home: Home) -> list[tuple[Any, ...]]:
    return ask(
        home,
        "select kind, kept_value, other_value, relative_difference from quality.reconciliation"
        " where superseded_at is null order by all",
    )


def test_equal_values_of_two_files_are_one_fact(home: Home) -> None:
    load_two(home, {"value": 12}, {"value": 12})
    assert standing(home) == [Decimal(12)]
    assert differences(home) == []


def test_a_form_stands_before_prose(home: Home) -> None:
    load_two(home, {"value": 12}, {"value": 13, **TABLE}, a={"is_correction": True})
    assert standing(home) == [Decimal(13)]
    assert differences(home) == [("difference", Decimal(13), Decimal(12), -0.076923)]


def test_a_correction_stands_before_what_it_corrects(home: Home) -> None:
    load_two(home, {"value": 12}, {"value": 13}, b={"is_correction": True})
    assert standing(home) == [Decimal(13)]


def test_the_later_publication_stands(home: Home) -> None:
    load_two(
        home, {"value": 12}, {"value": 13}, a={"published_on": date(2024, 4, 9)}, b={"published_on": date(2024, 4, 8)}
    )
    assert standing(home) == [Decimal(12)]


def test_a_publication_day_decides_nothing_where_another_is_undated(home: Home) -> None:
    load_two(home, {"value": 12}, {"value": 13}, a={"published_on": date(2024, 4, 9)})
    assert standing(home) == []
    assert held_back(home) == [("warehouse.conflict", "conflicting_values")] * 2


def test_an_exact_figure_stands_before_a_rounded_one(home: Home) -> None:
    fine = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}
    load_two(
        home,
        {**fine, "value": 6700000, "raw": "670余万元", "qualifier": "over"},
        {**fine, "value": 6712300, "raw": "6712300元"},
    )
    assert standing(home) == [Decimal(6712300)]
    assert differences(home) == [("rounding", Decimal(6712300), Decimal(6700000), -0.001832)] or differences(home) == [
        ("bound", Decimal(6712300), Decimal(6700000), -0.001832)
    ]


def test_a_bound_that_the_exact_figure_breaks_is_a_difference(home: Home) -> None:
    fine = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}
    load_two(
        home,
        {**fine, "value": 6700000, "raw": "670余万元", "qualifier": "over"},
        {**fine, "value": 6512300, "raw": "6512300元"},
    )
    assert standing(home) == [Decimal(6512300)]
    assert [row[0] for row in differences(home)] == ["difference"]


def test_more_decimals_stand_before_fewer_where_one_rounds_to_the_other(home: Home) -> None:
    rate = {"indicator_code": "hazard.rectification_rate", "unit": "ratio"}
    load_two(home, {**rate, "value": "0.96", "raw": "96%"}, {**rate, "value": "0.9595", "raw": "95.95%"})
    assert standing(home, "core.fact_hazard") == [Decimal("0.9595")]
    assert [row[0] for row in differences(home)] == ["rounding"]


def test_more_decimals_do_not_settle_what_is_no_rounding(home: Home) -> None:
    rate = {"indicator_code": "hazard.rectification_rate", "unit": "ratio"}
    load_two(home, {**rate, "value": "0.96", "raw": "96%"}, {**rate, "value": "0.9195", "raw": "91.95%"})
    assert standing(home, "core.fact_hazard") == []
    assert [row[0] for row in differences(home)] == ["conflict", "conflict"]


def test_round_counts_are_not_taken_for_roundings(home: Home) -> None:
    load_two(home, {"value": 10}, {"value": 12})
    assert standing(home) == []


@pytest.mark.parametrize("submissions", [("a", "a"), ("a", "b")])
def test_two_exact_values_of_equal_rank_make_no_fact(home: Home, submissions: tuple[str, str]) -> None:
    first, second = submissions
    result = Staged(
        [submission(name) for name in sorted(set(submissions))],
        [observation(first, 1, value=12), observation(second, 2, value=13)],
    ).load(home)
    assert standing(home) == []
    assert held_back(home) == [("warehouse.conflict", "conflicting_values")] * 2
    assert differences(home) == [("conflict", None, Decimal(12), None), ("conflict", None, Decimal(13), None)]
    assert (result.conflicts, result.quarantined, result.facts) == (2, 2, 0)


def test_a_later_correction_settles_a_conflict(home: Home) -> None:
    staged = Staged([submission("a"), submission("b")], [observation("a", value=12), observation("b", value=13)])
    staged.load(home)
    staged.submissions.append(submission("c", is_correction=True))
    staged.observations.append(observation("c", value=14))
    staged.load(home)
    assert standing(home) == [Decimal(14)]
    assert held_back(home) == []


@pytest.mark.parametrize(
    "change",
    [
        {"status": "review", "reason": "place_ambiguous"},
        {"role": "target"},
        {"role": "prior_year"},
        {"role": "plan"},
    ],
)
def test_what_is_not_an_accepted_observed_figure_is_no_fact(home: Home, change: dict[str, Any]) -> None:
    Staged([submission("a")], [observation("a", **change)]).load(home)
    assert standing(home) == []
    assert held_back(home) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"division_code": None}, "place_unknown"),
        ({"division_code": "123456"}, "place_unknown"),
        ({"indicator_code": "penalty.nonsense"}, "indicator_unknown"),
        ({"period_start": date(2024, 5, 1), "period_end": date(2024, 3, 31)}, "period_unknown"),
        ({"period_start": date(2024, 5, 1), "period_end": None}, "period_unknown"),
        ({"period_kind": None}, "period_unknown"),
    ],
)
def test_an_accepted_figure_without_place_name_or_period_is_kept_back_with_its_reason(
    home: Home, change: dict[str, Any], reason: str
) -> None:
    Staged([submission("a")], [observation("a", **change)]).load(home)
    assert standing(home) == []
    assert [row[1] for row in held_back(home)] == [reason]


def test_a_figure_held_by_a_rule_is_no_fact_and_no_rival(home: Home) -> None:
    wrong = observation("a", value=1200)
    Staged([submission("a"), submission("b")], [wrong, observation("b", value=12)], quarantine=[held(wrong)]).load(home)
    assert standing(home) == [Decimal(12)]


@pytest.mark.parametrize(
    "change",
    [
        {"sector_code": "coal_mine"},
        {"severity": "larger"},
        {"scope": "全部门"},
        {"counting_basis": "every_class"},
        {"is_subtotal": True},
        {"period_end": date(2024, 2, 29)},
        {"period_start": None, "period_kind": "instant"},
        {"period_kind": "campaign"},
        {"division_code": "990102"},
        {"indicator_code": "penalty.closure"},
    ],
)
def test_another_subject_is_another_fact(home: Home, change: dict[str, Any]) -> None:
    load_two(home, {"value": 12}, {"value": 13, **change})
    assert standing(home) == [Decimal(12), Decimal(13)]


def test_one_span_under_two_names_is_one_subject(home: Home) -> None:
    load_two(
        home, {"value": 12, "period_kind": "quarter"}, {"value": 13, "period_kind": "ytd"}, b={"is_correction": True}
    )
    assert standing(home) == [Decimal(13)]


def test_the_words_for_a_known_sector_do_not_split_it_but_those_for_others_do(home: Home) -> None:
    coal = {"sector_code": "coal_mine"}
    other = {"sector_code": "other"}
    Staged(
        [submission("a")],
        [
            observation("a", 1, value=5, sector_text="煤矿", **coal),
            observation("a", 2, value=5, sector_text="煤矿企业", **coal),
            observation("a", 3, value=7, sector_text="工矿商贸", **other),
            observation("a", 4, value=8, sector_text="采矿业", **other),
        ],
    ).load(home)
    assert standing(home) == [Decimal(5), Decimal(7), Decimal(8)]


@pytest.mark.parametrize(
    ("printed", "published_on", "expected"),
    [
        ((None, None, None), None, (None, date(2024, 3, 31), "instant", "submission", "2024Q1")),
        ((date(2024, 1, 1), None, "ytd"), date(2024, 3, 20), (date(2024, 1, 1), date(2024, 3, 20), "ytd", "derived", "2024Q1")),
        ((date(2024, 1, 1), None, "ytd"), None, (date(2024, 1, 1), date(2024, 3, 31), "ytd", "derived", "2024Q1")),
        ((None, date(2023, 11, 30), "instant"), None, (None, date(2023, 11, 30), "instant", "printed", "2023Q4")),
        ((date(2020, 1, 1), date(2020, 12, 31), "year"), None, (date(2020, 1, 1), date(2020, 12, 31), "year", "printed", "2020Q4")),
    ],
)  # fmt: skip
def test_a_period_stands_as_printed_or_says_how_it_is_known(
    home: Home, printed: tuple[Any, ...], published_on: date | None, expected: tuple[Any, ...]
) -> None:
    start, end, kind = printed
    Staged(
        [submission("a", published_on=published_on)],
        [observation("a", period_start=start, period_end=end, period_kind=kind)],
    ).load(home)
    columns = "period_start, period_end, period_kind, period_basis, quarter"
    assert ask(home, f"select {columns} from core.fact_enforcement") == [expected]


def test_every_fact_table_takes_its_indicators(home: Home) -> None:
    codes = [
        "penalty.fine_collected",
        "zero_accident.village_total",
        "accident.deaths",
        "hazard.found",
        "inspection.count",
        "training.people",
    ]
    rows = [observation("a", n, indicator_code=code) for n, code in enumerate(codes)]
    Staged([submission("a")], rows).load(home)
    found = ask(home, "select fact_table, indicator_code from core.current_fact order by fact_table")
    assert found == [
        ("fact_accident", "accident.deaths"),
        ("fact_capacity", "training.people"),
        ("fact_enforcement", "penalty.fine_collected"),
        ("fact_hazard", "hazard.found"),
        ("fact_inspection", "inspection.count"),
        ("fact_zero_accident", "zero_accident.village_total"),
    ]
    assert ask(home, "select action_code, stage, attribution from core.fact_enforcement") == [
        ("fine", "collected", "all")
    ]


def test_zero_accident_rows_carry_counts_and_target_of_their_division(home: Home) -> None:
    village = {"period_start": date(2024, 1, 1), "period_kind": "ytd"}
    Staged(
        [submission("a")],
        [
            observation("a", 1, indicator_code="zero_accident.village_zero", value=73, **village),
            observation("a", 2, indicator_code="zero_accident.village_total", value=80, **village),
            observation(
                "a", 3, indicator_code="zero_accident.village_target", value="0.8", unit="ratio", role="target"
            ),
        ],
    ).load(home)
    rows = ask(home, "select indicator_code, zero_units, total_units, target from core.fact_zero_accident order by all")
    assert rows == [
        ("zero_accident.village_total", Decimal(73), Decimal(80), Decimal("0.8")),
        ("zero_accident.village_zero", Decimal(73), Decimal(80), Decimal("0.8")),
    ]


def test_an_own_level_known_by_rule_joins_the_divisions(home: Home) -> None:
    Staged([submission("a")], [observation("a", division_code="990100-own")]).load(home)
    assert standing(home) == [Decimal(12)]
    assert ask(home, "select parent_code, kind from core.dim_division where division_code = '990100-own'") == [
        ("990100", "own_level")
    ]
