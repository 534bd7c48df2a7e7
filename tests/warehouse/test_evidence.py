"""Any locator is shown in its context, and a place that does not exist shows nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.reading.evidence import evidence_parts
from pipelines.reading.model import Cell, Reading, Table, TextBlock, Tree
from warehouse.errors import WarehouseError
from warehouse.evidence import Grid, Leaf, Passage, evidence_path, show_evidence, write_evidence
from warehouse.home import Home

SHA = "ab" * 32


@pytest.fixture
def home(tmp_path: Path) -> Home:
    grid = tuple(tuple(Cell(f"{chr(65 + c)}{r}") for c in range(30)) for r in range(1, 41))
    reading = Reading(
        "sample.txt",
        SHA,
        "txt",
        "utf-8",
        (
            TextBlock("", "澄阳县一季度罚款12.5万元，同比下降。"),
            TextBlock("para 3", "共检查30家"),
            Table("执法!统计", grid),
            Tree(
                "$", {"数据": [{"罚款": Decimal("1.5"), "起数": Decimal(3)}], "一.总体[表]": {"检查.数": [Decimal(7)]}}
            ),
        ),
    )
    home = Home(tmp_path)
    write_evidence(home, SHA, evidence_parts(reading))
    return home


def test_a_character_span_is_shown_between_its_neighbours(home: Home) -> None:
    assert show_evidence(home, SHA, "chars 7-14") == Passage(
        "chars 7-14", "澄阳县一季度罚", "款12.5万元", "，同比下降。"
    )


def test_a_span_of_a_paragraph_counts_from_the_paragraph(home: Home) -> None:
    shown = show_evidence(home, SHA, "para 3 chars 3-6")
    assert isinstance(shown, Passage)
    assert shown.marked == "30家"


def test_a_cell_is_shown_with_the_table_s_head_and_its_surroundings(home: Home) -> None:
    shown = show_evidence(home, SHA, "执法!统计!Z30")
    assert isinstance(shown, Grid)
    i, j = shown.marked
    assert shown.rows[i][j] == "Z30"
    assert shown.row_numbers[:5] == (1, 2, 3, 4, 5)
    assert (shown.row_numbers[i], shown.column_names[j]) == (30, "Z")
    assert shown.column_names[:2] == ("A", "B")


def test_a_json_leaf_is_shown_in_its_object(home: Home) -> None:
    shown = show_evidence(home, SHA, "$.数据[0].罚款")
    assert isinstance(shown, Leaf)
    assert shown.marked == "1.5"
    assert '"起数": 3' in shown.parent


def test_a_json_leaf_is_found_below_keys_with_dots_and_brackets(home: Home) -> None:
    shown = show_evidence(home, SHA, "$.一.总体[表].检查.数[0]")
    assert isinstance(shown, Leaf)
    assert (shown.marked, shown.parent) == ("7", "[\n  7\n]")


@pytest.mark.parametrize(
    "locator",
    [
        "chars 7-9999",
        "para 9 chars 0-1",
        "执法!A1",
        "执法!统计!A99",
        "执法!统计!A0",
        "执法!统计!ZZ1",
        "$.数据[4].罚款",
        "$.数据[0].罚款[0]",
        "somewhere",
    ],
)
def test_a_place_that_does_not_exist_shows_nothing(home: Home, locator: str) -> None:
    assert show_evidence(home, SHA, locator) is None


def test_a_damaged_file_is_a_stated_problem(home: Home) -> None:
    evidence_path(home, SHA).write_bytes(b"\x1f\x8b broken")
    with pytest.raises(WarehouseError, match="damaged"):
        show_evidence(home, SHA, "chars 0-1")
