"""What a release puts beside figures of another file of its office is judged with them, and told."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from pipelines.validation.released_sets import judge_released_sets
from tests.warehouse.conftest import empty_warehouse, home
from tests.warehouse.staged_rows import NOON, Row, Staged, ask, held, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.staging import StagedQuarter
from warehouse.store import Warehouse

__all__ = ["empty_warehouse", "home"]
CATALOGUE = load_catalogue()
OWN = {"division_code": "990101"}
FILES = [submission("first", **OWN), submission("second", **OWN)]
TOTAL = observation("first", 1, value=12, indicator_code="standard.enterprises", place="澄阳县")
LEVELS = [
    observation("second", n, value=value, indicator_code=f"standard.level{n}", place="本县", period_kind="ytd")
    for n, value in ((1, 2), (2, 3), (3, 6))
]
TOLD = "select rule_id, severity, observed, quarter from quality.finding where superseded_at is null"


def after_release(home: Home, levels: list[Row], files: list[Row] = FILES, released: Row = TOTAL) -> list[Any]:
    staged = Staged(files, [TOTAL, *levels], quarantine=[held(released, "S01")])
    staged.write(home, "2024Q1")
    with Warehouse.open(home, teller=partial(judge_released_sets, catalogue=CATALOGUE)) as warehouse:
        warehouse.load_quarter("2024Q1", StagedQuarter.at(home, "2024Q1"), NOON)
        assert warehouse.connection.execute("select count(*) from quality.finding").fetchone() == (0,)
        warehouse.release(held(released, "S01")["quarantine_id"], "电话核实", NOON + timedelta(hours=1))
        again = warehouse.load_quarter("2024Q1", StagedQuarter.at(home, "2024Q1"), NOON + timedelta(hours=2))
        assert not again.changed
    return ask(home, TOLD)


def test_an_identity_that_it_breaks_with_another_file_is_told_and_nothing_is_held(home: Home) -> None:
    ((rule_id, severity, observed, quarter),) = after_release(home, LEVELS)
    assert (rule_id, severity, quarter) == ("S01", "warn", "2024Q1")
    assert "standard.enterprises 12" in observed
    assert ask(home, "select count(*) from core.current_fact") == [(4,)]
    assert ask(home, "select state from quality.quarantine where superseded_at is null") == [("released",)]


@pytest.mark.parametrize(
    ("levels", "files"),
    [
        ([*LEVELS[:2], {**LEVELS[2], "value": LEVELS[2]["value"] + 1}], FILES),
        ([{**row, "sector_code": "construction"} for row in LEVELS], FILES),
        (LEVELS, [FILES[0], submission("second", division_code="990100")]),
        ([{**row, "submission_id": TOTAL["submission_id"]} for row in LEVELS], FILES[:1]),
    ],
    ids=["it holds", "of a sector", "of another office", "of the same file"],
)
def test_else_nothing_is_told(home: Home, levels: list[Row], files: list[Row]) -> None:
    assert after_release(home, levels, files) == []


def test_what_is_told_ends_with_what_it_speaks_of(home: Home) -> None:
    assert len(after_release(home, LEVELS)) == 1
    staged = Staged(FILES[:1], [TOTAL], quarantine=[held(TOTAL, "S01")])
    with Warehouse.open(home, teller=partial(judge_released_sets, catalogue=CATALOGUE)) as warehouse:
        warehouse.load_quarter("2024Q1", staged.write(home, "2024Q1"), NOON + timedelta(days=1))
    assert ask(home, TOLD) == []


def test_figures_that_nobody_released_are_not_asked_of_two_files(home: Home) -> None:
    staged = Staged(FILES, [TOTAL, *LEVELS])
    with Warehouse.open(home, teller=partial(judge_released_sets, catalogue=CATALOGUE)) as warehouse:
        warehouse.load_quarter("2024Q1", staged.write(home, "2024Q1"), NOON)
    assert ask(home, TOLD) == []
