"""Accident figures beside one another: occurrences, deaths and injuries of each county, marked while they may move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboards.context import View
from dashboards.formats import format_day, format_headline, format_span, qualify
from dashboards.markup import Column, Content, Html, card, join, table, tag
from dashboards.panels import describe_total, marks
from dashboards.totals import add_up

Row = Mapping[str, Any]
INDICATORS = ("accident.count", "accident.deaths", "accident.injuries")


def unsettled(view: View, row: Row) -> Html:
    """A mark on a figure that may still move by rule, with the day from which it does not."""
    if not row["is_provisional"]:
        return Html("")
    day = format_day(row["settles_on"], view.text.language)
    return tag(view.text("mark.unsettled"), "warn", view.text("hint.unsettled", day=day))


def accident_card(view: View, name: str, rows: Sequence[Row]) -> Html:
    """A headline card: the sum over the counties that state it, and how many of them may still move."""
    text = view.text
    total = add_up(rows)
    if total.value is None:
        word = "mark.no_sum" if total.apart_count else "status.nobody"
        return card(name, text(word), "", [describe_total(total, view)], is_absent=True)
    moving = sum(row["is_provisional"] for row in rows)
    notes: list[Content] = [describe_total(total, view)]
    if moving:
        until = max(row["settles_on"] for row in rows if row["is_provisional"])
        notes.append(text("accident.moving", count=moving, day=format_day(until, text.language)))
    number = qualify(format_headline(total.value, "count", text.language), total.qualifier, text)
    return card(name, number, "", notes)


def accident_table(view: View, names: Mapping[str, str], found: Mapping[str, Sequence[Row]]) -> Html:
    """A line for each county that reported; each number leads to its evidence.

    Args:
        view: for names and links.
        names: of the indicators, in the order of the columns.
        found: by indicator, rows of the query ``accidents``.
    """
    text = view.text
    by_county: dict[str, dict[str, Row]] = {}
    for indicator, rows in found.items():
        for row in rows:
            by_county.setdefault(row["division_code"], {})[indicator] = row
    columns = [Column(text("column.county")), *(Column(name, "right") for name in names.values())]
    lines = [
        _line(view, names, figures)
        for _, figures in sorted(by_county.items())
        if any(row["status"] != "missing" for row in figures.values())
    ]
    return table([*columns, Column(text("column.period"))], lines)


def _line(view: View, names: Mapping[str, str], figures: Mapping[str, Row]) -> list[Content]:
    first = next(iter(figures.values()))
    valued = next((row for row in figures.values() if row["value"] is not None), None)
    period = "" if valued is None else format_span(valued["period_start"], valued["period_end"], view.text)
    return [first["division_name"], *(_cell(view, figures.get(indicator)) for indicator in names), period]


def _cell(view: View, row: Row | None) -> Content:
    if row is None or row["value"] is None:
        return view.status("not_stated" if row is None else row["status"])
    shown = view.evidence_link(row["observation_id"], view.figure(row))
    return join([shown, unsettled(view, row), *marks(view, row)])
