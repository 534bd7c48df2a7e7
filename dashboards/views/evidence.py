"""Evidence: from a number to the sentence or the cell that it came from, and to all that is known against it."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboards.accidents import unsettled
from dashboards.context import View, current_view, read_as
from dashboards.course import draw_second_hand
from dashboards.decisions import describe_corrections, list_quarantine
from dashboards.dossier import describe_submission, list_findings, list_other_sources
from dashboards.formats import format_number, format_span, qualify
from dashboards.markup import Column, Html, div, element, join, notice, span, table, tag
from dashboards.passages import show_context, show_place
from dashboards.rates import explain_rate, parts_beside, with_parts
from dashboards.revisions import explain_versions, list_versions
from dashboards.second_hand import second_hand_marks
from warehouse.errors import UsageError
from warehouse.trace import Trace


def draw(view: View) -> None:
    """Lay out the page: the figure that the URL names, or figures to choose from."""
    asked = st.query_params.get("observation", "").strip()
    if not asked:
        _draw_choice(view)
        return
    try:
        found = view.source.trace(asked)
    except UsageError:
        st.title(view.text("page.evidence"), anchor=False)
        st.html(str(notice(view.text("evidence.unknown", id=asked), view.text("evidence.unknown_next"))))
        _draw_choice(view)
        return
    _draw_figure(view, found)


def _draw_figure(view: View, found: Trace) -> None:
    text, observation = view.text, found.observation
    names = view.source.ask(
        "named",
        division=observation["division_code"],
        indicator=observation["indicator_code"],
        sector=observation["sector_code"],
        office=found.submission.get("division_code"),
    )[0]
    st.title(text("evidence.title"), anchor=False)
    left, right = st.columns([2.1, 1], gap="large")
    with left:
        told = [explain_rate(view, observation["observation_id"]), describe_corrections(view, observation)]
        st.html(str(join([_headline(view, found, names), *told])))
        st.subheader(text("evidence.place"), anchor=False)
        st.html(str(_place(view, found)))
    with right:
        st.subheader(text("evidence.source"), anchor=False)
        st.html(str(describe_submission(view, found, names)))
        original = view.source.find_original(observation["submission_id"])
        if original is not None:
            st.download_button(
                text("source.download"),
                original.read_bytes,
                file_name=original.name,
                mime="application/octet-stream",
                icon=":material/download:",
                on_click="ignore",
            )
    st.subheader(text("evidence.versions"), anchor=False)
    versions = st.empty()
    versions.html(str(list_versions(view, found, None)))
    below = st.columns(2, gap="large")
    for place, (title, content) in enumerate(
        (
            ("evidence.findings", list_findings(view, found)),
            ("evidence.quarantine", list_quarantine(view, found)),
            ("evidence.others", list_other_sources(view, found)),
        )
    ):
        with below[place % 2]:
            st.subheader(text(title), anchor=False)
            st.html(str(content))
    _explain(view, found, versions)


def _explain(view: View, found: Trace, place: DeltaGenerator) -> None:
    """Say why each version came, after all else is drawn: the comparison takes its time."""
    if not found.facts:
        return
    whys = explain_versions(view.source, found.facts)
    observation = found.observation
    command = f"redline revisions {observation['division_code']} {observation['indicator_code']}"
    note = div("rl-caption", view.text("versions.no_why", command=command)) if whys is None else ""
    place.html(str(join([list_versions(view, found, whys), note])))


def _headline(view: View, found: Trace, names: dict[str, str | None]) -> Html:
    text, observation = view.text, found.observation
    unit = read_as(observation)
    number = format_number(observation["value"], unit, text.language)
    stands = any(
        f["observation_id"] == observation["observation_id"] and f["superseded_at"] is None for f in found.facts
    )
    state = tag(text("evidence.stands"), "good") if stands else tag(text("evidence.not_standing"), "error")
    settles = view.source.ask("accident_state", observation=observation["observation_id"])
    accident = [unsettled(view, row) for row in settles]
    role = [] if observation["role"] == "observed" else [tag(text(f"role.{observation['role']}"), "warn")]
    name = text.pick(names, "indicator_name") or observation["indicator_code"]
    sector = view.sector({**names, "sector_text": observation["sector_text"]})
    place = names["division_name"] or observation["place"] or text("format.unknown")
    period = format_span(observation["period_start"], observation["period_end"], text)
    return div(
        "rl-figure",
        div("rl-figure-name", join([f"{place} · {name} · {sector}", state, *accident, *role])),
        div(
            "rl-figure-value",
            qualify(number, observation["qualifier"], text),
            element("small", "" if unit in ("ratio", "count") else view.unit(unit)),
        ),
        div("rl-card-note", join([text("evidence.printed_as"), span("", f"「{observation['raw']}」"), " · ", period])),
    )


def _place(view: View, found: Trace) -> Html:
    text, observation = view.text, found.observation
    where = div("rl-caption", f"{found.submission.get('file_name', '')} · {observation['locator']}")
    if found.evidence is not None:
        shown = show_place(found.evidence)
    elif observation["context"]:
        shown = join(
            [show_context(observation["context"], observation["raw"]), div("rl-caption", text("evidence.no_reading"))]
        )
    else:
        shown = notice(text("evidence.no_context"), text("evidence.no_context_next"))
    heads = [] if not observation["context"] or found.evidence is None else [div("rl-caption", observation["context"])]
    return join([where, shown, *heads])


def _draw_choice(view: View) -> None:
    """A field for an id, and the figures of the quarter and place in view."""
    text = view.text
    st.title(text("evidence.choose", place=view.place(), quarter=view.quarter()), anchor=False)
    st.text_input(text("evidence.id"), key="asked_observation", on_change=_ask, placeholder=text("evidence.id_hint"))
    rows = view.source.ask(
        "county_figures",
        quarter=view.filters.quarter,
        county=view.filters.county,
        prefecture=view.filters.prefecture,
    )
    if not rows:
        st.html(str(notice(text("evidence.nothing"), text("evidence.nothing_next"))))
        return
    rows = with_parts(view, rows)
    if not view.filters.county:
        st.html(str(div("rl-caption", text("evidence.narrow", count=len(rows)))))
    columns = [
        Column(text("column.area")),
        Column(text("column.indicator")),
        Column(text("column.sector")),
        Column(text("column.value"), "right"),
        Column(text("column.period")),
        Column(text("column.source")),
        Column(""),
    ]
    shown = [
        [
            row["division_name"],
            text.pick(row, "indicator_name"),
            view.sector(row),
            join([view.measured(row), parts_beside(view, row), unsettled(view, row), *second_hand_marks(view, row)]),
            format_span(row["period_start"], row["period_end"], text),
            span("rl-file", row["file_name"]),
            view.evidence_link(row["observation_id"]),
        ]
        for row in rows
    ]
    st.html(str(table(columns, shown)))
    draw_second_hand(view, rows)


def _ask() -> None:
    st.query_params["observation"] = st.session_state["asked_observation"].strip()


draw(current_view())
