"""Fines that no decision's text bears out and that stand far outside of their list: probably typed in the other unit.

元 under a 万元 header makes a fine ten thousand times too large, 万元 under 元 as much too small. Where the text of the
decision names the sum, that settles it elsewhere; here is what is left when it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from statistics import median

from pipelines.extraction.cases.decision import Decision

LARGEST_LAWFUL_FINE = Decimal(100_000_000)
"""Yuan: the highest fine of the Work Safety Law (2021), article 114: 20 million, five times in the gravest cases."""

FAR = 1000
"""How often the median a fine may be, or the median it: honest fines reach 100 times, a wrong unit makes it 10000."""

FEWEST = 5
"""Fines that a list needs before its median says anything."""


def keep_back_outliers(decisions: Sequence[Decision]) -> list[Decision]:
    """Add the fault ``value_out_of_range`` to every fine without a witness that its list makes incredible."""
    fines = [decision.fine_yuan for decision in decisions if decision.fine_yuan]
    middle = median(fines) if len(fines) >= FEWEST else None
    return [
        replace(decision, faults=(*decision.faults, "value_out_of_range"))
        if _is_incredible(decision, middle)
        else decision
        for decision in decisions
    ]


def _is_incredible(decision: Decision, middle: Decimal | None) -> bool:
    fine = decision.fine_yuan
    if not fine or decision.has_witness:
        return False
    if fine > LARGEST_LAWFUL_FINE:
        return True
    return middle is not None and (fine >= middle * FAR or fine * FAR <= middle)
