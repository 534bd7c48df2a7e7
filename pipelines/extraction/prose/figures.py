"""Make a figure of a number and a sense: what 重大 before it, the tier of its accidents and its leader settle.

Every level passes through keep_level; a figure that shares another's head passes through keep_following.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.model import Unit
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.lexicon import Sense
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading

UNITS: Mapping[str, Unit] = {
    "count": "count",
    "person": "person",
    "yuan": "yuan",
    "ratio": "ratio",
    "per_mille": "ratio",
}

_NEAR = 8
# 突击检查一家面馆: an article in a story.
_NOUN = re.compile(r"[一-鿿]")
# 二期培训 is the second or two of them (两期 would be two); 培训二期 is two.
_OF_SERIES = frozenset({"期", "批", "轮", "次", "级", "类"})


def keep_level(
    reading: Reading,
    quantity: Quantity,
    sense: Sense,
    start: int,
    rule: str,
    *,
    end: int | None = None,
    window_start: int | None = None,
    reason: str | None = None,
    head: tuple[int, int] | None = None,
) -> None:
    """Keep a level: its indicator settled by what stands before, its tier and leader if it is of accidents."""
    indicator = _settle_hazard(reading, sense, end or quantity.start, quantity)
    window = min(start, _window_start(reading, quantity)) if window_start is None else window_start
    figure = make_figure(reading, quantity, indicator, start, rule, end=end, window_start=window, head=head)
    if indicator.startswith("accident."):
        figure = _with_severity(reading, figure)
    figure = _as_part(reading, figure)
    if quantity.unit == "ratio" and wording.OF_OTHERS.match(reading.frame.text, quantity.end):
        reason = reason or "subset_unclear"
    if rule == "number_first" and quantity.raw.startswith("二") and quantity.measure in _OF_SERIES:
        reason = reason or "two_readings"
    if quantity.is_han and quantity.raw == "一家" and _NOUN.match(reading.frame.text, quantity.end):
        reason = reason or "two_readings"
    if indicator == "penalty.seizure" and _is_of_licence(reading, figure):
        figure = replace(figure, indicator="penalty.licence_suspended")
    if indicator == "penalty.case_filed" and _is_above_tier(reading, quantity):
        figure = replace(figure, indicator="penalty.count")
    if figure.indicator == "penalty.count" and _is_above_tier(reading, quantity):
        reason = reason or "subset_unclear"
    if _is_for_each(reading, quantity):
        reason = reason or "subset_unclear"
    if reason:
        figure = replace(figure, reason=reason)
    reading.last = sense
    reading.add_level(figure)


_LICENCE = re.compile(r"(?:许可|资格|资质|驾驶|操作|合格|上岗|安全|船员|执业)?(?:证书?|执照|牌照)(?:件)?")


def _is_of_licence(reading: Reading, figure: Figure) -> bool:
    """2家企业的安全生产许可证被暂扣: papers are suspended, nothing is seized."""
    if figure.head is None or not reading.text(*figure.head).startswith(("暂扣", "扣")):
        return False
    begin = figure.quantity.end if figure.quantity and figure.quantity.end <= figure.head[0] else figure.head[1]
    end = figure.head[0] if begin <= figure.head[0] else figure.at
    return _LICENCE.search(reading.text(begin, end)) is not None


def _is_above_tier(reading: Reading, quantity: Quantity) -> bool:
    """5万元以上案件53起: penalties of a tier, a part of all."""
    index = reading.frame.index_of(quantity)
    before = reading.frame.quantities[index - 1] if index else None
    if before is None or before.unit != "yuan" or before.qualifier != "at_least":
        return False
    return quantity.start - before.end <= _NEAR and "," not in reading.text(before.end, quantity.start)


def _is_for_each(reading: Reading, quantity: Quantity) -> bool:
    """对3家企业分别罚款2万元: a fine of each, whose sum is not said."""
    index = reading.frame.index_of(quantity)
    if quantity.unit != "yuan" or not index:
        return False
    before = reading.frame.quantities[index - 1]
    gap = reading.text(before.end, quantity.start)
    return (
        before.measure in {"家", "户", "人", "名"}
        and not re.search(r"[,;。]", gap)
        and re.search(r"分别|各", gap) is not None
    )


def _as_part(reading: Reading, figure: Figure) -> Figure:
    """A part of the statistic just read (关闭25家,其中下半年关闭9家) shares its sector."""
    last = reading.figures[-1] if reading.figures else None
    if figure.follows is not None or last is None or last.indicator != figure.indicator:
        return figure
    opens = reading.frame.boundary_before(figure.at)
    if wording.PART.match(reading.text(opens, figure.at).lstrip()) is None:
        return figure
    return replace(figure, follows=len(reading.figures) - 1)


def _window_start(reading: Reading, quantity: Quantity) -> int:
    """Where words that name a number's sector may begin: its window, and that of the quota it is set against."""
    index = reading.frame.index_of(quantity)
    while index - 1 in reading.skipped:
        index -= 1
    return reading.frame.left_of(index)[0]


def keep_following(
    reading: Reading, quantity: Quantity, model: Figure, indicator: str, start: int, rule: str, scope: str | None = None
) -> None:
    """Keep a level that shares the head of an earlier figure."""
    while start < quantity.start and reading.frame.text[start] in "、,和及与 ":
        start += 1
    follows = reading.figures.index(model) if model in reading.figures else None
    figure = replace(
        make_figure(reading, quantity, indicator, start, rule, window_start=start),
        follows=follows,
        scope=scope or model.scope,
        severity=model.severity,
        is_subtotal=rule == "part_of_total",
    )
    reading.add_level(figure)


def make_figure(
    reading: Reading,
    quantity: Quantity,
    indicator: str,
    start: int,
    rule: str,
    *,
    end: int | None = None,
    window_start: int = 0,
    head: tuple[int, int] | None = None,
) -> Figure:
    """A figure of a number: the quote runs from ``start`` to ``end``, sector words may stand from ``window_start``."""
    finish = max(end or 0, quantity.end)
    begin = min(start, quantity.start)
    return Figure(
        indicator=indicator,
        value=quantity.value,
        unit=UNITS[str(quantity.unit)],
        qualifier=quantity.qualifier,
        start=begin,
        end=finish,
        at=quantity.start,
        rule=rule,
        segment=reading.frame.segment_of(quantity.start),
        sector_from=window_start,
        sector_to=max(finish, _noun_end(reading, quantity)),
        quantity=quantity,
        head=head,
    )


def _noun_end(reading: Reading, quantity: Quantity) -> int:
    """The end of the noun that a number counts, to its right: 查处9起无证加油点."""
    start, end = reading.frame.right_of(reading.frame.index_of(quantity))
    cut = re.search(r"[、并和及与]", reading.text(start, end))
    return start + cut.start() if cut else end


def _settle_hazard(reading: Reading, sense: Sense, until: int, quantity: Quantity) -> str:
    """整改N项 after 重大隐患 is of the major ones; after 一般隐患 of the general ones."""
    indicator = sense.indicator or ""
    if sense.major is None:
        return indicator
    kind = ""
    for head in reading.heads:
        if head.start >= until:
            break
        if head.start < reading.hazards_from:
            continue
        codes = {known.indicator for known in head.senses}
        if "hazard.major_found" in codes or "hazard.major_rate" in codes:
            kind = "major"
        elif "hazard.general_found" in codes or "hazard.general_rate" in codes:
            kind = "general"
        elif "hazard.found" in codes and head.word not in {"问题"}:
            kind = ""
    if kind == "major" and quantity.unit == "count" and _exceeds_major(reading, quantity):
        reading.hazards_from, kind = quantity.start, ""
    return {"major": sense.major, "general": sense.general or indicator}.get(kind, indicator)


def _exceeds_major(reading: Reading, quantity: Quantity) -> bool:
    """More are rectified than major ones were found: 隐患5420条,其中重大18条,已整改5211条 is of all."""
    major = [figure.value for figure in reading.figures if figure.indicator == "hazard.major_found"]
    found = [figure for figure in reading.figures if figure.indicator == "hazard.found"]
    return bool(major) and bool(found) and quantity.value > major[-1]


def severity_in(text: str) -> str | None:
    """The accident tier that a stretch of text names: 较大事故, 较大及以上..., 亡人火灾."""
    for match in wording.SEVERITY.finditer(text):
        kind = str(match.lastgroup)
        if kind == "fatal" or wording.SEVERE_NOUN.match(text, match.end()):
            return wording.SEVERITY_CODE[kind]
    return None


_OF_BUSINESS = re.compile("非?生产经营性")


def _with_severity(reading: Reading, figure: Figure) -> Figure:
    """The tier of an accident figure from its own window, or of the accidents that it follows."""
    text = reading.text(figure.sector_from, figure.sector_to)
    severity = severity_in(text)
    named = _OF_BUSINESS.search(text)
    scope = ("production" if named[0] == "生产经营性" else named[0]) if named else None
    follows = None
    if figure.indicator == "accident.control_usage":
        follows = len(reading.figures) - 1 if reading.figures else None
    elif not figure.indicator.endswith("count"):
        follows = _leading_count(reading, figure)
    if follows is not None:
        leader = reading.figures[follows]
        severity, scope = severity or leader.severity, scope or leader.scope
    if severity is None and scope is None and follows is None:
        return figure
    return replace(figure, severity=severity, scope=scope, follows=follows)


def _leading_count(reading: Reading, follower: Figure) -> int | None:
    """The accident count that deaths, injuries and losses after it belong to; none of a bracket closed between."""
    for index in range(len(reading.figures) - 1, -1, -1):
        figure = reading.figures[index]
        if figure.segment != follower.segment:
            return None
        between = reading.text(figure.end, follower.at)
        if between.count(")") > between.count("("):
            continue
        if figure.indicator.startswith("accident.") and figure.indicator.endswith("count"):
            return index
    return None
