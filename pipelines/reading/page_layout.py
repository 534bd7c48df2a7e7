"""Pieces of text that stand somewhere on a page, to lines, text blocks and tables: by alignment alone, without rulings.

For formats that tell only places: OFD, and pictures whose text was recognised. Lengths are in the page's own measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.reading.draft import caption_before, pad_rows, text_cell
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Block, Cell, MergedRange, Table, TextBlock

SAME_LINE = 0.5
SAME_CELL = 0.9
SAME_BLOCK = 1.8
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with its box: ``left < right``, ``top < bottom``, from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        """The height of the box."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page from left to right: its number there (1-based) and its pieces, those that touch joined."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The line as one text, its pieces parted by blanks."""
        return "  ".join(piece.text for piece in self.pieces)


def lay_out_page(pieces: Iterable[Piece], page: int, limits: Limits) -> list[Block]:
    """The blocks of a page from top to bottom.

    Neighbouring lines of two pieces or more whose pieces stand in columns are a table ``page1.table1``; a piece that
    reaches over several columns is a merged range. All else is text, a block ``page 1 line 3`` for each run of lines.

    Raises:
        UnreadableFileError: ``too_large`` for a table beyond the limits.
    """
    lines = find_lines(pieces)
    blocks: list[Block] = []
    tables, start = 0, 0
    while start < len(lines):
        end = _table_end(lines, start)
        if end - start >= 2:
            tables += 1
            locator = f"page{page}.table{tables}"
            blocks.append(_build_table(lines[start:end], locator, caption_before(_single_lines(blocks)), limits))
        else:
            end = _text_end(lines, start)
            text = "\n".join(line.text for line in lines[start:end])
            blocks.append(TextBlock(f"page {page} line {lines[start].number}", text))
        start = end
    return blocks


def find_lines(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of a page from top to bottom: pieces whose middles are closer than half a character's height."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: ((p.top + p.bottom) / 2, p.left)):
        if rows and _is_level(rows[-1][0], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Line(number, _join_touching(row)) for number, row in enumerate(rows, 1)]


def _is_level(first: Piece, other: Piece) -> bool:
    middle = (first.top + first.bottom) / 2 - (other.top + other.bottom) / 2
    return abs(middle) < SAME_LINE * min(first.height, other.height)


def _join_touching(row: list[Piece]) -> tuple[Piece, ...]:
    """A line's pieces from left to right, those closer than a character's width joined."""
    joined: list[Piece] = []
    for piece in sorted(row, key=lambda p: (p.left, p.right)):
        last = joined[-1] if joined else None
        if last is not None and piece.left - last.right < SAME_CELL * min(last.height, piece.height):
            box = (min(last.top, piece.top), max(last.right, piece.right), max(last.bottom, piece.bottom))
            joined[-1] = Piece(last.left, *box, last.text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def _table_end(lines: Sequence[Line], start: int) -> int:
    """The end of the run of lines from ``start`` on that stand in the columns of a table; ``start`` where none do."""
    end = start
    while end < len(lines) and len(lines[end].pieces) > 1 and (end == start or _is_near(lines[end - 1], lines[end])):
        end += 1
    while end - start >= 2 and _place_pieces(lines[start:end]) is None:
        end -= 1
    return end


def _text_end(lines: Sequence[Line], start: int) -> int:
    """The end of a run of text lines: at a gap, or where a table begins."""
    end = start + 1
    while end < len(lines) and _is_near(lines[end - 1], lines[end]) and _table_end(lines, end) - end < 2:
        end += 1
    return end


def _is_near(above: Line, below: Line) -> bool:
    height = max(piece.height for piece in (*above.pieces, *below.pieces))
    return min(p.top for p in below.pieces) - max(p.bottom for p in above.pieces) < SAME_BLOCK * height


def _place_pieces(lines: Sequence[Line]) -> list[list[tuple[int, int]]] | None:
    """The first and last column of each piece of each line; None where two pieces of a line share a column."""
    columns = _find_columns(lines)
    placed: list[list[tuple[int, int]]] = []
    for line in lines:
        spans: list[tuple[int, int]] = []
        for piece in line.pieces:
            hits = [i for i, (left, right) in enumerate(columns) if piece.left < right and piece.right > left]
            if not hits or (spans and spans[-1][1] >= hits[0]):
                return None
            spans.append((hits[0], hits[-1]))
        placed.append(spans)
    return placed


def _find_columns(lines: Sequence[Line]) -> list[Span]:
    """The columns: pieces that stand above each other, those first that reach over least; wide heads make none."""
    most = max(len(line.pieces) for line in lines)
    columns: list[Span] = []
    narrow = [p for line in lines if len(line.pieces) == most for p in line.pieces]
    others = [p for line in lines if len(line.pieces) < most for p in line.pieces]
    for piece in (*narrow, *others):
        hits = [span for span in columns if piece.left < span[1] and piece.right > span[0]]
        if len(hits) > 1:
            continue
        if hits:
            columns.remove(hits[0])
            columns.append((min(hits[0][0], piece.left), max(hits[0][1], piece.right)))
        else:
            columns.append((piece.left, piece.right))
    return sorted(columns)


def _build_table(lines: Sequence[Line], locator: str, caption: str, limits: Limits) -> Table:
    placed = _place_pieces(lines) or []
    width = 1 + max(last for spans in placed for _, last in spans)
    grid: list[list[Cell]] = [[BLANK] * width for _ in lines]
    merged: list[MergedRange] = []
    for row, (line, spans) in enumerate(zip(lines, placed, strict=True), 1):
        for piece, (first, last) in zip(line.pieces, spans, strict=True):
            grid[row - 1][first] = text_cell(piece.text.strip())
            if last > first:
                merged.append(MergedRange(row, first + 1, row, last + 1))
    return Table(locator, pad_rows(grid, limits, locator), tuple(merged), caption=caption)


def _single_lines(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the last text in its single lines, as a caption is one of them."""
    if not blocks or not isinstance(blocks[-1], TextBlock):
        return []
    return [TextBlock("", line) for line in blocks[-1].raw.splitlines()]
