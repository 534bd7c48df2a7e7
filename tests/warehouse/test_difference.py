"""Two publications compared: every fact added, changed or withdrawn is told once, with its why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Staged, case, held, observation, submission
from warehouse.difference.compare import Difference, compare, compare_times, publication_at
from warehouse.difference.revisions import list_revisions
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.publication import publish
from warehouse.store import Warehouse

LATER = NOON + timedelta(days=7)
FIRST = submission("first", published_on=date(2024, 4, 3))


def between(home: Home, before: Staged, after: Staged, *quarters: str) -> Difference:
    """Publish one state, then the other, and compare them, the later named first."""
    before.load(home, *quarters)
    one = publish(home, at=NOON)
    after.load(home, *quarters, at=LATER)
    other = publish(home, at=LATER)
    assert one is not None
    assert other is not None
    return compare(home, other.version, one.version)


def only(found: Difference) -> Mapping[str, Any]:
    (change,) = found.changes
    return change.as_dict()


def test_the_same_facts_make_no_difference(home: Home) -> None:
    state = Staged(submissions=[FIRST], observations=[observation("first")])
    more = Staged(submissions=[FIRST, submission("second", outcome="nothing_found")], observations=state.observations)
    found = between(home, state, more)
    assert found.changes == ()
    assert dict(found.counts()) == {"added": 0, "changed": 0, "withdrawn": 0}


def test_a_correction_of_the_office_changes_a_fact(home: Home) -> None:
    corrected = submission("second", is_correction=True, published_on=date(2024, 4, 20))
    state = Staged(submissions=[FIRST], observations=[observation("first", value=12)])
    more = Staged([FIRST, corrected], [observation("first", value=12), observation("second", value=14)])
    change = only(between(home, state, more))
    assert (change["change"], change["old_value"], change["new_value"]) == ("changed", 12, 14)
    assert (change["why"], change["detail"], change["division_name"]) == ("correction", "second.txt", "澄阳县")
    assert change["indicator_name_zh"] == "停产停业整顿"


def test_a_newer_statement_changes_a_fact_and_a_restated_unit_is_seen(home: Home) -> None:
    newer = submission("second", published_on=date(2024, 4, 20))
    fine = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}
    old = observation("first", value=41, raw="41元", **fine)
    new = observation("second", value=410000, raw="410000元", **fine)
    change = only(between(home, Staged([FIRST], [old]), Staged([FIRST, newer], [old, new])))
    assert (change["why"], change["detail"]) == ("newer_statement", "second.txt; x10000")


def test_a_report_that_comes_late_adds_facts(home: Home) -> None:
    late = submission("second", division_code="990102", published_on=date(2024, 7, 9))
    there = observation("first")
    coming = observation("second", division_code="990102", place="渡川县")
    change = only(between(home, Staged([FIRST], [there]), Staged([FIRST, late], [there, coming])))
    assert (change["change"], change["why"], change["old_value"], change["new_value"]) == (
        "added",
        "late_report",
        None,
        12,
    )


NEIGHBOUR = {"division_code": "990102"}


@pytest.mark.parametrize(
    ("before", "published_on", "why"),
    [
        ([], date(2024, 4, 9), "first_report"),
        ([], None, "first_report"),
        ([], date(2024, 7, 9), "late_report"),
        ([{"published_on": date(2024, 4, 9)}], date(2024, 7, 9), "further_report"),
        ([{"published_on": date(2024, 7, 2)}], date(2024, 7, 9), "further_report"),
        ([{"published_on": None}], None, "further_report"),
        ([{"outcome": "nothing_found"}], date(2024, 4, 9), "first_report"),
        ([{"outcome": "withdrawn"}], date(2024, 4, 9), "further_report"),
        ([{"outcome": "withdrawn"}], date(2024, 7, 9), "late_report"),
    ],
)
def test_late_is_what_coverage_says_and_further_what_is_not_the_first(
    home: Home, before: list[dict[str, Any]], published_on: date | None, why: str
) -> None:
    known = [submission("own", **{**NEIGHBOUR, **changes}) for changes in before]
    old = [
        observation("first"),
        *(observation("own", 5, indicator_code="penalty.closure", **NEIGHBOUR) for _ in before),
    ]
    coming = submission("second", published_on=published_on, **NEIGHBOUR)
    more = [*old, observation("second", place="渡川县", **NEIGHBOUR)]
    found = between(home, Staged([FIRST, *known], old), Staged([FIRST, *known, coming], more))
    assert [change.why.code for change in found.changes] == [why]


def test_an_areas_file_on_its_counties_is_its_own_first_report(home: Home) -> None:
    summary = submission("summary", division_code="990100", published_on=date(2024, 4, 12))
    told = observation("summary", indicator_code="penalty.closure", method="table")
    change = only(
        between(home, Staged([FIRST], [observation("first")]), Staged([FIRST, summary], [observation("first"), told]))
    )
    assert (change["why"], change["detail"]) == ("first_report", "summary.txt")


def test_the_first_files_of_a_quarter_are_no_late_reports(home: Home) -> None:
    state = Staged([FIRST], [observation("first")])
    span = {"period_start": date(2024, 4, 1), "period_end": date(2024, 6, 30)}
    more = Staged(
        [FIRST, submission("second", "2024Q2")], [*state.observations, observation("second", 1, "2024Q2", **span)]
    )
    assert only(between(home, state, more, "2024Q1", "2024Q2"))["why"] == "new_quarter"


def test_a_figure_that_a_rule_holds_back_is_withdrawn_with_the_rule(home: Home) -> None:
    row = observation("first")
    change = only(between(home, Staged([FIRST], [row]), Staged([FIRST], [row], quarantine=[held(row, "B01")])))
    assert (change["change"], change["why"], change["detail"]) == ("withdrawn", "held", "B01 rule_error")
    assert (change["old_value"], change["new_value"]) == (12, None)


def test_two_statements_that_contradict_withdraw_the_fact(home: Home) -> None:
    twin = submission("second", published_on=date(2024, 4, 3))
    row = observation("first", value=12)
    change = only(between(home, Staged([FIRST], [row]), Staged([FIRST, twin], [row, observation("second", value=13)])))
    assert (change["change"], change["why"]) == ("withdrawn", "contradicted")
    assert change["detail"] == "warehouse.conflict conflicting_values"


def test_a_release_adds_a_fact_with_the_persons_words(home: Home) -> None:
    row = observation("first")
    Staged([FIRST], [row], quarantine=[held(row, "B01")]).load(home)
    one = publish(home, at=NOON)
    with Warehouse.open(home) as warehouse:
        warehouse.release(held(row, "B01")["quarantine_id"], why="电话核实无误", at=LATER)
    other = publish(home, at=LATER)
    assert one is not None
    assert other is not None
    change = only(compare(home, one.version, other.version))
    assert (change["change"], change["why"], change["detail"]) == ("added", "released", "B01: 电话核实无误")


def test_another_version_of_the_extraction_is_told(home: Home) -> None:
    old = observation("first", 1, value=12)
    new = observation("first", 2, value=21, extractor_version="2", locator="chars 10-13")
    change = only(between(home, Staged([FIRST], [old]), Staged([FIRST], [new])))
    assert (change["change"], change["why"], change["detail"]) == ("changed", "new_extractor", "1 -> 2")


def test_a_rule_that_no_longer_holds_back_adds_the_fact(home: Home) -> None:
    row = observation("first")
    change = only(between(home, Staged([FIRST], [row], quarantine=[held(row, "B01")]), Staged([FIRST], [row])))
    assert (change["change"], change["why"], change["detail"]) == ("added", "rule_lifted", "B01 rule_error")


def test_a_file_that_moves_to_another_quarter_is_told(home: Home) -> None:
    there = observation("first", period_start=None, period_end=None, period_kind=None, period_basis="submission")
    state = Staged([FIRST], [there])
    moved = Staged([{**FIRST, "quarter": "2024Q2"}], [{**there, "quarter": "2024Q2"}])
    found = [c.as_dict() for c in between(home, state, moved, "2024Q1", "2024Q2").changes]
    assert [(c["change"], c["quarter"]) for c in found] == [("withdrawn", "2024Q1"), ("added", "2024Q2")]
    assert found[0]["why"] == "file_gone"
    assert found[0]["detail"] == "first.txt -> 2024Q2"


def test_a_decision_whose_fine_was_corrected_is_one_change(home: Home) -> None:
    listed = submission("list", cases_count=1)
    again = submission("again", is_correction=True, published_on=date(2024, 5, 2))
    old = case("list", 1, fine_yuan=Decimal("50000.00"))
    new = case("again", 1, fine_yuan=Decimal("5000.00"), flags=["correction"], document_no="（澄阳）应急罚[2024]1号")
    change = only(between(home, Staged([listed], cases=[old]), Staged([listed, again], cases=[old, new])))
    assert (change["change"], change["old_value"], change["new_value"]) == ("changed", 50000, 5000)
    assert (change["why"], change["detail"], change["party"]) == (
        "correction",
        "again.txt; /10",
        "示例矿业有限公司",
    )


def test_an_unknown_version_is_told(home: Home) -> None:
    Staged([FIRST], [observation("first")]).load(home)
    one = publish(home, at=NOON)
    assert one is not None
    with pytest.raises(UsageError, match="no publication 'nothing'"):
        compare(home, one.version, "nothing")


def test_two_times_of_one_publication_are_compared_as_two_publications_are(home: Home) -> None:
    corrected = submission("second", is_correction=True, published_on=date(2024, 4, 20))
    state = Staged(submissions=[FIRST], observations=[observation("first", value=12)])
    more = Staged([FIRST, corrected], [observation("first", value=12), observation("second", value=14)])
    by_version = only(between(home, state, more))
    by_time = only(compare_times(home, LATER, NOON))
    assert by_time == by_version


def test_every_version_of_a_figure_is_told_with_the_time_and_the_why(home: Home) -> None:
    corrected = submission("second", is_correction=True, published_on=date(2024, 4, 20))
    Staged([FIRST], [observation("first", value=12)]).load(home)
    both = Staged([FIRST, corrected], [observation("first", value=12), observation("second", value=14)])
    both.load(home, at=LATER)
    Staged([FIRST, corrected]).load(home, at=LATER + timedelta(days=1))
    publish(home, at=LATER + timedelta(days=1))
    found = list_revisions(home, "990101", "penalty.suspension")
    assert [(r.value, r.known_since.day, r.why.code) for r in found] == [
        (12, 1, "new_quarter"),
        (14, 8, "correction"),
        (None, 9, "untold"),
    ]
    assert list_revisions(home, "990102", "penalty.suspension") == ()


def test_a_decision_whose_party_was_corrected_is_told_once(home: Home) -> None:
    listed, again = submission("list"), submission("again", is_correction=True, published_on=date(2024, 5, 2))
    old = case("list", 1, party="示例矿业公司")
    new = case("again", 1, party="示例矿业有限公司", flags=["correction"])
    change = only(between(home, Staged([listed], cases=[old]), Staged([listed, again], cases=[old, new])))
    assert (change["change"], change["restated"], change["why"]) == (
        "changed",
        "party: 示例矿业公司 -> 示例矿业有限公司",
        "correction",
    )
    assert (change["old_id"], change["new_id"]) == (old["case_id"], new["case_id"])


def test_a_figure_whose_scope_was_restated_is_told_once_and_two_scopes_are_not_joined(home: Home) -> None:
    corrected = submission("second", is_correction=True, published_on=date(2024, 4, 20))
    accident = {"indicator_code": "accident.count"}
    old, new = observation("first", **accident), observation("second", value=13, scope="production", **accident)
    change = only(between(home, Staged([FIRST], [old]), Staged([corrected], [new])))
    assert (change["change"], change["old_value"], change["new_value"]) == ("changed", 12, 13)
    assert (change["restated"], change["scope"]) == ("scope: — -> production", "production")


def test_a_firm_and_its_leader_under_one_number_stay_two_changes(home: Home) -> None:
    listed, again = submission("list"), submission("again")
    firm = case("list", 1)
    leader = case("again", 1, party="王某", fine_yuan=Decimal("8000.00"))
    found = between(home, Staged([listed], cases=[firm]), Staged([again], cases=[leader]))
    assert sorted(change.row["change"] for change in found.changes) == ["added", "withdrawn"]


def test_the_publication_of_a_time_is_the_last_that_stood_by_then(home: Home) -> None:
    Staged([FIRST], [observation("first")]).load(home)
    one = publish(home, at=NOON)
    Staged([FIRST], [observation("first", value=13)]).load(home, at=LATER)
    other = publish(home, at=LATER)
    assert one is not None
    assert other is not None
    assert publication_at(home, NOON).version == one.version
    assert publication_at(home, LATER - timedelta(microseconds=1)).version == one.version
    assert publication_at(home, LATER).version == other.version
    with pytest.raises(UsageError, match="nothing was published by"):
        publication_at(home, NOON - timedelta(seconds=1))
