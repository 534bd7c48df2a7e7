"""Lists of places or sectors with their numbers: 死亡人数:甲市14人,乙县11人; 甲市34起29人,乙县26起23人.

The head stands once before the list, or, for accidents with their deaths, not at all.
"""

from __future__ import annotations

import re

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.lexicon import RANK, Sense
from pipelines.extraction.prose.state import Match, Reading, best_left
from pipelines.extraction.prose.windows import Frame

RULE = "list_of_members"
_PLACE = r"(?:县|市|(?<![小社景库厂])区|镇|乡|街道|旗|州|盟|园区|新区|本级|地区)"
_TRADE = (
    r"(?:业|领域|企业|方面|系统|交通|运输|施工|建筑|煤矿|矿山|火灾|消防|爆竹|化学品|危化品|危化|化工|商贸|工贸|农机|"
    r"农业机械|冶金|机械|电力|铁路|矿|矿山|石化|建材|轻工|纺织|油气|水上|旅游|燃气|特种设备|其他)"
)
MEMBER = re.compile(
    rf"\s*[、,;和及]?(?:其中|分别是|依次是|分别为|是|有|为)?:?[“\"]?[一-鿿(){{}}]{{0,10}}?(?:{_PLACE}|{_TRADE})[”\"]?\s*"
)
# 从罚款金额看, 按检查次数排: what the list behind it counts.
_INTRO = re.compile(r"(?:从|按|以|就)[^,;。]{1,16}(?:看|排列|排序|排名|排|统计|计|论|分|划分)$")
_DIVIDED = re.compile(r"(?:分|按)[^,;。:]{1,12}(?:看|划分|统计|分|情况)|各(?:县|市|区|地|乡镇|行业|领域|旗)")
_ACCIDENTS = frozenset({"起", "宗"})
_COUNT = Sense("accident.count", _ACCIDENTS, RANK["noun"])
_PAIR_GAP = re.compile(r"[、/,]?(?:(?:共|造成|致)?(?:死亡|亡))?")


def head_of_list(reading: Reading, index: int) -> list[Match]:
    """The head that stands once before a list whose first number is ``index``; none where no such list opens."""
    frame, quantity = reading.frame, reading.frame.quantities[index]
    at = _member_start(frame, index)
    if at is None or at <= frame.start:
        return []
    mark = frame.text[at - 1]
    end = at - 1
    start = max(frame.boundary_before(end), max((q.end for q in frame.quantities if q.end <= end), default=frame.start))
    part = frame.text[start:end]
    if mark == ":" or (mark == "," and _INTRO.search(part)):
        return best_left(reading, start, end, quantity)
    return []


def _member_start(frame: Frame, index: int) -> int | None:
    """Where the member that a number is of begins (甲市14人, 甲市(14人)); None where no member stands there."""
    start, end = frame.left_of(index)
    if frame.text[start - 1 : start] == "(" and not frame.text[start:end].strip():
        end, start = start - 1, frame.boundary_before(start - 1)
    window = frame.text[start:end]
    return start if window.strip() and MEMBER.fullmatch(window) else None


def take_pair(reading: Reading, index: int, quantity: Quantity) -> bool:
    """The accidents of a member with its deaths behind them: 甲市34起29人; False where it is no such pair."""
    if quantity.measure not in _ACCIDENTS:
        return False
    at = _member_start(reading.frame, index)
    if at is None or not _is_of_accidents(reading, quantity):
        return False
    if not (_has_deaths(reading, index) or _DIVIDED.search(reading.text(reading.frame.start, at))):
        return False
    keep_level(reading, quantity, _COUNT, quantity.start, RULE, window_start=at)
    return True


def _has_deaths(reading: Reading, index: int) -> bool:
    quantities = reading.frame.quantities
    if index + 1 >= len(quantities) or quantities[index + 1].measure not in {"人", "名"}:
        return False
    return _PAIR_GAP.fullmatch(reading.text(quantities[index].end, quantities[index + 1].start)) is not None


def _is_of_accidents(reading: Reading, quantity: Quantity) -> bool:
    """Whether accidents are what is spoken of: deaths stand behind, the figures before are, or the sentence says so."""
    if re.match(r"[、,/]?(?:造成)?死亡", reading.frame.text[quantity.end : quantity.end + 5]):
        return True
    before = [*reading.before, *reading.figures]
    if before:
        return before[-1].indicator.startswith("accident.")
    return re.search(r"事故|伤亡", reading.text(reading.frame.start, quantity.start)) is not None
