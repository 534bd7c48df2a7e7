"""After a load: what entries of the ledger accept is released from quarantine, each under the entry's own words.

Only the entry's own figure or decision; what contradicts it in another file stays held.
"""

from __future__ import annotations

from datetime import datetime

import duckdb

from pipelines.corrections.ledger import standing_corrections
from pipelines.corrections.model import Correction
from warehouse.home import Home
from warehouse.load_result import LoadResult
from warehouse.quarters import Quarter
from warehouse.store import Judge, Warehouse

_HELD = (
    "select q.quarantine_id from quality.quarantine as q"
    " left join core.observation as o on q.subject_id = o.observation_id and o.superseded_at is null"
    " left join core.penalty_case as c on q.subject_id = c.case_id and c.superseded_at is null"
    " where q.superseded_at is null and q.state in ('held', 'resubmitted') and q.quarter = ? and q.submission_id = ?"
    " and contains(coalesce(o.correction, c.correction, ''), ?)"
    " and q.rule_id not in ('warehouse.place', 'warehouse.period', 'warehouse.indicator', 'ledger.withdraw')"
    " order by q.quarantine_id"
)


def release_accepted(
    warehouse: Warehouse, home: Home, quarter: Quarter, at: datetime, judge: Judge | None = None
) -> LoadResult | None:
    """Release what active entries accept and rules or conflicts hold, all in one transaction.

    Args:
        warehouse: open, after the quarter's load.
        home: whose ledger.
        quarter: the reporting quarter that was loaded.
        at: the time of the load.
        judge: asked of the state that the releases lead to; what it raises undoes them all.

    Returns:
        The release's result; None where there was nothing to release.
    """
    reasons = accepted_rows(warehouse.connection, home, quarter)
    return warehouse.release_rows(str(quarter), reasons, at, judge) if reasons else None


def accepted_rows(connection: duckdb.DuckDBPyConnection, home: Home, quarter: Quarter) -> dict[str, str]:
    """The held rows of a quarter that active entries accept, by quarantine id, each with the entry's words."""
    return {
        quarantine_id: entry.as_words()
        for entry in standing_corrections(home)
        if entry.action == "accept"
        for quarantine_id in _held_by(connection, entry, quarter)
    }


def _held_by(connection: duckdb.DuckDBPyConnection, entry: Correction, quarter: Quarter) -> list[str]:
    rows = connection.execute(_HELD, [str(quarter), entry.submission_id, f"[{entry.id}] accept"]).fetchall()
    return [row[0] for row in rows]
