"""The reporting quarter, as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.errors import UsageError


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A calendar quarter, written 2024Q1."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2024Q1`` or a partition key ``2024-01-01``.

        Raises:
            UsageError: where the text is neither, or of no year of this or the last century.
        """
        if match := re.fullmatch(r"((?:19|20)[0-9]{2})[Qq]([1-4])", text.strip()):
            return cls(int(match[1]), int(match[2]))
        if match := re.fullmatch(r"((?:19|20)[0-9]{2})-(01|04|07|10)-01", text.strip()):
            return cls(int(match[1]), (int(match[2]) + 2) // 3)
        raise UsageError(f"{text!r} is no quarter", next_step="write it as 2024Q1")

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        """Last day."""
        return self.next().start - timedelta(days=1)

    @property
    def partition_key(self) -> str:
        """The Dagster partition: the first day, ISO."""
        return self.start.isoformat()

    def next(self) -> Quarter:
        """The quarter after."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def previous(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    def __str__(self) -> str:
        """2024Q1."""
        return f"{self.year}Q{self.number}"
