"""A reading as plain values and back, for the pipe between the reading process and the load.

Sheets repeat themselves: each different cell is sent once and rows are numbers that point at them, which makes a large
list a tenth of what its cells would be one by one. The values are strings, bytes and tuples: nothing but data arrives.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from pipelines.reading.laid_rows import LaidRows, Layout
from pipelines.reading.model import Block, Cell, CellValue, MergedRange, Reading, Table, TextBlock, Tree
from pipelines.reading.outcomes import UnreadableFileError, rebuild_error

LARGE_TABLE = 20_000
Packed = tuple[Any, ...]


def pack_answer(answer: Reading | UnreadableFileError) -> Packed:
    """A reading or an error as nested tuples of plain values."""
    if isinstance(answer, UnreadableFileError):
        return ("error", answer.code, answer.problem, answer.where, answer.next_step)
    blocks = tuple(_pack_block(block) for block in answer.blocks)
    head = (answer.file, answer.sha256, answer.format, answer.encoding)
    return ("reading", head, blocks, tuple(answer.notes), dict(answer.metadata))


def unpack_answer(packed: Any) -> Reading | UnreadableFileError:
    """What ``pack_answer`` packed.

    Raises:
        ValueError: for anything else.
    """
    match packed:
        case ("error", str(code), str(problem), str(where), str(step)):
            return rebuild_error(code, problem, where, step)
        case ("reading", (str(file), str(digest), str(form), encoding), blocks, notes, metadata):
            return Reading(file, digest, form, encoding, tuple(map(_unpack_block, blocks)), tuple(notes), metadata)
    raise ValueError("the answer is no reading")


def _pack_block(block: Block) -> Packed:
    if isinstance(block, TextBlock):
        return ("text", block.locator, block.raw)
    if isinstance(block, Tree):
        return ("tree", block.locator, _pack_tree(block.value))
    pool, places = _layout_of(block.rows)
    height = len(block.rows)
    shape = (height, len(places) // height if height else 0)
    merged = tuple((m.top, m.left, m.bottom, m.right) for m in block.merged)
    hidden = (block.hidden, tuple(block.hidden_rows), tuple(block.hidden_columns))
    return ("table", block.locator, shape, pool, places.tobytes(), merged, hidden, block.caption)


def _layout_of(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Packed, ...], array[int]]:
    """The different cells of a table and, row by row, which of them stands where."""
    if isinstance(rows, LaidRows):
        layout = rows.layout()
        return tuple(map(_pack_cell, layout.pool)), layout.places
    numbers: dict[Packed, int] = {}
    places = array("I")
    for row in rows:
        for cell in row:
            places.append(numbers.setdefault(_pack_cell(cell), len(numbers)))
    return tuple(numbers), places


def _unpack_block(packed: Packed) -> Block:
    match packed:
        case ("text", str(locator), str(raw)):
            return TextBlock(locator, raw)
        case ("tree", str(locator), value):
            return Tree(locator, _unpack_tree(value))
        case ("table", str(locator), (int(height), int(width)), cells, bytes(content), merged, hidden, str(caption)):
            rows = _unpack_rows(cells, content, height, width)
            ranges = tuple(MergedRange(*merge) for merge in merged)
            return Table(locator, rows, ranges, hidden[0], frozenset(hidden[1]), frozenset(hidden[2]), caption)
    raise ValueError("the block is no part of a reading")


def _unpack_rows(cells: Sequence[Packed], content: bytes, height: int, width: int) -> Sequence[tuple[Cell, ...]]:
    """The rows, those of a large table laid out when they are asked for.

    Raises:
        ValueError: for numbers that point at no cell, or fewer than the table has.
    """
    places = array("I")
    places.frombytes(content)
    if len(places) != height * width or max(places, default=0) >= max(len(cells), 1):
        raise ValueError("the table is not whole")
    rows = LaidRows(height, width, partial(_unpack_layout, cells, places), shows=any(map(_shows, cells)))
    return rows if len(places) >= LARGE_TABLE else rows.whole()


def _unpack_layout(cells: Sequence[Packed], places: array[int]) -> Layout:
    return Layout(list(map(_unpack_cell, cells)), places)


def _shows(packed: Packed) -> bool:
    return bool(packed[0]) or packed[1] != "none"


def _pack_cell(cell: Cell) -> Packed:
    kind, written = _pack_value(cell.value, cell.text)
    return (cell.text, kind, written, cell.formula)


def _pack_value(value: CellValue, text: str) -> tuple[str, str]:
    """A value's kind and its writing; ``same`` where the value is the text."""
    if value is None:
        return "none", ""
    if isinstance(value, str):
        return ("same", "") if value == text else ("text", value)
    if isinstance(value, bool):
        return "bool", "1" if value else ""
    if isinstance(value, Decimal):
        return "number", str(value)
    return ("moment" if isinstance(value, datetime) else "day"), value.isoformat()


def _unpack_cell(packed: Packed) -> Cell:
    text, kind, written, formula = packed
    return Cell(text, _unpack_value(kind, written, text), formula)


def _unpack_value(kind: str, written: str, text: str) -> CellValue:
    match kind:
        case "none":
            return None
        case "same":
            return text
        case "text":
            return written
        case "bool":
            return bool(written)
        case "number":
            return Decimal(written)
        case "day":
            return date.fromisoformat(written)
        case "moment":
            return datetime.fromisoformat(written)
    raise ValueError(f"{kind} is no kind of value")


def _pack_tree(value: Any) -> Packed:
    if isinstance(value, dict):
        return ("object", tuple((key, _pack_tree(inner)) for key, inner in value.items()))
    if isinstance(value, list | tuple):
        return ("list", tuple(_pack_tree(inner) for inner in value))
    return _pack_value(value, "")


def _unpack_tree(packed: Packed) -> Any:
    kind, content = packed
    if kind == "object":
        return {key: _unpack_tree(inner) for key, inner in content}
    if kind == "list":
        return [_unpack_tree(inner) for inner in content]
    return _unpack_value(kind, content, "")
