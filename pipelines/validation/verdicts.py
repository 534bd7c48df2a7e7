"""All that is said of a quarter's staged rows: audit rules, contracts, and what extraction held back.

The result is staged as findings and quarantine; an error keeps its rows out of the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.validation.case_terms import find_given_terms, keep_headings
from pipelines.validation.cases import judge_cases
from pipelines.validation.contracts import CASE, OBSERVATION, read_breaches
from pipelines.validation.documents import judge_documents
from pipelines.validation.findings import Row, Subjects, Verdicts, identify, quarantine_row
from pipelines.validation.known import gather_setting, keep_mark, read_documents
from pipelines.validation.rules import judge_observations
from warehouse.catalogue.model import Catalogue
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import scan_rows


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdicts of a quarter and how many rows were judged."""

    verdicts: Verdicts
    rows_in: int


def judge_quarter(home: Home, quarter: Quarter, catalogue: Catalogue) -> Judged:
    """Judge what is staged for a quarter.

    Raises:
        ValidationError: where a rule cannot run, or a contract was not asked of the staged rows.
    """
    observations = scan_rows(home, quarter, OBSERVATION).collect()
    cases = scan_rows(home, quarter, CASE).collect()
    rules = catalogue.rules.values()
    setting = gather_setting(home, quarter, observations, catalogue)
    corrections = setting.submissions.filter("is_correction")["submission_id"].to_list()
    verdicts = judge_observations(observations, rules, quarter, setting)
    keep_mark(home, quarter, verdicts.known_mark)
    headings: dict[str, tuple[str, ...]] = {}
    documents = keep_headings(read_documents(home, quarter, catalogue), headings)
    verdicts.extend(judge_documents(observations, documents, rules, quarter, catalogue.divisions))
    terms = find_given_terms(scan_rows(home, quarter, "raw.submission").collect(), headings, quarter)
    verdicts.extend(judge_cases(cases, catalogue.rules, quarter, observations, corrections, terms))
    verdicts.extend(_from_contract(home, quarter, "observation", observations, "observation_id"))
    verdicts.extend(_from_contract(home, quarter, "case", cases, "case_id"))
    return Judged(
        Verdicts(_once(verdicts.findings, "finding_id"), _once(verdicts.quarantine, "quarantine_id")),
        observations.height + cases.height,
    )


def _from_contract(home: Home, quarter: Quarter, kind: str, rows: pl.DataFrame, key: str) -> Verdicts:
    breaches = read_breaches(home, quarter, kind)
    concerned = {k for breach in breaches for k in breach["keys"]}
    held = rows.filter(pl.col(key).is_in(list(concerned))).to_dicts()
    return contract_verdicts(breaches, Subjects(quarter, kind, {r[key]: r for r in held}))


def contract_verdicts(breaches: Iterable[Mapping[str, Any]], subjects: Subjects) -> Verdicts:
    """The findings and quarantine rows of the rows that breach a contract."""
    verdicts = Verdicts()
    for breach in breaches:
        keys = sorted(breach["keys"])
        verdicts.findings.append(
            {
                "finding_id": identify("finding", str(subjects.quarter), breach["rule"], *keys),
                "quarter": str(subjects.quarter),
                "rule_id": breach["rule"],
                "severity": "error",
                "subject_kind": subjects.kind,
                "subject_ids": keys,
                "outcome": "broken",
                "observed": "; ".join(breach["observed"][k] for k in keys[:5]),
                "expected": breach["en"],
                "message": breach["zh"],
            }
        )
        verdicts.quarantine.extend(
            quarantine_row(
                subjects, k, breach["rule"], "rule_error", f"{breach['observed'][k]} | {breach['zh']} / {breach['en']}"
            )
            for k in keys
        )
    return verdicts


def _once(rows: Iterable[Row], key: str) -> list[Row]:
    """Each id once, the first said stands."""
    return list({row[key]: row for row in reversed(list(rows))}.values())[::-1]
