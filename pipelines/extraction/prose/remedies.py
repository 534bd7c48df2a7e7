"""What is done about hazards shares their sector: 排查火灾隐患163处,整改160处 mends fire hazards, and no others.

Of a list of several sectors, or where the words say that all is meant, nothing is shared. Behind a part of a total
(其中火灾隐患163处,整改160处) the number may be of either; then a person says which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from pipelines.extraction.prose import wording
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.segmentation import Sentence

_FOUND = "hazard.found"
_MAJOR = "hazard.major_found"
_DONE = frozenset(
    {"rectified", "pending", "immediate", "deadline", "overdue", "rectification_rate", "due_rate", "funds"}
    | {"major_rectified", "major_pending", "major_rate", "major_planned", "listed", "listed_cleared"}
)
# All hazards of the office, whatever the words before were of.
_OF_ALL = re.compile(
    r"全[省市县区州盟旗镇乡]|各类|所有|全部(?!整改|完成|消除|销号)|合计|总计|总共|共计|上述|以上|两项|三项"
)
_MARKS = re.compile(r"[,;。:(]")


class _Placed(Protocol):
    @property
    def figure(self) -> Figure: ...
    @property
    def sentence(self) -> Sentence: ...


_Item = TypeVar("_Item", bound=_Placed)


def hazards_of(text: str, item: _Item, placed: Sequence[_Item]) -> tuple[_Item | None, bool]:
    """The hazards found that a number is done about, and whether it may as well be of the total that they are part of.

    Args:
        text: repaired text.
        item: the number.
        placed: all figures of the document.
    """
    code = item.figure.indicator.removeprefix("hazard.")
    is_kind = item.figure.indicator in {_MAJOR, "hazard.general_found"}
    if (code not in _DONE and not is_kind) or item.figure.follows is not None:
        return None, False
    before = [p for p in placed if p.sentence is item.sentence and _is_before(p.figure, item.figure)]
    of_what = _MAJOR if code.startswith("major_") and not is_kind else _FOUND
    found = [p for p in before if p.figure.indicator == of_what]
    if not found or _OF_ALL.search(text, found[-1].figure.end, item.figure.at):
        return None, False
    if is_kind:
        return (found[-1] if _is_part(text, item.figure) else None), False
    last = found[-1].figure
    if not _is_part(text, last):
        since = max((p.figure.at for p in before if p.figure.indicator.removeprefix("hazard.") in _DONE), default=-1)
        return (None if sum(p.figure.at > since for p in found) > 1 else found[-1]), False
    is_second = any(p.figure.indicator == item.figure.indicator and p.figure.at < last.at for p in before)
    if is_second or len(found) == 1:
        return found[-1], False
    if item.figure.unit == "count" and item.figure.value > last.value:
        return found[-2], False
    return None, True


def _is_before(one: Figure, other: Figure) -> bool:
    return one.at < other.at and one.segment == other.segment and one.indicator.startswith("hazard.")


def _is_part(text: str, figure: Figure) -> bool:
    """Whether a figure opens with 其中, or stands in a bracket."""
    marks = [match.end() for match in _MARKS.finditer(text, max(0, figure.start - 40), figure.start)]
    begin = marks[-1] if marks else figure.start
    is_in_bracket = bool(marks) and text[begin - 1] == "("
    return is_in_bracket or wording.PART.match(text, begin) is not None
