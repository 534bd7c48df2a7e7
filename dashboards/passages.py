"""A figure where it stands in its file: the sentence, the cells around it or the JSON object, with the figure marked.

The text comes from files that anyone may send: all of it is escaped.
"""

from __future__ import annotations

from dashboards.markup import Content, Html, div, element, join
from warehouse.evidence import Evidence, Grid, Leaf, Passage

_HEAD_COLUMNS = 2
_COLUMNS_AROUND = 2


def show_place(evidence: Evidence) -> Html:
    """The HTML of a passage, a grid of cells or a JSON object."""
    if isinstance(evidence, Passage):
        return _show_passage(evidence.before, evidence.marked, evidence.after)
    if isinstance(evidence, Grid):
        return _show_grid(evidence)
    return _show_leaf(evidence)


def show_context(context: str, raw: str) -> Html:
    """The sentence or the heads that the observation itself holds, where the file's reading was not kept."""
    before, found, after = context.partition(raw) if raw else (context, "", "")
    return _show_passage(before, found, after)


def hit(content: Content) -> Html:
    """The figure itself."""
    return element("mark", content, "rl-hit")


def _show_passage(before: str, marked: str, after: str) -> Html:
    return div("rl-passage", before, hit(marked) if marked else "", after)


def _show_grid(whole: Grid) -> Html:
    grid = _trim(whole)
    marked_row, marked_column = grid.marked
    head = element("tr", join([element("th", ""), *(element("th", name) for name in grid.column_names)]))
    body: list[Html] = []
    for place, (number, cells) in enumerate(zip(grid.row_numbers, grid.rows, strict=True)):
        if place and number > grid.row_numbers[place - 1] + 1:
            body.append(element("tr", element("td", "⋯", colspan=str(len(cells) + 1)), "rl-gap"))
        shown = [element("th", str(number), scope="row")]
        for column, cell in enumerate(cells):
            is_hit = place == marked_row and column == marked_column
            is_cross = place == marked_row or column == marked_column
            css = "rl-hit" if is_hit else "rl-cross" if is_cross else ""
            shown.append(element("td", hit(cell) if is_hit else cell, css, title=cell))
        body.append(element("tr", join(shown)))
    return div("rl-scroll", element("table", join([element("thead", head), element("tbody", join(body))]), "rl-sheet"))


def _trim(grid: Grid) -> Grid:
    """The first two columns and those near the figure, so that it is seen without scrolling."""
    row, column = grid.marked
    kept = [
        place
        for place in range(len(grid.column_names))
        if place < _HEAD_COLUMNS or abs(place - column) <= _COLUMNS_AROUND
    ]
    return Grid(
        grid.locator,
        grid.row_numbers,
        tuple(grid.column_names[place] for place in kept),
        tuple(tuple(cells[place] for place in kept) for cells in grid.rows),
        (row, kept.index(column)),
    )


def _show_leaf(leaf: Leaf) -> Html:
    """The object as JSON; the line of the leaf's own key is marked, else the value is shown above."""
    key = leaf.locator.rsplit(".", 1)[-1]
    wanted = f'"{key}": {leaf.marked}'
    before, found, after = leaf.parent.partition(wanted)
    if not found:
        return join([div("", hit(leaf.marked)), div("rl-passage", leaf.parent)])
    return div("rl-passage", before, f'"{key}": ', hit(leaf.marked), after)
