"""Every rule of the catalogue can fail, can hold, and can be not applicable: each proven by a case of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from pipelines.validation.cases import judge_cases
from pipelines.validation.documents import CHECKERS, judge_documents
from pipelines.validation.findings import Verdicts
from pipelines.validation.rules import judge_observations
from pipelines.validation.setting import Setting, no_facts, no_submissions
from tests.validation.casebook import QUARTER, Case, index_of, observation_frame, read_cases
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Rule

ALL = read_cases()
RULES = load_catalogue().rules
OUTCOMES = ("breaks", "holds", "absent")
HELD_BY_SLIP_ONLY = {"X01", "X03", "X09"}
TOLD_OF_FILES = {"X17"}
KEPT_OUT_ELSEWHERE = {"X13", "X16"}


def judge(cases: list[Case], rules: list[Rule]) -> Verdicts:
    """Everything that is said of some cases by some rules."""
    catalogue = replace(load_catalogue(), divisions=index_of(cases), rules={r.id: r for r in rules})
    pairs = [case.figures() for case in cases]
    rows = observation_frame([row for own, _ in pairs for row in own])
    known = observation_frame([row for _, facts in pairs for row in facts]).select(no_facts().columns)
    files = pl.DataFrame([s for case in cases for s in case.submissions()], schema=no_submissions().schema)
    setting = Setting(catalogue, QUARTER.end, known, files)
    verdicts = judge_observations(rows, rules, QUARTER, setting)
    documents = [case.document() for case in cases if case.content.get("lines")]
    verdicts.extend(judge_documents(rows, documents, rules, QUARTER, catalogue.divisions))
    listed = [case.cases() for case in cases if "cases" in case.content]
    if listed:
        verdicts.extend(judge_cases(pl.concat(listed), catalogue.rules, QUARTER, rows))
    return verdicts


def about(verdicts: Verdicts, case: Case) -> list[dict[str, Any]]:
    """The breaches of a case's rule among its own rows and files."""
    return [
        f
        for f in verdicts.findings
        if f["rule_id"] == case.rule_id
        and f["outcome"] == "broken"
        and any(i.split("/")[0] in case.files for i in f["subject_ids"])
    ]


@pytest.fixture(scope="module")
def everything() -> Verdicts:
    """All breaking and all holding cases, judged at once by all rules that read figures; lists of cases apart."""
    figures = [c for c in ALL if c.outcome != "absent" and "cases" not in c.content]
    verdicts = judge(figures, list(RULES.values()))
    for case in ALL:
        if case.outcome != "absent" and "cases" in case.content:
            verdicts.extend(judge([case], list(RULES.values())))
    return verdicts


def test_every_rule_has_a_case_that_breaks_it_one_that_holds_and_one_that_cannot_be_asked() -> None:
    assert {(c.rule_id, c.outcome) for c in ALL} == {(r, o) for r in RULES for o in OUTCOMES}


@pytest.mark.parametrize("case", [c for c in ALL if c.outcome == "breaks"], ids=lambda c: c.rule_id)
def test_a_rule_can_fail(case: Case, everything: Verdicts) -> None:
    told = about(everything, case)
    assert len(told) == 1
    rule, held = RULES[case.rule_id], {r["subject_id"] for r in everything.quarantine if r["rule_id"] == case.rule_id}
    own = {i for i in told[0]["subject_ids"] if i in held}
    tells_only = HELD_BY_SLIP_ONLY | TOLD_OF_FILES | KEPT_OUT_ELSEWHERE
    is_repeat = case.rule_id == "P26"
    assert bool(own) is (rule.severity == "error" and case.rule_id not in tells_only and not is_repeat) or (
        case.content.get("cases") is not None
    )
    assert told[0]["severity"] == ("error" if own or case.rule_id in KEPT_OUT_ELSEWHERE or is_repeat else "warn") or (
        case.content.get("cases") is not None
    )


@pytest.mark.parametrize("case", [c for c in ALL if c.outcome == "holds"], ids=lambda c: c.rule_id)
def test_a_rule_can_hold(case: Case, everything: Verdicts) -> None:
    assert about(everything, case) == []


@pytest.fixture(scope="module")
def unasked_where_they_hold() -> set[str]:
    """Rules that could be asked nowhere over all the cases that hold."""
    cases = [c for c in ALL if c.outcome == "holds"]
    return {f["rule_id"] for f in judge(cases, list(RULES.values())).findings if is_never(f)}


@pytest.mark.parametrize("rule_id", RULES)
def test_a_rule_that_holds_was_asked(rule_id: str, unasked_where_they_hold: set[str]) -> None:
    assert rule_id not in unasked_where_they_hold


@pytest.fixture(scope="module")
def unasked_where_they_lack() -> dict[str, list[dict[str, Any]]]:
    """What is said of each rule over all the cases that lack something."""
    findings = judge([c for c in ALL if c.outcome == "absent"], list(RULES.values())).findings
    return {rule_id: [f for f in findings if f["rule_id"] == rule_id] for rule_id in RULES}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.id)
def test_a_rule_without_its_figures_is_not_applicable_and_says_why(
    rule: Rule, unasked_where_they_lack: dict[str, list[dict[str, Any]]]
) -> None:
    findings = unasked_where_they_lack[rule.id]
    if not any(is_never(f) for f in findings):  # another rule's case has its figures: judge its own alone
        (case,) = [c for c in ALL if (c.rule_id, c.outcome) == (rule.id, "absent")]
        findings = [f for f in judge([case], [rule, *beside(rule)]).findings if f["rule_id"] == rule.id]
    assert [f["outcome"] for f in findings] == ["not_applicable"]
    assert is_never(findings[0])
    assert findings[0]["message"] in ("operand_missing", "column_missing", "break")


def beside(rule: Rule) -> list[Rule]:
    """Cases are judged by all their rules at once."""
    return [r for r in RULES.values() if r.kind == "case" and r.id != rule.id] if "case." in rule.expression else []


def is_never(finding: dict[str, Any]) -> bool:
    """Whether a finding says that a rule could be asked nowhere: ``3 of 3``, ``0 of 0``."""
    if finding["outcome"] != "not_applicable" or finding["message"] == "operand_ambiguous":
        return False
    count, _, rest = finding["observed"].partition(" of ")
    return count == rest.partition(";")[0] or not rest


def test_rules_about_documents_are_bound_to_the_catalogues_words() -> None:
    assert set(CHECKERS) <= {r.expression for r in RULES.values()}
