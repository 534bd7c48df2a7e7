"""Verdicts on penalty decisions: rows that extraction held back, one decision in several lists, lists against forms.

What a single list shows (dates, amounts, numbers) extraction has already judged; here it becomes findings and
quarantine, and what only several lists or a form together show is added. SQL selects the rows; no other is looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import duckdb
import polars as pl

from pipelines.validation.case_terms import no_terms
from pipelines.validation.findings import (
    Breach,
    Row,
    Subjects,
    Verdicts,
    broken,
    judge_breach,
    not_applicable,
    quarantine_row,
    read_sql,
)
from warehouse.catalogue.model import Rule
from warehouse.quarters import Quarter
from warehouse.schema import create_macros

REASON_RULES: Mapping[str, str] = {
    "date_invalid": "P27",
    "date_out_of_period": "P27",
    "document_no_missing": "P26",
    "amount_conflicts_with_content": "P25",
    "conflicting_values": "P26",
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

PUBLICATION = "0 <= case.publish_date - case.decision_date <= 7 working days"
LIST_AGAINST_FORM = "sum(case.fine) over the published list <= penalty.fine_amount"
OF_LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "case.fine <= 100000000": ("fine_beyond_law.sql", ("fine_yuan",)),
    "case.fine of a natural person <= 1000000": ("fine_of_person.sql", ("fine_yuan",)),
    "the year in case.document_no is that of case.decision_date or the year before": (
        "number_year.sql",
        ("document_no", "decision_date"),
    ),
    "one decision of a party on a day is listed under one case.document_no": (
        "decision_twice.sql",
        ("document_no", "decision_date", "party"),
    ),
    "case.authority is of the place that all others of the list are of": (
        "other_authority.sql",
        ("authority", "division_code"),
    ),
}
"""Rules about rows of lists, each with its query (``case_ids``, ``observed``) and the columns that it asks of a row."""
_READ: Mapping[str, Any] = {
    "submission_id": pl.String,
    "publish_date": pl.Date,
    "party_class": pl.String,
    "violation": pl.String,
    "division_code": pl.String,
    "flags": pl.List(pl.String),
}
_JUDGED_BY_READING = frozenset({*REASON_RULES.values(), *FLAG_RULES.values()})


def judge_cases(
    cases: pl.DataFrame,
    rules: Mapping[str, Rule],
    quarter: Quarter,
    observations: pl.DataFrame | None = None,
    corrections: Collection[str] = (),
    terms: pl.DataFrame | None = None,
) -> Verdicts:
    """Findings and quarantine of a quarter's penalty cases.

    Args:
        cases: staged rows of ``core.penalty_case``; ``publish_date`` may be a column.
        rules: the catalogue's rules by id.
        quarter: the reporting quarter.
        observations: its staged figures, that lists are set beside.
        corrections: the files that correct earlier ones.
        terms: the days of the lists that count for the quarter they were given for (``case_terms``).
    """
    verdicts = Verdicts()
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        create_macros(connection)
        connection.register("penalty_case", _with_columns(cases, corrections).to_arrow())
        flagged = _fetch(connection, "flagged_cases.sql") if "flags" in cases.columns else []
        repeats = _fetch(connection, "repeated_documents.sql")
        connection.register("given_term", (no_terms() if terms is None else terms).to_arrow())
        outside = _fetch(connection, "outside_quarter.sql") if "P27" in rules else []
        named = {r["case_id"] for r in (*flagged, *outside)} | {i for r in repeats for i in r["case_ids"]}
        subjects = _subjects(cases, named, quarter)
        for row in flagged:
            verdicts.extend(_judge_row(row, rules, subjects))
        for row in repeats:
            verdicts.extend(_tell_repeat(row, rules["P26"], subjects))
        for row in outside:
            held = (row["case_id"],)
            breach = Breach(rules["P27"], held, row["observed"], held=held, reason="date_out_of_period")
            verdicts.extend(judge_breach(breach, subjects))
        for rule in rules.values():
            if rule.expression == PUBLICATION:
                verdicts.extend(_judge_publication(connection, rule, cases, quarter))
            elif rule.expression in OF_LISTS:
                verdicts.extend(_judge_lists(connection, rule, cases, quarter))
            elif rule.expression == LIST_AGAINST_FORM:
                verdicts.extend(_judge_form(connection, rule, observations, quarter))
    if cases.is_empty():
        listed = (rules[i] for i in sorted(_JUDGED_BY_READING & rules.keys()))
        verdicts.findings.extend(not_applicable(rule, quarter, "operand_missing", "0 of 0", "case") for rule in listed)
    verdicts.findings.extend(_unasked(rules, quarter))
    return verdicts


def _fetch(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    return connection.execute(read_sql(name)).pl().to_dicts()


def _subjects(cases: pl.DataFrame, named: Iterable[str], quarter: Quarter) -> Subjects:
    rows = cases.filter(pl.col("case_id").is_in(list(named)))
    return Subjects(quarter, "case", {r["case_id"]: r for r in rows.to_dicts()})


def _judge_row(row: Mapping[str, Any], rules: Mapping[str, Rule], subjects: Subjects) -> Verdicts:
    """A row that bears a flag, or that extraction holds back."""
    verdicts = Verdicts()
    case_id, observed = row["case_id"], row["observed"]
    for flag in row["flags"] or ():
        if rule_id := FLAG_RULES.get(flag):
            told = broken(rules[rule_id], subjects, [case_id], f"{flag}: {observed}")
            verdicts.findings.extend({**f, "severity": "warn"} for f in told.findings)
    if row["status"] != "quarantined":
        return verdicts
    for reason in row["reasons"] or ("reason_missing",):
        rule = rules.get(REASON_RULES.get(reason, ""))
        rule_id = rule.id if rule else f"case.{reason}"
        verdicts.quarantine.append(quarantine_row(subjects, case_id, rule_id, reason, observed))
        if rule:
            told = broken(rule, subjects, [case_id], f"{reason}: {observed}")
            verdicts.findings.extend({**f, "severity": "error"} for f in told.findings)
    return verdicts


def _tell_repeat(row: Mapping[str, Any], rule: Rule, subjects: Subjects) -> Verdicts:
    """One number in several rows is told; the load counts equal rows once and keeps out those that contradict.

    A firm and its leader may share a number. Two firms may not: whose it is nobody can tell, and both are kept back.
    """
    observed = f"{row['authority']} {row['document_no']}: {len(row['case_ids'])} rows"
    held = tuple(row["case_ids"]) if row["is_of_other_party"] else ()
    told = judge_breach(
        Breach(rule, tuple(row["case_ids"]), observed, held=held, reason="conflicting_values"), subjects
    )
    severity = "error" if held or row["is_contradicting"] else "warn"
    return Verdicts([{**f, "severity": severity} for f in told.findings], told.quarantine)


def _with_columns(cases: pl.DataFrame, corrections: Collection[str]) -> pl.DataFrame:
    """Rows with the columns that queries read, null where a frame has none."""
    lacking = [pl.lit(None, dtype=kind).alias(name) for name, kind in _READ.items() if name not in cases.columns]
    corrects = pl.col("submission_id").is_in(list(corrections)).fill_null(value=False)
    return cases.with_columns(*lacking).with_columns(corrects.alias("is_correcting_file"))


def _judge_lists(connection: duckdb.DuckDBPyConnection, rule: Rule, cases: pl.DataFrame, quarter: Quarter) -> Verdicts:
    """What the rows of lists show of themselves and of each other; an error keeps its rows back."""
    sql, asked_of = OF_LISTS[rule.expression]
    asked = cases.filter(pl.col("status") == "accepted").drop_nulls([c for c in asked_of if c in cases.columns]).height
    found = _fetch(connection, sql)
    verdicts = Verdicts()
    if not asked:
        verdicts.findings.append(not_applicable(rule, quarter, "operand_missing", "0 of 0", "case"))
    subjects = _subjects(cases, {i for row in found for i in row["case_ids"]}, quarter)
    for row in found:
        held = tuple(row["case_ids"]) if rule.severity == "error" else ()
        breach = Breach(rule, tuple(row["case_ids"]), row["observed"], held=held, reason="value_out_of_range")
        verdicts.extend(judge_breach(breach, subjects))
    return verdicts


def _judge_publication(
    connection: duckdb.DuckDBPyConnection, rule: Rule, cases: pl.DataFrame, quarter: Quarter
) -> Verdicts:
    """Decisions that a list published later than the term allows; holidays are not known, so only weekdays count."""
    if "publish_date" not in cases.columns or cases["publish_date"].null_count() == cases.height:
        return Verdicts([not_applicable(rule, quarter, "column_missing", "0", "case")])
    late = _fetch(connection, "late_publication.sql")
    subjects = _subjects(cases, [r["case_id"] for r in late], quarter)
    verdicts = Verdicts()
    accepted = cases.filter(pl.col("status") == "accepted")
    if undated := accepted.filter(pl.col("publish_date").is_null() | pl.col("decision_date").is_null()).height:
        verdicts.findings.append(
            not_applicable(rule, quarter, "operand_missing", f"{undated} of {accepted.height}", "case")
        )
    for row in late:
        verdicts.extend(broken(rule, subjects, [row["case_id"]], row["observed"]))
    return verdicts


def _judge_form(
    connection: duckdb.DuckDBPyConnection, rule: Rule, observations: pl.DataFrame | None, quarter: Quarter
) -> Verdicts:
    """What an office's lists add up to, against the fines that it states for the same days."""
    if observations is None:
        return Verdicts([not_applicable(rule, quarter, "other_form", "0", "case")])
    connection.register("observation", observations.to_arrow())
    met = _fetch(connection, "listed_fines.sql")
    if not met:
        return Verdicts([not_applicable(rule, quarter, "operand_missing", "0 of 0", "observation")])
    ids = [r["observation_id"] for r in met]
    rows = observations.filter(pl.col("observation_id").is_in(ids)).to_dicts()
    subjects = Subjects(quarter, "observation", {r["observation_id"]: r for r in rows})
    verdicts = Verdicts()
    for row in met:
        if row["is_broken"]:
            breach = Breach(rule, (row["observation_id"],), row["observed"])
            verdicts.extend(judge_breach(breach, subjects))
    return verdicts


def _unasked(rules: Mapping[str, Rule], quarter: Quarter) -> Iterable[Row]:
    """Rules about cases that nobody answers."""
    for rule in rules.values():
        is_answered = rule.id in _JUDGED_BY_READING or rule.expression in OF_LISTS or rule.expression == PUBLICATION
        if rule.kind == "case" and not is_answered:
            yield not_applicable(rule, quarter, "column_missing", "0", "case")
