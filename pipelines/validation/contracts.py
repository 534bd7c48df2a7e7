"""Contracts over a quarter: staged rows before the load, and what the load leads to before it stands.

Before the load every accepted figure is asked what its fact table asks, so that a row in breach reaches quarantine and
never the facts; then the same must hold of the facts, coverage and marts themselves, and a breach undoes the load.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import duckdb
import polars as pl

from warehouse.catalogue.model import Catalogue, Indicator
from warehouse.errors import ValidationError
from warehouse.expectations.contract import Clause, contract_of
from warehouse.expectations.runner import ContractResult, check_contract
from warehouse.home import Home
from warehouse.models import MART_VIEWS, MARTS
from warehouse.quarters import Quarter
from warehouse.staging import scan_rows
from warehouse.tables import load_tables

OBSERVATION = "core.observation"
CASE = "core.penalty_case"
FACT_TABLES = (
    "core.fact_enforcement",
    "core.fact_zero_accident",
    "core.fact_accident",
    "core.fact_hazard",
    "core.fact_inspection",
    "core.fact_capacity",
)
SUBMISSION = "raw.submission"
LOADED_TABLES = (*FACT_TABLES, "core.fact_penalty_case", "core.bridge_penalty_kind", "core.coverage")
LOADED_MARTS = tuple(f"marts.{name}" for name in (*MARTS, *MART_VIEWS))
_BY_QUARTER = frozenset({"core.coverage", *LOADED_MARTS})
_OF_QUARTER = "submission_id in (select submission_id from raw.submission where quarter = ? and superseded_at is null)"

_SHARED = ("observation_id", "submission_id", "indicator_code", "value", "unit")
"""What a fact table may ask of a figure beyond what every observation must hold."""


def check_observations(home: Home, quarter: Quarter, catalogue: Catalogue) -> tuple[ContractResult, ...]:
    """The contract of the quarter's observations, and of each fact table over those that are on their way to it."""
    rows = scan_rows(home, quarter, OBSERVATION).collect()
    results = [_check(home, quarter, OBSERVATION, rows, catalogue)]
    for table, candidates in candidates_of(rows, catalogue.indicators).items():
        results.append(_check(home, quarter, table, candidates, catalogue))
    _keep(home, quarter, "observation", results)
    return tuple(results)


def check_cases(home: Home, quarter: Quarter, catalogue: Catalogue) -> tuple[ContractResult, ...]:
    """The contract of the quarter's penalty cases."""
    results = (_check(home, quarter, CASE, scan_rows(home, quarter, CASE).collect(), catalogue),)
    _keep(home, quarter, "case", results)
    return results


def check_submissions(home: Home, quarter: Quarter, catalogue: Catalogue) -> tuple[ContractResult, ...]:
    """The contract of the quarter's submissions; what breaks it was written by us."""
    return (_check(home, quarter, SUBMISSION, scan_rows(home, quarter, SUBMISSION).collect(), catalogue),)


def check_loaded(
    home: Home,
    connection: duckdb.DuckDBPyConnection,
    quarter: Quarter,
    catalogue: Catalogue,
    *,
    affected: Collection[str] = (),
) -> tuple[ContractResult, ...]:
    """The contract of each fact table over the current rows that stand on a quarter's files, and of each mart.

    Args:
        home: where results are kept for the data docs.
        connection: the warehouse, perhaps inside the load's transaction.
        quarter: the reporting quarter.
        catalogue: what values codes may take.
        affected: further quarters whose coverage and marts the load changed.
    """
    quarters = sorted({str(quarter), *affected})
    results = []
    for table in (*LOADED_TABLES, *LOADED_MARTS):
        rows = _loaded_rows(connection, table, quarter, quarters)
        results.append(_check(home, quarter, table, rows, catalogue, loaded=True))
    return tuple(results)


def loaded_clauses(catalogue: Catalogue) -> Iterator[Clause]:
    """What must hold of each table and mart once it is loaded."""
    tables = load_tables()
    for table in (*LOADED_TABLES, *LOADED_MARTS):
        columns = frozenset(tables[table].column_names) if table in tables else frozenset()
        yield from contract_of(table, catalogue, columns=columns, loaded=True).clauses


def _loaded_rows(
    connection: duckdb.DuckDBPyConnection, table: str, quarter: Quarter, quarters: Sequence[str]
) -> pl.DataFrame:
    """The rows of a table that a quarter's load speaks for."""
    standing = "" if table in LOADED_MARTS else "superseded_at is null and "
    values: list[object] = [str(quarter)]
    if table in _BY_QUARTER:
        condition, values = "list_contains(cast(? as varchar[]), quarter)", [list(quarters)]
    elif table == "core.bridge_penalty_kind":
        cases = f"select case_id from core.fact_penalty_case where superseded_at is null and {_OF_QUARTER}"  # noqa: S608
        condition = f"case_id in ({cases})"
    else:
        condition = _OF_QUARTER
    return connection.execute(f"select * from {table} where {standing}{condition}", values).pl()  # noqa: S608


def candidates_of(rows: pl.DataFrame, indicators: Mapping[str, Indicator]) -> Mapping[str, pl.DataFrame]:
    """The accepted, observed figures of known places by the fact table that they are on their way to."""
    attributes = pl.DataFrame(
        [
            {
                "indicator_code": i.code,
                "fact_table": f"core.{i.fact_table}",
                "action_code": i.action,
                "stage": i.stage,
                "attribution": i.attribution,
                "unit_kind": i.unit_kind,
            }
            for i in indicators.values()
        ],
        schema=dict.fromkeys(
            ("indicator_code", "fact_table", "action_code", "stage", "attribution", "unit_kind"), pl.String
        ),
    )
    whole = rows.filter(
        (pl.col("status") == "accepted") & (pl.col("role") == "observed") & pl.col("division_code").is_not_null()
    ).join(attributes, on="indicator_code", how="inner")
    own = {"core.fact_enforcement": ("action_code", "stage", "attribution"), "core.fact_zero_accident": ("unit_kind",)}
    return {
        table: whole.filter(pl.col("fact_table") == table).select([*_SHARED, *own.get(table, ())])
        for table in FACT_TABLES
    }


def read_breaches(home: Home, quarter: Quarter, kind: str) -> list[dict[str, Any]]:
    """What ``check_observations`` (kind observation) or ``check_cases`` (kind case) found, as it was kept.

    Raises:
        ValidationError: where the contract was not asked of the rows that are staged now.
    """
    kept = home.staging / str(quarter) / f"contract-{kind}.json"
    staged = home.staging / str(quarter) / f"{ {'observation': 'observation', 'case': 'penalty_case'}[kind] }.parquet"
    if not kept.is_file() or kept.stat().st_mtime_ns < staged.stat().st_mtime_ns:
        raise ValidationError(
            f"the contract of {kind}s was not checked", where=str(quarter), next_step="run the asset with its checks"
        )
    content: list[dict[str, Any]] = json.loads(kept.read_text("utf-8"))
    return content


def _check(
    home: Home, quarter: Quarter, table: str, rows: pl.DataFrame, catalogue: Catalogue, *, loaded: bool = False
) -> ContractResult:
    contract = contract_of(table, catalogue, columns=frozenset(rows.columns), loaded=loaded)
    if rows.is_empty():
        return ContractResult(table, 0, 0, ())
    return check_contract(home, contract, rows, run=str(quarter))


def _keep(home: Home, quarter: Quarter, kind: str, results: Iterable[ContractResult]) -> None:
    breaches = [
        {
            "rule": f"contract.{result.table.partition('.')[2]}.{breach.clause.rule}",
            "keys": list(breach.keys),
            "observed": dict(breach.observed),
            "zh": breach.clause.zh,
            "en": breach.clause.en,
        }
        for result in results
        for breach in result.breaches
    ]
    path = home.staging / str(quarter) / f"contract-{kind}.json"
    path.write_text(json.dumps(breaches, ensure_ascii=False), "utf-8")
