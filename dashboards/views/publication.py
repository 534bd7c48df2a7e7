"""The publication in view: what it holds, what the gate said of each quarter, and the data contracts' pages."""

from __future__ import annotations

import streamlit as st

from dashboards.context import View, current_view
from dashboards.contracts import Document, list_documents, show_document
from dashboards.filters import carried
from dashboards.formats import format_moment, format_number, format_quarter
from dashboards.gate import gate_table
from dashboards.markup import Column, Content, Html, div, element, join, link, notice, page_address, table, tag
from warehouse.tables import load_tables


def draw(view: View) -> None:
    """Lay out the page, or one page of the contracts where the URL names it."""
    asked = st.query_params.get("doc", "")
    if asked:
        _draw_document(view, asked)
        return
    text = view.text
    st.title(text("publication.title"), anchor=False)
    st.html(str(_facts(view)))
    st.subheader(text("publication.gate"), anchor=False)
    st.html(str(div("rl-caption", text("publication.gate_caption"))))
    quarters = sorted(view.source.publication.manifest.get("quarters", ()), reverse=True)
    st.html(str(gate_table(view, quarters)))
    st.subheader(text("publication.contracts", quarter=view.quarter()), anchor=False)
    st.html(str(div("rl-caption", text("publication.contracts_caption"))))
    documents = [d for d in list_documents(view.source.home.data_docs) if d.quarter == view.filters.quarter]
    if not documents:
        st.html(str(notice(text("publication.no_contracts"), text("publication.no_contracts_why"))))
        return
    columns = [
        Column(text("column.table")),
        Column(text("column.holds"), "right"),
        Column(text("column.failed"), "right"),
    ]
    st.html(str(table([*columns, Column("")], [_contract(view, document) for document in documents])))


def _facts(view: View) -> Html:
    text, publication = view.text, view.source.publication
    manifest = publication.manifest
    rows = manifest.get("row_counts", {})
    facts = sum(count for name, count in rows.items() if name.startswith("core.fact_"))
    entries: list[tuple[str, Content]] = [
        ("header.publication", element("code", publication.version)),
        ("publication.created", format_moment(publication.created_at, text)),
        ("publication.quarters", text("format.comma").join(format_quarter(q, text) for q in manifest["quarters"])),
        ("publication.submissions", format_number(manifest.get("submissions", 0), "count", text.language)),
        ("publication.facts", format_number(facts, "count", text.language)),
        ("publication.readers", text("format.comma").join(manifest.get("extractor_versions", ()))),
        ("publication.content", element("code", str(manifest.get("content_hash", ""))[:16])),
    ]
    return div("rl-facts", join(join([div("", text(key)), div("", content)]) for key, content in entries))


def _contract(view: View, document: Document) -> list[Content]:
    text = view.text
    state = "contract.holds" if document.held == document.asked else "contract.broken"
    return [
        join([_table_name(view, document.table), " ", element("code", document.table)]),
        join([f"{document.held} / {document.asked}", tag(text(state), "good" if state.endswith("holds") else "error")]),
        document.failed,
        link(text("contract.open"), page_address("publication", carried(), doc=document.path)),
    ]


def _table_name(view: View, name: str) -> str:
    """What people call a table; empty where its metadata does not say."""
    records = [record for full, record in load_tables().items() if full.rpartition(".")[2] == name]
    return "" if not records else records[0].zh if view.text.language == "zh" else records[0].en


def _draw_document(view: View, path: str) -> None:
    text = view.text
    parts = path.split("/")
    named = {"table": parts[1] if len(parts) > 1 else path, "quarter": parts[2] if len(parts) > 2 else ""}
    st.title(text("contract.title", **named), anchor=False)
    st.html(str(div("rl-plain", link(text("contract.back"), page_address("publication", carried())))))
    shown = show_document(view.source.home.data_docs, path, view.evidence_address)
    if shown is None:
        st.html(str(notice(text("contract.gone"), text("contract.gone_why"))))
        return
    st.html(str(div("rl-caption", text("contract.made_by"))))
    st.html(str(shown))


draw(current_view())
