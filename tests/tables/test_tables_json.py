"""JSON values as offices' systems export them: keys are heads, objects are rows."""

from __future__ import annotations

from tests.tables.table_samples import at, extract, refused, span, tree

_ROWS = {
    "填报单位": "渔渚市应急管理局",
    "统计期间": "2024年1月1日至2024年6月30日",
    "金额单位": "万元",
    "数据": [
        {
            "乡镇": "东津镇",
            "检查企业数": 12,
            "事故隐患": {"排查": 30, "整改率": "96.67%"},
            "行政处罚": {"次数": 2, "罚款": 3.5},
        },
        {
            "乡镇": "西津镇",
            "检查企业数": 8,
            "事故隐患": {"排查": None, "整改率": None},
            "行政处罚": {"次数": 0, "罚款": 0},
        },
    ],
    "合计": {"检查企业数": 20, "事故隐患": {"排查": 30, "整改率": "96.67%"}, "行政处罚": {"次数": 2, "罚款": 3.5}},
    "备注": "计划下季度检查30家",
}


def test_objects_of_a_list_are_rows_and_nested_keys_are_heads() -> None:
    found = extract(tree(_ROWS), file="x.json")
    assert at(found, "$.数据[0].检查企业数") == ("inspection.units", 12, "东津镇", None, "accepted")
    assert at(found, "$.数据[0].事故隐患.排查")[:2] == ("hazard.found", 30)
    assert at(found, "$.数据[0].事故隐患.整改率")[:2] == ("hazard.rectification_rate", 0.9667)
    assert at(found, "$.数据[1].行政处罚.次数")[:3] == ("penalty.count", 0, "西津镇")
    assert span(found, "$.数据[0].检查企业数") == ("2024-01-01", "2024-06-30")
    assert {o.method for o in found.observations} == {"tree"}


def test_a_money_unit_beside_the_rows_scales_money_only() -> None:
    found = extract(tree(_ROWS), file="x.json")
    assert at(found, "$.数据[0].行政处罚.罚款") == ("penalty.fine_amount", 35000, "东津镇", None, "accepted")
    assert at(found, "$.数据[0].检查企业数")[1] == 12


def test_a_sum_beside_the_rows_is_the_offices_own_figure() -> None:
    found = extract(tree(_ROWS), file="x.json")
    assert at(found, "$.合计.检查企业数") == ("inspection.units", 20, "渔渚市", None, "accepted")
    assert at(found, "$.合计.事故隐患.整改率")[:2] == ("hazard.rectification_rate", 0.9667)


def test_null_is_no_figure() -> None:
    found = extract(tree(_ROWS), file="x.json")
    assert not [o for o in found.observations if o.locator.startswith("$.数据[1].事故隐患")]
    assert len(found.observations) == 13


def test_objects_of_one_shape_under_place_keys_are_rows() -> None:
    value = {"标题": "澄川市2023年第四季度安全生产行政执法情况", "单位": "元",
             "澄阳县": {"检查次数": 5, "罚款金额": 20000}, "渡川县": {"检查次数": 7, "罚款金额": 0}}  # fmt: skip
    found = extract(tree(value), file="x.json")
    assert at(found, "$.澄阳县.罚款金额") == ("penalty.fine_amount", 20000, "澄阳县", None, "accepted")
    assert at(found, "$.渡川县.检查次数") == ("inspection.count", 7, "渡川县", None, "accepted")
    assert span(found, "$.渡川县.检查次数") == ("2023-10-01", "2023-12-31")


def test_year_and_quarter_as_numbers_are_the_period() -> None:
    value = {"report": {"office": "金渚县应急管理局", "year": 2024, "quarter": 2},
             "indicators": [{"指标": "检查生产经营单位", "单位": "家", "数值": 30, "上年同期": 28},
                            {"指标": "罚款金额", "单位": "万元", "数值": 3.2, "上年同期": None}]}  # fmt: skip
    found = extract(tree(value), file="x.json")
    assert at(found, "$.indicators[0].数值") == ("inspection.units", 30, "金渚县", None, "accepted")
    assert at(found, "$.indicators[1].数值")[:2] == ("penalty.fine_amount", 32000)
    assert span(found, "$.indicators[0].上年同期") == ("2023-04-01", "2023-06-30")
    assert refused(found) == {}


def test_first_and_last_day_in_two_keys_are_the_period() -> None:
    value = {
        "单位名称": "柳渚县应急管理局",
        "开始日期": "2024-05-01",
        "结束日期": "2024-05-31",
        "事故": {"起数": 1, "死亡人数": 0},
    }
    found = extract(tree(value), file="x.json")
    assert at(found, "$.事故.起数") == ("accident.count", 1, "柳渚县", None, "accepted")
    assert span(found, "$.事故.死亡人数") == ("2024-05-01", "2024-05-31")


def test_an_unknown_key_is_refused() -> None:
    found = extract(
        tree({"地区": "柳渚县", "时间": "2024年5月", "数据": [{"乡镇": "甲河镇", "检查次数": 3, "幸福指数": 9}]}),
        file="x.json",
    )
    assert [r.reason for r in found.refusals] == ["header_unmatched"]
    assert len(found.observations) == 1


def test_keys_that_a_list_of_columns_explains_are_read_by_its_words() -> None:
    value = {
        "meta": {"title": "澄川市2022年上半年安全生产执法统计", "org": "澄川市应急管理局", "pageSize": 50},
        "columns": [
            {"key": "area", "title": "地区", "unit": ""},
            {"key": "c1", "title": "检查企业", "unit": "家", "group": "监督检查"},
            {"key": "c2", "title": "罚款", "unit": "万元", "group": "处罚"},
            {"key": "p2", "title": "罚款", "unit": "万元", "group": "去年同期"},
        ],
        "rows": [
            {"area": "澄阳县", "c1": 88, "c2": 25.5, "p2": "18.3"},
            {"area": "渡川县", "c1": 40, "c2": None, "p2": "4.5"},
        ],
    }
    found = extract(tree(value), file="x.json")
    assert at(found, "$.rows[0].c1") == ("inspection.units", 88, "澄阳县", None, "accepted")
    assert at(found, "$.rows[0].c2")[:3] == ("penalty.fine_amount", 255000, "澄阳县")
    assert at(found, "$.rows[1].c1")[:3] == ("inspection.units", 40, "渡川县")
    assert span(found, "$.rows[0].c2") == ("2022-01-01", "2022-06-30")
    assert span(found, "$.rows[0].p2") == ("2021-01-01", "2021-06-30")
    assert not [o for o in found.observations if o.locator == "$.rows[1].c2"]


def test_rows_are_no_list_of_columns_though_their_values_repeat_keys() -> None:
    value = {"标题": "澄川市2023年第四季度检查情况", "数据": [
        {"地区": "澄阳县", "检查次数": "5"}, {"地区": "渡川县", "检查次数": "7"}]}  # fmt: skip
    found = extract(tree(value), file="x.json")
    assert [o.value for o in found.observations] == [5, 7]
