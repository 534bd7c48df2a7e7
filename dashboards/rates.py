"""Rates with what they are made of: n of m beside each, counties with the bare rate and with none told apart.

Rows are those of ``queries/rate_figures.sql``, ``rate_areas.sql`` and ``rate_parts.sql``; a rate is made anew from its
parts and stands beside what was stated, neither called the right one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboards.charts.ranking import Rank
from dashboards.context import View
from dashboards.downloads import offer_lines
from dashboards.formats import format_change, format_number, format_span, qualify
from dashboards.markup import Column, Content, Html, card, div, join, span, table, tag
from warehouse.errors import WarehouseError

Row = Mapping[str, Any]
_PARTS = ("numerator", "denominator")
_PLACES = {"share": Decimal("0.0001"), "change": Decimal("0.001"), "yuan": Decimal("0.01"), "number": Decimal("0.0001")}


def show_rate(view: View, value: Decimal, rate_unit: str, *, exact: bool = False) -> str:
    """A rate as its kind is read; one that is made of parts is rounded, one that is stated keeps its digits."""
    language = view.text.language
    shown = value if exact else value.quantize(_PLACES[rate_unit])
    if rate_unit == "change":
        return format_change(shown, language)
    if rate_unit == "yuan":
        return f"{format_number(shown, 'yuan', language)} {view.unit('yuan')}"
    return format_number(shown, "ratio" if rate_unit == "share" else "count", language)


def show_stated(view: View, row: Row) -> Html:
    """The rate as stated, with its word of exactness and the way to its evidence; empty where none is."""
    if row["stated_value"] is None:
        return Html("")
    number = show_rate(view, row["stated_value"], row["rate_unit"], exact=True)
    return view.evidence_link(row["stated_observation_id"], qualify(number, row["stated_qualifier"], view.text))


def show_parts(view: View, row: Row) -> Html:
    """Numerator and denominator, each the way to its evidence; a part that nobody reports is told as such."""
    if row["numerator_code"] is None:
        return Html("")
    return join([_part(view, row, "numerator"), _part(view, row, "denominator")], " / ")


def _part(view: View, row: Row, which: str) -> Content:
    text = view.text
    if row[f"{which}_value"] is None:
        return span("rl-none", text("rate.unreported"), title=text(f"rate.no_{which}"))
    number = format_number(row[f"{which}_value"], row[f"{which}_unit"] or "count", text.language)
    if row[f"{which}_unit"] == "yuan":
        number = f"{number} {view.unit('yuan')}"
    told = qualify(number, row.get(f"{which}_qualifier"), text)
    return view.evidence_link(row.get(f"{which}_observation_id"), told) if row.get(f"{which}_observation_id") else told


def fraction(view: View, row: Row) -> str:
    """Numerator and denominator as plain text: ``67/70``; empty where one is not reported."""
    if row.get("numerator_value") is None or row.get("denominator_value") is None:
        return ""
    language = view.text.language
    shown = "/".join(
        qualify(
            format_number(row[f"{part}_value"], row[f"{part}_unit"] or "count", language),
            row.get(f"{part}_qualifier"),
            view.text,
        )
        for part in _PARTS
    )
    is_money = row["numerator_unit"] == row["denominator_unit"] == "yuan"
    return f"{shown} {view.unit('yuan')}" if is_money else shown


def rate_marks(view: View, row: Row) -> list[Html]:
    """What one must know of a rate: stated bare, unlike its parts, parts of several files, several periods."""
    text = view.text
    found = []
    if row["stated_value"] is not None and row["recomputed_value"] is None and row["rate_reason"] is not None:
        reason = text(f"rate_reason.{row['rate_reason']}")
        word = "rate.bounds" if row["rate_reason"] == "qualified_parts" else "rate.bare"
        found.append(tag(text(word), "warn", text("rate.bare_why", reason=reason)))
    if row["rate_fit"] in ("differs", "impossible"):
        stated = show_rate(view, row["stated_value"], row["rate_unit"], exact=True)
        found.append(tag(text("rate.stated_as", stated=stated), "error", text(f"rate_fit.{row['rate_fit']}")))
    if row["denominator_basis"] == "from_change":
        found.append(tag(text("rate.from_change"), "plain", text("rate.from_change_why")))
    if row["recomputed_value"] is not None and not row["is_one_file"]:
        found.append(tag(text("rate.several_files"), "plain", text("rate.several_files_why")))
    if row["variant_count"] > 1:
        found.append(tag(text("mark.variants", count=row["variant_count"]), "warn", text("hint.variants")))
    return found


def rank_rates(view: View, rows: Sequence[Row]) -> list[Rank]:
    """A line for each county: its rate with n/m, the bare rate marked as such, or why there is none.

    The scale of shares ends at the whole, or beyond it where a share does.
    """
    values = [abs(value) for row in rows if (value := _value(row)) is not None]
    whole = [Decimal(1)] if any(row["rate_unit"] == "share" for row in rows) else []
    greatest = max([*values, *whole], default=Decimal(0))
    return [_rank(view, row, greatest) for row in rows]


def _value(row: Row) -> Decimal | None:
    """The rate as made of its parts, else as stated."""
    value: Decimal | None = row["stated_value"] if row["recomputed_value"] is None else row["recomputed_value"]
    return value


def _rank(view: View, row: Row, greatest: Decimal) -> Rank:
    value = _value(row)
    behind = row["stated_observation_id"] or row["numerator_observation_id"] or row["denominator_observation_id"]
    return Rank(
        name=row["division_name"],
        detail="" if view.filters.prefecture else row["parent_name"] or "",
        shown=_shown(view, row, value),
        status=row["status"],
        part=None if value is None else float(max(value, Decimal(0)) / greatest) if greatest else 0.0,
        address=view.evidence_address(behind) if behind else "",
        title=_title(view, row),
        is_chosen=row["division_code"] == view.filters.county,
    )


def _shown(view: View, row: Row, value: Decimal | None) -> Content:
    text = view.text
    if value is None:
        told = f"rate_reason.{row['rate_reason']}" if row["rate_reason"] else f"status.{row['status']}"
        return span("rl-none", text(told))
    is_stated = row["recomputed_value"] is None
    number = show_rate(view, value, row["rate_unit"], exact=is_stated)
    number = qualify(number, row["stated_qualifier"] if is_stated else "exact", text)
    parts = fraction(view, row)
    return join([number, span("rl-caption", f" {parts}") if parts else "", *rate_marks(view, row)])


def _title(view: View, row: Row) -> str:
    if row["rate_state"] is None:
        return view.text(f"hint.{row['status']}")
    period = format_span(row["period_start"], row["period_end"], view.text)
    return view.text("source.line", file=row["file_name"] or "", period=period)


def area_card(view: View, row: Row) -> Html:
    """An area's rate of its counties' sums, with n of m, k of K counties, who lacks what, and its own statement."""
    text = view.text
    counted = text("rate.counties", both=row["both_count"], expected=row["expected_count"])
    if row["extra_count"]:
        counted += text("total.extra", extra=row["extra_count"])
    notes: list[Content] = [join([fraction(view, row)]), counted, describe_lacks(view, row)]
    stated = _own(view, row)
    if row["recomputed_value"] is None:
        return card(row["area_name"], text("rate.no_area"), "", [counted, notes[2], stated], is_absent=True)
    number = show_rate(view, row["recomputed_value"], row["rate_unit"])
    return card(row["area_name"], qualify(number, row["recomputed_qualifier"], text), "", [*notes, stated])


def describe_lacks(view: View, row: Row) -> str:
    """How many counties report one part only, the bare rate only, nothing of it, nothing at all."""
    counts = {name: row[f"{name}_count"] for name in ("one_part", "bare", "silent", "missing")}
    told = [view.text(f"rate_lack.{name}", count=count) for name, count in counts.items() if count]
    return view.text("format.comma").join(told)


def _own(view: View, row: Row) -> Content:
    """What the area itself states, and whether its own parts give it."""
    text = view.text
    if row["stated_value"] is None:
        return text("rate.area_states_none")
    own = {f"{part}_{kind}": row[f"own_{part}_{kind}"] for part in _PARTS for kind in ("value", "observation_id")}
    units = {f"{part}_unit": row[f"{part}_unit"] for part in _PARTS}
    pieces: list[Content] = [text("rate.area_states"), show_stated(view, row)]
    if any(own[f"{part}_value"] is not None for part in _PARTS):
        pieces.append(show_parts(view, {**own, **units, "numerator_code": row["indicator_code"]}))
    if row["own_fit"]:
        pieces.append(tag(text(f"rate_fit.{row['own_fit']}"), _KINDS[row["own_fit"]]))
    return join(pieces, " ")


def rate_table(view: View, rows: Sequence[Row], name: str) -> Html:
    """The counties that reported: the rate made anew and as stated, what it is made of, and whether they agree."""
    text = view.text
    columns = [
        Column(text("column.county")),
        Column(name, "right"),
        Column(text("column.rate_stated"), "right"),
        Column(text("column.rate_parts"), "right"),
        Column(text("column.rate_says")),
        Column(text("column.period")),
        Column(text("column.source")),
    ]
    listed = [row for row in rows if row["status"] != "missing"]
    return table(columns, [_line(view, row) for row in listed])


def _line(view: View, row: Row) -> list[Content]:
    text = view.text
    if row["rate_state"] is None:
        return [row["division_name"], view.status(row["status"]), "", "", "", "", ""]
    made = "" if row["recomputed_value"] is None else show_rate(view, row["recomputed_value"], row["rate_unit"])
    told = [tag(text(f"rate_fit.{row['rate_fit']}"), _KINDS[row["rate_fit"]])] if row["rate_fit"] else []
    told += [] if row["rate_reason"] is None else [span("rl-caption", text(f"rate_reason.{row['rate_reason']}"))]
    return [
        row["division_name"],
        made or span("rl-none", text(f"rate_state.{row['rate_state']}")),
        show_stated(view, row),
        show_parts(view, row),
        join(told, " "),
        format_span(row["period_start"], row["period_end"], text),
        span("rl-file", row["file_name"] or ""),
    ]


_KINDS = {"fits": "good", "possible": "plain", "differs": "error", "impossible": "error"}
_HEADS = (
    "county", "code", "rate_state", "rate_reason", "rate_value", "rate_stated", "qualifier", "rate_fit", "numerator",
    "denominator", "first_day", "last_day", "source", "observation", "numerator_id", "denominator_id",
)  # fmt: skip


def offer_rates(view: View, name: str, rows: Sequence[Row]) -> None:
    """The button that hands the rows out, each with its parts and their evidence."""
    offer_lines(view, name, [view.text(f"column.{head}") for head in _HEADS], [_cells(view, row) for row in rows])


def _cells(view: View, row: Row) -> list[object]:
    text = view.text
    state = text(f"rate_state.{row['rate_state']}") if row["rate_state"] else text(f"status.{row['status']}")
    return [
        row["division_name"],
        row["division_code"],
        state,
        text(f"rate_reason.{row['rate_reason']}") if row["rate_reason"] else "",
        row["recomputed_value"],
        row["stated_value"],
        row["stated_qualifier"],
        text(f"rate_fit.{row['rate_fit']}") if row["rate_fit"] else "",
        row["numerator_value"],
        row["denominator_value"],
        row["period_start"],
        row["period_end"],
        row["file_name"],
        row["stated_observation_id"],
        row["numerator_observation_id"],
        row["denominator_observation_id"],
    ]


def with_parts(view: View, rows: Sequence[Row]) -> list[Row]:
    """The same rows, those that are stated rates with ``parts``: the row of ``rate_parts`` of their observation."""
    if not any(row["unit"] == "ratio" for row in rows):
        return list(rows)
    found = _ask_parts(view)
    if found is None:
        return list(rows)
    parts = {row["observation_id"]: row for row in found}
    return [{**row, "parts": parts.get(row["observation_id"])} for row in rows]


def _ask_parts(view: View, observation_id: str | None = None) -> Sequence[Row] | None:
    """What stated rates are made of; None where the publication is of an earlier release, which knew no such thing."""
    try:
        return view.source.ask("rate_parts", quarter=None, observation=observation_id)
    except WarehouseError:
        return None


def parts_beside(view: View, row: Row) -> Html:
    """n/m behind a stated rate, or that nobody reports them; nothing for what is no rate."""
    parts = row.get("parts")
    if row.get("unit") != "ratio" or "parts" not in row or row.get("value") is None:
        return Html("")
    shown = fraction(view, parts) if parts else ""
    if not shown:
        return tag(view.text("rate.bare"), "warn", view.text("rate.no_parts"))
    beside = span("rl-caption", f" {shown}")
    if parts["rate_fit"] in ("differs", "impossible"):
        return join([beside, tag(view.text(f"rate_fit.{parts['rate_fit']}"), "error")])
    return beside


def explain_rate(view: View, observation_id: str) -> Html:
    """What a stated rate is made of, for the page of its evidence; empty where it is none or is not told of."""
    text = view.text
    found = _ask_parts(view, observation_id)
    if not found:
        return Html("")
    row = found[0]
    made: Content = text(f"rate_reason.{row['rate_reason']}") if row["rate_reason"] else ""
    if row["recomputed_value"] is not None:
        made = text("rate.gives", rate=show_rate(view, row["recomputed_value"], row["rate_unit"]))
    fit = [tag(text(f"rate_fit.{row['rate_fit']}"), _KINDS[row["rate_fit"]])] if row["rate_fit"] else []
    return div("rl-plain", join([text("rate.made_of"), " ", show_parts(view, row), " · ", made, *fit]))
