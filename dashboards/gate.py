"""What the manifest of a publication says of the gate: by quarter, what it found and who let what through, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dashboards.context import View
from dashboards.filters import carried
from dashboards.formats import format_moment, format_quarter
from dashboards.markup import Column, Content, Html, div, join, link, notice, page_address, table, tag
from warehouse.held_quarters import HeldQuarter, read_held

Row = Mapping[str, Any]
_KINDS = {
    "pass": "good", "not_applicable": "plain", "warn": "warn",
    "overridden": "error", "hold": "error", "blocked": "error",
}  # fmt: skip


def gate_of(view: View, quarter: str) -> Row | None:
    """What the gate said of a quarter when it was published; None where the manifest does not tell."""
    gates = view.source.publication.manifest.get("gate")
    found = gates.get(quarter) if isinstance(gates, Mapping) else None
    return found if isinstance(found, Mapping) else None


def held_now(view: View) -> tuple[HeldQuarter, ...]:
    """The quarters whose newest load waits; of a time before now nothing is told."""
    return () if view.source.as_of else read_held(view.source.home)


def held_banner(view: View) -> Html:
    """What waits and by which conditions, and that an earlier state is in view; empty where nothing waits."""
    text = view.text
    published = view.source.publication.manifest.get("quarters", ())
    told = []
    for held in held_now(view):
        named = text("format.semicolon").join(_brief(view, verdict) for verdict in held.verdicts)
        shown = text("held.shown_before" if held.quarter in published else "held.shown_none")
        about = link(text("held.more"), page_address("publication", carried()))
        title = text("held.title", quarter=format_quarter(held.quarter, text), conditions=named)
        told.append(notice(title, join([shown, " ", about])))
    return div("rl-held", *told) if told else Html("")


def _brief(view: View, verdict: Row) -> str:
    """A condition with its value and limit, in words."""
    name = str(verdict[view.text.language])
    if verdict.get("value") is None or verdict.get("hold") is None:
        return name
    return view.text("held.condition", name=name, value=_told(verdict, "value"), limit=_told(verdict, "hold"))


def _told(verdict: Row, name: str) -> str:
    """A value or limit of a condition: a share as a percent, a count as it is."""
    return f"{verdict[name] * 100:.4g}%" if verdict.get("is_share") else f"{verdict[name]:.4g}"


def gate_state(view: View, quarter: str) -> Html:
    """The gate's outcome for what is published of a quarter, in a word, and whether a newer load of it waits."""
    shown = _published_state(view, quarter)
    if not any(held.quarter == quarter for held in held_now(view)):
        return shown
    return join([shown, tag(view.text("held.mark"), "error", view.text("held.hint"))])


def _published_state(view: View, quarter: str) -> Html:
    found = gate_of(view, quarter)
    outcome = str(found["outcome"]) if found else "unknown"
    return tag(_outcome(view, outcome), _KINDS.get(outcome, "plain"), view.text("gate.hint"))


def gate_table(view: View, quarters: Sequence[str]) -> Html:
    """Every quarter with its outcome, when it passed, and each condition that did not simply hold; what waits first."""
    text = view.text
    columns = [
        Column(text("filter.quarter")),
        Column(text("column.outcome")),
        Column(text("column.asked_at")),
        Column(text("column.condition")),
        Column(text("column.value"), "right"),
        Column(text("column.limit")),
        Column(text("column.decided")),
    ]
    waiting = [line for held in held_now(view) for line in _waiting(view, held)]
    return table(columns, [*waiting, *(line for quarter in quarters for line in _lines(view, quarter))])


def _waiting(view: View, held: HeldQuarter) -> list[list[Content]]:
    """The conditions that keep the newest load of a quarter out."""
    name = join([format_quarter(held.quarter, view.text), div("rl-caption", view.text("held.newest"))])
    head: list[Content] = [name, tag(view.text("held.mark"), "error"), format_moment(held.at, view.text)]
    blank: list[Content] = ["", "", ""]
    rows = [_condition(view, row) for row in held.verdicts]
    return [[*(blank if place else head), *row] for place, row in enumerate(rows)]


def _lines(view: View, quarter: str) -> list[list[Content]]:
    text = view.text
    found = gate_of(view, quarter)
    name = format_quarter(quarter, text)
    if found is None:
        return [[name, _published_state(view, quarter), "", text("gate.untold"), "", "", ""]]
    at = format_moment(datetime.fromisoformat(found["at"]), text)
    head: list[Content] = [name, _published_state(view, quarter), at]
    conditions = list(found.get("conditions", ()))
    if not conditions:
        return [[*head, text("gate.all_held"), "", "", ""]]
    blank: list[Content] = ["", "", ""]
    return [[*(blank if place else head), *_condition(view, row)] for place, row in enumerate(conditions)]


def _condition(view: View, row: Row) -> list[Content]:
    text = view.text
    value = "" if row.get("value") is None else _told(row, "value")
    kinds = [kind for kind in ("warn", "hold") if row.get(kind) is not None]
    limits = [text(f"gate.limit_{kind}", limit=_told(row, kind)) for kind in kinds]
    name = join([str(row[text.language]), tag(_outcome(view, row["outcome"]), _KINDS.get(row["outcome"], "plain"))])
    return [name, value, text("format.comma").join(limits), _decided(view, row.get("override"))]


def _decided(view: View, override: Row | None) -> Content:
    """Who let the quarter through, when and why."""
    if not override:
        return ""
    moment = format_moment(datetime.fromisoformat(str(override["recorded_at"])), view.text)
    return join([div("", override["who"]), div("", override["why"]), div("rl-caption", moment)])


def _outcome(view: View, outcome: str) -> str:
    shown = view.text(f"gate.{outcome}")
    return outcome if shown == f"gate.{outcome}" else shown
