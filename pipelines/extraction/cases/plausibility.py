"""Fines that no decision's text bears out and that stand far outside of their list: probably typed in the other unit.

元 under a 万元 header makes a fine ten thousand times too large, 万元 under 元 as much too small. Where the text of the
decision names the sum, that settles it elsewhere; here is what is left when it does not.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

LARGEST_LAWFUL_FINE = 100_000_000
"""Yuan: the highest fine of the Work Safety Law (2021), article 114: 20 million, five times in the gravest cases."""

FAR = 1000
"""How often the median a fine may be, or the median it: honest fines reach 100 times, a wrong unit makes it 10000."""

FEWEST = 5
"""Fines that a list needs before its median says anything."""


def to_cents(money: str) -> pl.Expr:
    """A column of yuan as whole cents."""
    return (pl.col(money) * 100).cast(pl.Int64)


def find_middle(cents: Sequence[pl.Series]) -> int | None:
    """Twice the median of a list's fines, in cents, so that it is whole; None where there are too few of them.

    Args:
        cents: the fines above zero, batch by batch.
    """
    fines = pl.concat(cents).sort() if cents else pl.Series([], dtype=pl.Int64)
    if len(fines) < FEWEST:
        return None
    return int(fines[(len(fines) - 1) // 2]) + int(fines[len(fines) // 2])


def is_incredible(middle: int | None) -> pl.Expr:
    """Whether a row's fine has no witness and is beyond the law, or far from what ``find_middle`` gave."""
    twice = to_cents("fine_yuan") * 2
    is_odd = twice > LARGEST_LAWFUL_FINE * 200
    if middle is not None:
        is_odd |= (twice >= middle * FAR) | (twice * FAR <= middle)
    return ((pl.col("fine_yuan") > 0) & ~pl.col("has_witness") & is_odd).fill_null(value=False)
