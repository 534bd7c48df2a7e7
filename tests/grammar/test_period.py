from datetime import date

import pytest

from pipelines.extraction.grammar.period import find_periods, parse_period
from pipelines.extraction.grammar.repair import repair_text
from pipelines.extraction.model import Period
from tests.grammar.grammar_tables import read_cases

_CASES = read_cases("periods.csv")
_BASE = date(2020, 11, 5)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", _CASES, ids=lambda case: f"{case['text']} {case['base']}")
def test_the_printed_period_is_read(case: dict[str, str]) -> None:
    (mention,) = find_periods(repair_text(case["text"]).text, base=_day(case["base"]))
    assert mention.period is not None
    assert (mention.period.start, mention.period.end) == (_day(case["start"]), _day(case["end"]))
    assert mention.period.kind == case["kind"]


def test_there_are_enough_cases() -> None:
    assert len(_CASES) >= 60


@pytest.mark.parametrize(
    "text", ["1-9月", "9月份", "上半年", "前三季度", "一季度", "今年以来", "去年", "截至10月27日", "6月14日", "元至7月"]
)
def test_without_a_year_and_a_base_nothing_is_dated(text: str) -> None:
    (mention,) = find_periods(text)
    assert mention.period is None
    assert mention.raw == text


@pytest.mark.parametrize("text", ["xxxx年", "2009年春节期间", "2023年冬春", "去年同期", "2024年13月", "2024年2月30日"])
def test_what_cannot_be_dated_for_certain_stays_undated(text: str) -> None:
    assert [mention.period for mention in find_periods(text, base=_BASE)] == [None]


@pytest.mark.parametrize("text", ["3个月", "三年行动", "连续39个月", "一个月", "百日行动", "月饼", "检查12家", "16:14"])
def test_durations_and_other_numbers_are_no_periods(text: str) -> None:
    assert find_periods(text, base=_BASE) == []


@pytest.mark.parametrize("text", ["去年", "去年同期", "上年同期", "去年1-9月"])
def test_last_year_is_marked_as_such(text: str) -> None:
    (mention,) = find_periods(text, base=_BASE)
    assert mention.is_prior_year


@pytest.mark.parametrize("text", ["2024年工作计划", "2024年全县工作打算", "明年", "2024年度工作思路"])
def test_the_year_of_a_plan_is_marked_as_such(text: str) -> None:
    (mention,) = find_periods(text, base=_BASE)
    assert mention.is_plan


@pytest.mark.parametrize("text", ["2024年工作总结", "2024年全县检查12家", "今年检查12家"])
def test_the_year_of_a_report_is_no_plan(text: str) -> None:
    (mention,) = find_periods(text, base=_BASE)
    assert not mention.is_plan


def test_until_and_since_are_told_apart() -> None:
    until, since = find_periods("截至10月底,今年以来", base=_BASE)
    assert (until.is_until, until.is_since) == (True, False)
    assert (since.is_until, since.is_since) == (False, True)


def test_a_year_from_the_base_is_not_called_printed() -> None:
    printed, borrowed = find_periods("2020年9月,其中9月份", base=_BASE)
    assert printed.has_year
    assert not borrowed.has_year
    assert printed.period == borrowed.period


def test_periods_keep_their_places_in_the_text() -> None:
    text = "据统计,2020年1-9月全县检查12家,其中9月份3家"
    assert [text[item.start_pos : item.end_pos] for item in find_periods(text, base=_BASE)] == ["2020年1-9月", "9月份"]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2022年1月1日至2月29日", None),
        ("2022年1月至2月29日", None),
        ("2022年1月1日至当年2月29日", None),
        ("2022.1.1-2.29", None),
        ("20220101-20220229", None),
        ("二〇二二年二月二十九日", None),
        ("截至2022年4月31日", None),
        ("今年2月29日", date(2022, 4, 8)),
        ("1月1日至2月29日", date(2022, 4, 8)),
    ],
)
def test_days_that_the_year_does_not_have_are_told(text: str, base: date | None) -> None:
    (mention,) = find_periods(text, base=base)
    assert (mention.period, mention.is_impossible) == (None, True)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("2024年1月1日至2月29日", None),
        ("1月1日至2月29日", None),
        ("1月1日至2月29日", date(2024, 4, 8)),
        ("2023年12月1日至2月29日", None),
        ("1945年8月15日", None),
        ("20240001-20240056", None),
        ("2023年春节期间", None),
        ("去年同期", _BASE),
    ],
)
def test_other_periods_are_not_called_impossible(text: str, base: date | None) -> None:
    assert not any(mention.is_impossible for mention in find_periods(text, base=base))


def test_a_leap_day_said_in_january_is_of_the_year_before() -> None:
    (mention,) = find_periods("1月1日至2月29日", base=date(2025, 1, 10))
    assert mention.period == Period(date(2024, 1, 1), date(2024, 2, 29), "ytd")


def test_a_header_with_one_period_is_parsed_and_one_with_two_is_not() -> None:
    assert parse_period("2024年1-3月执法情况表") == Period(date(2024, 1, 1), date(2024, 3, 31), "ytd")
    assert parse_period("2024年与2023年对比") is None
    assert parse_period("执法情况表") is None
