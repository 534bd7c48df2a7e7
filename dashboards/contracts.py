"""The pages of the data contracts, shown within the dashboard: what is in them, without frames, scripts and styles.

They stand beside the publications and are made by Great Expectations; ids in them become links to the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from dashboards.markup import Html, div, element, join

_ID = re.compile(r"\b[0-9a-f]{20}\b")
_HELD = re.compile(r"^\s*(\d+)\s*/\s*(\d+)\s*$")
_SIGNS = {"text-success": "✓", "text-danger": "✗", "text-warning": "!"}
_KEPT = ("table", "thead", "tbody", "tr", "td", "th", "ul", "li", "p", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Document:
    """The latest result of one table's contract for one quarter; ``path`` is its page below the folder."""

    table: str
    quarter: str
    held: int
    asked: int
    failed: str
    path: str


def list_documents(folder: Path) -> tuple[Document, ...]:
    """What the index of the pages lists; nothing where no contract was ever asked."""
    from lxml import html

    index = folder / "index.html"
    if not index.is_file():
        return ()
    tree = html.document_fromstring(index.read_text("utf-8"))
    return tuple(_documents(tree))


def _documents(tree: Any) -> Iterator[Document]:
    for row in tree.xpath("//tbody/tr"):
        cells = [cell.text_content().strip() for cell in row.xpath("./td")]
        addresses = row.xpath("./td[last()]//a/@href")
        counted = _HELD.match(cells[2]) if len(cells) > 3 else None
        if counted and addresses:
            yield Document(cells[0], cells[1], int(counted[1]), int(counted[2]), cells[3], addresses[0])


def show_document(folder: Path, path: str, evidence: Callable[[str], str]) -> Html | None:
    """A page's headings and tables; None where the folder holds no such page.

    Args:
        folder: of the pages.
        path: below it, as a ``Document`` has it; one that leads out of the folder is none of its pages.
        evidence: from an observation's id to the address of its evidence.
    """
    from lxml import html

    file = (folder / path).resolve()
    if not file.is_relative_to(folder.resolve()) or file.suffix != ".html" or not file.is_file():
        return None
    tree = html.document_fromstring(file.read_text("utf-8"))
    sections = tree.xpath("//div[contains(@class, 'ge-section')]")
    return div("rl-doc", *(_show_section(section, evidence) for section in sections))


def _show_section(section: Any, evidence: Callable[[str], str]) -> Html:
    heads = [element("h5", head.text_content().strip()) for head in section.xpath(".//h5")[:1]]
    return join([*heads, *(_show(table, evidence) for table in section.xpath(".//table[not(ancestor::table)]"))])


def _show(node: Any, evidence: Callable[[str], str]) -> Html:
    """A node with only what makes a table or a list of it; every other tag becomes its content."""
    if not isinstance(node.tag, str):
        return Html("")
    if node.tag == "i":
        css = node.get("class") or ""
        return Html(next((sign for kind, sign in _SIGNS.items() if kind in css), ""))
    inside = join([_words(node.text, evidence), *(_with_tail(child, evidence) for child in node)])
    return element(node.tag, inside) if node.tag in _KEPT else inside


def _with_tail(node: Any, evidence: Callable[[str], str]) -> Html:
    return join([_show(node, evidence), _words(node.tail, evidence)])


def _words(text: str | None, evidence: Callable[[str], str]) -> Html:
    """A text with the ids in it as links."""
    pieces: list[str] = []
    at = 0
    for found in _ID.finditer(text or ""):
        pieces += [escape((text or "")[at : found.start()])]
        address = escape(evidence(found[0]))
        pieces += [f'<a class="rl-link" href="{address}" target="_self">{found[0]}</a>']
        at = found.end()
    return Html("".join([*pieces, escape((text or "")[at:])]))
