"""Row-level verdicts: what breaks a rule, what does not, and what cannot be asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipelines.validation.precision import printed_step
from pipelines.validation.rules import Verdicts, judge_observations
from tests.validation.figures import figure, frame
from warehouse.catalogue.model import Rule
from warehouse.errors import ValidationError
from warehouse.quarters import Quarter

QUARTER = Quarter(2024, 1)


def rule(expression: str, severity: str = "error", rule_id: str = "T01", kind: str = "intra") -> Rule:
    return Rule(rule_id, kind, expression, severity, "试验", "test")  # type: ignore[arg-type]


def judge(expression: str, *rows: dict[str, object], severity: str = "error") -> Verdicts:
    return judge_observations(frame(*rows), [rule(expression, severity)], QUARTER)


def held(verdicts: Verdicts) -> list[str]:
    return sorted(r["subject_id"] for r in verdicts.quarantine)


def test_a_part_above_its_whole_holds_back_both_figures() -> None:
    verdicts = judge(
        "penalty.fine_count <= penalty.count",
        figure("a", "penalty.fine_count", "12"),
        figure("b", "penalty.count", "10"),
    )
    assert held(verdicts) == ["a", "b"]
    (finding,) = verdicts.findings
    assert (finding["outcome"], finding["observed"]) == ("broken", "penalty.fine_count 12; penalty.count 10")
    assert finding["subject_ids"] == ["a", "b"]
    assert {r["reason"] for r in verdicts.quarantine} == {"rule_error"}
    assert {r["locator"] for r in verdicts.quarantine} == {"chars a", "chars b"}


def test_a_part_equal_to_its_whole_is_no_finding() -> None:
    verdicts = judge(
        "penalty.fine_count <= penalty.count",
        figure("a", "penalty.fine_count", "10"),
        figure("b", "penalty.count", "10"),
    )
    assert verdicts == Verdicts()


def test_a_warning_tells_and_holds_nothing_back() -> None:
    verdicts = judge(
        "hazard.rectified <= hazard.found",
        figure("a", "hazard.rectified", "70"),
        figure("b", "hazard.found", "32"),
        severity="warn",
    )
    assert held(verdicts) == []
    assert [f["outcome"] for f in verdicts.findings] == ["broken"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("period_end", date(2024, 2, 29)),
        ("period_start", None),
        ("sector_code", "coal_mine"),
        ("division_code", "990102"),
        ("scope", "production"),
        ("submission_id", "s2"),
        ("role", "prior_year"),
        ("severity", "larger"),
        ("is_subtotal", True),
    ],
)
def test_figures_of_different_subjects_are_never_compared(column: str, value: object) -> None:
    verdicts = judge(
        "penalty.fine_count <= penalty.count",
        figure("a", "penalty.fine_count", "12"),
        figure("b", "penalty.count", "10", **{column: value}),
    )
    assert held(verdicts) == []
    assert [(f["outcome"], f["message"], f["observed"]) for f in verdicts.findings] == [
        ("not_applicable", "operand_missing", "2 of 2")
    ]


def test_a_missing_operand_makes_the_rule_not_applicable_and_never_passed() -> None:
    verdicts = judge("penalty.fine_count <= penalty.count", figure("a", "penalty.fine_count", "12"))
    assert [(f["outcome"], f["message"]) for f in verdicts.findings] == [("not_applicable", "operand_missing")]


def test_an_operand_stated_twice_with_two_values_is_not_asked() -> None:
    verdicts = judge(
        "penalty.fine_count <= penalty.count",
        figure("a", "penalty.fine_count", "12"),
        figure("b", "penalty.count", "10"),
        figure("c", "penalty.count", "14"),
    )
    assert held(verdicts) == []
    assert [f["message"] for f in verdicts.findings] == ["operand_ambiguous"]


def test_an_operand_stated_twice_alike_is_one_figure_with_both_ids() -> None:
    verdicts = judge(
        "penalty.fine_count <= penalty.count",
        figure("a", "penalty.fine_count", "12"),
        figure("b", "penalty.count", "10"),
        figure("c", "penalty.count", "10"),
    )
    assert held(verdicts) == ["a", "b", "c"]


def test_figures_in_review_are_not_judged() -> None:
    verdicts = judge(
        "penalty.fine_count <= penalty.count",
        figure("a", "penalty.fine_count", "12", status="review"),
        figure("b", "penalty.count", "10"),
    )
    assert held(verdicts) == []


@pytest.mark.parametrize(
    ("qualifier", "value", "is_broken"),
    [
        ("over", "8", False),  # 余8: may be 10
        ("at_least", "8", False),
        ("approx", "9.5", False),
        ("approx", "5", True),
        ("at_most", "9", True),
        ("exact", "9", True),
    ],
)
def test_qualified_figures_are_bounds(qualifier: str, value: str, is_broken: bool) -> None:
    verdicts = judge(
        "inspection.units <= inspection.count",
        figure("a", "inspection.units", "10"),
        figure("b", "inspection.count", value, qualifier=qualifier),
    )
    assert (held(verdicts) == ["a", "b"]) is is_broken


def test_a_sum_of_rounded_amounts_holds_within_half_the_last_printed_place() -> None:
    expression = "penalty.fine_amount = penalty.fine_supervision + penalty.fine_accident"
    rows = [
        figure("a", "penalty.fine_amount", "411000", "41.1万元", unit="yuan"),
        figure("b", "penalty.fine_supervision", "300400", "30.04万元", unit="yuan"),
    ]
    near = figure("c", "penalty.fine_accident", "110200", "11.02万元", unit="yuan")
    slip = figure("c", "penalty.fine_accident", "11.02", "11.02元", unit="yuan")
    assert held(judge(expression, *rows, near)) == []
    assert held(judge(expression, *rows, slip)) == ["a", "b", "c"]


def test_a_count_is_exact_however_it_is_printed() -> None:
    expression = "penalty.count = penalty.count_unit + penalty.count_person"
    rows = [figure("a", "penalty.count", "434"), figure("b", "penalty.count_unit", "320")]
    assert held(judge(expression, *rows, figure("c", "penalty.count_person", "114"))) == []
    assert held(judge(expression, *rows, figure("c", "penalty.count_person", "115"))) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("value", "raw", "is_broken"),
    [("0.9595", "95.95%", False), ("0.9594", "95.94%", False), ("0.9593", "95.93%", True)],
)
def test_a_rate_is_recomputed_within_one_unit_of_its_last_place(value: str, raw: str, is_broken: bool) -> None:
    verdicts = judge(
        "hazard.rectification_rate = hazard.rectified / hazard.found +- ulp(hazard.rectification_rate)",
        figure("a", "hazard.rectification_rate", value, raw, unit="ratio"),
        figure("b", "hazard.rectified", "876"),
        figure("c", "hazard.found", "913"),
    )
    assert (held(verdicts) != []) is is_broken


def test_a_rate_over_nothing_is_not_recomputed() -> None:
    verdicts = judge(
        "hazard.rectification_rate = hazard.rectified / hazard.found +- ulp(hazard.rectification_rate)",
        figure("a", "hazard.rectification_rate", "1", "100%", unit="ratio"),
        figure("b", "hazard.rectified", "0"),
        figure("c", "hazard.found", "0"),
    )
    assert held(verdicts) == []


@pytest.mark.parametrize(
    ("value", "raw", "is_broken"), [("0.913", "91.3%", False), ("1", "100%", False), ("91.3", "91.3", True)]
)
def test_a_share_stays_within_its_range(value: str, raw: str, is_broken: bool) -> None:
    verdicts = judge(
        "0 <= zero_accident.village_rate <= 1", figure("a", "zero_accident.village_rate", value, raw, unit="ratio")
    )
    assert (held(verdicts) == ["a"]) is is_broken


def test_implies_is_broken_only_where_the_condition_surely_holds() -> None:
    expression = "accident.deaths > 0 implies accident.count > 0"
    none = figure("b", "accident.count", "0")
    assert held(judge(expression, figure("a", "accident.deaths", "2"), none)) == ["a", "b"]
    assert held(judge(expression, figure("a", "accident.deaths", "0"), none)) == []
    assert held(judge(expression, figure("a", "accident.deaths", "2", qualifier="at_most"), none)) == []


def test_iff_is_broken_in_both_directions() -> None:
    expression = "penalty.fine_amount > 0 iff penalty.fine_count > 0"
    for amount, count in (("500", "0"), ("0", "3")):
        assert held(
            judge(
                expression,
                figure("a", "penalty.fine_amount", amount, unit="yuan"),
                figure("b", "penalty.fine_count", count),
            )
        ) == ["a", "b"]


def test_a_joint_figure_beside_its_part_is_an_error() -> None:
    expression = "detention.mixed not null implies detention.administrative is null"
    mixed = figure("a", "detention.mixed", "5", unit="person")
    assert held(judge(expression, mixed)) == []
    assert held(judge(expression, mixed, figure("b", "detention.administrative", "3", unit="person"))) == ["a", "b"]


def test_counts_are_whole_and_not_negative() -> None:
    negative = judge_observations(
        frame(figure("a", "penalty.count", "-3"), figure("b", "accident.count_change", "-3")),
        [rule("all(count, person) except *_change >= 0", kind="domain")],
        QUARTER,
    )
    fraction = judge_observations(
        frame(figure("a", "penalty.count", "1.2"), figure("b", "penalty.warning", "1.5", qualifier="approx")),
        [rule("all(count, person) is integer unless qualifier = approx", kind="domain")],
        QUARTER,
    )
    assert (held(negative), held(fraction)) == (["a"], ["a"])


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("hazard.rectified <= hazard.found + hazard.pending@prev", "other_period"),
        ("accident.count[scope=production] <= accident.count[scope=all]", "other_scope"),
        ("x[total] = sum(x[industry]) when the table has a row for others", "other_sector"),
        ("x[prefecture total] = sum(x[counties]) + x[prefecture own] for additive flows", "other_level"),
        ("row 合计 = sum of detail rows", "not_a_comparison"),
    ],
)
def test_a_rule_outside_the_grammar_is_told_with_its_reason(expression: str, reason: str) -> None:
    (finding,) = judge(expression, figure("a", "penalty.count", "1")).findings
    assert (finding["outcome"], finding["message"]) == ("not_applicable", reason)


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows = [figure("a", "penalty.fine_count", "12"), figure("b", "penalty.count", "10")]
    one = judge("penalty.fine_count <= penalty.count", *rows)
    other = judge("penalty.fine_count <= penalty.count", *reversed(rows))
    assert one == other


def test_a_rule_that_cannot_run_is_our_error_and_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.validation.rules._WHOLE_TABLE_RULES", {"x": "broken.sql"})
    monkeypatch.setattr(
        "pipelines.validation.rules.read_sql", lambda name: "select 1" if name == "figure.sql" else "select nothing"
    )
    with pytest.raises(ValidationError, match="T01"):
        judge("x", figure("a", "penalty.count", "1"))


@pytest.mark.parametrize(
    ("value", "raw", "step"),
    [
        ("411000", "罚款41.1万元", "1000"),
        ("725065", "72.5065万元", "1"),
        ("411000", "41.10", "100"),
        ("0.913", "91.3%", "0.001"),
        ("0.9595", "整改率为95.95％", "0.0001"),
        ("1312", "1,312起", "1"),
        ("37000", "罚款三万七千元", "1"),
        ("0", "0", "1"),
        ("-0.56", "下降56%", "0.01"),
        ("12000", "１.２万家", "1000"),
    ],
)
def test_the_printed_step_is_one_of_the_last_place(value: str, raw: str, step: str) -> None:
    assert printed_step(Decimal(value), raw) == Decimal(step)


def test_a_rule_of_plausibility_holds_back_only_the_figure_that_it_doubts() -> None:
    doubt = rule("penalty.fine_amount <= 20000000 * penalty.count", kind="plausibility")
    rows = (
        figure("a", "penalty.fine_amount", "1650000000", raw="165000", unit="yuan"),
        figure("b", "penalty.count", "11"),
    )
    verdicts = judge_observations(frame(*rows), [doubt], QUARTER)
    assert held(verdicts) == ["a"]
    assert verdicts.findings[0]["subject_ids"] == ["a", "b"]
