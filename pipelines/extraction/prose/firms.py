"""Figures of a single firm or accident (在某有限公司发现2项, 此次事故造成7人死亡): a case, never an office's total."""

from __future__ import annotations

import re

_FIRM = re.compile(
    r"(?:在|对|向|给予|责令|依法对|,|^)(?P<name>(?:[一-鿿()]{2,20}?(?:有限责任公司|有限公司|股份公司|集团公司|分公司|总公司)|[一-鿿]{0,6}?某(?:[一-鿿]{0,8}?)(?:公司|企业|厂|矿|店|场|站|工地|项目部|商行|超市|酒店|作坊|码头|仓库)))"
)


_LEAD = re.compile(r"^(?:其中|例如|如|依法|对|在|向|给予|责令)+")
_EVENT = re.compile(
    r"(?:此次|该起|该次|本次|这起|该)(?:较大|重大|一般)?(?:事故|火灾)|[“\"]\d{1,2}[·.]\d{1,2}[”\"][^,。;]{0,8}?(?:事故|火灾)"
)


def case_before(text: str, start: int, at: int) -> str | None:
    """The firm or the accident that a sentence speaks of before a position; None where it speaks of none."""
    if event := _EVENT.search(text, start, at):
        return event[0]
    found = None
    for match in _FIRM.finditer(text, start, at):
        found = match
    return _LEAD.sub("", found["name"]) if found else None
