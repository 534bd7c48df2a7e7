"""The second count of rules: a small interpreter that asks every compiled rule again, figure by figure, without SQL.

The compiled query names the figures; this counts them by another way, over the same intervals. Where the two differ one
of them is wrong, which is a fault of ours and never of the data: the quarter stops.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import duckdb

from pipelines.validation.grammar import (
    ANY,
    Binary,
    Call,
    Compare,
    Condition,
    Every,
    Number,
    Operand,
    Presence,
    Statement,
    Term,
    WholeShare,
    operands_of,
)
from pipelines.validation.sums import find_sum
from warehouse.catalogue.model import Rule
from warehouse.errors import ValidationError

_EPSILON = 1e-9


class Figure(NamedTuple):
    """An operand within a group: its interval, the one that is as wide as was stated, and its last printed place."""

    low: float
    high: float
    low_stated: float
    high_stated: float
    printed_step: float
    stated_value: float


_UNPRINTED = Figure(0.0, math.inf, 0.0, math.inf, 0.0, 0.0)
"""A part of a sum that is not printed: it may be anything from nought on."""


class Group(NamedTuple):
    """What rules ask of a group."""

    level: str | None
    period_kind: str | None
    counting_basis: str | None


@dataclass(slots=True)
class Figures:
    """What the queries read: unambiguous figures by code and variant and group, the groups, and what may be added."""

    by_operand: dict[tuple[str, str], dict[int, Figure]] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    codes_among: Mapping[str, frozenset[str]] = field(default_factory=dict)


class _Unasked(Exception):  # noqa: N818 - a denominator that may be nought, not a fault
    """The comparison cannot be made."""


def read_figures(connection: duckdb.DuckDBPyConnection) -> Figures:
    """Everything that is laid out, as plain values; a group goes by its place, since its mark is slow to hand over."""
    found = Figures()
    rows = connection.execute(
        "select f.indicator_code, f.variant, g.rowid, f.low, f.high, f.low_stated, f.high_stated, f.printed_step,"
        " f.stated_value from figure as f inner join figure_group as g on f.group_id = g.group_id"
        " where not f.is_ambiguous"
    ).pl()
    for code, variant, group, *values in rows.iter_rows():
        found.by_operand.setdefault((code, variant), {})[group] = Figure(*values)
    groups = connection.execute("select rowid, level, period_kind, counting_basis from figure_group").pl()
    found.groups = {group: Group(*values) for group, *values in groups.iter_rows()}
    kinds = connection.execute("select indicator_code, add_counties, is_flow from indicator_kind").fetchall()
    found.codes_among = {
        "add_counties": frozenset(code for code, may_be_added, _ in kinds if may_be_added),
        "flow": frozenset(code for code, _, is_flow in kinds if is_flow),
    }
    return found


def compare_counts(rule: Rule, statement: Statement, figures: Figures, selected: int) -> None:
    """Refuse verdicts whose number the interpreter does not share.

    Args:
        rule: the rule that was asked.
        statement: what it says.
        figures: what it was asked of.
        selected: how many breaches its query selected.

    Raises:
        ValidationError: naming the rule; it is our fault, never the data's.
    """
    counted = sum(1 for _ in broken_groups(statement, figures, rule.within))
    if counted != selected:
        raise ValidationError(
            f"a fault of Redline, not of the data: of rule {rule.id} SQL selects"
            f" {selected} breaches, the second count finds {counted}",
            where=rule.expression,
            next_step="please report it; the quarter stays as it was, load it again after the mend",
        )


def broken_groups(statement: Statement, figures: Figures, within: str | None = None) -> Iterator[tuple[int, str]]:
    """The groups in which a statement does not hold, each with the code of its first operand."""
    operands = operands_of(statement)
    asked_of = {c.operand for c in statement.conditions if isinstance(c, Presence)}
    found = find_sum(statement, within)
    parts = frozenset(found.parts if found else ())
    optional = asked_of | {p.operand for p in statement.given} | parts
    required = [o for o in operands if o not in optional]
    base = operands[0]
    for code in _codes(base, figures) if any(o.code == ANY for o in operands) else (base.code,):
        if code not in figures.codes_among.get(statement.among or "", (code,)):
            continue
        named = {o: figures.by_operand.get((_code(o, code), o.variant), {}) for o in {*operands, *optional}}
        fewest = min((named[o] for o in required), key=len) if required else figures.groups
        for group in fewest:
            if all(group in named[o] for o in required) and _is_asked(statement, figures.groups[group], within):
                there = {o: each[group] for o, each in named.items() if group in each}
                if parts and not parts & there.keys():
                    continue
                there.update((part, _UNPRINTED) for part in parts - there.keys())
                if _is_broken(statement, there, base):
                    yield group, code


def _codes(base: Operand, figures: Figures) -> Iterable[str]:
    return sorted({code for code, variant in figures.by_operand if variant == base.variant})


def _code(operand: Operand, code: str) -> str:
    return code if operand.code == ANY else operand.code


def _is_asked(statement: Statement, group: Group, within: str | None) -> bool:
    if within == "basis=heaviest_class" and group.counting_basis != "heaviest_class":
        return False
    return statement.among != "county_quarter" or (group.level == "county" and group.period_kind == "quarter")


def _is_broken(statement: Statement, there: Mapping[Operand, Figure], base: Operand) -> bool:
    if any((p.operand in there) is not p.present for p in statement.given):
        return False
    if statement.is_band and there[base].stated_value == 0:
        return False
    try:
        held = [_holds(condition, there) for condition in statement.conditions]
        failed = [_fails(condition, there) for condition in statement.conditions]
    except _Unasked:
        return False
    body = statement.body
    if isinstance(body, Every):
        return all(held) if statement.is_alarm else any(failed)
    return (held[0] and all(failed[1:])) or (body.both_ways and failed[0] and any(held[1:]))


def _fails(condition: Condition, there: Mapping[Operand, Figure]) -> bool:
    """Whether a condition surely does not hold, whatever lies within the intervals."""
    if isinstance(condition, Presence):
        return (condition.operand in there) is not condition.present
    if isinstance(condition, WholeShare):
        return _is_no_share(condition, there)
    (left_low, left_high), (right_low, right_high), tolerance = _sides(condition, there)
    above = _exceeds(left_low - tolerance, right_high)
    below = _exceeds(right_low, left_high + tolerance)
    if condition.sign == "=":
        return above or below
    if condition.sign in ("<=", ">="):
        return above if condition.sign == "<=" else below
    if condition.sign == "<":
        return not _exceeds(right_high, left_low)
    return not _exceeds(left_high, right_low)


def _holds(condition: Condition, there: Mapping[Operand, Figure]) -> bool:
    """Whether a condition surely holds, whatever lies within the intervals."""
    if isinstance(condition, Presence):
        return (condition.operand in there) is condition.present
    if isinstance(condition, WholeShare):
        return not _is_no_share(condition, there)
    (left_low, left_high), (right_low, right_high), _ = _sides(condition, there)
    if condition.sign == "=":
        return left_low == right_high and left_high == right_low
    if condition.sign in ("<=", ">="):
        return not (_exceeds(left_high, right_low) if condition.sign == "<=" else _exceeds(right_high, left_low))
    return _exceeds(right_low, left_high) if condition.sign == "<" else _exceeds(left_low, right_high)


def _exceeds(one: float, other: float) -> bool:
    """Whether one is more; what is no number (without end over without end) is more than all numbers."""
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and not math.isnan(other)
    return one > other


def _sides(
    condition: Compare, there: Mapping[Operand, Figure]
) -> tuple[tuple[float, float], tuple[float, float], float]:
    left, right = _bounds(condition.left, there, condition.ulp), _bounds(condition.right, there, condition.ulp)
    if condition.ulp is None:
        return left, right, _EPSILON
    return left, right, there[Operand(condition.ulp)].printed_step + _EPSILON


def _bounds(term: Term, there: Mapping[Operand, Figure], ulp: str | None) -> tuple[float, float]:
    if isinstance(term, Number):
        return term.value, term.value
    if isinstance(term, Operand):
        if term not in there:
            raise _Unasked
        figure = there[term]
        return (figure.low_stated, figure.high_stated) if str(term) == ulp else (figure.low, figure.high)
    if isinstance(term, Call):
        lows, highs = zip(*(_bounds(argument, there, ulp) for argument in term.arguments), strict=True)
        fold = _FOLDS[term.name]
        return fold(lows), fold(highs)
    return _combine(term, _bounds(term.left, there, ulp), _bounds(term.right, there, ulp))


def _add(values: Iterable[float]) -> float:
    """The sum from left to right, as SQL adds: Python's own compensates."""
    total = 0.0
    for value in values:
        total += value
    return total


_FOLDS: Mapping[str, Callable[[Iterable[float]], float]] = {"sum": _add, "min": min, "max": max}


def _combine(term: Binary, left: tuple[float, float], right: tuple[float, float]) -> tuple[float, float]:
    if term.sign == "+":
        return left[0] + right[0], left[1] + right[1]
    if term.sign == "-":
        return left[0] - right[1], left[1] - right[0]
    if term.sign == "/":
        if not right[0] > 0:
            raise _Unasked
        corners = [x / y for x in left for y in right]
    else:
        corners = [x * y for x in left for y in right]
    real = [c for c in corners if not math.isnan(c)]
    return min(real, default=math.nan), max(real) if len(real) == len(corners) else math.nan


def _is_no_share(condition: WholeShare, there: Mapping[Operand, Figure]) -> bool:
    """Whether no whole number out of the total rounds to the stated rate."""
    rate, total = there[condition.rate], there[condition.total]
    if not (total.low > 0 and total.low == total.high and rate.low_stated == rate.high_stated):
        raise _Unasked
    return math.ceil(rate.low * total.low - _EPSILON) > math.floor(rate.high * total.low + _EPSILON)
