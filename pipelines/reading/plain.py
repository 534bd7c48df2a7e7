"""Plain text: the whole decoded text is one block, unchanged, so that character spans point into the file as sent."""

from __future__ import annotations

from pipelines.reading.draft import Draft
from pipelines.reading.encoding import Decoded
from pipelines.reading.model import TextBlock


def read_plain(decoded: Decoded) -> Draft:
    """One text block with the empty locator; line ends, damage and all stay as they are."""
    return Draft("txt", (TextBlock("", decoded.text),), decoded.notes, decoded.encoding)
