"""Trace: from a number or a penalty decision back to its file and place, and to every value its subject ever had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from warehouse.errors import UsageError
from warehouse.evidence import Evidence, show_evidence
from warehouse.home import Home
from warehouse.schema import FACT_TABLES

Record = dict[str, Any]

_SUBJECTS = "select distinct indicator_code, subject_id from core.observation_subject where observation_id = ?"
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

    ``evidence`` is the text or cells around it, None where the reading was not kept (the observation's ``context`` then
    has the sentence). ``facts`` are all versions of the fact of the same subject, oldest first, with ``fact_table``;
    ``reconciliations`` are other values that were reported for it. Columns are those of the tables.
    """

    observation: Record
    submission: Record
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
    submissions = _select(
        connection,
        "select * from raw.submission where submission_id = $id order by superseded_at is not null, recorded_at desc",
        full_id=observation["submission_id"],
    )
    return Trace(
        observation=observation,
        submission=submissions[0] if submissions else {},
        evidence=show_evidence(home, observation["submission_id"], observation["locator"]),
        findings=_select(
            connection,
            "select * from quality.finding where list_contains(subject_ids, $id) order by recorded_at, rule_id",
            full_id=full_id,
        ),
        quarantine=_select(
            connection,
            "select * from quality.quarantine where subject_id = $id order by recorded_at, rule_id",
            full_id=full_id,
        ),
        facts=_facts_of_subject(connection, full_id),
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
    """All that is known of one row of a penalty list; ``facts`` are all versions of the decision, oldest first."""

    case: Record
    submission: Record
    evidence: Evidence | None
    findings: tuple[Record, ...]
    quarantine: tuple[Record, ...]
    facts: tuple[Record, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain mappings."""
        return {
            "case": self.case,
            "submission": self.submission,
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


def _as_dict(evidence: Evidence | None) -> dict[str, Any] | None:
    """Evidence as a plain mapping that says of which kind it is."""
    return {"kind": type(evidence).__name__.lower(), **asdict(evidence)} if evidence is not None else None


def _trace_case(connection: duckdb.DuckDBPyConnection, home: Home, case_id: str) -> CaseTrace:
    newest = " order by superseded_at is not null, recorded_at desc"
    case = _select(connection, f"select * from core.penalty_case where case_id = $id{newest}", full_id=case_id)[0]  # noqa: S608
    submissions = _select(
        connection,
        f"select * from raw.submission where submission_id = $id{newest}",  # noqa: S608
        full_id=case["submission_id"],
    )
    return CaseTrace(
        case=case,
        submission=submissions[0] if submissions else {},
        evidence=show_evidence(home, case["submission_id"], case["locator"]),
        findings=_select(
            connection,
            "select * from quality.finding where list_contains(subject_ids, $id) order by recorded_at",
            full_id=case_id,
        ),
        quarantine=_select(
            connection,
            "select * from quality.quarantine where subject_id = $id order by recorded_at, rule_id",
            full_id=case_id,
        ),
        facts=_select(
            connection, "select * from core.fact_penalty_case where case_id = $id order by recorded_at", full_id=case_id
        ),
    )


def _facts_of_subject(connection: duckdb.DuckDBPyConnection, observation_id: str) -> tuple[Record, ...]:
    """Every version of the facts that speak of what an observation speaks of, oldest first."""
    subjects = connection.execute(_SUBJECTS, [observation_id]).fetchall()
    ids = [row for subject in subjects for row in connection.execute(_SAME_SUBJECT, subject).fetchall()]
    found: list[Record] = []
    for table in FACT_TABLES:
        rows = _rows(
            connection,
            f"select * from {table} where observation_id in (select unnest(cast(? as varchar[])))",  # noqa: S608
            [[row[0] for row in ids]],
        )
        found.extend({"fact_table": table.removeprefix("core."), **row} for row in rows)
    return tuple(sorted(found, key=lambda row: (row["recorded_at"], row["observation_id"])))


def _find(connection: duckdb.DuckDBPyConnection, observation_id: str) -> Record:
    """The observation's current version, else its last."""
    prefix = observation_id.strip().lower()
    found = _select(
        connection,
        "select * from core.observation where starts_with(observation_id, $id)"
        " order by superseded_at is not null, recorded_at desc",
        full_id=prefix,
    )
    if not prefix or not found:
        raise UsageError(
            f"no observation {observation_id!r}", next_step="take the id from a fact's column observation_id"
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
