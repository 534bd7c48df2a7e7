"""The period of a penalty list, from its title, its file's name or its rows."""

from datetime import date

import pytest

from pipelines.extraction.cases.period import find_list_period, read_stated_period


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("澄阳县2024年第一季度行政处罚信息公示表", (2024, 1, 1), (2024, 3, 31)),
        ("2024年4季度双公示", (2024, 10, 1), (2024, 12, 31)),
        ("cases_2023Q3.csv", (2023, 7, 1), (2023, 9, 30)),
        ("2024年上半年行政处罚", (2024, 1, 1), (2024, 6, 30)),
        ("2024年下半年行政处罚", (2024, 7, 1), (2024, 12, 31)),
        ("2024年前三季度行政处罚", (2024, 1, 1), (2024, 9, 30)),
        ("2024年1—2月行政处罚", (2024, 1, 1), (2024, 2, 29)),
        ("２０２４年４月至６月行政处罚", (2024, 4, 1), (2024, 6, 30)),
        ("2024年12月份行政处罚", (2024, 12, 1), (2024, 12, 31)),
        ("2024 年度 行政处罚", (2024, 1, 1), (2024, 12, 31)),
    ],
)
def test_stated_period_is_read(text, start, end):
    period = read_stated_period(text)
    assert (period.start, period.end) == (date(*start), date(*end))


@pytest.mark.parametrize(
    "text", ["", "行政处罚公示表", "公示日期：2024年3月5日", "2024年9—3月行政处罚", "编号20240001"]
)
def test_what_states_no_period_gives_none(text):
    assert read_stated_period(text) is None


def test_title_goes_before_file_name():
    days = [date(2024, 2, 1), date(2024, 3, 1)]
    period = find_list_period("2024年第一季度", "2023Q4.csv", None, days, [])
    assert period.start == date(2024, 1, 1)


def test_stated_period_that_misses_most_rows_still_stands():
    days = [date(2023, 2, 1), date(2023, 3, 1)]
    assert find_list_period("2024年第一季度", "", None, days, []).start == date(2024, 1, 1)


def test_years_of_document_numbers_count_where_no_date_is_valid():
    assert find_list_period("", "", None, [], [2024, 2024, 2023]).end == date(2024, 12, 31)


def test_empty_list_has_no_period():
    assert find_list_period("", "", None, [], []) is None
