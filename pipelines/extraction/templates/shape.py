"""A table as templates see it, put together from what is known of it before any cell is read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.extraction.model import DocumentContext
from pipelines.extraction.tables.axes import Axes, StubKind
from pipelines.extraction.tables.headers import RowHead
from pipelines.extraction.tables.names import Names
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.times import TablePeriod
from pipelines.extraction.templates.keys import read_head_keys, read_row_keys
from pipelines.extraction.templates.model import TableShape

_MOST_LINES, _LONGEST = 40, 200


def read_shape(
    region: Region,
    axes: Axes,
    kinds: dict[tuple[int, int], StubKind],
    rows: Iterable[RowHead],
    names: Names,
    lines: Iterable[str],
    context: DocumentContext,
    period: TablePeriod,
) -> TableShape:
    """The shape of one table.

    Args:
        region: the table.
        axes: its columns, told apart.
        kinds: what each header cell holds.
        rows: the words before each row.
        names: places, as the table's own place sees them.
        lines: titles and notes around it.
        context: the table's own place, and the day of its document.
        period: the table's period.
    """
    return TableShape(
        locator=region.grid.locate(region.body[0] if region.body else 1, region.left),
        heads=read_head_keys(region, axes, kinds),
        rows=read_row_keys(region, axes, rows, names),
        lines=tuple(dict.fromkeys(line[:_LONGEST] for line in lines if line.strip()))[:_MOST_LINES],
        place=context.place,
        division_code=context.division_code,
        day=_last_day(context, period),
    )


def _last_day(context: DocumentContext, period: TablePeriod) -> date | None:
    """The last day of the table's period, else of its document's, else the day that was published."""
    spans = (period.period, context.period)
    return next((day for p in spans if p and (day := p.end or p.start)), None) or context.published_on
