"""Verdicts on penalty decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.validation.cases import LIST_AGAINST_FORM, judge_cases
from pipelines.validation.rules import Verdicts
from tests.warehouse.staged_rows import observation
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Rule
from warehouse.quarters import Quarter

QUARTER = Quarter(2024, 1)
RULES = {
    i: Rule(i, "case", "-", severity, "试验", "test")  # type: ignore[arg-type]
    for i, severity in (("P23", "warn"), ("P24", "warn"), ("P25", "warn"), ("P26", "error"), ("P27", "error"))
}


def case(case_id: str, **other: Any) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "submission_id": f"s-{case_id}",
        "locator": "Sheet1!A5",
        "document_no": "(示)应急罚〔2024〕1号",
        "authority": "某县应急管理局",
        "party": "某厂",
        "decision_date": date(2024, 2, 1),
        "kinds": ["fine"],
        "fine_yuan": Decimal("5000.00"),
        "confiscated_yuan": None,
        "status": "accepted",
        "reasons": [],
        "flags": [],
    } | other


def verdicts_of(*rows: dict[str, Any]) -> Verdicts:
    schema = {
        "case_id": pl.String, "submission_id": pl.String, "locator": pl.String, "document_no": pl.String,
        "authority": pl.String, "party": pl.String, "decision_date": pl.Date, "kinds": pl.List(pl.String),
        "fine_yuan": pl.Decimal(20, 2), "confiscated_yuan": pl.Decimal(20, 2), "status": pl.String,
        "reasons": pl.List(pl.String), "flags": pl.List(pl.String),
    }  # fmt: skip
    return judge_cases(pl.DataFrame(list(rows), schema=schema), RULES, QUARTER)


def judge(*rows: dict[str, Any]) -> tuple[dict[str, str], list[str]]:
    verdicts = verdicts_of(*rows)
    held = {r["subject_id"]: f"{r['rule_id']} {r['reason']}" for r in verdicts.quarantine}
    return held, [f["rule_id"] for f in verdicts.findings if f["outcome"] == "broken"]


def test_a_row_held_back_by_extraction_keeps_its_reason_and_gets_its_rule() -> None:
    held, told = judge(case("a", status="quarantined", reasons=["date_out_of_period"]))
    assert held == {"a": "P27 date_out_of_period"}
    assert told == ["P27"]


def test_an_unknown_reason_still_holds_the_row_back() -> None:
    held, told = judge(case("a", status="quarantined", reasons=["something_new"]))
    assert (held, told) == ({"a": "case.something_new something_new"}, [])


def test_a_row_held_back_without_a_reason_is_not_lost() -> None:
    assert judge(case("a", status="quarantined"))[0] == {"a": "case.reason_missing reason_missing"}


def test_a_wrong_credit_code_is_told_and_loses_no_decision() -> None:
    assert judge(case("a", flags=["credit_code_check_digit"])) == ({}, ["P23"])


@pytest.mark.parametrize(("fine", "severity"), [("5000.00", "warn"), ("50000.00", "error")])
def test_one_decision_in_two_lists_is_told(fine: str, severity: str) -> None:
    verdicts = verdicts_of(case("a"), case("b", fine_yuan=Decimal(fine)))
    (told,) = [f for f in verdicts.findings if f["outcome"] == "broken"]
    assert (told["rule_id"], told["severity"], told["subject_ids"]) == ("P26", severity, ["a", "b"])
    assert verdicts.quarantine == []


def test_superseded_rows_and_other_authorities_do_not_collide() -> None:
    assert judge(case("a"), case("b", status="superseded"), case("c", authority="另一局")) == ({}, [])


def test_what_the_columns_cannot_answer_is_not_applicable() -> None:
    verdicts = judge_cases(pl.DataFrame(schema={"case_id": pl.String, "status": pl.String, "document_no": pl.String,
        "authority": pl.String, "party": pl.String, "decision_date": pl.Date, "fine_yuan": pl.Decimal(20, 2),
        "confiscated_yuan": pl.Decimal(20, 2), "kinds": pl.List(pl.String)}), RULES, QUARTER)  # fmt: skip
    assert sorted((f["rule_id"], f["outcome"], f["message"]) for f in verdicts.findings) == [
        ("P23", "not_applicable", "operand_missing"),
        ("P24", "not_applicable", "column_missing"),
        ("P25", "not_applicable", "operand_missing"),
        ("P26", "not_applicable", "operand_missing"),
        ("P27", "not_applicable", "operand_missing"),
    ]


def test_one_number_in_other_brackets_and_widths_is_one_decision() -> None:
    printed = ("(示)应急罚〔2024〕1号", "（示）应急罚[2024]１号", "(示) 应急罚【2024】1号")
    rows = [case(f"{n}", document_no=number) for n, number in enumerate(printed)]
    (found,) = [f for f in verdicts_of(*rows).findings if f["rule_id"] == "P26" and f["outcome"] == "broken"]
    assert (sorted(found["subject_ids"]), found["severity"]) == (["0", "1", "2"], "warn")


def listed(
    rows: list[dict[str, Any]], corrections: tuple[str, ...] = ()
) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """What is held, and what is told with its severity, of rows that say who is a person."""
    verdicts = judge_cases(pl.DataFrame(rows, infer_schema_length=None), RULES, QUARTER, corrections=corrections)
    held = {r["subject_id"]: r["reason"] for r in verdicts.quarantine}
    return held, {(f["rule_id"], f["severity"]) for f in verdicts.findings if f["outcome"] == "broken"}


FIRM, OTHER_FIRM, LEADER = ("某甲建材厂", "法人"), ("某乙石料厂", "法人"), ("王某", "自然人")


def under_one_number(*parties: tuple[str, str], **second: Any) -> list[dict[str, Any]]:
    rows = [case(f"{n}", party=name, party_class=kind) for n, (name, kind) in enumerate(parties)]
    rows[1].update(second)
    return rows


def test_one_number_for_two_firms_keeps_both_back() -> None:
    held, told = listed(under_one_number(FIRM, OTHER_FIRM))
    assert held == {"0": "conflicting_values", "1": "conflicting_values"}
    assert told == {("P26", "error")}


def test_a_firm_and_its_leader_may_share_a_number() -> None:
    assert listed(under_one_number(FIRM, LEADER)) == ({}, {("P26", "warn")})


def test_a_row_or_file_that_corrects_the_partys_name_is_no_second_firm() -> None:
    assert listed(under_one_number(FIRM, OTHER_FIRM, flags=["correction"]))[0] == {}
    assert listed(under_one_number(FIRM, OTHER_FIRM), corrections=("s-1",))[0] == {}


def parts(case_id: str, fine: str | None, confiscated: str | None, **other: Any) -> dict[str, Any]:
    money = (None if amount is None else Decimal(amount) for amount in (fine, confiscated))
    return case(case_id, **dict(zip(("fine_yuan", "confiscated_yuan"), money, strict=True)), **other)


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        (parts("a", "10000", None), parts("b", None, "10000"), "error"),
        (parts("a", "10000", None), parts("b", "10000", None), "warn"),
        (parts("a", None, None), parts("b", None, "10000"), "error"),
        (parts("a", "10000", None, kinds=None), parts("b", "10000", None, kinds=["fine"]), "error"),
        (parts("a", "1", "2", kinds=["warning", "fine"]), parts("b", "1", "2", kinds=["fine", "warning"]), "warn"),
        (
            parts("a", "10000", None, party="示例(集团)公司"),
            parts("b", "10000", None, party="示例（集团） 公司"),
            "warn",
        ),
        (parts("a", "10000", None, party="第１厂"), parts("b", "20000", None, party="第1厂"), "error"),
    ],
)
def test_one_number_of_one_party_with_other_parts_contradicts(
    one: dict[str, Any], other: dict[str, Any], severity: str
) -> None:
    told = [f for f in verdicts_of(one, other).findings if f["outcome"] == "broken"]
    assert [(f["rule_id"], f["severity"]) for f in told] == [("P26", severity)]


TWICE = next(rule for rule in load_catalogue().rules.values() if "under one case.document_no" in rule.expression)


@pytest.mark.parametrize(
    ("number", "authority", "told"),
    [
        ("(示)应急罚〔2024〕2号", "某县应急管理局", True),
        ("（示）应急罚［２０２４］１号", "某县应急管理局", False),
        ("(示)应急罚﹝2024﹞1号", "某县应急管理局", False),
        ("(示)应急罚〔2024〕2号", "某县 应急管理局", True),
    ],
)
def test_one_number_in_another_print_is_not_two(number: str, authority: str, told: bool) -> None:
    rows = [case("a", party="示例矿业有限公司"), case("b", party="示例矿业有限公司", document_no=number)]
    rows[1]["authority"] = authority
    frame = pl.DataFrame(rows, infer_schema_length=None)
    verdicts = judge_cases(frame, {**RULES, TWICE.id: TWICE}, QUARTER)
    assert (TWICE.id in {f["rule_id"] for f in verdicts.findings if f["outcome"] == "broken"}) is told


@pytest.mark.parametrize(("number", "is_broken"), [("（示）应急罚［2024］1号", False), ("(示)应急罚〔2024〕2号", True)])
def test_a_decision_that_two_lists_print_otherwise_is_added_up_once(number: str, is_broken: bool) -> None:
    (rule,) = (rule for rule in load_catalogue().rules.values() if rule.expression == LIST_AGAINST_FORM)
    rows = [case("a"), case("b", document_no=number, authority="某县应急管理局 ")]
    stated = observation("form", indicator_code="penalty.fine_amount", unit="yuan", value=6000)
    stated |= {"observation_id": "o", "sector_code": None, "severity": None, "scope": None}
    frame = pl.DataFrame([{**row, "division_code": "990101"} for row in rows], infer_schema_length=None)
    verdicts = judge_cases(frame, {**RULES, rule.id: rule}, QUARTER, pl.DataFrame([stated]))
    assert (rule.id in {f["rule_id"] for f in verdicts.findings if f["outcome"] == "broken"}) is is_broken
