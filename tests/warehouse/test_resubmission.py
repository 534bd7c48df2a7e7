"""A held row is worked off once its office has filed the same again in a later file and that statement stands."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, case, held, observation, submission
from warehouse.home import Home
from warehouse.store import Warehouse

OWN, AREA = {"division_code": "990101"}, {"division_code": "990100"}
EARLY, LATE = date(2024, 4, 8), date(2024, 4, 20)
CORRECTS = {"is_correction": True}
FIRST = submission("first", published_on=EARLY, **OWN)
OLD = observation("first", value=12)
NEW = observation("second", value=9, locator="chars 7-9")
STATES = "select state, decided_why from quality.quarantine where superseded_at is null order by state"


def states(home: Home, files: list[Row], rows: list[Row], quarantine: list[Row] | None = None, **load: Any) -> Any:
    Staged(files, rows, quarantine=quarantine or [held(OLD)]).load(home, **load)
    return ask(home, STATES)


@pytest.mark.parametrize(
    ("first", "second", "is_done"),
    [
        ({"published_on": EARLY}, {"published_on": LATE}, True),
        ({"published_on": EARLY}, {"published_on": LATE, **CORRECTS}, True),
        ({}, CORRECTS, True),
        ({"published_on": LATE}, {"published_on": EARLY}, False),
        ({"published_on": LATE}, {"published_on": EARLY, **CORRECTS}, False),
        ({"published_on": EARLY}, {"published_on": EARLY}, False),
        ({}, {}, False),
        (CORRECTS, CORRECTS, False),
        ({"published_on": EARLY}, {"published_on": LATE, **AREA}, False),
        ({"published_on": EARLY, **AREA}, {"published_on": LATE, **CORRECTS}, False),
    ],
)
def test_it_is_worked_off_by_a_later_file_or_a_correction_of_the_same_office(
    home: Home, first: dict[str, Any], second: dict[str, Any], is_done: bool
) -> None:
    files = [submission("first", **{**OWN, **first}), submission("second", **{**OWN, **second})]
    told = ("resubmitted", "second.txt chars 7-9") if is_done else ("held", None)
    assert states(home, files, [OLD, NEW]) == [told]


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": "production"},
        {"sector_code": "construction"},
        {"period_start": date(2024, 2, 1)},
        {"role": "target"},
        {"status": "review", "reason": "two_readings"},
        {"indicator_code": "penalty.closure"},
        {"division_code": "990102"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_only_by_the_same_figure_and_only_where_it_stands(home: Home, changes: dict[str, Any]) -> None:
    files = [FIRST, submission("second", published_on=LATE, **OWN)]
    assert states(home, files, [OLD, {**NEW, **changes}]) == [("held", None)]


def test_what_is_worked_off_is_no_fact_and_no_longer_counted_as_held(home: Home) -> None:
    files, rows = [FIRST, submission("second", published_on=LATE, **OWN, **CORRECTS)], [OLD, NEW]
    staged = Staged(files, rows, quarantine=[held(OLD), held(OLD, "H08")])
    assert staged.load(home).quarantined == 0
    assert ask(home, "select value from core.current_fact") == [(9,)]
    assert not staged.load(home, at=NOON + timedelta(days=1)).changed
    assert ask(home, "select count(*) from quality.quarantine") == [(2,)]


def test_it_is_held_again_when_what_stood_for_it_is_withdrawn_or_held(home: Home) -> None:
    second = submission("second", published_on=LATE, **OWN, **CORRECTS)
    done = [("resubmitted", "second.txt chars 7-9")]
    assert states(home, [FIRST], [OLD]) == [("held", None)]
    assert states(home, [FIRST, second], [OLD, NEW], at=NOON + timedelta(days=1)) == done
    assert states(home, [FIRST], [OLD], at=NOON + timedelta(days=2)) == [("held", None)]
    assert states(home, [FIRST, second], [OLD, NEW], at=NOON + timedelta(days=3)) == done
    both = [held(OLD), held(NEW)]
    assert states(home, [FIRST, second], [OLD, NEW], both, at=NOON + timedelta(days=4)) == [("held", None)] * 2
    versions = ask(
        home,
        "select state, superseded_at is null from quality.quarantine where subject_id = ? order by recorded_at",
        OLD["observation_id"],
    )
    assert versions == [
        ("held", False), ("resubmitted", False), ("held", False), ("resubmitted", False), ("held", True),
    ]  # fmt: skip


def test_what_a_person_decided_stays_decided_and_may_still_be_decided(home: Home) -> None:
    second = submission("second", published_on=LATE, **OWN)
    withdrawn = held(OLD, "ledger.withdraw", reason="withdrawn")
    assert states(home, [FIRST, second], [OLD, NEW], [withdrawn]) == [("held", None)]
    assert states(home, [FIRST, second], [OLD, NEW], at=NOON + timedelta(days=1)) == [
        ("resubmitted", "second.txt chars 7-9")
    ]
    with Warehouse.open(home) as warehouse:
        warehouse.release(held(OLD)["quarantine_id"], "电话核实", NOON + timedelta(days=2))
    assert ask(home, STATES) == [("released", "电话核实")]
    assert states(home, [FIRST, second], [OLD, NEW], at=NOON + timedelta(days=3)) == [("released", "电话核实")]


def test_a_decision_that_was_listed_again_is_worked_off_likewise(home: Home) -> None:
    old, new = case("first", 1), case("second", 1, fine_yuan=Decimal("40000.00"), locator="csv!A9")
    waiting = {**held(OLD, "P28"), "subject_kind": "case", "subject_id": old["case_id"]}
    second = submission("second", published_on=LATE, **OWN)
    Staged([FIRST, second], cases=[old, new], quarantine=[waiting]).load(home)
    assert ask(home, STATES) == [("resubmitted", "second.txt csv!A9")]
    assert ask(home, "select fine_yuan from core.fact_penalty_case where superseded_at is null") == [(40000,)]
    other = case("second", 1, fine_yuan=Decimal("40000.00"), locator="csv!A9", party="另一家有限公司")
    Staged([FIRST, second], cases=[old, other], quarantine=[waiting]).load(home, at=NOON + timedelta(days=1))
    assert ask(home, STATES) == [("held", None)]
