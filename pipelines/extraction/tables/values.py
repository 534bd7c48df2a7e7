"""From the content of a cell to a value in the canonical unit, or the reason why it cannot be one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction.model import Qualifier, Unit, ValueState
from pipelines.extraction.tables.cells import Content
from pipelines.extraction.tables.notes import MarkRules
from pipelines.extraction.tables.units import CellUnit, UnitReading, choose_unit, read_units

_ONE = Decimal(1)
_PERCENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's value in the canonical unit; ``reason`` where it is for review; ``is_stated``: by a template's word."""

    number: Decimal
    qualifier: Qualifier = "exact"
    state: ValueState = "number"
    reason: str | None = None
    is_stated: bool = False


def read_value(content: Content, unit: Unit, printed: CellUnit, rules: MarkRules) -> Value | None:
    """The value of a cell, None where it holds no figure; a share is read as percent (``shares`` settles the others).

    Args:
        content: the cell.
        unit: the indicator's canonical unit.
        printed: the unit that the table prints for the cell.
        rules: what the notes say of blanks and marks.
    """
    if (meaning := rules.meaning_of(content)) and (meaning != "zero" or content.kind != "number"):
        return _read_stated(content, rules) if meaning == "zero" else None
    if content.kind == "blank":
        allowed = rules.blank_ratios if unit == "ratio" else rules.blank_counts
        return Value(Decimal(0), state="zero_by_mark") if allowed else None
    if content.kind == "mark":
        if content.is_zero_word:
            return Value(Decimal(0), state="zero_in_words", reason="zero_in_words") if unit != "ratio" else None
        return Value(Decimal(0), state="zero_by_mark") if content.mark in rules.zero_marks else None
    if content.kind != "number" or content.value is None:
        return None
    return _scale(content, unit, printed)


def _read_stated(content: Content, rules: MarkRules) -> Value:
    """A zero by a template's word; doubtful where the layout has drifted or the table's own note contradicts it."""
    is_contradicted = content.kind == "blank" and rules.blank_not
    reason = "two_readings" if is_contradicted else None if rules.is_firm else "layout_drifted"
    state: ValueState = "zero_in_words" if content.is_zero_word else "zero_by_mark"
    return Value(Decimal(0), state=state, reason=reason, is_stated=True)


def _scale(content: Content, unit: Unit, printed: CellUnit) -> Value:
    """Bring a printed number to the canonical unit."""
    value = content.value or Decimal(0)
    if unit == "ratio":
        return _scale_ratio(content, value, printed)
    if content.is_percent:
        return Value(value, content.qualifier, reason="unit_conflict")
    if content.measure:
        inline = choose_unit([read_units(content.measure), printed.candidates])
        if inline.is_conflict:
            return Value(value, content.qualifier, reason="unit_conflict")
        printed = inline if inline.candidates else printed
    candidates = tuple(dict.fromkeys(printed.of(unit)))
    if unit in ("count", "person"):
        candidates = candidates or tuple(c for c in printed.candidates if c.unit in ("count", "person"))
        return _count(value, content, candidates, is_conflict=printed.is_conflict)
    if len(candidates) != 1:
        return Value(value, content.qualifier, reason="unit_conflict" if candidates else "unit_unknown")
    reason = "unit_conflict" if printed.is_conflict else None
    return Value(value * candidates[0].factor, content.qualifier, reason=reason)


def _count(value: Decimal, content: Content, candidates: tuple[UnitReading, ...], *, is_conflict: bool) -> Value:
    """A number of things: whole, and scaled only where all candidates agree on the scale."""
    factors = {c.factor for c in candidates} or {_ONE}
    scaled = value * factors.pop() if len(factors) == 1 else value
    reason = "unit_conflict" if factors or is_conflict else None
    if scaled != scaled.to_integral_value():
        reason = "value_out_of_range"
    return Value(scaled, content.qualifier, reason=reason)


def _scale_ratio(content: Content, value: Decimal, printed: CellUnit) -> Value:
    """A ratio: the cell's own % or ‰ tells, else the printed unit, else percent."""
    if prints_ratio(content):
        return Value(value, content.qualifier)
    stated = printed.of("ratio")
    return Value(value * (stated[0].factor if stated else _PERCENT), content.qualifier)


def prints_ratio(content: Content) -> bool:
    """Whether a cell itself prints what makes a ratio of its number, already applied: 95%, 3‰, 5个百分点."""
    return content.is_percent or any(u.unit == "ratio" for u in read_units(content.measure) if content.measure)
