from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboards.context import View
from dashboards.downloads import write_csv
from dashboards.filters import Filters
from dashboards.messages import load_messages
from dashboards.source import Source
from warehouse.home import Home


def view() -> View:
    unused: Any = None
    return View(Source(Home(Path("nowhere")), unused), load_messages("zh"), Filters("2024Q1", None, None))


def row(**changes: Any) -> dict[str, Any]:
    valued = {
        "division_name": "澄阳县", "division_code": "990101", "value": Decimal("411000.000000"), "unit": "yuan",
        "qualifier": "over", "status": "value", "period_start": date(2024, 1, 1), "period_end": date(2024, 3, 31),
        "file_name": "a,b.txt", "observation_id": "abc",
    }  # fmt: skip
    return {**valued, **changes}


def test_the_file_has_a_mark_whole_numbers_and_the_way_to_the_evidence() -> None:
    lines = write_csv(view(), [row()], "value").decode().splitlines()
    assert lines[0] == "\ufeff县（市、区）,地区代码,数值,单位,精确程度,状态,期初,期末,出处,统计数标识"
    assert lines[1] == '澄阳县,990101,411000,元,余（超过）,已报,2024-01-01,2024-03-31,"a,b.txt",abc'


def test_an_unreported_county_has_an_empty_value_and_the_reason() -> None:
    absent = row(
        value=None, unit=None, qualifier=None, status="missing", period_start=None, period_end=None, file_name=None,
        observation_id=None,
    )  # fmt: skip
    assert write_csv(view(), [absent], "value").decode().splitlines()[1] == "澄阳县,990101,,,,未报,,,,"


def test_a_difference_of_running_counts_says_so_and_names_both() -> None:
    derived = row(value_basis="derived", earlier_observation_id="earlier")
    line = write_csv(view(), [derived], "value").decode().splitlines()[1]
    assert "累计相减（两期累计之差）" in line
    assert line.endswith(",abc earlier")


def test_a_file_name_is_never_a_formula() -> None:
    written = write_csv(view(), [row(file_name="=HYPERLINK(1)")], "value").decode()
    assert "'=HYPERLINK(1)" in written


def test_a_count_is_handed_out_with_what_it_counts_and_in_the_language() -> None:
    counted = row(unit="count", value=Decimal(9), qualifier="exact")
    assert ",9,家,精确," in write_csv(view(), [counted], "value", "penalty.suspension").decode()
    english = View(view().source, load_messages("en"), view().filters)
    assert ",9,enterprises,exact," in write_csv(english, [counted], "value", "penalty.suspension").decode()
    share = row(unit=None, qualifier=None, rate_qualifier="approx", rate=Decimal("0.9"))
    assert ",0.9,比率,约数," in write_csv(view(), [share], "rate").decode()
