"""Totals beside what they should equal: what is a gap, what closes it, and which gap comes first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.warehouse.staged_rows import Row, Staged, ask, digest, held, observation, submission
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
