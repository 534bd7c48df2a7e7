"""The sample province is fictional: no name and no code of it is a real division's."""

from __future__ import annotations

import csv

from warehouse.catalogue.division_names import bare_name, former_names
from warehouse.catalogue.loader import DATA, load_catalogue


def read_names(file: str) -> dict[str, str]:
    with (DATA / file).open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream)}


def forms(name: str) -> set[str]:
    return {form for form in (name, bare_name(name), *former_names(name, "county")) if form}


def test_no_sample_name_is_a_real_name() -> None:
    real = {
        form
        for file in ("divisions.csv", "divisions_overlay.csv")
        for n in read_names(file).values()
        for form in forms(n)
    }
    assert "翼城" in real
    clashes = {name for name in read_names("sample_divisions.csv").values() if forms(name) & real}
    assert clashes == set()


def test_sample_has_one_province_three_prefectures_and_eight_counties_each() -> None:
    index = load_catalogue().divisions
    assert [d.name for d in index.children("990000")] == ["澄川市", "砚岭市", "泊江市"]
    assert [len(index.children(code)) for code in ("990100", "990200", "990300")] == [8, 8, 8]


def test_sample_codes_lie_outside_the_official_ones() -> None:
    assert all(code.startswith("99") for code in read_names("sample_divisions.csv"))
    assert not any(code.startswith("99") for code in read_names("divisions.csv"))
