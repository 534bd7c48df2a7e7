"""The heat map of counties against sectors: columns, lines and what an empty cell means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from dashboards.charts.matrix import Cell, Line
from dashboards.context import View
from dashboards.markup import join, tag

Row = Mapping[str, Any]


def sector_columns(view: View, rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Code and name of each sector that anyone reports, the mixed one last."""
    names = {row["sector_code"]: view.text.pick(row, "sector_name") for row in rows}
    return sorted(names.items(), key=lambda item: (item[0] == "other", item[0]))


def sector_lines(view: View, rows: Sequence[Row], due: Sequence[Row]) -> tuple[list[Line], Cell]:
    """A line for each county that was due or states a sector, and the cell for a sector that a county leaves out.

    Args:
        view: for names and links.
        rows: of the query ``sector_figures``, ordered by county.
        due: of the query ``coverage``, of the same quarter.
    """
    greatest = max((row["value"] for row in rows if row["variant_count"] == 1), default=Decimal(0))
    cells = {
        code: {row["sector_code"]: _cell(view, row, greatest) for row in listed}
        for code, listed in groupby(rows, key=lambda row: row["division_code"])
    }
    sectors = [key for key, _ in sector_columns(view, rows)]
    missing = Cell(view.text("status.missing"), status="missing", title=view.text("hint.missing"))
    lines = [
        Line(
            name=row["division_name"],
            cells=cells.get(row["division_code"])
            or (dict.fromkeys(sectors, missing) if row["state"] == "missing" else {}),
            group=row["parent_name"] or "",
            is_chosen=row["division_code"] == view.filters.county,
        )
        for row in due
    ]
    empty = Cell("·", status="not_stated", title=view.text("hint.not_stated"))
    return lines, empty


def _cell(view: View, row: Row, greatest: Decimal) -> Cell:
    if row["variant_count"] > 1:
        return Cell(tag(view.text("mark.variants", count=row["variant_count"])), title=view.text("hint.variants"))
    return Cell(
        join([view.figure(row)]),
        part=float(row["value"] / greatest) if greatest else 0.0,
        address=view.evidence_address(row["observation_id"]),
        title=view.text("evidence.open_hint"),
    )
