"""Rules about whole documents: titles against notes, counties that are named or not, and who detained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from pipelines.validation.documents import Document, judge_documents
from pipelines.validation.findings import Verdicts
from pipelines.validation.rules import judge_observations
from pipelines.validation.setting import Setting
from tests.validation.casebook import QUARTER, Case, index_of, observation_frame
from tests.validation.test_every_rule import RULES, about, judge
from warehouse.catalogue.loader import load_catalogue


def said(rule_id: str, **content: Any) -> list[Mapping[str, Any]]:
    case = Case(rule_id, "text", 1, content)
    return about(judge([case], [RULES[rule_id]]), case)


@pytest.mark.parametrize(
    ("title", "note", "is_broken"),
    [
        ("示例县2024年第一季度执法情况", "注：数据期间为1月1日至12月31日", True),
        ("示例县2024年第二季度执法情况", "说明：统计时间2024年1月1日—6月30日", True),
        ("示例县2024年二季度执法情况", "注：统计期间为4月1日至6月30日", False),
        ("示例县2024年前三季度执法情况", "注：统计期间为1月1日至9月30日", False),
        ("示例县2024年一至三季度执法情况", "注：统计期间为1月1日至9月30日", False),
        ("示例县2024年1-3季度执法情况", "注：统计期间为1月1日至9月30日", False),
        ("示例县2024年第一季度执法情况", "自1月1日至12月31日开展专项行动", False),
        ("示例县2024年第一季度执法情况", "统计周期：1月1日至12月31日", True),
        ("示例县2024年第一季度执法情况", "统计周期：上年12月26日至本年3月25日", False),
        ("示例县2024年第一季度执法情况", "注：统计期间为2023年12月26日起至2024年3月25日", False),
        ("示例县2024年第二季度执法情况", "统计时段：上年12月26日至本年3月25日", True),
    ],
)
def test_a_note_that_names_other_days_than_the_titles_quarter_holds_the_figures(
    title: str, note: str, is_broken: bool
) -> None:
    told = said("X07", figures="penalty.count 3", lines=[title, note])
    assert bool(told) is is_broken
    assert all(f["severity"] == "error" for f in told)


def test_a_quarter_within_a_sentence_is_no_title() -> None:
    lines = ["示例县2024年前三季度执法情况", "现通报如下，四季度要加强检查。", "注：统计期间为1月1日至9月30日"]
    assert said("X07", figures="penalty.count 3", lines=lines) == []


@pytest.mark.parametrize("source", ["会同公安机关行政拘留3人", "专项行动期间行政拘留3人", "移送公安3人"])
def test_detention_with_a_named_source_is_no_hearsay(source: str) -> None:
    assert said("D04", figures="detention.administrative 3", lines=[source]) == []


def test_refused_cells_are_told_of_the_file() -> None:
    refused = Document(
        "f", None, (), (("S!A9", "3870270281001010009949873", "glued_digits"), ("S!A2", "注", "note_row"))
    )
    verdicts = judge_with(refused)
    assert [(f["rule_id"], f["subject_kind"], f["subject_ids"], f["severity"]) for f in broken(verdicts)] == [
        ("X12", "submission", ["f"], "error")
    ]


def test_every_refused_number_is_a_finding_of_its_own() -> None:
    refused = Document(
        "f", None, (), (("chars 1-3", "?58家", "damaged_number"), ("chars 9-12", "?6起", "damaged_number"))
    )
    told = broken(judge_with(refused))
    assert ([f["rule_id"] for f in told], len({f["finding_id"] for f in told})) == (["X13", "X13"], 2)


def judge_with(document: Document) -> Verdicts:
    rows = observation_frame([])
    return judge_documents(rows, [document], RULES.values(), QUARTER, load_catalogue().divisions)


def broken(verdicts: Verdicts) -> list[dict[str, Any]]:
    return [f for f in verdicts.findings if f["outcome"] == "broken"]


@pytest.mark.parametrize("change", [{"division_code": None, "place": "度假区"}, {"status": "review"}])
def test_a_row_that_is_not_understood_leaves_the_sum_of_counties_unasked(change: dict[str, Any]) -> None:
    figures = "; ".join(
        f"hazard.found {n}0 in={place}" for n, place in enumerate(("county", "c2", "c3", "c4", "own"), 1)
    )
    case = Case(
        "X01", "unknown", 1, {"figures": f"hazard.found 999 in=city; {figures}; hazard.found 7 in=c4 cell=S!B9"}
    )
    rows, _ = case.figures()
    rows[-1] |= change
    catalogue = replace(load_catalogue(), divisions=index_of([case]))
    verdicts = judge_observations(observation_frame(rows), [RULES["X01"]], QUARTER, Setting(catalogue, QUARTER.end))
    assert [f["outcome"] for f in verdicts.findings] == ["not_applicable"]
    sound = judge_observations(observation_frame(rows[:-1]), [RULES["X01"]], QUARTER, Setting(catalogue, QUARTER.end))
    assert [f["outcome"] for f in sound.findings] == ["broken"]


def test_a_zone_that_no_list_holds_makes_a_list_of_counties_no_more_complete() -> None:
    case = Case(
        "X02", "zone", 1,
        {"figures": "hazard.found 70 in=city; hazard.found 10 in=county; hazard.found 20 in=c2; hazard.found 30 in=c3; "
                    "hazard.found 5 in=c4"},
    )  # fmt: skip
    rows, _ = case.figures()
    rows[-1] |= {"division_code": f"{case.prefecture}-zone-economic", "place": "经开区"}
    catalogue = replace(load_catalogue(), divisions=index_of([case]))
    verdicts = judge_observations(observation_frame(rows), [RULES["X02"]], QUARTER, Setting(catalogue, QUARTER.end))
    assert [f["outcome"] for f in verdicts.findings] == ["not_applicable"]


@pytest.mark.parametrize(
    ("name", "lines", "is_told"),
    [
        ("汇总表.xlsx", ["乙县汇总表", "填报单位（盖章）：甲县应急管理局", "乙县 8"], True),
        ("甲县汇总表.xlsx", ["乙县汇总表", "填报单位：甲县应急管理局", "乙县 8"], True),
        ("甲县汇总表.xlsx", ["乙县汇总表", "甲县应急管理局编制", "乙县 8"], True),
        ("甲县汇总表.xlsx", ["甲县汇总表", "填报单位：甲县应急管理局", "乙县 8"], False),
        ("乙县汇总表.xlsx", ["乙县汇总表", "填报单位：乙县应急管理局", "乙县 8"], False),
        ("汇总表.xlsx", ["乙县汇总表", "填报单位：应急管理局", "乙县 8"], False),
    ],
)
def test_an_office_that_reports_of_another_county_alone_is_asked(name: str, lines: list[str], is_told: bool) -> None:
    assert bool(said("X21", name=name, figures="hazard.found 8 in=c2", lines=lines)) is is_told
