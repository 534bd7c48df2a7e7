"""The hidden truth of a county's quarter: decisions, inspections, hazards and zero-accident shares that fit each other.

Fines are the sums of decisions, collected fines lag behind them, found hazards are rectified or pending, and a
zero-accident share starts the year at one and falls.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pipelines.sample.chance import draw_share, make_random
from pipelines.sample.offices import County, Firm
from warehouse.quarters import Quarter

_SEASON = {1: 0.85, 2: 1.0, 3: 1.1, 4: 1.25}
_SECTOR_WEIGHT = {
    "non_coal_mine": 0.6,
    "hazardous_chemicals": 1.0,
    "fireworks": 0.7,
    "metallurgy_trade": 1.3,
    "construction": 0.9,
    "fire_safety": 1.2,
}
_FINES = (5_000, 10_000, 10_000, 20_000, 20_000, 30_000, 50_000)
_HEAVY_FINES = (50_000, 60_000, 80_000, 100_000)


@dataclass(frozen=True, slots=True)
class Decision:
    """One penalty decision. Money in yuan; ``is_paid_at_once`` tells whether the fine came in within the quarter."""

    number: int
    day: date
    firm: Firm
    person: str | None
    kinds: tuple[str, ...]
    fine_yuan: int
    confiscated_yuan: int
    violation: str
    is_paid_at_once: bool


@dataclass(frozen=True, slots=True)
class SectorQuarter:
    """One sector of a county's quarter: counts of units, visits, hazards and persons."""

    units: int
    visits: int
    found: int
    rectified: int
    detained: int


@dataclass(frozen=True, slots=True)
class CountyQuarter:
    """Everything that happened in a county within a quarter; ``carried_yuan`` are last quarter's fines paid now."""

    county: County
    quarter: Quarter
    sectors: dict[str, SectorQuarter]
    decisions: tuple[Decision, ...]
    carried_yuan: int
    filed: int
    closed: int
    closures: int
    teams: int
    personnel: int
    major_found: int
    major_rectified: int
    accidents: int
    deaths: int
    injured: int
    trained: int
    drills: int
    villages_zero: int
    enterprises_zero: int
    village_target: int
    enterprise_target: int


_VIOLATIONS = (
    "未如实记录事故隐患排查治理情况",
    "特种作业人员未取得相应资格上岗",
    "未对安全设备定期检测",
    "未按规定组织应急预案演练",
    "未设置明显的安全警示标志",
    "未建立安全风险分级管控制度",
)
_SURNAMES = "赵钱孙李周吴郑王冯陈"


def build_county_quarters(seed: int, county: County, quarters: tuple[Quarter, ...]) -> tuple[CountyQuarter, ...]:
    """Build a county's quarters in order; numbers of documents and zero-accident shares run within each year."""
    built: list[CountyQuarter] = []
    for quarter in quarters:
        previous = built[-1] if built else None
        built.append(_build_quarter(seed, county, quarter, previous, built))
    return tuple(built)


def _build_quarter(
    seed: int, county: County, quarter: Quarter, previous: CountyQuarter | None, before: list[CountyQuarter]
) -> CountyQuarter:
    random = make_random(seed, county.code, quarter)
    volume = county.size * _SEASON[quarter.number] * (1 + 0.08 * (quarter.year - 2023))
    sectors = {code: _draw_sector(random, volume * weight) for code, weight in _SECTOR_WEIGHT.items()}
    issued = sum(len(old.decisions) for old in before if old.quarter.year == quarter.year)
    decisions = _draw_decisions(random, county, quarter, max(1, round(volume * random.uniform(3, 8))), issued)
    found = sum(sector.found for sector in sectors.values())
    major = random.randint(0, max(1, found // 90))
    accidents = random.choices((0, 1, 2, 3), weights=(50, 28, 15, 7))[0]
    deaths = random.randint(0, accidents)
    is_new_year = previous is None or previous.quarter.year != quarter.year
    villages = county.village_count if is_new_year or previous is None else previous.villages_zero
    enterprises = county.enterprise_count if is_new_year or previous is None else previous.enterprises_zero
    visits = sum(sector.visits for sector in sectors.values())
    filed = len(decisions) + random.randint(0, 3)
    late = [decision.fine_yuan for decision in previous.decisions if not decision.is_paid_at_once] if previous else []
    return CountyQuarter(
        county=county,
        quarter=quarter,
        sectors=sectors,
        decisions=decisions,
        carried_yuan=sum(late),
        filed=filed,
        closed=max(1, filed - random.randint(0, 3)),
        closures=random.choices((0, 1, 2), weights=(70, 22, 8))[0],
        teams=random.randint(8, 30),
        personnel=visits * 2 + random.randint(0, visits),
        major_found=major,
        major_rectified=draw_share(random, major, 0.5, 1.0),
        accidents=accidents,
        deaths=deaths,
        injured=random.randint(0, 2) if accidents else 0,
        trained=random.randint(8, 60) * 10,
        drills=random.randint(2, 24),
        villages_zero=villages - random.randint(1, 4) - accidents,
        enterprises_zero=enterprises - random.randint(0, 3) - accidents,
        village_target=79 + (quarter.year - 2023),
        enterprise_target=89 + (quarter.year - 2023),
    )


def _draw_sector(random: Random, volume: float) -> SectorQuarter:
    units = max(2, round(volume * random.uniform(8, 26)))
    visits = units + random.randint(0, units // 2 + 1)
    found = round(visits * random.uniform(1.1, 2.6))
    detained = random.choices((0, 1, 2), weights=(84, 12, 4))[0]
    return SectorQuarter(units, visits, found, draw_share(random, found, 0.9, 1.0), detained)


def _draw_decisions(random: Random, county: County, quarter: Quarter, count: int, issued: int) -> tuple[Decision, ...]:
    days = sorted(random.randint(0, (quarter.end - quarter.start).days) for _ in range(count))
    decisions: list[Decision] = []
    for day in days:
        firm = random.choice(county.firms)
        number = issued + len(decisions) + 1
        decision = _draw_decision(random, number, quarter.start + timedelta(days=day), firm)
        decisions.append(decision)
        if decision.fine_yuan >= _HEAVY_FINES[0] and random.random() < 0.5:
            decisions.append(_draw_leader(random, number + 1, decision))
    return tuple(decisions)


def _draw_decision(random: Random, number: int, day: date, firm: Firm) -> Decision:
    kinds: tuple[str, ...]
    pattern = random.choices(
        ("fine", "warning", "both", "confiscation", "suspension", "licence"), weights=(52, 12, 14, 7, 11, 4)
    )[0]
    fine = random.choice(_FINES)
    confiscated = 0
    if pattern == "warning":
        kinds, fine = ("warning",), 0
    elif pattern == "both":
        kinds = ("warning", "fine")
    elif pattern == "confiscation":
        kinds, confiscated = ("confiscation", "fine"), random.randint(12, 180) * 100
    elif pattern == "suspension":
        kinds, fine = ("fine", "suspension"), random.choice(_HEAVY_FINES)
    elif pattern == "licence":
        kinds, fine = ("licence_suspended",), 0
    else:
        kinds = ("fine",)
    violation = random.choice(_VIOLATIONS)
    return Decision(number, day, firm, None, kinds, fine, confiscated, violation, random.random() < 0.75)


def _draw_leader(random: Random, number: int, decision: Decision) -> Decision:
    fine = random.choice((10_000, 20_000, 30_000))
    return Decision(
        number=number,
        day=decision.day,
        firm=decision.firm,
        person=f"{random.choice(_SURNAMES)}**",
        kinds=("fine",),
        fine_yuan=fine,
        confiscated_yuan=0,
        violation="主要负责人未履行安全生产管理职责",
        is_paid_at_once=decision.is_paid_at_once,
    )
