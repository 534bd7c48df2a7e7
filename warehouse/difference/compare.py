"""Compares two publications, or two times: the facts added, changed and withdrawn in between, each with its why.

Both states are read side by side; the why is what their rows tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import duckdb

from warehouse.asof import create_tables_as_of
from warehouse.difference.restated import tell_once
from warehouse.difference.why import Record, Sides, Why, explain_change
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home
from warehouse.publication import Publication, current, get_publication, publications
from warehouse.query import lock_down
from warehouse.schema import create_macros
from warehouse.store import CONNECTION_LIMITS

MOVED = "moved"
"""A fact that says the same, of another file or by a person's correction."""
_SIDES = ("before", "after")
_TOLD = (
    "change", "fact_table", "quarter", "division_code", "division_name", "indicator_code", "indicator_name_zh",
    "indicator_name_en", "period_start", "period_end", "period_kind", "sector_code", "sector_text", "severity",
    "scope", "basis", "is_subtotal", "restated", "document_no", "party", "unit", "old_value", "new_value",
    "old_qualifier", "new_qualifier", "old_confiscated", "new_confiscated", "old_date", "new_date", "old_id",
    "new_id", "old_submission_id", "new_submission_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that is not as it was: ``row`` says which and its values before and after, ``why`` why."""

    row: Mapping[str, Any]
    why: Why

    def as_dict(self) -> dict[str, Any]:
        """Plain values; what a row of its kind does not have is left out."""
        shown = {name: self.row[name] for name in _TOLD if name in self.row}
        return {**shown, "why": self.why.code, "why_zh": self.why.zh, "why_en": self.why.en, "detail": self.why.detail}


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes from the earlier state to the later, in a fixed order; a state is named by version or by time.

    ``moved`` facts say the same as before and are none of the changes: their file, or a person's correction of them,
    alone is another.
    """

    before: str
    after: str
    changes: tuple[FactChange, ...]
    moved: tuple[FactChange, ...] = ()

    def counts(self) -> Mapping[str, int]:
        """How many were added, changed, withdrawn."""
        counted = Counter(change.row["change"] for change in self.changes)
        return {kind: counted[kind] for kind in ("added", "changed", "withdrawn")}

    def reasons(self) -> Mapping[str, int]:
        """How many changes each why accounts for, the most frequent first."""
        return dict(Counter(change.why.code for change in self.changes).most_common())


def compare(home: Home, one: str, other: str) -> Difference:
    """Compare two publications; which of them is earlier, their manifests tell.

    Args:
        home: whose publications.
        one: a version.
        other: another.

    Raises:
        UsageError: where there is no such version.
        WarehouseError: where one cannot be read, or was made by a release whose tables cannot be compared.
    """
    before, after = sorted(
        (get_publication(home, one), get_publication(home, other)), key=lambda p: (p.created_at, p.version)
    )
    with _connected(before.version, after.version) as connection:
        for side, publication in zip(_SIDES, (before, after), strict=True):
            connection.execute(f"attach '{_quoted(publication)}' as {side} (read_only)")
        is_new_release = before.manifest.get("source_hash") != after.manifest.get("source_hash")
        return _read_difference(connection, (before.version, after.version), is_new_release)


def compare_times(home: Home, one: datetime, other: datetime, only: tuple[str, str] | None = None) -> Difference:
    """Compare what the current publication knew at two times, both timezone-aware, in either order.

    Args:
        home: whose current publication.
        one: a time.
        other: another.
        only: the one division and indicator that is asked for, without penalty decisions; all where None.

    Raises:
        WarehouseError: where nothing is published yet, or the publication cannot be read.
    """
    publication = current(home)
    if publication is None:
        raise WarehouseError("nothing is published yet", next_step="submit files and run `redline load`")
    moments = sorted((one, other))
    before, after = (moment.astimezone(UTC).isoformat().replace("+00:00", "Z") for moment in moments)
    with _connected(before, after) as connection:
        connection.execute(f"attach '{_quoted(publication)}' as published (read_only)")
        for side, moment in zip(_SIDES, moments, strict=True):
            connection.execute(f"attach ':memory:' as {side}")
            create_tables_as_of(connection, "published", moment, catalog=side)
        return _read_difference(connection, (before, after), is_new_release=False, only=only)


def publication_at(home: Home, moment: datetime) -> Publication:
    """The publication that stood at a time, timezone-aware.

    Raises:
        UsageError: where nothing was published by then.
        WarehouseError: where nothing is published at all.
    """
    every = publications(home)
    standing = next((publication for publication in every if publication.created_at <= moment), None)
    if standing is not None:
        return standing
    if not every:
        raise WarehouseError("nothing is published yet", next_step="submit files and run `redline load`")
    told = moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    first = every[-1].created_at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    raise UsageError(f"nothing was published by {told}", next_step=f"name a time from {first} on")


@contextmanager
def _connected(before: str, after: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in memory; what goes wrong in it is told as a comparison that cannot be made."""
    connection = duckdb.connect(":memory:", config=CONNECTION_LIMITS)
    try:
        yield connection
    except duckdb.Error as error:
        raise WarehouseError(
            f"the publications cannot be compared: {str(error).splitlines()[0]}",
            where=f"{before} {after}",
            next_step="publish again with `redline load` and compare newer ones",
        ) from error
    finally:
        connection.close()


def _read_difference(
    connection: duckdb.DuckDBPyConnection,
    names: tuple[str, str],
    is_new_release: bool,
    only: tuple[str, str] | None = None,
) -> Difference:
    for name, code in zip(("only_division", "only_indicator"), only or (None, None), strict=True):
        connection.execute(f"set variable {name} = cast(? as varchar)", [code])
    create_macros(connection)
    for side in _SIDES:
        connection.execute(_sql("sides.sql").replace("side_", f"{side}_").replace("side.", f"{side}."))
    lock_down(connection)
    sides = Sides(_read_side(connection, "before"), _read_side(connection, "after"), is_new_release)
    rows = _select(connection, _sql("facts.sql"))
    if only is None:
        rows = tell_once(rows + _select(connection, _sql("cases.sql")))
    told = [FactChange(row, explain_change(row, sides)) for row in rows]
    changes = tuple(change for change in told if change.row["change"] != MOVED)
    return Difference(*names, changes, tuple(change for change in told if change.row["change"] == MOVED))


def _quoted(publication: Publication) -> str:
    return str(publication.path).replace("'", "''")


def _read_side(connection: duckdb.DuckDBPyConnection, side: str) -> Mapping[str, Any]:
    """What a publication says of its files, of what it holds back and of who has reported."""
    submissions = _select(connection, f"select * from {side}_submission")  # noqa: S608 - before or after
    held = _select(connection, f"select * from {side}_quarantine order by rule_id")  # noqa: S608
    coverage = _select(connection, f"select division_code, quarter, state from {side}_coverage")  # noqa: S608
    decisions: dict[str, list[Record]] = {}
    for row in held:
        decisions.setdefault(row["subject_id"], []).append(row)
    return {
        "submissions": {row["submission_id"]: row for row in submissions},
        "quarantine": decisions,
        "coverage": {(row["division_code"], row["quarter"]): row["state"] for row in coverage},
        "quarters": {row["quarter"] for row in submissions},
    }


def _select(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Record]:
    cursor = connection.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in _rows(cursor)]


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(2000):
        yield from rows


def _sql(name: str) -> str:
    return (resources.files("warehouse.difference") / name).read_text("utf-8")
