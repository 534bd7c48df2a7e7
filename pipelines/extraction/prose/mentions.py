"""Every mention of a document, found once: what the scope modules ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.grammar.period import PeriodMention
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.grammar.sector import SectorMention
from pipelines.extraction.model import DocumentContext
from pipelines.extraction.prose.segmentation import Line


@dataclass(frozen=True)
class Mentions:
    """A document's text, lines, periods, places and sectors, with its own context."""

    text: str
    lines: Sequence[Line]
    periods: Sequence[PeriodMention]
    places: Sequence[PlaceMention]
    sectors: Sequence[SectorMention]
    hints: Sequence[SectorMention]
    context: DocumentContext
    finder: PlaceFinder

    def sections_of(self, line: int) -> list[Line]:
        """The headings above a line, nearest first, each of a higher level than the one before."""
        found: list[Line] = []
        ceiling = self.lines[line].level or 9
        for above in reversed(self.lines[:line]):
            if above.kind == "heading" and above.level < ceiling:
                found.append(above)
                ceiling = above.level
        return found
