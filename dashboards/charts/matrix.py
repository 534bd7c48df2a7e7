"""Grids of places against sectors or quarters, each cell a link to its evidence or the word for why it is empty.

Drawn in HTML for the reasons given in `dashboards.charts.ranking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboards.charts.palette import shade
from dashboards.markup import Content, Html, div, element, join, link

_NAME_REM, _CELL_REM = 6.2, 3.6


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what it shows, and either its place on the scale (0 to 1) or its status."""

    shown: Content
    part: float | None = None
    status: str = ""
    address: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of cells, under the key of its column; ``group`` puts rows under a common head."""

    name: str
    cells: Mapping[str, Cell]
    group: str = ""
    is_chosen: bool = False


def draw_grid(columns: Sequence[tuple[str, str]], lines: Iterable[Line], empty: Cell) -> Html:
    """Draw the grid.

    Args:
        columns: key and head of each column.
        lines: the rows; a head goes before each change of group.
        empty: what a column without a cell shows.
    """
    head = element("tr", join([element("th", ""), *(_draw_head(name) for _, name in columns)]))
    body: list[Html] = []
    group = ""
    for line in lines:
        if line.group != group:
            group = line.group
            body.append(element("tr", element("th", group, colspan=str(len(columns) + 1)), "rl-group"))
        cells = [element("th", line.name, scope="row")]
        cells += [_draw_cell(line.cells.get(key, empty)) for key, _ in columns]
        body.append(element("tr", join(cells), "rl-chosen" if line.is_chosen else ""))
    whole = join([element("thead", head), element("tbody", join(body))])
    width = f"min-width:{_NAME_REM + _CELL_REM * len(columns):.1f}rem"
    return div("rl-scroll", element("table", whole, "rl-grid", style=width))


def _draw_head(name: str) -> Html:
    return element("th", element("span", name, "rl-head", title=name), scope="col")


def _draw_cell(cell: Cell) -> Html:
    inside = (
        link(cell.shown, cell.address, "", title=cell.title)
        if cell.address
        else element("span", cell.shown, title=cell.title)
    )
    if cell.part is None:
        return element("td", inside, f"rl-cell-{cell.status}" if cell.status else "")
    background, ink = shade(cell.part)
    return element("td", inside, style=f"background:{background};color:{ink}")
