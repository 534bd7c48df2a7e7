"""Rules that set a whole against its parts: ``whole = a + b``, ``a + b <= whole``, ``whole >= 3 * a + 10 * b``.

Nothing that is counted is less than nought, so the parts that are printed bound the whole, whatever the others are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.validation.grammar import ANY, Binary, Call, Compare, Every, Number, Operand, Statement, Term

ALL_PARTS = "all_parts"
"""What ``within`` says of a sum that is meant only where every part is printed."""
_SIGNED = ("_change", "_yoy", "_mom", "_rate")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and the parts that it cannot fall below."""

    whole: Operand
    parts: tuple[Operand, ...]


def find_sum(statement: Statement, within: str | None = None) -> Sum | None:
    """The whole and the parts of a rule that sets one against the other; None where a rule is no such sum.

    Args:
        statement: the parsed rule.
        within: what the catalogue limits it to.
    """
    comparison = _only_comparison(statement)
    if comparison is None or within == ALL_PARTS:
        return None
    terms = [*_terms(comparison.left, 1), *_terms(comparison.right, -1)]
    sides = {sign: [o for s, o in terms if s == sign] for sign in (1, -1)}
    smaller = {"<=": (1,), ">=": (-1,), "=": (1, -1)}.get(comparison.sign, ())
    for sign in smaller:
        parts, wholes = sides[sign], sides[-sign]
        if len(wholes) == 1 and len(parts) >= _FEWEST:
            listed = tuple(o for o in (*wholes, *parts) if o is not None and _is_counted(o))
            return Sum(listed[0], listed[1:]) if len(set(listed)) == len(terms) else None
    return None


def signed_operands(statement: Statement) -> tuple[tuple[int, Operand], ...]:
    """The operands of a plain sum ``a = b + c`` with their signs on one side; empty where a rule is no such sum."""
    comparison = _only_comparison(statement)
    if comparison is None or comparison.sign != "=":
        return ()
    terms = [*_terms(comparison.left, 1), *_terms(comparison.right, -1)]
    listed = tuple((sign, operand) for sign, operand in terms if operand is not None)
    return listed if len(listed) == len(terms) and not _has_product(comparison) else ()


def _only_comparison(statement: Statement) -> Compare | None:
    body = statement.body
    if not isinstance(body, Every) or len(body.parts) != 1 or statement.is_alarm:
        return None
    (comparison,) = body.parts
    return comparison if isinstance(comparison, Compare) and comparison.ulp is None else None


def _is_counted(operand: Operand) -> bool:
    """Whether a figure of the same group that cannot be negative."""
    return operand.code != ANY and operand.variant == "same" and not operand.code.endswith(_SIGNED)


def _terms(term: Term, sign: int) -> Iterator[tuple[int, Operand | None]]:
    """The terms of a sum with their signs; None for what is no figure, nor a multiple of one."""
    if isinstance(term, Operand):
        yield sign, term
    elif isinstance(term, Binary) and term.sign in ("+", "-"):
        yield from _terms(term.left, sign)
        yield from _terms(term.right, sign if term.sign == "+" else -sign)
    elif isinstance(term, Call) and term.name == "sum":
        for argument in term.arguments:
            yield from _terms(argument, sign)
    elif isinstance(term, Binary) and term.sign == "*" and isinstance(term.left, Number) and term.left.value > 0:
        yield sign, term.right if isinstance(term.right, Operand) else None
    else:
        yield sign, None


def _has_product(comparison: Compare) -> bool:
    return any(_holds_product(side) for side in (comparison.left, comparison.right))


def _holds_product(term: Term) -> bool:
    if isinstance(term, Binary):
        return term.sign == "*" or _holds_product(term.left) or _holds_product(term.right)
    return isinstance(term, Call) and any(map(_holds_product, term.arguments))
