"""The unit of a figure, from wherever a table prints it, and what to do where two places disagree.

Nearest wins: the cell, its unit column or unit row, its own head, the heads above, the table's lines. Two different
units on equal footing are a conflict for a person; a list (起、人) holds every unit that the table uses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction.grammar.measures import parse_unit
from pipelines.extraction.model import Unit

_LIST_SPLIT = re.compile(r"[、,，/;；和或\s]+")
_LINE_UNIT = re.compile(r"(?:计量)?单位[:：]?\s*([^\s()（）]{1,24})")


@dataclass(frozen=True, slots=True)
class UnitReading:
    """A printed unit: its measure word, what it is in the canon, and the factor to it."""

    measure: str
    unit: Unit
    factor: Decimal

    @property
    def printed(self) -> str:
        """Measure with its scale, as lexicon rules name it: 万元."""
        scale = _SCALE_NAMES.get(self.factor, "") if self.unit != "ratio" else ""
        return f"{scale}{self.measure}"


_CANONICAL: dict[str, Unit] = {
    "count": "count",
    "person": "person",
    "yuan": "yuan",
    "ratio": "ratio",
    "per_mille": "ratio",
    "percentage_point": "ratio",
}
_SCALE_NAMES = {Decimal(1000): "千", Decimal(10_000): "万", Decimal(100_000_000): "亿"}


def read_units(text: str) -> tuple[UnitReading, ...]:
    """The units that a text lists: one for ``万元``, two for ``起、人``; none where it is no unit."""
    text = re.sub(r"^(?:计量)?单位[:：]?", "", text.strip()).lstrip("±+/-")
    if single := _read_one(text):
        return (single,)
    found = [_read_one(part) for part in _LIST_SPLIT.split(text) if part]
    if any(unit is None for unit in found):
        return ()
    return tuple(dict.fromkeys(unit for unit in found if unit))


def _read_one(text: str) -> UnitReading | None:
    """One unit, None where it is none that the canon has."""
    mention = parse_unit(text)
    if mention is None or mention.unit is None:
        return None
    return UnitReading(mention.measure, _CANONICAL[mention.unit], mention.factor)


def find_line_units(lines: tuple[str, ...]) -> tuple[UnitReading, ...]:
    """The units that title lines, captions or notes state for the whole table: ``单位:起、人``."""
    for line in lines:
        for match in _LINE_UNIT.finditer(line):
            if units := read_units(match[1].strip(":：")):
                return units
    return ()


@dataclass(frozen=True, slots=True)
class CellUnit:
    """The unit of one cell, or the candidates of a list; ``is_conflict`` where equals disagree."""

    candidates: tuple[UnitReading, ...] = ()
    is_conflict: bool = False

    @property
    def single(self) -> UnitReading | None:
        """The unit where there is exactly one."""
        return self.candidates[0] if len(self.candidates) == 1 else None

    def of(self, unit: str) -> tuple[UnitReading, ...]:
        """The candidates of one canonical unit."""
        return tuple(c for c in self.candidates if c.unit == unit)


def choose_unit(sources: list[tuple[UnitReading, ...]]) -> CellUnit:
    """The unit of a cell from its sources, nearest first; empty sources say nothing.

    A nearer source overrules a farther one of another kind (a count column in a table of 万元). Money in two scales,
    both printed for the cell (元 in the head, 万元 in the unit column), is a conflict.
    """
    stated = [source for source in sources if source]
    if not stated:
        return CellUnit()
    nearest = stated[0]
    for other in stated[1:]:
        if len(nearest) == 1 and any(_contradict(nearest[0], one) for one in other):
            return CellUnit(nearest, is_conflict=True)
    return CellUnit(nearest)


def _contradict(one: UnitReading, other: UnitReading) -> bool:
    """Whether two units cannot both be meant: two scales of money, or two scales of a count."""
    return one.unit == other.unit == "yuan" and one.factor != other.factor
