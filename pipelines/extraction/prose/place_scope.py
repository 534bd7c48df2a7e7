"""The place of a figure: a bracket behind it, the words before it, the heading of its section; else the document.

Places in a row, in brackets, or above the reporting office are no scope.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.grammar.place import PlaceMention
from pipelines.extraction.prose.mentions import Mentions, once_a_line
from pipelines.extraction.prose.segmentation import Line, Sentence

_SECTION_AFTER = re.compile(r"\s*(?:[:。\n]|$)")
_SAME_GROUP = re.compile(r"(?:、[^,;:。、()]{0,10})?")
_BRACKETED_PLACE = re.compile(r"\(([^()\d]{2,14})\)")


def place_at(known: Mentions, sentence: Sentence, at: int, end: int) -> PlaceMention | None:
    """The place that holds at a position; None where it is the document's own."""
    bracketed = _bracketed(known, end, sentence.end)
    if bracketed is not None:
        return bracketed
    line = known.lines[sentence.line]
    found = _last_place(known, sentence.start, at) or _carried(known, line, sentence)
    if found is not None and found.kind != "deictic":
        return found
    return _section_place(known, sentence.line)


def _carried(known: Mentions, line: Line, sentence: Sentence) -> PlaceMention | None:
    """The place of an earlier sentence of the line, where it still holds.

    It does not where it only names a part (其中甲县2起), nor where a sentence of another sector follows in a line that
    the place did not open.
    """
    found = _last_place(known, line.start, sentence.start)
    if found is None or found.kind == "deictic":
        return found
    begin = max(known.text.rfind(mark, line.start, found.start) for mark in "。!?") + 1
    if "其中" in known.text[max(begin, line.start) : found.start]:
        return None
    lead = known.text[line.start : found.start].strip()
    opens_other = any(sentence.start <= m.start <= sentence.start + 2 for m in known.sectors)
    return None if opens_other and "。" in lead else found


_JOINED = re.compile(r"[、和与及]|以及")
_OF_EACH = re.compile(r"各|均|分别|每|:|、")


def is_of_several(known: Mentions, sentence: Sentence, at: int) -> bool:
    """Whether places in a row share one number (甲县和乙县共检查36家): it is of none of them, nor of the office."""
    begin = max(known.text.rfind(mark, sentence.start, at) for mark in ",;。:") + 1
    named = known.places_in(max(begin, sentence.start), at)
    own = [m for m in named if m.kind in {"county", "zone", "township"} and not _is_above(known, m)]
    if len(own) < 2 or not _JOINED.fullmatch(known.text[own[-2].end : own[-1].start]):
        return False
    behind = known.text[own[-1].end : at]
    return _OF_EACH.search(behind) is None and not re.search(r"\d", known.text[own[0].start : at])


def code_of(known: Mentions, mention: PlaceMention | None) -> str | None:
    """The division code of a place, told apart within the document's own province; None where it stays unclear."""
    if mention is None or (mention.kind == "own_level" and not mention.codes):
        return known.context.division_code
    if len(mention.codes) == 1:
        return mention.codes[0]
    own = known.context.division_code
    within = f"{own[:2]}0000" if own else None
    near = [code for code in mention.codes if own and code[:4] == own[:4]]
    if len(near) == 1:
        return near[0]
    division = known.finder.resolve(mention.name, within) if mention.codes else None
    return division.code if division else None


@once_a_line
def _section_place(known: Mentions, line: int) -> PlaceMention | None:
    """The place that heads the section (抚州:...): the nearest heading before the line that begins with one."""
    for above in reversed(known.lines[:line]):
        if above.kind != "heading":
            continue
        inside = [
            m
            for m in known.places
            if above.start <= m.start < above.start + 6 and m.kind in {"county", "zone", "township"}
        ]
        if inside and _SECTION_AFTER.match(known.text, inside[0].end):
            return inside[0]
    return None


def _bracketed(known: Mentions, end: int, stop: int) -> PlaceMention | None:
    if known.text.find("(", end, min(stop, end + 30)) < 0:
        return None
    match = _BRACKETED_PLACE.search(known.text, end, min(stop, end + 30))
    if match is None or not _SAME_GROUP.fullmatch(known.text[end : match.start()]):
        return None
    return next(
        (m for m in known.places if m.start == match.start(1) and m.end == match.end(1) and m.kind != "deictic"),
        None,
    )


def _last_place(known: Mentions, start: int, stop: int) -> PlaceMention | None:
    inside = known.places_in(start, stop)
    for index in range(len(inside) - 1, -1, -1):
        mention = inside[index]
        if mention.kind == "department" or _in_list(known, inside, index) or _in_bracket(known, mention):
            continue
        if mention.kind == "deictic" and mention.printed[0] == "该":
            continue
        if _is_above(known, mention):
            continue
        return None if _is_of_part(known, start, mention, stop) else mention
    return None


def _is_of_part(known: Mentions, start: int, mention: PlaceMention, stop: int) -> bool:
    """其中甲县2个、乙县1个;1个乡镇...: the places of parts hold to the end of their ;-part."""
    cut = known.text.rfind(";", mention.end, stop)
    if cut < 0:
        return False
    begin = max(start, known.text.rfind(";", start, mention.start) + 1)
    opening = known.text.find("其中", begin, mention.start)
    return opening >= 0 and re.search(r"\d", known.text[begin:opening]) is not None


def _is_above(known: Mentions, mention: PlaceMention) -> bool:
    """A province or prefecture above the reporting office is named as an address, not as what the figures are of."""
    own = known.context.division_code
    if own is None or len(mention.codes) != 1 or mention.codes[0] == own:
        return False
    stem = mention.codes[0].rstrip("0")
    stem += "0" * (len(stem) % 2)
    return len(stem) < 6 and own.startswith(stem)


def _in_list(known: Mentions, inside: Sequence[PlaceMention], index: int) -> bool:
    """A place in a row of places (A、B和C) is no scope; nor is one that is only said to be located somewhere."""
    mention = inside[index]
    before = known.text[mention.start - 1 : mention.start]
    after = known.text[mention.end : mention.end + 1]
    earlier = inside[index - 1] if index else None
    if (
        earlier is not None
        and re.search(r"\d", known.text[earlier.end : mention.start])
        and after not in set("、和与及")
    ):
        return False
    return before in set("、和与及《") or after in set("、和与及")


def _in_bracket(known: Mentions, mention: PlaceMention) -> bool:
    opened = known.text.rfind("(", max(0, mention.start - 16), mention.start)
    return opened >= 0 and ")" not in known.text[opened : mention.start]
