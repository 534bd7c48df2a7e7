"""Zero-accident shares: the headline card, and lines and points for the charts, made of rows of the query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboards.charts.ranking import Rank
from dashboards.charts.trajectory import Goal, Point
from dashboards.context import View
from dashboards.filters import carried
from dashboards.formats import format_day, format_headline, format_number, format_points, qualify
from dashboards.markup import Content, Html, card, div, join, link, page_address, span, tag
from dashboards.panels import describe_source, marks, narrow
from dashboards.totals import form_share

Row = Mapping[str, Any]


def ask_shares(view: View, unit_kind: str) -> list[Row]:
    """The shares of all quarters of the counties in view."""
    return list(view.source.ask("zero_accident", unit_kind=unit_kind, prefecture=view.filters.prefecture))


def share_card(view: View, unit_kind: str) -> Html:
    """The share of the quarter in view: one county's as filed, several counties' formed anew from their counts."""
    text = view.text
    name = text(f"zero.{unit_kind}")
    now = narrow(ask_shares(view, unit_kind), view, view.filters.quarter)
    address = page_address("zero_accident", carried(), unit_kind=unit_kind)
    if view.filters.county and len(now) == 1 and now[0]["rate"] is not None:
        row = now[0]
        headline = qualify(format_headline(row["rate"], "ratio", text.language), row["rate_qualifier"], text)
        notes: list[Content] = [
            join([_counts(view, row), provisional(view)]),
            _against_target(view, row),
            view.evidence_link(row["observation_id"]),
        ]
        return card(name, headline, "", notes)
    share = form_share(now)
    coverage = text("total.coverage", stated=share.stated_count, due=share.due_count)
    if share.rate is None:
        return card(name, text("status.nobody"), "", [coverage], is_absent=True)
    language = text.language
    counts = text(
        "zero.counts",
        zero=format_number(share.zero_units, "count", language),
        total=format_number(share.total_units, "count", language),
    )
    notes = [join([counts, provisional(view)]), coverage, link(text("total.parts"), address)]
    return card(name, format_headline(share.rate, "ratio", language), "", notes)


def provisional(view: View) -> Html:
    """A mark on shares before the end of the year: a unit can lose its status until 31 December."""
    if view.filters.quarter.endswith("Q4"):
        return Html("")
    return tag(view.text("mark.provisional"), "plain", view.text("hint.provisional"))


def attained_mark(view: View, row: Row) -> Html:
    """Whether the target was attained; nothing where there is none."""
    if row["is_attained"] is None:
        return Html("")
    return tag(view.text("mark.attained"), "good") if row["is_attained"] else tag(view.text("mark.below"), "error")


def doubt_marks(view: View, row: Row) -> list[Html]:
    """A share that rises within its year, and one that no whole number of units gives."""
    text = view.text
    found = []
    if row["is_rise"]:
        found.append(tag(text("mark.rise"), "warn", text("hint.rise")))
    if row["fits_units"] is False:
        found.append(tag(text("mark.no_whole"), "warn", text("hint.no_whole")))
    return found


def describe_doubts(view: View, row: Row) -> list[str]:
    """What cannot be right of a share, in a sentence each."""
    text, language = view.text, view.text.language
    found = []
    if row["is_rise"]:
        found.append(
            text(
                "zero.rise_told",
                rate=format_number(row["rate"], "ratio", language),
                earlier=format_number(row["earlier_rate"], "ratio", language),
                day=format_day(row["earlier_end"], language),
            )
        )
    if row["fits_units"] is False:
        nearest = Decimal(str(row["implied_units"]))
        found.append(
            text(
                "zero.no_whole_told",
                rate=format_number(row["rate"], "ratio", language),
                total=format_number(row["total_units"], "count", language),
                nearest=format_number(nearest, "count", language),
                gives=format_number((nearest / row["total_units"]).quantize(Decimal("0.0001")), "ratio", language),
            )
        )
    return found


def attained_card(view: View, rows: Sequence[Row]) -> Html:
    """How many counties attained their target, of those that have one and reported."""
    text = view.text
    judged = [row for row in rows if row["is_attained"] is not None]
    reported = sum(row["rate"] is not None for row in rows)
    name = text("zero.attained")
    notes: list[Content] = [
        text("zero.attained_of", judged=len(judged)),
        text("zero.without_target", count=reported - len(judged)),
    ]
    if not judged:
        return card(name, text("zero.nobody_judged"), "", notes[1:], is_absent=True)
    attained = sum(bool(row["is_attained"]) for row in judged)
    return card(name, str(attained), text("unit.counties"), notes)


def _counts(view: View, row: Row) -> str:
    if row["zero_units"] is None or row["total_units"] is None:
        return view.text("zero.no_counts")
    return view.text("zero.counts", zero=f"{row['zero_units']:,.0f}", total=f"{row['total_units']:,.0f}")


def _against_target(view: View, row: Row) -> Content:
    if row["target"] is None:
        return view.text("zero.no_target")
    target = format_number(row["target"], "ratio", view.text.language)
    return view.text("zero.against", target=target, gap=format_points(row["gap"], view.text))


def show_counts(view: View, row: Row) -> Content:
    """Zero-accident units over all units: as reported, or implied by the share and the number of units, and said so."""
    language = view.text.language
    zero, total = row["zero_units"], row["total_units"]
    if zero is not None and total is not None:
        return f"{format_number(zero, 'count', language)} / {format_number(total, 'count', language)}"
    if total is not None and row["rate"] is not None:
        implied = format_number((row["rate"] * total).quantize(Decimal(1)), "count", language)
        shown = f"≈ {implied} / {format_number(total, 'count', language)}"
        return join([shown, tag(view.text("mark.implied"), "plain", view.text("hint.implied"))])
    return view.text("zero.no_counts")


def rank_shares(view: View, rows: Sequence[Row]) -> tuple[list[Rank], Decimal]:
    """Lines for the ranking of the quarter in view, and the share at which their scale begins."""
    listed = [row for row in rows if row["quarter"] == view.filters.quarter]
    seen = [row[column] for row in listed for column in ("rate", "target") if row[column] is not None]
    lowest = min(seen, default=Decimal(0))
    start = max(Decimal(0), (lowest * 50).to_integral_value(rounding="ROUND_FLOOR") / 50 - Decimal("0.01"))
    return [_rank_share(view, row, start) for row in listed], start


def _rank_share(view: View, row: Row, start: Decimal) -> Rank:
    scale = 1 - start
    rate, target = row["rate"], row["target"]
    shown: Content = span("rl-none", view.text(f"status.{row['status']}"))
    if rate is not None:
        shown = join([view.figure(row, "rate", "ratio"), _fraction(row), *marks(view, row)])
    return Rank(
        name=row["division_name"],
        detail="" if view.filters.prefecture else row["parent_name"] or "",
        shown=shown,
        status=row["status"],
        part=None if rate is None else float((rate - start) / scale),
        mark=None if target is None else float((target - start) / scale),
        address=view.evidence_address(row["observation_id"]) if row["observation_id"] else "",
        title=describe_source(view, row),
        is_chosen=row["division_code"] == view.filters.county,
    )


def _fraction(row: Row) -> Html:
    """Units that kept the status of all units, where both are reported."""
    if row["zero_units"] is None or row["total_units"] is None:
        return Html("")
    return span("rl-caption", f" {row['zero_units']:,.0f}/{row['total_units']:,.0f}")


def share_points(view: View, rows: Sequence[Row]) -> list[Point]:
    """Points of the trajectories; with one county chosen it stands out, with none the rest stay faint."""
    return [
        Point(
            place=row["division_name"],
            year=row["quarter"][:4],
            quarter=row["quarter"],
            rate=float(row["rate"]),
            shown=view.figure(row, "rate", "ratio"),
            is_chosen=row["division_code"] == view.filters.county,
        )
        for row in rows
        if row["rate"] is not None
    ]


def share_goals(view: View, rows: Sequence[Row]) -> list[Goal]:
    """The target of each year, where all places in view have the same one; none is drawn where they differ."""
    found: dict[str, set[Decimal]] = {}
    for row in narrow(rows, view):
        if row["target"] is not None:
            found.setdefault(row["quarter"][:4], set()).add(row["target"])
    return [
        Goal(
            year=year,
            quarters=tuple(sorted({row["quarter"] for row in rows if row["quarter"].startswith(year)})),
            rate=float(next(iter(targets))),
            shown=format_number(next(iter(targets)), "ratio", view.text.language),
        )
        for year, targets in sorted(found.items())
        if len(targets) == 1
    ]


def share_scale(view: View, start: Decimal) -> Html:
    """What the left and right edges of the ranking stand for, and its signs."""
    text = view.text
    edges = text("zero.scale", start=format_number(start, "ratio", text.language))
    return div(
        "rl-legend",
        span("", edges),
        span("", join([span("rl-key rl-key-target", ""), text("zero.target")])),
        span("", join([span("rl-key rl-key-below", ""), text("zero.below")])),
        span("", join([span("rl-key rl-key-missing", ""), text("status.missing")]), title=text("hint.missing")),
    )
