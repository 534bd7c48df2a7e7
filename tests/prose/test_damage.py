"""A digit that damage swallowed never yields a figure."""

from __future__ import annotations

import itertools
import time

import pytest

from tests.grammar.grammar_tables import read_cases
from tests.prose.conftest import Read

_MARKS = ("?", "\ufffd", "？")
_HEADS = ("共检查单位{}317家。", "检查劳动密集型企业{}048家。", "发现隐患{}350条。", "处罚案件{}57起。", "责令停产整顿{}0家。",
          "罚款{}33万元。", "行政拘留{}7人。", "立案{}5件。", "死亡{}1人。", "发生事故{}2起。", "整改率{}8.5%。", "关闭取缔{}1家。",
          "培训人员{}400人次。", "应急演练{}0场。")  # fmt: skip
CASES = [head.format(mark) for head, mark in itertools.product(_HEADS, _MARKS)]
OTHER = ("出动余人次。", "检查企业共多次。", "罚没款317.", "罚款*万元。", "取缔**家。", "死亡??人。")


@pytest.mark.parametrize("text", [*CASES, *OTHER])
def test_number_beside_damage_is_refused(read: Read, text: str) -> None:
    assert read(text).observations == ()


@pytest.mark.parametrize("case", read_cases("no_figure.csv"), ids=lambda case: case["text"])
def test_no_damaged_number_of_the_table_becomes_a_figure(read: Read, case: dict[str, str]) -> None:
    """The table of damage that the number grammar is tested with: nothing above it may yield a figure either."""
    assert [(o.indicator, o.raw) for o in read(case["text"]).observations if o.rule != "zero_in_words"] == []


def test_damaged_number_is_told(read: Read) -> None:
    refusals = read("共检查单位?317家,罚款12万元。").refusals
    assert [(refusal.raw, refusal.reason) for refusal in refusals] == [("?317家", "damaged_number")]


def test_there_are_at_least_forty_cases() -> None:
    assert len(CASES) + len(OTHER) >= 40


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("开展执法检查1█5家次。", "1█5家次"),
        ("实际收缴罚款5O.5万元。", "5O.5万元"),
        ("制作现场检查记录1O8份。", "1O8"),
        ("检查企业12l家。", "12l"),
    ],
)
def test_a_number_with_a_mark_or_a_letter_in_it_is_told_whole_and_once(read: Read, text: str, told: str) -> None:
    found = read(text)
    assert found.observations == ()
    assert {(refusal.raw, refusal.reason) for refusal in found.refusals} == {(told, "damaged_number")}


@pytest.mark.parametrize("text", ["检查企业28家，OA系统升级。", "检查企业28家。PM2.5超标企业3家。"])
def test_letters_that_stand_for_themselves_damage_nothing(read: Read, text: str) -> None:
    assert [o.raw for o in read(text).observations][:1] == ["企业28家"] or read(text).observations[0].value == 28


def test_many_damaged_numbers_are_told_in_the_time_of_their_number(read: Read) -> None:
    began = time.monotonic()
    refusals = read("检查企业1█5家次。\n" * 6_000).refusals
    assert len(refusals) == 6_000
    assert time.monotonic() - began < 6
