"""Places and sectors as labels name them, seen through the catalogue and from where the document stands.

A label is taken whole: these readings are for headers and stubs, not for running text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from pipelines.extraction.grammar.sector import match_sector
from warehouse.catalogue.model import Catalogue, Division

_KIND = (
    "自治区|自治州|自治县|自治旗|特区|地区|省|市|县|区|旗|州|盟|镇|乡|苏木|街道办事处|街道办|街道|办事处|农场|林场|林区|矿区|"
    "开发区|高新区|经开区|新区|风景区|风景名胜区|旅游区|景区|园区|工业园|产业园|集中区|集聚区|示范区|管委会|管理区|管理局|保税区|度假区|新城"
)
_PLACE_FORM = re.compile(rf"^[\u4e00-\u9fff]{{1,14}}(?:{_KIND})$")
_TOWNSHIP = re.compile(r"^[\u4e00-\u9fff]{1,8}(?:镇|乡|街道办事处|街道办|街道|办事处|苏木|社区|村)$")
_OWN_LEVEL = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6})?[省市州县区盟旗地](?:本级|直属|直管|直(?:部门|单位|机关|属单位)?|级(?:部门|单位|机关)|属(?:企业|单位)?)(?:[(（].*)?$"
)
# Zones that the catalogue does not list are parts of the place that reports them, as townships are.
_ZONE = re.compile(
    r"^[\u4e00-\u9fff]{2,14}(?:开发区|高新区|经开区|新区|新城|度假区|风景名胜区|风景区|旅游区|景区|园区|工业园|产业园|集中区|集聚区|示范区|试验区|合作区|"
    r"保税区|综保区|管理区|科技城|生态城|空港区|港区)(?:管委会|管理委员会)?$"
)
# 县应急局本级, 局机关: the office itself, which is the place's own level
_OWN_OFFICE = re.compile(r"(?:应急管理|应急|安监|安全监管)?(?:局|厅|委)?(?:机关|本级|直属)(?:本级)?$")
_OFFICE = re.compile(
    r"^(.{2,12}?[省市县区旗州盟镇乡])(?:人民政府)?(?:应急(?:管理)?(?:局|厅|办)|安(?:全生产)?(?:监|委|监督管理)(?:局|办|会)?|安委(?:会)?(?:办(?:公室)?)?|.{0,12}(?:局|委员会|办公室|大队|支队|分局))$"
)
_NOT_PLACE = re.compile(
    r"企业|单位数|检查|隐患|处罚|罚款|行业|领域|事故|比例|总数|社区[)）]|整改|^[省市县区州]$|^[全各]|合计|总计|小计"
)

# Kinds of work that hold a sector's word: 教育培训 is no school, 消防演练 no sector of its own.
_WORK = re.compile(
    r"(?:安全|安全生产|宣传|警示|普法|法治|法制|三级|职工|全员|应急|岗前|继续|学历)+教育(?:培训|宣传|活动|工作)*|教育(?:培训|宣传|整顿|活动|训练)+(?:工作|情况)?"
    r"|消防(?:演练|宣传|培训|演习|宣教|教育)+|(?:培训|宣传|宣教|演练|奖励|举报|应急)(?:和|与|及|、)?教育"
)


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """A place as printed, with its division code; ``code`` None and a ``reason`` where it could not be resolved.

    A township, or a zone of the reporting place, is a known kind of place that has no code: no reason stands there.
    """

    name: str
    code: str | None
    reason: str | None = None


@dataclass
class Names:
    """Reads place and sector labels of one document.

    Args:
        catalogue: divisions and sectors.
        within: code of the division that the document is of; its parts are looked for first.
        on: a day of the reported period, since divisions change.
        is_traditional: the document is in Traditional script, so that its names are read in Simplified.
    """

    catalogue: Catalogue
    within: str | None = None
    on: date | None = None
    is_traditional: bool = False
    _places: dict[str, PlaceReading | None] = field(default_factory=dict, repr=False)
    _sectors: dict[str, tuple[str, str] | None] = field(default_factory=dict, repr=False)

    def read_place(self, words: str, printed: str = "") -> PlaceReading | None:
        """The place that a label names, None where it names none.

        A place that is not of the catalogue keeps the characters in which it is ``printed``: 濛 of 濛江镇 is no 蒙.
        """
        key = words if self.is_traditional or not printed else printed
        if key not in self._places:
            found = self._read_place(words)
            if found and key != words and (found.code is None or "-town-" in found.code):
                found = self._read_place(key) or found
            self._places[key] = found
        return self._places[key]

    def _read_place(self, words: str) -> PlaceReading | None:
        name = re.sub(r"[(（].*[)）]$", "", words)
        if len(name) < 2 or len(name) > 20 or _NOT_PLACE.search(name):
            return None
        if name.endswith(("局本级", "局机关", "局直属", "厅本级", "厅机关", "机关本级")):
            own = self._read_place(_OWN_OFFICE.sub("本级", name))
            return replace(own, name=name) if own else None
        if office := _OFFICE.match(name):
            name = office[1]
        looks = bool(_PLACE_FORM.match(name) or _OWN_LEVEL.match(name) or _ZONE.match(name))
        found = self._find(name)
        if len(found) > 1:
            found = tuple(d for d in found if d.parent == self.within) or found
        if len(found) == 1:
            return PlaceReading(_full_name(name, found[0]), found[0].code)
        if found:
            return PlaceReading(name, None, "place_ambiguous") if looks else None
        if not looks:
            return None
        is_part = _TOWNSHIP.match(name) or (self.within and _ZONE.match(name))
        return PlaceReading(name, None, None if is_part else "place_unknown")

    def _find(self, name: str) -> tuple[Division, ...]:
        """Divisions of a name: below the document's own first, then beside it, then anywhere."""
        index = self.catalogue.divisions
        scope = self.within
        while scope:
            if found := index.find(name, within=scope, on=self.on):
                return found
            division = index.get(scope)
            scope = division.parent if division else None
        return index.find(name, on=self.on)

    def read_sector(self, words: str) -> tuple[str, str] | None:
        """(code, text) of the sector that a label names, None where it names none."""
        if words not in self._sectors:
            match = match_sector(words, self.catalogue) if words and not _WORK.fullmatch(words) else None
            self._sectors[words] = (match.code, words) if match else None
        return self._sectors[words]


def _full_name(printed: str, division: Division) -> str:
    """The name with its kind: 翼城 as 翼城县; a zone or an alias stays as printed."""
    if division.kind == "county" and division.name.startswith(printed):
        return division.name
    return printed
