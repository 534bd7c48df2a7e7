"""The grammar of audit rules: an expression of the catalogue becomes a tree of comparisons.

What the grammar does not cover (other periods, levels, forms, structure of a sheet) is refused with a reason code, so
that a rule which cannot be checked is reported as not applicable and never counts as passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Comparison = Literal["<=", ">=", "<", ">", "="]
Arithmetic = Literal["+", "-", "*", "/"]
Fold = Literal["sum", "min", "max"]


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
    """The figure of an indicator in the same place, period, sector and scope."""

    code: str


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
    """Whether an indicator is reported at all."""

    code: str
    present: bool


Condition = Compare | Presence


@dataclass(frozen=True, slots=True)
class Every:
    """All of several comparisons (``0 <= x <= 1``)."""

    parts: tuple[Compare, ...]


@dataclass(frozen=True, slots=True)
class Implies:
    """``if`` one condition holds, one of ``then`` must; ``both_ways`` for iff."""

    condition: Condition
    then: tuple[Condition, ...]
    both_ways: bool = False


Statement = Every | Implies

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)|(<=|>=|\+-|[-+*/=<>(),]))")
_OTHER_PERIOD = re.compile(r"@prev|\[(?:ytd|quarters|open)|previous_year|last \d+ periods")
_OTHER_LEVEL = re.compile(r"\[(?:counties|prefecture|own)")
_COMPARISONS = ("<=", ">=", "<", ">", "=")


def parse_rule(expression: str) -> Statement:
    """Parse one rule.

    Raises:
        NotCompilable: with reason ``other_period``, ``other_level``, ``other_scope``, ``other_sector``,
            ``case_table`` or ``not_a_comparison``.
    """
    for pattern, reason in (
        (_OTHER_PERIOD, "other_period"),
        (_OTHER_LEVEL, "other_level"),
        (re.compile(r"\[scope"), "other_scope"),
        (re.compile(r"\[industry"), "other_sector"),
        (re.compile(r"\bcase\."), "case_table"),
    ):
        if pattern.search(expression):
            raise NotCompilable(reason, expression)
    return _Parser(tuple(_tokenize(expression)), expression).statement()


def operands_of(statement: Statement) -> tuple[str, ...]:
    """The indicator codes of a statement, in the order of first mention."""
    seen: dict[str, None] = {}
    conditions: tuple[Condition, ...] = (
        statement.parts if isinstance(statement, Every) else (statement.condition, *statement.then)
    )
    for condition in conditions:
        if isinstance(condition, Presence):
            seen[condition.code] = None
            continue
        for term in (condition.left, condition.right):
            seen.update(dict.fromkeys(_codes(term)))
    return tuple(seen)


def _codes(term: Term) -> Iterator[str]:
    """Codes below a term."""
    if isinstance(term, Operand):
        yield term.code
    elif isinstance(term, Binary):
        yield from _codes(term.left)
        yield from _codes(term.right)
    elif isinstance(term, Call):
        for argument in term.arguments:
            yield from _codes(argument)


def _tokenize(expression: str) -> Iterator[str]:
    position = 0
    text = expression.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise NotCompilable("not_a_comparison", expression)
        yield match[match.lastindex or 0]
        position = match.end()


class _Parser:
    """Recursive descent over the tokens of one rule."""

    def __init__(self, tokens: tuple[str, ...], source: str) -> None:
        self._tokens = tokens
        self._source = source
        self._at = 0

    def statement(self) -> Statement:
        first = self._condition()
        word = self._peek()
        if word in ("implies", "iff") and len(first) == 1:
            self._take(word)
            then = list(self._condition())
            while self._peek() == "or":
                self._take("or")
                then.extend(self._condition())
            self._finish()
            return Implies(first[0], tuple(then), both_ways=word == "iff")
        self._finish()
        parts = tuple(c for c in first if isinstance(c, Compare))
        if len(parts) != len(first):
            raise NotCompilable("not_a_comparison", self._source)
        return Every(parts)

    def _condition(self) -> tuple[Condition, ...]:
        """``x is null``, ``x not null``, or a chain of comparisons."""
        left = self._sum()
        if self._peek() in ("is", "not"):
            present = self._take(self._peek()) == "not"
            self._take("null")
            if not isinstance(left, Operand):
                raise NotCompilable("not_a_comparison", self._source)
            return (Presence(left.code, present),)
        chain: list[Condition] = []
        while self._peek() in _COMPARISONS:
            sign = self._take(self._peek())
            right = self._sum()
            chain.append(Compare(left, sign, right, self._tolerance()))  # type: ignore[arg-type]
            left = right
        if not chain:
            raise NotCompilable("not_a_comparison", self._source)
        return tuple(chain)

    def _tolerance(self) -> str | None:
        if self._peek() != "+-":
            return None
        self._take("+-")
        self._take("ulp")
        self._take("(")
        code = self._take(self._peek())
        self._take(")")
        return code

    def _sum(self) -> Term:
        term = self._product()
        while self._peek() in ("+", "-"):
            sign = self._take(self._peek())
            term = Binary(sign, term, self._product())  # type: ignore[arg-type]
        return term

    def _product(self) -> Term:
        term = self._factor()
        while self._peek() in ("*", "/"):
            sign = self._take(self._peek())
            term = Binary(sign, term, self._factor())  # type: ignore[arg-type]
        return term

    def _factor(self) -> Term:
        word = self._peek()
        if word == "(":
            self._take("(")
            inner = self._sum()
            self._take(")")
            return inner
        if word == "-":
            self._take("-")
            return Binary("-", Number(0), self._factor())
        self._take(word)
        if word in ("sum", "min", "max"):
            return self._call(word)  # type: ignore[arg-type]
        if word[:1].isdigit():
            return Number(float(word))
        if "." in word:
            return Operand(word)
        raise NotCompilable("not_a_comparison", self._source)

    def _call(self, name: Fold) -> Term:
        self._take("(")
        arguments = [self._sum()]
        while self._peek() == ",":
            self._take(",")
            arguments.append(self._sum())
        self._take(")")
        return Call(name, tuple(arguments))

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, expected: str) -> str:
        token = self._peek()
        if not token or token != expected:
            raise NotCompilable("not_a_comparison", self._source)
        self._at += 1
        return token

    def _finish(self) -> None:
        if self._at != len(self._tokens):
            raise NotCompilable("not_a_comparison", self._source)
