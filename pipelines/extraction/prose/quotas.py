"""The share of a quota that is used: 占全年控制指标(92人)的40.2%, 控制指标20人,实际死亡13人,占65%."""

from __future__ import annotations

import re

from pipelines.extraction.prose import wording
from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.lexicon import RANK, Sense
from pipelines.extraction.prose.state import Reading

_QUOTA = r"(?:(?:控制|考核|年度|全年|死亡|下达的?)(?:人数)?指标|指标数|控制(?:数|目标)|进度目标)(?:数|总数|值)?"
_OF_QUOTA = re.compile(
    rf"(?P<verb>占|用去|用掉|使用了?|消耗|完成|达到?|是|为)(?:了|到)?[^,;。\d]{{0,24}}?{_QUOTA}"
    r"(?:(?:\(?(?:为)?\d+(?:\.\d+)?[人起]\)?)?的|(?:的)?(?:比例|比重|比率)(?:为|是|达到?)?|比(?:为|是)?)?(?:约|近|超过|已达)?$"
)
_BARE = re.compile(r"(?:约|已|仅|只|共|实际|上半年|目前|、)*占用?(?:到|了|比|其)?(?:为|约|近)?(?:的)?$")
_SENSE = Sense("accident.control_usage", frozenset({"%"}), RANK["joint"])


def read_usage(reading: Reading, index: int) -> bool:
    """Read number ``index`` as a share of a quota of accidents; False where it is none."""
    frame, quantity = reading.frame, reading.frame.quantities[index]
    if quantity.unit != "ratio":
        return False
    clause, _ = frame.clause_of(quantity.start)
    part = max(clause, frame.text.rfind(",", clause, quantity.start) + 1)
    before = frame.text[part : quantity.start]
    match = _OF_QUOTA.search(before)
    if match is None and _BARE.search(before) and wording.QUOTA_IN_CLAUSE.search(frame.text, clause, part):
        match = _BARE.search(before)
    if match is None and _AGAINST.search(frame.text[clause:part] + _DEATHS.sub("", before.rstrip("占"))):
        match = _BARE.search(before)
    if match is None and _BARE.search(before) and _is_parallel(reading, clause):
        match = _BARE.search(before)
    if match is None and _continues(reading, index):
        keep_level(reading, quantity, _SENSE, quantity.start, "share_of_quota", window_start=quantity.start)
        return True
    if match is None:
        return False
    keep_level(reading, quantity, _SENSE, part + match.start(), "share_of_quota", window_start=part)
    return True


_DEATHS = re.compile(r"(?:事故)?(?:死亡人数|死亡|起数|亡人数)$")
# 对照省下达的全年控制指标,死亡人数占60%: the quota stands in a part of its own.
_AGAINST = re.compile(
    r"(?:对照|对比|按照?|与|较)[^,;。\d]{0,14}(?:控制指标|控制数|考核指标|进度指标)(?:相?比|看)?,[^,;。\d]{0,10}$"
)


def _is_parallel(reading: Reading, clause: int) -> bool:
    """道路交通死亡12人,占指标的60%;工矿死亡5人,占71%: the ;-part before was measured against its quota."""
    last = reading.figures[-1] if reading.figures else None
    if last is None or last.at < clause or not last.indicator.endswith("deaths"):
        return False
    return any(figure.rule == "share_of_quota" for figure in reading.figures)


def _continues(reading: Reading, index: int) -> bool:
    """The second of two shares: 分别占控制指标的71%和66%."""
    last = reading.figures[-1] if reading.figures else None
    if last is None or last.rule != "share_of_quota":
        return False
    return reading.text(last.end, reading.frame.quantities[index].start) in {"、", "和", "及", "与"}
