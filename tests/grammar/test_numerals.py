from decimal import Decimal

import pytest

from pipelines.extraction.grammar.numerals import parse_han


@pytest.mark.parametrize(
    ("text", "value"),
    [("三", "3"), ("两", "2"), ("十", "10"), ("十二", "12"), ("二十", "20"), ("一百", "100"), ("百", "100"), ("一百零三", "103"),
     ("三百五", "350"), ("三百五十", "350"), ("一千零三", "1003"), ("两千三百", "2300"), ("一万二", "12000"),
     ("一万零二", "10002"), ("二十三万一千", "231000"), ("一亿二千万", "120000000"), ("壹万伍仟", "15000"),
     ("一千三百一十二", "1312"), ("二〇二四", "2024"), ("一〇三", "103"), ("九十八点五", "98.5"), ("零点五", "0.5"), ("零", "0")],
)  # fmt: skip
def test_a_numeral_is_read(text: str, value: str) -> None:
    assert parse_han(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "三四", "五六十", "十百", "百千", "一二百", "零十", "三点", "点五", "十十", "万万", "家"]
)
def test_a_vague_or_malformed_numeral_gives_none(text: str) -> None:
    assert parse_han(text) is None
