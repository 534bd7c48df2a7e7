"""As of: the warehouse as it was known at an earlier time, as views over a publication.

Every table keeps its name. Of tables with history only rows recorded by then are seen, and what was withdrawn later
stands again; dimensions are as they are now; marts are computed from the facts of that time by their own SQL.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import duckdb

from warehouse.errors import UsageError, WarehouseError
from warehouse.schema import SCHEMAS, create_mart_views, create_views, set_clock
from warehouse.tables import TableRecord, load_tables

_ATTACHED = "published"
_LOG = "raw.load_log"


def parse_time(text: str) -> datetime:
    """Read a time of the command line: ISO 8601, UTC where it names no zone; a day alone is its first moment.

    Raises:
        UsageError: where the text is no time.
    """
    stripped = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", stripped):
            return datetime.combine(date.fromisoformat(stripped), time(), UTC)
        moment = datetime.fromisoformat(stripped)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is no time", next_step="write it as 2024-05-01T12:00:00Z") from error


def attach_as_of(connection: duckdb.DuckDBPyConnection, path: Path, moment: datetime) -> None:
    """Make every table of a publication visible in an empty in-memory connection as it was known at a time.

    Args:
        connection: in memory, nothing in it yet.
        path: the publication's file.
        moment: timezone-aware.

    Raises:
        WarehouseError: where the publication cannot be attached, or the time has no zone.
    """
    if moment.tzinfo is None:
        raise WarehouseError("a time without its zone says nothing", next_step="pass a timezone-aware datetime")
    quoted_path = str(path).replace("'", "''")
    try:
        connection.execute(f"attach '{quoted_path}' as {_ATTACHED} (read_only)")
    except duckdb.Error as error:
        raise WarehouseError(
            f"the publication cannot be opened: {str(error).splitlines()[0]}",
            where=str(path),
            next_step="publish again with `redline load`",
        ) from error
    create_tables_as_of(connection, _ATTACHED, moment)
    create_views(connection)
    set_clock(connection, moment)
    create_mart_views(connection)


def create_tables_as_of(
    connection: duckdb.DuckDBPyConnection, source: str, moment: datetime, *, catalog: str = "memory"
) -> None:
    """Create views of all tables as they were known at a time.

    Args:
        connection: that has both databases attached.
        source: the attached publication's name.
        moment: timezone-aware.
        catalog: the attached database in memory that the views are created in.
    """
    literal = f"timestamp '{moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}'"
    present = _present_columns(connection, source)
    for schema in SCHEMAS:
        connection.execute(f"create schema {catalog}.{schema}")
    for record in load_tables().values():
        seen = _select_as_of(source, record, present.get(record.full_name, frozenset()), literal)
        connection.execute(f"create view {catalog}.{record.full_name} as {seen}")


def _present_columns(connection: duckdb.DuckDBPyConnection, source: str) -> Mapping[str, frozenset[str]]:
    """The columns of each table of an attached publication; an earlier release may lack some, or a whole table."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, list(column_name) from duckdb_columns()"
        " where database_name = ? group by all",
        [source],
    ).fetchall()
    return {name: frozenset(columns) for name, columns in rows}


def _select_as_of(source: str, record: TableRecord, present: Collection[str], literal: str) -> str:
    """What a table held at a time; columns that the publication does not have yet are null."""
    if not present:
        columns = ", ".join(f"cast(null as {c.type}) as {c.name}" for c in record.columns)
        return f"select {columns} where false"
    added = "".join(f", cast(null as {c.type}) as {c.name}" for c in record.columns if c.name not in present)
    table = f"{source}.{record.full_name}"
    if record.history:
        as_then = f"case when superseded_at <= {literal} then superseded_at end as superseded_at"
        return f"select * replace ({as_then}){added} from {table} where recorded_at <= {literal}"  # noqa: S608
    until = f" where recorded_at <= {literal}" if record.full_name == _LOG else ""
    return f"select *{added} from {table}{until}"  # noqa: S608
