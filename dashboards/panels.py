"""Panels that several pages show: headline cards, rankings and time lines, made of rows of the queries.

Each takes a view and rows and returns HTML or a chart; where they stand on the page is the page's own affair.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import altair as alt

from dashboards.charts.ranking import Rank
from dashboards.charts.timeline import Step, draw_timeline
from dashboards.context import View
from dashboards.formats import format_change, format_headline, format_number, format_span, qualify
from dashboards.markup import Content, Html, card, div, join, link, span, tag
from dashboards.rates import parts_beside
from dashboards.second_hand import second_hand_marks
from dashboards.totals import Total, add_up, compare
from warehouse.quarters import Quarter

Row = Mapping[str, Any]
SPANS = ("quarter", "to_date")


def narrow(rows: Sequence[Row], view: View, quarter: str | None = None) -> list[Row]:
    """The rows of the county that the filters name, and of one quarter where one is given."""
    return [
        row for row in rows if view.filters.county in (None, row["division_code"]) and quarter in (None, row["quarter"])
    ]


def same_quarter_last_year(quarter: str) -> str:
    """2024Q1 gives 2023Q1."""
    return f"{int(quarter[:4]) - 1}{quarter[4:]}"


def describe_total(total: Total, view: View) -> str:
    """How many counties a sum rests on, in words."""
    text = view.text("total.coverage", stated=total.stated_count, due=total.due_count)
    if total.extra_count:
        text += view.text("total.extra", extra=total.extra_count)
    if total.second_hand_count:
        text += view.text("total.second_hand", count=total.second_hand_count)
    if total.derived_count:
        text += view.text("total.derived", count=total.derived_count)
    return text + view.text("total.variants", count=total.apart_count) if total.apart_count else text


def total_card(view: View, named: Row, rows: Sequence[Row], address: str, name: str = "") -> Html:
    """A headline card: the sum of the quarter in view, what it rests on, and its change on the year before.

    Args:
        view: for names and links.
        named: the indicator's row of the query ``indicators``.
        rows: of the query ``figures``.
        address: where its parts are listed.
        name: on the card; the indicator's own where none is given.
    """
    name, unit = name or view.text.pick(named, "name"), str(named["unit"])
    now = narrow(rows, view, view.filters.quarter)
    total = add_up(now)
    if total.value is None:
        absent: list[Content] = [
            describe_total(total, view),
            link(view.text("total.apart"), address),
        ]
        word = "mark.no_sum" if total.apart_count else "status.nobody"
        return card(name, view.text(word), "", absent, is_absent=True)
    before = narrow(rows, view, same_quarter_last_year(view.filters.quarter))
    number = qualify(format_headline(total.value, unit, view.text.language), total.qualifier, view.text)
    return card(
        name,
        number,
        _headline_unit(view, named),
        [
            describe_total(total, view),
            describe_change(view, now, before),
            link(view.text("total.parts"), address),
        ],
    )


def _headline_unit(view: View, named: Row) -> str:
    """The unit beside a headline, which carries its own scale and per cent sign."""
    if named["unit"] == "ratio":
        return ""
    if named["unit"] == "yuan":
        return view.text("unit.canonical_yuan")
    return view.unit(str(named["unit"]), str(named["indicator_code"]))


def describe_change(view: View, now: Sequence[Row], before: Sequence[Row]) -> str:
    """The change on the same quarter of the year before, over the counties that state both."""
    comparison = compare(now, before)
    if comparison is None or comparison.change is None:
        return view.text("total.no_comparison")
    change = format_change(comparison.change, view.text.language)
    return view.text("total.change", change=change, shared=comparison.shared_count)


def rank_figures(view: View, rows: Sequence[Row]) -> list[Rank]:
    """Lines for the ranking of one figure of the quarter in view."""
    listed = [row for row in rows if row["quarter"] == view.filters.quarter]
    greatest = max((row["value"] for row in listed if row["value"] is not None), default=Decimal(0))
    return [_rank_figure(view, row, greatest) for row in listed]


def _rank_figure(view: View, row: Row, greatest: Decimal) -> Rank:
    is_valued = row["value"] is not None
    observation_id = row["observation_id"] or row["other_observation_id"]
    return Rank(
        name=row["division_name"],
        detail="" if view.filters.prefecture else row["parent_name"] or "",
        shown=_figure(view, row) if is_valued else _absence(view, row["status"]),
        status=row["status"],
        part=float(row["value"] / greatest) if is_valued and greatest else (0.0 if is_valued else None),
        address=view.evidence_address(observation_id) if observation_id else "",
        title=describe_source(view, row),
        is_chosen=row["division_code"] == view.filters.county,
    )


def _figure(view: View, row: Row) -> Html:
    """A figure with what a rate is made of, and its marks."""
    return join([view.figure(row), parts_beside(view, row), *marks(view, row)])


def marks(view: View, row: Row) -> list[Html]:
    """What one must know of a figure before using it: late, period not printed, several readings."""
    found = []
    if row.get("coverage_state") == "late":
        found.append(tag(view.text("mark.late"), "warn", view.text("hint.late")))
    found += second_hand_marks(view, row)
    if row.get("value_basis") == "derived":
        found.append(tag(view.text("mark.derived"), "warn", view.text("hint.derived")))
    if row.get("fall_count"):
        found.append(tag(view.text("mark.fall"), "error", view.text("hint.fall")))
    if row.get("differ_count"):
        found.append(tag(view.text("mark.differs"), "error", view.text("hint.differs")))
    if row.get("period_basis") not in (None, "printed"):
        found.append(tag(view.text("mark.period"), "warn", view.text("hint.period")))
    if (row.get("variant_count") or 0) > 1:
        variants = view.text("mark.variants", count=row["variant_count"])
        found.append(tag(variants, "warn", view.text("hint.variants")))
    if row.get("broken_count"):
        broken = view.text("mark.broken", count=row["broken_count"])
        found.append(tag(broken, "warn", view.text("hint.broken")))
    return found


def describe_source(view: View, row: Row) -> str:
    """File and period of a figure, or what its absence means."""
    if row["observation_id"] is None:
        return view.text(f"hint.{row['status']}")
    period = format_span(row["period_start"], row["period_end"], view.text)
    return view.text("source.line", file=row["file_name"] or "", period=period)


def _absence(view: View, status: str) -> Content:
    return span("rl-none", view.text(f"status.{status}"))


def name_missing(view: View, rows: Sequence[Row]) -> Html:
    """The counties that did not report, by name, under a table of those that did."""
    names = [row["division_name"] for row in rows if row["status"] == "missing"]
    if not names:
        return Html("")
    listed = view.text("total.missing", count=len(names), names=view.text("format.comma").join(names))
    return div("rl-plain", view.status("missing"), " ", listed)


def legend(view: View, *kinds: str) -> Html:
    """What the ways of drawing an absence mean."""
    return div(
        "rl-legend",
        *(
            span(
                "",
                join([span(f"rl-key rl-key-{kind}", ""), view.text(f"status.{kind}")]),
                title=view.text(f"hint.{kind}"),
            )
            for kind in kinds
        ),
    )


def figures_over_time(view: View, rows: Sequence[Row], named: Row) -> alt.LayerChart | None:
    """The time line of a figure's sums, with the coverage of each; None where no quarter in it has a figure.

    A sum of fewer counties than another in view is drawn apart: its height says nothing beside the others.
    """
    name, unit = view.text.pick(named, "name"), str(named["unit"])
    narrowed = narrow(rows, view)
    totals = {
        quarter: add_up(row for row in narrowed if row["quarter"] == quarter)
        for quarter in quarters_around({row["quarter"] for row in narrowed}, view.filters.quarter)
    }
    fullest = max((coverage_of(total) for total in totals.values()), default=Fraction(0))
    steps = [
        _step(view, quarter, total, unit, is_partial=coverage_of(total) < fullest) for quarter, total in totals.items()
    ]
    if all(step.value is None for step in steps):
        return None
    labels = (view.text("filter.quarter"), name, view.text("header.coverage"))
    return draw_timeline(steps, f"{name} · {view.unit(unit, str(named['indicator_code']))}", labels)


def quarters_around(known: Collection[str], chosen: str, most: int = 12) -> list[str]:
    """Consecutive quarters up to the chosen one, or from the first on where it is among the first.

    Quarters of which nothing is known are in it too: time does not skip them.
    """
    every = [*known, chosen]
    last = Quarter.parse(max(every))
    listed = [Quarter.parse(min(every))]
    while listed[-1] < last:
        listed.append(listed[-1].next())
    end = max(listed.index(Quarter.parse(chosen)) + 1, min(most, len(listed)))
    return [str(quarter) for quarter in listed[max(0, end - most) : end]]


def absent_words(view: View) -> dict[str, str]:
    """The word for each reason for which a county has no figure."""
    return {status: view.text(f"status.{status}") for status in ("missing", "not_stated", "other_period")}


def coverage_of(total: Total) -> Fraction:
    """The counties that state a figure over those due; none due is none lacking."""
    return Fraction(total.stated_count, total.due_count) if total.due_count else Fraction(1)


def _step(view: View, quarter: str, total: Total, unit: str, *, is_partial: bool) -> Step:
    note = f"{total.stated_count}/{total.due_count}"
    is_chosen = quarter == view.filters.quarter
    if total.value is None:
        word = "status.missing" if total.due_count else "status.none_due"
        word = "mark.no_sum" if total.apart_count else word
        return Step(quarter, quarter, None, view.text(word), note, is_chosen)
    language = view.text.language
    scaled = total.value / 10_000 if unit == "yuan" and language == "zh" else total.value
    shown = qualify(format_number(total.value, unit, language), total.qualifier, view.text)
    return Step(quarter, quarter, float(scaled), shown, note, is_chosen, is_partial)
