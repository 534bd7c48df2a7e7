"""Shares without a sign, shares behind their counts, wholes beside those with the status, and money without its 元."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.prose.conftest import Read

Rows = tuple[tuple[str, str, str | None], ...]

SURE: tuple[tuple[str, Rows], ...] = (
    ("截至3月31日,全县“零事故”企事业单位比例为0.9876。", (("zero_accident.enterprise_rate", "0.9876", None),)),
    ("二季度罚款收缴率为0.8。", (("penalty.collection_rate", "0.8", None),)),
    ("隐患整改率0.96。", (("hazard.rectification_rate", "0.96", None),)),
    ("隐患整改率0。", (("hazard.rectification_rate", "0", None),)),
    ("安全生产达标率、覆盖率分别为0.7和0.85。", (("standard.rate", "0.7", None), ("coverage.rate", "0.85", None))),
    ("收缴率(按金额)0.8。", (("penalty.collection_rate", "0.8", None),)),
    (
        "排查隐患50处,整改48处,整改率0.96。",
        (("hazard.found", "50", None), ("hazard.rectified", "48", None), ("hazard.rectification_rate", "0.96", None)),
    ),
    (
        "“零事故”村(社区)比例为87.5%。共有企事业单位80家,“零事故”企业79家,“零事故”企事业单位比例为0.9875。",
        (
            ("zero_accident.village_rate", "0.875", None),
            ("zero_accident.enterprise_total", "80", None),
            ("zero_accident.enterprise_zero", "79", None),
            ("zero_accident.enterprise_rate", "0.9875", None),
        ),
    ),
    ("亿元GDP死亡率为0.047。", (("accident.deaths_per_100m_gdp", "0.047", None),)),
    ("收缴罚款600万。", (("penalty.fine_collected", "6000000", None),)),
    ("落实治理资金250万。", (("hazard.funds", "2500000", None),)),
)

DOUBTFUL: tuple[tuple[str, Rows], ...] = (
    ("隐患整改率为1。", (("hazard.rectification_rate", "1", "unit_conflict"),)),
    ("隐患整改率1.0。", (("hazard.rectification_rate", "1", "unit_conflict"),)),
    ("隐患整改率为96。", (("hazard.rectification_rate", "0.96", "unit_conflict"),)),
    ("隐患整改率为96.4。", (("hazard.rectification_rate", "0.964", "unit_conflict"),)),
    ("检查覆盖率1.03。", (("inspection.coverage_rate", "1.03", "unit_conflict"),)),
    ("隐患整改率96%。罚款收缴率0.8。", (("hazard.rectification_rate", "0.96", None), ("penalty.collection_rate", "0.8", "unit_conflict"))),
    ("隐患整改率96.4。罚款收缴率0.8。", (("hazard.rectification_rate", "0.964", "unit_conflict"), ("penalty.collection_rate", "0.8", "unit_conflict"))),
    (
        "排查隐患50处,整改40处,整改率0.96。",
        (("hazard.found", "50", None), ("hazard.rectified", "40", None), ("hazard.rectification_rate", "0.96", "unit_conflict")),
    ),
    ("村(社区)60个,其中“零事故”村(社区)54个,占12%。", (("zero_accident.village_total", "60", None), ("zero_accident.village_zero", "54", None), ("zero_accident.village_rate", "0.12", "two_readings"))),
)  # fmt: skip

PAIRS: tuple[tuple[str, Rows], ...] = (
    (
        "村(社区)60个,其中“零事故”村(社区)54个,比例为90.00%,年度目标95%。",
        (("zero_accident.village_total", "60", None), ("zero_accident.village_zero", "54", None), ("zero_accident.village_rate", "0.9", None)),
    ),
    ("“零事故”企业79家(占比98.75%)。", (("zero_accident.enterprise_zero", "79", None), ("zero_accident.enterprise_rate", "0.9875", None))),
    ("企事业单位80家,“零事故”企业81家。", (("zero_accident.enterprise_total", "80", None), ("zero_accident.enterprise_zero", "81", None))),
    ("企事业单位80家,其中零事故79家。", (("zero_accident.enterprise_total", "80", None), ("zero_accident.enterprise_zero", "79", None))),
    ("“零事故”企业79家,企事业单位共80家。", (("zero_accident.enterprise_zero", "79", None), ("zero_accident.enterprise_total", "80", None))),
    ("社区12个,“零事故”社区11个。", (("zero_accident.village_total", "12", None), ("zero_accident.village_zero", "11", None))),
    ("检查企事业单位80家,其中“零事故”企业79家。", (("inspection.units", "80", None), ("zero_accident.enterprise_zero", "79", None))),
    ("“零事故”企业79家,占全省零事故企业的12%。", (("zero_accident.enterprise_zero", "79", None),)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [*SURE, *DOUBTFUL, *PAIRS], ids=[r[0] for r in (*SURE, *DOUBTFUL, *PAIRS)]
)
def test_share_is_read_as_printed_or_waits(read: Read, text: str, expected: Rows) -> None:
    observed = [o for o in read(text).observations if o.role == "observed"]
    found = sorted((o.indicator, o.value.normalize(), str(o.reason)) for o in observed)
    assert found == sorted((code, Decimal(value).normalize(), str(reason)) for code, value, reason in expected)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("隐患整改率提高0.04。", "0.04"),
        ("隐患整改率达到历史最高的0.96。", "0.96"),
        ("发放宣传资料3万。", "3万"),
        ("企业达标,整改率分别为0.96、0.93。", "0.93"),
    ],
)
def test_number_behind_a_known_word_that_is_not_read_is_told(read: Read, text: str, raw: str) -> None:
    found = read(text)
    assert raw in {refusal.raw for refusal in found.refusals}
    assert all(o.raw.find(raw) < 0 for o in found.observations)


@pytest.mark.parametrize("text", ["力争隐患整改率达到0.98。", "隐患整改率同比上升0.02。", "比例为0.5:1。"])
def test_aim_and_change_of_a_share_are_no_figures(read: Read, text: str) -> None:
    assert [o for o in read(text).observations if o.role == "observed"] == []


def test_base_of_a_rise_is_no_present_share(read: Read) -> None:
    found = {(o.value, o.role) for o in read("隐患整改率由0.91提高到0.96。").observations}
    assert found == {(Decimal("0.91"), "base_year"), (Decimal("0.96"), "observed")}
