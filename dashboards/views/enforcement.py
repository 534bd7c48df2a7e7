"""Enforcement: one figure by county, over the quarters and by sector, with every number's way to its evidence."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboards.charts.matrix import draw_grid
from dashboards.charts.ranking import draw_bars
from dashboards.context import View, current_view
from dashboards.course import draw_course, draw_missing, draw_second_hand
from dashboards.downloads import offer_csv
from dashboards.filters import choose, switch
from dashboards.formats import format_span
from dashboards.markup import Column, Content, cards, div, join, notice, span, table, tag
from dashboards.panels import (
    SPANS,
    Row,
    absent_words,
    legend,
    marks,
    narrow,
    rank_figures,
    total_card,
)
from dashboards.rates import parts_beside, with_parts
from dashboards.sectors import empty_sector, name_sectorless, sector_columns, sector_lines

_PREFERRED = ("penalty.fine_amount", "penalty.fine_collected", "penalty.suspension", "detention.administrative")


def draw(view: View) -> None:
    """Lay out the page."""
    text = view.text
    known = {row["indicator_code"]: row for row in view.source.ask("indicators")}
    if not known:
        st.title(text("page.enforcement"), anchor=False)
        st.html(str(notice(text("enforcement.none"), text("enforcement.none_why"))))
        return
    title = st.container()
    ordered = [*(code for code in _PREFERRED if code in known), *(code for code in known if code not in _PREFERRED)]
    first, second, third = st.columns([1.6, 1.1, 1], vertical_alignment="bottom")
    with first:
        indicator = choose(
            "indicator",
            text("filter.indicator"),
            ordered,
            {c: text.pick(r, "name") for c, r in known.items()}.__getitem__,
        )
    named = known[indicator]
    with second:
        sectors = {"": text("sector.all")} | {
            row["sector_code"]: text.pick(row, "name") for row in view.source.ask("sectors", indicator=indicator)
        }
        sector = choose("sector", text("filter.sector"), list(sectors), sectors.__getitem__)
    with third:
        span_code = switch("span", text("filter.span"), SPANS, lambda code: text(f"span.{code}"))
    name, unit = text.pick(named, "name"), named["unit"]
    title.title(text("enforcement.title", name=name, place=view.place(), quarter=view.quarter()), anchor=False)
    rows = view.source.ask(
        "figures", indicator=indicator, sector=sector or None, span=span_code, prefecture=view.filters.prefecture
    )
    rows = with_parts(view, rows) if unit == "ratio" else rows
    left, right = st.columns([1.1, 1.2], gap="large")
    with left:
        _draw_ranking(view, rows, view.unit(unit, indicator))
    with right:
        _draw_course(view, rows, named, sectors[sector])
        _draw_sectors(view, indicator, span_code, unit)
    _draw_table(view, narrow(rows, view, view.filters.quarter), indicator, name, unit)
    _draw_statements(view, indicator, span_code)


def _draw_ranking(view: View, rows: Sequence[Row], unit_name: str) -> None:
    st.subheader(view.text("enforcement.ranking", unit=unit_name), anchor=False)
    st.html(str(draw_bars(rank_figures(view, rows), absent_words(view))))
    st.html(str(legend(view, "missing", "other_period", "not_stated")))
    draw_second_hand(view, [row for row in rows if row["quarter"] == view.filters.quarter])


def _draw_course(view: View, rows: Sequence[Row], named: Row, sector_name: str) -> None:
    """The sum and its course, where the catalogue lets one add over counties."""
    text = view.text
    name = text.pick(named, "name")
    if not named["add_counties"] and not view.filters.county:
        st.html(str(notice(text("enforcement.not_added"), text("enforcement.not_added_why"))))
        return
    st.html(str(cards([total_card(view, named, rows, "#figures", f"{name} · {sector_name}")])))
    st.subheader(text("enforcement.timeline"), anchor=False)
    draw_course(view, rows, named)


def _draw_sectors(view: View, indicator: str, span_code: str, unit: str) -> None:
    text = view.text
    rows = view.source.ask(
        "sector_figures",
        indicator=indicator,
        quarter=view.filters.quarter,
        span=span_code,
        prefecture=view.filters.prefecture,
    )
    if not rows:
        return
    covered = view.source.ask("coverage", prefecture=view.filters.prefecture, county=None)
    due = [row for row in covered if row["quarter"] == view.filters.quarter]
    st.subheader(text("enforcement.by_sector", unit=view.unit(unit, indicator)), anchor=False)
    st.html(str(div("rl-caption", text("enforcement.by_sector_caption"))))
    st.html(str(draw_grid(sector_columns(view, rows), sector_lines(view, rows, due), empty_sector(view))))
    if sectorless := name_sectorless(rows, due):
        names = text("format.comma").join(sectorless)
        st.html(str(div("rl-caption", text("enforcement.no_sectors", names=names))))


def _draw_table(view: View, rows: Sequence[Row], indicator: str, name: str, unit: str) -> None:
    text = view.text
    st.html('<a id="figures"></a>')
    st.subheader(text("enforcement.table"), anchor=False)
    columns = [
        Column(text("column.county")),
        Column(f"{name} ({view.unit(unit, indicator)})", "right"),
        Column(text("column.period")),
        Column(text("column.source")),
        Column(""),
    ]
    listed = sorted(rows, key=lambda row: (row["value"] is None, -(row["value"] or 0)))
    st.html(str(table(columns, [_table_row(view, row) for row in listed if row["status"] != "missing"])))
    draw_missing(view, listed)
    offer_csv(view, f"{indicator}-{view.filters.quarter}", listed, "value", indicator)


def _table_row(view: View, row: Row) -> list[Content]:
    if row["value"] is None:
        other = view.evidence_link(row["other_observation_id"], view.text("evidence.other_period"))
        return [row["division_name"], view.status(row["status"]), "", "", other]
    return [
        row["division_name"],
        join([view.figure(row), parts_beside(view, row), *marks(view, row)]),
        format_span(row["period_start"], row["period_end"], view.text),
        span("rl-file", row["file_name"]),
        _evidence(view, row),
    ]


def _evidence(view: View, row: Row) -> Content:
    """The way to the figure; of a difference, to both running counts."""
    if row["value_basis"] != "derived":
        return view.evidence_link(row["observation_id"])
    links = (
        view.evidence_link(row["observation_id"], view.text("evidence.running_count")),
        view.evidence_link(row["earlier_observation_id"], view.text("evidence.earlier_count")),
    )
    return join(links, " − ")


def _draw_statements(view: View, indicator: str, span_code: str) -> None:
    """What must not be added to the counties' figures: areas' own statements, other spans, scopes and subtotals."""
    text = view.text
    rows = view.source.ask(
        "statements",
        indicator=indicator,
        quarter=view.filters.quarter,
        span=span_code,
        prefecture=view.filters.prefecture,
        county=view.filters.county,
    )
    if not rows:
        return
    rows = with_parts(view, rows)
    st.subheader(text("enforcement.statements"), anchor=False)
    st.html(str(div("rl-caption", text("enforcement.statements_caption"))))
    columns = [
        Column(text("column.area")),
        Column(text("column.value"), "right"),
        Column(text("column.sector")),
        Column(text("column.period")),
        Column(text("column.source")),
        Column(""),
    ]
    st.html(str(table(columns, [_statement(view, row) for row in rows])))


def _statement(view: View, row: Row) -> list[Content]:
    notes = [tag(row["scope"])] if row["scope"] else []
    if row["is_subtotal"]:
        notes.append(tag(view.text("mark.subtotal")))
    return [
        row["division_name"],
        join([view.measured(row), parts_beside(view, row), *notes]),
        view.sector(row),
        join(
            [
                format_span(row["period_start"], row["period_end"], view.text),
                tag(view.text(f"period.{row['period_kind']}")),
            ]
        ),
        span("rl-file", row["file_name"]),
        view.evidence_link(row["observation_id"]),
    ]


draw(current_view())
