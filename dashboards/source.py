"""The publication that the dashboard shows: opened once a version, asked by query name, answers kept a version.

Nothing else in the dashboard opens a file. A new publication is seen at the next run: the pointer is read each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st

from dashboards.queries import read_query
from warehouse.archive import Archive, Submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Reason, Rule
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.publication import Publication, current, open_publication
from warehouse.trace import Trace, trace

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """A home and the publication of it that is shown."""

    home: Home
    publication: Publication

    def ask(self, name: str, **values: str | None) -> Rows:
        """The rows of a query; decimals stay Decimal."""
        return _answer(str(self.home.root), self.publication.version, name, tuple(sorted(values.items())))

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
        """A cursor of its own, for this thread, on the one connection of the version."""
        return _connect(str(self.home.root), self.publication.version).cursor()


def find_source(home: Home) -> Source | None:
    """The current publication, or None before the first.

    Raises:
        WarehouseError: where the pointer or the publication is damaged.
    """
    publication = current(home)
    return None if publication is None else Source(home, publication)


@st.cache_resource(max_entries=4, show_spinner=False)
def _connect(root: str, version: str) -> duckdb.DuckDBPyConnection:
    return open_publication(Home(Path(root)), version)


@st.cache_data(max_entries=400, show_spinner=False)
def _answer(root: str, version: str, name: str, values: tuple[tuple[str, str | None], ...]) -> Rows:
    cursor = _connect(root, version).cursor()
    cursor.execute(read_query(name), dict(values))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


@st.cache_resource(show_spinner=False)
def load_words() -> tuple[dict[str, Rule], dict[str, Reason]]:
    """The rules and reasons of the catalogue by code, for their names."""
    catalogue = load_catalogue()
    return dict(catalogue.rules), dict(catalogue.reasons)
