"""Writes an export: CSV that a Chinese spreadsheet opens, a workbook with its dictionary as second sheet, or Parquet.

Equal content gives equal bytes: no clock, no name of a machine, rows in one order. Text stays text: what a spreadsheet
would take for a formula is disarmed. A file appears whole or not at all.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import duckdb

from warehouse.catalogue.model import Catalogue
from warehouse.errors import UsageError
from warehouse.export.cells import csv_text
from warehouse.export.table import (
    DICTIONARY_HEAD,
    Entry,
    ExportTable,
    build_dictionary,
    count_rows,
    find_table,
    iterate_rows,
    select_rows,
)
from warehouse.export.workbook import write_workbook

ExportFormat = Literal["csv", "xlsx", "parquet"]


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: ``files`` are the table's and, where it is one of its own, the dictionary's."""

    table: str
    rows: int
    files: tuple[Path, ...]


def export_table(
    connection: duckdb.DuckDBPyConnection, name: str, kind: ExportFormat, out: Path, catalogue: Catalogue
) -> Export:
    """Write a table with its dictionary.

    Args:
        connection: a publication, perhaps as of a time.
        name: the table, with or without its schema.
        kind: the format. The dictionary is the workbook's second sheet; beside a csv or parquet file it is a csv file
            of the same name with ``.dictionary.csv``, and a parquet file also carries it in its columns' metadata.
        out: the file to write; an older one is replaced.
        catalogue: the meaning of codes.

    Raises:
        UsageError: for an unknown table, a place that cannot be written, or more rows than a sheet holds.
    """
    if out.is_dir() or not out.parent.is_dir():
        raise UsageError("no file can be written there", where=str(out), next_step="name a file in a folder that is")
    table = find_table(connection, name)
    rows = count_rows(connection, table)
    dictionary = build_dictionary(connection, table, catalogue)
    if kind == "xlsx":
        with written_whole(out) as temporary:
            write_workbook(temporary, table, rows, iterate_rows(select_rows(connection, table)), dictionary)
        return Export(table.name, rows, (out,))
    beside = out.with_name(f"{out.name.removesuffix(out.suffix)}.dictionary.csv")
    with written_whole(out) as temporary:
        if kind == "csv":
            names = [column.name for column in table.columns]
            write_csv(temporary, names, iterate_rows(select_rows(connection, table)))
        else:
            _write_parquet(temporary, select_rows(connection, table), table, dictionary)
    with written_whole(beside) as temporary:
        write_csv(temporary, DICTIONARY_HEAD, (entry.cells() for entry in dictionary))
    return Export(table.name, rows, (out, beside))


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its name once all is written, and vanishes where it is not."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", suffix=path.suffix, delete=False) as handle:
        temporary = Path(handle.name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """UTF-8 with a byte order mark, lines ended as spreadsheets expect; a text like a formula gets an apostrophe."""
    with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(head)
        for row in rows:
            writer.writerow([csv_text(value) for value in row])


def _write_parquet(
    path: Path, cursor: duckdb.DuckDBPyConnection, table: ExportTable, dictionary: Sequence[Entry]
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows: Any = cursor.to_arrow_table()
    said = {entry.name: entry for entry in dictionary if entry.kind == "column"}
    fields = [
        field.with_metadata({"zh": said[field.name].zh, "en": said[field.name].en, "unit": said[field.name].unit})
        for field in rows.schema
    ]
    whole = json.dumps([dict(zip(DICTIONARY_HEAD, e.cells(), strict=True)) for e in dictionary], ensure_ascii=False)
    schema = pa.schema(fields, metadata={"table": table.name, "dictionary": whole})
    pq.write_table(rows.cast(schema), path, compression="zstd", use_dictionary=True)
