"""What must hold of each table, as values: the warehouse and the expectation suites turn them into queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from warehouse.catalogue.model import Catalogue
from warehouse.tables.model import ColumnRecord, TableRecord

CheckKind = Literal["not_null", "unique_key", "one_current_row", "allowed_values", "minimum"]


@dataclass(frozen=True, slots=True)
class TableCheck:
    """One thing that must hold.

    ``not_null``, ``allowed_values``, ``minimum`` speak of one column; ``unique_key`` of the key's columns;
    ``one_current_row`` of the key without ``recorded_at``, among the rows with ``superseded_at`` null.
    ``values`` are the allowed ones; of a list column, of each element. ``minimum`` is inclusive.
    """

    kind: CheckKind
    columns: tuple[str, ...]
    values: tuple[str | int, ...] = ()
    minimum: int | None = None


def table_checks(record: TableRecord, catalogue: Catalogue) -> tuple[TableCheck, ...]:
    """All checks of a table; null is allowed where ``not_null`` does not forbid it."""
    checks = [TableCheck("unique_key", record.key)]
    if record.history:
        identity = tuple(column for column in record.key if column != "recorded_at")
        checks.append(TableCheck("one_current_row", identity))
    for column in record.columns:
        if not column.nullable:
            checks.append(TableCheck("not_null", (column.name,)))
        if values := allowed_values(column, catalogue):
            checks.append(TableCheck("allowed_values", (column.name,), values=values))
        if column.minimum is not None:
            checks.append(TableCheck("minimum", (column.name,), minimum=column.minimum))
    return tuple(checks)


def allowed_values(column: ColumnRecord, catalogue: Catalogue) -> tuple[str | int, ...]:
    """The values that a column may hold; empty where any is allowed."""
    if column.references is None:
        return column.allowed
    parts = {
        "indicators": catalogue.indicators,
        "sectors": catalogue.sectors,
        "actions": catalogue.actions,
        "reasons": catalogue.reasons,
    }
    if column.references in parts:
        return tuple(parts[column.references])
    subject = column.references.removesuffix("_reasons")
    return tuple(code for code, reason in catalogue.reasons.items() if reason.applies_to == subject)
