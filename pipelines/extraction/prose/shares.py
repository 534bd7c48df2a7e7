"""Shares printed without a sign (比例为0.9952, 收缴率0.9): read as printed where nothing contradicts, else for review.

A bare number behind a rate's word is a ratio like one with %, so that all that governs those governs it too. Between
nought and one it is the share itself; what is one or more may be per cent as well, and a person says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.lexicon import Head
from pipelines.extraction.prose.merging import Candidate
from pipelines.extraction.prose.model import Figure
from warehouse.catalogue.model import Catalogue

RULE = "bare_share"
REASON = "unit_conflict"

_PERCENT = Decimal(100)
# The largest bare number that may be a share beyond the whole (检查覆盖率1.02).
_BEYOND = Decimal(2)
_BASE = r"[由从](?:去年|上年|年初|上季度|上期|同期)?的?"
_ROSE = r"(?:提高|提升|上升|增长|下降|降低?|升)(?:到|至|为)"
_FILL = re.compile(
    rf"(?:[“”\"'( :·率]|{_BASE}|{_ROSE}|保持在|稳定在|维持在|达到了?|高达|仅达|达|分别|均|都|各|已|约|近|仅|只"
    r"|共计?|累计|合计|总体|为|是|有|在|\(按[^()]{1,8}\))*"
)
_NEXT = re.compile(rf"(?:、|和|及|与|以及|,?(?:{_ROSE}|到|至|为)(?:今年|本年|本期|目前|现在)?的?)")
_ENDS = re.compile(r"[ )”\"]*(?:[,;。、)(和及与:]|以上|以下|以内|左右|上下|提高|提升|上升|增长|下降|降低|降|升|$)")
_PORTION = re.compile(r"(?:占比|比例|比率|比重|占)(?:达到?|为|是|约)*$")
_BARE = re.compile(r"[\d.,]+")


def read_shares(text: str, start: int, quantities: Sequence[Quantity], heads: Sequence[Head]) -> tuple[Quantity, ...]:
    """The numbers of a sentence, those that stand bare behind a rate's word made ratios.

    Args:
        text: repaired text.
        start: where the sentence begins.
        quantities: its delimiting numbers.
        heads: its head words.
    """
    if not any(quantity.unit is None and quantity.measure is None for quantity in quantities):
        return tuple(quantities)
    rates = [head for head in heads if is_rate(head)]
    found: list[Quantity] = []
    for quantity in quantities:
        before = found[-1] if found else None
        is_share = _is_bare(text, quantity) and (
            _is_behind(text, quantity, before, rates, start) or _goes_on(text, quantity, before)
        )
        found.append(_as_ratio(quantity) if is_share else quantity)
    return tuple(found)


def is_rate(head: Head) -> bool:
    """Whether a word takes per cent and no number without a sign (亿元GDP死亡率0.052 does)."""
    takes = {measure for sense in head.senses if sense.indicator for measure in sense.measures}
    return "%" in takes and "none" not in takes


def _is_bare(text: str, quantity: Quantity) -> bool:
    is_plain = quantity.unit is None and quantity.measure is None and not quantity.is_damaged and not quantity.is_range
    return is_plain and _BARE.fullmatch(quantity.raw) is not None and _ENDS.match(text, quantity.end) is not None


def _is_behind(text: str, quantity: Quantity, before: Quantity | None, rates: Sequence[Head], start: int) -> bool:
    """Whether a rate's word touches a number but for fillers; a share of what is counted (占0.8) only below one."""
    begin = before.end if before is not None else start
    touching = [head for head in rates if begin <= head.start and head.end <= quantity.start]
    if touching and _FILL.fullmatch(text, touching[-1].end, quantity.start):
        return True
    is_part = 0 < quantity.value < 1 and text[quantity.end : quantity.end + 1] != ":"
    return is_part and _PORTION.search(text[begin : quantity.start]) is not None


def _goes_on(text: str, quantity: Quantity, before: Quantity | None) -> bool:
    """The second of two: 达标率、覆盖率分别为0.8和0.75; 整改率由0.91提高到0.95."""
    if before is None or not is_bare_share(before):
        return False
    return _NEXT.fullmatch(text, before.end, quantity.start) is not None


def _as_ratio(quantity: Quantity) -> Quantity:
    if quantity.value <= _BEYOND:
        return replace(quantity, measure="%", unit="ratio")
    return replace(quantity, measure="%", unit="ratio", value=quantity.value / _PERCENT, ulp=quantity.ulp / _PERCENT)


def is_bare_share(quantity: Quantity | None) -> bool:
    """Whether a ratio was printed without a sign."""
    return quantity is not None and quantity.measure == "%" and _BARE.fullmatch(quantity.raw) is not None


def mark_shares(figures: list[Figure]) -> None:
    """Name the figures that stand bare; what may be per cent as well waits for review."""
    for index, figure in enumerate(figures):
        quantity = figure.quantity
        if quantity is None or not is_bare_share(quantity):
            continue
        printed = Decimal(quantity.raw.replace(",", ""))
        is_share = printed == 0 or (printed < 1 and quantity.decimals > 0)
        figures[index] = replace(figure, rule=RULE, reason=figure.reason if is_share else figure.reason or REASON)


def weigh_shares(candidates: Sequence[Candidate], catalogue: Catalogue) -> list[Candidate]:
    """Doubt each bare share that its parts, or other rates of the text printed in per cent, contradict.

    One that its parts prove (418 of 420 for 0.9952) is sure whatever stands beside it.
    """
    bare = [one for one in candidates if one.observation.rule == RULE and one.observation.status == "accepted"]
    if not bare:
        return list(candidates)
    is_mixed = any(_is_in_percent(one, catalogue) for one in candidates)
    counts: dict[tuple[object, ...], set[Decimal]] = {}
    for one in candidates:
        counts.setdefault(_key(one, one.observation.indicator), set()).add(one.observation.value)
    return [_weigh(one, catalogue, counts, is_mixed=is_mixed) if one in bare else one for one in candidates]


def _is_in_percent(candidate: Candidate, catalogue: Catalogue) -> bool:
    """A rate of the catalogue printed with %, or bare and of one or more."""
    one = candidate.observation
    indicator = catalogue.indicators.get(one.indicator)
    is_rate = indicator is not None and indicator.unit == "ratio" and one.value_state == "number" and one.value != 0
    return is_rate and not one.indicator.startswith("accident.") and (one.rule != RULE or one.reason == REASON)


def _weigh(
    candidate: Candidate, catalogue: Catalogue, counts: Mapping[tuple[object, ...], set[Decimal]], *, is_mixed: bool
) -> Candidate:
    one = candidate.observation
    indicator = catalogue.indicators.get(one.indicator)
    codes = (indicator.numerator, indicator.denominator) if indicator is not None else ()
    parts = [counts.get(_key(candidate, code), set()) for code in codes if code]
    pairs = [(part, whole) for part in parts[0] for whole in parts[1] if whole] if len(parts) == len(_PAIR) else []
    is_proven = any(abs(part / whole - one.value) <= candidate.ulp for part, whole in pairs)
    if is_proven or one.value == 0 or not (pairs or is_mixed):
        return candidate
    return replace(candidate, observation=replace(one, status="review", reason=REASON))


_PAIR = ("numerator", "denominator")


def _key(candidate: Candidate, indicator: str | None) -> tuple[object, ...]:
    one = candidate.observation
    return indicator, one.division_code, one.place, one.sector_code
