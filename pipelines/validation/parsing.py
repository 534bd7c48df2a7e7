"""The parser of audit rules: an expression's clauses and operands become a statement of the grammar.

Clauses at the end (``for additive flows``, ``with no own row``) and what stands in brackets behind an operand come from
tables below: a new one is a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.validation.grammar import (
    ANY,
    Binary,
    Call,
    Compare,
    Comparison,
    Condition,
    Every,
    Fold,
    Implies,
    NotCompilable,
    Number,
    Operand,
    Presence,
    Statement,
    Term,
    WholeShare,
)


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    given: Presence | None = None
    among: str | None = None
    is_alarm: bool = False


_CLAUSES = (
    _Clause(" for additive flows", among="add_counties"),
    _Clause(" when the table has a row for others", Presence(Operand(ANY, "others"), True), "add_counties"),
    _Clause(" when it has none", Presence(Operand(ANY, "others"), False), "add_counties"),
    _Clause(" with no own row", Presence(Operand(ANY, "own"), False), "add_counties", is_alarm=True),
    _Clause(" in the same year"),
    _Clause(" per county and quarter", among="county_quarter"),
)
_VARIANTS = {
    "": "same",
    "@prev": "prev",
    "[quarter]@prev": "quarter_prev",
    "@previous_year": "previous_year",
    "@stored_year": "stored_year",
    "[ytd]": "ytd",
    "[ytd]@prev": "ytd_prev",
    "[ytd, period p]": "ytd",
    "[ytd, period p-1]": "ytd_prev",
    "[ytd, Q4]": "year",
    "[quarters]": "quarters",
    "[open]@prev": "open_prev",
    "[median8]": "median8",
    "[scope=production]": "scope_production",
    "[scope=all]": "scope_all",
    "[total]": "same",
    "[industry]": "industry",
    "[prefecture total]": "same",
    "[counties]": "counties",
    "[listed counties]": "listed",
    "[prefecture own]": "own",
    "[told of the year before]": "same",
    "[stored then]": "stored_then",
}
"""What stands behind an operand, and the variant that it names."""
_SETS = {
    ("quarters", "sum"): "quarters_sum",
    ("quarters", "max"): "quarters_max",
    ("industry", "sum"): "industry_sum",
    ("counties", "sum"): "counties_sum",
    ("listed", "sum"): "listed_sum",
}
"""Operands that are sets, and the variant that a fold makes of them."""
_REWORDED = (
    (re.compile(r"median\((\S+) of the county, last 8 periods\)"), r"\1[median8]"),
    (re.compile(r"^(.*) within \[([\d.]+), ([\d.]+)\]$"), r"\2 <= \1 <= \3"),
    (re.compile(r"@previous_year \(stored\)"), "@stored_year"),
)
_WHOLE_SHARE = re.compile(r"round\((\S+) \* n\) / n rounds back to the stated rate for n = (\S+)")
_TOKEN = re.compile(
    r"\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?(?:\[[^\]]*\])?(?:@[a-z_]+)?)|(<=|>=|\+-|[-+*/=<>(),]))"
)
_WORDS = frozenset({"sum", "min", "max", "is", "not", "null", "implies", "iff", "or", "ulp"})
_COMPARISONS = ("<=", ">=", "<", ">", "=")


def parse_rule(expression: str) -> Statement:
    """Parse one rule.

    Raises:
        NotCompilable: with reason ``case_table`` or ``not_a_comparison``.
    """
    if "case." in expression.replace("penalty.case", ""):
        raise NotCompilable("case_table", expression)
    if match := _WHOLE_SHARE.fullmatch(expression):
        return Statement(Every((WholeShare(Operand(match[1]), Operand(match[2])),)))
    text, clauses = _part_clauses(expression)
    for pattern, replacement in _REWORDED:
        text = pattern.sub(replacement, text)
    is_flow = bool(re.search(r"\bflow\[", text))
    body = _Parser(tuple(_tokenize(text)), expression).body()
    return Statement(
        body,
        tuple(c.given for c in clauses if c.given),
        next((c.among for c in clauses if c.among), "flow" if is_flow else "add_counties" if "x[" in text else None),
        any(c.is_alarm for c in clauses),
        is_band=" within [" in expression,
    )


def _part_clauses(expression: str) -> tuple[str, list[_Clause]]:
    clauses: list[_Clause] = []
    for clause in _CLAUSES:
        if expression.endswith(clause.text):
            expression = expression.removesuffix(clause.text)
            clauses.append(clause)
    return expression, clauses


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

    def body(self) -> Every | Implies:
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
            return (Presence(left, present),)
        chain: list[Condition] = []
        while self._peek() in _COMPARISONS:
            sign: Comparison = self._take(self._peek())  # type: ignore[assignment]
            right = self._sum()
            chain.append(Compare(left, sign, right, self._tolerance()))
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
        if word in _WORDS:
            raise NotCompilable("not_a_comparison", self._source)
        return self._operand(word)

    def _operand(self, word: str) -> Operand:
        """An operand with its variant; ``x`` and ``flow`` stand for every indicator and need a bracket."""
        code = re.split(r"[\[@]", word, maxsplit=1)[0]
        variant = _VARIANTS.get(word.removeprefix(code))
        if variant is None or ("." not in code and (code not in ("x", "flow") or code == word)):
            raise NotCompilable("not_a_comparison", self._source)
        return Operand(code if "." in code else ANY, variant)

    def _call(self, name: Fold) -> Term:
        self._take("(")
        arguments = [self._sum()]
        while self._peek() == ",":
            self._take(",")
            arguments.append(self._sum())
        self._take(")")
        only = arguments[0]
        if len(arguments) == 1 and isinstance(only, Operand) and (only.variant, name) in _SETS:
            folded = _SETS[only.variant, name]
            return Operand(only.code, "quarters_total" if (only.code, folded) == (ANY, "quarters_sum") else folded)
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
