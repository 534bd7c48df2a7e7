"""Which table an export is of, its rows in an order that never changes, and what every column and code in it means."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import duckdb

from warehouse.catalogue.model import Catalogue
from warehouse.errors import UsageError, WarehouseError
from warehouse.schema import SCHEMAS
from warehouse.tables import ColumnRecord, TableRecord, load_tables

_ROWS_AT_ONCE = 2000
DICTIONARY_HEAD = ("kind", "name", "type", "unit", "zh", "en", "values", "beware_zh", "beware_en")
"""The columns of a dictionary."""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table at hand: ``name`` with its schema, its columns in order, and the record of its metadata if it has one.

    ``key`` are the columns that the rows are put in order by before all others.
    """

    name: str
    columns: tuple[ColumnRecord, ...]
    key: tuple[str, ...]
    record: TableRecord | None

    @property
    def short_name(self) -> str:
        """Without the schema."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a dictionary: of the table itself, a column, or a code that stands in its rows."""

    kind: str
    name: str
    type: str = ""
    unit: str = ""
    zh: str = ""
    en: str = ""
    values: str = ""
    beware_zh: str = ""
    beware_en: str = ""

    def cells(self) -> tuple[str, ...]:
        """The line, in the order of ``DICTIONARY_HEAD``."""
        return tuple(getattr(self, name) for name in DICTIONARY_HEAD)


def find_table(connection: duckdb.DuckDBPyConnection, name: str) -> ExportTable:
    """The table of a name, with or without its schema, in any case.

    Args:
        connection: a publication, perhaps as of a time.
        name: ``core.fact_accident``, ``fact_accident``, ``mart_overview``, ``core.current_fact`` ...

    Raises:
        UsageError: where there is none; the nearest names are told.
    """
    present = _present(connection)
    wanted = name.strip().lower()
    found = [full for full in present if wanted in (full, full.partition(".")[2])]
    if len(found) != 1:
        known = sorted({full.partition(".")[2] for full in present})
        near = difflib.get_close_matches(wanted.rpartition(".")[2], known, n=3) or ["fact_enforcement", "mart_overview"]
        raise UsageError(f"no table {name!r}", next_step=f"name one such as {', '.join(near)}")
    full = found[0]
    record = load_tables().get(full) or load_tables().get(full.replace("core.current_", "core."))
    columns = tuple(_describe(column, kind, record) for column, kind in present[full])
    names = {column.name for column in columns}
    key = tuple(column for column in (record.key if record else ()) if column in names)
    return ExportTable(full, columns, key, record)


def count_rows(connection: duckdb.DuckDBPyConnection, table: ExportTable) -> int:
    """How many rows an export will have."""
    row = connection.execute(f"select count(*) from {table.name}").fetchone()  # noqa: S608 - a name of this publication
    return int(row[0]) if row else 0


def select_rows(connection: duckdb.DuckDBPyConnection, table: ExportTable) -> duckdb.DuckDBPyConnection:
    """All rows, by key and then by every other column, so that equal content always has one order."""
    names = [column.name for column in table.columns]
    order = ", ".join(f'"{name}"' for name in dict.fromkeys([*table.key, *names]))
    chosen = ", ".join(f'"{name}"' for name in names)
    try:
        return connection.execute(f"select {chosen} from {table.name} order by {order}")  # noqa: S608 - own names
    except duckdb.Error as error:
        raise WarehouseError(
            f"the table cannot be read: {str(error).splitlines()[0]}",
            where=table.name,
            next_step="publish again with `redline load`",
        ) from error


def iterate_rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of a cursor, fetched in pieces."""
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield from rows


def build_dictionary(
    connection: duckdb.DuckDBPyConnection, table: ExportTable, catalogue: Catalogue
) -> tuple[Entry, ...]:
    """What a table, its columns and the codes in its rows mean, in both languages."""
    record = table.record
    head = Entry("table", table.name)
    if record is not None:
        head = replace(
            head,
            zh=f"{record.zh}：{record.description_zh}每行：{record.grain_zh}。",
            en=f"{record.en}: {record.description_en} A row: {record.grain_en}.",
            beware_zh=record.warning_zh,
            beware_en=record.warning_en,
        )
    else:
        zh, en = _table_words()[table.short_name]
        head = replace(head, zh=zh, en=en)
    columns = [_column_entry(column) for column in table.columns]
    return (head, *columns, *_code_entries(connection, table, catalogue))


def _column_entry(column: ColumnRecord) -> Entry:
    return Entry(
        "column",
        column.name,
        column.type,
        column.unit,
        column.zh,
        column.en,
        ", ".join(map(str, column.allowed)),
        column.warning_zh,
        column.warning_en,
    )


def _code_entries(connection: duckdb.DuckDBPyConnection, table: ExportTable, catalogue: Catalogue) -> Iterator[Entry]:
    """The codes of the catalogue that stand in the rows, each once."""
    told: set[tuple[str, str]] = set()
    meanings = _meanings(catalogue)
    for column in table.columns:
        part = column.references.rpartition("_")[2] if column.references else ""
        if part not in meanings:
            continue
        value = f'unnest("{column.name}")' if column.type.endswith("[]") else f'"{column.name}"'
        rows = connection.execute(f"select distinct {value} as code from {table.name} order by code").fetchall()  # noqa: S608
        for (code,) in rows:
            if code is not None and (part, code) not in told:
                told.add((part, code))
                unit, zh, en = meanings[part].get(code, ("", "", ""))
                yield Entry(part.removesuffix("s"), code, "", unit, zh, en)


def _meanings(catalogue: Catalogue) -> Mapping[str, Mapping[str, tuple[str, str, str]]]:
    """Part of the catalogue to code to (unit, Chinese name, English name)."""
    return {
        "indicators": {i.code: (i.unit, i.name_zh, i.name_en) for i in catalogue.indicators.values()},
        "sectors": {s.code: ("", s.name_zh, s.name_en) for s in catalogue.sectors.values()},
        "actions": {a.code: ("", a.name_zh, a.name_en) for a in catalogue.actions.values()},
        "reasons": {r.code: ("", r.name_zh, r.name_en) for r in catalogue.reasons.values()},
    }


def _present(connection: duckdb.DuckDBPyConnection) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Every table and view of the publication: full name to its columns with their types."""
    rows = connection.execute(
        "select table_schema || '.' || table_name, column_name, lower(data_type) from information_schema.columns"
        " where table_catalog = current_database() and list_contains(?, table_schema) order by 1, ordinal_position",
        [list(SCHEMAS)],
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in rows:
        found.setdefault(table, []).append((column, kind))
    return {table: tuple(columns) for table, columns in found.items()}


def _describe(name: str, kind: str, record: TableRecord | None) -> ColumnRecord:
    """A column from its own table's metadata, else the words for views and marts, else another table's column."""
    if record is not None and name in record.column_names:
        return record.column(name)
    shared = _shared_columns().get(name)
    if name in _column_words():
        zh, en = _column_words()[name]
        return ColumnRecord(name, kind, True, zh, en, references=shared.references if shared else None)
    if shared is None:
        return ColumnRecord(name, kind, True, "", "")
    return replace(shared, type=kind, nullable=True)


@cache
def _shared_columns() -> Mapping[str, ColumnRecord]:
    """Columns by name, of facts before those of other tables: they mean the same wherever a view shows them."""
    records = sorted(load_tables().values(), key=lambda r: (not r.name.startswith("fact_"), r.full_name))
    shared: dict[str, ColumnRecord] = {}
    for record in records:
        for column in record.columns:
            shared.setdefault(column.name, column)
    return shared


@cache
def _column_words() -> Mapping[str, tuple[str, str]]:
    return _words("column")


@cache
def _table_words() -> Mapping[str, tuple[str, str]]:
    return _words("table")


def _words(kind: str) -> Mapping[str, tuple[str, str]]:
    """What views and marts and their own columns are called; tables have it in their metadata."""
    text = (resources.files("warehouse.export") / "words.csv").read_text("utf-8")
    return {row["name"]: (row["zh"], row["en"]) for row in csv.DictReader(text.splitlines()) if row["kind"] == kind}
