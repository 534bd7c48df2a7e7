"""One observation for a statistic that headline, lead and body repeat, with every place where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.extraction.correction_words import State
from pipelines.extraction.model import Observation, Period
from pipelines.extraction.void_statement import REASON as VOID


@dataclass(frozen=True, slots=True)
class Candidate:
    """An observation with what merging needs to know of it.

    ``in_heading``: it stands in a title or heading. ``ulp``: its printed precision. ``leader``: the value of the figure
    that it follows (the accidents of these deaths), None where it stands alone. ``state``: which state of a correction
    the text heads it with; what a correction leaves as it was stands in both.
    """

    observation: Observation
    in_heading: bool
    ulp: Decimal
    leader: Decimal | None = None
    state: State | None = None


def merge_repeats(candidates: Sequence[Candidate]) -> tuple[Observation, ...]:
    """Merge equal statistics, and rounded ones of a headline or lead into the exact one that follows."""
    kept: list[Candidate] = []
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for candidate in candidates:
        one = candidate.observation
        known = alike[(one.indicator, one.value, one.place, one.severity, one.scope, one.role)]
        index = next((i for i in known if _is_same(kept[i], candidate)), None)
        if index is None:
            known.append(len(kept))
            kept.append(candidate)
            continue
        kept[index] = _join(kept[index], candidate)
    related: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for candidate in kept:
        related[_statistic(candidate)].append(candidate)
    exact = [_absorb_rounded(candidate, related[_statistic(candidate)]) for candidate in kept]
    return tuple(candidate.observation for candidate in exact if candidate is not None)


def _statistic(candidate: Candidate) -> tuple[object, ...]:
    """What a rounded figure and its exact one have in common."""
    one = candidate.observation
    return one.indicator, one.place, one.role


def _is_same(first: Candidate, second: Candidate) -> bool:
    """Whether two of one indicator, value, place, severity, scope and role are one statistic."""
    a, b = first.observation, second.observation
    if {first.state, second.state} == {"before", "after"}:
        return False
    if None not in {first.leader, second.leader} and first.leader != second.leader:
        return False
    if a.sector_code != b.sector_code and not (first.in_heading or second.in_heading):
        return False
    return first.in_heading or second.in_heading or _agree(a.period, b.period)


def _agree(a: Period | None, b: Period | None) -> bool:
    """Two printed periods that may be one: equal where both print an end."""
    if a is None or b is None:
        return True
    starts = a.start is None or b.start is None or a.start == b.start
    return starts and (a.end is None or b.end is None or a.end == b.end)


def _join(first: Candidate, second: Candidate) -> Candidate:
    """The body's reading stands, called void where either is; the other becomes a further locator."""
    main, other = (second, first) if first.in_heading and not second.in_heading else (first, second)
    status = main.observation
    if status.status == "review" and other.observation.status == "accepted" and not other.in_heading:
        main, other = other, main
    if VOID in {first.observation.reason, second.observation.reason}:
        main = replace(main, observation=replace(main.observation, status="review", reason=VOID), state="before")
    joined = replace(
        main.observation,
        also_at=(*main.observation.also_at, other.observation.locator, *other.observation.also_at),
        period=main.observation.period or other.observation.period,
    )
    return replace(main, observation=joined)


def _absorb_rounded(me: Candidate, kept: Sequence[Candidate]) -> Candidate | None:
    """None for a rounded figure whose exact one is among ``kept``; the exact one takes the rounded one's locator."""
    if any(_rounds(me, other) for other in kept if other is not me):
        return None
    rounded = [other for other in kept if other is not me and _rounds(other, me)]
    if not rounded:
        return me
    places = tuple(other.observation.locator for other in rounded)
    return replace(me, observation=replace(me.observation, also_at=(*me.observation.also_at, *places)))


def _rounds(rough: Candidate, exact: Candidate) -> bool:
    """Whether ``rough`` is ``exact`` rounded: a larger last place, and the exact value within it."""
    a, b = rough.observation, exact.observation
    if rough.ulp <= exact.ulp or rough.ulp < 100 or (a.reason == VOID) != (b.reason == VOID):
        return False
    if a.scope != b.scope or a.severity != b.severity or (a.sector_code != b.sector_code and not rough.in_heading):
        return False
    return a.value != b.value and abs(a.value - b.value) < rough.ulp
