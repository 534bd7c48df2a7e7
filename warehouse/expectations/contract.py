"""Contracts: what must hold of each table and mart, from metadata and two YAML files, told in both languages.

Values only; nothing here imports Great Expectations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

from warehouse.catalogue.model import Catalogue
from warehouse.errors import CatalogueError
from warehouse.tables import TableCheck, TableRecord, load_tables, table_checks

Level = Literal["row", "table"]
HISTORY = frozenset({"recorded_at", "superseded_at"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One expectation.

    ``rule`` names it in findings and quarantine; ``arguments`` are those of the expectation; ``where`` limits it to
    rows of one value a column; a breach at level ``table`` stops the quarter, at level ``row`` keeps out the row.
    """

    rule: str
    expectation: str
    arguments: Mapping[str, Any]
    zh: str
    en: str
    level: Level = "row"
    where: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it reads."""
        named = [self.arguments[k] for k in ("column", "column_A", "column_B") if k in self.arguments]
        return (*named, *self.arguments.get("column_list", ()), *self.where)


@dataclass(frozen=True, slots=True)
class Contract:
    """All clauses of a table; ``key`` names a row: a column, or ``ROW_KEY``, made of ``key_columns``.

    ``required`` columns are never empty and ``allowed`` ones hold only these values (elements, of a list column): each
    is asked by one clause over a derived column, ``MISSING`` and ``UNLISTED``, since a clause a column would be slow.
    """

    table: str
    key: str
    clauses: tuple[Clause, ...]
    required: tuple[str, ...] = ()
    allowed: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict)
    loaded: bool = False
    key_columns: tuple[str, ...] = ()

    @property
    def suite_name(self) -> str:
        """The suite's name: the table's without its schema; rows on their way into a fact table are its candidates."""
        name = self.table.partition(".")[2]
        return name if self.loaded or not name.startswith("fact_") else f"{name}_candidate"


MISSING = "empty_cell"
"""The derived column that names a row's first empty cell among those that must be filled."""
UNLISTED = "unlisted_value"
"""The derived column that names a row's first value that is not among those allowed."""
ROW_KEY = "row_key"
"""The derived column that names a row where no single column does."""


def contract_of(table: str, catalogue: Catalogue, *, columns: frozenset[str], loaded: bool) -> Contract:
    """The contract of a table, as far as a frame with these columns can be asked.

    Args:
        table: full name, such as ``core.fact_hazard``.
        catalogue: what values codes may take.
        columns: the columns of the frame; clauses over others are left out when ``loaded`` is false.
        loaded: whether the rows stand in the warehouse, where every column must be there.

    Raises:
        CatalogueError: for an unknown table, or clauses that lack something.
    """
    if table in _mart_terms():
        return _mart_contract(table)
    record = load_tables().get(table)
    if record is None:
        raise CatalogueError("there is no such table", where=table, next_step="name one of warehouse/tables")
    checks = [c for c in table_checks(record, catalogue) if not HISTORY & set(c.columns)]
    asked = frozenset(record.column_names) - HISTORY if loaded else columns
    checks = [c for c in checks if set(c.columns) <= asked]
    required = tuple(c.columns[0] for c in checks if c.kind == "not_null")
    allowed = {c.columns[0]: c.values for c in checks if c.kind == "allowed_values"}
    own = [c for c in _from_file(table, loaded) if set(c.columns) <= asked]
    clauses = (*_folded(required, allowed), *_single(checks, record), *own)
    key = next(name for name in record.key if name not in HISTORY)
    return Contract(table, key, clauses, required, allowed, loaded)


def _mart_contract(table: str) -> Contract:
    """The contract of a mart, which has no metadata of its own: all of it stands in ``marts.yaml``."""
    terms = _mart_terms()[table]
    key = tuple(terms["key"])
    required = tuple(terms["required"])
    allowed = {name: tuple(values) for name, values in terms.get("allowed", {}).items()}
    unique = [_unique(TableCheck("unique_key", key))] if terms.get("unique") else []
    own = _read_clauses(table, terms.get("clauses", ()), loaded=True)
    name = key[0] if len(key) == 1 else ROW_KEY
    return Contract(table, name, (*_folded(required, allowed), *unique, *own), required, allowed, True, key)


def _folded(required: Sequence[str], allowed: Mapping[str, object]) -> Iterator[Clause]:
    """One clause for all cells that must be filled, one for all values that come from lists."""
    if required:
        names = ", ".join(required)
        told = (f"以下各列不得为空: {names}", f"these cells are filled: {names}")
        yield Clause("cells_filled", "expect_column_values_to_be_null", {"column": MISSING}, *told)
    if allowed:
        names = ", ".join(allowed)
        told = (f"以下各列只能取规定的值: {names}", f"these columns hold only the values allowed: {names}")
        yield Clause("values_listed", "expect_column_values_to_be_null", {"column": UNLISTED}, *told)


def _single(checks: Sequence[TableCheck], record: TableRecord) -> Iterator[Clause]:
    """Clauses of their own: the key, and minima."""
    for check in checks:
        if check.kind == "one_current_row" or (check.kind == "unique_key" and not record.history):
            yield _unique(check)
        elif check.kind == "minimum":
            column = record.column(check.columns[0])
            arguments = {"column": column.name, "min_value": check.minimum}
            told = (f"{column.zh}({column.name})不得小于 {check.minimum}", f"{column.name} is at least {check.minimum}")
            yield Clause(f"{column.name}_minimum", "expect_column_values_to_be_between", arguments, *told)


def _unique(check: TableCheck) -> Clause:
    names = ", ".join(check.columns)
    told = (f"{names} 不得重复", f"no two rows share {names}")
    if len(check.columns) == 1:
        arguments: dict[str, Any] = {"column": check.columns[0]}
        return Clause("key_unique", "expect_column_values_to_be_unique", arguments, *told, level="table")
    arguments = {"column_list": list(check.columns)}
    return Clause("key_unique", "expect_compound_columns_to_be_unique", arguments, *told, level="table")


def _from_file(table: str, loaded: bool) -> Iterator[Clause]:
    return _read_clauses(table, _clauses().get(table, ()), loaded=loaded)


def _read_clauses(table: str, entries: Sequence[Mapping[str, Any]], *, loaded: bool) -> Iterator[Clause]:
    for entry in entries:
        fields = dict(entry)
        if fields.pop("loaded", False) and not loaded:
            continue
        try:
            yield Clause(**fields)
        except TypeError as error:
            raise CatalogueError(
                str(error), where=f"clauses of {table}", next_step="write it like the others"
            ) from error


@cache
def _clauses() -> Mapping[str, list[dict[str, Any]]]:
    return _read_file("clauses.yaml")


@cache
def _mart_terms() -> Mapping[str, dict[str, Any]]:
    return _read_file("marts.yaml")


def _read_file(name: str) -> dict[str, Any]:
    content = yaml.safe_load((resources.files("warehouse.expectations") / name).read_text("utf-8"))
    return content if isinstance(content, dict) else {}
