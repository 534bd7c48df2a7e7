"""Hand-made observation rows for the tests of rules; the office is invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

SCHEMA = {
    "observation_id": pl.String,
    "submission_id": pl.String,
    "indicator_code": pl.String,
    "value": pl.Decimal(24, 6),
    "unit": pl.String,
    "qualifier": pl.String,
    "raw": pl.String,
    "locator": pl.String,
    "place": pl.String,
    "division_code": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "period_kind": pl.String,
    "sector_code": pl.String,
    "sector_text": pl.String,
    "severity": pl.String,
    "scope": pl.String,
    "role": pl.String,
    "counting_basis": pl.String,
    "is_subtotal": pl.Boolean,
    "status": pl.String,
}


def figure(observation_id: str, indicator: str, value: str, raw: str | None = None, **other: Any) -> dict[str, Any]:
    """An accepted observation of the invented county 990101 in 2024Q1."""
    row: dict[str, Any] = {
        "observation_id": observation_id,
        "submission_id": "s1",
        "indicator_code": indicator,
        "value": Decimal(value),
        "unit": "count",
        "qualifier": "exact",
        "raw": value if raw is None else raw,
        "locator": f"chars {observation_id}",
        "place": "某县",
        "division_code": "990101",
        "period_start": date(2024, 1, 1),
        "period_end": date(2024, 3, 31),
        "period_kind": "quarter",
        "sector_code": None,
        "sector_text": None,
        "severity": None,
        "scope": None,
        "role": "observed",
        "counting_basis": "unknown",
        "is_subtotal": False,
        "status": "accepted",
    }
    return row | other


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    """Rows as the frame that rules read."""
    return pl.DataFrame(list(rows), schema=SCHEMA)
