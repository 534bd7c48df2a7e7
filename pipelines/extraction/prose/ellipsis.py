"""Numbers that leave their head unsaid: 3起4人, 其中超速50起 after 违法行为600起, 去年同期是两起.

They take the head of the figure before them with the same measure word, where the words between allow it.
"""

from __future__ import annotations

import re

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.figures import keep_following, keep_level
from pipelines.extraction.prose.member_lists import MEMBER
from pipelines.extraction.prose.member_lists import RULE as LIST_RULE
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading, fit

_PARTY = frozenset({"家", "个", "户", "处", "座", "所", "间", "口", "场"})
_CASES = frozenset({"起", "宗", "件", "例", "辆", "艘", "台", "人次"})
_GRADES = frozenset({"standard.level1", "standard.level2", "standard.level3"})
_KINDS = ("units", "standard.enterprises", "standard.new")
_PARTED = ("violation.", "accident.", "penalty.seizure", "penalty.count", "penalty.closure", "complaint.")


def take_part(reading: Reading, index: int, quantity: Quantity, left_start: int) -> bool:
    """Ellipsis: 3起4人, 其中超速50起 after 违法行为600起, 去年同期是两起."""
    window = reading.text(left_start, quantity.start)
    pool = [*reading.previous, *reading.figures]
    if not pool:
        return False
    last = pool[-1]
    if _is_death_pair(reading, last, quantity, window):
        keep_following(reading, quantity, last, "accident.deaths", left_start, "count_and_deaths")
        return True
    if window.strip() in {"", "/", "、", "共", "计"} and _take_same_head(reading, quantity, left_start):
        return True
    model = _same_measure(reading, quantity)
    if model is None:
        return False
    if last.rule == "part_of_total" and model.indicator == "penalty.fine_amount" and window.strip() in {"", "、", ","}:
        keep_following(reading, quantity, last, model.indicator, left_start, "part_of_total", scope=last.scope)
        return True
    if reading.figures and _is_next_place(reading, window, left_start):
        keep_following(reading, quantity, model, model.indicator, left_start, "next_place")
        return True
    if wording.CHANGE_TO.search(window) or wording.PRIOR.search(window):
        keep_following(reading, quantity, model, model.indicator, left_start, "same_head")
        return True
    if _is_part(reading, model, window, left_start, quantity.start):
        keep_following(reading, quantity, model, model.indicator, left_start, "part_of_total", scope=_part_name(window))
        return True
    return False


def _take_same_head(reading: Reading, quantity: Quantity, left_start: int) -> bool:
    """A second number for one head: 移送公安4件6人, 培训班3期280人."""
    match = fit(reading, reading.last_head, quantity) if reading.last_head else None
    if match is None or match.sense.indicator is None or match.sense.adjacent:
        return False
    last = reading.figures[-1].quantity if reading.figures else None
    if last is None or last.unit == quantity.unit or last.end > quantity.start:
        return False
    keep_level(reading, quantity, match.sense, quantity.start, "second_of_head", window_start=left_start)
    return True


def _is_death_pair(reading: Reading, last: Figure, quantity: Quantity, window: str) -> bool:
    is_count = last.indicator.startswith("accident.") and last.indicator.endswith("count")
    return (
        is_count
        and quantity.unit == "person"
        and bool(reading.figures)
        and window.strip() in {"", "、", "造成", ",", "/"}
    )


def _same_measure(reading: Reading, quantity: Quantity) -> Figure | None:
    pool = [*reading.previous, *reading.figures]
    same = [figure for figure in pool if figure.quantity is not None and _alike(figure, quantity)
            and not figure.is_subtotal and not figure.indicator.endswith(("_yoy", "_change"))]  # fmt: skip
    return same[-1] if same else None


_PLACE_ITEM = re.compile(r"[、,;和及]?[一-鿿]{1,9}(?:县|市|区|镇|乡|街道|旗|州)")


def _is_next_place(reading: Reading, window: str, left_start: int) -> bool:
    """The next place of a ranking: 澄阳县812家次、渡川县701家次, or with the numbers in brackets."""
    pattern = MEMBER if reading.figures[-1].rule in {LIST_RULE, "next_place"} else _PLACE_ITEM
    if window.strip() and pattern.fullmatch(window.strip()):
        return True
    text = reading.frame.text
    if text[left_start - 1 : left_start] != "(" or window.strip():
        return False
    before = text[reading.figures[-1].end : left_start - 1].strip(") ")
    return pattern.fullmatch(before) is not None


def _alike(figure: Figure, quantity: Quantity) -> bool:
    """The same measure word, or two that both count parties (单位586家, 井场132口)."""
    measure = figure.quantity.measure if figure.quantity else None
    if measure == quantity.measure:
        return figure.indicator not in _GRADES
    both = {measure, quantity.measure}
    return (figure.indicator.endswith("units") and both <= _PARTY) or (
        figure.indicator.startswith("violation.") and both <= _CASES
    )


def _is_part(reading: Reading, model: Figure, window: str, left_start: int, quantity_start: int) -> bool:
    """Whether a number without a head of its own names a part of the total before it."""
    frame = reading.frame
    is_kind = model.indicator.endswith(_KINDS) and (
        wording.STOCK_NOUN.search(window) is not None or MEMBER.fullmatch(window) is not None
    )
    if not model.indicator.startswith(_PARTED) and not is_kind:
        return False
    since = frame.text[frame.start : quantity_start]
    opened, closed = (frame.text.rfind(mark, frame.start, left_start) for mark in "()")
    in_bracket = opened > closed
    return (wording.PART.search(since) is not None or in_bracket) and len(window) <= 20


def _part_name(window: str) -> str | None:
    name = window.strip("、,和及与“” ·")
    for word in ("其中", "包括", "含"):
        name = name.removeprefix(word)
    return name or None
