"""A gate lets every match through: what is found with it is what the pattern alone finds."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.grammar import names, period, place, quantity
from pipelines.extraction.grammar.gating import find_gated
from pipelines.extraction.grammar.period_pattern import PATTERN

_BASE = date(2024, 5, 1)
_TIMES = ["截至", "截止到", "自", "从", "2023", "2024", "年", "年度", "上半年", "下半年", "前", "三", "一", "二", "十", "季度", "第", "首", "个", "月", "份", "1", "12", "3", "9", "-", "至", "到", "、", "和", "日", "上旬", "底", "末", "初", "今", "去", "上", "本", "当", "明", "上一", "xx", "×", "同期", "期间", "以来", "起", "至今", "起至今", "五一", "“五一”", "“", "”", "十四五", "规划", "春节", "今冬明春", "安全生产月", "元", "元旦", "两", "〇", "零", "九", "20", "19", ".", "/", "～", "家", "中", "2024年1-3月", " ", "\n"]  # fmt: skip
_DIGITS = ["2024", "20", "19", "12", "1", "3", "96119", "110", "12345", "0", "100", "13800000000", "123456789", "年", "月", "日", "时", "点", "分", "号", "令", "-", "—", "至", "、", "和", "及", ":", "：", "/", ".", "·", "个", "季度", "末", "第", "前", "上午", "凌晨", "一", "二", "三", "两", "十", "九", "〇", "零", "百", "五", "双", "期间", "规划", "〔", "〕", "(", ")", "[", "]", "#", "№", "No", "A", "t", "+", "X", "x", "事故", "火灾", "”", "“", "电话", "编号", "热线", "浏览", "次", "页", "©", "opyright", "》", "条", "项", "大", "行动", "制度", "一律", "百日", "未", "没有", "发生", "起", "家", "人", "每", "另", "统", "千家万户", "百家争鸣", "%", "元", "万", "亿", "余", "多", "几", "约", "近", "超过", "以上", "?", ",", "，", "。", "百分之", "千", "佰", "壹", "−", "份", "号召", " ", "\n"]  # fmt: skip
_PLACES = [
    "全",
    "市",
    "县",
    "区",
    "乡",
    "镇",
    "街道",
    "其余",
    "其他",
    "各",
    "我",
    "本",
    "该",
    "自治区",
    "应急",
    "省",
    "直",
    "部门",
    "本级",
    "厅",
    "州",
    "旗",
    "盟",
    "城关",
    "柳店",
    "路",
    "长",
    "国",
    "道",
    "澄川",
    "级",
    "域",
    "村",
]


def _texts(words: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=9).map("".join)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text) if match[0]]


def test_matches_are_those_of_the_pattern_alone() -> None:
    gate, pattern = re.compile(r"\d"), re.compile(r"\d+(?:家|起)?")
    assert [m[0] for m in find_gated(gate, pattern, "检查12家,发现3,事故4起")] == ["12家", "3", "4起"]


def test_empty_matches_are_left_out() -> None:
    assert [m.span() for m in find_gated(re.compile("[甲乙]"), re.compile("甲?"), "乙甲乙")] == [(1, 2)]


def test_no_match_begins_inside_another() -> None:
    assert [m[0] for m in find_gated(re.compile("甲"), re.compile("甲甲?"), "甲甲甲")] == ["甲甲", "甲"]


@settings(max_examples=600, deadline=None)
@given(_texts(_TIMES))
def test_periods_are_those_that_the_pattern_alone_finds(text: str) -> None:
    alone = []
    for match in PATTERN.finditer(text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        if (mention := period._read(text, match, start, _BASE)) is not None:
            alone.append(mention)
    assert period.find_periods(text, base=_BASE) == alone


@settings(max_examples=600, deadline=None)
@given(_texts(_DIGITS))
def test_names_and_numbers_are_those_that_the_patterns_alone_find(text: str) -> None:
    for gate, pattern in ((names._BEGINS, names._NAMES), (quantity._BEGINS, quantity._NUMBER)):
        assert [m.span() for m in find_gated(gate, pattern, text)] == _spans(pattern, text)


@settings(max_examples=300, deadline=None)
@given(_texts(_PLACES))
def test_own_levels_townships_and_deictic_words_are_those_of_the_patterns_alone(text: str) -> None:
    for gate, pattern in (
        (place._OWN_BEGINS, place._OWN),
        (place._TOWNSHIP_BEGINS, place._TOWNSHIP),
        (place._DEICTIC_BEGINS, place._DEICTIC),
    ):
        assert [m.span() for m in find_gated(gate, pattern, text)] == _spans(pattern, text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("至今年6月底", ["今年6月底"]),  # 至今 is no word here: 起至今年3月24日止
        ("检查至今本年6月", ["本年6月"]),
        ("五一季度", []),
        (" 2023年—2024年", ["2023年", "2024年"]),
        ("检查584家,2024年1-9月", ["2024年1-9月"]),
    ],
)
def test_words_that_take_others_with_them_still_do(text: str, found: list[str]) -> None:
    assert [mention.raw for mention in period.find_periods(text, base=_BASE)] == found
