"""Findings and quarantine rows: what is written down of a rule that is broken or could not be asked.

A finding is an error where the figures are kept out of the facts, here or by the step that it names; else it warns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from typing import Any

from pipelines.validation.slips import Slip, Summand
from warehouse.catalogue.model import Rule
from warehouse.quarters import Quarter

Row = dict[str, Any]


@dataclass(slots=True)
class Verdicts:
    """Findings and quarantine rows, ready for staging; ``known_mark`` is a hash of the facts that they rest on."""

    findings: list[Row] = field(default_factory=list)
    quarantine: list[Row] = field(default_factory=list)
    known_mark: str = field(default="", compare=False)

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


@dataclass(frozen=True, slots=True)
class Breach:
    """One case in which a rule is broken.

    ``ids`` are all figures concerned, ``held`` those that it keeps back; ``kept_out_by`` names the step that already
    does; ``summands`` are the figures of a broken sum; ``group_id`` is where SQL found it.
    """

    rule: Rule
    ids: tuple[str, ...]
    observed: str
    held: tuple[str, ...] = ()
    kept_out_by: str | None = None
    reason: str = "rule_error"
    summands: tuple[Summand, ...] = ()
    group_id: int | None = None

    def with_slip(self, slip: Slip) -> Breach:
        """The same, laid to the one figure whose unit slipped, with what it would be."""
        factor = f"x{slip.factor:.0f}" if slip.factor > 1 else f"/{1 / slip.factor:.0f}"
        observed = f"{self.observed}; {plain_number(slip.value)} may be {plain_number(slip.proposed)} ({factor})"
        held = slip.ids if self.rule.severity == "error" else ()
        return replace(self, observed=observed, held=held, reason="unit_conflict" if held else self.reason)

    def with_overgrown(self, whole: Summand, parts: Sequence[Summand]) -> Breach:
        """The same, laid to a total and those of its parts that alone exceed it."""
        told = "; ".join(f"{plain_number(part.value)} alone exceeds {plain_number(whole.value)}" for part in parts)
        held = tuple(i for one in (whole, *parts) for i in one.ids) if self.rule.severity == "error" else ()
        return replace(self, observed=f"{self.observed}; {told}", held=held)


def judge_breach(breach: Breach, subjects: Subjects) -> Verdicts:
    """The finding of a breach, and the quarantine row of each figure of the quarter that it keeps back."""
    rule = breach.rule
    ids = sorted(set(breach.ids))
    held = [i for i in sorted(set(breach.held)) if i in subjects.rows]
    finding: Row = {
        "finding_id": identify("finding", str(subjects.quarter), rule.id, *ids),
        "quarter": str(subjects.quarter),
        "rule_id": rule.id,
        "severity": "error" if held or (rule.severity == "error" and breach.kept_out_by) else "warn",
        "subject_kind": subjects.kind,
        "subject_ids": ids,
        "outcome": "broken",
        "observed": breach.observed,
        "expected": rule.expression,
        "message": rule.name_zh,
    }
    detail = f"{breach.observed} | {rule.expression}"
    return Verdicts([finding], [quarantine_row(subjects, i, rule.id, breach.reason, detail) for i in held])


def broken(rule: Rule, subjects: Subjects, ids: Sequence[str], observed: str) -> Verdicts:
    """The finding of a broken rule and, where it is an error, the quarantine row of each subject."""
    return judge_breach(
        Breach(rule, tuple(ids), observed, held=tuple(ids) if rule.severity == "error" else ()), subjects
    )


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


def plain_number(value: float) -> str:
    """A number for people: no trailing zeros, no exponent."""
    text = f"{value:.6f}"
    return text.rstrip("0").rstrip(".")
