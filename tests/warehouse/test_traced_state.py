"""A trace says first what became of a figure: the fact, or kept out by what and since when, and what stands instead."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.warehouse.staged_rows import NOON, Row, Staged, case, held, observation, submission
from warehouse.home import Home
from warehouse.publication import open_publication, publish
from warehouse.store import Warehouse
from warehouse.trace import trace_any
from warehouse.traced_state import TracedState

DAY = timedelta(days=1)
THEN = NOON.replace(tzinfo=None)
FORM = {"method": "table", "locator": "表!B3"}


def state_of(home: Home, row: Row) -> TracedState:
    publish(home, at=NOON + 9 * DAY)
    with open_publication(home) as connection:
        return trace_any(connection, home, row.get("observation_id") or row["case_id"]).state


def told(state: TracedState) -> tuple[str, datetime | None, str | None]:
    return state.state, state.since, state.reason


def instead(state: TracedState) -> list[tuple[Any, ...]]:
    return [(other["file_name"], other["locator"], other["value"]) for other in state.instead]


def test_a_figure_that_stands_is_told_as_the_fact(home: Home) -> None:
    Staged([submission("a")], [observation("a")]).load(home)
    state = state_of(home, observation("a"))
    assert (told(state), state.holds, state.instead) == (("fact", THEN, None), (), ())


def test_a_held_figure_names_rule_reason_and_day_and_the_file_whose_value_stands_instead(home: Home) -> None:
    own, other = observation("a", value=1200, **FORM), observation("b", value=12)
    staged = Staged([submission("a"), submission("b")], [own, other], quarantine=[held(own, "P19", detail="once")])
    staged.load(home)
    staged.quarantine = [held(own, "P19", detail="in other words")]
    staged.load(home, at=NOON + DAY)
    state = state_of(home, own)
    assert told(state) == ("held", THEN, "rule_error")
    assert [(h.rule_id, h.detail, h.since) for h in state.holds] == [("P19", "in other words", THEN)]
    assert instead(state) == [("b.txt", "chars 10-13", Decimal(12))]
    assert state_of(home, other).state == "fact"


def test_a_hold_that_ended_and_came_again_is_as_old_as_its_last_coming(home: Home) -> None:
    own = observation("a")
    for day, rows in enumerate(([held(own)], [], [held(own)])):
        Staged([submission("a")], [own], quarantine=rows).load(home, at=NOON + day * DAY)
    assert told(state_of(home, own)) == ("held", THEN + 2 * DAY, "rule_error")


def test_a_figure_in_review_tells_its_doubt(home: Home) -> None:
    own = observation("a", status="review", reason="unit_unknown")
    Staged([submission("a")], [own]).load(home)
    state = state_of(home, own)
    assert told(state) == ("review", THEN, "unit_unknown")
    assert [hold.rule_id for hold in state.holds] == [None]


def test_a_figure_that_another_source_outranks_is_no_fact(home: Home) -> None:
    Staged([submission("a"), submission("b")], [observation("a"), observation("b", value=13, **FORM)]).load(home)
    state = state_of(home, observation("a"))
    assert (state.state, instead(state)) == ("another_stands", [("b.txt", "表!B3", Decimal(13))])


def test_a_target_is_no_result(home: Home) -> None:
    own = observation("a", role="target")
    Staged([submission("a")], [own]).load(home)
    assert told(state_of(home, own)) == ("not_observed", THEN, "target")


def test_a_figure_that_its_file_no_longer_reads_as_is_told(home: Home) -> None:
    Staged([submission("a")], [observation("a"), observation("a", 2, indicator_code="hazard.found")]).load(home)
    Staged([submission("a")], [observation("a", 2, indicator_code="hazard.found")]).load(home, at=NOON + DAY)
    assert told(state_of(home, observation("a"))) == ("not_read", THEN + DAY, None)


def test_a_figure_of_a_withdrawn_file_says_so_with_the_reason_and_what_stands_instead(home: Home) -> None:
    Staged([submission("a"), submission("b")], [observation("a", **FORM), observation("b", value=13)]).load(home)
    gone = submission("a", outcome="withdrawn", outcome_reason="withdrawn", outcome_detail="作废（王某）")
    Staged([gone, submission("b")], [observation("b", value=13)]).load(home, at=NOON + DAY)
    state = state_of(home, observation("a"))
    assert told(state) == ("file_withdrawn", THEN + DAY, "作废（王某）")
    assert instead(state) == [("b.txt", "chars 10-13", Decimal(13))]


def test_a_released_figure_is_a_fact_again_and_no_longer_told_as_held(home: Home) -> None:
    own = observation("a", status="review", reason="unit_unknown")
    Staged([submission("a")], [own], quarantine=[held(own)]).load(home)
    with Warehouse.open(home) as warehouse:
        warehouse.release(held(own)["quarantine_id"], why="电话核实", at=NOON + DAY)
    state = state_of(home, own)
    assert (told(state), state.holds) == (("fact", THEN + DAY, None), ())


def test_a_held_decision_names_its_reason_and_the_list_whose_row_stands_instead(home: Home) -> None:
    own = case("a", status="quarantined", reasons=["date_invalid"], decision_date=None)
    other = case("b", 1)
    row = {**held(observation("a"), "P27"), "subject_kind": "case", "subject_id": own["case_id"]}
    row["reason"] = "date_invalid"
    Staged([submission("a"), submission("b")], cases=[own, other], quarantine=[row]).load(home)
    state = state_of(home, own)
    assert told(state) == ("held", THEN, "date_invalid")
    assert instead(state) == [("b.txt", "csv!A2", Decimal("50000.00"))]
    assert state_of(home, other).state == "fact"


def test_a_decision_that_a_correction_of_another_party_replaced_names_that_row(home: Home) -> None:
    old = case("a", party="示例矿业公司")
    new = case("b", party="示例矿业有限公司", flags=["correction"])
    Staged([submission("a"), submission("b", published_on=date(2024, 5, 2))], cases=[old, new]).load(home)
    state = state_of(home, old)
    assert (state.state, instead(state)) == ("another_stands", [("b.txt", "csv!A2", Decimal("50000.00"))])


def test_a_firm_and_its_leader_under_one_number_do_not_stand_for_one_another(home: Home) -> None:
    firm = case("a", 1, document_no="（澄）应急罚〔2024〕7号")
    leader = case("a", 2, document_no="（澄）应急罚〔2024〕7号", party="王某", fine_yuan=Decimal(8000))
    row = {**held(observation("a"), "P25"), "subject_kind": "case", "subject_id": leader["case_id"]}
    Staged([submission("a")], cases=[firm, leader], quarantine=[row]).load(home)
    assert state_of(home, leader).instead == ()
    assert state_of(home, firm).state == "fact"


def test_a_row_that_its_list_repeats_is_told_as_superseded(home: Home) -> None:
    again = case("a", 2, document_no=case("a", 1)["document_no"], status="superseded", reasons=["exact_duplicate"])
    Staged([submission("a")], cases=[case("a", 1), again]).load(home)
    state = state_of(home, again)
    assert (state.state, state.reason) == ("superseded", "exact_duplicate")
    assert instead(state) == [("a.txt", "csv!A2", Decimal("50000.00"))]
