"""Reconciliation: totals beside what they should equal, the widest gap first, both sides with their evidence."""

from __future__ import annotations

import streamlit as st

from dashboards.anomalies import anomaly_table
from dashboards.context import View, current_view
from dashboards.filters import carried, choose
from dashboards.formats import format_span
from dashboards.gaps import KINDS, decision_table, describe_comparisons, gap_table
from dashboards.markup import div, link, notice, page_address
from warehouse.asof import parse_time
from warehouse.errors import UsageError

_ALL, _SLIPS = "", "slip"


def draw(view: View) -> None:
    """Lay out the page: the gaps, or the decisions behind one of them where the URL names them."""
    if st.query_params.get("decisions"):
        _draw_decisions(view)
        return
    text, filters = view.text, view.filters
    title = st.container()
    title.title(text("gap.title", place=view.place(), quarter=view.quarter()), anchor=False)
    title.html(str(div("rl-caption", text("gap.caption"))))
    gaps = view.source.ask("gaps", quarter=filters.quarter, prefecture=filters.prefecture, county=filters.county)
    first, second, _ = st.columns([1.2, 1.4, 1.4])
    with first:
        kinds = [_ALL, *(kind for kind in KINDS if any(gap["compared_with"] == kind for gap in gaps))]
        kinds += [_SLIPS] if any(gap["slip_observation_id"] for gap in gaps) else []
        kind = choose("compared", text("filter.compared"), kinds, lambda code: text(f"gap_kind.{code or 'all'}"))
    with second:
        names = {_ALL: text("filter.all")} | {g["indicator_code"]: text.pick(g, "indicator_name") for g in gaps}
        indicator = choose("indicator", text("filter.indicator"), list(names), names.__getitem__)
    shown = [
        gap
        for gap in gaps
        if (kind in (_ALL, gap["compared_with"]) or (kind == _SLIPS and gap["slip_observation_id"]))
        and indicator in (_ALL, gap["indicator_code"])
    ]
    if shown:
        parts = {row["observation_id"]: row for row in view.source.ask("gap_parts", quarter=filters.quarter)}
        st.html(str(gap_table(view, shown, parts)))
    else:
        st.html(str(notice(text("gap.none"), text("gap.none_why"))))
    _draw_anomalies(view)
    st.subheader(text("gap.compared"), anchor=False)
    st.html(str(div("rl-caption", text("gap.compared_caption", quarter=view.quarter()))))
    compared = view.source.ask("compared", quarter=filters.quarter)
    everywhere = view.source.ask("gaps", quarter=filters.quarter, prefecture=None, county=None)
    st.html(str(describe_comparisons(view, compared, everywhere)))


def _draw_anomalies(view: View) -> None:
    """The figures that are far from their own past or from their peers."""
    text, filters = view.text, view.filters
    rows = view.source.ask("anomalies", quarter=filters.quarter, prefecture=filters.prefecture, county=filters.county)
    st.subheader(text("anomaly.title"), anchor=False)
    st.html(str(div("rl-caption", text("anomaly.caption"))))
    st.html(str(anomaly_table(view, rows) if rows else div("rl-plain", text("anomaly.none"))))


def _draw_decisions(view: View) -> None:
    """The penalty decisions that a sum of a list is made of."""
    text, asked = view.text, st.query_params
    back = link(text("gap.back"), page_address("reconciliation", carried()))
    try:
        first, last = (parse_time(asked.get(name, "")).date() for name in ("first_day", "last_day"))
    except UsageError:
        st.title(text("gap.decisions"), anchor=False)
        st.html(str(notice(text("gap.no_days"), back)))
        return
    division = asked["decisions"]
    names = {row["division_code"]: row["name"] for row in view.source.ask("divisions")}
    rows = view.source.ask("gap_decisions", division=division, first_day=str(first), last_day=str(last))
    st.title(text("gap.decisions_of", place=names.get(division, division)), anchor=False)
    st.html(str(div("rl-caption", format_span(first, last, text), " · ", text("gap.decisions_count", count=len(rows)))))
    st.html(str(div("rl-plain", back)))
    if not rows:
        st.html(str(notice(text("gap.no_decisions"), text("gap.no_decisions_why"))))
        return
    st.html(str(decision_table(view, rows)))


draw(current_view())
