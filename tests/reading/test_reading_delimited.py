"""Lists: records keep their numbers, fields their text."""

import pytest

from pipelines.reading.model import BLANK, Cell
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes


def read_list(text, name="a.csv"):
    return read_bytes(text.encode(), name)


def test_a_line_break_in_quotes_begins_no_record():
    rows = read_list('文号,事由\n一号,"检查发现:\n未培训"\n二号,"说""停产"""\n').tables[0].rows

    assert len(rows) == 3
    assert rows[1][1].text == "检查发现:\n未培训"
    assert rows[2] == (Cell("二号", "二号"), Cell('说"停产"', '说"停产"'))


def test_blank_lines_and_preamble_count_as_records():
    table = read_list("澄川市月报\r\n\r\n月份,检查,罚款\r\n1月,106,4.5\r\n2月,90,4\r\n").tables[0]

    assert table.locator == "csv"
    assert [row[0].text for row in table.rows] == ["澄川市月报", "", "月份", "1月", "2月"]
    assert table.rows[1] == (BLANK, BLANK, BLANK)


@pytest.mark.parametrize(
    ("separator", "note"),
    [(",", ()), ("\t", ("separator: tab",)), (";", ("separator: semicolon",)), ("|", ("separator: bar",)),
     ("，", ("separator: full-width comma",))],
)  # fmt: skip
def test_the_separator_is_found(separator, note):
    text = "\n".join(separator.join(row) for row in (["区县", "检查", "罚款"], ["甲区", "1", "2"], ["乙区", "3", "4"]))

    reading = read_list(text)

    assert [cell.text for cell in reading.tables[0].rows[2]] == ["乙区", "3", "4"]
    assert reading.notes == note


def test_thousands_in_quotes_and_outer_blanks_stay_as_written():
    rows = read_list('区县,罚款\n甲区 ,"1,200"\n乙区,3\n').tables[0].rows

    assert rows[1] == (Cell("甲区 ", "甲区 "), Cell("1,200", "1,200"))


def test_a_quote_that_never_closes_is_malformed():
    with pytest.raises(UnreadableFileError) as caught:
        read_list('a,b,c\n1,"2,3\n4,5,6\n"7",8,9\n"x"y,"\n')

    assert caught.value.code == "malformed"


def test_a_single_quote_mark_is_text():
    reading = read_list('a,b\n1,"2\n3,4\n')

    assert reading.tables[0].rows[1][1].text == '"2'
    assert "a single quotation mark is read as text" in reading.notes


def test_a_short_last_record_is_told():
    reading = read_list("a,b,c\n" + "1,2,3\n" * 300 + "4,5")

    assert reading.notes == ("the last record has 2 of 3 fields: the file may be cut short",)


@pytest.mark.parametrize(
    "text",
    [
        "上半年检查企业120家，发现隐患35条，罚款4万元。\n下半年检查企业90家，发现隐患12条，罚款3万元。\n另有情况，略，略。\n",
        "报告, 一\n正文没有分隔\n结束\n",
        "| 0.86 | 1 |\n全区没有事故发生。\n检查了三家企业。\n",
    ],
)
def test_prose_is_no_list(text):
    assert read_list(text, "a.txt").format == "txt"
