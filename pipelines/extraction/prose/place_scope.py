"""The place of a figure: a bracket behind it, the words before it, the heading of its section; else the document.

Places in a row, in brackets, or above the reporting office are no scope.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from pipelines.extraction.grammar.place import PlaceMention
from pipelines.extraction.prose.mentions import Mentions
from pipelines.extraction.prose.segmentation import Sentence

_SECTION_AFTER = re.compile(r"\s*(?:[:。\n]|$)")
_SAME_GROUP = re.compile(r"(?:、[^,;:。、()]{0,10})?")
_BRACKETED_PLACE = re.compile(r"\(([^()\d]{2,14})\)")


def place_at(known: Mentions, sentence: Sentence, at: int, end: int) -> PlaceMention | None:
    """The place that holds at a position; None where it is the document's own."""
    bracketed = _bracketed(known, end, sentence.end)
    if bracketed is not None:
        return bracketed
    line = known.lines[sentence.line]
    found = _last_place(known, sentence.start, at) or _last_place(known, line.start, sentence.start)
    if found is not None and found.kind != "deictic":
        return found
    return _section_place(known, sentence.line)


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
    match = _BRACKETED_PLACE.search(known.text, end, min(stop, end + 30))
    if match is None or not _SAME_GROUP.fullmatch(known.text[end : match.start()]):
        return None
    return next(
        (m for m in known.places if m.start == match.start(1) and m.end == match.end(1) and m.kind != "deictic"),
        None,
    )


def _last_place(known: Mentions, start: int, stop: int) -> PlaceMention | None:
    low = bisect_right(known.places, start - 1, key=lambda m: m.start)
    inside = [m for m in known.places[low:] if m.start >= start and m.end <= stop]
    for index in range(len(inside) - 1, -1, -1):
        mention = inside[index]
        if mention.kind == "department" or _in_list(known, inside, index) or _in_bracket(known, mention):
            continue
        if mention.kind == "deictic" and mention.printed[0] == "该":
            continue
        if _is_above(known, mention):
            continue
        return mention
    return None


def _is_above(known: Mentions, mention: PlaceMention) -> bool:
    """A province or prefecture above the reporting office is named as an address, not as what the figures are of."""
    own = known.context.division_code
    if own is None or len(mention.codes) != 1 or mention.codes[0] == own:
        return False
    stem = mention.codes[0].rstrip("0")
    stem += "0" * (len(stem) % 2)
    return len(stem) < 6 and own.startswith(stem)


def _in_list(known: Mentions, inside: list[PlaceMention], index: int) -> bool:
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
