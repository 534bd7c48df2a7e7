"""The warehouse's own schema: tables from their metadata, views and marts from the models.

Adds nothing to the metadata; it only puts it in the form in which loads need it.
"""

from __future__ import annotations

from datetime import UTC, datetime

import duckdb

from warehouse.errors import WarehouseError
from warehouse.models import MACROS, MART_VIEWS, MARTS, VIEWS, read_model
from warehouse.tables import ColumnRecord, TableRecord, ddl, load_tables

HISTORY_COLUMNS = ("recorded_at", "superseded_at")
SCHEMAS = ("raw", "core", "quality", "marts")
FACT_TABLES = (
    "core.fact_enforcement",
    "core.fact_zero_accident",
    "core.fact_accident",
    "core.fact_hazard",
    "core.fact_inspection",
    "core.fact_capacity",
)


def content_columns(record: TableRecord) -> tuple[ColumnRecord, ...]:
    """The columns that say something of the world, not of the load."""
    return tuple(c for c in record.columns if not record.history or c.name not in HISTORY_COLUMNS)


def logical_key(record: TableRecord) -> tuple[str, ...]:
    """What tells a table's current rows apart."""
    return tuple(name for name in record.key if name not in HISTORY_COLUMNS)


def create_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is not there yet: schemas, tables, views of the current state, and empty marts.

    Tables with history have no index: a load proves their keys itself, and an index would hold every version in memory.
    """
    connection.execute("begin transaction")
    try:
        _create_missing(connection)
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def _create_missing(connection: duckdb.DuckDBPyConnection) -> None:
    for schema in SCHEMAS:
        connection.execute(f"create schema if not exists {schema}")
    present = _present_columns(connection)
    for record in load_tables().values():
        if record.full_name not in present:
            connection.execute(ddl(record, with_key=not record.history))
        elif present[record.full_name] != record.column_names:
            _add_columns(connection, record, present[record.full_name])
    create_views(connection)
    for mart in MART_VIEWS:
        connection.execute(f"create or replace view marts.{mart} as {read_model('marts', mart)}")
    for mart in MARTS:
        if f"marts.{mart}" not in present:
            connection.execute(f"create table marts.{mart} as select * from ({read_model('marts', mart)}) limit 0")  # noqa: S608


def _present_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """The columns of each table that is there, in order."""
    rows = connection.execute(
        "select schema_name || '.' || table_name, list(column_name order by column_index)"
        " from duckdb_columns() where not internal group by all"
    ).fetchall()
    return {name: tuple(columns) for name, columns in rows}


def _add_columns(connection: duckdb.DuckDBPyConnection, record: TableRecord, present: tuple[str, ...]) -> None:
    """Bring a table of an earlier release to what the metadata says: columns are only ever added, empty at first.

    Raises:
        WarehouseError: where a column went away, or a new one may not be empty; then the data must be loaded anew.
    """
    gone = [name for name in present if name not in record.column_names]
    added = [column for column in record.columns if column.name not in present]
    if gone or any(not column.nullable for column in added):
        names = ", ".join([*gone, *(column.name for column in added)])
        raise WarehouseError(
            f"the warehouse was made by another release: {names} of {record.full_name} cannot be changed in place",
            next_step="move warehouse.duckdb away and run `redline load` again; the archive has everything",
        )
    for column in added:
        connection.execute(f"alter table {record.full_name} add column {column.name} {column.type}")


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """(Re)create what SQL calls by name, such as ``levelled``, by which words of penalty lists are compared."""
    for name in MACROS:
        connection.execute(read_model("macros", name))


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """(Re)create the views of ``core`` over whatever tables or views stand under the tables' names.

    ``core.every_fact`` holds every version of the six fact tables; a column that a table lacks is null in its rows.
    """
    create_macros(connection)
    versions = (f"select '{name.partition('.')[2]}' as fact_table, * from {name}" for name in FACT_TABLES)  # noqa: S608
    connection.execute(f"create or replace view core.every_fact as {' union all by name '.join(versions)}")
    for name in VIEWS:
        connection.execute(f"create or replace view core.{name} as {read_model('core', name)}")
    for record in load_tables().values():
        if record.history and record.full_name.startswith("core.fact_"):
            connection.execute(
                f"create or replace view core.current_{record.name} as select * from {record.full_name}"  # noqa: S608
                " where superseded_at is null"
            )


def set_clock(connection: duckdb.DuckDBPyConnection, moment: datetime) -> None:
    """Make a state speak for a fixed time: that of its publication, or the one that was asked for.

    Args:
        connection: to a copy of the warehouse, or to views over one.
        moment: timezone-aware.
    """
    literal = moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    connection.execute(f"create or replace view core.clock as select timestamp '{literal}' as known_at")


def create_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Compute every mart anew, for all quarters, with the columns that its model has now."""
    for mart in MARTS:
        connection.execute(f"create or replace table marts.{mart} as {read_model('marts', mart)}")


def create_mart_views(connection: duckdb.DuckDBPyConnection) -> None:
    """The marts as views, for a state that has no tables of them."""
    for mart in (*MARTS, *MART_VIEWS):
        connection.execute(f"create or replace view marts.{mart} as {read_model('marts', mart)}")
