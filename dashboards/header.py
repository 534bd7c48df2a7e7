"""The strip above every page: which publication this is, when it was made, and how much of the quarter is in it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboards.context import View
from dashboards.coverage import UNREPORTED
from dashboards.filters import carried
from dashboards.formats import format_moment
from dashboards.gate import gate_state, held_banner, held_now
from dashboards.markup import Content, div, join, link, page_address, span
from warehouse.publication import current

_SECONDS_BETWEEN_LOOKS = 30


def draw_header(view: View) -> None:
    """Draw the strip."""
    text, filters = view.text, view.filters
    publication = view.source.publication
    rows = view.source.ask("coverage", prefecture=filters.prefecture, county=filters.county)
    states = [row["state"] for row in rows if row["quarter"] == filters.quarter]
    waiting = view.source.ask("waiting", quarter=filters.quarter)[0]
    covered = text("header.reported", reported=sum(s not in UNREPORTED for s in states), due=len(states))
    about = link(publication.version, page_address("publication", carried()), title=text("header.about"))
    pieces: list[tuple[str, Content]] = [
        (text("header.publication"), about),
        (text("header.as_of"), format_moment(view.source.as_of or publication.created_at, text)),
        (view.quarter(), covered if states else text("header.none_due")),
        *([] if view.source.as_of else [(text("header.gate"), gate_state(view, filters.quarter))]),
        (text("header.waiting"), text("header.counts", review=waiting["review_count"], held=waiting["held_count"])),
    ]
    st.html(
        str(div("rl-strip", *(span("rl-strip-item", join([span("rl-strip-name", n), span("", v)])) for n, v in pieces)))
    )
    banner = held_banner(view)
    if banner.text:
        st.html(str(banner))
    _watch(view, tuple(held.at for held in held_now(view)))


@st.fragment(run_every=_SECONDS_BETWEEN_LOOKS)
def _watch(view: View, held: tuple[datetime, ...]) -> None:
    """Show a new publication, or that a load waits, to whoever has the page open, without being asked."""
    newest = current(view.source.home)
    is_new = newest is not None and newest.version != view.source.publication.version
    if is_new or tuple(waiting.at for waiting in held_now(view)) != held:
        st.rerun()
