"""Small sheets, written by hand as they would look: one line a row, cells parted by a bar.

A cell of digits is a stored number; ``'12`` is text; a blank cell is empty. ``merge`` takes A1 ranges.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.extraction.tables.engine import TableExtraction, extract_tables
from pipelines.reading.model import BLANK, Block, Cell, MergedRange, Reading, Table, Tree
from warehouse.catalogue.loader import load_catalogue

CATALOGUE = load_catalogue()


def sheet(
    text: str, *, merge: str = "", name: str = "Sheet1", hidden: bool = False, caption: str = "", **more: frozenset[int]
) -> Table:
    """A sheet from its picture."""
    rows = tuple(tuple(cell(part) for part in line.split("|")) for line in text.strip("\n").split("\n"))
    width = max(len(row) for row in rows)
    padded = tuple(row + (BLANK,) * (width - len(row)) for row in rows)
    return Table(name, padded, tuple(merged(part) for part in merge.split()), hidden=hidden, caption=caption, **more)


def cell(part: str) -> Cell:
    """One cell of a picture; leading blanks stay, as they carry an outline."""
    text = part.rstrip().replace("\\n", "\n")
    if not text.strip():
        return BLANK
    if text.strip().startswith("'"):
        return Cell(text.strip()[1:], text.strip()[1:])
    if re.fullmatch(r"\s*-?\d+(?:\.\d+)?\s*", text):
        return Cell(text.strip(), Decimal(text.strip()))
    if match := re.fullmatch(r"\s*=(-?\d+(?:\.\d+)?)%", text):
        return Cell(f"{match[1]}%", Decimal(match[1]) / 100)
    return Cell(text, text)


def merged(part: str) -> MergedRange:
    """``A1:C1`` as a range."""
    (left, top), (right, bottom) = (re.fullmatch(r"([A-Z]+)(\d+)", end).groups() for end in part.split(":"))  # type: ignore[union-attr]
    return MergedRange(int(top), number(left), int(bottom), number(right))


def number(letters: str) -> int:
    """A column's number."""
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value


def extract(*blocks: Block, file: str = "报表.xlsx") -> TableExtraction:
    """What the room reads out of a file of these blocks."""
    return extract_tables(Reading(file, "0" * 64, "xlsx", None, blocks), CATALOGUE)


def tree(value: object) -> Tree:
    """A JSON value as the reader gives it: numbers are Decimal."""
    return Tree("$", _decimal(value))


def _decimal(value: object) -> object:
    if isinstance(value, dict):
        return {key: _decimal(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_decimal(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value


def at(found: TableExtraction, locator: str) -> tuple[str, float, str | None, str | None, str]:
    """(indicator, value, place, sector, status) of the one figure at a cell."""
    here = [o for o in found.observations if o.locator == locator or o.locator == f"Sheet1!{locator}"]
    assert len(here) == 1, (locator, here, found.refusals)
    o = here[0]
    return o.indicator, float(o.value), o.place, o.sector_code, o.status


def span(found: TableExtraction, locator: str) -> tuple[str | None, str | None]:
    """(first, last) day of the figure at a cell, ISO."""
    here = [o for o in found.observations if o.locator in (locator, f"Sheet1!{locator}")]
    assert len(here) == 1, (locator, here)
    period = here[0].period
    return (str(period.start) if period and period.start else None, str(period.end) if period and period.end else None)


def refused(found: TableExtraction) -> dict[str, str]:
    """Reasons of refusals by cell."""
    return {r.locator.removeprefix("Sheet1!"): r.reason for r in found.refusals}
