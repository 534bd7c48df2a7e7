"""What the marts say, and what they never add or compare."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.warehouse.staged_rows import Row, Staged, ask, observation, submission
from warehouse.home import Home


def rate(of: str, number: int, value: str, quarter: str = "2024Q1", end: date = date(2024, 3, 31), **more: Any) -> Row:
    common = {"indicator_code": "zero_accident.village_rate", "unit": "ratio", "period_kind": "ytd"}
    return observation(
        of, number, quarter, value=value, period_start=date(end.year, 1, 1), period_end=end, **common | more
    )


def test_enforcement_rows_name_their_place_and_evidence(home: Home) -> None:
    row = observation("a", indicator_code="penalty.fine_collected", unit="yuan", value=2181500, sector_code="coal_mine")
    Staged([submission("a")], [row]).load(home)
    found = ask(
        home,
        "select quarter, division_name, parent_code, sector_code, action_code, stage, value, observation_id"
        " from marts.mart_enforcement_quarter",
    )
    assert found == [
        ("2024Q1", "澄阳县", "990100", "coal_mine", "fine", "collected", Decimal(2181500), row["observation_id"])
    ]


def test_a_share_that_rises_within_its_year_is_told_and_one_of_another_year_is_not(home: Home) -> None:
    ends = {"2023Q4": date(2023, 12, 31), "2024Q1": date(2024, 3, 31), "2024Q3": date(2024, 9, 30)}
    shares = {"2023Q4": "0.80", "2024Q1": "0.95", "2024Q3": "0.96"}
    rows = [rate(q, 1, shares[q], q, end) for q, end in ends.items()]
    Staged([submission(q, q) for q in ends], rows).load(home, *ends)
    found = ask(home, "select quarter, earlier_rate, is_rise from marts.mart_zero_accident order by all")
    assert found == [("2023Q4", None, None), ("2024Q1", None, None), ("2024Q3", Decimal("0.95"), True)]


def test_a_printed_share_is_tried_against_the_whole_units_that_it_can_stand_for(home: Home) -> None:
    total = {"indicator_code": "zero_accident.village_total", "unit": "count"}
    rows = [
        rate("a", 1, "0.913", raw="91.3%"),
        rate("a", 2, "151", **total),
        rate("a", 3, "0.907", raw="90.7%", division_code="990102"),
        rate("a", 4, "151", division_code="990102", **total),
    ]
    Staged([submission("a")], rows).load(home)
    found = ask(home, "select division_code, implied_units, fits_units from marts.mart_zero_accident order by all")
    assert found == [("990101", Decimal(138), False), ("990102", Decimal(137), True)]


def test_a_printed_share_stands_against_the_targets_of_county_or_prefecture(home: Home) -> None:
    target = {"role": "target", "indicator_code": "zero_accident.village_target", "unit": "ratio"}
    Staged(
        [submission("a")],
        [
            rate("a", 1, "0.913"),
            rate("a", 2, "0.85", division_code="990102"),
            observation("a", 3, value="0.8", division_code="990100", **target),
            observation("a", 4, value="0.9", division_code="990102", **target),
        ],
    ).load(home)
    found = ask(home, "select division_code, rate, rate_basis, target, gap from marts.mart_zero_accident order by all")
    assert found == [
        ("990101", Decimal("0.913"), "printed", Decimal("0.8"), Decimal("0.113")),
        ("990102", Decimal("0.85"), "printed", Decimal("0.9"), Decimal("-0.05")),
    ]


def test_a_target_that_comes_or_goes_later_reaches_the_shares_of_every_county_and_quarter_of_its_year(
    home: Home,
) -> None:
    target = {"role": "target", "indicator_code": "zero_accident.village_target", "unit": "ratio"}
    staged = Staged(
        [submission("a"), submission("b", "2024Q2"), submission("p", "2024Q2", division_code="990100")],
        [rate("a", 1, "0.9"), rate("b", 1, "0.95", "2024Q2", date(2024, 6, 30))],
    )
    shares = "select rate, target from marts.mart_zero_accident order by all"
    staged.load(home, "2024Q1", "2024Q2")
    assert ask(home, shares) == [(Decimal("0.9"), None), (Decimal("0.95"), None)]
    staged.observations.append(observation("p", 1, "2024Q2", value="0.8", division_code="990100", **target))
    staged.load(home, "2024Q2")
    assert ask(home, shares) == [(Decimal("0.9"), Decimal("0.8")), (Decimal("0.95"), Decimal("0.8"))]
    staged.observations.pop()
    staged.load(home, "2024Q2")
    assert ask(home, shares) == [(Decimal("0.9"), None), (Decimal("0.95"), None)]


def test_a_share_is_derived_where_only_counts_are_reported(home: Home) -> None:
    Staged(
        [submission("a")],
        [
            rate("a", 1, "73", indicator_code="zero_accident.village_zero", unit="count"),
            rate("a", 2, "80", indicator_code="zero_accident.village_total", unit="count"),
            rate("a", 3, "5", indicator_code="zero_accident.enterprise_zero", unit="count"),
        ],
    ).load(home)
    found = ask(home, "select unit_kind, rate, rate_basis, zero_units, total_units from marts.mart_zero_accident")
    assert found == [("village", Decimal("0.9125"), "derived", Decimal(73), Decimal(80))]


def test_the_last_day_of_a_quarter_stands_for_it(home: Home) -> None:
    rows = [
        rate("a", 1, "0.95", end=date(2024, 1, 31)),
        rate("a", 2, "0.93"),
        rate("a", 3, "0.94", end=date(2024, 2, 29)),
    ]
    Staged([submission("a")], rows).load(home)
    assert ask(home, "select rate, period_end from marts.mart_zero_accident") == [(Decimal("0.93"), date(2024, 3, 31))]


def test_the_prior_year_is_the_same_quarter_a_year_before_not_four_rows_before(home: Home) -> None:
    staged = Staged(
        [submission("a"), submission("b", "2023Q1"), submission("c", "2022Q1")],
        [
            rate("a", 1, "0.91"),
            rate("b", 1, "0.88", "2023Q1", date(2023, 3, 31)),
            rate("c", 1, "0.70", "2022Q1", date(2022, 3, 31)),
        ],
    )
    staged.load(home, "2024Q1", "2022Q1", "2023Q1")
    found = ask(home, "select quarter, prior_year_rate, rate_change from marts.mart_zero_accident order by all")
    assert found == [
        ("2022Q1", None, None),
        ("2023Q1", Decimal("0.7"), Decimal("0.18")),
        ("2024Q1", Decimal("0.88"), Decimal("0.03")),
    ]


def test_an_area_adds_its_own_level_and_counties_and_says_how_many_counties_of_how_many(home: Home) -> None:
    Staged(
        [submission("a"), submission("b", division_code="990102"), submission("p", division_code="990100")],
        [
            observation("a", value=12),
            observation("b", value=5, division_code="990102"),
            observation("p", 1, value=20, division_code="990100"),
            observation("p", 2, value=2, division_code="990100-own"),
        ],
    ).load(home)
    found = ask(
        home,
        "select area_code, value, qualifier, reported_count, expected_count, stated_value from marts.mart_overview"
        " order by all",
    )
    assert found == [
        ("990000", Decimal(19), "exact", 2, 8, None),
        ("990100", Decimal(19), "exact", 2, 8, Decimal(20)),
    ]


def test_a_rate_is_never_added(home: Home) -> None:
    Staged([submission("a")], [rate("a", 1, "0.9"), rate("a", 2, "0.8", division_code="990102")]).load(home)
    assert ask(home, "select count(*) from marts.mart_overview") == [(0,)]


def test_figures_of_different_periods_sectors_scopes_or_bases_are_never_added(home: Home) -> None:
    rows = [
        observation("a", 1, value=1),
        observation("a", 2, value=2, division_code="990102", period_start=date(2023, 1, 1), period_kind="campaign"),
        observation("a", 3, value=4, division_code="990103", sector_code="coal_mine"),
        observation("a", 4, value=8, division_code="990104", counting_basis="every_class"),
        observation("a", 5, value=16, division_code="990105", scope="省厅层面"),
        observation("a", 6, value=32, division_code="990106", is_subtotal=True),
    ]
    Staged([submission("a")], rows).load(home)
    found = ask(home, "select value from marts.mart_overview where area_code = '990100' order by all")
    assert found == [(Decimal(1),), (Decimal(2),), (Decimal(4),), (Decimal(8),)]


def test_one_span_and_one_sector_are_added_whatever_words_they_are_printed_in(home: Home) -> None:
    mine = {"sector_code": "coal_mine"}
    rows = [
        observation("a", 1, value=1, sector_text="煤矿", **mine),
        observation("a", 2, value=2, sector_text="煤炭", period_kind="ytd", division_code="990102", **mine),
        observation("a", 3, value=4, sector_text="煤矿行业", period_kind="ytd", division_code="990100", **mine),
        observation("a", 4, value=8, sector_code="other", sector_text="粮食"),
        observation("a", 5, value=16, sector_code="other", sector_text="供销", division_code="990102"),
    ]
    Staged([submission("a")], rows).load(home)
    found = ask(
        home,
        "select sector_text, value, reported_count, stated_value from marts.mart_overview"
        " where area_code = '990100' order by value",
    )
    assert found == [
        (None, Decimal(3), 2, Decimal(4)),
        ("粮食", Decimal(8), 1, None),
        ("供销", Decimal(16), 1, None),
    ]


def test_what_happened_since_an_unknown_day_is_not_added_and_what_stood_on_a_day_is(home: Home) -> None:
    at_end: dict[str, Any] = {"period_start": None, "period_kind": "instant"}
    rows = [
        observation("a", 1, value=3, indicator_code="hazard.found", **at_end),
        observation("a", 2, value=4, indicator_code="hazard.pending", **at_end),
    ]
    Staged([submission("a")], rows).load(home)
    assert ask(home, "select distinct indicator_code, value from marts.mart_overview") == [
        ("hazard.pending", Decimal(4))
    ]


def test_a_sum_with_a_bound_in_it_is_no_exact_sum(home: Home) -> None:
    rows = [observation("a", 1, value=10, qualifier="over"), observation("a", 2, value=5, division_code="990102")]
    Staged([submission("a")], rows).load(home)
    assert ask(home, "select distinct value, qualifier from marts.mart_overview") == [(Decimal(15), "approx")]


def test_a_county_that_did_not_report_is_a_row_not_an_absence(home: Home) -> None:
    Staged(
        [
            submission("a", "2023Q4"),
            submission("b", "2024Q2", division_code="990102", published_on=date(2024, 8, 1)),
            submission("c", "2024Q2", division_code="990103", published_on=date(2024, 7, 31)),
            submission("d", "2024Q2", division_code="990104", outcome="unreadable_bytes"),
        ],
    ).load(home, "2023Q4", "2024Q2")
    states = ask(
        home,
        "select quarter, state, count(*), min(division_code) from marts.mart_coverage group by all order by 1, 2",
    )
    assert states == [
        ("2023Q4", "missing", 7, "990102"),
        ("2023Q4", "reported", 1, "990101"),
        ("2024Q1", "missing", 8, "990101"),
        ("2024Q2", "late", 1, "990102"),
        ("2024Q2", "missing", 6, "990101"),
        ("2024Q2", "reported", 1, "990103"),
    ]


def test_a_province_that_reports_expects_all_its_counties(home: Home) -> None:
    Staged([submission("a", division_code="990000")]).load(home)
    counties = "select count(*) from core.dim_division where code like '99%' and level = 'county' and kind = 'county'"
    assert ask(home, "select count(*) from core.coverage") == ask(home, counties)
    assert ask(home, "select count(*) from core.coverage where division_code like '9901%'") == [(8,)]


def test_a_zone_is_expected_once_it_has_reported(home: Home) -> None:
    zone = "990200-zone-economic"
    Staged([submission("a", "2023Q4", division_code=zone), submission("b", division_code="990201")]).load(
        home, "2023Q4", "2024Q1"
    )
    states = ask(home, "select quarter, state from core.coverage where division_code = ? order by all", zone)
    assert states == [("2023Q4", "reported"), ("2024Q1", "missing")]


def test_marts_follow_a_withdrawn_figure(home: Home) -> None:
    Staged([submission("a")], [observation("a"), rate("a", 2, "0.9")]).load(home)
    Staged([submission("a")]).load(home)
    for mart in ("mart_enforcement_quarter", "mart_zero_accident", "mart_overview"):
        assert ask(home, f"select count(*) from marts.{mart}") == [(0,)]
