"""Read a sentence's numbers in order: role first, then a change, then a level; what nothing takes is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.certainty import weigh
from pipelines.extraction.prose.changes import read_change
from pipelines.extraction.prose.dividing import divide_totals
from pipelines.extraction.prose.levels import read_level
from pipelines.extraction.prose.lexicon import Lexicon
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.parallel import read_heads_in_turn, read_row
from pipelines.extraction.prose.quotas import read_usage
from pipelines.extraction.prose.ratios import prove_counts
from pipelines.extraction.prose.replaced import find_replacements, is_aimed, quoted_values, replace_figures
from pipelines.extraction.prose.resumed import read_plan_rate
from pipelines.extraction.prose.roles import NumberRole, role_in_brackets, role_of
from pipelines.extraction.prose.segmentation import Sentence
from pipelines.extraction.prose.shares import read_shares
from pipelines.extraction.prose.state import Reading
from pipelines.extraction.prose.unmeasured import read_unmeasured
from pipelines.extraction.prose.windows import Frame
from pipelines.extraction.prose.zero_shares import read_zero_rate, read_zero_share

_TENTHS = {"成": Decimal("0.1"), "倍": Decimal(1)}
_CHANGE_BEFORE = re.compile(
    r"(?:下降|减少|降低|回落|上升|增长|增加|上涨|[降升])(?:了|近|约|超过?|逾|达到?|为|分别|均|都|大约|左右)*$"
)
_KEPT_ROLES = {"fact": "observed", "prior_year": "prior_year", "base_year": "base_year", "unclear": "observed"}


def delimiting(text: str, sentence: Sentence, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The numbers of a sentence that delimit and may count: no names or dates, and each 持平 as a rate of nought."""
    first = bisect_left(quantities, sentence.start, key=_start)
    last = bisect_left(quantities, sentence.end, key=_start)
    within = (q for q in quantities[first:last] if q.end <= sentence.end)
    quoted = quoted_values(text, sentence.start, sentence.end)
    rated = (_as_rate(text, _as_value(q, quoted)) for q in within)
    inside = [q for q in rated if not q.is_ordinal_or_name and not _is_rank(text, q) and not _is_of_words(text, q)]
    if text.find("持平", sentence.start, sentence.end) >= 0:
        for match in wording.FLAT.finditer(text, sentence.start, sentence.end):
            inside.append(_flat(match.start(), match[0]))
    return tuple(sorted(inside, key=_start))


def _as_value(quantity: Quantity, quoted: Sequence[tuple[int, int]]) -> Quantity:
    """A number with a measure word that is quoted to be corrected counts; in other short quotes it is a name."""
    if quantity.unit is None or not any(start <= quantity.start < end for start, end in quoted):
        return quantity
    return replace(quantity, is_ordinal_or_name=False)


def _as_rate(text: str, quantity: Quantity) -> Quantity:
    """下降四成 is 40 per cent, 增加一倍 is 100; tenths and multiples of anything else stay what they are."""
    if quantity.measure is None and text.startswith("路", quantity.end) and text.endswith("分", 0, quantity.start):
        return replace(quantity, measure="路", unit="count", end=quantity.end + 1)
    if quantity.measure is None and quantity.unit == "ratio" and quantity.raw.startswith("百分之"):
        return replace(quantity, measure="%")
    tenths = _TENTHS.get(str(quantity.measure))
    if tenths is None or not _CHANGE_BEFORE.search(text, max(0, quantity.start - 10), quantity.start):
        return quantity
    value = quantity.value * tenths
    return replace(quantity, value=value, measure="%", unit="ratio", ulp=tenths, is_ordinal_or_name=False)


def _start(quantity: Quantity) -> int:
    return quantity.start


def _is_rank(text: str, quantity: Quantity) -> bool:
    """前三位, 后5名: places in a ranking; 十万人死亡率: what a rate is reckoned by."""
    if text.startswith("死亡率", quantity.end):
        return True
    return quantity.measure in {"位", "名"} and text[quantity.start - 1 : quantity.start] in {"前", "后", "第"}


_FEW = 10
_STATISTICS = re.compile(r"(?:主要)?(?:安全生产)?(?:控制|事故|统计)?(?:指标|数据|数字)(?!人|占|为\d|[^,;。]{0,4}下达)")


def _is_of_words(text: str, quantity: Quantity) -> bool:
    """四项指标分别下降, 三个“一律”, 一次通过率: how many statistics were named, slogans, and words."""
    if quantity.raw == "一次" and text.startswith(("通过率", "合格率", "性"), quantity.end):
        return True
    if quantity.value >= _FEW or quantity.measure not in {"项", "个"}:
        return False
    if quantity.is_han and quantity.measure == "个" and text[quantity.end : quantity.end + 1] in {"“", '"'}:
        return True
    return _STATISTICS.match(text, quantity.end) is not None


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
    named: Sequence[tuple[int, int]] = (),
    year: int | None = None,
    *,
    is_correction: bool = False,
) -> tuple[list[Figure], list[Quantity]]:
    """The figures of one sentence, and the numbers that no rule took.

    Args:
        text: repaired text of the document.
        sentence: where to read.
        quantities: its delimiting numbers.
        lexicon: the head words.
        words_before: the context words of the lexicon that have stood in the document so far.
        previous: the figures of the sentence before.
        named: where the document prints places, sectors and periods.
        year: the reported year, whose predecessor is a base of comparison.
        is_correction: whether the document says that it corrects another.
    """
    if not quantities:
        return [], []
    heads = lexicon.find(text, sentence.start, sentence.end)
    quantities = read_shares(text, sentence.start, quantities, heads)
    frame = Frame(text, sentence.start, sentence.end, quantities)
    opens_with_part = wording.PART.match(text[sentence.start : sentence.end].lstrip()) is not None
    reading = Reading(
        frame,
        heads,
        words_before,
        tuple(previous) if opens_with_part else (),
        tuple(previous),
        year=year,
        replaced=find_replacements(frame, is_correction=is_correction),
        named=tuple(named[bisect_left(named, (sentence.start, 0)) : bisect_left(named, (sentence.end, 0))]),
    )
    index = 0
    while index < len(quantities):
        index += _read_number(reading, index)
    divide_totals(reading, quantities)
    prove_counts(reading)
    weigh(reading)
    reading.unread += replace_figures(frame, reading.replaced, reading.figures)
    return reading.figures, reading.unread


def _goes_on_as_aim(reading: Reading, index: int) -> bool:
    """死亡人数要控制在15人以内,整改率达到96%以上: a bound behind an aim of the same clause is an aim."""
    quantity = reading.frame.quantities[index]
    if index - 1 not in reading.skipped or quantity.qualifier not in {"at_least", "at_most"}:
        return False
    gap = reading.text(reading.frame.quantities[index - 1].end, quantity.start)
    return re.search(r"[;。]|已|实际|截至|目前", gap) is None


def _role(reading: Reading, index: int) -> NumberRole:
    """The role of a number; 将 and 由 that only tell its correction make no aim and no base of it."""
    frame = reading.frame
    role = role_in_brackets(frame, index) or role_of(frame, index)
    is_told = role in {"base_year", "unclear"} or (
        role == "target" and not is_aimed(frame, frame.quantities[index].start)
    )
    if is_told and index in reading.replaced.told:
        return "fact"
    return "target" if role == "fact" and _goes_on_as_aim(reading, index) else role


def _read_number(reading: Reading, index: int) -> int:
    """Read number ``index``; how many numbers were used."""
    quantity = reading.frame.quantities[index]
    if index in reading.replaced.new:
        return 1
    if quantity.is_damaged:
        reading.unread.append(quantity)
        return 1
    role = _role(reading, index)
    if role in {"fact", "share"} and (read_usage(reading, index) or read_zero_rate(reading, index)):
        return 1
    used = read_change(reading, index, is_kept=role in _KEPT_ROLES or role == "share")
    if used:
        return used
    if role in {"quota", "target"}:
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
    if not (read_zero_share(reading, index) or read_plan_rate(reading, index) or read_level(reading, index)):
        reading.unread.append(quantity)
        reading.forget_group()
        return 1
    for added in range(count, len(reading.figures)):
        figure = reading.figures[added]
        reason = "role_unclear" if role == "unclear" else figure.reason
        if figure.role != _KEPT_ROLES[role] or reason != figure.reason:
            reading.figures[added] = replace(figure, role=_KEPT_ROLES[role], reason=reason)  # type: ignore[arg-type]
    return 1
