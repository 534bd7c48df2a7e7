"""The dimension tables, filled from the catalogue whenever the catalogue has changed.

Dimensions are as the catalogue says now; they are not bitemporal. Parts that every division has by rule (own level,
standard zones) are no rows of a file: they join ``dim_division`` when a figure first speaks of them.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import polars as pl

from warehouse.catalogue.model import Catalogue, Division
from warehouse.quarters import Quarter
from warehouse.schema import logical_key
from warehouse.staging import table_schema
from warehouse.tables import load_tables

DIMENSIONS = (
    "core.dim_division",
    "core.dim_indicator",
    "core.dim_sector",
    "core.dim_action",
    "core.dim_period",
)

_FIRST_QUARTER = Quarter(1990, 1)
_QUARTERS = 4 * 70


def load_dimensions(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> bool:
    """Make the dimensions what the catalogue says; within the caller's transaction.

    Returns:
        Whether the indicators or the divisions changed, so that every fact has to be weighed again.
    """
    kept_parts = _unlisted_codes(connection, catalogue)
    rows: dict[str, list[dict[str, object]]] = {
        "core.dim_division": [_division_row(d) for d in _divisions(catalogue, kept_parts)],
        "core.dim_indicator": _indicator_rows(catalogue),
        "core.dim_sector": _sector_rows(catalogue),
        "core.dim_action": _action_rows(catalogue),
        "core.dim_period": _period_rows(),
    }
    changed = [table for table in DIMENSIONS if _replace(connection, table, rows[table])]
    return bool({"core.dim_division", "core.dim_indicator"} & set(changed))


def add_divisions(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue, codes: Iterable[str]) -> None:
    """Add the divisions of codes that the catalogue knows by rule; codes that it does not know stay out."""
    known = {row[0] for row in connection.execute("select division_code from core.dim_division").fetchall()}
    found = [d for code in sorted(set(codes) - known) if (d := catalogue.divisions.get(code))]
    if found:
        _insert(connection, "core.dim_division", [_division_row(d) for d in found])


def _unlisted_codes(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[str]:
    listed = {d.code for d in catalogue.divisions}
    held = connection.execute("select division_code from core.dim_division").fetchall()
    return sorted({row[0] for row in held} - listed)


def _divisions(catalogue: Catalogue, kept_parts: Iterable[str]) -> list[Division]:
    return [*catalogue.divisions, *(d for code in kept_parts if (d := catalogue.divisions.get(code)))]


def _replace(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, object]]) -> bool:
    """Replace a dimension's rows where they differ; tells whether they did."""
    wanted = _frame(table, rows)
    columns = ", ".join(wanted.columns)
    key = logical_key(load_tables()[table])[0]
    held = connection.execute(f"select {columns} from {table} order by {key}").pl()  # noqa: S608
    if held.equals(wanted.sort(key)):
        return False
    connection.execute(f"delete from {table}")  # noqa: S608
    _insert(connection, table, rows)
    return True


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, object]]) -> None:
    connection.register("dimension_rows", _frame(table, rows))
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


def _period_rows() -> list[dict[str, object]]:
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
    return rows
