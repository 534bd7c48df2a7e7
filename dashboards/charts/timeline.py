"""A figure over the quarters: a bar for each sum, and under it how many counties it rests on.

A quarter for which nobody states the figure is a grey field with a word in it, never a bar of height zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import altair as alt

from dashboards.charts.palette import ABSENT, ATTAINED, ATTAINED_SOFT, MUTED, dress

_HEIGHT = 250


@dataclass(frozen=True, slots=True)
class Step:
    """One quarter: its value on the axis and in words, or None and the word for why; ``note`` goes under its name.

    ``is_partial`` says that fewer are in it than in another quarter: it is drawn hollow, its note beside the value.
    """

    quarter: str
    name: str
    value: float | None
    shown: str
    note: str
    is_chosen: bool = False
    is_partial: bool = False


def draw_timeline(steps: Iterable[Step], axis_title: str, labels: tuple[str, str, str]) -> alt.LayerChart:
    """Draw the bars.

    Args:
        steps: quarters in order.
        axis_title: what the axis measures, with its unit.
        labels: what the tooltip calls quarter, value and coverage.
    """
    listed = list(steps)
    top = max((step.value for step in listed if step.value is not None), default=0) or 1
    places = [_place(step) for step in listed]
    values = [
        {
            "quarter": _place(step), "name": step.name, "value": step.value, "shown": step.shown, "note": step.note,
            "chosen": step.is_chosen, "field": top if step.value is None else None, "partial": step.is_partial,
            "label": f"{step.shown} ({step.note})" if step.is_partial else step.shown,
        }
        for step in listed
    ]  # fmt: skip
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X(
            "quarter:N", sort=places, title=None,
            axis=alt.Axis(labelExpr="split(datum.label, '|')", labelAngle=0, ticks=False, labelPadding=6),
            scale=alt.Scale(domain=places, paddingInner=0.35),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=labels[0]),
            alt.Tooltip("shown:N", title=labels[1]),
            alt.Tooltip("note:N", title=labels[2]),
        ],
    )  # fmt: skip
    axis = alt.Y("value:Q", title=axis_title, axis=alt.Axis(tickCount=4), scale=alt.Scale(domain=[0, top * 1.18]))
    absent = base.transform_filter("datum.value === null")
    stated = base.transform_filter("datum.value !== null")
    colour = alt.condition("datum.chosen", alt.value(ATTAINED), alt.value(ATTAINED_SOFT))
    return dress(
        alt.layer(
            absent.mark_bar(color=ABSENT).encode(y=alt.Y("field:Q", title=axis_title)),
            absent.mark_text(angle=270, color=MUTED, fontSize=11, align="left").encode(
                y=alt.value(_HEIGHT - 8), text="shown:N"
            ),
            stated.transform_filter("!datum.partial").mark_bar().encode(y=axis, color=colour),
            stated.transform_filter("datum.partial")
            .mark_bar(fillOpacity=0.12, strokeWidth=1.2, strokeDash=[4, 3])
            .encode(y=axis, fill=colour, stroke=colour),
            stated.mark_text(dy=-8, color=MUTED, fontSize=11).encode(y=axis, text="label:N"),
        ),
        _HEIGHT,
    )


def _place(step: Step) -> str:
    """The name and the coverage below it, as one category of the axis."""
    return f"{step.name}|{step.note}"
