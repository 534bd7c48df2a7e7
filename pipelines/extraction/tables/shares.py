"""Whether a share is printed as percent or as a part of one: 95.2, 95.2% and 0.952 are the same share.

A number up to one is never taken for percent unless it prints the sign or the counts beside it prove it: 0.95 under a
head with % may be either. What is left open is held back as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.extraction.model import Observation, Period
from pipelines.extraction.tables.times import shift_year
from pipelines.extraction.tables.units import UnitReading
from warehouse.catalogue.model import Catalogue, Indicator

_ONE = Decimal(1)
_PERCENT = Decimal("0.01")
_MOST_OF_A_SHARE = Decimal(2)
_MOST_OF_A_CHANGE = Decimal(10)
"""Up to where a number may be a part of one: 1.05 of what was due was paid, accidents rose to the ninefold."""
_NEAREST = Decimal("0.01")
_PRIOR = "@previous_year"
_BASE = "base."
"""What deaths are divided by for a rate that is no share: 0.05 of a million tonnes of coal is 0.05."""


@dataclass(frozen=True, slots=True)
class PrintedShare:
    """A share as its cell prints it.

    ``stated`` is the unit that the table prints for it; ``is_signed``: the cell itself prints % or another unit.
    """

    locator: str
    row: int
    column: int
    indicator: str
    number: Decimal
    stated: UnitReading | None = None
    is_signed: bool = False

    @property
    def size(self) -> Decimal:
        """The number without its sign."""
        return abs(self.number)


def settle_shares(
    observations: Iterable[Observation], shares: Sequence[PrintedShare], catalogue: Catalogue
) -> list[Observation]:
    """The figures of a table, each share as a part of one; those that may be read either way are held back.

    Args:
        observations: the figures, shares read as percent.
        shares: what the cells of the shares print.
        catalogue: which counts a share is made of.
    """
    listed = list(observations)
    printed = {share.locator: share for share in shares}
    for index, o in enumerate(listed):
        if share := printed.get(o.locator):
            indicator = catalogue.indicators[share.indicator]
            listed[index] = _settle(o, share, shares, indicator, listed)
    return listed


def _settle(
    o: Observation,
    share: PrintedShare,
    shares: Sequence[PrintedShare],
    indicator: Indicator,
    observations: Sequence[Observation],
) -> Observation:
    """One share: as it was read, as a part of one, or held back."""
    if share.is_signed or not share.number:
        return o
    if (indicator.denominator or "").startswith(_BASE):
        doubt = "unit_conflict" if share.stated else None
        return replace(o, value=share.number, status="review" if doubt else o.status, reason=o.reason or doubt)
    beside = [s for s in shares if s is not share and (s.column == share.column or s.indicator == share.indicator)]
    others = [s for s in beside if s.is_signed or s.stated == share.stated]
    if _is_part_of_one(share, others):
        return replace(o, value=share.number)
    if not _is_open(share, others, indicator):
        return o
    if o.status == "accepted" and (proven := _prove(o, share, indicator, observations)) is not None:
        return replace(o, value=proven)
    return replace(o, value=share.number, status="review", reason=o.reason or "unit_conflict")


def _is_part_of_one(share: PrintedShare, others: Sequence[PrintedShare]) -> bool:
    """Whether no unit is printed and all shares beside it lie within 0 and 1, some of them between."""
    alike = (share, *others)
    is_bare = share.stated is None and not any(s.is_signed for s in others)
    return is_bare and max(s.size for s in alike) <= _ONE and any(0 < s.size < _ONE for s in alike)


def _is_open(share: PrintedShare, others: Sequence[PrintedShare], indicator: Indicator) -> bool:
    """Whether a number may be percent as well as a part of one."""
    bare = [s for s in others if not s.is_signed and s.number]
    parts = [s for s in bare if s.size < _ONE]
    if share.size <= _ONE:
        return _is_percent(share.stated) or len(parts) == len(bare)
    is_change = indicator.code.endswith(("_yoy", "_mom"))
    if share.size > (_MOST_OF_A_CHANGE if is_change else _MOST_OF_A_SHARE):
        return False
    is_alone = not any(s.is_signed or s.size > _MOST_OF_A_SHARE for s in others)
    if is_alone and share.stated is None and share.size <= _MOST_OF_A_SHARE:
        return True
    return len(parts) * 2 > len(bare)


def _is_percent(stated: UnitReading | None) -> bool:
    """Whether a table prints % or nothing for a share; ‰ and 百分点 are no slip for a part of one."""
    return stated is None or stated.measure in ("%", "％")


def _prove(
    o: Observation, share: PrintedShare, indicator: Indicator, observations: Sequence[Observation]
) -> Decimal | None:
    """The share that the counts beside it prove, None where they prove none or contradict the printed unit."""
    quotient = _divide(o, indicator, observations)
    if quotient is None:
        return None
    last = Decimal(1).scaleb(int(share.number.as_tuple().exponent))
    percent = share.number * (share.stated.factor if share.stated else _PERCENT)
    is_part = abs(share.number - quotient) <= _NEAREST
    is_percent = abs(percent - quotient) <= min(last, _ONE / 10) * _PERCENT
    if is_part == is_percent:
        return None
    if is_percent:
        return percent
    return None if share.stated else share.number


def _divide(o: Observation, indicator: Indicator, observations: Sequence[Observation]) -> Decimal | None:
    """What the accepted counts of the same place, time and sector make of a share."""
    if not indicator.numerator or not indicator.denominator:
        return None
    above = _find(o, indicator.numerator, o.period, observations)
    is_change = indicator.denominator.endswith(_PRIOR)
    period = shift_year(o.period, -1) if is_change else o.period
    below = _find(o, indicator.denominator.removesuffix(_PRIOR), period, observations)
    if above is None or not below:
        return None
    return (above - below) / below if is_change else above / below


def _find(o: Observation, code: str, period: Period | None, observations: Sequence[Observation]) -> Decimal | None:
    """The one accepted value of a statistic of the same place, time and sector."""
    end = period.end if period else None
    key = (o.place, o.division_code, o.sector_code, o.sector_text, end)
    found = {
        other.value
        for other in observations
        if other.indicator == code
        and other.status == "accepted"
        and other.qualifier == "exact"
        and (
            other.place,
            other.division_code,
            other.sector_code,
            other.sector_text,
            other.period.end if other.period else None,
        )
        == key
    }
    return found.pop() if len(found) == 1 else None
