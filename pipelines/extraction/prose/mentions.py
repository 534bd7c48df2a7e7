"""Every mention of a document, found once: what the scope modules ask."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from operator import attrgetter
from typing import TypeVar, cast

from pipelines.extraction.grammar.impossible import find_impossible
from pipelines.extraction.grammar.period import PeriodMention
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.grammar.sector import SectorMention
from pipelines.extraction.model import DocumentContext
from pipelines.extraction.prose.both_states import Stretch
from pipelines.extraction.prose.segmentation import Line

# Behind a word that hints at a sector: its office acts (交警部门查处, 海事部门:), or it heads a line (校园安全:).
_ACTING = re.compile(r"(?:部门|支队|大队|总队|机构|机关)(?!等|联合|会同|配合)|(?:安全|生产|工作|监管|管理|整治)*:")
# 比2023年2月29日: what the figure is compared with does not date it.
_COMPARED = ("比", "较", "与")
_START = attrgetter("start")
_START_POS = attrgetter("start_pos")
_Mention = TypeVar("_Mention", PlaceMention, SectorMention)
_Scope = TypeVar("_Scope")


@dataclass(frozen=True)
class Mentions:
    """A document's text, lines, periods, places and sectors, with its own context.

    ``stretches``: what it heads 更正前 and 更正后; ``left_out``: sectors named only to be counted in or left out.
    """

    text: str
    lines: Sequence[Line]
    periods: Sequence[PeriodMention]
    places: Sequence[PlaceMention]
    sectors: Sequence[SectorMention]
    hints: Sequence[SectorMention]
    context: DocumentContext
    finder: PlaceFinder
    stretches: Sequence[Stretch] = ()
    left_out: Sequence[SectorMention] = ()
    settled: dict[tuple[str, int], object] = field(default_factory=dict, compare=False, repr=False)
    """What :func:`once_a_line` has found."""

    @cached_property
    def topics(self) -> Sequence[SectorMention]:
        """The sectors and the offices of one that act, in order: what a topic may be made of."""
        offices = (hint for hint in self.hints if _ACTING.match(self.text, hint.end))
        return sorted(dict.fromkeys((*self.sectors, *offices)), key=_START)

    @cached_property
    def impossible(self) -> Sequence[tuple[int, int]]:
        """Where the text prints a day or quarter that no calendar has in the year that dates it, in order."""
        misdated = [
            (mention.start_pos, mention.end_pos)
            for mention in self.periods
            if mention.is_impossible and not self.text.endswith(_COMPARED, 0, mention.start_pos)
        ]
        return sorted({*find_impossible(self.text), *misdated})

    def topics_in(self, start: int, stop: int) -> Sequence[SectorMention]:
        """The topics that lie in ``text[start:stop]``, in order."""
        return _within(self.topics, start, stop)

    def periods_in(self, start: int, stop: int) -> Sequence[PeriodMention]:
        """The periods that begin in ``text[start:stop]``, in order."""
        low = bisect_left(self.periods, start, key=_START_POS)
        return self.periods[low : bisect_left(self.periods, stop, low, key=_START_POS)]

    def sectors_in(self, start: int, stop: int) -> Sequence[SectorMention]:
        """The sectors that lie in ``text[start:stop]``, in order."""
        return _within(self.sectors, start, stop)

    def hints_in(self, start: int, stop: int) -> Sequence[SectorMention]:
        """The hints that lie in ``text[start:stop]``, in order."""
        return _within(self.hints, start, stop)

    def places_in(self, start: int, stop: int) -> Sequence[PlaceMention]:
        """The places that lie in ``text[start:stop]``, in order."""
        return _within(self.places, start, stop)

    def sections_of(self, line: int) -> list[Line]:
        """The headings above a line, nearest first, each of a higher level than the one before."""
        found: list[Line] = []
        ceiling = self.lines[line].level or 9
        for above in reversed(self.lines[:line]):
            if above.kind == "heading" and above.level < ceiling:
                found.append(above)
                ceiling = above.level
        return found


def _within(mentions: Sequence[_Mention], start: int, stop: int) -> list[_Mention]:
    """The mentions, sorted by where they begin, that lie in a stretch."""
    low = bisect_left(mentions, start, key=_START)
    high = bisect_left(mentions, stop, low, key=_START)
    return [mention for mention in mentions[low:high] if mention.end <= stop]


def once_a_line(find: Callable[[Mentions, int], _Scope]) -> Callable[[Mentions, int], _Scope]:
    """A scope that holds for a whole line (of its section, its heading), found once for all figures of the line."""
    name = find.__qualname__

    @wraps(find)
    def found(known: Mentions, line: int) -> _Scope:
        key = (name, line)
        if key not in known.settled:
            known.settled[key] = find(known, line)
        return cast(_Scope, known.settled[key])

    return found
