"""One rate for several places named behind it: 整改率100%的有甲市、乙市等2市 is a figure of each of them.

Where the printed number of places disagrees with the names, nothing is divided and the figure stays in review.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.grammar.place import PlaceMention

_INTRO = re.compile(r"的(?:县|市|区|县市区|地区|单位)?(?:有|是|为|:)")
_COUNT = re.compile(r"等\s*(?P<count>\d{1,3}|[一二三四五六七八九十]{1,2})个?(?:县|市|区|地|州|镇|乡)")
_HAN = {"两": 2, **{char: number for number, char in enumerate("一二三四五六七八九十", start=1)}}
_LINK = re.compile(r"[、和及与,]{1,2}")


def places_behind(text: str, end: int, stop: int, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The places that a figure ending at ``end`` is of; none where no list follows or its printed count disagrees."""
    intro = _INTRO.match(text, end, stop)
    if intro is None:
        return ()
    row: list[PlaceMention] = []
    at = intro.end()
    for mention in places:
        if mention.start < at or mention.kind == "deictic":
            continue
        gap = text[at : mention.start]
        if (row and not _LINK.fullmatch(gap)) or (not row and gap):
            break
        row.append(mention)
        at = mention.end
    printed = _COUNT.match(text, at, stop)
    if printed is not None:
        word = printed["count"]
        if (int(word) if word.isdigit() else _HAN.get(word)) != len(row):
            return ()
    return tuple(row) if printed is not None or re.match(r"\s*[。;,]|\s*$", text[at:stop]) else ()
