"""What the evidence page lists beside the figure: its file, the rules it met, what was decided, and other values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.context import View
from dashboards.filters import carried
from dashboards.formats import format_day, format_moment, format_quarter
from dashboards.gaps import CASES, link_decisions
from dashboards.markup import Column, Content, Html, div, element, join, link, page_address, table, tag
from dashboards.revisions import link_other
from dashboards.source import load_words
from warehouse.catalogue.loader import load_catalogue
from warehouse.receipt.wording import explain_rule, plain_facts
from warehouse.trace import Trace

Row = Mapping[str, Any]


def describe_submission(view: View, found: Trace, names: Row) -> Html:
    """File, place in it, office, quarter, and how the figure was read."""
    text, observation, submission = view.text, found.observation, found.submission
    published = submission.get("published_on")
    received = submission.get("submitted_at")
    quarter = text(f"quarter_basis.{submission['quarter_basis']}") if submission else ""
    method = text(f"method.{observation['method']}")
    entries: list[tuple[str, Content]] = [
        ("source.file", submission.get("file_name")),
        ("source.locator", observation["locator"]),
        ("source.office", submission.get("office_name") or names["office_name"]),
        ("source.quarter", f"{format_quarter(observation['quarter'], text)} ({quarter})"),
        ("source.published", format_day(published, text.language) if published else None),
        ("source.received", format_moment(received, text) if received else None),
        ("source.period_basis", text(f"period_basis.{observation['period_basis']}")),
        ("source.status", _status(view, found)),
        ("source.method", f"{method} · {observation['rule']}"),
        ("source.extractor", observation["extractor_version"]),
        ("source.also_at", "; ".join(observation["also_at"] or [])),
        ("source.observation", element("code", observation["observation_id"])),
        ("source.submission", element("code", observation["submission_id"][:16], title=observation["submission_id"])),
        ("source.receipt", _link_receipt(view, observation)),
    ]
    shown = join(join([div("", text(key)), div("", content)]) for key, content in entries if content)
    return div("rl-facts", shown)


def _link_receipt(view: View, observation: Row) -> Html:
    """The way to the whole file with what was said of it."""
    address = page_address(
        "receipt", carried(), submission=observation["submission_id"][:16], locator=observation["locator"]
    )
    return link(view.text("receipt.open"), address)


def list_findings(view: View, found: Trace) -> Html:
    """The rules that the figure broke, those that did not apply counted apart: neither is a pass."""
    text = view.text
    rules, _ = load_words()
    catalogue = load_catalogue()
    broken = [f for f in found.findings if f["outcome"] == "broken" and f["superseded_at"] is None]
    others = sum(f["outcome"] == "not_applicable" and f["superseded_at"] is None for f in found.findings)
    note = div("rl-caption", text("findings.not_applicable", count=others)) if others else Html("")
    if not broken:
        return join([div("rl-plain", text("findings.none")), note])
    columns = [Column(text("column.rule")), Column(text("column.observed")), Column(text("column.expected"))]
    rows = []
    for finding in broken:
        rule = rules.get(finding["rule_id"])
        title = "" if rule is None else f"{rule.id} {rule.name_zh if text.language == 'zh' else rule.why}"
        severity = tag(text(f"severity.{finding['severity']}"), finding["severity"])
        told = title or explain_rule(finding["rule_id"], "", catalogue, text.language) or finding["rule_id"]
        seen = [plain_facts(finding[column] or "", catalogue, text.language) for column in ("observed", "expected")]
        rows.append([join([told, severity]), *seen])
    return join([table(columns, rows), note])


def list_other_sources(view: View, found: Trace) -> Html:
    """Other values that were reported for the same subject and not kept."""
    text = view.text
    standing = [r for r in found.reconciliations if r["superseded_at"] is None]
    if not standing:
        return div("rl-plain", text("others.none"))
    columns = [
        Column(text("column.kind")),
        Column(text("column.kept"), "right"),
        Column(text("column.other"), "right"),
        Column(""),
    ]
    unit = found.observation["unit"]
    rows: list[list[Content]] = [
        [
            text(f"reconciliation.{row['kind']}"),
            join([_figure(view, row["kept_value"], unit), " ", link_other(view, found, row["kept_observation_id"])]),
            _figure(view, row["other_value"], unit),
            _link_source(view, found, row["other_observation_id"]),
        ]
        for row in standing
    ]
    return table(columns, rows)


def _link_source(view: View, found: Trace, source: str) -> Html:
    """The way to another value: a figure, or the decisions that a list adds up."""
    if source.startswith(CASES):
        return link_decisions(view, source, view.text("gap.decisions"))
    return link_other(view, found, source)


def _figure(view: View, value: Any, unit: str, qualifier: str = "exact") -> str:
    if value is None:
        return view.text("format.unknown")
    return view.measured({"value": value, "unit": unit, "qualifier": qualifier})


def _status(view: View, found: Trace) -> Content:
    """Whether it was accepted, and, where it is not the fact all the same, what became of it."""
    observation, state = found.observation, found.state.state
    if observation["status"] == "accepted":
        accepted: Content = view.text("status.accepted")
        if observation["correction"]:
            accepted = join([accepted, tag(view.text("corrected.mark"), "warn")])
        return accepted if state == "fact" else join([accepted, tag(view.text(f"state.{state}"), "warn")])
    _, reasons = load_words()
    reason = reasons.get(observation["reason"] or "")
    name = observation["reason"] if reason is None else reason.name_zh if view.text.language == "zh" else reason.name_en
    return join([view.text("status.review"), tag(name or "", "warn")])
