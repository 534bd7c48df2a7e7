"""Two loads of the province, through the whole pipeline: the sound one and the one with every fault at once."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from pipelines.load import load
from tests.province import plan
from tests.province.plan import Planted
from warehouse.home import Home

_PAST, _NOW = datetime(2024, 1, 10, tzinfo=UTC), datetime(2024, 4, 10, tzinfo=UTC)


def load_province(folder: Path) -> tuple[Home, Home, list[Planted]]:
    """Load the past once, then on a copy each the sound and the faulty quarter.

    Returns:
        The sound home, the faulty one, and what was planted there.
    """
    sound, faulty = Home(folder / "sound"), Home(folder / "faulty")
    plan.write_past(sound.inbox / "2023Q4")
    _load(sound, _PAST)
    shutil.copytree(sound.root, faulty.root)
    plan.write_clean(sound.inbox / "2024Q1")
    _load(sound, _NOW)
    planted = list(plan.write_faulty(faulty.inbox / "2024Q1"))
    _load(faulty, _NOW)
    return sound, faulty, planted


def _load(home: Home, now: datetime) -> None:
    summary = load(home, now=now)
    assert summary.problems == []
