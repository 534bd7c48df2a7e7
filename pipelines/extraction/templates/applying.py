"""What a template says, laid over what a table's own words said: on its columns, its rows and its marks.

A template speaks for the heads that it names and for no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipelines.extraction.tables.meaning import read_relative
from pipelines.extraction.tables.notes import MarkRules
from pipelines.extraction.tables.sides import Side, UnitSource
from pipelines.extraction.tables.units import UnitReading, read_units
from pipelines.extraction.tables.wording import Label, read_label
from pipelines.extraction.templates.keys import number_keys
from pipelines.extraction.templates.matching import NO_MATCH, Match, match_template, state_keys
from pipelines.extraction.templates.model import Statement, TableShape, TemplateBook


@dataclass(frozen=True, slots=True)
class Applied:
    """The template of one table and what it says of each column and row, by their place in the sheet."""

    match: Match = NO_MATCH
    columns: Mapping[int, Statement] = field(default_factory=dict)
    rows: Mapping[int, Statement] = field(default_factory=dict)

    @property
    def source(self) -> str | None:
        """The template that applies, ``id@version``."""
        return self.match.best.template.source if self.match.best else None

    @property
    def is_contested(self) -> bool:
        """Whether several templates fit equally well."""
        return bool(self.match.rivals)


NOTHING_APPLIES = Applied()


def apply_book(shape: TableShape, book: TemplateBook) -> Applied:
    """The template of a table, with what it says of it."""
    match = match_template(shape, book) if book.templates else NO_MATCH
    if match.best is None:
        return Applied(match) if match.rivals else NOTHING_APPLIES
    template = match.best.template
    columns = state_keys(number_keys(shape.heads), template.heads)
    return Applied(match, columns, state_keys(number_keys(shape.rows), template.rows))


def state_side(side: Side, statement: Statement | None) -> Side:
    """A column or row with what the template says of it; units printed there stay, so that a conflict is seen."""
    if statement is None or not statement.says_anything:
        return side
    units = read_units(statement.unit) if statement.unit else ()
    return replace(
        side,
        stated=statement,
        stated_over=side.units[:1],
        is_unit_conflict=bool(units) and any(_contradict(units[0], source) for source in side.units[:1]),
        units=(units, *side.units) if units else side.units,
        sector=(statement.sector, statement.path[-1]) if statement.sector else side.sector,
        periods=_state_periods(side.periods, statement.periods),
        is_target=side.is_target or statement.role == "target",
    )


def _state_periods(printed: tuple[Label, ...], words: tuple[str, ...]) -> tuple[Label, ...]:
    """The periods of a side with the template's, which take the place of the head's own words of the same sort."""
    stated = [read_label(word) for word in words]
    sorts = {read_relative(label) == "prior_year" for label in stated}
    kept = [x for x in printed if (relation := read_relative(x)) is None or (relation == "prior_year") not in sorts]
    return (*kept, *stated)


def _contradict(stated: UnitReading, printed: UnitSource) -> bool:
    """Whether no printed unit measures the same in the same scale; 人 and 人次 are counts like any other."""
    return all((_kind_of(stated), stated.factor) != (_kind_of(one), one.factor) for one in printed)


def _kind_of(unit: UnitReading) -> str:
    return "count" if unit.unit == "person" else unit.unit


def state_marks(rules: MarkRules, applied: Applied) -> MarkRules:
    """The rules on marks with the template's own; its zeros are doubtful where the layout has drifted."""
    best = applied.match.best
    if best is None:
        return rules
    return replace(rules, stated=best.template.marks, is_firm=best.is_firm)


def settle_marks(rules: MarkRules, column: Side, row: Side, unit: str) -> MarkRules:
    """The rules on marks for one cell: a head's own words first, then the row's, then the whole template's.

    A zero that is said of the whole layout is one of counts and money: a rate with nothing below it is none.
    """
    if not rules.stated and not (column.stated or row.stated):
        return rules
    shared = {name: m for name, m in rules.stated.items() if m != "zero" or unit != "ratio"}
    own = {name: m for side in (row, column) if side.stated for name, m in side.stated.marks.items()}
    return replace(rules, stated={**shared, **own})
