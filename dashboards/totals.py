"""Sums over counties that never take an unreported county for zero, and comparisons of like with like.

Rows in are those of ``queries/figures.sql`` and ``queries/zero_accident.sql``; nothing is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]
_UNREPORTED = ("missing", "withdrawn")


@dataclass(frozen=True, slots=True)
class Total:
    """What counties add up to.

    ``value`` is None where nobody states the figure; ``stated_count`` of ``due_count`` counties state it, and
    ``extra_count`` more that were not due (own levels, zones). ``apart_count`` state it in several readings, which must
    not be added and are in no sum; ``derived_count`` of those in it are differences of running counts, and
    ``second_hand_count`` are of counties that did not report, from another office's table. ``qualifier`` is that of the
    whole sum.
    """

    value: Decimal | None
    qualifier: str
    stated_count: int
    due_count: int
    extra_count: int
    apart_count: int = 0
    derived_count: int = 0
    second_hand_count: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same counties now and then: both values over ``shared_count`` counties that state both."""

    now: Decimal
    then: Decimal
    shared_count: int

    @property
    def change(self) -> Decimal | None:
        """The relative change; None where there was nothing then."""
        return (self.now - self.then) / self.then if self.then else None


def add_up(rows: Iterable[Row]) -> Total:
    """Add up one figure of one quarter over its counties."""
    listed = list(rows)
    stated = [row for row in listed if is_addable(row)]
    due = [row for row in listed if row["coverage_state"] is not None]
    stated_due = [row for row in stated if row["coverage_state"] is not None]
    return Total(
        value=sum((row["value"] for row in stated), Decimal(0)) if stated else None,
        qualifier=_merge_qualifiers({row["qualifier"] for row in stated}),
        stated_count=len(stated_due),
        due_count=len(due),
        extra_count=len(stated) - len(stated_due),
        derived_count=sum(row.get("value_basis") == "derived" for row in stated),
        second_hand_count=sum(row["coverage_state"] in _UNREPORTED for row in stated),
        apart_count=sum(row["value"] is not None for row in listed) - len(stated),
    )


def is_addable(row: Row) -> bool:
    """Whether a county states the figure, and in one reading: of several none may be picked for a sum."""
    return row["value"] is not None and (row.get("variant_count") or 0) <= 1


def compare(now: Sequence[Row], then: Sequence[Row]) -> Comparison | None:
    """Compare two quarters over the counties that state both; None where there are none."""
    earlier = {row["division_code"]: row["value"] for row in then if is_addable(row)}
    pairs = [
        (row["value"], earlier[row["division_code"]])
        for row in now
        if is_addable(row) and row["division_code"] in earlier
    ]
    if not pairs:
        return None
    return Comparison(sum((a for a, _ in pairs), Decimal(0)), sum((b for _, b in pairs), Decimal(0)), len(pairs))


@dataclass(frozen=True, slots=True)
class Share:
    """A share formed anew from counts: units that kept the status over all units, of the counties that state both."""

    rate: Decimal | None
    zero_units: Decimal
    total_units: Decimal
    stated_count: int
    due_count: int


def form_share(rows: Iterable[Row]) -> Share:
    """Form the share of several counties; shares themselves are never averaged."""
    listed = list(rows)
    counted = [row for row in listed if row["zero_units"] is not None and row["total_units"]]
    zero = sum((row["zero_units"] for row in counted), Decimal(0))
    total = sum((row["total_units"] for row in counted), Decimal(0))
    return Share(
        rate=zero / total if total else None,
        zero_units=zero,
        total_units=total,
        stated_count=sum(row["coverage_state"] is not None for row in counted),
        due_count=sum(row["coverage_state"] is not None for row in listed),
    )


def _merge_qualifiers(found: set[str]) -> str:
    """The qualifier of a sum: bounds of one direction stay a bound, anything mixed is an approximation."""
    inexact = found - {"exact"}
    if not inexact:
        return "exact"
    if inexact <= {"at_least", "over"}:
        return "at_least"
    return "at_most" if inexact == {"at_most"} else "approx"
