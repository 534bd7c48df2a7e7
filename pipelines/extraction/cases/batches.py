"""Batches of a plain list as its rows are printed: what is surely a decision stays in columns, all else is looked at.

The verdict on a row is that of ``rows.explain_no_decision``; here are the rows that need no asking.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from pipelines.extraction.cases.cells import PLACEHOLDERS, WHITE
from pipelines.extraction.cases.engine import Told, pack_records, used_fields
from pipelines.extraction.cases.headers import CaseHeader
from pipelines.extraction.cases.rows import (
    FEW_TEXTS,
    FEWEST_REPEATED,
    IDENTITY_FIELDS,
    Record,
    explain_no_decision,
    refuse_row,
)
from pipelines.reading.model import BLANK, Cell
from pipelines.reading.row import Row
from pipelines.reading.stream_columns import Records


def frame_rows(records: Records, locator: str, limit: int | None = None) -> Iterator[Row]:
    """The records as rows of cells, at most ``limit``."""
    frame = records.frame if limit is None else records.frame.head(limit)
    for number, fields in enumerate(frame.iter_rows(), records.first):
        yield Row(locator, number, _cells(fields))


def take_printed(records: Records, header: CaseHeader, locator: str, told: Told) -> pl.DataFrame:
    """The decisions among records below a header, as a batch of rows as printed; what is none is told."""
    columns = records.frame.columns
    needed = {field: str(column) for field, column in header.columns.items()}
    missing = sorted(set(needed.values()).difference(columns), key=int)
    frame = records.frame.with_columns(
        pl.all().str.strip_chars(WHITE), *(pl.lit(None, dtype=pl.String).alias(column) for column in missing)
    )
    if records.first <= header.bottom:
        frame = frame.slice(header.bottom + 1 - records.first)
    frame = frame.with_row_index("row", offset=max(records.first, header.bottom + 1))
    is_sure = frame.select(_surely_decisions(columns, needed, header)).to_series()
    if is_sure.all():
        return _pack(frame, needed, header)
    sure, doubtful = _pack(frame.filter(is_sure), needed, header), frame.filter(~is_sure)
    found = _look_at(doubtful, header, locator, told)
    return pl.concat([sure, pack_records(found, header)]).sort("row") if found else sure


def _surely_decisions(columns: list[str], needed: dict[str, str], header: CaseHeader) -> pl.Expr:
    """Rows that name a document, or are long and name a date or what was decided; and repeat no header."""
    known = {
        field: ~pl.col(needed[field]).is_in(PLACEHOLDERS).fill_null(value=True)
        for field in IDENTITY_FIELDS
        if field in needed
    }
    has_number = known.get("document_no", pl.lit(value=False))
    filled = pl.sum_horizontal((pl.col(column) != "").fill_null(value=False) for column in columns)
    texts = sorted(header.texts)
    repeated = pl.sum_horizontal(pl.col(column).is_in(texts).fill_null(value=False) for column in columns)
    is_named = has_number | (pl.any_horizontal(pl.lit(value=False), *known.values()) & (filled > FEW_TEXTS))
    return is_named & (repeated < FEWEST_REPEATED)


def _pack(frame: pl.DataFrame, needed: dict[str, str], header: CaseHeader) -> pl.DataFrame:
    return frame.select(
        pl.col("row").cast(pl.Int32),
        pl.lit(value=False).alias("is_hidden"),
        *(pl.col(needed[field]).alias(field) for field in used_fields(header)),
    )


def _look_at(frame: pl.DataFrame, header: CaseHeader, locator: str, told: Told) -> list[Record]:
    found = []
    for number, *fields in frame.iter_rows():
        row = Row(locator, number, _cells(fields))
        taken = {field: row.cells[column - 1] for field, column in header.columns.items()}
        reason = explain_no_decision(row.cells, taken, header.texts)
        if reason == "":
            found.append(Record(number, taken))
        elif reason is not None:
            told.add(refuse_row(row, reason))
    return found


def _cells(fields: list[str | None] | tuple[str | None, ...]) -> tuple[Cell, ...]:
    return tuple(Cell(field, field) if field and field.strip() else BLANK for field in fields)
