"""What a text decides: a proposal and a waiver are no decisions."""

from __future__ import annotations

import pytest

from pipelines.extraction.cases.engine import extract_cases
from tests.cases.case_tables import make_row, make_table


@pytest.mark.parametrize("content", ["拟罚款2万元", "经研究，拟对该公司处以罚款2万元", "不予行政处罚", "免予处罚"])
def test_a_text_that_decides_nothing_keeps_its_row_back(content: str) -> None:
    (found,) = extract_cases([make_table(make_row(1, content=content, fine="2"))])
    assert found.status == "quarantined"
    assert "amount_conflicts_with_content" in found.reasons


@pytest.mark.parametrize("content", ["处罚款2万元", "决定给予罚款2万元的行政处罚", "警告，并处罚款2万元"])
def test_a_text_that_decides_is_kept(content: str) -> None:
    (found,) = extract_cases([make_table(make_row(1, content=content, fine="2"))])
    assert (found.status, found.fine_yuan) == ("accepted", 20000)
