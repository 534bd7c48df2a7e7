"""Which template a table is of: by overlap, office, day and anchors; where several fit none is applied."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.templates.layouts import SLIPS, SLIPS_TEMPLATE, figure, figures, read, refusals, slips, template, under_id


def test_without_a_template_its_heads_are_told_and_give_no_figure() -> None:
    found = read(slips())
    assert refusals(found)["D2"] == refusals(found)["E2"] == "header_unmatched"
    assert not {"D3", "E3"} & set(figures(found))


def test_a_template_speaks_for_its_heads_and_the_words_for_all_others(tmp_path: Path) -> None:
    found = read(slips(), template(SLIPS_TEMPLATE, tmp_path))
    assert figures(found) == {
        "B3": ("inspection.units", 12, "accepted"), "C3": ("inspection.count", 30, "accepted"),
        "D3": ("document.record", 30, "accepted"), "E3": ("document.rectification_order", 8, "accepted"),
        "F3": ("penalty.fine_amount", 25000, "accepted"),
        "B4": ("inspection.units", 9, "accepted"), "C4": ("inspection.count", 21, "accepted"),
        "D4": ("document.record", 21, "accepted"),
        "B5": ("inspection.units", 21, "accepted"), "C5": ("inspection.count", 51, "accepted"),
        "D5": ("document.record", 51, "accepted"), "E5": ("document.rectification_order", 8, "accepted"),
        "F5": ("penalty.fine_amount", 25000, "accepted"),
    }  # fmt: skip
    assert "header_unmatched" not in refusals(found).values()


def test_a_figure_keeps_the_template_and_its_version(tmp_path: Path) -> None:
    found = read(slips(), template(SLIPS_TEMPLATE, tmp_path))
    assert figure(found, "D3").rule == "template:slips@1"
    assert figure(found, "C3").rule.endswith("+template:slips@1")
    assert figure(found, "C3").rule.startswith("lexicon:")


def test_words_that_the_lexicon_knows_otherwise_give_way_to_the_template(tmp_path: Path) -> None:
    text = SLIPS_TEMPLATE.replace("path: 检查次数\n    unit: 次", "path: 检查次数\n    indicator: inspection.covert")
    assert figures(read(slips(), template(text, tmp_path)))["C3"] == ("inspection.covert", 30, "accepted")


def test_what_a_template_passes_over_is_told_as_outside_the_catalogue(tmp_path: Path) -> None:
    text = SLIPS_TEMPLATE.replace("indicator: document.record", 'indicator: "-"')
    found = read(slips(), template(text, tmp_path))
    assert refusals(found)["D2"] == "outside_catalogue"
    assert "D3" not in figures(found)


def test_a_layout_that_shares_too_little_is_left_alone(tmp_path: Path) -> None:
    other = """
渡川县应急管理局2024年第一季度情况表||||
所在乡镇|甲类文书|培训人数(人)|演练次数(场)|排查隐患(处)
东岭镇|30|5|1|9
"""
    found = read(slips(other), template(SLIPS_TEMPLATE, tmp_path))
    assert refusals(found)["B2"] == "header_unmatched"


@pytest.mark.parametrize(
    ("offices", "applies"),
    [("[\"990102\"]", True), ("[\"990100\"]", True), ("[\"990000\"]", True), ("[渡川县应急管理局]", True),
     ("[\"990103\"]", False), ("[\"990200\"]", False), ("[鹿溪县]", False)],
)  # fmt: skip
def test_a_template_holds_only_for_its_offices(offices: str, applies: bool, tmp_path: Path) -> None:
    found = read(slips(), template(f"{SLIPS_TEMPLATE}offices: {offices}\n", tmp_path))
    assert ("D3" in figures(found)) is applies


def test_a_template_for_any_office_must_be_nearer_than_one_that_names_it(tmp_path: Path) -> None:
    drifted = SLIPS.replace("检查次数(次)", "巡访次数(次)").replace("罚款(万元)|备注", "罚款(万元)|排查隐患(处)")
    assert "D3" not in figures(read(slips(drifted), template(SLIPS_TEMPLATE, tmp_path)))
    named = template(f'{SLIPS_TEMPLATE}offices: ["990102"]\n', tmp_path)
    assert figures(read(slips(drifted), named))["D3"] == ("document.record", 30, "accepted")


def test_anchors_must_stand_around_the_table(tmp_path: Path) -> None:
    for anchor, applies in (("执法情况统计表", True), ("应急统09表", False)):
        found = read(slips(), template(f"{SLIPS_TEMPLATE}anchors: [{anchor}]\n", tmp_path))
        assert ("D3" in figures(found)) is applies


def test_the_version_of_the_day_applies(tmp_path: Path) -> None:
    old = template(SLIPS_TEMPLATE, tmp_path)
    text = SLIPS_TEMPLATE.replace("version: 1", "version: 2").replace("document.record", "document.plan")
    new = under_id(template(text, tmp_path), "slips", valid_from=date(2024, 4, 1))
    old = under_id(old, "slips", valid_to=date(2024, 3, 31))
    assert figures(read(slips(), old, new))["D3"][0] == "document.record"
    later = slips(SLIPS.replace("第一季度", "第二季度"))
    assert figures(read(later, old, new))["D3"][0] == "document.plan"
    assert figure(read(later, old, new), "D3").rule == "template:slips@2"


def test_versions_compete_where_the_table_has_no_day_and_none_wins(tmp_path: Path) -> None:
    old = under_id(template(SLIPS_TEMPLATE, tmp_path), "slips", valid_to=date(2024, 3, 31))
    text = SLIPS_TEMPLATE.replace("version: 1", "version: 2").replace("document.record", "document.plan")
    new = under_id(template(text, tmp_path), "slips", valid_from=date(2024, 4, 1))
    found = read(slips(SLIPS.replace("2024年第一季度", "")), old, new)
    assert [r.raw for r in found.refusals if r.reason == "layout_ambiguous"] == ["slips@1, slips@2"]


def test_two_that_fit_equally_well_are_told_and_every_figure_waits(tmp_path: Path) -> None:
    one = template(SLIPS_TEMPLATE, tmp_path)
    found = read(slips(), one, under_id(one, "twin"))
    told = [r for r in found.refusals if r.reason == "layout_ambiguous"]
    assert [(r.locator, r.raw) for r in told] == [("汇总!A3", "slips@1, twin@1")]
    assert {reason for _, _, reason in figures(found).values()} == {"layout_ambiguous"}
    assert "D3" not in figures(found)


def test_the_one_that_names_the_office_goes_before_one_for_all(tmp_path: Path) -> None:
    for_all = template(SLIPS_TEMPLATE, tmp_path)
    named = template(f'{SLIPS_TEMPLATE}offices: ["990102"]\n'.replace("document.record", "document.plan"), tmp_path)
    found = read(slips(), for_all, under_id(named, "own"))
    assert figures(found)["D3"] == ("document.plan", 30, "accepted")


def test_a_head_that_stands_twice_is_told_apart_by_its_order(tmp_path: Path) -> None:
    table = """
渡川县2024年第一季度文书统计表|||
所在乡镇|件数|件数|检查次数(次)
东岭镇|5|7|9
"""
    text = """
id: twice
version: 1
name: 文书
heads:
  - path: 所在乡镇
  - {path: 件数, indicator: document.record, unit: 件}
  - {path: 件数, indicator: document.plan, unit: 件}
  - path: 检查次数
  - path: 甲类
    optional: true
rows: []
"""
    found = figures(
        read(
            slips(table),
            template(
                text.replace("  - path: 检查次数\n", "  - path: 检查次数\n    indicator: inspection.count\n"), tmp_path
            ),
        )
    )
    assert (found["B3"][0], found["C3"][0], found["D3"][0]) == ("document.record", "document.plan", "inspection.count")


def test_rows_are_stated_like_heads_with_unit_sector_and_time(tmp_path: Path) -> None:
    table = """
渡川县2024年第一季度安全生产情况|||
项目|计量单位|数量|去年
甲项|份|5|4
乙项|万元|1.5|2
"""
    text = """
id: items
version: 1
name: 项目表
heads:
  - path: 项目
  - path: 计量单位
  - path: 数量
  - {path: 去年, role: prior_year}
rows:
  - {path: 甲项, indicator: document.record, sector: coal_mine}
  - {path: 乙项, indicator: penalty.fine_amount, unit: 万元}
"""
    found = read(slips(table), template(text, tmp_path))
    assert figures(found) == {
        "C3": ("document.record", 5, "accepted"), "D3": ("document.record", 4, "accepted"),
        "C4": ("penalty.fine_amount", 15000, "accepted"), "D4": ("penalty.fine_amount", 20000, "accepted"),
    }  # fmt: skip
    assert figure(found, "C3").sector_code == "coal_mine"
    assert (figure(found, "C3").role, figure(found, "D3").role) == ("observed", "prior_year")
    assert str(figure(found, "D3").period.end) == "2023-03-31"  # type: ignore[union-attr]


def test_a_column_and_a_row_that_name_two_statistics_wait_for_a_person(tmp_path: Path) -> None:
    table = "渡川县2024年第一季度情况|\n项目|数额\n甲项|5\n乙项|6\n"
    text = """
id: both
version: 1
name: 项目表
heads:
  - path: 项目
  - {path: 数额, indicator: document.plan}
rows:
  - {path: 甲项, indicator: document.record}
  - {path: 乙项, indicator: document.plan}
"""
    found = figures(read(slips(table), template(text, tmp_path)))
    assert (found["B3"][2], found["B4"][2]) == ("two_readings", "conflicting_values")


def test_a_target_gives_no_result(tmp_path: Path) -> None:
    text = SLIPS_TEMPLATE.replace("indicator: document.record", "indicator: document.record\n    role: target")
    found = read(slips(), template(text, tmp_path))
    assert refusals(found)["D2"] == "target_column"


@pytest.mark.parametrize("printed", ["罚款(元)", "罚款(家)", "罚款(%)"])
def test_a_unit_that_is_printed_otherwise_is_for_a_person(printed: str, tmp_path: Path) -> None:
    found = read(slips(SLIPS.replace("罚款(万元)", printed)), template(SLIPS_TEMPLATE, tmp_path))
    assert figure(found, "F3").reason == "unit_conflict"


def test_a_unit_that_measures_the_same_is_no_conflict(tmp_path: Path) -> None:
    found = read(slips(SLIPS.replace("检查企业(家)", "检查企业(户)")), template(SLIPS_TEMPLATE, tmp_path))
    assert figures(found)["B3"] == ("inspection.units", 12, "accepted")


@pytest.mark.parametrize(
    ("printed", "status"),
    [("甲类文书(份)", "accepted"), ("甲类文书(万元)", "unit_conflict"), ("甲类文书(%)", "unit_conflict")],
)
def test_a_stated_statistic_is_accepted_only_in_its_own_kind_of_unit(printed: str, status: str, tmp_path: Path) -> None:
    found = read(slips(SLIPS.replace("甲类文书", printed)), template(SLIPS_TEMPLATE, tmp_path))
    assert figures(found)["D3"][2] == status


def test_a_place_across_is_open_in_a_path(tmp_path: Path) -> None:
    table = "澄川市2024年第一季度情况|||\n项目|澄阳县|渡川县|合计\n甲项|5|6|11\n乙项|1|2|3\n"
    text = """
id: across
version: 1
name: 分县
heads:
  - path: 项目
  - path: "*"
  - path: 合计
rows:
  - {path: 甲项, indicator: document.record}
  - {path: 乙项, indicator: document.plan}
"""
    one = template(text, tmp_path)
    wider = (
        table.replace("渡川县|合计", "渡川县|鹿溪县|石闸县|合计")
        .replace("|6|11", "|6|1|2|14")
        .replace("|2|3", "|2|0|0|3")
        .replace("情况|||", "情况|||||")
    )
    for picture in (table, wider):
        found = read(slips(picture), one)
        assert found.shapes[0].heads[1].path == ("*",)
        assert figures(found)["B3"] == ("document.record", 5, "accepted")
        assert {o.place for o in found.observations} >= {"澄阳县", "渡川县", "澄川市"}
