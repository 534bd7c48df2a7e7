"""The catalogue, loaded from its files once and checked as one.

``load_catalogue()`` is what everything else calls; it is cached and imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import cast

from warehouse.catalogue.checks import check_catalogue
from warehouse.catalogue.divisions import DivisionIndex
from warehouse.catalogue.model import (
    Action,
    Answer,
    AnswerWhen,
    Break,
    Catalogue,
    Division,
    DivisionKind,
    DivisionLevel,
    FactTable,
    Hierarchy,
    Indicator,
    Rate,
    RateFormula,
    RateUnit,
    Reason,
    ReasonSubject,
    Rule,
    RuleHold,
    Sector,
    SectorGroup,
    Severity,
)
from warehouse.catalogue.rows import Problems, Row, read_rows

DATA = Path(__file__).parent / "data"

_UNITS = ("count", "person", "yuan", "ratio")
_ADDITIVITY = ("flow", "stock", "ratio")
_ROLES = ("observed", "derived", "target", "denominator", "ordinal")
_DIVISION_COLUMNS = ("code", "name", "level", "parent", "kind", "aliases")
_COLUMNS = {
    "indicators.csv": tuple(field.name for field in fields(Indicator)),
    "sectors.csv": tuple(field.name for field in fields(Sector)),
    "actions.csv": tuple(field.name for field in fields(Action)),
    "rules.csv": tuple(field.name for field in fields(Rule)),
    "reasons.csv": tuple(field.name for field in fields(Reason)),
    "rates.csv": ("indicator", "formula", "factor", "unit", "sector", "why"),
    "divisions.csv": _DIVISION_COLUMNS,
    "divisions_overlay.csv": _DIVISION_COLUMNS,
    "sample_divisions.csv": _DIVISION_COLUMNS,
}


@cache
def load_catalogue(folder: Path = DATA) -> Catalogue:
    """The catalogue of a folder, by default the project's own; the same object at every call.

    Raises:
        CatalogueError: where the files contradict each other; it names every problem with file and line.
    """
    problems = Problems()
    lines: dict[tuple[str, str], str] = {}
    catalogue = Catalogue(
        indicators={row.cells["code"]: _indicator(row) for row in _noted(folder / "indicators.csv", problems, lines)},
        sectors={row.cells["code"]: _sector(row) for row in _noted(folder / "sectors.csv", problems, lines)},
        actions={row.cells["code"]: _action(row) for row in _noted(folder / "actions.csv", problems, lines)},
        rules={row.cells["id"]: _rule(row) for row in _noted(folder / "rules.csv", problems, lines)},
        reasons={row.cells["code"]: _reason(row) for row in _noted(folder / "reasons.csv", problems, lines)},
        divisions=_load_divisions(folder, problems, lines),
        sector_groups=_load_sector_groups(folder, problems),
        shared_synonyms=_load_pairs(folder / "shared_synonyms.csv", ("synonym", "why"), problems, lines),
        breaks=tuple(_load_breaks(folder, problems)),
        rates={row.cells["indicator"]: _rate(row) for row in _noted(folder / "rates.csv", problems, lines)},
        answers=tuple(_load_answers(folder, problems, lines)),
    )
    check_catalogue(catalogue, lines, problems)
    problems.raise_any()
    return catalogue


def _noted(path: Path, problems: Problems, lines: dict[tuple[str, str], str]) -> Iterable[Row]:
    """The rows of a file, each one's place noted under (kind of file, code)."""
    columns = _COLUMNS[path.name]
    kind = "divisions" if columns is _DIVISION_COLUMNS else path.stem
    for row in read_rows(path, columns, problems):
        lines[kind, row.cells[columns[0]]] = row.where
        yield row


def _indicator(row: Row) -> Indicator:
    return Indicator(
        code=row.text("code"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        family=row.text("family"),
        unit=row.choice("unit", _UNITS),
        additivity=row.choice("additivity", _ADDITIVITY),
        role=row.choice("role", _ROLES),
        add_counties=row.flag("add_counties"),
        add_periods=row.flag("add_periods"),
        numerator=row.optional("numerator"),
        denominator=row.optional("denominator"),
        synonyms=row.listing("synonyms"),
        definition=row.text("definition"),
        fact_table=cast(FactTable, row.choice("fact_table", FactTable)),
        action=row.optional("action"),
        stage=row.optional("stage"),
        attribution=row.optional("attribution"),
        unit_kind=row.optional("unit_kind"),
    )


def _sector(row: Row) -> Sector:
    return Sector(
        code=row.text("code"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        enforcement=row.optional("enforcement"),
        accident_old=row.optional("accident_old"),
        accident_gb=row.optional("accident_gb"),
        gb4754=row.cells["gb4754"],
        words=row.listing("words"),
    )


def _action(row: Row) -> Action:
    return Action(
        code=row.text("code"),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        is_penalty=row.flag("is_penalty"),
        words=row.listing("words"),
    )


def _rule(row: Row) -> Rule:
    return Rule(
        id=row.text("id"),
        kind=row.text("kind"),
        expression=row.text("expression"),
        severity=cast(Severity, row.choice("severity", Severity)),
        name_zh=row.text("name_zh"),
        why=row.text("why"),
        holds=cast(RuleHold, row.choice("holds", RuleHold)),
        within=row.optional("within"),
    )


def _reason(row: Row) -> Reason:
    return Reason(
        code=row.text("code"),
        applies_to=cast(ReasonSubject, row.choice("applies_to", ReasonSubject)),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        next_step_zh=row.text("next_step_zh"),
        next_step_en=row.text("next_step_en"),
    )


def _rate(row: Row) -> Rate:
    row.text("why")
    return Rate(
        indicator=row.text("indicator"),
        formula=cast(RateFormula, row.choice("formula", RateFormula)),
        factor=_factor(row),
        unit=cast(RateUnit, row.choice("unit", RateUnit)),
        sector=row.optional("sector"),
    )


def _factor(row: Row) -> Decimal | None:
    """A number above nothing, None where it is blank: unknown."""
    value = row.optional("factor")
    if value is None:
        return None
    try:
        factor = Decimal(value)
    except InvalidOperation:
        factor = Decimal(0)
    if not (factor.is_finite() and factor > 0):
        row.problems.add(row.where, f"factor is {value!r}, not a number above 0")
    return factor


def _division(row: Row) -> Division:
    return Division(
        code=row.text("code"),
        name=row.text("name"),
        level=cast(DivisionLevel, row.choice("level", DivisionLevel)),
        parent=row.optional("parent"),
        kind=cast(DivisionKind, row.choice("kind", DivisionKind)),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        aliases=row.listing("aliases"),
    )


def _load_divisions(folder: Path, problems: Problems, lines: dict[tuple[str, str], str]) -> DivisionIndex:
    """The official divisions, what the overlay adds or dates, and the sample province."""
    divisions = {d.code: d for d in map(_division, _noted(folder / "divisions.csv", problems, lines))}
    for row in _noted(folder / "divisions_overlay.csv", problems, lines):
        added = _division(row)
        known = divisions.get(added.code)
        aliases = (*known.aliases, *added.aliases) if known else added.aliases
        divisions[added.code] = replace(added, aliases=tuple(dict.fromkeys(aliases)))
    for row in _noted(folder / "sample_divisions.csv", problems, lines):
        if row.cells["code"] in divisions:
            problems.add(row.where, f"the sample's code {row.cells['code']} is a real division's")
        divisions[row.cells["code"]] = _division(row)
    common_words = _load_pairs(folder / "division_common_words.csv", ("form", "why"), problems, lines)
    return DivisionIndex(divisions.values(), common_words)


def _load_sector_groups(folder: Path, problems: Problems) -> dict[tuple[str, str], SectorGroup]:
    """The groups of the three hierarchies."""
    groups: dict[tuple[str, str], SectorGroup] = {}
    columns = ("hierarchy", "code", "name_zh", "name_en")
    for row in read_rows(folder / "sector_groups.csv", columns, problems, key=("hierarchy", "code")):
        hierarchy = cast(Hierarchy, row.choice("hierarchy", Hierarchy))
        group = SectorGroup(hierarchy, row.text("code"), row.text("name_zh"), row.text("name_en"))
        groups[group.hierarchy, group.code] = group
    return groups


def _load_breaks(folder: Path, problems: Problems) -> Iterator[Break]:
    """The days on which scopes changed."""
    columns = ("family", "first_day", "name_zh", "name_en")
    for row in read_rows(folder / "breaks.csv", columns, problems, key=("family", "first_day")):
        if first_day := row.day("first_day"):
            yield Break(row.text("family"), first_day, row.text("name_zh"), row.text("name_en"))
        else:
            problems.add(row.where, "a break needs its first day")


def _load_answers(folder: Path, problems: Problems, lines: dict[tuple[str, str], str]) -> Iterator[Answer]:
    """What is told of an indicator once others are reported."""
    columns = ("indicator", "answered_by", "when", "why")
    for row in read_rows(folder / "answers.csv", columns, problems, key=columns[:3]):
        row.text("why")
        when = cast(AnswerWhen, row.choice("when", AnswerWhen))
        answer = Answer(row.text("indicator"), row.listing("answered_by"), when)
        lines["answers", answer.id] = row.where
        yield answer


def _load_pairs(
    path: Path, columns: tuple[str, str], problems: Problems, lines: dict[tuple[str, str], str]
) -> dict[str, str]:
    """A two-column file as a mapping."""
    pairs = {}
    for row in read_rows(path, columns, problems):
        lines[path.stem, row.cells[columns[0]]] = row.where
        pairs[row.text(columns[0])] = row.text(columns[1])
    return pairs
