"""The words over each column and before each row, by relation in space.

A merged head stands over all columns that it spreads over; where a file has no merges, a head stands over the blanks
to its right that have a lower head of their own. Nothing is judged here: paths are words, outermost first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.extraction.tables.grid import Grid
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.wording import Label, read_label

_RANKS = {"han": 0, "han_bracket": 1, "": 2, "digit": 3, "digit_bracket": 4, "circle": 5}
HEADER_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Head:
    """One header cell over a column: its words and where it stands."""

    label: Label
    row: int
    column: int


def read_column_paths(region: Region) -> dict[int, tuple[Head, ...]]:
    """The heads over every column of a table, outermost first; a column without any has an empty path."""
    filled = _fill_headers(region)
    return {c: _join_vertical(_collect(region, filled, c)) for c in region.columns}


def _fill_headers(region: Region) -> dict[tuple[int, int], tuple[int, int]]:
    """Which header cell speaks for each place of the header block."""
    grid, speaks = region.grid, {}
    lowest = _lowest_words(region)
    for row in region.header:
        current: int | None = None
        is_merged = _has_wide_merge(grid, region, row)
        for column in region.columns:
            anchor = grid.anchor(row, column)
            if grid.raw(*anchor).strip():
                speaks[row, column] = anchor
                current = column if lowest.get(column, 0) > row else None
            elif current is not None and not is_merged and lowest.get(column, 0) > row:
                speaks[row, column] = grid.anchor(row, current)
            else:
                current = None
    return speaks


def _has_wide_merge(grid: Grid, region: Region, row: int) -> bool:
    """Whether a header row tells its spans by merges."""
    return any(grid.span(row, c).right > grid.span(row, c).left for c in region.columns)


def _lowest_words(region: Region) -> dict[int, int]:
    """For each column the last header row that has a cell of its own there."""
    grid = region.grid
    return {
        column: row
        for row in region.header
        for column in region.columns
        if grid.at(row, column).kind != "blank" and not grid.is_covered(row, column)
    }


def _collect(region: Region, speaks: dict[tuple[int, int], tuple[int, int]], column: int) -> list[Head]:
    """The distinct heads over a column, top down."""
    heads: list[Head] = []
    seen: set[tuple[int, int]] = set()
    for row in region.header:
        anchor = speaks.get((row, column))
        if anchor is None or anchor in seen:
            continue
        seen.add(anchor)
        label = read_label(region.grid.raw(*anchor))
        if label.core or label.unit or label.raw.strip():
            heads.append(Head(label, *anchor))
    return heads


def _join_vertical(heads: list[Head]) -> tuple[Head, ...]:
    """Join a head that is written one character a row, down the column, to one word."""
    if len(heads) < 3 or any(len(h.label.core) != 1 for h in heads[-3:]):
        return tuple(heads)
    first = next(i for i in range(len(heads)) if all(len(h.label.core) == 1 for h in heads[i:]))
    word = "".join(h.label.raw.strip() for h in heads[first:])
    return (*heads[:first], replace(heads[-1], label=read_label(word)))


@dataclass(frozen=True, slots=True)
class RowHead:
    """The words in a row's stub columns: by column, with the heads that the row stands under.

    ``parents`` are heads of the last stub column's outline: sections, rows less indented, the row before 其中.
    """

    row: int
    labels: dict[int, Label]
    parents: tuple[Label, ...] = ()


def read_row_heads(region: Region, stubs: tuple[int, ...], outline: int | None) -> list[RowHead]:
    """The words before every body row.

    Args:
        region: the table.
        stubs: its stub columns; blanks in all but the last are filled from above, as a merge would.
        outline: the stub column whose rows form an outline (indents, numbering, 其中), if any.
    """
    heads: list[RowHead] = []
    last: dict[int, Label] = {}
    stack: list[tuple[tuple[int, int, int], Label]] = []
    for row in region.body:
        labels = _read_stub_cells(region, row, stubs, last)
        last = labels
        parents: tuple[Label, ...] = ()
        if outline is not None and outline in labels and not region.grid.is_covered(row, outline):
            parents = _climb(stack, labels[outline])
        section = [read_label(text) for r, text in region.sections if r < row][-1:]
        heads.append(RowHead(row, labels, (*section, *parents)))
    return heads


def _read_stub_cells(region: Region, row: int, stubs: tuple[int, ...], above: dict[int, Label]) -> dict[int, Label]:
    """Labels of one row's stub columns; a blank takes what stands above where a later stub column goes on."""
    grid, labels = region.grid, {}
    for position, column in enumerate(stubs):
        label = grid.label(row, column)
        if label.core or label.unit:
            labels[column] = label
            continue
        goes_on = any(grid.raw(*grid.anchor(row, later)).strip() for later in stubs[position + 1 :])
        if goes_on and column in above and not any(stub in labels for stub in stubs[:position]):
            labels[column] = above[column]
    if stubs and not labels:
        outside = [grid.label(row, c) for c in range(region.left, stubs[0]) if grid.at(row, c).kind == "words"]
        if outside:
            labels[stubs[0]] = outside[-1]
    return labels


def _climb(stack: list[tuple[tuple[int, int, int], Label]], label: Label) -> tuple[Label, ...]:
    """The heads that a row of an outline stands under; the stack of open heads is brought up to date."""
    level = _find_level(stack, label)
    while stack and stack[-1][0] >= level:
        stack.pop()
    parents = tuple(head for _, head in stack)
    stack.append((level, label))
    return parents


def _find_level(stack: list[tuple[tuple[int, int, int], Label]], label: Label) -> tuple[int, int, int]:
    """How deep a row stands: by 其中, by numbering that goes on under a 其中, by numbering, by indent."""
    rank = _RANKS[label.numbering]
    if label.is_part and stack:
        base = next((lvl for lvl, head in reversed(stack) if not _is_in_part(head, lvl)), stack[-1][0])
        return (base[0], base[1] + 1, 1)
    if _goes_on(stack, label):
        return next(lvl for lvl, head in reversed(stack) if head.numbering == label.numbering)
    if label.numbering in ("han", "han_bracket", "") or not stack:
        return (rank if label.numbering in ("han", "han_bracket") else 2, label.indent, 0)
    return (3, label.indent, 0)


def _is_in_part(head: Label, level: tuple[int, int, int]) -> bool:
    """Whether an open head is itself a part."""
    return head.is_part or level[2] == 1


def _goes_on(stack: list[tuple[tuple[int, int, int], Label]], label: Label) -> bool:
    """Whether a numbered row continues the numbering of an open row (2 after 1)."""
    return bool(label.numbering) and any(
        head.numbering == label.numbering and head.number == label.number - 1 for _, head in stack
    )
