"""Undo line breaks inside sentences: lines filled to the page's width, numbers parted from their measure words.

Removes single newlines from the repaired text and keeps its way back to the raw; headings, items and cells keep theirs.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Sequence

from pipelines.extraction.correction_words import SURE_VERB
from pipelines.extraction.grammar.repair import Repaired

_ENDED = re.compile(r"[。!?;:…|]\s*$")
_GOES_ON = re.compile(r"[,、]\s*$")
_NUMBER_END = re.compile(r"[一-鿿][^|]*\d[余多]?[万亿千百]?\s*$")
_MEASURE_START = re.compile(r"\s*[余多]?[万亿]?(?:家|个|起|宗|人|名|条|处|项|件|份|次|元|期|场|座|户|台|辆|支|%)")
_NEW_ITEM = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.](?!\d)|[①-⑳•·●■|]|第[一二三四五六七八九十]+[章条部]"
    rf"|(?:{SURE_VERB}|修订)[前后][^,。;:\n]{{0,6}}:?\s*$"
    r"|(?:(?:调整|修改|变更)[前后]|[原现](?=数|文|内|表))[^,。;:\n]{0,6}:\s*$)"
)
_LEAST_WIDTH, _MOST_WIDTH = 16, 60


def unwrap(repaired: Repaired) -> Repaired:
    """The text without the newlines that only end a printed line."""
    text = repaired.text
    lines = text.split("\n")
    width = _page_width(lines)
    dropped: list[int] = []
    at = 0
    for first, second in itertools.pairwise(lines):
        at += len(first)
        if _continues(first, second, width):
            dropped.append(at)
        at += 1
    if not dropped:
        return repaired
    pieces: list[str] = []
    offsets, ends = array("q"), array("q")
    for start, stop in itertools.pairwise((-1, *dropped, len(text))):
        pieces.append(text[start + 1 : stop])
        offsets.extend(repaired.offsets[start + 1 : stop])
        ends.extend(repaired.ends[start + 1 : stop])
    offsets.append(repaired.offsets[len(text)])
    return Repaired("".join(pieces), offsets, ends)


def _continues(first: str, second: str, width: float | None) -> bool:
    if not first.strip() or not second.strip() or _ENDED.search(first) or _NEW_ITEM.match(second):
        return False
    if _GOES_ON.search(first) or (_NUMBER_END.search(first) and _MEASURE_START.match(second)):
        return True
    return width is not None and _width(first) >= 0.88 * width and "|" not in second


def _page_width(lines: Sequence[str]) -> float | None:
    """The width that filled lines share; None where the text is not set in lines of one width."""
    widths = [_width(line) for line in lines if line.strip()]
    if len(widths) < 4:
        return None
    widest = max(widths)
    full = sum(1 for width in widths if width >= 0.88 * widest)
    return widest if _LEAST_WIDTH <= widest <= _MOST_WIDTH and full >= max(3, 0.3 * len(widths)) else None


def _width(line: str) -> float:
    """Printed width in full-width characters; ASCII counts half."""
    printed = line.rstrip()
    return len(printed) - 0.5 * len(printed.encode("ascii", errors="ignore"))
