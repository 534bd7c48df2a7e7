"""What a text decides: a proposal and a waiver are no decisions."""

from __future__ import annotations

import pytest

from pipelines.extraction.cases.engine import extract_cases
from tests.cases.case_tables import HEADER, make_row, make_table


@pytest.mark.parametrize("content", ["拟罚款2万元", "经研究，拟对该公司处以罚款2万元", "不予行政处罚", "免予处罚"])
def test_a_text_that_decides_nothing_keeps_its_row_back(content: str) -> None:
    (found,) = extract_cases([make_table(make_row(1, content=content, fine="2"))])
    assert found.status == "quarantined"
    assert "amount_conflicts_with_content" in found.reasons


@pytest.mark.parametrize("content", ["处罚款2万元", "决定给予罚款2万元的行政处罚", "警告，并处罚款2万元"])
def test_a_text_that_decides_is_kept(content: str) -> None:
    (found,) = extract_cases([make_table(make_row(1, content=content, fine="2"))])
    assert (found.status, found.fine_yuan) == ("accepted", 20000)


def test_two_columns_of_one_sum_are_not_settled_by_the_first() -> None:
    header = (*HEADER, "罚款金额（元）")
    rows = [(*make_row(number, content="给予行政处罚", kind="罚款", fine="2"), "30000") for number in (1, 2)]
    found = extract_cases([make_table(*rows, header=header)])
    assert {(case.status, case.reasons) for case in found} == {("quarantined", ("unit_unknown",))}
