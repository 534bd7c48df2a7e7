"""Plain delimited lists in a stream, by columns: batches of records as frames of texts, as fast as they can be split.

Records are those of ``stream_delimited``; where a list is not plain enough to be sure of that (quotation marks inside
fields, an encoding that changes, damage), ``NotPlainError`` says so and the list is to be read by rows.
"""

from __future__ import annotations

import csv
import io
import queue
import re
import threading
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.reading.delimited import MAX_FIELD, SAMPLE_CHARACTERS, Dialect, check_record, guess_dialect
from pipelines.reading.encoding import MARKS, decode_text
from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.sniff import sniff_binary, sniff_text
from pipelines.reading.stream_delimited import read_sample

if TYPE_CHECKING:
    import polars as pl

CHUNK = 6 << 20
AHEAD = 1
ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
"""Encodings in which a line break, a quotation mark and a comma are no part of another character."""

MAX_STEPS_BACK = 10_000
HEAD = 2_048


class NotPlainError(Exception):
    """A list that has to be read by rows; what was taken of it by columns is void."""


@dataclass(frozen=True, slots=True)
class PlainList:
    """A delimited list that looks plain by its beginning: encoding, length of its mark, separator, widest record."""

    path: Path
    encoding: str
    mark: int
    dialect: Dialect
    width: int


@dataclass(frozen=True, slots=True)
class Records:
    """Records from number ``first`` (1-based) on, blank ones too: ``frame`` has a text column ``1``, ``2`` ... each."""

    first: int
    frame: pl.DataFrame


def find_plain_list(path: Path, name: str, limits: Limits) -> PlainList | None:
    """A file as a plain list, None where its beginning is something else or nothing that can be read.

    Raises:
        OSError: where it cannot be opened.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    try:
        if sniff_binary(head) is not None or path.stat().st_size > limits.max_csv_bytes:
            return None
        data = read_sample(path)
        decoded = decode_text(data)
        if sniff_text(decoded.text, name) != "csv" or decoded.encoding not in ENCODINGS:
            return None
    except UnreadableFileError:
        return None
    dialect = guess_dialect(decoded.text)
    if dialect is None or not dialect.delimiter.isascii():
        return None
    mark = next((len(m) for m, _ in MARKS if data.startswith(m)), 0)
    sample = csv.reader(io.StringIO(decoded.text[:SAMPLE_CHARACTERS], newline=""), delimiter=dialect.delimiter)
    width = max((len(record) for record in sample), default=1)
    return None if width > limits.max_columns else PlainList(path, decoded.encoding, mark, dialect, width)


def stream_columns(plain: PlainList, limits: Limits) -> Generator[Records, None, None]:
    """The records of a plain list, in order.

    The next batch is split while the caller works on one.

    Raises:
        NotPlainError: where the list turns out not to be plain.
        UnreadableFileError: ``malformed`` where a quotation mark swallows records, ``too_large`` for too wide a record.
    """
    ready: queue.Queue[Records | BaseException | None] = queue.Queue(maxsize=AHEAD)
    stopped = threading.Event()
    worker = threading.Thread(target=_split_ahead, args=(plain, limits, ready, stopped), daemon=True)
    worker.start()
    try:
        while (got := ready.get()) is not None:
            if isinstance(got, BaseException):
                raise got
            yield got
    finally:
        stopped.set()
        while worker.is_alive():
            _empty(ready)
            worker.join(0.05)


def _split_ahead(
    plain: PlainList,
    limits: Limits,
    ready: queue.Queue[Records | BaseException | None],
    stopped: threading.Event,
) -> None:
    try:
        for records in _split(plain, limits):
            ready.put(records)
            if stopped.is_set():
                return
        ready.put(None)
    except BaseException as error:
        ready.put(error)


def _empty(ready: queue.Queue[Records | BaseException | None]) -> None:
    try:
        ready.get_nowait()
    except queue.Empty:
        return


def _split(plain: PlainList, limits: Limits) -> Iterator[Records]:
    first = 1
    for piece in _pieces(plain):
        frame = _split_piece(_to_utf8(piece, plain.encoding), plain, limits, first)
        yield Records(first, frame)
        first += frame.height


def _pieces(plain: PlainList) -> Iterator[bytes]:
    """The file in pieces of whole records: each ends with a line break outside quotation marks, or with the file."""
    with plain.path.open("rb") as stream:
        stream.seek(plain.mark)
        rest = b""
        while chunk := stream.read(CHUNK):
            window = rest + chunk
            end = _find_end(window)
            if end:
                yield window[:end]
            rest = window[end:]
            if len(rest) > 2 * CHUNK:
                raise NotPlainError("a record beyond measure")
        if rest:
            yield rest


def _find_end(window: bytes) -> int:
    """Behind the last line break of a piece that an even number of quotation marks stands before; 0 without one."""
    end = window.rfind(b"\n") + 1
    is_odd = window.count(b'"', 0, end) % 2
    for _ in range(MAX_STEPS_BACK):
        if not is_odd or not end:
            return end
        before = window.rfind(b"\n", 0, end - 1) + 1
        is_odd = (is_odd + window.count(b'"', before, end)) % 2
        end = before
    raise NotPlainError("no record ends")


def _to_utf8(piece: bytes, encoding: str) -> bytes:
    if b"\0" in piece:
        raise NotPlainError("zero bytes")
    if encoding == "utf-8":
        return piece
    try:
        return piece.decode(encoding).encode("utf-8")
    except UnicodeError as error:
        raise NotPlainError(f"not {encoding} throughout") from error


def _split_piece(piece: bytes, plain: PlainList, limits: Limits, first: int) -> pl.DataFrame:
    """The records of a piece: by the fast splitter where that is sure to be right, else one by one."""
    import polars as pl

    delimiter = plain.dialect.delimiter
    bare = _take_quoted_away(piece, delimiter) if b'"' in piece else piece
    breaks = bare.count(b"\n")
    height = breaks + (not bare.endswith(b"\n"))
    is_regular = bare.count(b"\r") == bare.count(b"\r\n")
    if is_regular:
        guide = delimiter.encode() * (plain.width - 1) + b"\n"
        schema = {str(column): pl.String for column in range(1, plain.width + 1)}
        try:
            frame = pl.read_csv(guide + piece, has_header=False, schema=schema, separator=delimiter).slice(1)
        except pl.exceptions.PolarsError:
            frame = None
        if frame is not None and frame.height == height:
            if piece.count(b"\n") != breaks:
                _check_breaks(frame, plain.dialect, first)
            return frame
    return _split_slowly(piece, plain, limits, first)


def _take_quoted_away(piece: bytes, delimiter: str) -> bytes:
    """A piece without its quoted fields.

    Raises:
        NotPlainError: where a quotation mark is left: it stands inside of a field.
    """
    bare = _quoted(delimiter).sub(b"", piece)
    if b'"' in bare:
        raise NotPlainError("a quotation mark inside of a field")
    return bare


def _quoted(delimiter: str) -> re.Pattern[bytes]:
    """A whole quoted field, marks doubled inside, between separators or line ends."""
    end = re.escape(delimiter)
    return re.compile(rf'"(?<![^{end}\n]")[^"]*(?:""[^"]*)*"(?![^{end}\r\n])'.encode())


def _check_breaks(frame: pl.DataFrame, dialect: Dialect, first: int) -> None:
    """Look through the fields that hold line breaks, as ``check_record`` does."""
    import polars as pl

    broken = frame.with_row_index("at", offset=first).filter(
        pl.any_horizontal(pl.col(frame.columns).str.contains("\n", literal=True))
    )
    for number, *fields in broken.iter_rows():
        check_record([field or "" for field in fields], dialect, number)


def _split_slowly(piece: bytes, plain: PlainList, limits: Limits, first: int) -> pl.DataFrame:
    import polars as pl

    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotPlainError("not utf-8 throughout") from error
    csv.field_size_limit(MAX_FIELD)
    rows: list[list[str]] = []
    width = plain.width
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=plain.dialect.delimiter)
        for number, record in enumerate(reader, first):
            if len(record) > limits.max_columns:
                problem = f"a record of {len(record)} fields"
                raise UnreadableFileError("too_large", problem, where=f"csv record {number}")
            check_record(record, plain.dialect, number)
            rows.append(record)
            width = max(width, len(record))
    except csv.Error as error:
        raise NotPlainError(str(error)) from error
    return pl.DataFrame(
        {
            str(at + 1): pl.Series([row[at] if at < len(row) else None for row in rows], dtype=pl.String)
            for at in range(width)
        }
    )
