"""The statistical tables of a sheet: where each starts and ends, and the lines of text that speak of it.

A sheet may hold several, one under the other or side by side, each with title, form lines, notes and signatures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.extraction.tables.grid import Grid
from pipelines.extraction.tables.rows import RowKind, classify_rows, read_line

_WIDEST_GROUP = 40


@dataclass(frozen=True, slots=True)
class Region:
    """One table of a grid: its header rows, its body rows and the columns that it takes.

    ``before`` and ``after`` are the lines of text around it, as (row, text); ``sections`` are the rows inside the
    body that only name a section, by row; ``shared`` are the sheet's first lines, which speak for every table on it
    where a table's own lines are silent.
    """

    grid: Grid
    header: tuple[int, ...]
    body: tuple[int, ...]
    left: int
    right: int
    before: tuple[tuple[int, str], ...] = ()
    after: tuple[tuple[int, str], ...] = ()
    sections: tuple[tuple[int, str], ...] = ()
    shared: tuple[tuple[int, str], ...] = ()

    @property
    def columns(self) -> range:
        """The columns of the table."""
        return range(self.left, self.right + 1)


def find_regions(grid: Grid) -> list[Region]:
    """All tables of a grid that hold data, in order.

    A table is a run of header rows with the data rows under it; the lines above belong to it back to the table
    before, the lines below until the next title. The first lines of the sheet speak for every table on it.
    """
    kinds = classify_rows(grid)
    blocks = _find_blocks(grid, kinds)
    regions = [_build_region(grid, kinds, blocks, i) for i in range(len(blocks))]
    if len(regions) > 1:
        head = regions[0].before
        regions = [regions[0], *(replace(r, shared=head[:2]) for r in regions[1:])]
    return [part for region in regions for part in _split_sideways(region)]


def _find_blocks(grid: Grid, kinds: list[RowKind]) -> list[tuple[int, int, int]]:
    """(first header row, first body row, last body row) of each table."""
    blocks: list[tuple[int, int, int]] = []
    row = 1
    while row <= grid.height:
        if kinds[row - 1] not in ("words", "data", "numbering"):
            row += 1
            continue
        body = _skip_header(grid, kinds, row)
        if body > grid.height or not (kinds[body - 1] == "data" or _heads_section(grid, kinds, body)):
            row = max(body, row + 1)
            continue
        last = _find_end(grid, kinds, body)
        blocks.append((row, body, last))
        row = last + 1
    return blocks


def _skip_header(grid: Grid, kinds: list[RowKind], row: int) -> int:
    """The first row under the header that starts at a row."""
    depth = top = row
    while row <= grid.height:
        kind = kinds[row - 1]
        is_inside = row <= depth
        if kind == "data" and not is_inside:
            return row
        if kind == "data" and row == depth and not _reaches_below(grid, row):
            return row
        if kind == "empty" and not is_inside:
            return row
        if row > top and not is_inside and _heads_section(grid, kinds, row):
            return row
        if kind == "line" and not _is_section(grid, kinds, row):
            return row
        depth = max(depth, _header_depth(grid, row)) if kind == "words" else depth
        row += 1
    return row


def _heads_section(grid: Grid, kinds: list[RowKind], row: int) -> bool:
    """Whether a row of one word, at the left edge under a header of several, heads the data rows after it."""
    filled = grid.filled(row)
    if kinds[row - 1] != "words" or len(filled) != 1 or row >= grid.height or kinds[row] != "data":
        return False
    above = grid.filled(row - 1) if row > 1 else []
    return len(above) > 1 and filled[0] == above[0] and not grid.is_covered(row, filled[0])


def _reaches_below(grid: Grid, row: int) -> bool:
    """Whether a cell of the row is merged with rows under it."""
    return any(grid.span(row, c).bottom > row for c in grid.filled(row))


def _header_depth(grid: Grid, row: int) -> int:
    """The last row that the merges of a header row reach."""
    return max((grid.span(row, c).bottom for c in grid.filled(row)), default=row)


def _is_section(grid: Grid, kinds: list[RowKind], row: int) -> bool:
    """Whether a line inside a table names a section: the next row goes on with data of the same table."""
    follower = next((k for k in kinds[row:] if k != "empty"), "empty")
    columns = grid.filled(row)
    if follower != "data" or len(columns) != 1 or row == 1:
        return False
    return kinds[row - 2] in ("data", "words", "numbering")


def _find_end(grid: Grid, kinds: list[RowKind], body: int) -> int:
    """The last row of the body that starts at a row."""
    last = row = body
    while row <= grid.height:
        kind = kinds[row - 1]
        if kind == "data":
            last = row
        elif _ends_table(grid, kinds, row):
            return last
        row += 1
    return last


def _ends_table(grid: Grid, kinds: list[RowKind], row: int) -> bool:
    """Whether a row that holds no data is the end of the table above it."""
    if kinds[row - 1] == "words":
        return not _is_blank_data(grid, kinds, row)
    if kinds[row - 1] == "line":
        return not _is_section(grid, kinds, row)
    return kinds[row - 1] == "empty" and not _continues(kinds, row)


def _is_blank_data(grid: Grid, kinds: list[RowKind], row: int) -> bool:
    """Whether a row of words in the body is a row whose values are blank, not the header of a new table.

    A header is as wide as what follows; a row with blanks fills no more columns than the stubs of its neighbours.
    """
    filled = grid.filled(row)
    words_before = [c for c in grid.filled(row - 1) if grid.at(row - 1, c).kind == "words"] if row > 1 else []
    return len(filled) <= max(1, len(words_before)) and kinds[row - 2] != "line"


def _continues(kinds: list[RowKind], row: int) -> bool:
    """Whether data goes on after one empty row."""
    return row < len(kinds) and kinds[row] == "data"


def _build_region(grid: Grid, kinds: list[RowKind], blocks: list[tuple[int, int, int]], index: int) -> Region:
    """The region of one block with its lines."""
    top, body, last = blocks[index]
    previous_end = blocks[index - 1][2] if index else 0
    next_top = blocks[index + 1][0] if index + 1 < len(blocks) else grid.height + 1
    header = tuple(r for r in range(top, body) if kinds[r - 1] in ("words", "empty"))
    inner_lines = [r for r in range(top, last + 1) if kinds[r - 1] == "line"]
    rows = tuple(r for r in range(body, last + 1) if kinds[r - 1] in ("data", "words"))
    filled = [c for r in (*header, *rows) for c in grid.filled(r)]
    before = [r for r in range(previous_end + 1, top) if kinds[r - 1] in ("line", "words")]
    after = [r for r in range(last + 1, next_top) if kinds[r - 1] in ("line", "words")]
    return Region(
        grid,
        header,
        rows,
        min(filled),
        max(filled),
        tuple(_read_lines(grid, before)),
        tuple(_read_lines(grid, after)),
        tuple(_read_lines(grid, inner_lines)),
    )


def _read_lines(grid: Grid, rows: list[int]) -> list[tuple[int, str]]:
    """The text of rows, cells parted by two blanks."""
    return [(r, read_line(grid, r)) for r in rows]


def _split_sideways(region: Region) -> list[Region]:
    """Part tables that stand side by side: a column without anything, then stubs of words again."""
    grid, rows = region.grid, (*region.header, *region.body)
    used = {c for r in rows for c in grid.filled(r)} | {
        c for (r, c) in grid.covers if r in rows and grid.at(*grid.anchor(r, c)).kind != "blank"
    }
    starts = [region.left]
    for column in range(region.left + 1, region.right):
        if column not in used and _starts_with_stub(region, column + 1):
            starts.append(column + 1)
    if len(starts) == 1:
        return _split_repeated(region)
    ends = [s - 2 for s in starts[1:]] + [region.right]
    return [replace(region, left=a, right=b) for a, b in zip(starts, ends, strict=True)]


def _split_repeated(region: Region) -> list[Region]:
    """Part a table whose heads come again from left to right: 指标 | 数值 | 指标 | 数值, its rows going on beside."""
    grid = region.grid
    heads = [tuple(grid.label(r, c).raw.strip() for r in region.header) for c in region.columns]
    if not heads or not any(heads[0]):
        return [region]
    for width in range(2, min(len(heads) // 2, _WIDEST_GROUP) + 1):
        count = len(heads) // width
        is_repeated = all(heads[i] == heads[i % width] for i in range(count * width))
        if not is_repeated or any(any(head) for head in heads[count * width :]):
            continue
        starts = [region.left + i * width for i in range(count)]
        if all(any(_starts_with_stub(region, s + i) for i in range(width - 1)) for s in starts):
            return [replace(region, left=s, right=s + width - 1) for s in starts]
    return [region]


def _starts_with_stub(region: Region, column: int) -> bool:
    """Whether a column's body holds words in most of its cells."""
    kinds = [region.grid.at(r, column).kind for r in region.body]
    filled = [k for k in kinds if k != "blank"]
    return bool(filled) and filled.count("words") * 2 > len(filled)
