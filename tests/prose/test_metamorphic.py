"""What does not change the meaning does not change the figures: script, noise, width, order, 元 or 万元."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from opencc import OpenCC

from pipelines.extraction.model import Observation
from tests.prose.conftest import Read

Change = Callable[[str], str]

REPORT = (
    "2023年上半年,鹿溪县共检查企业312家,发现隐患845条,整改830条。"
    "责令停产整顿3家,立案12起,罚款36.2万元。"
    "全县发生道路交通事故6起、死亡5人,同比分别下降25%、16.7%。"
)

LISTS = (
    "澄川市2023年安全生产情况\n全市发生事故31起、死亡28人,同比分别下降6.1%、持平,直接经济损失386.4万元。"
    "分县区看,澄阳县12起10人,渡川县9起8人。罚款金额居前的:澄阳县98.5万元、渡川县45万元。"
    "死亡控制指标40人,实际死亡28人,占70%。全县60个村(社区)中有57个保持了“零事故”。\n"
    "一、煤矿方面\n检查煤矿35矿次,查处隐患320条;责令停产整顿2座,罚款120万元。"
)
REPORTS = (REPORT, LISTS)


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


def _in_traditional_with_noise(text: str) -> str:
    return _with_doubled_marks(_with_pinyin_of_traditional(OpenCC("s2t").convert(text)))


def _with_pinyin_of_traditional(text: str) -> str:
    return text.replace("業", "業(yè)").replace("產", "產(chǎn)").replace("責", "責(zé)").replace("檢", "檢(jiǎn)")


CHANGES = [
    OpenCC("s2t").convert, _with_pinyin, _with_doubled_marks, _full_width, _with_blanks, _in_traditional_with_noise]  # fmt: skip


@pytest.mark.parametrize("report", REPORTS, ids=["report", "lists"])
@pytest.mark.parametrize("change", CHANGES)
def test_noise_changes_nothing(read: Read, change: Change, report: str) -> None:
    figures = _figures(read(report).observations)
    assert len(figures) >= 9
    assert _figures(read(change(report)).observations) == figures


def test_ten_thousand_yuan_written_out_changes_nothing(read: Read) -> None:
    written = re.sub(
        r"(\d+(?:\.\d+)?)万元", lambda match: f"{Decimal(match[1]) * 10_000:f}".split(".")[0] + "元", LISTS
    )
    assert "万元" not in written
    assert _figures(read(written).observations) == _figures(read(LISTS).observations)


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


@pytest.mark.parametrize("report", REPORTS, ids=["report", "lists"])
@pytest.mark.parametrize("change", [str, *CHANGES])
def test_raw_span_reads_as_the_figure(read: Read, change: Change, report: str) -> None:
    text = change(report)
    for observation in read(text).observations:
        start, end = (int(part) for part in observation.locator.removeprefix("chars ").split("-"))
        assert text[start:end] == observation.raw
        if observation.raw.endswith("持平"):
            continue
        printed = re.sub(r"[０-９．]", lambda match: chr(ord(match[0]) - 0xFEE0), observation.raw)
        digits = re.sub(r"\D", "", re.findall(r"[\d.]+", printed)[-1]).strip("0")
        assert digits == re.sub(r"\D", "", f"{abs(observation.value):f}").strip("0")


_SENTENCES = (
    "检查企业{}家",
    "发现隐患{}条",
    "责令停产整顿{}家",
    "罚款{}万元",
    "立案{}件",
    "行政拘留{}人",
    "发放宣传资料{}份",
    "整改率为{}%",
)
_INDICATORS = ("inspection.units", "hazard.found", "penalty.suspension", "penalty.fine_amount", "penalty.case_filed",
               "detention.administrative", "publicity.materials", "hazard.rectification_rate")  # fmt: skip
_FACTORS = {"罚款{}万元": Decimal(10_000), "整改率为{}%": Decimal("0.01")}


@pytest.mark.parametrize("seed", range(40))
def test_any_order_numbers_and_noise_give_the_figures_where_they_stand(read: Read, seed: int) -> None:
    """Sentences in a random order with random numbers, damaged by random noise: every figure, cut from the raw text."""
    draw = random.Random(seed)  # noqa: S311
    order = draw.sample(range(len(_SENTENCES)), k=5)
    values = {i: Decimal(draw.randint(1, 9900)) / (100 if _SENTENCES[i] in _FACTORS else 1) for i in order}
    plain = "。".join(_SENTENCES[i].format(f"{values[i].normalize():f}") for i in order) + "。"
    text = draw.choice([str, *CHANGES])(plain)
    found = read(text).observations
    expected = {_INDICATORS[i]: (values[i] * _FACTORS.get(_SENTENCES[i], Decimal(1))).normalize() for i in order}
    assert {o.indicator: o.value.normalize() for o in found} == expected
    for observation in found:
        start, end = (int(part) for part in observation.locator.removeprefix("chars ").split("-"))
        assert text[start:end] == observation.raw
        again = read(observation.raw).observations
        assert [(o.indicator, o.value) for o in again] == [(observation.indicator, observation.value)]
