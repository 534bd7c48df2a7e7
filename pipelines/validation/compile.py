"""Audit rules as SQL: a parsed rule becomes a query that selects the figures which break it.

Every figure is an interval: an exact one is as wide as its last printed place, ``over`` and ``at_least`` are open
above, ``at_most`` is open below, a part of a sum that is not printed is anything from nought on. A rule is broken only
where no values inside the intervals satisfy it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.validation.grammar import (
    ANY,
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
    WholeShare,
    operands_of,
)
from pipelines.validation.sums import ALL_PARTS, find_sum

_EPSILON = "1e-9"
_WITHOUT_END = "cast('inf' as double)"
_AMONG = {
    None: "",
    "county_quarter": "grouping_key.level = 'county' and grouping_key.period_kind = 'quarter'",
    "add_counties": "{base}.indicator_code in (select indicator_code from indicator_kind where add_counties)",
    "flow": "{base}.indicator_code in (select indicator_code from indicator_kind where is_flow)",
}
_WITHIN = {None: "", ALL_PARTS: "", "basis=heaviest_class": "grouping_key.counting_basis = 'heaviest_class'"}


@dataclass(frozen=True, slots=True)
class Query:
    """A select over ``figure`` and ``figure_group`` with named parameters.

    Its rows: ``group_id``, ``indicator_code`` of the first operand, ``parts`` (per operand a list of structs ``value``
    and ``ids``; null where an optional operand is absent) and ``stated_values`` (doubles), in the order of
    ``operands``.
    """

    sql: str
    parameters: dict[str, str | float]
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class _Bounds:
    low: str
    high: str


class _Compiler:
    """One rule on its way to SQL: aliases of operands, parameters, guards on denominators."""

    def __init__(self, statement: Statement) -> None:
        given = tuple(p.operand for p in statement.given)
        self.operands = operands_of(statement)
        self.joined = (*self.operands, *(o for o in given if o not in self.operands))
        self.alias = {operand: f"f{number}" for number, operand in enumerate(self.joined)}
        self.parameters: dict[str, str | float] = {}
        self.guards: list[str] = []

    def constant(self, value: str | float) -> str:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"

    def bounds(self, term: Term, ulp: str | None) -> _Bounds:
        if isinstance(term, Number):
            constant = self.constant(term.value)
            return _Bounds(constant, constant)
        if isinstance(term, Operand):
            alias = self.alias[term]
            if term in self.unprinted:
                return _Bounds(f"coalesce({alias}.low, 0)", f"coalesce({alias}.high, {_WITHOUT_END})")
            suffix = "_stated" if str(term) == ulp else ""
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
            return f"{self.alias[condition.operand]}.group_id is {'' if condition.present else 'not '}null"
        if isinstance(condition, WholeShare):
            return self._no_whole_number(condition)
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
            return f"{self.alias[condition.operand]}.group_id is {'not ' if condition.present else ''}null"
        if isinstance(condition, WholeShare):
            return f"not ({self._no_whole_number(condition)})"
        left, right, _ = self._sides(condition)
        return {
            "<=": f"{left.high} <= {right.low}",
            ">=": f"{left.low} >= {right.high}",
            "=": f"({left.low} = {right.high} and {left.high} = {right.low})",
            "<": f"{left.high} < {right.low}",
            ">": f"{left.low} > {right.high}",
        }[condition.sign]

    def _no_whole_number(self, condition: WholeShare) -> str:
        rate, total = self.alias[condition.rate], self.alias[condition.total]
        self.guards.append(f"{total}.low > 0 and {total}.low = {total}.high and {rate}.low_stated = {rate}.high_stated")
        return f"ceil({rate}.low * {total}.low - {_EPSILON}) > floor({rate}.high * {total}.low + {_EPSILON})"

    def _sides(self, condition: Compare) -> tuple[_Bounds, _Bounds, str]:
        left, right = self.bounds(condition.left, condition.ulp), self.bounds(condition.right, condition.ulp)
        if condition.ulp is None:
            return left, right, _EPSILON
        return left, right, f"({self.alias[Operand(condition.ulp)]}.printed_step + {_EPSILON})"

    def joins(self) -> list[str]:
        """One join an operand, inner but where absence is what the rule asks about; the base comes first."""
        base = self.alias[self.operands[0]]
        joins = []
        for operand in sorted(self.joined, key=self._is_optional):
            alias = self.alias[operand]
            code = f"{base}.indicator_code" if operand.code == ANY else self.constant(operand.code)
            by_code = "" if operand.code == ANY and alias == base else f"\n    and {alias}.indicator_code = {code}"
            joins.append(
                f"{'left' if self._is_optional(operand) else 'inner'} join figure as {alias}\n"
                f"    on {alias}.group_id = grouping_key.group_id{by_code}\n"
                f"    and {alias}.variant = {self.constant(operand.variant)} and not {alias}.is_ambiguous"
            )
        return joins

    def _is_optional(self, operand: Operand) -> bool:
        return operand in self.optional

    optional: frozenset[Operand] = frozenset()
    unprinted: frozenset[Operand] = frozenset()
    """Parts of a sum that may be missing: nought or more."""

    def code_of_base(self) -> str:
        base = self.operands[0]
        return f"{self.alias[base]}.indicator_code" if base.code == ANY else self.constant(base.code)

    def some_part(self) -> str:
        """SQL that is true where some part of a sum is printed."""
        there = (f"{self.alias[o]}.group_id is not null" for o in self.operands if o in self.unprinted)
        return f"({' or '.join(there)})" if self.unprinted else ""


def compile_statement(statement: Statement, within: str | None = None) -> Query:
    """Turn a statement into the query of its violations.

    Args:
        statement: the parsed rule.
        within: the figures that the rule is limited to, as the catalogue says it.

    Raises:
        NotCompilable: where a term has no bounds (a product of two figures), or ``within`` is unknown.
    """
    if within not in _WITHIN:
        raise NotCompilable("not_a_comparison", f"within {within}")
    compiler = _Compiler(statement)
    asked_of = {c.operand for c in statement.conditions if isinstance(c, Presence)}
    found = find_sum(statement, within)
    compiler.unprinted = frozenset(found.parts if found else ())
    compiler.optional = frozenset(asked_of | {p.operand for p in statement.given} | compiler.unprinted)
    where = [
        f"({_violation(compiler, statement)})",
        *(compiler.holds(presence) for presence in statement.given),
        *compiler.guards,
        compiler.some_part(),
        _AMONG[statement.among].format(base=compiler.alias[compiler.operands[0]]),
        _WITHIN[within],
        f"{compiler.alias[compiler.operands[0]]}.stated_value <> 0" if statement.is_band else "",
    ]
    return Query(_select(compiler, " and ".join(w for w in where if w)), compiler.parameters, compiler.operands)


def _violation(compiler: _Compiler, statement: Statement) -> str:
    body = statement.body
    if isinstance(body, Every):
        if statement.is_alarm:
            return " and ".join(compiler.holds(part) for part in body.parts)
        return " or ".join(f"({compiler.broken(part)})" for part in body.parts)
    then_broken = " and ".join(f"({compiler.broken(c)})" for c in body.then)
    broken = f"(({compiler.holds(body.condition)}) and ({then_broken}))"
    if not body.both_ways:
        return broken
    then_holds = " or ".join(f"({compiler.holds(c)})" for c in body.then)
    return f"({broken} or (({compiler.broken(body.condition)}) and ({then_holds})))"


def _select(compiler: _Compiler, where: str) -> str:
    aliases = [compiler.alias[operand] for operand in compiler.operands]
    joins = "\n".join(compiler.joins())
    return (
        f"select\n    grouping_key.group_id,\n    {compiler.code_of_base()} as indicator_code,\n"
        f"    [{', '.join(f'{a}.parts' for a in aliases)}] as parts,\n"
        f"    [{', '.join(f'{a}.stated_value' for a in aliases)}] as stated_values\n"
        f"from figure_group as grouping_key\n{joins}\nwhere {where}\n"
        "order by 1, 2"
    )
