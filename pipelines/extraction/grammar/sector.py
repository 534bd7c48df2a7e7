"""Sectors: a label of a table or heading, and the words of running text, to the catalogue's codes.

Mixed groups (工矿商贸, 采矿业) are ``other`` and keep their text; a label that names two sectors takes the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from warehouse.catalogue.model import Catalogue, Sector


@dataclass(frozen=True, slots=True)
class SectorMatch:
    """The sector of a label; ``text`` is the label as printed, cleaned of numbering and brackets of units."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class SectorMention:
    """A sector word of running text; ``is_heading``: it opens a line or list part and ends in 方面, 领域 or a colon."""

    start: int
    end: int
    code: str
    text: str
    is_heading: bool = False


# Mixed groups: several fine sectors under one name.
_MIXED = (
    "工矿商贸其他",
    "工矿商贸企业",
    "工矿商贸",
    "工商贸其他",
    "工矿企业",
    "工矿建",
    "采矿业",
    "矿山",
    "农林牧渔业",
    "农林牧渔",
)
_NUMBERING = re.compile(
    r"^(?:\s|[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．:]?(?=[一-鿿])|其中[:：]?|[①-⑳]|[-—*•])+"
)
_TAIL = re.compile(
    r"(?:[(（](?:小计|合计|家|个|起|人|项|万元|%|处)[)）]|(?:安全)?(?:生产)?(?:方面|领域|行业领域|行业|系统|类|专业)|[:：。\s])+$"
)
_TOTALS = frozenset(
    {"合计", "总计", "小计", "全部", "总数", "计", "累计", "全市", "全县", "全区", "全省", "各行业", "所有行业"}
)
_OTHERS = re.compile(r"其[他它](?:重点)?(?:行业|领域|企业|单位|类|事故)*")
# Words that are sectors only as labels or heads, not in the middle of other words.
_LOOSE = frozenset(
    {
    "其他", "机械", "教育", "学校", "火灾", "商业", "林业", "水利", "烟草", "轻工", "建材", "有色", "纺织",
    "建筑", "消防", "旅游", "电力", "商贸", "非煤", "冶金", "化工", "校园", "烟花", "客运", "货运", "电梯",
    "天然气", "液化气", "加油站", "景区", "铁路", "幼儿园", "发电", "电网", "供电", "消防安全", "住建",
}
)  # fmt: skip
_LOOSE_AFTER = re.compile(
    r"(?:安全生产)?(?:方面|领域|行业|系统|企业|单位|业|事故|局|部门|[:：]|[、和与及](?=[一-鿿]{2,6}(?:等|行业|领域|企业|方面)))"
)
_NOT_SECTOR_BEFORE = {"教育": "宣训示化全", "机械": "程掘具", "消防": "", "火灾": "", "建筑": "", "学校": "党"}
_NOT_SECTOR_AFTER = {"建筑": "物面材垃废", "消防": "车栓通器水救演支大总", "铁路": "道", "学校": "", "旅游": "者客车",
                     "煤矿": "", "化工": "作"}  # fmt: skip
_HEADING_AFTER = re.compile(r"\s?(?:安全生产)?(?:企业|行业|领域|行业领域|方面|系统|单位)*\s?(?:[:：。]|方面|领域)")


_Vocabulary = tuple[Mapping[str, str], re.Pattern[str]]
_KNOWN: dict[int, tuple[Mapping[str, Sector], _Vocabulary]] = {}


def _vocabulary(sectors: Mapping[str, Sector]) -> _Vocabulary:
    """The words of the sectors and their alternation, longest first; built once for a catalogue."""
    known = _KNOWN.get(id(sectors))
    if known is None or known[0] is not sectors:
        _KNOWN.clear()
        _KNOWN[id(sectors)] = known = (sectors, _build_vocabulary(sectors))
    return known[1]


def _build_vocabulary(sectors: Mapping[str, Sector]) -> _Vocabulary:
    pairs = [(word, "other") for word in _MIXED]
    pairs += [(word, sector.code) for sector in sectors.values() for word in (*sector.words, sector.name_zh)]
    words = {word: code for word, code in pairs if word}
    pattern = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return words, re.compile(pattern)


def match_sector(label: str, catalogue: Catalogue) -> SectorMatch | None:
    """The sector that a label (row or column header, heading) names; None for totals and labels that name none.

    Args:
        label: repaired text of the label, with numbering, 其中: or (小计) as printed.
        catalogue: gives the words of each sector.
    """
    text = _NUMBERING.sub("", label.strip())
    core = _TAIL.sub("", text)
    if not core or core in _TOTALS:
        return None
    words, pattern = _vocabulary(catalogue.sectors)
    for candidate in (text, core):
        if candidate in words:
            return SectorMatch(words[candidate], text.strip(":： "))
    match = pattern.search(core)
    if match is not None and match[0] != "其他":
        return SectorMatch(words[match[0]], text.strip(":： "))
    return SectorMatch("other", text.strip(":： ")) if _OTHERS.fullmatch(core) else None


def find_sectors(text: str, catalogue: Catalogue) -> list[SectorMention]:
    """All sector words of a repaired text, in order, longest first; everyday words only where they name a sector."""
    words, pattern = _vocabulary(catalogue.sectors)
    found: list[SectorMention] = []
    for match in pattern.finditer(text):
        word = match[0]
        if not _names_sector(text, match):
            continue
        opens = (
            not text[: match.start()].rstrip(" 　")
            or text[match.start() - 1] in "\n。;；,，、:：)）.“"
            or (text[match.start() - 1] in "在")
        )
        is_heading = opens and _HEADING_AFTER.match(text, match.end()) is not None
        found.append(SectorMention(match.start(), match.end(), words[word], word, is_heading))
    return found


def _names_sector(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    before, after = (
        text[match.start() - 1 : match.start()] if match.start() else "",
        text[match.end() : match.end() + 1],
    )
    if after and after in _NOT_SECTOR_AFTER.get(word, ""):
        return False
    if before and before in _NOT_SECTOR_BEFORE.get(word, ""):
        return False
    if word not in _LOOSE:
        return True
    return word != "其他" and _LOOSE_AFTER.match(text, match.end()) is not None
