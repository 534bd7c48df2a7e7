"""Large patterns tried only where a cheap one says that they may begin: the matches of ``finditer``, many times faster.

A gate is a pattern of one character with what must stand behind it; it may let too much through, never too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


def find_gated(gate: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches that ``pattern.finditer(text)`` gives, empty ones left out.

    Args:
        gate: matches the one character at which a match of ``pattern`` may begin.
        pattern: what is looked for.
        text: where.
    """
    reached = 0
    for opening in gate.finditer(text):
        start = opening.start()
        if start < reached:
            continue
        match = pattern.match(text, start)
        if match is not None and match.end() > start:
            yield match
            reached = match.end()
