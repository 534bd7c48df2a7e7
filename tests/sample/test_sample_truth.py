"""The hidden truth of the sample province holds together."""

from decimal import Decimal

import pytest

from pipelines.extraction.cases.credit_code import find_credit_code_fault
from pipelines.sample.chance import make_random, split_total
from pipelines.sample.figures import add_figures, build_figures
from pipelines.sample.offices import SECTORS, list_counties, load_division_rows
from pipelines.sample.truth import build_county_quarters
from warehouse.quarters import Quarter

QUARTERS = tuple(Quarter(year, number) for year in (2023, 2024) for number in (1, 2, 3, 4))
SEED = 7
COUNTIES = list_counties(SEED, 24)
TRUTH = {county.code: build_county_quarters(SEED, county, QUARTERS) for county in COUNTIES}


def test_every_county_of_the_province_is_there_once():
    codes = [row["code"] for row in load_division_rows() if row["level"] == "county"]
    assert sorted(county.code for county in COUNTIES) == sorted(codes)


def test_codes_lie_outside_the_real_divisions():
    assert {county.code[:2] for county in COUNTIES} == {"99"}


def test_fewer_counties_come_from_every_prefecture_and_draw_the_same():
    few = list_counties(SEED, 3)
    assert [county.prefecture for county in few] == ["澄川市", "砚岭市", "泊江市"]
    assert few == COUNTIES[:3]


def test_credit_codes_are_well_made():
    for county in COUNTIES:
        assert find_credit_code_fault(county.bureau_code) is None
        assert all(find_credit_code_fault(firm.credit_code) is None for firm in county.firms)


@pytest.mark.parametrize("county", COUNTIES, ids=lambda county: county.name)
def test_figures_of_a_quarter_fit_each_other(county):
    for quarter in TRUTH[county.code]:
        figures = build_figures([quarter], county.name)
        assert figures.get("hazard.found") == figures.get("hazard.rectified") + figures.get("hazard.pending")
        assert figures.get("hazard.major_rectified") <= figures.get("hazard.major_found") <= figures.get("hazard.found")
        assert figures.get("penalty.count") == figures.get("penalty.count_unit") + figures.get("penalty.count_person")
        assert figures.get("accident.deaths") <= figures.get("accident.count")
        for code in ("penalty.fine_amount", "penalty.suspension", "inspection.units", "detention.administrative"):
            assert figures.get(code) == sum(figures.get(code, sector) for sector in SECTORS)
        for decision in quarter.decisions:
            assert quarter.quarter.start <= decision.day <= quarter.quarter.end
            assert (decision.fine_yuan > 0) == ("fine" in decision.kinds)


@pytest.mark.parametrize("county", COUNTIES, ids=lambda county: county.name)
def test_fines_are_collected_late_but_never_twice(county):
    decided = collected = Decimal(0)
    for quarter in TRUTH[county.code]:
        figures = build_figures([quarter], county.name)
        decided += figures.get("penalty.fine_amount")
        collected += figures.get("penalty.fine_collected")
        assert collected <= decided


@pytest.mark.parametrize("county", COUNTIES, ids=lambda county: county.name)
def test_zero_accident_shares_fall_within_a_year_and_start_anew(county):
    first, second = TRUTH[county.code][:4], TRUTH[county.code][4:]
    for year in (first, second):
        villages = [quarter.villages_zero for quarter in year]
        assert villages == sorted(villages, reverse=True)
        assert 0 < villages[-1] < villages[0] < county.village_count
    assert second[0].villages_zero > first[-1].villages_zero


def test_document_numbers_run_through_a_year():
    for quarters in TRUTH.values():
        numbers = [decision.number for quarter in quarters[:4] for decision in quarter.decisions]
        assert numbers == list(range(1, len(numbers) + 1))


def test_year_to_date_adds_quarters_and_keeps_the_last_share():
    county = COUNTIES[0]
    quarters = TRUTH[county.code][:3]
    one_by_one = [build_figures([quarter], county.name) for quarter in quarters]
    running = build_figures(quarters, county.name)
    assert running.get("penalty.fine_amount") == sum(one.get("penalty.fine_amount") for one in one_by_one)
    assert running.get("zero_accident.village_zero") == one_by_one[-1].get("zero_accident.village_zero")
    assert (running.start.isoformat(), running.end.isoformat()) == ("2023-01-01", "2023-09-30")


def test_prefecture_adds_counties_and_forms_shares_anew():
    pair = [build_figures(TRUTH[county.code][:1], county.name) for county in COUNTIES[:2]]
    total = add_figures(pair, "澄川市")
    assert total.get("hazard.found") == pair[0].get("hazard.found") + pair[1].get("hazard.found")
    zero, whole = total.get("zero_accident.village_zero"), total.get("zero_accident.village_total")
    assert total.get("zero_accident.village_rate") == zero / whole
    assert total.get("zero_accident.village_target") == Decimal("0.79")


def test_split_adds_up():
    assert sum(split_total(make_random(1, "x"), 101, [1, 2, 3])) == 101
    assert split_total(make_random(1, "x"), 5, [0, 0]) == (0, 0)
