"""The gate: what a quarter passes before it may stand and be published, asked of the state that its load leads to.

It is asked inside the load's transaction. A quarter that does not pass is undone: what stood of it before still stands,
and every other quarter goes on. What it found is kept as a report, passed or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources
from typing import Any

import duckdb

from pipelines.corrections.releasing import accepted_rows
from pipelines.validation.contracts import check_loaded
from pipelines.validation.gate_overrides import Override, read_overrides
from pipelines.validation.gate_report import GateReport, Verdict, write_report
from pipelines.validation.gate_terms import Condition, read_terms
from warehouse.catalogue.model import Catalogue
from warehouse.errors import GateError, ValidationError
from warehouse.expectations.runner import ContractResult
from warehouse.home import Home
from warehouse.load_result import LoadResult
from warehouse.quarters import Quarter

SHOWN = 200
"""Anomalies that a report lists; all of them stand in quality.anomaly."""


@dataclass(slots=True)
class Gate:
    """The gate of one quarter's load; ``contracts`` and ``report`` are there once it was asked."""

    home: Home
    quarter: Quarter
    catalogue: Catalogue
    at: datetime
    is_rehearsal: bool = False
    contracts: tuple[ContractResult, ...] = ()
    report: GateReport | None = field(default=None)

    def judge(self, connection: duckdb.DuckDBPyConnection, result: LoadResult) -> None:
        """Ask all conditions of a load that is about to stand.

        What the ledger accepts is released right after the load, so it does not count as quarantined here.

        Raises:
            GateError: where the quarter is held or blocked, or this is a rehearsal.
            ValidationError: where the checks themselves fail.
        """
        terms = read_terms(self.home)
        try:
            self.contracts = check_loaded(
                self.home, connection, self.quarter, self.catalogue, affected=result.affected_quarters
            )
        except ValidationError as fault:
            if not self.is_rehearsal:
                note_fault(self.home, self.quarter, self.at, str(fault))
            raise
        accepted = list(accepted_rows(connection, self.home, self.quarter))
        values = _ask(connection, "gate_measures.sql", self.quarter, accepted=accepted)[0]
        kept_back = _ask(connection, "gate_kept_back.sql", self.quarter, accepted=accepted)
        overrides = read_overrides(self.home, str(self.quarter))
        self.report = GateReport(
            quarter=str(self.quarter),
            at=self.at.isoformat(),
            verdicts=tuple(self._verdict(c, values, overrides) for c in terms.values()),
            anomalies=tuple(_ask(connection, "gate_anomalies.sql", self.quarter)[:SHOWN]),
            kept_back={row["rule_id"]: row["kept_back"] for row in kept_back},
        )
        if self.is_rehearsal:
            raise GateError("this was a rehearsal: nothing was loaded", where=str(self.quarter))
        write_report(self.home, self.report)
        self.report.refuse()

    def _verdict(self, condition: Condition, values: Mapping[str, Any], overrides: tuple[Override, ...]) -> Verdict:
        if condition.name == "contracts_hold":
            broken = _tell_breaches(self.contracts)
            return Verdict.of(condition, "blocked" if broken else "pass", detail=broken)
        if condition.kind == "fault":
            return Verdict.of(condition, "pass")
        return judge_measure(condition, values[condition.name], overrides)


def judge_measure(condition: Condition, value: float | None, overrides: tuple[Override, ...] = ()) -> Verdict:
    """What a condition says of a value; of no value it says that it cannot be asked, which is no pass."""
    if value is None:
        return Verdict.of(condition, "not_applicable")
    if condition.is_beyond(value, condition.hold):
        let = next((o for o in reversed(overrides) if o.covers(condition, value)), None)
        return Verdict.of(condition, "overridden" if let else "hold", value=value, override=let)
    return Verdict.of(condition, "warn" if condition.is_beyond(value, condition.warn) else "pass", value=value)


def ask_contracts(home: Home, catalogue: Catalogue, connection: duckdb.DuckDBPyConnection, result: LoadResult) -> None:
    """The judge of a release: the contracts must hold of what it leads to; the gate's measures are not asked.

    Raises:
        GateError: where a contract would break; the release is undone.
        ValidationError: where the checks themselves fail.
    """
    quarter = Quarter.parse(result.quarter)
    found = check_loaded(home, connection, quarter, catalogue, affected=result.affected_quarters)
    if broken := _tell_breaches(found):
        raise GateError(
            f"the release would break a contract, nothing changed: {broken}",
            where=str(quarter),
            next_step="correct the figure with `redline correct`, or have the office send it again",
        )


def note_fault(home: Home, quarter: Quarter, at: datetime, problem: str, condition: str = "checks_sound") -> None:
    """Keep a report of a quarter that a check stopped before the gate's measures could be asked."""
    terms = read_terms(home)
    verdicts = (
        Verdict.of(c, "blocked" if c.name == condition else "not_applicable", detail=problem * (c.name == condition))
        for c in terms.values()
    )
    write_report(home, GateReport(str(quarter), at.isoformat(), tuple(verdicts)))


def _tell_breaches(results: tuple[ContractResult, ...]) -> str:
    """The clauses that do not hold, with how many rows, in English words; empty where all hold."""
    told = [(r.table, b) for r in results for b in r.breaches]
    return "; ".join(f"clause {table}.{b.clause.rule} ({len(b.keys)}): {b.clause.en}" for table, b in told)


def _ask(connection: duckdb.DuckDBPyConnection, name: str, quarter: Quarter, **values: object) -> list[dict[str, Any]]:
    text = (resources.files("pipelines.validation") / "sql" / name).read_text("utf-8")
    cursor = connection.execute(text, {"quarter": str(quarter), **values})
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
