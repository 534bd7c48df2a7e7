"""A whole and its parts: what is printed of the parts bounds the whole; what is not printed is no pass."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.validation.findings import Verdicts
from pipelines.validation.parsing import parse_rule
from pipelines.validation.rules import judge_observations
from pipelines.validation.sums import find_sum, signed_operands
from tests.validation.figures import figure, frame
from warehouse.catalogue.loader import load_catalogue
from warehouse.quarters import Quarter

RULES = load_catalogue().rules


def judge(rule_id: str, **values: str) -> Verdicts:
    """A county's figures, by indicator with ``__`` for the point."""
    rows = [figure(code, code.replace("__", "."), value) for code, value in values.items()]
    return judge_observations(frame(*rows), [RULES[rule_id]], Quarter(2024, 1))


def broken(verdicts: Verdicts) -> list[dict[str, Any]]:
    return [f for f in verdicts.findings if f["outcome"] == "broken"]


def test_a_whole_below_one_printed_part_is_broken_and_both_are_held() -> None:
    verdicts = judge("I07", document__total="70", document__record="212")
    assert [f["severity"] for f in broken(verdicts)] == ["error"]
    assert {r["subject_id"] for r in verdicts.quarantine} == {"document__total", "document__record"}


def test_a_whole_below_the_sum_of_the_printed_parts_is_broken() -> None:
    values = {"accident__count": "5", "accident__general_count": "4", "accident__larger_count": "2"}
    assert len(broken(judge("A01", **values))) == 1


def test_a_whole_above_the_printed_parts_is_not_asked_further() -> None:
    verdicts = judge("A01", accident__count="14", accident__general_count="3")
    assert [f["outcome"] for f in verdicts.findings] == ["not_applicable"]


def test_a_bound_may_still_reach_its_part() -> None:
    rows = [
        figure("w", "document.total", "70", qualifier="over"),
        figure("p", "document.record", "212"),
        figure("v", "penalty.count", "12"),
        figure("u", "penalty.count_unit", "13", qualifier="at_most"),
    ]
    verdicts = judge_observations(frame(*rows), [RULES["I07"], RULES["P01"]], Quarter(2024, 1))
    assert broken(verdicts) == []


def test_a_grade_that_words_give_as_a_severity_too_stands_beside_all_accidents() -> None:
    rows = [figure("all", "accident.count", "4"), figure("part", "accident.general_count", "14", severity="general")]
    verdicts = judge_observations(frame(*rows), [RULES["A01"]], Quarter(2024, 1))
    assert [f["subject_ids"] for f in broken(verdicts)] == [["all", "part"]]


def test_parts_without_their_whole_say_nothing() -> None:
    assert broken(judge("A01", accident__general_count="14", accident__larger_count="2")) == []


def test_a_sum_that_is_meant_only_whole_waits_for_all_its_parts() -> None:
    assert broken(judge("H06", hazard__found="32", hazard__rectified="70")) == []


@pytest.mark.parametrize(
    ("expression", "whole"),
    [
        ("accident.count = accident.general_count + accident.larger_count", "accident.count"),
        ("penalty.case_pre + penalty.case_accident = penalty.case_filed", "penalty.case_filed"),
        ("hazard.listed_province + hazard.listed_city <= hazard.listed", "hazard.listed"),
        ("accident.deaths >= 3 * accident.larger_count + 10 * accident.major_count", "accident.deaths"),
        ("penalty.count = sum(penalty.warning, penalty.criticism, penalty.other)", "penalty.count"),
    ],
)
def test_a_whole_is_known_by_its_side(expression: str, whole: str) -> None:
    found = find_sum(parse_rule(expression))
    assert found is not None
    assert found.whole.code == whole


@pytest.mark.parametrize(
    "expression",
    [
        "hazard.rectified <= hazard.found + hazard.pending@prev",
        "penalty.fine_count <= penalty.count",
        "accident.count - accident.count_change = accident.count@previous_year",
        "accident.deaths <= 2 * accident.general_count + 9 * accident.larger_count",
    ],
)
def test_what_lies_above_a_figure_bounds_it_only_when_all_is_printed(expression: str) -> None:
    assert find_sum(parse_rule(expression)) is None


def test_multiples_are_no_terms_in_which_a_unit_slips() -> None:
    assert signed_operands(parse_rule("accident.deaths = 3 * accident.larger_count + accident.count")) == ()
    assert len(signed_operands(parse_rule("penalty.count = penalty.count_unit + penalty.count_person"))) == 3
