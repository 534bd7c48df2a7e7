"""Adjustments: what is taken off, put to or given back (核减罚款5万元, 退回多收罚款2万元) is no figure of a period.

The figure after an adjustment (核减后36万元) stands; the one that it takes the place of stands no longer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.figures import keep_following
from pipelines.extraction.prose.merging import Candidate
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading, matches_in
from pipelines.extraction.prose.windows import Frame

REASON = "adjustment"
GROSS = "before_adjustment"
NET_RULE = "after_adjustment"

# Of books and statistics: whatever is counted.
_BOOKED = r"核减|核增|调减|调增|冲减|冲销|冲抵|冲回|抵减|抵扣|扣减|扣除|剔除|追减"
# Given back, forgiven, asked for on top, or told too high or too low before.
_SETTLED = (
    r"退回|退还|返还|退付|退库|退缴|减免|豁免|免收|减收|免缴|免交|(?<![很许众])多收(?![到集治])|(?<!不)少收(?![到集])"
    r"|补收|补缴|补交|(?<![很许众])多缴|多交|追加|(?<![很许众])多报(?![告道名警])|(?<![不至])少报(?![告道名警])|补报(?![告道名警])"
    r"|(?<![很许众差])[多补]计(?![划生])|(?<![不至])少计(?!划)|补录|重复(?:统计|计算|上报|填报|录入|计入|登记|计数)"
)
# Only of money, and only of penalties: elsewhere they say that something was done (隐患核销, 撤销许可证).
_OF_MONEY = r"核销|清退|漏报|漏计|缓收|缓缴|暂缓|退款|退费|停止执行|中止执行"
_OF_PENALTIES = r"撤销|撤回|取消|废止|免除|停止执行|中止执行|终止执行|不再执行|暂缓执行|停止处罚"
_VERB = re.compile(
    rf"(?<![未无没不])(?<!不予)(?<!不得)(?:(?P<booked>{_BOOKED})|(?P<settled>{_SETTLED})"
    rf"|(?P<penalty>{_OF_PENALTIES})|(?P<money>{_OF_MONEY}))"
)
_AFTER = re.compile(r"(?<![先前今然落善事])后(?![续期果勤备援退来])")
_BEFORE = re.compile(r"(?:之|数)?前(?![后期年度任几\d一两二三])")
# 核减为36万元 states what is left; so does 退还2万元,实际罚款34万元.
_LEFT = re.compile(r"[为到至成](?:\D{0,3})$")
_ANEW = re.compile(r"实际|净|实[收缴罚有]|现[有为共]|仍|剩余?|余额|尚")
_OF_A_PENALTY = re.compile(r"罚|决定|案")
_LIST = re.compile(r"[、和及与并/](?![,;。])")
_OF_IT = re.compile(r"[,(、](?:共|所|其)?(?:涉及|涉案|涉|其中|包括|包含|含|金额|计|共计|合计|总计|总额|分别)")
_CAME_TO = re.compile(r"\s*(?:其|共|所|均)?(?:涉及|涉案|金额|合计|共计|总额)")
_BARE_HEAD = re.compile(
    r",(?:行政|经济)?(?:处罚|罚款|罚没款|立案|事故|死亡|受伤|重伤|轻伤|(?:重大|一般)?(?:事故|安全)?隐患|违法行为|整改)(?:金额|人数|起数|次数|决定|数量)?"
)
# 罚款2万元已退还当事人; 处罚决定2件被撤销; 罚款3万元,后经复议撤销.
_BACK = (
    rf"(?:{_BOOKED}|退回|退还|返还|退付|退库|减免|豁免|免收|免缴|免交"
    rf"|(?P<penalty>{_OF_PENALTIES})|(?P<money>{_OF_MONEY}))"
)
_TO_WHOM = (
    r"(?:了|处理|完毕|到位|完成|(?:原|该)?(?:行政)?处罚(?:决定)?"
    r"|(?:给|至|到)?(?:原)?(?:当事人|企业|单位|被处罚人|个人|账户|原单位))*"
)
_BEHIND = re.compile(
    rf"(?:(?![并且]|同时)[^,;。、()\d]){{0,10}}?(?<![未无没不])(?<!不予)(?<!不得){_BACK}(?!后|前|为|至|到\d){_TO_WHOM}$"
)
_BEHIND_COMMA = re.compile(
    r",(?:后来?|现|已|均|经[^,;。\d]{1,10}?|依法|予以|应|须|随后|事后|全部|全额|一并|被|由[^,;。\d]{1,10}?)+"
    rf"{_BACK}{_TO_WHOM}$"
)
_NOT_IN = re.compile(r"不含|扣除|剔除|已|除|后")

Kind = Literal["any", "penalty", "money", "net", "gross"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the words around a number make of it: an adjustment of ``any`` statistic, of penalties or of money alone.

    ``net``: the figure after one; ``gross``: before one. ``start``/``end``: where the word stands; ``is_booked``:
    whether it is of books, so that what stands behind its comma may be meant as well.
    """

    kind: Kind
    start: int
    end: int
    is_booked: bool = False


def find_adjustments(frame: Frame) -> Mapping[int, Verdict]:
    """What the adjusting words of a sentence make of its numbers, by where each number begins."""
    if _VERB.search(frame.text, frame.start, frame.end) is None:
        return {}
    found: dict[int, Verdict] = {}
    for index, quantity in enumerate(frame.quantities):
        verdict = _before(frame, quantity) or _carried(frame, index, found) or _behind(frame, index)
        if verdict is not None:
            found[quantity.start] = verdict
    return found


def _before(frame: Frame, quantity: Quantity) -> Verdict | None:
    """The verdict of the nearest adjusting word in the number's own part; None where none governs it."""
    begin = frame.boundary_before(quantity.start)
    verbs = [m for m in _VERB.finditer(frame.text, begin, quantity.start) if not _is_aside(frame, m)]
    if not verbs:
        return _behind_a_step(frame, begin, quantity.start)
    last = verbs[-1]
    between = frame.text[last.end() : quantity.start]
    if _AFTER.search(between):
        return Verdict("net", last.start(), last.end())
    if _BEFORE.match(between):
        return Verdict("gross", last.start(), last.end())
    if _LEFT.match(between) or _ANEW.search(between):
        return None
    kind = _kind(last)
    if kind == "penalty" and between and not _OF_A_PENALTY.search(between):
        return None
    return Verdict(kind, last.start(), last.end(), is_booked=last["booked"] is not None)


def _behind_a_step(frame: Frame, begin: int, stop: int) -> Verdict | None:
    """经核减,实际罚款40万元: the part before tells the step, and has no number."""
    if frame.text[begin - 1 : begin] != "," or _ANEW.search(frame.text, begin, stop) is None:
        return None
    opens = frame.boundary_before(begin - 1)
    verb = _VERB.search(frame.text, opens, begin)
    if verb is None or verb["penalty"] or any(opens <= q.start < begin for q in frame.quantities):
        return None
    return Verdict("net", verb.start(), verb.end())


def _kind(verb: re.Match[str]) -> Kind:
    groups = verb.groupdict()
    return "penalty" if groups["penalty"] else "money" if groups["money"] else "any"


def _is_aside(frame: Frame, verb: re.Match[str]) -> bool:
    """罚款(不含退还部分)36万元: the bracket says what the figure is after."""
    if not frame.is_masked(verb.start()):
        return False
    opened = frame.text.rfind("(", frame.start, verb.start())
    return _NOT_IN.search(frame.text, opened, frame.text.find(")", verb.start())) is not None


def _carried(frame: Frame, index: int, found: Mapping[int, Verdict]) -> Verdict | None:
    """The verdict of the number before, where this one is listed with it or is what it came to."""
    before = frame.quantities[index - 1] if index else None
    known = found.get(before.start) if before is not None else None
    if before is None or known is None or known.kind in {"net", "gross"}:
        return None
    here = frame.quantities[index].start
    gap = frame.text[before.end : here]
    if re.search(r"[;。!?\n]", gap) or _AFTER.search(gap) or _ANEW.search(gap):
        return None
    if not gap or _LIST.match(gap) or _OF_IT.match(gap):
        return known
    return known if known.is_booked and _BARE_HEAD.fullmatch(gap) else None


def _behind(frame: Frame, index: int) -> Verdict | None:
    """The verdict of a word behind the number that no other number follows in its part."""
    end = frame.quantities[index].end
    stop = frame.boundary_after(end)
    match = _BEHIND.match(frame.text, end, stop)
    if match is None and frame.text[stop : stop + 1] == ",":
        match = _BEHIND_COMMA.match(frame.text, stop, frame.boundary_after(stop + 1)) if stop == end else None
    if match is None:
        return None
    verb = max(_VERB.finditer(frame.text, match.start(), match.end()), key=lambda m: m.end(), default=None)
    start, close = (verb.start(), verb.end()) if verb else match.span()
    return Verdict(_kind(match), start, close)


def read_net(reading: Reading, index: int, left_start: int) -> bool:
    """Read a number that has no head of its own as the figure after an adjustment (核减后36万元); False elsewhere."""
    quantity = reading.frame.quantities[index]
    verdict = find_adjustments(reading.frame).get(quantity.start)
    if verdict is None or verdict.kind != "net" or _has_head(reading, index, quantity):
        return False
    pool = [*reading.previous, *reading.figures] or list(reading.before)
    alike = [f for f in pool if f.quantity and f.quantity.measure == quantity.measure and _is_level(f)]
    if not alike:
        return False
    keep_following(reading, quantity, alike[-1], alike[-1].indicator, left_start, NET_RULE)
    if len({figure.indicator for figure in alike}) > 1:
        reading.figures[-1] = replace(reading.figures[-1], reason="two_readings")
    return True


def _carried_over(reading: Reading) -> dict[int, Verdict]:
    """撤销处罚决定1件。涉及罚款3万元。: what the adjustment of the sentence before came to."""
    frame = reading.frame
    if not reading.before or reading.before[-1].reason != REASON or not _CAME_TO.match(frame.text, frame.start):
        return {}
    return {frame.quantities[0].start: Verdict("any", frame.start, frame.start)}


def _is_level(figure: Figure) -> bool:
    return not figure.is_subtotal and not figure.indicator.endswith(("_yoy", "_mom", "_change"))


def _has_head(reading: Reading, index: int, quantity: Quantity) -> bool:
    windows = (reading.frame.left_of(index), reading.frame.right_of(index))
    return any(m.sense.rank for window in windows for m in matches_in(reading, *window, quantity))


def doubt_adjusted(reading: Reading) -> None:
    """Send every adjustment of a sentence, and what it says stood before one, to review; name what stands after."""
    found = {**_carried_over(reading), **find_adjustments(reading.frame)}
    if not found:
        return
    adjusted: set[tuple[str, str]] = set()
    for index, figure in enumerate(reading.figures):
        verdict = found.get(figure.at)
        leader = reading.figures[figure.follows] if figure.follows is not None else None
        if verdict is not None and verdict.kind == "net":
            reading.figures[index] = replace(figure, rule=NET_RULE)
        elif verdict is not None and verdict.kind == "gross":
            reading.figures[index] = replace(figure, reason=GROSS)
        elif _is_of(verdict, figure) or (leader and leader.reason == REASON and figure.is_subtotal):
            reading.figures[index] = replace(figure, reason=REASON)
            adjusted.add(_kin(figure))
        elif (_kin(figure) in adjusted and _is_left(reading, figure)) or _is_of_net(figure, leader):
            reading.figures[index] = replace(figure, rule=NET_RULE)


def _kin(figure: Figure) -> tuple[str, str]:
    """Fines decided and fines collected are of one kin: 退库罚款2万元,净收缴26万元."""
    return figure.indicator.split(".")[0], figure.unit if figure.unit == "yuan" else figure.indicator


def _is_of(verdict: Verdict | None, figure: Figure) -> bool:
    """Whether an adjusting word is of a figure's statistic, and no part of the head that names it."""
    if verdict is None:
        return False
    if figure.head is not None and figure.head[0] < verdict.end and verdict.start < figure.head[1]:
        return verdict.start < figure.head[0]  # 撤销案件 holds no 销案
    if verdict.kind == "money":
        return figure.unit == "yuan"
    is_grade = figure.indicator.startswith("standard.") and figure.indicator != "standard.revoked"
    return verdict.kind == "any" or is_grade or figure.indicator.startswith(("penalty.", "document.penalty"))


def _is_of_net(figure: Figure, leader: Figure | None) -> bool:
    """核减后事故3起,死亡2人: the deaths of accidents that an adjustment left."""
    return leader is not None and leader.rule == NET_RULE and figure.indicator.startswith("accident.")


def _is_left(reading: Reading, figure: Figure) -> bool:
    """退还罚款2万元,实际罚款34万元; 扣减罚款2万元后,罚款34万元: what is left."""
    before = [q.end for q in reading.frame.quantities if q.end <= figure.at]
    if before and _AFTER.match(reading.frame.text, before[-1]):
        return True
    return _ANEW.search(reading.text(reading.frame.boundary_before(figure.at), figure.at)) is not None


def without_gross(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Doubt each figure in whose place a later one of the same statistic stands after an adjustment."""
    nets = [(at, one) for at, one in enumerate(candidates) if one.observation.rule == NET_RULE]
    return [
        _doubt(one) if any(at < later and _takes_place_of(net, one) for later, net in nets) else one
        for at, one in enumerate(candidates)
    ]


def _takes_place_of(net: Candidate, other: Candidate) -> bool:
    a, b = net.observation, other.observation
    if a.status != "accepted" or b.status != "accepted" or a.value == b.value or b.is_subtotal:
        return False
    same = all(
        getattr(a, name) == getattr(b, name)
        for name in ("indicator", "division_code", "place", "sector_code", "severity", "scope", "role")
    )
    return same and (a.period == b.period or None in {a.period, b.period})


def _doubt(candidate: Candidate) -> Candidate:
    return replace(candidate, observation=replace(candidate.observation, status="review", reason=GROSS))
