"""One row of a list that is read in a stream."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.reading.model import Cell, MergedRange


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the locator of its table, its number there (1-based), its cells from column 1 on.

    Rows are as long as they are, not padded to the widest. ``hidden``: the row or its sheet is hidden. ``merged``: the
    ranges whose first row this is; they may reach below the last row.
    """

    locator: str
    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    merged: tuple[MergedRange, ...] = ()
