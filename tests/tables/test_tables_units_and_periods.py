"""Units from wherever they are printed, and periods as printed."""

from __future__ import annotations

import pytest

from pipelines.extraction.tables.units import choose_unit, read_units
from tests.tables.table_samples import at, extract, refused, sheet, span


@pytest.mark.parametrize(
    ("table", "value", "status"),
    [
        ("澄阳县2024年1月统计|\n项目|罚款（万元）\n甲河镇|3.5", 35000, "accepted"),
        ("澄阳县2024年1月统计|\n乡镇|罚款\n|（万元）\n甲河镇|3.5", 35000, "accepted"),
        ("澄阳县2024年1月统计|单位：万元\n乡镇|罚款\n甲河镇|3.5", 35000, "accepted"),
        ("澄阳县2024年1月统计|\n乡镇|罚款金额（元）\n甲河镇|35000", 35000, "accepted"),
        ("澄阳县2024年1月统计|\n乡镇|罚款\n甲河镇|'3.5万元", 35000, "accepted"),
        ("澄阳县2024年1月统计|\n乡镇|罚款\n甲河镇|3.5", 3.5, "review"),
    ],
    ids=["bracket", "unit_row", "title_line", "yuan", "in_the_cell", "nowhere"],
)
def test_money_takes_the_printed_unit_and_without_one_goes_to_review(table: str, value: float, status: str) -> None:
    found = extract(sheet(table))
    assert [(o.indicator, float(o.value), o.status) for o in found.observations] == [
        ("penalty.fine_amount", value, status)
    ]


def test_two_scales_of_money_for_one_cell_are_a_conflict() -> None:
    found = extract(sheet("石闸县2024年1月罚款情况||\n项目|计量单位|罚款（元）\n事故罚款|万元|3"))
    assert [(o.status, o.reason) for o in found.observations] == [("review", "unit_conflict")]


def test_a_table_of_ten_thousand_yuan_does_not_make_money_of_its_counts() -> None:
    found = extract(sheet("澄阳县2024年1月统计||单位：万元\n乡镇|检查次数|罚款\n甲河镇|12|3.5"))
    assert at(found, "B3") == ("inspection.count", 12, "甲河镇", None, "accepted")


def test_measure_words_tell_parties_from_visits() -> None:
    found = extract(sheet("泊源县2024年1月统计||\n乡镇|监督检查（家）|监督检查（家次）\n甲河镇|1|2"))
    assert [o.indicator for o in found.observations] == ["inspection.units", "inspection.count"]


def test_fines_counted_in_parties_or_decisions_are_no_money() -> None:
    found = extract(sheet("泊源县2024年统计||\n乡镇|罚款（家）|罚款（宗）\n甲河镇|1|2"))
    assert [o.indicator for o in found.observations] == ["penalty.fined_units", "penalty.fine_count"]


def test_detention_counted_in_decisions_is_not_persons() -> None:
    found = extract(sheet("泊源县2024年统计||\n乡镇|行政拘留（宗）|行政拘留（人）\n甲河镇|1|2"))
    assert [o.indicator for o in found.observations] == ["detention.administrative_cases", "detention.administrative"]


@pytest.mark.parametrize(
    ("head", "cell", "value", "status"),
    [
        ("整改率（%）", "95.45", 0.9545, "accepted"),
        ("整改率", "'95.45%", 0.9545, "accepted"),
        ("整改率", "=95.4%", 0.954, "accepted"),
        ("整改率", "95.45", 0.9545, "accepted"),
        ("整改率", "0.9545", 0.9545, "accepted"),
        ("整改率（%）", "0.9545", 0.9545, "review"),
    ],
)
def test_a_rate_is_a_share_of_one_however_it_is_printed(head: str, cell: str, value: float, status: str) -> None:
    found = extract(sheet(f"泊源县2024年1月统计||\n乡镇|排查隐患（条）|{head}\n甲河镇|22|{cell}"))
    assert at(found, "C3") == ("hazard.rectification_rate", value, "甲河镇", None, status)


def test_the_unit_of_a_group_is_not_that_of_its_rate() -> None:
    found = extract(
        sheet("泊源县2024年1月统计||\n乡镇|事故隐患（条）|\n|发现|整改率\n甲河镇|22|'95.45%", merge="B2:C2")
    )
    assert at(found, "C4")[:2] == ("hazard.rectification_rate", 0.9545)


def test_half_a_visit_is_out_of_range() -> None:
    found = extract(sheet("泊源县2024年1月统计|\n乡镇|检查次数（次）\n甲河镇|2.5"))
    assert found.observations[0].reason == "value_out_of_range"


def test_read_units_of_a_list_and_of_a_scale() -> None:
    assert [(u.measure, u.unit) for u in read_units("单位：起、人")] == [("起", "count"), ("人", "person")]
    assert read_units("±%")[0].unit == "ratio"
    assert [(u.printed, int(u.factor)) for u in read_units("万元")] == [("万元", 10000)]
    assert read_units("县区") == ()
    assert choose_unit([read_units("家"), read_units("万元")]).is_conflict is False
    assert choose_unit([read_units("元"), read_units("万元")]).is_conflict is True


def test_month_cumulative_and_last_year_blocks() -> None:
    found = extract(
        sheet(
            """
澄川市2024年6月安全生产执法情况月报表|||||
地区|检查次数||||罚款金额（万元）
|本月|累计|去年同期|上月|本月
澄阳县|12|70|60|9|3.5
""",
            merge="A2:A3 B2:E2",
        )
    )
    assert span(found, "B4") == ("2024-06-01", "2024-06-30")
    assert span(found, "C4") == ("2024-01-01", "2024-06-30")
    assert span(found, "D4") == ("2023-01-01", "2023-06-30")
    assert span(found, "E4") == ("2024-05-01", "2024-05-31")
    assert [o.role for o in found.observations] == ["observed", "observed", "prior_year", "observed", "observed"]


def test_months_in_rows_with_their_sums() -> None:
    found = extract(
        sheet(
            """
集垭市2024年第二季度执法情况统计表|
月份|检查次数（次）
4月|1
5月|2
6月|3
小计（二季度）|6
1-6月累计|20
"""
        )
    )
    spans = [span(found, f"B{row}") for row in range(3, 8)]
    assert spans == [
        ("2024-04-01", "2024-04-30"), ("2024-05-01", "2024-05-31"), ("2024-06-01", "2024-06-30"),
        ("2024-04-01", "2024-06-30"), ("2024-01-01", "2024-06-30")]  # fmt: skip
    assert [o.is_subtotal for o in found.observations] == [False, False, False, True, False]


def test_comparisons_take_the_statistic_before_them() -> None:
    found = extract(
        sheet(
            """
砚岭市各县（市、区）生产安全事故统计表|||||
统计单位：砚岭市||||统计日期：20240101-20240930|
|事故起数|同比||死亡人数|同比增长（±%）
||+、-|±%||
总  计|10|-2|-16.7|4|33.3
砚阳县|6|-1|-14.3|3|—
注：“—”表示2023年同期数据为零。|||||
""",
            merge="C3:D3 A3:A4 B3:B4 E3:E4 F3:F4 A2:D2 A7:F7",
        )
    )
    assert [(o.indicator, float(o.value)) for o in found.observations][:5] == [
        ("accident.count", 10), ("accident.count_change", -2), ("accident.count_yoy", -0.167),
        ("accident.deaths", 4), ("accident.deaths_yoy", 0.333)]  # fmt: skip
    assert span(found, "B6") == ("2024-01-01", "2024-09-30")
    assert found.refusals == ()


def test_comparison_of_a_statistic_that_has_no_such_code_is_told() -> None:
    found = extract(sheet("澄川市2024年6月情况表||\n地区|检查次数（次）|同比±%\n澄阳县|12|20"))
    assert refused(found) == {"C2": "outside_catalogue"}


@pytest.mark.parametrize("mark", ["—", "/", "-", "", "持平无基数"])
def test_a_mark_in_a_comparison_states_nothing_and_is_no_refusal(mark: str) -> None:
    head = "澄川市2024年1-9月事故情况表||\n指标|本期|同比增减"
    found = extract(sheet(f"{head}\n事故起数（起）|2|{mark}\n死亡人数（人）|0|{mark}\n较大事故（起）|0|{mark}"))
    assert found.refusals == ()
    assert {o.indicator for o in found.observations} == {"accident.count", "accident.deaths", "accident.larger_count"}


def test_a_mark_in_a_column_of_figures_and_a_damaged_comparison_are_refused_as_before() -> None:
    head = "澄川市2024年1-9月事故情况表||\n指标|本期|同比增减"
    found = extract(sheet(f"{head}\n事故起数（起）|—|1█\n死亡人数（人）|3|1"))
    assert set(refused(found)) == {"B3", "C3"}


def test_years_as_numbers_head_columns() -> None:
    found = extract(sheet("白砚县事故情况对比表||\n指标|2022|2023\n事故起数（起）|5|4"))
    assert (span(found, "B3"), span(found, "C3")) == (("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31"))
    assert [o.role for o in found.observations] == ["prior_year", "observed"]


def test_figures_as_at_a_day_have_no_start_but_flows_of_the_year_and_zero_accident_shares_do() -> None:
    standard = extract(
        sheet("双垭县标准化建设情况（截至2023年12月31日）||\n乡镇|达标企业（家）|本年新增达标（家）\n甲河镇|5|1")
    )
    assert (span(standard, "B3"), span(standard, "C3")) == ((None, "2023-12-31"), ("2023-01-01", "2023-12-31"))
    shares = extract(sheet("望渚县零事故村创建情况（截至2021年9月30日）|\n乡镇|零事故村（社区）比例\n甲河镇|'95%"))
    assert span(shares, "B3") == ("2021-01-01", "2021-09-30")


def test_title_and_note_that_name_other_periods_go_to_review_with_the_notes() -> None:
    found = extract(
        sheet(
            "永砚市2021年第三季度行政处罚情况统计表|\n乡镇|行政处罚（宗）\n甲河镇|3\n说明：统计期间为2021年1月1日至9月30日。|"
        )
    )
    assert span(found, "B3") == ("2021-01-01", "2021-09-30")
    assert [(o.status, o.reason) for o in found.observations] == [("review", "two_readings")]


@pytest.mark.parametrize(
    ("title", "note", "reason"),
    [
        ("永砚市2021年第五季度行政处罚情况统计表", "单位：件", "period_unknown"),
        ("永砚市行政处罚情况统计表（截至2021年2月30日）", "单位：件", "period_unknown"),
        ("永砚市2021年行政处罚情况统计表", "统计时间：2021年1月1日至11月31日", "period_unknown"),
        ("永砚市2021年第一季度行政处罚情况统计表", "统计时间：2021年1月1日至2月29日", "period_unknown"),
        ("永砚市2021年第一季度行政处罚情况统计表", "统计时间：2021.1.1-2.29", "period_unknown"),
        ("永砚市2021年一季度行政处罚情况统计表", "填报日期：2021年4月31日", None),
    ],
)
def test_a_table_dated_by_what_no_calendar_has_waits(title: str, note: str, reason: str | None) -> None:
    found = extract(sheet(f"{title}|\n{note}|\n乡镇|行政处罚（宗）\n甲河镇|3"))
    assert [o.reason for o in found.observations] == [reason]
    assert [o.period is None for o in found.observations] == [reason is not None]


@pytest.mark.parametrize(
    ("note", "days", "reason"),
    [
        ("统计时间：上年12月26日至本年3月25日", ("2030-12-26", "2031-03-25"), None),
        ("统计周期：2030年12月26日至2031年3月25日", ("2030-12-26", "2031-03-25"), None),
        ("统计期间：上月26日至本月25日", ("2030-12-26", "2031-03-25"), None),
        ("统计期间：2031年2月1日至4月30日", ("2031-02-01", "2031-04-30"), "two_readings"),
    ],
)
def test_a_quarter_counted_in_statistical_months_is_no_contradiction(
    note: str, days: tuple[str, str], reason: str | None
) -> None:
    found = extract(sheet(f"永砚市2031年第一季度行政处罚情况统计表|\n{note}|\n乡镇|行政处罚（宗）\n甲河镇|3"))
    assert [o.reason for o in found.observations] == [reason]
    assert span(found, "B4") == days


def test_a_filing_date_is_no_period() -> None:
    found = extract(sheet("永砚市行政处罚情况统计表|\n填报日期：2021-01-11|\n乡镇|行政处罚（宗）\n甲河镇|3"))
    assert [(o.status, o.reason, o.period) for o in found.observations] == [("accepted", None, None)]


def test_a_month_block_without_any_date_goes_to_review() -> None:
    found = extract(sheet("永砚市行政处罚情况统计表||\n乡镇|行政处罚（宗）|\n|本月|累计\n甲河镇|3|5"))
    assert {(o.status, o.reason, o.period) for o in found.observations} == {("review", "period_unknown", None)}


def test_the_file_name_tells_place_and_period_where_nothing_else_does() -> None:
    found = extract(sheet("项目|数量\n检查次数（次）|5"), file="红垭县_2024年第二季度.xlsx")
    assert at(found, "B2") == ("inspection.count", 5, "红垭县", None, "accepted")
    assert span(found, "B2") == ("2024-04-01", "2024-06-30")


def test_heaviest_class_counting_is_kept() -> None:
    found = extract(
        sheet(
            "永砚市2021年行政处罚情况统计表|\n乡镇|行政处罚（宗）\n甲河镇|3\n说明：同一决定有几种处罚的，按最重的一种统计。|"
        )
    )
    assert found.observations[0].counting_basis == "heaviest_class"
