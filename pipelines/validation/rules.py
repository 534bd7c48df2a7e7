"""Row-level verdicts: which observations and cases break which audit rule, by SQL that selects the offending rows.

A rule compares figures of one submission, place, period, sector, scope and role only. What cannot be asked is reported
as not applicable, with how often; it never counts as passed. An error keeps all its figures out of the facts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import duckdb
import polars as pl

from pipelines.validation.compile import Query, compile_statement
from pipelines.validation.grammar import Every, NotCompilable, Presence, Statement, operands_of, parse_rule
from pipelines.validation.precision import printed_step
from warehouse.catalogue.model import Rule
from warehouse.errors import ValidationError
from warehouse.quarters import Quarter

Row = dict[str, Any]

_WHOLE_TABLE_RULES: Mapping[str, str] = {
    "all(count, person) except *_change >= 0": "not_negative.sql",
    "all(count, person) is integer unless qualifier = approx": "whole_numbers.sql",
    "yuan values >= 0 and at most 2 decimals in yuan": "money_places.sql",
}


@dataclass(slots=True)
class Verdicts:
    """Findings and quarantine rows, ready for staging."""

    findings: list[Row] = field(default_factory=list)
    quarantine: list[Row] = field(default_factory=list)

    def extend(self, other: Verdicts) -> None:
        """Take over another's rows."""
        self.findings.extend(other.findings)
        self.quarantine.extend(other.quarantine)


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a quarter's verdicts are about: rows by id, for locators and submissions."""

    quarter: Quarter
    kind: str
    rows: Mapping[str, Mapping[str, Any]]


def judge_observations(observations: pl.DataFrame, rules: Iterable[Rule], quarter: Quarter) -> Verdicts:
    """Apply every rule about figures.

    Args:
        observations: staged rows of ``core.observation``.
        rules: the catalogue's rules; those about cases are left to ``judge_cases``.
        quarter: the reporting quarter.

    Raises:
        ValidationError: where a rule's query cannot run; never because data breaks a rule.
    """
    subjects = Subjects(quarter, "observation", {r["observation_id"]: r for r in observations.to_dicts()})
    figures = observations.with_columns(
        pl.Series(
            "printed_step",
            [float(printed_step(r["value"], r["raw"])) for r in subjects.rows.values()],
            dtype=pl.Float64,
        )
    )
    verdicts = Verdicts()
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.register("observation", figures.to_arrow())
        connection.execute(read_sql("figure.sql"))
        compiled: dict[str, tuple[Rule, Statement]] = {}
        for rule in rules:
            if rule.kind == "case" or "case." in rule.expression:
                continue
            if sql := _WHOLE_TABLE_RULES.get(rule.expression):
                verdicts.extend(_judge_rows(connection, rule, sql, subjects))
                continue
            try:
                statement = parse_rule(rule.expression)
                verdicts.extend(_judge_statement(connection, rule, compile_statement(statement), subjects))
                compiled[rule.id] = (rule, statement)
            except NotCompilable as refusal:
                verdicts.findings.append(not_applicable(rule, quarter, refusal.reason, "0", subjects.kind))
        verdicts.findings.extend(_count_unasked(connection, compiled, quarter))
    return verdicts


def _judge_statement(connection: duckdb.DuckDBPyConnection, rule: Rule, query: Query, subjects: Subjects) -> Verdicts:
    verdicts = Verdicts()
    for _, ids, values in _fetch(connection, rule, query.sql, query.parameters):
        observed = "; ".join(f"{c} {_plain(v)}" for c, v in zip(query.operands, values, strict=True) if v is not None)
        suspect = query.operands[0] if rule.kind == "plausibility" else None
        verdicts.extend(broken(rule, subjects, ids, observed, suspect=suspect))
    return verdicts


def _judge_rows(connection: duckdb.DuckDBPyConnection, rule: Rule, sql_file: str, subjects: Subjects) -> Verdicts:
    verdicts = Verdicts()
    for subject_id, code, value in _fetch(connection, rule, read_sql(sql_file), {}):
        verdicts.extend(broken(rule, subjects, [subject_id], f"{code} {_plain(value)}"))
    return verdicts


def _fetch(
    connection: duckdb.DuckDBPyConnection, rule: Rule, sql: str, parameters: Mapping[str, object]
) -> Sequence[tuple[Any, ...]]:
    try:
        return connection.execute(sql, parameters or None).fetchall()
    except duckdb.Error as error:
        raise ValidationError(
            f"rule {rule.id} could not be asked: {str(error).splitlines()[0]}",
            where=rule.expression,
            next_step="mend the rule in the catalogue",
        ) from error


def _count_unasked(
    connection: duckdb.DuckDBPyConnection, compiled: Mapping[str, tuple[Rule, Statement]], quarter: Quarter
) -> Iterable[Row]:
    """One finding a rule that could not be asked everywhere: operands missing, or stated twice with two values."""
    operands = [
        {"rule_id": rule_id, "indicator_code": code, "operand_count": len(codes)}
        for rule_id, (_, statement) in compiled.items()
        for codes in [required_operands(statement)]
        for code in codes
    ]
    frame = pl.DataFrame(
        operands, schema={"rule_id": pl.String, "indicator_code": pl.String, "operand_count": pl.Int64}
    )
    connection.register("rule_operand", frame.to_arrow())
    for rule_id, groups, ambiguous, incomplete in connection.execute(read_sql("coverage.sql")).fetchall():
        rule = compiled[rule_id][0]
        if groups == 0 or incomplete:
            yield not_applicable(rule, quarter, "operand_missing", f"{incomplete} of {groups}", "observation")
        if ambiguous:
            yield not_applicable(rule, quarter, "operand_ambiguous", f"{ambiguous} of {groups}", "observation")


def required_operands(statement: Statement) -> tuple[str, ...]:
    """The operands without which a statement cannot be asked."""
    codes = operands_of(statement)
    if isinstance(statement, Every):
        return codes
    asked_of = {c.code for c in (statement.condition, *statement.then) if isinstance(c, Presence)}
    return tuple(c for c in codes if c not in asked_of) or codes[:1]


def broken(
    rule: Rule,
    subjects: Subjects,
    ids: Sequence[str],
    observed: str,
    *,
    reason: str = "rule_error",
    detail: str = "",
    suspect: str | None = None,
) -> Verdicts:
    """The finding of a broken rule and, where it is an error, the quarantine row of each subject.

    ``suspect`` names the only indicator that is kept back: a rule of plausibility doubts its first figure and only
    measures it by the others, while an identity cannot tell which of its figures is wrong.
    """
    subject_ids = sorted(set(ids))
    finding: Row = {
        "finding_id": identify("finding", str(subjects.quarter), rule.id, *subject_ids),
        "quarter": str(subjects.quarter),
        "rule_id": rule.id,
        "severity": rule.severity,
        "subject_kind": subjects.kind,
        "subject_ids": subject_ids,
        "outcome": "broken",
        "observed": observed,
        "expected": rule.expression,
        "message": rule.name_zh,
    }
    if rule.severity != "error":
        return Verdicts([finding])
    rows = [
        quarantine_row(subjects, i, rule.id, reason, detail or f"{observed} | {rule.expression}")
        for i in subject_ids
        if suspect is None or subjects.rows[i]["indicator_code"] == suspect
    ]
    return Verdicts([finding], rows)


def quarantine_row(subjects: Subjects, subject_id: str, rule_id: str, reason: str, detail: str) -> Row:
    """One row that is kept out, under an id that stays the same over loads."""
    subject = subjects.rows[subject_id]
    return {
        "quarantine_id": identify("quarantine", rule_id, subject_id),
        "subject_kind": subjects.kind,
        "subject_id": subject_id,
        "submission_id": subject["submission_id"],
        "quarter": str(subjects.quarter),
        "rule_id": rule_id,
        "reason": reason,
        "locator": subject["locator"],
        "detail": detail,
        "state": "held",
        "decided_at": None,
        "decided_why": None,
    }


def not_applicable(rule: Rule, quarter: Quarter, reason: str, observed: str, kind: str) -> Row:
    """The finding that says a rule was not asked, and why."""
    return {
        "finding_id": identify("finding", str(quarter), rule.id, "not_applicable", reason),
        "quarter": str(quarter),
        "rule_id": rule.id,
        "severity": rule.severity,
        "subject_kind": kind,
        "subject_ids": [],
        "outcome": "not_applicable",
        "observed": observed,
        "expected": rule.expression,
        "message": reason,
    }


def identify(*parts: str) -> str:
    """A stable id of 20 hex digits."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def read_sql(name: str) -> str:
    """The text of a query of this package."""
    return (resources.files("pipelines.validation") / "sql" / name).read_text("utf-8")


def _plain(value: object) -> str:
    """A number for people: no trailing zeros, no exponent."""
    text = f"{value:.6f}" if isinstance(value, float) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
