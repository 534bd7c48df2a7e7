"""One change told once: what was withdrawn under one name and added under another is the same figure, restated.

A correction may name another party, scope or basis; then the strict subject is another one, and the figure is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Record = dict[str, Any]

_NAMES = ("party", "scope", "basis", "is_subtotal", "period_kind", "sector_text")
"""What a restatement may change of a subject, in the order in which it is told."""

_ALIKE = 0.6
_FIGURE = ("fact_table", "division_code", "indicator_code", "period_start", "period_end", "sector_code", "severity")
_DECISION = ("fact_table", "division_code", "authority_key", "document_key")


def tell_once(rows: Sequence[Record]) -> list[Record]:
    """The same rows, each pair of one withdrawn and one added of one figure joined to a change.

    Only where exactly one of each speaks of the figure: of several nobody can tell which became which. A joined row has
    the columns of both, and ``restated``: what changed of its name, as ``party: A -> B``.
    """
    groups: dict[tuple[object, ...], dict[str, list[Record]]] = {}
    for row in rows:
        groups.setdefault(_figure_of(row), {}).setdefault(row["change"], []).append(row)
    joined: dict[int, Record | None] = {}
    for group in groups.values():
        gone, come = group.get("withdrawn", []), group.get("added", [])
        if len(gone) == len(come) == 1 and _is_one(gone[0], come[0]):
            joined[id(gone[0])] = None
            joined[id(come[0])] = _join(gone[0], come[0])
    told = (joined.get(id(row), row) for row in rows)
    return [row for row in told if row is not None]


def _figure_of(row: Mapping[str, Any]) -> tuple[object, ...]:
    """What a row speaks of, without what a restatement may change; a decision without a number is like no other."""
    if row["fact_table"] != "fact_penalty_case":
        return tuple(row[name] for name in _FIGURE)
    if not row["document_key"]:
        return (row["fact_table"], row["old_id"], row["new_id"])
    return tuple(row[name] for name in _DECISION)


def _is_one(gone: Record, come: Record) -> bool:
    """Whether both rows may speak of one thing: a firm and its leader share a number and are two."""
    if gone["fact_table"] != "fact_penalty_case":
        return True
    is_same = gone["old_value"] == come["new_value"] and gone["old_date"] == come["new_date"]
    return is_same or SequenceMatcher(None, gone["party"] or "", come["party"] or "").ratio() >= _ALIKE


def _join(gone: Record, come: Record) -> Record:
    olds = {name: value for name, value in gone.items() if name.startswith("old_")}
    changes = [
        f"{name}: {_word(gone[name])} -> {_word(come[name])}"
        for name in _NAMES
        if name in come and gone[name] != come[name]
    ]
    return {**come, **olds, "change": "changed", "restated": "; ".join(changes)}


def _word(value: object) -> str:
    return "—" if value is None else str(value)
