from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.staged_rows import Staged, observation, submission
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.staging import StagedQuarter, scan_rows, staged_schema, write_rows


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_columns_and_types_come_from_the_table_record() -> None:
    schema = staged_schema("core.observation")
    assert schema["value"] == pl.Decimal(24, 6)
    assert schema["period_end"] == pl.Date()
    assert schema["also_at"] == pl.List(pl.String())
    assert "recorded_at" not in schema
    assert "superseded_at" not in schema


def test_rows_read_back_exactly(home: Home) -> None:
    write_rows(home, "2024Q1", "core.observation", [observation("a", value="2181500.000001", unit="yuan")])
    row = scan_rows(home, "2024Q1", "core.observation").collect().row(0, named=True)
    assert row["value"] == Decimal("2181500.000001")
    assert row["period_end"] == date(2024, 3, 31)
    assert row["sector_code"] is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"colour": "red"}, "unknown column colour"),
        ({"unit": None}, "unit must not be empty"),
        ({"period_end": "2024-03-31"}, "column period_end holds str, which is no Date"),
        ({"value": 0.5}, "column value holds float, which is no Decimal"),
        ({"value": Decimal("9" * 35)}, "column value holds a value that is no Decimal"),
        ({"value": Decimal("9" * 60)}, "column value holds a value that is no Decimal"),
        ({"also_at": [1]}, "column also_at holds a value that is no List"),
        ({"is_subtotal": "no"}, "column is_subtotal holds"),
    ],
)
def test_a_row_that_does_not_fit_is_told(home: Home, change: dict[str, object], problem: str) -> None:
    with pytest.raises(WarehouseError, match=problem):
        write_rows(home, "2024Q1", "core.observation", [{**observation("a"), **change}])


def test_a_key_staged_twice_is_told(home: Home) -> None:
    with pytest.raises(WarehouseError, match="is staged twice"):
        write_rows(home, "2024Q1", "core.observation", [observation("a"), observation("a", value=3)])


def test_a_table_of_the_load_itself_cannot_be_staged(home: Home) -> None:
    with pytest.raises(WarehouseError, match="is not staged"):
        write_rows(home, "2024Q1", "core.fact_accident", [])


def test_a_quarter_that_is_not_staged_whole_is_refused(home: Home) -> None:
    write_rows(home, "2024Q1", "raw.submission", [submission("a")])
    with pytest.raises(WarehouseError, match=r"core\.observation, core\.penalty_case, quality\.finding"):
        StagedQuarter.at(home, "2024Q1")
    with pytest.raises(WarehouseError, match="of 2024Q1 is not staged"):
        scan_rows(home, "2024Q1", "core.observation")


def test_staging_again_replaces_what_was_staged(home: Home) -> None:
    Staged([submission("a")], [observation("a")]).write(home, "2024Q1")
    Staged([submission("a")]).write(home, "2024Q1")
    assert scan_rows(home, "2024Q1", "core.observation").collect().height == 0
