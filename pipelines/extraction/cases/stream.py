"""Penalty lists of any length from a file to judged cases: never whole in memory.

A plain list comes by columns, any other by rows; both meet in ``CaseLists`` and give the same cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import Protocol

import polars as pl

from pipelines.extraction.cases.batches import frame_rows, take_printed
from pipelines.extraction.cases.engine import MAX_RAW, Told, name_missing_columns, read_list
from pipelines.extraction.cases.headers import (
    HEADER_SEARCH_ROWS,
    SAMPLE_ROWS,
    CaseHeader,
    continue_header,
    locate_header,
)
from pipelines.extraction.cases.listing import CaseLists
from pipelines.extraction.model import Period, Refusal
from pipelines.reading.limits import Limits
from pipelines.reading.model import Table
from pipelines.reading.row import Row
from pipelines.reading.stream import STREAM_LIMITS, stream_rows
from pipelines.reading.stream_columns import NotPlainError, PlainList, Records, find_plain_list, stream_columns

HEAD_ROWS = HEADER_SEARCH_ROWS + 1 + SAMPLE_ROWS
"""Rows that a header is looked for in, with those that show what its columns hold."""

CSV = "csv"
KEPT = 5_000
"""Rows of a workbook that are handed to a keeper at once."""


class Keeper(Protocol):
    """Keeps the rows of a file as they are read, for whoever asks later what stands there."""

    def restart(self) -> None:
        """Forget what was kept: the file is read again from its first row."""
        ...

    def add(self, table: str, first: int, frame: pl.DataFrame) -> None:
        """Keep rows of a table from number ``first`` on, as displayed: a text column a column."""
        ...


@dataclass(frozen=True, slots=True)
class JudgedLists:
    """What a file's penalty lists say.

    ``cases`` are batches of ``CASE_SCHEMA``, to be gone through once, inside the ``with`` block. ``encoding`` is None
    for what is no text.
    """

    cases: Iterator[pl.DataFrame]
    refusals: tuple[Refusal, ...]
    encoding: str | None


@contextmanager
def judge_lists(
    path: Path,
    *,
    name: str | None = None,
    period: Period | None = None,
    keeper: Keeper | None = None,
    limits: Limits = STREAM_LIMITS,
) -> Iterator[JudgedLists | None]:
    """Read and judge the penalty lists of a file in a stream.

    Args:
        path: where the bytes are.
        name: the name under which the office sent them, if not the path's own; it may state a period.
        period: the period of the submission, where the caller knows one.
        keeper: is given every row of the file, where somebody keeps them.
        limits: bounds on bytes, columns and rows.

    Yields:
        The judged lists; None where the file holds no penalty list.

    Raises:
        UnreadableFileError: with ``code`` the outcome; before any case is told.
    """
    shown = name or path.name
    plain = find_plain_list(path, shown, limits)
    if plain is not None:
        with CaseLists(period=period, file_name=shown) as lists:
            try:
                judged = _judge_plain(lists, plain, keeper, limits)
            except NotPlainError:
                if keeper is not None:
                    keeper.restart()
            else:
                yield judged
                return
    with CaseLists(period=period, file_name=shown) as lists:
        rows = stream_rows(path, name=shown, limits=limits)
        yield _judge_rows(lists, rows if keeper is None else _keep_rows(rows, keeper))


def _judge_plain(lists: CaseLists, plain: PlainList, keeper: Keeper | None, limits: Limits) -> JudgedLists | None:
    records = stream_columns(plain, limits)
    try:
        first = next(records, None)
        if first is None:
            return None
        table = Table(CSV, tuple(row.cells for row in frame_rows(first, CSV, HEAD_ROWS)))
        header = locate_header(table)
        if header is None:
            return None
        told = Told()
        told.extend(name_missing_columns(table, header))
        _take_all(lists, chain([first], records), header, told, keeper)
    finally:
        records.close()
    return JudgedLists(lists.judged(), told.refusals(), plain.encoding)


def _take_all(
    lists: CaseLists, batches: Iterable[Records], header: CaseHeader, told: Told, keeper: Keeper | None
) -> None:
    lists.begin(header, CSV)
    for records in batches:
        if keeper is not None:
            keeper.add(CSV, records.first, records.frame)
        lists.add(take_printed(records, header, CSV, told))
    lists.end()


def _judge_rows(lists: CaseLists, rows: Iterator[Row]) -> JudgedLists | None:
    """The lists of a file that comes by rows; None where its first long table is none."""
    told = Told()
    last: tuple[Table, CaseHeader] | None = None
    for locator, of_table in groupby(rows, key=attrgetter("locator")):
        taken = iter(of_table)
        head = list(islice(taken, HEAD_ROWS))
        merged = tuple(merge for row in head for merge in row.merged)
        table = Table(locator, tuple(row.cells for row in head), merged, hidden=all(row.hidden for row in head))
        header = locate_header(table)
        if header is not None:
            last = table, header
            told.extend(name_missing_columns(table, header))
        elif last is not None:
            header = continue_header(table, *last)
        elif len(head) == HEAD_ROWS:
            return None
        if header is None:
            told.extend(_pass_over(table))
        elif table.hidden:
            told.add(Refusal(locator, locator, "hidden_source"))
        else:
            read_list(lists, header, locator, chain(head[header.bottom :], taken), told)
    return None if last is None else JudgedLists(lists.judged(), told.refusals(), None)


def _pass_over(table: Table) -> Iterator[Refusal]:
    """Tell that a table beside large lists is not read, by its first row that is not blank."""
    for cells in table.rows:
        if texts := [text for cell in cells if (text := cell.text.strip())]:
            yield Refusal(table.locator, " ".join(texts)[:MAX_RAW], "header_unknown")
            return


def _keep_rows(rows: Iterator[Row], keeper: Keeper) -> Iterator[Row]:
    """The same rows, handed to the keeper as they pass."""
    for locator, of_table in groupby(rows, key=attrgetter("locator")):
        while batch := list(islice(of_table, KEPT)):
            width = max(1, *(len(row.cells) for row in batch))
            columns = {
                str(at + 1): [row.cells[at].text if at < len(row.cells) else "" for row in batch] for at in range(width)
            }
            keeper.add(locator, batch[0].number, pl.DataFrame(columns))
            yield from batch
