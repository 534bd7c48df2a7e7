"""What the withdrawal of a whole file does to its rows, and what it leaves alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipelines.corrections.applying import find_row
from pipelines.corrections.ledger import mark_corrections, standing_withdrawals, write_decisions
from pipelines.corrections.model import Correction, withdraw_submission
from pipelines.corrections.reading import read_entries
from pipelines.corrections.verdicts import judge_ledger
from pipelines.corrections.withdrawing import end_withdrawal, make_withdrawal
from tests.warehouse.staged_rows import NOON, Staged, ask, case, digest, held, observation, submission
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.store import Warehouse

AT = datetime(2024, 6, 1, tzinfo=UTC)
STATES = (
    "select division_code, quarter, state, submission_ids from core.coverage"
    " where superseded_at is null and state <> 'missing' order by all"
)


def entry(of: str, **changes: str) -> Correction:
    said = {"entry_id": "w", "reason": "来函作废", "who": "王某", "where": "c.yaml:2", **changes}
    return withdraw_submission(digest(of), said.pop("entry_id"), **said)


def withdrawn(name: str, quarter: str = "2024Q1", **changes: object) -> dict[str, object]:
    return submission(name, quarter, outcome="withdrawn", outcome_reason="withdrawn", **changes)


def test_the_last_standing_withdrawal_of_a_file_is_the_one_that_is_told(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_decisions(home, [entry("a"), entry("a", entry_id="v", reason="重复")], AT)
    (found,) = standing_withdrawals(home).values()
    assert found.correction.reason == "重复"
    assert mark_corrections(home, [digest("a")]) != []
    ended = end_withdrawal(home, submission("a"), "查明有效", "李某")
    assert [(e.id, e.status, e.who, e.reason) for e in ended] == [
        ("w", "retired", "李某", "查明有效"),
        ("v", "retired", "李某", "查明有效"),
    ]
    write_decisions(home, ended, AT)
    assert standing_withdrawals(home) == {}
    assert mark_corrections(home, [digest("a")]) == []
    with pytest.raises(UsageError, match="not withdrawn"):
        end_withdrawal(home, submission("a"), "查明有效", "李某")


def test_a_file_is_withdrawn_once_and_with_a_name_and_a_reason(tmp_path: Path) -> None:
    home = Home(tmp_path)
    made = make_withdrawal(home, submission("a"), "  来函 作废\n", "王某")
    assert (made.reason, made.kind, made.target_id) == ("来函 作废", "submission", digest("a"))
    write_decisions(home, [made], AT)
    with pytest.raises(UsageError, match="withdrawn already by 王某: 来函 作废"):
        make_withdrawal(home, submission("a"), "再次", "李某")
    for why, who in ((" ", "王某"), ("作废", ""), ("长" * 501, "王某")):
        with pytest.raises(UsageError):
            make_withdrawal(home, submission("b"), why, who)


def test_an_entry_of_a_whole_file_names_no_place_and_no_value(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    good = "- {id: a, submission: a.txt, action: withdraw, reason: r, who: w}\n"
    path.write_text(good, encoding="utf-8")
    (found,), problems = read_entries(path)
    assert (problems, found.is_whole) == ((), True)
    for added in ("expect: 3", "of: penalty.fine_amount", "field: fine_yuan"):
        path.write_text(good.replace("reason", f"{added}, reason"), encoding="utf-8")
        (problem,) = read_entries(path)[1]
        assert "goes with a place in the file" in problem
    path.write_text(good.replace("reason", "locator: chars 1-2, reason"), encoding="utf-8")
    assert "no expect" in read_entries(path)[1][0]
    path.write_text(good.replace("action: withdraw", "action: accept, expect: 1"), encoding="utf-8")
    assert "no locator" in read_entries(path)[1][0]


def test_a_whole_file_is_no_row_and_entries_about_its_rows_wait_untold(tmp_path: Path) -> None:
    figure = {**observation("a"), "reason": None}
    assert find_row(entry("a"), {figure["observation_id"]: figure}, "observation_id") is None
    decision = {**case("a"), "locator": ""}
    assert find_row(entry("a"), {decision["case_id"]: decision}, "case_id") is None
    home = Home(tmp_path)
    about_row = Correction(
        id="f", kind="observation", target_id=figure["observation_id"], submission_id=digest("a"),
        locator=figure["locator"], indicator="penalty.suspension", action="set_value", field="value", value="3",
        expect="12", reason="r", who="w", status="active", where="c.yaml:9",
    )  # fmt: skip
    write_decisions(home, [entry("a"), about_row], AT)
    Staged([withdrawn("a")]).write(home, "2024Q1")
    assert judge_ledger(home, Quarter(2024, 1)).findings == []
    Staged([submission("a")]).write(home, "2024Q1")
    assert judge_ledger(home, Quarter(2024, 1)).findings == [], "the ledger decides, whatever is staged of it"


def test_what_a_person_released_comes_back_released_with_its_file(tmp_path: Path) -> None:
    home = Home(tmp_path)
    figure = observation("a")
    whole = Staged([submission("a")], [figure], quarantine=[held(figure)])
    whole.load(home)
    release = "select state from quality.quarantine where superseded_at is null"
    facts = "select count(*) from core.fact_enforcement where superseded_at is null"
    with Warehouse.open(home) as warehouse:
        warehouse.release(held(figure)["quarantine_id"], "电话核实", NOON + timedelta(hours=1))
    assert (ask(home, release), ask(home, facts)) == ([("released",)], [(1,)])
    Staged([withdrawn("a")]).load(home, at=NOON + timedelta(hours=2))
    assert (ask(home, release), ask(home, facts)) == ([], [(0,)])
    whole.load(home, at=NOON + timedelta(hours=3))
    assert (ask(home, release), ask(home, facts)) == ([("released",)], [(1,)])


def test_a_county_is_withdrawn_only_where_no_other_file_of_it_stands(tmp_path: Path) -> None:
    home = Home(tmp_path)
    files = [
        submission("a"),
        withdrawn("b"),
        withdrawn("c", division_code="990102"),
        withdrawn("unknown", division_code=None),
    ]
    Staged(files).load(home)
    assert ask(home, STATES) == [
        ("990101", "2024Q1", "reported", [digest("a")]),
        ("990102", "2024Q1", "withdrawn", []),
    ]
    assert ask(home, "select count(*) from core.coverage where superseded_at is null") == [(8,)]


def test_a_withdrawn_file_makes_nobody_due(tmp_path: Path) -> None:
    home = Home(tmp_path)
    files = [submission("a"), withdrawn("old", "2019Q1"), withdrawn("else", division_code="990201")]
    Staged(files).load(home, "2019Q1", "2024Q1")
    assert ask(home, STATES) == [
        ("990101", "2019Q1", "withdrawn", []),
        ("990101", "2024Q1", "reported", [digest("a")]),
    ], "neither is the stranger due whose only file is void, nor does it lower anybody's share"
    quarters = "select quarter, count(*) from core.coverage where superseded_at is null group by 1 order by 1"
    assert ask(home, quarters) == [("2019Q1", 1), ("2024Q1", 8)]


def test_a_withdrawn_county_has_neither_lateness_nor_completeness(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = [submission("p", "2023Q4")], [observation("p", quarter="2023Q4", period_end=date(2023, 12, 31))]
    Staged([*first[0], withdrawn("a", published_on=date(2024, 6, 30))], first[1]).load(home, "2023Q4", "2024Q1")
    found = ask(
        home,
        "select state, submission_count, first_published_on, days_late, answered_count, completeness"
        " from marts.mart_coverage where division_code = '990101' and quarter = '2024Q1'",
    )
    assert found == [("withdrawn", 0, None, None, None, None)]
