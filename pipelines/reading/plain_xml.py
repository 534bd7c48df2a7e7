"""The text of XML that is written as office programs write it, by pattern instead of by a tree of elements."""

from __future__ import annotations

import re
from functools import lru_cache

ENCODING = re.compile(rb"\s*<\?xml[^>]*encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
REFERENCE = re.compile("&(?:#([0-9]{1,7});|#x([0-9A-Fa-f]{1,6});|(amp|lt|gt|quot|apos);)?")
REFERENCES = re.compile(rb"&[^;&<>]{0,12};?")
ATTRIBUTE = re.compile(rb' ([A-Za-z][\w.-]*+(?::[A-Za-z][\w.-]*+)?)="([^"<>&]*+)"')
LISTED: dict[bytes, frozenset[bytes]] = {
    b"b": frozenset({b"0", b"1"}),
    b"e": frozenset({b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}),
}
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


@lru_cache(maxsize=10_000)
def row_is_hidden(attributes: bytes) -> bool:
    """Whether a row is hidden, by its attributes without its number.

    Raises:
        NotPlainError: where they are not written as attributes, or one stands twice.
    """
    names = [name for name, _ in ATTRIBUTE.findall(attributes)]
    if ATTRIBUTE.sub(b"", attributes).strip() or len({*names, b"r"}) <= len(names):
        raise NotPlainError
    return any(name == b"hidden" and value in (b"1", b"true") for name, value in ATTRIBUTE.findall(attributes))


def resolve_all(content: bytes) -> set[str]:
    """What the references in a part's content stand for.

    Raises:
        NotPlainError: for references that are not known, or to characters that no XML holds.
        UnicodeDecodeError: for bytes that are no UTF-8.
    """
    if b"&" not in content:
        return set()
    return {resolve_references(found.decode("utf-8")) for found in set(REFERENCES.findall(content))}


class NotPlainError(Exception):
    """Cells that go back, escapes of another kind: the slower reader judges them."""


def plain_content(written: bytes) -> str:
    """The text of an element, its references resolved.

    Raises:
        NotPlainError: for line ends and escapes on which programs differ, and for unknown references.
        UnicodeDecodeError: for bytes that are no UTF-8.
    """
    text = written.decode("utf-8")
    if "\r" in text or "_x" in text:
        raise NotPlainError
    return resolve_references(text) if "&" in text else text


def resolve_references(text: str) -> str:
    """A text with its character references resolved.

    Raises:
        NotPlainError: for references that are not known, or to characters that no XML holds.
    """
    return REFERENCE.sub(_resolve, text)


def _resolve(reference: re.Match[str]) -> str:
    decimal, hexadecimal, name = reference.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16) if hexadecimal else 0
    if code <= ord(" ") or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        raise NotPlainError
    return chr(code)
