"""The script that builds divisions.csv: what it keeps, what it leaves out, and what stops it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = """
const areaList = {
    province_list: {
        140000: "\\u5C71\\u897F\\u7701",
        410000: "河南省",
        500000: "重庆市",
        810000: "香港特别行政区"
    },
    city_list: {
        141000: "临汾市",
        419000: "省直辖县",
        441900: "东莞市",
        500100: "重庆市",
        500200: "县",
        810100: "香港岛"
    },
    county_list: {
        141022: "翼城县",
        141071: "示例开发区",
        141090: "开发区",
        419001: "济源市",
        441902: "某街道",
        500229: "城口县",
        810101: "中西区"
    }
};
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_divisions", ROOT / "scripts" / "build_divisions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_rows_keep_divisions_and_leave_placeholders_out(script: ModuleType) -> None:
    rows = script.build_rows(script.read_sections(SOURCE))
    assert [row[:5] for row in rows] == [
        ("140000", "山西省", "province", "", "county"),
        ("141000", "临汾市", "prefecture", "140000", "county"),
        ("141022", "翼城县", "county", "141000", "county"),
        ("141071", "示例开发区", "county", "141000", "zone"),
        ("410000", "河南省", "province", "", "county"),
        ("419001", "济源市", "county", "410000", "county"),
        ("441900", "东莞市", "prefecture", "440000", "county"),
        ("500000", "重庆市", "province", "", "county"),
        ("500229", "城口县", "county", "500000", "county"),
        ("810000", "香港特别行政区", "province", "", "county"),
    ]


def test_known_wrong_source_stops_the_script(script: ModuleType) -> None:
    with pytest.raises(SystemExit, match="141021"):
        script.check_anchors([("141021", "洪洞县", "county", "141000", "county", "", "", "")])


def test_committed_file_has_the_scripts_header(script: ModuleType) -> None:
    first = script.TARGET.read_text(encoding="utf-8").splitlines()[0]
    assert first == ",".join(script.HEADER)
