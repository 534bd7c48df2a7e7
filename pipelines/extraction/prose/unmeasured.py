"""Numbers that lost their measure word (发现隐患120,整改110): read for a person to confirm, never accepted."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.lexicon import RANK, Head
from pipelines.extraction.prose.state import Reading

_BETWEEN = re.compile(r"(?:均|都|各)?(?:共计?|合计|累计|达到?|为|是|了|数|仅|降至|降到|下降到|下降至|控制在)?")
_AFTER = re.compile(r"\s*(?:[,;。、]|$)")
_MONEY = re.compile(r"[万亿][余多]?$")
_NEVER = frozenset({"元", "%"})


def _read_money(reading: Reading, quantity: Quantity, head: Head, window_start: int) -> bool:
    """罚款86万: money with its 元 unsaid, where the head is of fines and nothing else is counted in 万."""
    sense = next((s for s in head.senses if s.indicator == "penalty.fine_amount"), None)
    if sense is None or not head.word.startswith("罚"):
        return False
    keep_level(reading, replace(quantity, unit="yuan"), sense, head.start, "yuan_unsaid", window_start=window_start)
    return True


def read_unmeasured(reading: Reading, index: int) -> bool:
    """Read a bare number that touches a head word which counts things; False where none does."""
    quantity = reading.frame.quantities[index]
    if quantity.is_range or not _AFTER.match(reading.frame.text, quantity.end):
        return False
    start, _ = reading.frame.left_of(index)
    touching = [head for head in reading.heads if head.start >= start and head.end <= quantity.start]
    if not touching or not _BETWEEN.fullmatch(reading.text(touching[-1].end, quantity.start)):
        return False
    if bare := next((s for s in touching[-1].senses if "none" in s.measures), None):
        keep_level(reading, replace(quantity, unit="ratio"), bare, touching[-1].start, "bare_rate", window_start=start)
        return True
    if _MONEY.search(quantity.raw):
        return _read_money(reading, quantity, touching[-1], start)
    if quantity.decimals:
        return False
    senses = [s for s in touching[-1].senses if s.rank >= RANK["noun"] and not s.measures & _NEVER and not s.context]
    if not senses or senses[0].indicator is None:
        return False
    measured = replace(quantity, unit="count")
    keep_level(
        reading,
        measured,
        senses[0],
        touching[-1].start,
        "no_measure_word",
        window_start=start,
        reason=None if not quantity.value and touching[-1].word.endswith("数") else "no_measure_word",
    )
    return True
