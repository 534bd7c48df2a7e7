"""The offices and firms of the sample province: counties with their size and habits, firms with sound credit codes.

Every name is invented and every division code lies outside GB/T 2260.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import Literal

from pipelines.extraction.cases.credit_code import ALPHABET, compute_check_character
from pipelines.sample.chance import make_random
from warehouse.errors import CatalogueError

Style = Literal[
    "brief", "sectors", "cumulative", "traditional", "row_form", "transposed", "townships", "zero_table", "csv", "json",
    "docx",
]  # fmt: skip

STYLES: tuple[Style, ...] = (
    "brief", "row_form", "sectors", "transposed", "csv", "traditional", "zero_table", "json",
    "cumulative", "row_form", "docx", "transposed", "townships", "brief", "csv", "traditional",
    "sectors", "row_form", "cumulative", "transposed", "zero_table", "docx", "townships", "json",
)  # fmt: skip

SECTORS = {
    "non_coal_mine": "非煤矿山",
    "hazardous_chemicals": "危险化学品",
    "fireworks": "烟花爆竹",
    "metallurgy_trade": "工贸",
    "construction": "建筑施工",
    "fire_safety": "消防",
}
"""The sectors that counties report, in the order of their forms."""

_TOWNS = (
    "河口镇",
    "青石镇",
    "南坪镇",
    "柳湾乡",
    "松林镇",
    "石桥镇",
    "大坝乡",
    "东溪镇",
    "茶园乡",
    "北渡镇",
    "竹坪乡",
    "新塘镇",
)
_FIRM_STEMS = ("长河", "恒润", "金川", "瑞丰", "兴隆", "安泰", "永昌", "鸿源", "泰和", "盛达", "华岳", "德顺")
_FIRM_TAILS = {
    "non_coal_mine": ("石料厂", "采石有限公司", "矿业有限公司"),
    "hazardous_chemicals": ("化工有限公司", "加油站", "气体有限公司"),
    "fireworks": ("烟花爆竹经营部", "花炮厂", "烟花爆竹销售有限公司"),
    "metallurgy_trade": ("机械制造有限公司", "铸造有限公司", "建材有限公司"),
    "construction": ("建筑工程有限公司", "劳务有限公司", "市政工程有限公司"),
    "fire_safety": ("商贸有限公司", "宾馆", "家具厂"),
}
TOWNS_PER_COUNTY = 5


@dataclass(frozen=True, slots=True)
class Firm:
    """A party that inspections meet: its name, sector and unified social credit code."""

    name: str
    sector: str
    credit_code: str


@dataclass(frozen=True, slots=True)
class County:
    """A county as the sample knows it: who it is, how big, and how its office writes."""

    code: str
    name: str
    prefecture: str
    prefecture_code: str
    style: Style
    size: float
    village_count: int
    enterprise_count: int
    towns: tuple[str, ...]
    firms: tuple[Firm, ...]
    bureau: str
    bureau_code: str
    publishes_cases: bool

    @property
    def short(self) -> str:
        """The character that stands for the county in document numbers."""
        return self.name[0]

    @property
    def whole(self) -> str:
        """How the office speaks of its whole area: 全县, 全区, 全市."""
        return f"全{self.name[-1]}"


def make_credit_code(random: Random, division: str, *, prefix: str = "91") -> str:
    """Make a well-formed unified social credit code for a division of the sample province."""
    body = prefix + division + "MA" + "".join(random.choices(ALPHABET, k=7))
    return body + compute_check_character(body)


def load_division_rows() -> list[dict[str, str]]:
    """Load the divisions of the sample province from the catalogue's data.

    Raises:
        CatalogueError: where the file is not there.
    """
    source = files("warehouse.catalogue").joinpath("data", "sample_divisions.csv")
    if not source.is_file():
        raise CatalogueError(
            "the divisions of the sample province are missing", where=str(source), next_step="reinstall the package"
        )
    return list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))


def list_counties(seed: int, count: int) -> tuple[County, ...]:
    """List the first counties of the sample province, taken in turn from its prefectures.

    Args:
        seed: the sample's seed.
        count: how many; at most as many as the province has.
    """
    rows = load_division_rows()
    prefectures = {row["code"]: row["name"] for row in rows if row["level"] == "prefecture"}
    by_prefecture = [
        [row for row in rows if row["level"] == "county" and row["parent"] == code] for code in sorted(prefectures)
    ]
    longest = max(map(len, by_prefecture))
    in_turn = [counties[index] for index in range(longest) for counties in by_prefecture if index < len(counties)]
    return tuple(_make_county(seed, row, prefectures, place) for place, row in enumerate(in_turn[:count]))


def _make_county(seed: int, row: dict[str, str], prefectures: dict[str, str], place: int) -> County:
    code, name = row["code"], row["name"]
    random = make_random(seed, "county", code)
    return County(
        code=code,
        name=name,
        prefecture=prefectures[row["parent"]],
        prefecture_code=row["parent"],
        style=STYLES[place % len(STYLES)],
        size=round(random.uniform(0.6, 1.7), 2),
        village_count=random.randint(84, 236),
        enterprise_count=random.randint(520, 1680),
        towns=tuple(sorted(random.sample(_TOWNS, TOWNS_PER_COUNTY), key=_TOWNS.index)),
        firms=tuple(_make_firms(random, code, name)),
        bureau=f"{name}应急管理局",
        bureau_code=make_credit_code(random, code, prefix="11"),
        publishes_cases=place % 5 in (0, 3),
    )


def _make_firms(random: Random, code: str, name: str) -> list[Firm]:
    firms = []
    for sector, tails in _FIRM_TAILS.items():
        for stem in random.sample(_FIRM_STEMS, 4):
            firms.append(Firm(f"{name}{stem}{random.choice(tails)}", sector, make_credit_code(random, code)))
    return firms
