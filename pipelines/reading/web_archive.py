"""Web archives (mht, mhtml): the pages inside, as office programs write them when told to save a single web page.

The pages are read as one in the archive's order; pictures and styles are left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.reading.draft import Draft
from pipelines.reading.encoding import Decoded, decode_text
from pipelines.reading.hypertext import read_html
from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import UnreadableFileError

if TYPE_CHECKING:
    from email.message import Message

OPENINGS = (b"mime-version:", b"from: <saved", b"from: ", b"content-type: multipart/related")


def looks_like_archive(data: bytes) -> bool:
    """Whether bytes open as the head of a mail message that holds web pages."""
    head = data[:4_096].lower().lstrip()
    return head.startswith(OPENINGS) and b"multipart/related" in head


def read_web_archive(data: bytes, limits: Limits) -> Draft:
    """The text blocks and tables of all pages of the archive.

    Raises:
        UnreadableFileError: ``malformed`` where the archive holds no page, and as ``read_html`` does.
    """
    from email import message_from_bytes

    message = message_from_bytes(data)
    pages = [decoded for part in message.walk() if (decoded := _decode_part(part)) is not None]
    if not pages:
        raise UnreadableFileError("malformed", "the web archive holds no page")
    notes = tuple(dict.fromkeys(note for page in pages for note in page.notes))
    joined = Decoded("\n".join(page.text for page in pages), pages[0].encoding, notes)
    draft = read_html(joined, limits)
    return Draft("mht", draft.blocks, draft.notes, draft.encoding, draft.metadata)


def _decode_part(part: Message) -> Decoded | None:
    if part.get_content_type() != "text/html":
        return None
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return None
    return decode_text(payload, declared=part.get_content_charset())
