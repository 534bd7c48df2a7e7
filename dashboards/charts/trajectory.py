"""Zero-accident shares through each year: the count begins anew on 1 January, so no line crosses the year's end.

Targets are drawn as a dashed teal line of their own and never as part of what was attained.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import altair as alt

from dashboards.charts.palette import ATTAINED, ATTAINED_SOFT, TARGET, dress


@dataclass(frozen=True, slots=True)
class Point:
    """A county's share at the end of a quarter: ``rate`` and ``target`` from 0 to 1, ``shown`` as filed."""

    place: str
    year: str
    quarter: str
    rate: float
    shown: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Goal:
    """The target of a year, from 0 to 1, where the places in view share one."""

    year: str
    quarters: tuple[str, ...]
    rate: float
    shown: str


def draw_trajectory(
    points: Iterable[Point], goals: Iterable[Goal], quarters: list[str], labels: tuple[str, str, str]
) -> Any:
    """Draw a line for each county and year.

    Args:
        points: the shares; a quarter without a point breaks nothing but has no dot.
        goals: the targets.
        quarters: the quarters of the axis, in order, as they are named.
        labels: what the tooltip calls place, quarter and share.
    """
    drawn, goals_drawn = list(points), list(goals)
    shares = [
        {
            "line": f"{p.place} {p.year}", "place": p.place, "quarter": p.quarter, "rate": p.rate, "shown": p.shown,
            "chosen": p.is_chosen,
        }
        for p in drawn
    ]  # fmt: skip
    aims = [{"year": g.year, "quarter": q, "rate": g.rate, "shown": g.shown} for g in goals_drawn for q in g.quarters]
    lowest = min([p.rate for p in drawn] + [g.rate for g in goals_drawn], default=0.9)
    x = alt.X("quarter:N", sort=quarters, scale=alt.Scale(domain=quarters), title=None, axis=alt.Axis(labelAngle=0))
    y: Any = alt.Y(
        "rate:Q", title=None, axis=alt.Axis(format=".0%", tickCount=5),
        scale=alt.Scale(domain=[max(0.0, lowest - 0.02), 1.0], nice=False),
    )  # fmt: skip
    base = alt.Chart(alt.Data(values=shares)).encode(
        x=x, y=y, detail="line:N",
        tooltip=[
            alt.Tooltip("place:N", title=labels[0]), alt.Tooltip("quarter:N", title=labels[1]),
            alt.Tooltip("shown:N", title=labels[2]),
        ],
    )  # fmt: skip
    layers = [
        base.transform_filter("!datum.chosen").mark_line(color=ATTAINED_SOFT, opacity=0.45, strokeWidth=1.2),
        base.transform_filter("!datum.chosen").mark_point(color=ATTAINED_SOFT, opacity=0.6, filled=True, size=18),
        base.transform_filter("datum.chosen").mark_line(color=ATTAINED, strokeWidth=2.6),
        base.transform_filter("datum.chosen").mark_point(color=ATTAINED, filled=True, size=55),
        alt.Chart(alt.Data(values=aims))
        .mark_line(color=TARGET, strokeDash=[5, 4], strokeWidth=1.6)
        .encode(x=x, y=y, detail="year:N"),
    ]
    return dress(alt.layer(*layers), 300)
