"""What is known of the files of a home: what is published, and beside it the rows of quarters that the gate holds.

A held quarter is in no publication, but its rows are staged; here a person's command reaches both by the same SQL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import duckdb

from warehouse.asof import create_tables_as_of
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.publication import current
from warehouse.query import lock_down
from warehouse.schema import SCHEMAS, create_views, logical_key
from warehouse.staging import STAGED_TABLES, staged_path
from warehouse.store import CONNECTION_LIMITS, to_utc
from warehouse.tables import load_tables

_ATTACHED, _BASE = "published", "base"
_ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)


@contextmanager
def open_known(home: Home, held: Collection[str] = ()) -> Iterator[duckdb.DuckDBPyConnection]:
    """The current publication as an in-memory state, with the staged rows of held quarters beside its own.

    A row that the publication has too is the publication's. Facts and marts are the publication's alone. The table
    ``main.held_row`` has the keys (``table_name``, ``row_id``, ``quarter``) of what is only staged.

    Args:
        home: where.
        held: the reporting quarters whose staged rows are wanted; one that is not staged whole is left out.

    Raises:
        WarehouseError: where nothing is published and nothing staged, or the publication cannot be read.
    """
    publication, staged = current(home), [quarter for quarter in sorted(held) if _is_whole(home, quarter)]
    if publication is None and not staged:
        raise WarehouseError(
            "nothing is published yet", next_step="submit files and run `redline load`, or try `redline demo`"
        )
    connection = duckdb.connect(":memory:", config=CONNECTION_LIMITS)
    try:
        if publication is not None:
            path = str(publication.path).replace("'", "''")
            connection.execute(f"attach '{path}' as {_ATTACHED} (read_only)")
        connection.execute(f"attach ':memory:' as {_BASE}")
        create_tables_as_of(connection, _ATTACHED, _ALWAYS, catalog=_BASE)
        connection.execute("create table held_row (table_name varchar, row_id varchar, quarter varchar)")
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        for table in load_tables():
            parts = [f"select * from {_BASE}.{table}"]  # noqa: S608 - our own names
            parts += [_take_staged(connection, home, table, quarter) for quarter in staged if table in STAGED_TABLES]
            connection.execute(f"create view {table} as {' union all by name '.join(parts)}")
        create_views(connection)
        lock_down(connection)
    except duckdb.Error as error:
        connection.close()
        raise WarehouseError(
            f"the publication cannot be opened: {str(error).splitlines()[0]}",
            where=str(home.publications),
            next_step="publish again with `redline load`",
        ) from error
    try:
        yield connection
    finally:
        connection.close()


def _is_whole(home: Home, quarter: str) -> bool:
    return all(staged_path(home, quarter, table).is_file() for table in STAGED_TABLES)


def _take_staged(connection: duckdb.DuckDBPyConnection, home: Home, table: str, quarter: str) -> str:
    """Read the staged rows that the publication does not have; returns the query for them."""
    (key,) = logical_key(load_tables()[table])
    own = f"staged_{table.partition('.')[2]}_{quarter.lower()}"
    path = staged_path(home, quarter, table)
    since = to_utc(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    connection.execute(
        f"create table {own} as select *, cast(? as timestamp) as recorded_at,"  # noqa: S608 - our own names
        f" cast(null as timestamp) as superseded_at from read_parquet(?) where {key} not in"
        f" (select {key} from {_BASE}.{table} where superseded_at is null)",
        [since, str(path)],
    )
    connection.execute(f"insert into held_row select ?, {key}, ? from {own}", [table, quarter])  # noqa: S608
    return f"select * from {own}"  # noqa: S608
