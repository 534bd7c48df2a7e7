"""The withdrawal of a whole submission: the entry that says it, the entries that end it, and what it took out.

What an office calls void is never deleted: its row and all that it said stay readable, but nothing of it is a fact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from pipelines.corrections.ledger import standing_corrections, standing_withdrawals
from pipelines.corrections.model import Correction, withdraw_submission
from pipelines.staged import WITHDRAWN
from warehouse.difference.compare import compare
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.publication import open_publication

_COUNTS = (
    "select (select count(*) from core.observation where superseded_at is null and submission_id = $id),"
    " (select count(*) from core.penalty_case where superseded_at is null and submission_id = $id)"
)
_NAMES = "select submission_id, file_name from raw.submission where superseded_at is null"
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Effect:
    """What a withdrawal took out, or its end brought back, between two publications.

    ``figures`` and ``decisions`` are rows of the file; ``fallen`` facts stood on it and stand on nothing now (or the
    other way round); ``replaced`` facts now stand on another file (or did), by its name.
    """

    figures: int = 0
    decisions: int = 0
    fallen: int = 0
    replaced: Mapping[str, int] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "figures": self.figures,
            "decisions": self.decisions,
            "facts": self.fallen + sum((self.replaced or {}).values()),
            "facts_without_another": self.fallen,
            "in_their_place": dict(self.replaced or {}),
        }


def make_withdrawal(home: Home, submission: Mapping[str, Any], reason: str, who: str) -> Correction:
    """The entry that withdraws a submission.

    Args:
        home: whose ledger.
        submission: its row of ``raw.submission``.
        reason: why, in the person's words.
        who: the person's name.

    Raises:
        UsageError: where a name or a reason is lacking or too long, or the submission is withdrawn already; where no
            load has followed that yet it says how.
    """
    words, person = _checked(reason, "--why"), _checked(who, "--who")
    sha256, name = str(submission["submission_id"]), str(submission["file_name"])
    if (known := standing_withdrawals(home).get(sha256)) is not None:
        entry = known.correction
        if submission["outcome"] != WITHDRAWN:
            raise _waiting(f"it was withdrawn already by {entry.who}: {entry.reason}", submission)
        raise UsageError(
            f"it was withdrawn already by {entry.who}: {entry.reason}",
            where=name,
            next_step=f"to bring it back: redline withdraw {sha256[:12]} --undo --why TEXT --who NAME",
        )
    return withdraw_submission(sha256, f"withdraw-{sha256[:12]}", reason=words, who=person, where="redline withdraw")


def end_withdrawal(home: Home, submission: Mapping[str, Any], reason: str, who: str) -> tuple[Correction, ...]:
    """The entries that retire every standing withdrawal of a submission, with who ends it and why.

    Raises:
        UsageError: where a name or a reason is lacking or too long, or the submission is not withdrawn; where only no
            load has followed that yet it says how.
    """
    words, person = _checked(reason, "--why"), _checked(who, "--who")
    standing = [
        entry
        for entry in standing_corrections(home)
        if entry.kind == "submission" and entry.submission_id == submission["submission_id"]
    ]
    if not standing and submission["outcome"] == WITHDRAWN:
        raise _waiting("its withdrawal was ended already", submission)
    if not standing:
        raise UsageError(
            "it is not withdrawn",
            where=str(submission["file_name"]),
            next_step="`redline correct` without a file prints the ledger",
        )
    return tuple(replace(entry, status="retired", reason=words, who=person) for entry in standing)


def _waiting(problem: str, submission: Mapping[str, Any]) -> UsageError:
    """A decision that stands in the ledger, and that no load has carried out yet."""
    return UsageError(
        problem,
        where=str(submission["file_name"]),
        next_step=f"no load has followed it yet: redline load --quarter {submission['quarter']}",
    )


def count_rows(connection: duckdb.DuckDBPyConnection, sha256: str) -> tuple[int, int]:
    """How many figures and how many decisions of a submission are known: a held quarter's too where it is attached."""
    row = connection.execute(_COUNTS, {"id": sha256}).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def measure_effect(
    home: Home, sha256: str, versions: tuple[str, str], rows: tuple[int, int], *, is_withdrawn: bool
) -> Effect:
    """What became of a submission's facts between two publications.

    Every fact of it counts, by the submission that it rests on: one whose value is the same in another file has moved
    no less than one whose value is not.

    Args:
        home: whose publications.
        sha256: the submission.
        versions: the earlier and the later.
        rows: its figures and decisions, as :func:`count_rows` counts them while it is not withdrawn.
        is_withdrawn: whether it was withdrawn; else its withdrawal was ended.
    """
    mine, others = ("old", "new") if is_withdrawn else ("new", "old")
    names = _names(home, versions[1])
    fallen, replaced = 0, Counter[str]()
    found = compare(home, *versions)
    for change in (*found.changes, *found.moved):
        row = change.row
        if row[f"{mine}_submission_id"] != sha256 or row[f"{others}_submission_id"] == sha256:
            continue
        other = row[f"{others}_submission_id"]
        if other is None:
            fallen += 1
        else:
            replaced[names.get(other, other[:12])] += 1
    return Effect(*rows, fallen, dict(sorted(replaced.items())))


def _names(home: Home, version: str) -> Mapping[str, str]:
    with open_publication(home, version) as connection:
        return dict(connection.execute(_NAMES).fetchall())


def _checked(text: str, option: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise UsageError(f"{option} is empty", next_step="a withdrawal is kept with who decided it and why")
    if len(words) > _LONGEST:
        raise UsageError(f"{option} is too long", next_step=f"use at most {_LONGEST} characters")
    return words
