"""What is known while one sentence is read from left to right, and which head words fit a number.

The state is the only thing in the engine that changes; it lives for one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.lexicon import RANK, Head, Sense
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.replaced import NONE, Replacements
from pipelines.extraction.prose.windows import Frame

UNREAD = -1
"""Stands in a group of levels for a number that was not understood."""


@dataclass
class Reading:
    """What is known while a sentence is read from left to right.

    ``figures`` in order; ``taken``: heads that an earlier number used up, by start and measure; ``group``: the levels
    (indexes into figures) that a following rate may refer to; ``changed``: the changes likewise; ``previous``: the
    figures of the sentence before where this one opens with 其中, ``before``: always; ``skipped``: numbers that are
    aims, quotas or rules; ``named``: where places, sectors and periods are printed;
    ``year``: the reported year; ``replaced``: which numbers take the place of others.
    """

    frame: Frame
    heads: tuple[Head, ...]
    words_before: frozenset[str]
    previous: tuple[Figure, ...] = ()
    before: tuple[Figure, ...] = ()
    figures: list[Figure] = field(default_factory=list)
    taken: set[tuple[int, str]] = field(default_factory=set)
    group: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    group_closed: bool = False
    unread: list[Quantity] = field(default_factory=list)
    last: Sense | None = None
    last_head: Head | None = None
    row: tuple[int, int] | None = None
    turns: int = 0
    hazards_from: int = 0
    skipped: set[int] = field(default_factory=set)
    named: tuple[tuple[int, int], ...] = ()
    year: int | None = None
    replaced: Replacements = NONE

    def text(self, start: int, end: int) -> str:
        """A piece of the document."""
        return self.frame.text[start:end]

    def add(self, figure: Figure) -> int:
        """Keep a figure; its index."""
        self.figures.append(figure)
        return len(self.figures) - 1

    def add_level(self, figure: Figure) -> int:
        """Keep a level, which opens a new group after a rate closed the last."""
        if self.group and self._is_aside(figure):
            return self.add(figure)
        if self.group_closed or (self.group and self._is_apart(figure)):
            self.group, self.changed, self.group_closed = [], [], False
        index = self.add(figure)
        self.group.append(index)
        return index

    def forget_group(self) -> None:
        """A number that is not understood stands between: a change follows for all of them, or for none before it."""
        self.group = [*self.group, UNREAD] if self.group else []
        self.changed = []

    def _is_aside(self, figure: Figure) -> bool:
        """A part in a bracket (其中较大1起) is none of the levels that a following rate is of."""
        opened = self.frame.text.rfind("(", self.frame.start, figure.at)
        if opened < 0 or ")" in self.frame.text[opened : figure.at]:
            return False
        return wording.PART.match(self.frame.text, opened + 1) is not None

    def _is_apart(self, figure: Figure) -> bool:
        if self.group[-1] == UNREAD:
            return False
        last = self.figures[self.group[-1]]
        return last.segment != figure.segment or last.indicator == figure.indicator


@dataclass(frozen=True, slots=True)
class Match:
    """A head with the sense that fits a number."""

    head: Head
    sense: Sense


# 5个明察暗访督导组: how long the words between a number and its noun may be.
_EPITHET = 4
# 整改隐患16条 behind violations is of hazards all the same.
_OF_HAZARDS = "隐患"


def fit(reading: Reading, head: Head, quantity: Quantity) -> Match | None:
    """The head's first sense that takes the number's measure word, in its context."""
    if (head.start, str(quantity.measure)) in reading.taken or _is_denied(reading, head):
        return None
    for sense in head.senses:
        if not sense.takes(quantity.measure):
            continue
        if sense.context and not any(word in reading.words_before for word in sense.context):
            continue
        if sense.adjacent and quantity.start - head.end not in {0}:
            continue
        last = reading.figures[-1].indicator if reading.figures else ""
        after = dict(sense.after)
        changed = after.get(last) or after.get(last.split(".")[0])
        if changed == "inspection.violations_rectified" and _OF_HAZARDS in reading.text(head.start, quantity.start):
            changed = None
        if sense.only_after and not changed:
            continue
        return Match(head, replace(sense, indicator=changed) if changed else sense)
    return None


def _is_denied(reading: Reading, head: Head) -> bool:
    """不达标, 未立案: the head is what was not done."""
    before = reading.frame.text[head.start - 1 : head.start]
    return before in {"不", "未"} and reading.frame.text[head.start - 2 : head.start] not in {"是不", "并不"}


def matches_in(reading: Reading, start: int, end: int, quantity: Quantity) -> list[Match]:
    """All fitting heads that lie in a window, in order."""
    inside = (head for head in reading.heads if head.start >= start and head.end <= end)
    return [match for head in inside if (match := fit(reading, head, quantity)) is not None]


def best_left(reading: Reading, start: int, end: int, quantity: Quantity) -> list[Match]:
    """The strongest head before a number, the nearest of equals, last in the list; joined heads stand before it."""
    inside = matches_in(reading, start, end, quantity)
    found = [match for match in inside if not reading.frame.is_masked(match.head.start)] or inside
    found = [match for match in found if not _is_actor(match, found)]
    if not found:
        return []
    top = max(match.sense.rank for match in found)
    if top == 1 and any(word in reading.text(found[-1].head.end, end) for word in ("发现", "存在", "查出", "涉及")):
        return []
    strongest = [match for match in found if match.sense.rank == top]
    last = max(strongest, key=lambda match: match.head.end)
    last = next((m for m in strongest if m.head.start < last.head.start < m.head.end), last)
    nearest = found[-1]
    gap = reading.text(last.head.end, nearest.head.start)
    if "的" in gap and _family(nearest) != _family(last) and nearest.sense.rank >= RANK["noun"]:
        return [nearest]
    return [match for match in found if match.head.end <= last.head.end and match.sense.rank >= 2] or [last]


def _family(match: Match) -> str:
    return (match.sense.indicator or "").split(".")[0]


def _is_actor(match: Match, found: list[Match]) -> bool:
    """督查组先后暗访商场27个: the team only does what the verb behind it tells."""
    if match.sense.indicator != "inspection.teams":
        return False
    return any(other.head.start >= match.head.end and other.sense.rank for other in found)


def best_right(reading: Reading, start: int, end: int, quantity: Quantity) -> Match | None:
    """The strongest head after a number, the last of equals; none where places or fields are what is counted."""
    text = reading.frame.text
    is_of_places = wording.NOT_COUNTED.match(text, quantity.end) is not None
    if is_of_places and quantity.unit != "person" and not wording.OFFICES_CALLED.match(text, quantity.end):
        return None
    fitting = matches_in(reading, start, end, quantity)
    found = [m for m in fitting if not m.sense.adjacent and not wording.NOUN_GOES_ON.match(text, m.head.end)]
    if not found:
        return None
    if found[0].sense.indicator == "inspection.teams" and found[0].head.start - quantity.end <= _EPITHET:
        return found[0]
    return max(found, key=lambda match: (match.sense.rank, match.head.start))
