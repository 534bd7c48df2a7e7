import pytest

from pipelines.extraction.grammar.sector import find_sectors, match_sector
from warehouse.catalogue.loader import load_catalogue


@pytest.mark.parametrize(
    ("label", "code", "text"),
    [("煤矿", "coal_mine", "煤矿"), ("煤矿方面:", "coal_mine", "煤矿方面"), ("(一)煤矿。", "coal_mine", "煤矿。"),
     ("1.非煤矿山", "non_coal_mine", "非煤矿山"), ("金属与非金属矿山", "non_coal_mine", "金属与非金属矿山"),
     ("危化品企业", "hazardous_chemicals", "危化品企业"), ("危险化学品和烟花爆竹", "hazardous_chemicals", "危险化学品和烟花爆竹"),
     ("烟花爆竹和危险化学品", "fireworks", "烟花爆竹和危险化学品"), ("冶金机械等八行业", "metallurgy_trade", "冶金机械等八行业"),
     ("其他工贸", "metallurgy_trade", "其他工贸"), ("商贸制造业", "metallurgy_trade", "商贸制造业"),
     ("工矿商贸", "other", "工矿商贸"), ("工矿商贸领域", "other", "工矿商贸领域"), ("采矿业", "other", "采矿业"),
     ("工矿企业(小计)", "other", "工矿企业(小计)"), ("矿山", "other", "矿山"), ("农林牧渔业", "other", "农林牧渔业"),
     ("铁路交通", "other", "铁路交通"), ("道路交通", "road_transport", "道路交通"), ("道路运输业", "road_transport", "道路运输业"),
     ("交通运输和仓储业", "road_transport", "交通运输和仓储业"), ("水上交通", "water_transport", "水上交通"),
     ("建筑业", "construction", "建筑业"), ("消防", "fire_safety", "消防"), ("城镇燃气", "gas", "城镇燃气"),
     ("渔业船舶", "fishery", "渔业船舶"), ("农业机械", "agri_machinery", "农业机械"), ("特种设备", "special_equipment", "特种设备"),
     ("其他", "other", "其他"), ("其他行业", "other", "其他行业"), ("其中:建筑施工", "construction", "建筑施工")],
)  # fmt: skip
def test_a_label_has_its_sector(label: str, code: str, text: str) -> None:
    found = match_sector(label, load_catalogue())
    assert found is not None
    assert (found.code, found.text) == (code, text)


@pytest.mark.parametrize("label", ["", "合计", "总计", "全市", "检查次数", "隐患(处)", "澄阳县", "同比", "一般事故"])
def test_a_total_or_another_label_has_none(label: str) -> None:
    assert match_sector(label, load_catalogue()) is None


def test_sectors_of_a_text_stand_in_order_with_their_heads() -> None:
    text = "煤矿方面:检查12家。危险化学品领域:检查3家,建筑施工企业2家。"
    found = [(item.code, item.is_heading) for item in find_sectors(text, load_catalogue())]
    assert found == [("coal_mine", True), ("hazardous_chemicals", True), ("construction", False)]


@pytest.mark.parametrize(
    "text",
    ["开展安全教育培训", "消防车3辆", "挖掘机械6台", "出动消防支队12人", "党校学习", "建筑物三层", "其他方面", "合作"],
)
def test_everyday_words_are_no_sectors(text: str) -> None:
    assert find_sectors(text, load_catalogue()) == []


def test_the_longest_name_wins() -> None:
    assert [item.text for item in find_sectors("工矿商贸事故3起", load_catalogue())] == ["工矿商贸"]
    assert [item.code for item in find_sectors("非煤矿山12家", load_catalogue())] == ["non_coal_mine"]
