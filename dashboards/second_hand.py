"""Figures that another office's table has of a county that did not report, or withdrew: their mark, and what it means.

They are counted in sums like any other figure, and told apart wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dashboards.context import View
from dashboards.coverage import UNREPORTED
from dashboards.markup import Html, div, tag

Row = Mapping[str, Any]


def is_second_hand(row: Row) -> bool:
    """Whether a row has a figure although its county did not report."""
    if row.get("coverage_state") not in UNREPORTED:
        return False
    return any(row.get(name) is not None for name in ("value", "rate", "rate_state"))


def second_hand_marks(view: View, row: Row) -> list[Html]:
    """The mark of such a figure; nothing for others."""
    if not is_second_hand(row):
        return []
    return [tag(view.text("mark.second_hand"), "warn", view.text("hint.second_hand"))]


def second_hand_legend(view: View, rows: Iterable[Row]) -> Html:
    """What the mark means, where a row in view has it; else empty."""
    if not any(is_second_hand(row) for row in rows):
        return Html("")
    return div("rl-legend", tag(view.text("mark.second_hand"), "warn"), view.text("hint.second_hand"))
