"""Finds a submission by what a person calls it: its file's name, or the start of its id.

Never guesses: several of one name are told with their ids, and where there is none the names that come near.
"""

from __future__ import annotations

import difflib
from pathlib import PurePath
from typing import Any

import duckdb

from warehouse.errors import UsageError

_FOUND = """
select * from raw.submission
where superseded_at is null and (starts_with(submission_id, lower($name)) or file_name in ($name, $last_part))
order by file_name, submission_id
"""
_NAMES = "select distinct file_name from raw.submission where superseded_at is null order by file_name"
_NEAR_COUNT = 3
_NEAR_ENOUGH = 0.5


def find_submission(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    """The current row of ``raw.submission`` that is meant, whatever its outcome.

    Args:
        connection: a publication or the warehouse.
        name: the file's name, with or without a path before it, or the start of the id.

    Raises:
        UsageError: where there is none, or several; it tells the names that come near, or the ids.
    """
    wanted = name.strip()
    found = _ask(connection, wanted) if wanted else []
    if not found:
        near = near_names(connection, wanted)
        told = f"do you mean {', '.join(near)}?" if near else "give its file name or the start of its id"
        raise UsageError(f"no submission {name!r} is published", next_step=told)
    if len(found) > 1:
        ids = ", ".join(row["submission_id"][:12] for row in found[:5])
        raise UsageError(f"{len(found)} submissions are called {wanted}", next_step=f"give one id: {ids}")
    return found[0]


def near_names(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """The names of current submissions' files that come near a name, nearest first: at most three, often none."""
    if not name:
        return []
    known = [str(row[0]) for row in connection.execute(_NAMES).fetchall()]
    within = [file_name for file_name in known if name.casefold() in file_name.casefold()]
    near = difflib.get_close_matches(PurePath(name).name, known, n=_NEAR_COUNT, cutoff=_NEAR_ENOUGH)
    return list(dict.fromkeys([*within, *near]))[:_NEAR_COUNT]


def _ask(connection: duckdb.DuckDBPyConnection, wanted: str) -> list[dict[str, Any]]:
    cursor = connection.execute(_FOUND, {"name": wanted, "last_part": PurePath(wanted).name})
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
