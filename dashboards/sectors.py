"""The heat map of counties against sectors: columns, lines and what an empty cell means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from dashboards.charts.matrix import Cell, Line
from dashboards.context import View
from dashboards.coverage import UNREPORTED
from dashboards.markup import join, tag

Row = Mapping[str, Any]


def sector_columns(view: View, rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Code and name of each sector that anyone reports, the mixed one last."""
    names = {row["sector_code"]: view.text.pick(row, "sector_name") for row in rows}
    return sorted(names.items(), key=lambda item: (item[0] == "other", item[0]))


def sector_lines(view: View, rows: Sequence[Row], due: Sequence[Row]) -> list[Line]:
    """A line for each county that states a sector, and for each that did not report at all.

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
    missing = Cell(view.text("status.missing"), status="missing", title=view.text("hint.missing"))
    all_missing = {code: missing for code, _ in sector_columns(view, rows)}
    return [
        Line(
            name=row["division_name"],
            cells=cells.get(row["division_code"], all_missing),
            group=row["parent_name"] or "",
            is_chosen=row["division_code"] == view.filters.county,
        )
        for row in due
        if row["division_code"] in cells or row["state"] in UNREPORTED
    ]


def empty_sector(view: View) -> Cell:
    """A sector that a county with other sectors leaves out."""
    return Cell("·", status="not_stated", title=view.text("hint.not_stated"))


def name_sectorless(rows: Sequence[Row], due: Sequence[Row]) -> list[str]:
    """The counties that reported, but nothing by sector."""
    with_sectors = {row["division_code"] for row in rows}
    return [
        row["division_name"]
        for row in due
        if row["state"] not in UNREPORTED and row["division_code"] not in with_sectors
    ]


def _cell(view: View, row: Row, greatest: Decimal) -> Cell:
    if row["variant_count"] > 1:
        return Cell(tag(view.text("mark.variants", count=row["variant_count"])), title=view.text("hint.variants"))
    return Cell(
        join([view.figure(row)]),
        part=float(row["value"] / greatest) if greatest else 0.0,
        address=view.evidence_address(row["observation_id"]),
        title=view.text("evidence.open_hint"),
    )
