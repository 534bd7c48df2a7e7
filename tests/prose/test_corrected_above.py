"""A value that the same text corrects elsewhere, without its head, never stays accepted."""

from __future__ import annotations

import pytest

from tests.prose.conftest import Read
from tests.prose.stated import CHECKS, FINE, FOUND, LETTER, REPORT, Stated, of, told

NOTHING: Stated = set()


@pytest.mark.parametrize(
    ("body", "accepted", "unclear"),
    [
        ("检查企业90家次。上述数据应为88家次", NOTHING, of((CHECKS, "90"))),
        ("检查企业90家次。经复核，应为88家次", NOTHING, of((CHECKS, "90"))),
        ("检查企业90家次，查处隐患45项。以上数据更正为88家次、44项", NOTHING, of((CHECKS, "90"), (FOUND, "45"))),
        ("检查企业90家次，查处隐患45项。上述数据有误，应为88家次、44项", NOTHING, of((CHECKS, "90"), (FOUND, "45"))),
        ("检查企业90家次。罚款4万元。经复核，应为88家次", of((FINE, "40000")), of((CHECKS, "90"))),
        ("检查企业90家次。其中煤矿20家次。上述数据应为88家次", NOTHING, of((CHECKS, "90"), (CHECKS, "20"))),
        ("检查企业90家次，罚款4万元，市局认定应为88家次", of((FINE, "40000")), of((CHECKS, "90"))),
        ("检查企业90家次，多报2家次，更正为88家次", NOTHING, of((CHECKS, "90"))),
        ("检查企业90家次，比上年增加20家次，更正为88家次", NOTHING, of((CHECKS, "90"))),
        ("检查企业90家次\n上述数据应为88家次", NOTHING, of((CHECKS, "90"))),
        ("检查企业90家次，罚款4万元。\n以上数据更正为88家次", of((FINE, "40000")), of((CHECKS, "90"))),
        ("检查企业90家次，罚款4万元。上述数据更正为88人", NOTHING, of((CHECKS, "90"), (FINE, "40000"))),
    ],
)
def test_what_a_number_without_a_head_may_replace_waits(
    read: Read, body: str, accepted: Stated, unclear: Stated
) -> None:
    assert told(read, REPORT, body, "role_unclear") == (accepted, unclear)


@pytest.mark.parametrize(
    "body",
    [
        "检查企业90家次。以上数据更正为检查企业88家次",
        "检查企业90家次。现更正为检查企业88家次",
        "检查企业90家次。检查企业更正为88家次",
        "检查企业90家次。现将有关数据更正如下：检查企业88家次",
        "检查企业90家次，现更正如下：检查企业88家次",
        "“检查企业90家次”应为“检查企业88家次”",
    ],
)
def test_what_is_said_again_behind_the_word_is_void_above(read: Read, body: str) -> None:
    assert told(read, REPORT, body) == (of((CHECKS, "88")), of((CHECKS, "90")))


@pytest.mark.parametrize(
    ("body", "accepted"),
    [
        ("检查企业90家次。上述数据作废", NOTHING),
        ("检查企业90家次。上述统计数据有误", NOTHING),
        ("检查企业90家次，以上数据予以撤回", NOTHING),
        ("检查企业90家次\n上述数据全部作废，以本次检查企业88家次为准", of((CHECKS, "88"))),
    ],
)
def test_what_stands_above_may_be_taken_back_without_a_number(read: Read, body: str, accepted: Stated) -> None:
    assert told(read, REPORT, body) == (accepted, of((CHECKS, "90")))


@pytest.mark.parametrize(
    ("body", "accepted"),
    [
        ("检查企业90家次，每年检查企业应为200家次", of((CHECKS, "90"))),
        ("检查企业90家次。以上数据无误", of((CHECKS, "90"))),
        ("检查企业90家次。以上数据均经核实", of((CHECKS, "90"))),
        ("检查企业90家次，上述企业申报数据不实，罚款4万元", of((CHECKS, "90"), (FINE, "40000"))),
        ("检查企业90家次。渡川县更正为检查企业30家次", of((CHECKS, "90"), (CHECKS, "30"))),
        ("检查企业90家次，厂房间距应为10米", of((CHECKS, "90"))),
        ("检查企业90家次。每人应为2份", of((CHECKS, "90"))),
        ("检查企业90家次，罚款标准更正为3万元", of((CHECKS, "90"))),
        ("检查企业90家次。罚款4万元更正为3万元", of((CHECKS, "90"), (FINE, "30000"))),
        ("检查企业90家次，责令停产3家，实为历年最多", of((CHECKS, "90"), ("penalty.suspension", "3"))),
        ("实际检查2次(应为3次)", of((CHECKS, "2"))),
    ],
)
def test_figures_that_nothing_corrects_stand(read: Read, body: str, accepted: Stated) -> None:
    assert told(read, REPORT, body)[0] == accepted


@pytest.mark.parametrize("mark", ["，", "。"])
def test_what_ought_to_be_said_again_leaves_nobody_sure(read: Read, mark: str) -> None:
    accepted, unclear = told(read, REPORT, f"罚款4万元{mark}罚款应为3万元", "role_unclear")
    assert accepted == NOTHING
    assert of((FINE, "40000")) <= unclear


def test_a_zero_in_words_waits_where_a_number_takes_its_place(read: Read) -> None:
    found = read(f"{LETTER}\n澄阳县2024年第一季度未发生生产安全事故。上述数据更正为1起。").observations
    assert [(o.indicator, o.reason) for o in found] == [("accident.count", "role_unclear")]
