"""A part that alone exceeds its total holds both back; where rounding or a sign may explain it, neither."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipelines.validation.findings import Verdicts
from pipelines.validation.overgrown import find_overgrown
from pipelines.validation.rules import judge_observations
from pipelines.validation.setting import Setting
from pipelines.validation.slips import Summand
from tests.validation.casebook import QUARTER, Case, index_of, observation_frame
from warehouse.catalogue.loader import load_catalogue

RULES = load_catalogue().rules


def judge(rule_id: str, figures: str) -> tuple[Verdicts, dict[str, str]]:
    case = Case(rule_id, "overgrown", 1, {"figures": figures})
    rows, _ = case.figures()
    catalogue = replace(load_catalogue(), divisions=index_of([case]))
    verdicts = judge_observations(observation_frame(rows), [RULES[rule_id]], QUARTER, Setting(catalogue, QUARTER.end))
    return verdicts, {row["observation_id"]: str(row["value"]) for row in rows}


TOWNS = "hazard.found {} place=甲镇 in=none cell=S!C7 'context=发现隐患 | 甲镇'; hazard.found {} place=乙镇 in=none cell=S!C8 'context=发现隐患 | 乙镇'"
TOTAL = "hazard.found {} cell=S!C9 'context=发现隐患 | 合计'; "


@pytest.mark.parametrize(
    ("rule_id", "figures", "held"),
    [
        ("X09", (TOTAL + TOWNS).format(60, 77, 30), {"60", "77"}),
        ("X09", (TOTAL + TOWNS).format(60, 20, 30), set()),
        ("X09", (TOTAL + TOWNS).format(60, 60, 30), set()),
        (
            "X03",
            "penalty.count 20; penalty.count 26 sector=coal_mine; penalty.count 7 sector=construction;"
            " penalty.count 5 sector=other",
            {"20", "26"},
        ),
        (
            "X01",
            "hazard.found 70 in=city; hazard.found 10 in=county; hazard.found 20 in=c2; hazard.found 300 in=c3;"
            " hazard.found 5 in=c4; hazard.found 6 in=own",
            {"70", "300"},
        ),
    ],
)
def test_a_part_above_its_total_holds_both_and_no_other(rule_id: str, figures: str, held: set[str]) -> None:
    verdicts, values = judge(rule_id, figures)
    (told,) = [f for f in verdicts.findings if f["outcome"] == "broken"]
    assert {values[q["subject_id"]].removesuffix(".0") for q in verdicts.quarantine} == held
    assert told["severity"] == ("error" if held else "warn")
    assert ("alone exceeds" in told["observed"]) is bool(held)


def summed(*values: str, **changes: Any) -> tuple[list[Summand], dict[str, dict[str, Any]]]:
    """The first is the total."""
    base = {"indicator_code": "penalty.fine_amount", "unit": "yuan", "qualifier": "exact"} | changes
    rows = {str(n): {**base, "raw": f"{v}万元", "value": Decimal(v) * 10_000} for n, v in enumerate(values)}
    return [Summand(1 if n == 0 else -1, float(v) * 10_000, (str(n),)) for n, v in enumerate(values)], rows


def test_a_part_within_the_rounding_of_the_total_is_not_larger() -> None:
    assert find_overgrown(*summed("12", "12.4", "3")) is None
    assert find_overgrown(*summed("12", "12.6", "3")) is not None


@pytest.mark.parametrize(
    "changes", [{"indicator_code": "accident.loss_change"}, {"qualifier": "over"}, {"qualifier": "at_most"}]
)
def test_what_may_be_negative_or_is_a_bound_holds_nothing(changes: dict[str, Any]) -> None:
    assert find_overgrown(*summed("12", "30", "3", **changes)) is None


def test_beside_a_negative_part_nothing_is_said() -> None:
    assert find_overgrown(*summed("12", "30", "-3")) is None
