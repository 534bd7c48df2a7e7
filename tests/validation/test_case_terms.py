"""Decisions outside the quarter that a list was given for, where the list itself states no period."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from pipelines.validation.case_terms import TERMS, find_given_terms, keep_headings
from pipelines.validation.cases import judge_cases
from pipelines.validation.documents import Document
from tests.validation.test_case_verdicts import RULES, case
from warehouse.quarters import Quarter

QUARTER = Quarter(2024, 2)
HEADER = "行政相对人名称 行政处罚决定书文号 罚款金额（元） 处罚决定日期"


def terms_of(
    lines: tuple[str, ...], *, name: str = "清单.csv", title: str | None = None, basis: str = "command"
) -> bool:
    """Whether a file counts for the quarter that it was given for."""
    row = {"submission_id": "s", "quarter_basis": basis, "title": title, "file_name": name}
    kept: dict[str, tuple[str, ...]] = {}
    assert list(keep_headings([Document("s", None, lines)], kept))
    return find_given_terms(pl.DataFrame([row]), kept, QUARTER).height == 1


@pytest.mark.parametrize("basis", ["command", "folder"])
def test_a_list_without_a_period_counts_for_the_quarter_that_a_person_gave(basis: str) -> None:
    assert terms_of((HEADER, "甲厂 (示)应急罚〔2024〕1号 20000 2024年4月"), basis=basis)
    assert terms_of(("行政处罚信息公示", HEADER), basis=basis)


@pytest.mark.parametrize("basis", ["text", "arrival"])
def test_a_quarter_that_nobody_gave_is_no_term(basis: str) -> None:
    assert not terms_of((HEADER,), basis=basis)


def test_a_list_that_states_its_period_is_judged_by_it_alone() -> None:
    assert not terms_of(("2024年上半年行政处罚信息公示", HEADER))
    assert not terms_of((HEADER,), name="示例县2024年1-6月.csv")
    assert not terms_of((HEADER,), title="示例县2023年行政处罚清单")
    assert not terms_of(())


def outside(*days: str | None, correction: int = -1) -> list[int]:
    """The rows of a list given for the second quarter of 2024 that are held back."""
    rows = [
        case(str(n), submission_id="s", document_no=f"(示)应急罚〔2024〕{n}号", party=f"{n}厂",
             decision_date=date.fromisoformat(day) if day else None, status="superseded" if n == correction else "accepted")
        for n, day in enumerate(days)
    ]  # fmt: skip
    terms = pl.DataFrame([{"submission_id": "s", "first_day": QUARTER.start, "last_day": QUARTER.end}], schema=TERMS)
    verdicts = judge_cases(pl.DataFrame(rows, infer_schema_length=None), RULES, QUARTER, terms=terms)
    assert {(r["rule_id"], r["reason"]) for r in verdicts.quarantine} <= {("P27", "date_out_of_period")}
    told = [f["subject_ids"] for f in verdicts.findings if f["outcome"] == "broken"]
    held = sorted(int(r["subject_id"]) for r in verdicts.quarantine)
    assert sorted(int(i) for ids in told for i in ids) == held
    return held


def test_a_decision_before_or_after_the_quarter_is_held_and_the_first_and_last_day_are_not() -> None:
    assert outside("2024-04-01", "2024-06-30", "2024-03-31", "2024-07-01", "2024-05-02", None) == [2, 3]


def test_a_list_that_runs_on_since_january_counts_for_the_year_up_to_the_quarters_end() -> None:
    assert outside("2024-01-02", "2024-02-09", "2024-03-31", "2024-05-02", "2023-12-31", "2024-07-01") == [4, 5]


def test_a_list_of_another_year_is_held_whole() -> None:
    assert outside("2023-04-01", "2023-05-01") == [0, 1]


def test_what_is_superseded_is_neither_counted_nor_told() -> None:
    assert outside("2024-04-01", "2023-05-01", correction=1) == []
