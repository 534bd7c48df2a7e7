"""One table cell as a number: thousands separators, signs, percent, 持平, and the marks that are no numbers.

A cell that is neither a number nor a known mark gives no value: the caller refuses it, nobody guesses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pipelines.extraction.grammar.damage import MARKS
from pipelines.extraction.grammar.measures import UNIT_OF_MEASURE, QuantityUnit, build_pattern, scale_factor
from pipelines.extraction.grammar.numerals import parse_han
from pipelines.extraction.model import Qualifier

CellMark = Literal["blank", "dash", "slash", "none_word", "no_accident", "flat", "not_applicable", "lost"]


@dataclass(frozen=True, slots=True)
class CellNumber:
    """What a cell says.

    ``value``: the number as printed with its sign; a percent is already a ratio, a scale in the cell (3万) applied.
    None where there is none; then ``mark`` tells which known mark stands there (None: text of another kind).
    ``mark`` flat (持平) comes with value 0. ``unit`` and ``measure`` are what the cell itself prints (3家, 5万元).
    ``decimals`` are the printed places, ``ulp`` one unit of the last of them, in the unit of ``value``.
    """

    value: Decimal | None
    is_percent: bool = False
    sign: Literal["", "+", "-"] = ""
    qualifier: Qualifier = "exact"
    damaged: bool = False
    mark: CellMark | None = None
    unit: QuantityUnit | None = None
    measure: str | None = None
    decimals: int = 0
    ulp: Decimal = Decimal(1)


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("　"): " ", ord("\xa0"): " ", ord("−"): "-", ord("﹣"): "-", ord("↑"): "▲", ord("↓"): "▼", ord("△"): "▲",
    ord("▽"): "▼", ord("﹪"): "%"}  # fmt: skip
_MARKS: dict[str, CellMark] = {
    **dict.fromkeys(("-", "--", "---", "—", "——", "－", "–", "一一", "―", "\\-"), "dash"),
    **dict.fromkeys(("/", "\\", "//"), "slash"),
    **dict.fromkeys(("无", "没有", "未发生", "无数据", "暂无", "空"), "none_word"),
    **dict.fromkeys(("本月无事故", "无事故", "本季无事故", "本季度无事故", "未发生事故", "本期无事故"), "no_accident"),
    **dict.fromkeys(("不适用", "N/A", "n/a", "NA", "#N/A"), "not_applicable"),
    **dict.fromkeys(
        (
            "#REF!",
            "#VALUE!",
            "#DIV/0!",
            "#NAME?",
            "#NUM!",
            "#NULL!",
            "?",
            "??",
            "…",
            "……",
            "...",
            "\ufffd",
            "#####",
            "####",
            "########",
        ),
        "lost",
    ),
}
_NUMBER = re.compile(
    rf"""(?P<before>大约|约|近|超过|超|逾|不足|至少|不低于|不少于|不超过|低于|高于|>=|≥|<=|≤|>|<)?\s*
    (?P<sign>[+\-▲▼]|增加?|增长|上升|减少?|下降|降低?|升)?\s*
    (?P<number>\d{{1,3}}(?:[,\s]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+|(?P<han>[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟万亿]+))
    (?P<exponent>[eE][+\-]?\d{{1,2}})?
    (?P<inner>[余多])?\s*(?P<scale>万亿|亿|[百千]?万)?(?P<suffix>[余多])?\s*
    (?P<measure>%|‰|个?百分点|元|{build_pattern()})?\s*(?P<arrow>[▲▼])?\s*(?P<after>以上|以下|以内|左右)?""",
    re.VERBOSE,
)
_BEFORE: dict[str, Qualifier] = {
    "大约": "approx", "约": "approx", "近": "approx", "超过": "over", "超": "over", "逾": "over",
    "高于": "over", ">": "over", "不足": "at_most", "不超过": "at_most", "低于": "at_most", "<": "at_most",
    "<=": "at_most", "≤": "at_most", "至少": "at_least", "不低于": "at_least", "不少于": "at_least",
    ">=": "at_least", "≥": "at_least",
}  # fmt: skip
_AFTER: dict[str, Qualifier] = {"以上": "at_least", "以下": "at_most", "以内": "at_most", "左右": "approx"}
_DAMAGE = re.compile(rf"[{MARKS}]")
_LETTER_FOR_DIGIT = re.compile(r"\d[\d.,]*[OoIl][\d.,OoIl]*")


def parse_cell_number(text: str) -> CellNumber:
    """Read a cell. Brackets around the whole number are dropped: (12) is 12, never an accountant's minus."""
    word = text.translate(_WIDE).strip()
    if not word:
        return CellNumber(None, mark="blank")
    if word in _MARKS:
        return CellNumber(None, mark=_MARKS[word], damaged=_MARKS[word] == "lost")
    if word in {"持平", "平", "同比持平", "与去年持平"}:
        return CellNumber(Decimal(0), mark="flat")
    if _DAMAGE.search(word):
        return CellNumber(None, damaged=any(char.isdigit() for char in word))
    if _LETTER_FOR_DIGIT.fullmatch(word):
        return CellNumber(None, damaged=True)
    if word.startswith("(") and word.endswith(")"):
        word = word[1:-1].strip()
    match = _NUMBER.fullmatch(word.rstrip("。;"))
    return _build(match) if match else CellNumber(None)


def _build(match: re.Match[str]) -> CellNumber:
    printed = re.sub(r"[,\s]", "", match["number"])
    base = parse_han(printed) if match["han"] else Decimal(printed + (match["exponent"] or ""))
    sign = _sign(match)
    if base is None or sign is None or (len(printed) > 1 and printed[0] == "0" and printed[1] != "."):
        return CellNumber(None, damaged=True)
    measure = match["measure"]
    measure = "个百分点" if measure == "百分点" else measure
    factor = scale_factor(match["scale"] or "")
    factor = factor / 100 if measure in {"%", "个百分点"} else factor / 1000 if measure == "‰" else factor
    decimals = len(printed.partition(".")[2])
    value = base * factor
    return CellNumber(
        value=-value if sign == "-" else value,
        is_percent=measure == "%",
        sign=sign,
        qualifier=_qualify(match),
        unit=UNIT_OF_MEASURE[measure] if measure else None,
        measure=measure,
        decimals=decimals,
        ulp=Decimal(1).scaleb(-decimals) * factor,
    )


def _sign(match: re.Match[str]) -> Literal["", "+", "-"] | None:
    """The sign that a mark, a word or an arrow gives; None where two of them contradict each other."""
    signs = {"-" if mark[0] in "-▼减下降" else "+" for mark in (match["sign"], match["arrow"]) if mark}
    if len(signs) > 1:
        return None
    return "-" if "-" in signs else "+" if signs else ""


def _qualify(match: re.Match[str]) -> Qualifier:
    if match["inner"] or match["suffix"]:
        return "over"
    if match["before"]:
        return _BEFORE[match["before"]]
    return _AFTER[match["after"]] if match["after"] else "exact"
