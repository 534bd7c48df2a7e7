"""What a change is a change of: the heads named before it, the changes just read, or the levels before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.figures import severity_in
from pipelines.extraction.prose.state import UNREAD, Reading

_TIERS = ("", "fatal_", "general_", "larger_", "major_", "extra_")
STEM: Mapping[str, str] = {
    **{f"accident.{tier}count": "accident.count" for tier in _TIERS},
    "accident.deaths": "accident.deaths",
    "accident.injuries": "accident.injuries",
    "accident.serious_injuries": "accident.injuries",
    "accident.loss": "accident.loss",
}
_COUNT_MEASURES = frozenset({"起", "宗", "次", "件", "例"})
_ACCIDENT_BEHIND = re.compile(r"[一-鿿]{0,6}?(?:事故|火灾)")


@dataclass(frozen=True, slots=True)
class Target:
    """What a change is a change of: the stem of its code, and the figure or head that named it."""

    stem: str | None
    follows: int | None
    severity: str | None
    start: int
    scope: str | None = None


def explicit_targets(reading: Reading, start: int, end: int) -> list[Target]:
    """The heads that a stretch before a change names without a number, in order."""
    targets: list[Target] = []
    reach = -1
    region = reading.text(start, end)
    severity = severity_in(region)
    for head in reading.heads:
        if head.start < start or head.end > end:
            continue
        stem = next((STEM[code] for s in head.senses if (code := s.indicator or "") in STEM), None)
        if stem is None or (targets and targets[-1].stem == stem and head.start <= reach + 1):
            reach = max(reach, head.end)
            continue
        follows = _same_stem(reading, stem)
        scope = "production" if "生产经营性" in region else None
        if targets and _is_modifier(reading.text(reach, head.start), region):
            targets.pop()
        targets.append(Target(stem, follows, severity, head.start, scope))
        reach = head.end
    return targets


def _is_modifier(gap: str, region: str) -> bool:
    """Whether the head before a gap only tells the kind of the next (事故亡人数), or has a change of its own."""
    if "," in gap:
        return not wording.SHARED.search(region) and re.search(r"减|降|少|增|升|多|平|好", gap) is not None
    return len(gap) <= 3 and not re.search(r"[、和及与以/\s(]", gap)


def _same_stem(reading: Reading, stem: str) -> int | None:
    for index in range(len(reading.figures) - 1, -1, -1):
        if STEM.get(reading.figures[index].indicator) == stem:
            return index
    return len(reading.figures) - 1 if reading.figures else None


def known_targets(reading: Reading, count: int) -> list[Target]:
    """The changes just read, else the levels of the group; a number not understood counts where all have a change."""
    if reading.changed:
        return _targets_of(reading, reading.changed)
    return _targets_of(reading, reading.group if len(reading.group) == count else _since_unread(reading))


def _since_unread(reading: Reading) -> list[int]:
    """The levels behind the last number that was not understood."""
    group = reading.group
    return group[len(group) - group[::-1].index(UNREAD) :] if UNREAD in group else group


def _targets_of(reading: Reading, indexes: list[int]) -> list[Target]:
    targets = []
    for index in indexes:
        if index == UNREAD:
            targets.append(Target(None, None, None, 0))
            continue
        figure = reading.figures[index]
        stem = STEM.get(figure.indicator.removesuffix("_change"))
        targets.append(Target(stem, index, figure.severity, figure.start, figure.scope))
    return targets


def amount_target(reading: Reading, quantity: Quantity, start: int, end: int, used: list[str]) -> Target | None:
    """What an amount of change is of: a head before it, accidents named behind it, or a level of the group."""
    wanted = _stems_of(quantity)
    explicit = [target for target in explicit_targets(reading, start, end) if target.stem in wanted]
    if explicit:
        return explicit[-1]
    if not reading.group and "accident.count" in wanted and _ACCIDENT_BEHIND.match(reading.frame.text, quantity.end):
        return Target("accident.count", None, None, quantity.start)
    group = _since_unread(reading)
    levels = [target for target in _targets_of(reading, group) if target.stem is not None]
    last = reading.figures[group[-1]].indicator if group else ""
    if not levels or not last.startswith("accident."):
        return None
    fitting = [target for target in levels if target.stem in wanted and target.stem not in used]
    if fitting:
        return fitting[0]
    if quantity.unit == "person" and "accident.count" in used:
        return Target("accident.deaths", levels[0].follows, levels[0].severity, quantity.start, levels[0].scope)
    return None


def named_before(named: list[Target], quantity: Quantity, used: list[str]) -> Target | None:
    """The head that a list before the chain named for a later number: 起数和死亡人数分别减少12起、15人."""
    wanted = _stems_of(quantity)
    return next((target for target in named if target.stem in wanted and target.stem not in used), None)


def _stems_of(quantity: Quantity) -> tuple[str, ...]:
    if quantity.unit == "person":
        return ("accident.deaths", "accident.injuries")
    if quantity.unit == "yuan":
        return ("accident.loss",)
    return ("accident.count",) if quantity.measure in _COUNT_MEASURES else ()
