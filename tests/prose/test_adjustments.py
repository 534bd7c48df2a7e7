"""What is taken off, given back or revoked is no figure of the period; what stands after it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.prose.conftest import Read

Rows = tuple[tuple[str, str, str | None], ...]

ADJUSTED: tuple[tuple[str, Rows], ...] = (
    ("二季度检查企业36家次。退回多收罚款1.2万元。", (("inspection.count", "36", None), ("penalty.fine_amount", "12000", "adjustment"))),
    ("检查企业18家次,核增罚款6万元。", (("inspection.count", "18", None), ("penalty.fine_amount", "60000", "adjustment"))),
    ("罚款7万元。另冲减上年罚款3万元。", (("penalty.fine_amount", "70000", None), ("penalty.fine_amount", "30000", "adjustment"))),
    ("罚款7万元,冲减以前年度罚款4万元。", (("penalty.fine_amount", "70000", None), ("penalty.fine_amount", "40000", "adjustment"))),
    (
        "罚款14万元,撤销行政处罚决定2件,涉及罚款6万元。",
        (("penalty.fine_amount", "140000", None), ("penalty.count", "2", "adjustment"), ("penalty.fine_amount", "60000", "adjustment")),
    ),
    ("调减罚款3万元、处罚2次。", (("penalty.fine_amount", "30000", "adjustment"), ("penalty.count", "2", "adjustment"))),
    ("撤销处罚决定1件。涉及罚款3万元。", (("penalty.count", "1", "adjustment"), ("penalty.fine_amount", "30000", "adjustment"))),
    ("退还罚款1.5万元。", (("penalty.fine_amount", "15000", "adjustment"),)),
    ("罚款返还1.5万元。", (("penalty.fine_amount", "15000", "adjustment"),)),
    ("罚款2.4万元已退还当事人。", (("penalty.fine_amount", "24000", "adjustment"),)),
    ("罚款2.4万元,后经复议撤销。", (("penalty.fine_amount", "24000", "adjustment"),)),
    ("依法减免罚款2万元。", (("penalty.fine_amount", "20000", "adjustment"),)),
    ("对拒不改正的追加罚款3万元。", (("penalty.fine_amount", "30000", "adjustment"),)),
    ("撤销案件2件。", (("hazard.major_rectified", "2", "adjustment"),)),
    ("取消3家企业达标资格。", (("standard.enterprises", "3", "adjustment"),)),
    ("核减检查企业3家。", (("inspection.units", "3", "adjustment"),)),
    ("调减检查12家次。", (("inspection.count", "12", "adjustment"),)),
    ("核减事故1起、死亡1人。", (("accident.count", "1", "adjustment"), ("accident.deaths", "1", "adjustment"))),
    ("行政处罚12次,其中撤销2次,罚款30万元。", (("penalty.count", "12", None), ("penalty.count", "2", "adjustment"), ("penalty.fine_amount", "300000", None))),
)  # fmt: skip

NET: tuple[tuple[str, Rows], ...] = (
    (
        "排查隐患320处,整改300处。核减重复隐患20处,核减后共排查隐患300处。",
        (("hazard.found", "320", "before_adjustment"), ("hazard.rectified", "300", None), ("hazard.found", "300", None), ("hazard.found", "20", "adjustment")),
    ),
    ("核减罚款4万元,核减后罚款38万元。", (("penalty.fine_amount", "40000", "adjustment"), ("penalty.fine_amount", "380000", None))),
    ("罚款42万元,核减4万元,核减后为38万元。", (("penalty.fine_amount", "420000", "before_adjustment"), ("penalty.fine_amount", "380000", None))),
    ("罚款42万元,核减4万元后为38万元。", (("penalty.fine_amount", "420000", "before_adjustment"), ("penalty.fine_amount", "380000", None))),
    (
        "罚款12万元,减免罚款2万元,实际罚款10万元。",
        (("penalty.fine_amount", "120000", "before_adjustment"), ("penalty.fine_amount", "20000", "adjustment"), ("penalty.fine_amount", "100000", None)),
    ),
    (
        "罚款36万元,扣减罚款2万元后,全县罚款34万元。",
        (("penalty.fine_amount", "360000", "before_adjustment"), ("penalty.fine_amount", "20000", "adjustment"), ("penalty.fine_amount", "340000", None)),
    ),
    (
        "检查企业52家次,核减6家次,核减后46家次。",
        (("inspection.count", "52", "before_adjustment"), ("inspection.count", "6", "adjustment"), ("inspection.count", "46", None)),
    ),
    ("罚款42万元,经核减,实际罚款40万元。", (("penalty.fine_amount", "420000", "before_adjustment"), ("penalty.fine_amount", "400000", None))),
    (
        "收缴罚款28万元,退库罚款2万元,净收缴26万元。",
        (("penalty.fine_collected", "280000", "before_adjustment"), ("penalty.fine_amount", "20000", "adjustment"), ("penalty.fine_collected", "260000", None)),
    ),
    ("核减后发生事故3起,死亡2人。", (("accident.count", "3", None), ("accident.deaths", "2", None))),
)  # fmt: skip

UNTOUCHED: tuple[tuple[str, Rows], ...] = (
    ("立案12件,撤销立案2件,罚款5万元。", (("penalty.case_filed", "12", None), ("penalty.case_filed", "2", "adjustment"), ("penalty.fine_amount", "50000", None))),
    ("罚款14万元,未减免罚款。处罚5次。", (("penalty.fine_amount", "140000", None), ("penalty.count", "5", None))),
    ("罚款(不含退还部分)36万元。", (("penalty.fine_amount", "360000", None),)),
    ("复评不合格而被撤销标准化等级4家,罚款5万元。", (("standard.revoked", "4", None), ("penalty.fine_amount", "50000", None))),
    ("退还保证金后,检查企业20家次。", (("inspection.count", "20", None),)),
    ("全县罚款34万元,核减工作已结束。", (("penalty.fine_amount", "340000", None),)),
    ("罚款5万元并取消其评优资格。", (("penalty.fine_amount", "50000", None),)),
    ("罚款5万元,已退还群众多付费用。", (("penalty.fine_amount", "50000", None),)),
    ("查处多报告、少检查的企业3家,罚款2万元。", (("penalty.fine_amount", "20000", None),)),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*ADJUSTED, *NET], ids=[row[0] for row in (*ADJUSTED, *NET)])
def test_adjustment_waits_and_what_stands_after_it_is_sure(read: Read, text: str, expected: Rows) -> None:
    found = sorted((o.indicator, o.value.normalize(), str(o.reason)) for o in read(text).observations)
    assert found == sorted((code, Decimal(value).normalize(), str(reason)) for code, value, reason in expected)


@pytest.mark.parametrize(("text", "expected"), UNTOUCHED, ids=[row[0] for row in UNTOUCHED])
def test_word_of_adjustment_that_governs_no_number_changes_nothing(read: Read, text: str, expected: Rows) -> None:
    found = {(o.indicator, o.value.normalize(), o.reason) for o in read(text).observations}
    assert {(code, Decimal(value).normalize(), reason) for code, value, reason in expected} <= found


def test_reasons_of_adjustments_are_in_the_catalogue() -> None:
    from warehouse.catalogue.loader import load_catalogue

    assert {"adjustment", "before_adjustment"} <= set(load_catalogue().reasons)
