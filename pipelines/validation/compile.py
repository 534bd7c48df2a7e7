"""Audit rules as SQL: a parsed rule becomes a query that selects the figures which break it.

Every figure is an interval: an exact one is as wide as its last printed place, ``over`` and ``at_least`` are open
above, ``at_most`` is open below. A rule is broken only where no values inside the intervals satisfy it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.validation.grammar import (
    Binary,
    Call,
    Compare,
    Condition,
    Every,
    NotCompilable,
    Number,
    Operand,
    Presence,
    Statement,
    Term,
    operands_of,
)

_EPSILON = "1e-9"


@dataclass(frozen=True, slots=True)
class Query:
    """A select over the table ``figure`` with named parameters.

    Its rows: ``group_id``, ``subject_ids`` (list), ``values`` (list of double, in the order of ``operands``; null where
    an optional operand is absent).
    """

    sql: str
    parameters: dict[str, str | float]
    operands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Bounds:
    low: str
    high: str


class _Compiler:
    """One rule on its way to SQL: aliases of operands, parameters, guards on denominators."""

    def __init__(self, statement: Statement) -> None:
        self.codes = operands_of(statement)
        self.alias = {code: f"f{number}" for number, code in enumerate(self.codes)}
        self.parameters: dict[str, str | float] = {f"c{n}": code for n, code in enumerate(self.codes)}
        self.guards: list[str] = []

    def constant(self, value: float) -> str:
        name = f"n{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def bounds(self, term: Term, ulp: str | None) -> _Bounds:
        if isinstance(term, Number):
            constant = self.constant(term.value)
            return _Bounds(constant, constant)
        if isinstance(term, Operand):
            alias = self.alias[term.code]
            suffix = "_stated" if term.code == ulp else ""
            return _Bounds(f"{alias}.low{suffix}", f"{alias}.high{suffix}")
        if isinstance(term, Call):
            parts = [self.bounds(argument, ulp) for argument in term.arguments]
            lows, highs = [p.low for p in parts], [p.high for p in parts]
            if term.name == "sum":
                return _Bounds(f"({' + '.join(lows)})", f"({' + '.join(highs)})")
            fold = {"min": "least", "max": "greatest"}[term.name]
            return _Bounds(f"{fold}({', '.join(lows)})", f"{fold}({', '.join(highs)})")
        return self._binary(term, ulp)

    def _binary(self, term: Binary, ulp: str | None) -> _Bounds:
        left, right = self.bounds(term.left, ulp), self.bounds(term.right, ulp)
        if term.sign == "+":
            return _Bounds(f"({left.low} + {right.low})", f"({left.high} + {right.high})")
        if term.sign == "-":
            return _Bounds(f"({left.low} - {right.high})", f"({left.high} - {right.low})")
        if term.sign == "/":
            self.guards.append(f"{right.low} > 0")
        elif not isinstance(term.left, Number) and not isinstance(term.right, Number):
            raise NotCompilable("not_a_comparison", "a product of two figures")
        corners = [f"{x} {term.sign} {y}" for x in (left.low, left.high) for y in (right.low, right.high)]
        return _Bounds(f"least({', '.join(corners)})", f"greatest({', '.join(corners)})")

    def broken(self, condition: Condition) -> str:
        """SQL that is true where the condition surely does not hold."""
        if isinstance(condition, Presence):
            return f"{self.alias[condition.code]}.group_id is {'' if condition.present else 'not '}null"
        low, high, tolerance = self._sides(condition)
        above = f"{low.low} - {tolerance} > {high.high}"
        below = f"{low.high} + {tolerance} < {high.low}"
        return {
            "<=": above,
            ">=": below,
            "=": f"({above} or {below})",
            "<": f"{low.low} >= {high.high}",
            ">": f"{low.high} <= {high.low}",
        }[condition.sign]

    def holds(self, condition: Condition) -> str:
        """SQL that is true where the condition surely holds."""
        if isinstance(condition, Presence):
            return f"{self.alias[condition.code]}.group_id is {'not ' if condition.present else ''}null"
        left, right, _ = self._sides(condition)
        return {
            "<=": f"{left.high} <= {right.low}",
            ">=": f"{left.low} >= {right.high}",
            "=": f"({left.low} = {right.high} and {left.high} = {right.low})",
            "<": f"{left.high} < {right.low}",
            ">": f"{left.low} > {right.high}",
        }[condition.sign]

    def _sides(self, condition: Compare) -> tuple[_Bounds, _Bounds, str]:
        left, right = self.bounds(condition.left, condition.ulp), self.bounds(condition.right, condition.ulp)
        if condition.ulp is None:
            return left, right, _EPSILON
        return left, right, f"({self.alias[condition.ulp]}.printed_step + {_EPSILON})"


def compile_statement(statement: Statement) -> Query:
    """Turn a statement into the query of its violations.

    Raises:
        NotCompilable: where a term has no bounds (a product of two figures).
    """
    compiler = _Compiler(statement)
    if isinstance(statement, Every):
        optional: set[str] = set()
        broken = " or ".join(f"({compiler.broken(part)})" for part in statement.parts)
    else:
        conditions = (statement.condition, *statement.then)
        optional = {c.code for c in conditions if isinstance(c, Presence)}
        then_broken = " and ".join(f"({compiler.broken(c)})" for c in statement.then)
        broken = f"(({compiler.holds(statement.condition)}) and ({then_broken}))"
        if statement.both_ways:
            then_holds = " or ".join(f"({compiler.holds(c)})" for c in statement.then)
            broken = f"({broken} or (({compiler.broken(statement.condition)}) and ({then_holds})))"
    where = " and ".join([f"({broken})", *compiler.guards])
    return Query(_select(compiler, optional, where), compiler.parameters, compiler.codes)


def _select(compiler: _Compiler, optional: set[str], where: str) -> str:
    """The query: one inner join an operand, a left join where absence is what the rule asks about."""
    ordered = sorted(compiler.codes, key=lambda code: code in optional)
    base = "(select distinct group_id from figure) as grouping_key"
    joins = [
        f"{'left' if code in optional else 'inner'} join figure as {compiler.alias[code]}\n"
        f"    on {compiler.alias[code]}.group_id = grouping_key.group_id\n"
        f"    and {compiler.alias[code]}.indicator_code = $c{compiler.codes.index(code)}\n"
        f"    and not {compiler.alias[code]}.is_ambiguous"
        for code in ordered
    ]
    ids = ", ".join(f"coalesce({compiler.alias[c]}.observation_ids, [])" for c in compiler.codes)
    values = ", ".join(f"{compiler.alias[c]}.stated_value" for c in compiler.codes)
    return (
        f"select\n    grouping_key.group_id,\n    flatten([{ids}]) as subject_ids,\n    [{values}] as stated_values\n"
        f"from {base}\n" + "\n".join(joins) + f"\nwhere {where}\norder by grouping_key.group_id"
    )
