"""What a load did: the counts that are told of it, and its line in the log of loads.

Counts are of current rows, inside the load's own transaction.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

import duckdb

from warehouse.loading import LoadRun, affected_quarters
from warehouse.models import ANOMALY_STEPS, CASE_STEPS, MACROS, MARTS, OBSERVATION_STEPS, VIEWS, read_model
from warehouse.schema import FACT_TABLES

_CASE_FACT = "core.fact_penalty_case"


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did, and what now stands of its quarter.

    ``submissions`` to ``facts`` count current rows of the reporting quarter; ``quarantined`` those held; ``facts``
    those that rest on its submissions, penalty decisions among them; ``conflicts`` figures held because others
    contradict them.
    ``added`` and ``superseded`` count rows by table; both are empty where nothing changed.
    """

    quarter: str
    recorded_at: datetime
    changed: bool
    submissions: int
    observations: int
    accepted: int
    review: int
    quarantined: int
    facts: int
    conflicts: int
    added: dict[str, int]
    superseded: dict[str, int]
    affected_quarters: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values, times as ISO text."""
        return {**asdict(self), "recorded_at": self.recorded_at.isoformat()}


@cache
def hash_models() -> str:
    """A hash of the SQL that facts and marts are made by; where it changes, all are made again."""
    steps = (*VIEWS, *OBSERVATION_STEPS, "resubmission", *CASE_STEPS, "case_resubmission", *ANOMALY_STEPS)
    names = (*steps, "anomaly_finding", "case_total", "coverage")
    texts = [read_model("core", name) for name in names] + [read_model("marts", name) for name in MARTS]
    text = "\n".join([*texts, *(read_model("macros", name) for name in MACROS)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def last_models(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The hash of the models that the last load went by; None before the first."""
    row = connection.execute("select counts from raw.load_log order by sequence desc limit 1").fetchone()
    return str(json.loads(row[0])["models"]) if row else None


def note_load(connection: duckdb.DuckDBPyConnection, result: LoadResult, at: datetime, models: str) -> None:
    """Write a load into the log, with the hash of the models that it went by; ``at`` is UTC without zone."""
    counts = {"models": models, "added": result.added, "superseded": result.superseded}
    connection.execute(
        "insert into raw.load_log by name select coalesce(max(sequence), 0) + 1 as sequence, ? as quarter,"
        " cast(? as timestamp) as recorded_at, ? as counts from raw.load_log",
        [result.quarter, at, json.dumps(counts, sort_keys=True)],
    )


def count_result(run: LoadRun, quarter: str) -> LoadResult:
    """What a load has done so far, and what stands of a quarter."""
    count = partial(_count, run.connection, quarter=quarter)
    added: dict[str, int] = {}
    superseded: dict[str, int] = {}
    for change in run.changes:
        if change.added:
            added[change.table] = added.get(change.table, 0) + change.added
        if change.superseded:
            superseded[change.table] = superseded.get(change.table, 0) + change.superseded
    held = "quarter = ? and state = 'held'"
    return LoadResult(
        quarter=quarter,
        recorded_at=run.at.replace(tzinfo=UTC),
        changed=bool(added or superseded),
        submissions=count("raw.submission"),
        observations=count("core.observation"),
        accepted=count("core.observation", "quarter = ? and status = 'accepted'"),
        review=count("core.observation", "quarter = ? and status = 'review'"),
        quarantined=count("quality.quarantine", held, "distinct subject_id"),
        facts=count_facts(run.connection, quarter),
        conflicts=count("quality.quarantine", f"{held} and rule_id = 'warehouse.conflict'", "distinct subject_id"),
        added=added,
        superseded=superseded,
        affected_quarters=affected_quarters(run),
    )


def count_facts(connection: duckdb.DuckDBPyConnection, quarter: str) -> int:
    """The current facts that stand on a reporting quarter's submissions."""
    standing = "submission_id in (select submission_id from raw.submission where quarter = ? and superseded_at is null)"
    return sum(_count(connection, table, standing, quarter=quarter) for table in (*FACT_TABLES, _CASE_FACT))


def _count(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    condition: str = "quarter = ?",
    what: str = "*",
    *,
    quarter: str,
) -> int:
    row = connection.execute(
        f"select count({what}) from {table} where superseded_at is null and {condition}",  # noqa: S608
        [quarter],
    ).fetchone()
    return int(row[0]) if row else 0
