"""A figure over the quarters: a bar for each sum, and under it how many counties it rests on.

A quarter for which nobody states the figure is a grey field with a word in it, never a bar of height zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import altair as alt

from dashboards.charts.palette import ABSENT, ATTAINED, ATTAINED_SOFT, MUTED, dress


@dataclass(frozen=True, slots=True)
class Step:
    """One quarter: its value on the axis and in words, or None and the word for why; ``note`` goes under its name."""

    quarter: str
    name: str
    value: float | None
    shown: str
    note: str
    is_chosen: bool = False


def draw_timeline(steps: Iterable[Step], axis_title: str, labels: tuple[str, str, str]) -> alt.LayerChart:
    """Draw the bars.

    Args:
        steps: quarters in order.
        axis_title: what the axis measures, with its unit.
        labels: what the tooltip calls quarter, value and coverage.
    """
    listed = list(steps)
    top = max((step.value for step in listed if step.value is not None), default=0) or 1
    values = [
        {
            "quarter": f"{step.name}|{step.note}", "name": step.name, "value": step.value, "shown": step.shown,
            "note": step.note, "chosen": step.is_chosen, "field": top if step.value is None else None,
        }
        for step in listed
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "quarter:N", sort=None, title=None,
            axis=alt.Axis(labelExpr="split(datum.label, '|')", labelAngle=0, ticks=False, labelPadding=6),
            scale=alt.Scale(paddingInner=0.35),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=labels[0]),
            alt.Tooltip("shown:N", title=labels[1]),
            alt.Tooltip("note:N", title=labels[2]),
        ],
    )  # fmt: skip
    axis = alt.Y("value:Q", title=axis_title, axis=alt.Axis(tickCount=4), scale=alt.Scale(domain=[0, top * 1.18]))
    absent = base.mark_bar(color=ABSENT).encode(y=alt.Y("field:Q", title=axis_title))
    bars = base.mark_bar().encode(
        y=axis, color=alt.condition("datum.chosen", alt.value(ATTAINED), alt.value(ATTAINED_SOFT))
    )
    numbers = base.mark_text(dy=-8, color=MUTED, fontSize=11).encode(y=axis, text="shown:N")
    return dress(alt.layer(absent, bars, numbers), 250)
