"""The day on which an office filed a sheet, from the words and dates at its head and foot, and never another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from pipelines.extraction.extract import extract_reading
from pipelines.extraction.tables.filing import find_filing_day
from pipelines.reading.model import Cell, Reading, Table, TextBlock, Tree
from tests.tables.table_samples import CATALOGUE, sheet

TABLE = """
澄阳县2024年第一季度执法统计表
{head}
项目|单位|数值
检查次数|次|41
发现隐患|项|87
{foot}
"""
APRIL = date(2024, 4, 11)


def _reading(*tables: Table) -> Reading:
    return Reading("报表.xlsx", "0" * 64, "xlsx", None, tables)


def _filed(head: str = "", foot: str = "", last_day: date | None = date(2024, 3, 31)) -> date | None:
    text = TABLE.format(head=head, foot=foot).strip().replace("\n\n", "\n")
    return find_filing_day(_reading(sheet(text)), last_day)


@pytest.mark.parametrize(
    "line",
    [
        "填报日期：2024年4月11日",
        "填表日期: 2024-04-11",
        "报出日期：2024.4.11",
        "上报时间：2024/4/11 16:30",
        "编制日期：2024 年 4 月 11 日",
        "制表日期：二〇二四年四月十一日",
        "填 报 日 期：2024年4月11日",
        "报送日期(公历)：2024年4月11日",
        "填报单位(盖章)：澄阳县应急管理局   填表人：周某   填报日期：2024年4月11日",
        "单位负责人：吴某|填表人：周某|联系电话：|0000-1234567|报出日期：2024年4月11日",
        "填报日期|2024年4月11日",
        "填报日期：|'45393",
        "填报日期：|20240411",
        "填报日期：|2024|年|4|月|11|日",
        "填报单位：澄阳县应急管理局\\n报送时间：2024年4月11日",
        f"填报单位：澄阳县应急管理局{' ' * 90}填表人：周某{' ' * 90}填报日期：2024年4月11日",
        "填报日期：２０２４年４月１１日",
    ],
)
@pytest.mark.parametrize("place", ["head", "foot"])
def test_a_named_day_of_filing_is_read_wherever_it_stands(line: str, place: str) -> None:
    """A label and its date in one cell, in two, in pieces, among other labels."""
    assert _filed(**{place: line}) == APRIL


def test_a_date_cell_behind_its_label_is_read() -> None:
    """A stored date is a date however the sheet shows it."""
    table = sheet(TABLE.format(head="", foot="填报日期").strip())
    rows = [*table.rows[:-1], (table.rows[-1][0], Cell("11-Apr-24", APRIL), *table.rows[-1][2:])]
    assert find_filing_day(_reading(replace(table, rows=tuple(rows)))) == APRIL


def test_a_serial_number_is_a_date_only_behind_its_label() -> None:
    """45393 stored as a number is 2024-04-11 behind 填报日期 and nothing alone."""
    for label, day in (("填报日期：", APRIL), ("联系电话：", None)):
        table = sheet(TABLE.format(head="", foot=label).strip())
        rows = [*table.rows[:-1], (table.rows[-1][0], Cell("45393", Decimal(45393)), *table.rows[-1][2:])]
        assert find_filing_day(_reading(replace(table, rows=tuple(rows)))) == day


@pytest.mark.parametrize(
    "foot",
    [
        "2024年4月11日",
        "||2024年4月11日",
        "澄阳县应急管理局|2024年4月11日",
        "澄阳县应急管理局（盖章）\n2024年4月11日",
        "澄阳县安全生产委员会办公室\n二〇二四年四月十一日",
        "填表人：周某  审核人：吴某  2024年4月11日",
        "单位负责人（签字）：|2024年4月11日",
        "日期：2024年4月11日",
    ],
)
def test_the_day_under_the_seal_is_the_day_of_filing(foot: str) -> None:
    """What prose takes from its last lines, a sheet's foot says too."""
    assert _filed(foot=foot) == APRIL


@pytest.mark.parametrize(
    "line",
    [
        "统计时间：2024年3月31日",
        "数据截至2024年3月31日",
        "统计截止日期：2024年4月11日",
        "填报时间：2024年1月1日至2024年3月31日",
        "报送时间：2024年4月10日前",
        "上报截止日期：2024年4月10日",
        "应报送时间：2024年4月10日",
        "规定上报时间：2024年4月10日",
        "填报日期：2024年2月30日",
        "填报日期：　　年　　月　　日",
        "填报日期：4月11日",
        "注：县局于2024年4月11日复核。",
        "事故上报时间：2024年2月3日",
        "决定日期：2024年2月3日",
        "表号：安统01表  2023年12月4日批准",
        "填报单位：澄阳县应急管理局|有效期至：2025年12月30日",
        "会议时间：2024年4月11日",
        "检查时间：|2024年4月11日",
        "2024年4月11日前报市局",
    ],
)
@pytest.mark.parametrize("place", ["head", "foot"])
def test_a_day_of_another_matter_is_no_day_of_filing(line: str, place: str) -> None:
    """As-at days, deadlines, ranges, impossible days, days of an event."""
    assert _filed(**{place: line}) is None


def test_a_day_of_the_tables_body_is_never_taken() -> None:
    """A column of dates, and a last row without a figure under it, say nothing of the filing."""
    table = """
    澄阳县2024年第一季度检查明细
    检查单位|检查日期|发现隐患(项)
    澄阳县应急管理局|2024-02-06|3
    澄阳县住建局|2024-03-12|4
    澄阳县交通局|2024-03-19|
    """
    assert find_filing_day(_reading(sheet("\n".join(x.strip() for x in table.strip().split("\n"))))) is None


def test_an_unnamed_day_in_the_head_must_follow_the_period() -> None:
    """Beside the filing office a day after the period is the filing's; its last day may be that of the figures."""
    line = "填报单位（章）：澄阳县应急管理局|{}|计量单位：次"
    assert _filed(head=line.format("2024年4月11日")) == APRIL
    assert _filed(head=line.format("2024年3月31日")) is None
    assert _filed(head=line.format("2024年2月20日")) is None


def test_the_office_stands_before_the_machine_and_the_last_form_before_the_first() -> None:
    """打印时间 is another day than 填报日期; a file of two forms was complete with the later one."""
    assert _filed(foot="填报日期：2024年4月11日\n打印时间：2024-05-20 08:00") == APRIL
    assert _filed(foot="打印时间：2024-05-20 08:00") == date(2024, 5, 20)
    early = sheet(TABLE.format(head="填报日期：2024年4月8日", foot="").strip(), name="一")
    late = sheet(TABLE.format(head="填报日期：2024年4月11日", foot="").strip(), name="二")
    assert find_filing_day(_reading(early, late)) == APRIL
    assert find_filing_day(_reading(early, replace(late, hidden=True))) == date(2024, 4, 8)


def test_a_form_line_under_a_table_of_a_document_tells_its_day() -> None:
    """In a document the foot of the form is a paragraph; a sentence that speaks of a day is none."""
    table = sheet(TABLE.format(head="", foot="").strip())
    foot = TextBlock("para 2", "填报单位（章）：澄阳县应急管理局　　填表人：周某　　填报日期：二〇二四年四月十一日")
    asked = TextBlock("para 3", "本表填报日期为2024年4月20日，逾期不候。")
    reading = Reading("报表.docx", "0" * 64, "docx", None, (table, foot, asked))
    assert find_filing_day(reading) == APRIL
    assert extract_reading(replace(reading, blocks=(table, foot)), CATALOGUE).context.published_on == APRIL
    assert find_filing_day(replace(reading, blocks=(table, asked))) is None


def test_a_json_value_names_its_day() -> None:
    """A system's export tells it beside the rows."""
    value = {
        "填报单位": "澄阳县应急管理局",
        "填报日期": "2024-04-11",
        "明细": [{"项目": "检查次数", "数值": Decimal(4)}],
    }
    reading = Reading("导出.json", "0" * 64, "json", None, (Tree("$", value),))
    assert find_filing_day(reading) == APRIL


def test_the_documents_context_has_the_day_and_the_figures_keep_their_period() -> None:
    """The day of filing dates the document, never its figures."""
    table = sheet(TABLE.format(head="", foot="填报日期：2024年10月9日").strip())
    found = extract_reading(_reading(table), CATALOGUE)
    assert found.context.published_on == date(2024, 10, 9)
    assert {(o.period.start, o.period.end) for o in found.observations if o.period} == {
        (date(2024, 1, 1), date(2024, 3, 31))
    }


def test_the_foot_of_a_penalty_list_tells_its_day_too() -> None:
    """A list of decisions is filed like any other sheet; its decisions keep their days."""
    table = sheet("""
行政处罚决定书文号|违法行为人名称|处罚类别|罚款金额(万元)|处罚决定日期|处罚机关
（澄）应急罚〔2024〕1号|甲公司|罚款|2|2024-02-06|澄阳县应急管理局
（澄）应急罚〔2024〕2号|乙公司|罚款|3|2024-03-12|澄阳县应急管理局
填报日期：2024年4月11日
""")
    found = extract_reading(_reading(table), CATALOGUE)
    assert (found.context.published_on, [c.decision_date for c in found.cases if c.status == "accepted"]) == (
        APRIL,
        [date(2024, 2, 6), date(2024, 3, 12)],
    )
