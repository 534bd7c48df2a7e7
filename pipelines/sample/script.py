"""The script of web pages: Traditional characters with readings of some of them pushed in, as crawled pages have.

Figures, units and names stay readable: 萬元 may become 萬(wàn)元, never less.
"""

from __future__ import annotations

from functools import cache
from random import Random

from opencc import OpenCC

_READINGS = {
    "業": "yè", "產": "chǎn", "責": "zé", "項": "xiàng", "萬": "wàn", "個": "gè", "監": "jiān", "數": "shù", "達": "dá",
    "發": "fā", "縣": "xiàn", "無": "wú", "單": "dān", "為": "wéi", "處": "chù", "隱": "yǐn", "執": "zhí", "罰": "fá",
}  # fmt: skip
SHARE_WITH_READING = 0.12


@cache
def _load_converter() -> OpenCC:
    return OpenCC("s2t")


def write_traditional(text: str, random: Random) -> str:
    """Turn a text into Traditional script and push readings in brackets behind some characters."""
    converted: str = _load_converter().convert(text)
    return "".join(
        f"{character}({_READINGS[character]})"
        if character in _READINGS and random.random() < SHARE_WITH_READING
        else character
        for character in converted
    )
