"""A release lets a figure stand against other sources, until its own office says in a later file that it was wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, held, observation, submission
from warehouse.home import Home
from warehouse.store import Warehouse

STANDING = "select value from core.current_fact where indicator_code = 'penalty.suspension'"
OWN, AREA = {"division_code": "990101"}, {"division_code": "990100"}
EARLY, MIDDLE, LATE = date(2024, 4, 8), date(2024, 4, 15), date(2024, 4, 20)
CORRECTS = {"is_correction": True}


def stands(home: Home, files: list[Row], rows: list[Row], released: Row, *, turned: bool = False) -> list[int]:
    order = -1 if turned else 1
    Staged(files, rows[::order], quarantine=[held(released)]).load(home)
    with Warehouse.open(home) as warehouse:
        warehouse.release(held(released)["quarantine_id"], "电话核实", NOON + timedelta(hours=1))
    return [int(value) for (value,) in ask(home, STANDING)]


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ({**OWN, "published_on": EARLY}, {**OWN, **CORRECTS, "published_on": LATE}, 9),
        ({**OWN, "published_on": LATE}, {**OWN, **CORRECTS, "published_on": EARLY}, 10),
        ({**OWN, "published_on": LATE}, {**OWN, **CORRECTS, "published_on": LATE}, 10),
        ({**OWN, "published_on": EARLY}, {**OWN, **CORRECTS}, 10),
        ({**OWN}, {**OWN, **CORRECTS, "published_on": LATE}, 10),
        ({**OWN, "published_on": EARLY}, {**OWN, "published_on": LATE}, 10),
        ({**OWN, "published_on": EARLY}, {**AREA, **CORRECTS, "published_on": LATE}, 10),
        ({**AREA, "published_on": EARLY}, {**OWN, **CORRECTS, "published_on": LATE}, 10),
        ({**AREA, "published_on": EARLY}, {**AREA, **CORRECTS, "published_on": LATE}, 9),
    ],
    ids=[
        "a later correction", "an earlier one", "one of the same day", "one without a day", "of a file without a day",
        "no correction", "another office's correction", "an own correction of another office's form", "an area's",
    ],
)  # fmt: skip
def test_the_offices_own_later_correction_revises_what_was_released(
    tmp_path_factory: pytest.TempPathFactory, first: dict[str, Any], second: dict[str, Any], value: int
) -> None:
    files = [submission("first", **first), submission("second", **second)]
    rows = [observation("first", value=10), observation("second", value=9)]
    for turned in (False, True):
        home = Home(tmp_path_factory.mktemp("turned" if turned else "straight"))
        assert stands(home, files, rows, rows[0], turned=turned) == [value]


@pytest.mark.parametrize("methods", [("prose", "table"), ("table", "prose"), ("table", "table")])
def test_whatever_it_is_printed_in(home: Home, methods: tuple[str, str]) -> None:
    files = [
        submission("first", published_on=EARLY, **OWN),
        submission("second", published_on=LATE, **OWN, **CORRECTS),
    ]
    rows = [
        observation(name, value=v, method=m) for name, v, m in zip(("first", "second"), (10, 9), methods, strict=True)
    ]
    assert stands(home, files, rows, rows[0]) == [9]


def test_a_correction_that_repeats_or_rounds_the_figure_leaves_the_release_as_it_is(home: Home) -> None:
    files = [
        submission("first", published_on=EARLY, **OWN),
        submission("second", published_on=LATE, **OWN, **CORRECTS),
        submission("form", published_on=MIDDLE, **AREA),
    ]
    rows = [
        observation("first", value=10),
        observation("second", value=10),
        observation("form", value=12, method="table"),
    ]
    assert stands(home, files, rows, rows[0]) == [10]


def test_a_correction_that_says_two_things_revises_nothing(home: Home) -> None:
    files = [
        submission("first", published_on=EARLY, **OWN),
        submission("second", published_on=LATE, **OWN, **CORRECTS),
    ]
    rows = [observation("first", value=10), observation("second", 1, value=9), observation("second", 2, value=8)]
    assert stands(home, files, rows, rows[0]) == [10]


def test_a_correction_that_was_released_too_stands(home: Home) -> None:
    files = [
        submission("first", published_on=EARLY, **OWN),
        submission("second", published_on=LATE, **OWN, **CORRECTS),
    ]
    rows = [observation("first", value=10), observation("second", value=9)]
    Staged(files, rows, quarantine=[held(row) for row in rows]).load(home)
    with Warehouse.open(home) as warehouse:
        for number, row in enumerate(rows, 1):
            warehouse.release(held(row)["quarantine_id"], "电话核实", NOON + timedelta(hours=number))
    assert [int(value) for (value,) in ask(home, STANDING)] == [9]
