"""The likeliest cause of what several rules say of one amount: its unit slipped. Proposed, never applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from warehouse.receipt.model import Remark, Verdict
from warehouse.receipt.plain import Language
from warehouse.receipt.wording import say

_TOO_LARGE = frozenset({"B13", "B14", "P28", "P29"})
_OF_SIZE = frozenset({"P19", "P32"})
_MAY_BE = re.compile(r"(-?\d+(?:\.\d+)?) may be (-?\d+(?:\.\d+)?) \(([x/])(\d+)\)")
_NUMBER = re.compile(r"(?<= )-?\d+(?:\.\d+)?(?=;|$| \|)")
_YUAN_IN_WAN = 10_000


def likely_slip(
    row: Mapping[str, Any], told: Iterable[tuple[str, str]], verdict: Verdict, language: Language
) -> Remark | None:
    """A remark that the unit of an amount slipped; None where no rule that a slip breaks is broken.

    Args:
        row: the observation.
        told: the rules that it breaks, each with what was observed.
        verdict: of the remarks that it explains.
        language: of the remark.
    """
    value = row["value"]
    if row["unit"] != "yuan" or not value:
        return None
    for rule_id, observed in told:
        found = _named(value, observed) or _derived(value, rule_id, observed)
        if found is not None:
            word, proposed = found
            shown = f"{proposed.normalize():,f}"
            return Remark(verdict, say(word, language).format(value=shown), say("check_unit", language), is_cause=True)
    return None


def _named(value: Decimal, observed: str) -> tuple[str, Decimal] | None:
    """The slip that a broken sum itself names, where it is this figure's."""
    for match in _MAY_BE.finditer(observed):
        if Decimal(match[1]) == value:
            if int(match[4]) != _YUAN_IN_WAN:
                return "slip_thousand", Decimal(match[2])
            return ("slip_large" if match[3] == "/" else "slip_small"), Decimal(match[2])
    return None


def _derived(value: Decimal, rule_id: str, observed: str) -> tuple[str, Decimal] | None:
    """A slip by ten thousand, where a rule finds the figure out of all size."""
    if rule_id in _TOO_LARGE:
        return "slip_large", value / _YUAN_IN_WAN
    if rule_id not in _OF_SIZE:
        return None
    others = [number for text in _NUMBER.findall(observed) if (number := Decimal(text)) != value]
    if not others:
        return None
    if value > max(others):
        return "slip_large", value / _YUAN_IN_WAN
    return ("slip_small", value * _YUAN_IN_WAN) if rule_id == "P19" else None
