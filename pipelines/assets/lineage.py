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

from warehouse.models import CASE_STEPS, MARTS, OBSERVATION_STEPS, read_model
from warehouse.tables import load_tables

ASSETS: Mapping[str, str] = {"observation": "observations", "penalty_case": "penalty_cases"}
"""Assets whose name is not their table's."""


def model_lineage(name: str) -> dict[str, dg.TableColumnLineage]:
    """The metadata entry that shows where a table's columns come from; empty where the SQL does not give it."""
    columns = _columns_of(name)
    return {"dagster/column_lineage": dg.TableColumnLineage(columns)} if columns else {}


@cache
def _columns_of(name: str) -> dict[str, list[dg.TableColumnDep]]:
    try:
        query = qualify(
            sqlglot.parse_one(_whole_query(name), dialect="duckdb"),
            schema=_schema(),
            dialect="duckdb",
            validate_qualify_columns=False,
        )
        scope = build_scope(query)
        wanted = _own_columns(name)
        selected = [s.alias_or_name for s in query.selects if not wanted or s.alias_or_name in wanted]
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
        dg.TableColumnDep(asset_key=ASSETS.get(table, table), column_name=column)
        for table, column in sorted(leaves)
        if table in ASSETS or table.startswith("fact_")
    ]


def _whole_query(name: str) -> str:
    """A table's model with the steps before it as common table expressions, in order."""
    if name in MARTS:
        return read_model("marts", name)
    is_case = name == "fact_penalty_case"
    steps = CASE_STEPS[: CASE_STEPS.index(name)] if is_case else OBSERVATION_STEPS[:-1]
    parts = [f"{step} as ({read_model('core', step)})" for step in steps]
    if not is_case:
        parts.insert(0, f"observation_subject as ({read_model('core', 'observation_subject')})")
    last = read_model("core", "fact_penalty_case" if is_case else "fact")
    text = f"with {', '.join(parts)} select * from ({last}) as loaded"
    return text.replace("core.observation_subject", "observation_subject")


def _own_columns(name: str) -> frozenset[str]:
    record = load_tables().get(f"core.{name}")
    return frozenset(record.column_names) if record else frozenset()


@cache
def _schema() -> dict[str, dict[str, dict[str, str]]]:
    schema: dict[str, dict[str, dict[str, str]]] = {}
    for record in load_tables().values():
        schema.setdefault(record.schema, {})[record.name] = {c.name: c.type for c in record.columns}
    return schema
