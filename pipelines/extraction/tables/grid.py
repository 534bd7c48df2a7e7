"""A table as a grid that can be asked: what stands at a place, what a merge spreads over it, what its words are.

Rows and columns are 1-based everywhere, as in locators.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.extraction.tables.cells import BLANK, Content, read_cell
from pipelines.extraction.tables.wording import Label, read_label
from pipelines.reading.model import MergedRange, Table, cell_name

# Characters of common words of statistics that only Traditional script has.
_TRADITIONAL = re.compile(r"[檢隱罰數區縣鎮鄉業單額總處發產監礦][\u4e00-\u9fff]")
_MAX_MERGED_AREA = 2_000_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its cells read and its merges laid over it.

    ``contents[r - 1][c - 1]`` is what stands in row r, column c; ``covers`` gives for each covered place the merge
    that covers it (its own top left included). ``paths`` are locators that replace sheet!cell. ``is_traditional``: the
    table is in Traditional script.
    """

    table: Table
    contents: tuple[tuple[Content, ...], ...]
    covers: dict[tuple[int, int], MergedRange] = field(repr=False)
    width: int
    paths: Mapping[tuple[int, int], str] | None = field(default=None, repr=False)
    is_traditional: bool = False

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.contents)

    def at(self, row: int, column: int) -> Content:
        """What stands in a cell itself; a place that a merge covers is blank."""
        line = self.contents[row - 1]
        return line[column - 1] if column <= len(line) else BLANK

    def raw(self, row: int, column: int) -> str:
        """A cell's text as printed."""
        line = self.table.rows[row - 1]
        return line[column - 1].text if column <= len(line) else ""

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that speaks for a place: the top left of its merge, else itself."""
        merge = self.covers.get((row, column))
        return (merge.top, merge.left) if merge else (row, column)

    def span(self, row: int, column: int) -> MergedRange:
        """The rectangle that a cell spreads over."""
        return self.covers.get((row, column)) or MergedRange(row, column, row, column)

    def is_covered(self, row: int, column: int) -> bool:
        """Whether a merge that starts elsewhere covers the place."""
        return self.anchor(row, column) != (row, column)

    def label(self, row: int, column: int) -> Label:
        """The words that a place carries, a merge's words standing for all its places."""
        return read_label(self.raw(*self.anchor(row, column)))

    def filled(self, row: int) -> list[int]:
        """Columns of a row in which something stands."""
        return [i for i, content in enumerate(self.contents[row - 1], 1) if content.kind != "blank"]

    def locate(self, row: int, column: int) -> str:
        """A cell's locator."""
        if self.paths is not None:
            return self.paths.get((row, column), self.table.locator)
        return f"{self.table.locator}!{cell_name(row, column)}"


def build_grid(table: Table, paths: Mapping[tuple[int, int], str] | None = None) -> Grid:
    """Read all cells of a table; merges beyond any sane size are left out (their top left still speaks).

    Args:
        table: the table.
        paths: locators of cells by (row, column), for tables that were laid out from a JSON value.
    """
    contents = tuple(tuple(read_cell(cell) for cell in row) for row in table.rows)
    covers: dict[tuple[int, int], MergedRange] = {}
    height, width, area = len(contents), max((len(row) for row in contents), default=0), 0
    for merge in table.merged:
        bottom, right = min(merge.bottom, height), min(merge.right, width)
        area += max(0, bottom - merge.top + 1) * max(0, right - merge.left + 1)
        if area > _MAX_MERGED_AREA:
            break
        for row in range(merge.top, bottom + 1):
            for column in range(merge.left, right + 1):
                covers[row, column] = merge
    is_traditional = any(_TRADITIONAL.search(cell.text) for row in table.rows for cell in row)
    return Grid(table, contents, covers, width, paths, is_traditional)
