"""From an entry as written to one that names its target for good, checked against what the file itself reads.

Nothing of what the ledger already changed is seen here: ``expect`` speaks of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import duckdb

from pipelines.corrections.applying import PERIOD_UNKNOWN, lacks_period
from pipelines.corrections.ledger import standing_corrections
from pipelines.corrections.model import (
    Action,
    Correction,
    EntryStatus,
    SubjectKind,
    is_same,
    parse_field,
    parse_span,
    show_read,
    withdraw_submission,
)
from pipelines.corrections.possible import refuse_impossible
from pipelines.corrections.reading import RawEntry
from pipelines.staged import case_rows, observation_rows
from pipelines.understanding import understand
from warehouse.archive import Archive
from warehouse.catalogue.model import Catalogue
from warehouse.errors import RedlineError, UsageError
from warehouse.home import Home
from warehouse.submissions import find_submission

Row = Mapping[str, Any]
_BY_ID: Mapping[str, str] = {
    "observation": "select submission_id, observation_id from core.observation where starts_with(observation_id, $id)",
    "case": "select submission_id, case_id from core.penalty_case where starts_with(case_id, $id)",
}
_BY_HELD = (
    "select submission_id, subject_id from quality.quarantine"
    " where subject_kind = $kind and starts_with(quarantine_id, $id)"
)
"""A row of the quarantine stands for what it keeps out."""


@dataclass(slots=True)
class _Files:
    """What the files of a home read as, each understood once."""

    home: Home
    catalogue: Catalogue
    connection: duckdb.DuckDBPyConnection
    known: dict[str, tuple[Sequence[Row], Sequence[Row]]]

    def rows(self, sha256: str) -> tuple[Sequence[Row], Sequence[Row]]:
        """(figures, decisions) of a submission, as read."""
        if sha256 not in self.known:
            submission = Archive(self.home).get(sha256)
            understood = understand(
                self.home, submission.path, sha256=sha256, name=submission.name, catalogue=self.catalogue
            )
            self.known[sha256] = (observation_rows(submission, understood), case_rows(submission, understood))
        return self.known[sha256]


def resolve_entries(
    home: Home, connection: duckdb.DuckDBPyConnection, entries: Sequence[RawEntry], catalogue: Catalogue
) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """The entries with their targets, and a line with file and line number for each that cannot stand.

    Args:
        home: where the files are kept.
        connection: what is known of the home's files, which has the ids (``open_known``).
        entries: as written.
        catalogue: the indicators.
    """
    files = _Files(home, catalogue, connection, {})
    corrections: list[Correction] = []
    taken: list[RawEntry] = []
    problems: list[str] = []
    for entry in entries:
        try:
            corrections.append(_resolve(entry, files))
            taken.append(entry)
        except RedlineError as error:
            problems.append(str(error) if error.where else f"{entry.where()}: {error}")
    renamed = _renamed(home, corrections)
    for entry, correction in zip(taken, corrections, strict=True):
        try:
            _check_possible(entry, correction, files, renamed)
        except RedlineError as error:
            problems.append(str(error))
    return tuple(corrections), tuple(problems)


def _renamed(home: Home, corrections: Sequence[Correction]) -> Mapping[str, str]:
    """The indicator that the ledger, with these entries, gives to figures that it gives another, by the figure."""
    by_id = {entry.id: entry for entry in (*standing_corrections(home), *corrections)}
    entries = (entry for entry in by_id.values() if entry.action == "set_indicator" and entry.status == "active")
    return {entry.target_id: entry.value or "" for entry in entries}


def _check_possible(entry: RawEntry, correction: Correction, files: _Files, renamed: Mapping[str, str]) -> None:
    """Whether a fact can hold the figure as the entry leaves it."""
    if correction.kind == "submission" or correction.action == "withdraw" or correction.status != "active":
        return
    key = "case_id" if correction.kind == "case" else "observation_id"
    rows = files.rows(correction.submission_id)[correction.kind == "case"]
    row = next(row for row in rows if row[key] == correction.target_id)
    indicator = renamed.get(correction.target_id, row.get("indicator_code"))
    try:
        refuse_impossible(correction, row, indicator, files.catalogue)
    except UsageError as error:
        at = {"set_value": "value", "set_indicator": "indicator"}.get(correction.action, "expect")
        raise UsageError(error.problem, where=entry.where(at), next_step=error.next_step) from error


def _resolve_whole(entry: RawEntry, files: _Files) -> Correction:
    made = withdraw_submission(
        _find_submission(entry, files),
        entry.get("id") or "",
        reason=entry.get("reason") or "",
        who=entry.get("who") or "",
        where=entry.where(),
    )
    return replace(made, status=cast("EntryStatus", entry.get("status") or "active"))


def _find_submission(entry: RawEntry, files: _Files) -> str:
    try:
        return str(find_submission(files.connection, entry.get("submission") or "")["submission_id"])
    except UsageError as error:
        raise UsageError(error.problem, where=entry.where("submission"), next_step=error.next_step) from error


def _resolve(entry: RawEntry, files: _Files) -> Correction:
    if entry.is_whole:
        return _resolve_whole(entry, files)
    kind, row = _find_target(entry, files)
    is_case = kind == "case"
    field = (entry.get("field") or "fine_yuan") if is_case else "value"
    if not is_case and entry.get("field"):
        raise UsageError("a figure has no fields", where=entry.where("field"), next_step="remove field")
    action = cast("Action", entry.get("action"))
    correction = Correction(
        id=entry.get("id") or "",
        kind=kind,
        target_id=row["case_id" if is_case else "observation_id"],
        submission_id=row["submission_id"],
        locator=row["locator"],
        indicator=row.get("indicator_code"),
        action=action,
        field=field,
        value=entry.get("indicator") if action == "set_indicator" else entry.get("value"),
        expect=entry.get("expect"),
        reason=entry.get("reason") or "",
        who=entry.get("who") or "",
        status=cast("EntryStatus", entry.get("status") or "active"),
        where=entry.where(),
        period=entry.get("period"),
    )
    if correction.status == "active":
        _check_expectation(entry, correction, row)
        _check_period(entry, correction, row)
        _check_value(entry, correction, row, files.catalogue)
    return correction


def _find_target(entry: RawEntry, files: _Files) -> tuple[SubjectKind, Row]:
    if entry.get("submission"):
        return _find_by_place(entry, files)
    kind: SubjectKind = "case" if entry.get("case") else "observation"
    wanted = (entry.get(kind) or "").lower()
    sql = f"{_BY_ID[kind]} union {_BY_HELD} order by all"
    found = files.connection.execute(sql, {"id": wanted, "kind": kind}).fetchall()
    key = "case_id" if kind == "case" else "observation_id"
    rows = [row for sha256, meant in found for row in files.rows(sha256)[kind == "case"] if row[key] == meant]
    return kind, _only(rows, f"{kind} {wanted!r}", entry.where(kind))


def _find_by_place(entry: RawEntry, files: _Files) -> tuple[SubjectKind, Row]:
    """The one figure, else the one decision, at a place of a file."""
    sha256 = _find_submission(entry, files)
    locator, of = entry.get("locator") or "", entry.get("of")
    figures, decisions = files.rows(sha256)
    here = [row for row in figures if locator == row["locator"] or locator in row["also_at"]]
    if of:
        here = [row for row in here if row["indicator_code"] == of]
    if len(here) > 1:
        codes = ", ".join(sorted({row["indicator_code"] for row in here}))
        raise UsageError(
            f"{len(here)} figures stand at {locator}: {codes}",
            where=entry.where("locator"),
            next_step="say which with 'of: INDICATOR', or give the observation's id",
        )
    if here:
        return "observation", here[0]
    rows = [row for row in decisions if row["locator"] == locator]
    return "case", _only(rows, f"figure or decision at {locator!r}", entry.where("locator"))


def _check_expectation(entry: RawEntry, correction: Correction, row: Row) -> None:
    if not is_same(correction.field, correction.expect, row[correction.field]):
        raise UsageError(
            f"the file reads {show_read(row[correction.field])}, not {correction.expect or 'nothing'}",
            where=entry.where("expect"),
            next_step="the source may have been mended: look with `redline trace`, then mend or retire the entry",
        )


def _check_period(entry: RawEntry, correction: Correction, row: Row) -> None:
    """Whether an accept says when a figure was counted exactly where its file does not: no period is ever invented."""
    if correction.action == "accept" and lacks_period(correction, row):
        raise UsageError(
            "the file does not say for which period the figure is",
            where=entry.where("action"),
            next_step="ask the office, and add its first and last day to the entry: period: 2024-01-01..2024-03-31",
        )
    if correction.period is None:
        return
    if row.get("reason") != PERIOD_UNKNOWN:
        what = "a decision has no period" if correction.kind == "case" else "the figure has its period from the file"
        raise UsageError(what, where=entry.where("period"), next_step="remove period")
    try:
        parse_span(correction.period)
    except ValueError as error:
        raise UsageError(str(error), where=entry.where("period"), next_step="see docs/corrections.md") from error


def _check_value(entry: RawEntry, correction: Correction, row: Row, catalogue: Catalogue) -> None:
    if correction.action == "set_indicator":
        indicator = catalogue.indicators.get(correction.value or "")
        if correction.kind == "case" or indicator is None:
            raise UsageError(
                f"no indicator {correction.value!r} for a {correction.kind}",
                where=entry.where("indicator"),
                next_step="take a code of docs/dictionary.en.md",
            )
        if indicator.unit != row["unit"]:
            raise UsageError(
                f"{indicator.code} is in {indicator.unit}, the figure in {row['unit']}",
                where=entry.where("indicator"),
                next_step="withdraw the figure instead, or choose an indicator of that unit",
            )
    if correction.action == "set_value":
        try:
            parse_field(correction.field, correction.value or "")
        except ValueError as error:
            raise UsageError(str(error), where=entry.where("value"), next_step="see docs/corrections.md") from error


def _only(found: Sequence[Any], what: str, where: str = "") -> Any:
    if len(found) == 1:
        return found[0]
    problem = f"no {what}" if not found else f"{len(found)} are meant by {what}"
    raise UsageError(problem, where=where, next_step="`redline quarantine` and `redline trace` show ids and places")
