"""Unit slips: the one figure of a broken sum that makes it true when read in another unit.

A slip is recognised and proposed, never applied: the figure is held back, the others stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FACTORS = (10_000.0, 1_000.0, 1 / 10_000, 1 / 1_000)
_NEARNESS = 0.002


@dataclass(frozen=True, slots=True)
class Summand:
    """A figure of a sum that should be zero: its sign, its value and the ids of its statements."""

    sign: int
    value: float
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """The figure whose unit slipped, and what it would be."""

    ids: tuple[str, ...]
    value: float
    proposed: float
    factor: float


def find_slip(summands: Sequence[Summand]) -> Slip | None:
    """The only figure that closes the sum when read 1,000 or 10,000 times as large or small; None where none or two do.

    Args:
        summands: figures whose signed sum should be zero.
    """
    total = sum(s.sign * s.value for s in summands)
    found = []
    for summand in summands:
        if summand.value == 0:
            continue
        needed = summand.value - total / summand.sign
        for factor in _FACTORS:
            scaled = summand.value * factor
            if abs(needed - scaled) <= _NEARNESS * abs(scaled):
                found.append(Slip(summand.ids, summand.value, scaled, factor))
    return found[0] if len(found) == 1 else None
