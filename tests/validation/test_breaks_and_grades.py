"""Changes over a break of scope, the dead of grades whose accidents are all, and sums with no row for what is left."""

from __future__ import annotations

from typing import Any

import pytest

from tests.validation.casebook import Case
from tests.validation.test_every_rule import RULES, about, judge


def findings(rule_id: str, figures: str) -> list[dict[str, Any]]:
    return judge([Case(rule_id, "own", 1, {"figures": figures})], [RULES[rule_id]]).findings


def told(rule_id: str, figures: str) -> list[dict[str, Any]]:
    case = Case(rule_id, "own", 1, {"figures": figures})
    return about(judge([case], [RULES[rule_id]]), case)


@pytest.mark.parametrize(
    ("span", "is_told"),
    [("2015Y", False), ("2016Q1", True), ("2016H1", True), ("2016Y", True), ("2017Q1", False)],
)
@pytest.mark.parametrize("change", ["accident.deaths_change -7", "accident.deaths_yoy -41.2%"])
def test_a_printed_change_on_the_year_before_the_break_is_told(span: str, is_told: bool, change: str) -> None:
    found = told("A25", f"accident.deaths 10 at={span}; {change} at={span}")
    assert bool(found) is is_told
    assert all((f["severity"], len(f["subject_ids"])) == ("warn", 1) for f in found)
    assert all("2016-01-01" in f["observed"] for f in found)


def test_a_change_of_what_has_no_break_is_not_asked() -> None:
    assert [f["outcome"] for f in findings("A25", "hazard.found 10 at=2016Y")] == ["not_applicable"]


def test_a_rule_that_a_break_cuts_off_says_so_and_not_that_a_figure_is_missing() -> None:
    figures = "accident.count 14 at={0}; accident.count_change -61 at={0}; accident.count 75 at={1} known"
    assert [f["message"] for f in findings("A15", figures.format("2016Y", "2015Y"))] == ["break"]
    assert [f["outcome"] for f in findings("A15", figures.format("2017Y", "2016Y"))] == []
    assert [f["message"] for f in findings("A15", "accident.count 14 at=2017Y; accident.count_change 1 at=2017Y")] == [
        "operand_missing"
    ]


def test_what_else_is_missing_goes_before_the_break() -> None:
    assert [f["message"] for f in findings("A15", "accident.count 14 at=2016Y")] == ["operand_missing"]


GRADES = "accident.general_count 5; accident.general_deaths 5; accident.larger_count 2; accident.larger_deaths 8"


@pytest.mark.parametrize(
    ("whole", "is_told"),
    [
        ("accident.count 7; accident.deaths 14", True),
        ("accident.count 7; accident.deaths 13", False),
        ("accident.count 8; accident.deaths 14", False),
        ("accident.count >7; accident.deaths 14", False),
        ("accident.deaths 14", False),
        ("accident.count 7; accident.deaths 14; accident.major_count 0", True),
        ("accident.count 8; accident.deaths 14; accident.major_count 1", False),
    ],
)
def test_the_dead_of_grades_whose_accidents_are_all_are_all_the_dead(whole: str, is_told: bool) -> None:
    found = told("A26", f"{whole}; {GRADES}")
    assert bool(found) is is_told
    assert all((f["severity"], len(f["subject_ids"])) == ("error", 3) for f in found)


def test_one_grade_alone_may_be_all_accidents() -> None:
    (found,) = told("A26", "accident.count 3; accident.deaths 4; accident.general_count 3; accident.general_deaths 3")
    assert found["observed"] == "accident.count 3; accident.deaths 4; accident.general_deaths 3"


def by_sector(rest: str) -> str:
    parts = "accident.count 4 sector=road_transport; accident.count 1 sector=construction"
    return f"accident.count 8; {parts}; accident.count 2 sector=other text={rest}"


@pytest.mark.parametrize("rest", ["其他", "其它行业", "其余领域", "工矿商贸其他"])
def test_sectors_with_a_row_for_the_rest_make_up_the_total(rest: str) -> None:
    assert told("X03", by_sector(rest))


@pytest.mark.parametrize("rest", ["工矿商贸", "采矿业", "农林牧渔业"])
def test_a_sector_that_no_list_has_is_no_row_for_the_rest(rest: str) -> None:
    assert told("X03", by_sector(rest)) == []
    assert told("X04", by_sector(rest)) == []
