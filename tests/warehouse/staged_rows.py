"""Hand-made staged rows of the fictional province, for the tests of the warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from warehouse.home import Home
from warehouse.load_result import LoadResult
from warehouse.staging import STAGED_TABLES, StagedQuarter, write_rows
from warehouse.store import Warehouse

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
Row = dict[str, Any]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def submission(name: str, quarter: str = "2024Q1", **changes: Any) -> Row:
    row: Row = {
        "submission_id": digest(name),
        "file_name": f"{name}.txt",
        "size_bytes": 120,
        "format": "txt",
        "encoding": "utf-8",
        "quarter": quarter,
        "quarter_basis": "folder",
        "division_code": "990101",
        "is_correction": False,
        "outcome": "read",
        "observations_count": 1,
        "cases_count": 0,
        "refusals_count": 0,
        "submitted_at": datetime(2024, 4, 3, 8),  # noqa: DTZ001 - stored as UTC without zone
    }
    return {**row, **changes}


def observation(of: str, number: int = 1, quarter: str = "2024Q1", **changes: Any) -> Row:
    value = Decimal(str(changes.pop("value", 12)))
    row: Row = {
        "observation_id": digest(f"{of} {number}")[:20],
        "submission_id": digest(of),
        "quarter": quarter,
        "indicator_code": "penalty.suspension",
        "value": value,
        "unit": "count",
        "qualifier": "exact",
        "raw": f"{value}家",
        "locator": f"chars {number * 10}-{number * 10 + 3}",
        "method": "prose",
        "rule": "test",
        "place": "澄阳县",
        "division_code": "990101",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 3, 31),
        "period_kind": "quarter",
        "period_basis": "printed",
        "role": "observed",
        "value_state": "number",
        "counting_basis": "unknown",
        "is_subtotal": False,
        "context": "一季度责令停产停业整顿",
        "status": "accepted",
        "extractor_version": "1",
    }
    return {**row, **changes}


def case(of: str, number: int = 1, quarter: str = "2024Q1", **changes: Any) -> Row:
    row: Row = {
        "case_id": digest(f"case {of} {number}")[:20],
        "submission_id": digest(of),
        "quarter": quarter,
        "row_number": number + 1,
        "locator": f"csv!A{number + 1}",
        "document_no": f"(澄阳)应急罚〔2024〕{number}号",
        "party": "示例矿业有限公司",
        "authority": "澄阳县应急管理局",
        "division_code": "990101",
        "decision_date": date(2024, 2, 20),
        "kinds": ["fine"],
        "fine_yuan": Decimal("50000.00"),
        "status": "accepted",
        "reasons": [],
        "flags": [],
    }
    return {**row, **changes}


def held(of_observation: Row, rule_id: str = "B01", **changes: Any) -> Row:
    row: Row = {
        "quarantine_id": digest(f"{rule_id} {of_observation['observation_id']}")[:20],
        "subject_kind": "observation",
        "subject_id": of_observation["observation_id"],
        "submission_id": of_observation["submission_id"],
        "quarter": of_observation["quarter"],
        "rule_id": rule_id,
        "reason": "rule_error",
        "state": "held",
    }
    return {**row, **changes}


@dataclass
class Staged:
    """All rows of some quarters, staged a quarter at a time."""

    submissions: list[Row] = field(default_factory=list)
    observations: list[Row] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)
    findings: list[Row] = field(default_factory=list)
    quarantine: list[Row] = field(default_factory=list)

    def write(self, home: Home, quarter: str) -> StagedQuarter:
        everything = (self.submissions, self.observations, self.cases, self.findings, self.quarantine)
        for table, rows in zip(STAGED_TABLES, everything, strict=True):
            write_rows(home, quarter, table, of_quarter(rows, quarter))
        return StagedQuarter.at(home, quarter)

    def load(self, home: Home, *quarters: str, at: datetime = NOON) -> LoadResult:
        with Warehouse.open(home) as warehouse:
            for quarter in quarters or ("2024Q1",):
                result = warehouse.load_quarter(quarter, self.write(home, quarter), at)
        return result


def of_quarter(rows: Iterable[Mapping[str, Any]], quarter: str) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["quarter"] == quarter]


def ask(home: Home, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask the warehouse file itself, as only tests do."""
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        return connection.execute(sql, values).fetchall()


def ask_all(home: Home, queries: Iterable[str]) -> list[list[tuple[Any, ...]]]:
    """Several questions on one connection: to open one takes longer than to answer them."""
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        return [connection.execute(sql).fetchall() for sql in queries]
