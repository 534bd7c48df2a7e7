"""Verdicts on penalty decisions: rows that extraction held back, and one decision in several lists of a quarter.

What a single list shows (dates, amounts, numbers) extraction has already judged; here it becomes findings and
quarantine, and what only several lists together show is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import polars as pl

from pipelines.validation.rules import Row, Subjects, Verdicts, broken, not_applicable, quarantine_row, read_sql
from warehouse.catalogue.model import Rule
from warehouse.quarters import Quarter

REASON_RULES: Mapping[str, str] = {
    "date_invalid": "P27",
    "date_out_of_period": "P27",
    "document_no_missing": "P26",
    "amount_conflicts_with_content": "P25",
}
"""The catalogue's rule behind each reason for which extraction holds a row back."""

FLAG_RULES: Mapping[str, str] = {
    "credit_code_check_digit": "P23",
    "credit_code_bad_character": "P23",
    "credit_code_missing": "P23",
    "fine_without_amount": "P25",
    "same_document_no_other_authority": "P26",
}
"""The rule behind each flag; a flag is told and never keeps a row out."""


def judge_cases(cases: pl.DataFrame, rules: Mapping[str, Rule], quarter: Quarter) -> Verdicts:
    """Findings and quarantine of a quarter's penalty cases.

    Args:
        cases: staged rows of ``core.penalty_case``.
        rules: the catalogue's rules by id.
        quarter: the reporting quarter.
    """
    subjects = Subjects(quarter, "case", {r["case_id"]: r for r in cases.to_dicts()})
    verdicts = Verdicts()
    for case_id, row in subjects.rows.items():
        verdicts.extend(_judge_row(case_id, row, rules, subjects))
    verdicts.extend(_judge_repeats(cases, rules["P26"], subjects))
    verdicts.findings.extend(_unasked(rules, quarter))
    return verdicts


def _judge_row(case_id: str, row: Mapping[str, object], rules: Mapping[str, Rule], subjects: Subjects) -> Verdicts:
    verdicts = Verdicts()
    observed = f"{row['document_no'] or '—'} {row['decision_date'] or '—'} {row['fine_yuan'] or '—'}"
    for flag in _words(row["flags"]):
        if rule_id := FLAG_RULES.get(flag):
            told = broken(rules[rule_id], subjects, [case_id], f"{flag}: {observed}")
            verdicts.findings.extend({**f, "severity": "warn"} for f in told.findings)
    if row["status"] != "quarantined":
        return verdicts
    for reason in _words(row["reasons"]) or ("reason_missing",):
        rule = rules.get(REASON_RULES.get(reason, ""))
        rule_id = rule.id if rule else f"case.{reason}"
        verdicts.quarantine.append(quarantine_row(subjects, case_id, rule_id, reason, observed))
        if rule:
            told = broken(rule, subjects, [case_id], f"{reason}: {observed}")
            verdicts.findings.extend({**f, "severity": "error"} for f in told.findings)
    return verdicts


def _judge_repeats(cases: pl.DataFrame, rule: Rule, subjects: Subjects) -> Verdicts:
    """One decision in several lists is told; the load counts equal rows once and keeps out those that contradict."""
    with duckdb.connect() as connection:
        connection.register("penalty_case", cases.to_arrow())
        repeats = connection.execute(read_sql("repeated_documents.sql")).fetchall()
    verdicts = Verdicts()
    for authority, document_no, case_ids, is_same in repeats:
        told = broken(rule, subjects, case_ids, f"{authority} {document_no}: {len(case_ids)} rows")
        severity = "warn" if is_same else "error"
        verdicts.findings.extend({**f, "severity": severity} for f in told.findings)
    return verdicts


def _unasked(rules: Mapping[str, Rule], quarter: Quarter) -> Iterable[Row]:
    """Rules about cases that the lists' columns cannot answer."""
    for rule in rules.values():
        if rule.kind == "case" and rule.id not in {*REASON_RULES.values(), *FLAG_RULES.values()}:
            yield not_applicable(rule, quarter, "column_missing", "0", "case")
        elif rule.kind != "case" and "case." in rule.expression:
            yield not_applicable(rule, quarter, "other_form", "0", "case")


def _words(value: object) -> tuple[str, ...]:
    """A list column as a tuple of texts."""
    return tuple(str(v) for v in value) if isinstance(value, list) else ()
