"""What can become of a file that is not read: one error class, one code an outcome.

The code goes into the submission's row in the archive; the sentence beside it is for whoever sent the file.
"""

from __future__ import annotations

from typing import Literal, get_args

from warehouse.errors import ReadingError

Outcome = Literal[
    "empty_file",
    "unreadable_bytes",
    "encrypted",
    "too_large",
    "unknown_format",
    "truncated",
    "malformed",
    "unsafe",
    "no_text",
    "parser_failed",
    "not_found",
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

NEXT_STEPS: dict[Outcome, str] = {
    "empty_file": "send the file again with its content",
    "unreadable_bytes": "open the file, check that its text is legible, save it as UTF-8 and send it again",
    "encrypted": "remove the password and send the file again",
    "too_large": "split the file and send the parts",
    "unknown_format": "save it as xlsx, docx, csv or txt and send it again",
    "truncated": "the transfer was cut short: send the file again",
    "malformed": "open it in the program that wrote it, save it again and send that",
    "unsafe": "send the plain file without the embedded definitions or the oversized content",
    "no_text": "send the document with its text, not as pictures of pages",
    "parser_failed": "open it in the program that wrote it, save it again and send that",
    "not_found": "check the path",
}


class UnreadableFileError(ReadingError):
    """A file that gets a stated outcome instead of a reading.

    Args:
        outcome: one of ``OUTCOMES``; also the instance's ``code``.
        problem: what is wrong, in one sentence.
        where: the file's name, perhaps with the part of it concerned.
        next_step: what the sender should do; the outcome's usual advice where it is empty.
    """

    def __init__(self, outcome: Outcome, problem: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(problem, where=where, next_step=next_step or NEXT_STEPS[outcome])
        self.code = outcome

    def __reduce__(self) -> tuple[object, ...]:
        """Rebuildable on the other side of a pipe."""
        return (rebuild_error, (self.code, self.problem, self.where, self.next_step))

    def placed_in(self, name: str) -> UnreadableFileError:
        """The same error, saying which file it concerns."""
        where = f"{name}: {self.where}" if self.where and self.where != name else name
        return rebuild_error(self.code, self.problem, where, self.next_step)


def rebuild_error(code: str, problem: str, where: str, next_step: str) -> UnreadableFileError:
    """An error from its four parts; a code outside ``OUTCOMES`` becomes ``parser_failed``."""
    outcome: Outcome = next((known for known in OUTCOMES if known == code), "parser_failed")
    return UnreadableFileError(outcome, problem, where=where, next_step=next_step)
