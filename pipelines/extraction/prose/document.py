"""One document out of its text blocks: the raw text joined, repaired, and every position traceable to its block.

Scopes (place, period, sector) flow over blocks, so the stages work on one text; locators are made here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.grammar.repair import Repaired, repair_text
from pipelines.extraction.prose.wrapping import unwrap
from pipelines.reading.model import TextBlock


@dataclass(frozen=True, slots=True)
class ProseDocument:
    """The joined text of a document.

    ``text`` is repaired; ``starts[i]`` is where block i begins in the joined raw text.
    """

    blocks: tuple[TextBlock, ...]
    starts: tuple[int, ...]
    raw: str
    repaired: Repaired

    @property
    def text(self) -> str:
        """The repaired text that every stage reads."""
        return self.repaired.text

    def raw_of(self, start: int, end: int) -> str:
        """The raw characters behind ``text[start:end]``."""
        raw_start, raw_end = self.repaired.raw_span(start, end)
        return self.raw[raw_start:raw_end]

    def locate(self, start: int, end: int) -> str:
        """The locator of ``text[start:end]``: ``chars 5-12`` of a plain file, ``para 3 chars 5-12`` of a block."""
        raw_start, raw_end = self.repaired.raw_span(start, end)
        index = max(0, bisect_right(self.starts, raw_start) - 1)
        base = self.starts[index]
        name = self.blocks[index].locator
        prefix = f"{name} " if name else ""
        return f"{prefix}chars {raw_start - base}-{raw_end - base}"


def join_blocks(blocks: Sequence[TextBlock]) -> ProseDocument:
    """Join the blocks with line ends and repair the whole."""
    starts: list[int] = []
    position = 0
    for block in blocks:
        starts.append(position)
        position += len(block.raw) + 1
    raw = "\n".join(block.raw for block in blocks)
    return ProseDocument(tuple(blocks), tuple(starts), raw, unwrap(repair_text(raw)))
