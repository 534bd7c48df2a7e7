"""What a figure is of: the rest and the whole of a list, what its words leave out, and parts that are no second figure."""

from __future__ import annotations

import pytest

from pipelines.extraction.model import Observation
from tests.prose.conftest import Read

TITLE = "鹿溪县2024年第一季度情况\n2024年第一季度,"
# indicator, value, sector, scope, whether it is a part, reason.
Row = tuple[str, int, str | None, str | None, bool, str | None]


def _rows(read: Read, text: str) -> list[Row]:
    found = sorted(read(TITLE + text).observations, key=_place_in_text)
    return [(o.indicator, int(o.value), o.sector_code, o.scope, o.is_subtotal, o.reason) for o in found]


def _place_in_text(one: Observation) -> int:
    return int(one.locator.split()[1].split("-")[1])


def _whole(code: str, value: int, sector: str | None = None, reason: str | None = None) -> Row:
    return (code, value, sector, None, False, reason)


COUNT, DEATHS, UNITS = "accident.count", "accident.deaths", "inspection.units"


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("全县发生生产安全事故6起(不含火灾),死亡4人。", "不含火灾"),
        ("全县发生生产安全事故6起、死亡4人(不包括火灾)。", "不包括火灾"),
        ("全县发生生产安全事故6起(火灾除外),死亡4人。", "火灾除外"),
        ("全县发生生产安全事故6起(未计入农机事故),死亡4人。", "未计入农机事故"),
        ("全县发生生产安全事故6起,不含水上交通,死亡4人。", "不含水上交通"),
        ("除农业机械外,全县发生生产安全事故6起,死亡4人。", "除农业机械外"),
        ("(不含渔业船舶)全县发生生产安全事故6起,死亡4人。", "不含渔业船舶"),
        ("全县(不含澄阳县)发生生产安全事故6起,死亡4人。", "不含澄阳县"),
    ],
)
def test_what_leaves_something_out_is_not_the_whole_and_names_no_sector(read: Read, text: str, scope: str) -> None:
    assert _rows(read, text) == [(COUNT, 6, None, scope, False, None), (DEATHS, 4, None, scope, False, None)]


@pytest.mark.parametrize(
    "text",
    [
        "除检查煤矿外,全县还检查企业30家。",
        "除此之外,检查企业30家。",
        "除罚款外,检查企业30家。",
    ],
)
def test_what_comes_on_top_leaves_nothing_out(read: Read, text: str) -> None:
    assert [row[3] for row in _rows(read, text)] == [None]


def test_a_fine_holds_no_confiscated_gains_by_its_meaning(read: Read) -> None:
    assert _rows(read, "罚款15万元(不含没收违法所得)。") == [_whole("penalty.fine_amount", 150000)]


def test_a_row_before_what_is_left_out_waits(read: Read) -> None:
    assert _rows(read, "检查企业30家、发现隐患50条(不含煤矿)。") == [
        _whole(UNITS, 30, reason="subset_unclear"), ("hazard.found", 50, None, "不含煤矿", False, None)]  # fmt: skip


def test_what_is_left_out_may_have_its_own_number(read: Read) -> None:
    assert _rows(read, "发生生产安全事故6起(不含农业机械事故2起)。") == [
        (COUNT, 6, None, "不含农业机械事故", False, None), _whole(COUNT, 2, "agri_machinery")]  # fmt: skip


def test_a_sum_behind_sectors_is_the_whole_of_them(read: Read) -> None:
    rows = _rows(read, "发生生产安全事故3起(不含水上交通),水上交通事故4起,合计7起,死亡总计5人。")
    assert rows == [
        (COUNT, 3, None, "不含水上交通", False, None),
        _whole(COUNT, 4, "water_transport"),
        _whole(COUNT, 7),
        _whole(DEATHS, 5),
    ]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("煤矿检查8家,非煤矿山检查7家,合计15家。", (UNITS, 15)),
        ("煤矿方面检查企业8家;非煤矿山方面检查企业7家;合计检查企业15家。", (UNITS, 15)),
        ("检查煤矿企业8家,检查非煤矿山企业7家,罚款总计15万元。", ("penalty.fine_amount", 150000)),
        ("发生道路交通事故4起,建筑施工事故2起,共计死亡5人。", (DEATHS, 5)),
        ("道路交通4起、死亡3人,建筑施工2起、死亡2人,合计6起、死亡5人。", (DEATHS, 5)),
    ],
)
def test_a_sum_is_of_no_sector_of_its_list(read: Read, text: str, whole: tuple[str, int]) -> None:
    assert _rows(read, text)[-1] == _whole(*whole)


def test_what_follows_the_sum_of_a_sentence_is_of_no_sector_either(read: Read) -> None:
    rows = _rows(read, "煤矿方面检查企业8家;非煤矿山方面检查企业7家;合计检查企业15家,罚款6万元。")
    assert rows[-1] == _whole("penalty.fine_amount", 60000)


def test_each_sectors_own_sum_stays_its_own(read: Read) -> None:
    rows = _rows(read, "发生道路交通事故4起、死亡合计3人,建筑施工事故2起、死亡合计2人。")
    assert [(row[1], row[2]) for row in rows] == [
        (4, "road_transport"), (3, "road_transport"), (2, "construction"), (2, "construction")]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["发生道路交通事故4起,建筑施工事故2起,共造成5人死亡。", "煤矿检查8家;非煤矿山检查7家,合计罚款5万元。"]
)
def test_a_sum_that_may_be_of_the_last_sector_waits(read: Read, text: str) -> None:
    assert _rows(read, text)[-1][5] == "two_readings"


@pytest.mark.parametrize("others", ["其他5起", "其它5起", "其余5起", "其他事故5起"])
def test_others_in_a_list_of_sectors_are_the_sector_of_the_others(read: Read, others: str) -> None:
    assert _rows(read, f"发生事故12起,其中道路交通4起,建筑施工3起,{others}。") == [
        _whole(COUNT, 12), _whole(COUNT, 4, "road_transport"), _whole(COUNT, 3, "construction"),
        _whole(COUNT, 5, "other")]  # fmt: skip


def test_the_deaths_of_the_others_are_theirs(read: Read) -> None:
    rows = _rows(read, "发生事故12起,其中道路交通4起、死亡2人,建筑施工3起、死亡1人,其他行业5起、死亡6人。")
    assert rows[-2:] == [_whole(COUNT, 5, "other"), _whole(DEATHS, 6, "other")]


def test_others_in_a_list_of_places_wait(read: Read) -> None:
    rows = _rows(read, "发生事故12起,其中澄阳县4起,渡川县3起,其他5起。")
    assert (rows[-1][1], rows[-1][5]) == (5, "place_unknown")


def test_others_in_a_list_of_kinds_are_of_no_sector(read: Read) -> None:
    rows = _rows(read, "查处违法行为90起,其中超速70起,其他20起。")
    assert rows[-1] == ("violation.illegal", 20, None, "其他", True, None)


def test_other_units_beside_units_are_no_second_whole(read: Read) -> None:
    assert _rows(read, "检查企业60家,其他单位10家。")[-1][5] == "subset_unclear"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("死亡5人(含抢救无效死亡2人)。", (DEATHS, 2, None, "抢救无效死亡", True, None)),
        ("死亡5人(其中抢救无效死亡2人)。", (DEATHS, 2, None, "抢救无效死亡", True, None)),
        ("死亡5人,其中抢救无效死亡2人。", (DEATHS, 2, None, "抢救无效死亡", True, None)),
        ("死亡5人。其中抢救无效死亡2人。", (DEATHS, 2, None, "抢救无效死亡", True, None)),
        ("死亡5人(含上季度事故迟后死亡2人)。", (DEATHS, 2, None, "上季度事故迟后死亡", True, "subset_unclear")),
        ("立案20起(包括上年结转3起)。", ("penalty.case_filed", 3, None, "上年结转", True, "subset_unclear")),
        ("检查企业60家次(含夜间检查企业9家次)。", ("inspection.count", 9, None, "夜间检查企业", True, None)),
        ("死亡5人(含抢救无效死亡7人)。", (DEATHS, 7, None, "抢救无效死亡", True, "subset_unclear")),
        ("事故2起(另有未定性事故1起)。", (COUNT, 1, None, "另有未定性事故", True, "subset_unclear")),
        ("死亡5人(含道路交通死亡2人)。", (DEATHS, 2, "road_transport", None, False, None)),
    ],
)
def test_a_part_is_never_a_second_statement_of_its_whole(read: Read, text: str, part: Row) -> None:
    rows = _rows(read, text)
    assert rows[0][2:] == (None, None, False, None)
    assert rows[1] == part


def test_parts_of_a_list_go_on(read: Read) -> None:
    rows = _rows(read, "罚款90万元,其中施工企业5家、60万元,监理企业3家、30万元。")
    fines = [row for row in rows if row[0] == "penalty.fine_amount"]
    assert fines == [
        _whole("penalty.fine_amount", 900000),
        ("penalty.fine_amount", 600000, None, "施工企业", True, None),
        ("penalty.fine_amount", 300000, None, "监理企业", True, None),
    ]


def test_last_years_value_in_a_bracket_stays_last_years(read: Read) -> None:
    found = read(TITLE + "死亡5人(去年同期6人)。").observations
    assert [(int(o.value), o.role, o.is_subtotal) for o in found] == [(5, "observed", False), (6, "prior_year", False)]


def test_a_whole_of_several_kinds_is_not_of_the_last_kind(read: Read) -> None:
    rows = _rows(read, "培训主要负责人、安全管理人员和特种作业人员90人次,其中培训特种作业人员20人次。")
    assert [(row[1], row[4], row[5]) for row in rows] == [(90, False, "two_readings"), (20, False, None)]


@pytest.mark.parametrize(
    "text",
    [
        "行政处罚16次(对单位9次,对个人8次)。",
        "行政处罚16次,其中对单位9次、对个人8次。",
        "行政处罚16次,对单位9次,对个人8次。",
        "行政处罚16起(企业9起,主要负责人8起)。",
        "行政处罚16次。处罚单位9次,处罚个人8次。",
        "行政处罚17次(单位9次,个人8次)。",
    ],
)
def test_penalties_by_whom_they_fell_on_have_their_own_statistics(read: Read, text: str) -> None:
    rows = _rows(read, text)
    assert rows[1:] == [_whole("penalty.count_unit", 9), _whole("penalty.count_person", 8)]
    assert rows[0][0] == "penalty.count"


def test_a_third_party_leaves_the_parts_parts(read: Read) -> None:
    rows = _rows(read, "行政处罚12件(其中对企业9件、对个体工商户3件)。")
    assert [(row[0], row[1], row[4]) for row in rows[1:]] == [("penalty.count", 9, True), ("penalty.count", 3, True)]


def test_not_of_business_is_not_of_business(read: Read) -> None:
    (row,) = _rows(read, "发生非生产经营性道路交通事故3起。")
    assert row[3] == "非生产经营性"


def test_a_sum_behind_places_is_of_the_office(read: Read) -> None:
    found = read("澄川市2024年第一季度情况\n澄阳县发生事故6起,渡川县发生事故3起,合计9起,死亡合计4人。").observations
    assert sorted((int(o.value), o.place) for o in found) == [
        (3, "渡川县"),
        (4, "澄川市"),
        (6, "澄阳县"),
        (9, "澄川市"),
    ]


def test_each_places_own_sum_stays_its_own(read: Read) -> None:
    text = "澄川市2024年第一季度情况\n澄阳县检查企业6家,罚款3万元,渡川县检查企业8家,共罚款5万元。"
    assert [(int(o.value), o.place) for o in read(text).observations] == [
        (6, "澄阳县"), (30000, "澄阳县"), (8, "渡川县"), (50000, "渡川县")]  # fmt: skip


def test_a_sum_of_one_sector_is_of_that_sector(read: Read) -> None:
    rows = _rows(read, "1月发生水上交通事故6起,2月发生水上交通事故3起,合计9起。")
    assert [(row[1], row[2]) for row in rows] == [
        (6, "water_transport"),
        (3, "water_transport"),
        (9, "water_transport"),
    ]
