"""Small pieces of HTML that every page uses: links, tags, cards, tables. Values in, escaped HTML out.

Whatever comes from a file that an office sent is escaped here; nothing else in the dashboard writes HTML around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Html:
    """A text that is HTML already; any other text is escaped."""

    text: str

    def __str__(self) -> str:
        """The HTML."""
        return self.text


Content = Html | str | int | None
Align = Literal["left", "right"]


def safe(content: Content) -> str:
    """The HTML of a content: itself, or its text escaped."""
    if content is None:
        return ""
    return content.text if isinstance(content, Html) else escape(str(content))


def join(contents: Iterable[Content], separator: str = "") -> Html:
    """Contents one after another."""
    return Html(separator.join(safe(content) for content in contents))


def element(name: str, content: Content, css: str = "", **attributes: str) -> Html:
    """An element with a class and attributes, both escaped."""
    parts = [f' class="{escape(css)}"'] if css else []
    parts += [f' {key.replace("_", "-")}="{escape(value)}"' for key, value in attributes.items()]
    return Html(f"<{name}{''.join(parts)}>{safe(content)}</{name}>")


def div(css: str, *contents: Content, **attributes: str) -> Html:
    """A block."""
    return element("div", join(contents), css, **attributes)


def span(css: str, content: Content, **attributes: str) -> Html:
    """A run of text."""
    return element("span", content, css, **attributes)


def page_address(page: str, shared: Mapping[str, str], **own: str | None) -> str:
    """The address of a page with the choices that go along and its own; relative, so any base path works."""
    values = {**shared, **{key: value for key, value in own.items() if value}}
    return f"{page}?{urlencode(values)}" if values else page


def link(content: Content, address: str, css: str = "rl-link", **attributes: str) -> Html:
    """A link within the dashboard, opened in place."""
    return element("a", content, css, href=address, target="_self", **attributes)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, and on which side its cells stand."""

    head: str
    align: Align = "left"


def table(columns: Sequence[Column], rows: Iterable[Sequence[Content]], css: str = "rl-table") -> Html:
    """A table; each row has a content for each column."""
    head = join(element("th", c.head, f"rl-{c.align}", scope="col") for c in columns)
    body = join(
        element("tr", join(element("td", cell, f"rl-{c.align}") for c, cell in zip(columns, row, strict=True)))
        for row in rows
    )
    return div(
        "rl-scroll",
        element("table", join([element("thead", element("tr", head)), element("tbody", body)]), css),
    )


def card(name: str, value: Content, unit: str, notes: Sequence[Content], *, is_absent: bool = False) -> Html:
    """A headline figure with what one must know of it."""
    shown = join([span("rl-card-number", value), span("rl-card-unit", unit)])
    return div(
        "rl-card rl-absent" if is_absent else "rl-card",
        div("rl-card-name", name),
        div("rl-card-value", shown),
        *(div("rl-card-note", note) for note in notes),
    )


def cards(items: Iterable[Html]) -> Html:
    """A row of cards."""
    return div("rl-cards", *items)


def tag(text: str, kind: str = "plain", title: str = "") -> Html:
    """A small mark beside a figure."""
    return span(f"rl-tag rl-tag-{kind}", text, **({"title": title} if title else {}))


def notice(title: str, *lines: Content) -> Html:
    """What there is to say where there is nothing to show, and what to do about it."""
    return div("rl-notice", div("rl-notice-title", title), *(div("rl-notice-line", line) for line in lines))
