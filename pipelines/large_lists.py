"""Large penalty lists on their way into the warehouse: judged in a stream, kept as Parquet instead of values.

What a small file's ``Extraction`` holds in memory, a large list holds in two files: its cases, and its rows for whoever
asks what stands there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.extraction.cases.listing import CASE_SCHEMA
from pipelines.extraction.cases.stream import JudgedLists, judge_lists
from pipelines.extraction.extract import EXTRACTOR_VERSION
from pipelines.extraction.model import DocumentContext, Refusal
from pipelines.extraction.prose.engine import read_document_context
from pipelines.reading.encoding import decode_text
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import open_package_file
from pipelines.reading.sniff import sniff_binary, sniff_package, sniff_text
from pipelines.reading.stream import STREAM_LIMITS
from pipelines.reading.stream_delimited import read_sample
from warehouse.catalogue.model import Catalogue
from warehouse.evidence_rows import RowsWriter
from warehouse.home import Home

LARGE_TEXT = 8 << 20
LARGE_WORKBOOK = 4 << 20
"""Bytes from which a delimited list, or a workbook, is looked at as a large list first."""

BATCH = 50_000
_HEAD = 2_048


@dataclass(frozen=True, slots=True)
class ListedCases:
    """The cases of a large list: the file that holds them, below the home, how many, and the last accepted day."""

    file: str
    count: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class LargeList:
    """A large list, understood."""

    context: DocumentContext
    format: str
    encoding: str | None
    refusals: tuple[Refusal, ...]
    cases: ListedCases


@contextmanager
def judge_large(
    path: Path, name: str, catalogue: Catalogue, keeper: RowsWriter | None = None
) -> Iterator[tuple[DocumentContext, JudgedLists] | None]:
    """A file's penalty lists, judged in a stream; None where it is not large or holds no list.

    Raises:
        UnreadableFileError: with ``code`` the outcome.
    """
    if not is_large(path, name):
        yield None
        return
    context = read_document_context((), catalogue, file_name=name)
    with judge_lists(path, name=name, period=context.period, keeper=keeper) as judged:
        yield None if judged is None else (context, judged)


def is_large(path: Path, name: str) -> bool:
    """Whether a file is a delimited list or a workbook of a size at which lists are read in a stream.

    Only these are bounded in memory where they are read; all else is read apart from this process.
    """
    size = path.stat().st_size
    if size < LARGE_WORKBOOK:
        return False
    with path.open("rb") as stream:
        kind = sniff_binary(stream.read(_HEAD))
    try:
        if kind is None:
            return size >= LARGE_TEXT and sniff_text(decode_text(read_sample(path)).text, name) == "csv"
        if kind != "zip":
            return False
        with open_package_file(path, STREAM_LIMITS) as package:
            return sniff_package(package) == "xlsx"
    except UnreadableFileError:
        return False


def understand_large(
    home: Home, path: Path, sha256: str, name: str, named: str, catalogue: Catalogue
) -> LargeList | None:
    """Read a large list into the files that hold it; None where the file is not large or holds no list.

    Args:
        home: where they are kept.
        path: the bytes.
        sha256: their hash.
        name: the file's own name.
        named: what tells this reading from others of the same bytes.
        catalogue: the meaning of words.

    Raises:
        UnreadableFileError: with ``code`` the outcome.
    """
    file = f"cache/{sha256[:2]}/{sha256}-{EXTRACTOR_VERSION}-{named}.cases.parquet"
    with RowsWriter(home, sha256) as keeper, judge_large(path, name, catalogue, keeper) as large:
        if large is None:
            keeper.restart()
            return None
        context, judged = large
        cases = _write_cases(home, file, judged.cases)
        form = "xlsx" if judged.encoding is None else "csv"
        return LargeList(context, form, judged.encoding, judged.refusals, cases)


def read_cases(home: Home, listed: ListedCases) -> Iterator[pl.DataFrame]:
    """The cases of a large list in batches of ``CASE_SCHEMA``."""
    from pyarrow import parquet

    with parquet.ParquetFile(home.root / listed.file) as content:
        for batch in content.iter_batches(BATCH):
            yield pl.DataFrame(pl.from_arrow(batch)).cast(CASE_SCHEMA)


def is_kept(home: Home, listed: ListedCases) -> bool:
    """Whether the file that holds the cases is there and whole."""
    from pyarrow import ArrowException, parquet

    try:
        rows: int = parquet.read_metadata(home.root / listed.file).num_rows
    except (OSError, ArrowException):
        return False
    return rows == listed.count


def _write_cases(home: Home, file: str, batches: Iterator[pl.DataFrame]) -> ListedCases:
    from pyarrow import parquet

    path = home.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    schema: Any = _to_arrow(pl.DataFrame(schema=CASE_SCHEMA)).schema
    count, last = 0, None
    try:
        with parquet.ParquetWriter(temporary, schema, compression="zstd", compression_level=1) as writer:
            for batch in batches:
                writer.write_table(_to_arrow(batch))
                count += batch.height
                day = batch.filter(pl.col("status") == "accepted")["decision_date"].max()
                last = max((d for d in (last, day) if isinstance(d, date)), default=None)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return ListedCases(file, count, last)


def _to_arrow(frame: pl.DataFrame) -> Any:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())
