"""Why each version of a figure came: a late report, a correction, a rule, our own program, as far as the rows tell.

The warehouse compares the states before and after each moment; that takes its time, so answers are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import streamlit as st

from dashboards.context import View
from dashboards.formats import format_moment
from dashboards.markup import Column, Content, Html, div, element, join, table, tag
from dashboards.source import Source
from warehouse.difference.compare import compare_times
from warehouse.difference.why import Why
from warehouse.home import Home
from warehouse.receipt.wording import told_correction
from warehouse.trace import Trace

Row = Mapping[str, Any]
Whys = Mapping[tuple[datetime, str | None, str | None], Why]
MOST_OBSERVATIONS = 1_000_000
"""Of a larger publication the states are not compared while somebody waits for a page."""

_MOST_MOMENTS = 6
_INSTANT = timedelta(microseconds=1)


def explain_versions(source: Source, facts: Sequence[Row]) -> Whys | None:
    """Why the versions of a fact came and went.

    Returns:
        From (moment in UTC, id of the new observation, id of the old one) to the why; None where it is not asked.
    """
    if source.publication.manifest.get("row_counts", {}).get("core.observation", 0) > MOST_OBSERVATIONS:
        return None
    known = {moment for fact in facts for moment in (fact["recorded_at"], fact["superseded_at"]) if moment}
    moments = tuple(sorted(known)[-_MOST_MOMENTS:])
    ids = tuple(sorted({fact["observation_id"] for fact in facts}))
    indicators = tuple(sorted({fact["indicator_code"] for fact in facts}))
    return _explain(str(source.home.root), source.publication.version, moments, ids, indicators)


@st.cache_data(max_entries=400, show_spinner=False)
def _explain(
    root: str, version: str, moments: tuple[datetime, ...], ids: tuple[str, ...], indicators: tuple[str, ...]
) -> dict[tuple[datetime, str | None, str | None], Why]:
    """What the comparisons at some moments say of some observations; the version is there for what is kept."""
    found: dict[tuple[datetime, str | None, str | None], Why] = {}
    for moment in moments:
        aware = moment.replace(tzinfo=UTC)
        for change in compare_times(Home(Path(root)), aware - _INSTANT, aware).changes:
            row = change.row
            if row.get("indicator_code") in indicators and (row["new_id"] in ids or row["old_id"] in ids):
                found[moment, row["new_id"], row["old_id"]] = change.why
                if row.get("restated"):  # under its former name the fact ended
                    found[moment, None, row["old_id"]] = change.why
    return found


def list_versions(view: View, found: Trace, whys: Whys | None) -> Html:
    """Every value that the same subject ever had among the facts, oldest first, with why it came and went.

    Args:
        view: for names and links.
        found: the trace of a figure.
        whys: of ``explain_versions``; None where they are not told, or not yet.
    """
    text = view.text
    if not found.facts:
        return div("rl-plain", text("versions.none"))
    columns = [
        Column(text("column.value"), "right"),
        Column(text("column.known_since")),
        Column(text("column.why")),
        Column(text("column.known_until")),
        Column(""),
    ]
    return table(columns, [_line(view, found, fact, whys or {}) for fact in found.facts])


def _line(view: View, found: Trace, fact: Row, whys: Whys) -> list[Content]:
    text = view.text
    until = fact["superseded_at"]
    came = next((why for (at, new, _), why in whys.items() if (at, new) == _key(fact, "recorded_at")), None)
    gone = next(
        (why for (at, new, old), why in whys.items() if new is None and (at, old) == _key(fact, "superseded_at")), None
    )
    number = view.measured(fact)
    told = _told(view, came) if came is not None else _equal(view, found, fact)
    ended: Content = tag(text("versions.stands"), "good")
    if until:
        ended = join([format_moment(until, text), div("", text("versions.withdrawn"), " ", _told(view, gone))
                      if gone else ""])  # fmt: skip
    return [
        number,
        format_moment(fact["recorded_at"], text),
        told,
        ended,
        link_other(view, found, fact["observation_id"]),
    ]


def _equal(view: View, found: Trace, fact: Row) -> Html:
    """Why a version came where no value changed: this figure's correction, or another source of the same."""
    text, observation = view.text, found.observation
    is_own = fact["observation_id"] == observation["observation_id"]
    if is_own and observation.get("correction") and fact["recorded_at"] >= observation["recorded_at"]:
        return div("", told_correction(observation["correction"], text.language))
    gone = [f for f in found.facts if f["superseded_at"] == fact["recorded_at"] and f["value"] == fact["value"]]
    if any(f["observation_id"] != fact["observation_id"] for f in gone):
        return div("", text("versions.other_source"))
    return Html("")


def _key(fact: Row, column: str) -> tuple[Any, str]:
    return fact[column], fact["observation_id"]


def _told(view: View, why: Why | None) -> Html:
    """A why in words, with what in particular."""
    if why is None:
        return Html("")
    name = why.zh if view.text.language == "zh" else why.en
    if why.code == "our_correction":
        return div("", told_correction(why.detail, view.text.language))
    return join([name, div("rl-caption", element("span", why.detail, "rl-file")) if why.detail else ""])


def link_other(view: View, found: Trace, observation_id: str | None) -> Html:
    """The way to another figure of the same subject; the figure in view is called so."""
    if observation_id == found.observation["observation_id"]:
        return tag(view.text("evidence.this_one"))
    return view.evidence_link(observation_id)
