"""The figures of a county for a quarter, or for the year up to it, under the catalogue's indicator codes.

Values are Decimal in the canonical unit: counts, persons, yuan, ratios from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.sample.offices import SECTORS
from pipelines.sample.truth import CountyQuarter, Decision

Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one place for one period, keyed by indicator and sector (None: all sectors)."""

    place: str
    start: date
    end: date
    values: dict[Key, Decimal]

    def get(self, indicator: str, sector: str | None = None) -> Decimal:
        """Return a figure."""
        return self.values[indicator, sector]


def build_figures(quarters: Sequence[CountyQuarter], place: str) -> Figures:
    """Build the figures of consecutive quarters of one year: flows add up, shares are those at the end."""
    last = quarters[-1]
    values: dict[Key, Decimal] = {}
    for sector in SECTORS:
        values |= {(code, sector): value for code, value in _count_sector(quarters, sector).items()}
    totals = _count_decisions([decision for quarter in quarters for decision in quarter.decisions])
    for code in (
        "inspection.units",
        "inspection.count",
        "hazard.found",
        "hazard.rectified",
        "detention.administrative",
    ):
        totals[code] = sum((values[code, sector] for sector in SECTORS), Decimal(0))
    totals |= _count_flows(quarters)
    totals["penalty.fine_collected"] += sum(quarter.carried_yuan for quarter in quarters)
    totals["hazard.pending"] = totals["hazard.found"] - totals["hazard.rectified"]
    totals["hazard.rectification_rate"] = _divide(totals["hazard.rectified"], totals["hazard.found"])
    totals["document.record"] = totals["inspection.count"]
    totals["document.rectification_order"] = (totals["inspection.count"] * Decimal("0.55")).quantize(Decimal(1))
    totals["document.reinspection"] = (totals["inspection.count"] * Decimal("0.5")).quantize(Decimal(1))
    values |= {(code, None): value for code, value in (totals | count_zero_accident([last])).items()}
    return Figures(place, quarters[0].quarter.start, last.quarter.end, values)


def count_zero_accident(quarters: Iterable[CountyQuarter]) -> dict[str, Decimal]:
    """Count the zero-accident villages and enterprises of one or several counties at the same day."""
    listed = list(quarters)
    villages = Decimal(sum(quarter.county.village_count for quarter in listed))
    enterprises = Decimal(sum(quarter.county.enterprise_count for quarter in listed))
    villages_zero = Decimal(sum(quarter.villages_zero for quarter in listed))
    enterprises_zero = Decimal(sum(quarter.enterprises_zero for quarter in listed))
    return {
        "zero_accident.village_total": villages,
        "zero_accident.village_zero": villages_zero,
        "zero_accident.village_rate": _divide(villages_zero, villages),
        "zero_accident.village_target": Decimal(listed[0].village_target) / 100,
        "zero_accident.enterprise_total": enterprises,
        "zero_accident.enterprise_zero": enterprises_zero,
        "zero_accident.enterprise_rate": _divide(enterprises_zero, enterprises),
        "zero_accident.enterprise_target": Decimal(listed[0].enterprise_target) / 100,
    }


def add_figures(figures: Sequence[Figures], place: str) -> Figures:
    """Add up the counties of a prefecture; shares are formed anew from what was added."""
    values: dict[Key, Decimal] = {}
    for one in figures:
        for key, value in one.values.items():
            values[key] = values.get(key, Decimal(0)) + value
    values["hazard.rectification_rate", None] = _divide(values["hazard.rectified", None], values["hazard.found", None])
    for unit in ("village", "enterprise"):
        zero, total = f"zero_accident.{unit}_zero", f"zero_accident.{unit}_total"
        values[f"zero_accident.{unit}_rate", None] = _divide(values[zero, None], values[total, None])
        target = f"zero_accident.{unit}_target"
        values[target, None] = figures[0].values[target, None]
    return Figures(place, figures[0].start, figures[0].end, values)


def _divide(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole if whole else Decimal(0)


def _count_sector(quarters: Sequence[CountyQuarter], sector: str) -> dict[str, Decimal]:
    counts = [quarter.sectors[sector] for quarter in quarters]
    decisions = [decision for quarter in quarters for decision in quarter.decisions if decision.firm.sector == sector]
    return {
        "inspection.units": Decimal(sum(count.units for count in counts)),
        "inspection.count": Decimal(sum(count.visits for count in counts)),
        "hazard.found": Decimal(sum(count.found for count in counts)),
        "hazard.rectified": Decimal(sum(count.rectified for count in counts)),
        "detention.administrative": Decimal(sum(count.detained for count in counts)),
    } | _count_decisions(decisions)


def _count_decisions(decisions: Sequence[Decision]) -> dict[str, Decimal]:
    """Count decisions; collected here are the fines of these decisions that came in at once."""
    kinds = [kind for decision in decisions for kind in decision.kinds]
    return {
        "penalty.count": Decimal(len(decisions)),
        "penalty.count_unit": Decimal(sum(decision.person is None for decision in decisions)),
        "penalty.count_person": Decimal(sum(decision.person is not None for decision in decisions)),
        "penalty.warning": Decimal(kinds.count("warning")),
        "penalty.fine_count": Decimal(kinds.count("fine")),
        "penalty.suspension": Decimal(kinds.count("suspension")),
        "penalty.licence_suspended": Decimal(kinds.count("licence_suspended")),
        "penalty.fine_amount": Decimal(sum(decision.fine_yuan for decision in decisions)),
        "penalty.fine_collected": Decimal(
            sum(decision.fine_yuan for decision in decisions if decision.is_paid_at_once)
        ),
        "penalty.confiscated_amount": Decimal(sum(decision.confiscated_yuan for decision in decisions)),
    }


def _count_flows(quarters: Sequence[CountyQuarter]) -> dict[str, Decimal]:
    return {
        "penalty.case_filed": Decimal(sum(quarter.filed for quarter in quarters)),
        "penalty.case_closed": Decimal(sum(quarter.closed for quarter in quarters)),
        "penalty.closure": Decimal(sum(quarter.closures for quarter in quarters)),
        "inspection.teams": Decimal(sum(quarter.teams for quarter in quarters)),
        "inspection.personnel": Decimal(sum(quarter.personnel for quarter in quarters)),
        "hazard.major_found": Decimal(sum(quarter.major_found for quarter in quarters)),
        "hazard.major_rectified": Decimal(sum(quarter.major_rectified for quarter in quarters)),
        "accident.count": Decimal(sum(quarter.accidents for quarter in quarters)),
        "accident.deaths": Decimal(sum(quarter.deaths for quarter in quarters)),
        "accident.injuries": Decimal(sum(quarter.injured for quarter in quarters)),
        "training.people": Decimal(sum(quarter.trained for quarter in quarters)),
        "drill.count": Decimal(sum(quarter.drills for quarter in quarters)),
    }
