"""One record a table feeds DDL, comments and checks; a record that contradicts itself does not load."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import CatalogueError
from warehouse.tables import TableCheck, ddl, load_tables, table_checks
from warehouse.tables.loader import FOLDER

FACTS = ("enforcement", "zero_accident", "accident", "hazard", "inspection", "capacity")


def test_all_tables_of_the_design_are_described() -> None:
    expected = {"raw.submission", "core.observation", "core.penalty_case", "core.coverage"}
    expected |= {"core.fact_penalty_case", "core.bridge_penalty_kind"} | {f"core.fact_{name}" for name in FACTS}
    expected |= {f"core.dim_{name}" for name in ("division", "period", "indicator", "sector", "action")}
    expected |= {f"quality.{name}" for name in ("finding", "quarantine", "reconciliation")}
    assert expected <= set(load_tables())


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_table_has_the_columns_that_all_share(fact: str) -> None:
    shared = "division_code period_start period_end period_kind period_basis quarter sector_code indicator_code value "
    shared += "unit qualifier scope basis observation_id submission_id recorded_at superseded_at"
    record = load_tables()[f"core.fact_{fact}"]
    assert set(shared.split()) <= set(record.column_names)
    assert record.key == ("observation_id", "recorded_at")
    assert not record.column("division_code").nullable
    assert record.column("sector_code").nullable
    assert record.column("value").type == "decimal(24,6)"


def test_each_fact_table_has_its_own_columns() -> None:
    tables = load_tables()
    assert {"action_code", "stage", "attribution"} <= set(tables["core.fact_enforcement"].column_names)
    assert {"unit_kind", "zero_units", "total_units", "target"} <= set(tables["core.fact_zero_accident"].column_names)
    assert "severity" in tables["core.fact_accident"].column_names


def test_every_indicator_names_a_described_fact_table() -> None:
    assert {f"core.{i.fact_table}" for i in load_catalogue().indicators.values()} <= set(load_tables())


def test_keys_are_never_null() -> None:
    nullable = [f"{r.full_name}.{name}" for r in load_tables().values() for name in r.key if r.column(name).nullable]
    assert nullable == []


def test_names_end_in_their_unit() -> None:
    money = [c for r in load_tables().values() for c in r.columns if c.name.endswith("_yuan")]
    assert {c.type for c in money} == {"decimal(20,2)"}
    assert {c.unit for c in money} == {"yuan"}
    flags = [c for r in load_tables().values() for c in r.columns if c.name.startswith("is_")]
    assert {c.type for c in flags} == {"boolean"}


def test_ddl_makes_every_table_twice_without_harm() -> None:
    with duckdb.connect() as connection:
        for record in load_tables().values():
            connection.execute(ddl(record))
            connection.execute(ddl(record))
        made = connection.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        assert {name for (name,) in made} == set(load_tables())


def test_ddl_keeps_order_types_nulls_key_and_comments() -> None:
    record = load_tables()["core.bridge_penalty_kind"]
    with duckdb.connect() as connection:
        connection.execute(ddl(record))
        columns = connection.execute(
            "select column_name, lower(data_type), is_nullable, comment from duckdb_columns()"
            " where table_name = 'bridge_penalty_kind' order by column_index"
        ).fetchall()
        assert [row[:3] for row in columns] == [
            ("case_id", "varchar", False),
            ("kind_code", "varchar", False),
            ("recorded_at", "timestamp", False),
            ("superseded_at", "timestamp", True),
        ]
        assert columns[0][3] == "案件行标识 / the decision"
        assert "never add fines after joining" in columns[1][3]
        row = "insert into core.bridge_penalty_kind values ('c1', 'fine', timestamp '2024-05-01 08:00:00', null)"
        connection.execute(row)
        with pytest.raises(duckdb.ConstraintException, match=r"(?i)primary key"):
            connection.execute(row)


def test_ddl_without_key_leaves_uniqueness_to_the_checks() -> None:
    assert "primary key" in ddl(load_tables()["core.coverage"])
    assert "primary key" not in ddl(load_tables()["core.coverage"], with_key=False)


def test_checks_follow_the_record() -> None:
    checks = table_checks(load_tables()["core.coverage"], load_catalogue())
    assert TableCheck("unique_key", ("division_code", "quarter", "recorded_at")) in checks
    assert TableCheck("one_current_row", ("division_code", "quarter")) in checks
    assert TableCheck("not_null", ("state",)) in checks
    assert TableCheck("allowed_values", ("state",), values=("reported", "late", "missing", "withdrawn")) in checks
    assert TableCheck("not_null", ("first_published_on",)) not in checks


def test_checks_take_allowed_values_from_the_catalogue() -> None:
    catalogue = load_catalogue()
    checks = {c.columns: c for c in table_checks(load_tables()["core.observation"], catalogue) if c.values}
    assert set(checks["sector_code",].values) == set(catalogue.sectors)
    assert set(checks["indicator_code",].values) == set(catalogue.indicators)
    assert "damaged_number" in checks["reason",].values
    assert "exact_duplicate" not in checks["reason",].values


def test_minimum_is_checked() -> None:
    checks = table_checks(load_tables()["core.penalty_case"], load_catalogue())
    assert TableCheck("minimum", ("fine_yuan",), minimum=0) in checks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "tables"
    target.mkdir()
    for path in FOLDER.glob("*.yaml"):
        shutil.copy(path, target)
    return target


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("key: [division_code, quarter, recorded_at]", "key: [place, recorded_at]", "key without column"),
        ("history: true", "history: false", "history and its two columns disagree"),
        ("{include: history}", "{include: herstory}", "no set of columns 'herstory'"),
        ("grain_en:", "grain_fr:", "unknown grain_fr"),
        ("name: coverage", "name: cover", "it describes core.cover"),
        ("{name: quarter, type: varchar,", "{name: quarter,", "no type"),
        ("{name: quarter, type: varchar,", "{name: state, type: varchar,", "double columns"),
        ("key: [", "key: {", "no valid YAML"),
    ],
)
def test_record_that_contradicts_itself_is_told(folder: Path, old: str, new: str, problem: str) -> None:
    path = folder / "core_coverage.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"core_coverage\.yaml") as told:
        load_tables(folder)
    assert problem in str(told.value)
