"""Reading to the parts that are kept as evidence: every text as it stands, every cell as displayed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pipelines.reading.model import Block, Reading, Table, TextBlock


def evidence_parts(reading: Reading) -> tuple[Mapping[str, Any], ...]:
    """The parts of a reading for ``warehouse.evidence.write_evidence``, in document order."""
    return tuple(_part(block) for block in reading.blocks)


def _part(block: Block) -> Mapping[str, Any]:
    if isinstance(block, TextBlock):
        return {"kind": "text", "locator": block.locator, "text": block.raw}
    if isinstance(block, Table):
        rows = [[c.text for c in row] for row in block.rows]
        merged = [[m.top, m.left, m.bottom, m.right] for m in block.merged]
        return {"kind": "table", "locator": block.locator, "rows": rows, "merged": merged}
    return {"kind": "tree", "locator": block.locator, "value": _plain(block.value)}


def _plain(value: Any) -> Any:
    """A JSON value without Decimals: those become numbers again, whole ones whole."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return value
