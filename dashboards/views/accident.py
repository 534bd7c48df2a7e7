"""Accidents: occurrences, deaths and injuries of the quarter by county; what may still move by rule is marked."""

from __future__ import annotations

import streamlit as st

from dashboards.accidents import INDICATORS, accident_card, accident_table
from dashboards.context import View, current_view
from dashboards.course import draw_missing, draw_second_hand
from dashboards.filters import switch
from dashboards.markup import cards, div, notice
from dashboards.panels import SPANS


def draw(view: View) -> None:
    """Lay out the page."""
    text, filters = view.text, view.filters
    head, side = st.columns([3, 1], vertical_alignment="bottom")
    head.title(text("accident.title", place=view.place(), quarter=view.quarter()), anchor=False)
    with side:
        span = switch("span", text("filter.span"), SPANS, lambda code: text(f"span.{code}"))
    st.html(str(div("rl-caption", text("accident.caption"))))
    named = {row["indicator_code"]: text.pick(row, "name") for row in view.source.ask("indicator_names")}
    names = {code: named[code] for code in INDICATORS if code in named}
    found = {
        code: view.source.ask(
            "accidents",
            indicator=code,
            quarter=filters.quarter,
            span=span,
            prefecture=filters.prefecture,
            county=filters.county,
        )
        for code in names
    }
    st.html(str(cards(accident_card(view, names[code], rows) for code, rows in found.items())))
    st.subheader(text("accident.table"), anchor=False)
    rows = found[INDICATORS[0]]
    if all(row["value"] is None for listed in found.values() for row in listed):
        st.html(str(notice(text("accident.none"), text("accident.none_why"))))
    else:
        st.html(str(accident_table(view, names, found)))
        draw_second_hand(view, [row for listed in found.values() for row in listed])
    draw_missing(view, rows)


draw(current_view())
