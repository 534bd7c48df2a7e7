"""Lists of sectors or places: 其他 is the sector of the others, and 合计 behind one is the whole of what it lists.

道路交通5起,工矿商贸2起,合计7起: neither is of the sector named last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extraction.prose.dividing import RULE as PART_BY_SUM
from pipelines.extraction.prose.mentions import Mentions
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.observing import Placed, sector_of
from pipelines.extraction.prose.place_scope import place_at
from pipelines.extraction.prose.sector_scope import SectorScope, own_sector

_Member = tuple[str | None, str | None, str | None, str | None]

_WHOLE: _Member = (None, None, None, None)

_OTHERS = re.compile(r"(?:其中|以及|还有|和|及|与|的)*(?P<name>其[他它余](?:的|各)*(?:类型?|类别|行业|领域|方面)*)")
_OTHER_PLACES = re.compile(
    r"(?P<name>其[他它余]的?各?(?:\d*个)?(?:县市区|旗县|乡镇|镇街|县区|区县|县|市|区|乡|镇|街道|旗|州|地区|园区|地方|属地)"
    r"(?:市区|区|市|旗)?)"
)
# 其他事故3起: nothing but the others of the list's own statistic.
_PLAIN = re.compile(r"(?:类型?|类别|行业|领域|方面|生产|安全|各类|事故|火灾|企业|单位|共|发生|检查)*")
_SUM = re.compile(r"合计|总计|共计|总共|一共")
_PERHAPS_SUM = re.compile(r"(?<!公)共(?![同享和建])|累计|总")
_ANY = re.compile("其[他它余]|计|共|总")
_FAR = 48
_PLACES = frozenset({"county", "zone", "township"})
_MARKS = ",;。:(、"
_SEVERAL, _MOST = 2, 60
# How far from the whole of a list what stands beside it may be.
_BESIDE = 10


def settle_lists(known: Mentions, placed: Sequence[Placed]) -> list[Placed]:
    """The figures of 其他 and of 合计 in lists of sectors, each with the sector that is its own."""
    found = list(placed)
    for index in sorted(range(len(placed)), key=lambda at: placed[at].figure.at):
        item = placed[index]
        if item.figure.role != "observed" or item.figure.row is not None or not _may_be(known, item):
            continue
        begin = _first_of_sentence(found, index)
        if (other := _as_others(known, found, begin, index)) is not None:
            found[index] = replace(item, figure=other)
        elif (whole := _as_whole(known, found, begin, index)) is not None:
            found[index] = replace(item, figure=whole)
    return found


def _may_be(known: Mentions, item: Placed) -> bool:
    """Whether any word of a rest or of a sum stands near: told fast."""
    at = item.figure.at
    return _ANY.search(known.text, max(item.sentence.start, at - _FAR), at) is not None


def _first_of_sentence(placed: Sequence[Placed], index: int) -> int:
    first = index
    while first and index - first < _MOST and placed[first - 1].sentence.start == placed[index].sentence.start:
        first -= 1
    return first


def _earlier(placed: Sequence[Placed], begin: int, index: int) -> list[Placed]:
    """The levels of the sentence that stand before a figure, in the order of the text."""
    here = placed[index]
    others = (item for at, item in enumerate(placed[begin:], begin) if at != index and item.sentence == here.sentence)
    before = [item for item in others if item.figure.at < here.figure.at and item.figure.role == "observed"]
    return sorted(before, key=_at)


def _at(item: Placed) -> int:
    return item.figure.at


def _lead(known: Mentions, item: Placed, before: Sequence[Placed]) -> str:
    """The words directly before a figure: behind the last mark, number or head of another figure."""
    at = item.figure.at
    begin = max(known.text.rfind(mark, item.sentence.start, at) + 1 for mark in _MARKS)
    begin = max(begin, item.sentence.start, _end_before(item, before))
    return known.text[begin:at].strip(" ")


def _end_before(item: Placed, before: Sequence[Placed]) -> int:
    """Where the figure before ends, or the sentence begins."""
    ends = [one.figure.end for one in before if one.figure.end <= item.figure.at]
    return max(ends, default=item.sentence.start)


def _as_others(known: Mentions, placed: Sequence[Placed], begin: int, index: int) -> Figure | None:
    """A figure of 其他 with the sector of the others; doubtful where the list is of places or of kinds."""
    item = placed[index]
    figure = item.figure
    before = _earlier(placed, begin, index)
    lead = _lead(known, item, before)
    if "其" not in lead:
        return None
    if named := _OTHER_PLACES.match(lead):
        return replace(figure, scope=figure.scope or named["name"])
    named = _OTHERS.match(lead)
    like = [one for one in before if one.figure.indicator == figure.indicator]
    if named is None or not like or known.sectors_in(figure.at - len(lead), figure.at):
        return None
    sibling = like[-1].figure
    own = _of_list(known, sibling)
    if own is not None and not own.is_hint:
        is_plain = _PLAIN.fullmatch(lead, named.end()) is not None
        reason = None if is_plain and figure.reason == "wording_unclear" else figure.reason
        words = "其他" if named["name"] in {"其它", "其余"} else named["name"]
        return replace(figure, sector="other", sector_words=words, scope=None, is_subtotal=False, reason=reason)
    if figure.place is None and _has_place(known, sibling):
        return replace(figure, reason=figure.reason or "place_unknown")
    if own is None:
        return None if figure.is_subtotal else replace(figure, scope=lead, reason=figure.reason or "subset_unclear")
    return replace(figure, topic_at=sibling.sector_from, reason=figure.reason or _unless_part(figure))


def _unless_part(figure: Figure) -> str | None:
    return None if figure.is_subtotal else "subset_unclear"


def _of_list(known: Mentions, figure: Figure) -> SectorScope | None:
    if figure.sector is not None:
        return SectorScope(figure.sector, figure.sector_words or "")
    return own_sector(known, figure.sector_from, figure.sector_to)


def _has_place(known: Mentions, figure: Figure) -> bool:
    named = known.places_in(figure.sector_from, figure.at)
    return figure.place is not None or any(one.kind in _PLACES for one in named)


def _member_of(known: Mentions, item: Placed, placed: Sequence[Placed]) -> _Member:
    """What tells a figure of a list from the others: its sector, or what it leaves out, and its place."""
    sector = sector_of(known, item, placed)
    words = sector.text if sector and sector.code == "other" else None
    place = item.figure.place or place_at(known, item.sentence, item.figure.at, item.figure.end)
    is_named = place is not None and place.kind in _PLACES and place.name != known.context.place
    scope = item.figure.scope if sector is None else None
    return (sector.code if sector else None, words, scope, place.name if place and is_named else None)


def _as_whole(known: Mentions, placed: Sequence[Placed], begin: int, index: int) -> Figure | None:
    """A figure of 合计 behind several sectors as the whole of them; doubtful where 共 may mean the last alone."""
    item = placed[index]
    figure = item.figure
    before = _earlier(placed, begin, index)
    if not before or _names_its_own(known, figure):
        return None
    lead = known.text[_end_before(item, before) : figure.at]
    lead = lead[lead.rfind(";") + 1 :]
    is_sum = _SUM.search(lead) is not None
    if not (is_sum or _PERHAPS_SUM.search(lead)):
        return _beside_whole(known, placed, before, figure)
    since = [one for one in before if not _is_whole(one.figure)]
    keys = {one.figure.at: _member_of(known, one, placed) for one in since}
    members = {key for key in keys.values() if key != _WHOLE}
    if len(members) < _SEVERAL or not any(code or place for code, *_, place in members):
        return _of_one_sector(figure, keys, sector_of(known, before[-1], placed)) if is_sum else None
    mine = _member_of(known, replace(item, figure=_without_sum(figure)), placed)
    listed = {keys[one.figure.at]: one for one in since if one.figure.indicator == figure.indicator}
    parts = {key: one for key, one in listed.items() if key in members}
    first = min(one.figure.sector_from for one in since if keys[one.figure.at] in members)
    if mine == _WHOLE:
        return replace(figure, topic_at=first) if is_sum and figure.follows is None else None
    if mine not in parts and set(parts) >= members - {mine}:
        return None
    beside = {keys[one.figure.at] for one in since if one.figure.segment == figure.segment} & members
    is_of_list = len(beside) != 1
    if not is_sum and not is_of_list:
        return None
    added = sum((one.figure.value for one in parts.values()), Decimal(0))
    is_proved = set(parts) == members and added == figure.value
    is_disproved = bool(parts) and not is_proved and any(scope for *_, scope, _ in members)
    is_sure = is_proved or (is_sum and is_of_list and not is_disproved)
    reason = figure.reason if is_sure else figure.reason or "two_readings"
    tiers = {one.figure.severity for one in parts.values()}
    severity = figure.severity if tiers <= {figure.severity} else None
    return replace(
        figure, follows=None, scope=None, is_subtotal=False, topic_at=first, reason=reason, severity=severity
    )


def _of_one_sector(figure: Figure, keys: Mapping[int, _Member], sector: SectorScope | None) -> Figure | None:
    """道路交通3月4起,4月5起,合计9起: a sum of one sector alone is of that sector."""
    if figure.rule != PART_BY_SUM or figure.follows is not None or sector is None or len(set(keys.values())) != 1:
        return None
    return replace(figure, sector=sector.code, sector_words=sector.text)


def _beside_whole(known: Mentions, placed: Sequence[Placed], before: Sequence[Placed], figure: Figure) -> Figure | None:
    """合计7起、死亡5人: what stands directly beside the whole of a list is of the whole too."""
    last = before[-1]
    if not _is_whole(last.figure) or figure.follows is None:
        return None
    gap = known.text[last.figure.end : figure.at]
    if len(gap) > _BESIDE or re.search(r"[;。(]", gap) or figure.severity != last.figure.severity:
        return None
    return replace(figure, follows=placed.index(last), scope=None)


def _without_sum(figure: Figure) -> Figure:
    """A figure whose part is named 合计 has no scope of its own."""
    return replace(figure, scope=None) if figure.scope and _SUM.fullmatch(figure.scope) else figure


def _is_whole(figure: Figure) -> bool:
    return figure.topic_at is not None and figure.follows is None


def _names_its_own(known: Mentions, figure: Figure) -> bool:
    """Whether the figure's own words name its sector or its place."""
    if any(place.kind in _PLACES for place in known.places_in(figure.sector_from, figure.at)):
        return True
    own = own_sector(known, figure.sector_from, figure.sector_to)
    return own is not None and not own.is_hint
