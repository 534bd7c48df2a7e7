"""What the office has filed again is not asked for a second time: its old file's receipt says what stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.receipt.test_receipt import judged_of
from tests.receipt.test_told_plainly import asked, finding
from tests.warehouse.staged_rows import NOON, Row, Staged, case, held, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.publication import open_publication, publish
from warehouse.receipt.judging import judge_submission
from warehouse.receipt.model import Judged
from warehouse.store import Warehouse

OWN = {"division_code": "990101"}
EARLY, LATE = date(2024, 4, 8), date(2024, 4, 20)
FIRST = submission("a", published_on=EARLY, **OWN)
SECOND = submission("b", published_on=LATE, is_correction=True, **OWN)
OLD, NEW = observation("a", value=12), observation("b", value=9, locator="chars 7-9")
TOLD = "贵单位已重报此数，已采用另一文件 b.txt 第7—9字 报 9"


@pytest.mark.parametrize(
    "state",
    [
        {"quarantine": [held(OLD, "S01", detail="penalty.suspension 12 | x")]},
        {"findings": [finding("H08", OLD["observation_id"], observed="penalty.suspension 12")]},
        {"review": True},
    ],
    ids=["held", "doubtful", "in review"],
)
def test_a_figure_that_was_filed_again_is_told_and_not_asked_for(home: Home, state: dict[str, Any]) -> None:
    old = {**OLD, "status": "review", "reason": "two_readings"} if state.get("review") else OLD
    rows = {name: value for name, value in state.items() if name != "review"}
    judged = judged_of(home, Staged([FIRST, SECOND], [old, NEW], **rows))
    (mark,) = judged.marks
    assert (asked(judged), judged.whole, mark.verdict) == ([], (), "overruled")
    assert mark.remarks[0].problem == TOLD
    assert len(mark.remarks) == 1 + 1


def test_of_a_broken_sum_only_what_was_not_filed_again_is_asked_for(home: Home) -> None:
    other = observation("a", 2, value=5, indicator_code="penalty.closure")
    rows = [held(row, "S01", detail="penalty.suspension 12; penalty.closure 5 | x") for row in (OLD, other)]
    judged = judged_of(home, Staged([FIRST, SECOND], [OLD, other, NEW], quarantine=rows))
    assert [place for place, _, _ in asked(judged)] == [other["locator"]]


@pytest.mark.parametrize("published_on", [EARLY, None])
def test_a_file_that_is_not_known_to_be_later_takes_nothing_back(home: Home, published_on: date | None) -> None:
    same = submission("b", published_on=published_on, **OWN)
    judged = judged_of(home, Staged([FIRST, same], [OLD, NEW], quarantine=[held(OLD)]))
    assert [mark.verdict for mark in judged.marks] == ["refused"]
    assert len(asked(judged)) == 1


def test_a_decision_that_was_listed_again_is_not_asked_for(home: Home) -> None:
    row, again = case("a", 1), case("b", 1, locator="csv!A9")
    waiting = {**held(OLD, "P28"), "subject_kind": "case", "subject_id": row["case_id"]}
    judged = judged_of(home, Staged([FIRST, SECOND], cases=[row, again], quarantine=[waiting]))
    assert asked(judged) == []
    assert judged.marks[0].remarks[0].problem == "贵单位已重报此数，已采用另一文件 b.txt csv!A9 报 50,000元"


def of_second(home: Home, second: Row) -> Judged:
    """The second file's receipt, after a person released the first one's figure."""
    Staged([FIRST, second], [OLD, NEW], quarantine=[held(OLD)]).load(home)
    with Warehouse.open(home) as warehouse:
        warehouse.release(held(OLD)["quarantine_id"], "电话核实", NOON + timedelta(hours=1))
    publish(home, at=NOON + timedelta(hours=2))
    with open_publication(home) as connection:
        return judge_submission(connection, second, (), load_catalogue(), "zh")


def test_a_correction_without_a_day_is_asked_for_its_day_where_a_release_stands_before_it(home: Home) -> None:
    ((place, problem, step),) = asked(of_second(home, {**SECOND, "published_on": None}))
    assert (place, "该数经人工放行" in problem) == ("chars 7-9", True)
    assert step.startswith("人工放行的数替代了贵单位的更正")


def test_one_with_a_day_stands(home: Home) -> None:
    judged = of_second(home, SECOND)
    assert asked(judged) == []
    assert [mark.verdict for mark in judged.marks] == ["accepted"]
