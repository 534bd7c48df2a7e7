"""The ledger keeps every decision, and changes its own target's row and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipelines.corrections.applying import apply_corrections
from pipelines.corrections.ledger import (
    ledger_path,
    mark_corrections,
    read_decisions,
    standing_corrections,
    write_decisions,
)
from pipelines.corrections.model import Correction, parse_field
from pipelines.corrections.verdicts import judge_ledger
from tests.warehouse.staged_rows import Staged, case, observation, submission
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter

AT = datetime(2024, 6, 1, tzinfo=UTC)
FIGURE = {**observation("a", 1, value=12), "reason": None}
CASE = case("a", 1, status="quarantined", reasons=["date_invalid"], decision_date=None)


def entry(**changes: Any) -> Correction:
    made = Correction(
        id="c1",
        kind="observation",
        target_id=FIGURE["observation_id"],
        submission_id=FIGURE["submission_id"],
        locator=FIGURE["locator"],
        indicator=FIGURE["indicator_code"],
        action="set_value",
        field="value",
        value="21",
        expect="12",
        reason="电话核实",
        who="王某",
        status="active",
        where="c.yaml:2",
    )
    return replace(made, **changes)


def case_entry(**changes: Any) -> Correction:
    own = {
        "kind": "case",
        "target_id": CASE["case_id"],
        "locator": CASE["locator"],
        "indicator": None,
        "field": "decision_date",
        "value": "2024-02-20",
        "expect": None,
    }
    return entry(**{**own, **changes})


def applied(row: dict[str, Any], *entries: Correction) -> dict[str, Any]:
    (result,) = apply_corrections([row], entries, "observation_id")
    return result


def test_a_set_value_replaces_the_value_and_says_what_it_was() -> None:
    row = applied(FIGURE, entry())
    assert (row["value"], row["raw"]) == (Decimal(21), "12家")
    assert row["correction"] == "[c1] set_value by 王某: 电话核实 (was 12)"
    assert "correction" not in FIGURE


def test_only_the_target_is_changed_though_another_file_says_the_same() -> None:
    twin = {**observation("b", 1, value=12), "reason": None}
    rows = apply_corrections([FIGURE, twin], [entry()], "observation_id")
    assert [row["value"] for row in rows] == [21, 12]
    assert rows[1] == twin


def test_an_entry_whose_source_was_mended_is_not_applied() -> None:
    mended = {**FIGURE, "value": Decimal(21)}
    assert applied(mended, entry()) == mended
    moved = {**FIGURE, "observation_id": "another", "value": Decimal(22)}
    assert applied(moved, entry()) == moved


def test_a_target_with_another_id_is_found_by_its_place_and_indicator() -> None:
    moved = {**FIGURE, "observation_id": "another"}
    assert applied(moved, entry())["value"] == 21
    assert applied({**moved, "locator": "chars 99-100"}, entry())["value"] == 12
    assert applied({**moved, "submission_id": "f" * 64}, entry())["value"] == 12


def test_a_stated_value_settles_doubts_about_the_value_and_no_others() -> None:
    damaged = {**FIGURE, "status": "review", "reason": "damaged_number"}
    placeless = {**FIGURE, "status": "review", "reason": "place_unknown"}
    assert (applied(damaged, entry())["status"], applied(damaged, entry())["reason"]) == ("accepted", None)
    assert (applied(placeless, entry())["status"], applied(placeless, entry())["value"]) == ("review", 21)


UNDATED = {
    **FIGURE, "status": "review", "reason": "period_unknown",
    "period_start": None, "period_end": None, "period_kind": None, "period_basis": "submission",
}  # fmt: skip
ACCEPT = entry(action="accept", value=None)


def test_an_accept_without_a_period_leaves_a_figure_without_one_in_review() -> None:
    assert applied(UNDATED, ACCEPT) == UNDATED


def test_an_accept_gives_the_period_that_it_states_and_no_other() -> None:
    row = applied(UNDATED, replace(ACCEPT, period="2024-03-01..2024-03-31"))
    assert (row["status"], row["reason"]) == ("accepted", None)
    assert [row[f"period_{part}"] for part in ("start", "end", "kind", "basis")] == [
        date(2024, 3, 1), date(2024, 3, 31), "month", "derived",
    ]  # fmt: skip
    assert row["correction"] == "[c1] accept by 王某: 电话核实 (period 2024-03-01..2024-03-31)"


def test_a_period_that_the_file_prints_by_now_is_not_replaced() -> None:
    row = applied(
        {**FIGURE, "status": "review", "reason": "role_unclear"}, replace(ACCEPT, period="2024-03-01..2024-03-31")
    )
    assert (row["period_start"], row["status"]) == (FIGURE["period_start"], "accepted")


def test_a_ledger_of_before_periods_is_read(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_decisions(home, [ACCEPT], AT)
    path = ledger_path(home)
    path.write_text(path.read_text("utf-8").replace(', "period": null', ""), encoding="utf-8")
    assert standing_corrections(home) == (ACCEPT,)
    assert write_decisions(home, [ACCEPT], AT) == ()


def test_set_indicator_and_accept_may_follow_each_other() -> None:
    doubtful = {**FIGURE, "status": "review", "reason": "role_unclear"}
    renamed = entry(action="set_indicator", value="penalty.closure")
    row = applied(doubtful, renamed, entry(id="c2", action="accept", value=None))
    assert (row["indicator_code"], row["status"], row["reason"]) == ("penalty.closure", "accepted", None)
    assert row["correction"] == (
        "[c1] set_indicator by 王某: 电话核实 (was penalty.suspension); [c2] accept by 王某: 电话核实"
    )


def test_a_date_put_right_lets_a_decision_in_and_another_reason_keeps_it_out() -> None:
    (row,) = apply_corrections([CASE], [case_entry()], "case_id")
    assert (row["decision_date"], row["status"], row["reasons"]) == (date(2024, 2, 20), "accepted", [])
    other = {**CASE, "reasons": ["date_invalid", "kind_unknown"]}
    (row,) = apply_corrections([other], [case_entry()], "case_id")
    assert (row["status"], row["reasons"]) == ("quarantined", ["kind_unknown"])


def test_a_case_entry_never_touches_a_figure() -> None:
    assert applied(FIGURE, case_entry(target_id=FIGURE["observation_id"])) == FIGURE


def test_every_decision_is_kept_and_the_last_of_an_id_stands(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first, second = entry(), entry(value="22", reason="再次核实")
    assert [d.sequence for d in write_decisions(home, [first], AT)] == [1]
    assert write_decisions(home, [replace(first, where="other.yaml:9")], AT) == ()
    assert [d.sequence for d in write_decisions(home, [second], AT)] == [2]
    assert [d.correction for d in read_decisions(home)] == [first, second]
    assert standing_corrections(home) == (second,)
    write_decisions(home, [replace(second, status="retired")], AT)
    assert standing_corrections(home) == ()
    assert len(read_decisions(home)) == 3


def test_a_quarters_mark_changes_only_with_entries_about_its_files(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert mark_corrections(home, [FIGURE["submission_id"]]) == []
    write_decisions(home, [entry()], AT)
    assert mark_corrections(home, ["f" * 64]) == []
    before = mark_corrections(home, [FIGURE["submission_id"]])
    write_decisions(home, [entry(value="22")], AT)
    assert before != mark_corrections(home, [FIGURE["submission_id"]]) != []


def test_a_damaged_ledger_is_told_with_its_line(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_decisions(home, [entry()], AT)
    with ledger_path(home).open("a", encoding="utf-8") as out:
        out.write("{half\n")
    with pytest.raises(WarehouseError, match=r"ledger\.jsonl:2: the corrections ledger is damaged"):
        read_decisions(home)


@pytest.mark.parametrize("text", ["12家", "1e30", "NaN", "0.0000001", "1,200", ""])
def test_what_is_no_plain_number_is_no_value(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        parse_field("value", text)


@pytest.mark.parametrize("text", ["-1", "0.001"])
def test_money_has_no_sign_and_two_decimals(text: str) -> None:
    with pytest.raises(ValueError, match=r"below zero|decimals"):
        parse_field("fine_yuan", text)


def staged_quarter(home: Home, second: dict[str, Any], **about_second: Any) -> list[dict[str, Any]]:
    """What the ledger says of a quarter in which another file states the same subject."""
    write_decisions(home, [entry()], AT)
    rows = apply_corrections([FIGURE, second], standing_corrections(home), "observation_id")
    files = [submission("a", published_on=date(2024, 4, 3)), submission("b", **about_second)]
    Staged(submissions=files, observations=rows).write(home, "2024Q1")
    return judge_ledger(home, Quarter(2024, 1)).findings


@pytest.mark.parametrize(
    ("value", "about", "told"),
    [
        (21, {"published_on": date(2024, 4, 20)}, ["correction c1 (c.yaml:2) is overtaken: b.txt reads 21, not 12"]),
        (22, {"is_correction": True}, ["correction c1 (c.yaml:2) is overtaken: b.txt reads 22, not 12"]),
        (12, {"published_on": date(2024, 4, 20)}, []),
        (21, {"published_on": date(2024, 4, 1)}, []),
        (21, {"published_on": None}, []),
    ],
)
def test_an_entry_is_overtaken_once_a_newer_file_states_otherwise(
    value: int, about: dict[str, Any], told: list[str], tmp_path: Path
) -> None:
    second = {**observation("b", 1, value=value), "reason": None}
    assert [finding["message"] for finding in staged_quarter(Home(tmp_path), second, **about)] == told


def test_a_newer_file_about_something_else_overtakes_nothing(tmp_path: Path) -> None:
    second = {**observation("b", 1, value=21, sector_code="fireworks"), "reason": None}
    assert staged_quarter(Home(tmp_path), second, published_on=date(2024, 4, 20)) == []
