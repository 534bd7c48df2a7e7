"""Column lineage: from the SQL of the models, which column of which asset each column of a table rests on.

Only what the SQL itself says; a column that it computes from nothing, or takes from a dimension, has no entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import dagster as dg
import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

from warehouse.models import CASE_STEPS, MART_VIEWS, MARTS, read_model
from warehouse.schema import FACT_TABLES
from warehouse.tables import load_tables

_FACTS = tuple(name.partition(".")[2] for name in FACT_TABLES)
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "winner": ("observations",),
    **dict.fromkeys(CASE_STEPS, ("penalty_cases",)),
    "penalty_case": ("penalty_cases",),
    "current_fact": _FACTS,
    "rate_figure": _FACTS,
    "coverage": ("coverage",),
    "submission": ("submissions",),
    **{name: (name,) for name in _FACTS},
}
"""The assets behind the tables that models read; ``winner`` and the case steps pick what becomes a fact."""
_OF_RATE_FIGURES = (
    *("subject", "sector_words", "span_key", "end_key", "key_kind", "match_key", "month_count"),
    *("is_agreed", "figure_basis", "size", "low", "high", "step"),
)
"""What ``core.rate_figure`` adds to the columns of the facts."""
_FOLLOWED: Mapping[str, tuple[str, ...]] = {
    "mart_rate": ("stated_value", "numerator_value", "denominator_value"),
    "mart_rate_area": ("missing_count",),
}
"""The only columns that are followed of models so long that all would take seconds at every start."""
_COLUMNS = {"observations": "core.observation", "penalty_cases": "core.penalty_case", "submissions": "raw.submission"}


def model_lineage(name: str) -> dict[str, dg.TableColumnLineage]:
    """The metadata entry that shows where a table's columns come from; empty where the SQL does not give it."""
    own = load_tables().get(f"core.{name}")
    model = "fact" if name in _FACTS else name
    columns = {c: d for c, d in _columns_of(model).items() if own is None or c in own.column_names}
    return {"dagster/column_lineage": dg.TableColumnLineage(columns)} if columns else {}


@cache
def _columns_of(model: str) -> dict[str, list[dg.TableColumnDep]]:
    try:
        query = qualify(
            sqlglot.parse_one(_whole_query(model), dialect="duckdb"),
            schema=_schema(),
            dialect="duckdb",
            validate_qualify_columns=False,
        )
        if not isinstance(query, exp.Query):
            return {}
        scope = build_scope(query)
        selected = _FOLLOWED.get(model) or [s.alias_or_name for s in query.selects]
        found = {c: _deps(lineage(c, query, schema=_schema(), dialect="duckdb", scope=scope).walk()) for c in selected}
    except SqlglotError:
        return {}
    return {column: deps for column, deps in found.items() if deps}


def _deps(nodes: Iterator[object]) -> list[dg.TableColumnDep]:
    leaves = {
        (node.expression.this.name, node.name.rpartition(".")[2].strip('"'))  # type: ignore[attr-defined]
        for node in nodes
        if not node.downstream and isinstance(node.expression, exp.Table)  # type: ignore[attr-defined]
    }
    return [
        dg.TableColumnDep(asset_key=asset, column_name=column)
        for table, column in sorted(leaves)
        for asset in _SOURCES.get(table, ())
        if column in load_tables()[_COLUMNS.get(asset, f"core.{asset}")].column_names
    ]


def _whole_query(model: str) -> str:
    """The select that makes a table, from the step of the load before it."""
    if model in (*MARTS, *MART_VIEWS):
        return read_model("marts", model)
    return read_model("core", model)


@cache
def _schema() -> dict[str, object]:
    schema: dict[str, dict[str, dict[str, str]]] = {}
    for record in load_tables().values():
        schema.setdefault(record.schema, {})[record.name] = {c.name: c.type for c in record.columns}
    shared = set.intersection(*(set(schema["core"][name]) for name in _FACTS))
    first = schema["core"][_FACTS[0]]
    columns = {name: kind for name, kind in first.items() if name in shared}
    schema["core"]["current_fact"] = {"fact_table": "varchar", **columns}
    schema["core"]["rate_figure"] = {**schema["core"]["current_fact"], **dict.fromkeys(_OF_RATE_FIGURES, "varchar")}
    return dict(schema)
