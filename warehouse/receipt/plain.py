"""What findings, places and details say in a machine's words, put into a reader's: ``[ytd]`` is 本年累计.

In English the words stand as they are, save for what is no word at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

Language = Literal["zh", "en"]

_DAY = r"\d{4}-\d{2}-\d{2}"
_NUMBER = r"-?\d+(?:\.\d+)?"
_CHARS = re.compile(r"\bchars (\d+)-(\d+)")
_MARKS: Mapping[str, str] = {
    "ytd": "本年累计", "ytd_prev": "上期累计", "prev": "上期", "quarter_prev": "上一季度",
    "quarter": "本季", "quarters": "各季", "own": "本级",
    "quarters_sum": "各季之和", "quarters_max": "各季最大", "counties": "各县区", "counties_sum": "各县区之和",
    "counties_max": "各县区最大", "industry": "各行业", "industry_sum": "各行业之和", "prefecture total": "市合计",
    "prefecture own": "市本级", "total": "合计", "open": "期末未结", "stored": "库存", "stored_year": "库存上年同期",
    "stored then": "上年同期库存", "stored_then": "上年同期库存", "told of the year before": "所述上年同期",
    "told_year": "所述上年同期", "previous_year": "上年同期", "year": "全年", "half": "半年", "month": "本月",
    "scope=production": "生产经营性", "production": "生产经营性",
    "quarters_total": "各季合计", "open_prev": "上期末未结", "repeated": "上期原样", "listed_sum": "所列各县区之和",
    "others": "其他行业", "scope_production": "生产经营性", "scope_all": "全口径",
}  # fmt: skip
_SEVERITIES = {
    "general": "一般事故", "larger": "较大事故", "major": "重大事故", "extra": "特别重大事故", "fatal": "死亡事故",
}  # fmt: skip
_VARIANT = re.compile(r"\[([a-z][a-z_= ]*?)(\d*)\]")
_SAID: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^subject [0-9a-f]{8,}$"), "同一统计数有不同数值"),
    (re.compile(r"\b(\d+) of (\d+) figures as in "), r"\2个数中\1个相同，同 "),
    (re.compile(r" at (\d+) places\b"), r"（见于\1处）"),
    (re.compile(r' 0 from "([^"]*)"'), r" 0（原文“\1”）"),
    (re.compile(r"\bsum of (\d+) rows\b"), r"\1行之和"),
    (re.compile(r"\b(\d+) parts\b"), r"\1个其中项之和"),
    (re.compile(r"\b(\d+) decisions?\b"), r"\1件处罚决定合计"),
    (re.compile(r"\b(\d+) rows?\b"), r"\1行"),
    (re.compile(r"\b(\d+) weekdays\b"), r"\1个工作日"),
    (re.compile(r"\b(\d+) days\b"), r"\1天"),
    (re.compile(rf"({_NUMBER}) may be ({_NUMBER}) \(x(\d+)\)"), r"\1 疑应为 \2（扩大\3倍）"),
    (re.compile(rf"({_NUMBER}) may be ({_NUMBER}) \(/(\d+)\)"), r"\1 疑应为 \2（缩小\3倍）"),
    (re.compile(rf"({_NUMBER}) alone exceeds ({_NUMBER})"), r"其中一项 \1 已大于合计 \2"),
    (re.compile(rf"({_DAY}) - ({_DAY})"), r"\1至\2"),
    (re.compile(r"(?:^|(?<=; ))value(?= -?\d)"), "数值"),
    (re.compile(r"(?<=\d) in (?=\S)"), "，见 "),
    (re.compile(r"\bundated\b"), "日期不明"),
    (re.compile(r"\bno (?:day|date)\b"), "无日期"),
)
_SEVERITY = re.compile(r"\b(general|larger|major|extra|fatal)\b(?=$|[ ;,；，·）)])")


def plain_place(locator: str, language: Language) -> str:
    """Where something stands: ``chars 147-150`` is 第147—150字; cells are named as a spreadsheet does."""
    if language == "en":
        return locator
    return _CHARS.sub(lambda match: f"第{match[1]}—{match[2]}字", locator)


def plain_severity(severity: str | None, language: Language) -> str:
    """A grade of accidents by its name."""
    if not severity or language == "en":
        return severity or ""
    return _SEVERITIES.get(severity, severity)


def plain_words(text: str, language: Language) -> str:
    """What was observed, its marks and turns in Chinese where that is the language; numbers and names untouched."""
    if language == "en":
        return text
    for said, told in _SAID:
        text = said.sub(told, text)
    text = _VARIANT.sub(_variant, text)
    text = _SEVERITY.sub(lambda match: _SEVERITIES[match[1]], text)
    return plain_place(text, language).replace("; ", "；")


def plain_detail(detail: str, name: Callable[[str], str], language: Language) -> str:
    """The detail of a row in quarantine: what was found, and what must hold where that is told in Chinese.

    Args:
        detail: as kept, ``found | must hold``.
        name: puts names in place of codes.
        language: of the words; in English the detail stays as it is kept.
    """
    if language == "en":
        return detail
    found, _, must = detail.partition(" | ")
    wanted = must.partition(" / ")[0]
    shown = plain_words(name(found), language)
    return f"{shown}；应满足：{wanted}" if re.search(r"[\u4e00-\u9fff]", wanted) else shown


def _variant(match: re.Match[str]) -> str:
    word, number = match[1], match[2]
    if word == "median" and number:
        return f"（前{number}期中位数）"
    known = _MARKS.get(f"{word}{number}")
    return match[0] if known is None else f"（{known}）"
