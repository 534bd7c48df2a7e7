"""The publication that the dashboard shows: opened once a version and time, asked by query name, answers kept so too.

Nothing else in the dashboard opens a file. A new publication is seen at the next run: the pointer is read each time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from dashboards.queries import read_query
from warehouse.archive import Archive, Submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Reason, Rule
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home
from warehouse.models import MARTS
from warehouse.publication import Publication, current, open_publication
from warehouse.trace import Trace, trace

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """A home and the publication of it that is shown; ``as_of`` is the time that it is looked at from, None now."""

    home: Home
    publication: Publication
    as_of: datetime | None = None

    @property
    def moment(self) -> str:
        """The time that it is looked at from as text, by which connections and answers are kept; empty for now."""
        return "" if self.as_of is None else self.as_of.astimezone(UTC).isoformat()

    def at(self, moment: datetime | None) -> Source:
        """The same publication as it was known at a time; with None as it stands."""
        return replace(self, as_of=moment)

    def ask(self, name: str, **values: str | None) -> Rows:
        """The rows of a query; decimals stay Decimal."""
        key = (str(self.home.root), self.publication.version, self.moment)
        return _answer(*key, name, tuple(sorted(values.items())))

    def trace(self, observation_id: str) -> Trace:
        """All that is known of an observation.

        Raises:
            UsageError: where there is no such observation, or several.
        """
        return trace(self.connection(), self.home, observation_id)

    def find_original(self, submission_id: str) -> Submission | None:
        """The archived file itself, or None where the archive does not hold it."""
        try:
            return Archive(self.home).get(submission_id)
        except UsageError:
            return None

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own, for this thread, on the one connection of the version and time."""
        return _connect(str(self.home.root), self.publication.version, self.moment).cursor()


def find_source(home: Home) -> Source | None:
    """The current publication, or None before the first.

    Raises:
        WarehouseError: where the pointer or the publication is damaged.
    """
    publication = current(home)
    return None if publication is None else Source(home, publication)


@st.cache_resource(max_entries=4, show_spinner=False)
def _connect(root: str, version: str, moment: str) -> duckdb.DuckDBPyConnection:
    if not moment:
        return open_publication(Home(Path(root)), version)
    connection = open_publication(Home(Path(root)), version, moment)
    keep_marts(connection)
    return connection


def keep_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Put a table in the place of each mart that is a view: looking back, every question would compute them anew."""
    for mart in MARTS:
        connection.execute(f"create temp table kept as select * from marts.{mart}")  # noqa: S608 - our own names
        connection.execute(f"drop view marts.{mart}")
        connection.execute(f"create table marts.{mart} as select * from kept")  # noqa: S608
        connection.execute("drop table kept")


@st.cache_data(max_entries=400, show_spinner=False)
def _answer(root: str, version: str, moment: str, name: str, values: tuple[tuple[str, str | None], ...]) -> Rows:
    cursor = _connect(root, version, moment).cursor()
    try:
        cursor.execute(read_query(name), dict(values))
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseError(
            "the publication was made by an older release and lacks what this page shows",
            where=version,
            next_step="publish anew: redline load",
        ) from error
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


@st.cache_resource(show_spinner=False)
def load_words() -> tuple[dict[str, Rule], dict[str, Reason]]:
    """The rules and reasons of the catalogue by code, for their names."""
    catalogue = load_catalogue()
    return dict(catalogue.rules), dict(catalogue.reasons)
