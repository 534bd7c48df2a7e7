"""Web pages and the html that office systems export under other names: text blocks and tables in reading order.

Tables are numbered over all table elements of the page, so ``table2`` is the second one whatever the first was. A
table that lays out the page (it holds other tables, a single row or column, or long prose) is read as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pipelines.reading.draft import Draft, SpanCell, caption_before, place_spans, text_cell
from pipelines.reading.encoding import Decoded
from pipelines.reading.limits import Limits
from pipelines.reading.model import Block, Table, TextBlock
from pipelines.reading.outcomes import UnreadableFileError

DROPPED = frozenset({"script", "style", "noscript", "template", "head", "select", "nav", "svg", "object", "iframe"})
# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})
# fmt: on
META_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
OPENING = re.compile(
    r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p|meta|title|style|script|link|center|font|span|form|br|h[1-6])[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
BLANKS = re.compile(r"[ \t\r\n\f]+")
REPEATED_BREAKS = re.compile(r"\v[ \t\r\n\v]*\v")
PROSE_LENGTH = 600
PROSE_SHARE = 0.7
MAX_SPAN = 1_000
MAX_DEPTH = 200


@dataclass(slots=True)
class Page:
    """A page while it is walked: blocks so far and the text of the block that is open."""

    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    open_text: list[str] = field(default_factory=list)
    tables: int = 0
    texts: int = 0

    def close_block(self) -> None:
        """End the open text block, if it holds anything visible."""
        text = tidy("".join(self.open_text))
        self.open_text.clear()
        if text.strip():
            self.texts += 1
            self.blocks.append(TextBlock(f"para {self.texts}", text))


def tidy(text: str) -> str:
    """Collapse blanks and source line ends as a browser does; line breaks that the page asked for stay."""
    lines = (BLANKS.sub(" ", line).strip(" ") for line in text.split("\v"))
    return "\n".join(lines).strip("\n")


def find_charset(data: bytes) -> str | None:
    """The encoding that the page declares for itself in its first bytes."""
    match = META_CHARSET.search(data[:4_096])
    return match.group(1).decode("ascii").lower() if match else None


def looks_like_html(text: str) -> bool:
    """Whether a text opens as a page, or as a fragment of one, does."""
    return OPENING.match(text[:4_096]) is not None


def read_html(decoded: Decoded, limits: Limits) -> Draft:
    """Text blocks ``para N`` and tables ``tableN`` of a page.

    Raises:
        UnreadableFileError: ``malformed`` where the page holds no element; ``too_large`` for oversized tables.
    """
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(XML_HEAD.sub("", decoded.text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError("malformed", f"the page cannot be read ({error})") from error
    page = Page(limits)
    _walk(root, page, 0)
    page.close_block()
    if "<html" in decoded.text[:4_096].lower() and "</html" not in decoded.text[-4_096:].lower():
        page.notes.append("the page has no end: it may be cut short")
    title = root.findtext(".//title")
    metadata = {"title": tidy(title)} if title and title.strip() else {}
    return Draft("html", tuple(page.blocks), (*decoded.notes, *page.notes), decoded.encoding, metadata)


def _walk(element: Any, page: Page, depth: int) -> None:
    """Visit an element and what it holds, in reading order."""
    name = element.tag if isinstance(element.tag, str) else ""
    if not name or name in DROPPED:
        return
    if depth > MAX_DEPTH:
        raise UnreadableFileError("unsafe", f"the page's elements nest more than {MAX_DEPTH} deep")
    if name == "br":
        page.open_text.append("\v")
        return
    if name == "table":
        _visit_table(element, page, depth)
        return
    is_block = name in BLOCKS
    if is_block:
        page.close_block()
    page.open_text.append(element.text or "")
    for child in element:
        _walk(child, page, depth + 1)
        page.open_text.append(child.tail or "")
    if is_block:
        page.close_block()


def _visit_table(element: Any, page: Page, depth: int) -> None:
    page.close_block()
    page.tables += 1
    locator = f"table{page.tables}"
    if _lays_out(element):
        for child in element:
            _walk(child, page, depth + 1)
        page.close_block()
        return
    rows = [[_read_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    placed, merged = place_spans(rows, page.limits, locator)
    own_caption = element.find("caption")
    caption = tidy(_text_of(own_caption)) if own_caption is not None else caption_before(page.blocks)
    page.blocks.append(Table(locator, placed, merged, caption=caption))


def _lays_out(element: Any) -> bool:
    """Whether a table only arranges the page."""
    if next(element.iterdescendants("table"), None) is not None:
        return True
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    if sum(bool(row) for row in rows) < 2 or max((len(row) for row in rows), default=0) < 2:
        return True
    lengths = [len(_text_of(cell).strip()) for row in rows for cell in row]
    return max(lengths) > PROSE_LENGTH and max(lengths) > PROSE_SHARE * sum(lengths)


def _read_cell(cell: Any) -> SpanCell:
    text = tidy(_text_of(cell)).strip()
    return SpanCell(text_cell(text), _span(cell.get("colspan"), 1), _span(cell.get("rowspan"), 1))


def _span(written: str | None, default: int) -> int:
    match = re.match(r"\s*(\d{1,6})", written or "")
    return min(int(match.group(1)), MAX_SPAN) if match else default


def _text_of(element: Any) -> str:
    """An element's text without scripts; blocks and breaks begin a new line."""
    parts: list[str] = []
    for event, node in _events(element):
        name = node.tag if isinstance(node.tag, str) else ""
        if (event == "start" and name == "br") or (
            node is not element and name in BLOCKS and parts and parts[-1] != "\v"
        ):
            parts.append("\v")
        parts.append((node.text if event == "start" else node.tail if node is not element else "") or "")
    return REPEATED_BREAKS.sub("\v", "".join(parts)).strip("\v")


def _events(element: Any) -> list[tuple[str, Any]]:
    """Starts and ends of an element and all that it holds, dropped elements without their content."""
    events: list[tuple[str, Any]] = []
    pending: list[tuple[str, Any]] = [("start", element)]
    while pending:
        event, node = pending.pop()
        dropped = not isinstance(node.tag, str) or node.tag in DROPPED
        if not (dropped and event == "start"):
            events.append((event, node))
        if event == "start":
            pending.append(("end", node))
            if not dropped:
                pending.extend(("start", child) for child in reversed(node))
    return events
