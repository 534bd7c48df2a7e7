"""What every page is given: source, messages, filters, and the names and links that go with them.

`app.py` makes it once a run; a page takes it with `current_view`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import streamlit as st

from dashboards.filters import Filters, carried
from dashboards.formats import format_number, format_quarter, qualify
from dashboards.markup import Content, Html, link, page_address, span
from dashboards.messages import Messages
from dashboards.source import Source
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.measures import load_measures

_KEY = "redline_view"


@dataclass(frozen=True, slots=True)
class View:
    """One run's source, language and filters."""

    source: Source
    text: Messages
    filters: Filters

    def evidence_address(self, observation_id: str) -> str:
        """The address that shows where a figure comes from."""
        return page_address("evidence", carried(), observation=observation_id)

    def evidence_link(self, observation_id: str | None, content: Content | None = None) -> Html:
        """A link to where a figure comes from; nothing where no single observation is behind it."""
        if not observation_id:
            return Html("")
        shown = self.text("evidence.open") if content is None else content
        return link(shown, self.evidence_address(observation_id), title=self.text("evidence.open_hint"))

    def figure(self, row: Mapping[str, Any], column: str = "value", unit: str | None = None) -> str:
        """A row's figure as text, with its qualifier."""
        number = format_number(row[column], unit or read_as(row), self.text.language)
        return qualify(number, row.get("qualifier") or row.get("rate_qualifier"), self.text)

    def measured(self, row: Mapping[str, Any]) -> str:
        """A row's figure with its unit, where the unit is not plain from the indicator's name or the sign."""
        number = self.figure(row)
        unit = read_as(row)
        return number if unit in ("ratio", "count") else f"{number} {self.unit(unit)}"

    def unit(self, unit: str, indicator: str = "") -> str:
        """The name of the unit in which this language shows a figure; of a count what the indicator counts."""
        measure = load_measures().get(indicator) if unit == "count" else None
        if measure is None:
            return self.text(f"unit.{unit}")
        return measure.zh if self.text.language == "zh" else measure.en

    def status(self, status: str) -> Html:
        """Why a county has no figure, in a word."""
        return span(f"rl-status rl-status-{status}", self.text(f"status.{status}"), title=self.text(f"hint.{status}"))

    def quarter(self, code: str | None = None) -> str:
        """The name of a quarter, by default the one in view."""
        return format_quarter(code or self.filters.quarter, self.text)

    def place(self) -> str:
        """The name of what the filters narrow to."""
        code = self.filters.county or self.filters.prefecture
        divisions = self.source.ask("divisions")
        if code:
            return next(str(row["name"]) for row in divisions if row["division_code"] == code)
        provinces = [str(row["name"]) for row in divisions if row["level"] == "province"]
        return provinces[0] if len(provinces) == 1 else self.text("filter.everywhere")

    def sector(self, row: Mapping[str, Any]) -> str:
        """The sector of a row: the catalogue's name, else as printed, else all of them."""
        return self.text.pick(row, "sector_name") or row.get("sector_text") or self.text("sector.all")


def read_as(row: Mapping[str, Any]) -> str:
    """The unit that a figure is read in: a rate that is no share, such as deaths of 10,000 vehicles, is a number."""
    rate = load_catalogue().rates.get(row.get("indicator_code") or "")
    if rate is None or row["unit"] != "ratio":
        return str(row["unit"])
    return {"number": "count", "yuan": "yuan"}.get(rate.unit, "ratio")


def keep_view(view: View) -> None:
    """Make a view the current one of this session."""
    st.session_state[_KEY] = view


def current_view() -> View:
    """The view that `app.py` made for this run."""
    return cast("View", st.session_state[_KEY])
