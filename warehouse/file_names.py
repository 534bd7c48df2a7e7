"""A file's own name as text, whatever system wrote it."""

from __future__ import annotations

import os


def legible_name(name: str) -> str:
    """A file's own name as text: one whose bytes are no UTF-8 comes from a system that writes GB18030."""
    if not any("\ud800" <= character <= "\udfff" for character in name):
        return name
    try:
        data = os.fsencode(name)
    except UnicodeError:
        return name.encode(errors="replace").decode()
    try:
        return data.decode("gb18030")
    except UnicodeError:
        return data.decode(errors="replace")
