"""Queries that a person writes: one reading statement, on a connection that can do nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.errors import UsageError, WarehouseError

_CHUNK = 1000
_READING_STATEMENTS = frozenset({duckdb.StatementType.SELECT})


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Column names, and the rows as they are fetched; numbers are Decimal, int or float, dates are dates."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]

    def dicts(self) -> Iterator[dict[str, Any]]:
        """The rows as mappings; a column name that comes twice gets a number."""
        names = _distinct_names(self.columns)
        for row in self.rows:
            yield dict(zip(names, row, strict=True))


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Shut files, network and settings from whatever is asked on this connection."""
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def run_query(connection: duckdb.DuckDBPyConnection, sql: str) -> QueryResult:
    """Run one select, with, describe, show or summarize.

    Args:
        connection: read only and locked down, as ``open_publication`` gives it.
        sql: what the person wrote.

    Raises:
        UsageError: where it is nothing, several statements, or one that changes something.
        WarehouseError: where DuckDB refuses it, with DuckDB's own words.
    """
    if not sql.isascii() and any("\ud800" <= character <= "\udfff" for character in sql):
        raise UsageError("the query holds bytes that are no UTF-8", next_step="set the terminal to UTF-8")
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise _refusal(error) from error
    if len(statements) != 1:
        raise UsageError(f"{len(statements)} statements were given", next_step="give exactly one query")
    if statements[0].type not in _READING_STATEMENTS:
        raise UsageError(f"{statements[0].type.name.lower()} statements are not allowed", next_step="write a select")
    try:
        cursor = connection.execute(statements[0])
    except duckdb.Error as error:
        raise _refusal(error) from error
    columns = tuple(column[0] for column in cursor.description or ())
    return QueryResult(columns, _fetch(cursor))


def _fetch(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while True:
        try:
            rows = cursor.fetchmany(_CHUNK)
        except duckdb.Error as error:
            raise _refusal(error) from error
        if not rows:
            return
        yield from rows


def _refusal(error: duckdb.Error) -> WarehouseError:
    """DuckDB's message on one line, without the picture of the place."""
    text = " ".join(line.strip() for line in str(error).splitlines() if line.strip(" ^"))
    if "not found in FROM clause" in text or 'Referenced column "' in text or "does not have a column" in text:
        return WarehouseError(text, next_step='`redline sql "describe TABLE"` lists the columns of a table')
    return WarehouseError(text, next_step='`redline sql "show all tables"` lists what can be asked')


def _distinct_names(columns: tuple[str, ...]) -> list[str]:
    seen: dict[str, int] = {}
    names: list[str] = []
    for column in columns:
        seen[column] = seen.get(column, 0) + 1
        names.append(column if seen[column] == 1 else f"{column}_{seen[column]}")
    return names
