"""The dashboard's entry: language, filters and navigation around the pages, over the current publication.

Started with ``streamlit run dashboards/app.py``; ``REDLINE_HOME`` names the home that is shown. The pages stand in
``views``: a folder ``pages`` beside this file would make Streamlit run a page without this frame when its address is
the first that a new server is asked for.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

if str(Path(__file__).parent.parent) not in sys.path:  # streamlit puts only this folder on the path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from dashboards.context import View, keep_view
from dashboards.filters import as_things_stand, carried, choose_filters, switch
from dashboards.header import draw_header
from dashboards.markup import notice, page_address
from dashboards.messages import LANGUAGES, Messages, as_language, load_messages
from dashboards.moments import choose_moment, show_moment
from dashboards.source import Source, find_source
from warehouse.errors import RedlineError
from warehouse.home import Home

_FOLDER = Path(__file__).parent
_PAGES = (
    "overview",
    "enforcement",
    "rate",
    "zero_accident",
    "accident",
    "coverage",
    "reconciliation",
    "receipt",
    "evidence",
    "publication",
)
_ROOT = "root"  # what Streamlit knows the page at the root by; a text of its own here would be drawn on every page

_ICONS = {
    "overview": ":material/dashboard:",
    "enforcement": ":material/gavel:",
    "rate": ":material/percent:",
    "zero_accident": ":material/health_and_safety:",
    "accident": ":material/warning:",
    "coverage": ":material/fact_check:",
    "reconciliation": ":material/balance:",
    "receipt": ":material/receipt_long:",
    "evidence": ":material/find_in_page:",
    "publication": ":material/verified:",
}


def main() -> None:
    """Draw the frame and run the page that the URL names."""
    messages = load_messages(as_language(st.query_params.get("lang")))
    st.set_page_config(page_title=messages("app.title"), page_icon=_FOLDER / "icon.png", layout="wide")
    st.html(_FOLDER / "style.css")
    pages = {name: _page(name, messages) for name in _PAGES}
    named = _page(_PAGES[0], messages, is_entry=False)
    page = st.navigation([*pages.values(), named], position="hidden")
    if page.url_path == named.url_path:
        pages[_PAGES[0]] = named
    try:
        source = find_source(Home.from_environment())
        _draw_frame(source, messages, pages, page.url_path)
        if source is not None:
            page.run()
    except RedlineError as error:
        st.html(str(notice(messages("app.problem"), str(error))))


def _page(name: str, messages: Messages, *, is_entry: bool = True) -> st.Page:
    """A page under its own name; the first also at the root.

    Streamlit gives the default page no address but the root, and tells who asks for its name that there is none: so it
    is a page twice, ``/`` and ``/overview``.
    """
    is_default = is_entry and name == _PAGES[0]
    return st.Page(
        _FOLDER / "views" / f"{name}.py",
        title=messages(f"page.{name}"),
        icon=_ICONS[name],
        url_path=_ROOT if is_default else name,
        default=is_default,
        visibility="visible" if is_entry else "hidden",
    )


def _draw_frame(source: Source | None, messages: Messages, pages: dict[str, st.Page], here: str) -> None:
    """Draw the side bar and the strip above the page, or what to do where nothing is published."""
    side = st.sidebar
    with side:
        st.html(f'<div class="rl-brand"><b>{messages("app.name")}</b><span>{messages("app.subtitle")}</span></div>')
        places = st.container(gap="xxsmall")
        chosen, times = st.container(), st.container()
        if source is not None:
            with times:
                source = choose_moment(source, messages)
        with chosen:
            filters = None if source is None else choose_filters(source, messages)
        switch("lang", messages("filter.language"), LANGUAGES, lambda code: messages(f"language.{code}"))
        with places:
            for page in pages.values():
                st.page_link(page, query_params=carried(), width="stretch")
    if source is not None and source.as_of is not None:
        st.html(str(show_moment(source, messages, page_address(here, as_things_stand()))))
        if filters is None:
            st.html(str(notice(messages("as_of.nothing"), messages("as_of.nothing_next"))))
            st.stop()
    if source is None or filters is None:
        st.html(
            str(notice(messages("empty.title"), messages("empty.load"), messages("empty.demo"), messages("empty.then")))
        )
        st.stop()
    view = View(source, messages, filters)
    keep_view(view)
    draw_header(view)


main()
