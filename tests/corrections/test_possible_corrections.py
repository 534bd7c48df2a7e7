"""An entry whose figure no fact could hold is refused when it is written, not quarantined by the load."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pipelines.corrections.model import Correction
from pipelines.corrections.possible import refuse_impossible
from tests.warehouse.staged_rows import case, observation
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import UsageError


def entry(kind: Any, value: str | None, field: str = "value", action: Any = "set_value") -> Correction:
    return Correction(
        "c1", kind, "t", "s", "l", "i", action, field, value, "1", "电话核实", "王某", "active", "c.yaml:2"
    )


def figure(indicator: str, unit: str, **changes: Any) -> dict[str, Any]:
    return observation("a", indicator_code=indicator, unit=unit, **changes)


def asked(row: dict[str, Any], value: str | None, action: Any = "set_value", indicator: str | None = None) -> None:
    made = entry("observation", value, action=action)
    refuse_impossible(made, row, indicator or row["indicator_code"], load_catalogue())


@pytest.mark.parametrize(
    ("indicator", "unit", "value", "told"),
    [
        ("penalty.fine_amount", "yuan", "-90000", "-90000 is below zero"),
        ("accident.deaths", "person", "-1", "-1 is below zero"),
        ("hazard.found", "count", "-3", "-3 is below zero"),
        ("accident.deaths", "person", "2.5", "2.5 is no whole number"),
        ("penalty.fine_amount", "yuan", "0.001", "0.001 is finer than a cent"),
        ("zero_accident.village_rate", "ratio", "91.3", "91.3 is outside what is possible, 0 to 1"),
        ("accident.count_yoy", "ratio", "-1.2", "-1.2 is outside what is possible, -1 to …"),
        ("penalty.collection_rate", "ratio", "-0.1", "-0.1 is outside what is possible, 0 to …"),
        ("penalty.fine_amount", "yuan", "10000000000001", "10000000000001 is outside what is possible"),
    ],
)
def test_a_value_that_no_fact_can_hold_is_refused(indicator: str, unit: str, value: str, told: str) -> None:
    with pytest.raises(UsageError) as refused:
        asked(figure(indicator, unit), value)
    assert refused.value.problem.startswith(told)


@pytest.mark.parametrize(
    ("indicator", "unit", "value"),
    [
        ("penalty.fine_amount", "yuan", "0"),
        ("penalty.fine_amount", "yuan", "41100.55"),
        ("accident.count_change", "count", "-4"),
        ("accident.loss_change", "yuan", "-30000"),
        ("accident.count_yoy", "ratio", "-0.5"),
        ("zero_accident.village_rate", "ratio", "0.9952"),
        ("accident.deaths", "person", "0"),
    ],
)
def test_what_may_be_is_taken(indicator: str, unit: str, value: str) -> None:
    asked(figure(indicator, unit), value)


def test_a_target_may_be_written_otherwise() -> None:
    asked(figure("accident.deaths", "person", role="target"), "-3")


def test_the_indicator_that_the_ledger_gives_is_the_one_that_is_asked() -> None:
    row = figure("accident.count", "count", value=-4)
    asked(row, "-4", indicator="accident.count_change")
    asked(row, "accident.count_change", "set_indicator", "accident.count_change")
    with pytest.raises(UsageError, match="below zero"):
        asked(figure("accident.count_change", "count", value=-4), "x", "set_indicator", "hazard.found")


def test_what_is_accepted_as_it_reads_must_be_possible_too() -> None:
    asked(figure("penalty.fine_amount", "yuan", value=5), None, "accept")
    asked(figure("accident.deaths", "person", value=Decimal("2.5")), None, "accept")
    with pytest.raises(UsageError, match="outside what is possible"):
        asked(figure("penalty.fine_amount", "yuan", value=-5), None, "accept")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("fine_yuan", "20000000000", "20000000000 is outside what is possible, 0 to 10000000000"),
        ("decision_date", "1924-02-20", "1924-02-20 is outside what is possible, 1990-01-01 to 2100-12-31"),
    ],
)
def test_a_decision_is_asked_likewise(field: str, value: str, told: str) -> None:
    waiting = case("a", status="quarantined", decision_date=date(2024, 2, 20))
    with pytest.raises(UsageError) as refused:
        refuse_impossible(entry("case", value, field), waiting, None, load_catalogue())
    assert refused.value.problem == told
    refuse_impossible(entry("case", "示例〔2024〕3号", "document_no"), waiting, None, load_catalogue())
