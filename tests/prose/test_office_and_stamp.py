"""The office that a title or dateline names by its bare name, and the days that a report is of."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.extraction.model import Period
from tests.prose.conftest import Read


def test_bare_name_that_opens_the_title_is_the_office_of_the_level_that_is_spoken_of(read: Read) -> None:
    found = read("澄川“打非治违”专项行动取得成效\n截至2024年8月20日,全市共检查企业320家。")
    assert (found.context.place, found.context.division_code) == ("澄川市", "990100")


def test_dateline_names_the_office(read: Read) -> None:
    found = read("打非治违专项行动取得成效\n本报澄川讯 截至2024年8月20日,全市共检查企业320家。")
    assert found.context.place == "澄川市"


def test_address_in_the_title_ends_with_the_office(read: Read) -> None:
    found = read("澄川市澄阳县2024年7月安全生产数据\n当月检查企业32家。")
    assert (found.context.place, found.context.division_code) == ("澄阳县", "990101")


def test_month_below_the_title_dates_the_writing_and_not_the_report(read: Read) -> None:
    found = read("澄阳县安全生产责任落实情况\n(澄阳县安委办 2015年12月)\n1-11月,全县检查企业312家,罚款21.5万元。")
    assert found.context.period == Period(date(2015, 1, 1), date(2015, 11, 30), "ytd")
    assert {o.period for o in found.observations} == {found.context.period}


def test_month_below_the_title_is_the_report_where_nothing_else_is(read: Read) -> None:
    found = read("澄阳县安全生产月报\n(2016年9月)\n当月检查企业208家。")
    assert found.context.period == Period(date(2016, 9, 1), date(2016, 9, 30), "month")


def test_title_up_to_a_day_reports_that_year(read: Read) -> None:
    text = "澄阳县矿山整治情况(截至2021年12月底)\n查出隐患380条,尚有7项转入2022年。\n罚款58.3万元。"
    found = read(text)
    assert found.context.period == Period(date(2021, 1, 1), date(2021, 12, 31), "year")
    assert found.observations[-1].period == found.context.period


def test_safety_month_is_june(read: Read) -> None:
    found = read("澄阳县2023年“安全生产月”活动小结\n全县举行应急演练67场。")
    assert found.observations[0].period == Period(date(2023, 6, 1), date(2023, 6, 30), "month")


def test_year_with_a_digit_for_its_nought_is_a_year(read: Read) -> None:
    found = read("上半年我县标准化创建加快\n(澄阳县安委办 二0一三年七月)\n今年上半年,全县培训900人次。")
    assert found.observations[0].period == Period(date(2013, 1, 1), date(2013, 6, 30), "half")


@pytest.mark.parametrize("heading", ["○ 2023年目标", "三、明年目标任务", "【下步要求】"])
def test_nothing_under_a_heading_of_aims_is_read(read: Read, heading: str) -> None:
    found = read(f"澄阳县2022年工作情况\n检查企业36家。\n{heading}\n关闭采石场10座。")
    assert [o.indicator for o in found.observations] == ["inspection.units"]


def test_year_before_the_reported_one_is_last_year(read: Read) -> None:
    found = read("澄阳县2022年安全生产情况\n全年发生事故18起、死亡14人,比2021年减少5起、4人,降幅21.7%、22.2%。")
    values = {o.indicator: str(o.value) for o in found.observations}
    assert values == {
        "accident.count": "18",
        "accident.deaths": "14",
        "accident.count_change": "-5",
        "accident.deaths_change": "-4",
        "accident.count_yoy": "-0.217",
        "accident.deaths_yoy": "-0.222",
    }


def test_number_that_is_not_understood_keeps_its_turn_in_a_chain(read: Read) -> None:
    found = read("发生水上事故21起,死亡16人,沉船8艘,直接经济损失730万元,同比分别下降8.7%、11.1%、20%和6.4%。")
    rates = {o.indicator: str(o.value) for o in found.observations if o.indicator.endswith("_yoy")}
    assert rates == {"accident.count_yoy": "-0.087", "accident.deaths_yoy": "-0.111", "accident.loss_yoy": "-0.064"}


def test_signed_rates_behind_yoy_are_a_chain(read: Read) -> None:
    found = read("1-7月发生事故58起,死亡17人,受伤46人,同比分别-6.5%、+6.3%、-8.0%。")
    assert [str(o.value) for o in found.observations if o.indicator.endswith("_yoy")] == ["-0.065", "0.063", "-0.080"]


def test_part_of_a_county_does_not_hold_for_the_next_sentence(read: Read) -> None:
    text = "澄川市2022年情况\n全市发生事故15起,其中澄阳县4起。重大隐患挂牌督办2处。"
    assert [(o.value, o.place) for o in read(text).observations][-1][1] == "澄川市"


def test_places_in_turn_share_the_heads_of_the_first(read: Read) -> None:
    found = read("澄川市情况\n澄阳县检查单位130家、罚款53.6万元,鹿溪县76家、37.9万元。").observations
    assert [(o.indicator, int(o.value), o.place) for o in found] == [
        ("inspection.units", 130, "澄阳县"),
        ("penalty.fine_amount", 536000, "澄阳县"),
        ("inspection.units", 76, "鹿溪县"),
        ("penalty.fine_amount", 379000, "鹿溪县"),
    ]
