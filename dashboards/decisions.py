"""What people decided of a figure: the entries of the corrections ledger, and what was held back until it was let go.

The figure's row carries the entries; the rows of the quarantine stay readable after they have ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from dashboards.context import View
from dashboards.formats import format_moment
from dashboards.markup import Column, Content, Html, div, join, table, tag
from dashboards.source import load_words
from warehouse.catalogue.loader import load_catalogue
from warehouse.receipt.wording import explain_rule, read_entries
from warehouse.trace import Trace

Row = Mapping[str, Any]


def describe_corrections(view: View, observation: Row) -> Html:
    """Each entry that was applied to the figure: who, from what to what, why; empty where none was."""
    told = [_entry(view, observation, entry) for entry in read_entries(observation.get("correction") or "")]
    return join(div("rl-plain", content) for content in told)


def _entry(view: View, observation: Row, entry: Mapping[str, str | None]) -> Html:
    text = view.text
    was, now = _was(view, observation, entry["was"]), view.measured(observation)
    if entry["action"] == "set_indicator":
        was, now = (_indicator(view, code) for code in (entry["was"], observation["indicator_code"]))
    said = text(f"corrected.{entry['action']}", who=entry["who"], was=was, now=now, why=entry["reason"])
    mark = tag(text("corrected.mark"), "warn", text("corrected.id", id=entry["id"]))
    return join([mark, " ", said])


def _was(view: View, observation: Row, was: str | None) -> str:
    """What the file reads, in the figure's own unit; told as unknown where the entry names no number."""
    try:
        value = Decimal(was or "")
    except InvalidOperation:
        return view.text("format.unknown")
    return view.measured({**observation, "value": value, "qualifier": "exact"})


def _indicator(view: View, code: str | None) -> str:
    indicator = load_catalogue().indicators.get(code or "")
    if indicator is None:
        return code or view.text("format.unknown")
    return indicator.name_zh if view.text.language == "zh" else indicator.name_en


def list_quarantine(view: View, found: Trace) -> Html:
    """Why the figure is or was kept out of the facts, since when and until when, and what was decided.

    A row that ended without a decision of its own was held until the figure, or what it is compared with, changed.
    """
    text = view.text
    latest: dict[str, Row] = {}
    first: dict[str, Any] = {}
    for row in found.quarantine:
        first.setdefault(row["quarantine_id"], row["recorded_at"])
        latest[row["quarantine_id"]] = row
    if not latest:
        return div("rl-plain", text("quarantine.none"))
    columns = [
        Column(text("column.reason")),
        Column(text("column.rule")),
        Column(text("column.state")),
        Column(text("column.held_since")),
        Column(""),
    ]
    ordered = sorted(latest.values(), key=lambda row: (row["superseded_at"] is not None, row["recorded_at"]))
    shown = [_held(view, found.observation, row, format_moment(first[row["quarantine_id"]], text)) for row in ordered]
    return table(columns, shown)


def _held(view: View, observation: Row, row: Row, since: str) -> list[Content]:
    text = view.text
    _, reasons = load_words()
    reason = reasons.get(row["reason"])
    name = row["reason"] if reason is None else reason.name_zh if text.language == "zh" else reason.name_en
    rule = row["rule_id"] or ""
    told = explain_rule(rule, row["detail"] or "", load_catalogue(), text.language) if rule in load_words()[0] else rule
    return [name, told, _state(view, observation, row), since, row["decided_why"] or ("" if rule else row["detail"])]


def _state(view: View, observation: Row, row: Row) -> Content:
    """What was decided and when; of a row that ended, until when it was held."""
    text = view.text
    if row["superseded_at"] is None or row["state"] != "held":
        moment = [div("rl-caption", format_moment(row["decided_at"], text))] if row["decided_at"] else []
        return join([text(f"quarantine.{row['state']}"), *moment])
    until = text("quarantine.until", moment=format_moment(row["superseded_at"], text))
    is_ours = bool(observation.get("correction")) and observation["recorded_at"] == row["superseded_at"]
    ours = [tag(text("quarantine.by_ledger"))] if is_ours else []
    return join([text("quarantine.was_held"), div("rl-caption", until), *ours])
