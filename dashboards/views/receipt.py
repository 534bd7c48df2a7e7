"""Receipts: what became of a file, in its own layout, and what the office is asked to send again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from dashboards.context import View, current_view
from dashboards.filters import carried
from dashboards.formats import format_day, format_minute, format_moment, format_quarter
from dashboards.markup import Column, Content, Html, div, element, join, link, notice, page_address, span, table, tag
from dashboards.receipts import Receipt, ReceiptFile, resend_table, show_file, verdict_counts, whole_table
from dashboards.source import load_words
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import UsageError
from warehouse.evidence import read_evidence
from warehouse.receipt.blanks import note_blanks
from warehouse.receipt.judging import judge_submission
from warehouse.receipt.refusals import read_refusals
from warehouse.receipt.wording import say
from warehouse.submissions import find_submission

WITHDRAWN = "withdrawn"


def draw(view: View) -> None:
    """Lay out the page: the receipt of the file that the URL names, or files to choose from."""
    asked = st.query_params.get("submission", "").strip()
    if not asked:
        _draw_choice(view)
        return
    try:
        row = find_submission(view.source.connection(), asked)
    except UsageError:
        st.title(view.text("page.receipt"), anchor=False)
        st.html(str(notice(view.text("receipt.unknown", id=asked), view.text("receipt.unknown_next"))))
        _draw_choice(view)
        return
    _draw_receipt(view, row)


def _draw_receipt(view: View, row: dict[str, Any]) -> None:
    text, home = view.text, view.source.home
    refusals = read_refusals(home, row["submission_id"])
    judged = judge_submission(view.source.connection(), row, refusals or (), load_catalogue(), text.language)
    parts = read_evidence(home, row["submission_id"])
    judged = note_blanks(judged, parts or (), text.language)
    figures = view.source.ask("located", submission=row["submission_id"])
    receipt = Receipt.of(judged, parts or (), figures, st.query_params.get("locator", ""))
    st.title(text("receipt.title", file=row["file_name"]), anchor=False)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.html(str(_facts(view, row)))
        st.html(str(verdict_counts(view, judged)))
    with right:
        version = view.source.publication.version
        st.download_button(
            text("receipt.download"),
            ReceiptFile(judged, tuple(parts or ()), text.language, version),
            file_name="-".join([Path(row["file_name"]).stem, text("receipt.file")]) + ".xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            on_click="ignore",
        )
        st.html(str(div("rl-plain", link(text("receipt.all"), page_address("receipt", carried())))))
    if row["outcome"] == WITHDRAWN:
        st.html(str(notice(text("receipt.withdrawn"), row["outcome_detail"] or "")))
    if judged.whole:
        st.subheader(say("whole_part", text.language), anchor=False)
        st.html(str(whole_table(view, judged)))
    st.subheader(say("resend", text.language), anchor=False)
    asked = resend_table(view, receipt)
    st.html(str(asked or div("rl-plain", say("nothing_to_send", text.language))))
    if refusals is None:
        st.html(str(div("rl-caption", text("receipt.no_refusals", quarter=row["quarter"]))))
    st.subheader(text("receipt.own_layout"), anchor=False)
    st.html(str(div("rl-caption", text("receipt.colours"))))
    if parts is None:
        st.html(str(notice(text("receipt.gone"), text("receipt.gone_next", quarter=row["quarter"]))))
    shown = show_file(view, receipt)
    if shown.text:
        st.html(str(shown))


def _facts(view: View, row: dict[str, Any]) -> Html:
    text = view.text
    language = text.language
    published = row["published_on"]
    entries: list[tuple[str, Content]] = [
        (say("office", language), row["office_name"]),
        (say("quarter", language), format_quarter(row["quarter"], text)),
        (text("source.published"), format_day(published, language) if published else None),
        (say("received", language), format_minute(row["submitted_at"], text)),
        (say("outcome", language), join([_outcome(view, row["outcome"]), f" {row['outcome_detail'] or ''}"])),
        (say("submission", language), element("code", row["submission_id"][:16], title=row["submission_id"])),
    ]
    return div("rl-facts", join(join([div("", name), div("", content)]) for name, content in entries if content))


def _outcome(view: View, outcome: str) -> str:
    _, reasons = load_words()
    reason = reasons.get(outcome)
    return outcome if reason is None else reason.name_zh if view.text.language == "zh" else reason.name_en


def _draw_choice(view: View) -> None:
    """The files of the quarter and place in view."""
    text, filters = view.text, view.filters
    st.title(text("receipt.choose", place=view.place(), quarter=view.quarter()), anchor=False)
    st.html(str(div("rl-caption", text("receipt.caption"))))
    rows = view.source.ask("submissions", quarter=filters.quarter, prefecture=filters.prefecture, county=filters.county)
    if not rows:
        st.html(str(notice(text("receipt.none"), text("receipt.none_why"))))
        return
    columns = [
        Column(text("column.area")),
        Column(text("column.source")),
        Column(text("column.reading")),
        Column(text("column.received")),
        Column(text("column.figures"), "right"),
        Column(text("column.in_review"), "right"),
        Column(text("column.held"), "right"),
        Column(text("column.refused"), "right"),
        Column(""),
    ]
    st.html(str(table(columns, [_choice(view, row) for row in rows])))


def _choice(view: View, row: dict[str, Any]) -> list[Content]:
    text = view.text
    tags = {"read": "", WITHDRAWN: "warn"}
    graveness = tags.get(row["outcome"], "error")
    address = page_address("receipt", carried(), submission=row["submission_id"][:16])
    return [
        row["division_name"] or row["office_name"] or text("format.unknown"),
        span("rl-file", row["file_name"]),
        tag(_outcome(view, row["outcome"]), graveness) if graveness else _outcome(view, row["outcome"]),
        format_moment(row["submitted_at"], text),
        str(row["figure_count"] + row["cases_count"]),
        str(row["review_count"] or ""),
        str(row["held_count"] or ""),
        str(row["refusals_count"] or ""),
        link(text("receipt.open"), address),
    ]


draw(current_view())
