"""Applies the ledger to the rows of a quarter before they are staged: the target's own row and no other.

An entry whose ``expect`` is not what the file reads is left alone; ``misfits`` tells it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.corrections.model import Correction, is_same, parse_field, parse_span
from pipelines.extraction.settlement import name_span

Row = dict[str, Any]

_VALUE_SETTLES = frozenset(
    {
        "damaged_number",
        "no_measure_word",
        "unit_conflict",
        "unit_unknown",
        "value_out_of_range",
        "conflicting_values",
        "recognised_text",
        "hidden_source",
        "formula_without_value",
        "zero_in_words",
        "glued_digits",
    }
)
PERIOD_UNKNOWN = "period_unknown"
"""The doubt that an accept answers with a period of its own: none is ever taken from elsewhere."""
_INDICATOR_SETTLES = frozenset({"indicator_unknown", "two_readings", "subset_unclear"})
"""Doubts that a stated value, or a stated indicator, puts an end to; others stay."""
_FIELD_SETTLES: Mapping[str, frozenset[str]] = {
    "decision_date": frozenset({"date_invalid", "date_out_of_period"}),
    "document_no": frozenset({"document_no_missing"}),
    "fine_yuan": frozenset({"amount_conflicts_with_content", "amount_unreadable", "fine_without_amount"}),
    "confiscated_yuan": frozenset({"amount_unreadable"}),
}


def apply_corrections(rows: Sequence[Row], corrections: Sequence[Correction], key: str) -> list[Row]:
    """The rows with the entries about them applied, in the ledger's order.

    Args:
        rows: of ``core.observation`` or ``core.penalty_case``, as read.
        corrections: the active entries.
        key: ``observation_id`` or ``case_id``.
    """
    if not corrections:
        return list(rows)
    by_id = {row[key]: row for row in rows}
    changed: dict[str, Row] = {}
    for correction in corrections:
        read = find_row(correction, by_id, key)
        if read is None or not fits(correction, read):
            continue
        known = changed.get(read[key], read)
        said = "; ".join(part for part in (known.get("correction"), correction.as_words()) if part)
        changed[read[key]] = {**_changed(correction, known), "correction": said}
    return [changed.get(row[key], row) for row in rows]


def find_row(correction: Correction, by_id: Mapping[str, Mapping[str, Any]], key: str) -> Mapping[str, Any] | None:
    """The row that an entry speaks of: by id, else by its place in the same file and its indicator."""
    if correction.kind == "submission" or (correction.kind == "observation") != (key == "observation_id"):
        return None
    row = by_id.get(correction.target_id)
    if row is not None:
        return row
    found = [
        row
        for row in by_id.values()
        if row["submission_id"] == correction.submission_id
        and row["locator"] == correction.locator
        and row.get("indicator_code") == correction.indicator
    ]
    return found[0] if len(found) == 1 else None


def fits(correction: Correction, read: Mapping[str, Any]) -> bool:
    """Whether the file still reads what the entry expects it to."""
    if correction.action == "accept" and lacks_period(correction, read):
        return False
    return read["submission_id"] == correction.submission_id and is_same(
        correction.field, correction.expect, read[correction.field]
    )


def lacks_period(correction: Correction, read: Mapping[str, Any]) -> bool:
    """Whether neither the file nor the entry says when a figure was counted."""
    return read.get("reason") == PERIOD_UNKNOWN and correction.period is None


def _changed(correction: Correction, row: Mapping[str, Any]) -> Mapping[str, Any]:
    if correction.action == "withdraw":
        return row
    if correction.action == "accept":
        settled: Row = {"status": "accepted", **_dated(correction, row)}
        return {**row, **settled, **({"reason": None} if correction.kind == "observation" else {"reasons": []})}
    if correction.action == "set_indicator":
        return {**row, "indicator_code": correction.value, **_settled(row, _INDICATOR_SETTLES)}
    value = parse_field(correction.field, correction.value or "")
    if correction.kind == "observation":
        return {**row, "value": value, "value_state": "number", "qualifier": "exact", **_settled(row, _VALUE_SETTLES)}
    settles = _FIELD_SETTLES[correction.field]
    reasons = [code for code in row["reasons"] if code not in settles]
    flags = [code for code in row["flags"] if code not in settles]
    is_free = row["status"] == "quarantined" and not reasons
    status = "accepted" if is_free else row["status"]
    return {**row, correction.field: value, "reasons": reasons, "flags": flags, "status": status}


def _dated(correction: Correction, row: Mapping[str, Any]) -> Row:
    """The period that an entry gives to a figure which has none; it is nowhere printed."""
    if correction.period is None or row.get("reason") != PERIOD_UNKNOWN:
        return {}
    start, end = parse_span(correction.period)
    return {
        "period_start": start,
        "period_end": end,
        "period_kind": name_span(start, end),
        "period_basis": "derived",
    }


def _settled(row: Mapping[str, Any], reasons: frozenset[str]) -> Row:
    """An end to the doubt that the correction answers."""
    return {"status": "accepted", "reason": None} if row["reason"] in reasons else {}
