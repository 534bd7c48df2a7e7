"""Read a sentence's numbers in order: role first, then a change, then a level; what nothing takes is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.changes import read_change
from pipelines.extraction.prose.levels import read_level
from pipelines.extraction.prose.lexicon import Lexicon
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.parallel import read_heads_in_turn, read_row
from pipelines.extraction.prose.quotas import read_usage
from pipelines.extraction.prose.roles import role_of
from pipelines.extraction.prose.segmentation import Sentence
from pipelines.extraction.prose.state import Reading
from pipelines.extraction.prose.unmeasured import read_unmeasured
from pipelines.extraction.prose.windows import Frame
from pipelines.extraction.prose.zero_shares import read_zero_share

_KEPT_ROLES = {"fact": "observed", "prior_year": "prior_year", "base_year": "base_year", "unclear": "observed"}


def delimiting(text: str, sentence: Sentence, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The numbers of a sentence that delimit and may count: no names or dates, and each 持平 as a rate of nought."""
    within = (q for q in quantities if q.start >= sentence.start and q.end <= sentence.end)
    inside = [q for q in within if not q.is_ordinal_or_name and not _is_rank(text, q)]
    for match in wording.FLAT.finditer(text, sentence.start, sentence.end):
        inside.append(_flat(match.start(), match[0]))
    return tuple(sorted(inside, key=lambda quantity: quantity.start))


def _is_rank(text: str, quantity: Quantity) -> bool:
    """前三位, 后5名: places in a ranking."""
    return quantity.measure in {"位", "名"} and text[quantity.start - 1 : quantity.start] in {"前", "后", "第"}


def _flat(start: int, printed: str) -> Quantity:
    return Quantity(
        start=start,
        end=start + len(printed),
        value=Decimal(0),
        measure="%",
        unit="ratio",
        qualifier="exact",
        is_damaged=False,
        is_ordinal_or_name=False,
        decimals=0,
        ulp=Decimal("0.01"),
        raw=printed,
    )


def read_sentence(
    text: str,
    sentence: Sentence,
    quantities: Sequence[Quantity],
    lexicon: Lexicon,
    words_before: frozenset[str],
    previous: Sequence[Figure],
) -> tuple[list[Figure], list[Quantity]]:
    """The figures of one sentence, and the numbers that no rule took.

    Args:
        text: repaired text of the document.
        sentence: where to read.
        quantities: its delimiting numbers.
        lexicon: the head words.
        words_before: the context words of the lexicon that have stood in the document so far.
        previous: the figures of the sentence before.
    """
    frame = Frame(text, sentence.start, sentence.end, quantities)
    opens_with_part = wording.PART.match(text[sentence.start : sentence.end].lstrip()) is not None
    reading = Reading(
        frame,
        lexicon.find(text, sentence.start, sentence.end),
        words_before,
        tuple(previous) if opens_with_part else (),
        tuple(previous),
    )
    index = 0
    while index < len(quantities):
        index += _read_number(reading, index)
    return reading.figures, reading.unread


def _read_number(reading: Reading, index: int) -> int:
    """Read number ``index``; how many numbers were used."""
    quantity = reading.frame.quantities[index]
    if quantity.is_damaged:
        reading.unread.append(quantity)
        return 1
    role = role_of(reading.frame, index)
    if role in {"fact", "share"} and read_usage(reading, index):
        return 1
    used = read_change(reading, index, is_kept=role in _KEPT_ROLES or role == "share")
    if used:
        return used
    if role == "quota":
        reading.skipped.add(index)
    if role not in _KEPT_ROLES or quantity.unit is None or quantity.unit == "percentage_point":
        if (
            role == "fact"
            and quantity.unit is None
            and quantity.measure is None
            and not read_unmeasured(reading, index)
        ):
            reading.forget_group()
        return 1
    count = len(reading.figures)
    in_row = read_heads_in_turn(reading, index) or read_row(reading, index)
    if in_row:
        return in_row
    if not (read_zero_share(reading, index) or read_level(reading, index)):
        reading.unread.append(quantity)
        reading.forget_group()
        return 1
    for added in range(count, len(reading.figures)):
        figure = reading.figures[added]
        reason = "role_unclear" if role == "unclear" else figure.reason
        reading.figures[added] = replace(figure, role=_KEPT_ROLES[role], reason=reason)  # type: ignore[arg-type]
    return 1
