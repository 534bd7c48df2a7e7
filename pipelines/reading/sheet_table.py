"""A sheet's cells to its table: merged cells cleared, rows padded, what people should know of it remarked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.reading.draft import clip_merges, clip_ranges, pad_rows
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell, MergedRange, Table, cell_name
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.sheet_facts import SheetFacts

if TYPE_CHECKING:
    from pipelines.reading.sheet_grid import SheetGrid

SHOWN_PLACES = 5


@dataclass(frozen=True, slots=True)
class SheetParts:
    """All that is known of a sheet before its table is built; ``rows`` are changed by building it."""

    name: str
    rows: list[list[Cell]]
    facts: SheetFacts
    hidden: bool
    merged: tuple[MergedRange, ...]


def finish_table(parts: SheetParts, limits: Limits) -> tuple[Table, list[str]]:
    """The table of a sheet and the remarks on it.

    Raises:
        UnreadableFileError: ``too_large`` beyond the limits, ``unsafe`` for merged ranges that lie over each other.
    """
    _check_merges(parts, len(parts.rows), max(map(len, parts.rows), default=0), limits)
    leftover = sum(_clear_covered(parts.rows, merge) for merge in parts.merged)
    padded = pad_rows(parts.rows, limits, parts.name)
    table = Table(
        parts.name,
        padded,
        clip_merges(parts.merged, padded),
        parts.hidden,
        frozenset(parts.facts.hidden_rows),
        frozenset(parts.facts.hidden_columns),
    )
    return table, _remarks(parts, leftover)


def finish_grid(parts: SheetParts, grid: SheetGrid, limits: Limits) -> tuple[Table, list[str]]:
    """The same for a sheet whose cells are not made yet; ``parts`` has no rows.

    Raises:
        UnreadableFileError: ``unsafe`` for merged ranges that lie over each other.
    """
    height, width = grid.grid.shape
    _check_merges(parts, height, width, limits)
    leftover = grid.clear(parts.merged)
    table = Table(
        parts.name,
        grid.rows(),
        clip_ranges(parts.merged, height, width),
        parts.hidden,
        frozenset(parts.facts.hidden_rows),
        frozenset(parts.facts.hidden_columns),
    )
    return table, _remarks(parts, leftover)


def _check_merges(parts: SheetParts, height: int, width: int, limits: Limits) -> None:
    """Refuse ranges that together cover more than any sheet has cells: they lie over each other, thousands deep.

    Raises:
        UnreadableFileError: ``unsafe``.
    """
    covered = sum(
        max(min(m.bottom, height) - m.top + 1, 0) * max(min(m.right, width) - m.left + 1, 0) for m in parts.merged
    )
    if covered > limits.max_cells:
        problem = f"{len(parts.merged)} merged ranges cover {covered} cells"
        raise UnreadableFileError("unsafe", problem, where=parts.name)


def _clear_covered(rows: list[list[Cell]], merge: MergedRange) -> int:
    """Blank what a merge covers: leftovers under it are seen by nobody; how many there were."""
    leftover = 0
    for row in range(merge.top, min(merge.bottom, len(rows)) + 1):
        line = rows[row - 1]
        for column in range(merge.left, min(merge.right, len(line)) + 1):
            if (row, column) != (merge.top, merge.left):
                leftover += line[column - 1].value not in (None, "")
                line[column - 1] = BLANK
    return leftover


def _remarks(parts: SheetParts, leftover: int) -> list[str]:
    facts, remarks = parts.facts, []
    if parts.hidden:
        remarks.append(f"{parts.name}: hidden sheet")
    if facts.hidden_rows or facts.hidden_columns:
        count = len(facts.hidden_rows) + len(facts.hidden_columns)
        remarks.append(f"{parts.name}: {count} hidden rows or columns")
    if facts.unevaluated:
        places = ", ".join(cell_name(*position) for position in facts.unevaluated[:SHOWN_PLACES])
        remarks.append(
            f"{parts.name}: {len(facts.unevaluated)} formulas without a stored value, read as blank ({places})"
        )
    if leftover:
        remarks.append(f"{parts.name}: {leftover} values lie hidden under merged cells and are not read")
    return remarks
