"""Text that prints 更正前 and 更正后 one behind the other: the first is void, the second stands."""

from __future__ import annotations

import pytest

from tests.prose.conftest import Read

LETTER = "澄阳县应急管理局关于2024年第一季度执法数据的更正说明\n"
REPORT = "澄阳县2024年第一季度安全生产执法情况\n"
ERRATUM = "澄阳县2024年第一季度执法数据勘误\n"
OLD = "全县共检查企业120家次，罚款41.1万元。"
NEW = "全县共检查企业118家次，罚款38.2万元。"
STANDS = ["检查企业118家次", "罚款38.2万元"]
IS_VOID = ["检查企业120家次", "罚款41.1万元"]


def told(read: Read, text: str) -> tuple[list[str], list[str]]:
    """What is accepted, and what is void, as printed."""
    found = read(text).observations
    return [o.raw for o in found if o.status == "accepted"], [o.raw for o in found if o.reason == "void_statement"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LETTER}更正前：{OLD}\n更正后：{NEW}",
        f"{LETTER}更正前：\n{OLD}\n更正后：\n{NEW}",
        f"{REPORT}更正前：\n{OLD}\n更正后：\n{NEW}",
        f"{LETTER}更正前\n{OLD}\n更正后\n{NEW}",
        f"{LETTER}一、更正前\n{OLD}\n二、更正后\n{NEW}",
        f"{LETTER}（一）更正前数据：\n{OLD}\n（二）更正后数据：\n{NEW}",
        f"{LETTER}【更正前】{OLD}\n【更正后】{NEW}",
        f"{LETTER}2024年第一季度执法数据更正前：\n{OLD}\n2024年第一季度执法数据更正后：\n{NEW}",
        f"{LETTER}订正前：\n{OLD}\n订正后：\n{NEW}",
        f"{LETTER}修订前：\n{OLD}\n修订后：\n{NEW}",
        f"{LETTER}原数据：{OLD}\n现数据：{NEW}",
        f"{LETTER}原文：“{OLD}”\n现更正为：“{NEW}”",
        f"{ERRATUM}误：{OLD}\n正：{NEW}",
        f"{LETTER}更正前：全县共检查企业120家次。罚款41.1万元。更正后：全县共检查企业118家次。罚款38.2万元。",
        f"{LETTER}更正前，全县共检查企业120家次。罚款41.1万元。更正后，全县共检查企业118家次。罚款38.2万元。",
        f"{LETTER}更正前：\n1.检查企业120家次；\n2.罚款41.1万元。\n更正后：\n1.检查企业118家次；\n2.罚款38.2万元。",
        f"{LETTER}更正前：\n一、检查情况\n检查企业120家次。\n二、处罚情况\n罚款41.1万元。\n更正后：\n一、检查情况\n检查企业118家次。\n"
        "二、处罚情况\n罚款38.2万元。",
        f"{LETTER}一、检查情况\n更正前：检查企业120家次。\n更正后：检查企业118家次。\n二、处罚情况\n更正前：罚款41.1万元。\n"
        "更正后：罚款38.2万元。",
    ],
)
def test_what_stands_under_the_first_is_void_and_under_the_second_stands(read: Read, text: str) -> None:
    assert told(read, text) == (STANDS, IS_VOID)
    assert read(text).context.is_correction


def test_the_second_may_come_first(read: Read) -> None:
    assert told(read, f"{LETTER}更正后：\n{NEW}\n更正前：\n{OLD}\n特此说明。") == (STANDS, IS_VOID)


def test_without_a_second_a_lead_in_speaks_of_its_line(read: Read) -> None:
    accepted, void = told(read, f"{LETTER}更正后：{NEW}\n更正前：{OLD}\n全县共排查隐患50处。")
    assert (accepted, void) == ([*STANDS, "排查隐患50处"], IS_VOID)


def test_a_heading_without_a_second_speaks_up_to_the_next_heading(read: Read) -> None:
    text = f"{LETTER}更正前：\n全县共检查企业120家次。\n罚款41.1万元。\n现将数据重新公布如下\n{NEW}"
    assert told(read, text) == (STANDS, IS_VOID)


def test_a_word_of_correction_ends_what_has_no_second(read: Read) -> None:
    assert told(read, f"{LETTER}更正前：\n{OLD}\n现更正为检查企业118家次，罚款38.2万元。") == (STANDS, IS_VOID)


def test_what_the_correction_leaves_as_it_was_stands(read: Read) -> None:
    accepted, void = told(read, f"{LETTER}更正前：\n{OLD}\n更正后：\n全县共检查企业120家次，罚款38.2万元。")
    assert (accepted, void) == (["检查企业120家次", "罚款38.2万元"], IS_VOID)


def test_a_zero_in_words_is_void_under_the_first(read: Read) -> None:
    accepted, void = told(read, f"{LETTER}更正前：\n没有发生生产安全事故。\n更正后：\n发生生产安全事故1起。")
    assert (accepted, void) == (["生产安全事故1起"], ["没有发生生产安全事故"])


@pytest.mark.parametrize(
    "body",
    [
        "罚款金额：更正前为41.1万元，更正后为38.2万元。",
        "罚款金额更正前41.1万元，更正后38.2万元。",
    ],
)
def test_both_values_under_one_head(read: Read, body: str) -> None:
    found = read(LETTER + body).observations
    assert [(float(o.value), o.status, o.reason) for o in found] == [
        (411000.0, "review", "void_statement"),
        (382000.0, "accepted", None),
    ]


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        (LETTER, "整改前", "整改后"),
        (REPORT, "监管标准调整前", "监管标准调整后"),
        (REPORT, "改革前", "改革后"),
        (REPORT, "原因", "正确做法"),
        (LETTER, "更正前期工作", "更正后续工作"),
    ],
)
def test_words_that_compare_two_times_void_nothing(read: Read, title: str, first: str, second: str) -> None:
    accepted, void = told(read, f"{title}{first}：\n{OLD}\n{second}：\n{NEW}")
    assert (accepted, void) == ([*IS_VOID, *STANDS], [])


@pytest.mark.parametrize(("first", "second"), [("调整前", "调整后"), ("修订前", "修订后"), ("原数据", "现数据")])
def test_two_states_of_a_text_that_corrects_nothing_both_wait(read: Read, first: str, second: str) -> None:
    for text in (f"{first}：\n{OLD}\n{second}：\n{NEW}", f"{first}：{OLD}\n{second}：{NEW}"):
        found = read(f"{REPORT}{text}\n二、其他\n全县共排查隐患50处。")
        assert [o.raw for o in found.observations if o.reason == "role_unclear"] == [*IS_VOID, *STANDS]
        assert [o.raw for o in found.observations if o.status == "accepted"] == ["排查隐患50处"]
        assert not found.context.is_correction


def test_a_measure_named_above_both_states_is_a_change_of_policy(read: Read) -> None:
    text = f"{REPORT}一、监管机构改革\n调整前：\n{OLD}\n调整后：\n{NEW}"
    assert told(read, text) == ([*IS_VOID, *STANDS], [])


@pytest.mark.parametrize("head", ["罚款：更正前：", "罚款：更正前", "罚款金额更正前："])
def test_the_second_value_may_stand_behind_a_semicolon(read: Read, head: str) -> None:
    found = read(f"{LETTER}{head}41.1万元；更正后：38.2万元。").observations
    assert [(float(o.value), o.reason) for o in found] == [(411000.0, "void_statement"), (382000.0, None)]


def test_figures_of_what_was_filed_before_are_no_state(read: Read) -> None:
    assert told(read, f"{LETTER}现更正前期数据：{NEW}") == (STANDS, [])


def test_a_table_lost_to_text_keeps_its_states(read: Read) -> None:
    text = (
        f"{LETTER}县区 | 事故起数更正前 | 事故起数更正后 | 死亡人数更正前 | 死亡人数更正后\n"
        "澄阳县 | 1 | 2 | 4 | 5\n渡川县 | 6 | 7 | 8 | 9\n"
    )
    assert told(read, text) == (["2", "5", "7", "9"], ["1", "4", "6", "8"])


def test_a_table_lost_to_text_that_compares_two_times_is_left_alone(read: Read) -> None:
    text = f"{REPORT}县区 | 事故起数调整前 | 事故起数调整后\n澄阳县 | 1 | 2\n渡川县 | 6 | 7\n砚岭市 | 3 | 4\n"
    assert told(read, text)[0] == []
