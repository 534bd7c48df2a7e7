"""Which numbers a word of correction replaces: 死亡2人、受伤3人,更正为1人、2人 replaces both, in their order.

The numbers behind the word are counted first. One replaces the one before the word, as many as are listed replace as
many; where more than one way is open, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.replacing_words import FORMER, POINTS_AT_ALL
from pipelines.extraction.prose.windows import Frame

Pairs = list[tuple[int, int]]

_AND = re.compile(r"[”\"』」]?[、和及与 ]*[“\"『「]?")
_THEN = re.compile(r"[”\"』」]?[、和及与, ]*[“\"『「]?(?:和|及|与)?")
_NEXT_HEAD = re.compile(r"[”\"』」]?[、,和及与 ]+(?P<head>[^,;。:、()\d]+)")
# What may follow a number that has no head of its own.
_ENDS = frozenset('、,;。:)和及与”"』」 \n')


def run_behind(frame: Frame, index: int, *, over_commas: bool) -> int:
    """Where the list of numbers ends that number ``index`` opens, none of them with a head of its own."""
    quantities, link = frame.quantities, _THEN if over_commas else _AND
    stop = index + 1
    while (
        stop < len(quantities)
        and link.fullmatch(frame.text, quantities[stop - 1].end, quantities[stop].start)
        and _is_bare(frame, stop)
    ):
        stop += 1
    return stop


def pair_numbers(frame: Frame, index: int, gap: re.Match[str], used: Pairs) -> Pairs:
    """The pairs of the word of correction before number ``index``; none where nobody can tell them.

    Args:
        frame: the sentence.
        index: the first number behind the word.
        gap: what stands between it and the number before.
        used: the pairs of the words before.
    """
    points_at_all = POINTS_AT_ALL.search(gap[0]) is not None
    if gap["across"] and not (points_at_all or _is_former(frame, index - 1)):
        return []
    stop = run_behind(frame, index, over_commas=True)
    tight = run_behind(frame, index, over_commas=False)
    since = max((new for _, new in used), default=-1)
    olds = _olds(frame, index, since)
    listed = [old for old in olds if not _is_aside(frame, old)]
    for of_list in (listed, olds):
        if found := _pair_list(frame, of_list, range(index, stop), is_whole=points_at_all):
            return found
    measures = {frame.quantities[old].measure for old in olds}
    if tight < stop and not any(frame.quantities[new].measure in measures for new in range(tight, stop)):
        return _pair_list(frame, olds, range(index, tight), is_whole=points_at_all) or _pair_one(
            frame, index, tight, gap, olds
        )
    return _pair_one(frame, index, stop, gap, olds)


def fits(old: Quantity, new: Quantity) -> bool:
    """Whether two numbers are of one measure; a number without any takes that of a count."""
    if new.measure is None:
        return new.unit is None and old.unit in {"count", "person"}
    return old.unit == new.unit and old.measure == new.measure


def _is_bare(frame: Frame, index: int) -> bool:
    end = frame.quantities[index].end
    is_next_beside = index + 1 < len(frame.quantities) and frame.quantities[index + 1].start == end
    return is_next_beside or end >= frame.end or frame.text[end : end + 1] in _ENDS


def _is_former(frame: Frame, old: int) -> bool:
    start = frame.quantities[old].start
    return FORMER.search(frame.text, frame.clause_of(start)[0], start) is not None


def _olds(frame: Frame, index: int, since: int) -> range:
    """The numbers of the clause before a word of correction, behind those that an earlier word has replaced."""
    begin, _ = frame.clause_of(frame.quantities[index - 1].start)
    first = index - 1
    while first - 1 > since and frame.quantities[first - 1].start >= begin:
        first -= 1
    return range(first, index)


def _is_aside(frame: Frame, old: int) -> bool:
    """检查企业120家次(其中煤矿30家次)、查处隐患30项: a part in brackets is no member of the list."""
    begin, _ = frame.clause_of(frame.quantities[old].start)
    bracket = frame.text.rfind("(", begin, frame.quantities[old].start)
    is_open = bracket >= 0 and frame.text.find(")", bracket, frame.quantities[old].start) < 0
    return is_open and wording.PART.match(frame.text, bracket + 1) is not None


def _pair_one(frame: Frame, index: int, stop: int, gap: re.Match[str], olds: range) -> Pairs:
    if stop - index != 1 or not fits(frame.quantities[index - 1], frame.quantities[index]):
        return []
    is_unsure = POINTS_AT_ALL.search(gap[0]) is not None and len(olds) > 1
    if is_unsure or _is_said_again(frame, index, olds) or _is_of_part(frame, index - 1, gap, olds):
        return []
    return [(index - 1, index)]


def _is_said_again(frame: Frame, new: int, olds: range) -> bool:
    """死亡2人、受伤3人更正为1人、受伤2人: the head before the word heads the next number behind it, not the first."""
    quantities = frame.quantities
    if new + 1 >= len(quantities) or not any(fits(quantities[old], quantities[new]) for old in olds[:-1]):
        return False
    again = _NEXT_HEAD.fullmatch(frame.text, quantities[new].end, quantities[new + 1].start)
    start = quantities[new - 1].start
    return again is not None and frame.text.endswith(again["head"], frame.clause_of(start)[0], start)


def _is_of_part(frame: Frame, old: int, gap: re.Match[str], olds: range) -> bool:
    """检查120家次(其中煤矿30家次),更正为118家次: behind its bracket or comma the word may be of the whole."""
    quantity, text = frame.quantities[old], frame.text
    before = [frame.quantities[i] for i in olds if i < old and fits(frame.quantities[i], quantity)]
    if not before:
        return False
    begin, _ = frame.clause_of(quantity.start)
    bracket = text.rfind("(", begin, quantity.start)
    is_inside = bracket > text.rfind(")", begin, quantity.start) and before[0].end <= bracket
    is_part = wording.PART.search(text, before[-1].end, quantity.start) is not None
    return (is_inside and ")" in gap[0]) or (is_part and "," in gap[0])


def _pair_list(frame: Frame, olds: Sequence[int], news: Sequence[int], *, is_whole: bool) -> Pairs:
    """As many before the word as are listed behind it, in their order, where only one way is open."""
    count = len(news)
    if count < 2 or count > len(olds) or (is_whole and count != len(olds)):
        return []
    quantities = frame.quantities
    ways = _ways([quantities[old] for old in olds], [quantities[new] for new in news])
    if ways == 1:
        return _only_way(frame, olds, news)
    last = olds[-count:]
    all_fit = all(fits(quantities[old], quantities[new]) for old, new in zip(last, news, strict=True))
    return list(zip(last, news, strict=True)) if all_fit and _stand_apart(frame, last) else []


def _ways(olds: Sequence[Quantity], news: Sequence[Quantity]) -> int:
    """In how many ways the new numbers fit old ones in their order."""
    ways = [1, *(0 for _ in news)]
    for old in olds:
        for place in range(len(news), 0, -1):
            if fits(old, news[place - 1]):
                ways[place] += ways[place - 1]
    return ways[-1]


def _only_way(frame: Frame, olds: Sequence[int], news: Sequence[int]) -> Pairs:
    found: Pairs = []
    place = 0
    for old in olds:
        if place < len(news) and fits(frame.quantities[old], frame.quantities[news[place]]):
            found.append((old, news[place]))
            place += 1
    return found


def _stand_apart(frame: Frame, olds: Sequence[int]) -> bool:
    """Whether numbers are one list: joined by 、 and 和 alone, and what stands before is not of it."""
    first = frame.quantities[olds[0]]
    inside = frame.text[first.end : frame.quantities[olds[-1]].start]
    opening = frame.text[frame.clause_of(first.start)[0] : first.start]
    last_mark = max(opening.rfind(mark) for mark in "、,;:(")
    is_led = last_mark < 0 or opening[last_mark] in ",;:"
    return is_led and re.search(r"[,;:()]", inside) is None
