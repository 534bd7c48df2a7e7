"""Of so many villages or firms so many kept the zero-accident status: 40个村(社区)中有37个保持了零事故.

The first number is the total, the second those with the status; the noun between tells villages from firms.
"""

from __future__ import annotations

import re

from pipelines.extraction.prose.figures import keep_level
from pipelines.extraction.prose.lexicon import RANK, Sense
from pipelines.extraction.prose.state import Reading

_VILLAGES = r"(?P<village>行政村\(社区\)|村\(社区\)|村\(居\)|村社区|村居|行政村|社区|自然村|村)"
_FIRMS = r"(?P<firm>(?:企事业|生产经营|工矿)?(?:单位|企业))"
_AMONG = rf"(?:{_VILLAGES}|{_FIRMS})(?:里面?|之?中|内)?[,、]?(?:共|已经?|现|目前)?有?"
_TOTAL = re.compile(rf"{_AMONG}(?=\d)")
_SHARE = re.compile(rf"\d[余多]?[个家户]{_AMONG}$")
_STATUS = re.compile(r"[^。;]{0,30}零事故")
_UNITS = frozenset({"个", "家", "户"})


def read_zero_share(reading: Reading, index: int) -> bool:
    """Read number ``index`` as the total or the share of a zero-accident count; False where it is neither."""
    frame, quantity = reading.frame, reading.frame.quantities[index]
    if quantity.measure not in _UNITS or not _STATUS.match(frame.text, quantity.end, frame.end):
        return False
    before = frame.text[max(frame.start, quantity.start - 24) : quantity.start]
    match, what = _SHARE.search(before), "zero"
    if match is None:
        match, what = _TOTAL.match(frame.text, quantity.end, frame.end), "total"
    if match is None:
        return False
    who = "village" if match["village"] else "enterprise"
    sense = Sense(f"zero_accident.{who}_{what}", _UNITS, RANK["joint"])
    keep_level(reading, quantity, sense, quantity.start, "zero_accident_share", window_start=quantity.start)
    return True
