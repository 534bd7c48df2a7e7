"""Bitemporal tables: bring a table's current rows to a wanted state, closing what is gone and adding what is new.

A row that is the same stays untouched, so repeating a load writes nothing. Nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from warehouse.errors import WarehouseError
from warehouse.schema import content_columns, logical_key
from warehouse.tables import TableRecord

DECISION_COLUMNS = ("state", "decided_at", "decided_why")
"""What a person decides of a quarantined row; a rule that finds the same row again leaves it as decided."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows a table gained and how many of its rows no longer stand."""

    table: str
    added: int
    superseded: int


def bring_to(
    connection: duckdb.DuckDBPyConnection,
    record: TableRecord,
    source: str,
    scope: str,
    parameters: Sequence[object],
    at: datetime,
) -> Change:
    """Make the current rows of ``record`` within ``scope`` equal the rows of ``source``.

    Leaves the logical keys that changed in the temporary tables ``new_row`` and ``gone_row`` (all compared columns).

    Args:
        connection: inside a transaction.
        record: the table.
        source: the relation that holds the wanted rows, with at least the table's columns.
        scope: a condition on the table's rows, fixed text with ``?`` for ``parameters``.
        parameters: the values of ``scope``.
        at: UTC without zone; becomes ``recorded_at`` and ``superseded_at``.

    Raises:
        WarehouseError: where the wanted rows have a key twice.
    """
    decisions = DECISION_COLUMNS if record.full_name == "quality.quarantine" else ()
    compared = ", ".join(c.name for c in content_columns(record) if c.name not in decisions)
    key = ", ".join(logical_key(record))
    _refuse_double_keys(connection, record, source, key)
    current = f"select {compared} from {record.full_name} where superseded_at is null and ({scope})"  # noqa: S608
    wanted = f"select {compared} from {source}"  # noqa: S608
    added = _keep(connection, "new_row", f"{wanted} except {current}", parameters)
    superseded = _keep(connection, "gone_row", f"{current} except {wanted}", parameters)
    if decisions:
        _carry_decisions(connection, record)
    if superseded:
        connection.execute(
            f"update {record.full_name} set superseded_at = ? where superseded_at is null and ({scope})"  # noqa: S608
            f" and ({key}) in (select ({key}) from gone_row)",
            [at, *parameters],
        )
    if added:
        rows = "decided_row" if decisions else "new_row"
        connection.execute(
            f"insert into {record.full_name} by name select *, cast(? as timestamp) as recorded_at,"  # noqa: S608
            f" cast(null as timestamp) as superseded_at from {rows}",
            [at],
        )
    return Change(record.full_name, added, superseded)


def _carry_decisions(connection: duckdb.DuckDBPyConnection, record: TableRecord) -> None:
    """A row that comes again keeps what a person decided of it: with other details, or after its file was withdrawn."""
    latest = "row_number() over (partition by quarantine_id order by superseded_at is null desc, recorded_at desc) = 1"
    again = "quarantine_id in (select quarantine_id from new_row)"
    known = f"select * from {record.full_name} where {again} qualify {latest}"  # noqa: S608
    columns = "n.*, coalesce(k.state, 'held') as state, k.decided_at, k.decided_why"
    joined = f"new_row as n left join ({known}) as k on n.quarantine_id = k.quarantine_id"
    connection.execute(f"create or replace temp table decided_row as select {columns} from {joined}")  # noqa: S608


def _refuse_double_keys(connection: duckdb.DuckDBPyConnection, record: TableRecord, source: str, key: str) -> None:
    twice = connection.execute(
        f"select {key} from {source} group by {key} having count(*) > 1 order by {key} limit 1"  # noqa: S608
    ).fetchone()
    if twice is not None:
        raise WarehouseError(
            f"two rows with the key {', '.join(map(str, twice))}",
            where=record.full_name,
            next_step="stage each row once",
        )


def _keep(connection: duckdb.DuckDBPyConnection, relation: str, query: str, parameters: Sequence[object]) -> int:
    """Put a query's rows into a temporary table; returns how many they are."""
    row = connection.execute(f"create or replace temp table {relation} as {query}", parameters).fetchone()
    return int(row[0]) if row else 0
