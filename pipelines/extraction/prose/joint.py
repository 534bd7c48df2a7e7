"""Figures that join two statistics (行政拘留、移送司法机关50人): one code for both where the catalogue has one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from pipelines.extraction.prose.lexicon import Head, Sense

_LINK = re.compile(r"[^,;。:\d]{0,10}?[、和或及与并](?:者|以及)?[^,;。:\d]{0,8}")
_DATA = Path(__file__).parent / "lexicon_data" / "joint.yaml"


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[frozenset[str], str | None, bool], ...]:
    rows = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    doubts = (not row["joint"] or row.get("is_doubtful", False) for row in rows)
    return tuple((frozenset(row["members"]), row["joint"], doubt) for row, doubt in zip(rows, doubts, strict=True))


def join_codes(text: str, found: Sequence[tuple[Head, Sense]]) -> tuple[str | None, str | None, int]:
    """The joint code of heads that stand linked before one number.

    Returns:
        The joint code (None: take the last head's own), a reason for review, and where the joined heads begin.
    """
    linked = [found[-1]]
    for head, sense in reversed(found[:-1]):
        gap = text[head.end : linked[0][0].start]
        overlaps = head.end > linked[0][0].start and sense.indicator == linked[0][1].indicator
        if sense.indicator is None or not (overlaps or _LINK.fullmatch(gap)):
            break
        linked.insert(0, (head, sense))
    codes = {str(sense.indicator) for _, sense in linked}
    first = linked[0][0].start
    if len(codes) < 2:
        return None, None, first
    for members, joint, is_doubtful in _rules():
        if codes <= members:
            return joint, "two_readings" if is_doubtful else None, first
    return None, None, linked[-1][0].start
