"""The last printed place of a figure: how finely a document states what it states.

``罚款41.1万元`` states 411,000 yuan to the nearest thousand; a rule must not call it wrong by less than that.
"""

from __future__ import annotations

import re
from decimal import Decimal

import polars as pl

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")
_SCALES = tuple(Decimal(10) ** exponent for exponent in (0, 4, 8, -2, -3, -4, 3, 2, 1))


def printed_step(value: Decimal, raw: str) -> Decimal:
    """One unit of the last printed place, in the unit of ``value``.

    Args:
        value: the figure in its canonical unit.
        raw: the phrase or cell as printed.

    Returns:
        A power of ten; where no printed number scales to the value (Han digits), the last place of the value itself.
    """
    magnitude = abs(value)
    for scale in _SCALES:
        for match in _NUMBER.finditer(raw.translate(_FULL_WIDTH)):
            printed = Decimal(match[0].replace(",", ""))
            if printed * scale == magnitude:
                return Decimal(10) ** -_places(printed) * scale
    return Decimal(10) ** -_places(magnitude.normalize())


def printed_steps(figures: pl.DataFrame) -> pl.Series:
    """One unit of the last printed place of every row, as floats.

    Args:
        figures: with ``value``, ``raw`` and ``unit``. Counts in plain digits need no look at their text.
    """
    same = pl.col("raw").cast(pl.Decimal(24, 6), strict=False) == pl.col("value")
    plain = pl.col("unit").is_in(["count", "person"]) & pl.col("raw").str.contains(r"^[0-9]*$") & same
    asked = figures.filter(~plain).select("value", "raw").unique(maintain_order=True)
    steps = [float(printed_step(value, raw)) for value, raw in asked.iter_rows()]
    known = asked.with_columns(pl.Series("printed_step", steps, dtype=pl.Float64))
    joined = figures.select("value", "raw").join(known, on=["value", "raw"], how="left", maintain_order="left")
    return joined["printed_step"].fill_null(1.0)


def _places(number: Decimal) -> int:
    """Digits after the point, 0 for whole numbers."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
