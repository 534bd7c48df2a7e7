"""What blanks and marks mean by a template: zero, not filed, not applicable; held where the layout has drifted."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.reading.model import Table
from tests.tables.table_samples import sheet
from tests.templates.layouts import SLIPS, SLIPS_TEMPLATE, figure, figures, read, refusals, slips, template

_MARKED = SLIPS.replace("西渠镇|9|21|21|||", "西渠镇|9|21|21|{mark}|1|")


def _marked(mark: str) -> Table:
    return slips(_MARKED.format(mark=mark))


@pytest.mark.parametrize(
    ("name", "mark"), [("blank", ""), ("dash", "—"), ("dash", "-"), ("slash", "/"), ("无", "无"), ("无", "未发生")]
)
@pytest.mark.parametrize("word", ["zero", "zero_by_mark"])
def test_a_mark_is_zero_where_the_template_says_so(name: str, mark: str, word: str, tmp_path: Path) -> None:
    found = read(_marked(mark), template(f"{SLIPS_TEMPLATE}marks: {{{name}: {word}}}\n", tmp_path))
    zero = figure(found, "E4")
    assert (zero.indicator, zero.value, zero.status) == ("document.rectification_order", 0, "accepted")
    assert zero.value_state == ("zero_in_words" if name == "无" else "zero_by_mark")
    assert zero.rule == "template:slips@1"


@pytest.mark.parametrize(("name", "mark"), [("blank", ""), ("dash", "—"), ("slash", "/"), ("无", "无"), ('"0"', "0")])
@pytest.mark.parametrize("meaning", ["not_filed", "not_applicable"])
def test_a_mark_that_is_no_figure_is_told_with_its_meaning(name: str, mark: str, meaning: str, tmp_path: Path) -> None:
    found = read(_marked(mark), template(f"{SLIPS_TEMPLATE}marks: {{{name}: {meaning}}}\n", tmp_path))
    assert "E4" not in figures(found)
    assert refusals(found)["E4"] == meaning


def test_a_mark_of_which_the_template_says_nothing_goes_the_usual_way(tmp_path: Path) -> None:
    found = read(_marked("—"), template(f"{SLIPS_TEMPLATE}marks: {{blank: zero}}\n", tmp_path))
    assert refusals(found)["E4"] == "no_value_mark"
    found = read(_marked("无"), template(f"{SLIPS_TEMPLATE}marks: {{blank: zero}}\n", tmp_path))
    assert figures(found)["E4"] == ("document.rectification_order", 0, "zero_in_words")


def test_a_heads_own_marks_go_before_the_templates(tmp_path: Path) -> None:
    text = SLIPS_TEMPLATE.replace("unit: 份", "unit: 份\n    marks: {blank: not_filed}")
    found = read(_marked(""), template(f"{text}marks: {{blank: zero}}\n", tmp_path))
    assert refusals(found)["E4"] == "not_filed"


def test_a_zero_for_the_whole_layout_is_none_for_rates(tmp_path: Path) -> None:
    table = """
渡川县2024年第一季度隐患情况|||
所在乡镇|排查隐患(处)|已整改(处)|整改率(%)
东岭镇|12|12|100
西渠镇|5||
"""
    text = """
id: rates
version: 1
name: 隐患
marks: {blank: zero}
heads:
  - path: 所在乡镇
  - path: 排查隐患
  - path: 已整改
  - path: 整改率
"""
    found = read(slips(table), template(text, tmp_path))
    assert figures(found)["C4"] == ("hazard.rectified", 0, "accepted")
    assert "D4" not in figures(found)
    own = text.replace("path: 整改率", "path: 整改率\n    marks: {blank: zero}")
    assert figures(read(slips(table), template(own, tmp_path)))["D4"] == ("hazard.rectification_rate", 0, "accepted")


def test_a_place_with_nothing_but_blanks_may_not_have_reported_at_all(tmp_path: Path) -> None:
    table = slips(SLIPS.replace("西渠镇|9|21|21|||", "西渠镇||||||"))
    found = figures(read(table, template(f"{SLIPS_TEMPLATE}marks: {{blank: zero}}\n", tmp_path)))
    assert {found[cell][2] for cell in ("B4", "C4", "D4", "E4", "F4")} == {"blank_row"}


def test_zeros_wait_where_the_layout_has_drifted(tmp_path: Path) -> None:
    drifted = SLIPS.replace("检查次数(次)", "巡访次数(次)").replace("罚款(万元)|备注", "罚款(万元)|排查隐患(处)")
    text = f'{SLIPS_TEMPLATE}offices: ["990102"]\nmarks: {{blank: zero}}\n'
    found = read(slips(drifted), template(text, tmp_path))
    assert figures(found)["E4"] == ("document.rectification_order", 0, "layout_drifted")
    assert figures(found)["E3"] == ("document.rectification_order", 8, "accepted")


def test_a_note_that_contradicts_the_template_makes_its_zeros_doubtful(tmp_path: Path) -> None:
    noted = SLIPS + "注：空白表示未报，不为0。||||||\n"
    found = read(slips(noted), template(f"{SLIPS_TEMPLATE}marks: {{blank: zero}}\n", tmp_path))
    assert figures(found)["E4"][2] == "two_readings"
    zeroed = SLIPS + "注：空格表示该项为0。||||||\n"
    found = read(slips(zeroed), template(f"{SLIPS_TEMPLATE}marks: {{blank: not_filed}}\n", tmp_path))
    assert "E4" not in figures(found)


def test_a_real_zero_stays_one(tmp_path: Path) -> None:
    found = read(_marked("0"), template(f'{SLIPS_TEMPLATE}marks: {{"0": zero}}\n', tmp_path))
    zero = figure(found, "E4")
    assert (zero.value, zero.value_state, zero.status) == (0, "number", "accepted")


_HAZARDS = """
澄川市2024年第一季度事故隐患排查治理情况统计表|||||||
{number}|||||||
行业|一般事故隐患|||重大事故隐患|||落实治理资金
|排查数|已整改|整改率|排查数|已整改|整改率|（万元）
|（项）|（项）|（%）|（项）|（项）|（%）|
煤矿|30|28|93.3||||2.5
危化品||||1|1|100|
合计|30|28|93.3|1|1|100|2.5
"""


@pytest.mark.parametrize(
    ("number", "zeros"), [("表号：应急统隐01", ["B7", "C7", "E6", "F6", "H7"]), ("表号：应急统隐02", [])]
)
def test_the_shipped_hazard_table_prints_zero_as_a_blank(number: str, zeros: list[str]) -> None:
    from pipelines.extraction.extract import extract_reading
    from pipelines.reading.model import Reading
    from tests.tables.table_samples import CATALOGUE

    table = sheet(_HAZARDS.format(number=number), merge="A1:H1 A3:A5 B3:D3 E3:G3")
    found = extract_reading(Reading("隐患.xlsx", "0" * 64, "xlsx", None, (table,)), CATALOGUE)
    blanks = [o for o in found.observations if o.value_state == "zero_by_mark"]
    assert sorted(o.locator.partition("!")[2] for o in blanks) == zeros
    assert all(o.status == "accepted" for o in blanks)
