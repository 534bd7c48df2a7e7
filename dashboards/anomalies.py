"""Figures far from their own past or from their peers, with the band that they leave; they are told, not judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboards.context import View
from dashboards.formats import format_day, format_number
from dashboards.markup import Column, Content, Html, div, join, span, table, tag
from dashboards.rates import parts_beside, with_parts

Row = Mapping[str, Any]
_OF_LISTS = "penalty.listed_"
"""What lists of decisions come to: it stands on all rows of the file that is named, so on no single figure."""


def anomaly_table(view: View, rows: Sequence[Row]) -> Html:
    """The table of anomalies; rows are of the query ``anomalies``."""
    text = view.text
    columns = [
        Column(text("column.area")),
        Column(text("column.indicator")),
        Column(text("column.value"), "right"),
        Column(text("column.band"), "right"),
        Column(text("column.says")),
        Column(text("column.source")),
        Column(""),
    ]
    return table(columns, [_line(view, row) for row in with_parts(view, rows)])


def _line(view: View, row: Row) -> list[Content]:
    text = view.text
    ends = [_end(view, row[column], row["unit"]) for column in ("band_low", "band_high")]
    told = text(f"anomaly.{row['kind']}", count=row["compared_count"], score=f"{abs(row['score']):.1f}")
    return [
        row["division_name"] or row["division_code"],
        join([text.pick(row, "indicator_name"), div("rl-caption", format_day(row["period_end"], text.language))]),
        join([view.measured({**row, "qualifier": "exact"}), parts_beside(view, row)]),
        " – ".join(ends),
        join([tag(text("anomaly.high" if row["score"] > 0 else "anomaly.low"), "warn"), " ", told]),
        span("rl-file", row["file_name"] or ""),
        view.evidence_link(None if row["indicator_code"].startswith(_OF_LISTS) else row["observation_id"]),
    ]


def _end(view: View, value: float, unit: str) -> str:
    """An end of the band, with no more digits than it has a meaning."""
    digits = {"ratio": Decimal("0.0001"), "yuan": Decimal(1)}.get(unit, Decimal("0.1"))
    return format_number(Decimal(str(value)).quantize(digits), unit, view.text.language)
