"""Whole small tables, one for each trouble that layouts give, with what a careful reader takes from them."""

from __future__ import annotations

import pytest

from tests.tables.table_samples import at, extract, refused, sheet, span


def test_merged_three_row_header_tells_parts_of_two_groups_apart() -> None:
    found = extract(
        sheet(
            """
澄川市2024年第一季度安全生产行政执法情况统计表|||||||
序号|县（市、区）|事故隐患|||行政处罚||
||排查隐患||已整改|处罚次数||处罚罚款
||小计|其中：重大事故隐患||小计|其中：对生产经营单位|
||（项）|（项）|（项）|（次）|（次）|（万元）
1|澄阳县|91|4|80|13|7|30.5
2|渡川县|64|1|60|9|5|21.2
合    计||155|5|140|22|12|51.7
单位负责人：甲某    审核人：乙某    联系电话：0000-0000000|||||||
""",
            merge="A1:H1 A2:A5 B2:B5 C2:E2 F2:H2 C3:D3 E3:E4 F3:G3 H3:H4 A8:B8 A9:H9",
        )
    )
    assert at(found, "C6") == ("hazard.found", 91, "澄阳县", None, "accepted")
    assert at(found, "D6") == ("hazard.major_found", 4, "澄阳县", None, "accepted")
    assert at(found, "E7") == ("hazard.rectified", 60, "渡川县", None, "accepted")
    assert at(found, "F6") == ("penalty.count", 13, "澄阳县", None, "accepted")
    assert at(found, "G7") == ("penalty.count_unit", 5, "渡川县", None, "accepted")
    assert at(found, "H8") == ("penalty.fine_amount", 517000, "澄川市", None, "accepted")
    assert len(found.observations) == 18
    assert found.refusals == ()


def test_one_label_under_different_heads_is_told_apart_by_head_and_unit() -> None:
    found = extract(
        sheet(
            """
渡川县2023年上半年安全生产行政处罚情况统计表||||
项目内容|计量单位|合计|危险品|其他工贸
罚款次数|次|40|15|25
  其中:1)事故处罚|次|3|0|3
       2)监督监察处罚|次|37|15|22
处罚罚款|万元|120|20.5|99.5
  其中:1)事故处罚|万元|50|0|50
       2)监督监察处罚|万元|70|20.5|49.5
实际收缴罚款|万元|90.6|20.5|70.1
  其中:1)事故处罚|万元|30|0|30
       2)监督监察处罚|万元|60.6|20.5|40.1
罚款收缴率|%|75.5|100|70.45
  其中:1)事故处罚|%|60||60
"""
        )
    )
    assert at(found, "C4") == ("penalty.fine_count_accident", 3, "渡川县", None, "accepted")
    assert at(found, "D5") == ("penalty.fine_count_supervision", 15, "渡川县", "hazardous_chemicals", "accepted")
    assert at(found, "E7") == ("penalty.fine_accident", 500000, "渡川县", "metallurgy_trade", "accepted")
    assert at(found, "C8") == ("penalty.fine_supervision", 700000, "渡川县", None, "accepted")
    assert at(found, "C10") == ("penalty.fine_collected_accident", 300000, "渡川县", None, "accepted")
    assert at(found, "C11") == ("penalty.fine_collected_supervision", 606000, "渡川县", None, "accepted")
    assert at(found, "C12") == ("penalty.collection_rate", 0.755, "渡川县", None, "accepted")
    assert refused(found) == {"A13": "outside_catalogue"}


def test_corner_list_gives_each_row_the_unit_that_it_needs() -> None:
    found = extract(
        sheet(
            """
石闸县打击非法违法专项行动情况统计表|||
填报单位：石闸县安委会办公室    统计时间：2023年11月1日—11月30日|||
本地区打击各类行业企业情况\\n（单位：人、家、个、起、万元）|非煤矿山|道路交通|民爆物品
打击非法违法、治理纠正违规违章行为（合计）|8|120|0
其中：1.证照不齐就开工的|2|9|0
2.关停之后又偷偷开工的|0|6|0
组织检查组|1|20|0
责令停产、停业、停止建设|0|5|0
行政拘留|0|2|0
处罚罚款|2|16.5|0
备注：次月5日前报送。|||
""",
            merge="A1:D1 A2:D2 A11:D11",
        )
    )
    assert at(found, "B4") == ("violation.total", 8, "石闸县", "non_coal_mine", "accepted")
    assert at(found, "C7") == ("inspection.teams", 20, "石闸县", "road_transport", "accepted")
    assert at(found, "C8")[:2] == ("penalty.suspension_mixed", 5)
    assert at(found, "C9") == ("detention.administrative", 2, "石闸县", "road_transport", "accepted")
    assert at(found, "C10") == ("penalty.fine_amount", 165000, "石闸县", "road_transport", "accepted")
    assert at(found, "D10") == ("penalty.fine_amount", 0, "石闸县", "other", "accepted")
    assert span(found, "B4") == ("2023-11-01", "2023-11-30")
    assert refused(found) == {"A5": "row_unmatched", "A6": "row_unmatched"}


def test_counties_across_are_places_and_indicators_stand_in_rows() -> None:
    found = extract(
        sheet(
            """
泊江市2024年第2季度隐患排查治理情况|||||
填报单位（章）||||2024年7月3日|
区域|泊源县|沙 渚 县|泊东新区|市本级|合计
一般隐患排查数（项）|10|20|5|1|36
其中：已整改|9|18|5|1|33
重大隐患排查数（项）|1|0|/|0|1
其中：已整改销号|0|0|/|0|0
累计落实治理资金（万元）|12.5|0|1|0|13.5
"""
        )
    )
    assert at(found, "B4") == ("hazard.general_found", 10, "泊源县", None, "accepted")
    assert at(found, "C5") == ("hazard.general_rectified", 18, "沙渚县", None, "accepted")
    assert at(found, "D8") == ("hazard.funds", 10000, "泊东新区", None, "accepted")
    assert at(found, "E4") == ("hazard.general_found", 1, "市本级", None, "accepted")
    assert at(found, "F7") == ("hazard.major_rectified", 0, "泊江市", None, "accepted")
    assert refused(found) == {"D6": "no_value_mark", "D7": "no_value_mark"}
    codes = {o.place: o.division_code for o in found.observations}
    assert codes == {
        "泊源县": "990301",
        "沙渚县": "990302",
        "泊东新区": "990306",
        "市本级": "990300-own",
        "泊江市": "990300",
    }


def test_repeated_bare_heads_belong_to_the_full_head_before_them() -> None:
    found = extract(
        sheet(
            """
2024年8月份泊江市隐患排查整治统计||||||
县（市、区）|一般隐患（项）|已整改|整改率（%）|重大隐患（项）|已整改|整改率（%）
泊源县|100|90|90|2|1|50
"""
        )
    )
    assert [o.indicator for o in found.observations] == [
        "hazard.general_found", "hazard.general_rectified", "hazard.general_rate",
        "hazard.major_found", "hazard.major_rectified", "hazard.major_rate"]  # fmt: skip


def test_a_part_is_never_the_head_of_what_follows_it() -> None:
    found = extract(
        sheet(
            """
2024年8月份泊江市隐患排查整治统计||||
县（市、区）|排查隐患（项）|其中：重大隐患|已整改|整改率（%）
泊源县|100|2|90|90
"""
        )
    )
    assert [o.indicator for o in found.observations] == [
        "hazard.found", "hazard.major_found", "hazard.rectified", "hazard.rectification_rate"]  # fmt: skip


def test_vertical_one_character_headers_read_as_words() -> None:
    found = extract(
        sheet(
            """
松涧县应急管理局2022年行政处罚情况表||||
单\\n位\\n名\\n称|警\\n告|罚\\n款\\n次\\n数|吊\\n销\\n许\\n可\\n证|行\\n政\\n拘\\n留
松涧县应急管理局|2|10|1|0
"""
        )
    )
    assert at(found, "B3")[:3] == ("penalty.warning", 2, "松涧县")
    assert [o.indicator for o in found.observations] == [
        "penalty.warning", "penalty.fine_count", "penalty.licence_revoked", "detention.administrative"]  # fmt: skip


def test_vertical_header_down_the_rows_reads_as_one_word() -> None:
    found = extract(sheet("松涧县2022年情况统计表||\n县|警|罚\n区||款\n|告|次\n||数\n松涧县|2|10", merge="A1:C1"))
    assert at(found, "C6")[:2] == ("penalty.fine_count", 10)


def test_headers_without_merges_spread_over_the_blanks_to_their_right() -> None:
    found = extract(
        sheet(
            """
砚南区2023年前三季度执法统计|单位:家、条、万元
行业|检查||隐患|||处罚|
|企业数|次数|发现|整改|整改率|次数|罚款
煤矿|1|2|3|3|'100%|0|0
合计|5|7|9|8|'88.9%|1|2.5
""",
            name="csv",
        )
    )
    assert at(found, "csv!B4")[:2] == ("inspection.units", 1)
    assert at(found, "csv!C4")[:2] == ("inspection.count", 2)
    assert at(found, "csv!D5")[:2] == ("hazard.found", 9)
    assert at(found, "csv!F5") == ("hazard.rectification_rate", 0.889, "砚南区", None, "accepted")
    assert at(found, "csv!H5") == ("penalty.fine_amount", 25000, "砚南区", None, "accepted")


def test_township_rows_are_places_of_the_county_and_their_sum_is_the_county() -> None:
    found = extract(
        sheet(
            """
白砚县2021年上半年乡镇安全生产检查情况汇总||||
统计区间:2021-01-01 至 2021-06-30      导出时间:2021-07-01 09:12:33||||
序号|所在镇|企业数|责令限期整改指令书\\nA002|整改率
1|东河镇|56|39|'100.00%
2|西河乡|33|6|'95.45%
合计||89|45|'97.35%
""",
            merge="A1:E1 A2:E2 A6:B6",
        )
    )
    assert at(found, "D4") == ("document.rectification_order", 39, "东河镇", None, "accepted")
    assert at(found, "D6") == ("document.rectification_order", 45, "白砚县", None, "accepted")
    assert {(o.division_code or "990203")[:6] for o in found.observations if o.place == "西河乡"} == {"990203"}
    assert refused(found) == {"C3": "outside_catalogue"}
    assert span(found, "D4") == ("2021-01-01", "2021-06-30")


def test_several_tables_one_under_the_other_keep_their_own_heads() -> None:
    found = extract(
        sheet(
            """
渡川县2022年行政执法情况||||
（表1）行政检查情况统计表||||
序号|单位名称|检查企业（家次）|发现隐患（条）|整改隐患（条）
1|渡川县应急管理局|120|300|290
2||||
合计||120|300|290
（表2）行政处罚实施情况统计表||||
序号|单位名称|行政处罚（件）|罚没金额（万元）|简易程序
1|渡川县应急管理局|12|33.5|2
合计||12|33.5|2
填表人：甲某|联系电话：|13800000000||
""",
            merge="A1:E1 A2:E2 A7:E7",
        )
    )
    assert at(found, "C4")[:2] == ("inspection.count", 120)
    assert at(found, "D9") == ("penalty.fine_and_confiscation", 335000, "渡川县", None, "accepted")
    assert at(found, "E10")[:2] == ("penalty.summary", 2)
    assert {o.period.end.year for o in found.observations if o.period and o.period.end} == {2022}
    assert len(found.observations) == 12
    assert found.refusals == ()


def test_tables_side_by_side_are_two() -> None:
    found = extract(
        sheet(
            """
2024年1-3月统计表||||||
县区|检查企业（家）|发现隐患（条）||行业|检查企业（家）|发现隐患（条）
泊源县|1|2||煤矿|0|0
沙渚县|3|4||工贸|4|6
合计|4|6||合计|4|6
""",
            name="泊江市",
        )
    )
    assert at(found, "泊江市!C4") == ("hazard.found", 4, "沙渚县", None, "accepted")
    assert at(found, "泊江市!F4") == ("inspection.units", 4, "泊江市", "metallurgy_trade", "accepted")


def test_a_card_of_labels_and_values_is_read_in_pairs() -> None:
    found = extract(
        sheet(
            """
隐患排查治理情况登记卡|||
填报单位|双垭县应急管理局|统计月份|2024年5月
检查企业数|12|出动人员|40
发现隐患数|30|已整改|28
罚款（万元）|1.5|停产整顿|1
"""
        )
    )
    assert at(found, "D3") == ("inspection.personnel", 40, "双垭县", None, "accepted")
    assert at(found, "D4") == ("hazard.rectified", 28, "双垭县", None, "accepted")
    assert at(found, "B5") == ("penalty.fine_amount", 15000, "双垭县", None, "accepted")
    assert span(found, "D5") == ("2024-05-01", "2024-05-31")


def test_section_rows_name_the_place_of_the_rows_under_them() -> None:
    found = extract(
        sheet(
            """
澄川市2024年一季度各县隐患情况|||
行业领域|排查隐患（处）|已整改（处）|整改率
一、澄阳县|||
煤矿|10|10|'100%
工贸|5|4|'80%
二、渡川县|||
煤矿|1|1|'100%
"""
        )
    )
    assert at(found, "B5") == ("hazard.found", 5, "澄阳县", "metallurgy_trade", "accepted")
    assert at(found, "B7") == ("hazard.found", 1, "渡川县", "coal_mine", "accepted")


def test_long_form_takes_indicator_unit_place_and_sector_from_stub_columns() -> None:
    found = extract(
        sheet(
            """
行政区划代码|县区|行业|指标名称|计量单位|2024年1-6月|2023年1-6月
990201|砚阳县|全部|罚款金额|元|170000|102000
990201|砚阳县|危险化学品|罚款金额|元|66000|
990202|松涧县|全部|事故起数|起|3|5
|全市合计|全部|事故起数|起|9|7
""",
            name="csv",
        )
    )
    assert at(found, "csv!F2") == ("penalty.fine_amount", 170000, "砚阳县", None, "accepted")
    assert at(found, "csv!F3") == ("penalty.fine_amount", 66000, "砚阳县", "hazardous_chemicals", "accepted")
    assert at(found, "csv!G4") == ("accident.count", 5, "松涧县", None, "accepted")
    assert at(found, "csv!F5") == ("accident.count", 9, "砚岭市", None, "accepted")
    assert {o.role for o in found.observations if o.locator.startswith("csv!G")} == {"prior_year"}
    assert len(found.observations) == 7


def test_numbering_row_and_preamble_pairs_are_no_data() -> None:
    found = extract(
        sheet(
            """
报表名称|安全生产行政执法统计月报|||
填报单位|谷岭县应急管理局|||
统计时间|2024年9月|||
指标名称|计量单位|代码|本月|本月止累计
甲|乙|丙|1|2
一、监督检查|—|01||
检查次数|次|03|33|350
二、行政处罚|—|04||
罚款|万元|05|2.5|30
其中：事故罚款|万元|06|0|10
"""
        )
    )
    assert at(found, "D7")[:3] == ("inspection.count", 33, "谷岭县")
    assert at(found, "E10")[:2] == ("penalty.fine_accident", 100000)
    assert (span(found, "D9"), span(found, "E9")) == (("2024-09-01", "2024-09-30"), ("2024-01-01", "2024-09-30"))
    assert len(found.observations) == 6


def test_traditional_script_is_read_and_places_come_out_simplified() -> None:
    found = extract(
        sheet(
            """
雙埡縣2015年上半年鄉鎮安全生產監管情況表||||
填報單位:雙埡縣安監局||||填報日期:2015年7月6日
鄉鎮|監管企業數(家)|檢查次數(家次)|罰款(萬元)|停產整頓(家)
東興鎮|43|21|0.5|1
合計|43|21|0.5|1
""",
            name="csv",
        )
    )
    assert at(found, "csv!B4")[:3] == ("inspection.units_supervised", 43, "东兴镇")
    assert at(found, "csv!D5") == ("penalty.fine_amount", 5000, "双垭县", None, "accepted")


@pytest.mark.parametrize("name", ["sheet", "csv", "table1", "page2.table1"])
def test_locator_is_the_cell_in_its_own_table(name: str) -> None:
    found = extract(sheet("澄阳县2024年1月统计|\n项目|数量\n罚款（元）|500", name=name))
    assert [o.locator for o in found.observations] == [f"{name}!B3"]


def test_two_tables_of_a_document_take_their_period_from_their_own_captions() -> None:
    one = sheet("县区|事故起数（起）\n澄阳县|1\n渡川县|2", name="table1", caption="表1 澄川市2023年1-11月事故情况")
    two = sheet("县区|事故起数（起）\n澄阳县|3\n渡川县|4", name="table2", caption="表2 澄川市2022年1-11月事故情况")
    found = extract(one, two)
    assert span(found, "table1!B2") == ("2023-01-01", "2023-11-30")
    assert span(found, "table2!B2") == ("2022-01-01", "2022-11-30")


def test_two_levels_of_places_with_their_subtotals() -> None:
    found = extract(
        sheet(
            """
示例省2024年上半年安全生产执法情况汇总表|||
单位：家、万元|||
市|县（市、区）|检查企业|罚款
澄川市|小计|30|4.5
|澄阳县|20|3
|渡川县|10|1.5
泊江市|小计|5|0
|泊源县|5|0
全省合计||35|4.5
""",
            merge="A1:D1 A4:A6 A7:A8 A9:B9",
        )
    )
    assert at(found, "C4") == ("inspection.units", 30, "澄川市", None, "accepted")
    assert at(found, "D6") == ("penalty.fine_amount", 15000, "渡川县", None, "accepted")
    assert at(found, "C9") == ("inspection.units", 35, "示例省", None, "accepted")
    assert [o.locator for o in found.observations if o.is_subtotal and o.indicator == "inspection.units"] == [
        "Sheet1!C4", "Sheet1!C7"]  # fmt: skip


def test_groups_of_indicators_merged_in_a_stub_tell_their_rows_apart() -> None:
    found = extract(
        sheet(
            """
鹿溪县2023年度工作统计|||
类别|指标|单位|数量
监督检查|单位数|家|30
隐患排查|一般隐患|条|100
|其中：已整改|条|99
|重大隐患|条|1
|其中：已整改|条|1
行政处罚|罚款|万元|3
|立案|件|3
""",
            merge="A4:A7 A8:A9",
        )
    )
    assert [o.indicator for o in found.observations] == [
        "inspection.units", "hazard.general_found", "hazard.general_rectified", "hazard.major_found",
        "hazard.major_rectified", "penalty.fine_amount", "penalty.case_filed"]  # fmt: skip


def test_a_sheet_may_be_of_another_place_and_month_than_the_first() -> None:
    first = sheet("澄川市2024年检查情况|\n项目|数量\n检查次数（次）|5", name="1月")
    other = sheet("渡川县2024年检查情况|\n项目|数量\n检查次数（次）|7", name="2月")
    found = extract(first, other)
    assert at(found, "2月!B3") == ("inspection.count", 7, "渡川县", None, "accepted")
    assert (span(found, "1月!B3"), span(found, "2月!B3")) == (
        ("2024-01-01", "2024-01-31"),
        ("2024-02-01", "2024-02-29"),
    )


def test_the_office_that_fills_in_a_provincial_form_is_the_place() -> None:
    found = extract(
        sheet("示例省安全生产统计表（2024年5月）|\n填报单位：澄阳县应急管理局|\n项目|数量\n检查次数（次）|5")
    )
    assert at(found, "B4") == ("inspection.count", 5, "澄阳县", None, "accepted")


def test_a_statistic_that_only_the_title_names_is_taken_from_it() -> None:
    found = extract(sheet("砚北区2024年各行业罚款情况表（单位：元）||\n行业|1月|2月\n煤矿|0|1000\n工贸|500|0"))
    assert at(found, "C3") == ("penalty.fine_amount", 1000, "砚北区", "coal_mine", "accepted")
    assert span(found, "C3") == ("2024-02-01", "2024-02-29")


def test_large_tables_take_time_in_step_with_their_cells() -> None:
    lines = "\n".join(f"第{i}街道|{i}|5|2.5" for i in range(1500))
    found = extract(sheet(f"澄阳县2024年上半年统计|||\n乡镇|检查企业（家）|排查隐患（条）|罚款（万元）\n{lines}"))
    assert len(found.observations) == 4500
