"""A total divided over the lines below it: 受理举报36件。各县一览: / 澄阳县12件 / 鹿溪县14件 / 渡川县10件.

Each line holds one number and no head of its own; only where they sum to the total are they its parts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.dividing import RULE, STATES, is_total
from pipelines.extraction.prose.figures import UNITS
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.segmentation import Sentence

_FEWEST, _TELLING, _LONGEST = 2, 8, 24
_NUMBERING = re.compile(r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,2}[)）.、]|[●○◆◇▲■□★·•-])?\s*")


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence with the figures read in it and the numbers that nothing took."""

    sentence: Sentence
    figures: Sequence[Figure]
    unread: Sequence[Quantity]


def divide_over_lines(text: str, read: Sequence[ReadSentence]) -> list[tuple[Sentence, Figure]]:
    """The parts that lines below a total state, each with its sentence."""
    parts: list[tuple[Sentence, Figure]] = []
    for index, one in enumerate(read):
        for total in [figure for figure in one.figures if is_total(figure)]:
            items = _items_below(text, read[index + 1 :], total)
            if len(items) >= _FEWEST and (total.value >= _TELLING or len(items) > _FEWEST):
                parts += [(below.sentence, _part(text, below.sentence, quantity, total)) for below, quantity in items]
    return parts


def _items_below(text: str, below: Sequence[ReadSentence], total: Figure) -> list[tuple[ReadSentence, Quantity]]:
    """The one-number lines directly below, as far as they sum to the total; none where they do not."""
    measure = total.quantity.measure if total.quantity else None
    items: list[tuple[ReadSentence, Quantity]] = []
    added = Decimal(0)
    for one in below:
        if one.figures or len(one.unread) != 1 or one.unread[0].measure != measure or one.unread[0].is_damaged:
            return []
        quantity = one.unread[0]
        name = text[one.sentence.start : quantity.start]
        behind = text[quantity.end : one.sentence.end].strip(" ;。,、\n")
        if behind or not name.strip() or len(name) > _LONGEST or STATES.search(name):
            return []
        items.append((one, quantity))
        added += quantity.value
        if added >= total.value:
            return items if added == total.value else []
    return []


def _part(text: str, sentence: Sentence, quantity: Quantity, total: Figure) -> Figure:
    lead = _NUMBERING.match(text, sentence.start, quantity.start)
    start = lead.end() if lead else sentence.start
    return Figure(
        indicator=total.indicator,
        value=quantity.value,
        unit=UNITS[str(quantity.unit)],
        qualifier=quantity.qualifier,
        start=start,
        end=quantity.end,
        at=quantity.start,
        rule=RULE,
        sector_from=start,
        sector_to=quantity.end,
        severity=total.severity,
        scope=text[start : quantity.start].strip(" :") or None,
        is_subtotal=True,
        reason=total.reason,
        quantity=quantity,
    )
