"""Tables lost to plain text come back by counting, or not at all."""

from __future__ import annotations

from tests.prose.conftest import Read


def _cells(*cells: str) -> str:
    return "\n\n".join(cells)


def test_own_change_and_rate_under_each_statistic(read: Read) -> None:
    text = "2023年1-6月澄川市事故统计表\n\n" + _cells(
        "总计", "事故起数", "同比", "死亡人数", "同比", "+,-", "±%", "+,-", "±%",
        "合计", "9", "-3", "-25", "8", "2", "33.3", "澄阳县", "4", "-1", "-20", "3", " ", " ")  # fmt: skip
    found = {(o.place, o.indicator): str(o.value) for o in read(text).observations}
    assert found == {
        ("澄川市", "accident.count"): "9", ("澄川市", "accident.count_change"): "-3", ("澄川市", "accident.count_yoy"): "-0.25",
        ("澄川市", "accident.deaths"): "8", ("澄川市", "accident.deaths_change"): "2", ("澄川市", "accident.deaths_yoy"): "0.333",
        ("澄阳县", "accident.count"): "4", ("澄阳县", "accident.count_change"): "-1", ("澄阳县", "accident.count_yoy"): "-0.20",
        ("澄阳县", "accident.deaths"): "3"}  # fmt: skip


def test_groups_over_repeated_leaves(read: Read) -> None:
    leaves = ["采矿 |", "同比增长(±%) |", "建筑 |", "同比增长(±%) |"]
    rows = [
        "合计 |",
        "1 |",
        "-50 |",
        "2 |",
        "0 |",
        "1 |",
        "-50 |",
        "3 |",
        "50 |",
        "渡川县 |",
        "0 |",
        "— |",
        "1 |",
        "0 |",
        "0 |",
        "— |",
        "1 |",
        "0 |",
    ]
    text = "2023年1-6月全市发生事故3起。\n" + "\n".join(["|", "事故起数 |", "死亡人数 |", *leaves, *leaves, *rows])
    found = [
        (o.place, o.indicator, o.sector_code, str(o.value))
        for o in read(text).observations
        if o.rule == "flattened_table"
    ]
    assert (None, "accident.deaths_yoy", "construction", "0.50") in found
    assert ("渡川县", "accident.count", "other", "0") in found
    assert len([row for row in found if row[0] == "渡川县"]) == 6


def test_bars_with_running_numbers_and_shares(read: Read) -> None:
    text = (
        "排位 | 行业 | 事故起数 | 占总数比例% | 死亡人数 | 占总数比例% |\n1 | 道路运输业 | 8 | 80 | 7 | 70 |\n"
        "2 | 建筑业 | 2 | 20 | 3 | 30 |\n全市合计 | 10 | 100 | 10 | 100 |"
    )
    found = [(o.sector_code, o.indicator, int(o.value)) for o in read(text).observations]
    assert found == [("road_transport", "accident.count", 8), ("road_transport", "accident.deaths", 7),
                     ("construction", "accident.count", 2), ("construction", "accident.deaths", 3),
                     (None, "accident.count", 10), (None, "accident.deaths", 10)]  # fmt: skip


def test_header_cell_broken_in_two_is_mended(read: Read) -> None:
    text = _cells(
        "行政处罚实施数量(宗)",
        "警告",
        "罚款",
        "没收违法",
        "所得、没收非法财物",
        "合计(宗)",
        "罚没金额(万元)",
        "1",
        "20",
        "0",
        "21",
        "35.5",
    )
    found = {o.indicator: int(o.value) for o in read(text).observations}
    assert found == {"penalty.warning": 1, "penalty.fine_count": 20, "penalty.confiscation": 0, "penalty.count": 21,
                     "penalty.fine_and_confiscation": 355000}  # fmt: skip


def test_rows_of_unequal_length_are_left_alone(read: Read) -> None:
    text = _cells("地区", "事故起数", "死亡人数", "澄阳县", "4", "3", "渡川县", "2", "鹿溪县", "1", "1")
    assert read(text).observations == ()


def test_rows_set_with_blanks(read: Read) -> None:
    text = "2023年1-6月澄川市执法情况统计表\n县区 检查企业(家) 发现隐患(条) 罚款(万元) 整改率(%)\n澄阳县 120 345 12.5 98.1\n渡川县 98 210 8 100\n合计 218 555 20.5 98.8"
    found = [(o.place, o.indicator, f"{o.value.normalize():f}") for o in read(text).observations]
    assert found == [
        ("澄阳县", "inspection.units", "120"), ("澄阳县", "hazard.found", "345"), ("澄阳县", "penalty.fine_amount", "125000"),
        ("澄阳县", "hazard.rectification_rate", "0.981"), ("渡川县", "inspection.units", "98"), ("渡川县", "hazard.found", "210"),
        ("渡川县", "penalty.fine_amount", "80000"), ("渡川县", "hazard.rectification_rate", "1"), ("澄川市", "inspection.units", "218"),
        ("澄川市", "hazard.found", "555"), ("澄川市", "penalty.fine_amount", "205000"), ("澄川市", "hazard.rectification_rate", "0.988")]  # fmt: skip


def test_two_header_rows_between_bars(read: Read) -> None:
    text = (
        "地区 | 事故起数 | 死亡人数 |\n本期 | 上年同期 | 增减(起) | 本期 | 上年同期 | 增减(起) |\n"
        "澄阳县 | 4 | 5 | -1 | 3 | 3 | 0 |\n渡川县 | 2 | 1 | 1 | 2 | 1 | 1 |"
    )
    found = [(o.place, o.indicator, int(o.value)) for o in read(text).observations]
    assert found == [("澄阳县", "accident.count", 4), ("澄阳县", "accident.count_change", -1), ("澄阳县", "accident.deaths", 3),
                     ("澄阳县", "accident.deaths_change", 0), ("渡川县", "accident.count", 2), ("渡川县", "accident.count_change", 1),
                     ("渡川县", "accident.deaths", 2), ("渡川县", "accident.deaths_change", 1)]  # fmt: skip


def test_comparison_that_may_be_a_change_or_a_rate_is_left_alone(read: Read) -> None:
    text = (
        "地区 | 事故起数 | 死亡人数 |\n本期 | 同比 | 本期 | 同比 |\n澄阳县 | 4 | -1 | 3 | 0 |\n渡川县 | 2 | 1 | 2 | 1 |"
    )
    assert read(text).observations == ()


def test_column_of_signed_differences_is_a_change(read: Read) -> None:
    table = "县区 | 事故起数 | 同比± | 死亡人数 | 同比± |\n澄阳县 | 11 | -3 | 13 | -2 |\n鹿溪县 | 8 | +1 | 8 | 0 |\n"
    found = read(f"澄川市2024年1-11月事故情况\n{table}").observations
    changes = [(o.place, o.indicator, int(o.value)) for o in found if o.indicator.endswith("_change")]
    assert changes == [
        ("澄阳县", "accident.count_change", -3),
        ("澄阳县", "accident.deaths_change", -2),
        ("鹿溪县", "accident.count_change", 1),
        ("鹿溪县", "accident.deaths_change", 0),
    ]
