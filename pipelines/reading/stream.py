"""Large lists row by row: csv and xlsx in bounded memory, however many rows they hold.

The rows are the same as those of the whole reading (``read_file``), without its limits on cells. What is wrong with a
list may show only at its end: an error that arises while rows are taken makes all that were taken void.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipelines.reading.limits import MEGABYTE, Limits
from pipelines.reading.model import MergedRange
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import open_package_file
from pipelines.reading.read import read_file
from pipelines.reading.row import Row
from pipelines.reading.sniff import sniff_binary, sniff_package, sniff_text
from pipelines.reading.stream_delimited import ProvenText, prove_text, stream_delimited
from pipelines.reading.stream_workbook import stream_workbook

STREAM_LIMITS = Limits(
    max_csv_bytes=1_024 * MEGABYTE, max_binary_bytes=512 * MEGABYTE, max_unpacked_bytes=4_096 * MEGABYTE
)
HEAD = 2_048


def stream_rows(path: Path, *, name: str | None = None, limits: Limits = STREAM_LIMITS) -> Iterator[Row]:
    """The rows of a list, table after table, from row 1 on; blank rows too.

    csv and xlsx are never held whole. Other formats are read whole, within the usual limits on cells, and their tables
    given out by rows.

    Args:
        path: where the bytes are.
        name: the name under which the office sent them, if not the path's own.
        limits: bounds on bytes, columns and rows of a sheet.

    Raises:
        UnreadableFileError: with ``code`` the outcome, at once or where the damage is met; the rows before it are then
            no list either.
    """
    shown = name or path.name
    try:
        form, proven = _sniff(path, shown, limits)
        if form == "csv" and proven is not None:
            yield from stream_delimited(path, proven, limits)
        elif form == "xlsx":
            yield from stream_workbook(path, limits)
        else:
            yield from _rows_of(path, shown)
    except UnreadableFileError as error:
        raise error.placed_in(shown) from error
    except OSError as error:
        raise UnreadableFileError("not_found", f"the file cannot be opened ({error.strerror})", where=shown) from error


def _sniff(path: Path, name: str, limits: Limits) -> tuple[str, ProvenText | None]:
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    kind = sniff_binary(head)
    if kind == "zip":
        if size > limits.max_binary_bytes:
            raise UnreadableFileError("too_large", f"the file has {size} bytes")
        with open_package_file(path, limits) as package:
            return sniff_package(package), None
    if kind is not None or not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return kind or "", None
    if size > limits.max_csv_bytes:
        raise UnreadableFileError("too_large", f"the file has {size} bytes")
    proven = prove_text(path)
    return sniff_text(proven.sample, name), proven


def _rows_of(path: Path, name: str) -> Iterator[Row]:
    reading = read_file(path, name=name)
    if reading.metadata.get("doubt"):
        step = "send the list as xlsx or csv, or extract the file as a document"
        raise UnreadableFileError("unknown_format", "rows that are a guess are no list", next_step=step)
    for table in reading.tables:
        merged: dict[int, list[MergedRange]] = defaultdict(list)
        for one in table.merged:
            merged[one.top].append(one)
        for number, cells in enumerate(table.rows, 1):
            hidden = table.hidden or number in table.hidden_rows
            yield Row(table.locator, number, cells, hidden, tuple(merged.get(number, ())))
