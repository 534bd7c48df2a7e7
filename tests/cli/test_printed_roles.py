"""What ``redline extract`` prints of past values: the base of a from-to and last year's value, each named as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.cli.reading import figures_of
from pipelines.extraction.extract import extract_reading
from pipelines.reading.read import read_file
from warehouse.catalogue.loader import load_catalogue

TEXT = "鹿溪县2023年执法情况\n罚款由120万元增加到180万元。立案60件(2022年同期立案50件)。明年计划检查企业80家。"


@pytest.fixture
def printed(tmp_path: Path) -> list[tuple[object, object, object]]:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    reading = read_file(path)
    rows = figures_of(reading, extract_reading(reading, load_catalogue()))
    return [(row["indicator"], row["role"], row["reference"]) for row in rows]


def test_base_and_last_year_are_printed_as_such_and_aims_are_not(printed: list[tuple[object, object, object]]) -> None:
    assert printed == [
        ("penalty.fine_amount", "base_year", "base_year"),
        ("penalty.fine_amount", "observed", None),
        ("penalty.case_filed", "observed", None),
        ("penalty.case_filed", "prior_year", "prior_year"),
    ]
