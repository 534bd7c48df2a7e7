"""What is known of other quarters: used where a rule asks for it, and watched, so that a late file is not missed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.validation.findings import Verdicts
from pipelines.validation.known import codes_across, gather_setting, keep_mark, stale_quarters
from pipelines.validation.rules import judge_observations
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import STAGED_TABLES, StagedQuarter, scan_rows, write_rows
from warehouse.store import Warehouse

H02 = "H02"
FIRST, SECOND = Quarter(2024, 1), Quarter(2024, 2)


def submission(name: str, quarter: Quarter) -> dict[str, Any]:
    return {
        "submission_id": name, "file_name": f"{name}.csv", "size_bytes": 1, "quarter": str(quarter),
        "quarter_basis": "command", "outcome": "read", "observations_count": 1, "cases_count": 0, "refusals_count": 0,
        "submitted_at": datetime(2024, 7, 1, tzinfo=UTC).replace(tzinfo=None), "division_code": "990101",
        "is_correction": False, "notes": [],
    }  # fmt: skip


def figure(file: str, quarter: Quarter, indicator: str, value: int) -> dict[str, Any]:
    return {
        "observation_id": f"{file}-{indicator}", "submission_id": file, "quarter": str(quarter),
        "indicator_code": indicator, "value": Decimal(value), "unit": "count", "qualifier": "exact", "raw": str(value),
        "locator": f"csv!F{value}", "method": "table", "rule": "test", "place": "澄阳县", "division_code": "990101",
        "period_start": quarter.start, "period_end": quarter.end, "period_kind": "quarter", "period_basis": "printed",
        "role": "observed", "value_state": "number", "counting_basis": "unknown", "is_subtotal": False,
        "status": "accepted", "extractor_version": "test",
    }  # fmt: skip


def file_and_load(home: Home, quarter: Quarter, file: str, figures: dict[str, int]) -> Verdicts:
    """Stage a quarter's only file, judge it with what is known, and load it."""
    rows: dict[str, Iterable[dict[str, Any]]] = {
        "raw.submission": [submission(file, quarter)],
        "core.observation": [figure(file, quarter, i, v) for i, v in figures.items()],
    }
    for table in STAGED_TABLES:
        write_rows(home, quarter, table, rows.get(table, []))
    observations = scan_rows(home, quarter, "core.observation").collect()
    setting = gather_setting(home, quarter, observations, load_catalogue())
    verdicts = judge_observations(observations, load_catalogue().rules.values(), quarter, setting)
    keep_mark(home, quarter, verdicts.known_mark)
    write_rows(home, quarter, "quality.finding", verdicts.findings)
    write_rows(home, quarter, "quality.quarantine", verdicts.quarantine)
    with Warehouse.open(home) as warehouse:
        warehouse.load_quarter(quarter, StagedQuarter.at(home, quarter), datetime(2024, 7, 1, tzinfo=UTC))
    return verdicts


def held(verdicts: Verdicts) -> list[str]:
    return sorted(r["subject_id"] for r in verdicts.quarantine if r["rule_id"] == H02)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


OPENING, CURED = {"hazard.pending": 20}, {"hazard.found": 32, "hazard.rectified": 70}


def test_a_fact_of_the_quarter_before_makes_a_rule_askable(home: Home) -> None:
    file_and_load(home, FIRST, "one", OPENING)
    assert held(file_and_load(home, SECOND, "two", CURED)) == ["two-hazard.found", "two-hazard.rectified"]


def test_without_it_the_rule_is_not_asked_and_says_what_is_lacking(home: Home) -> None:
    verdicts = file_and_load(home, SECOND, "two", CURED)
    (told,) = [f for f in verdicts.findings if f["rule_id"] == H02]
    assert (told["outcome"], told["observed"]) == ("not_applicable", "1 of 1; hazard.pending[prev] 1")


def test_a_quarter_is_stale_once_a_late_file_changes_what_it_was_judged_with(home: Home) -> None:
    file_and_load(home, SECOND, "two", CURED)
    assert stale_quarters(home, load_catalogue()) == ()
    file_and_load(home, FIRST, "one", OPENING)
    assert stale_quarters(home, load_catalogue()) == (SECOND,)
    again = file_and_load(home, SECOND, "two", CURED)
    assert (held(again), stale_quarters(home, load_catalogue())) == (["two-hazard.found", "two-hazard.rectified"], ())


def test_a_late_file_that_no_rule_asks_for_makes_nothing_stale(home: Home) -> None:
    file_and_load(home, SECOND, "two", CURED)
    file_and_load(home, FIRST, "one", {"drill.count": 3})
    assert stale_quarters(home, load_catalogue()) == ()


def test_a_quarters_own_files_are_not_known_facts(home: Home) -> None:
    file_and_load(home, FIRST, "one", OPENING)
    rows = scan_rows(home, FIRST, "core.observation").collect()
    assert gather_setting(home, FIRST, rows, load_catalogue()).facts.is_empty()


def test_without_a_warehouse_nothing_is_known_and_nothing_stale(home: Home) -> None:
    assert stale_quarters(home, load_catalogue()) == ()


def test_the_indicators_that_are_asked_across_periods_come_from_the_rules() -> None:
    across = codes_across(load_catalogue().rules.values())
    assert {"hazard.pending", "penalty.fine_amount", "penalty.case_closed", "accident.count"} <= across
    assert "drill.count" not in across


def test_the_day_a_quarter_ends_is_the_day_its_places_are_taken_of(home: Home) -> None:
    file_and_load(home, FIRST, "one", OPENING)
    rows = scan_rows(home, FIRST, "core.observation").collect()
    assert gather_setting(home, FIRST, rows, load_catalogue()).on == date(2024, 3, 31)
