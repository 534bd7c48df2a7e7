"""The course of a figure over the quarters, or a word where no quarter has it, and who is missing from a table.

A chart without bars says nothing, so none is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.context import View
from dashboards.markup import div, notice
from dashboards.panels import Row, figures_over_time, name_missing
from dashboards.second_hand import second_hand_legend


def draw_course(view: View, rows: Sequence[Row], named: Row) -> None:
    """Draw the time line of a figure's sums; ``named`` is the indicator's row."""
    chart = figures_over_time(view, rows, named)
    if chart is None:
        st.html(str(notice(view.text("timeline.none"), view.text("timeline.none_why"))))
        return
    st.altair_chart(chart, alt=view.text.pick(named, "name"))
    st.html(str(div("rl-caption", view.text("timeline.caption"))))


def draw_missing(view: View, rows: Sequence[Row]) -> None:
    """Draw the names of the counties that did not report, where there are any."""
    named = name_missing(view, rows)
    if named.text:
        st.html(str(named))


def draw_second_hand(view: View, rows: Sequence[Row]) -> None:
    """Draw what the mark of second-hand figures means, where a row in view has it."""
    told = second_hand_legend(view, rows)
    if told.text:
        st.html(str(told))
