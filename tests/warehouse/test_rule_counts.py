"""How often each rule is broken and how much of it is held back, also where one holds back very much."""

from __future__ import annotations

from importlib import resources

import duckdb
import pytest

from pipelines.cli.ruling import read_findings, read_rules
from tests.warehouse.staged_rows import NOON, Staged, digest, held, observation, submission
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.publication import publish
from warehouse.schema import create_schema

COUNTS = (resources.files("pipelines.cli") / "sql" / "rule_counts.sql").read_text("utf-8")
Counts = dict[str, tuple[int, int, int, int]]


def counts(connection: duckdb.DuckDBPyConnection, quarter: str | None = None) -> Counts:
    """Errors, warnings, quarters in which it was not asked everywhere, and findings of which something is held."""
    return {row[0]: row[1:] for row in connection.execute(COUNTS, {"quarter": quarter}).fetchall()}


def finding(number: int, rule_id: str, subjects: list[str], **changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "finding_id": digest(f"finding {number}")[:20],
        "rule_id": rule_id,
        "quarter": "2024Q1",
        "severity": "error",
        "outcome": "broken",
        "subject_kind": "observation",
        "subject_ids": subjects,
        "message": "",
    }
    return {**row, **changes}


def test_a_finding_is_held_where_anything_of_it_is_by_the_same_rule(home: Home) -> None:
    one, two, three = (observation("a", n) for n in (1, 2, 3))
    ids = [row["observation_id"] for row in (one, two, three)]
    findings = [
        finding(1, "B01", ids[:2]),
        finding(2, "B01", [ids[1]], severity="warn"),
        finding(3, "B01", [ids[0], ids[0]]),
        finding(4, "B02", ids),
        finding(5, "B02", [], outcome="not_applicable", severity="warn"),
        finding(6, "B03", [ids[2]]),
        finding(7, "B01", [digest("later")[:20]], quarter="2024Q2"),
    ]
    kept = [held(one), held(one, "B04"), held(three, "B03")]
    staged = Staged([submission("a"), submission("b", "2024Q2")], [one, two, three], [], findings, kept)
    staged.load(home, "2024Q1", "2024Q2")
    with duckdb.connect(home.warehouse) as connection:
        connection.execute("update quality.quarantine set state = 'released' where rule_id = 'B03'")
        everything, first = counts(connection), counts(connection, "2024Q1")
    assert {rule: first[rule] for rule in ("B01", "B02", "B03")} == {
        "B01": (2, 1, 0, 2),
        "B02": (1, 0, 1, 0),
        "B03": (1, 0, 0, 0),
    }
    assert everything["B01"] == (3, 1, 0, 2)


@pytest.mark.parametrize("per_finding", [1, 3])
def test_twenty_thousand_held_figures_of_one_rule_are_counted_in_little_memory(per_finding: int) -> None:
    with duckdb.connect(config={"threads": 1}) as connection:
        create_schema(connection)
        connection.execute(
            "insert into quality.finding by name select 'f' || i as finding_id, 'A05' as rule_id,"
            " '2024Q1' as quarter, 'error' as severity, 'broken' as outcome, 'observation' as subject_kind,"
            " [i || '-' || n for n in range(?)] as subject_ids, '' as message, timestamp '2024-05-01' as recorded_at"
            " from range(20000) as t(i)",
            [per_finding],
        )
        connection.execute(
            "insert into quality.quarantine by name select 'q' || i as quarantine_id, 'observation' as subject_kind,"
            " i || '-0' as subject_id, 's' as submission_id, '2024Q1' as quarter, 'A05' as rule_id,"
            " 'rule_error' as reason, 'held' as state, timestamp '2024-05-01' as recorded_at from range(20000) as t(i)"
        )
        connection.execute("set memory_limit = '300MB'")
        connection.execute("set temp_directory = ''")
        assert counts(connection) == {"A05": (20_000, 0, 0, 20_000)}


def test_a_publication_that_cannot_be_asked_is_told_as_a_problem(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    Staged([submission("a")]).load(home)
    publish(home, at=NOON)
    assert {row["rule"]: row["broken"] for row in read_rules(home)}["B01"] == 0
    monkeypatch.setattr("pipelines.cli.ruling._sql", lambda name: "select * from quality.no_such_table")
    with pytest.raises(WarehouseError, match="cannot be asked"):
        read_rules(home)
    with pytest.raises(WarehouseError, match="cannot be asked"):
        read_findings(home, "B01")
