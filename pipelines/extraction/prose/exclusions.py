"""The scope that a text prints for a figure: 事故2起(不含道路交通), 除煤矿外检查企业30家; such a figure is no whole.

What is left out by the statistic's own meaning (a fine without confiscated gains) narrows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.prose.mentions import Mentions
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.observing import Placed

_NOT_IN = r"(?:不|未|没有)(?:含|包括|包含|计入|计算|计|纳入|统计|列入|涉及)"
_ABOUT = r"(?:均|都|皆|全部|数据|数字|以上|上述|此数|该数|其中|统计|口径|已)*"
_DATES = r"(?:\d{1,4}(?=[年月日号级类季]))"
_INSIDE = rf"(?:[^()\d,;。]|{_DATES})"
_BRACKET = re.compile(
    rf"\((?P<scope>{_ABOUT}(?:{_NOT_IN}{_INSIDE}{{1,30}}|除{_INSIDE}{{1,24}}外|(?:剔除|扣除){_INSIDE}{{2,24}}|{_INSIDE}{{2,24}}(?:除外|(?:不|未)(?:计)?在内)))\)"
)
# 2起(不含道路交通事故3起): what is left out has a number of its own.
_COUNTED_OUT = re.compile(rf"\((?P<scope>{_ABOUT}{_NOT_IN}[^()\d,;。]{{1,24}})\d")
# 2起,不含道路交通: the same without a bracket.
_BEHIND = re.compile(rf",(?P<scope>{_ABOUT}{_NOT_IN}[^()\d,;。]{{1,24}})(?=[,;。\n]|$)")
# The noun that a number counts, between it and its bracket: 120家企业(不含个体).
_NOUN = re.compile(r"[一-鿿]{0,6}")
# 除煤矿外,; 不含煤矿的; 煤矿以外的: before the number, in its clause.
_BEFORE = re.compile(
    r"除(?P<out>[^,;。()\d]{2,20}?)(?:以|之)?外(?!出|来|地|围|部|包|协)"
    r"|(?:不含|不包括|不包含|剔除|扣除)(?P<left>[^,;。()\d]{2,20}?)(?=的|,|后)"
    r"|(?P<other>[一-鿿]{2,8})(?:以|之)外的"
)
# 除检查煤矿外,还...: what follows comes on top.
_ON_TOP = re.compile(r",?(?:[我全各][市县区省州旗镇]|[^,;。\d]{0,4}局)?(?:还|另|又|也|并|同时|均|都|同比)")
# What no fine holds, by what the word means.
_NEVER_IN = {"penalty.fine_amount": re.compile(r"没收|违法所得|非法所得|滞纳金|加处")}
_ANY = re.compile("不|未|没有|除|外|剔|扣")
# How far before a figure words that leave something out may open its clause.
_FAR = 300
# A mark of a ,-part that is a row with the part before it.
_ROW = re.compile(r"[、和及与以]{1,2}[一-鿿]{0,12}")


def print_scopes(known: Mentions, placed: Sequence[Placed]) -> list[Placed]:
    """Each figure whose text prints what it leaves out, with that for its scope; the deaths of accidents likewise."""
    found = list(placed)
    if _ANY.search(known.text) is None:
        return found
    for index, item in enumerate(found):
        before = found[index - 1] if index and found[index - 1].sentence == item.sentence else None
        scope = _scope_of(known, item, before)
        if scope is None or item.figure.sector is not None:
            continue
        found[index] = replace(item, figure=replace(item.figure, scope=scope))
        _tell_leader(found, index, scope)
        if before is not None and _is_row(known.text, before.figure, item.figure) and before.figure.scope is None:
            doubtful = replace(found[index - 1].figure, reason=before.figure.reason or "subset_unclear")
            if not _is_of_one_accident(item.figure, index - 1):
                found[index - 1] = replace(before, figure=doubtful)
    return [_with_leaders_scope(found, item) for item in found]


def _scope_of(known: Mentions, item: Placed, before: Placed | None) -> str | None:
    figure, text = item.figure, known.text
    noun = _NOUN.match(text, figure.end)
    behind = _BRACKET.match(text, noun.end() if noun else figure.end)
    counted = None if behind else _COUNTED_OUT.match(text, noun.end() if noun else figure.end)
    spans = [behind["scope"]] if behind else []
    said_behind = _BEHIND.match(text, noun.end() if noun else figure.end)
    if said_behind and (known.places_in(*said_behind.span("scope")) or _is_sector_left_out(known, said_behind)):
        spans.append(said_behind["scope"])
    if counted and (known.sectors_in(*counted.span("scope")) or known.places_in(*counted.span("scope"))):
        spans.append(counted["scope"])
    spans += [match["scope"] for match in _BRACKET.finditer(text, figure.sector_from, figure.at)
              if before is None or not _is_behind(text, before.figure, match.start())]  # fmt: skip
    begin = max(text.rfind(mark, item.sentence.start, figure.at) for mark in ";。\n") + 1
    begin = max(begin, item.sentence.start, figure.at - _FAR)
    spans += [match["scope"] for match in _BRACKET.finditer(text, begin, figure.at) if _is_of_place(known, match)]
    spans += [
        said for match in _BEFORE.finditer(text, begin, figure.at) if (said := _narrowing(known, match, figure.at))
    ]
    never = _NEVER_IN.get(figure.indicator)
    return next((span.removeprefix("其中") for span in spans if never is None or not never.search(span)), None)


def _is_sector_left_out(known: Mentions, match: re.Match[str]) -> bool:
    start, end = match.span("scope")
    return any(start <= name.start and name.end <= end for name in known.left_out)


def _is_of_place(known: Mentions, match: re.Match[str]) -> bool:
    """全县(不含高新区): what the whole clause speaks of leaves something out."""
    return any(place.end == match.start() for place in known.places)


def _narrowing(known: Mentions, match: re.Match[str], at: int) -> str | None:
    """The words of leaving out, where they name a sector or a place and what follows does not come on top of it."""
    named = [(name.start, name.end) for name in known.left_out]
    named += [(name.start, name.end) for name in known.places]
    inside = [start for start, end in named if match.start() <= start and end <= match.end()]
    if not inside or _ON_TOP.match(known.text, match.end(), at):
        return None
    begin = inside[0] if match["other"] else match.start()
    return known.text[begin : match.end()].removesuffix("的")


def _is_behind(text: str, figure: Figure, at: int) -> bool:
    """Whether a bracket stands directly behind a figure."""
    return figure.end <= at and _NOUN.fullmatch(text, figure.end, at) is not None


def _is_row(text: str, before: Figure, figure: Figure) -> bool:
    return before.end <= figure.at and _ROW.fullmatch(text, before.end, figure.at) is not None


def _is_of_one_accident(figure: Figure, leader: int) -> bool:
    return figure.follows == leader and figure.indicator.startswith("accident.")


def _tell_leader(found: list[Placed], index: int, scope: str) -> None:
    """事故2起、死亡1人(不含道路交通): the accidents leave out what their deaths do."""
    follows = found[index].figure.follows
    if follows is None or not found[index].figure.indicator.startswith("accident."):
        return
    leader = found[follows]
    if leader.figure.scope is None and leader.sentence == found[index].sentence:
        found[follows] = replace(leader, figure=replace(leader.figure, scope=scope))


def _with_leaders_scope(found: Sequence[Placed], item: Placed) -> Placed:
    follows = item.figure.follows
    code = item.figure.indicator
    if follows is None or item.figure.scope is not None or not code.startswith("accident.") or code.endswith("count"):
        return item
    scope = found[follows].figure.scope
    is_printed = scope is not None and (_BRACKET.fullmatch(f"({scope})") or _BEFORE.match(scope))
    return replace(item, figure=replace(item.figure, scope=scope)) if is_printed else item
