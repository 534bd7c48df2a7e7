"""Rates: one rate by county with numerator and denominator, the areas' own beside what their counties give."""

from __future__ import annotations

import streamlit as st

from dashboards.charts.ranking import draw_bars
from dashboards.context import View, current_view
from dashboards.course import draw_missing, draw_second_hand
from dashboards.filters import choose, switch
from dashboards.markup import cards, div, notice
from dashboards.panels import SPANS, absent_words, legend
from dashboards.rate_table import offer_rates, rate_table
from dashboards.rates import area_card, describe_rate, rank_rates, underivable

_PREFERRED = ("hazard.rectification_rate", "penalty.collection_rate", "inspection.penalty_rate")


def draw(view: View) -> None:
    """Lay out the page."""
    text, filters = view.text, view.filters
    known = {row["indicator_code"]: row for row in view.source.ask("rates")}
    if not known:
        st.title(text("page.rate"), anchor=False)
        st.html(str(notice(text("rate.none"), text("rate.none_why"))))
        return
    title = st.container()
    ordered = [*(code for code in _PREFERRED if code in known), *(code for code in known if code not in _PREFERRED)]
    first, second, third = st.columns([1.6, 1.1, 1], vertical_alignment="bottom")
    names = {code: text.pick(row, "name") for code, row in known.items()}
    offered = {code: names[code] if row["told_count"] else _without(view, names[code]) for code, row in known.items()}
    with first:
        indicator = choose("rate", text("filter.rate"), ordered, offered.__getitem__)
    with second:
        sectors = {"": text("sector.all")} | {
            row["sector_code"]: text.pick(row, "name") for row in view.source.ask("rate_sectors", indicator=indicator)
        }
        sector = choose("sector", text("filter.sector"), list(sectors), sectors.__getitem__)
    with third:
        span = switch("span", text("filter.span"), SPANS, lambda code: text(f"span.{code}"))
    name = names[indicator]
    title.title(text("rate.title", name=name, place=view.place(), quarter=view.quarter()), anchor=False)
    title.html(str(div("rl-caption", text("rate.caption"))))
    title.html(str(div("rl-caption", describe_rate(view, known[indicator]))))
    asked = {"indicator": indicator, "sector": sector or None, "span": span, "quarter": filters.quarter}
    rows = view.source.ask("rate_figures", prefecture=filters.prefecture, county=None, **asked)
    areas = view.source.ask("rate_areas", prefecture=filters.prefecture, **asked)
    if areas:
        st.html(str(cards(area_card(view, row, rows) for row in areas)))
        st.html(str(div("rl-caption", text("rate.areas_caption"))))
    if all(row["rate_state"] is None for row in rows):
        st.html(str(notice(text("rate.nobody"), text("rate.nobody_why"))))
        draw_missing(view, rows)
        return
    if told := underivable(view, rows):
        st.html(str(notice(text("rate.underivable", name=name), told)))
    is_change = known[indicator]["rate_unit"] == "change"
    st.subheader(text("rate.ranking_change" if is_change else "rate.ranking"), anchor=False)
    st.html(str(draw_bars(rank_rates(view, rows), absent_words(view))))
    st.html(str(legend(view, "missing", "other_period", "not_stated")))
    draw_second_hand(view, rows)
    st.subheader(text("rate.table"), anchor=False)
    listed = [row for row in rows if filters.county in (None, row["division_code"])]
    st.html(str(rate_table(view, listed, name)))
    draw_missing(view, listed)
    offer_rates(view, f"{indicator}-{filters.quarter}", listed)


def _without(view: View, name: str) -> str:
    return view.text("rate.offered_without", name=name)


draw(current_view())
