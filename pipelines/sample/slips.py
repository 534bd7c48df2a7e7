"""Which mistakes the sample's offices make, and where: planned ahead, a county-quarter never carries two.

The figures that a slip touches are printed wrongly on purpose; everything else in the submission stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipelines.sample.caselists import CASE_SLIPS
from pipelines.sample.chance import make_random
from pipelines.sample.figures import Figures, Key
from pipelines.sample.model import MistakeKind
from pipelines.sample.offices import County, Style
from pipelines.sample.printing import write_plain
from warehouse.quarters import Quarter

Plan = dict[tuple[str, Quarter], MistakeKind]

_ELIGIBLE: tuple[tuple[MistakeKind, frozenset[Style]], ...] = (
    ("late_revision", frozenset({"brief", "row_form", "docx"})),
    ("yuan_under_wan", frozenset({"row_form", "transposed"})),
    ("unreported", frozenset({"sectors", "csv", "townships", "transposed", "json"})),
    ("duplicate_file", frozenset({"sectors", "row_form", "csv", "docx"})),
    ("rate_over_one", frozenset({"brief", "row_form"})),
    ("lost_digit", frozenset({"brief", "traditional", "sectors"})),
    ("impossible_share", frozenset({"zero_table", "csv", "townships"})),
)
COUNTY_QUARTERS_PER_MISTAKE = 96


def plan_mistakes(seed: int, counties: Sequence[County], quarters: Sequence[Quarter]) -> Plan:
    """Plan the mistakes in reports: each kind once, and again for every 96 county-quarters more.

    A revision needs a later quarter to arrive in. Where no office of a fitting layout is left, a kind is left out.
    """
    plan: Plan = {}
    times = max(1, len(counties) * len(quarters) // COUNTY_QUARTERS_PER_MISTAKE)
    for kind, styles in _ELIGIBLE:
        last = len(quarters) - 1 if kind == "late_revision" else len(quarters)
        slots = [
            (county.code, quarter)
            for county in counties
            if county.style in styles
            for quarter in quarters[:last]
            if (county.code, quarter) not in plan
        ]
        make_random(seed, "plan", kind).shuffle(slots)
        plan |= dict.fromkeys(slots[:times], kind)
    return plan


def plan_case_slips(
    seed: int, counties: Sequence[County], quarters: Sequence[Quarter]
) -> dict[tuple[str, Quarter], tuple[MistakeKind, ...]]:
    """Plan the defects of penalty lists: every third list carries one, in turn."""
    lists = [(county.code, quarter) for county in counties if county.publishes_cases for quarter in quarters]
    chosen = lists[::3]
    make_random(seed, "plan", "cases").shuffle(chosen)
    return {slot: (CASE_SLIPS[place % len(CASE_SLIPS)],) for place, slot in enumerate(chosen)}


def print_slips(kind: MistakeKind | None, figures: Figures) -> tuple[dict[Key, str], str]:
    """Print the figures that a mistake touches, wrongly; and say what was done.

    A late revision's first filing states a fine that the revision replaces.
    """
    if kind == "yuan_under_wan":
        value = figures.get("penalty.fine_amount")
        return {("penalty.fine_amount", None): write_plain(value)}, f"罚款{write_plain(value)}元填在万元栏"
    if kind == "rate_over_one":
        return {("hazard.rectification_rate", None): "103.27"}, "整改率103.27%"
    if kind == "lost_digit":
        text = write_plain(figures.get("inspection.units"))
        return {("inspection.units", None): f"?{text[1:]}"}, f"检查企业{text}家的首位数字丢失"
    if kind == "impossible_share":
        share = _find_impossible_share(figures)
        return {("zero_accident.village_rate", None): share}, f"零事故村比例{share}%与总数不符"
    if kind == "late_revision":
        fine = figures.get("penalty.fine_amount")
        wrong = write_plain((fine * 2 + 10_000) / 10_000)
        return {("penalty.fine_amount", None): wrong}, f"罚款原报{wrong}万元，更正为{write_plain(fine / 10_000)}万元"
    return {}, ""


def _find_impossible_share(figures: Figures) -> str:
    """Find a share half-way between two that the number of villages allows."""
    total = figures.get("zero_accident.village_total")
    zero = figures.get("zero_accident.village_zero")
    share = (zero * 2 - 1) / (total * 2) * 100
    return str(share.quantize(Decimal("0.01"), ROUND_HALF_UP))
