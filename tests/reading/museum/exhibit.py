"""What an exhibit of the museum is: a file with a trouble, and what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Exhibit:
    """One hostile or broken file.

    ``outcome`` is the stated outcome, or the format as which it is read; ``cells`` are places of the first table with
    the text that must stand there; ``says`` must stand in the text blocks, ``notes`` in a note; ``check`` looks further.
    """

    name: str
    build: Callable[[], bytes]
    outcome: str
    cells: dict | None = None
    says: str = ""
    notes: str = ""
    check: Callable | None = None


def shows(table, place):
    """The text at ``B7`` of a table."""
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return table.rows[int(place[len(letters) :]) - 1][column - 1].text
