"""A reading: a submission as text blocks and tables, each piece with a locator.

Nothing here knows what a number means. Readers (one module a format) build these values; extraction consumes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

CellValue = str | Decimal | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as stored and as a person sees it.

    ``text`` is what is displayed where the format tells (``91.3%``), else the stored text; never None, "" for a blank.
    ``value`` is typed: numbers as Decimal (exactly as written), dates as date; None for a blank.
    ``formula``: the value is a formula's cached result.
    """

    text: str
    value: CellValue = None
    formula: bool = False


BLANK = Cell("")


@dataclass(frozen=True, slots=True)
class MergedRange:
    """A merged rectangle, rows and columns 1-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of cells, nothing dropped: ``rows[r - 1][c - 1]`` is row r, column c (1-based) of the source.

    ``locator`` names the table in its file: a sheet's name, ``csv``, ``table1``, ``page1.table1``; a cell's locator is
    ``f"{locator}!{A1}"``. Cells that a merge covers are BLANK; ``merged`` tells the ranges.
    ``rows`` is a tuple, or for large sheets ``laid_rows.LaidRows``, which equals one and makes its cells at first use.
    ``caption`` is text that stands directly before the table in a document (html, docx, pdf), "" in sheets.
    """

    locator: str
    rows: Sequence[tuple[Cell, ...]]
    merged: tuple[MergedRange, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A run of text as it stands in the source.

    ``locator``: "" for a plain text file (figures are then located by character span of the whole raw text),
    ``para 3``, ``page 2`` in documents. ``raw`` is exactly what the source holds, damage and all.
    """

    locator: str
    raw: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A JSON value with its root locator ``$``; numbers are Decimal; a leaf's locator is its JSON path."""

    locator: str
    value: Any


Block = TextBlock | Table | Tree


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission, read.

    ``blocks`` stand in document order. ``format`` is what the bytes are (txt, html, csv, xlsx, xls, json, docx ...),
    not what the name says. ``notes`` are remarks for people (encoding guessed, hidden sheet, formula without value).
    """

    file: str
    sha256: str
    format: str
    encoding: str | None
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Table))

    @property
    def texts(self) -> tuple[TextBlock, ...]:
        """The text blocks, in order."""
        return tuple(b for b in self.blocks if isinstance(b, TextBlock))

    @property
    def trees(self) -> tuple[Tree, ...]:
        """The JSON values, in order."""
        return tuple(b for b in self.blocks if isinstance(b, Tree))


def cell_name(row: int, column: int) -> str:
    """``C7`` for row 7, column 3 (both 1-based)."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
