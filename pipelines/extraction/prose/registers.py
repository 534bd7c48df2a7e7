"""The register of an office (监管企业320家) told from what was done to some of it (检查监管企业12家).

The word itself is the same; what stands before and behind it says which.
"""

from __future__ import annotations

import re

from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading

INDICATOR = "inspection.units_supervised"

_NAME = "某"
_HOLDS = re.compile(
    rf"(?:{_NAME}|[全我本该][省市县区州盟旗镇乡]|[我本]局|辖区|境内|[市县区]内|内|共|总|现|有|目前|截[至止]|[底末年的应]"
    r"|直接|负责|日常|已|登记|在册|安全|生产|其中|[“”、\s])*"
)
_ACTED = re.compile(r"查|开展|进行|实施|组织|培训|罚|执法|指导|帮扶|约谈")


def may_be_acted_on(reading: Reading, figure: Figure) -> bool:
    """Whether a figure of the register may be of those to whom something was done."""
    if figure.indicator != INDICATOR or figure.head is None:
        return False
    start = figure.head[0]
    numbers = (q.end for q in reading.frame.quantities if q.end <= start)
    begin = max(reading.frame.boundary_before(start), max(numbers, default=reading.frame.start))
    before = reading.text(begin, start)
    for named_start, named_end in reading.named:
        if begin <= named_start and named_end <= start:
            size = named_end - named_start
            before = before[: named_start - begin] + _NAME * size + before[named_end - begin :]
    behind = reading.text(figure.end, reading.frame.boundary_after(figure.end))
    return _HOLDS.fullmatch(before) is None or _ACTED.search(behind) is not None
