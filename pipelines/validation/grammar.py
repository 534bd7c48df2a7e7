"""The grammar of audit rules: an expression of the catalogue becomes a tree of comparisons.

What the grammar does not cover is refused with a reason code: such a rule has a named checker, or is reported as not
applicable; it never counts as passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Comparison = Literal["<=", ">=", "<", ">", "="]
Arithmetic = Literal["+", "-", "*", "/"]
Fold = Literal["sum", "min", "max"]
ANY = "*"
"""The code of an operand that stands for every indicator in turn (``x``, ``flow``)."""


class NotCompilable(Exception):  # noqa: N818 - a verdict on a rule, not a fault
    """The rule is outside the grammar; ``reason`` is the code that its finding carries."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Operand:
    """The figure of an indicator in the group that is judged, or in another that ``variant`` names.

    ``same`` place, period, sector and scope; ``prev``, ``quarter_prev``, ``previous_year``, ``stored_year``, ``ytd``,
    ``ytd_prev``, ``year``, ``quarters_sum``, ``quarters_max``, ``quarters_total``, ``median8``, ``open_prev``,
    ``stored_then`` of other periods; ``counties_sum``, ``listed_sum``, ``own`` of other levels; ``industry_sum``,
    ``others`` of sectors; ``scope_production``, ``scope_all`` of scopes.
    """

    code: str
    variant: str = "same"

    def __str__(self) -> str:
        """``hazard.pending@prev``, as findings name it."""
        return self.code if self.variant == "same" else f"{self.code}[{self.variant}]"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two terms and an arithmetic sign."""

    sign: Arithmetic
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Call:
    """``sum``, ``min`` or ``max`` of several terms."""

    name: Fold
    arguments: tuple[Term, ...]


Term = Number | Operand | Binary | Call


@dataclass(frozen=True, slots=True)
class Compare:
    """``left sign right``; ``ulp`` names the operand whose last printed place is the tolerance."""

    left: Term
    sign: Comparison
    right: Term
    ulp: str | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a figure is reported at all."""

    operand: Operand
    present: bool


@dataclass(frozen=True, slots=True)
class WholeShare:
    """Whether some whole number out of ``total`` rounds to the stated ``rate``."""

    rate: Operand
    total: Operand


Condition = Compare | Presence | WholeShare


@dataclass(frozen=True, slots=True)
class Every:
    """All of several comparisons (``0 <= x <= 1``)."""

    parts: tuple[Compare | WholeShare, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """``if`` one condition holds, one of ``then`` must; ``both_ways`` for iff."""

    condition: Condition
    then: tuple[Condition, ...]
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole rule.

    ``given`` must be so for the rule to be asked; ``among`` limits it (``add_counties`` and ``flow`` indicators,
    ``county_quarter`` groups); ``is_alarm``: the expression says what is wrong, not what is right; ``is_band``: a ratio
    within bounds, which a zero has no part in.
    """

    body: Every | Implies
    given: tuple[Presence, ...] = ()
    among: str | None = None
    is_alarm: bool = False
    is_band: bool = False

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions of the body, in order."""
        return self.body.parts if isinstance(self.body, Every) else (self.body.condition, *self.body.then)


def operands_of(statement: Statement) -> tuple[Operand, ...]:
    """The operands of a statement's body, in the order of first mention."""
    seen: dict[Operand, None] = {}
    for condition in statement.conditions:
        seen.update(dict.fromkeys(_operands(condition)))
    return tuple(seen)


def required_operands(statement: Statement) -> tuple[Operand, ...]:
    """The operands without which a statement cannot be asked."""
    asked_of = {c.operand for c in statement.conditions if isinstance(c, Presence)}
    needed = tuple(o for o in operands_of(statement) if o not in asked_of) or operands_of(statement)[:1]
    return (*needed, *(p.operand for p in statement.given if p.present))


def _operands(condition: Condition) -> Iterator[Operand]:
    if isinstance(condition, Presence):
        yield condition.operand
    elif isinstance(condition, WholeShare):
        yield from (condition.rate, condition.total)
    else:
        yield from _operands_below(condition.left)
        yield from _operands_below(condition.right)


def _operands_below(term: Term) -> Iterator[Operand]:
    if isinstance(term, Operand):
        yield term
    elif isinstance(term, Binary):
        yield from _operands_below(term.left)
        yield from _operands_below(term.right)
    elif isinstance(term, Call):
        for argument in term.arguments:
            yield from _operands_below(argument)
