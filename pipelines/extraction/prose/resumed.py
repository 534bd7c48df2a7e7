"""Numbers whose head stands a clause back: 计划检查160家次,已完成92家次; 罚款比去年多了23万元,达到118万元.

Between the head and the number lies another number that is no level: a plan, a quota, a difference.
"""

from __future__ import annotations

import re

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.lexicon import RANK, Sense
from pipelines.extraction.prose.state import Match, Reading, best_left

# 截至6月底, 上半年, 目前: when, and nothing of what.
WHEN = re.compile(
    r"\d{1,2}[-~—至到]\d{1,2}月(?:份)?|(?:当|本|全)[月季年]"
    r"|(?:截[至止]到?|至|到)?(?:目前|今|(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|份|底|末|初|[上中下]旬)?|上半年|一季度|前[二三]季度|[一二三四]季度)(?:底|末)?)|今年以来|全年|年内|现在|眼下"
)
_DONE = re.compile(
    r"(?:实际|累计|共计?|仅|只|现|目前|已经?|就|,|、)*(?:完成|达到?|落实|到位|投入|增加?[至到]|[升降减]至|上升[至到]|下降[至到])?(?:了|到)?(?:约|近)?"
)
_CHANGED = re.compile(r"[比较][^,;。]{1,10}?(?:多|少|增|减|升|降|上涨)[^,;。]{0,6}$")
_TOPIC = re.compile(r"\s*[●○◆◇△▲■□★☆※·•]?\s*([一-鿿]{2,8}):")
_REPORTED = re.compile(r"接报|受理|接到|办理|收到|开展|举办|发生")
_PLAN_RATE = Sense("inspection.plan_rate", frozenset({"%"}), RANK["joint"])


def is_time_only(window: str) -> bool:
    """Whether words say only when, or that something is the sum."""
    return _DONE.fullmatch(WHEN.sub("", window)) is not None


def read_resumed(reading: Reading, index: int, left_start: int) -> Match | None:
    """The head of number ``index`` before the plan or the difference that stands between; None where there is none."""
    quantity = reading.frame.quantities[index]
    window = reading.text(left_start, quantity.start)
    if not index or not is_time_only(window) or not _is_between(reading, index):
        return None
    previous = reading.frame.quantities[index - 1]
    clause, _ = reading.frame.clause_of(quantity.start)
    earlier = (q.end for q in reading.frame.quantities[: index - 1] if q.end >= clause)
    start = max(clause, max(earlier, default=clause))
    found = best_left(reading, start, previous.start, quantity)
    return found[-1] if found else None


_IN_ALL = re.compile(
    r"(?:[笔批单次件起宗人名项]|人次)?[,、]?(?:共计?|合计|总计|累计|计|总金额|金额)+(?:达|为|约|近|[^一-鿿])?"
)


def head_before_count(reading: Reading, index: int) -> Match | None:
    """兑现举报奖励23笔共4.6万元: the head of money stands before how often it was paid; None where none does."""
    quantity = reading.frame.quantities[index]
    if quantity.unit != "yuan" or not index:
        return None
    before = reading.frame.quantities[index - 1]
    if before.unit == "yuan" or _IN_ALL.fullmatch(reading.text(before.end, quantity.start)) is None:
        return None
    start, end = reading.frame.left_of(index - 1)
    found = best_left(reading, start, end, quantity)
    return found[-1] if found and found[-1].sense.indicator else None


def head_of_topic(reading: Reading, index: int, left_start: int) -> Match | None:
    """The head that the topic of a line names (事故:1-7月累计16起): never sure, since a topic may widen."""
    quantity = reading.frame.quantities[index]
    topic = _TOPIC.match(reading.frame.text, reading.frame.start, quantity.start)
    window = reading.text(left_start, quantity.start)
    if topic is None or not is_time_only(_REPORTED.sub("", window)):
        return None
    found = best_left(reading, topic.start(1), topic.end(1), quantity)
    return found[-1] if found and found[-1].sense.indicator else None


def _is_between(reading: Reading, index: int) -> bool:
    """Whether the number before is a plan or a quota, or a difference to another period."""
    if index - 1 in reading.skipped:
        return True
    frame = reading.frame
    before = frame.quantities[index - 1]
    begin, _ = frame.clause_of(before.start)
    return _CHANGED.search(frame.text[begin : before.start]) is not None


def read_plan_rate(reading: Reading, index: int) -> bool:
    """全年执法检查计划为1860家,上半年完成58.2%: the share of a plan of inspections; False where it is none."""
    quantity: Quantity = reading.frame.quantities[index]
    if quantity.unit != "ratio" or index - 1 not in reading.skipped:
        return False
    start, end = reading.frame.left_of(index)
    window = reading.text(start, end)
    if not re.search(r"完成(?:了|率)?(?:达到?|为)?$", window) or not is_time_only(window.replace("完成率", "完成")):
        return False
    planned = reading.frame.quantities[index - 1]
    clause, _ = reading.frame.clause_of(quantity.start)
    heads = [h for h in reading.heads if h.start >= clause and h.end <= planned.start]
    codes = {sense.indicator for head in heads for sense in head.senses if sense.takes(planned.measure)}
    if not any(str(code).startswith("inspection.") for code in codes):
        return False
    keep_level(reading, quantity, _PLAN_RATE, start, "plan_rate", window_start=start)
    return True
