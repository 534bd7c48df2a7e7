from datetime import date
from decimal import Decimal

import pytest

from pipelines.extraction.grammar.dates import parse_date


@pytest.mark.parametrize(
    "text",
    ["20240305", "2024/3/5", "2024-3-5", "2024-03-05", "2024.03.05", "2024年3月5日", "2024年03月05日", " 2024-03-05 ",
     "二〇二四年三月五日", "２０２４－０３－０５", "2024-03-05 00:00:00", "2024-03-05T08:30", "45356", Decimal(45356),
     Decimal("45356.5"), Decimal(20240305)],
)  # fmt: skip
def test_a_date_is_read_in_every_usual_form(text: str | Decimal) -> None:
    assert parse_date(text) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "20240230", "2024年13月1日", "2024-3.5", "2024年3-5", "2024年3月", "2024", "12", "", "无", "1900-01-01",
     "2024-03-05之后", "2024-03-05、2024-03-06", Decimal(12), Decimal(39999), Decimal(60000), Decimal("20240230")],
)  # fmt: skip
def test_what_is_no_date_gives_none(text: str | Decimal) -> None:
    assert parse_date(text) is None
