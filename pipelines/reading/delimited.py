"""Comma, tab or semicolon separated values: one table named ``csv`` whose row n is the n-th record.

A blank line is a record without fields and keeps its number; a line break inside quotes does not begin a record.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.reading.draft import Draft, check_extent, pad_rows
from pipelines.reading.encoding import Decoded
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell, Table
from pipelines.reading.outcomes import UnreadableFileError

DELIMITERS = (",", "\t", ";", "|", "，")
SAMPLE_CHARACTERS = 60_000
SAMPLE_RECORDS = 300
MAX_FIELD = 2_000_000
FEW_COLUMNS = 3
Quoting = Literal[0, 3]
NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", "，": "full-width comma"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a list is separated: ``columns`` is the commonest field count, ``share`` how many filled records have it."""

    delimiter: str
    columns: int
    share: float
    records: int


def guess_dialect(text: str) -> Dialect | None:
    """The separator under which the records agree best on a field count; None where none splits the lines.

    Preamble, notes and signature lines of another width are expected: a third of the records is enough.
    """
    best: Dialect | None = None
    for delimiter in DELIMITERS:
        dialect = _measure_delimiter(text[:SAMPLE_CHARACTERS], delimiter)
        if dialect and (best is None or dialect.share * (dialect.columns - 1) > best.share * (best.columns - 1)):
            best = dialect
    return best


def looks_delimited(text: str) -> bool:
    """Whether a text is surely a list: at least three records of three fields, nine in ten alike."""
    dialect = guess_dialect(text)
    if dialect is None or dialect.delimiter == "，":
        return False
    least = 2 if dialect.delimiter == "\t" else 3
    return dialect.columns >= least and dialect.records >= 3 and dialect.share >= 0.9


def read_delimited(decoded: Decoded, limits: Limits) -> Draft:
    """One table of text cells; fields keep outer blanks and line breaks as written.

    Raises:
        UnreadableFileError: ``malformed`` where a quote opens and never closes; ``too_large`` beyond the limits.
    """
    limits = replace(limits, max_cells=limits.max_list_cells)
    dialect = guess_dialect(decoded.text) or Dialect(",", 1, 1.0, 1)
    notes = list(decoded.notes)
    if dialect.delimiter != ",":
        notes.append(f"separator: {NAMES[dialect.delimiter]}")
    quoting: Quoting = csv.QUOTE_MINIMAL
    if decoded.text.count('"') == 1:
        quoting = csv.QUOTE_NONE
        notes.append("a single quotation mark is read as text")
    records = _read_records(decoded.text, dialect, quoting, limits)
    cut = _find_cut_record(records, dialect)
    if cut:
        notes.append(cut)
    table = Table("csv", pad_rows(records, limits, "csv"))
    return Draft("csv", (table,), tuple(notes), decoded.encoding)


def _measure_delimiter(sample: str, delimiter: str) -> Dialect | None:
    widths: Counter[int] = Counter()
    try:
        for number, record in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
            if any(field.strip() for field in record):
                widths[len(record)] += 1
            if number >= SAMPLE_RECORDS:
                break
    except csv.Error:
        return None
    split = {width: count for width, count in widths.items() if width > 1}
    if not split:
        return None
    columns, count = max(split.items(), key=lambda item: (item[1], item[0]))
    share = count / widths.total()
    if share < 1 / 3 and count < 3:
        return None
    return Dialect(delimiter, columns, share, widths.total())


def _read_records(text: str, dialect: Dialect, quoting: Quoting, limits: Limits) -> list[list[Cell]]:
    if "\0" in text:
        raise UnreadableFileError("unreadable_bytes", "the list holds zero bytes", where="csv")
    _check_quotes(text, dialect.delimiter, quoting)
    csv.field_size_limit(MAX_FIELD)
    seen: dict[str, Cell] = {}
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter, quoting=quoting)
    widest = 0
    try:
        for record in reader:
            check_record(record, dialect, len(rows) + 1)
            rows.append([_remember(field, seen) for field in record])
            widest = max(widest, len(record))
            if not len(rows) % 1000 or len(record) > limits.max_columns:
                check_extent(len(rows), widest, limits, "csv")
    except csv.Error as error:
        raise UnreadableFileError("malformed", f"no list: {error}", where=f"csv record {len(rows) + 1}") from error
    return rows


def check_record(record: list[str], dialect: Dialect, number: int) -> None:
    """Refuse a record with a field that swallowed whole records, as a stray quotation mark makes it.

    Raises:
        UnreadableFileError: ``malformed``.
    """
    for field in record:
        if "\n" not in field or dialect.delimiter not in field:
            continue
        inner = field.split("\n")[1:-1]
        alike = sum(line.count(dialect.delimiter) == dialect.columns - 1 for line in inner)
        if alike >= (1 if dialect.columns > FEW_COLUMNS else 2):
            problem = f"a quotation mark swallows {alike} records or more"
            raise UnreadableFileError("malformed", problem, where=f"csv record {number}")


def _remember(field: str, seen: dict[str, Cell]) -> Cell:
    """One cell object for each different field text: lists repeat themselves."""
    cell = seen.get(field)
    if cell is None:
        cell = Cell(field, field) if field.strip() else BLANK
        seen[field] = cell
    return cell


def _check_quotes(text: str, delimiter: str, quoting: Quoting) -> None:
    """Refuse a list whose last quote never closes: all records after it would be one field.

    Raises:
        UnreadableFileError: ``malformed``.
    """
    if quoting == csv.QUOTE_NONE or '"' not in text:
        return
    csv.field_size_limit(MAX_FIELD)
    ended = object()
    reader = csv.reader(io.StringIO(f"{text}\n{'x'}", newline=""), delimiter=delimiter)
    last: object = ended
    number = 0
    try:
        for number, record in enumerate(reader, 1):  # noqa: B007
            last = record
    except csv.Error as error:
        raise UnreadableFileError("malformed", f"no list: {error}", where=f"csv record {number + 1}") from error
    if last != ["x"]:
        problem = "a quotation mark opens a field and never closes"
        raise UnreadableFileError("malformed", problem, where=f"csv record {number}")


def _find_cut_record(records: list[list[Cell]], dialect: Dialect) -> str:
    """A remark where the last record is shorter than all others, as after a transfer that was cut."""
    filled = [record for record in records if any(cell.text for cell in record)]
    if dialect.share < 0.99 or len(filled) < 3 or len(filled[-1]) >= dialect.columns:
        return ""
    return f"the last record has {len(filled[-1])} of {dialect.columns} fields: the file may be cut short"
