"""The course of a figure over the quarters, or a word where no quarter has it: a chart without bars says nothing."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.context import View
from dashboards.markup import div, notice
from dashboards.panels import Row, figures_over_time


def draw_course(view: View, rows: Sequence[Row], name: str, unit: str) -> None:
    """Draw the time line of a figure's sums."""
    chart = figures_over_time(view, rows, name, unit)
    if chart is None:
        st.html(str(notice(view.text("timeline.none"), view.text("timeline.none_why"))))
        return
    st.altair_chart(chart, alt=name)
    st.html(str(div("rl-caption", view.text("timeline.caption"))))
