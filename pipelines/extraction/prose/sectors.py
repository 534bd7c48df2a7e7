"""Sector mentions of a document: the catalogue's words, and hints that count only beside a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from pipelines.extraction.grammar.sector import SectorMention

_DATA = Path(__file__).parent / "lexicon_data" / "sector_hints.yaml"
_NOT_AFTER = re.compile(r"[车栓通器水演员]|救援(?!支队|大队|机构|部门|总队|站)")


@lru_cache(maxsize=1)
def _hints() -> tuple[Mapping[str, str], re.Pattern[str]]:
    rows: Mapping[str, list[str]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    words = {word: code for code, listed in rows.items() for word in listed}
    pattern = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return words, re.compile(pattern)


_WITH = re.compile(r"(?:联合|会同|协同|协调|邀请|组织)[^,。;:]{0,24}$")
_OFFICES = re.compile(r"[^,。;:]{0,20}?(?:等?(?:有关|相关|职能|成员)?(?:部门|局|单位|大队|支队))")
# 工矿商贸(含煤矿): what a bracket says to be counted in or out; 不含道路交通的: what any words leave out.
_INCLUDED = re.compile(
    r"\([^()\d]{0,6}?(?:含|包括|包含|除)[^()\d]*$|(?:(?:不|未|没有)(?:含|包括|包含|计入|计|纳入|统计|列入)|剔除|扣除)[^,;。()\d]{0,16}$"
)
# 除道路交通外, 道路交通以外的, (道路交通除外).
_EXCEPT = re.compile(r"除了?[^,;。()\d]{0,14}$")
_TO_OUTSIDE = re.compile(r"[^,;。()\d]{0,10}?(?:以|之)?外(?![出来地围部包协])")
# (含道路交通死亡1人): a number of its own makes the sector its own.
_COUNTED = re.compile(r"[^(),;。、\d]{0,16}\d++(?!年|月|日|号|级|类|季)")
_OUTSIDE = re.compile(r"(?:企业|行业|领域|事故)*(?:以外|之外|除外|(?:不|未)(?:计)?在内)")
# An office that acts with others, or one of its people who speaks: no sector of the figures.
_SPEAKER = re.compile(
    r"(?:运输|应急管理|监管|建设|和城乡建设)?(?:局|委|厅|部门|办|中心|支队|大队)(?:的)?(?:有关|相关)?(?:副?局长|副?主任|副?处长|副?科长|副?厅长|负责人|工作人员|发言人|党组|会同|联合|牵头)"
)


def without_partners(text: str, mentions: Sequence[SectorMention]) -> tuple[SectorMention, ...]:
    """The mentions that are no offices taking part (联合教育、住建等部门): those name no sector of the figures."""
    return tuple(
        mention
        for mention in mentions
        if not (_WITH.search(text, max(0, mention.start - 28), mention.start) and _OFFICES.match(text, mention.end))
        and not _SPEAKER.match(text, mention.end)
        and not is_left_out(text, mention)
    )


def is_left_out(text: str, mention: SectorMention) -> bool:
    """Whether a sector is named only to be counted in or left out: (含煤矿), 不包括火灾, 除道路交通外."""
    if _INCLUDED.search(text, max(0, mention.start - 22), mention.start):
        return _COUNTED.match(text, mention.end) is None
    if _OUTSIDE.match(text, mention.end):
        return True
    if not _EXCEPT.search(text, max(0, mention.start - 16), mention.start):
        return False
    return _TO_OUTSIDE.match(text, mention.end) is not None


def find_hints(text: str) -> tuple[SectorMention, ...]:
    """The hint words of a text, as mentions that head nothing."""
    words, pattern = _hints()
    found = []
    for match in pattern.finditer(text):
        if match[0] == "消防" and _NOT_AFTER.match(text, match.end()):
            continue
        found.append(SectorMention(match.start(), match.end(), words[match[0]], match[0]))
    return tuple(found)
