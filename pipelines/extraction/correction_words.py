"""The words by which a correction heads its two states side by side: 更正前 and 更正后, 原报数 and 更正数, 误 and 正.

更正, 订正, 勘误 say so alone. 修订前, 原数据, 误 do only where the other state stands beside them in a text that
corrects: 整改前后, 改革前后 and a plan's 调整前后 compare two times, both of which were true.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

State = Literal["before", "after"]

SURE_VERB = r"(?:更正|订正|勘误|修正)"
_WEAK_VERB = r"(?:修订|调整|修改|更改|变更|校正|更新)"
_WHAT = r"(?:的?(?:统计|上报|填报|原始)?(?:数据|数值|数字|金额|数|值|内容|情况|文字|表述|文本|结果))?"
BEFORE = r"前(?!后|期|次|述|款|者|文|季|不久|[一二两三四]季|的?通知)"
AFTER = r"后(?!续|期|者|面|台|勤|果|来|的?通知)"
_FILED = r"(?:上报|填报|报送|呈报|(?:报告|通报|公布|发布|统计)(?=的?[数值]|$)|报)"

_SURE: tuple[tuple[State, str], ...] = (
    ("before", rf"{SURE_VERB}前{_WHAT}|原{_FILED}{_WHAT}"),
    ("after", rf"{SURE_VERB}后{_WHAT}|现?(?:更正|订正)为"),
)
_WEAK: tuple[tuple[State, str], ...] = (
    (
        "before",
        rf"{_WEAK_VERB}前{_WHAT}|原(?:始|来)?的?(?:数据|数值|数字|数|值|内容|表述|文字|文|为)|原|误"
        rf"|(?:误报|错报){_WHAT}|错误(?:的?(?:数据|数值|数字|数|值|内容|表述))?|(?:上报|填报|报送|已报)的?(?:数据|数值|数)"
        r"|原(?:报告|通报|公告|公示|公布|发布)的?(?:内容|数据|文字|表述)",
    ),
    (
        "after",
        rf"{_WEAK_VERB}后{_WHAT}|现?(?:更正|订正|勘误)(?:数据|数值|数字|数|值)?|(?:现|新)的?(?:报|上报)?(?:数据|数值|数字|数|值|内容|表述|文)|现(?:报|为)?|正|应为"
        r"|正确的?(?:数据|数值|数字|数|值|内容|表述)?|现?(?:修订|调整|修改|更改|变更|修正)为|(?:核定|核实|复核|审定)后的?(?:数据|数值|数|值)?",
    ),
)
_WHOLE = tuple(
    (re.compile(words), state, is_sure) for rows, is_sure in ((_SURE, True), (_WEAK, False)) for state, words in rows
)
_VERBS = ((SURE_VERB, True), (_WEAK_VERB, False))
_ENDS: tuple[tuple[State, str], ...] = (("before", BEFORE), ("after", AFTER))
_OPENING = tuple(
    (re.compile(rf"^[(（]?{verb}{end}[)）]?的?(?P<rest>.+)$"), state, is_sure)
    for verb, is_sure in _VERBS
    for state, end in _ENDS
)
_CLOSING = tuple(
    (re.compile(rf"^(?P<rest>.+?)[(（\-—_]?{verb}{end}(?:{_WHAT})[)）]?$"), state, is_sure)
    for verb, is_sure in _VERBS
    for state, end in _ENDS
)
_CLOSING_FILED = re.compile(rf"^(?P<rest>.+?)[(（\-—_](?:(?P<before>原{_FILED}{_WHAT})|(?P<after>更正[数值]))[)）]$")
_TAIL = rf"{_WHAT}(?:的?(?:统计|汇总|情况)?(?:报?表|台账|情况))?[)）】\]:：]*"
_TITLES: tuple[tuple[State, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (
        state,
        re.compile(SURE_VERB + end),
        re.compile(
            rf"{SURE_VERB}{end}{_TAIL}(?:[(（][^()（）]*[)）])?$|^[^\u4e00-\u9fff]*{SURE_VERB}{end}.*[表况据)）:：]$"
        ),
    )
    for state, end in _ENDS
)
_GAP = re.compile(
    rf"(?:[与较比和]?(?:{SURE_VERB}[前后]+|原{_FILED}(?:数据|数值|数)?)(?:相?比)?)*"
    r"(?:(?:更正|订正|调整|修订|修正)?(?:差额|差异|差值|差数|差|相差|增减|变动|变化|幅度|增减变化|误差)(?:数|值|量|额|情况|幅度)?"
    r"|(?:调整|调增|调减|核增|核减|核增减|增加|减少|变更|更正差|更正增减)(?:数|值|量|额|金额)?|[+±][-/、]?-?)"
)
_MAY_BE = re.compile("[前后原误错现正]|应为|[更订]正")


@dataclass(frozen=True, slots=True)
class Told:
    """What a label says of its state; ``rest`` are its other words, ``is_sure`` that the words say so alone."""

    state: State
    is_sure: bool
    rest: str = ""


def tell_state(words: str) -> Told | None:
    """The state that a label names (更正前, 检查次数（更正后）, 原报数), None where it names none.

    Args:
        words: the label in Simplified script, without blanks.
    """
    if _MAY_BE.search(words) is None:
        return None
    for pattern, state, is_sure in _WHOLE:
        if pattern.fullmatch(words.strip("()（）【】[]")):
            return Told(state, is_sure)
    for pattern, state, is_sure in (*_OPENING, *_CLOSING):
        if (match := pattern.match(words)) and not is_gap(words):
            return Told(state, is_sure, match["rest"])
    if match := _CLOSING_FILED.match(words):
        return Told("before" if match["before"] else "after", is_sure=True, rest=match["rest"])
    return None


def tell_title(words: str) -> State | None:
    """The state that a title or a caption gives to all under it; None where it names none or both (更正前后对照表)."""
    named = [(state, heads.search(words)) for state, inside, heads in _TITLES if inside.search(words)]
    return named[0][0] if len(named) == 1 and named[0][1] else None


def is_gap(words: str) -> bool:
    """Whether a label beside two states names what lies between them: 差额, 调整数, 增减."""
    return _GAP.fullmatch(words) is not None


def settle(told: Collection[Told], *, is_correction: bool) -> bool | None:
    """Which of the labels that stand beside each other hold.

    Returns:
        True where all do: both states, one of them surely told or in a document that corrects. False where only the
        sure ones do. None where there is none to hold.
    """
    is_sure = any(one.is_sure for one in told)
    if {one.state for one in told} == {"before", "after"} and (is_sure or is_correction):
        return True
    return False if is_sure else None
