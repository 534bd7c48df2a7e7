"""The completeness matrix: who was due for which quarter, and reported, was late, or did not report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from dashboards.charts.matrix import Cell, Line
from dashboards.context import View
from dashboards.filters import carried
from dashboards.formats import format_day, format_quarter
from dashboards.markup import page_address

Row = Mapping[str, Any]
_SIGNS = {"reported": "✓", "late": "✓"}


def coverage_columns(rows: Sequence[Row], within: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """Key and head of each quarter in the rows, oldest first; of those in ``within`` only where it is given."""
    known = sorted({row["quarter"] for row in rows})
    return [(quarter, quarter) for quarter in known if within is None or quarter in within]


def coverage_lines(view: View, rows: Sequence[Row]) -> list[Line]:
    """A line for each county, under its prefecture; rows are ordered by county."""
    lines = []
    for code, cells in groupby(rows, key=lambda row: row["division_code"]):
        listed = list(cells)
        lines.append(
            Line(
                name=listed[0]["division_name"],
                cells={row["quarter"]: _cell(view, row) for row in listed},
                group=listed[0]["parent_name"] or "",
                is_chosen=code == view.filters.county,
            )
        )
    return lines


def coverage_empty() -> Cell:
    """A county that was not due in a quarter."""
    return Cell("")


def _cell(view: View, row: Row) -> Cell:
    text = view.text
    quarter = format_quarter(row["quarter"], text)
    if row["state"] == "missing":
        return Cell(text("status.missing"), status="missing", title=f"{row['division_name']} {quarter}")
    day = row["first_published_on"]
    published = text("coverage.published", day=format_day(day, text.language)) if day else text("coverage.no_day")
    return Cell(
        _SIGNS[row["state"]],
        status=row["state"],
        address=page_address("evidence", {**carried(), "quarter": row["quarter"]}, county=row["division_code"]),
        title=f"{row['division_name']} {quarter} · {text('status.' + row['state'])} · {published}",
    )
