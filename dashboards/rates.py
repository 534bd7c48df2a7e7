"""Rates with what they are made of: n of m beside each, counties with the bare rate and with none told apart.

Rows are those of ``queries/rate_figures.sql``, ``rate_areas.sql`` and ``rate_parts.sql``; a rate is made anew from its
parts and stands beside what was stated, neither called the right one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboards.charts.ranking import Rank
from dashboards.context import View
from dashboards.formats import format_change, format_number, format_span, qualify
from dashboards.markup import Content, Html, card, div, join, span, tag
from dashboards.second_hand import is_second_hand, second_hand_marks
from warehouse.errors import WarehouseError

Row = Mapping[str, Any]
_PARTS = ("numerator", "denominator")
_OF_A_CHANGE = ("numerator_unreported", "denominator_unreported", "parts_unreported", "denominator_zero")
FIT_KINDS = {"fits": "good", "possible": "plain", "differs": "error", "impossible": "error"}
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
    now, then = _part(view, row, "numerator"), _part(view, row, "denominator")
    if row.get("rate_unit") != "change":
        return join([now, then], " / ")
    return join([view.text("rate.now"), " ", now, " / ", _then(view, row), " ", then])


def _then(view: View, row: Row) -> str:
    """What the denominator of a change is called: the period before, or the same of the year before."""
    return view.text("rate.year_before" if row.get("base") == "previous_year" else "rate.period_before")


def why_none(view: View, row: Row) -> str:
    """Why a rate cannot be made; of a change in the words of its two periods."""
    if row["rate_unit"] == "change" and row["rate_reason"] in _OF_A_CHANGE:
        return view.text(f"rate_reason_change.{row['rate_reason']}", then=_then(view, row))
    return view.text(f"rate_reason.{row['rate_reason']}")


def _part(view: View, row: Row, which: str) -> Content:
    text = view.text
    if row[f"{which}_value"] is None:
        is_kept_out = row.get(f"is_{which}_kept_out")
        word = "rate.kept_out" if is_kept_out else "status.not_stated"
        word = "status.missing" if row.get("rate_state") is None and "rate_state" in row else word
        return span("rl-none", text(word), title=text(f"rate.no_{which}"))
    number = format_number(row[f"{which}_value"], row[f"{which}_unit"] or "count", text.language)
    if row[f"{which}_unit"] == "yuan":
        number = f"{number} {view.unit('yuan')}"
    told = qualify(number, row.get(f"{which}_qualifier"), text)
    return view.evidence_link(row.get(f"{which}_observation_id"), told) if row.get(f"{which}_observation_id") else told


def fraction(view: View, row: Row) -> str:
    """Numerator and denominator as plain text: ``67/70``; empty where one is not reported."""
    if row.get("numerator_value") is None or row.get("denominator_value") is None:
        return ""
    above, below = (_number_of(view, row, part) for part in _PARTS)
    shown = f"{above}/{below}"
    if row.get("rate_unit") == "change":
        shown = f"{view.text('rate.now')} {above} / {_then(view, row)} {below}"
    is_money = row["numerator_unit"] == row["denominator_unit"] == "yuan"
    return f"{shown} {view.unit('yuan')}" if is_money else shown


def _number_of(view: View, row: Row, which: str) -> str:
    """The number of a part with its word of exactness."""
    number = format_number(row[f"{which}_value"], row[f"{which}_unit"] or "count", view.text.language)
    return qualify(number, row.get(f"{which}_qualifier"), view.text)


def rate_marks(view: View, row: Row) -> list[Html]:
    """What one must know of a rate: stated bare, unlike its parts, parts of several files, several periods."""
    text = view.text
    found = second_hand_marks(view, row)
    if row["stated_value"] is not None and row["recomputed_value"] is None and row["rate_reason"] is not None:
        reason = why_none(view, row)
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
    if row["broken_count"]:
        found.append(tag(text("mark.broken", count=row["broken_count"]), "warn", text("hint.broken_rate")))
    return found


def rank_rates(view: View, rows: Sequence[Row]) -> list[Rank]:
    """A line for each county: its rate with n/m, the bare rate marked as such, or why there is none.

    The scale of shares ends at the whole, or beyond it where a share does, and begins at zero; that of changes has zero
    in its middle.
    """
    values = [value for row in rows if (value := _value(row)) is not None]
    whole = [Decimal(1)] if any(row["rate_unit"] == "share" for row in rows) else []
    greatest = max([abs(value) for value in values] + whole, default=Decimal(0))
    least = -greatest if any(row["rate_unit"] == "change" for row in rows) else min([*values, Decimal(0)])
    scale = least, greatest
    return [_rank(view, row, *scale) for row in rows]


def _value(row: Row) -> Decimal | None:
    """The rate as made of its parts, else as stated."""
    value: Decimal | None = row["stated_value"] if row["recomputed_value"] is None else row["recomputed_value"]
    return value


def _rank(view: View, row: Row, least: Decimal, greatest: Decimal) -> Rank:
    value = _value(row)
    length = greatest - least
    behind = row["stated_observation_id"] or row["numerator_observation_id"] or row["denominator_observation_id"]
    return Rank(
        name=row["division_name"],
        detail="" if view.filters.prefecture else row["parent_name"] or "",
        shown=_shown(view, row, value),
        status=row["status"],
        part=None if value is None else float((value - least) / length) if length else 0.0,
        zero=float(-least / length) if length else 0.0,
        address=view.evidence_address(behind) if behind else "",
        title=_title(view, row),
        is_chosen=row["division_code"] == view.filters.county,
    )


def _shown(view: View, row: Row, value: Decimal | None) -> Content:
    text = view.text
    if value is None:
        told = why_none(view, row) if row["rate_reason"] else text(f"status.{row['status']}")
        return join([span("rl-none", told), *second_hand_marks(view, row)])
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


def describe_rate(view: View, named: Row) -> str:
    """What a rate is made of, by name: numerator and denominator, or the figure and the period it is held against."""
    text = view.text
    numerator, denominator = (text.pick(named, f"{part}_name") for part in _PARTS)
    if named["rate_unit"] == "change":
        return text("rate.is_change", numerator=numerator, then=_then(view, named))
    return text("rate.is_quotient", numerator=numerator, denominator=denominator)


def underivable(view: View, rows: Sequence[Row]) -> str:
    """Where no county has the rate though parts of it are reported: why, with how many counties; else empty."""
    if any(_value(row) is not None for row in rows):
        return ""
    counts = Counter(why_none(view, row) for row in rows if row["rate_reason"])
    told = (view.text("rate.why_counted", why=why, count=count) for why, count in counts.most_common())
    return view.text("format.semicolon").join(told)


def area_card(view: View, row: Row, counties: Sequence[Row] = ()) -> Html:
    """An area's rate of its counties' sums, with n of m, k of K counties, who lacks what, and its own statement.

    ``counties`` are rows of ``rate_figures``: those of the area whose parts another office tells are counted apart.
    """
    text = view.text
    of_what = "rate.counties_change" if row["rate_unit"] == "change" else "rate.counties"
    counted = text(of_what, both=row["both_count"], expected=row["expected_count"], then=_then(view, row))
    if row["extra_count"]:
        counted += text("total.extra", extra=row["extra_count"])
    of_area = (c for c in counties if row["area_level"] == "province" or c["parent_code"] == row["area_code"])
    if others := sum(is_second_hand(c) and c["recomputed_value"] is not None for c in of_area):
        counted += text("total.second_hand", count=others)
    notes: list[Content] = [join([fraction(view, row)]), counted, describe_lacks(view, row)]
    stated = _own(view, row)
    if row["recomputed_value"] is None:
        told = [_why_no_area(view, row), notes[0], counted, notes[2], stated]
        return card(row["area_name"], text("rate.no_area"), "", told, is_absent=True)
    number = show_rate(view, row["recomputed_value"], row["rate_unit"])
    return card(row["area_name"], qualify(number, row["recomputed_qualifier"], text), "", [*notes, stated])


def _why_no_area(view: View, row: Row) -> str:
    """Why the counties' figures give an area no rate: none reports both parts, or the sum below is zero."""
    if row["denominator_value"] is not None:
        return why_none(view, {**row, "rate_reason": "denominator_zero"})
    none = "rate.no_both_change" if row["rate_unit"] == "change" else "rate.no_both"
    return view.text(none, then=_then(view, row))


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
    units = {f"{part}_unit": row[f"{part}_unit"] for part in _PARTS} | {key: row[key] for key in ("rate_unit", "base")}
    pieces: list[Content] = [text("rate.area_states"), show_stated(view, row)]
    if any(own[f"{part}_value"] is not None for part in _PARTS):
        pieces.append(show_parts(view, {**own, **units, "numerator_code": row["indicator_code"]}))
    if row["own_fit"]:
        pieces.append(tag(text(f"rate_fit.{row['own_fit']}"), FIT_KINDS[row["own_fit"]]))
    return join(pieces, " ")


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
    made: Content = why_none(view, row) if row["rate_reason"] else ""
    if row["recomputed_value"] is not None:
        made = text("rate.gives", rate=show_rate(view, row["recomputed_value"], row["rate_unit"]))
    fit = [tag(text(f"rate_fit.{row['rate_fit']}"), FIT_KINDS[row["rate_fit"]])] if row["rate_fit"] else []
    return div("rl-plain", join([text("rate.made_of"), " ", show_parts(view, row), " · ", made, *fit]))
