"""The ledger itself: a file of JSON lines in the home to which decisions are only ever added.

Of entries with one id the last stands. What an entry said before, and when, stays readable above it.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.corrections.model import Correction
from warehouse.errors import WarehouseError
from warehouse.home import Home


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry as it was written down: its place in the ledger from 1, and when."""

    sequence: int
    recorded_at: datetime
    correction: Correction


def ledger_path(home: Home) -> Path:
    """Where the ledger is kept."""
    return home.root / "corrections" / "ledger.jsonl"


def read_decisions(home: Home) -> tuple[Decision, ...]:
    """Every decision ever written down, oldest first.

    Raises:
        WarehouseError: where a line of the ledger is damaged.
    """
    path = ledger_path(home)
    if not path.is_file():
        return ()
    with path.open("rb") as lines:  # a line ends with its newline alone: a reason may hold U+2028, U+0085 and the like
        return tuple(_parse(path, number, line) for number, line in enumerate(lines, 1))


def standing_corrections(home: Home) -> tuple[Correction, ...]:
    """The active entries as they stand, in the order in which their last decision was written down."""
    return tuple(decision.correction for decision in standing_decisions(home))


def standing_decisions(home: Home) -> tuple[Decision, ...]:
    """The active entries as they stand with their sequence and time, in the order in which they were written down."""
    last: dict[str, Decision] = {}
    for decision in read_decisions(home):
        last[decision.correction.id] = decision
    ordered = sorted(last.values(), key=lambda decision: decision.sequence)
    return tuple(decision for decision in ordered if decision.correction.status == "active")


def standing_withdrawals(home: Home) -> Mapping[str, Decision]:
    """The decision by which each submission that is withdrawn whole is withdrawn; of several the last."""
    return {d.correction.submission_id: d for d in standing_decisions(home) if d.correction.kind == "submission"}


def ended_withdrawals(home: Home) -> Mapping[str, Decision]:
    """The decision that ended the withdrawal of each submission that was withdrawn whole and stands again."""
    standing = standing_withdrawals(home)
    ended = [d for d in read_decisions(home) if d.correction.kind == "submission" and d.correction.status == "retired"]
    return {d.correction.submission_id: d for d in ended if d.correction.submission_id not in standing}


def write_decisions(home: Home, corrections: Iterable[Correction], at: datetime) -> tuple[Decision, ...]:
    """Add entries to the ledger; those that say what already stands are left out.

    Args:
        home: where.
        corrections: the entries, in order.
        at: the time of the decision, timezone-aware.

    Returns:
        What was added.
    """
    path = ledger_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        known = read_decisions(home)
        last = {decision.correction.id: _content(decision.correction) for decision in known}
        new = [c for c in corrections if last.get(c.id) != _content(c)]
        added = tuple(Decision(len(known) + n, at.astimezone(UTC), c) for n, c in enumerate(new, 1))
        out.write("".join(_line(decision) for decision in added))
        out.flush()
        os.fsync(out.fileno())
    return added


def mark_corrections(home: Home, submissions: Iterable[str]) -> list[list[str | None]]:
    """What the ledger says of some submissions, as values to hash; empty where it says nothing."""
    of = set(submissions)
    return [list(_content(c).values()) for c in standing_corrections(home) if c.submission_id in of]


def _content(correction: Correction) -> Mapping[str, str | None]:
    """What an entry says, wherever it was written."""
    said = {name: value for name, value in asdict(correction).items() if name != "where"}
    return said if correction.period is not None else {name: said[name] for name in said if name != "period"}


def _line(decision: Decision) -> str:
    said = {
        "sequence": decision.sequence,
        "recorded_at": decision.recorded_at.isoformat(),
        **asdict(decision.correction),
    }
    return json.dumps(said, ensure_ascii=False) + "\n"


def _parse(path: Path, number: int, line: bytes) -> Decision:
    try:
        said: dict[str, Any] = {"period": None, **json.loads(line)}  # entries of before had none
        correction = Correction(**{field.name: said[field.name] for field in fields(Correction)})
        return Decision(int(said["sequence"]), datetime.fromisoformat(said["recorded_at"]), correction)
    except (ValueError, KeyError, TypeError) as error:
        raise WarehouseError(
            "the corrections ledger is damaged", where=f"{path}:{number}", next_step="restore it from a backup"
        ) from error


def iterate_of(corrections: Iterable[Correction], submissions: Iterable[str]) -> Iterator[Correction]:
    """The entries about some submissions."""
    of = set(submissions)
    return (correction for correction in corrections if correction.submission_id in of)
