"""Ranked bars and dots, one line a county, each line a link to its evidence; unreported counties have a line too.

Drawn in HTML, not on a canvas: every figure must be a link, and the hatching of what is unreported must be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from dashboards.markup import Content, Html, div, element, join, link, span


@dataclass(frozen=True, slots=True)
class Rank:
    """One line: a place, and its figure or why there is none.

    ``part`` is where the figure ends on the scale, 0 to 1, None where there is none; ``mark`` a target on the same
    scale. ``zero`` is where the bar begins: at the left edge, or within where figures may be negative.
    ``status`` is value, other_period, not_stated or missing.
    """

    name: str
    detail: str
    shown: Content
    status: str
    part: float | None = None
    mark: float | None = None
    zero: float = 0.0
    address: str = ""
    title: str = ""
    is_chosen: bool = False


_ORDER = ("value", "other_period", "not_stated", "missing")
_MOST_ABSENT = 12


def draw_bars(ranks: Iterable[Rank], words: Mapping[str, str]) -> Html:
    """Bars from zero, which lies within where a figure is negative, greatest first, then those without a figure.

    Args:
        ranks: the lines, in any order.
        words: the word for each status: where many lines share one, they fold away under it with their number.
    """
    return _draw(ranks, words, _draw_bar)


def draw_dots(ranks: Iterable[Rank], words: Mapping[str, str]) -> Html:
    """A dot for each figure on a scale that need not begin at zero; a hollow dot lies below its target."""
    return _draw(ranks, words, _draw_dot)


def _draw_bar(rank: Rank) -> Html:
    end = rank.part or 0
    if not rank.zero:
        return span("rl-fill", "", style=f"width:{end * 100:.2f}%")
    left, width = min(end, rank.zero), abs(end - rank.zero)
    bar = span("rl-fill", "", style=f"left:{left * 100:.2f}%;width:{width * 100:.2f}%")
    return join([bar, span("rl-zero", "", style=f"left:{rank.zero * 100:.2f}%")])


def _draw_dot(rank: Rank) -> Html:
    is_below = rank.mark is not None and rank.part is not None and rank.part < rank.mark
    css = "rl-dot rl-dot-below" if is_below else "rl-dot"
    return span(css, "", style=f"left:{(rank.part or 0) * 100:.2f}%")


def _draw(ranks: Iterable[Rank], words: Mapping[str, str], draw_figure: Callable[[Rank], Html]) -> Html:
    ordered = sorted(ranks, key=lambda r: (_ORDER.index(r.status), -(r.part or 0), r.name))
    shown: list[Html] = []
    folded: list[Html] = []
    for status, group in groupby(ordered, key=lambda rank: rank.status):
        lines = [_draw_line(rank, draw_figure) for rank in group]
        if status == "value" or len(lines) <= _MOST_ABSENT:
            shown += lines
        else:
            head = element("summary", f"{words[status]} · {len(lines)}")
            folded.append(element("details", join([head, div("rl-rank", *lines)]), "rl-fold"))
    return join([div("rl-rank", *shown), *folded])


def _draw_line(rank: Rank, draw_figure: Callable[[Rank], Html]) -> Html:
    figure = draw_figure(rank) if rank.part is not None else Html("")
    mark = Html("") if rank.mark is None else span("rl-mark", "", style=f"left:{rank.mark * 100:.2f}%")
    track = "rl-track" if rank.status == "value" else f"rl-track rl-track-{rank.status}"
    line = join(
        [
            element("span", join([rank.name, element("small", rank.detail)]), "rl-rank-name"),
            div(track, figure, mark),
            span("rl-rank-value", rank.shown),
        ]
    )
    css = "rl-row rl-chosen" if rank.is_chosen else "rl-row"
    if rank.address:
        return link(line, rank.address, css, title=rank.title)
    return div(css, line, title=rank.title)
