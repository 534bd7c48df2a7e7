"""Changes against another period: 减少9起, 下降10.59%, chains of 分别 with turning signs, 均下降, 持平.

A change belongs to heads named before it without a number, else to the changes just read, else to the levels before it.
Only accident statistics have codes for changes; a change of anything else is recognised and left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.model import Unit
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.change_targets import (
    STEM,
    Target,
    amount_target,
    explicit_targets,
    known_targets,
    named_before,
)
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading

_MOM = {"accident.count": "accident.count_mom", "accident.deaths": "accident.deaths_mom"}
_UNIT: Mapping[str, Unit] = {
    "accident.count": "count",
    "accident.deaths": "person",
    "accident.injuries": "person",
    "accident.loss": "yuan",
}


_PAIR = 2


@dataclass(frozen=True, slots=True)
class Link:
    """One number of a chain with its direction: -1, 0 (持平) or 1."""

    index: int
    sign: int


def direction_at(reading: Reading, index: int) -> int | None:
    """The direction of change that governs number ``index`` from its own window; None where it is no change."""
    quantity = reading.frame.quantities[index]
    if wording.FLAT.fullmatch(quantity.raw):
        return 0
    start, end = reading.frame.left_of(index)
    window = reading.text(start, end)
    if sign := _printed_sign(reading, index):
        return sign
    found = None
    for match in wording.CHANGE.finditer(reading.frame.text, start, min(end + 1, reading.frame.end)):
        if match.end() <= end:
            found = match
    if found is None or wording.CHANGE_TO.search(window):
        return None
    if not wording.CHANGE_FILL.fullmatch(reading.text(found.end(), end)):
        return None
    return -1 if found["down"] else 1


def _printed_sign(reading: Reading, index: int) -> int | None:
    """The direction of -6.5% and +6.3% behind 同比; None where no sign is printed."""
    quantity = reading.frame.quantities[index]
    mark = quantity.raw[:1] if quantity.value < 0 else reading.text(quantity.start - 1, quantity.start)
    if quantity.unit != "ratio" or mark not in {"+", "-", "－", "−", "＋"}:
        return None
    begin, _ = reading.frame.clause_of(quantity.start)
    if not wording.YOY.search(reading.frame.text, begin, quantity.start):
        return None
    return 1 if mark in {"+", "＋"} else -1


def read_change(reading: Reading, index: int, *, is_kept: bool = True) -> int:
    """Read a chain of changes that begins at number ``index``; how many numbers it used (0: it is no change).

    ``is_kept`` False: the change is an aim (力争下降10%), recognised and left out.
    """
    sign = direction_at(reading, index)
    if sign is None:
        return 0
    chain = _chain_from(reading, index, sign)
    quantity = reading.frame.quantities[index]
    if quantity.unit == "percentage_point" or not is_kept:
        return len(chain)
    if quantity.unit == "ratio":
        _read_rates(reading, chain)
    else:
        _read_amounts(reading, chain)
    return len(chain)


def _chain_from(reading: Reading, index: int, sign: int) -> list[Link]:
    """The numbers that share a verb of change or continue it: 、和, a new verb after 和, 5起4人."""
    quantities = reading.frame.quantities
    chain = [Link(index, sign)]
    is_ratio = quantities[index].unit == "ratio"
    for following in range(index + 1, len(quantities)):
        before, current = quantities[following - 1], quantities[following]
        gap = reading.text(before.end, current.start).rstrip("+-＋－−")
        if (current.unit == "ratio") != is_ratio or any(mark in gap for mark in ";。:()"):
            break
        own = direction_at(reading, following)
        if own is not None and _continues(gap, is_ratio):
            chain.append(Link(following, own))
        elif own is None and wording.CHAIN_LINK.fullmatch(gap) and ("," not in gap or is_ratio):
            chain.append(Link(following, chain[-1].sign))
        else:
            break
    return chain


def _continues(gap: str, is_ratio: bool) -> bool:
    """和上升0.2% and 、持平 carry a chain on; a comma, or a head of its own, begins a new one."""
    bare = re.sub(r"[、和与及以\s]|分别|均|同比|了|下降|减少|降低|上升|增加|增长|持平|基本|大致|约|近", "", gap)
    return is_ratio and not bare and "," not in gap


def _region(reading: Reading, index: int) -> tuple[int, int]:
    """Where heads without a number may stand before a change: back to the last number or ;."""
    frame = reading.frame
    here = frame.quantities[index].start
    previous = frame.quantities[index - 1].end if index else frame.start
    taken = max((figure.end for figure in reading.figures[-2:] if figure.at < here), default=previous)
    return max(previous, min(taken, here), frame.clause_of(here)[0]), here


def _read_rates(reading: Reading, chain: list[Link]) -> None:
    start, here = _region(reading, chain[0].index)
    region = reading.text(start, here)
    explicit = explicit_targets(reading, start, here)
    targets = explicit or known_targets(reading, len(chain))
    basis = _basis(reading, here)
    reading.group_closed = True
    if not targets or basis is None:
        reading.changed = []
        return
    last = reading.frame.quantities[chain[-1].index]
    if reading.frame.text[last.end : last.end + 1] == "、" and len(chain) < len(targets):
        targets = targets[: len(chain)]
    pairs, reason = _pair(targets, chain, region, is_explicit=bool(explicit))
    for target, link in pairs:
        _keep_rate(reading, target, link, basis, reason)
    reading.changed = []


def _pair(
    targets: list[Target], chain: list[Link], region: str, *, is_explicit: bool
) -> tuple[list[tuple[Target, Link]], str | None]:
    """Which rate is of which head; a reason for review where the counts do not settle it."""
    if len(targets) == len(chain):
        return list(zip(targets, chain, strict=True)), None
    if len(chain) == 1:
        if wording.SHARED.search(region) or is_explicit or chain[0].sign == 0:
            return [(target, chain[0]) for target in targets], None
        return [(targets[-1], chain[0])], "two_readings"
    paired = list(zip(targets, chain, strict=False))
    return paired, "two_readings"


def _basis(reading: Reading, here: int) -> str | None:
    """yoy, mom, or None for another base (五年均值, 2008年)."""
    begin, _ = reading.frame.clause_of(here)
    clause = reading.text(begin, here)
    last = max((m.start() for m in wording.YOY.finditer(clause)), default=-1)
    month = max((m.start() for m in wording.MONTH_ON_MONTH.finditer(clause)), default=-1)
    others = (m for m in wording.OTHER_BASE.finditer(clause) if not _is_last_year(m[0], reading.year))
    other = max((m.start() for m in others), default=-1)
    years = (m.start() for m in _YEAR.finditer(clause) if _is_last_year(m[0], reading.year))
    last = max(last, max(years, default=-1))
    if max(month, other) > last:
        return "mom" if month > other else None
    if last < 0 and any(figure.role == "base_year" for figure in reading.figures):
        return None
    return "yoy"


# 比2021年, 与2021年相比: the year before the reported one is no other base.
_YEAR = re.compile(r"[比较与同](?P<year>(?:19|20)\d\d)年")


def _is_last_year(printed: str, reported: int | None) -> bool:
    match = _YEAR.search(printed)
    return match is not None and reported is not None and int(match["year"]) == reported - 1


def _keep_rate(reading: Reading, target: Target, link: Link, basis: str, reason: str | None) -> None:
    if target.stem is None:
        return
    quantity = reading.frame.quantities[link.index]
    code = f"{target.stem}_yoy" if basis == "yoy" else _MOM.get(target.stem)
    if code is None:
        return
    value = abs(quantity.value) * (link.sign if link.sign else 0) if quantity.value >= 0 else quantity.value
    _keep(reading, target, quantity, code, value, "ratio", "rate", reason)


def _read_amounts(reading: Reading, chain: list[Link]) -> None:
    used = [STEM.get(reading.figures[index].indicator.removesuffix("_change"), "") for index in reading.changed]
    reading.group_closed = bool(reading.group)
    named = explicit_targets(reading, *_region(reading, chain[0].index))
    if _read_shared_amount(reading, chain, named):
        return
    for link in chain:
        quantity = reading.frame.quantities[link.index]
        start, here = _region(reading, link.index)
        target = amount_target(reading, quantity, start, here, used) or named_before(named, quantity, used)
        if target is None or target.stem is None or _basis(reading, here) != "yoy":
            continue
        used.append(target.stem)
        value = quantity.value * link.sign
        reading.changed.append(
            _keep(reading, target, quantity, f"{target.stem}_change", value, _UNIT[target.stem], "change", None)
        )


def _read_shared_amount(reading: Reading, chain: list[Link], named: list[Target]) -> bool:
    """起数、死亡人数均减少4: one amount without a measure word for several heads; False where it is none."""
    quantity = reading.frame.quantities[chain[0].index]
    start, here = _region(reading, chain[0].index)
    if quantity.measure is not None or len(chain) > 1 or len(named) < _PAIR or quantity.decimals:
        return False
    if not wording.SHARED.search(reading.text(start, here)) or _basis(reading, here) != "yoy":
        return False
    for target in named:
        if target.stem is not None:
            value = quantity.value * chain[0].sign
            index = _keep(reading, target, quantity, f"{target.stem}_change", value, _UNIT[target.stem], "change", None)
            reading.changed.append(index)
    return True


def _keep(
    reading: Reading,
    target: Target,
    quantity: Quantity,
    code: str,
    value: Decimal,
    unit: Unit,
    rule: str,
    reason: str | None,
) -> int:
    start = (
        target.start
        if target.start < quantity.start and target.start >= reading.frame.boundary_before(quantity.start)
        else quantity.start
    )
    figure = Figure(
        indicator=code,
        value=value,
        unit=unit,
        qualifier=quantity.qualifier,
        start=start,
        end=quantity.end,
        at=quantity.start,
        rule=rule,
        segment=reading.frame.segment_of(quantity.start),
        sector_from=start,
        sector_to=quantity.end,
        follows=target.follows,
        severity=target.severity,
        scope=target.scope,
        reason=reason,
        quantity=quantity,
    )
    flat = wording.FLAT.fullmatch(quantity.raw)
    if flat and flat["about"]:
        figure = replace(figure, qualifier="approx")
    return reading.add(figure)
