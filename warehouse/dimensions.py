"""The dimension tables, filled from the catalogue whenever the catalogue has changed.

Dimensions are as the catalogue says now; they are not bitemporal. Parts that every division has by rule (own level,
standard zones) are no rows of a file: they join ``dim_division`` when a figure first speaks of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache, lru_cache

import duckdb
import polars as pl

from warehouse.catalogue.answers import all_answers
from warehouse.catalogue.divisions import DivisionIndex
from warehouse.catalogue.model import Catalogue, Division
from warehouse.quarters import Quarter
from warehouse.reporting_plan import PlanLine
from warehouse.schema import logical_key
from warehouse.staging import table_schema
from warehouse.tables import load_tables

DIMENSIONS = (
    "core.dim_division",
    "core.dim_indicator",
    "core.dim_sector",
    "core.dim_action",
    "core.dim_period",
    "core.dim_reporting_plan",
    "core.dim_break",
    "core.dim_rate",
    "core.dim_answer",
)

_BASES = frozenset({"core.dim_division", "core.dim_indicator", "core.dim_rate", "core.dim_answer", "core.dim_break"})
"""The dimensions on whose change everything rests."""

_MART_BASES = frozenset({"core.dim_reporting_plan"})
"""The dimensions on whose change marts rest, whatever quarter they are of, and no fact."""

_FIRST_QUARTER = Quarter(1990, 1)
_QUARTERS = 4 * 70


@dataclass(frozen=True, slots=True)
class NewBasis:
    """What has to be made again because dimensions changed: everything, or every mart alone."""

    everything: bool
    every_mart: bool


def load_dimensions(
    connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, plan: Iterable[PlanLine] = ()
) -> NewBasis:
    """Make the dimensions what the catalogue and the reporting plan say; within the caller's transaction.

    Returns:
        What rests on the dimensions that changed, so that it has to be made again.
    """
    frames = {
        "core.dim_division": _division_frame(connection, catalogue),
        "core.dim_indicator": _frame("core.dim_indicator", _indicator_rows(catalogue)),
        "core.dim_sector": _frame("core.dim_sector", _sector_rows(catalogue)),
        "core.dim_action": _frame("core.dim_action", _action_rows(catalogue)),
        "core.dim_period": _period_frame(),
        "core.dim_reporting_plan": _frame("core.dim_reporting_plan", [asdict(line) for line in plan]),
        "core.dim_break": _frame("core.dim_break", [asdict(b) for b in catalogue.breaks]),
        "core.dim_rate": _frame("core.dim_rate", _rate_rows(catalogue)),
        "core.dim_answer": _frame("core.dim_answer", _answer_rows(catalogue)),
    }
    changed = {table for table in DIMENSIONS if _replace(connection, table, frames[table])}
    return NewBasis(bool(_BASES & changed), bool(_MART_BASES & changed))


def add_divisions(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, codes: Iterable[str]) -> None:
    """Add the divisions of codes that the catalogue knows by rule; codes that it does not know stay out."""
    known = {row[0] for row in connection.execute("select division_code from core.dim_division").fetchall()}
    found = [d for code in sorted(set(codes) - known) if (d := catalogue.divisions.get(code))]
    if found:
        _insert(connection, "core.dim_division", _frame("core.dim_division", [_division_row(d) for d in found]))


def _division_frame(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> pl.DataFrame:
    """The listed divisions, and the parts that figures have spoken of so far."""
    codes, listed = _listed_divisions(catalogue.divisions)
    held = {row[0] for row in connection.execute("select division_code from core.dim_division").fetchall()}
    parts = [_division_row(d) for code in sorted(held - codes) if (d := catalogue.divisions.get(code))]
    return pl.concat([listed, _frame("core.dim_division", parts)]) if parts else listed


@lru_cache(maxsize=2)
def _listed_divisions(divisions: DivisionIndex) -> tuple[frozenset[str], pl.DataFrame]:
    """The listed codes and their rows: thousands, the same at every load of a process."""
    return frozenset(d.code for d in divisions), _frame("core.dim_division", [_division_row(d) for d in divisions])


def _replace(connection: duckdb.DuckDBPyConnection, table: str, wanted: pl.DataFrame) -> bool:
    """Replace a dimension's rows where they differ; tells whether they did."""
    columns = ", ".join(wanted.columns)
    key = logical_key(load_tables()[table])
    held = connection.execute(f"select {columns} from {table}").pl()  # noqa: S608
    if held.height == wanted.height and held.sort(key).equals(wanted.sort(key)):
        return False
    connection.execute(f"delete from {table}")  # noqa: S608
    _insert(connection, table, wanted)
    return True


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    connection.register("dimension_rows", rows)
    try:
        connection.execute(f"insert into {table} by name select * from dimension_rows")  # noqa: S608
    finally:
        connection.unregister("dimension_rows")


def _frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=table_schema(load_tables()[table]), orient="row")


def _division_row(division: Division) -> dict[str, object]:
    return {
        "division_code": division.code,
        "code": division.code,
        "name": division.name,
        "level": division.level,
        "parent_code": division.parent,
        "kind": division.kind,
        "valid_from": division.valid_from,
        "valid_to": division.valid_to,
    }


def _indicator_rows(catalogue: Catalogue) -> list[dict[str, object]]:
    return [
        {
            "indicator_code": i.code,
            "name_zh": i.name_zh,
            "name_en": i.name_en,
            "family": i.family,
            "unit": i.unit,
            "additivity": i.additivity,
            "role": i.role,
            "add_counties": i.add_counties,
            "add_periods": i.add_periods,
            "numerator_code": i.numerator,
            "denominator_code": i.denominator,
            "definition": i.definition,
            "fact_table": i.fact_table,
            "action_code": i.action,
            "stage": i.stage,
            "attribution": i.attribution,
            "unit_kind": i.unit_kind,
        }
        for i in catalogue.indicators.values()
    ]


def _rate_rows(catalogue: Catalogue) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for rate in catalogue.rates.values():
        indicator = catalogue.indicators[rate.indicator]
        denominator, _, base = (indicator.denominator or "").partition("@")
        rows.append(
            {
                "indicator_code": rate.indicator,
                "formula": rate.formula,
                "factor": rate.factor,
                "rate_unit": rate.unit,
                "numerator_code": indicator.numerator,
                "denominator_code": denominator,
                "base": base or "same",
                "sector_code": rate.sector,
            }
        )
    return rows


def _answer_rows(catalogue: Catalogue) -> list[dict[str, object]]:
    return [
        {
            "answer_id": answer.id,
            "indicator_code": answer.indicator,
            "answered_by": code,
            "answered_when": answer.when,
            "part_count": len(answer.answered_by),
        }
        for answer in all_answers(catalogue)
        for code in answer.answered_by
    ]


def _sector_rows(catalogue: Catalogue) -> list[dict[str, object]]:
    return [
        {
            "sector_code": s.code,
            "name_zh": s.name_zh,
            "name_en": s.name_en,
            "enforcement_code": s.enforcement,
            "accident_old_code": s.accident_old,
            "accident_gb_code": s.accident_gb,
            "gb4754": s.gb4754,
        }
        for s in catalogue.sectors.values()
    ]


def _action_rows(catalogue: Catalogue) -> list[dict[str, object]]:
    return [
        {"action_code": a.code, "name_zh": a.name_zh, "name_en": a.name_en, "is_penalty": a.is_penalty}
        for a in catalogue.actions.values()
    ]


@cache
def _period_frame() -> pl.DataFrame:
    rows: list[dict[str, object]] = []
    quarter = _FIRST_QUARTER
    for _ in range(_QUARTERS):
        rows.append(
            {
                "quarter": str(quarter),
                "year": quarter.year,
                "number": quarter.number,
                "start_date": quarter.start,
                "end_date": quarter.end,
                "previous_quarter": str(quarter.previous()),
                "prior_year_quarter": str(Quarter(quarter.year - 1, quarter.number)),
            }
        )
        quarter = quarter.next()
    return _frame("core.dim_period", rows)
