"""Penalty lists: a list to validated cases, beside Python's own csv reader over the same bytes."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Ratio, compare
from pipelines.extraction.cases.engine import extract_cases
from pipelines.reading.read import read_file
from pipelines.sample.province import write_sample


def run() -> Iterator[Ratio]:
    """The time of reading and judging a list of 20,000 rows as a multiple of splitting it into fields."""
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder) / "sample", counties=24, quarters=8)
        lists = [p for p in sorted((Path(folder) / "sample").rglob("*.csv")) if "CF_WSH" in _first_line(p)]
        header = _first_line(lists[0])
        rows = [line for p in lists for line in p.read_text(encoding="gb18030").splitlines()[1:]]
        path = Path(folder) / "list.csv"
        path.write_text("\n".join([header, *(rows * (20_000 // len(rows) + 1))[:20_000]]) + "\n", encoding="gb18030")
        text = path.read_text(encoding="gb18030")
        yield compare(
            "20,000 decisions judged",
            lambda: extract_cases(read_file(path).tables),
            "csv reader",
            lambda: list(csv.reader(io.StringIO(text))),
            rounds=3,
        )


def _first_line(path: Path) -> str:
    return path.read_bytes().split(b"\n", 1)[0].decode("gb18030", errors="replace").strip()
