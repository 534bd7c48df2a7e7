"""A 将 that only tells a correction plans nothing, and what follows it is stated."""

from __future__ import annotations

import pytest

from pipelines.extraction.prose.telling import tell_by_object
from tests.prose.conftest import Read
from tests.prose.stated import CHECKS, FILED, FINE, FOUND, LETTER, MENDED, REPORT, Stated, of, told

CORRECTED = of((CHECKS, "88"), (FINE, "40000"))


@pytest.mark.parametrize("title", [REPORT, LETTER])
@pytest.mark.parametrize(
    ("body", "accepted"),
    [
        ("将检查企业90家次更正为88家次，罚款4万元", CORRECTED),
        ("现将检查企业90家次更正为88家次，罚款4万元", CORRECTED),
        ("将检查企业“90家次”更正为“88家次”，罚款4万元", CORRECTED),
        ("将检查企业数由90家次更正为88家次，罚款4万元", CORRECTED),
        ("将检查企业数更正为88家次，罚款4万元", CORRECTED),
        ("将检查企业90家次更正为检查企业88家次，罚款4万元", CORRECTED),
        ("现将检查企业数据更正如下：检查企业88家次，罚款4万元", CORRECTED),
        ("将“检查企业90家次，罚款5万元”更正为“检查企业88家次，罚款4万元”", CORRECTED),
        ("将检查企业90家次，罚款5万元更正为88家次，4万元", CORRECTED),
        ("误将检查企业88家次报为90家次，罚款4万元", CORRECTED),
        ("将检查企业90家次更正为88家次，查处隐患45项", of((CHECKS, "88"), (FOUND, "45"))),
        ("将整改隐患45项更正为44项，罚款4万元，立案6起", of((MENDED, "44"), (FINE, "40000"), (FILED, "6"))),
    ],
)
def test_what_follows_a_corrected_number_is_stated(read: Read, title: str, body: str, accepted: Stated) -> None:
    assert told(read, title, body)[0] == accepted


@pytest.mark.parametrize("what", ["检查情况通报", "本季度检查、处罚工作开展情况汇报", "执法检查结果公布"])
def test_what_is_reported_as_follows_is_stated(read: Read, what: str) -> None:
    assert told(read, REPORT, f"现将{what}如下：检查企业88家次，罚款4万元")[0] == CORRECTED


@pytest.mark.parametrize("what", ["检查计划公布", "年度工作目标任务通报", "下一步检查安排说明"])
def test_what_is_planned_as_follows_is_not_stated(read: Read, what: str) -> None:
    assert told(read, REPORT, f"现将{what}如下：检查企业88家次，罚款4万元")[0] == set()


def test_a_weak_word_is_told_so_only_in_a_correction(read: Read) -> None:
    body = "将检查企业90家次改为88家次，罚款4万元"
    assert told(read, LETTER, body)[0] == CORRECTED
    assert told(read, REPORT, body)[0] == set()


@pytest.mark.parametrize(
    "body",
    [
        "下一步将检查企业90家次，罚款4万元",
        "下半年将检查企业90家次，罚款4万元更正为3万元",
        "将于6月底前检查企业90家次，并将更正数据",
    ],
)
def test_what_is_to_come_stays_a_plan(read: Read, body: str) -> None:
    accepted = told(read, REPORT, body)[0]
    assert not accepted & of((CHECKS, "90"), (FINE, "40000"))


@pytest.mark.parametrize(
    "text",
    [
        "下一步将检查企业90家次。",
        "将检查结果作为依据,应为企业服务。",
        "下半年将检查90家次调整为80家次。",
        "将检查企业90家次,罚款4万元更正为3万元。",
    ],
)
def test_a_text_that_tells_no_correction_by_it_is_left_as_it_is(text: str) -> None:
    assert tell_by_object(text, is_correction=False) == text


def test_no_position_moves() -> None:
    text = "将检查企业90家次更正为88家次。下一步将检查企业50家次。"
    assert tell_by_object(text, is_correction=True) == "把检查企业90家次更正为88家次。下一步将检查企业50家次。"


def test_the_quote_keeps_the_printed_word(read: Read) -> None:
    found = read(f"{REPORT}\n澄阳县2024年第一季度将检查企业90家次更正为88家次。").observations
    assert all("将检查企业90家次" in o.context for o in found)
