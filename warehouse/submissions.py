"""Finds a submission by what a person calls it: its file's name, or the start of its id.

Never guesses: several of one name are told with their ids, and where there is none the names that come near.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import PurePath
from typing import Any

import duckdb

from warehouse.errors import UsageError

SENT_AGAIN = "also sent as "
"""How a note begins that tells another name of the same bytes; behind the name stands the quarter, if another."""
FOR_QUARTER = " for "
_FOUND = """
select * from raw.submission
where superseded_at is null and (starts_with(submission_id, lower($name)) or file_name in ($name, $last_part))
order by file_name, submission_id
"""
_SENT_AGAIN = resources.files("warehouse").joinpath("sent_again.sql")
_NAMES = "select distinct file_name from raw.submission where superseded_at is null order by file_name"
_AGAIN = re.compile(rf"{SENT_AGAIN}(?P<name>.+?)(?:{FOR_QUARTER}(?P<quarter>\d{{4}}Q[1-4]))?")
_NEAR_COUNT = 3
_NEAR_ENOUGH = 0.5


def find_submission(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    """The current row of ``raw.submission`` that is meant, whatever its outcome.

    A name that only the same bytes bore that came again is that of the first; see :func:`names_first`.

    Args:
        connection: a publication or the warehouse.
        name: the file's name, with or without a path before it, or the start of the id.

    Raises:
        UsageError: where there is none, or several; it tells the names that come near, or the ids.
    """
    wanted = name.strip()
    found = (_ask(connection, wanted) or _ask(connection, wanted, _SENT_AGAIN.read_text("utf-8"))) if wanted else []
    if not found:
        near = near_names(connection, wanted)
        told = f"do you mean {', '.join(near)}?" if near else "give its file name or the start of its id"
        raise UsageError(f"no submission {name!r} is published", next_step=told)
    if len(found) > 1:
        ids = ", ".join(row["submission_id"][:12] for row in found[:5])
        raise UsageError(f"{len(found)} submissions are called {wanted}", next_step=f"give one id: {ids}")
    return found[0]


def names_first(row: Mapping[str, Any], name: str) -> bool:
    """Whether a submission was found by its own name or id; else the same bytes came again under that name."""
    wanted = name.strip()
    return row["file_name"] in (wanted, PurePath(wanted).name) or row["submission_id"].startswith(wanted.lower())


def sent_again(notes: Sequence[str] | None) -> list[tuple[str, str | None]]:
    """The other names in a submission's notes, each with the other quarter that it was sent for, if one."""
    told = [_AGAIN.fullmatch(note) for note in notes or ()]
    return [(match["name"], match["quarter"]) for match in told if match]


def near_names(connection: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """The names of current submissions' files that come near a name, nearest first: at most three, often none."""
    if not name:
        return []
    known = [str(row[0]) for row in connection.execute(_NAMES).fetchall()]
    within = [file_name for file_name in known if name.casefold() in file_name.casefold()]
    near = difflib.get_close_matches(PurePath(name).name, known, n=_NEAR_COUNT, cutoff=_NEAR_ENOUGH)
    return list(dict.fromkeys([*within, *near]))[:_NEAR_COUNT]


def _ask(connection: duckdb.DuckDBPyConnection, wanted: str, query: str = _FOUND) -> list[dict[str, Any]]:
    asked = {"name": wanted, "last_part": PurePath(wanted).name}
    cursor = connection.execute(query, asked if query == _FOUND else {**asked, "note": SENT_AGAIN})
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
