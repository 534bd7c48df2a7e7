"""The catalogue's values: indicators, sectors, divisions, actions, rules, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from warehouse.catalogue.divisions import DivisionIndex

Hierarchy = Literal["enforcement", "accident_old", "accident_gb"]
Severity = Literal["error", "warn"]
RuleHold = Literal["all", "first", "slip"]
ReasonSubject = Literal["observation", "case", "submission", "table"]
DivisionLevel = Literal["province", "prefecture", "county", "township"]
DivisionKind = Literal["county", "zone", "own_level", "department"]
RateFormula = Literal["quotient", "change"]
RateUnit = Literal["share", "change", "number", "yuan"]
AnswerWhen = Literal["zero", "any"]
FactTable = Literal[
    "fact_enforcement", "fact_zero_accident", "fact_accident", "fact_hazard", "fact_inspection", "fact_capacity"
]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One statistic. ``unit``: count, person, yuan or ratio; ``additivity``: flow, stock or ratio.

    ``add_counties`` / ``add_periods``: whether values may be added over counties / periods.
    ``fact_table`` is the table that accepted observations of it go to.
    """

    code: str
    name_zh: str
    name_en: str
    family: str
    unit: str
    additivity: str
    role: str
    add_counties: bool
    add_periods: bool
    numerator: str | None
    denominator: str | None
    synonyms: tuple[str, ...]
    definition: str
    fact_table: FactTable
    action: str | None = None
    stage: str | None = None
    attribution: str | None = None
    unit_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Sector:
    """One fine sector with its place in the three hierarchies and the words that name it."""

    code: str
    name_zh: str
    name_en: str
    enforcement: str | None
    accident_old: str | None
    accident_gb: str | None
    gb4754: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorGroup:
    """One group of a hierarchy of sectors: enforcement, accident_old (before 2016) or accident_gb (GB/T 4754)."""

    hierarchy: Hierarchy
    code: str
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Action:
    """One enforcement action: fine, administrative_detention, suspension, closure ..."""

    code: str
    name_zh: str
    name_en: str
    is_penalty: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One audit rule, as data; ``expression`` in the grammar of docs/rules.

    ``holds`` says which figures an error keeps back: all of them, the first operand's only, or none but one whose unit
    slipped (sums over places and sectors, which depend on who is counted). ``within`` limits a rule to some figures:
    ``basis=heaviest_class``.
    """

    id: str
    kind: str
    expression: str
    severity: Severity
    name_zh: str
    why: str
    holds: RuleHold = "all"
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an observation or case is held back, or flagged: a code and its words in both languages."""

    code: str
    applies_to: ReasonSubject
    name_zh: str
    name_en: str
    next_step_zh: str
    next_step_en: str


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division, or an own code for what GB/T 2260 does not know (zone, own level, department)."""

    code: str
    name: str
    level: DivisionLevel
    parent: str | None
    kind: DivisionKind
    valid_from: date | None = None
    valid_to: date | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A day on which the scope of a family of indicators changed: what ends before it compares with nothing after."""

    family: str
    first_day: date
    name_zh: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Rate:
    """How a rate is made of the numerator and the denominator that its indicator names.

    ``quotient`` is numerator over denominator times ``factor`` (None: unknown, so nothing is computed); ``change`` is
    the numerator over the denominator, less one. ``unit`` is how people read it. ``sector`` is the one whose figures it
    is made of, ``none`` where no sector of the catalogue holds them alone, None for whichever the rate speaks of.
    """

    indicator: str
    formula: RateFormula
    factor: Decimal | None
    unit: RateUnit
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is told of an indicator once others are reported: all of ``answered_by``, and as zero where ``when`` is so.

    It says that nothing is missing, never what the value is: no figure is made of it.
    """

    indicator: str
    answered_by: tuple[str, ...]
    when: AnswerWhen

    @property
    def id(self) -> str:
        """``accident.deaths < accident.count zero``."""
        return f"{self.indicator} < {' + '.join(self.answered_by)} {self.when}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that gives numbers their meaning, checked as one.

    ``sector_groups`` is keyed by (hierarchy, code); ``shared_synonyms`` are words that several indicators bear on
    purpose, with the reason: they need context. ``rates`` by indicator. ``answers`` are those of the file; those that
    follow from rates are added by ``warehouse.catalogue.answers``.
    """

    indicators: Mapping[str, Indicator]
    sectors: Mapping[str, Sector]
    actions: Mapping[str, Action]
    rules: Mapping[str, Rule]
    reasons: Mapping[str, Reason]
    divisions: DivisionIndex = field(repr=False)
    sector_groups: Mapping[tuple[str, str], SectorGroup] = field(default_factory=dict)
    shared_synonyms: Mapping[str, str] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    rates: Mapping[str, Rate] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()

    @property
    def accusing_rules(self) -> list[str]:
        """The rules that accuse each of their figures where they are broken: of those an error holds a slip alone."""
        return sorted(r.id for r in self.rules.values() if (r.holds, r.severity) == ("slip", "error"))
