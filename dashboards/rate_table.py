"""The counties of a rate as a table and as a file: made anew, as stated, its parts, and whether they agree.

Rows are those of ``queries/rate_figures.sql``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.context import View
from dashboards.downloads import offer_lines
from dashboards.formats import format_span
from dashboards.markup import Column, Content, Html, join, span, table, tag
from dashboards.rates import FIT_KINDS, show_parts, show_rate, show_stated, why_none
from dashboards.second_hand import second_hand_marks

Row = Mapping[str, Any]
_HEADS = (
    "county", "code", "rate_state", "rate_reason", "rate_value", "rate_stated", "qualifier", "rate_fit", "numerator",
    "denominator", "first_day", "last_day", "source", "observation", "numerator_id", "denominator_id",
)  # fmt: skip


def rate_table(view: View, rows: Sequence[Row], name: str) -> Html:
    """The counties that reported: the rate made anew and as stated, what it is made of, and whether they agree."""
    text = view.text
    is_change = any(row["rate_unit"] == "change" for row in rows)
    columns = [
        Column(text("column.county")),
        Column(name, "right"),
        Column(text("column.rate_stated"), "right"),
        Column(text("column.rate_parts_change" if is_change else "column.rate_parts"), "right"),
        Column(text("column.rate_says")),
        Column(text("column.period")),
        Column(text("column.source")),
    ]
    listed = [row for row in rows if row["status"] != "missing"]
    return table(columns, [_line(view, row) for row in listed])


def _line(view: View, row: Row) -> list[Content]:
    text = view.text
    if row["rate_state"] is None:
        return [row["division_name"], view.status(row["status"]), "", "", "", "", ""]
    made = "" if row["recomputed_value"] is None else show_rate(view, row["recomputed_value"], row["rate_unit"])
    told = [tag(text(f"rate_fit.{row['rate_fit']}"), FIT_KINDS[row["rate_fit"]])] if row["rate_fit"] else []
    told += [] if row["rate_reason"] is None else [span("rl-caption", why_none(view, row))]
    if row["broken_count"]:
        told.append(tag(text("mark.broken", count=row["broken_count"]), "warn", text("hint.broken_rate")))
    shown = made or span("rl-none", text(f"rate_state.{row['rate_state']}"))
    untold = text("rate.only_derived" if made else "rate.not_stated")
    return [
        row["division_name"],
        join([shown, *second_hand_marks(view, row)]),
        show_stated(view, row) if row["stated_value"] is not None else span("rl-none", untold),
        show_parts(view, row),
        join(told, " "),
        format_span(row["period_start"], row["period_end"], text),
        span("rl-file", row["file_name"] or ""),
    ]


def offer_rates(view: View, name: str, rows: Sequence[Row]) -> None:
    """The button that hands the rows out, each with its parts and their evidence."""
    offer_lines(view, name, [view.text(f"column.{head}") for head in _HEADS], [_cells(view, row) for row in rows])


def _cells(view: View, row: Row) -> list[object]:
    text = view.text
    state = text(f"rate_state.{row['rate_state']}") if row["rate_state"] else text(f"status.{row['status']}")
    return [
        row["division_name"],
        row["division_code"],
        state,
        why_none(view, row) if row["rate_reason"] else "",
        row["recomputed_value"],
        row["stated_value"],
        text(f"exactness.{row['stated_qualifier']}") if row["stated_qualifier"] else "",
        text(f"rate_fit.{row['rate_fit']}") if row["rate_fit"] else "",
        row["numerator_value"],
        row["denominator_value"],
        row["period_start"],
        row["period_end"],
        row["file_name"],
        row["stated_observation_id"],
        row["numerator_observation_id"],
        row["denominator_observation_id"],
    ]
