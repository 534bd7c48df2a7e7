"""Divisions are found by the names that reports print, and a name that several bear yields several."""

from __future__ import annotations

from datetime import date

import pytest

from warehouse.catalogue.division_names import bare_name, former_names, short_name
from warehouse.catalogue.divisions import DivisionIndex
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Division


@pytest.fixture(scope="module")
def index() -> DivisionIndex:
    return load_catalogue().divisions


def codes(found: tuple[Division, ...]) -> list[str]:
    return [division.code for division in found]


@pytest.mark.parametrize(
    ("code", "name", "parent"),
    [
        ("141021", "曲沃县", "141000"),
        ("141022", "翼城县", "141000"),
        ("150581", "霍林郭勒市", "150500"),
        ("360100", "南昌市", "360000"),
        ("110118", "密云区", "110000"),
        ("500151", "铜梁区", "500000"),
        ("419001", "济源市", "410000"),
        ("429021", "神农架林区", "420000"),
        ("469001", "五指山市", "460000"),
        ("659001", "石河子市", "650000"),
        ("441900", "东莞市", "440000"),
    ],
)
def test_official_codes(index: DivisionIndex, code: str, name: str, parent: str) -> None:
    division = index.get(code)
    assert division is not None
    assert (division.name, division.parent) == (name, parent)


def test_as_many_divisions_as_the_country_has(index: DivisionIndex) -> None:
    official = [d for d in index if d.kind == "county" and d.valid_to is None and d.code < "990000"]
    assert sum(d.level == "province" for d in official) == 34
    assert sum(d.level == "prefecture" for d in official) == 333
    assert 2840 <= sum(d.level == "county" for d in official) <= 2860


@pytest.mark.parametrize("code", ["419000", "500200", "110100", "131090", "441901", "810101"])
def test_placeholders_townships_and_doubles_are_not_divisions(index: DivisionIndex, code: str) -> None:
    assert index.get(code) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("翼城县", ["141022"]),
        ("翼城", ["141022"]),
        ("都 昌 县", ["360428"]),
        ("都\u3000昌县", ["360428"]),
        ("吉安", ["360800", "360821"]),
        ("南昌", ["360100", "360121"]),
        ("南昌县", ["360121"]),
        ("吉林", ["220000", "220200"]),
        ("内蒙古", ["150000"]),
        ("黔东南州", ["522600"]),
        ("黔东南", ["522600"]),
        ("白沙县", ["469025"]),
        ("庐山区", ["360402"]),
        ("公安", ["421022"]),
        ("小蓝经开区", ["360121-zone-xiaolan"]),
        ("九华山", ["341700-zone-jiuhuashan"]),
        ("长安县", ["130102", "610116"]),
        ("铜梁县", ["500151"]),
        ("上饶地区", ["361100"]),
        ("某某镇", []),
        ("", []),
        ("全市", []),
    ],
)
def test_printed_name_finds_its_divisions_best_first(index: DivisionIndex, name: str, expected: list[str]) -> None:
    assert codes(index.find(name)) == expected


def test_common_district_name_yields_all_and_place_narrows_it(index: DivisionIndex) -> None:
    assert codes(index.find("鼓楼区")) == ["320106", "320302", "350102", "410204"]
    assert codes(index.find("鼓楼区", within="320000")) == ["320106", "320302"]
    assert codes(index.find("鼓楼区", within="350100")) == ["350102"]
    assert codes(index.find("鼓楼区", within="360000")) == []


def test_day_chooses_between_old_and_new_name(index: DivisionIndex) -> None:
    assert codes(index.find("密云县")) == ["110228"]
    assert codes(index.find("密云", on=date(2014, 6, 30))) == ["110228"]
    assert codes(index.find("密云", on=date(2015, 11, 1))) == ["110118"]
    assert codes(index.find("密云")) == ["110118"]


def test_ended_division_gives_way_only_to_its_own_successor(index: DivisionIndex) -> None:
    assert codes(index.find("芜湖")) == ["340200"]
    assert codes(index.find("东乡")) == ["361003", "622926"]
    assert codes(index.find("东乡县")) == ["622926", "361029"]
    assert codes(index.find("东乡县", within="361000")) == ["361029"]
    assert codes(index.find("东乡县", on=date(2024, 1, 1))) == ["622926"]


def test_name_that_no_division_bore_on_the_day_still_finds_its_bearer(index: DivisionIndex) -> None:
    assert codes(index.find("无为市", on=date(2018, 1, 1))) == ["340281"]


@pytest.mark.parametrize(
    ("name", "within", "code", "printed", "kind", "level"),
    [
        ("市本级", "360100", "360100-own", "南昌市本级", "own_level", "county"),
        ("市直", "990100", "990100-own", "澄川市本级", "own_level", "county"),
        ("长沙市本级", None, "430100-own", "长沙市本级", "own_level", "county"),
        ("州本级", "653000", "653000-own", "克孜勒苏柯尔克孜自治州本级", "own_level", "county"),
        ("县本级", "141022", "141022-own", "翼城县本级", "own_level", "township"),
        ("示例省本级", None, "990000-own", "示例省本级", "own_level", "prefecture"),
        ("市直部门", "360600", "360600-dept", "鹰潭市直部门", "department", "county"),
        ("央企", "360600", "360600-central", "鹰潭市境内央企", "department", "county"),
        ("九江经开区", None, "360400-zone-economic", "九江经开区", "zone", "county"),
        ("临汾经济开发区", None, "141000-zone-economic", "临汾经开区", "zone", "county"),
        ("高新区", "360900", "360900-zone-hightech", "宜春高新区", "zone", "county"),
        ("昆山高新区", None, "320583-zone-hightech", "昆山高新区", "zone", "township"),
        ("高新技术产业开发区管委会", "990200", "990200-zone-hightech", "砚岭高新区", "zone", "county"),
    ],
)
def test_parts_exist_for_every_division_without_a_row(
    index: DivisionIndex, name: str, within: str | None, code: str, printed: str, kind: str, level: str
) -> None:
    (found,) = index.find(name, within=within)
    assert (found.code, found.name, found.kind, found.level) == (code, printed, kind, level)
    assert found.parent == code[:6]
    assert index.get(code) == found


def test_listed_zone_goes_before_the_part_by_rule(index: DivisionIndex) -> None:
    assert codes(index.find("邢台经开区")) == ["130571"]
    assert codes(index.find("经开区", within="130500")) == ["130571"]


def test_zone_of_a_shared_bare_name_is_the_prefectures(index: DivisionIndex) -> None:
    assert codes(index.find("南昌高新区")) == ["360100-zone-hightech"]
    assert codes(index.find("南昌县高新区")) == ["360121-zone-hightech"]


def test_unqualified_development_zone_may_be_two(index: DivisionIndex) -> None:
    assert codes(index.find("开发区", within="360400")) == ["360400-zone-economic", "360400-zone-hightech"]


@pytest.mark.parametrize(
    ("name", "within"),
    [("市本级", None), ("市本级", "141022"), ("市本级", "360000"), ("县本级", "360100"), ("高新区", "360000")],
)
def test_part_that_does_not_fit_its_parent_is_not_found(index: DivisionIndex, name: str, within: str | None) -> None:
    assert index.find(name, within=within) == ()


@pytest.mark.parametrize("code", ["999999-own", "360100-zone-space", "360100-owner", "340200-zone-sanshan-own", "x"])
def test_unknown_code_is_none(index: DivisionIndex, code: str) -> None:
    assert index.get(code) is None


def test_chain_of_parents(index: DivisionIndex) -> None:
    assert codes(index.ancestors("360100-own")) == ["360100", "360000"]
    assert codes(index.ancestors("141022")) == ["141000", "140000"]
    assert index.ancestors("140000") == ()
    assert index.is_within("141022", "140000")
    assert index.is_within("141022", "141022")
    assert not index.is_within("141022", "360000")


def test_children_are_those_of_the_day(index: DivisionIndex) -> None:
    now = {division.name for division in index.children("360100")}
    before = {division.name for division in index.children("360100", on=date(2014, 1, 1))}
    assert {"红谷滩区", "新建区"} <= now
    assert now.isdisjoint({"湾里区", "新建县"})
    assert {"湾里区", "新建县"} <= before
    assert before.isdisjoint({"红谷滩区", "新建区"})
    assert len(index.children("990100")) == 8


def test_names_for_finders_leave_everyday_words_out(index: DivisionIndex) -> None:
    names = dict(index.names())
    assert "公安" not in names
    assert "新建" not in names
    assert names["公安县"] == "421022"
    assert names["翼城"] == "141022"
    assert names["霍林郭勒"] == "150581"
    assert names["九江经开区"] == "360400-zone-economic"
    assert names["邢台经开区"] == "130571"
    assert names["长沙市本级"] == "430100-own"
    assert names["示例"] == "990000"
    assert "市本级" not in names
    assert all(len(name) > 1 for name in names)


def test_every_name_for_finders_leads_back_to_its_division(index: DivisionIndex) -> None:
    wanted = {code for _, code in index.names()}
    assert all(index.get(code) for code in wanted)
    lost = [(name, code) for name, code in list(index.names())[::41] if not index.find(name)]
    assert lost == []


@pytest.mark.parametrize(
    ("name", "bare", "short"),
    [
        ("翼城县", "翼城", None),
        ("北京市", "北京", None),
        ("大兴安岭地区", "大兴安岭", None),
        ("阿拉善盟", "阿拉善", None),
        ("神农架林区", "神农架", None),
        ("六枝特区", "六枝", None),
        ("浦东新区", "浦东", None),
        ("矿区", None, None),
        ("土默特左旗", None, None),
        ("恩施土家族苗族自治州", "恩施", "恩施州"),
        ("双江拉祜族佤族布朗族傣族自治县", "双江", "双江县"),
        ("鄂温克族自治旗", "鄂温克", "鄂温克旗"),
        ("东乡族自治县", "东乡", "东乡县"),
        ("龙胜各族自治县", "龙胜", "龙胜县"),
        ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯", "前郭尔罗斯县"),
        ("巴音郭楞蒙古自治州", "巴音郭楞", "巴音郭楞州"),
        ("广西壮族自治区", "广西", None),
        ("内蒙古自治区", "内蒙古", None),
    ],
)
def test_short_forms_of_names(name: str, bare: str | None, short: str | None) -> None:
    assert bare_name(name) == bare
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("name", "level", "former"),
    [
        ("密云区", "county", ("密云县", "密云市")),
        ("无为市", "county", ("无为县",)),
        ("上饶市", "prefecture", ("上饶地区",)),
        ("翼城县", "county", ()),
        ("浦东新区", "county", ()),
        ("山西省", "province", ()),
    ],
)
def test_former_kinds_of_names(name: str, level: str, former: tuple[str, ...]) -> None:
    assert former_names(name, level) == former


def test_a_township_is_a_part_of_its_county_only(index: DivisionIndex) -> None:
    found = index.find("柳店镇", within="990101")
    assert [(d.code, d.name, d.level, d.parent) for d in found] == [
        ("990101-town-柳店镇", "柳店镇", "township", "990101")
    ]
    assert index.get("990101-town-柳店镇") == found[0]
    assert index.find("柳店镇", within="990100") == ()
    assert index.find("柳店镇") == ()
