"""Quarters that wait: their last load did not pass the gate, so what is published of them is of an earlier load.

The gate keeps its last report of each quarter as a file of the home; a publication cannot tell what is not in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from warehouse.errors import WarehouseError
from warehouse.home import Home

_STOPS = frozenset({"hold", "blocked"})


@dataclass(frozen=True, slots=True)
class HeldQuarter:
    """A quarter that the gate holds: since when (UTC), and the verdicts that keep it out.

    A verdict has ``condition``, ``outcome`` (hold or blocked), its words ``zh`` and ``en``, ``value``, ``warn``,
    ``hold`` (the limits), ``is_share`` (whether these are parts of 1) and ``detail``, as far as they are told.
    """

    quarter: str
    at: datetime
    verdicts: tuple[Mapping[str, Any], ...]


def read_held(home: Home) -> tuple[HeldQuarter, ...]:
    """The quarters whose last load did not pass, oldest first.

    Raises:
        WarehouseError: where a report is damaged.
    """
    reports = (_read(home, path.stem) for path in sorted((home.root / "gate").glob("????Q?.json")))
    return tuple(report for report in reports if report is not None)


def _read(home: Home, quarter: str) -> HeldQuarter | None:
    path = home.root / "gate" / f"{quarter}.json"
    try:
        report = json.loads(path.read_text("utf-8"))
        if report["outcome"] not in _STOPS:
            return None
        stopping = tuple(verdict for verdict in report["verdicts"] if verdict["outcome"] in _STOPS)
        return HeldQuarter(quarter, datetime.fromisoformat(report["at"]), stopping)
    except FileNotFoundError:  # replaced just now
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise WarehouseError(
            "the gate's report is damaged", where=str(path), next_step=f"redline load --quarter {quarter}"
        ) from error
