"""Numbers in running text: value, measure word, unit, qualifier, precision, and whether they may be used at all.

Works on repaired text (see repair). Damage beside digits and digits that are names are flagged, never guessed;
vague words without a number (数十, 几百) yield nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipelines.extraction.grammar.damage import has_damage, has_letter
from pipelines.extraction.grammar.gating import find_gated
from pipelines.extraction.grammar.measures import UNIT_OF_MEASURE, QuantityUnit, build_pattern, scale_factor
from pipelines.extraction.grammar.names import find_name_spans, touches
from pipelines.extraction.grammar.numerals import parse_han
from pipelines.extraction.model import Qualifier


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of the text, ``text[start:end]`` with its measure word and inner suffix (2185万余元).

    ``value`` is canonical: scales applied, percent and percentage points as ratio (0..1), per mille likewise.
    ``measure`` is the measure word without scale (元 for 万元), None where none stands there; ``unit`` what it implies.
    ``decimals`` counts the printed places and ``ulp`` is one unit of the last printed place, in the canonical unit.
    ``is_damaged``: lost or doubtful digits, never to be used as a figure. ``is_ordinal_or_name``: a date, a number of a
    thing, a programme's name. ``is_range``: one end of 3-5家. ``is_han``: written in Han numerals.
    """

    start: int
    end: int
    value: Decimal
    measure: str | None
    unit: QuantityUnit | None
    qualifier: Qualifier
    is_damaged: bool
    is_ordinal_or_name: bool
    decimals: int
    ulp: Decimal
    raw: str
    is_range: bool = False
    is_han: bool = False

    @property
    def is_usable(self) -> bool:
        """Neither damaged nor a name."""
        return not (self.is_damaged or self.is_ordinal_or_name)


# Formal digits never mix with plain ones, and 队伍 and 大陆 are words.
_HAN = "(?:[零〇○一二两三四五六七八九十百千万亿]{1,24}|(?<![队退入行大内着收])[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]{1,24})"
_MEASURE = f"(?:个?百分点|%|‰|{build_pattern()})"
_ALTERNATE = r"(?:\(次\)|/次|\([次项条处个起件家户份宗所座]\))?"
_NUMBER = re.compile(
    rf"""
    (?P<sign>(?<![\d一-鿿%‰)])[-−]|(?<=[为降减升增长率比幅少])[-−](?=\d))?
    (?P<fraction>百分之|千分之|万分之)?
    (?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|{_HAN}(?:点[零〇一二三四五六七八九]+)?)
    (?P<inner>[余多几])?
    (?:[ ]?(?P<scale>万亿|亿|[十百千]?万|千(?![瓦米克伏卡])|百(?!分|货|姓)))?
    (?P<more>\d{{1,4}}(?P<more_scale>[千百万]))?
    (?P<suffix>[余多几])?
    (?P<measure>(?:[ ]?{_MEASURE}|\n{_MEASURE}(?=[,。;、)\n]|\Z)){_ALTERNATE})?
    """,
    re.VERBOSE,
)
_BEGINS = re.compile(r"[\d零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟−-]")
_BEFORE = re.compile(
    r"(?P<word>大约|约为|约有|约达|约(?!谈)|近(?!年|期|日)|接近|将近|超过|突破|逾|超出|超(?!标|限|速)|高达|多于|大于|高于|上|过|"
    r"不足|不到|不超过|不高于|不多于|低于|少于|小于|最多|控制在|至少|不少于|不低于|最少|不小于)(?:了|到|至)?\s?$"
)
# How the words of _BEFORE end and those of _AFTER begin; the blanks are those of \s.
_BLANKS = frozenset(char for char in map(chr, range(0x3001)) if char.isspace())
_BEFORE_ENDS = _BLANKS | set("约为有达近过破逾出超于上足到多在少了至")
_AFTER_BEGINS = _BLANKS | set("以及之左上余多")
_BEFORE_QUALIFIER: dict[str, Qualifier] = {
    **dict.fromkeys(("大约", "约为", "约有", "约达", "约", "近", "接近", "将近"), "approx"),
    **dict.fromkeys(("超过", "突破", "逾", "超出", "超", "多于", "大于", "高于"), "over"),
    **dict.fromkeys(("不足", "不到", "不超过", "不高于", "不多于", "低于", "少于", "小于", "最多"), "at_most"),
    **dict.fromkeys(("至少", "不少于", "不低于", "最少", "不小于"), "at_least"),
}
_NOT_QUALIFIER = re.compile(r"(?:[节签违条制集公合预契]约|[附靠邻最远临]近|[赶反]超|高超)\s?$")
_AFTER = re.compile(r"\s?(?P<word>以上|及以上|以内|之内|以下|及以下|左右|上下|余(?![额款地震])|多(?![个种次项元名人]))")
_AFTER_QUALIFIER: dict[str, Qualifier] = {
    "以上": "at_least", "及以上": "at_least", "以内": "at_most", "之内": "at_most", "以下": "at_most",
    "及以下": "at_most", "左右": "approx", "上下": "approx", "余": "over", "多": "over",
}  # fmt: skip
_RANGE = re.compile(r"\s?(?:[-—–~～]+|至|到)\s?$")
_SCALE_ONLY = frozenset("百千万亿佰仟")
_WORD_UNITS = frozenset({"年", "天", "小时", "分钟", "分", "秒", "级", "层", "楼", "度", "周", "里", "成", "克"})


def find_quantities(text: str) -> list[Quantity]:
    """All numbers of a text, in order, usable or flagged.

    Args:
        text: repaired text; positions refer to it.
    """
    names = find_name_spans(text)
    found: list[Quantity] = []
    for match in find_gated(_BEGINS, _NUMBER, text):
        quantity = _read(text, match, names)
        if quantity is not None:
            found.append(quantity)
    return _mark_ranges(text, found)


def _read(text: str, match: re.Match[str], names: Sequence[tuple[int, int]]) -> Quantity | None:
    number, suffix, scale = match["number"], match["suffix"], match["scale"]
    is_han = not number[0].isdigit()
    if is_han and not _is_han_figure(text, match):
        return None
    base = parse_han(number) if is_han else Decimal(number.replace(",", ""))
    if base is None or match["inner"] == "几" or suffix == "几":
        return None
    measure = _split_measure(match["measure"])
    factor = _factor(scale, match["fraction"], measure)
    value = base * factor + _read_more(match)
    decimals = len(number.partition("点" if is_han else ".")[2])
    unit = UNIT_OF_MEASURE[measure] if measure else ("ratio" if match["fraction"] else None)
    start, end = match.span()
    is_damaged = has_damage(text, match) or (unit in {"count", "person"} and value != value.to_integral_value())
    return Quantity(
        start=start,
        end=end,
        value=-value if match["sign"] else value,
        measure=measure,
        unit=unit,
        qualifier=_qualify(text, match),
        is_damaged=is_damaged,
        is_ordinal_or_name=touches(names, *match.span("number")) or _is_name(text, match, is_han),
        decimals=decimals,
        ulp=_ulp(decimals, factor),
        raw=match[0],
        is_han=is_han,
    )


def _is_han_figure(text: str, match: re.Match[str]) -> bool:
    """Han numerals count only with a measure or 百分之, or when they are composed (三百二十)."""
    number = match["number"]
    before = text[match.start() - 1 : match.start()]
    if before in {"数", "几", "好", "成"} and number[0] in "十百千万亿":
        return False
    if match["fraction"] or match["measure"]:
        return not (number == "一" and match["measure"] and not _counts_one(text, match))
    if _RANGE_TAIL.match(text, match.end()):
        return True
    return len(number) >= 3 and any(char in "十百千万" for char in number) and number[0] not in "万千"


_RANGE_TAIL = re.compile(rf"[-—–~～至到]{_HAN}(?:{build_pattern()})")
_CLOSING = frozenset({"", *",。;、)\n"})
_ONE_THING = re.compile(r"(?:较大|重大|一般|生产|道路|火灾|事故|安全|交通|亡人|死亡|涉|案|爆炸|坍塌|典型|非法|违法)")


def _counts_one(text: str, match: re.Match[str]) -> bool:
    """一起 counts only before what is counted (一起火灾); 一下, 一次性 and the like never reach here."""
    if match["measure"].strip() in {"起", "道", "面", "把", "头", "片", "套", "级", "度", "成", "天", "年", "分", "则"}:
        return _ONE_THING.match(text, match.end()) is not None or text[match.end() : match.end() + 1] in _CLOSING
    return True


def _split_measure(printed: str | None) -> str | None:
    """家(次) is 家次; of 条(处) the first word stands."""
    if not printed:
        return None
    head, _, tail = printed.strip().replace("/次", "(次)").partition("(")
    joined = head + tail.rstrip(")")
    if tail == "次)" and joined in UNIT_OF_MEASURE:
        return joined
    return "个百分点" if head == "百分点" else head


@lru_cache(maxsize=256)
def _factor(scale: str | None, fraction: str | None, measure: str | None) -> Decimal:
    factor = scale_factor(scale or "")
    if fraction:
        return factor / {"百": 100, "千": 1000, "万": 10_000}[fraction[0]]
    if measure in {"%", "个百分点"}:
        return factor / 100
    return factor / 1000 if measure == "‰" else factor


@lru_cache(maxsize=256)
def _ulp(decimals: int, factor: Decimal) -> Decimal:
    return Decimal(1).scaleb(-decimals) * factor


def _read_more(match: re.Match[str]) -> Decimal:
    """The 5千 of 3万5千."""
    if not match["more"]:
        return Decimal(0)
    return Decimal(match["more"][:-1]) * scale_factor(match["more_scale"])


def _qualify(text: str, match: re.Match[str]) -> Qualifier:
    """The qualifier, inner ones first: 近百余家 is over, 约百余家 approx, 超过3家以上 over."""
    start, end = match.span()
    before = text[max(0, start - 6) : start]
    after = _AFTER.match(text, end) if text[end : end + 1] in _AFTER_BEGINS else None
    found = _BEFORE.search(before) if before[-1:] in _BEFORE_ENDS else None
    if match["inner"] or match["suffix"] or (after and after["word"] in {"余", "多"}):
        is_about = found is not None and "约" in found["word"] and not _NOT_QUALIFIER.search(before)
        return "approx" if is_about else "over"
    if found and not _NOT_QUALIFIER.search(before):
        word = found["word"]
        if word in _BEFORE_QUALIFIER:
            return _BEFORE_QUALIFIER[word]
        if word in {"上", "过"} and set(match["number"]) <= _SCALE_ONLY | {"十"}:
            return "over"
    return _AFTER_QUALIFIER[after["word"]] if after else "exact"


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_name(text: str, match: re.Match[str], is_han: bool) -> bool:
    measure = (match["measure"] or "").strip()
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    after = text[match.end() : match.end() + 1]
    is_in_letters = _is_letter(before) or (not measure and _is_letter(after))
    if is_in_letters and not has_letter(text, *match.span("number")):
        return True
    if not is_han:
        return False
    only_scale = set(match["number"]) <= _SCALE_ONLY
    if only_scale and not (match["inner"] or match["suffix"] or _BEFORE.search(text[: match.start()][-6:])):
        return not _AFTER.match(text, match.end())
    return measure in _WORD_UNITS and len(match["number"]) == 1


def _mark_ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Flag both ends of 3-5家; the first takes over measure and scale where it prints none."""
    marked = list(found)
    for index in range(1, len(found)):
        left, right = marked[index - 1], marked[index]
        gap = text[left.end : right.start] + ("-" if right.raw.startswith(("-", "−")) else "")
        if not gap or len(gap) > 3 or not _RANGE.fullmatch(gap):
            continue
        if left.measure and left.measure != right.measure:
            continue
        marked[index - 1] = _copy(left, right)
        marked[index] = _copy(right, right)
    return marked


def _copy(quantity: Quantity, model: Quantity) -> Quantity:
    """The quantity as an end of a range, in the unit of ``model``."""
    value, ulp = abs(quantity.value), quantity.ulp
    if quantity.measure is None and model.measure is not None:
        scale = model.ulp * (Decimal(10) ** model.decimals)
        if ulp * (Decimal(10) ** quantity.decimals) == 1:
            value, ulp = value * scale, ulp * scale
    return Quantity(
        start=quantity.start,
        end=quantity.end,
        value=value,
        measure=model.measure,
        unit=model.unit,
        qualifier=quantity.qualifier,
        is_damaged=quantity.is_damaged or model.is_damaged,
        is_ordinal_or_name=quantity.is_ordinal_or_name or model.is_ordinal_or_name,
        decimals=quantity.decimals,
        ulp=ulp,
        raw=quantity.raw,
        is_range=True,
        is_han=quantity.is_han,
    )
