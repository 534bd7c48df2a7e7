"""Fingerprints: hashes that tell whether a publication's file, the warehouse's content or the code is another.

Nothing here opens or changes anything.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import duckdb

from warehouse.tables import load_tables

_SOURCE_SUFFIXES = frozenset({".py", ".sql", ".csv", ".yaml"})


@cache
def hash_sources() -> str:
    """A hash of the code and the catalogue that are at work, as the manifest names them."""
    digest = hashlib.sha256()
    root = Path(__file__).parent.parent
    for package in ("pipelines", "warehouse"):
        for path in sorted((root / package).rglob("*")):
            if path.suffix in _SOURCE_SUFFIXES and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def hash_content(connection: duckdb.DuckDBPyConnection) -> str:
    """A hash that changes with every load that changes something, with the dimensions, and with the tables' columns.

    Rows with history are only added and closed, at ever later times: their number and latest times tell every change.
    """
    parts: list[str] = []
    for record in load_tables().values():
        if record.history:
            measure = "count(*), max(recorded_at), count(superseded_at), max(superseded_at)"
        else:
            measure = "count(*), bit_xor(hash(t))"
        row = connection.execute(f"select {measure} from {record.full_name} as t").fetchone()  # noqa: S608
        parts.append(f"{record.full_name} {','.join(record.column_names)} {row}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
