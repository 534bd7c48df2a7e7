"""Completeness: who was due for which quarter, and reported, was late, in part only, or did not report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from dashboards.charts.matrix import Cell, Line
from dashboards.context import View
from dashboards.filters import carried
from dashboards.formats import format_day, format_number, format_quarter
from dashboards.markup import Column, Content, Html, div, element, join, link, page_address, span, table, tag

Row = Mapping[str, Any]
_SIGNS = {"reported": "✓", "late": "✓"}
UNREPORTED = frozenset({"missing", "withdrawn"})
"""States of a county that has no standing report: none came, or all that came were withdrawn."""


def coverage_columns(rows: Sequence[Row], within: Sequence[str] | None = None) -> list[tuple[str, str]]:
    """Key and head of each quarter in the rows, oldest first; of those in ``within`` only where it is given."""
    known = sorted({row["quarter"] for row in rows})
    return [(quarter, quarter) for quarter in known if within is None or quarter in within]


def withdrawn_states(rows: Sequence[Row]) -> tuple[str, ...]:
    """The state that only a withdrawal leads to, where a county is in it."""
    return ("withdrawn",) if any(row["state"] == "withdrawn" for row in rows) else ()


def coverage_lines(view: View, rows: Sequence[Row]) -> list[Line]:
    """A line for each county, under its prefecture; rows are ordered by county."""
    lines = []
    for code, cells in groupby(rows, key=lambda row: row["division_code"]):
        listed = list(cells)
        lines.append(
            Line(
                name=listed[0]["division_name"],
                cells={row["quarter"]: _cell(view, row) for row in listed},
                group=listed[0]["parent_name"] or "",
                is_chosen=code == view.filters.county,
            )
        )
    return lines


def coverage_empty() -> Cell:
    """A county that was not due in a quarter."""
    return Cell("")


def _cell(view: View, row: Row) -> Cell:
    text = view.text
    quarter = format_quarter(row["quarter"], text)
    if row["state"] in UNREPORTED:
        title = f"{row['division_name']} {quarter} · {text('hint.' + row['state'])}"
        return Cell(text(f"status.{row['state']}"), status=row["state"], title=title)
    return Cell(
        _share(view, row) if _is_partial(row) else _SIGNS[row["state"]],
        status=row["state"],
        address=page_address("evidence", {**carried(), "quarter": row["quarter"]}, county=row["division_code"]),
        title=" · ".join([f"{row['division_name']} {quarter}", text("status." + row["state"]), *_remarks(view, row)]),
    )


def _remarks(view: View, row: Row) -> list[str]:
    """When it came, when it was due, how late and how complete it is, in words."""
    text = view.text
    day = row["first_published_on"]
    told = [text("coverage.published", day=format_day(day, text.language)) if day else text("coverage.no_day")]
    if row["due_on"]:
        told.append(text("coverage.was_due", day=format_day(row["due_on"], text.language)))
    if row["days_late"]:
        told.append(text("coverage.days_late", days=row["days_late"]))
    if row["completeness"] is not None:
        told.append(text("coverage.answered", answered=row["answered_count"], asked=row["asked_count"]))
    if row["implied_count"]:
        told.append(text("coverage.implied", count=row["implied_count"]))
    return told


def coverage_table(view: View, rows: Sequence[Row]) -> Html:
    """The counties of one quarter: those that did not report first, then the late, then the incomplete."""
    text = view.text
    names = {row["indicator_code"]: text.pick(row, "name") for row in view.source.ask("indicator_names")}
    columns = [
        Column(text("column.county")),
        Column(text("column.state")),
        Column(text("column.published")),
        Column(text("column.complete")),
        Column(text("column.files"), "right"),
        Column(text("column.held"), "right"),
    ]
    return table(columns, [_line(view, row, names) for row in sorted(rows, key=_gravest)])


def _gravest(row: Row) -> tuple[bool, bool, float, str]:
    complete = 1.0 if row["completeness"] is None else row["completeness"]
    return row["state"] not in UNREPORTED, row["state"] != "late", complete, row["division_code"]


def _line(view: View, row: Row, names: Mapping[str, str]) -> list[Content]:
    text = view.text
    if row["state"] == "missing":
        return [row["division_name"], view.status("missing"), "", "", "", row["held_count"] or ""]
    if row["state"] == "withdrawn":
        chosen = page_address("receipt", {**carried(), "quarter": row["quarter"]}, county=row["division_code"])
        files = link(text("receipt.open"), chosen)
        return [row["division_name"], view.status("withdrawn"), "", "", files, row["held_count"] or ""]
    address = page_address("receipt", {**carried(), "quarter": row["quarter"]}, county=row["division_code"])
    state: Content = text(f"status.{row['state']}")
    if row["days_late"]:
        state = join([state, tag(text("coverage.days_late", days=row["days_late"]), "warn")])
    day = row["first_published_on"]
    return [
        row["division_name"],
        state,
        format_day(day, text.language) if day else "",
        _complete(view, row, names),
        link(str(row["submission_count"]), address, title=text("receipt.open")),
        row["held_count"] or "",
    ]


def _complete(view: View, row: Row, names: Mapping[str, str]) -> Html:
    """The share of what was asked that was reported, and what is missing by name."""
    text = view.text
    if row["completeness"] is None:
        return span("rl-none", text("coverage.unasked"), title=text("coverage.unasked_why"))
    by = text(f"coverage.by_{row['asked_by']}")
    bar = span("rl-bar", span("", "", style=f"width:{row['completeness'] * 100:.1f}%"))
    answered = f"{row['answered_count']}+{row['implied_count']}" if row["implied_count"] else row["answered_count"]
    counts = f" {answered}/{row['asked_count']}"
    told = span("", join([bar, _share(view, row), counts]), title=by)
    missing = _listed(view, row["missing_indicators"], names, "coverage.lacks")
    return join([told, missing, _listed(view, row["implied_indicators"], names, "coverage.implied")])


def _listed(view: View, codes: Sequence[str] | None, names: Mapping[str, str], key: str) -> Html:
    """How many indicators are missing, or told by others only; they unfold by name."""
    if not codes:
        return Html("")
    text = view.text
    hint = text("coverage.implied_why") if key == "coverage.implied" else ""
    head = element("summary", text(key, count=len(codes)), **({"title": hint} if hint else {}))
    shown = text("format.comma").join(names.get(code, code) for code in codes)
    return element("details", join([head, div("rl-caption", shown)]), "rl-part")


def _is_partial(row: Row) -> bool:
    return row["completeness"] is not None and row["completeness"] < 1


def _share(view: View, row: Row) -> str:
    """The completeness in whole per cent, never rounded up to all of it."""
    percent = Decimal(int(row["completeness"] * 100))
    return format_number(percent / 100, "ratio", view.text.language)
