"""What must hold between the catalogue's files; every breach is noted with the file and line it stands in.

Each check takes the loaded catalogue and yields (kind of file, code, problem).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from warehouse.catalogue.model import Catalogue, Hierarchy, Indicator, Rate
from warehouse.catalogue.rows import Problems

STAGES = ("decided", "collected", "proposed", "carried_out", "filed", "closed")
ATTRIBUTIONS = ("all", "supervision", "accident")
UNIT_KINDS = ("village", "enterprise")
_HIERARCHIES: tuple[Hierarchy, ...] = ("enforcement", "accident_old", "accident_gb")


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that does not hold: the kind of file (indicators, divisions ...), the code, what is wrong."""

    kind: str
    code: str
    problem: str


def check_catalogue(catalogue: Catalogue, lines: Mapping[tuple[str, str], str], problems: Problems) -> None:
    """Run every check and note each breach.

    Args:
        catalogue: what was loaded.
        lines: file and line of each (kind of file, code).
        problems: where to note.
    """
    for check in _CHECKS:
        for breach in check(catalogue):
            problems.add(lines.get((breach.kind, breach.code), f"{breach.kind}.csv"), breach.problem)


def find_bad_operands(catalogue: Catalogue) -> Iterator[Breach]:
    """A numerator or denominator must be an indicator; ``@previous_year`` and the like may follow it."""
    for indicator in catalogue.indicators.values():
        for column in ("numerator", "denominator"):
            operand = getattr(indicator, column)
            if operand and operand.partition("@")[0] not in catalogue.indicators:
                yield Breach("indicators", indicator.code, f"{indicator.code}: {column} {operand} is no indicator")


def find_ratios_without_operands(catalogue: Catalogue) -> Iterator[Breach]:
    """A derived ratio can only be derived from a numerator and a denominator."""
    for indicator in catalogue.indicators.values():
        is_derived_ratio = indicator.unit == "ratio" and indicator.role == "derived"
        if is_derived_ratio and not (indicator.numerator and indicator.denominator):
            yield Breach("indicators", indicator.code, f"{indicator.code}: ratio without numerator or denominator")
        if (indicator.unit == "ratio") != (indicator.additivity == "ratio"):
            yield Breach("indicators", indicator.code, f"{indicator.code}: unit and additivity disagree on ratio")
        if indicator.unit == "ratio" and (indicator.add_counties or indicator.add_periods):
            yield Breach("indicators", indicator.code, f"{indicator.code}: a ratio cannot be added")


def find_double_synonyms(catalogue: Catalogue) -> Iterator[Breach]:
    """A synonym names one indicator, unless it is declared as shared."""
    owners: dict[str, list[str]] = defaultdict(list)
    for indicator in catalogue.indicators.values():
        for word in dict.fromkeys((indicator.name_zh, *indicator.synonyms)):
            owners[word].append(indicator.code)
    for word, codes in owners.items():
        if len(codes) > 1 and word not in catalogue.shared_synonyms:
            for code in codes[1:]:
                yield Breach(
                    "indicators", code, f"{word} names {codes[0]} and {code}; declare it in shared_synonyms.csv"
                )
    for word in catalogue.shared_synonyms:
        if len(owners.get(word, ())) < 2:
            yield Breach("shared_synonyms", word, f"{word} is declared as shared but is not")


def find_bad_fact_columns(catalogue: Catalogue) -> Iterator[Breach]:
    """Action, stage and attribution belong to enforcement and only there; unit_kind to zero-accident."""
    for indicator in catalogue.indicators.values():
        for problem in _fact_column_problems(indicator, catalogue):
            yield Breach("indicators", indicator.code, f"{indicator.code}: {problem}")


def _fact_column_problems(indicator: Indicator, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with one indicator's columns for its fact table."""
    is_enforcement = indicator.fact_table == "fact_enforcement"
    filled = [indicator.action, indicator.stage, indicator.attribution]
    if is_enforcement and None in filled:
        yield "an enforcement statistic needs action, stage and attribution"
    if not is_enforcement and any(filled):
        yield "action, stage and attribution belong to fact_enforcement only"
    if indicator.action and indicator.action not in catalogue.actions:
        yield f"action {indicator.action} is unknown"
    if indicator.stage and indicator.stage not in STAGES:
        yield f"stage {indicator.stage} is unknown"
    if indicator.attribution and indicator.attribution not in ATTRIBUTIONS:
        yield f"attribution {indicator.attribution} is unknown"
    if indicator.unit_kind and indicator.unit_kind not in UNIT_KINDS:
        yield f"unit_kind {indicator.unit_kind} is unknown"
    if indicator.unit_kind and indicator.fact_table != "fact_zero_accident":
        yield "unit_kind belongs to fact_zero_accident only"


def find_bad_sectors(catalogue: Catalogue) -> Iterator[Breach]:
    """A sector's groups exist, and a word names one sector."""
    owners: dict[str, str] = {}
    for sector in catalogue.sectors.values():
        for hierarchy in _HIERARCHIES:
            group = getattr(sector, hierarchy)
            if group and (hierarchy, group) not in catalogue.sector_groups:
                yield Breach("sectors", sector.code, f"{sector.code}: {hierarchy} {group} is unknown")
        for word in sector.words:
            if owner := owners.get(word):
                yield Breach("sectors", sector.code, f"{word} names {owner} and {sector.code}")
            owners[word] = sector.code


def find_bad_divisions(catalogue: Catalogue) -> Iterator[Breach]:
    """A division hangs below a known one, and is valid for at least a day."""
    for division in catalogue.divisions:
        parent = division.parent
        if parent and catalogue.divisions.get(parent) is None:
            yield Breach("divisions", division.code, f"{division.code} {division.name}: parent {parent} is unknown")
        if parent is None and division.level != "province":
            yield Breach("divisions", division.code, f"{division.code} {division.name}: no parent")
        if division.valid_from and division.valid_to and division.valid_to < division.valid_from:
            yield Breach("divisions", division.code, f"{division.code} {division.name}: ends before it begins")


def find_needless_common_words(catalogue: Catalogue) -> Iterator[Breach]:
    """A word is declared as common because it is a division's name; any other would be a slip of the pen."""
    for word in catalogue.divisions.common_words:
        if not catalogue.divisions.find(word):
            yield Breach("division_common_words", word, f"{word} is no division's name")


def find_bad_rates(catalogue: Catalogue) -> Iterator[Breach]:
    """Each derived ratio says once how it is made, and nothing else does; a change is one against another period."""
    for indicator in catalogue.indicators.values():
        if indicator.unit == "ratio" and indicator.role == "derived" and indicator.code not in catalogue.rates:
            yield Breach("indicators", indicator.code, f"{indicator.code}: rates.csv does not say how it is made")
    for rate in catalogue.rates.values():
        for problem in _rate_problems(rate, catalogue):
            yield Breach("rates", rate.indicator, f"{rate.indicator}: {problem}")


def _rate_problems(rate: Rate, catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with one rate."""
    indicator = catalogue.indicators.get(rate.indicator)
    if indicator is None:
        yield "is no indicator"
    elif indicator.unit != "ratio" or not (indicator.numerator and indicator.denominator):
        yield "is no ratio with a numerator and a denominator"
    elif ("@" in indicator.denominator) != (rate.formula == "change"):
        yield f"formula {rate.formula} does not go with the denominator {indicator.denominator}"
    if rate.sector not in (None, "none", *catalogue.sectors):
        yield f"sector {rate.sector} is unknown"


def find_bad_answers(catalogue: Catalogue) -> Iterator[Breach]:
    """An answer speaks of indicators, not of itself; a zero is that of one of them."""
    for answer in catalogue.answers:
        unknown = [c for c in (answer.indicator, *answer.answered_by) if c not in catalogue.indicators]
        if unknown:
            yield Breach("answers", answer.id, f"{unknown[0]} is no indicator")
        if not answer.answered_by:
            yield Breach("answers", answer.id, f"{answer.indicator}: answered_by is blank")
        if answer.indicator in answer.answered_by:
            yield Breach("answers", answer.id, f"{answer.indicator} cannot answer itself")
        if answer.when == "zero" and len(answer.answered_by) > 1:
            yield Breach("answers", answer.id, f"{answer.indicator}: a zero is that of one indicator")


_CHECKS: tuple[Callable[[Catalogue], Iterator[Breach]], ...] = (
    find_bad_operands,
    find_ratios_without_operands,
    find_double_synonyms,
    find_bad_fact_columns,
    find_bad_sectors,
    find_bad_divisions,
    find_needless_common_words,
    find_bad_rates,
    find_bad_answers,
)
