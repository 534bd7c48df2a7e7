"""Figures of a single firm or accident (在某有限公司发现2项, 此次事故造成7人死亡): a case, never an office's total."""

from __future__ import annotations

import re

_FIRM = re.compile(
    r"(?:在|对|向|给予|责令|依法对|检查|查处|查获|抽查|暗访|来到|前往|,|^)(?P<name>(?:[一-鿿()]{2,20}?(?:有限责任公司|有限公司|股份公司|集团公司|分公司|总公司)|[一-鿿]{0,6}?某(?:[一-鿿]{0,8}?)(?:公司|企业|厂|矿|店|场|站|工地|项目部|商行|超市|酒店|作坊|码头|仓库)))"
)


_LEAD = re.compile(r"^(?:其中|例如|如|依法|对|在|向|给予|责令)+")
_EVENT = re.compile(
    r"(?:此次|该起|该次|本次|这起|该)(?:较大|重大|一般)?(?:事故|火灾)|该(?:公司|企业|单位|厂|店|矿(?!区)|加油站|工地|项目|场所)|(?:责任|涉事|涉案|事故)(?:单位|企业)|当事人|其(?:法定代表人|主要负责人)|从[轻重]处罚|(?:事故|险情|火灾)发生后"
    r"|[“\"]\d{1,2}[·.]\d{1,2}[”\"][^,。;]{0,8}?(?:事故|火灾)"
)


# 对责任单位罚款共计156万元: the sum of several.
_SUM = re.compile(r"共计|合计|累计|总计")
# Without one of these words neither can be there: told fast.
_OF_ONE = re.compile('公司|某|此次|该|责任|涉|事故|当事人|其|从|险情|火灾|本次|这起|“|"')


def case_before(text: str, start: int, at: int) -> str | None:
    """The firm or the accident that a sentence speaks of before a position; None where it speaks of none."""
    if _OF_ONE.search(text, start, at) is None:
        return None
    event = _EVENT.search(text, start, at)
    if event is not None and not _SUM.search(text, event.end(), at):
        return event[0]
    found = None
    for match in _FIRM.finditer(text, start, at):
        found = match
    return _LEAD.sub("", found["name"]) if found else None
