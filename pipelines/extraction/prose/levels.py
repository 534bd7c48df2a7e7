"""Read one sentence: give each number its indicator by head word and measure word together.

Order of attempts for a number: a change against another period, then a head before it, a head after it, a head across a
bracket, a comma or a colon, then the part of a total named before. What none of these takes is told, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.adjustments import read_net
from pipelines.extraction.prose.behind_comma import is_checked_behind, verb_behind
from pipelines.extraction.prose.ellipsis import PARTY, take_part
from pipelines.extraction.prose.figures import keep_level, make_figure
from pipelines.extraction.prose.joint import join_codes
from pipelines.extraction.prose.lexicon import RANK, Sense
from pipelines.extraction.prose.member_lists import RULE as LIST_RULE
from pipelines.extraction.prose.member_lists import head_of_list, take_pair
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.replaced import without_telling
from pipelines.extraction.prose.resumed import head_before_count, head_of_topic, is_time_only, read_resumed
from pipelines.extraction.prose.state import Match, Reading, best_left, best_right, matches_in
from pipelines.extraction.prose.windows import Frame

_RECTIFIED = frozenset({"hazard.rectified", "hazard.immediate"})
_FOUND_AND = re.compile(r"(?:发现|查出|排查|查处)(?:出)?[并和、](?:及时|当场|现场|立即|责令)?$")
_ROW = re.compile(r"[一-鿿“”()]{0,10}[、和及][一-鿿“”]{0,12}")
# The next thing under a verb of checking, behind a comma: 检查企业9家,居民用户860户.
_NEXT_THING = re.compile(r"[一-鿿“”]{2,10}")
# 将违法企业3家列入黑名单: the object stands first, the verb behind the number.
_FRONTED = re.compile(r"(?:将|把|对)[^,;。\d]{0,6}$")
# What is done about accidents counts them too: 对3起瞒报事故进行了查处.
_OF_ACCIDENTS = frozenset({"accident.closed", "accident.concealed"})
# 发现的16个问题全部整改到位: what was found is counted, and that all of it is mended has no number of its own.
_FOUND_OF = re.compile(r"(?:发现|查出|排查出|检查出|反馈|交办|指出|通报|移交|提出)的(?:这|上述)?$")
_CHECKED = Sense("inspection.units", PARTY, RANK["weak"])
LISTED = frozenset(
    {
        "inspection.units",
        "inspection.count",
        "coverage.units",
        "penalty.closure",
        "penalty.seizure",
        "accountability.units",
        "accountability.persons",
        "training.people",
        "violation.illegal",
        "violation.corrected",
    }
)


def read_level(reading: Reading, index: int) -> bool:
    """Give number ``index`` a level's indicator; False where no rule takes it."""
    quantity = reading.frame.quantities[index]
    left_start, left_end = reading.frame.left_of(index)
    right_start, right_end = reading.frame.right_of(index)
    if read_net(reading, index, left_start):
        return True
    left = [m for m in best_left(reading, left_start, left_end, quantity) if not _is_of_places(reading, m, quantity)]
    right = best_right(reading, right_start, right_end, quantity)
    if left and right and _right_is_stronger(reading, index, left[-1], right):
        left = []
    if (
        left
        and left[-1].sense.rank == 0
        and (_take_listed(reading, quantity, left_start) or _take_stock(reading, quantity, left_start))
    ):
        return True
    if left:
        return _take_left(reading, quantity, left, "head_before")
    if right is None and reading.frame.text[right_end : right_end + 1] == "、":
        shared = _shared_right(reading, index, quantity)
        if shared is not None and shared.sense.indicator is not None:
            keep_level(reading, quantity, shared.sense, quantity.start, "shared_verb_behind", window_start=left_start)
            return True
    is_of_found = _FOUND_OF.search(reading.text(left_start, left_end)) is not None
    if right is not None and right.sense.indicator in _RECTIFIED and is_of_found:
        nouns = [m for m in matches_in(reading, right_start, right.head.start, quantity) if _is_found(m)]
        right = nouns[0] if nouns else right
    if right is not None:
        return _take_right(reading, quantity, right, left_start)
    if _take_listed(reading, quantity, left_start) or _take_stock(reading, quantity, left_start):
        return True
    return _take_across(reading, index, quantity, left_start)


def _is_found(match: Match) -> bool:
    return (match.sense.indicator or "").startswith("hazard.") and "found" in (match.sense.indicator or "")


def _is_of_places(reading: Reading, match: Match, quantity: Quantity) -> bool:
    """检查组先后深入8个乡镇, 抽查了3个乡镇: places are counted, not the teams that went there, nor units."""
    if match.sense.indicator == "inspection.units":
        return wording.OF_PLACES.match(reading.frame.text, quantity.end) is not None
    if match.sense.indicator != "inspection.teams":
        return False
    return wording.NOT_COUNTED.match(reading.frame.text, quantity.end) is not None


def _right_is_stronger(reading: Reading, index: int, left: Match, right: Match) -> bool:
    if reading.text(left.head.end, reading.frame.quantities[index].start).startswith("的"):
        return left.head.word != "挂牌督办" or right.sense.indicator != "hazard.major_found"
    if left.sense.indicator == "inspection.teams" and _FOUND_OF.search(
        reading.text(left.head.end, reading.frame.quantities[index].start)
    ):
        return True
    before = reading.text(reading.frame.boundary_before(left.head.start), left.head.start)
    if right.sense.rank >= 3 > left.sense.rank and _FRONTED.search(before):
        return True
    return left.sense.rank <= 1 < right.sense.rank and not reading.frame.next_is_number(index)


def _shared_right(reading: Reading, index: int, quantity: Quantity) -> Match | None:
    """The verb behind a row of numbers: 对7家加油站、36家门店逐户检查."""
    quantities = reading.frame.quantities
    following = index + 1
    while following < len(quantities) and _is_in_row(reading, index, following):
        if reading.frame.text[reading.frame.right_of(following)[1] :][:1] != "、":
            break
        following += 1
    if following >= len(quantities) or not _is_in_row(reading, index, following):
        return None
    start, end = reading.frame.right_of(following)
    if reading.frame.next_is_number(following) or reading.frame.text[end : end + 1] == "、":
        return None
    match = best_right(reading, start, end, quantity)
    is_other = quantities[following].measure != quantity.measure
    return None if match and is_other and match.sense.indicator != "inspection.units" else match


def _is_in_row(reading: Reading, index: int, following: int) -> bool:
    """Whether a number counts the same or other parties (加油站12座、门店36家)."""
    first, other = (reading.frame.quantities[at].measure for at in (index, following))
    return first == other or {first, other} <= PARTY


def _take_listed(reading: Reading, quantity: Quantity, left_start: int) -> bool:
    """A row under one verb: 包保5个镇、18个项目、30家企业; 检查企业80家、商场15家."""
    if reading.last is None or not reading.figures:
        return False
    sense, last = reading.last, reading.figures[-1]
    if wording.OF_PLACES.match(reading.frame.text, quantity.end):
        return False
    window = reading.text(left_start, quantity.start)
    if last.quantity is None or not (
        (last.quantity.end == left_start and _ROW.fullmatch(window))
        or _is_next_thing(reading, last, window, left_start)
    ):
        return False
    if sense.indicator not in LISTED or not sense.takes(quantity.measure) or len(window) > 16:
        return False
    inside = (head for head in reading.heads if head.start >= left_start and head.end <= quantity.start)
    if any(sense.rank for head in inside for sense in head.senses):
        return False
    link = max(window.rfind(mark) for mark in "、和及")
    keep_level(
        reading, quantity, sense, left_start + link + 1, "row_under_one_verb", window_start=left_start + link + 1
    )
    return True


def _is_next_thing(reading: Reading, last: Figure, window: str, left_start: int) -> bool:
    """A bare noun of what is inspected, behind a comma that follows an inspection."""
    if last.indicator != "inspection.units" or last.quantity is None or reading.text(left_start - 1, left_start) != ",":
        return False
    gap = reading.text(last.quantity.end, left_start - 1)
    return not gap and _NEXT_THING.fullmatch(window) is not None and wording.STOCK_NOUN.search(window) is not None


def _take_stock(reading: Reading, quantity: Quantity, left_start: int) -> bool:
    """What a place has: 全市有煤矿68座,采石场107座."""
    if quantity.measure not in {"家", "座", "户", "处", "口", "所", "个", "艘"}:
        return False
    window = reading.text(left_start, quantity.start)
    goes_on = bool(reading.figures) and reading.figures[-1].rule == "stock" and len(window) <= 24
    if not (wording.HAS_STOCK.search(window) or goes_on) or not wording.STOCK_NOUN.search(window):
        return False
    figure = make_figure(reading, quantity, "coverage.units", left_start, "stock", window_start=left_start)
    reading.add_level(figure)
    return True


def _take_left(reading: Reading, quantity: Quantity, found: list[Match], rule: str) -> bool:
    last = found[-1]
    reading.last_head = last.head
    if last.sense.indicator is None:
        return True
    between = reading.text(last.head.end, quantity.start)
    if between.rstrip("“” ").endswith("各"):
        for match in found:
            keep_level(reading, quantity, match.sense, match.head.start, f"{rule}_each")
        return True
    if last.sense.indicator in _RECTIFIED and _FOUND_AND.search(reading.text(reading.frame.start, last.head.start)):
        found_too = replace(last.sense, indicator="hazard.found", major=None, general=None)
        keep_level(reading, quantity, found_too, last.head.start, f"{rule}_found_too")
    joined, reason, first = join_codes(reading.frame.text, [(m.head, m.sense) for m in found])
    sense = replace(last.sense, indicator=joined) if joined else last.sense
    keep_level(
        reading,
        quantity,
        sense,
        first,
        rule if joined in {None, last.sense.indicator} else f"{rule}_joint",
        reason=reason,
        head=(last.head.start, last.head.end),
    )
    return True


def _take_right(reading: Reading, quantity: Quantity, match: Match, left_start: int) -> bool:
    if match.sense.indicator is None:
        return True
    is_accident = match.sense.indicator.startswith("accident.") and match.sense.indicator not in _OF_ACCIDENTS
    if is_accident and wording.OCCASION.search(reading.text(left_start, quantity.start)):
        return True
    reading.taken.add((match.head.start, str(quantity.measure)))
    keep_level(
        reading,
        quantity,
        match.sense,
        quantity.start,
        "number_first",
        end=match.head.end,
        window_start=left_start,
        head=(match.head.start, match.head.end),
    )
    return True


def _take_across(reading: Reading, index: int, quantity: Quantity, left_start: int) -> bool:
    """A head across a bracket, a comma or a colon, where the number's own window is bare; else a part of a total."""
    frame = reading.frame
    mark = frame.text[left_start - 1 : left_start] if left_start > frame.start else ""
    window = frame.text[left_start : quantity.start]
    window = without_telling(window) if index in reading.replaced.told else window
    if mark and mark in "),:(" and (wording.BARE.fullmatch(window) or is_time_only(window)):
        start, end = _part_before(frame, left_start - 1, mark)
        if index in reading.replaced.told and _only_tells(frame, start, end):
            start, end = _part_before(frame, start - 1, frame.text[start - 1])
        found = best_left(reading, start, end, quantity)
        if found:
            return _take_left(reading, quantity, found, "head_across")
    if counted := head_before_count(reading, index):
        return _take_left(reading, quantity, [counted], "head_resumed")
    if resumed := read_resumed(reading, index, left_start):
        return _take_left(reading, quantity, [resumed], "head_resumed")
    if take_pair(reading, index, quantity):
        return True
    if found := head_of_list(reading, index):
        return _take_left(reading, quantity, found, LIST_RULE)
    if take_part(reading, index, quantity, left_start):
        return True
    if behind := verb_behind(reading, index):
        return _take_behind(reading, quantity, *behind, left_start)
    if is_checked_behind(reading, index):
        keep_level(reading, quantity, _CHECKED, left_start, "checked_behind", window_start=left_start)
        return True
    if topic := head_of_topic(reading, index, left_start):
        at = quantity.start
        keep_level(reading, quantity, topic.sense, at, "head_of_topic", window_start=left_start, reason="two_readings")
        return True
    return False


def _take_behind(reading: Reading, quantity: Quantity, match: Match, is_sure: bool, left_start: int) -> bool:
    """The act behind a comma; only a plain 被 makes it sure."""
    reason = None if is_sure else "two_readings"
    span = (match.head.start, match.head.end)
    reading.taken.add((match.head.start, str(quantity.measure)))
    keep_level(
        reading, quantity, match.sense, quantity.start, "verb_behind", end=match.head.end, window_start=left_start,
        reason=reason, head=None if is_sure else span,
    )  # fmt: skip
    return True


def _only_tells(frame: Frame, start: int, end: int) -> bool:
    """罚款:更正前:41.1万元: the part before the mark names no statistic, and the part before that may."""
    return end > start > frame.start and frame.text[start - 1] in ",:(" and not without_telling(frame.text[start:end])


def _part_before(frame: Frame, at: int, mark: str) -> tuple[int, int]:
    """The stretch before a mark: behind a bracket what led to it, before a comma or colon the part without numbers."""
    if mark == ")":
        at = max((b for b in frame.boundaries if b < at and frame.text[b] == "("), default=at)
    start = frame.boundary_before(at)
    number_end = max((q.end for q in frame.quantities if q.end <= at), default=frame.start)
    return max(start, number_end), at
