"""How a figure is printed, with a memory: every true figure that a submission prints is kept beside it.

A slip replaces what is printed for one figure; the figure then no longer counts as printed truly.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pipelines.sample.figures import Figures, Key
from pipelines.sample.model import SampleFact

ZERO_ACCIDENT = "zero_accident."
TEN_THOUSAND = Decimal(10_000)


class Printer:
    """Prints the figures of one place and period and remembers which were printed truly."""

    def __init__(self, figures: Figures, slips: Mapping[Key, str] | None = None) -> None:
        self.figures = figures
        self.facts: list[SampleFact] = []
        self._slips = dict(slips or {})

    def number(self, indicator: str, sector: str | None = None) -> str:
        """Print a count as digits."""
        return self._print(indicator, sector, self.figures.get(indicator, sector), Decimal(1))

    def wan(self, indicator: str, sector: str | None = None) -> str:
        """Print money in 万元, as many decimals as it needs."""
        value = self.figures.get(indicator, sector)
        return self._print(indicator, sector, value, TEN_THOUSAND)

    def yuan(self, indicator: str, sector: str | None = None) -> str:
        """Print money in 元."""
        return self._print(indicator, sector, self.figures.get(indicator, sector), Decimal(1))

    def percent(self, indicator: str, places: int = 2) -> str:
        """Print a ratio as a percentage without its sign, rounded half up; the rounded value is what stands."""
        step = Decimal(1).scaleb(-places)
        rounded = (self.figures.get(indicator) * 100).quantize(step, ROUND_HALF_UP)
        self._remember(indicator, None, rounded / 100)
        return self._slips.get((indicator, None), str(rounded))

    def cell(self, indicator: str, sector: str | None = None, *, wan: bool = False) -> Decimal | str:
        """Print into a spreadsheet cell: a number, or the text of a slip."""
        text = self.wan(indicator, sector) if wan else self.number(indicator, sector)
        try:
            return Decimal(text)
        except ArithmeticError:
            return text

    def percent_cell(self, indicator: str, places: int = 2) -> Decimal | str:
        """Print a percentage into a spreadsheet cell, as a plain number of percent."""
        text = self.percent(indicator, places)
        try:
            return Decimal(text)
        except ArithmeticError:
            return text

    def _print(self, indicator: str, sector: str | None, value: Decimal, unit: Decimal) -> str:
        self._remember(indicator, sector, value)
        return self._slips.get((indicator, sector), write_plain(value / unit))

    def _remember(self, indicator: str, sector: str | None, value: Decimal) -> None:
        if (indicator, sector) in self._slips or indicator.endswith("_target"):
            return
        start: date | None = self.figures.start
        if indicator.startswith(ZERO_ACCIDENT):
            start = date(self.figures.end.year, 1, 1)
        fact = SampleFact(indicator, value, self.figures.place, sector, start, self.figures.end)
        if fact not in self.facts:
            self.facts.append(fact)


def write_plain(value: Decimal) -> str:
    """Write a number without exponent or idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
