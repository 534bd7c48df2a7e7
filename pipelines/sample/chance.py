"""Chance that repeats itself: one generator for each thing drawn, named by the seed and what it is for.

What one county draws never depends on how many others there are, so a smaller sample is a part of the larger one.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def make_random(seed: int, *names: object) -> Random:
    """Make the generator for one named thing."""
    return Random("/".join(map(str, (seed, *names))))  # noqa: S311 - a sample, no secret


def draw_share(random: Random, total: int, low: float, high: float) -> int:
    """Draw a part of a total, between two shares of it."""
    return min(total, round(total * random.uniform(low, high)))


def split_total(random: Random, total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """Split a whole number by weights with some noise; the parts add up exactly."""
    noisy = [weight * random.uniform(0.7, 1.3) for weight in weights]
    scale = sum(noisy)
    if not scale:
        return tuple(0 for _ in weights)
    exact = [total * part / scale for part in noisy]
    parts = [int(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda index: exact[index] - parts[index], reverse=True)
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return tuple(parts)
