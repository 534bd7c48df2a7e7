"""The one tree of errors that Redline raises on purpose.

Every error says what went wrong, where, and what to do next; the command line prints exactly that one line.
"""

from __future__ import annotations


class RedlineError(Exception):
    """A stated problem: never a bug of ours, always something that a person can act on.

    Args:
        problem: what is wrong, in one sentence.
        where: file, sheet!cell, line or name concerned; empty where there is none.
        next_step: what the reader should do.
    """

    code = "redline"

    def __init__(self, problem: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.next_step = next_step

    def __str__(self) -> str:
        """One line: where, what, what to do."""
        parts = [f"{self.where}: {self.problem}" if self.where else self.problem]
        if self.next_step:
            parts.append(self.next_step)
        return " -> ".join(parts)


class CatalogueError(RedlineError):
    """The catalogue's own data contradicts itself."""

    code = "catalogue"


class ReadingError(RedlineError):
    """A file's bytes cannot be turned into text and cells."""

    code = "reading"


class ExtractionError(RedlineError):
    """A reading cannot be understood at all."""

    code = "extraction"


class ValidationError(RedlineError):
    """The checks themselves could not run; never that data failed them."""

    code = "validation"


class GateError(RedlineError):
    """A quarter does not pass the gate: what stood of it before still stands."""

    code = "gate"


class WarehouseError(RedlineError):
    """The warehouse file or a publication cannot be used."""

    code = "warehouse"


class UsageError(RedlineError):
    """The command was asked for something that does not exist."""

    code = "usage"
