"""Of so many villages or firms so many kept the zero-accident status: 40个村(社区)中有37个保持了零事故.

The first number is the total, the second those with the status; the noun between tells villages from firms.
"""

from __future__ import annotations

import re

from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.lexicon import RANK, Sense
from pipelines.extraction.prose.state import Reading

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
_PORTION = re.compile(r"\s*(?:约)?(?:占比?|比例|占总数的?|占总量的?|比重)(?:达到?|为|是|约)*")
_UNITS = frozenset({"个", "家", "户"})


def read_zero_share(reading: Reading, index: int) -> bool:
    """Read number ``index`` as the total or the share of a zero-accident count; False where it is neither."""
    frame, quantity = reading.frame, reading.frame.quantities[index]
    if quantity.measure not in _UNITS:
        return False
    before = frame.text[max(frame.start, quantity.start - 32) : quantity.start]
    match, what = _SHARE.search(before), "zero"
    those = _OF_THOSE.search(before)
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


def read_zero_rate(reading: Reading, index: int) -> bool:
    """Read number ``index`` as the rate behind such a share (有37个保持了零事故,占比92.5%); False where it is none."""
    quantity = reading.frame.quantities[index]
    last = reading.figures[-1] if reading.figures else None
    if quantity.unit != "ratio" or last is None or last.rule != "zero_accident_share":
        return False
    start, end = reading.frame.left_of(index)
    if not last.indicator.endswith("_zero") or not _PORTION.fullmatch(reading.text(start, end)):
        return False
    sense = Sense(last.indicator.removesuffix("_zero") + "_rate", frozenset({"%"}), RANK["joint"])
    keep_level(reading, quantity, sense, start, "zero_accident_rate", window_start=start)
    return True
