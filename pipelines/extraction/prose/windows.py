"""Where the words that belong to a number may stand: the boundaries of a sentence and the windows beside a number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from pipelines.extraction.grammar.quantity import Quantity

_START = attrgetter("start")
_PLAIN_BRACKET = re.compile(r"\([^()\d]{0,40}\)")
_BOUNDARY = re.compile(r"[,;:。!?()\n|+]|(?<=[一-鿿”)\d%]) (?=[一-鿿“])")
_HARD = re.compile(r"[;。!?\n]")


@dataclass(frozen=True)
class Frame:
    """A sentence with its numbers: ``text`` is the whole document's, ``start``/``end`` the sentence's.

    ``quantities`` are those that delimit (usable or damaged), names and dates left out.
    """

    text: str
    start: int
    end: int
    quantities: Sequence[Quantity]

    @cached_property
    def masked(self) -> str:
        """The sentence with brackets that hold no number blanked, so that they delimit nothing."""
        return _PLAIN_BRACKET.sub(lambda match: "·" * len(match[0]), self.text[self.start : self.end])

    def is_masked(self, position: int) -> bool:
        """Whether a position lies in a bracket that holds no number: 罚没款(含没收违法所得)36.8万元."""
        return self.masked[position - self.start] == "·" != self.text[position]

    @cached_property
    def boundaries(self) -> tuple[int, ...]:
        """Positions of , ; : and brackets with numbers, in the document."""
        return tuple(self.start + match.start() for match in _BOUNDARY.finditer(self.masked))

    @cached_property
    def segments(self) -> tuple[int, ...]:
        """Where each ;-part begins."""
        return (self.start, *(self.start + match.end() for match in _HARD.finditer(self.masked)))

    def index_of(self, quantity: Quantity) -> int:
        """The number of a quantity among those that delimit, by where it begins."""
        return bisect_left(self.quantities, quantity.start, key=_START)

    def segment_of(self, position: int) -> int:
        """The number of the ;-part in which a position lies."""
        return bisect_right(self.segments, position) - 1

    def boundary_before(self, position: int) -> int:
        """The end of the last boundary before a position, or the sentence's start."""
        index = bisect_left(self.boundaries, position)
        return self.boundaries[index - 1] + 1 if index else self.start

    def boundary_after(self, position: int) -> int:
        """The first boundary at or after a position, or the sentence's end."""
        index = bisect_left(self.boundaries, position)
        return self.boundaries[index] if index < len(self.boundaries) else self.end

    def left_of(self, index: int) -> tuple[int, int]:
        """The window before number ``index``: from the last boundary or number."""
        here = self.quantities[index].start
        previous = self.quantities[index - 1].end if index else self.start
        return max(self.boundary_before(here), previous), here

    def right_of(self, index: int) -> tuple[int, int]:
        """The window after number ``index``: to the next boundary or number; to 、 where a number follows behind it."""
        here = self.quantities[index].end
        stop = self.boundary_after(here)
        following = self.quantities[index + 1].start if index + 1 < len(self.quantities) else self.end
        if following >= stop:
            return here, stop
        comma = self.text.find("、", here, following)
        return here, comma if comma >= 0 else following

    def next_is_number(self, index: int) -> bool:
        """Whether the right window ends at another number without any mark between."""
        following = self.quantities[index + 1].start if index + 1 < len(self.quantities) else self.end
        return self.right_of(index)[1] == following and following < self.end

    def clause_of(self, position: int) -> tuple[int, int]:
        """The part between ; and 。 around a position."""
        index = bisect_right(self.segments, position)
        begin = self.segments[index - 1] if index else self.start
        return begin, self.segments[index] if index < len(self.segments) else self.end
