"""The tables of cases, read for tests and benchmarks."""

import csv
from pathlib import Path

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[dict[str, str]]:
    """The rows of one table; ``\\ufffd`` is written as an escape there."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return [{key: cell.replace("\\ufffd", "\ufffd") for key, cell in row.items()} for row in csv.DictReader(file)]
