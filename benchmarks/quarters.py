"""Quarters: what one more quarter costs a warehouse that holds seven quarters, beside what it costs an empty one."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Ratio, seconds_of
from pipelines.intake import submit_paths
from pipelines.load import load
from pipelines.sample.province import write_sample
from warehouse.home import Home

ROUNDS = 3


def run() -> Iterator[Ratio]:
    """Loading the eighth quarter as a multiple of loading the same quarter first; publication included."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_sample(root / "sample", counties=24, quarters=8)
        quarters = sorted(p for p in (root / "sample").iterdir() if p.is_dir())
        full, empty = Home(root / "full"), Home(root / "empty")
        submit_paths(full, quarters[:-1], None)
        load(full, now=datetime.now(UTC))
        pairs = [(_load_last(full, quarters[-1], root), _load_last(empty, quarters[-1], root)) for _ in range(ROUNDS)]
    ratios = [a / b for a, b in pairs]
    yield Ratio(
        "the eighth quarter loaded",
        "the first",
        statistics.median(ratios),
        min(ratios),
        max(ratios),
        statistics.median(a for a, _ in pairs),
    )


def _load_last(home: Home, quarter: Path, root: Path) -> float:
    """Seconds of loading a quarter into a copy of a home."""
    copy = Home(root / "copy")
    shutil.rmtree(copy.root, ignore_errors=True)
    if home.root.exists():
        shutil.copytree(home.root, copy.root)
    submit_paths(copy, [quarter], None)
    return seconds_of(lambda: load(copy, now=datetime.now(UTC)))
