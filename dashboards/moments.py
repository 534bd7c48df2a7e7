"""As of: the time from which the publication is looked at, chosen in the side bar and kept in the URL.

In the URL a time is ISO 8601 in UTC; what a person types is read in the offices' own time, a day alone as its end.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from dashboards.formats import format_minute, format_moment
from dashboards.markup import Html, div, element, join, link
from dashboards.messages import Messages
from dashboards.source import Source
from warehouse.asof import parse_time
from warehouse.errors import UsageError

NAME = "as_of"
_NOW = ""
_KEY = "choose_as_of"
_OFFICE_TIME = ZoneInfo("Asia/Shanghai")


def choose_moment(source: Source, messages: Messages) -> Source:
    """Draw the choice of a time and return the source as it was known then.

    The moments of loads are offered; any other may be typed. What is no time leaves the URL and is told.
    """
    asked = st.query_params.get(NAME)
    chosen = None if asked is None else read_moment(asked)
    if asked is not None and chosen is None:
        st.query_params.pop(NAME)
        st.session_state[_KEY] = _NOW
    moments = [row["recorded_at"].replace(tzinfo=UTC) for row in source.ask("moments")]
    options = [_NOW, *(write_moment(moment) for moment in moments[1:])]
    standing = _NOW if chosen is None else write_moment(chosen)
    if standing not in options:
        options.append(standing)
    st.session_state[_KEY] = standing
    st.selectbox(
        messages("filter.as_of"),
        options,
        key=_KEY,
        format_func=_Namer(messages),
        on_change=_keep_moment,
        accept_new_options=True,
        help=messages("filter.as_of_help"),
    )
    if asked is not None and chosen is None:
        st.html(str(div("rl-caption", messages("as_of.no_time", text=asked))))
    return source.at(chosen)


def read_moment(text: str) -> datetime | None:
    """A time as a person or an address gives it, in UTC; None where it is none.

    A day alone is its last instant and a time without a zone is meant, both in the offices' own time.
    """
    stripped = text.strip().replace("/", "-")
    try:
        if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", stripped):
            year, month, day = (int(part) for part in stripped.split("-"))
            return datetime.combine(date(year, month, day), time.max, _OFFICE_TIME).astimezone(UTC)
        moment = datetime.fromisoformat(stripped)
        return moment.replace(tzinfo=_OFFICE_TIME).astimezone(UTC) if moment.tzinfo is None else parse_time(stripped)
    except (ValueError, OverflowError, UsageError):
        return None


def write_moment(moment: datetime) -> str:
    """A time as it stands in the URL."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def show_moment(source: Source, messages: Messages, address: str) -> Html:
    """The banner that says that this is not how things stand; nothing where it is.

    Args:
        source: what is shown.
        messages: of the language in view.
        address: of the same page as things stand.
    """
    if source.as_of is None:
        return Html("")
    told = element("b", messages("as_of.banner", moment=format_moment(source.as_of, messages)))
    return div("rl-as-of", join([told, messages("as_of.banner_why"), link(messages("as_of.back"), address)], " "))


class _Namer:
    """What the choice calls a time: ``now``, a moment as the language writes it, or what was typed."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def __call__(self, option: str) -> str:
        moment = read_moment(option) if option else None
        if moment is None:
            return option or self._messages("as_of.now")
        return format_minute(moment, self._messages)


def _keep_moment() -> None:
    value = st.session_state[_KEY]
    moment = read_moment(value) if value else None
    if moment is not None:
        st.query_params[NAME] = write_moment(moment)
    elif value:
        st.query_params[NAME] = value
    else:
        st.query_params.pop(NAME, None)
