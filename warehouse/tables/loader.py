"""The table records, read from the YAML files beside this module.

A file whose name begins with ``_`` is a set of columns that others include (``- {include: history}``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from warehouse.errors import CatalogueError
from warehouse.tables.model import ColumnRecord, TableRecord

FOLDER = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TUPLES = ("key", "allowed")


@cache
def load_tables(folder: Path = FOLDER) -> Mapping[str, TableRecord]:
    """All table records by full name (``core.fact_accident``), in order of name; the same object at every call.

    Raises:
        CatalogueError: where a file lacks something, has something unknown, or its key is no column.
    """
    parts = {path.stem.removeprefix("_"): _read(path)["columns"] for path in sorted(folder.glob("_*.yaml"))}
    paths = [path for path in sorted(folder.glob("*.yaml")) if not path.name.startswith("_")]
    records = [_build_table(path, parts) for path in paths]
    return MappingProxyType({record.full_name: record for record in records})


def _read(path: Path) -> dict[str, Any]:
    """A YAML file as a mapping."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader either way
    except yaml.YAMLError as error:
        raise CatalogueError("no valid YAML", where=path.name, next_step=" ".join(str(error).split())) from error
    if not isinstance(content, dict):
        raise CatalogueError("no mapping", where=path.name, next_step="write it like the other tables")
    return content


def _build_table(path: Path, parts: Mapping[str, list[dict[str, Any]]]) -> TableRecord:
    """One table's record, checked."""
    content = _read(path)
    columns = tuple(_build_columns(content.pop("columns", []), parts, path.name))
    record: TableRecord = _build(TableRecord, {**content, "columns": columns}, path.name)
    if path.stem != f"{record.schema}_{record.name}":
        raise CatalogueError(f"it describes {record.full_name}", where=path.name, next_step="rename the file")
    doubled = {name for name in record.column_names if record.column_names.count(name) > 1}
    unknown = set(record.key) - set(record.column_names)
    if doubled or unknown:
        raise CatalogueError(f"double columns {sorted(doubled)}, key without column {sorted(unknown)}", where=path.name)
    if record.history != {"recorded_at", "superseded_at"}.issubset(record.column_names):
        raise CatalogueError("history and its two columns disagree", where=path.name, next_step="include history")
    return record


def _build_columns(
    entries: list[dict[str, Any]], parts: Mapping[str, list[dict[str, Any]]], file: str
) -> Iterator[ColumnRecord]:
    """The columns in order, includes filled in."""
    for entry in entries:
        if set(entry) != {"include"}:
            yield _build(ColumnRecord, {"nullable": True, **entry}, f"{file} {entry.get('name', '')}".strip())
        elif entry["include"] in parts:
            yield from _build_columns(parts[entry["include"]], parts, file)
        else:
            raise CatalogueError(f"no set of columns {entry['include']!r}", where=file)


def _build(record_type: type[Any], values: dict[str, Any], where: str) -> Any:
    """A record from a mapping that has all it needs and nothing else."""
    known = {field.name for field in fields(record_type)}
    needed = {field.name for field in fields(record_type) if field.default is MISSING}
    if unknown := set(values) - known:
        raise CatalogueError(f"unknown {', '.join(sorted(map(str, unknown)))}", where=where)
    if missing := needed - set(values):
        raise CatalogueError(f"no {', '.join(sorted(missing))}", where=where)
    return record_type(**{name: tuple(value) if name in _TUPLES else value for name, value in values.items()})
