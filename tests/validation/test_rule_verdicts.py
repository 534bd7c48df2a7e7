"""Row-level verdicts: what breaks a rule, what does not, and what cannot be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipelines.validation import findings
from pipelines.validation.named import Named
from pipelines.validation.precision import printed_step
from pipelines.validation.rules import Verdicts, judge_observations
from tests.validation.figures import figure, frame
from warehouse.catalogue.loader import load_catalogue
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
        ("not_applicable", "operand_missing", "2 of 2; penalty.count 1; penalty.fine_count 1")
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
    "expression",
    [
        "a new rule that nobody has taught",
        "hazard.found[somewhere] <= hazard.found",
        "hazard.found <=",
        "hazard.found * hazard.rectified <= 3",
        "found <= 3",
        "(hazard.found <= 3",
        "hazard.found <= 3 or hazard.rectified <= 3",
        "hazard.found + 1 is null",
    ],
)
def test_a_rule_outside_the_grammar_is_told_with_its_reason(expression: str) -> None:
    (finding,) = judge(expression, figure("a", "penalty.count", "1")).findings
    assert (finding["outcome"], finding["message"]) == ("not_applicable", "not_a_comparison")


def test_a_rule_about_cases_is_left_to_its_own_judge() -> None:
    assert judge("case.fine > 0", figure("a", "penalty.count", "1")).findings == []


def test_ids_do_not_depend_on_the_order_of_rows() -> None:
    rows = [figure("a", "penalty.fine_count", "12"), figure("b", "penalty.count", "10")]
    one = judge("penalty.fine_count <= penalty.count", *rows)
    other = judge("penalty.fine_count <= penalty.count", *reversed(rows))
    assert one == other


def test_a_rule_that_cannot_run_is_our_error_and_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.validation.rules.NAMED", {"x": Named("not_negative.sql")})
    read = findings.read_sql
    monkeypatch.setattr(
        "pipelines.validation.rules.read_sql",
        lambda name: "select nothing" if name == "not_negative.sql" else read(name),
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
    doubt = replace(rule("penalty.fine_amount <= 20000000 * penalty.count", kind="plausibility"), holds="first")
    rows = (
        figure("a", "penalty.fine_amount", "1650000000", raw="165000", unit="yuan"),
        figure("b", "penalty.count", "11"),
    )
    verdicts = judge_observations(frame(*rows), [doubt], QUARTER)
    assert held(verdicts) == ["a"]
    assert verdicts.findings[0]["subject_ids"] == ["a", "b"]


def test_a_rule_can_keep_back_only_its_first_figure() -> None:
    doubt = replace(rule("penalty.fine_count <= penalty.count"), holds="first")
    rows = (figure("a", "penalty.fine_count", "12"), figure("b", "penalty.count", "10"))
    assert held(judge_observations(frame(*rows), [doubt], QUARTER)) == ["a"]


SUM = "penalty.fine_amount = penalty.fine_supervision + penalty.fine_accident"


def fines(total: str, supervision: str, accident: str) -> list[dict[str, object]]:
    return [
        figure("a", "penalty.fine_amount", total, unit="yuan"),
        figure("b", "penalty.fine_supervision", supervision, unit="yuan"),
        figure("c", "penalty.fine_accident", accident, unit="yuan"),
    ]


@pytest.mark.parametrize(
    ("values", "slipped", "proposal"),
    [
        (("12852100", "3930000", "892.21"), "c", "892.21 may be 8922100 (x10000)"),
        (("1285.21", "3930000", "8922100"), "a", "1285.21 may be 12852100 (x10000)"),
        (("12852100", "39300000000", "8922100"), "b", "39300000000 may be 3930000 (/10000)"),
        (("12852100", "3930", "8922100"), "b", "3930 may be 3930000 (x1000)"),
    ],
)
def test_a_slip_of_a_unit_is_recognised_proposed_and_never_applied(
    values: tuple[str, str, str], slipped: str, proposal: str
) -> None:
    verdicts = judge(SUM, *fines(*values))
    (row,) = verdicts.quarantine
    assert (row["subject_id"], row["reason"]) == (slipped, "unit_conflict")
    assert proposal in row["detail"]


@pytest.mark.parametrize("values", [("12852100", "3930000", "700"), ("12852100", "0", "1285.21")])
def test_a_sum_that_no_single_slip_explains_holds_back_all_its_figures(values: tuple[str, str, str]) -> None:
    verdicts = judge(SUM, *fines(*values))
    assert held(verdicts) == ["a", "b", "c"]
    assert {r["reason"] for r in verdicts.quarantine} == {"rule_error"}


SECTORS = "x[total] = sum(x[industry]) when the table has a row for others"


def by_sector(coal: str, other: str) -> list[dict[str, object]]:
    return [
        figure("t", "penalty.fine_amount", "50000", unit="yuan"),
        figure("c", "penalty.fine_amount", coal, unit="yuan", sector_code="coal_mine"),
        figure("o", "penalty.fine_amount", other, unit="yuan", sector_code="other", sector_text="其他"),
    ]


def test_a_sum_over_sectors_is_told_and_keeps_back_only_a_slip() -> None:
    told = replace(rule(SECTORS), holds="slip")
    off = judge_observations(frame(*by_sector("20000", "20000")), [told], QUARTER)
    assert (held(off), [f["severity"] for f in off.findings if f["outcome"] == "broken"]) == ([], ["warn"])
    slip = judge_observations(frame(*by_sector("3", "20000")), [told], QUARTER)
    assert (held(slip), [f["severity"] for f in slip.findings if f["outcome"] == "broken"]) == (["c"], ["error"])


def test_a_sum_over_sectors_is_not_asked_while_one_of_them_waits_for_review() -> None:
    waiting = figure("w", "penalty.fine_amount", "9", unit="yuan", sector_code="construction", status="review")
    verdicts = judge(SECTORS, *by_sector("20000", "20000"), waiting)
    assert [f["outcome"] for f in verdicts.findings] == ["not_applicable"]


@pytest.mark.parametrize(
    ("amount", "is_kept_back"), [("0", False), ("30", True), ("90000", False), ("400000000", True)]
)
def test_a_fine_far_from_the_countys_own_past_is_kept_back_and_nothing_is_no_jump(
    amount: str, is_kept_back: bool
) -> None:
    band = "penalty.fine_amount / median(penalty.fine_amount of the county, last 8 periods) within [0.001, 1000]"
    past = [
        figure(f"p{n}", "penalty.fine_amount", value, unit="yuan", period_start=date(2023, 3 * n - 2, 1),
               period_end=end, submission_id=f"s{n}")
        for n, (value, end) in enumerate(
            [("80000", date(2023, 3, 31)), ("90000", date(2023, 6, 30)), ("100000", date(2023, 9, 30))], 1
        )
    ]  # fmt: skip
    now = figure("a", "penalty.fine_amount", amount, unit="yuan")
    doubt = replace(rule(band, kind="plausibility"), holds="first")
    assert held(judge_observations(frame(now, *past), [doubt], QUARTER)) == (["a"] if is_kept_back else [])


def test_a_value_that_another_column_contradicts_is_told_of_what_it_breaks_and_holds_nothing() -> None:
    rows = [
        figure("quarter fines", "penalty.fine_count", "9", locator="表!C5"),
        figure("quarter money", "penalty.fine_amount", "0", locator="表!C6", unit="yuan"),
        figure("year fines", "penalty.fine_count", "9", locator="表!D5"),
        figure("year money", "penalty.fine_amount", "540000", locator="表!D6", unit="yuan"),
    ]
    verdicts = judge_observations(frame(*rows), [load_catalogue().rules[i] for i in ("P07", "P18", "P28")], QUARTER)
    told = [(f["rule_id"], f["severity"], f["subject_ids"]) for f in verdicts.findings if f["outcome"] == "broken"]
    assert told == [(rule, "warn", ["quarter fines", "quarter money"]) for rule in ("P07", "P18")]
    assert verdicts.quarantine == []


def test_columns_that_agree_on_what_breaks_a_rule_are_told_of_it_once() -> None:
    rows = [
        figure(f"{column} {code}", code, value, locator=f"表!{column}{row}")
        for column, drills in (("C", "3"), ("D", "4"))
        for row, (code, value) in enumerate(
            [("inspection.units", "412"), ("inspection.count", "388"), ("drill.count", drills)], 5
        )
    ]
    verdicts = judge_observations(frame(*rows), [load_catalogue().rules["I01"]], QUARTER)
    assert [len(f["subject_ids"]) for f in verdicts.findings if f["outcome"] == "broken"] == [4]
