"""Evidence: a submission's text and cells as they were read, kept so that any locator can be shown in its context.

Written once when a submission is taken in; read by ``redline trace`` and the dashboard, which parse no files.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.errors import WarehouseError
from warehouse.home import Home

TextPart = Mapping[str, Any]
_CHARS = re.compile(r"^(?:(?P<block>.+) )?chars (?P<start>\d+)-(?P<end>\d+)$")
_INDEX = re.compile(r"\[(\d{1,9})\]")
REACH = 6
"""Rows and columns of a table that are shown on either side of a figure."""

HEAD = 5
"""Rows of a table's head that are shown with it."""

_CELL = re.compile(r"^(?P<table>.*)!(?P<letters>[A-Z]+)(?P<row>\d+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Passage:
    """A figure in running text: what stands before, the figure, what stands after."""

    locator: str
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A figure in a table: the surrounding cells as displayed.

    ``rows[i][j]`` is the cell of row ``row_numbers[i]`` and column letters ``column_names[j]``; ``marked`` is (i, j).
    """

    locator: str
    row_numbers: tuple[int, ...]
    column_names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    marked: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A figure in a JSON value: its path and the object that holds it, as JSON text."""

    locator: str
    parent: str
    marked: str


@dataclass(frozen=True, slots=True)
class ListedCell:
    """A cell of a list's row: where it stands, the head over it (a key of JSON), what it shows, and the field it is.

    ``is_doubted``: what is said against the row speaks of this cell.
    """

    place: str
    head: str
    text: str
    field: str
    is_doubted: bool = False


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a list of decisions: the cells that were read, in the order of their columns."""

    locator: str
    cells: tuple[ListedCell, ...]


Evidence = Passage | Grid | Leaf


def evidence_path(home: Home, sha256: str) -> Path:
    """The file that holds what a submission reads as."""
    return home.evidence / sha256[:2] / f"{sha256}.json.gz"


def write_evidence(home: Home, sha256: str, parts: Sequence[Mapping[str, Any]]) -> None:
    """Keep a submission's parts.

    Args:
        home: where.
        sha256: the submission.
        parts: in document order, each ``{"kind": "text", "locator", "text"}``, ``{"kind": "table", "locator", "rows"}``
            (rows of displayed texts; perhaps also ``merged``, ranges as top, left, bottom, right from 1) or
            ``{"kind": "tree", "locator", "value"}``.
    """
    path = evidence_path(home, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    payload = json.dumps(list(parts), ensure_ascii=False, separators=(",", ":")).encode()
    temporary.write_bytes(gzip.compress(payload, 6, mtime=0))
    temporary.replace(path)


def read_evidence(home: Home, sha256: str) -> list[dict[str, Any]] | None:
    """A submission's parts as ``write_evidence`` keeps them, in document order; None where the submission was not kept.

    Raises:
        WarehouseError: where what is kept is damaged.
    """
    path = evidence_path(home, sha256)
    if not path.is_file():
        return None
    try:
        parts: list[dict[str, Any]] = json.loads(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise WarehouseError(
            "the kept reading is damaged", where=str(path), next_step="load the quarter again"
        ) from error
    return parts


def show_evidence(home: Home, sha256: str, locator: str, *, around: int = 160) -> Evidence | None:
    """The context of a locator, or None where the submission was not kept or holds no such place.

    Args:
        home: where.
        sha256: the submission.
        locator: as an observation carries it.
        around: characters of text on either side; a grid shows six rows and columns on either side, and its head.
    """
    parts = read_evidence(home, sha256)
    if parts is None:
        return None
    if match := _CHARS.match(locator):
        return _passage(parts, match, locator, around)
    if locator.startswith("$"):
        return _leaf(parts, locator)
    if match := _CELL.match(locator):
        rows = _table_rows(parts, match["table"])
        return _grid(rows, match, locator) if rows is not None else _grid_of_list(home, sha256, match, locator)
    return None


def text_place(locator: str) -> tuple[str, int, int] | None:
    """(block, start, end) of a figure in running text, or None where the locator is of another kind."""
    match = _CHARS.match(locator)
    return (match["block"] or "", int(match["start"]), int(match["end"])) if match else None


def cell_place(locator: str) -> tuple[str, int, int] | None:
    """(table, row, column) of a cell, both from 1, or None where the locator is of another kind."""
    match = None if _CHARS.match(locator) or locator.startswith("$") else _CELL.match(locator)
    return (match["table"], int(match["row"]), _column_number(match["letters"])) if match else None


def _passage(parts: Sequence[TextPart], match: re.Match[str], locator: str, around: int) -> Passage | None:
    block = match["block"] or ""
    text = next((p["text"] for p in parts if p["kind"] == "text" and p["locator"] == block), None)
    start, end = int(match["start"]), int(match["end"])
    if text is None or end > len(text):
        return None
    return Passage(locator, text[max(0, start - around) : start], text[start:end], text[end : end + around])


def _table_rows(parts: Sequence[TextPart], table: str) -> Sequence[Sequence[str]] | None:
    return next((p["rows"] for p in parts if p["kind"] == "table" and p["locator"] == table), None)


def _grid(rows: Sequence[Sequence[str]], match: re.Match[str], locator: str) -> Grid | None:
    row = int(match["row"]) - 1
    if not 0 <= row < len(rows):
        return None
    numbers = _rows_around(row + 1, len(rows))
    return _frame_grid({n: rows[n - 1] for n in numbers}, max((len(r) for r in rows), default=0), match, locator)


def _grid_of_list(home: Home, sha256: str, match: re.Match[str], locator: str) -> Grid | None:
    """The grid around a row of a large list, whose rows are kept apart."""
    from warehouse.evidence_rows import read_rows

    row = int(match["row"])
    rows = read_rows(home, sha256, match["table"], _rows_around(row, row + REACH))
    if row not in rows:
        return None
    return _frame_grid(rows, max(len(r) for r in rows.values()), match, locator)


def _rows_around(row: int, last: int) -> list[int]:
    """The numbers of the rows that are shown around a row: the table's head, and some on either side."""
    return sorted({*range(1, min(HEAD, last) + 1), *range(max(1, row - REACH), min(last, row + REACH) + 1)})


def _frame_grid(rows: Mapping[int, Sequence[str]], width: int, match: re.Match[str], locator: str) -> Grid | None:
    column = _column_number(match["letters"])
    columns = sorted({*range(1, min(2, width) + 1), *range(max(1, column - REACH), min(width, column + REACH) + 1)})
    if column not in columns:
        return None
    numbers = sorted(rows)
    return Grid(
        locator,
        tuple(numbers),
        tuple(_column_letters(j) for j in columns),
        tuple(tuple(rows[i][j - 1] if j <= len(rows[i]) else "" for j in columns) for i in numbers),
        (numbers.index(int(match["row"])), columns.index(column)),
    )


def _leaf(parts: Sequence[TextPart], locator: str) -> Leaf | None:
    value: Any = next((p["value"] for p in parts if p["kind"] == "tree"), None)
    parent: Any = None
    path = locator[1:]
    while path:
        parent = value
        taken = _take_index(value, path) if isinstance(value, list) else _take_key(value, path)
        if taken is None:
            return None
        value, path = taken
    return Leaf(locator, json.dumps(parent, ensure_ascii=False, indent=2), json.dumps(value, ensure_ascii=False))


def _take_index(values: list[Any], path: str) -> tuple[Any, str] | None:
    """The item that ``[3]`` at the head of a path names, and the rest of the path."""
    match = _INDEX.match(path)
    if match is None or int(match[1]) >= len(values):
        return None
    return values[int(match[1])], path[match.end() :]


def _take_key(value: Any, path: str) -> tuple[Any, str] | None:
    """The value of the longest key at the head of a path: keys may hold dots and brackets themselves."""
    if not isinstance(value, dict):
        return None
    heads = (key for key in value if path.startswith(f".{key}") and path[len(key) + 1 : len(key) + 2] in ("", ".", "["))
    key = max(heads, key=len, default=None)
    return None if key is None else (value[key], path[len(key) + 1 :])


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
