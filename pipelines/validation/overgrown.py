"""Parts that alone exceed their total: with figures that cannot be negative no other part can make up for it.

Which of the two is wrong the sum cannot tell, so both are held back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.validation.precision import printed_step
from pipelines.validation.slips import Summand

_SIGNED = ("_change", "_yoy", "_mom")
_ABOUT = 0.1
_BEYOND = 1e-9


def find_overgrown(
    summands: Sequence[Summand], rows: Mapping[str, Mapping[str, Any]]
) -> tuple[Summand, tuple[Summand, ...]] | None:
    """The total and those of its parts that are larger than it, whatever was rounded; None where none is.

    Args:
        summands: one total, with the other sign than its parts.
        rows: the figures by id, with ``value``, ``raw``, ``unit``, ``qualifier`` and ``indicator_code``.
    """
    wholes = [s for s in summands if s.sign > 0]
    if len(wholes) != 1 or any(s.value < 0 for s in summands):
        return None
    known = [[rows[i] for i in s.ids if i in rows] for s in summands]
    if not all(known) or any(str(row["indicator_code"]).endswith(_SIGNED) for each in known for row in each):
        return None
    limit = max(_bounds(row)[1] for i in wholes[0].ids if (row := rows.get(i)) is not None)
    grown = tuple(
        s for s in summands if s.sign < 0 and min(_bounds(rows[i])[0] for i in s.ids if i in rows) > limit + _BEYOND
    )
    return (wholes[0], grown) if grown else None


def _bounds(row: Mapping[str, Any]) -> tuple[float, float]:
    """The least and the most that a figure may be."""
    value, qualifier = float(row["value"]), row["qualifier"]
    step = float(printed_step(row["value"], row["raw"] or ""))
    half = 0.0 if value == 0 or (row["unit"] in ("count", "person") and step <= 1) else step / 2
    if qualifier == "approx":
        half += abs(value) * _ABOUT
    low = float("-inf") if qualifier == "at_most" else value - half
    high = float("inf") if qualifier in ("over", "at_least") else value + half
    return low, high
