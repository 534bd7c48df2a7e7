"""What the ledger adds to a quarter's verdicts: withdrawn rows are held, and entries that no longer fit are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.corrections.applying import find_row
from pipelines.corrections.ledger import iterate_of, standing_corrections
from pipelines.corrections.model import Correction
from pipelines.validation.rules import Row, Subjects, Verdicts, identify, quarantine_row
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import scan_rows

MISFIT = "ledger.expect"
WITHDRAWN = "ledger.withdraw"
_TABLES = (("observation", "core.observation", "observation_id"), ("case", "core.penalty_case", "case_id"))


def judge_ledger(home: Home, quarter: Quarter) -> Verdicts:
    """Quarantine rows of what is withdrawn, and a finding for each entry that could not be applied."""
    verdicts = Verdicts()
    standing = standing_corrections(home)
    if not standing:
        return verdicts
    files = scan_rows(home, quarter, "raw.submission").collect()["submission_id"].to_list()
    for kind, table, key in _TABLES:
        entries = [c for c in iterate_of(standing, files) if c.kind == kind]
        if entries:
            concerned = pl.col("submission_id").is_in([c.submission_id for c in entries])
            rows = {r[key]: r for r in scan_rows(home, quarter, table).filter(concerned).collect().to_dicts()}
            verdicts.extend(_judge(entries, Subjects(quarter, kind, rows), key))
    return verdicts


def misfits(home: Home, quarter: Quarter) -> Iterator[str]:
    """A line for each entry that no longer fits, for whoever runs the load."""
    found = scan_rows(home, quarter, "quality.finding").filter(pl.col("rule_id") == MISFIT).collect()
    for row in found.sort("finding_id").to_dicts():
        said = f"the file reads {row['observed']}, not {row['expected']}"
        yield f"{row['message']}: {said} -> retire the entry or mend it"


def _judge(entries: list[Correction], subjects: Subjects, key: str) -> Verdicts:
    verdicts = Verdicts()
    for entry in entries:
        row = find_row(entry, dict(subjects.rows), key)  # type: ignore[arg-type]
        if row is None or f"[{entry.id}]" not in (row["correction"] or ""):
            verdicts.findings.append(_misfit(entry, row, subjects, key))
        elif entry.action == "withdraw":
            verdicts.quarantine.append(quarantine_row(subjects, row[key], WITHDRAWN, "withdrawn", entry.as_words()))
    held = {row["quarantine_id"]: row for row in verdicts.quarantine}
    return Verdicts(verdicts.findings, list(held.values()))


def _misfit(entry: Correction, row: Mapping[str, Any] | None, subjects: Subjects, key: str) -> Row:
    found = "nothing there" if row is None else str(row[entry.field])
    return {
        "finding_id": identify("finding", str(subjects.quarter), MISFIT, entry.id),
        "quarter": str(subjects.quarter),
        "rule_id": MISFIT,
        "severity": "warn",
        "subject_kind": subjects.kind,
        "subject_ids": [] if row is None else [row[key]],
        "outcome": "broken",
        "observed": found,
        "expected": entry.expect,
        "message": f"correction {entry.id} ({entry.where}) was not applied",
    }
