"""Numbers that leave their head unsaid: 3起4人, 其中酒驾72起 after 违法行为8920起, 去年同期是四起.

They take the head of the figure before them with the same measure word, where the words between allow it.
"""

from __future__ import annotations

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.figures import keep_following
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading

_PARTED = ("violation.", "accident.", "penalty.seizure", "penalty.count", "penalty.closure", "complaint.")


def take_part(reading: Reading, index: int, quantity: Quantity, left_start: int) -> bool:
    """Ellipsis: 3起4人, 其中酒驾72起 after 违法行为8920起, 去年同期是四起."""
    window = reading.text(left_start, quantity.start)
    pool = [*reading.previous, *reading.figures]
    if not pool:
        return False
    last = pool[-1]
    if _is_death_pair(reading, last, quantity, window):
        keep_following(reading, quantity, last, "accident.deaths", left_start, "count_and_deaths")
        return True
    model = _same_measure(reading, quantity)
    if model is None:
        return False
    if wording.CHANGE_TO.search(window) or wording.PRIOR.search(window):
        keep_following(reading, quantity, model, model.indicator, left_start, "same_head")
        return True
    if _is_part(reading, model, window, left_start, quantity.start):
        keep_following(reading, quantity, model, model.indicator, left_start, "part_of_total", scope=_part_name(window))
        return True
    return False


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
    same = [figure for figure in pool if figure.quantity is not None and figure.quantity.measure == quantity.measure
            and not figure.is_subtotal and not figure.indicator.endswith(("_yoy", "_change"))]  # fmt: skip
    return same[-1] if same else None


def _is_part(reading: Reading, model: Figure, window: str, left_start: int, quantity_start: int) -> bool:
    """Whether a number without a head of its own names a part of the total before it."""
    frame = reading.frame
    is_kind = wording.STOCK_NOUN.search(window) is not None and model.indicator.endswith("units")
    if not model.indicator.startswith(_PARTED) and not is_kind:
        return False
    since = frame.text[frame.start : quantity_start]
    in_bracket = frame.text[left_start - 1 : left_start] == "("
    return (wording.PART.search(since) is not None or in_bracket) and len(window) <= 20


def _part_name(window: str) -> str | None:
    name = window.strip("、,和及与“” ·")
    for word in ("其中", "包括", "含"):
        name = name.removeprefix(word)
    return name or None
