"""Place, period and sector flow from titles, headings, topics and sentences to the figures that follow."""

from __future__ import annotations

from datetime import date

from pipelines.extraction.model import Observation, Period
from tests.prose.conftest import Read


def _by_code(observations: tuple[Observation, ...], code: str) -> list[Observation]:
    return [o for o in observations if o.indicator == code]


def test_title_gives_place_and_period(read: Read) -> None:
    found = read(
        "鹿溪县2024年第一季度安全生产执法情况\n发布时间:2024-04-08\n"
        "2024年第一季度,鹿溪县应急管理局共检查企业120家次,责令停产整顿3家,罚款36.2万元。"
    )
    (fine,) = _by_code(found.observations, "penalty.fine_amount")
    assert (fine.value, fine.place, fine.division_code) == (362000, "鹿溪县", "990103")
    assert fine.period == Period(date(2024, 1, 1), date(2024, 3, 31), "quarter")
    assert found.context.published_on == date(2024, 4, 8)
    assert not found.context.is_correction


def test_correction_is_seen_in_the_title(read: Read) -> None:
    found = read("鹿溪县2024年第一季度安全生产执法情况(更正)\n发布时间:2024-04-20\n罚款43万元。")
    assert found.context.is_correction
    assert found.context.published_on == date(2024, 4, 20)


def test_topic_before_a_colon_holds_until_the_next(read: Read) -> None:
    found = read("煤矿方面:检查企业4家,发现隐患15条。非煤矿山方面:检查企业9家,发现隐患27条。")
    sectors = [(o.indicator, o.sector_code) for o in found.observations]
    assert sectors == [("inspection.units", "coal_mine"), ("hazard.found", "coal_mine"),
                       ("inspection.units", "non_coal_mine"), ("hazard.found", "non_coal_mine")]  # fmt: skip


def test_sector_of_accidents_holds_for_their_deaths_and_rates(read: Read) -> None:
    found = read("发生道路交通事故6起、死亡5人,同比分别下降25%、16.7%;建筑施工事故1起,死亡1人。")
    assert [o.sector_code for o in found.observations] == ["road_transport"] * 4 + ["construction"] * 2


def test_sector_of_one_object_does_not_reach_the_next_clause(read: Read) -> None:
    found = read("取缔烟花爆竹非法窝点2个,处罚企业9家。")
    assert [o.sector_code for o in found.observations] == ["fireworks", None]


def test_a_row_of_sectors_is_other_with_its_words(read: Read) -> None:
    (found,) = read("共检查煤矿、非煤矿山、危险化学品等企业31家。").observations
    assert (found.sector_code, found.sector_text) == ("other", "煤矿、非煤矿山、危险化学品")


def test_places_named_in_a_sentence_take_their_own_figures(read: Read) -> None:
    found = read("澄川市2023年执法情况\n澄阳县罚款12万元;渡川县罚款8万元。全市罚款合计96万元。")
    fines = _by_code(found.observations, "penalty.fine_amount")
    assert [(o.place, int(o.value)) for o in fines] == [("澄阳县", 120000), ("渡川县", 80000), ("澄川市", 960000)]


def test_places_listed_before_fenbie_take_the_numbers_in_turn(read: Read) -> None:
    found = read("澄阳县、渡川县、鹿溪县分别发生事故3起、2起、1起。")
    assert [(o.place, int(o.value)) for o in found.observations] == [("澄阳县", 3), ("渡川县", 2), ("鹿溪县", 1)]


def test_own_level_is_a_scope_of_the_office(read: Read) -> None:
    found = read("澄川市2023年执法情况\n澄阳县处罚12次。市本级处罚58次。")
    last = found.observations[-1]
    assert (last.place, last.scope) == ("澄川市", "市本级")


def test_month_block_beside_cumulative_block(read: Read) -> None:
    found = read("2022年1至11月,全市发生事故146起。11月当月,全市发生事故11起。")
    periods = [o.period for o in found.observations]
    assert periods == [
        Period(date(2022, 1, 1), date(2022, 11, 30), "ytd"),
        Period(date(2022, 11, 1), date(2022, 11, 30), "month"),
    ]


def test_last_years_value_carries_last_years_period_and_role(read: Read) -> None:
    found = read("2023年上半年,全县发生较大事故1起,去年同期是2起。")
    last = found.observations[-1]
    assert (last.role, int(last.value)) == ("prior_year", 2)
    assert last.period == Period(date(2022, 1, 1), date(2022, 6, 30), "half")


def test_flow_up_to_a_day_begins_with_the_reported_period(read: Read) -> None:
    found = read("鹿溪县2023年上半年安全生产工作总结\n截至6月30日,罚款158万元。")
    assert found.observations[0].period == Period(date(2023, 1, 1), date(2023, 6, 30), "half")


def test_year_that_is_not_printed_leaves_the_period_open(read: Read) -> None:
    (found,) = read("一季度全县罚款5万元。").observations
    assert (found.period, found.period_basis) == (None, "submission")


def test_plans_under_their_heading_are_not_read(read: Read) -> None:
    found = read("一、工作情况\n检查企业30家。\n二、下一步工作打算\n检查企业200家,培训人员500人次。")
    assert [int(o.value) for o in found.observations] == [30]


def test_figures_of_one_firm_wait_for_review(read: Read) -> None:
    (found,) = read("在示例化工有限公司,执法人员发现违法行为2项。").observations
    assert (found.status, found.reason) == ("review", "subset_unclear")


def test_severity_follows_from_accidents_to_deaths(read: Read) -> None:
    found = read("发生较大事故2起、死亡7人。")
    assert [(o.indicator, o.severity) for o in found.observations] == [
        ("accident.larger_count", "larger"), ("accident.larger_deaths", "larger")]  # fmt: skip


def test_zero_in_words_is_marked(read: Read) -> None:
    (found,) = read("上半年未发生较大及以上生产安全事故。").observations
    assert (found.indicator, int(found.value), found.value_state, found.severity) == (
        "accident.count", 0, "zero_in_words", "larger_and_above")  # fmt: skip


def test_deaths_of_one_accident_wait_for_review(read: Read) -> None:
    (found,) = read("此次事故造成7人死亡。").observations
    assert (found.status, found.reason) == ("review", "subset_unclear")


def test_offices_that_take_part_name_no_sector(read: Read) -> None:
    (found,) = read("县应急局联合教育、住建、交通运输等部门检查单位86家。").observations
    assert found.sector_code is None


def test_running_year_up_to_a_day(read: Read) -> None:
    (found,) = read("2023-05-20\n截至4月底,示例省今年检查生产经营单位5.26万家。").observations
    assert found.period is not None
    assert (found.period.start, found.period.end) == (date(2023, 1, 1), date(2023, 4, 30))


def test_compared_year_dates_nothing_after_it(read: Read) -> None:
    found = read("截至2024年3月底,标准化达标企业431家,比2023年底增长9.6%,其中规模以上企业达标209家。")
    assert {o.period.end for o in found.observations if o.period} == {date(2024, 3, 31)}


def test_numbered_item_ends_the_topic_before_it(read: Read) -> None:
    found = read("1.生产经营性道路交通:发生事故11宗。(三)2019年3月份,全县发生事故5宗。")
    assert [o.sector_code for o in found.observations] == ["road_transport", None]


def test_ranking_gives_each_place_its_number(read: Read) -> None:
    found = read("澄川市2023年执法情况\n检查次数居前三位的是澄阳县(812家次)、渡川县(701家次)、鹿溪县(655家次)。")
    assert [(o.place, int(o.value)) for o in found.observations] == [("澄阳县", 812), ("渡川县", 701), ("鹿溪县", 655)]


def test_places_in_a_row_with_their_numbers(read: Read) -> None:
    found = read("澄川市2023年执法情况\n罚款较多的有澄阳县198万元、渡川县156万元、鹿溪县143万元。")
    assert [(o.place, int(o.value)) for o in found.observations] == [
        ("澄阳县", 1980000),
        ("渡川县", 1560000),
        ("鹿溪县", 1430000),
    ]


def test_places_before_one_number_are_no_scope(read: Read) -> None:
    (found,) = read("澄川市2023年执法情况\n澄阳县、渡川县和鹿溪县共检查企业80家。").observations
    assert found.place == "澄川市"


def test_rate_of_places_named_behind_it(read: Read) -> None:
    found = read("澄川市2023年整改情况\n整改率达到100%的有澄阳县、渡川县等2县。").observations
    assert [(o.place, int(o.value), o.status) for o in found] == [("澄阳县", 1, "accepted"), ("渡川县", 1, "accepted")]


def test_rate_whose_places_do_not_add_up_waits_for_review(read: Read) -> None:
    found = read("澄川市2023年整改情况\n整改率达到100%的有澄阳县、渡川县等5县。").observations
    assert [(o.status, o.reason) for o in found] == [("review", "subset_unclear")]


def test_whole_prefecture_is_not_the_county_of_that_name(read: Read) -> None:
    found = read("关于2022年全州安全生产情况的通报\n全州共检查企业300家。澄阳县检查企业20家。全州交警查处违法行为4起。")
    assert [o.place for o in found.observations] == [None, "澄阳县", None]


def test_the_other_counties_are_not_the_last_one_named(read: Read) -> None:
    found = read("澄川市2023年情况\n澄阳县发生事故5起,死亡4人;渡川县未发生事故;其余县区发生事故3起,死亡2人。")
    assert [(o.place, int(o.value)) for o in found.observations if o.value] == [
        ("澄阳县", 5), ("澄阳县", 4), ("澄川市", 3), ("澄川市", 2)]  # fmt: skip


def test_one_number_for_each_of_two_places(read: Read) -> None:
    found = read("澄川市2023年情况\n澄阳县、渡川县各发生2起,各死亡3人;鹿溪县发生事故1起。").observations
    assert sorted((o.place, o.indicator, int(o.value)) for o in found) == sorted([
        ("澄阳县", "accident.count", 2), ("渡川县", "accident.count", 2), ("澄阳县", "accident.deaths", 3),
        ("渡川县", "accident.deaths", 3), ("鹿溪县", "accident.count", 1)])  # fmt: skip


def test_pairs_by_place_without_a_verb(read: Read) -> None:
    found = read(
        "澄川市2023年情况\n全市发生事故60起、死亡52人。\n分县区看,澄阳县34起29人,渡川县26起23人。"
    ).observations
    assert [(o.place, o.indicator, int(o.value)) for o in found[2:]] == [
        ("澄阳县", "accident.count", 34), ("澄阳县", "accident.deaths", 29),
        ("渡川县", "accident.count", 26), ("渡川县", "accident.deaths", 23)]  # fmt: skip


def test_pairs_of_cases_are_no_accidents(read: Read) -> None:
    found = read("澄川市2023年情况\n立案查处9起。其中澄阳县4起6人。").observations
    assert [(o.indicator, int(o.value)) for o in found] == [("penalty.case_filed", 9), ("penalty.case_filed", 4)]


def test_head_stands_once_before_the_places(read: Read) -> None:
    found = read(
        "澄川市2023年情况\n各县(市)区死亡人数:澄阳县14人,渡川县11人、鹿溪县6人。从罚款金额看,澄阳县98万元,渡川县71.4万元。"
    ).observations
    assert [(o.place, o.indicator, int(o.value)) for o in found] == [
        ("澄阳县", "accident.deaths", 14), ("渡川县", "accident.deaths", 11), ("鹿溪县", "accident.deaths", 6),
        ("澄阳县", "penalty.fine_amount", 980000), ("渡川县", "penalty.fine_amount", 714000)]  # fmt: skip


def test_rates_of_three_places_in_turn(read: Read) -> None:
    found = read("澄川市2023年情况\n澄阳县、渡川县、鹿溪县整改率分别为97.2%、96.5%和93.1%。").observations
    assert [(o.place, float(o.value)) for o in found] == [("澄阳县", 0.972), ("渡川县", 0.965), ("鹿溪县", 0.931)]


def test_years_that_words_name_hold_until_another_period(read: Read) -> None:
    found = read("2021-02-03\n“十三五”期间,成绩显著。\n五年间,鹿溪县检查企业3.6万家次,关闭企业25家,其中2020年关闭9家。")
    spans = [(o.period.start, o.period.end) for o in found.observations if o.period]
    assert spans == [(date(2016, 1, 1), date(2020, 12, 31))] * 2 + [(date(2020, 1, 1), date(2020, 12, 31))]


def test_last_year_in_a_bracket_does_not_date_what_follows(read: Read) -> None:
    found = read("澄川市2020年1-9月情况\n死亡人数减少12人(去年发生较大事故,死亡9人)。百万吨死亡率0.021。")
    (rate,) = _by_code(found.observations, "accident.deaths_per_mt_coal")
    assert rate.period is not None
    assert (rate.period.start, rate.period.end) == (date(2020, 1, 1), date(2020, 9, 30))


def test_value_of_the_same_time_of_a_year_before(read: Read) -> None:
    found = read("澄川市2023年情况\n2023年1-6月,全市立案60件(2022年同期立案50件)。").observations
    assert [(o.role, int(o.value), o.period and o.period.start) for o in found] == [
        ("observed", 60, date(2023, 1, 1)), ("prior_year", 50, date(2022, 1, 1))]  # fmt: skip


def test_whole_year_after_a_quarter(read: Read) -> None:
    found = read("砚岭市2021年全年执法情况\n第四季度,检查企业230家。全年累计检查企业980家。").observations
    assert [(o.period and o.period.start, int(o.value)) for o in found] == [
        (date(2021, 10, 1), 230), (date(2021, 1, 1), 980)]  # fmt: skip


def test_what_lies_behind_the_publication_waits_for_review(read: Read) -> None:
    (found,) = read("鹿溪县通讯\n发布时间:2023-03-01\n到2025年底,建成救援队伍5支。").observations
    assert (found.status, found.reason) == ("review", "role_unclear")


def test_sector_that_opens_a_sentence_holds_for_its_later_parts(read: Read) -> None:
    found = read("澄川市2023年情况\n煤矿企业排查一般隐患915项,整改912项;排查重大隐患14项,整改11项。")
    assert {o.sector_code for o in found.observations} == {"coal_mine"}


def test_whole_area_ends_the_sector_of_a_sentence(read: Read) -> None:
    found = read("澄川市2023年情况\n煤矿企业排查一般隐患915项;全市检查企业80家。")
    assert [o.sector_code for o in found.observations] == ["coal_mine", None]


def test_part_shares_the_sector_of_its_whole(read: Read) -> None:
    found = read("澄川市2023年情况\n关闭化工企业25家,其中下半年关闭9家。")
    assert [o.sector_code for o in found.observations] == ["hazardous_chemicals"] * 2


def test_answer_has_the_sector_of_its_question(read: Read) -> None:
    found = read("发布会实录\n记者提问:请介绍燃气安全整治情况?\n局长:今年检查用户2700户。发现隐患112处,罚款5万元。")
    assert {o.sector_code for o in found.observations} == {"gas"}


def test_office_before_a_colon_names_the_sector(read: Read) -> None:
    found = read("澄川市渔业船舶专项行动战报\n海事部门:检查船舶28艘次,查处超载等违章行为17起,罚款9万元。")
    assert {o.sector_code for o in found.observations} == {"water_transport"}


def test_a_campaign_of_its_own_ends_the_topic_before(read: Read) -> None:
    found = read("澄川市2023年情况\n在危险化学品专项整治中,检查企业60家。在夏季消防检查中,检查单位300家。")
    assert [o.sector_code for o in found.observations] == ["hazardous_chemicals", "fire_safety"]


def test_title_of_two_matters_gives_its_sector_to_lines_that_name_it(read: Read) -> None:
    found = read("澄川市烟花爆竹“打非”与冬季大检查成效明显\n检查烟花网点82家,拘留7人。\n检查场所281个,罚款8万元。")
    assert [o.sector_code for o in found.observations] == ["fireworks", "fireworks", None, None]


def test_mines_of_a_heading_are_those_that_the_text_names(read: Read) -> None:
    found = read("给矿山做体检\n鹿溪县检查非煤矿山29座,罚款31万元。发现隐患214处。")
    assert {o.sector_code for o in found.observations} == {"non_coal_mine"}


def test_base_of_a_from_to_stands_when_it_is_printed_to(read: Read) -> None:
    found = read("澄川市2023年情况\n死亡人数由2018年的36人减少到19人,罚款由120万元增加到180万元。").observations
    assert [(o.role, o.period and o.period.start) for o in found] == [
        ("base_year", date(2018, 1, 1)), ("observed", date(2023, 1, 1)), ("base_year", None), ("observed", date(2023, 1, 1))]  # fmt: skip


def test_bullet_that_names_a_field_holds_for_its_line(read: Read) -> None:
    found = read("澄川市情况\n◆校园安全:检查学校6所,查出隐患23处。\n◆建筑施工:检查工地14个。").observations
    assert [o.sector_code for o in found] == ["education", "education", "construction"]


def test_a_title_about_fires_gives_their_sector(read: Read) -> None:
    body = "2024年5月,鹿溪县共检查单位120家,罚款36.2万元。"
    fires = read(f"鹿溪县开展消防安全大检查\n{body}")
    assert {o.sector_code for o in fires.observations} == {"fire_safety"}
    plain = read(f"鹿溪县开展安全生产大检查\n{body}")
    assert {o.sector_code for o in plain.observations} == {None}
