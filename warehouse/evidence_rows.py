"""Evidence of large lists: their rows as displayed, in a Parquet file beside the submission's other evidence.

A row is found by its table and number without the others being read; nothing holds the list whole.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl

from warehouse.home import Home

GROUP = 20_000
"""Rows that are found together."""


def rows_path(home: Home, sha256: str) -> Path:
    """The file that holds the rows of a large list."""
    return home.evidence / sha256[:2] / f"{sha256}.rows.parquet"


class RowsWriter:
    """Keeps the rows of one submission while they are read; whole after the ``with`` block, or not there at all.

    Args:
        home: where.
        sha256: the submission.
    """

    def __init__(self, home: Home, sha256: str) -> None:
        self._path = rows_path(home, sha256)
        self._temporary = self._path.with_suffix(f".{os.getpid()}.tmp")
        self._writer: Any = None

    def __enter__(self) -> RowsWriter:
        """The writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Put the file in its place, unless an error ended the block or nothing was written."""
        is_written = self._writer is not None
        self._close()
        if is_written and error is None:
            self._temporary.replace(self._path)
        else:
            self._temporary.unlink(missing_ok=True)

    def restart(self) -> None:
        """Forget what was written: it is read again from the first row, or not at all."""
        self._close()

    def add(self, table: str, first: int, frame: pl.DataFrame) -> None:
        """Keep rows of a table.

        Args:
            table: its locator.
            first: the number of the first row, from 1; the others follow without a gap.
            frame: a text column for each column of the table, in order.
        """
        if frame.is_empty():
            return
        numbers = pl.int_range(first, first + frame.height, dtype=pl.Int32, eager=True)
        kept = frame.select(table_name=pl.lit(table), row_number=numbers, cells=pl.concat_list(pl.all().fill_null("")))
        content = kept.to_arrow(compat_level=pl.CompatLevel.oldest())
        if self._writer is None:
            self._begin(content.schema)
        self._writer.write_table(content, row_group_size=GROUP)

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _begin(self, schema: Any) -> None:
        from pyarrow import parquet

        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = parquet.ParquetWriter(self._temporary, schema, compression="zstd", compression_level=1)


def read_rows(home: Home, sha256: str, table: str, numbers: Sequence[int]) -> dict[int, list[str]]:
    """These rows of a table as displayed, by number from 1; those that are not kept are left out."""
    path = rows_path(home, sha256)
    if not path.is_file():
        return {}
    wanted = pl.scan_parquet(path).filter(
        (pl.col("table_name") == table)
        & pl.col("row_number").is_between(min(numbers), max(numbers))
        & pl.col("row_number").is_in(list(numbers))
    )
    return {number: list(cells) for number, cells in wanted.select("row_number", "cells").collect().iter_rows()}


def kept_tables(home: Home, sha256: str) -> list[str]:
    """The tables of a large list whose rows are kept, in the order of the file; none where nothing is kept so."""
    path = rows_path(home, sha256)
    if not path.is_file():
        return []
    names = pl.scan_parquet(path).select(pl.col("table_name").unique(maintain_order=True)).collect()
    return names["table_name"].to_list()
