from decimal import Decimal

import pytest

from pipelines.extraction.grammar.measures import parse_unit


@pytest.mark.parametrize(
    ("text", "unit", "factor", "measure"),
    [("万元", "yuan", "10000", "元"), ("元", "yuan", "1", "元"), ("亿元", "yuan", "100000000", "元"),
     ("千元", "yuan", "1000", "元"), ("（万元）", "yuan", "10000", "元"), ("单位:万元", "yuan", "10000", "元"),
     ("(单位：万元)", "yuan", "10000", "元"), ("计量单位:家", "count", "1", "家"), ("家", "count", "1", "家"),
     ("家次", "count", "1", "家次"), ("家(次)", "count", "1", "家次"), ("家/次", "count", "1", "家次"),
     ("条（处）", "count", "1", "条"), ("起", "count", "1", "起"), ("项", "count", "1", "项"), ("个", "count", "1", "个"),
     ("份", "count", "1", "份"), ("人", "person", "1", "人"), ("人次", "person", "1", "人次"), ("名", "person", "1", "名"),
     ("万人次", "person", "10000", "人次"), ("%", "ratio", "0.01", "%"), ("％", "ratio", "0.01", "%"),
     ("‰", "per_mille", "0.001", "‰"), ("个百分点", "percentage_point", "0.01", "个百分点"), ("吨", None, "1", "吨")],
)  # fmt: skip
def test_a_unit_is_read(text: str, unit: str | None, factor: str, measure: str) -> None:
    found = parse_unit(text)
    assert found is not None
    assert (found.unit, found.factor, found.measure) == (unit, Decimal(factor), measure)


@pytest.mark.parametrize("text", ["", "人、家、个", "单位", "检查企业", "万", "家、万元", "备注", "万%"])
def test_no_unit_or_several_give_none(text: str) -> None:
    assert parse_unit(text) is None
