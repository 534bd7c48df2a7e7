"""From an entry as written to one that names its target for good, checked against what the file itself reads.

Nothing of what the ledger already changed is seen here: ``expect`` speaks of the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import duckdb

from pipelines.corrections.model import (
    Action,
    Correction,
    EntryStatus,
    SubjectKind,
    is_same,
    parse_field,
    show_read,
    withdraw_submission,
)
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
    "observation": "select distinct submission_id from core.observation where starts_with(observation_id, ?)",
    "case": "select distinct submission_id from core.penalty_case where starts_with(case_id, ?)",
}


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
    problems: list[str] = []
    for entry in entries:
        try:
            corrections.append(_resolve(entry, files))
        except RedlineError as error:
            problems.append(str(error) if error.where else f"{entry.where()}: {error}")
    return tuple(corrections), tuple(problems)


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
    )
    if correction.status == "active":
        _check_expectation(entry, correction, row)
        _check_value(entry, correction, row, files.catalogue)
    return correction


def _find_target(entry: RawEntry, files: _Files) -> tuple[SubjectKind, Row]:
    if entry.get("submission"):
        return _find_by_place(entry, files)
    kind: SubjectKind = "case" if entry.get("case") else "observation"
    wanted = (entry.get(kind) or "").lower()
    found = files.connection.execute(_BY_ID[kind], [wanted]).fetchall()
    key = "case_id" if kind == "case" else "observation_id"
    rows = [row for (sha256,) in found for row in files.rows(sha256)[kind == "case"] if row[key].startswith(wanted)]
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
