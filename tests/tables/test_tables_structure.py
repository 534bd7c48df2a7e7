"""Shapes that offices invent: pairs side by side, stacked tables, date lines, kinds of work, zones and own levels."""

from __future__ import annotations

import pytest

from tests.tables.table_samples import at, extract, sheet, span

HEAD = "澄川市2023年第二季度安全生产情况统计表\n"


def test_pairs_side_by_side_keep_their_own_names_and_units():
    table = sheet(
        HEAD
        + """指标|单位|数值|指标|单位|数值
立案|件|26|行政处罚|次|31
罚款|万元|8.5|实际收缴罚款|万元|7.5
应急演练|场|11|安全培训|人次|642"""
    )
    found = extract(table)
    assert at(found, "C3")[:2] == ("penalty.case_filed", 26)
    assert at(found, "F3")[:2] == ("penalty.count", 31)
    assert at(found, "F4")[:2] == ("penalty.fine_collected", 75000)
    assert at(found, "C5")[:2] == ("drill.count", 11)
    assert at(found, "F5")[:2] == ("training.people", 642)


def test_three_groups_side_by_side_may_end_unevenly():
    table = sheet(
        HEAD
        + """项目|数据|项目|数据|项目|数据
立案（件）|26|行政处罚（次）|31|罚款（万元）|8.5
应急演练（场）|11|安全培训（人次）|642||"""
    )
    found = extract(table)
    assert at(found, "F3")[:2] == ("penalty.fine_amount", 85000)
    assert at(found, "D4")[:2] == ("training.people", 642)
    assert len(found.observations) == 5


def test_years_with_the_same_heads_are_one_table():
    table = sheet(
        """澄川市行政处罚情况统计表
地区|2022年||2023年|
|立案（件）|结案（件）|立案（件）|结案（件）
澄阳县|3|2|5|4
渡川县|4|3|6|5""",
        merge="A2:A3 B2:C2 D2:E2",
    )
    found = extract(table)
    assert at(found, "D4")[:3] == ("penalty.case_filed", 5, "澄阳县")
    assert span(found, "B4") == ("2022-01-01", "2022-12-31")


def test_card_with_a_unit_between_label_and_value():
    found = extract(sheet(HEAD + "应急演练|场|11|安全培训|人次|642\n立案|件|26|罚款|万元|8.5"))
    assert at(found, "C2")[:2] == ("drill.count", 11)
    assert at(found, "F2")[:2] == ("training.people", 642)
    assert at(found, "F3")[:2] == ("penalty.fine_amount", 85000)


def test_second_table_on_a_sheet_has_its_own_unit_line():
    table = sheet(
        HEAD
        + """表1 检查情况|单位：次、条|
县区|检查次数|发现隐患
澄阳县|31|62
渡川县|12|20

表2 处罚情况||单位：件、万元
县区|立案|罚款
澄阳县|3|12.5
渡川县|2|4.5"""
    )
    found = extract(table)
    assert at(found, "B4")[:2] == ("inspection.count", 31)
    assert at(found, "C9") == ("penalty.fine_amount", 125000, "澄阳县", None, "accepted")


def test_second_table_of_another_year_keeps_its_own_period():
    table = sheet(
        HEAD
        + """县区|立案（件）
澄阳县|3
渡川县|2

2022年第二季度处罚情况统计表
县区|立案（件）
澄阳县|5
渡川县|4"""
    )
    assert span(extract(table), "B8") == ("2022-04-01", "2022-06-30")


@pytest.mark.parametrize(
    "line",
    [
        "统计截止时间：2022年6月30日",
        "数据截止日期：2022-06-30",
        "截止日期：2022/6/30",
        "统计时点：2022.6.30",
        "统计日期：20220630",
        "数据截止时间为2022年6月30日24时",
        "统计截止时间：2022年6月底",
    ],
)
def test_day_of_the_figures_is_read_however_the_line_names_it(line: str):
    table = sheet(
        f"零事故单位创建情况统计表\n填报单位：澄川市安委办  {line}\n县|零事故村（社区）数（个）\n澄阳县|30\n渡川县|41"
    )
    assert span(extract(table), "B4") == ("2022-01-01", "2022-06-30")


def test_last_day_for_filing_is_no_period():
    table = sheet("澄阳县安全生产统计表\n填报截止时间：2022年7月5日\n项目|数量\n立案（件）|3\n结案（件）|2")
    assert span(extract(table), "B4") == (None, None)


@pytest.mark.parametrize("kind", ["教育培训", "宣传教育", "安全教育", "应急管理"])
def test_kind_of_work_is_no_sector(kind: str):
    table = sheet(
        HEAD
        + f"""类别|指标|单位|合计|澄阳县
{kind}|举办培训班|期|5|5
{kind}|应急演练|场|7|7
执法检查|检查次数|次|9|9"""
    )
    found = extract(table)
    assert at(found, "E3") == ("training.sessions", 5, "澄阳县", None, "accepted")
    assert at(found, "E5")[3] is None


def test_classes_that_are_sectors_stay_sectors():
    table = sheet(HEAD + "类别|检查次数（次）\n煤矿|5\n非煤矿山|7\n危险化学品|9")
    assert at(extract(table), "B4")[3] == "non_coal_mine"


@pytest.mark.parametrize(
    ("unit", "printed", "value"), [("万份", "2.5", 25000), ("份", "25000", 25000), ("千份", "25", 25000)]
)
def test_scaled_counts_in_head_unit_row_and_unit_column(unit: str, printed: str, value: int):
    head = sheet(HEAD + f"地区|发放宣传资料（{unit}）\n澄阳县|{printed}\n渡川县|{printed}")
    row = sheet(HEAD + f"地区|发放宣传资料|立案\n|{unit}|件\n澄阳县|{printed}|1\n渡川县|{printed}|2")
    column = sheet(HEAD + f"指标|计量单位|澄阳县|渡川县\n发放宣传资料|{unit}|{printed}|{printed}\n立案|件|1|2")
    for table, cell in ((head, "B3"), (row, "B4"), (column, "C3")):
        assert at(extract(table), cell) == ("publicity.materials", value, "澄阳县", None, "accepted")


def test_person_times_in_ten_thousands():
    table = sheet(HEAD + "指标|计量单位|澄阳县|渡川县\n培训人员|万人次|1.2|0.8\n立案|件|1|2")
    assert at(extract(table), "C3")[:2] == ("training.people", 12000)


def test_place_is_never_rewritten_in_other_characters():
    table = sheet("澄阳县2023年第二季度统计表\n乡镇|检查次数（次）\n濛江镇|5\n柳店镇|7")
    assert at(extract(table), "B3")[2] == "濛江镇"


def test_place_of_a_table_in_traditional_script_is_read_in_simplified():
    table = sheet("澄陽縣2023年第二季度統計表\n鄉鎮|檢查次數（次）\n東關鎮|5\n柳店鎮|7")
    assert at(extract(table), "B3")[2] == "东关镇"


@pytest.mark.parametrize("zone", ["智造新城", "云湖旅游度假区", "临港产业园区", "云湖风景名胜区管委会"])
def test_zone_that_is_not_listed_is_a_part_of_the_reporting_place(zone: str):
    table = sheet(HEAD + f"县（区）|检查次数（次）\n澄阳县|5\n渡川县|7\n{zone}|3")
    assert at(extract(table), "B5") == ("inspection.count", 3, zone, None, "accepted")


def test_county_that_nobody_knows_still_waits_for_review():
    table = sheet(HEAD + "县（区）|检查次数（次）\n澄阳县|5\n渡川县|7\n无名县|3")
    assert at(extract(table), "B5")[4] == "review"


@pytest.mark.parametrize("own", ["县应急局本级", "县局本级", "局机关", "县应急管理局机关"])
def test_office_itself_is_the_own_level(own: str):
    table = sheet(f"澄阳县2023年第二季度统计表\n乡镇|检查次数（次）\n东关镇|5\n柳店镇|7\n{own}|3")
    (figure,) = [o for o in extract(table).observations if o.locator.endswith("B5")]
    assert (figure.place, figure.status) == (own, "accepted")
    assert figure.division_code is not None
    assert figure.division_code.endswith("-own")


def test_only_sub_head_of_a_group_is_a_head():
    table = sheet(
        HEAD + "地区|重大事故隐患|备注\n|整改销号(项)|\n澄阳县|5|另行说明\n渡川县|7|另行说明",
        merge="A2:A3 C2:C3",
    )
    assert at(extract(table), "B4")[:2] == ("hazard.major_rectified", 5)
