"""Numbers that no table could hold cost their own cell, not the load of a quarter."""

from __future__ import annotations

import pytest

from pipelines.extraction.extract import extract_reading
from pipelines.reading.read import read_bytes
from warehouse.catalogue.loader import load_catalogue

TEXT = "澄阳县2024年第一季度安全生产执法情况\n全县检查企业12家，罚款{}，责令停产停业整顿3家。"
LIST = "指标,单位,数量\n检查企业,家,12\n罚款金额,万元,{}\n"
TREE = '{{"地区": "澄阳县", "期间": "2024年第一季度", "检查企业（家）": 12, "罚款金额（万元）": {}}}'


@pytest.mark.parametrize(
    ("name", "content", "number"),
    [
        ("a.txt", TEXT, "9999万亿元"),
        ("a.csv", LIST, "9" * 35),
        ("a.csv", LIST, "1e30"),
        ("a.json", TREE, "9" * 40),
    ],
)
def test_a_number_beyond_measure_is_refused_and_the_rest_is_read(name: str, content: str, number: str) -> None:
    found = extract_reading(read_bytes(content.format(number).encode(), name), load_catalogue())
    assert "12" in {str(o.value) for o in found.observations if o.indicator == "inspection.units"}
    assert [o for o in found.observations if o.indicator == "penalty.fine_amount"] == []
    assert found.refusals
