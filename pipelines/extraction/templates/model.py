"""What a template says, and what a table looks like to it: values without behaviour beyond their own words.

A template speaks of paths: the words over a column, or before a row, outermost first. ``*`` in a path stands for any
place or printed period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Path = tuple[str, ...]
MarkName = Literal["blank", "0", "dash", "slash", "无"]
MarkMeaning = Literal["zero", "not_applicable", "not_filed"]
Axis = Literal["head", "row"]

ANY = "*"
OUTSIDE = "-"
UNSETTLED = "?"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a template says of the figures under one head, or before one row.

    ``indicator`` is a code of the catalogue, ``-`` for figures that are passed over on purpose, None where the head's
    own words are to be read as ever. ``unit`` is a printed unit (万元), "" for none. ``periods`` are words that
    relate the figures to the table's period (累计, 去年同期). ``source`` names template and version.
    """

    path: Path
    source: str
    indicator: str | None = None
    unit: str = ""
    sector: str | None = None
    role: Literal["observed", "target"] = "observed"
    periods: tuple[str, ...] = ()
    marks: Mapping[MarkName, MarkMeaning] = field(default_factory=dict)
    is_optional: bool = False
    note: str = ""
    line: int = 0

    @property
    def says_anything(self) -> bool:
        """Whether it says more than that the head is there."""
        return bool(self.indicator or self.unit or self.sector or self.periods or self.marks or self.role == "target")


@dataclass(frozen=True, slots=True)
class Template:
    """One version of one layout.

    ``offices`` are division codes (all that lies in them) or words that stand in the table's own lines; empty for
    any office. ``anchors`` are words that must stand around the table. ``mark`` is a
    hash of all that it says of figures.
    """

    id: str
    version: int
    name: str
    where: str
    mark: str
    valid_from: date | None = None
    valid_to: date | None = None
    offices: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    marks: Mapping[MarkName, MarkMeaning] = field(default_factory=dict)
    heads: tuple[Statement, ...] = ()
    rows: tuple[Statement, ...] = ()
    is_own: bool = False

    @property
    def source(self) -> str:
        """``id@version``, as it is kept with each figure."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Key:
    """One column or row of a table as a template sees it.

    ``index`` is its column or row in the sheet, ``at`` the locator of its innermost words, ``unit`` the unit printed
    with it ("" for none), ``words`` its path as printed.
    """

    path: Path
    index: int
    unit: str = ""
    at: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class TableShape:
    """What a table looks like: the paths of its columns and rows, the lines around it, of which office and when.

    ``day`` is the last day of its period, else the day that its document gives.
    """

    locator: str
    heads: tuple[Key, ...]
    rows: tuple[Key, ...]
    lines: tuple[str, ...]
    place: str | None = None
    division_code: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class TemplateBook:
    """The templates that hold in one home: those that are shipped, and the office's own."""

    templates: tuple[Template, ...] = ()

    @property
    def own(self) -> tuple[Template, ...]:
        """The templates of the home itself."""
        return tuple(t for t in self.templates if t.is_own)


NO_TEMPLATES = TemplateBook()
