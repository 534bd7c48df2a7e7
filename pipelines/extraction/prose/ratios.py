"""A count that a printed rate proves: 共96家,已达标72家,达标率75% makes the first the number that were due.

The rate names its numerator and denominator; where one of the two is read and a bare count fits to the printed
digits, and no other does, that count is the missing one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.figures import make_figure
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading

# Rate -> (what is counted in it, out of what).
_PARTS: Mapping[str, tuple[str, str]] = {
    "standard.rate": ("standard.enterprises", "standard.due"),
    "hazard.rectification_rate": ("hazard.rectified", "hazard.found"),
    "hazard.major_rate": ("hazard.major_rectified", "hazard.major_found"),
    "hazard.coverage_rate": ("hazard.units_checked", "hazard.units_due"),
    "complaint.checked_rate": ("complaint.checked", "complaint.count"),
    "complaint.confirmed_rate": ("complaint.confirmed", "complaint.checked"),
    "zero_accident.village_rate": ("zero_accident.village_zero", "zero_accident.village_total"),
    "zero_accident.enterprise_rate": ("zero_accident.enterprise_zero", "zero_accident.enterprise_total"),
}
# A fraction of smaller numbers comes out by chance.
_TELLING = 12


def prove_counts(reading: Reading) -> None:
    """Give each bare count of a sentence that a rate proves the statistic that the rate asks for."""
    for rate in [figure for figure in reading.figures if figure.indicator in _PARTS]:
        bare = [q for q in reading.unread if q.unit == "count" and not q.is_damaged and q.value >= _TELLING]
        codes = _PARTS[rate.indicator]
        known = [_value_of(reading, code, rate) for code in codes]
        if not bare or (known[0] is None) == (known[1] is None):
            continue
        at = 0 if known[0] is None else 1
        other = known[1 - at]
        fitting = [q for q in bare if other is not None and _fits(q.value, other, rate, is_part=at == 0)]
        if len(fitting) == 1 and fitting[0].start < rate.at:
            _keep(reading, fitting[0], codes[at])


def _value_of(reading: Reading, code: str, rate: Figure) -> Decimal | None:
    """The level of a statistic nearest before a rate, in its sentence, or in the one before."""
    pool: Sequence[Figure] = [*reading.before, *(figure for figure in reading.figures if figure.at < rate.at)]
    values = [figure.value for figure in pool if figure.indicator == code and figure.value >= _TELLING]
    return values[-1] if values else None


def _fits(value: Decimal, other: Decimal, rate: Figure, *, is_part: bool) -> bool:
    part, whole = (value, other) if is_part else (other, value)
    ulp = rate.quantity.ulp if rate.quantity else Decimal("0.001")
    return part <= whole and abs(part / whole - rate.value) <= ulp * Decimal("0.51")


def _keep(reading: Reading, quantity: Quantity, code: str) -> None:
    start, _ = reading.frame.left_of(reading.frame.index_of(quantity))
    reading.add(make_figure(reading, quantity, code, start, "proved_by_rate", window_start=start))
    reading.unread[:] = [other for other in reading.unread if other is not quantity]
