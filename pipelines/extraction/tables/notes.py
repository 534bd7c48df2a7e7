"""What a table's own notes say of its marks: that a blank is zero, that a dash is zero, what is counted how.

Without such a note a blank is no figure and a mark is told as one, whatever other offices mean by it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipelines.extraction.tables.cells import Content
from pipelines.extraction.templates.model import MarkMeaning, MarkName

_BLANK = r"(?:空白|空格|空项|空栏|空缺|留空|未填|不填|空)"
_MEANS = (
    r"(?:均|皆|都|则)?(?:表示|代表|视为|视同|按|即|为|计)(?:该项|此项|该指标|数值|数据|其|当期|统计数)?(?:数)?(?:均|皆)?"
    r"(?:为|是|计|作)?[“\"]?(?:0|零)"
)
_BLANK_ZERO = re.compile(rf"{_BLANK}(?:处|格|项|栏|的|者|单元格|表示|均|数据)*.{{0,6}}?{_MEANS}")
_BLANK_NOT = re.compile(rf"{_BLANK}.{{0,10}}(?:未报|未统计|无数据|不适用|未开展|无此项|没有数据|未填报|缺报)")
_DASH_ZERO = re.compile(rf"[“\"‘'\[「]?(?P<mark>[—\-/／－–*]{{1,2}})[”\"’'\]」]?(?:号|符号)?.{{0,4}}?{_MEANS}")
_RATES = re.compile(r"百分率|百分比|比率|比例|率栏|率")
_COUNTS = re.compile(r"数量|绝对数|数字栏|数值栏")
_HEAVIEST = re.compile(r"按(?:照)?最重.{0,12}(?:计|统计)|计入最重")
_EVERY = re.compile(r"(?:分别|均|各)(?:计|统计|填报|计入).{0,6}(?:种类|一次)|每种.{0,8}(?:分别|各)计")
_SIGNS: Mapping[MarkName, frozenset[str]] = {"dash": frozenset("—-－–―一"), "slash": frozenset("/／")}
_SENTENCE = re.compile(r"[;；。\n]|(?<=\D)\d{1,2}[.、．)）](?=\D)")


@dataclass(frozen=True, slots=True)
class MarkRules:
    """What blanks and marks mean in one table.

    ``blank_counts`` / ``blank_ratios``: a blank is zero in columns of counts / of ratios. ``zero_marks`` are marks
    that are printed for zero, ``told_marks`` those whose meaning a note tells, so that they need no remark.
    ``blank_not``: a note says that a blank is no figure. ``stated`` is what a template says, ``is_firm`` that its
    layout has not changed so much that its zeros are doubtful.
    """

    blank_counts: bool = False
    blank_ratios: bool = False
    zero_marks: frozenset[str] = frozenset()
    told_marks: frozenset[str] = frozenset()
    counting_basis: Literal["heaviest_class", "every_class", "unknown"] = "unknown"
    blank_not: bool = False
    stated: Mapping[MarkName, MarkMeaning] = field(default_factory=dict)
    is_firm: bool = True

    def meaning_of(self, content: Content) -> MarkMeaning | None:
        """What a template says that a cell stands for; None where it says nothing, as of all real numbers."""
        name = name_mark(content) if self.stated else None
        return self.stated.get(name) if name else None


def name_mark(content: Content) -> MarkName | None:
    """What templates call a blank or a mark; a printed 0 is one too, since programs fill it in by themselves."""
    if content.kind == "blank":
        return "blank"
    if content.kind == "number" and content.value == 0 and content.qualifier == "exact":
        return "0"
    if content.kind != "mark":
        return None
    if content.is_zero_word:
        return "无"
    return next((name for name, signs in _SIGNS.items() if set(content.mark) <= signs), None)


def read_mark_rules(lines: tuple[str, ...]) -> MarkRules:
    """What the lines around a table say of its marks."""
    blank_counts = blank_ratios = blank_not = False
    zero_marks: set[str] = set()
    told: set[str] = set()
    for sentence in (s.strip() for line in lines for s in _SENTENCE.split(line)):
        if _BLANK_ZERO.search(sentence) and not _BLANK_NOT.search(sentence) and "分母" not in sentence:
            is_rate = bool(_RATES.search(sentence)) and not _COUNTS.search(sentence)
            blank_counts, blank_ratios = blank_counts or not is_rate, blank_ratios or is_rate
        blank_not = blank_not or bool(_BLANK_NOT.search(sentence))
        told.update(re.findall(r"[“\"‘'「]([—\-/／－–*]{1,2})[”\"’'」]", sentence))
        if (match := _DASH_ZERO.search(sentence)) and not re.search(r"同期|基数|上年|去年|分母", sentence):
            zero_marks.add(match["mark"])
    text = " ".join(lines)
    basis: Literal["heaviest_class", "every_class", "unknown"] = "unknown"
    if _HEAVIEST.search(text):
        basis = "heaviest_class"
    elif _EVERY.search(text):
        basis = "every_class"
    return MarkRules(blank_counts, blank_ratios, frozenset(zero_marks), frozenset(told), basis, blank_not)
