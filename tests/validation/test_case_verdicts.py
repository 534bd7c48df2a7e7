"""Verdicts on penalty decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.validation.cases import judge_cases
from pipelines.validation.rules import Verdicts
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
