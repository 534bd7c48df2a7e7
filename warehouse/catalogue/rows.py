"""Rows of the catalogue's files, each with its file and line, and the problems found in them.

Values are taken out of a row by kind (text, flag, choice, day); what is wrong is noted and told once, at the end.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import get_args

from warehouse.errors import CatalogueError


@dataclass(slots=True)
class Problems:
    """Everything that is wrong with the catalogue: (file and line, what)."""

    found: list[tuple[str, str]] = field(default_factory=list)

    def add(self, where: str, problem: str) -> None:
        """Note one problem."""
        self.found.append((where, problem))

    def raise_any(self) -> None:
        """Tell all problems at once.

        Raises:
            CatalogueError: where there is any; ``where`` is the first one's file and line.
        """
        if not self.found:
            return
        where, problem = self.found[0]
        further = "".join(f"; {place}: {what}" for place, what in self.found[1:])
        raise CatalogueError(f"{problem}{further}", where=where, next_step="mend the catalogue's files and load again")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a catalogue file."""

    file: str
    line: int
    cells: dict[str, str]
    problems: Problems

    @property
    def where(self) -> str:
        """``indicators.csv line 12``."""
        return f"{self.file} line {self.line}"

    def text(self, column: str) -> str:
        """A cell that must not be blank."""
        value = self.cells[column]
        if not value:
            self.problems.add(self.where, f"{column} is blank")
        return value

    def optional(self, column: str) -> str | None:
        """A cell, None where it is blank."""
        return self.cells[column] or None

    def listing(self, column: str) -> tuple[str, ...]:
        """The parts of ``a|b|c``."""
        parts = tuple(part for part in self.cells[column].split("|") if part)
        if len(set(parts)) < len(parts):
            self.problems.add(self.where, f"{column} names something twice")
        return parts

    def flag(self, column: str) -> bool:
        """1 or 0."""
        value = self.cells[column]
        if value not in {"0", "1"}:
            self.problems.add(self.where, f"{column} is {value!r}, not 0 or 1")
        return value == "1"

    def choice(self, column: str, allowed: object) -> str:
        """One of a Literal's values, or of a sequence of values."""
        values: Sequence[str] = get_args(allowed) or allowed  # type: ignore[assignment]
        value = self.cells[column]
        if value not in values:
            self.problems.add(self.where, f"{column} is {value!r}, not one of {', '.join(values)}")
        return value

    def day(self, column: str) -> date | None:
        """An ISO date, None where it is blank."""
        value = self.cells.get(column)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.problems.add(self.where, f"{column} is {value!r}, not a date like 2020-01-31")
            return None


def read_rows(path: Path, columns: Sequence[str], problems: Problems, key: Sequence[str] = ()) -> Iterator[Row]:
    """The rows of a CSV file in order.

    Args:
        path: the file, UTF-8 with a header.
        columns: columns that must be there.
        problems: where to note what is wrong.
        key: columns that together stand for one row only; default the first one.

    Raises:
        CatalogueError: where the file is missing or lacks a column.
    """
    key = key or columns[:1]
    seen: set[tuple[str, ...]] = set()
    try:
        stream = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise CatalogueError("the file cannot be opened", where=path.name, next_step="restore it") from error
    with stream:
        reader = csv.DictReader(stream)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise CatalogueError(f"no column {', '.join(missing)}", where=f"{path.name} line 1", next_step="add it")
        for cells in reader:
            row = Row(path.name, reader.line_num, cells, problems)
            if None in cells or None in cells.values():
                problems.add(row.where, f"the line has not {len(reader.fieldnames or ())} cells")
                continue
            identity = tuple(cells[column] for column in key)
            if identity in seen:
                problems.add(row.where, f"{' '.join(identity)} stands twice")
                continue
            seen.add(identity)
            yield row
