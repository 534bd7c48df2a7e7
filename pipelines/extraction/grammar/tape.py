"""A text that remembers where each of its characters stood in the raw text, through any number of replacements."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable

_NUMBERS = array("q")


def _count(size: int) -> array[int]:
    """0, 1, 2 ... as an array of its own, cut from one that only grows."""
    if len(_NUMBERS) < size:
        _NUMBERS.extend(range(len(_NUMBERS), size))
    return _NUMBERS[:size]


class Tape:
    """Text with, for every character, its start and end in the raw text; both never fall.

    Replacement functions get a match and return the new characters, or None to leave the match as it is.
    """

    def __init__(self, raw: str) -> None:
        self.text = raw
        self.starts = _count(len(raw))
        self.ends = _count(len(raw) + 1)[1:]

    def replace(self, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str | None]) -> None:
        """Replace all matches; new characters are spread evenly over the raw characters that they come from."""
        pieces: list[str] = []
        starts, ends = array("q"), array("q")
        done = 0
        for match in pattern.finditer(self.text):
            new = replacement(match)
            left, right = match.span()
            if new is None or left == right:
                continue
            pieces += (self.text[done:left], new)
            starts.extend(self.starts[done:left])
            ends.extend(self.ends[done:left])
            width, size = right - left, len(new)
            for index in range(size):
                starts.append(self.starts[left + index * width // size])
                ends.append(self.ends[left + max((index + 1) * width // size, index * width // size + 1) - 1])
            done = right
        if not done:
            return
        pieces.append(self.text[done:])
        starts.extend(self.starts[done:])
        ends.extend(self.ends[done:])
        self.text, self.starts, self.ends = "".join(pieces), starts, ends

    def exchange(self, text: str) -> None:
        """Put in a text of the same length, character for character.

        Raises:
            ValueError: where the length differs.
        """
        if len(text) != len(self.text):
            raise ValueError("the text to exchange has another length")
        self.text = text
