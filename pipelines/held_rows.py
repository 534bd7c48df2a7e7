"""What a person can reach by id or file name: the publication, and the rows of quarters that the gate holds.

A held quarter is in no publication until it is let through; until then its rows are those that were staged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import duckdb

from pipelines.validation.gate_report import held_quarters
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.known_state import open_known
from warehouse.publication import open_publication

_HELD = "select row_id, quarter from held_row where table_name = 'quality.quarantine'"
_HELD_SUBJECT = (
    "select min(h.quarter) from held_row as h where h.table_name in ('core.observation', 'core.penalty_case')"
    " and h.row_id = ?"
)
_HELD_PLACE = (
    "select q.quarter, s.file_name, q.locator from quality.quarantine as q"
    " inner join held_row as h on q.quarantine_id = h.row_id and h.table_name = 'quality.quarantine'"
    " left join raw.submission as s on q.submission_id = s.submission_id and s.superseded_at is null"
    " where starts_with(q.quarantine_id, ?) order by q.quarantine_id limit 1"
)


@contextmanager
def open_known_rows(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """The current publication, with the staged rows of held quarters beside it where there are any.

    Raises:
        WarehouseError: where nothing is published and nothing held, or the publication cannot be read.
    """
    if held := held_quarters(home):
        with open_known(home, held) as connection:
            yield connection
        return
    connection = open_publication(home)
    try:
        yield connection
    finally:
        connection.close()


def held_rows(connection: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """The quarantine rows that are held together with their quarter: its code by the row's id."""
    return dict(connection.execute(_HELD).fetchall()) if _has_held(connection) else {}


def held_quarter_of(connection: duckdb.DuckDBPyConnection, subject_id: str) -> str | None:
    """The held quarter that a figure or decision waits in; None where it is published."""
    if not _has_held(connection):
        return None
    row = connection.execute(_HELD_SUBJECT, [subject_id]).fetchone()
    return str(row[0]) if row and row[0] else None


def refuse_held_row(home: Home, quarantine_id: str) -> None:
    """Refuse the release of a row of a held quarter, which stands in no warehouse yet, and say what to do instead.

    Raises:
        UsageError: where only a held quarter has such a row.
    """
    wanted = quarantine_id.strip().lower()
    if not wanted or not held_quarters(home):
        return
    with open_known_rows(home) as connection:
        row = connection.execute(_HELD_PLACE, [wanted]).fetchone()
    if row is not None:
        quarter, file, locator = row
        raise UsageError(
            f"{quarter} as a whole is held by the gate, so nothing of it can be released",
            where=quarantine_id,
            next_step=f"accept it with `redline correct`: submission: {file}, locator: {locator}, action: accept;"
            f" or let the quarter through: redline gate --quarter {quarter}",
        )


def _has_held(connection: duckdb.DuckDBPyConnection) -> bool:
    row = connection.execute(
        "select count(*) from duckdb_tables() where table_name = 'held_row' and database_name = 'memory'"
    ).fetchone()
    return bool(row and row[0])
