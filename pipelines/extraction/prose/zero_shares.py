"""Of so many villages or firms so many kept the zero-accident status: 40个村(社区)中有37个保持了零事故.

The first number is the total, the second those with the status; the noun between tells villages from firms.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.lexicon import RANK, Sense
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading, matches_in

_VILLAGES = r"(?P<village>行政村\(社区\)|村\(社区\)|村\(居\)|村社区|村居|行政村|社区|自然村|村)"
_FIRMS = r"(?P<firm>(?:企事业|生产经营|工矿)?(?:单位|企业))"
_AMONG = rf"(?:{_VILLAGES}|{_FIRMS})(?:里面?|之?中|内)?[,、]?(?:共|已经?|现|目前)?有?"
_STAND = r"(?:保持|实现|做到|达到|创成|守住)了?[“\"]?零事故[”\"]?(?:状态|标准|目标|创建)?"
_KEPT = rf"(?:{_STAND}[的得]?(?:共|已经?|现|目前)?[有为是]?)"
_TOTAL = re.compile(rf"{_AMONG}(?:{_KEPT}|[“\"]零事故[”\"](?:的|村|单位|企业)?)?(?=\d)")
_SHARE = re.compile(rf"\d[余多]?[个家户]{_AMONG}(?P<kept>{_KEPT}|[“\"]零事故[”\"](?:的|村|单位|企业)?)?$")
# 实现“零事故”的村(社区)182个: those with the status, their total unsaid.
_OF_THOSE = re.compile(rf"{_STAND}[的得](?:{_VILLAGES}|{_FIRMS})(?:共|已|达到?|有|为|是)*$")
# 22个村“零事故”21个: the status stands bare between the two.
_STATUS = re.compile(r"[^。;]{0,30}零事故")
_PORTION = re.compile(
    r"\s*(?:约)?(?:其)?(?:占比?|所?占比[例重]|比例|比率|占[村镇企]?总数的?|占总量的?|比重)(?:已?达到?|为|是|约|:)*"
)
# 企事业单位100家,“零事故”企业99家: the whole stands bare before those of it that keep the status.
_WHOLE = re.compile(
    rf"(?:[全我本][省市县区州盟旗镇乡]|辖区内?|境内|目前|现|共|总|截至[^,;。]{{1,14}})*有?(?:{_VILLAGES}|{_FIRMS})(?:总数|总共|共有?|有|为|:)*"
)
_NOUN = re.compile(rf"{_VILLAGES}|{_FIRMS}")
_KEEPS = re.compile(rf"[,、;(]?(?:其中)?,?[“\"]?零事故[”\"]?的?(?:{_VILLAGES}|{_FIRMS})?(?:共有?|有|为|达到?|:)*")
# How far a share may lie from what its two counts make before it may be of another whole.
_NEAR = Decimal("0.05")
# Two counts of one thing differ by less.
_TWICE = 2
_UNITS = frozenset({"个", "家", "户"})


def read_zero_share(reading: Reading, index: int) -> bool:
    """Read number ``index`` as the total or the share of a zero-accident count; False where it is neither."""
    frame, quantity = reading.frame, reading.frame.quantities[index]
    if quantity.measure not in _UNITS:
        return False
    before = frame.text[max(frame.start, quantity.start - 32) : quantity.start]
    match, what = _SHARE.search(before), "zero"
    those = _OF_THOSE.search(before)
    if code := _pair_at(reading, index):
        sense = Sense(code, _UNITS, RANK["joint"])
        noun = _NOUN.search(frame.text, frame.left_of(index)[0], quantity.start)
        start = noun.start() if noun else quantity.start
        keep_level(reading, quantity, sense, start, "zero_accident_pair", window_start=quantity.start)
        return True
    has_status = _STATUS.match(frame.text, quantity.end, frame.end) is not None
    if those is None and not has_status and (match is None or match["kept"] is None):
        return False
    match = match or those
    if match is None:
        match, what = _TOTAL.match(frame.text, quantity.end, frame.end), "total"
    if match is None:
        return False
    who = "village" if match["village"] else "enterprise"
    sense = Sense(f"zero_accident.{who}_{what}", _UNITS, RANK["joint"])
    keep_level(reading, quantity, sense, quantity.start, "zero_accident_share", window_start=quantity.start)
    return True


def _pair_at(reading: Reading, index: int) -> str | None:
    """The statistic of a whole beside those with the status, or of the bare second (企事业单位100家,其中零事故99家)."""
    if whole := _whole_at(reading, index):
        return f"zero_accident.{whole}_total"
    last = reading.figures[-1] if reading.figures else None
    if last is None or last.quantity is None or not last.indicator.endswith(("village_total", "enterprise_total")):
        return None
    keeps = _KEEPS.fullmatch(reading.frame.text, last.quantity.end, reading.frame.quantities[index].start)
    is_bare = keeps is not None and keeps["village"] is None and keeps["firm"] is None
    return last.indicator.replace("_total", "_zero") if is_bare else None


def _whole_at(reading: Reading, index: int) -> str | None:
    """Whether number ``index`` is all villages or all enterprises, its number with the status directly behind it."""
    frame, quantity = reading.frame, reading.frame.quantities[index]
    start, end = frame.left_of(index)
    match = _WHOLE.fullmatch(frame.text, start, end)
    if match is None or matches_in(reading, start, end, quantity):
        return None
    last = reading.figures[-1] if reading.figures else None
    who = "village" if match["village"] else "enterprise"
    if last is not None and last.indicator == f"zero_accident.{who}_zero" and start - last.end == 1:
        return who
    if index + 1 >= len(frame.quantities):
        return None
    following = frame.quantities[index + 1]
    keeps = _KEEPS.fullmatch(frame.text, quantity.end, following.start)
    if keeps is None or following.measure not in _UNITS or following.value > quantity.value * _TWICE:
        return None
    other = "village" if keeps["village"] else "enterprise" if keeps["firm"] else who
    return who if who == other else None


def read_zero_rate(reading: Reading, index: int) -> bool:
    """Read number ``index`` as the rate directly behind those with the status; False where it is none.

    有37个保持了零事故,占比92.5%; 零事故村96个(比例为80%). One that the counts beside it rule out is for review.
    """
    quantity = reading.frame.quantities[index]
    last = reading.figures[-1] if reading.figures else None
    if quantity.unit != "ratio" or last is None or not last.indicator.startswith("zero_accident."):
        return False
    start, end = reading.frame.left_of(index)
    if not last.indicator.endswith("_zero") or not _PORTION.fullmatch(reading.text(start, end)):
        return False
    if last.rule != "zero_accident_share" and reading.text(last.end, start).strip(" ,、(") not in {"", "其"}:
        return False
    sense = Sense(last.indicator.removesuffix("_zero") + "_rate", frozenset({"%"}), RANK["joint"])
    reason = None if _may_be_of(reading, last, quantity.value) else "two_readings"
    keep_level(reading, quantity, sense, start, "zero_accident_rate", window_start=start, reason=reason)
    return True


def _may_be_of(reading: Reading, zero: Figure, rate: Decimal) -> bool:
    """Whether a rate may be that of a count in its total: near what the two make, where the total is known."""
    code = zero.indicator.removesuffix("_zero") + "_total"
    totals = [f.value for f in (*reading.before, *reading.figures) if f.indicator == code and f.value]
    return not totals or abs(zero.value / totals[-1] - rate) <= _NEAR
