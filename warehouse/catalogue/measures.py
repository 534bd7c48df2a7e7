"""What one counts of an indicator: enterprises, visits, cases; one word for each, wherever it is shown.

Only indicators whose unit is ``count`` have one: money, persons and shares say theirs by the unit itself.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from warehouse.catalogue.loader import DATA


@dataclass(frozen=True, slots=True)
class Measure:
    """The word in both languages."""

    zh: str
    en: str


@cache
def load_measures() -> Mapping[str, Measure]:
    """The words by indicator."""
    with (DATA / "measures.csv").open(encoding="utf-8", newline="") as file:
        return {row["indicator"]: Measure(row["zh"], row["en"]) for row in csv.DictReader(file)}
