"""How finely a figure was printed: the warehouse and the rules tell the same step, of counts as of money and rates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from pipelines.validation.precision import printed_step, printed_steps
from tests.warehouse.staged_rows import Row, Staged, ask, observation, submission
from warehouse.home import Home

PRINTED: list[tuple[str, str, str, str | None]] = [
    ("12000", "检查企业1.2万家次", "count", "1000"),
    ("12000", "１．２万家", "count", "1000"),
    ("12034", "12,034家", "count", "1"),
    ("12034", "12034", "count", "1"),
    ("120000", "12", "count", "10000"),
    ("3000", "3千余人", "person", "1000"),
    ("120000000", "1.2亿人次", "person", "10000000"),
    ("46", "一季度第1次检查46家", "count", "1"),
    ("411000", "罚款41.1万元", "yuan", "1000"),
    ("411230", "2024年罚款411230元", "yuan", "1"),
    ("0.957", "95.7%", "ratio", "0.001"),
    ("-0.2", "下降20%", "ratio", "0.01"),
    ("12000", "一万二千家", "count", None),
    ("7", "12家", "count", None),
]


def test_the_step_is_one_of_the_last_printed_place_as_the_rules_read_it(home: Home) -> None:
    rows: list[Row] = [
        observation("a", n, value=value, raw=raw, unit=unit) for n, (value, raw, unit, _) in enumerate(PRINTED)
    ]
    Staged([submission("a")], rows).load(home)
    found = dict(ask(home, "select observation_id, printed_step from core.observation_subject"))
    for row, (value, raw, _, expected) in zip(rows, PRINTED, strict=True):
        step = found[row["observation_id"]]
        assert step == (None if expected is None else Decimal(expected)), raw
        if expected is not None:
            assert printed_step(Decimal(value), raw) == Decimal(expected)


def test_a_cell_under_a_head_of_ten_thousand_is_no_plain_number() -> None:
    frame = pl.DataFrame(
        [
            {"value": Decimal(120000), "raw": "12", "unit": "count"},
            {"value": Decimal(12), "raw": "12", "unit": "count"},
        ],
        schema={"value": pl.Decimal(24, 6), "raw": pl.String, "unit": pl.String},
    )
    assert printed_steps(frame).to_list() == [10000.0, 1.0]


RATE, FOUND, CURED = "hazard.rectification_rate", "hazard.found", "hazard.rectified"
FITS = "select rate_fit from marts.mart_rate where indicator_code = ? and stated_value is not null"


@pytest.mark.parametrize(("printed", "fit"), [("98.5%", "fits"), ("90.1%", "differs")])
def test_a_rate_of_a_rounded_count_fits_within_its_rounding(home: Home, printed: str, fit: str) -> None:
    percent = Decimal(printed.strip("%")) / 100
    rows = [
        observation("a", 1, value=12000, raw="1.2万", indicator_code=FOUND),
        observation("a", 2, value=11854, raw="11854", indicator_code=CURED),
        observation("a", 3, value=percent, raw=printed, unit="ratio", indicator_code=RATE),
    ]
    Staged([submission("a")], rows).load(home)
    assert ask(home, FITS, RATE) == [(fit,)]


@pytest.mark.parametrize(
    ("qualifier", "printed", "fit"),
    [
        ("over", "-0.2", "possible"),
        ("at_least", "-0.3", "impossible"),
        ("at_most", "-0.3", "possible"),
        ("at_most", "-0.2", "impossible"),
        ("at_most", "0.1", "possible"),
        ("over", "0.1", "impossible"),
    ],
)
def test_a_fall_of_more_than_is_less_than_what_is_printed(home: Home, qualifier: str, printed: str, fit: str) -> None:
    """75 after 100 is a fall of 25 %."""
    bound: dict[str, Any] = {"unit": "ratio", "qualifier": qualifier, "raw": f"{Decimal(printed) * 100:f}%"}
    rows = [
        observation("a", 1, value=75, raw="75", indicator_code="accident.count"),
        observation("a", 2, value=-25, raw="减少25起", indicator_code="accident.count_change"),
        observation("a", 3, value=printed, indicator_code="accident.count_yoy", **bound),
    ]
    Staged([submission("a")], rows).load(home)
    assert ask(home, FITS, "accident.count_yoy") == [(fit,)]
