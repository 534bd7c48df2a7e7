"""What the numbers of a table say about each other, and what a document says of itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pipelines.extraction.model import DocumentContext, Period
from pipelines.extraction.tables.engine import extract_tables
from pipelines.reading.model import Reading, TextBlock
from tests.tables.table_samples import CATALOGUE, at, extract, sheet, span

_FINES = """
澄川市2024年上半年罚款情况统计表||
县（市、区）|检查次数（次）|罚款金额（万元）
澄阳县|5|8.1
渡川县|6|6.6
鹿溪县|7|143000
石闸县|8|9.9
合计|26|{total}
"""


def test_yuan_among_ten_thousands_is_brought_to_scale_where_the_total_proves_it_and_stays_in_review() -> None:
    found = extract(sheet(_FINES.format(total="38.9")))
    assert at(found, "C5") == ("penalty.fine_amount", 143000, "鹿溪县", None, "review")
    assert at(found, "C6") == ("penalty.fine_amount", 99000, "石闸县", None, "accepted")


def test_yuan_among_ten_thousands_keeps_its_value_where_nothing_proves_it() -> None:
    found = extract(sheet(_FINES.format(total="143024.6")))
    assert at(found, "C5") == ("penalty.fine_amount", 1_430_000_000, "鹿溪县", None, "review")
    assert [o.reason for o in found.observations if o.locator == "Sheet1!C5"] == ["unit_conflict"]


def test_a_row_pasted_one_column_too_far_is_read_in_its_columns_and_reviewed() -> None:
    found = extract(
        sheet(
            """
澄川市2024年上半年监管执法情况统计表|||||
县（市、区）|排查隐患（项）|整改率（%）|处罚次数（次）|罚款金额（万元）|备注
澄阳县|310|96.1|5|8.3|
渡川县||352|95.5|4|11.6
鹿溪县|205|98|4|7.1|
石闸县|251|100|3|4.7|
"""
        )
    )
    assert at(found, "C4") == ("hazard.found", 352, "渡川县", None, "review")
    assert at(found, "D4") == ("hazard.rectification_rate", 0.955, "渡川县", None, "review")
    assert at(found, "F4") == ("penalty.fine_amount", 116000, "渡川县", None, "review")
    assert at(found, "B5") == ("hazard.found", 205, "鹿溪县", None, "accepted")


def test_a_row_with_a_number_under_the_remarks_is_reviewed_even_if_nothing_shows_a_shift() -> None:
    found = extract(
        sheet("澄川市2024年统计||\n县|检查次数（次）|备注\n澄阳县|5|\n渡川县|6|77\n鹿溪县|7|\n石闸县|8|\n谷岭县|9|")
    )
    assert [o.status for o in found.observations] == ["accepted", "review", "accepted", "accepted", "accepted"]


def test_a_share_that_lost_its_format_among_percents_is_taken_as_a_share_and_reviewed() -> None:
    found = extract(sheet("澄川市2024年统计|\n县|整改率（%）\n澄阳县|97.2\n渡川县|0.9583\n鹿溪县|100"))
    assert at(found, "B4") == ("hazard.rectification_rate", 0.9583, "渡川县", None, "review")
    assert at(found, "B5")[1] == 1


def test_a_remark_on_the_cumulative_columns_is_not_the_tables_period() -> None:
    found = extract(
        sheet(
            "永砚市2024年7月月报表||\n指标|本月|累计\n检查次数（次）|5|30\n注：“—”表示上年同期为零；累计为1月1日至7月31日。||"
        )
    )
    assert (span(found, "B3"), span(found, "C3")) == (("2024-07-01", "2024-07-31"), ("2024-01-01", "2024-07-31"))
    assert [o.status for o in found.observations] == ["accepted", "accepted"]


def test_what_the_caller_knows_of_the_document_fills_what_the_table_leaves_open() -> None:
    known = DocumentContext(
        place="红垭县", division_code="990204", period=Period(date(2024, 4, 1), date(2024, 6, 30), "quarter")
    )
    reading = Reading("a.xlsx", "0" * 64, "xlsx", None, (sheet("项目|数量\n检查次数（次）|5"),))
    found = extract_tables(reading, CATALOGUE, context=known)
    assert at(found, "B2") == ("inspection.count", 5, "红垭县", None, "accepted")
    assert span(found, "B2") == ("2024-04-01", "2024-06-30")


def test_the_context_is_found_in_the_text_before_the_table() -> None:
    text = TextBlock("para 1", "渡川县应急管理局2023年上半年工作总结")
    table = sheet("行业领域|检查企业|罚款金额\n煤矿|14|5.5", name="table1", caption="表1 分行业情况（单位：家、万元）")
    found = extract(text, table, file="总结.docx")
    assert at(found, "table1!C2") == ("penalty.fine_amount", 55000, "渡川县", "coal_mine", "accepted")
    assert span(found, "table1!B2") == ("2023-01-01", "2023-06-30")
    assert found.context.place == "渡川县"


def test_an_observation_tells_what_stood_over_and_before_it() -> None:
    found = extract(
        sheet("澄阳县2024年1月统计||\n乡镇|行政处罚|\n|次数（次）|罚款（万元）\n甲河镇|2|3.50", merge="B2:C2")
    )
    figure = found.observations[1]
    assert (figure.context, figure.raw, figure.value) == ("行政处罚 > 罚款（万元） | 甲河镇", "3.50", Decimal(35000))
    assert figure.rule.startswith("lexicon:")


def test_a_correction_is_known_by_its_title() -> None:
    assert extract(sheet("澄阳县2024年1月统计表（更正）|\n项目|数量\n检查次数（次）|5")).context.is_correction is True
    assert extract(sheet("澄阳县2024年1月统计表|\n项目|数量\n检查次数（次）|5")).context.is_correction is False


def test_a_title_about_one_sector_speaks_for_all_its_figures() -> None:
    named = sheet("""
澄阳县烟花爆竹企业检查情况统计表（2023年上半年）
乡镇|检查次数（次）|排查隐患（条）
东津镇|5|12
西津镇|7|9
""")
    assert {o.sector_code for o in extract(named).observations} == {"fireworks"}
    several = sheet("""
澄阳县煤矿等重点行业检查情况统计表（2023年上半年）
乡镇|检查次数（次）|排查隐患（条）
东津镇|5|12
西津镇|7|9
""")
    assert {o.sector_code for o in extract(several).observations} == {None}


def test_heads_of_work_beside_a_head_of_fires_are_no_sectors() -> None:
    found = extract(
        sheet(
            """
澄阳县2023年上半年安全工作情况统计表
乡镇|监督执法||火灾情况|
|检查单位（家）|罚款（万元）|起数（起）|死亡（人）
东津镇|5|1.2|3|0
西津镇|7|0.5|1|1
""",
            merge="A2:A3 B2:C2 D2:E2",
        )
    )
    assert at(found, "Sheet1!B4")[:2] == ("inspection.units", 5)
    assert at(found, "Sheet1!D4")[:2] == ("accident.count", 3)
    assert {o.sector_code for o in found.observations if o.indicator == "inspection.units"} == {None}


def test_money_put_in_is_for_hazards_where_the_title_says_that_they_are_cured() -> None:
    found = extract(
        sheet("""
澄阳县2023年上半年隐患排查治理统计表
乡镇|排查隐患（条）|资金投入（万元）
东津镇|5|12.5
西津镇|7|3
""")
    )
    assert at(found, "Sheet1!C3")[:2] == ("hazard.funds", 125000)
