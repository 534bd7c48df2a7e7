"""What the manifest of a publication says of the gate: by quarter, what it found and who let what through, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dashboards.context import View
from dashboards.formats import format_moment, format_quarter
from dashboards.markup import Column, Content, Html, div, join, table, tag

Row = Mapping[str, Any]
_KINDS = {"pass": "good", "not_applicable": "plain", "warn": "warn", "overridden": "error"}


def gate_of(view: View, quarter: str) -> Row | None:
    """What the gate said of a quarter when it was published; None where the manifest does not tell."""
    gates = view.source.publication.manifest.get("gate")
    found = gates.get(quarter) if isinstance(gates, Mapping) else None
    return found if isinstance(found, Mapping) else None


def gate_state(view: View, quarter: str) -> Html:
    """The gate's outcome for a quarter, in a word."""
    found = gate_of(view, quarter)
    outcome = str(found["outcome"]) if found else "unknown"
    return tag(_outcome(view, outcome), _KINDS.get(outcome, "plain"), view.text("gate.hint"))


def gate_table(view: View, quarters: Sequence[str]) -> Html:
    """Every quarter with its outcome, when it passed, and each condition that did not simply hold."""
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
    return table(columns, [line for quarter in quarters for line in _lines(view, quarter)])


def _lines(view: View, quarter: str) -> list[list[Content]]:
    text = view.text
    found = gate_of(view, quarter)
    name = format_quarter(quarter, text)
    if found is None:
        return [[name, gate_state(view, quarter), "", text("gate.untold"), "", "", ""]]
    head: list[Content] = [name, gate_state(view, quarter), format_moment(datetime.fromisoformat(found["at"]), text)]
    conditions = list(found.get("conditions", ()))
    if not conditions:
        return [[*head, text("gate.all_held"), "", "", ""]]
    blank: list[Content] = ["", "", ""]
    return [[*(blank if place else head), *_condition(view, row)] for place, row in enumerate(conditions)]


def _condition(view: View, row: Row) -> list[Content]:
    text = view.text
    value = "" if row.get("value") is None else f"{row['value']:.4g}"
    limits = [text(f"gate.limit_{kind}", limit=f"{row[kind]:g}") for kind in ("warn", "hold") if row.get(kind)]
    if row.get("warn") == 0:
        limits = [text("gate.limit_warn", limit="0"), *limits]
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
