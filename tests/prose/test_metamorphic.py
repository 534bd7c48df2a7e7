"""What does not change the meaning does not change the figures: script, noise, width, order, 元 or 万元."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from opencc import OpenCC

from pipelines.extraction.model import Observation
from tests.prose.conftest import Read

REPORT = (
    "2023年上半年,鹿溪县共检查企业312家,发现隐患845条,整改830条。"
    "责令停产整顿3家,立案12起,罚款36.2万元。"
    "全县发生道路交通事故6起、死亡5人,同比分别下降25%、16.7%。"
)


def _figures(observations: tuple[Observation, ...]) -> list[tuple[str, Decimal, str | None, str | None]]:
    return sorted((o.indicator, o.value.normalize(), o.place, o.sector_code) for o in observations)


def _with_pinyin(text: str) -> str:
    return text.replace("业", "业(yè)").replace("产", "产(chǎn)").replace("责", "责(zé)")


def _with_doubled_marks(text: str) -> str:
    return text.replace(",", ",,").replace("、", ",、")


def _full_width(text: str) -> str:
    return re.sub(r"[0-9.%,]", lambda match: chr(ord(match[0]) + 0xFEE0), text)


def _with_blanks(text: str) -> str:
    return re.sub(r"(\d)([家条起人])", r"\1 \2", text)


@pytest.mark.parametrize(
    "change", [OpenCC("s2t").convert, _with_pinyin, _with_doubled_marks, _full_width, _with_blanks]
)
def test_noise_changes_nothing(read: Read, change) -> None:
    assert _figures(read(change(REPORT)).observations) == _figures(read(REPORT).observations)


def test_order_of_sentences_changes_nothing(read: Read) -> None:
    first, second, third = [part + "。" for part in REPORT.split("。")[:3]]
    assert _figures(read(first + third + second).observations) == _figures(read(REPORT).observations)


def test_yuan_and_ten_thousand_yuan_are_one_amount(read: Read) -> None:
    assert [o.value for o in read("罚款362000元。").observations] == [
        o.value for o in read("罚款36.2万元。").observations
    ]


def test_repeats_become_one_observation_with_several_locators(read: Read) -> None:
    found = read(REPORT + "\n" + REPORT)
    assert _figures(found.observations) == _figures(read(REPORT).observations)
    assert all(o.also_at for o in found.observations)


def test_rounded_headline_joins_the_exact_figure(read: Read) -> None:
    found = read("鹿溪县排查隐患27万处\n全县共排查隐患271604处。")
    assert [(int(o.value), len(o.also_at)) for o in found.observations] == [(271604, 1)]


@pytest.mark.parametrize("change", [str, OpenCC("s2t").convert, _with_pinyin, _full_width, _with_blanks])
def test_raw_span_reads_as_the_figure(read: Read, change) -> None:
    text = change(REPORT)
    for observation in read(text).observations:
        start, end = (int(part) for part in observation.locator.removeprefix("chars ").split("-"))
        assert text[start:end] == observation.raw
        printed = re.sub(r"[０-９．]", lambda match: chr(ord(match[0]) - 0xFEE0), observation.raw)
        digits = re.sub(r"\D", "", printed).strip("0")
        assert digits == re.sub(r"\D", "", f"{abs(observation.value):f}").strip("0")
