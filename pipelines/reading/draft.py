"""What one format's reader hands back before the file's name and hash are put to it.

Also the few values that all table-like formats build in the same way: padded rectangles, text cells, captions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Block, Cell, MergedRange, TextBlock
from pipelines.reading.outcomes import UnreadableFileError

CAPTION_BLOCKS = 3
CAPTION_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Draft:
    """The content of a file: its true format, blocks in document order, remarks, metadata."""

    format: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    encoding: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as html, docx and ods write it: its content and how far it reaches."""

    cell: Cell
    columns: int = 1
    rows: int = 1


Rows = tuple[tuple[Cell, ...], ...]


def text_cell(text: str) -> Cell:
    """A cell of a format that knows only text: the text is its value; blank if nothing is visible."""
    return Cell(text, text) if text.strip() else BLANK


def check_extent(rows: int, columns: int, limits: Limits, where: str) -> None:
    """Refuse a rectangle beyond what a sheet can be.

    Raises:
        UnreadableFileError: ``too_large``.
    """
    if rows > limits.max_rows or columns > limits.max_columns or rows * columns > limits.max_cells:
        problem = f"a table of {rows} rows by {columns} columns is more than is read"
        raise UnreadableFileError("too_large", problem, where=where)


def pad_rows(rows: Sequence[Sequence[Cell]], limits: Limits, where: str) -> Rows:
    """The rows as a rectangle: short ones are filled with blanks on the right.

    Raises:
        UnreadableFileError: ``too_large`` for a rectangle beyond the limits.
    """
    width = max((len(row) for row in rows), default=0)
    check_extent(len(rows), width, limits, where)
    return tuple(tuple(row) + (BLANK,) * (width - len(row)) for row in rows)


def clip_merges(merged: Iterable[MergedRange], rows: Rows) -> tuple[MergedRange, ...]:
    """The merged ranges as far as the table has cells: a file may declare millions of rows that it does not hold."""
    return clip_ranges(merged, len(rows), len(rows[0]) if rows else 0)


def clip_ranges(merged: Iterable[MergedRange], height: int, width: int) -> tuple[MergedRange, ...]:
    """The merged ranges as far as a table of so many rows and columns reaches."""
    clipped = (MergedRange(m.top, m.left, min(m.bottom, height), min(m.right, width)) for m in merged)
    return tuple(
        m for m in clipped if m.bottom >= m.top and m.right >= m.left and (m.bottom, m.right) != (m.top, m.left)
    )


def place_spans(
    source: Iterable[Iterable[SpanCell]], limits: Limits, where: str
) -> tuple[Rows, tuple[MergedRange, ...]]:
    """Lay cells with column and row spans on a grid, as a browser does.

    A span of 0 rows reaches to the last row; spans past the last row are cut. Covered cells are blank.

    Raises:
        UnreadableFileError: ``too_large`` for a rectangle beyond the limits.
    """
    lines = [list(line) for line in source]
    placed: dict[tuple[int, int], Cell] = {}
    merged: list[MergedRange] = []
    covered_until: dict[int, int] = {}
    width = 0
    for row, line in enumerate(lines, 1):
        column = 1
        for span in line:
            while covered_until.get(column, 0) >= row:
                column += 1
            right = column + min(max(span.columns, 1), limits.max_columns) - 1
            bottom = len(lines) if span.rows == 0 else min(row + max(span.rows, 1) - 1, len(lines))
            width = max(width, right)
            check_extent(len(lines), width, limits, where)
            placed[row, column] = span.cell
            if right > column or bottom > row:
                merged.append(MergedRange(row, column, bottom, right))
                covered_until.update(dict.fromkeys(range(column, right + 1), bottom))
            column = right + 1
    rows = tuple(
        tuple(placed.get((row, column), BLANK) for column in range(1, width + 1)) for row in range(1, len(lines) + 1)
    )
    return rows, tuple(merged)


def caption_before(blocks: Sequence[Block]) -> str:
    """The short lines that stand directly before a table: at most three, none that is a sentence.

    The lines stay text blocks too; a table that follows another directly has no caption.
    """
    lines: list[str] = []
    for block in reversed(blocks):
        if not isinstance(block, TextBlock) or len(lines) == CAPTION_BLOCKS:
            break
        line = block.raw.strip()
        if not line:
            continue
        if len(line) > CAPTION_LENGTH or line.endswith(("。", "；", "！")):
            break
        lines.append(line)
    return "\n".join(reversed(lines))
