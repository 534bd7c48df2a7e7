"""What a receipt is made of: remarks, marks that bear them, and the judged submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

Verdict = Literal["accepted", "doubtful", "refused", "overruled", "noted", "unfilled"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
SEVERITY: Mapping[Verdict, int] = {
    "accepted": 0, "unfilled": 1, "noted": 2, "overruled": 3, "doubtful": 4, "refused": 5,
}  # fmt: skip
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say of a figure: how grave, what is wrong, and what to do (empty where nothing).

    ``rule`` is the rule behind it, or ``review.`` and the reason; empty where there is none. ``is_told_above``: it is
    asked for once for the whole file, and here only named. ``is_cause``: the likeliest cause of the others beside it.
    """

    verdict: Verdict
    problem: str
    next_step: str = ""
    rule: str = ""
    is_told_above: bool = False
    is_cause: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the submission with its verdict: ``read_as`` is what was understood there."""

    locator: str
    raw: str
    read_as: str
    verdict: Verdict
    remarks: tuple[Remark, ...] = ()
    also_at: tuple[str, ...] = ()

    @property
    def opinion(self) -> str:
        """All remarks as one text."""
        return "；".join(f"{r.problem}。{r.next_step}".strip("。") if r.next_step else r.problem for r in self.remarks)


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission's row, what is to be said of the whole file, and its marks in order of the file."""

    submission: Record
    whole: tuple[Remark, ...]
    marks: tuple[Mark, ...]

    def count(self, verdict: Verdict) -> int:
        """How many figures have a verdict."""
        return sum(mark.verdict == verdict for mark in self.marks)
