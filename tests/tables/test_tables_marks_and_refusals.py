"""What is no figure, what is one only by a note, and what is told instead of being dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading.model import MergedRange
from tests.tables.table_samples import CATALOGUE, at, extract, refused, sheet

_WORDS = ["县区", "检查次数（次）", "罚款（万元）", "5", "3.5", "合计", "小计", "其中：", "一、渡川县", "煤矿", "同比±%", "去年同期", "本月",
          "累计", "年度目标", "2024", "2024年1-3月", "", "", "—", "无", "'5?4", "单位：万元", "注：空格表示为0", "序号", "（家）", "%",
          "'3起4人", "整改率", "+", "（）", "其中", "已整改", "重大隐患", "计量单位", "指标"]  # fmt: skip

_HAZARDS = """
永砚市2022年1月-9月隐患排查治理情况统计表|||
行业和领域|一般事故隐患||落实治理资金
|排查|整改率|
|（项）|(%)|（万元）
非煤矿山|9|100|
建筑施工||||
合  计|9|100|
{note}|||
"""


def _hazards(note: str):  # type: ignore[no-untyped-def]
    return extract(sheet(_HAZARDS.format(note=note), merge="A1:D1 A2:A4 B2:C2 D2:D3 A8:D8"))


def test_a_blank_is_no_figure_without_a_note() -> None:
    found = _hazards("注：数据以年底核定为准。")
    assert [o.locator for o in found.observations] == ["Sheet1!B5", "Sheet1!C5", "Sheet1!B7", "Sheet1!C7"]


def test_a_blank_is_zero_where_a_note_says_so_and_only_in_the_columns_it_speaks_of() -> None:
    found = _hazards("注：1.数量各栏空白即为0；比率各栏空白表示分母为0。")
    zeros = {o.locator: (float(o.value), o.raw, o.value_state) for o in found.observations if o.value_state != "number"}
    assert zeros == {
        "Sheet1!D5": (0, "", "zero_by_mark"), "Sheet1!B6": (0, "", "zero_by_mark"),
        "Sheet1!D6": (0, "", "zero_by_mark"), "Sheet1!D7": (0, "", "zero_by_mark")}  # fmt: skip


def test_a_note_that_blanks_were_not_filed_makes_no_zero() -> None:
    found = _hazards("注：空白表示未报，不为0。")
    assert all(o.value_state == "number" for o in found.observations)


def test_a_dash_is_zero_only_by_its_note() -> None:
    table = "永砚市2022年上半年事故情况|\n行业|起数（起）\n煤矿|—\n道路运输|3\n合计|3\n{note}|"
    by_note = extract(sheet(table.format(note="注：“—”表示数值为零。")))
    assert at(by_note, "B3") == ("accident.count", 0, "永砚市", "coal_mine", "accepted")
    without = extract(sheet(table.format(note="注：数据为快报数。")))
    assert refused(without) == {"B3": "no_value_mark"}
    base = extract(sheet(table.format(note="注：“—”表示上一年基数为零。")))
    assert [o.locator for o in base.observations] == ["Sheet1!B4", "Sheet1!B5"]


def test_nothing_said_in_words_is_a_zero_for_a_person_to_confirm() -> None:
    found = extract(sheet("谷岭县2024年7月情况统计表|\n类别|行政拘留（人）\n非煤矿山|无\n危化品|3\n道路交通|本月无"))
    assert at(found, "B3") == ("detention.administrative", 0, "谷岭县", "non_coal_mine", "review")
    assert {o.value_state for o in found.observations} == {"zero_in_words", "number"}


def test_a_hidden_sheet_gives_no_figures_and_one_refusal() -> None:
    shown = sheet("澄阳县2024年1月统计|\n项目|数量\n罚款（元）|500", name="本期")
    hidden = sheet("澄阳县2023年1月统计|\n项目|数量\n罚款（元）|900", name="上年同期", hidden=True)
    found = extract(shown, hidden)
    assert [o.locator for o in found.observations] == ["本期!B3"]
    assert [(r.locator, r.reason) for r in found.refusals] == [("上年同期", "hidden_source")]


def test_figures_of_hidden_columns_go_to_review() -> None:
    found = extract(
        sheet("柳渚县2024年2月统计||\n乡镇|检查次数|罚款（元）\n甲河镇|1|100", hidden_columns=frozenset({3}))
    )
    assert (at(found, "B3")[4], at(found, "C3")[4]) == ("accepted", "review")


def test_an_unknown_head_is_refused_once_at_its_own_cell() -> None:
    found = extract(sheet("泊源县2024年1月统计||\n乡镇|检查次数|满意度测评\n甲河镇|1|88\n乙河镇|2|90"))
    assert refused(found) == {"C2": "header_unmatched"}
    assert len(found.observations) == 2


def test_an_unknown_row_is_refused_at_its_stub() -> None:
    found = extract(sheet("泊源县2024年1月统计|\n项目|数量\n检查次数|4\n群众满意情况评价|3"))
    assert refused(found) == {"A4": "row_unmatched"}


def test_a_joint_class_is_no_single_class() -> None:
    found = extract(sheet("澄东区2023年处罚情况|\n警告、通报批评|罚款\n3|20", merge="A1:B1"))
    assert "penalty.warning" not in {o.indicator for o in found.observations}
    assert refused(found)["A2"] == "header_unmatched"


def test_targets_are_never_observed_figures() -> None:
    found = extract(
        sheet(
            """
集垭市零事故创建工作进展情况统计表（截至2021年9月30日）||||||
乡镇|零事故村（社区）||||零事故企事业单位|
|总数（个）|零事故数（个）|比例（%）|年度目标（%）|总数（家）|年度目标（家）
甲河镇|20|19|=95%|79|30|28
""",
            merge="A2:A3 B2:E2 F2:G2",
        )
    )
    observed = {o.indicator for o in found.observations if o.role == "observed"}
    assert observed == {
        "zero_accident.village_total", "zero_accident.village_zero", "zero_accident.village_rate",
        "zero_accident.enterprise_total"}  # fmt: skip
    assert [(o.indicator, float(o.value)) for o in found.observations if o.role == "target"] == [
        ("zero_accident.village_target", 0.79)]  # fmt: skip


def test_a_target_column_of_other_statistics_is_told() -> None:
    found = extract(sheet("红垭县2024年1-9月指标情况||\n项目|年度目标|1-9月累计\n事故起数|10|3"))
    assert [o.locator for o in found.observations] == ["Sheet1!C3"]
    assert refused(found) == {"B2": "target_column"}


def test_damaged_digits_give_no_figure() -> None:
    found = extract(sheet("红垭县2024年1月情况|\n项目|数量\n检查企业（家）|'5?4\n检查次数（次）|'3起4人"))
    assert found.observations == ()
    assert refused(found) == {"B3": "damaged_number", "B4": "glued_digits"}


def test_one_statistic_with_two_values_in_a_table_is_held_back() -> None:
    found = extract(sheet("红垭县2024年1月情况|\n项目|数量\n检查次数（次）|5\n执法检查（次）|7\n罚款（元）|5"))
    assert [(o.status, o.reason) for o in found.observations] == [
        ("review", "conflicting_values"), ("review", "conflicting_values"), ("accepted", None)]  # fmt: skip


def test_an_unknown_place_goes_to_review() -> None:
    found = extract(sheet("澄川市2024年1月统计|\n县区|检查次数（次）\n澄阳县|1\n渡川县|2\n无何有县|3"))
    assert at(found, "B5") == ("inspection.count", 3, "无何有县", None, "review")
    assert found.observations[-1].reason == "place_unknown"


def test_signatures_phones_and_filing_dates_are_no_figures() -> None:
    found = extract(
        sheet(
            """
红垭县2024年1月情况||
项目|计量单位|数量
检查次数|次|5
单位负责人：|甲某|联系电话：
填报日期|2024-02-03|
审核人：乙某  电话：13900000000||
"""
        )
    )
    assert [o.locator for o in found.observations] == ["Sheet1!C3"]


@pytest.mark.parametrize("word", ["无", "未发生", "本季度无", "零"])
def test_a_word_for_nothing_asks_for_the_number(word: str) -> None:
    """What it asks for is what a dash is told: write 0, or leave the cell blank."""
    found = extract(sheet(f"红垭县2024年1月情况||\n项目|单位|数量\n检查次数|次|5\n行政拘留|人|{word}\n警告|次|—"))
    assert [(o.locator, o.value, o.status, o.reason) for o in found.observations] == [
        ("Sheet1!C3", 5, "accepted", None), ("Sheet1!C4", 0, "review", "zero_in_words")]  # fmt: skip
    told = [CATALOGUE.reasons[code] for code in ("zero_in_words", *(r.reason for r in found.refusals))]
    assert len({(r.next_step_zh, r.next_step_en) for r in told}) == 1
    assert "写无" not in told[0].next_step_zh


def test_the_other_figures_of_a_row_with_glued_cells_are_held_back() -> None:
    """Where cells ran together nobody knows which column a number belongs to; other rows stay."""
    found = extract(
        sheet(
            "澄川市2024年1月情况|||\n县区|检查次数（次）|警告（次）|立案（件）\n澄阳县|'6001500230007|7|2\n渡川县|5|1|0"
        )
    )
    assert {o.locator: o.reason for o in found.observations if o.locator != "Sheet1!B3"} == {
        "Sheet1!C3": "glued_digits", "Sheet1!D3": "glued_digits",
        "Sheet1!B4": None, "Sheet1!C4": None, "Sheet1!D4": None}  # fmt: skip


def test_the_decimals_of_a_computed_number_are_no_run_of_digits() -> None:
    """A share as a program computes it has many decimals and is one number."""
    found = extract(sheet("澄川市2024年1月情况||\n县区|检查次数（次）|整改率\n澄阳县|7|0.952380952380952"))
    assert [(o.locator, o.status) for o in found.observations] == [("Sheet1!B3", "accepted"), ("Sheet1!C3", "accepted")]


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.lists(st.sampled_from(_WORDS), min_size=4, max_size=4), min_size=1, max_size=7),
    merges=st.lists(st.tuples(*[st.integers(1, 7)] * 4), max_size=3),
)
def test_no_arrangement_of_cells_breaks_the_reading(
    rows: list[list[str]], merges: list[tuple[int, int, int, int]]
) -> None:
    table = sheet("\n".join("|".join(row) for row in [["澄阳县"], *rows]))
    ranges = tuple(MergedRange(min(a, b), min(c, d), max(a, b), max(c, d)) for a, b, c, d in merges)
    found = extract(replace(table, merged=ranges))
    cells = {o.locator for o in found.observations}
    assert len(cells) == len(found.observations)
