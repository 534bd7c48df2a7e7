"""A withdrawn file in differences and revisions, and what is known of a quarter that is only staged."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.warehouse.staged_rows import NOON, Staged, case, digest, held, observation, submission
from warehouse.difference.compare import compare, compare_times
from warehouse.difference.revisions import list_revisions
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home
from warehouse.known_state import open_known
from warehouse.publication import publish
from warehouse.submissions import find_submission
from warehouse.trace import trace_any

LATER = NOON + timedelta(days=7)
LAST = LATER + timedelta(days=7)
FIRST = submission("first", published_on=date(2024, 4, 3))
SECOND = submission("second", published_on=date(2024, 4, 20))
TOLD = "王某 2024-05-08: 来函作废 [w]"
ENDED = "李某 2024-05-15: 查明有效 [w]"
BACK = {**SECOND, "notes": ["gb18030", f"withdrawal ended: {ENDED}"]}
GONE = {**SECOND, "outcome": "withdrawn", "outcome_reason": "withdrawn", "outcome_detail": TOLD}
BOTH = Staged([FIRST, SECOND], [observation("first"), observation("second", value=14)])
ONE = Staged([FIRST, GONE], [observation("first")])
AGAIN = Staged([FIRST, BACK], [observation("first"), observation("second", value=14)])


def whys(found: object) -> list[tuple[object, ...]]:
    rows = [change.as_dict() for change in found.changes]  # type: ignore[attr-defined]
    return [(r["change"], r["old_value"], r["new_value"], r["why"], r["detail"]) for r in rows]


def test_a_fact_of_a_withdrawn_file_gives_way_for_that_reason_and_comes_back_for_the_other(home: Home) -> None:
    published = []
    for state, at in ((BOTH, NOON), (ONE, LATER), (AGAIN, LAST)):
        state.load(home, at=at)
        published.append(publish(home, at=at))
    first, second, third = (p.version for p in published if p)
    told = f"second.txt: {TOLD}"
    assert whys(compare(home, first, second)) == [("changed", 14, 12, "file_withdrawn", told)]
    assert whys(compare(home, second, third)) == [("changed", 12, 14, "file_restored", f"second.txt: {ENDED}")]
    assert whys(compare(home, first, third)) == []
    times = compare_times(home, NOON + timedelta(hours=1), LATER + timedelta(hours=1))
    assert [row[3] for row in whys(times)] == ["file_withdrawn"]


def test_decisions_of_a_withdrawn_list_are_withdrawn_for_that_reason(home: Home) -> None:
    Staged([FIRST, SECOND], [observation("first")], [case("second", 1), case("second", 2)]).load(home)
    one = publish(home, at=NOON)
    ONE.load(home, at=LATER)
    other = publish(home, at=LATER)
    assert one is not None
    assert other is not None
    rows = [change.as_dict() for change in compare(home, one.version, other.version).changes]
    assert [(r["change"], r["document_no"][-2:], r["why"]) for r in rows] == [
        ("withdrawn", "1号", "file_withdrawn"),
        ("withdrawn", "2号", "file_withdrawn"),
    ]


def test_a_file_that_moves_to_another_quarter_is_not_withdrawn(home: Home) -> None:
    BOTH.load(home)
    one = publish(home, at=NOON)
    moved = observation("second", quarter="2024Q2", value=14, period_end=date(2024, 6, 30))
    Staged([FIRST, {**SECOND, "quarter": "2024Q2"}], [observation("first"), moved]).load(
        home, "2024Q1", "2024Q2", at=LATER
    )
    other = publish(home, at=LATER)
    assert one is not None
    assert other is not None
    assert "file_withdrawn" not in {row[3] for row in whys(compare(home, one.version, other.version))}


def test_the_rows_of_a_staged_quarter_are_known_beside_the_publication(home: Home) -> None:
    BOTH.load(home)
    publish(home, at=NOON)
    waiting = observation("third", quarter="2024Q2")
    staged = Staged([submission("third", "2024Q2")], [waiting], quarantine=[held(waiting)])
    staged.write(home, "2024Q2")
    with open_known(home, ["2024Q2", "2024Q3"]) as connection:
        assert find_submission(connection, "third.txt")["submission_id"] == digest("third")
        assert find_submission(connection, "first.txt")["submission_id"] == digest("first")
        held_rows = connection.execute("select table_name, quarter from held_row order by all").fetchall()
        assert held_rows == [
            ("core.observation", "2024Q2"),
            ("quality.quarantine", "2024Q2"),
            ("raw.submission", "2024Q2"),
        ]
        (row,) = trace_any(connection, home, held(waiting)["quarantine_id"]).quarantine
        assert row["rule_id"] == "B01"
        standing = connection.execute("select count(*) from core.fact_enforcement where superseded_at is null")
        assert standing.fetchall() == [(1,)]
    with open_known(home) as connection, pytest.raises(UsageError, match="no submission"):
        find_submission(connection, "third.txt")


def test_a_row_that_is_published_too_is_the_publications(home: Home) -> None:
    BOTH.load(home)
    publish(home, at=NOON)
    Staged([{**FIRST, "title": "新"}, SECOND], [observation("first")]).write(home, "2024Q1")
    with open_known(home, ["2024Q1"]) as connection:
        assert connection.execute("select count(*) from held_row").fetchall() == [(0,)]
        assert find_submission(connection, "first.txt")["title"] is None


def test_rows_are_known_before_anything_is_published_and_nothing_at_all_is_told(home: Home) -> None:
    with pytest.raises(WarehouseError, match="nothing is published yet"), open_known(home, ["2024Q1"]):
        pass
    BOTH.write(home, "2024Q1")
    with open_known(home, ["2024Q1"]) as connection:
        assert find_submission(connection, "second.txt")["outcome"] == "read"


def test_a_fact_that_moves_to_another_file_with_an_equal_value_is_told_apart_from_changes(home: Home) -> None:
    equal = Staged([FIRST, SECOND], [observation("first"), observation("second")])
    equal.load(home, at=NOON)
    one = publish(home, at=NOON)
    ONE.load(home, at=LATER)
    other = publish(home, at=LATER)
    assert one is not None
    assert other is not None
    found = compare(home, one.version, other.version)
    assert (whys(found), found.counts()) == ([], {"added": 0, "changed": 0, "withdrawn": 0})
    (moved,) = found.moved
    assert (moved.row["old_submission_id"], moved.row["new_submission_id"]) == (digest("second"), digest("first"))
    assert (moved.row["old_value"], moved.row["new_value"], moved.why.code) == (12, 12, "file_withdrawn")
    assert [(r.value, r.why.code) for r in list_revisions(home, "990101", "penalty.suspension")] == [
        (12, "new_quarter"),
        (12, "file_withdrawn"),
    ]


def test_a_figure_corrected_to_an_equal_value_is_a_revision(home: Home) -> None:
    Staged([FIRST], [observation("first")]).load(home, at=NOON)
    Staged([FIRST], [{**observation("first"), "correction": "[k] set_value by 王某: 核实 (was 12)"}]).load(
        home, at=LATER
    )
    publish(home, at=LATER)
    assert [(r.value, r.known_since, r.why.code) for r in list_revisions(home, "990101", "penalty.suspension")] == [
        (12, NOON, "new_quarter"),
        (12, LATER, "our_correction"),
    ]


def test_a_newer_file_that_says_the_same_is_a_revision_by_another_source(home: Home) -> None:
    Staged([FIRST], [observation("first")]).load(home, at=NOON)
    Staged([FIRST, SECOND], [observation("first"), observation("second")]).load(home, at=LATER)
    publish(home, at=LATER)
    found = list_revisions(home, "990101", "penalty.suspension")
    assert (found[0].value, found[0].why.code) == (12, "new_quarter")
    assert {r.why.code for r in found[1:]} <= {"newer_statement", "other_source"}
