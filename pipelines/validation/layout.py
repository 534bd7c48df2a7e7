"""The tables that rules select from: figures, their groups, and the figures of other periods, levels and scopes.

Only what some rule asks for is laid out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

import duckdb
import polars as pl

from pipelines.validation.findings import read_sql
from pipelines.validation.grammar import Operand
from pipelines.validation.precision import printed_steps
from pipelines.validation.setting import Setting, division_places, indicator_kinds

_DEFAULTS: Mapping[str, object] = {
    "context": "",
    "method": "table",
    "period_basis": "printed",
    "reason": None,
    "value_state": "number",
}
"""What a frame without these columns means."""
_VARIANTS: Mapping[str, frozenset[str]] = {
    "known.sql": (
        _PERIODS := frozenset(
            {
                "prev",
                "quarter_prev",
                "previous_year",
                "stored_year",
                "quarters_sum",
                "quarters_max",
                "quarters_total",
                "median8",
                "ytd_prev",
                "open_prev",
                "stored_then",
                "repeated",
            }
        )
    ),
    "other_periods.sql": _PERIODS,
    "prior_year.sql": frozenset({"stored_then"}),
    "repeated_span.sql": frozenset({"repeated"}),
    "own_periods.sql": frozenset({"ytd", "year", "open_prev"}),
    "other_places.sql": frozenset(
        {"counties_sum", "listed_sum", "own", "industry_sum", "others", "scope_production", "scope_all"}
    ),
}
"""The files that lay out variants of operands, each with those for which it runs."""
_PREPARED: Mapping[str, str] = {
    "part_of_whole.sql": "marked_part.sql",
    "parts_of_whole.sql": "marked_part.sql",
    "total_row.sql": "other_places.sql",
}
"""What a named query needs to stand before it."""


def lay_out(connection: duckdb.DuckDBPyConnection, observations: pl.DataFrame, setting: Setting) -> None:
    """Lay out the accepted figures, their groups, and what is known beside them.

    Args:
        connection: an empty database.
        observations: staged rows of ``core.observation``; columns that only some rules read may be left out.
        setting: places, indicators, files and known facts.
    """
    lacking = [pl.lit(v).alias(k) for k, v in _DEFAULTS.items() if k not in observations.columns]
    corrections = setting.submissions.select("submission_id", "is_correction")
    figures = (
        observations.with_columns(*lacking, printed_steps(observations).alias("printed_step"))
        .join(corrections, on="submission_id", how="left", maintain_order="left")
        .with_columns(pl.col("is_correction").fill_null(value=False))
    )
    facts = setting.facts.with_columns(printed_steps(setting.facts).alias("printed_step"))
    codes = figures["division_code"].drop_nulls().unique().to_list()
    connection.register("observation", figures.to_arrow())
    connection.register("standing_fact", facts.to_arrow())
    connection.register("submission", setting.submissions.to_arrow())
    connection.register("indicator_kind", indicator_kinds(setting.catalogue).to_arrow())
    connection.register("division", division_places(codes, setting.catalogue.divisions, setting.on).to_arrow())
    connection.execute(
        "create or replace temp table reporting_quarter as select cast(? as date) as last_day", [setting.on]
    )
    connection.execute(read_sql("figure.sql"))


def lay_variants(
    connection: duckdb.DuckDBPyConnection, operands: Collection[Operand], queries: Collection[str]
) -> None:
    """Add the figures of other periods, levels and scopes that rules ask for.

    Args:
        connection: laid out by ``lay_out``.
        operands: of all rules that will be asked.
        queries: the named queries that will be asked.
    """
    wanted = set(operands)
    wanted |= {
        Operand(code, "prev")
        for operand in wanted
        if operand.variant == "open_prev"
        for code in (operand.code, operand.code.replace("filed", "closed"))
    }
    named = pl.DataFrame(
        [{"indicator_code": o.code, "variant": o.variant} for o in sorted(wanted, key=str)],
        schema={"indicator_code": pl.String, "variant": pl.String},
    )
    connection.register("wanted_operand", named.to_arrow())
    connection.execute(read_sql("wanted.sql"))
    variants = {operand.variant for operand in wanted}
    needed = [name for name, served in _VARIANTS.items() if served & variants]
    prepared = {_PREPARED[name] for name in queries if name in _PREPARED}
    for name in (*needed, *sorted(prepared.difference(needed)), "disputed_column.sql"):
        connection.execute(read_sql(name))


def mark_figures(connection: duckdb.DuckDBPyConnection) -> str:
    """A hash of the figures of other periods that rules were asked with."""
    rows = connection.execute(read_sql("known_mark.sql")).fetchall()
    return hashlib.sha256("\n".join(row[0] for row in rows).encode()).hexdigest()[:16]
