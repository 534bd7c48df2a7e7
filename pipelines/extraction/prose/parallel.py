"""Rows of equal numbers for a list: 甲、乙、丙分别发生事故3起、8起、2起,死亡4人、9人、1人."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.levels import read_level
from pipelines.extraction.prose.lexicon import RANK, Sense
from pipelines.extraction.prose.state import Match, Reading, best_left

_LINK = re.compile(r"[、,和及与]|以及")
_ITEM_LINK = re.compile(r"以及|[、和及与]")


def read_row(reading: Reading, index: int) -> int:
    """Read numbers that belong in turn to the members of a list named before 分别; how many were used (0: no row)."""
    quantities = reading.frame.quantities
    length = _length(reading, index)
    if length < 2:
        return 0
    start, end = reading.frame.left_of(index)
    window = reading.text(start, end)
    if "分别" in window and _has_list(window):
        reading.row = (start, start + window.index("分别"))
        reading.turns = length
    elif window.strip().startswith("分别") and (row := _row_before(reading, start)) is not None:
        reading.row = row
        reading.turns = length
    elif reading.row is None or length != reading.turns:
        return 0
    count = len(reading.figures)
    if not read_level(reading, index) or len(reading.figures) != count + 1:
        return 0
    first = replace(reading.figures[count], row=reading.row, turn=0, turns=length)
    reading.figures[count] = first
    for turn in range(1, length):
        quantity = quantities[index + turn]
        reading.add(
            replace(
                first,
                value=quantity.value,
                qualifier=quantity.qualifier,
                start=quantity.start,
                end=quantity.end,
                at=quantity.start,
                rule=f"{first.rule}_in_turn",
                turn=turn,
                quantity=quantity,
            )
        )
    reading.group_closed = True
    return length


def read_heads_in_turn(reading: Reading, index: int) -> int:
    """Read 核查率、查实率分别为96%、51.5%: as many heads as numbers, in turn; how many were used (0: no such row)."""
    start, end = reading.frame.left_of(index)
    begin = start + reading.text(start, end).rfind("分别")
    if begin < start:
        return 0
    spans = _items(reading, start, begin)
    quantities = reading.frame.quantities[index : index + len(spans)]
    if len(spans) < 2 or len(quantities) < len(spans) or any(quantity.is_damaged for quantity in quantities):
        return 0
    gaps = [reading.text(a.end, b.start) for a, b in itertools.pairwise(quantities)]
    if not all(_LINK.fullmatch(gap) for gap in gaps):
        return 0
    found = [best_left(reading, *span, quantity)[-1:] for span, quantity in zip(spans, quantities, strict=True)]
    if rated := _share_tail(reading, spans, found):
        for sense, span, quantity in zip(rated, spans, quantities, strict=True):
            head_start = span[0] if quantity is quantities[0] else quantity.start
            keep_level(reading, quantity, sense, head_start, "heads_in_turn", window_start=start)
        return len(spans)
    codes = [matches[0].sense.indicator for matches in found if matches]
    if len(codes) < len(spans) or None in codes or len(set(codes)) < len(spans):
        return 0
    for (match,), quantity in zip(found, quantities, strict=True):
        head_start = match.head.start if quantity is quantities[0] else quantity.start
        keep_level(reading, quantity, match.sense, head_start, "heads_in_turn", window_start=start)
    return len(spans)


_LEADS = re.compile(r"(?:依次|分别|先后)?(?:是|为|有)")


def _row_before(reading: Reading, start: int) -> tuple[int, int] | None:
    """The list in the part before a comma: 居前三位的是甲县、乙县、丙县,分别为3次、2次和1次."""
    if reading.frame.text[start - 1 : start] != ",":
        return None
    begin = reading.frame.boundary_before(start - 1)
    numbers = [q.end for q in reading.frame.quantities if begin <= q.end <= start]
    begin = max(numbers, default=begin)
    lead = max((match.end() for match in _LEADS.finditer(reading.text(begin, start - 1))), default=0)
    printed = reading.text(begin + lead, start - 1)
    return (begin + lead, start - 1) if "、" in printed or "和" in printed else None


_RATE_OF = {
    "hazard.found": "hazard.rectification_rate",
    "hazard.general_found": "hazard.general_rate",
    "hazard.major_found": "hazard.major_rate",
}


def _share_tail(reading: Reading, spans: list[tuple[int, int]], found: list[list[Match]]) -> list[Sense]:
    """The senses of 一般隐患、重大隐患整改率, whose last member lends its 整改率 to the others; else none."""
    last = found[-1][0].sense.indicator if found[-1] else None
    if last not in _RATE_OF.values() or any(found[:-1]):
        return []
    senses: list[Sense] = []
    for start, end in spans[:-1]:
        inside = [head for head in reading.heads if head.start >= start and head.end <= end]
        codes = [_RATE_OF[s.indicator] for head in inside for s in head.senses if s.indicator in _RATE_OF]
        if not codes:
            break
        senses.append(Sense(codes[0], frozenset({"%"}), RANK["joint"]))
    senses = [*senses, replace(found[-1][0].sense, major=None, general=None)]
    return senses if len(senses) == len(spans) and len({s.indicator for s in senses}) == len(spans) else []


def _items(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the members of a list: 核查率、查实率."""
    cuts = [(start + match.start(), start + match.end()) for match in _ITEM_LINK.finditer(reading.text(start, end))]
    begins = [start, *(after for _, after in cuts)]
    ends = [*(before for before, _ in cuts), end]
    return list(zip(begins, ends, strict=True))


def _has_list(window: str) -> bool:
    before = window.split("分别")[0]
    return "、" in before or "和" in before


def _length(reading: Reading, index: int) -> int:
    """How many numbers with one measure word stand in a row from here, linked by 、 or 和 alone."""
    quantities = reading.frame.quantities
    length = 1
    while index + length < len(quantities):
        before, current = quantities[index + length - 1], quantities[index + length]
        gap = reading.text(before.end, current.start)
        if not _LINK.fullmatch(gap) or current.measure != before.measure or current.is_damaged:
            break
        length += 1
    return length
