"""Rates carry their numerator and denominator: stated beside recomputed, never averaged, and why where they cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.models import read_model
from warehouse.store import Warehouse

RATE, FOUND, CURED = "hazard.rectification_rate", "hazard.found", "hazard.rectified"
STATES = "select rate_state, rate_reason, stated_value, recomputed_value, rate_fit from marts.mart_rate"


def figure(code: str, value: str, number: int, of: str = "a", quarter: str = "2024Q1", **changes: Any) -> Row:
    return observation(of, number, quarter, indicator_code=code, value=value, raw=changes.pop("raw", value), **changes)


def share(code: str, percent: str, number: int, of: str = "a", **changes: Any) -> Row:
    value = (Decimal(percent) / 100).normalize()
    return figure(code, f"{value:f}", number, of, unit="ratio", raw=f"{percent}%", **changes)


def states(home: Home, code: str = RATE) -> list[tuple[Any, ...]]:
    order = "division_code, quarter, period_key, sector_code, rate_reason"
    return ask(home, f"{STATES} where indicator_code = ? order by {order}", code)


def load(home: Home, *rows: Row) -> None:
    Staged([submission("a")], list(rows)).load(home)


def test_a_stated_rate_stands_beside_what_its_parts_give_each_with_its_evidence(home: Home) -> None:
    rows = [share(RATE, "95.7", 1), figure(CURED, "67", 2), figure(FOUND, "70", 3)]
    load(home, *rows)
    assert states(home) == [("stated_and_derived", None, Decimal("0.957"), Decimal("0.957143"), "fits")]
    parts = "select stated_observation_id, numerator_value, numerator_observation_id, denominator_value,"
    found = ask(
        home, f"{parts} denominator_observation_id, is_one_file from marts.mart_rate where indicator_code = ?", RATE
    )
    ids = [row["observation_id"] for row in rows]
    assert found == [(ids[0], Decimal(67), ids[1], Decimal(70), ids[2], True)]


@pytest.mark.parametrize(
    ("printed", "fit"), [("95.71", "fits"), ("95.72", "fits"), ("95.73", "differs"), ("95", "fits"), ("94", "differs")]
)
def test_it_fits_within_one_unit_of_the_last_printed_place_since_tables_truncate(
    home: Home, printed: str, fit: str
) -> None:
    load(home, share(RATE, printed, 1), figure(CURED, "67", 2), figure(FOUND, "70", 3))
    assert [row[4] for row in states(home)] == [fit]


def test_the_rounding_of_parts_is_no_error(home: Home) -> None:
    money: dict[str, Any] = {"unit": "yuan"}
    load(
        home,
        share("penalty.collection_rate", "94.12", 1),
        figure("penalty.fine_collected", "80000", 2, raw="8万元", **money),
        figure("penalty.fine_amount", "90000", 3, raw="9万元", **money),
    )
    assert states(home, "penalty.collection_rate")[0][3:] == (Decimal("0.888889"), "fits")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([share(RATE, "95.7", 1)], ("stated_only", "parts_unreported", None)),
        ([share(RATE, "95.7", 1), figure(CURED, "67", 2)], ("stated_only", "denominator_unreported", None)),
        ([figure(CURED, "67", 2)], ("not_derivable", "denominator_unreported", None)),
        ([figure(FOUND, "70", 2)], ("not_derivable", "numerator_unreported", None)),
        ([figure(CURED, "67", 1), figure(FOUND, "70", 2)], ("derived", None, None)),
        ([figure(CURED, "0", 1), figure(FOUND, "0", 2)], ("not_derivable", "denominator_zero", None)),
        (
            [share(RATE, "90", 1), figure(CURED, "67", 2), figure(FOUND, "70", 3, qualifier="over")],
            ("stated_only", "qualified_parts", "possible"),
        ),
        (
            [share(RATE, "99", 1), figure(CURED, "67", 2), figure(FOUND, "70", 3, qualifier="over")],
            ("stated_only", "qualified_parts", "impossible"),
        ),
        (
            [share(RATE, "90", 1, qualifier="over"), figure(CURED, "67", 2), figure(FOUND, "70", 3)],
            ("stated_and_derived", None, "possible"),
        ),
        (
            [figure(CURED, "67", 1, qualifier="approx"), figure(FOUND, "70", 2)],
            ("not_derivable", "qualified_parts", None),
        ),
    ],
)
def test_what_lacks_or_is_a_bound_is_told_and_never_computed_as_a_point(
    home: Home, rows: list[Row], expected: tuple[Any, ...]
) -> None:
    load(home, *rows)
    found = [(row[0], row[1], row[4]) for row in states(home)]
    assert found == [expected]


@pytest.mark.parametrize(
    "changes",
    [
        {"scope": "省厅层面"},
        {"sector_code": "coal_mine"},
        {"is_subtotal": True},
        {"period_start": date(2024, 3, 1), "period_kind": "month"},
        {"period_kind": "campaign"},
    ],
)
def test_parts_of_another_scope_sector_or_period_are_none(home: Home, changes: dict[str, Any]) -> None:
    load(home, share(RATE, "95.7", 1), figure(CURED, "67", 2), figure(FOUND, "70", 3, **changes))
    assert ("stated_only", "denominator_unlike", Decimal("0.957"), None, None) in states(home)
    assert "stated_and_derived" not in {row[0] for row in states(home)}


def test_the_two_ways_of_counting_penalties_make_no_rate_together(home: Home) -> None:
    money: dict[str, Any] = {"unit": "yuan"}
    load(
        home,
        figure("penalty.fine_amount", "90000", 1, counting_basis="every_class", **money),
        figure("penalty.fine_count", "3", 2, counting_basis="heaviest_class"),
    )
    assert {row[1] for row in states(home, "penalty.average_fine")} == {"numerator_unlike", "denominator_unlike"}


def test_what_stood_on_a_day_is_a_part_of_every_span_that_ends_on_it(home: Home) -> None:
    load(
        home,
        figure("inspection.units", "12", 1),
        figure("inspection.units_supervised", "40", 2, period_start=None, period_kind="instant"),
    )
    found = ask(home, "select rate_state, recomputed_value, period_start, denominator_start from marts.mart_rate")
    assert found == [("derived", Decimal("0.3"), date(2024, 1, 1), None)]


def test_what_stood_on_a_day_in_two_readings_is_no_part(home: Home) -> None:
    load(
        home,
        figure("inspection.units", "12", 1),
        figure("inspection.units_supervised", "40", 2, period_start=None, period_kind="instant"),
        figure("inspection.units_supervised", "44", 3),
    )
    assert states(home, "inspection.coverage_rate") == [("not_derivable", "denominator_unlike", None, None, None)]


def test_figures_since_an_unknown_day_are_of_one_time_only_where_they_are_of_one_file(home: Home) -> None:
    unknown: dict[str, Any] = {"period_start": None, "period_kind": "instant"}
    staged = Staged(
        [submission("a"), submission("b"), submission("c", division_code="990102")],
        [
            figure(CURED, "67", 1, "a", **unknown),
            figure(FOUND, "70", 2, "b", **unknown),
            figure(CURED, "5", 3, "c", division_code="990102", **unknown),
            figure(FOUND, "10", 4, "c", division_code="990102", **unknown),
        ],
    )
    staged.load(home)
    assert [(row[0], row[1]) for row in states(home)] == [("not_derivable", "denominator_unlike"), ("derived", None)]
    assert (
        ask(home, "select denominator_value from marts.mart_rate where rate_state = 'not_derivable'") == [(None,)] * 3
    )  # of each rate of it


def test_a_mean_fine_is_in_yuan_and_a_rate_per_ten_thousand_has_its_factor(home: Home) -> None:
    roads = {"sector_code": "road_transport"}
    load(
        home,
        figure("penalty.fine_amount", "90000", 1, unit="yuan"),
        figure("penalty.fine_count", "4", 2),
        figure("accident.deaths", "3", 3, unit="person", **roads),
        figure("base.vehicles", "60000", 4, **roads),
        figure("accident.deaths", "9", 5, unit="person"),
        figure("base.vehicles", "60000", 6),
    )
    found = (
        "select indicator_code, rate_unit, sector_code, rate_state, rate_reason, recomputed_value from marts.mart_rate"
    )
    wanted = "('penalty.average_fine', 'accident.deaths_per_10k_vehicles')"
    assert ask(home, f"{found} where indicator_code in {wanted} order by all") == [
        ("accident.deaths_per_10k_vehicles", "number", "road_transport", "derived", None, Decimal("0.5")),
        ("accident.deaths_per_10k_vehicles", "number", None, "not_derivable", "scope_unlike", None),
        ("penalty.average_fine", "yuan", None, "derived", None, Decimal(22500)),
    ]


def test_a_rate_whose_factor_is_unknown_is_never_computed(home: Home) -> None:
    catalogue = load_catalogue()
    unknown = {**catalogue.rates, RATE: replace(catalogue.rates[RATE], factor=None)}
    staged = Staged([submission("a")], [share(RATE, "95.7", 1), figure(CURED, "67", 2), figure(FOUND, "70", 3)])
    with Warehouse.open(home, replace(catalogue, rates=unknown)) as warehouse:
        warehouse.load_quarter("2024Q1", staged.write(home, "2024Q1"), NOON)
    assert states(home) == [("stated_only", "factor_unknown", Decimal("0.957"), None, None)]


def test_a_change_is_made_against_the_same_days_of_the_year_before(home: Home) -> None:
    then: dict[str, Any] = {"period_start": date(2023, 1, 1), "period_end": date(2023, 3, 31)}
    staged = Staged(
        [submission("a"), submission("b", "2023Q1")],
        [
            share("accident.count_yoy", "-20", 1),
            figure("accident.count", "4", 2),
            figure("accident.count", "5", 3, "b", "2023Q1", **then),
        ],
    )
    staged.load(home, "2024Q1")
    assert states(home, "accident.count_yoy") == [("stated_only", "base_unknown", Decimal("-0.2"), None, None)]
    staged.load(home, "2023Q1")
    assert states(home, "accident.count_yoy") == [
        ("stated_and_derived", None, Decimal("-0.2"), Decimal("-0.2"), "fits")
    ]
    base = "select denominator_value, denominator_start, denominator_end from marts.mart_rate where indicator_code = ?"
    assert ask(home, base, "accident.count_yoy") == [(Decimal(5), date(2023, 1, 1), date(2023, 3, 31))]


def test_no_change_is_made_across_a_break_of_scope(home: Home) -> None:
    spans = {"2016Q1": (date(2016, 1, 1), date(2016, 3, 31)), "2015Q1": (date(2015, 1, 1), date(2015, 3, 31))}
    rows = [share("accident.count_yoy", "-20", 1, "2016Q1", quarter="2016Q1", period_start=date(2016, 1, 1),
                  period_end=date(2016, 3, 31))]  # fmt: skip
    rows += [
        figure("accident.count", str(4 + n), 2 + n, quarter, quarter, period_start=start, period_end=end)
        for n, (quarter, (start, end)) in enumerate(spans.items())
    ]
    Staged([submission(quarter, quarter) for quarter in spans], rows).load(home, *spans)
    assert [row[1] for row in states(home, "accident.count_yoy")] == ["base_unknown"]


def test_a_change_on_the_span_before_reaches_over_the_new_year_and_follows_a_late_report(home: Home) -> None:
    before: dict[str, Any] = {"period_start": date(2023, 10, 1), "period_end": date(2023, 12, 31)}
    staged = Staged(
        [submission("a"), submission("b", "2023Q4")],
        [figure("accident.count", "6", 1), figure("accident.count", "4", 2, "b", "2023Q4", **before)],
    )
    staged.load(home, "2024Q1")
    assert states(home, "accident.count_mom") == []
    staged.load(home, "2023Q4")
    assert states(home, "accident.count_mom") == [("derived", None, None, Decimal("0.5"), None)]


AREA = (
    "select numerator_value, denominator_value, recomputed_value, both_count, expected_count, extra_count,"
    " one_part_count, bare_count, silent_count, missing_count from marts.mart_rate_area"
)


def test_an_area_divides_sums_never_averages_and_counts_who_lacks_what(home: Home) -> None:
    counties = ("990101", "990102", "990103", "990104", "990105")
    files = [submission(code, division_code=code) for code in counties]
    rows = [
        figure(CURED, "90", 1, "990101"), figure(FOUND, "100", 2, "990101"),
        figure(CURED, "1", 3, "990102", division_code="990102"),
        figure(FOUND, "2", 4, "990102", division_code="990102"),
        figure(CURED, "30", 5, "990103", division_code="990103"),
        share(RATE, "99", 6, "990104", division_code="990104"),
        figure("penalty.suspension", "1", 7, "990105", division_code="990105"),
        figure(CURED, "9", 8, "990101", division_code="990100-own"),
        figure(FOUND, "10", 9, "990101", division_code="990100-own"),
    ]  # fmt: skip
    Staged(files, rows).load(home)
    found = ask(home, f"{AREA} where indicator_code = ? and area_code = '990100'", RATE)
    assert found == [(Decimal(100), Decimal(112), Decimal("0.892857"), 2, 8, 1, 1, 1, 1, 3)]


def test_beside_its_counties_stands_what_the_area_states_and_what_its_own_parts_give(home: Home) -> None:
    rows = [
        figure(CURED, "90", 1), figure(FOUND, "100", 2),
        share(RATE, "96", 3, "p", division_code="990100"),
        figure(CURED, "180", 4, "p", division_code="990100"), figure(FOUND, "200", 5, "p", division_code="990100"),
        share("hazard.major_rate", "80", 6, "p", division_code="990100"),
    ]  # fmt: skip
    Staged([submission("a"), submission("p", division_code="990100")], rows).load(home)
    own = "select indicator_code, recomputed_value, stated_value, own_recomputed_value, own_state, own_reason, own_fit"
    found = ask(
        home, f"{own} from marts.mart_rate_area where area_code = '990100' and stated_value is not null order by all"
    )
    assert found == [
        ("hazard.major_rate", None, Decimal("0.8"), None, "stated_only", "parts_unreported", None),
        (RATE, Decimal("0.9"), Decimal("0.96"), Decimal("0.9"), "stated_and_derived", None, "differs"),
    ]


@pytest.mark.parametrize(("bound", "part"), [("over", FOUND), ("at_least", CURED), ("at_most", FOUND)])
def test_an_area_leaves_out_a_county_that_tells_a_bound_and_says_so(home: Home, bound: str, part: str) -> None:
    far = {"division_code": "990102"}
    parts = {CURED: "90", FOUND: "95"}
    rows = [figure(code, parts[code], n, qualifier=bound if code == part else "exact") for n, code in enumerate(parts)]
    rows += [share(RATE, "95", 4), figure(CURED, "5", 5, "b", **far), figure(FOUND, "10", 6, "b", **far)]
    Staged([submission("a"), submission("b", **far)], rows[:3]).load(home)
    asked = f"{AREA} where indicator_code = ? and area_code = '990100'"
    assert ask(home, asked, RATE) == [(None, None, None, 0, 8, 0, 1, 0, 1, 6)]
    Staged([submission("a"), submission("b", **far)], rows).load(home)
    assert ask(home, asked, RATE) == [(Decimal(5), Decimal(10), Decimal("0.5"), 1, 8, 0, 1, 0, 0, 6)]


def test_an_area_adds_what_is_about_and_says_so_and_no_scope_or_subtotal(home: Home) -> None:
    far = {"division_code": "990102"}
    rows = [
        figure(CURED, "90", 1), figure(FOUND, "100", 2, qualifier="approx"),
        figure(CURED, "5", 3, scope="省厅层面", **far), figure(FOUND, "5", 4, scope="省厅层面", **far),
        figure(CURED, "5", 5, is_subtotal=True, **far), figure(FOUND, "5", 6, is_subtotal=True, **far),
    ]  # fmt: skip
    load(home, *rows)
    found = ask(
        home,
        "select distinct recomputed_value, recomputed_qualifier, both_count from marts.mart_rate_area"
        f" where indicator_code = '{RATE}'",
    )
    assert found == [(Decimal("0.9"), "approx", 1)]


def test_what_may_not_be_added_over_counties_makes_no_rate_of_an_area(home: Home) -> None:
    catalogue = load_catalogue()
    found = catalogue.indicators[FOUND]
    changed = {**catalogue.indicators, FOUND: replace(found, add_counties=False)}
    staged = Staged([submission("a")], [figure(CURED, "67", 1), figure(FOUND, "70", 2)])
    with Warehouse.open(home, replace(catalogue, indicators=changed)) as warehouse:
        warehouse.load_quarter("2024Q1", staged.write(home, "2024Q1"), NOON)
    assert [row[0] for row in states(home)] == ["derived"]
    assert ask(home, "select count(*) from marts.mart_rate_area where indicator_code = ?", RATE) == [(0,)]


def test_a_withdrawn_part_takes_the_derived_rate_with_it(home: Home) -> None:
    load(home, figure(CURED, "67", 1), figure(FOUND, "70", 2))
    load(home, figure(CURED, "67", 1))
    assert [(row[0], row[1]) for row in states(home)] == [("not_derivable", "denominator_unreported")]
    assert ask(home, "select recomputed_value, both_count, one_part_count from marts.mart_rate_area"
               " where indicator_code = ? and area_code = '990100'", RATE) == [(None, 0, 1)]  # fmt: skip


def test_each_rate_of_a_place_and_period_is_one_row(home: Home) -> None:
    rows = [
        share("zero_accident.village_rate", "90", 1), figure("zero_accident.village_total", "200", 2),
        figure("zero_accident.village_total", "200", 3, period_start=None, period_kind="instant"),
        figure("zero_accident.village_zero", "180", 4), share(RATE, "90", 5), figure(FOUND, "70", 6, period_kind="ytd"),
    ]  # fmt: skip
    load(home, *rows)
    grain = "division_code, indicator_code, sector_code, sector_text, severity, scope, basis, is_subtotal, period_key"
    assert ask(home, f"select count(*) from marts.mart_rate group by {grain} having count(*) > 1") == []
    assert states(home, "zero_accident.village_rate") == [
        ("stated_and_derived", None, Decimal("0.9"), Decimal("0.9"), "fits")
    ]


def test_the_base_of_a_change_is_what_is_printed_now_less_its_printed_change_until_the_year_before_is_known(
    home: Home,
) -> None:
    then: dict[str, Any] = {"period_start": date(2023, 1, 1), "period_end": date(2023, 3, 31)}
    staged = Staged(
        [submission("a"), submission("b", "2023Q1")],
        [
            share("accident.count_yoy", "-20", 1),
            figure("accident.count", "4", 2),
            figure("accident.count_change", "-1", 3),
            figure("accident.count", "8", 4, "b", "2023Q1", **then),
        ],
    )
    base = (
        "select rate_fit, recomputed_value, denominator_value, denominator_basis, denominator_observation_id,"
        " denominator_start, denominator_end from marts.mart_rate where indicator_code = 'accident.count_yoy'"
    )
    days = (then["period_start"], then["period_end"])
    staged.load(home, "2024Q1")
    change = staged.observations[2]["observation_id"]
    assert ask(home, base) == [("fits", Decimal("-0.2"), Decimal(5), "from_change", change, *days)]
    staged.load(home, "2023Q1")
    stored = staged.observations[3]["observation_id"]
    assert ask(home, base) == [("differs", Decimal("-0.5"), Decimal(8), "reported", stored, *days)]


def test_after_any_order_of_loads_the_marts_are_what_one_computation_of_all_gives(home: Home) -> None:
    ends = {"2022Q4": (10, 12), "2023Q1": (1, 3), "2023Q4": (10, 12), "2024Q1": (1, 3)}
    rows = []
    for n, (quarter, (first, last)) in enumerate(ends.items()):
        year = int(quarter[:4])
        span = {"period_start": date(year, first, 1), "period_end": date(year, last, 31)}
        for m, code in enumerate(("accident.count", CURED, FOUND)):
            rows.append(figure(code, str(10 * (m + 1) + n), m, quarter, quarter, **span))
    staged = Staged([submission(quarter, quarter) for quarter in ends], rows)
    staged.load(home, "2024Q1", "2022Q4", "2023Q4", "2023Q1")
    staged.observations[0] = figure("accident.count", "77", 0, "2022Q4", "2022Q4", period_start=date(2022, 10, 1),
                                    period_end=date(2022, 12, 31))  # fmt: skip
    staged.load(home, "2022Q4")
    for mart in ("mart_rate", "mart_rate_area"):
        stands, anew = f"select * from marts.{mart}", f"select * from ({read_model('marts', mart)})"
        assert ask(home, f"select count(*) > 0 from ({stands})") == [(True,)]
        for one, other in ((stands, anew), (anew, stands)):
            assert ask(home, f"from ({one}) except from ({other})") == []
    changes = "select quarter, recomputed_value from marts.mart_rate where indicator_code = ? order by quarter"
    assert ask(home, changes, "accident.count_yoy") == [
        ("2023Q4", Decimal("-0.844156")),
        ("2024Q1", Decimal("0.181818")),
    ]
    assert ask(home, changes, "accident.count_mom")[0] == ("2023Q1", Decimal("-0.857143"))
