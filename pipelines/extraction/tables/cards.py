"""Forms that are no tables: labels and values side by side, several pairs a row (发现隐患 | 30 | 已整改 | 28).

A card is laid out anew, one pair a row, and then understood like a table; locators stay those of the sheet.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extraction.tables.grid import Grid, build_grid
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.wording import clean, is_unit_text
from pipelines.reading.model import Cell, Table

Pair = tuple[tuple[int, int], tuple[int, int]]
_LEAST_PAIRS = 2
_SHARE = 0.6


def lay_out_card(region: Region) -> Region | None:
    """A card's pairs as a table of two columns, None where the region is no card."""
    rows = sorted({*region.header, *region.body})
    pairs = {row: _pair_row(region, row) for row in rows}
    filled = [row for row in rows if region.grid.filled(row)]
    wide = [row for row in filled if len(pairs[row]) >= _LEAST_PAIRS]
    numeric = [p for row in wide for p in pairs[row] if region.grid.at(*p[1]).kind in ("number", "mark")]
    if len(wide) < max(1, len(filled) * _SHARE) or len(numeric) < _LEAST_PAIRS or _repeats(region, wide, pairs):
        return None
    listed = [pair for row in rows for pair in pairs[row]]
    return _lay_out(region, listed)


def _pair_row(region: Region, row: int) -> list[Pair]:
    """The pairs of one row: words, then the next filled cell; empty where the row does not go in pairs."""
    grid = region.grid
    places = [c for c in grid.filled(row) if region.left <= c <= region.right and not grid.is_covered(row, c)]
    kinds = [grid.at(row, c).kind for c in places]
    if len(places) >= 3 and len(places) % 3 == 0 and _goes_in_triples(grid, row, places):
        return [((row, places[i]), (row, places[i + 2])) for i in range(0, len(places), 3)]
    if len(places) % 2 or any(kinds[i] != "words" for i in range(0, len(places), 2)):
        return []
    return [((row, places[i]), (row, places[i + 1])) for i in range(0, len(places), 2)]


def _goes_in_triples(grid: Grid, row: int, places: list[int]) -> bool:
    """Whether a row goes on as words, a unit, a number: 应急演练 | 场 | 11 | 安全培训 | 人次 | 642."""
    return all(
        grid.at(row, places[i]).kind == "words"
        and is_unit_text(clean(grid.raw(row, places[i + 1])))
        and grid.at(row, places[i + 2]).kind in ("number", "mark")
        for i in range(0, len(places), 3)
    )


def _repeats(region: Region, rows: list[int], pairs: dict[int, list[Pair]]) -> bool:
    """Whether the first words of pairs come again, as stubs of a table do; a card's labels are all different."""
    labels = [clean(region.grid.raw(*label)) for row in rows for label, _ in pairs[row]]
    later = [pairs[row][1:] for row in rows]
    has_numbers = any(region.grid.at(*value).kind == "number" for tail in later for _, value in tail)
    return len(set(labels)) < len(labels) or not has_numbers


def _lay_out(region: Region, pairs: list[Pair]) -> Region:
    """A region of two columns; pairs of words become lines that speak of the card."""
    grid = region.grid
    lines = list(region.before)
    rows: list[tuple[Cell, ...]] = []
    paths: dict[tuple[int, int], str] = {}
    for label, value in pairs:
        if grid.at(*value).kind == "words":
            lines.append((label[0], f"{clean(grid.raw(*label)).rstrip(':：')}:{clean(grid.raw(*value))}"))
            continue
        rows.append((_label_cell(grid, label, value), _cell(grid, value)))
        paths[len(rows), 1] = grid.locate(*label)
        paths[len(rows), 2] = grid.locate(*value)
    table = replace(Table(grid.table.locator, tuple(rows)), hidden=grid.table.hidden)
    return Region(build_grid(table, paths), (), tuple(range(1, len(rows) + 1)), 1, 2, tuple(lines), region.after)


def _label_cell(grid: Grid, label: tuple[int, int], value: tuple[int, int]) -> Cell:
    """A pair's label, the unit that stands between it and the value put in brackets behind it."""
    row, column = label
    unit = next((clean(grid.raw(row, c)) for c in range(column + 1, value[1]) if grid.raw(row, c).strip()), "")
    text = grid.raw(row, column).strip()
    return Cell(f"{text}({unit})", f"{text}({unit})") if unit and is_unit_text(unit) else _cell(grid, label)


def _cell(grid: Grid, place: tuple[int, int]) -> Cell:
    """The cell at a place."""
    return grid.table.rows[place[0] - 1][place[1] - 1]
