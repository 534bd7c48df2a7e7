"""Whether what an entry says can stand at all: asked of the figure's own contract before the ledger takes the entry.

An entry that the load would only put into quarantine is refused while the person who wrote it is still there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pipelines.corrections.model import Correction, parse_field
from warehouse.catalogue.model import Catalogue, Indicator
from warehouse.errors import UsageError
from warehouse.expectations.contract import Clause, contract_of
from warehouse.tables import load_tables

Row = Mapping[str, Any]
_BETWEEN = "expect_column_values_to_be_between"
_OF_RESULTS = ("observed", "prior_year")
"""The roles of figures that count something; a target or a change may be written otherwise."""
_MAY_FALL = ("_change", "_yoy")
_STEP = "see docs/corrections.md"


def refuse_impossible(correction: Correction, row: Row, indicator: str | None, catalogue: Catalogue) -> None:
    """Refuse an entry whose figure, as the entry leaves it, no fact can hold.

    Args:
        correction: a set_value, set_indicator or accept.
        row: the figure or decision as its file reads.
        indicator: the code that the figure has in the end, where the same ledger gives it another; None for a decision.
        catalogue: the indicators.

    Raises:
        UsageError: with the value and what is possible; ``where`` is left to the caller.
    """
    field = correction.field
    value: Any = parse_field(field, correction.value or "") if correction.action == "set_value" else row[field]
    if value is None:
        return
    shown = _shown(value)
    known = catalogue.indicators.get(indicator or "")
    if correction.kind == "observation" and correction.action != "accept" and row["role"] in _OF_RESULTS:
        _refuse_count(shown, value, row["unit"], known)
    for low, high in _bounds(correction, row, known, catalogue):
        if (low is not None and value < low) or (high is not None and value > high):
            least, most = ("…" if bound is None else _shown(bound) for bound in (low, high))
            raise UsageError(f"{shown} is outside what is possible, {least} to {most}", next_step=_STEP)


def _refuse_count(shown: str, value: Decimal, unit: str, indicator: Indicator | None) -> None:
    """Heads and cases are whole; they and money are not below zero, unless they are a change on another period."""
    is_change = indicator is not None and indicator.code.endswith(_MAY_FALL)
    if unit in ("count", "person") and value != value.to_integral_value():
        raise UsageError(f"{shown} is no whole number", next_step=_STEP)
    if unit == "yuan" and value != round(value, 2):
        raise UsageError(f"{shown} is finer than a cent", next_step=_STEP)
    if unit in ("count", "person", "yuan") and value < 0 and not is_change:
        raise UsageError(f"{shown} is below zero", next_step=_STEP)


def _bounds(
    correction: Correction, row: Row, indicator: Indicator | None, catalogue: Catalogue
) -> Iterator[tuple[Any, Any]]:
    """(least, most) of each clause that speaks of the field, of the row's own table and of the facts it goes to."""
    tables = ["core.penalty_case"]
    if correction.kind == "observation":
        is_result = indicator is not None and row["role"] == "observed"
        tables = ["core.observation", *([f"core.{indicator.fact_table}"] if indicator and is_result else [])]
    for table in tables:
        columns = frozenset(load_tables()[table].column_names)
        for clause in contract_of(table, catalogue, columns=columns, loaded=False).clauses:
            speaks = clause.expectation == _BETWEEN and clause.arguments["column"] == correction.field
            if speaks and _is_of(clause, row):
                yield _bound(clause, "min_value", correction.field), _bound(clause, "max_value", correction.field)


def _is_of(clause: Clause, row: Row) -> bool:
    """Whether a clause is asked of such a row; of a row that is to be accepted, what is asked of accepted ones too."""
    return all(name == "status" or row.get(name) == wanted for name, wanted in clause.where.items())


def _bound(clause: Clause, name: str, field: str) -> Decimal | date | None:
    bound = clause.arguments.get(name)
    if bound is None:
        return None
    if field == "decision_date":
        return bound if isinstance(bound, date) else date.fromisoformat(str(bound))
    return Decimal(str(bound))


def _shown(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
