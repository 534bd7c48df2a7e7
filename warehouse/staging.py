"""Staging: what the steps of a run hand on to the load, one Parquet file a table and quarter.

Checked against the table's metadata when written, so that a wrong column or type is told where it arose. A quarter is
staged whole: five files, empty ones where there is nothing to say.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.schema import content_columns, logical_key
from warehouse.tables import TableRecord, load_tables

STAGED_TABLES = (
    "raw.submission",
    "core.observation",
    "core.penalty_case",
    "quality.finding",
    "quality.quarantine",
)

SORTING_MEMORY = "384MB"
"""What sorting a table's batches may use before it goes to disk."""

_PLAIN_TYPES: dict[str, pl.DataType] = {
    "varchar": pl.String(),
    "text": pl.String(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "boolean": pl.Boolean(),
    "integer": pl.Int32(),
    "bigint": pl.Int64(),
    "smallint": pl.Int16(),
    "double": pl.Float64(),
}

_PYTHON_TYPES: dict[type[pl.DataType], frozenset[type]] = {
    pl.String: frozenset({str}),
    pl.Date: frozenset({date}),
    pl.Datetime: frozenset({datetime}),
    pl.Boolean: frozenset({bool}),
    pl.Int16: frozenset({int}),
    pl.Int32: frozenset({int}),
    pl.Int64: frozenset({int}),
    pl.Float64: frozenset({int, float}),
    pl.Decimal: frozenset({int, Decimal}),
    pl.List: frozenset({list}),
}
"""What a value may be: nothing is read out of a text, and no float becomes money."""


@dataclass(frozen=True, slots=True)
class StagedQuarter:
    """A quarter whose five tables are staged: ``files`` by table name."""

    quarter: str
    files: Mapping[str, Path]

    @classmethod
    def at(cls, home: Home, quarter: Quarter | str) -> StagedQuarter:
        """What is staged for a quarter.

        Raises:
            WarehouseError: where a table is not staged; loading half a quarter would withdraw the other half.
        """
        files = {table: staged_path(home, quarter, table) for table in STAGED_TABLES}
        absent = [table for table, path in files.items() if not path.is_file()]
        if absent:
            raise WarehouseError(
                f"{quarter} is not staged whole: {', '.join(absent)} missing",
                where=str(home.staging),
                next_step=f"run the steps before it again: redline load --quarter {quarter}",
            )
        return cls(str(quarter), files)


def staged_path(home: Home, quarter: Quarter | str, table: str) -> Path:
    """Where a table's rows of a quarter are staged."""
    if table not in STAGED_TABLES:
        raise WarehouseError(f"{table} is not staged", next_step=f"stage one of {', '.join(STAGED_TABLES)}")
    return home.staging / str(quarter) / f"{table.partition('.')[2]}.parquet"


def staged_schema(table: str) -> pl.Schema:
    """The columns of a staged table: those of its metadata without the load's own two times."""
    return table_schema(load_tables()[table])


def table_schema(record: TableRecord) -> pl.Schema:
    """A table's columns as polars knows them, without the load's own two times."""
    return pl.Schema({c.name: _polars_type(c.name, c.type) for c in content_columns(record)})


def write_rows(home: Home, quarter: Quarter | str, table: str, rows: Iterable[Mapping[str, object]]) -> int:
    """Stage a table's rows of a quarter, whole, in place of what was staged before.

    Args:
        home: whose staging.
        quarter: the reporting quarter.
        table: one of ``STAGED_TABLES``.
        rows: mappings of column to value; a column left out is null. Times are UTC without zone; a decimal is
            rounded to its column's scale.

    Returns:
        How many rows were written.

    Raises:
        WarehouseError: for an unknown column, a null where none may be, a value of another type, or a key given twice.
    """
    record = load_tables()[table]
    key = logical_key(record)
    schema = staged_schema(table)
    materialised = list(rows)
    for number, row in enumerate(materialised, 1):
        if unknown := row.keys() - schema.keys():
            raise _refusal(table, number, f"unknown column {', '.join(sorted(unknown))}")
        lacking = [c.name for c in content_columns(record) if not c.nullable and row.get(c.name) is None]
        if lacking:
            raise _refusal(table, number, f"{', '.join(lacking)} must not be empty")
    frame = _frame(table, materialised, schema)
    doubled = frame.filter(frame.select(key).is_duplicated())
    if doubled.height:
        twice = ", ".join(str(doubled[c][0]) for c in key)
        raise WarehouseError(f"the key {twice} is staged twice", where=table, next_step="stage each row once")
    path = staged_path(home, quarter, table)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".writing")
    frame.sort(key).write_parquet(temporary)
    temporary.replace(path)
    return frame.height


def write_frames(home: Home, quarter: Quarter | str, table: str, frames: Iterable[pl.DataFrame]) -> int:
    """Stage a table's rows of a quarter that come in batches: as ``write_rows`` does, but never all in memory.

    Args:
        home: whose staging.
        quarter: the reporting quarter.
        table: one of ``STAGED_TABLES``.
        frames: batches; a column left out is null.

    Returns:
        How many rows were written.

    Raises:
        WarehouseError: for an unknown column, a null where none may be, a value of another type, or a key given twice.
    """
    from pyarrow import parquet

    path = staged_path(home, quarter, table)
    path.parent.mkdir(parents=True, exist_ok=True)
    unsorted, temporary = path.with_suffix(".batches"), path.with_suffix(".writing")
    count = 0
    try:
        layout = _to_arrow(pl.DataFrame(schema=staged_schema(table))).schema
        with parquet.ParquetWriter(unsorted, layout) as writer:
            for frame in frames:
                writer.write_table(_to_arrow(_check_batch(table, frame)))
                count += frame.height
        _sort_batches(unsorted, temporary, table)
        temporary.replace(path)
    finally:
        unsorted.unlink(missing_ok=True)
        temporary.unlink(missing_ok=True)
    return count


def rows_frame(table: str, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Rows as a batch for ``write_frames``.

    Raises:
        WarehouseError: for a value of another type than its column's.
    """
    return _frame(table, list(rows), staged_schema(table))


def scan_rows(home: Home, quarter: Quarter | str, table: str) -> pl.LazyFrame:
    """The staged rows of a table, lazily.

    Raises:
        WarehouseError: where the table is not staged for the quarter.
    """
    path = staged_path(home, quarter, table)
    if not path.is_file():
        raise WarehouseError(
            f"{table} of {quarter} is not staged",
            where=str(path),
            next_step=f"run the steps before it: redline load --quarter {quarter}",
        )
    return pl.scan_parquet(path)


def _check_batch(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A batch with the table's columns in order.

    Raises:
        WarehouseError: for an unknown column, a null where none may be, or a value of another type.
    """
    schema = staged_schema(table)
    if unknown := set(frame.columns).difference(schema):
        raise _refusal(table, 1, f"unknown column {', '.join(sorted(unknown))}")
    strangers = [name for name, dtype in frame.schema.items() if dtype != schema[name]]
    if strangers:
        raise _refusal(table, 1, f"{', '.join(strangers)} of another type")
    absent = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    whole = frame.with_columns(absent).select(schema.names())
    needed = [c.name for c in content_columns(load_tables()[table]) if not c.nullable]
    for name in needed:
        if whole[name].null_count():
            raise _refusal(table, int(whole[name].is_null().arg_max() or 0) + 1, f"{name} must not be empty")
    return whole


def _sort_batches(unsorted: Path, target: Path, table: str) -> None:
    """Write the batches in the order of their key.

    Raises:
        WarehouseError: for a key given twice.
    """
    key = ", ".join(logical_key(load_tables()[table]))
    room: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": SORTING_MEMORY,
        "threads": 1,
        "temp_directory": str(target.parent / "sorting"),
    }
    with duckdb.connect(config=room) as connection:
        batches = connection.read_parquet(str(unsorted))
        doubled = batches.aggregate(f"{key}, count(*) as times").filter("times > 1").limit(1).fetchone()
        if doubled:
            twice = ", ".join(str(value) for value in doubled[:-1])
            raise WarehouseError(f"the key {twice} is staged twice", where=table, next_step="stage each row once")
        batches.order(key).write_parquet(str(target))
    shutil.rmtree(target.parent / "sorting", ignore_errors=True)


def _to_arrow(frame: pl.DataFrame) -> Any:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())


def _frame(table: str, rows: list[Mapping[str, object]], schema: pl.Schema) -> pl.DataFrame:
    columns: dict[str, pl.Series] = {}
    for name, dtype in schema.items():
        values = [_plain(row.get(name)) for row in rows]
        if strangers := {type(v) for v in values if v is not None} - _PYTHON_TYPES[type(dtype)]:
            raise WarehouseError(
                f"column {name} holds {', '.join(sorted(t.__name__ for t in strangers))}, which is no {dtype}",
                where=table,
                next_step="stage the value in the column's type",
            )
        try:
            columns[name] = pl.Series(name, values, dtype=dtype, strict=True)
        except (TypeError, pl.exceptions.PolarsError, OverflowError, RuntimeError) as error:
            raise WarehouseError(
                f"column {name} holds a value that is no {dtype}: {error}",
                where=table,
                next_step="stage the value in the column's type",
            ) from error
    return pl.DataFrame(columns, schema=schema)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _polars_type(name: str, type_name: str) -> pl.DataType:
    text = type_name.lower().strip()
    if text.endswith("[]"):
        return pl.List(_polars_type(name, text[:-2]))
    if match := re.fullmatch(r"decimal\((\d+),\s*(\d+)\)", text):
        return pl.Decimal(int(match[1]), int(match[2]))
    if text in _PLAIN_TYPES:
        return _PLAIN_TYPES[text]
    raise WarehouseError(f"the type {type_name} cannot be staged", where=f"column {name}")


def _refusal(table: str, number: int, problem: str) -> WarehouseError:
    return WarehouseError(problem, where=f"{table} row {number}", next_step="mend the step that stages this table")
