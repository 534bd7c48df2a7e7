"""Delimited lists in a stream: the encoding is proven over the whole file first, then records follow one by one.

Separator, quoting and record numbers are those of ``delimited``, which reads a list whole.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from pipelines.reading.delimited import MAX_FIELD, Dialect, Quoting, check_record, guess_dialect
from pipelines.reading.encoding import DAMAGED_SHARE, MARKS, decode_text
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.row import Row

SAMPLE = 1 << 20
CHUNK = 1 << 20
MAX_LINE = 4_000_000
MEMORY = 20_000
END = "\x00end"


@dataclass(frozen=True, slots=True)
class ProvenText:
    """A text file whose every byte decodes: its encoding, the length of its mark, quotation marks, a sample."""

    encoding: str
    mark: int
    quotes: int
    sample: str


@dataclass(frozen=True, slots=True)
class Proof:
    """One pass over a file under one encoding: characters, places that are not that encoding and where the first is."""

    characters: int
    damaged: int
    quotes: int
    first_damage: int | None


def prove_text(path: Path) -> ProvenText:
    """The encoding of a text file, tried on all of it.

    A list may be plain ASCII for a megabyte before its first Chinese name: where the first guess fails, the place where
    it fails decides anew.

    Raises:
        UnreadableFileError: ``unreadable_bytes`` where no encoding gives readable text throughout.
    """
    head = _read_at(path, 0)
    decoded = decode_text(head)
    mark = next((len(m) for m, _ in MARKS if head.startswith(m)), 0)
    proof = _try(path, decoded.encoding, mark)
    if proof.first_damage is not None and not mark:
        there = decode_text(_read_at(path, proof.first_damage))
        if there.encoding != decoded.encoding:
            if not decoded.text.isascii():
                problem = f"the file is {decoded.encoding} at first and {there.encoding} further on"
                raise UnreadableFileError("unreadable_bytes", problem)
            decoded, proof = decode_text(head, declared=there.encoding), _try(path, there.encoding, mark)
            return _accept(there.encoding, mark, proof, decoded.text)
    return _accept(decoded.encoding, mark, proof, decoded.text)


def stream_delimited(path: Path, proven: ProvenText, limits: Limits) -> Iterator[Row]:
    """The records of a list as rows of the table ``csv``.

    Raises:
        UnreadableFileError: ``malformed`` where a quote swallows records or never closes (then only at the end),
            ``too_large`` for a line or a record beyond measure.
    """
    dialect = guess_dialect(proven.sample) or Dialect(",", 1, 1.0, 1)
    quoting: Quoting = csv.QUOTE_NONE if proven.quotes == 1 else csv.QUOTE_MINIMAL
    csv.field_size_limit(MAX_FIELD)
    number = 0
    seen: dict[str, Cell] = {}
    with path.open("rb") as raw:
        raw.seek(proven.mark)
        text = io.TextIOWrapper(raw, encoding=proven.encoding, errors="replace", newline="")
        reader = csv.reader(_lines(text), delimiter=dialect.delimiter, quoting=quoting)
        try:
            for number, record in enumerate(reader, 1):
                if record == [END]:
                    return
                if len(record) > limits.max_columns:
                    problem = f"a record of {len(record)} fields"
                    raise UnreadableFileError("too_large", problem, where=f"csv record {number}")
                check_record(record, dialect, number)
                if len(seen) > MEMORY:
                    seen.clear()
                yield Row("csv", number, tuple(_cell(field, seen) for field in record))
        except csv.Error as error:
            raise UnreadableFileError("malformed", f"no list: {error}", where=f"csv record {number + 1}") from error
    problem = "a quotation mark opens a field and never closes"
    raise UnreadableFileError("malformed", problem, where=f"csv record {number}")


def _lines(text: TextIO) -> Iterator[str]:
    """Physical lines, then the mark that a reader outside quotes takes for a record of its own."""
    while line := text.readline(MAX_LINE):
        if len(line) >= MAX_LINE:
            raise UnreadableFileError("too_large", f"a line of more than {MAX_LINE} characters", where="csv")
        yield line
    yield END


def _cell(field: str, seen: dict[str, Cell]) -> Cell:
    cell = seen.get(field)
    if cell is None:
        cell = Cell(field, field) if field.strip() else BLANK
        seen[field] = cell
    return cell


def read_sample(path: Path) -> bytes:
    """The first megabyte of a file, whole lines of it."""
    return _read_at(path, 0)


def _read_at(path: Path, offset: int) -> bytes:
    """Whole lines from about an offset on; of a wide encoding whole characters."""
    with path.open("rb") as stream:
        stream.seek(offset)
        data = stream.read(SAMPLE)
        is_all = not stream.read(1)
    if b"\0" in data:
        return data
    start = data.find(b"\n") + 1 if offset else 0
    end = len(data) if is_all else data.rfind(b"\n") + 1
    return data[start:end] or data


def _try(path: Path, encoding: str, mark: int) -> Proof:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    characters = damaged = quotes = 0
    first: int | None = None
    with path.open("rb") as stream:
        stream.seek(mark)
        position, chunk = mark, stream.read(CHUNK)
        while chunk:
            following = stream.read(CHUNK)
            text = decoder.decode(chunk, final=not following)
            if "\0" in text:
                raise UnreadableFileError("unreadable_bytes", "the list holds zero bytes", where="csv")
            broken = text.count("�")
            if broken and first is None:
                first = position
            characters, damaged, quotes = characters + len(text), damaged + broken, quotes + text.count('"')
            position, chunk = position + len(chunk), following
    return Proof(characters, damaged, quotes, first)


def _accept(encoding: str, mark: int, proof: Proof, sample: str) -> ProvenText:
    if proof.damaged > max(1, proof.characters * DAMAGED_SHARE):
        raise UnreadableFileError("unreadable_bytes", f"{proof.damaged} places of the file are not {encoding}")
    return ProvenText(encoding, mark, proof.quotes, sample)
