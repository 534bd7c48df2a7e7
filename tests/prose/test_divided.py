"""Parts take the statistic of their whole, words a clause back name their number, and each place has its own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.prose import cases_divided as cases
from tests.prose.conftest import Read

ALL = [*cases.PARTS, *cases.WORDS]


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[text for text, _ in ALL])
def test_parts_and_words_yield_exactly_their_figures(
    read: Read, text: str, expected: tuple[tuple[str, str], ...]
) -> None:
    found = sorted((o.indicator, o.value.normalize(), o.status) for o in read(text).observations)
    assert found == sorted((code, Decimal(value).normalize(), "accepted") for code, value in expected)


@pytest.mark.parametrize(("text", "expected"), cases.OF_PLACES, ids=[text for text, _ in cases.OF_PLACES])
def test_each_number_is_of_the_place_that_its_words_name(
    read: Read, text: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    found = sorted((o.indicator, o.value.normalize(), o.place or "", o.status) for o in read(text).observations)
    assert found == sorted((code, Decimal(value).normalize(), place, "accepted") for code, value, place in expected)


@pytest.mark.parametrize("text", cases.NOTHING)
def test_slogans_requests_prices_and_aims_are_no_figures(read: Read, text: str) -> None:
    assert [(o.indicator, o.value) for o in read(text).observations] == []


def test_a_sum_without_a_word_of_division_sends_other_readings_to_review(read: Read) -> None:
    found = {
        (o.indicator, int(o.value)): o.reason for o in read("受理举报60件,事故隐患40件,违法行为20件。").observations
    }
    assert found == {
        ("complaint.count", 60): None,
        ("hazard.found", 40): "two_readings",
        ("violation.illegal", 20): "two_readings",
    }


def test_numbers_that_do_not_sum_stay_unread(read: Read) -> None:
    found = [(o.indicator, int(o.value)) for o in read("处分36人,党员12人,干部20人。").observations]
    assert found == [("accountability.persons", 36)]


def test_lines_that_do_not_sum_stay_unread(read: Read) -> None:
    found = [int(o.value) for o in read("全市受理举报36件。各县一览:\n澄阳县12件\n鹿溪县14件\n渡川县9件").observations]
    assert found == [36]


def test_states_of_a_total_are_no_parts(read: Read) -> None:
    found = {(o.indicator, int(o.value)) for o in read("发现隐患100条,整改60条,其余40条。").observations}
    assert ("hazard.found", 40) not in found


def test_an_act_among_the_parts_of_a_stock_waits_for_review(read: Read) -> None:
    text = "全县共有矿山26座,其中生产矿山12座、停产矿山10座、基建矿山4座。"
    found = {(o.indicator, int(o.value)): o.reason for o in read(text).observations}
    assert found[("penalty.suspension", 10)] == "two_readings"
    assert found[("coverage.units", 4)] is None


def test_money_spent_on_something_else_waits_for_review(read: Read) -> None:
    (_, funds) = read("排查隐患120处,投入120万元建设消防站。").observations
    assert (funds.indicator, funds.reason) == ("hazard.funds", "two_readings")


def test_brackets_hold_what_the_text_says(read: Read) -> None:
    text = "鹿溪县2023年情况(括号内为去年同期数):事故12起(15起),死亡8人(11人)。"
    assert [(int(o.value), o.role) for o in read(text).observations] == [
        (12, "observed"),
        (15, "prior_year"),
        (8, "observed"),
        (11, "prior_year"),
    ]


def test_a_rate_that_does_not_fit_proves_nothing(read: Read) -> None:
    found = {o.indicator for o in read("工贸企业共96家,已达标72家,达标率62%。").observations}
    assert found == {"standard.enterprises", "standard.rate"}


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("鹿溪县检查通报\n检查时间:2023年4月10日至4月28日\n检查企业42家。", date(2023, 4, 10), date(2023, 4, 28)),
        ("鹿溪县总结\n2020年4月至2022年12月,全县检查企业3260家次。", date(2020, 4, 1), date(2022, 12, 31)),
        ("鹿溪县公开信\n各位居民:\n去年11月到今年4月底,检查企业36家。\n\n2024年5月12日", date(2023, 11, 1), date(2024, 4, 30)),
        ("鹿溪县夜查\n2023-06-12 09:10\n6月9日晚,执法队出动。共检查企业36家。", date(2023, 6, 9), date(2023, 6, 9)),
    ],
)  # fmt: skip
def test_the_time_of_the_work_is_the_period(read: Read, text: str, start: date, end: date) -> None:
    periods = {(o.period.start, o.period.end) for o in read(text).observations if o.period}
    assert periods == {(start, end)}


def test_a_sum_behind_the_month_runs_from_the_first_of_january(read: Read) -> None:
    text = "砚岭市2022年10月执法情况\n当月检查企业312家次,较上月增加26家次;累计检查2860家次。本月累计罚款3万元。"
    found = [(int(o.value), o.period.start if o.period else None) for o in read(text).observations]
    assert found == [(312, date(2022, 10, 1)), (2860, date(2022, 1, 1)), (30000, date(2022, 10, 1))]


def test_the_next_place_of_two_statistics_waits_for_review(read: Read) -> None:
    found = read("苏桥镇查出隐患126条、整改120条,柳河镇98条、96条。").observations
    assert [(int(o.value), o.reason) for o in found] == [
        (126, None),
        (120, None),
        (98, "two_readings"),
        (96, "two_readings"),
    ]


def test_experts_are_no_inspectors_for_sure(read: Read) -> None:
    (found,) = read("抽调6名专家开展会诊。").observations
    assert (found.indicator, found.status) == ("inspection.personnel", "review")


def test_since_the_action_begins_where_the_action_began(read: Read) -> None:
    text = "鹿溪县战报\n2023-06-12 09:10\n6月1日行动启动至今,检查企业86家。行动以来罚款42万元。"
    assert {o.period.start for o in read(text).observations if o.period} == {date(2023, 6, 1)}
