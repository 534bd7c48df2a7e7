"""Places in running text: listed divisions, zones, own levels, townships by their suffix, and 全市 or 我县.

Full names count wherever they stand; bare names (曲沃) only where the text uses them as places. A printed form that
several divisions bear keeps all their codes: nothing is chosen here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipelines.extraction.grammar.gating import find_gated
from pipelines.extraction.grammar.place_forms import PlaceForms
from warehouse.catalogue.division_names import bare_name, short_name
from warehouse.catalogue.divisions import DivisionIndex
from warehouse.catalogue.model import Catalogue, Division

PlaceKind = Literal["county", "zone", "own_level", "department", "township", "deictic"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place, ``text[start:end]`` as ``printed``; ``name`` carries its kind (翼城 is 翼城县).

    ``codes``: all divisions that the form may mean, the highest level first; empty for townships, deictic words and
    unlisted zones.
    ``kind``: county stands for listed provinces and prefectures too, as in the catalogue.
    ``is_bare``: printed without its kind.
    """

    start: int
    end: int
    printed: str
    name: str
    codes: tuple[str, ...]
    kind: PlaceKind
    is_bare: bool = False


_DEICTIC = re.compile(
    r"(?<![安健完齐周])全(?:国(?!道|有)|省|市(?!场)|县|区(?!域|间)|州|旗|盟|镇|乡(?!镇))|"
    r"其[余他]各?(?:县\(市、?区\)|县市区|市县区|旗县区|县区|县市|旗县|旗区|市县|区县|州市|盟市|地市|市州|乡镇|镇街|县|市|区|旗|镇|乡|地区|地方)|"
    r"[我本该][省市县区州旗盟镇乡](?!级|镇|域|场|直)|自治区(?=国土|应急|安监|安委|党委|政府|范围|各)"
)
_DEICTIC_BEGINS = re.compile(r"[全其我本该自](?=[国省市县区州旗盟镇乡余他治])")
_OWN_BEGINS = re.compile(r"[省市州县区](?=[本直厅])")
_TOWNSHIP_BEGINS = re.compile(r"[镇乡街]")
_OWN = re.compile(r"[省市州县区][本]级|[省市州县区]直(?:部门|单位|机关|属单位|属)?(?!接|播|观|销)|省厅(?:层面|本级)?")
_ZONE = re.compile(
    r"经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|经开区|高新区|开发区|产业集中区|产业集聚区|风景名胜区|风景区|"
    r"综合保税区|保税区|工业园区|旅游度假区|管理区|新区"
)
_TOWNSHIP = re.compile(r"(?<![各全我该本小集重建])(?:镇|乡(?!镇|村|亲)|街道(?!路))(?!长|静|守|定|压|党委书)")
_STOPS = "进在对由和与及到赴从往为的是该县市区了据让给被将以经位、旗州至如即于"
_NOT_TOWNSHIP = re.compile(
    r"(?:^村|各|全|我|本|该|乡|城|下|小|集|重|建制|特色|美丽|家|返|老|新型城|这|那|多|个|级|中心|[包驻联挂访]|[\d两一二三四五六七八九十].*)$"
)
_AFTER_BARE = re.compile(
    r"\s?(?:[:：]|安监|应急|安委|安全监|消防|公安|交警|市委|县委|区委|州委|省委|市政府|县政府|区政府|煤监|住建|交通运输局|农机|"
    r"境内|全市|全县|全区|各地|地区|两级|市局|县局|分局|今年|去年|20\d\d年|一季度|上半年|前三季度|\d+月|累计|共|组织|开展|出动|检查|排查|"
    r"整治|严查|强化|加强|狠抓|深入|多措|通报|发布|公布|新增|发生|处罚|查处|关闭|停产|工作|\d[\d,.]*[万余多]{0,2}(?:家|起|处|人|项|条|次|宗|件|户|个)|等(?:地|\d|[二三四五六七八九十]|市|县|省))"
)
_DATELINE = re.compile(r"\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日[电讯]")
_FIRM = re.compile(
    r"[^,，。;；:：、\s\d]{0,12}?(?:公司|集团|股份|石化|新闻网|日报|晚报|晨报|在线|网讯|大道|路口|高速|铁路|大学|学院|医院|(?<![道公铁])路(?!交))"
)
_BEFORE_LIST = re.compile(r"[、和与及]$")


class PlaceFinder:
    """Finds places with one catalogue; build it once, it holds an index of all printed forms."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._divisions: DivisionIndex = catalogue.divisions
        self._forms = PlaceForms(catalogue.divisions)

    @property
    def names(self) -> frozenset[str]:
        """All printed forms of listed places: what ``repair_text(places=...)`` wants."""
        return self._forms.names()

    def find(self, text: str) -> list[PlaceMention]:
        """All places of a repaired text, in order, longest first where they overlap."""
        found: list[PlaceMention | None] = list(self._find_listed(text))
        listed = [mention for mention in found if mention]
        owner: dict[int, int] = {}
        for index, mention in enumerate(listed):
            owner.update(dict.fromkeys(range(mention.start, mention.end), index))
        for finder in (self._find_zones, self._find_own, self._find_townships, self._find_deictic):
            for mention in finder(text, listed):
                span = range(mention.start, mention.end)
                inside = {owner[at] for at in span if at in owner}
                if any(not _extends(mention, found[index]) for index in inside):
                    continue
                for index in inside:
                    found[index] = None
                owner.update(dict.fromkeys(span, len(found)))
                found.append(mention)
        return sorted(filter(None, found), key=lambda mention: mention.start)

    def resolve(self, name: str, within: str | None = None) -> Division | None:
        """The one division that a printed name means, in ``within`` (a code) or below it where that is given.

        None where it is unknown or several remain: the caller sends that to review.
        """
        found = self._divisions.find(name, within=within)
        if not found and within is not None:
            found = self._divisions.find(name)
        return found[0] if len(found) == 1 else None

    def _find_listed(self, text: str) -> Iterator[PlaceMention]:
        """Listed forms, longest first from the left; bare ones only in safe positions."""
        previous_end = -1
        for begin in self._forms.begins.finditer(text):
            position = begin.start()
            if position < previous_end or not (lengths := self._forms.lengths_of(text[position : position + 2])):
                continue
            mention = self._take(text, position, lengths, previous_end)
            if mention is not None:
                yield mention
                previous_end = mention.end

    def _take(self, text: str, start: int, lengths: tuple[int, ...], previous_end: int) -> PlaceMention | None:
        for length in lengths:
            form = text[start : start + length]
            codes = self._forms.codes_of(form)
            if not codes or len(form) < length:
                continue
            divisions = [division for code in codes if (division := self._divisions.get(code))]
            full = [division for division in divisions if form != bare_name(division.name) or form == division.name]
            if full and self._is_sound_full(text, start, form):
                return self._mention(start, form, full)
            if not full and divisions and _DEICTIC.fullmatch(form) and not self._is_named(text, start, form, divisions):
                continue
            if not full and divisions and self._is_safe_bare(text, start, form, divisions, previous_end):
                return self._mention(start, form, divisions, is_bare=True)
        return None

    def _mention(self, start: int, form: str, divisions: list[Division], *, is_bare: bool = False) -> PlaceMention:
        best = self._divisions.find(form) or tuple(divisions)
        name = (short_name(best[0].name) or best[0].name) if is_bare else form
        codes = tuple(division.code for division in best)
        return PlaceMention(start, start + len(form), form, name, codes, best[0].kind, is_bare)

    def _is_sound_full(self, text: str, start: int, form: str) -> bool:
        after = text[start + len(form) : start + len(form) + 1]
        if form.endswith("区") and after and after in "域间":
            return False
        if len(form) == 2:
            before = text[start - 1 : start]
            return not _is_han(before) or before in _STOPS + "省"
        return True

    def _is_named(self, text: str, start: int, form: str, divisions: list[Division]) -> bool:
        """Whether 全州 is the county: its full name stands in the text too, or it stands in a row of places."""
        if any(division.name in text for division in divisions):
            return True
        return _in_list(text, start, start + len(form), self._forms)

    def _is_safe_bare(self, text: str, start: int, form: str, divisions: list[Division], previous_end: int) -> bool:
        """Before an office, a period or a verb of reporting, in a list of places, after its parent, as a heading."""
        end = start + len(form)
        if _FIRM.match(text, end):
            return False
        before = text[start - 1 : start]
        follows = _AFTER_BARE.match(text, end) is not None
        if any(division.level == "province" for division in divisions):
            return follows or not _is_han(before) or before in _STOPS or previous_end == start
        if _DATELINE.match(text, end):
            return True
        is_start = not _is_han(before) or before in "在对由和与及、赴据"
        if follows and (is_start or previous_end == start):
            return True
        if previous_end == start and end < len(text) and not _is_han(text[end]):
            return True
        return _in_list(text, start, end, self._forms)

    def _find_zones(self, text: str, listed: list[PlaceMention]) -> Iterator[PlaceMention]:
        """Zones that are not listed, with the place name or the short own name before them."""
        ends = {mention.end: mention for mention in listed}
        for match in _ZONE.finditer(text):
            parent = ends.get(match.start())
            if parent is None:
                start = self._bare_start(text, match.start())
                start = _own_start(text, match.start(), 2, 4) if start is None else start
            else:
                start = parent.start
            if start is None and match[0] in {"新区", "管理区", "开发区", "工业园区", "风景区"}:
                continue
            start = match.start() if start is None else start
            printed = text[start : match.end()]
            codes = tuple(division.code for division in self._divisions.find(printed)) if start < match.start() else ()
            yield PlaceMention(start, match.end(), printed, printed, codes, "zone")

    def _bare_start(self, text: str, end: int) -> int | None:
        """Where a listed form that ends at ``end`` starts."""
        for length in (5, 4, 3, 2):
            if end >= length and text[end - length : end] in self._forms:
                return end - length
        return None

    def _find_own(self, text: str, listed: list[PlaceMention]) -> Iterator[PlaceMention]:
        for match in find_gated(_OWN_BEGINS, _OWN, text):
            before = text[match.start() - 1 : match.start()]
            if _is_han(before) and before not in _STOPS + "各":
                continue
            yield PlaceMention(match.start(), match.end(), match[0], match[0], (), "own_level")

    def _find_townships(self, text: str, listed: list[PlaceMention]) -> Iterator[PlaceMention]:
        ends = {mention.end for mention in listed}
        for match in find_gated(_TOWNSHIP_BEGINS, _TOWNSHIP, text):
            at = match.start()
            start = next((at - size for size in (1, 2, 3, 4) if at - size in ends), None)
            start = _own_start(text, at, 1, 3) if start is None else start
            if start is None or start == at or _NOT_TOWNSHIP.search(text[start:at]):
                continue
            printed = text[start : match.end()]
            yield PlaceMention(start, match.end(), printed, printed, (), "township")

    def _find_deictic(self, text: str, listed: list[PlaceMention]) -> Iterator[PlaceMention]:
        for match in find_gated(_DEICTIC_BEGINS, _DEICTIC, text):
            yield PlaceMention(match.start(), match.end(), match[0], match[0], (), "deictic")


def _extends(mention: PlaceMention, other: PlaceMention | None) -> bool:
    """Whether a mention takes another in and is longer: 泊东经开区 over 泊东."""
    if other is None:
        return True
    length, reach = other.end - other.start, mention.end - mention.start
    return mention.start <= other.start and other.end <= mention.end and reach > length


def _is_han(char: str) -> bool:
    return bool(char) and "一" <= char <= "鿿"


def _own_start(text: str, end: int, least: int, most: int) -> int | None:
    """Where an unlisted name of least..most characters starts, if something that is no name stands before it."""
    for size in range(least, most + 1):
        start = end - size
        if start < 0 or not all(_is_han(char) for char in text[start:end]):
            return None
        before = text[start - 1 : start]
        if not _is_han(before) or before in _STOPS:
            return None if any(char in _STOPS for char in text[start:end]) else start
    return None


def _in_list(text: str, start: int, end: int, forms: PlaceForms) -> bool:
    """Whether the form stands in a list (广州、佛山、江门): a listed form beside it, with 、 between."""
    if text[end : end + 1] == "、" and any(text[end + 1 : end + 1 + size] in forms for size in (2, 3, 4)):
        return True
    return text[start - 1 : start] == "、" and any(
        text[max(0, start - 1 - size) : start - 1] in forms for size in (2, 3, 4)
    )
