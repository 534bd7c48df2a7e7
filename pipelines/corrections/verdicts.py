"""What the ledger adds to a quarter's verdicts: withdrawn rows are held, and entries that no longer fit are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from pipelines.corrections.applying import find_row, lacks_period
from pipelines.corrections.ledger import iterate_of, standing_corrections, standing_withdrawals
from pipelines.corrections.model import Correction, is_same, show_read
from pipelines.staged import NOTICE
from pipelines.staged import WITHDRAWN as WITHDRAWN_FILE
from pipelines.validation.findings import Row, Subjects, Verdicts, identify, quarantine_row
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import scan_rows

MISFIT = "ledger.expect"
WITHDRAWN = "ledger.withdraw"
_SUBJECT = (
    "division_code",
    "indicator_code",
    "period_start",
    "period_end",
    "sector_code",
    "sector_text",
    "severity",
    "scope",
    "role",
    "is_subtotal",
)
"""What two figures have in common that state the same."""
_TABLES = (("observation", "core.observation", "observation_id"), ("case", "core.penalty_case", "case_id"))


def judge_ledger(home: Home, quarter: Quarter) -> Verdicts:
    """Quarantine rows of what is withdrawn, and a finding for each entry that could not be applied."""
    verdicts = Verdicts()
    standing = standing_corrections(home)
    if not standing:
        return verdicts
    withdrawn = standing_withdrawals(home)
    rows = scan_rows(home, quarter, "raw.submission").collect().to_dicts()
    files = {r["submission_id"]: r for r in rows if r["submission_id"] not in withdrawn}
    for kind, table, key in _TABLES:
        entries = [c for c in iterate_of(standing, files) if c.kind == kind]
        if entries:
            concerned = pl.col("submission_id").is_in([c.submission_id for c in entries])
            staged = scan_rows(home, quarter, table).collect()
            subjects = Subjects(quarter, kind, {r[key]: r for r in staged.filter(concerned).to_dicts()})
            verdicts.extend(_judge(entries, subjects, key))
            if kind == "observation":
                verdicts.findings.extend(_overtaken(entries, subjects, staged, files))
    return verdicts


def misfits(home: Home, quarter: Quarter) -> Iterator[str]:
    """A line for each entry that no longer fits, for whoever runs the load."""
    found = scan_rows(home, quarter, "quality.finding").filter(pl.col("rule_id") == MISFIT).collect()
    for row in found.sort("finding_id").to_dicts():
        yield f"{row['message']} -> retire the entry or mend it"


def notices(home: Home, quarter: Quarter) -> Iterator[str]:
    """A line for each file that seems to take another back, for whoever runs the load."""
    told = pl.col("notes").list.contains(NOTICE) & (pl.col("outcome") != WITHDRAWN_FILE)
    found = scan_rows(home, quarter, "raw.submission").filter(told).collect()
    for row in found.sort("file_name", "submission_id").to_dicts():
        problem, _, step = NOTICE.partition(": ")
        yield f"{row['file_name']}: {problem} -> {step}"


def _judge(entries: list[Correction], subjects: Subjects, key: str) -> Verdicts:
    verdicts = Verdicts()
    for entry in entries:
        row = find_row(entry, subjects.rows, key)
        if row is None or f"[{entry.id}]" not in (row["correction"] or ""):
            verdicts.findings.append(_misfit(entry, row, subjects, key))
        elif entry.action == "withdraw":
            verdicts.quarantine.append(quarantine_row(subjects, row[key], WITHDRAWN, "withdrawn", entry.as_words()))
    held = {row["quarantine_id"]: row for row in verdicts.quarantine}
    return Verdicts(verdicts.findings, list(held.values()))


def _overtaken(
    entries: Iterable[Correction], subjects: Subjects, staged: pl.DataFrame, files: Mapping[str, Row]
) -> Iterator[Row]:
    """A finding for each entry whose figure a newer file of the quarter states otherwise: the source is mended."""
    for entry in entries:
        row = find_row(entry, subjects.rows, "observation_id")
        if row is None or entry.action == "set_indicator":
            continue
        same = pl.all_horizontal(pl.col(name).eq_missing(pl.lit(row[name])) for name in _SUBJECT)
        others = staged.filter(same & (pl.col("submission_id") != entry.submission_id)).sort("observation_id")
        for other in others.to_dicts():
            own, its = files[entry.submission_id], files[other["submission_id"]]
            if _is_newer(its, own) and not is_same(entry.field, entry.expect, other["value"]):
                read = f"{its['file_name']} reads {show_read(other['value'])}, not {entry.expect}"
                yield _finding(entry, subjects, [other["observation_id"]], other["value"], f"is overtaken: {read}")
                break


def _is_newer(one: Row, other: Row) -> bool:
    """Whether a file corrects, or was published later."""
    if one["is_correction"] != other["is_correction"]:
        return bool(one["is_correction"])
    days = (one["published_on"], other["published_on"])
    return None not in days and days[0] > days[1]


def _misfit(entry: Correction, row: Mapping[str, Any] | None, subjects: Subjects, key: str) -> Row:
    """The finding of an entry that was not applied, because the file reads otherwise."""
    read = None if row is None else row[entry.field]
    found = "has nothing there" if row is None else f"reads {show_read(read)}, not {entry.expect or 'nothing'}"
    if row is not None and entry.action == "accept" and lacks_period(entry, row):
        found = "says no period for the figure, and neither does the entry"
    ids = [] if row is None else [row[key]]
    return _finding(entry, subjects, ids, read, f"was not applied: the file {found}")


def _finding(entry: Correction, subjects: Subjects, ids: list[str], read: object, said: str) -> Row:
    return {
        "finding_id": identify("finding", str(subjects.quarter), MISFIT, entry.id),
        "quarter": str(subjects.quarter),
        "rule_id": MISFIT,
        "severity": "warn",
        "subject_kind": subjects.kind,
        "subject_ids": ids,
        "outcome": "broken",
        "observed": show_read(read),
        "expected": entry.expect,
        "message": f"correction {entry.id} ({entry.where}) {said}",
    }
