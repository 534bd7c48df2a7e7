"""Totals beside what they should equal: what is a gap, what closes it, and which gap comes first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.staged_rows import Row, Staged, ask, case, digest, held, observation, submission
from warehouse.home import Home

GAPS = (
    "select compared_with, stated_value, compared_value, part_count, expected_count, slip_observation_id, slip_factor"
    " from marts.mart_reconciliation order by quarter, place"
)
FINE: dict[str, Any] = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}


def counties(**values: str) -> tuple[list[Row], list[Row]]:
    files = [submission(code, division_code=code.strip("c")) for code in values]
    rows = [observation(code, value=value, division_code=code.strip("c"), **FINE) for code, value in values.items()]
    return files, rows


def with_total(total: str, **values: str) -> Staged:
    files, rows = counties(**values)
    stated = observation("p", value=total, division_code="990100", **FINE)
    return Staged([*files, submission("p", division_code="990100")], [*rows, stated])


def test_a_stated_total_is_compared_with_its_counties(home: Home) -> None:
    with_total("100", c990101="60", c990102="30").load(home)
    assert ask(home, GAPS) == [("counties", Decimal(100), Decimal(90), 2, 8, None, None)]


def test_a_total_that_its_counties_make_up_is_no_gap(home: Home) -> None:
    with_total("90", c990101="60", c990102="30").load(home)
    assert ask(home, GAPS) == []


def test_the_county_whose_unit_slipped_is_named_with_its_factor(home: Home) -> None:
    with_total("90000", c990101="6", c990102="30000").load(home)
    assert ask(home, GAPS) == [
        ("counties", Decimal(90000), Decimal(30006), 2, 8, digest("c990101 1")[:20], 10000.0),
    ]


def test_a_total_whose_own_unit_slipped_is_named_itself(home: Home) -> None:
    with_total("9", c990101="60000", c990102="30000").load(home)
    assert ask(home, GAPS)[0][-2:] == (digest("p 1")[:20], 10000.0)


def test_sectors_are_compared_with_the_total_of_their_own_file_only(home: Home) -> None:
    rows = [
        observation("a", 1, value=10, indicator_code="hazard.found"),
        observation("a", 2, value=4, indicator_code="hazard.found", sector_code="coal_mine"),
        observation("a", 3, value=5, indicator_code="hazard.found", sector_code="fireworks"),
        observation("b", 4, value=2, indicator_code="hazard.found", sector_code="construction"),
    ]
    Staged([submission("a"), submission("b")], rows).load(home)
    assert ask(home, GAPS) == [("sectors", Decimal(10), Decimal(9), 2, None, None, None)]


def test_two_sources_of_one_number_stand_beside_each_other(home: Home) -> None:
    rows = [
        observation("a", value="50000", method="table", locator="S!B2", **FINE),
        observation("b", value="5", method="prose", **FINE),
    ]
    Staged([submission("a"), submission("b")], rows).load(home)
    (gap,) = ask(home, GAPS)
    assert gap[0] == "sources"
    assert {gap[1], gap[2]} == {Decimal(50000), Decimal(5)}
    assert gap[-1] in (10000.0, 0.0001)


def test_rates_bounds_and_subtotals_are_not_added_up(home: Home) -> None:
    rows = [
        observation("p", 1, value=100, division_code="990100", indicator_code="hazard.found"),
        observation("a", 1, value=60, indicator_code="hazard.found", qualifier="over"),
        observation("b", 1, value=30, division_code="990102", indicator_code="hazard.found", is_subtotal=True),
    ]
    files = [submission("p", division_code="990100"), submission("a"), submission("b", division_code="990102")]
    Staged(files, rows).load(home)
    assert ask(home, GAPS) == []


def test_the_widest_gap_that_is_no_matter_of_missing_counties_comes_first(home: Home) -> None:
    files, rows = counties(c990101="60", c990102="30")
    rows += [
        observation("p", 1, value="900", division_code="990100", **FINE),
        observation("c990101", 2, value=10, indicator_code="hazard.found"),
        observation("c990101", 3, value=4, indicator_code="hazard.found", sector_code="coal_mine"),
        observation("c990101", 4, value=5, indicator_code="hazard.found", sector_code="fireworks"),
    ]
    Staged([*files, submission("p", division_code="990100")], rows).load(home)
    assert [gap[0] for gap in ask(home, GAPS)] == ["sectors", "counties"]


def test_a_held_slip_of_unit_is_named_where_another_source_stands(home: Home) -> None:
    slipped = observation("a", value="1600000000", method="table", locator="S!C11", **FINE)
    rows = [slipped, observation("b", value="160000", method="table", locator="S!D4", **FINE)]
    staged = Staged([submission("a"), submission("b", division_code="990100")], rows)
    staged.quarantine = [held(slipped, "B13"), held(slipped, "P28")]
    staged.load(home)
    (gap,) = ask(home, GAPS)
    assert gap == ("sources", Decimal(160000), Decimal(1600000000), 1, None, digest("a 1")[:20], 0.0001)


@pytest.mark.parametrize("parts", [{"c990101": "110"}, {"c990101": "60", "c990102": "50"}])
def test_a_single_part_above_its_total_is_a_gap_too(home: Home, parts: dict[str, str]) -> None:
    with_total("100", **parts).load(home)
    assert ask(home, GAPS) == [("counties", Decimal(100), Decimal(110), len(parts), 8, None, None)]


def test_a_single_part_below_its_total_is_none(home: Home) -> None:
    with_total("100", c990101="90").load(home)
    assert ask(home, GAPS) == []


def test_what_was_withdrawn_is_no_other_side(home: Home) -> None:
    gone = observation("a", value="160", **FINE)
    staged = Staged([submission("a"), submission("b")], [gone, observation("b", value="170", **FINE)])
    staged.quarantine = [held(gone, "B13")]
    staged.load(home)
    assert [gap[:3] for gap in ask(home, GAPS)] == [("sources", Decimal(170), Decimal(160))]
    staged.quarantine = [held(gone, "B13"), held(gone, "ledger.withdraw", reason="withdrawn")]
    staged.load(home)
    assert ask(home, GAPS) == []


@pytest.mark.parametrize("role", ["target", "prior_year"])
def test_a_target_or_the_year_before_is_no_other_side(home: Home, role: str) -> None:
    other = observation("a", value="160", role=role, **FINE)
    staged = Staged([submission("a"), submission("b")], [other, observation("b", value="170", **FINE)])
    staged.quarantine = [held(other, "B13")]
    staged.load(home)
    assert ask(home, GAPS) == []


SIDES = (
    "select compared_with, stated_value, compared_value, stated_file, stated_locator, compared_files, compared_places,"
    " other_is_correction, other_is_newer from marts.mart_reconciliation order by quarter, place"
)
TABLE = {"method": "table", "locator": "S!B2"}
PARTY = {"document_no": "(澄阳)应急罚〔2024〕9号"}


def test_both_sides_of_a_gap_name_their_files_and_places(home: Home) -> None:
    rows = [observation("a", value=12, **TABLE), observation("b", value=13)]
    Staged([submission("a"), submission("b")], rows).load(home)
    assert ask(home, SIDES) == [
        (
            "sources", Decimal(12), Decimal(13), "a.txt", "S!B2", ["b.txt"], ["b.txt chars 10-13"], False, None,
        )
    ]  # fmt: skip


def test_the_files_of_parts_are_each_named_once(home: Home) -> None:
    with_total("100", c990101="60", c990102="30").load(home)
    (gap,) = ask(home, SIDES)
    assert gap[3:6] == ("p.txt", "chars 10-13", ["c990101.txt", "c990102.txt"])


def test_an_own_correction_of_no_known_day_that_does_not_stand_is_marked_and_comes_first(home: Home) -> None:
    day = {"published_on": date(2024, 4, 8)}
    rows = [
        observation("p", 1, value=100, division_code="990101", indicator_code="hazard.found", **TABLE),
        observation("a", 1, value=101, indicator_code="hazard.found"),
        observation("p", 2, value=1, **TABLE),
        observation("b", 2, value=9),
    ]
    files = [submission("p", division_code="990100", **day), submission("a", is_correction=True), submission("b")]
    Staged(files, rows).load(home)
    assert [(g[1], g[2], g[7], g[8]) for g in ask(home, SIDES)] == [
        (Decimal(100), Decimal(101), True, None),
        (Decimal(1), Decimal(9), False, None),
    ]


def test_an_own_correction_that_is_older_than_what_stands_is_marked_but_comes_by_its_size(home: Home) -> None:
    early, late = {"published_on": date(2024, 4, 8)}, {"published_on": date(2024, 4, 20)}
    rows = [
        observation("p", 1, value=100, indicator_code="hazard.found", **TABLE),
        observation("a", 1, value=101, indicator_code="hazard.found"),
        observation("p", 2, value=1, **TABLE),
        observation("b", 2, value=9),
    ]
    files = [submission("p", **late), submission("a", is_correction=True, **early), submission("b", **early)]
    Staged(files, rows).load(home)
    assert [(g[2], g[7], g[8]) for g in ask(home, SIDES)] == [(Decimal(9), False, False), (Decimal(101), True, False)]


def test_of_a_conflict_each_value_is_told_once_and_never_beside_itself(home: Home) -> None:
    values = {"a": 12, "b": 13, "c": 13, "d": 12}
    rows = [observation(name, value=value) for name, value in values.items()]
    Staged([submission(name) for name in values], rows).load(home)
    (gap,) = ask(home, "select stated_value, compared_value, compared_ids, part_count from marts.mart_reconciliation")
    others = [row["observation_id"] for row in rows if Decimal(row["value"]) == gap[1]]
    assert {gap[0], gap[1]} == {Decimal(12), Decimal(13)}
    assert (gap[2], gap[3]) == (sorted(others), 2)


def test_decisions_of_one_number_that_agree_in_the_fine_are_no_gap(home: Home) -> None:
    rows = [case("a", 1, **PARTY), case("b", 2, decision_date=date(2024, 3, 1), **PARTY)]
    Staged([submission("a"), submission("b")], cases=rows).load(home)
    assert ask(home, "select kind from quality.reconciliation") == [("conflict",), ("conflict",)]
    assert ask(home, GAPS) == []


def test_decisions_of_two_parties_under_one_number_are_not_set_beside_each_other(home: Home) -> None:
    fines = {("a", "甲公司"): 5, ("b", "甲公司"): 6, ("a", "乙公司"): 7, ("b", "乙公司"): 8}
    rows = [
        case(file, number, party=party, fine_yuan=Decimal(fine), **PARTY)
        for number, ((file, party), fine) in enumerate(fines.items())
    ]
    Staged([submission("a"), submission("b")], cases=rows).load(home)
    found = ask(home, "select stated_value, compared_value from marts.mart_reconciliation")
    assert sorted(sorted(map(int, pair)) for pair in found) == [[5, 6], [7, 8]]


HELD = (
    "select indicator_code, compared_value, held_count, held_yuan, held_ids, explained_by_held, compared_files"
    " from marts.mart_reconciliation where compared_with = 'cases' order by indicator_code"
)


def stated_beside_list(count: int, fine: str, *cases: Row) -> Staged:
    rows = [
        observation("s", 1, value=count, indicator_code="penalty.count", **TABLE),
        observation("s", 2, value=fine, raw=fine, method="table", locator="S!B3", **FINE),
    ]
    return Staged([submission("s"), submission("l", cases_count=len(cases))], rows, list(cases))


def held_case(of_case: Row, rule_id: str = "P27", reason: str = "date_invalid") -> Row:
    return {
        **held(observation("l"), rule_id, reason=reason),
        "quarantine_id": digest(f"{rule_id} {of_case['case_id']}")[:20],
        "subject_kind": "case",
        "subject_id": of_case["case_id"],
        "submission_id": of_case["submission_id"],
    }


def test_a_list_names_the_decisions_in_quarantine_that_it_lacks(home: Home) -> None:
    kept, no_date = case("l", 1), case("l", 2, decision_date=None, status="quarantined", reasons=["date_invalid"])
    other_quarter = case("l", 3, decision_date=date(2023, 12, 20))
    staged = stated_beside_list(2, "90000", kept, no_date, other_quarter)
    staged.quarantine = [held_case(no_date), held_case(other_quarter)]
    staged.load(home)
    ids = [no_date["case_id"]]
    assert ask(home, HELD) == [
        ("penalty.count", Decimal(1), 1, Decimal(50000), ids, True, ["l.txt"]),
        ("penalty.fine_amount", Decimal(50000), 1, Decimal(50000), ids, False, ["l.txt"]),
    ]


@pytest.mark.parametrize(
    ("lists", "is_compared"),
    [
        ({"l": "2024Q2"}, False),
        ({"l": "2024Q2", "k": "2024Q1"}, True),
        ({"l": "2024Q2", "k": "2023Q4"}, False),
    ],
    ids=["of one quarter of two", "of both quarters", "of another quarter"],
)
def test_a_list_speaks_for_the_quarters_it_covers_alone(home: Home, lists: dict[str, str], is_compared: bool) -> None:
    half = {"period_end": date(2024, 6, 30), "period_kind": "half", "indicator_code": "penalty.count"}
    rows = [observation("s", 1, "2024Q2", value=9, **{**TABLE, **half})]
    days = {"2024Q2": date(2024, 5, 6), "2024Q1": date(2024, 2, 6), "2023Q4": date(2023, 11, 6)}
    cases = [case(of, n, q, decision_date=days[q]) for n, (of, q) in enumerate(lists.items(), 1)]
    files = [submission("s", "2024Q2"), *(submission(of, q, cases_count=1) for of, q in lists.items())]
    Staged(files, rows, cases).load(home, *sorted({"2024Q2", *lists.values()}))
    assert bool(ask(home, HELD)) is is_compared


def test_a_list_of_the_year_speaks_for_all_the_days_of_its_decisions(home: Home) -> None:
    half = {"period_end": date(2024, 6, 30), "period_kind": "half", "indicator_code": "penalty.count"}
    rows = [observation("s", 1, "2024Q2", value=9, **{**TABLE, **half})]
    cases = [case("l", 1, "2024Q2", decision_date=date(2024, 1, 9)), case("l", 2, "2024Q2")]
    Staged([submission("s", "2024Q2"), submission("l", "2024Q2", cases_count=2)], rows, cases).load(home, "2024Q2")
    assert [row[:2] for row in ask(home, HELD)] == [("penalty.count", Decimal(2))]


def test_a_list_none_of_whose_decisions_stands_is_told_too(home: Home) -> None:
    doubted = case("l", 1, status="quarantined", reasons=["date_invalid"])
    staged = stated_beside_list(1, "50000", doubted)
    staged.quarantine = [held_case(doubted)]
    staged.load(home)
    assert [(row[1], row[2], row[5]) for row in ask(home, HELD)] == [(Decimal(0), 1, True), (Decimal(0), 1, True)]


def test_a_decision_that_stands_from_another_list_or_was_withdrawn_explains_nothing(home: Home) -> None:
    twin, kept = case("l", 1, **PARTY), case("k", 2, **PARTY)
    gone = case("l", 3)
    staged = stated_beside_list(2, "90000", twin, kept, gone)
    staged.submissions.append(submission("k"))
    staged.quarantine = [held_case(twin), held_case(gone, "ledger.withdraw", "withdrawn")]
    staged.load(home)
    assert [(row[1], row[2], row[5]) for row in ask(home, HELD)] == [
        (Decimal(1), None, None),
        (Decimal(50000), None, None),
    ]


def test_a_decision_that_is_held_later_reaches_the_gap_though_no_fact_changes(home: Home) -> None:
    staged = stated_beside_list(2, "90000", case("l", 1))
    staged.load(home)
    doubted = case("m", 2, status="quarantined", reasons=["date_invalid"], decision_date=None)
    staged.submissions.append(submission("m"))
    staged.cases.append(doubted)
    staged.quarantine = [held_case(doubted)]
    staged.load(home)
    assert [row[2] for row in ask(home, HELD)] == [1, 1]
