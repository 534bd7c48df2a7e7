"""Kinds of penalty in class cells and in the text of decisions."""

import pytest

from pipelines.extraction.cases.kinds import read_content_kinds, read_kind_cell


@pytest.mark.parametrize("separator", ["；", ";", "，", ",", "、", "+", "/", " ", "和", "并处"])
def test_any_separator_parts_two_kinds(separator):
    assert read_kind_cell(f"警告{separator}罚款").kinds == ("warning", "fine")


def test_confiscation_of_gains_and_goods_is_one_kind():
    assert read_kind_cell("没收违法所得、没收非法财物").kinds == ("confiscation",)
    assert read_kind_cell("没收违法所得、没收非法财物、罚款").kinds == ("confiscation", "fine")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("通报批评", ("criticism",)),
        ("暂扣许可证件", ("licence_suspended",)),
        ("降低资质等级", ("grade_lowered",)),
        ("吊销许可证件，责令关闭", ("licence_revoked", "closure")),
        ("限制开展生产经营活动", ("business_restricted",)),
        ("责令停产停业整顿", ("suspension",)),
        ("限制从业", ("career_ban",)),
        ("行政拘留", ("detention",)),
        ("其他", ("other",)),
        ("1.警告 2.罚款", ("warning", "fine")),
        ("责令改正、罚款", ("fine",)),
    ],
)
def test_each_class_has_its_code(text, kinds):
    assert read_kind_cell(text).kinds == kinds


def test_unknown_word_is_told():
    found = read_kind_cell("罚款；观看警示教育片")
    assert found.kinds == ("fine",)
    assert found.unknown == ("观看警示教育片",)


def test_suspend_or_revoke_leaves_the_kind_open():
    found = read_kind_cell("暂扣或者吊销许可证")
    assert found.kinds == ()
    assert found.is_ambiguous


def test_decision_text_names_its_kinds():
    text = "给予警告，没收违法所得，并处罚款人民币贰万元，三年内不得担任主要负责人"
    assert read_content_kinds(text).kinds == ("warning", "confiscation", "fine", "career_ban")


@pytest.mark.parametrize(
    "text",
    [
        "责令限期改正，免予罚款",
        "设置安全警示标志",
        "逾期不缴纳的，每日按罚款数额的百分之三加处罚款",
        "如对本决定不服，可依法申请复议",
    ],
)
def test_what_is_not_imposed_names_no_kind(text):
    assert read_content_kinds(text).kinds == ()
