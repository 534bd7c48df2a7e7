"""Measure words: what stands between a number and the thing counted, and the unit that each implies.

One table feeds the quantity finder (prose) and the unit parser (headers and unit columns).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

QuantityUnit = Literal["count", "person", "yuan", "ratio", "per_mille", "percentage_point"]

_PERSON = ("人次", "个人", "人", "名", "位")
_COUNT = (
    "家次", "家", "户次", "户", "起次", "起", "宗", "件次", "件", "例", "次", "条次", "条", "项次", "项",
    "处次", "处", "个次", "个", "份", "本", "册", "张", "块", "期", "场次", "场", "班次", "班", "批次", "批",
    "组次", "组", "台次", "台", "台套", "辆次", "辆", "艘次", "艘", "航次", "车次", "矿次", "校次", "座", "口",
    "所", "对", "支", "套", "部", "只", "间", "栋", "幢", "点位", "篇", "幅", "面", "箱", "枚", "瓶", "盘",
    "架", "轮", "门", "顶", "卷", "宗次", "人份", "户次", "片", "袋", "桶", "挂", "盒", "根",
    "尾", "株", "头", "架次", "艇次", "则", "集", "堂", "课", "节", "站", "款", "道", "类", "把", "包",
    "单", "队次", "队", "场所", "座次", "所次", "厂次", "店次", "街次", "企次",
)  # fmt: skip
_OTHER = (
    "个月", "个工作日", "个小时", "小时", "分钟", "天", "年", "周岁", "岁", "周", "吨", "公斤", "千克", "克",
    "斤", "平方米", "平方公里", "立方米", "公里", "千米", "米", "亩", "公顷", "度", "倍", "级", "美元", "港元",
    "千瓦", "兆瓦", "升", "成", "分", "秒", "层", "楼",
)  # fmt: skip
# What may not follow a measure word, since the two together are another word (处 + 罚, 名 + 单).
_NOT_BEFORE = {
    "人": "民|们|员(?!工)|大代|均(?!为|是|系|已|在|未|被|有|无)|口|工(?!作)|物|力|社|才|武",
    "个人": "员",
    "名": "称|单(?!位)|义|录|牌",
    "位": "于|置|列|居",
    "家": "庭|属|长(?!期)|具(?!有|备)",
    "户": "籍|口",
    "起": "来|步|诉|草|点|重机|重设|重吊|重作|义|到|底|始|因|火(?!灾)|动|吊",
    "次": "性|日|年(?!度)",
    "条": "例|件|款",
    "处": "以|罚|理|置|于",
    "个": "体(?!育|系)|人(?!员)|别",
    "本": "级|市|县|区|省|地|身|次|月|年|质|着",
    "张": "贴",
    "块": "状",
    "期": "间|限|货|望|待",
    "场": "地|馆|面|合|景|所",
    "班": "子|组",
    "批": "准|评|复|示",
    "组": "织|成(?!员)|长|建",
    "台": "风|账|湾|阶",
    "口": "头|岸",
    "所": "有|在(?!建)|以|属|谓|长",
    "对": "于|照|应(?!急)|比|象|策|接|外",
    "支": "持|付|出|部|队(?!伍)|援|撑",
    "部": "门|分|署|长|级|队|位",
    "只": "有|要|能|是",
    "间": "接|隔",
    "面": "向|对|积|临|貌|上",
    "根": "据|本|源",
    "节": "约|日|能|假|前|后|水",
    "道": "路",
    "包": "括|保|干|联|含|案",
    "单": "位",
    "集": "中|团|体",
    "成": "立|为|效|功|果|员|本|交",
    "分": "别|析|局|钟|管|级|类|布|为|成",
    "层": "面",
    "周": "边|围",
    "天": "然|气|津",
    "座": "谈",
    "轮": "胎",
    "片": "区",
    "升": "级",
    "尾": "矿",
    "挂": "牌",
    "元": "月|旦|素|件|至|器|宵",
}

UNIT_OF_MEASURE: dict[str, QuantityUnit | None] = {
    **dict.fromkeys(_PERSON, "person"),
    **dict.fromkeys(_COUNT, "count"),
    **dict.fromkeys(_OTHER),
    "元": "yuan",
    "%": "ratio",
    "‰": "per_mille",
    "个百分点": "percentage_point",
    "百分点": "percentage_point",
}


def build_pattern() -> str:
    """The alternation of all measure words, longest first, each with what may not follow it.

    Words that begin alike stand in one branch, so that a character which begins none is passed over fast.
    """
    behind: dict[str, list[str]] = {}
    for word in sorted(UNIT_OF_MEASURE, key=lambda item: (-len(item), item)):
        barred = "|".join(filter(None, (_NOT_BEFORE.get(word), "数(?!额)" if word in _PERSON + _COUNT else "")))
        behind.setdefault(word[0], []).append(re.escape(word[1:]) + (f"(?!{barred})" if barred else ""))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in behind.items())


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A printed unit of a header or unit column: value in canonical unit = printed number x ``factor``."""

    unit: QuantityUnit | None
    factor: Decimal
    measure: str


_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000,
           "千万": 10_000_000, "亿": 100_000_000, "万亿": 10**12}  # fmt: skip
_UNIT = re.compile(r"(万亿|亿|千万|百万|十万|万|千|百)?(.+)")
_ALTERNATE = re.compile(r"[(（][^()（）]{1,3}[)）]$")
_SYNONYMS = {
    "元人民币": "元", "圆": "元", "人民币元": "元", "％": "%", "百分比": "%", "﹪": "%", "人数": "人",
    "次数": "次", "起数": "起", "户数": "户", "件数": "件", "项数": "项", "家数": "家", "艘": "艘",
    "rmb": "元", "人／次": "人次", "人/次": "人次", "家/次": "家次", "RMB": "元", "台/套": "台套",
    "个/次": "个次",
}  # fmt: skip


def scale_factor(word: str) -> Decimal:
    """The factor of a scale word: 万 is 10000, "" is 1.

    Raises:
        KeyError: where the word is no scale.
    """
    return Decimal(_SCALES[word])


def parse_unit(text: str) -> UnitMention | None:
    """Read a unit as headers and unit columns print it: 万元, 家(次), %, 人次; None where it is not known.

    ``(单位:万元)`` and ``（万元）`` are read too. Several units in one text (人、家、个) give None.
    """
    word = re.sub(r"\s+", "", text).strip("[]【】")
    word = re.sub(r"^[(（]?(?:计量)?单位[:：]?", "", word)
    if word.startswith(("(", "（")):
        word = word[1:].rstrip(")）")
    elif word.endswith((")", "）")) and not _ALTERNATE.search(word):
        word = word.rstrip(")）")
    word = _SYNONYMS.get(word, word)
    if word in UNIT_OF_MEASURE:
        return _mention(word, Decimal(1))
    if (match := re.fullmatch(r"(\S+?)[(（]次[)）]", word)) and match[1] + "次" in UNIT_OF_MEASURE:
        return _mention(match[1] + "次", Decimal(1))
    if match := _ALTERNATE.search(word):
        return parse_unit(word[: match.start()])
    match = _UNIT.fullmatch(word)
    if match is None or not match[1]:
        return None
    measure = _SYNONYMS.get(match[2], match[2])
    if measure not in UNIT_OF_MEASURE or measure in {"%", "‰", "个百分点", "百分点"}:
        return None
    return _mention(measure, scale_factor(match[1]))


def _mention(measure: str, factor: Decimal) -> UnitMention:
    unit = UNIT_OF_MEASURE[measure]
    if unit in {"ratio", "percentage_point"}:
        factor = Decimal("0.01")
    elif unit == "per_mille":
        factor = Decimal("0.001")
    return UnitMention(unit, factor, measure)
