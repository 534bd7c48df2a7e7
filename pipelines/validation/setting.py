"""What a quarter's figures are judged against: the kinds of indicators, the places, and the facts that are known.

Rules over other periods need facts of other submissions; they are handed in, so that judging reads no warehouse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from warehouse.catalogue.divisions import DivisionIndex
from warehouse.catalogue.model import Catalogue

_FACT_SCHEMA: Mapping[str, Any] = {
    "observation_id": pl.String,
    "division_code": pl.String,
    "indicator_code": pl.String,
    "value": pl.Decimal(24, 6),
    "unit": pl.String,
    "qualifier": pl.String,
    "raw": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "sector_code": pl.String,
    "sector_text": pl.String,
    "severity": pl.String,
    "scope": pl.String,
    "counting_basis": pl.String,
    "is_subtotal": pl.Boolean,
}
_SUBMISSION_SCHEMA: Mapping[str, Any] = {
    "submission_id": pl.String,
    "office_code": pl.String,
    "published_on": pl.Date,
    "is_correction": pl.Boolean,
}


def no_facts() -> pl.DataFrame:
    """Known facts where nothing is known."""
    return pl.DataFrame(schema=_FACT_SCHEMA)


def no_submissions() -> pl.DataFrame:
    """Submissions where nothing is known of them."""
    return pl.DataFrame(schema=_SUBMISSION_SCHEMA)


@dataclass(frozen=True, slots=True)
class Setting:
    """What judging needs beside the figures.

    ``facts``: current facts of other submissions (columns of ``no_facts``); ``submissions``: the quarter's own files
    (columns of ``no_submissions``).
    """

    catalogue: Catalogue
    on: date
    facts: pl.DataFrame = field(default_factory=no_facts)
    submissions: pl.DataFrame = field(default_factory=no_submissions)


def indicator_kinds(catalogue: Catalogue) -> pl.DataFrame:
    """What may be added or carried on, by indicator, and the days that no comparison may reach across."""
    return pl.DataFrame(
        [
            {
                "indicator_code": i.code,
                "add_counties": i.add_counties and i.role != "target",
                "add_periods": i.add_periods,
                "is_stock": i.additivity == "stock",
                "is_flow": i.additivity == "flow" and i.role == "observed",
                "is_survival": i.fact_table == "fact_zero_accident" and i.additivity == "ratio" and bool(i.numerator),
                "breaks": [b.first_day for b in catalogue.breaks if b.family == i.family],
            }
            for i in catalogue.indicators.values()
        ],
        schema={
            "indicator_code": pl.String,
            "add_counties": pl.Boolean,
            "add_periods": pl.Boolean,
            "is_stock": pl.Boolean,
            "is_flow": pl.Boolean,
            "is_survival": pl.Boolean,
            "breaks": pl.List(pl.Date),
        },
    )


def division_places(codes: Iterable[str], divisions: DivisionIndex, on: date) -> pl.DataFrame:
    """Level, kind, parent and number of listed children of each division, on a day."""
    rows = []
    for code in sorted(set(codes)):
        division = divisions.get(code)
        rows.append(
            {
                "division_code": code,
                "level": division.level if division else None,
                "kind": division.kind if division else None,
                "parent_code": division.parent if division else None,
                "child_count": len(divisions.children(code, on)),
            }
        )
    return pl.DataFrame(
        rows,
        schema={
            "division_code": pl.String,
            "level": pl.String,
            "kind": pl.String,
            "parent_code": pl.String,
            "child_count": pl.Int64,
        },
    )
