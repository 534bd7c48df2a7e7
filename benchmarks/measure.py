"""Measuring: two pieces of work in turn, several times, and the ratio of each pair."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much longer ``name`` takes than ``base``: the median over pairs, with the smallest and the largest."""

    name: str
    base: str
    median: float
    smallest: float
    largest: float
    seconds: float
    limit: float | None = None

    def line(self) -> str:
        """One line for a person."""
        verdict = (
            ""
            if self.limit is None
            else f"  (at most {self.limit:g}: {'holds' if self.median <= self.limit else 'EXCEEDED'})"
        )
        span = f"{self.smallest:.2f} to {self.largest:.2f}"
        return f"{self.name} / {self.base}: {self.median:.2f}, {span}; {self.seconds:.3f} s a round{verdict}"


def seconds_of(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(
    name: str,
    work: Callable[[], object],
    base: str,
    other: Callable[[], object],
    *,
    rounds: int = 7,
    limit: float | None = None,
) -> Ratio:
    """Time ``work`` and ``other`` in turn, after one warm-up of each."""
    work(), other()
    pairs = [(seconds_of(work), seconds_of(other)) for _ in range(rounds)]
    ratios = [a / b for a, b in pairs]
    return Ratio(
        name, base, statistics.median(ratios), min(ratios), max(ratios), statistics.median(a for a, _ in pairs), limit
    )
