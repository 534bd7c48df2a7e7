"""What is said of one table: its name, key, grain and columns, for DDL, checks, the dictionary and exports alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

References = Literal[
    "indicators",
    "sectors",
    "actions",
    "reasons",
    "observation_reasons",
    "case_reasons",
    "submission_reasons",
]


@dataclass(frozen=True, slots=True)
class ColumnRecord:
    """One column.

    ``type`` is DuckDB's, lower case. ``allowed`` are the only values it may hold; ``references`` names the part of the
    catalogue that its values come from; of a list column, both speak of each element. ``minimum`` is inclusive.
    """

    name: str
    type: str
    nullable: bool
    zh: str
    en: str
    unit: str = ""
    allowed: tuple[str | int, ...] = ()
    references: References | None = None
    minimum: int | None = None
    warning_zh: str = ""
    warning_en: str = ""


@dataclass(frozen=True, slots=True)
class TableRecord:
    """One table: ``schema.name``, with a row for each ``grain``.

    ``key`` are the columns that no two rows share. ``history``: the table keeps every version of a row, the current one
    with ``superseded_at`` null.
    """

    schema: str
    name: str
    zh: str
    en: str
    description_zh: str
    description_en: str
    grain_zh: str
    grain_en: str
    key: tuple[str, ...]
    history: bool
    columns: tuple[ColumnRecord, ...]
    warning_zh: str = ""
    warning_en: str = ""

    @property
    def full_name(self) -> str:
        """``core.fact_accident``."""
        return f"{self.schema}.{self.name}"

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> ColumnRecord:
        """The column of a name.

        Raises:
            KeyError: where there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
