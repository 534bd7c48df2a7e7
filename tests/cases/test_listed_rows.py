"""A traced decision is shown with its own cells, under the heads of the columns that were read, the doubtful marked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines import large_lists
from pipelines.listed_rows import DOUBTED_FIELDS, show_listed_row
from pipelines.understanding import understand_archived
from tests.cases.case_tables import HEADER, make_row
from tests.cases.test_case_stream import write
from tests.extraction.test_json_lists import ROWS
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.evidence import ListedRow
from warehouse.home import Home
from warehouse.quarters import Quarter

WIDE = ["序号", *(f"备用{n}" for n in range(1, 12)), *HEADER]


def keep(home: Home, path: Path) -> str:
    """Read a file into a home; its id."""
    submission = Archive(home).put(path, path.name, Quarter(2024, 1), "folder", datetime(2024, 4, 2, tzinfo=UTC))
    understand_archived(home, submission, load_catalogue())
    return submission.sha256


def cells(shown: ListedRow | None) -> dict[str, tuple[str, str]]:
    assert shown is not None
    return {cell.field: (cell.head, cell.text) for cell in shown.cells}


@pytest.mark.parametrize("size", ["small", "large"])
def test_the_cells_of_a_wide_list_are_those_that_were_read(
    tmp_path: Path, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if size == "large":
        monkeypatch.setattr(large_lists, "LARGE_TEXT", 0)
        monkeypatch.setattr(large_lists, "LARGE_WORKBOOK", 0)
    rows = [["澄阳县2024年一季度行政处罚"], WIDE, *([str(n), *[""] * 11, *make_row(n)] for n in range(1, 40))]
    home = Home(tmp_path / "home")
    sha256 = keep(home, write(tmp_path / "澄阳县2024年一季度行政处罚.csv", rows))
    shown = show_listed_row(home, sha256, "csv!M35", DOUBTED_FIELDS["date_invalid"])
    found = cells(shown)
    assert found["document_no"] == ("行政处罚决定书文号", "（澄）应急罚〔2024〕33号")
    assert found["decision_date"][0] == "处罚决定日期"
    assert "fine" in found
    assert shown is not None
    assert [cell.field for cell in shown.cells if cell.is_doubted] == ["decision_date"]
    assert all(not cell.head.startswith("备用") for cell in shown.cells)
    assert show_listed_row(home, sha256, "csv!M2") is None
    assert show_listed_row(home, sha256, "chars 3-5") is None
    assert show_listed_row(home, sha256, "other!A5") is None


@pytest.mark.parametrize(
    ("value", "first"),
    [
        (ROWS, "$[1].行政相对人名称"),
        ({"code": 200, "data": {"total": 2, "rows": ROWS}}, "$.data.rows[1].行政相对人名称"),
    ],
    ids=["list", "wrapped"],
)
def test_a_decision_of_a_json_list_shows_its_keys_and_values(tmp_path: Path, value: object, first: str) -> None:
    path = tmp_path / "澄阳县2024年一季度行政处罚.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    home = Home(tmp_path / "home")
    sha256 = keep(home, path)
    submission = Archive(home).get(sha256)
    extraction = understand_archived(home, submission, load_catalogue()).extraction
    assert extraction is not None
    shown = show_listed_row(home, sha256, extraction.cases[1].locator, DOUBTED_FIELDS["P25"])
    assert cells(shown)["fine"] == ("罚款金额（元）", "20000")
    assert cells(shown)["document_no"] == ("行政处罚决定书文号", "（澄阳）应急罚〔2024〕2号")
    assert shown is not None
    assert shown.cells[0].place == first
    assert {cell.field for cell in shown.cells if cell.is_doubted} == {"fine", "kind", "content"}


def test_a_sheet_that_goes_on_with_the_list_before_it_is_shown_under_the_heads_of_that_list(tmp_path: Path) -> None:
    from warehouse.evidence import write_evidence

    rows = [list(HEADER), *(make_row(n) for n in range(1, 6))]
    home = Home(tmp_path / "home")
    parts = [
        {"kind": "table", "locator": "一", "rows": rows},
        {"kind": "table", "locator": "二", "rows": [make_row(n) for n in range(6, 9)]},
    ]
    write_evidence(home, "ab" * 32, parts)
    assert cells(show_listed_row(home, "ab" * 32, "二!A2"))["document_no"] == (
        "行政处罚决定书文号",
        "（澄）应急罚〔2024〕7号",
    )
