"""What the numbers of a table say about each other: a sum in another scale, a row pasted one column too far.

Nothing is corrected in silence: what was repaired, or only looks wrong, goes to review with its reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from statistics import median

from pipelines.extraction.model import Observation
from pipelines.extraction.tables.axes import Axes
from pipelines.extraction.tables.grid import Grid
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.void_statement import REASON as VOID

_OUTLIER = 1000
_SCALE = Decimal(10_000)
_LEAST_PARTS = 3
_TOLERANCE = Decimal(2)


def hold_scale_slips(observations: Iterable[Observation], whole: str | None) -> list[Observation]:
    """Hold money back that is a thousand times its neighbours: 元 written into a column of 万元.

    Where the printed total proves it, the value is brought to the scale of the total; the figure stays in review.

    Args:
        observations: the figures of one table.
        whole: the place whose figures are the totals of the others.
    """
    listed = list(observations)
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, o in enumerate(listed):
        if o.unit == "yuan" and o.value > 0 and o.reason != VOID:
            groups[o.indicator, o.period, o.role, "places", o.sector_code, o.sector_text].append(index)
            groups[o.indicator, o.period, o.role, "sectors", o.place, None].append(index)
    for key, members in groups.items():
        is_total = (lambda o: o.place == whole) if key[3] == "places" else (lambda o: o.sector_code is None)
        parts = [i for i in members if not is_total(listed[i]) and not listed[i].is_subtotal]
        totals = {listed[i].value for i in members if is_total(listed[i])}
        if len(parts) < _LEAST_PARTS:
            continue
        middle, whole_sum = median(listed[i].value for i in parts), sum((listed[i].value for i in parts), Decimal(0))
        for index in parts:
            if listed[index].value >= _OUTLIER * middle:
                listed[index] = _hold(listed[index], whole_sum - listed[index].value, totals)
    return listed


def _hold(o: Observation, others: Decimal, totals: set[Decimal]) -> Observation:
    """One outlier: rescaled where that makes the printed total, else only held."""
    rescaled = o.value / _SCALE
    is_proven = len(totals) == 1 and abs(others + rescaled - next(iter(totals))) <= _TOLERANCE
    return replace(o, value=rescaled if is_proven else o.value, status="review", reason=o.reason or "unit_conflict")


def find_shifted_rows(region: Region, axes: Axes) -> dict[int, int | None]:
    """Rows with a number under the remarks: pasted one column too far, from a blank on.

    Returns:
        By row the column of the blank from which the cells stand one column too far right; None where the numbers do
        not show it, so that the row is only doubtful.
    """
    grid = region.grid
    remarks = [c for c in axes.skipped if axes.values and c == axes.values[-1] + 1]
    if not remarks:
        return {}
    rows = [r for r in region.body if grid.at(r, remarks[0]).kind == "number"]
    if len(rows) * 4 > len(region.body):
        return {}
    return {row: _find_gap(grid, row, axes, remarks[0], region.body) for row in rows}


def _find_gap(grid: Grid, row: int, axes: Axes, remark: int, body: tuple[int, ...]) -> int | None:
    """The blank that makes whole numbers of what would else be fractions under counts."""
    blanks = [c for c in axes.values if grid.at(row, c).kind == "blank"]
    if len(blanks) != 1:
        return None
    whole = {c for c in axes.values if not any(_is_fraction(grid, r, c) for r in body if r != row)}
    after = [c for c in axes.values if c >= blanks[0]]
    shifted = dict(zip(after, [*after[1:], remark], strict=True))
    slips = [c for c in after if c in whole and _is_fraction(grid, row, c)]
    left = [c for c in after if c in whole and _is_fraction(grid, row, shifted[c])]
    return blanks[0] if slips and not left else None


def _is_fraction(grid: Grid, row: int, column: int) -> bool:
    """Whether a cell holds a number with decimals."""
    content = grid.at(row, column)
    if content.kind != "number" or content.value is None or content.measure:
        return False
    return content.value != content.value.to_integral_value()
