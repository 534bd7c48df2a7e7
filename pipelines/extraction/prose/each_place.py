"""One number for each place of a list: 甲县、乙县各发生2起,各死亡2人 is a figure of each of them.

Where a sector or anything else stands between the places, or only one place is named, nothing is divided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.grammar.place import PlaceMention

_LINK = re.compile(r"[、和及与]|以及|,")
_EACH = re.compile(r"(?:则|也|都|又)?(?:分别)?(?:各|均)(?!类|级|种|项|行|部|地|单位|乡|镇|县)[^,;。、\d]{0,10}$")


def places_of_each(text: str, clause: int, at: int, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The places that a number at ``at`` is of, each; none where no list of places leads to 各.

    Args:
        text: repaired text.
        clause: where the part between ; and 。 begins.
        at: where the number begins.
        places: all places of the document, in order.
    """
    part = max(clause, text.rfind(",", clause, at) + 1)
    if _EACH.search(text, part, at) is None:
        return ()
    inside = [m for m in places if clause <= m.start and m.end <= at and m.kind in {"county", "township", "zone"}]
    row: list[PlaceMention] = []
    for mention in reversed(inside):
        if row and not _LINK.fullmatch(text[mention.end : row[0].start]):
            break
        row.insert(0, mention)
    if len(row) < 2:
        return ()
    behind = text[row[-1].end : at]
    own = behind if "," not in behind else behind.split(",")[0]
    return (
        tuple(row)
        if re.match(
            r"\s*(?:[两三四五六七八九十\d]{1,2}[县市区地]|等地)?(?:[一-鿿]{2,8}?(?:次数|起数|人数|数量|率|比例))?(?:则|也|都)?(?:分别)?(?:各|均)",
            own,
        )
        else ()
    )
