"""The context of a text without tables is its own: the first county of a list is not the reporting office."""

from __future__ import annotations

from pathlib import Path

from pipelines.extraction.extract import extract_reading
from pipelines.reading.read import read_file
from warehouse.catalogue.loader import load_catalogue

TEXT = (
    "全盟1-10月安全生产情况\n2020年1-10月,全盟共发生事故27起。\n按地区划分:澄阳县发生12起;渡川县发生6起。全盟死亡25人。"
)


def test_whole_area_without_a_name_is_not_given_to_the_first_county_named(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    found = extract_reading(read_file(path), load_catalogue()).observations
    assert [(o.place, int(o.value), o.reason) for o in found] == [
        (None, 27, "place_unknown"),
        ("澄阳县", 12, None),
        ("渡川县", 6, None),
        (None, 25, "place_unknown"),
    ]
