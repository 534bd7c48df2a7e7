"""Contracts: what must hold of each table, from its metadata and ``clauses.yaml``, told in both languages.

Values only; nothing here imports Great Expectations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    """All clauses of a table; ``key`` names a row. ``lists`` are list columns with what their elements may be."""

    table: str
    key: str
    clauses: tuple[Clause, ...]
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loaded: bool = False

    @property
    def suite_name(self) -> str:
        """The suite's name: the table's without its schema; rows on their way into a fact table are its candidates."""
        name = self.table.partition(".")[2]
        return name if self.loaded or not name.startswith("fact_") else f"{name}_candidate"


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
    record = load_tables().get(table)
    if record is None:
        raise CatalogueError("there is no such table", where=table, next_step="name one of warehouse/tables")
    lists: dict[str, tuple[str, ...]] = {}
    clauses = [*_from_metadata(record, catalogue, lists), *_from_file(table, loaded)]
    if not loaded:
        clauses = [c for c in clauses if {_source(name) for name in c.columns} <= columns]
    key = next(name for name in record.key if name not in HISTORY)
    return Contract(table, key, tuple(clauses), lists, loaded)


def _from_metadata(record: TableRecord, catalogue: Catalogue, lists: dict[str, tuple[str, ...]]) -> Iterator[Clause]:
    for check in table_checks(record, catalogue):
        if HISTORY & set(check.columns):
            continue
        column = record.column(check.columns[0])
        zh, en = f"{column.zh}({column.name})", column.name
        if check.kind == "one_current_row" or (check.kind == "unique_key" and not record.history):
            yield _unique(check)
        elif check.kind == "not_null":
            yield _clause(
                check, "not_null", "expect_column_values_to_not_be_null", {}, f"{zh}不得为空", f"{en} is given"
            )
        elif check.kind == "minimum":
            bound = {"min_value": check.minimum}
            told = (f"{zh}不得小于 {check.minimum}", f"{en} is at least {check.minimum}")
            yield _clause(check, "minimum", "expect_column_values_to_be_between", bound, *told)
        elif check.kind == "allowed_values" and column.type.endswith("[]"):
            lists[column.name] = tuple(str(v) for v in check.values)
            arguments = {"column": unlisted(column.name)}
            told = (f"{zh}只能取目录所列的值", f"{en} holds codes of the catalogue")
            yield _clause(check, "allowed", "expect_column_values_to_be_null", arguments, *told)
        elif check.kind == "allowed_values":
            told = (f"{zh}只能取规定的值", f"{en} is one of the allowed values")
            yield _clause(
                check, "allowed", "expect_column_values_to_be_in_set", {"value_set": list(check.values)}, *told
            )


def unlisted(column: str) -> str:
    """The derived column that names the first element of a list which the catalogue does not know."""
    return f"{column}_unlisted"


def _source(column: str) -> str:
    return column.removesuffix("_unlisted")


def _clause(check: TableCheck, name: str, expectation: str, arguments: Mapping[str, Any], zh: str, en: str) -> Clause:
    column = check.columns[0]
    return Clause(f"{column}_{name}", expectation, {"column": column, **arguments}, zh, en)


def _unique(check: TableCheck) -> Clause:
    names = ", ".join(check.columns)
    told = (f"{names} 不得重复", f"no two rows share {names}")
    if len(check.columns) == 1:
        arguments: dict[str, Any] = {"column": check.columns[0]}
        return Clause("key_unique", "expect_column_values_to_be_unique", arguments, *told, level="table")
    arguments = {"column_list": list(check.columns)}
    return Clause("key_unique", "expect_compound_columns_to_be_unique", arguments, *told, level="table")


def _from_file(table: str, loaded: bool) -> Iterator[Clause]:
    for entry in _clauses().get(table, ()):
        fields = dict(entry)
        if fields.pop("loaded", False) and not loaded:
            continue
        try:
            yield Clause(**fields)
        except TypeError as error:
            raise CatalogueError(
                str(error), where=f"clauses.yaml {table}", next_step="write it like the others"
            ) from error


@cache
def _clauses() -> Mapping[str, list[dict[str, Any]]]:
    text = (resources.files("warehouse.expectations") / "clauses.yaml").read_text("utf-8")
    content = yaml.safe_load(text)
    return content if isinstance(content, dict) else {}
