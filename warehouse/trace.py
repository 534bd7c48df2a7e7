"""Trace: from a number or a penalty decision back to its file and place, and to every value its subject ever had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from warehouse.errors import UsageError
from warehouse.evidence import Evidence, ListedRow, show_evidence
from warehouse.home import Home
from warehouse.schema import FACT_TABLES
from warehouse.traced_state import TracedState, tell_decision, tell_figure

Record = dict[str, Any]

_NEWEST = " order by superseded_at is not null, recorded_at desc"
_SUBMISSION = f"select * from raw.submission where submission_id = $id{_NEWEST}"  # noqa: S608
_CASE = f"select * from core.penalty_case where case_id = $id{_NEWEST}"  # noqa: S608
_SUBJECTS = "select distinct indicator_code, subject_id from core.observation_subject where observation_id = ?"
_DOCUMENTS = "select distinct document_key, party_key from core.case_document where case_id = ?"
_SAME_DOCUMENT = "select distinct case_id, party_key from core.case_document where document_key = ?"
_FILE_NAMES = (
    "select submission_id, arg_max(file_name, recorded_at) from raw.submission"
    " where submission_id in (select unnest(cast(? as varchar[]))) group by submission_id"
)
_SAME_SUBJECT = (
    "select distinct observation_id from core.observation_subject where indicator_code = ? and subject_id = ?"
)


_MEANT = """
select observation_id as id, 'observation' as kind from core.observation where starts_with(observation_id, $id)
union
select case_id, 'case' from core.penalty_case where starts_with(case_id, $id)
union
select subject_id, subject_kind from quality.quarantine where starts_with(quarantine_id, $id)
"""


@dataclass(frozen=True, slots=True)
class Trace:
    """All that is known of one observation.

    ``state`` says whether it is the fact of its subject, and if not, why and what stands instead. ``evidence`` is the
    text or cells around it, None where the reading was not kept (the observation's ``context`` then has the sentence).
    ``facts`` are all versions of the fact of the same subject, oldest first, with ``fact_table`` and ``file_name``;
    ``reconciliations`` are other values that were reported for it. Columns are those of the tables.
    """

    observation: Record
    submission: Record
    state: TracedState
    evidence: Evidence | None
    findings: tuple[Record, ...]
    quarantine: tuple[Record, ...]
    facts: tuple[Record, ...]
    reconciliations: tuple[Record, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain mappings; ``evidence`` also says of which ``kind`` it is."""
        return {
            "observation": self.observation,
            "submission": self.submission,
            "state": self.state.as_dict(),
            "evidence": _as_dict(self.evidence),
            "findings": list(self.findings),
            "quarantine": list(self.quarantine),
            "facts": list(self.facts),
            "reconciliations": list(self.reconciliations),
        }


def trace(connection: duckdb.DuckDBPyConnection, home: Home, observation_id: str) -> Trace:
    """Trace an observation.

    Args:
        connection: a publication, perhaps as of a time.
        home: where the readings are kept.
        observation_id: the id, or a prefix that only one observation has.

    Raises:
        UsageError: where no observation, or several, have the id.
    """
    observation = _find(connection, observation_id)
    full_id = observation["observation_id"]
    submission = _first(_select(connection, _SUBMISSION, full_id=observation["submission_id"]))
    same_subject = _same_subject(connection, full_id)
    facts = _facts_of(connection, same_subject)
    quarantine = _quarantine_of(connection, full_id)
    return Trace(
        observation=observation,
        submission=submission,
        state=tell_figure(connection, observation, submission, quarantine, facts, same_subject),
        evidence=show_evidence(home, observation["submission_id"], observation["locator"]),
        findings=_findings_of(connection, full_id),
        quarantine=quarantine,
        facts=facts,
        reconciliations=_select(
            connection,
            "select * from quality.reconciliation where subject_id in"
            " (select subject_id from core.observation_subject where observation_id = $id)"
            " order by recorded_at, reconciliation_id",
            full_id=full_id,
        ),
    )


@dataclass(frozen=True, slots=True)
class CaseTrace:
    """All that is known of one row of a penalty list; ``facts`` are all versions of the decision, oldest first.

    ``evidence`` is the row itself under the heads of its list, or the cells around its first where it is not known
    which columns were read.
    """

    case: Record
    submission: Record
    state: TracedState
    evidence: Evidence | ListedRow | None
    findings: tuple[Record, ...]
    quarantine: tuple[Record, ...]
    facts: tuple[Record, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain mappings."""
        return {
            "case": self.case,
            "submission": self.submission,
            "state": self.state.as_dict(),
            "evidence": _as_dict(self.evidence),
            "findings": list(self.findings),
            "quarantine": list(self.quarantine),
            "facts": list(self.facts),
        }


def trace_any(connection: duckdb.DuckDBPyConnection, home: Home, given_id: str) -> Trace | CaseTrace:
    """Trace an observation, a penalty decision, or what a quarantine row holds back, by its id or the start of it.

    Raises:
        UsageError: where nothing, or several, have the id.
    """
    prefix = given_id.strip().lower()
    meant = {row["id"]: row["kind"] for row in _select(connection, _MEANT, full_id=prefix)} if prefix else {}
    if len(meant) > 1:
        raise UsageError(f"{len(meant)} rows begin with {prefix}", next_step="give more of the id")
    for subject_id, kind in meant.items():
        return _trace_case(connection, home, subject_id) if kind == "case" else trace(connection, home, subject_id)
    return trace(connection, home, given_id)


def _as_dict(evidence: Evidence | ListedRow | None) -> dict[str, Any] | None:
    """Evidence as a plain mapping that says of which kind it is."""
    return {"kind": type(evidence).__name__.lower(), **asdict(evidence)} if evidence is not None else None


def _trace_case(connection: duckdb.DuckDBPyConnection, home: Home, case_id: str) -> CaseTrace:
    case = _select(connection, _CASE, full_id=case_id)[0]
    submission = _first(_select(connection, _SUBMISSION, full_id=case["submission_id"]))
    same_decision, same_document = _same_decision(connection, case_id)
    quarantine = _quarantine_of(connection, case_id)
    facts = _with_files(
        connection,
        _rows(
            connection,
            "select * from core.fact_penalty_case where case_id in (select unnest(cast(? as varchar[])))"
            " order by recorded_at, case_id",
            [same_decision],
        ),
    )
    return CaseTrace(
        case=case,
        submission=submission,
        state=tell_decision(connection, case, submission, quarantine, facts, same_decision, same_document),
        evidence=show_evidence(home, case["submission_id"], case["locator"]),
        findings=_findings_of(connection, case_id),
        quarantine=quarantine,
        facts=facts,
    )


def _findings_of(connection: duckdb.DuckDBPyConnection, subject_id: str) -> tuple[Record, ...]:
    return _select(
        connection,
        "select * from quality.finding where list_contains(subject_ids, $id) order by recorded_at, rule_id",
        full_id=subject_id,
    )


def _quarantine_of(connection: duckdb.DuckDBPyConnection, subject_id: str) -> tuple[Record, ...]:
    return _select(
        connection,
        "select * from quality.quarantine where subject_id = $id order by recorded_at, rule_id",
        full_id=subject_id,
    )


def _same_subject(connection: duckdb.DuckDBPyConnection, observation_id: str) -> list[str]:
    """The ids of all observations, of any version, that speak of what one speaks of."""
    subjects = connection.execute(_SUBJECTS, [observation_id]).fetchall()
    return [row[0] for subject in subjects for row in connection.execute(_SAME_SUBJECT, subject).fetchall()]


def _same_decision(connection: duckdb.DuckDBPyConnection, case_id: str) -> tuple[list[str], list[str]]:
    """The ids of all rows of a row's decision, number and party; then those of its number, whatever the party."""
    of_party: list[str] = []
    of_document: list[str] = []
    for document_key, party_key in connection.execute(_DOCUMENTS, [case_id]).fetchall():
        rows = connection.execute(_SAME_DOCUMENT, [document_key]).fetchall()
        of_document.extend(row[0] for row in rows)
        of_party.extend(row[0] for row in rows if row[1] == party_key)
    return of_party, of_document


def _facts_of(connection: duckdb.DuckDBPyConnection, observation_ids: Sequence[str]) -> tuple[Record, ...]:
    """Every version of the facts that rest on these observations, oldest first."""
    found: list[Record] = []
    for table in FACT_TABLES:
        rows = _rows(
            connection,
            f"select * from {table} where observation_id in (select unnest(cast(? as varchar[])))",  # noqa: S608
            [list(observation_ids)],
        )
        found.extend({"fact_table": table.removeprefix("core."), **row} for row in rows)
    return _with_files(connection, sorted(found, key=lambda row: (row["recorded_at"], row["observation_id"])))


def _with_files(connection: duckdb.DuckDBPyConnection, facts: Sequence[Record]) -> tuple[Record, ...]:
    """Facts with the names of the files that they rest on."""
    named = dict(connection.execute(_FILE_NAMES, [list({fact["submission_id"] for fact in facts})]).fetchall())
    return tuple({**fact, "file_name": named.get(fact["submission_id"])} for fact in facts)


def _first(rows: Sequence[Record]) -> Record:
    return rows[0] if rows else {}


def _find(connection: duckdb.DuckDBPyConnection, observation_id: str) -> Record:
    """The observation's current version, else its last."""
    prefix = observation_id.strip().lower()
    found = _select(
        connection,
        f"select * from core.observation where starts_with(observation_id, $id){_NEWEST}",  # noqa: S608
        full_id=prefix,
    )
    if not prefix or not found:
        raise UsageError(
            f"no observation {observation_id!r}",
            next_step="take it from `redline quarantine --json`, `redline reconcile --json` or the evidence page",
        )
    several = {row["observation_id"] for row in found}
    if len(several) > 1:
        raise UsageError(f"{len(several)} observations begin with {prefix}", next_step="give more of the id")
    return found[0]


def _select(connection: duckdb.DuckDBPyConnection, sql: str, *, full_id: str) -> tuple[Record, ...]:
    return _rows(connection, sql, {"id": full_id})


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] | Mapping[str, object]
) -> tuple[Record, ...]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
