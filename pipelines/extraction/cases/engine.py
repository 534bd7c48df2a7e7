"""Lists of penalty decisions (双公示) to penalty cases: the one door of this room.

A table is read as a list when its header says so; every row below becomes a case with a status, and whatever is no
decision and not blank is told as a refusal. Large lists come by the same door in a stream: see ``stream``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from pipelines.extraction.cases.cells import TYPED_FIELDS, WHITE, pack_cell
from pipelines.extraction.cases.columns import FIELDS
from pipelines.extraction.cases.headers import CaseHeader, continue_header, locate_header
from pipelines.extraction.cases.listing import CaseLists, to_penalty_cases
from pipelines.extraction.cases.rows import Record, read_records, table_rows
from pipelines.extraction.cases.unmatched import find_unmatched_heads
from pipelines.extraction.model import PenaltyCase, Period, Refusal
from pipelines.reading.model import BLANK, Table, cell_name
from pipelines.reading.row import Row

NEEDED_FIELDS = ("document_no", "decision_date")
MAX_RAW = 400
BATCH = 50_000
MAX_TOLD = 2_000
"""Rows of one reason that are told one by one; the last of them says how many more there are."""


@dataclass(frozen=True, slots=True)
class CaseExtraction:
    """All that was understood of a submission's penalty lists."""

    cases: tuple[PenaltyCase, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def is_case_list(table: Table) -> bool:
    """Tell whether a table is a list of penalty decisions by its own header."""
    return locate_header(table) is not None


def locate_headers(tables: Sequence[Table]) -> tuple[CaseHeader | None, ...]:
    """The header of each table that is a penalty list.

    A table without a header of its own goes on with the list before it where its rows have the same shape.
    """
    found: list[CaseHeader | None] = []
    last: tuple[Table, CaseHeader] | None = None
    for table in tables:
        header = locate_header(table)
        if header is None and last is not None:
            header = continue_header(table, *last)
        elif header is not None:
            last = table, header
        found.append(header)
    return tuple(found)


def extract_cases(
    tables: Sequence[Table], *, period: Period | None = None, file_name: str = ""
) -> tuple[PenaltyCase, ...]:
    """Read the penalty cases of a submission's tables, in order; see :func:`read_case_lists`."""
    return read_case_lists(tables, period=period, file_name=file_name).cases


def read_case_lists(tables: Sequence[Table], *, period: Period | None = None, file_name: str = "") -> CaseExtraction:
    """Read the penalty cases of a submission's tables.

    Args:
        tables: the tables of one submission; those that are no penalty lists are passed over.
        period: the period of the submission, where the caller knows one; a title that states one goes first.
        file_name: the file's own name, which may state a period.

    Returns:
        One case a row, money in yuan, statuses and reasons of the catalogue; and the rows that are no decisions.
    """
    told = Told()
    with CaseLists(period=period, file_name=file_name) as lists:
        for table, header in zip(tables, locate_headers(tables), strict=True):
            if header is None:
                continue
            if table.hidden:
                told.add(Refusal(table.locator, table.locator, "hidden_source"))
                continue
            told.extend(name_missing_columns(table, header))
            rows = table_rows(table, header.bottom)
            read_list(lists, header, table.locator, rows, told)
        cases = tuple(case for batch in lists.judged() for case in to_penalty_cases(batch))
    return CaseExtraction(cases, told.refusals())


class Told:
    """What is no decision and is told: row by row while it is little, then counted."""

    def __init__(self) -> None:
        self._refusals: list[Refusal] = []
        self._counts: dict[str, int] = {}

    def add(self, refusal: Refusal) -> None:
        """Tell one."""
        count = self._counts[refusal.reason] = self._counts.get(refusal.reason, 0) + 1
        if count <= MAX_TOLD:
            self._refusals.append(refusal)

    def extend(self, refusals: Iterable[Refusal]) -> None:
        """Tell several."""
        for refusal in refusals:
            self.add(refusal)

    def refusals(self) -> tuple[Refusal, ...]:
        """All that was told, in order."""
        more = {reason: count - MAX_TOLD for reason, count in self._counts.items() if count > MAX_TOLD}
        last = {refusal.reason: refusal for refusal in self._refusals if refusal.reason in more}
        counted = (
            Refusal(refusal.locator, f"以下还有 {more[reason]} 行 / {more[reason]} more rows below", reason)
            for reason, refusal in last.items()
        )
        return (*self._refusals, *counted)


def read_list(
    lists: CaseLists,
    header: CaseHeader,
    locator: str,
    rows: Iterable[Row],
    told: Told,
    *,
    size: int = BATCH,
) -> None:
    """Take a whole list from its rows below the header, ``size`` decisions at a time."""
    lists.begin(header, locator)
    records = _keep_records(read_records(rows, header), told)
    while batch := list(islice(records, size)):
        lists.add(pack_records(batch, header))
    lists.end()


def pack_records(records: Sequence[Record], header: CaseHeader) -> pl.DataFrame:
    """Records as a batch of rows as printed."""
    columns: dict[str, pl.Series] = {
        "row": pl.Series([record.row for record in records], dtype=pl.Int32),
        "is_hidden": pl.Series([record.is_hidden for record in records], dtype=pl.Boolean),
    }
    for field in used_fields(header):
        cells = (record.cells.get(field, BLANK) for record in records)
        texts = [pack_cell(cell) if field in TYPED_FIELDS else cell.text.strip(WHITE) for cell in cells]
        columns[field] = pl.Series([text or None for text in texts], dtype=pl.String)
    return pl.DataFrame(columns)


def used_fields(header: CaseHeader) -> tuple[str, ...]:
    """The fields of a list that say something of its cases."""
    return tuple(field for field in FIELDS if field in header.columns)


def name_missing_columns(table: Table, header: CaseHeader) -> Iterator[Refusal]:
    """Tell once for a list what of its header is not understood.

    ``header_unknown`` at its first cell where a column that it needs is not found: the heads that are unknown, all
    heads where none is. Then ``header_unmatched`` for every unknown head, at its cell.
    """
    if not header.bottom:
        return
    unknown = find_unmatched_heads(table, header)
    if any(field not in header.columns for field in NEEDED_FIELDS):
        heads = [text for _, _, text in unknown]
        heads = heads or [text for cell in table.rows[header.bottom - 1] if (text := cell.text.strip())]
        where = f"{table.locator}!{cell_name(header.top, 1)}"
        yield Refusal(where, " | ".join(heads)[:MAX_RAW], "header_unknown")
    for row, column, text in unknown:
        yield Refusal(f"{table.locator}!{cell_name(row, column)}", text[:MAX_RAW], "header_unmatched")


def _keep_records(found: Iterable[Record | Refusal], told: Told) -> Iterator[Record]:
    for one in found:
        if isinstance(one, Refusal):
            told.add(one)
        else:
            yield one
