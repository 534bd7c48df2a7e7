"""Numbers that lost their measure word (发现隐患120,整改110): read for a person to confirm, never accepted."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.lexicon import RANK, Head
from pipelines.extraction.prose.shares import is_rate
from pipelines.extraction.prose.state import Reading

_BETWEEN = re.compile(r"(?:均|都|各)?(?:共计?|合计|累计|达到?|为|是|了|数|仅|降至|降到|下降到|下降至|控制在)?")
_AFTER = re.compile(r"\s*(?:[,;。、]|$)")
_MONEY = re.compile(r"[万亿][余多]?$")
_NEVER = frozenset({"元", "%"})
_OF_MONEY = re.compile(r"罚款|罚没款|罚金|资金|经费|奖金|损失|违法所得|金额")


def _read_money(reading: Reading, quantity: Quantity, head: Head, window_start: int) -> bool:
    """罚款86万, 收缴罚款86万: money with its 元 unsaid, where the head says money; else the number is told."""
    sense = next((s for s in head.senses if s.indicator and "元" in s.measures), None)
    if sense is None or not (head.word.startswith("罚") or _OF_MONEY.search(head.word)):
        reading.unread.append(quantity)
        return False
    keep_level(reading, replace(quantity, unit="yuan"), sense, head.start, "yuan_unsaid", window_start=window_start)
    return True


def read_unmeasured(reading: Reading, index: int) -> bool:
    """Read a bare number that touches a head word which counts things; False where none does.

    One behind a rate's word is told where it is not read: it is a share or a change of one, whatever stands between.
    """
    quantity = reading.frame.quantities[index]
    start, _ = reading.frame.left_of(index)
    touching = [head for head in reading.heads if head.start >= start and head.end <= quantity.start]
    if touching and is_rate(touching[-1]):
        reading.unread.append(quantity)
        return False
    if quantity.is_range or not _AFTER.match(reading.frame.text, quantity.end):
        return False
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
