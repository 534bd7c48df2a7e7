"""A figure that a broken sum accuses without holding it stands behind one that nothing accuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, digest, held, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.store import Warehouse

STANDING = "select value from core.current_fact where indicator_code = 'penalty.suspension'"
GAPS = (
    "select kind, kept_value, other_value from quality.reconciliation"
    " where superseded_at is null and indicator_code = 'penalty.suspension'"
)


def finding(rule_id: str, *rows: Row, severity: str = "warn", **changes: Any) -> Row:
    row: Row = {
        "finding_id": f"{rule_id} {'-'.join(row['observation_id'] for row in rows)}"[:40],
        "quarter": "2024Q1",
        "rule_id": rule_id,
        "severity": severity,
        "subject_kind": "observation",
        "subject_ids": [row["observation_id"] for row in rows],
        "outcome": "broken",
    }
    return {**row, **changes}


FORM = observation("form", 1, value=999, method="table", locator="表!B9")
PROSE = observation("prose", 2, value=209)
FILES = [submission("form"), submission("prose")]


def loaded(home: Home, *, findings: list[Row], observations: list[Row] | None = None, files: Any = FILES) -> Any:
    Staged(list(files), observations or [FORM, PROSE], findings=findings).load(home)
    return [int(value) for (value,) in ask(home, STANDING)]


@pytest.mark.parametrize("rule_id", ["X01", "X03", "X09"])
def test_a_form_that_a_broken_sum_accuses_stands_behind_prose(home: Home, rule_id: str) -> None:
    assert loaded(home, findings=[finding(rule_id, FORM)]) == [209]
    assert [(k, int(a), int(b)) for k, a, b in ask(home, GAPS)] == [("difference", 209, 999)]


@pytest.mark.parametrize(
    "told",
    [
        [],
        [finding("H08", FORM)],
        [finding("X09", FORM, severity="error")],
        [finding("X09", FORM, outcome="not_applicable")],
        [finding("X09", FORM, PROSE)],
    ],
    ids=["nothing", "another rule", "a slip located elsewhere", "not asked", "both"],
)
def test_else_the_form_stands(home: Home, told: list[Row]) -> None:
    assert loaded(home, findings=told) == [999]


def test_the_only_figure_stands_though_it_is_accused(home: Home) -> None:
    assert loaded(home, findings=[finding("X09", FORM)], observations=[FORM], files=FILES[:1]) == [999]


def test_a_finding_that_comes_or_goes_weighs_its_figures_again(home: Home) -> None:
    assert loaded(home, findings=[]) == [999]
    assert loaded(home, findings=[finding("X09", FORM)]) == [209]
    assert loaded(home, findings=[]) == [999]


def test_the_second_load_writes_nothing_and_the_order_of_rows_changes_nothing(home: Home) -> None:
    rows, told = [FORM, PROSE], [finding("X09", FORM)]
    Staged(FILES[::-1], rows[::-1], findings=told).load(home)
    assert [int(value) for (value,) in ask(home, STANDING)] == [209]
    assert not Staged(FILES, rows, findings=told).load(home, at=NOON).changed


def test_what_a_person_released_stands_though_it_is_accused(home: Home) -> None:
    told = finding("X09", FORM)
    Staged(FILES, [FORM, PROSE], findings=[told], quarantine=[held(FORM, quarantine_id="q")]).load(home)
    with Warehouse.open(home) as warehouse:
        warehouse.release("q", "the office confirmed it by telephone", NOON)
    assert [int(value) for (value,) in ask(home, STANDING)] == [999]


CORRECTION = {"is_correction": True, "published_on": date(2024, 4, 20)}
OWN, OTHER = {"division_code": "990101"}, {"division_code": "990100"}
SUMMARY = observation("summary", 3, value=300, method="table")


@pytest.mark.parametrize(
    ("accused", "stands"),
    [
        ({"prose"}, 999),
        ({"form"}, 209),
        ({"form", "prose"}, 209),
        ({"form", "prose", "summary"}, 300),
        ({"prose", "summary"}, 999),
        ({"form", "summary"}, 209),
    ],
    ids=lambda value: "+".join(sorted(value)) if isinstance(value, set) else str(value),
)
def test_an_accused_correction_corrects_no_form_that_nothing_accuses(
    tmp_path_factory: pytest.TempPathFactory, accused: set[str], stands: int
) -> None:
    files = [
        submission("form", published_on=date(2024, 4, 8), **OWN),
        submission("prose", **OWN, **CORRECTION),
        submission("summary", published_on=date(2024, 4, 25), **OTHER),
    ]
    rows = [FORM, PROSE, SUMMARY] if "summary" in accused else [FORM, PROSE]
    told = [finding("X09", row) for row in rows if row["submission_id"] in {digest(name) for name in accused}]
    for number, order in enumerate((rows, rows[::-1])):
        home = Home(tmp_path_factory.mktemp(f"order{number}"))
        Staged(files[: len(rows)], order, findings=told).load(home)
        assert [int(value) for (value,) in ask(home, STANDING)] == [stands]


def test_the_rules_that_accuse_are_those_whose_errors_hold_a_slip_alone(home: Home) -> None:
    catalogue = load_catalogue()
    assert catalogue.accusing_rules == ["X01", "X03", "X09"]
    rules = {**catalogue.rules, "H08": replace(catalogue.rules["H08"], holds="slip", severity="error")}
    rules["X09"] = replace(rules["X09"], holds="all")
    known = replace(catalogue, rules=rules)
    staged = Staged(list(FILES), [FORM, PROSE], findings=[finding("X09", FORM)])
    for findings, expected in (([finding("X09", FORM)], 999), ([finding("H08", FORM)], 209)):
        staged.findings = findings
        with Warehouse.open(home, known) as warehouse:
            warehouse.load_quarter("2024Q1", staged.write(home, "2024Q1"), NOON)
        assert [int(value) for (value,) in ask(home, STANDING)] == [expected]
