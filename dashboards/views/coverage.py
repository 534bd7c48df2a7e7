"""Completeness: who reported for which quarter, how late and how completely, who did not, and what is kept out."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.charts.matrix import draw_grid
from dashboards.context import View, current_view
from dashboards.coverage import (
    Row,
    coverage_columns,
    coverage_empty,
    coverage_lines,
    coverage_table,
    withdrawn_states,
)
from dashboards.formats import format_day
from dashboards.markup import Html, card, cards, div, notice
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
    st.html(str(_cards(view, now)))
    left, right = st.columns([1.15, 1.2], gap="large")
    with left:
        st.subheader(text("coverage.matrix"), anchor=False)
        st.html(str(draw_grid(coverage_columns(rows), coverage_lines(view, rows), coverage_empty())))
        st.html(str(legend(view, "reported", "late", "missing", *withdrawn_states(rows))))
        st.html(str(div("rl-caption", text("coverage.partial"))))
    with right:
        st.subheader(text("coverage.of_quarter", quarter=view.quarter()), anchor=False)
        due = sorted({row["due_on"] for row in now if row["due_on"]})
        if due:
            days = text("format.comma").join(format_day(day, text.language) for day in due)
            st.html(str(div("rl-caption", text("coverage.due_on", day=days))))
        st.html(str(coverage_table(view, now)))


def _cards(view: View, now: Sequence[Row]) -> Html:
    """How many counties are in each state, and how many reported all that was asked."""
    text = view.text
    states = ("reported", "late", "missing", *withdrawn_states(now))
    counts = {state: sum(row["state"] == state for row in now) for state in states}
    undated = sum(row["state"] == "reported" and row["first_published_on"] is None for row in now)
    notes = {"late": [text("coverage.undated", count=undated)] if undated else []}
    shown = [
        card(text(f"status.{state}"), str(count), text("unit.counties"), [view.quarter(), *notes.get(state, ())])
        for state, count in counts.items()
    ]
    measured = [row for row in now if row["completeness"] is not None]
    partial = sum(row["completeness"] < 1 for row in measured)
    told = text("coverage.measured", count=len(measured))
    name = text("coverage.incomplete")
    if not measured:
        return cards([*shown, card(name, text("format.unknown"), "", [text("coverage.not_measured")], is_absent=True)])
    return cards([*shown, card(name, str(partial), text("unit.counties"), [told])])


draw(current_view())
