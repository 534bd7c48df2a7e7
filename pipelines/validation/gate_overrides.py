"""Named overrides: who let a quarter through a condition that holds it, when, at which value and why.

They are JSON lines beside the corrections ledger to which decisions are only ever added.
"""

from __future__ import annotations

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.validation.gate_terms import Condition
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home


@dataclass(frozen=True, slots=True)
class Override:
    """One decision: ``value`` is what the condition measured then; a worse one later is not covered."""

    sequence: int
    recorded_at: str
    quarter: str
    condition: str
    value: float
    who: str
    why: str

    def covers(self, condition: Condition, value: float) -> bool:
        """Whether it lets a value of its condition through."""
        return self.condition == condition.name and not condition.is_beyond(value, self.value)


def overrides_path(home: Home) -> Path:
    """Where they are kept."""
    return home.root / "corrections" / "overrides.jsonl"


def read_overrides(home: Home, quarter: str | None = None) -> tuple[Override, ...]:
    """Every override ever written down, oldest first, or those of one quarter.

    Raises:
        WarehouseError: where a line is damaged.
    """
    path = overrides_path(home)
    if not path.is_file():
        return ()
    with path.open("rb") as lines:  # a line ends with its newline alone: a reason may hold U+2028, U+0085 and the like
        known = tuple(_parse(path, number, line) for number, line in enumerate(lines, 1))
    return tuple(override for override in known if quarter in (None, override.quarter))


def write_override(
    home: Home, quarter: str, condition: str, value: float, *, who: str, why: str, at: datetime
) -> Override:
    """Add a decision.

    Raises:
        UsageError: where nobody signs it or no reason is given.
    """
    if not who.strip() or not why.strip():
        raise UsageError("an override needs a name and a reason", next_step="give them with --who and --why")
    path = overrides_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        fcntl.flock(out, fcntl.LOCK_EX)
        number = len(read_overrides(home)) + 1
        moment = at.astimezone(UTC).isoformat()
        override = Override(number, moment, quarter, condition, value, who.strip(), why.strip())
        out.write(json.dumps(asdict(override), ensure_ascii=False) + "\n")
        out.flush()
        os.fsync(out.fileno())
    return override


def _parse(path: Path, number: int, line: bytes) -> Override:
    try:
        said: dict[str, Any] = json.loads(line)
        return Override(**said)
    except (ValueError, TypeError) as error:
        raise WarehouseError(
            "the overrides of the gate are damaged", where=f"{path}:{number}", next_step="restore them from a backup"
        ) from error
