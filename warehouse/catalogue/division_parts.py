"""Parts of a division that no list holds: its own level (市本级), departments, central firms and standard zones.

Every listed prefecture and county, and for the first three every province, has them without a row in a file; the code
is the parent's code with a suffix:

| printed | code | kind |
|---|---|---|
| 市本级, 市直, 州本级, 长沙市本级 | ``430100-own`` | own_level |
| 市直部门, 市级部门, 部门 | ``430100-dept`` | department |
| 央企, 中央企业 | ``430100-central`` | department |
| 经开区, 经济技术开发区, 九江经开区 | ``360400-zone-economic`` | zone |
| 高新区, 高新技术产业开发区 | ``360400-zone-hightech`` | zone |
| 柳店镇, 城关街道 (only within its county) | ``990101-town-柳店镇`` | county |

A zone that is not simply its parent's 经开区 or 高新区 (九华山风景区) is listed in ``divisions_overlay.csv`` under
``PARENT-zone-NAME``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from warehouse.catalogue.division_names import bare_name
from warehouse.catalogue.model import Division, DivisionKind, DivisionLevel

ZONE_FORMS = {
    "economic": ("经开区", "经济技术开发区", "经济开发区", "经济技术产业开发区"),
    "hightech": (
        "高新区",
        "高新技术产业开发区",
        "高新技术开发区",
        "高新技术产业园区",
        "高新产业开发区",
        "高新开发区",
        "高新园区",
        "火炬高技术产业开发区",
    ),
}
OWN_NAMES = {"own": "本级", "dept": "直部门", "central": "境内央企"}
_LEVEL_BELOW: dict[DivisionLevel, DivisionLevel] = {
    "province": "prefecture",
    "prefecture": "county",
    "county": "township",
    "township": "township",
}
_TIERS = "省|自治区|特别行政区|市|州|盟|地区|县|区|旗"
_OWN_WORDS = {
    "own": "局本级|本级|直属|直",
    "dept": "直属部门|直部门|直单位|直机关|级部门|部门",
    "central": "境内央企|中央企业|央企",
}
_OWN = re.compile(
    rf"(?P<prefix>.*?)(?P<tier>{_TIERS})?(?:(?P<own>{_OWN_WORDS['own']})|(?P<dept>{_OWN_WORDS['dept']})"
    rf"|(?P<central>{_OWN_WORDS['central']}))"
)
_ZONE = re.compile(
    r"(?P<prefix>.*?)(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(forms)})" for kind, forms in ZONE_FORMS.items())
    + r"|(?P<any>开发区))(?:管委会)?"
)
_TOWNSHIP = r"[\u4e00-\u9fff]{1,12}(?:镇|乡|街道|苏木|街道办事处)"
_CODE = re.compile(rf"(?P<parent>\d{{6}})-(?P<suffix>own|dept|central|zone-(?:economic|hightech)|town-{_TOWNSHIP})")


@dataclass(frozen=True, slots=True)
class PartName:
    """A printed part: ``prefix`` is the parent as printed (长沙市, 九江), "" where only the context tells it.

    ``tier`` is the parent's kind where the word says it (市 of 市本级). ``suffixes`` are the code suffixes that the
    word may mean; 开发区 alone may be two.
    """

    prefix: str
    tier: str
    suffixes: tuple[str, ...]


def parse_part(name: str) -> PartName | None:
    """What part of a division a printed name means, None where it is no part."""
    if re.fullmatch(_TOWNSHIP, name):
        return PartName("", "", (f"town-{name}",))
    if match := _ZONE.fullmatch(name):
        kinds = tuple(kind for kind in ZONE_FORMS if match[kind]) or tuple(ZONE_FORMS)
        return PartName(match["prefix"], "", tuple(f"zone-{kind}" for kind in kinds))
    if match := _OWN.fullmatch(name):
        suffix = next(word for word in OWN_NAMES if match[word])
        prefix, tier = match["prefix"], match["tier"] or ""
        return PartName(f"{prefix}{tier}" if prefix else "", tier, (suffix,))
    return None


def fits_tier(parent: Division, tier: str) -> bool:
    """Whether 市本级 can be said of this parent: 市 of a city, 县 of a county."""
    if tier in {"省", "自治区"}:
        return parent.level == "province"
    if tier == "区" and parent.level == "province":
        return parent.name.endswith("自治区")
    return parent.name.endswith(tier)


def split_code(code: str) -> tuple[str, str] | None:
    """``("430100", "own")`` for 430100-own, None for a code that is no part by rule."""
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    return match["parent"], match["suffix"]


def build_part(parent: Division, suffix: str) -> Division | None:
    """The part of a parent; None where the parent can have none (a zone's zone, a prefecture's township).

    A part stands one level below its parent, beside the parent's other divisions: a prefecture's total is the sum of
    its counties, its zones and its own level.
    """
    if parent.kind != "county" or (suffix.startswith("zone-") and parent.level == "province"):
        return None
    code, level = f"{parent.code}-{suffix}", _LEVEL_BELOW[parent.level]
    if suffix.startswith("town-"):
        name = suffix.removeprefix("town-")
        return Division(code, name, level, parent.code, "county") if parent.level == "county" else None
    if suffix.startswith("zone-"):
        short = ZONE_FORMS[suffix.removeprefix("zone-")][0]
        name = f"{bare_name(parent.name) or parent.name}{short}"
        return Division(code, name, level, parent.code, "zone", parent.valid_from, parent.valid_to)
    kind: DivisionKind = "own_level" if suffix == "own" else "department"
    name = f"{parent.name}{OWN_NAMES[suffix]}"
    return Division(code, name, level, parent.code, kind, parent.valid_from, parent.valid_to)


def standard_zone(zone: Division, parents: tuple[Division, ...]) -> str | None:
    """``zone-economic`` where a listed zone simply is its parent's 经开区 (河北邢台经济开发区), else None.

    Args:
        zone: a listed zone.
        parents: its parent, then the parent's parent.
    """
    match = _ZONE.fullmatch(zone.name)
    if match is None or match["any"] or not parents:
        return None
    own = {parents[0].name, bare_name(parents[0].name) or parents[0].name}
    above = {"", *(bare_name(parent.name) or parent.name for parent in parents[1:])}
    if match["prefix"] not in {f"{high}{low}" for high in above for low in own}:
        return None
    return next(f"zone-{kind}" for kind in ZONE_FORMS if match[kind])
