"""Which of several figures for one subject becomes the fact, and when none does.

Every scenario happens in a division of its own, so that all of them are one load.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, held, observation, submission
from warehouse.home import Home
from warehouse.store import Warehouse

TABLE = {"method": "table", "locator": "Sheet1!C7"}
FINE = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}
RATE = {"indicator_code": "hazard.rectification_rate", "unit": "ratio"}
CONFLICT = ["conflicting_values", "conflicting_values"]
CORRECTION = {"is_correction": True}
OTHER_OFFICE = {"division_code": "990000"}
APRIL_8, APRIL_9 = {"published_on": date(2024, 4, 8)}, {"published_on": date(2024, 4, 9)}


@dataclass
class Scenario:
    """Figures by the file they stand in, what is said of the files, and what must come of it.

    ``differences``: (kind, value kept, value not kept). ``held``: the reasons of what is kept back.
    """

    figures: list[tuple[str, Row]]
    stands: list[str]
    files: dict[str, Row] = field(default_factory=dict)
    differences: list[tuple[str, str | None, str]] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    quarantine: tuple[int, ...] = ()


def two(
    first: Row, second: Row, stands: list[str], a: Row | None = None, b: Row | None = None, **more: Any
) -> Scenario:
    """One figure in each of two files, a and b."""
    return Scenario([("a", first), ("b", second)], stands, {"a": a or {}, "b": b or {}}, **more)


def one(figure: Row, held_reason: str | None = None) -> Scenario:
    """A single figure that is no fact."""
    return Scenario([("a", figure)], [], held=[held_reason] if held_reason else [])


def apart(change: Row) -> Scenario:
    """Two figures of one file that speak of different subjects."""
    return Scenario([("a", {"value": 12}), ("a", {"value": 13, **change})], ["12", "13"])


SCENARIOS = {
    "equal values of two files are one fact": two({"value": 12}, {"value": 12}, ["12"]),
    "a form stands before prose": two(
        {"value": 12}, {"value": 13, **TABLE}, ["13"], differences=[("difference", "13", "12")]
    ),
    "an office's own correction in prose stands before its form, which it corrects": two(
        {"value": 12}, {"value": 13, **TABLE}, ["12"], a=CORRECTION, differences=[("difference", "12", "13")]
    ),
    "an own correction stands before an earlier form of the office": two(
        {"value": 12}, {"value": 13, **TABLE}, ["12"], a={**CORRECTION, **APRIL_9}, b=APRIL_8,
        differences=[("difference", "12", "13")],
    ),
    "a form that the office published after its correction stands": two(
        {"value": 12}, {"value": 13, **TABLE}, ["13"], a={**CORRECTION, **APRIL_8}, b=APRIL_9,
        differences=[("difference", "13", "12")],
    ),
    "a correction as a form stands before one in prose of no later day": two(
        {"value": 12}, {"value": 13, **TABLE}, ["13"], a=CORRECTION, b=CORRECTION,
        differences=[("difference", "13", "12")],
    ),
    "the later of two own corrections stands, even in prose": two(
        {"value": 12}, {"value": 13, **TABLE}, ["12"], a={**CORRECTION, **APRIL_9}, b={**CORRECTION, **APRIL_8},
        differences=[("difference", "12", "13")],
    ),
    "an own correction stands before an earlier form of another office": two(
        {"value": 12}, {"value": 13, **TABLE}, ["12"], a={**CORRECTION, **APRIL_9}, b={**OTHER_OFFICE, **APRIL_8},
        differences=[("difference", "12", "13")],
    ),
    "another office's form of a later day stands before an own correction": two(
        {"value": 12}, {"value": 13, **TABLE}, ["13"], a={**CORRECTION, **APRIL_8}, b={**OTHER_OFFICE, **APRIL_9},
        differences=[("difference", "13", "12")],
    ),
    "another office's form stands before an own correction of no known day": two(
        {"value": 12}, {"value": 13, **TABLE}, ["13"], a=CORRECTION, b={**OTHER_OFFICE, **APRIL_9},
        differences=[("difference", "13", "12")],
    ),
    "another office's correction in prose does not stand before a form": two(
        {"value": 12}, {"value": 13, **TABLE}, ["13"], a={**CORRECTION, **OTHER_OFFICE},
        differences=[("difference", "13", "12")],
    ),
    "a correction takes the place of its office's form, which stood before another's": Scenario(
        [("a", {"value": 12}), ("b", {"value": 13, **TABLE}), ("c", {"value": 14, **TABLE})], ["12"],
        {"a": CORRECTION, "c": OTHER_OFFICE}, [("difference", "12", "13"), ("difference", "12", "14")],
    ),
    "a form that its office has corrected is out where another's later form stands": Scenario(
        [("a", {"value": 12}), ("b", {"value": 13, **TABLE}), ("c", {"value": 14, **TABLE})], ["14"],
        {"a": {**CORRECTION, **APRIL_8}, "c": {**OTHER_OFFICE, **APRIL_9}},
        [("difference", "14", "12"), ("difference", "14", "13")],
    ),
    "a correction that says two things of one subject corrects neither": Scenario(
        [("a", {"value": 12}), ("a", {"value": 13}), ("b", {"value": 14, **TABLE})], ["14"],
        {"a": CORRECTION}, [("difference", "14", "12"), ("difference", "14", "13")],
    ),
    "a correction that only rounds its office's form leaves the form": two(
        {**FINE, "value": 411000, "raw": "41.1万元"}, {**FINE, "value": 411234, "raw": "411234", **TABLE},
        ["411234"], a=CORRECTION, differences=[("rounding", "411234", "411000")],
    ),
    "a correction in prose that is ten thousand times its form waits for a person": two(
        {**FINE, "value": 165000, "raw": "16.5万元"}, {**FINE, "value": 1650000000, "raw": "165000", **TABLE},
        [], a={**CORRECTION, **APRIL_9}, b=APRIL_8, held=CONFLICT,
        differences=[("conflict", None, "165000"), ("conflict", None, "1650000000")],
    ),
    "a correction in prose that is a thousandth of another office's form waits for a person": two(
        {**FINE, "value": 165, "raw": "165元"}, {**FINE, "value": 165000, "raw": "165000", **TABLE},
        [], a={**CORRECTION, **APRIL_9}, b={**OTHER_OFFICE, **APRIL_8}, held=CONFLICT,
        differences=[("conflict", None, "165"), ("conflict", None, "165000")],
    ),
    "a correction stands before what it corrects": two(
        {"value": 12}, {"value": 13}, ["13"], b=CORRECTION, differences=[("difference", "13", "12")]
    ),
    "a correction stands before a later publication": two(
        {"value": 12}, {"value": 13}, ["12"], a={**CORRECTION, **APRIL_8}, b=APRIL_9,
        differences=[("difference", "12", "13")],
    ),
    "the later publication stands": two(
        {"value": 12}, {"value": 13}, ["12"], a=APRIL_9, b=APRIL_8, differences=[("difference", "12", "13")]
    ),
    "a publication day decides nothing where the other file has none": two(
        {"value": 12}, {"value": 13}, [], a=APRIL_9, held=CONFLICT,
        differences=[("conflict", None, "12"), ("conflict", None, "13")],
    ),
    "an exact figure stands before a rounded one, which bounds it": two(
        {**FINE, "value": 6700000, "raw": "670余万元", "qualifier": "over"},
        {**FINE, "value": 6787300, "raw": "6787300元"},
        ["6787300"], differences=[("bound", "6787300", "6700000")],
    ),
    "a bound that the exact figure breaks is a difference": two(
        {**FINE, "value": 6700000, "raw": "670余万元", "qualifier": "over"},
        {**FINE, "value": 6512300, "raw": "6512300元"},
        ["6512300"], differences=[("difference", "6512300", "6700000")],
    ),
    "an upper bound is a bound": two(
        {**RATE, "value": "0.05", "raw": "5%以内", "qualifier": "at_most"}, {**RATE, "value": "0.031", "raw": "3.1%"},
        ["0.031"], differences=[("bound", "0.031", "0.05")],
    ),
    "more decimals stand before fewer where one rounds to the other": two(
        {**RATE, "value": "0.96", "raw": "96%"}, {**RATE, "value": "0.9595", "raw": "95.95%"},
        ["0.9595"], differences=[("rounding", "0.9595", "0.96")],
    ),
    "money in 万元 is a rounding of money in 元": two(
        {**FINE, "value": 411000, "raw": "41.1万元"}, {**FINE, "value": 411234, "raw": "411,234元"},
        ["411234"], differences=[("rounding", "411234", "411000")],
    ),
    "a form that is ten thousand times what prose says is no fact, nor is the prose": two(
        {**FINE, "value": 165000, "raw": "16.5万元"}, {**FINE, "value": 1650000000, "raw": "165000", **TABLE},
        [], held=CONFLICT, differences=[("conflict", None, "165000"), ("conflict", None, "1650000000")],
    ),
    "a correction of a slip of units stands": two(
        {**FINE, "value": 1650000000, "raw": "165000", **TABLE}, {**FINE, "value": 165000, "raw": "16.5", **TABLE},
        ["165000"], b=CORRECTION, differences=[("difference", "165000", "1650000000")],
    ),
    "a later publication may mend a slip of units": two(
        {**FINE, "value": 1650000000, "raw": "165000", **TABLE}, {**FINE, "value": 165000, "raw": "16.5", **TABLE},
        ["165000"], a=APRIL_8, b=APRIL_9, differences=[("difference", "165000", "1650000000")],
    ),
    "all sources of a conflict wait for a person's choice": Scenario(
        [("a", {"value": 12, **TABLE}), ("a", {"value": 13, **TABLE}), ("b", {"value": 13})], [],
        held=[*CONFLICT, "conflicting_values"],
        differences=[("conflict", None, "12"), ("conflict", None, "13"), ("conflict", None, "13")],
    ),
    "more decimals do not settle what is no rounding": two(
        {**RATE, "value": "0.96", "raw": "96%"}, {**RATE, "value": "0.9195", "raw": "91.95%"},
        [], held=CONFLICT, differences=[("conflict", None, "0.9195"), ("conflict", None, "0.96")],
    ),
    "round counts are not taken for roundings": two(
        {"value": 10}, {"value": 12}, [], held=CONFLICT,
        differences=[("conflict", None, "10"), ("conflict", None, "12")],
    ),
    "figures whose print does not tell their step are not taken for roundings": two(
        {**FINE, "value": 400000, "raw": "四十万元"}, {**FINE, "value": 411234, "raw": "411234元"},
        [], held=CONFLICT, differences=[("conflict", None, "400000"), ("conflict", None, "411234")],
    ),
    "two exact values within one file are no fact": Scenario(
        [("a", {"value": 12}), ("a", {"value": 13})], [], held=CONFLICT,
        differences=[("conflict", None, "12"), ("conflict", None, "13")],
    ),
    "a printed period stands before a derived one": two(
        {"value": 12, "period_basis": "derived"}, {"value": 13}, ["13"], differences=[("difference", "13", "12")]
    ),
    "an office's word on itself stands before another office's": two(
        {"value": 12}, {"value": 13}, ["13"], a={"division_code": "990000"},
        differences=[("difference", "13", "12")],
    ),
    "a figure held by a rule is no fact and no rival": Scenario(
        [("a", {"value": 1200}), ("b", {"value": 12})], ["12"], held=["rule_error"], quarantine=(0,)
    ),
    "a figure in review is no fact": one({"status": "review", "reason": "place_ambiguous"}),
    "a target is no fact": one({"role": "target"}),
    "last year's value is no fact": one({"role": "prior_year"}),
    "a plan is no fact": one({"role": "plan"}),
    "an unknown place is kept back": one({"division_code": None}, "place_unknown"),
    "a place that is in no list is kept back": one({"division_code": "123456"}, "place_unknown"),
    "an unknown indicator is kept back": one({"indicator_code": "penalty.nonsense"}, "indicator_unknown"),
    "a period that ends before it starts is kept back": one(
        {"period_start": date(2024, 5, 1), "period_end": date(2024, 3, 31)}, "period_unknown"
    ),
    "an open period that starts after its quarter is kept back": one(
        {"period_start": date(2024, 5, 1), "period_end": None}, "period_unknown"
    ),
    "a span of no known kind is kept back": one({"period_kind": None}, "period_unknown"),
    "a sector's figure is another fact": apart({"sector_code": "coal_mine"}),
    "a grade's figure is another fact": apart({"severity": "larger"}),
    "another scope is another fact": apart({"scope": "全部门"}),
    "another counting convention is another fact": apart({"counting_basis": "every_class"}),
    "a subtotal is another fact": apart({"is_subtotal": True}),
    "another end is another fact": apart({"period_end": date(2024, 2, 29)}),
    "a stock is another fact than a flow": apart({"period_start": None, "period_kind": "instant"}),
    "a campaign is another fact than its quarter": apart({"period_kind": "campaign"}),
    "another indicator is another fact": apart({"indicator_code": "penalty.closure"}),
    "one span under two names is one subject": two(
        {"value": 12}, {"value": 13, "period_kind": "ytd"}, ["13"], b=CORRECTION,
        differences=[("difference", "13", "12")],
    ),
    "the words for a known sector do not split it": Scenario(
        [("a", {"value": 5, "sector_code": "coal_mine", "sector_text": text}) for text in ("煤矿", "煤矿企业")], ["5"]
    ),
    "the words for other sectors split them": Scenario(
        [("a", {"value": n, "sector_code": "other", "sector_text": t}) for n, t in ((7, "工矿商贸"), (8, "采矿业"))],
        ["7", "8"],
    ),
}  # fmt: skip
PARTS = ("", "-own", "-dept", "-central", "-zone-economic", "-zone-hightech")
DIVISIONS = [f"99{prefecture:02}{county:02}{part}" for part in PARTS for prefecture in (1, 2) for county in range(1, 9)]
PLACES = dict(zip(SCENARIOS, DIVISIONS, strict=False))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("scenarios"))
    staged = Staged()
    for name, scenario in SCENARIOS.items():
        for file in sorted({file for file, _ in scenario.figures}):
            changes = {"division_code": PLACES[name], **scenario.files.get(file, {})}
            staged.submissions.append(submission(f"{name} {file}", **changes))
        rows = [
            observation(f"{name} {file}", number, **{"division_code": PLACES[name], **figure})
            for number, (file, figure) in enumerate(scenario.figures)
        ]
        staged.observations.extend(rows)
        staged.quarantine.extend(held(rows[number]) for number in scenario.quarantine)
    staged.load(home)
    return home


def ids(name: str) -> list[str]:
    return [observation(f"{name} {file}", n)["observation_id"] for n, (file, _) in enumerate(SCENARIOS[name].figures)]


def decimals(values: list[str]) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_stands_of_a_subject(loaded: Home, name: str) -> None:
    scenario, of_scenario = SCENARIOS[name], "in (select unnest(?))"
    facts = ask(loaded, f"select value from core.current_fact where observation_id {of_scenario} order by 1", ids(name))
    assert [row[0] for row in facts] == decimals(scenario.stands)
    differences = ask(
        loaded,
        f"select kind, kept_value, other_value from quality.reconciliation where other_observation_id {of_scenario}"
        " order by all",
        ids(name),
    )
    assert differences == [
        (kind, None if kept is None else Decimal(kept), Decimal(other)) for kind, kept, other in scenario.differences
    ]
    reasons = ask(
        loaded, f"select reason from quality.quarantine where state = 'held' and subject_id {of_scenario}", ids(name)
    )
    assert [row[0] for row in reasons] == scenario.held


def test_a_difference_is_told_relative_to_the_value_kept(loaded: Home) -> None:
    name = "a correction stands before what it corrects"
    found = ask(
        loaded, "select relative_difference from quality.reconciliation where other_observation_id = ?", ids(name)[0]
    )
    assert found == [(-0.076923,)]


def test_a_figure_that_a_person_released_stands_before_an_own_correction(home: Home) -> None:
    form = observation("b", value=13, **TABLE)
    staged = Staged([submission("a", **CORRECTION), submission("b")], [observation("a", value=12), form])
    staged.quarantine = [held(form, "B01")]
    staged.load(home)
    assert ask(home, "select value from core.current_fact") == [(Decimal(12),)]
    with Warehouse.open(home) as warehouse:
        warehouse.release(held(form, "B01")["quarantine_id"], "the office confirmed it", NOON)
    assert ask(home, "select value from core.current_fact") == [(Decimal(13),)]


def test_a_later_correction_settles_a_conflict(home: Home) -> None:
    staged = Staged([submission("a"), submission("b")], [observation("a", value=12), observation("b", value=13)])
    result = staged.load(home)
    assert (result.conflicts, result.quarantined, result.facts) == (2, 2, 0)
    staged.submissions.append(submission("c", is_correction=True))
    staged.observations.append(observation("c", value=14))
    result = staged.load(home)
    assert (result.conflicts, result.quarantined, result.facts) == (0, 0, 1)
    assert ask(home, "select value from core.current_fact") == [(Decimal(14),)]


PERIODS = [
    # printed start, end, kind; published on; start, end, kind, basis and quarter of the fact
    ((None, None, None), None, (None, date(2024, 3, 31), "instant", "submission", "2024Q1")),
    ((date(2024, 1, 1), None, "ytd"), date(2024, 3, 20), (date(2024, 1, 1), date(2024, 3, 20), "ytd", "derived", "2024Q1")),
    ((date(2024, 1, 1), None, "ytd"), None, (date(2024, 1, 1), date(2024, 3, 31), "ytd", "derived", "2024Q1")),
    ((None, date(2023, 11, 30), None), None, (None, date(2023, 11, 30), "instant", "printed", "2023Q4")),
    ((date(2020, 1, 1), date(2020, 12, 31), "year"), None, (date(2020, 1, 1), date(2020, 12, 31), "year", "printed", "2020Q4")),
]  # fmt: skip


def test_a_period_stands_as_printed_or_says_how_it_is_known(home: Home) -> None:
    staged = Staged()
    for number, ((start, end, kind), published_on, _) in enumerate(PERIODS):
        staged.submissions.append(submission(str(number), published_on=published_on))
        place = f"99010{number + 1}"
        period = {"period_start": start, "period_end": end, "period_kind": kind}
        staged.observations.append(observation(str(number), division_code=place, **period))
    staged.load(home)
    columns = "period_start, period_end, period_kind, period_basis, quarter"
    found = ask(home, f"select {columns} from core.fact_enforcement order by division_code")
    assert found == [expected for _, _, expected in PERIODS]


def test_every_fact_table_takes_its_indicators(home: Home) -> None:
    codes = [
        "penalty.fine_collected",
        "zero_accident.village_total",
        "accident.deaths",
        "hazard.found",
        "inspection.count",
        "training.people",
    ]
    rows = [observation("a", n, indicator_code=code) for n, code in enumerate(codes)]
    Staged([submission("a")], rows).load(home)
    found = ask(home, "select fact_table, indicator_code from core.current_fact order by fact_table")
    assert found == [
        ("fact_accident", "accident.deaths"),
        ("fact_capacity", "training.people"),
        ("fact_enforcement", "penalty.fine_collected"),
        ("fact_hazard", "hazard.found"),
        ("fact_inspection", "inspection.count"),
        ("fact_zero_accident", "zero_accident.village_total"),
    ]
    assert ask(home, "select action_code, stage, attribution from core.fact_enforcement") == [
        ("fine", "collected", "all")
    ]


def test_zero_accident_rows_carry_counts_and_target_of_their_division(home: Home) -> None:
    village = {"period_start": date(2024, 1, 1), "period_kind": "ytd"}
    Staged(
        [submission("a")],
        [
            observation("a", 1, indicator_code="zero_accident.village_zero", value=73, **village),
            observation("a", 2, indicator_code="zero_accident.village_total", value=80, **village),
            observation(
                "a", 3, indicator_code="zero_accident.village_target", value="0.8", unit="ratio", role="target"
            ),
        ],
    ).load(home)
    rows = ask(home, "select indicator_code, zero_units, total_units, target from core.fact_zero_accident order by all")
    assert rows == [
        ("zero_accident.village_total", Decimal(73), Decimal(80), Decimal("0.8")),
        ("zero_accident.village_zero", Decimal(73), Decimal(80), Decimal("0.8")),
    ]


def test_an_own_level_known_by_rule_joins_the_divisions(loaded: Home) -> None:
    found = ask(loaded, "select parent_code, kind from core.dim_division where division_code = '990101-own'")
    assert found == [("990101", "own_level")]


def test_every_scenario_has_a_division_of_its_own() -> None:
    assert len(PLACES) == len(SCENARIOS)


def test_what_is_released_from_one_rule_may_be_held_by_another_and_says_so(home: Home) -> None:
    row = observation("a")
    staged = Staged([submission("a")], [row], quarantine=[held(row, "B01"), held(row, "B13")])
    staged.load(home)
    with Warehouse.open(home) as warehouse:
        released = held(row, "B01")["quarantine_id"]
        warehouse.release(released, "looked at", NOON)
        assert warehouse.still_held(released) == ["B13 rule_error"]
