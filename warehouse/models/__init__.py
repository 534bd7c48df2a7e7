"""The models: SQL in files, one relation a file, read by name.

Each file is one select in lower case whose stem is the relation's name. Files of ``core`` that ``VIEWS`` names are
views of the warehouse; the others are steps of a load, kept in temporary tables. Files of ``marts`` are the marts:
tables of the warehouse, and views of the same text when looking back in time. Files of ``macros`` create what all other
SQL may call.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from warehouse.errors import WarehouseError

_FOLDER = Path(__file__).parent

MACROS = ("levelled",)
"""What models and other SQL call by name; there before all views."""

VIEWS = (
    "clock",
    "observation_subject",
    "case_document",
    "current_target",
    "current_fact",
    "chosen_fact",
    "chosen_subject",
    "rate_figure",
    "comparable_figure",
    "total_gap",
    "waiting_decision",
    "source_gap",
)
"""Views of ``core``, each after those that it reads."""

OBSERVATION_STEPS = ("candidate", "contender", "winner", "disagreement", "kept_back", "fact")
"""From touched pairs to facts, in order."""

CASE_STEPS = (
    "case_candidate",
    "case_contender",
    "case_disagreement",
    "case_kept_back",
    "fact_penalty_case",
    "bridge_penalty_kind",
)
"""From touched documents to facts, in order."""

ANOMALY_STEPS = (
    "judged_quarter",
    "compared_pair",
    "listed_measure",
    "measured_fact",
    "anomaly_past",
    "anomaly_peers",
    "anomaly",
)
"""From facts to those outside their bands, in order; ``anomaly_finding`` tells them."""

MARTS = (
    "mart_enforcement_quarter",
    "mart_zero_accident",
    "mart_overview",
    "mart_coverage",
    "mart_quarter_flow",
    "mart_reconciliation",
    "mart_rate",
    "mart_rate_area",
)
"""The marts, each after those that it reads."""

MART_VIEWS = ("mart_accident",)
"""Marts that depend on the time that is asked for, and so are never tables."""


@cache
def read_model(layer: str, name: str) -> str:
    """The text of a model.

    Args:
        layer: ``core``, ``marts`` or ``macros``.
        name: the relation's name.

    Raises:
        WarehouseError: where there is no such model.
    """
    path = _FOLDER / layer / f"{name}.sql"
    try:
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise WarehouseError(
            f"the model {layer}.{name} is missing", where=str(path), next_step="install Redline again"
        ) from error
