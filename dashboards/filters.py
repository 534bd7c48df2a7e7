"""What is being looked at, kept in the URL: language, quarter, prefecture, county, and what a page adds to them.

The URL is the only place where a choice is kept, so a copied address shows the same thing, on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboards.formats import format_quarter
from dashboards.messages import Messages
from dashboards.source import Rows, Source

SHARED = ("lang", "quarter", "prefecture", "county", "as_of")
_ALL = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """The quarter in view, and the prefecture and county that it is narrowed to; None is all of them."""

    quarter: str
    prefecture: str | None
    county: str | None


def choose_filters(source: Source, messages: Messages) -> Filters | None:
    """Draw the three filters and return what they stand at; None where the publication has no quarter at all."""
    quarters = source.ask("quarters")
    if not quarters:
        return None
    divisions = source.ask("divisions")
    names = {row["division_code"]: row["name"] for row in divisions}
    listed = [row["quarter"] for row in quarters]
    newest_due = next((row["quarter"] for row in quarters if row["is_due"]), listed[0])
    quarter = choose(
        "quarter",
        messages("filter.quarter"),
        listed,
        lambda code: format_quarter(code, messages),
        default=newest_due,
    )
    prefectures = [row["division_code"] for row in divisions if row["level"] == "prefecture"]
    prefecture = choose(
        "prefecture", messages("filter.prefecture"), [_ALL, *prefectures], _namer(names, messages("filter.all"))
    )
    counties = [row["division_code"] for row in _counties(divisions, prefecture)]
    county = choose("county", messages("filter.county"), [_ALL, *counties], _namer(names, messages("filter.all")))
    return Filters(quarter, prefecture or None, county or None)


def choose(
    name: str, label: str, options: Sequence[str], describe: Callable[[str], str], *, default: str | None = None
) -> str:
    """Draw a select box whose choice stands in the URL under ``name``, and return the choice.

    A choice in the URL that is not offered counts as none, and leaves the URL.
    """
    chosen = settle(name, options, default)
    key = f"choose_{name}"
    st.session_state[key] = chosen
    st.selectbox(label, options, key=key, format_func=describe, on_change=_keep_choice, args=(name,))
    return chosen


def switch(
    name: str, label: str, options: Sequence[str], describe: Callable[[str], str], *, default: str | None = None
) -> str:
    """Draw a row of buttons whose choice stands in the URL under ``name``, and return the choice."""
    chosen = settle(name, options, default)
    key = f"choose_{name}"
    st.session_state[key] = chosen
    st.segmented_control(
        label, options, key=key, format_func=describe, required=True, on_change=_keep_choice, args=(name,)
    )
    return chosen


def settle(name: str, options: Sequence[str], default: str | None = None) -> str:
    """What the URL chooses of the options, else the default; the URL then says so."""
    asked = st.query_params.get(name)
    chosen = default if default is not None else options[0]
    if asked is not None and asked in options:
        chosen = asked
    if chosen == _ALL:
        st.query_params.pop(name, None)
    elif asked != chosen:
        st.query_params[name] = chosen
    return chosen


def carried() -> dict[str, str]:
    """The choices that go along to every other page."""
    return {name: st.query_params[name] for name in SHARED if name in st.query_params}


def as_things_stand() -> dict[str, str]:
    """All choices of the page in view but the time that it is looked at from."""
    return {name: value for name, value in st.query_params.items() if name != "as_of"}


def _keep_choice(name: str) -> None:
    value = st.session_state[f"choose_{name}"]
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _counties(divisions: Rows, prefecture: str) -> Rows:
    return [row for row in divisions if row["level"] == "county" and prefecture in (_ALL, row["parent_code"])]


def _namer(names: dict[str, str], all_of_them: str) -> Callable[[str], str]:
    """A function from a code to its name; the empty code is all of them."""
    return {**names, _ALL: all_of_them}.__getitem__
