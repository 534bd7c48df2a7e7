"""The reporting plan of a home: who should report which quarters, by when, and what; ``reporting_plan.csv``.

Without the file, who ever reported and its neighbours are expected, as the coverage model says.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from warehouse.catalogue.model import Catalogue
from warehouse.errors import CatalogueError, UsageError
from warehouse.home import Home
from warehouse.quarters import Quarter

FILE_NAME = "reporting_plan.csv"
COLUMNS = ("division", "from", "to", "due_days", "indicators")
_LONGEST_DELAY = 366


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line: a division, the quarters (``to`` may be open), the days allowed, and the codes of what it reports."""

    division_code: str
    first_quarter: str
    last_quarter: str | None
    due_days: int | None
    indicators: tuple[str, ...]


def load_plan(home: Home, catalogue: Catalogue) -> tuple[PlanLine, ...]:
    """The lines of a home's plan; none where it has no plan.

    Args:
        home: whose plan.
        catalogue: that knows the divisions and indicators.

    Raises:
        CatalogueError: for the first mistake, with file and line.
    """
    path = home.root / FILE_NAME
    if not path.is_file():
        return ()
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(
            "the reporting plan cannot be read", where=str(path), next_step="save it as CSV in UTF-8"
        ) from error
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise _mistake(path, 1, "the head is wrong", f"write it as: {','.join(COLUMNS)}")
    return tuple(_read_lines(path, reader, catalogue))


def _read_lines(path: Path, reader: csv.DictReader[str], catalogue: Catalogue) -> Iterator[PlanLine]:
    seen: dict[tuple[str, str], int] = {}
    for row in reader:
        if None in row:
            raise _mistake(path, reader.line_num, "the line has too many cells", "part indicators by blanks")
        line = _read_line(path, reader.line_num, {k: (v or "").strip() for k, v in row.items() if k}, catalogue)
        key = (line.division_code, line.first_quarter)
        if first := seen.get(key):
            raise _mistake(path, reader.line_num, f"{' '.join(key)} stands in line {first} already", "keep one of them")
        seen[key] = reader.line_num
        yield line


def _read_line(path: Path, number: int, row: Mapping[str, str], catalogue: Catalogue) -> PlanLine:
    division = catalogue.divisions.get(row["division"])
    if division is None:
        raise _mistake(path, number, f"no division {row['division']!r}", "give its code, such as 990101")
    first, last = (_quarter(path, number, row[name]) for name in ("from", "to"))
    if first is None:
        raise _mistake(path, number, "the line names no first quarter", "write it as 2024Q1")
    if last is not None and last < first:
        raise _mistake(path, number, f"{last} is before {first}", "turn them round")
    indicators = tuple(row["indicators"].split())
    if unknown := [code for code in indicators if code not in catalogue.indicators]:
        raise _mistake(path, number, f"no indicator {unknown[0]!r}", "docs/dictionary.en.md lists the codes")
    return PlanLine(division.code, str(first), str(last) if last else None, _days(path, number, row), indicators)


def _days(path: Path, number: int, row: Mapping[str, str]) -> int | None:
    text = row["due_days"]
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > _LONGEST_DELAY:
        raise _mistake(path, number, f"{text!r} is no number of days", f"write 0 to {_LONGEST_DELAY}, or leave it out")
    return int(text)


def _quarter(path: Path, number: int, text: str) -> Quarter | None:
    try:
        return Quarter.parse(text) if text else None
    except UsageError as error:
        raise _mistake(path, number, f"{text!r} is no quarter", "write it as 2024Q1") from error


def _mistake(path: Path, number: int, problem: str, next_step: str) -> CatalogueError:
    return CatalogueError(problem, where=f"{path}:{number}", next_step=next_step)
