"""A verb in the passive behind a comma (3家企业拒不整改,被责令停产), and a list with its verb behind it.

景区12处、旅行社8家,查了个遍: the last part says that all of them were checked.
"""

from __future__ import annotations

import re

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.lexicon import RANK
from pipelines.extraction.prose.state import Match, Reading, best_right
from pipelines.extraction.prose.windows import Frame

_PASSIVE = re.compile(r"(?:并|均|都|已|当场|依法|分别|先后|随后|最终|也|全部)*(?:被|受到|领到)")
_OF_CHECKS = re.compile(r"[^,;。\d]{0,8}(?:查|检|排查|过筛|走访)[^,;。\d]{0,6}(?:遍|到位|过|完|了)$")
# What is done to firms and people; rescuers and trainers also come in the passive.
_ACTS = ("penalty.", "detention.", "prosecution.", "accountability.", "standard.revoked")
_PARTIES = frozenset({"家", "户", "个", "座", "处", "所", "栋", "艘", "台", "口", "间"})


def verb_behind(reading: Reading, index: int) -> tuple[Match, bool] | None:
    """The act of the part behind a number's own, and whether its words make it sure; None where there is none."""
    frame, quantity = reading.frame, reading.frame.quantities[index]
    if quantity.unit not in {"count", "person"}:
        return None
    part = _part_behind(frame, index)
    if part is None:
        return None
    start, end = part
    opens = _PASSIVE.match(frame.text, start, end)
    if opens is None:
        return None
    match = best_right(reading, start, end, quantity)
    if match is None or not str(match.sense.indicator).startswith(_ACTS) or match.sense.rank < RANK["action"]:
        return None
    return match, "被" in opens[0]


def _part_behind(frame: Frame, index: int) -> tuple[int, int] | None:
    """The comma-part behind the one a number stands in, where it holds no number and the number's own holds none."""
    _, end = frame.right_of(index)
    if frame.text[end : end + 1] != ",":
        return None
    stop = frame.boundary_after(end + 1)
    following = frame.quantities[index + 1].start if index + 1 < len(frame.quantities) else frame.end
    reach = min(stop, following)
    return (end + 1, reach) if reach > end + 1 else None


def is_checked_behind(reading: Reading, index: int) -> bool:
    """Whether a list of parties ends in a part that says all of them were checked: ...37家,一处不落查了个遍."""
    frame = reading.frame
    quantity: Quantity = frame.quantities[index]
    last = index
    while last + 1 < len(frame.quantities) and quantity.measure in _PARTIES:
        _, end = frame.right_of(last)
        if frame.text[end : end + 1] != "、" or frame.quantities[last + 1].measure not in _PARTIES:
            break
        last += 1
    if quantity.measure not in _PARTIES:
        return False
    part = _part_behind(frame, last)
    if part is None:
        _, end = frame.right_of(last)
        stop = frame.boundary_after(end + 1) if frame.text[end : end + 1] == "," else end
        part = (end + 1, stop) if stop > end + 1 else None
    return part is not None and _OF_CHECKS.fullmatch(frame.text, *part) is not None
