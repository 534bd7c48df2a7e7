"""Two mentions that tell one period are one: from-to with words between, and a title whose year stands behind."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.model import Period
from tests.prose.conftest import Read


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("从2013年5月8日起至9月12日,全县检查企业42家。", date(2013, 5, 8), date(2013, 9, 12)),
        ("自2024年3月11日整治启动至5月底,全县检查企业42家。", date(2024, 3, 11), date(2024, 5, 31)),
        ("2014年春运从1月16日持续到2月24日,全县检查客车42辆,查处违法行为12起。", date(2014, 1, 16), date(2014, 2, 24)),
        ("2019年8月20日开渔至10月8日,全县查获违规渔船42艘。", date(2019, 8, 20), date(2019, 10, 8)),
        ("从2010年10月起,开展集中整治。截至2月3日,全县罚款41万元。", date(2010, 10, 1), date(2011, 2, 3)),
    ],
)
def test_range_with_words_between_is_one_period(read: Read, text: str, start: date, end: date) -> None:
    found = read(f"澄阳县专项行动情况\n{text}").observations
    assert {(o.period.start, o.period.end) for o in found if o.period} == {(start, end)}


def test_title_half_takes_the_year_behind_it(read: Read) -> None:
    found = read("澄阳县工贸安全上半年情况(2018年)\n上半年,全县检查企业42家。")
    assert found.context.period == Period(date(2018, 1, 1), date(2018, 6, 30), "half")
    assert found.observations[0].period == found.context.period


def test_year_of_an_issue_number_is_no_period_of_the_report(read: Read) -> None:
    found = read("澄阳县专项整治快报\n(2017年第9期)\n3月份以来,全县开展集中治理。截至5月12日,罚款16万元。")
    assert found.context.period == Period(date(2017, 3, 1), date(2017, 5, 12), "campaign")


def test_deadline_behind_a_day_is_no_range(read: Read) -> None:
    found = read("澄阳县情况\n2024年3月5日,县应急局检查企业3家,要求企业到3月底整改完毕。").observations
    assert [(o.period.start, o.period.end) for o in found if o.period] == [(date(2024, 3, 5), date(2024, 3, 5))]


def test_last_year_that_opens_a_clause_holds_until_a_word_of_this_year(read: Read) -> None:
    text = "澄阳县2024年上半年情况\n上半年检查企业58家。去年同期,检查企业36家,罚款3万元,今年罚款5万元。"
    found = [(o.indicator, int(o.value), o.role) for o in read(text).observations]
    assert found == [
        ("inspection.units", 58, "observed"),
        ("inspection.units", 36, "prior_year"),
        ("penalty.fine_amount", 30000, "prior_year"),
        ("penalty.fine_amount", 50000, "observed"),
    ]
    last = [o.period for o in read(text).observations if o.role == "prior_year"]
    assert last == [Period(date(2023, 1, 1), date(2023, 6, 30), "half")] * 2


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("2024年10月1日至12月32日,全县检查企业42家。全县罚款41万元。", {"period_unknown"}),
        ("截至2024年2月30日,全县检查企业42家。", {"period_unknown"}),
        ("2024年第五季度,全县检查企业42家。", {"period_unknown"}),
        ("2024年10月1日至12月32日,全县开展整治。2024年前三季度,全县检查企业42家。", {None}),
        ("2024年一季度,全县检查企业42家,要求在4月31日前整改到位,罚款41万元。", {None}),
        ("2024年2月30日召开会议。2024年一季度,全县检查企业42家。", {None}),
        ("2022年2月1日至2月29日,全县检查企业42家,罚款41万元。", {"period_unknown"}),
        ("2022年2月1日零时至2月29日24时,全县检查企业42家。", {"period_unknown"}),
        ("2022.1.1-2.29,全县检查企业42家。", {"period_unknown"}),
        ("2022年1月至2月29日,全县检查企业42家。全县罚款41万元。", {"period_unknown"}),
        ("2024年2月1日至2月29日,全县检查企业42家。", {None}),
    ],
)
def test_figures_under_a_day_that_no_calendar_has_wait(read: Read, text: str, reasons: set[str | None]) -> None:
    found = read(f"澄阳县执法情况\n{text}").observations
    assert found
    assert {o.reason for o in found} == reasons


@pytest.mark.parametrize("days", ["2023年1月1日至2月29日", "2023年1月1日起至2月29日止", "2024年2月30日至3月31日"])
def test_a_day_that_the_printed_year_does_not_have_takes_no_period_from_elsewhere(read: Read, days: str) -> None:
    found = read(f"澄阳县2024年第一季度执法情况\n{days},全县检查企业42家。\n澄阳县应急管理局 2024年4月8日").observations
    assert [(o.period, o.status, o.reason) for o in found] == [(None, "review", "period_unknown")]


def test_title_with_a_fifth_quarter_dates_nothing_until_the_text_does(read: Read) -> None:
    found = read("澄阳县2024年第五季度执法情况\n全县检查企业42家。\n2024年10月,全县罚款41万元。").observations
    assert [(o.indicator, o.reason) for o in found] == [
        ("inspection.units", "period_unknown"),
        ("penalty.fine_amount", None),
    ]
