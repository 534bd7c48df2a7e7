"""Statistical months: from a day late in one month to the day before in the next."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.grammar.period import find_periods
from pipelines.extraction.grammar.statistical import by_rule, calendar_months, find_month_rule, stands_for
from pipelines.extraction.model import Period

SECOND_QUARTER = Period(date(2031, 4, 1), date(2031, 6, 30), "quarter")


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2031-02-26", "2031-03-25", ("2031-03-01", "2031-03-31")),
        ("2030-12-21", "2031-03-20", ("2031-01-01", "2031-03-31")),
        ("2030-12-28", "2031-01-27", ("2031-01-01", "2031-01-31")),
        ("2031-02-26", "2031-03-26", None),
        ("2031-02-10", "2031-03-09", None),
        ("2031-02-01", "2031-02-28", None),
        ("2031-03-26", "2031-03-25", None),
    ],
)
def test_days_of_statistical_months_stand_for_calendar_months(
    start: str, end: str, months: tuple[str, str] | None
) -> None:
    found = calendar_months(date.fromisoformat(start), date.fromisoformat(end))
    assert (found and tuple(str(day) for day in found)) == months


@pytest.mark.parametrize(
    ("text", "day", "is_sure"),
    [
        ("统计周期:上月26日至本月25日", 26, True),
        ("(统计时段为上个月21日至当月20日)", 21, True),
        ("统计期间:上季末月25日起至本季末月24日", 25, True),
        ("统计周期为每月25日至次月24日", 25, False),
    ],
)
def test_a_label_tells_by_which_days_months_are_counted(text: str, day: int, is_sure: bool) -> None:
    rule = find_month_rule(text)
    assert rule is not None
    assert (rule.day, rule.is_named_by_end) == (day, is_sure)


@pytest.mark.parametrize(
    "text",
    ["上月26日至本月25日开展检查", "统计周期:上月26日至本月28日", "统计周期:上月5日至本月4日", "统计周期:本季度"],
)
def test_other_days_tell_no_rule(text: str) -> None:
    assert find_month_rule(text) is None


def test_a_quarter_is_counted_by_the_rule_and_known_again() -> None:
    counted = by_rule(SECOND_QUARTER, 26)
    assert counted == Period(date(2031, 3, 26), date(2031, 6, 25), "quarter")
    assert stands_for(counted, SECOND_QUARTER)
    assert by_rule(Period(date(2031, 4, 2), date(2031, 6, 30), "campaign"), 26) is None


@pytest.mark.parametrize(
    "text",
    ["上年12月26日至本年6月25日", "去年12月26日到今年6月25日", "上年度12月26日-6月25日", "12月26日至本年6月25日"],
)
def test_a_span_that_last_year_only_opens_is_dated_and_none_of_last_year(text: str) -> None:
    (mention,) = find_periods(text, base=date(2031, 7, 2))
    assert mention.period is not None
    assert (mention.period.start, mention.period.end) == (date(2030, 12, 26), date(2031, 6, 25))
    assert not mention.is_prior_year


@pytest.mark.parametrize("text", ["上年1月26日至2月25日", "去年5月1日至6月30日"])
def test_a_span_within_last_year_is_last_years(text: str) -> None:
    (mention,) = find_periods(text, base=date(2031, 7, 2))
    assert mention.is_prior_year
