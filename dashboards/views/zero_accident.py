"""Zero-accident shares of villages and of enterprises: as filed, against their target, and through each year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from dashboards.charts.ranking import draw_dots
from dashboards.charts.trajectory import draw_trajectory
from dashboards.context import View, current_view
from dashboards.course import draw_missing, draw_second_hand
from dashboards.downloads import offer_csv
from dashboards.filters import switch
from dashboards.formats import format_number, format_points
from dashboards.markup import Column, Content, cards, div, join, span, table
from dashboards.panels import Row, absent_words, marks, narrow, quarters_around, same_quarter_last_year
from dashboards.shares import (
    ask_shares,
    attained_card,
    attained_mark,
    describe_doubts,
    doubt_marks,
    provisional,
    rank_shares,
    share_card,
    share_goals,
    share_points,
    share_scale,
    show_counts,
)

UNIT_KINDS = ("village", "enterprise")


def draw(view: View) -> None:
    """Lay out the page."""
    text = view.text
    head, side = st.columns([3, 1], vertical_alignment="bottom")
    head.title(text("zero.title", place=view.place(), quarter=view.quarter()), anchor=False)
    with side:
        unit_kind = switch("unit_kind", text("filter.unit_kind"), UNIT_KINDS, lambda code: text(f"unit_kind.{code}"))
    rows = ask_shares(view, unit_kind)
    now = narrow(rows, view, view.filters.quarter)
    st.html(str(cards([*(share_card(view, kind) for kind in UNIT_KINDS), attained_card(view, now)])))
    left, right = st.columns([1.1, 1.2], gap="large")
    with left:
        st.subheader(text("zero.ranking", name=text(f"zero.{unit_kind}")), anchor=False)
        ranks, start = rank_shares(view, rows)
        st.html(str(draw_dots(ranks, absent_words(view))))
        st.html(str(share_scale(view, start)))
        draw_second_hand(view, [row for row in rows if row["quarter"] == view.filters.quarter])
    with right:
        st.subheader(text("zero.trajectory"), anchor=False)
        quarters = quarters_around({row["quarter"] for row in rows}, view.filters.quarter)
        seen = [row for row in rows if row["quarter"] in quarters]
        labels = (text("filter.county"), text("filter.quarter"), text(f"zero.{unit_kind}"))
        chart = draw_trajectory(share_points(view, seen), share_goals(view, seen), quarters, labels)
        st.altair_chart(chart, alt=text("zero.trajectory"))
        st.html(str(div("rl-caption", text("zero.trajectory_caption"))))
        _draw_areas(view, unit_kind)
    st.subheader(text("zero.table"), anchor=False)
    st.html(str(div("rl-caption", text("zero.table_caption"))))
    _draw_table(view, now, narrow(rows, view, same_quarter_last_year(view.filters.quarter)))
    _draw_doubts(view, now)


def _draw_table(view: View, rows: list[Row], before: list[Row]) -> None:
    """The counties that reported; ``before`` are those of the same quarter a year ago."""
    text = view.text
    earlier = {row["division_code"]: row for row in before}
    columns = [
        Column(text("column.county")),
        Column(text("column.rate"), "right"),
        Column(text("column.basis")),
        Column(text("column.units"), "right"),
        Column(text("column.target"), "right"),
        Column(text("column.gap"), "right"),
        Column(text("column.prior_year"), "right"),
        Column(text("column.source")),
        Column(""),
    ]
    st.html(str(table(columns, [_table_row(view, row, earlier) for row in rows if row["status"] != "missing"])))
    draw_missing(view, rows)
    offer_csv(view, f"zero_accident-{view.filters.quarter}", rows, "rate")


def _table_row(view: View, row: Row, earlier: Mapping[str, Row]) -> list[Content]:
    text = view.text
    if row["rate"] is None:
        return [row["division_name"], view.status(row["status"]), "", "", "", "", "", "", ""]
    gap = None if row["gap"] is None else format_points(row["gap"], text)
    return [
        row["division_name"],
        join([view.figure(row, "rate", "ratio"), provisional(view), *doubt_marks(view, row), *marks(view, row)]),
        text(f"rate_basis.{row['rate_basis']}"),
        show_counts(view, row),
        _share(view, row["target"]),
        join([gap, attained_mark(view, row)]),
        _prior_year(view, row, earlier.get(row["division_code"])),
        span("rl-file", row["file_name"]),
        view.evidence_link(row["observation_id"]),
    ]


def _draw_doubts(view: View, rows: list[Row]) -> None:
    """The shares that cannot be as they stand, a sentence each with the way to its evidence."""
    text = view.text
    told = [(row, sentence) for row in rows for sentence in describe_doubts(view, row)]
    st.subheader(text("zero.doubts"), anchor=False)
    if not told:
        st.html(str(div("rl-plain", text("zero.no_doubts"))))
        return
    columns = [Column(text("column.county")), Column(text("column.says")), Column("")]
    st.html(
        str(
            table(
                columns,
                [[row["division_name"], said, view.evidence_link(row["observation_id"])] for row, said in told],
            )
        )
    )


def _prior_year(view: View, row: Row, before: Row | None) -> str:
    """The share of a year ago; where there is none, why: not due then, not reported, or not in the report."""
    if row["prior_year_rate"] is not None:
        return format_number(row["prior_year_rate"], "ratio", view.text.language)
    if before is None or before["coverage_state"] is None or before["rate"] is not None:
        return view.text("zero.no_prior_year")
    return view.text(f"status.{before['status']}")


def _share(view: View, value: Decimal | None) -> str:
    return view.text("zero.none_given") if value is None else format_number(value, "ratio", view.text.language)


def _draw_areas(view: View, unit_kind: str) -> None:
    """The prefectures' own statements, apart from the counties'."""
    rows = view.source.ask(
        "zero_accident_areas",
        unit_kind=unit_kind,
        quarter=view.filters.quarter,
        prefecture=view.filters.prefecture,
    )
    if not rows:
        return
    text = view.text
    st.subheader(text("zero.areas"), anchor=False)
    columns = [
        Column(text("column.area")),
        Column(text("column.rate"), "right"),
        Column(text("column.units"), "right"),
        Column(text("column.target"), "right"),
        Column(""),
    ]
    shown = [
        [
            row["division_name"],
            join([view.figure(row, "rate", "ratio"), *doubt_marks(view, row)]),
            show_counts(view, row),
            _share(view, row["target"]),
            view.evidence_link(row["observation_id"]),
        ]
        for row in rows
    ]
    st.html(str(table(columns, shown)))


draw(current_view())
