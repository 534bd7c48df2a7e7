"""Completeness: who reported for which quarter, who was late, who did not, and what of it is kept out."""

from __future__ import annotations

import streamlit as st

from dashboards.charts.matrix import draw_grid
from dashboards.context import View, current_view
from dashboards.coverage import coverage_columns, coverage_empty, coverage_lines
from dashboards.formats import format_day
from dashboards.markup import Column, card, cards, div, notice, table
from dashboards.panels import legend


def draw(view: View) -> None:
    """Lay out the page."""
    text, filters = view.text, view.filters
    st.title(text("coverage.title", place=view.place()), anchor=False)
    st.html(str(div("rl-caption", text("coverage.caption"))))
    rows = view.source.ask("coverage", prefecture=filters.prefecture, county=filters.county)
    if not rows:
        st.html(str(notice(text("coverage.nobody_due"), text("coverage.nobody_due_why"))))
        return
    now = [row for row in rows if row["quarter"] == filters.quarter]
    counts = {state: sum(row["state"] == state for row in now) for state in ("reported", "late", "missing")}
    st.html(
        str(
            cards(
                card(text(f"status.{state}"), str(count), text("unit.counties"), [view.quarter()])
                for state, count in counts.items()
            )
        )
    )
    left, right = st.columns([1.5, 1], gap="large")
    with left:
        st.subheader(text("coverage.matrix"), anchor=False)
        st.html(str(draw_grid(coverage_columns(rows), coverage_lines(view, rows), coverage_empty())))
        st.html(str(legend(view, "reported", "late", "missing")))
    with right:
        st.subheader(text("coverage.of_quarter", quarter=view.quarter()), anchor=False)
        columns = [
            Column(text("column.county")),
            Column(text("column.state")),
            Column(text("column.files"), "right"),
            Column(text("column.published")),
            Column(text("column.held"), "right"),
        ]
        ordered = sorted(now, key=lambda row: (row["state"] != "missing", row["state"] != "late", row["division_code"]))
        shown = [
            [
                row["division_name"],
                view.status(row["state"]) if row["state"] == "missing" else text(f"status.{row['state']}"),
                row["submission_count"] if row["state"] != "missing" else "",
                format_day(row["first_published_on"], text.language) if row["first_published_on"] else "",
                row["held_count"] or "",
            ]
            for row in ordered
        ]
        st.html(str(table(columns, shown)))


draw(current_view())
