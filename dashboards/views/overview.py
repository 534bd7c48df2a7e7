"""The quarter at a glance: headline figures with their coverage, who leads, how it went, and who has not reported."""

from __future__ import annotations

import streamlit as st

from dashboards.charts.matrix import draw_grid
from dashboards.charts.ranking import draw_bars
from dashboards.context import View, current_view
from dashboards.course import draw_course, draw_second_hand
from dashboards.coverage import coverage_columns, coverage_empty, coverage_lines, withdrawn_states
from dashboards.filters import carried, switch
from dashboards.markup import Html, cards, page_address
from dashboards.panels import SPANS, absent_words, legend, quarters_around, rank_figures, total_card
from dashboards.shares import share_card

_HEADLINES = ("penalty.fine_amount", "penalty.suspension", "detention.administrative")
_LEADING = _HEADLINES[0]


def draw(view: View) -> None:
    """Lay out the page."""
    text = view.text
    head, side = st.columns([3, 1], vertical_alignment="bottom")
    head.title(text("overview.title", place=view.place(), quarter=view.quarter()), anchor=False)
    with side:
        span = switch("span", text("filter.span"), SPANS, lambda code: text(f"span.{code}"))
    indicators = {row["indicator_code"]: row for row in view.source.ask("indicators")}
    st.html(str(cards([*_fines(view, indicators, span), share_card(view, "village"), share_card(view, "enterprise")])))
    named = indicators.get(_LEADING)
    left, right = st.columns([1.1, 1.2], gap="large")
    if named is not None:
        rows = view.source.ask(
            "figures", indicator=_LEADING, sector=None, span=span, prefecture=view.filters.prefecture
        )
        name = text.pick(named, "name")
        with left:
            st.subheader(text("overview.ranking", name=name, unit=view.unit(named["unit"], _LEADING)), anchor=False)
            st.html(str(draw_bars(rank_figures(view, rows), absent_words(view))))
            st.html(str(legend(view, "missing", "other_period", "not_stated")))
            draw_second_hand(view, [row for row in rows if row["quarter"] == view.filters.quarter])
        with right:
            st.subheader(text("overview.timeline", name=name), anchor=False)
            draw_course(view, rows, named)
    with right:
        _draw_coverage(view)


def _fines(view: View, indicators: dict[str, dict[str, object]], span: str) -> list[Html]:
    found = []
    for code in _HEADLINES:
        row = indicators.get(code)
        if row is None:
            continue
        rows = view.source.ask("figures", indicator=code, sector=None, span=span, prefecture=view.filters.prefecture)
        address = page_address("enforcement", carried(), indicator=code, span=span)
        found.append(total_card(view, row, rows, address))
    return found


def _draw_coverage(view: View) -> None:
    rows = view.source.ask("coverage", prefecture=view.filters.prefecture, county=None)
    if not rows:
        return
    st.subheader(view.text("overview.coverage"), anchor=False)
    columns = coverage_columns(rows, quarters_around({row["quarter"] for row in rows}, view.filters.quarter, 8))
    st.html(str(draw_grid(columns, coverage_lines(view, rows), coverage_empty())))
    st.html(str(legend(view, "reported", "late", "missing", *withdrawn_states(rows))))


draw(current_view())
