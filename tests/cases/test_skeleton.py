"""What is left of a decision's text says the same as the text, and forgets what says nothing."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipelines.extraction.cases.amounts import find_content_amounts
from pipelines.extraction.cases.kinds import read_content_kinds
from pipelines.extraction.cases.skeleton import reduce_content

PIECES = [
    "对", "澄阳县长河建材厂", "澄阳", "处", "罚款", "人民币", "20000", "2", "万", "元", "整", "贰万", "伍仟", "三", "百", "余", "多", "罚",
    "没收", "违法所得", "警告", "并", "不予", "免予", "甲", "乙丙", "丙丁戊己", "(", ")", "（", "）", "〔2024〕", "99", "号", "第", ",", "，", "。", "；",
    "逾期不", "如", "暂扣", "吊销", "许可证", "停产停业", "¥", "￥", ".", "5.5", "1,000", "２", "Ａ", " ", "\n", "\u3000", "罚没", "经济处罚", "的",
    "ABC", "Ⅳ", "٣", "㎡", "年", "3月5日", "拘留", "不再", "终身不得",
]  # fmt: skip


def reduce(*texts):
    return (
        pl.select(pl.Series("text", texts, dtype=pl.String))
        .select(reduce_content(pl.col("text")))
        .to_series()
        .to_list()
    )


@settings(max_examples=150, deadline=None)
@given(texts=st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), min_size=5, max_size=20))
@example(
    texts=["不予甲乙罚款2万元", "不予甲乙丙罚款2万元", "3万5号", "3万5000元", "罚5号", "五3元", "2024〕99号", "1.5号元"]
)
def test_skeleton_says_what_the_text_says(texts):
    for text, bare in zip(texts, reduce(*texts), strict=True):
        assert read_content_kinds(bare) == read_content_kinds(text)
        assert find_content_amounts(bare) == find_content_amounts(text)


def test_texts_that_differ_in_names_and_numbers_are_one():
    first = "对澄阳县长河矿泉厂（澄应急罚〔2024〕17号）给予罚款人民币20000元的行政处罚"
    second = "对泊江市大明瓷砖陶艺厂（砚应急罚〔2023〕42号）给予罚款人民币20000元的行政处罚"
    assert len(set(reduce(first, second))) == 1


@pytest.mark.parametrize("other", ["罚款人民币30000元", "警告", "罚款20000万元", "免予罚款20000元"])
def test_texts_that_impose_something_else_stay_apart(other):
    assert len(set(reduce("对澄阳县长河厂罚款人民币20000元", f"对澄阳县长河厂{other}"))) == 2


def test_nothing_stays_nothing():
    assert reduce(None, "") == [None, ""]
