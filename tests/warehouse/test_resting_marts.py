"""Marts are those that one computation of all would give, whatever changed last: a figure, the plan, a break of scope."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, ask_all, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.models import MARTS, read_model
from warehouse.reporting_plan import FILE_NAME
from warehouse.store import Warehouse

COUNT = "accident.count"


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def counted(start: str, end: str, value: int, number: int = 1, **changes: Any) -> tuple[Row, Row]:
    """A file of the quarter in which a span ends, and the accidents that it counts in it."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    quarter, name = quarter_of(last), f"{start} {end} {number}"
    span: dict[str, Any] = {"period_start": first, "period_end": last, "period_kind": "half", "indicator_code": COUNT}
    return submission(name, quarter), observation(name, 1, quarter, **{**span, "value": value, **changes})


def staged_of(*pairs: tuple[Row, Row]) -> tuple[Staged, list[str]]:
    files, rows = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return Staged(files, rows), sorted({row["quarter"] for row in files})


def stale_marts(home: Home) -> set[str]:
    """The marts that do not hold what their models say now."""
    pairs = {mart: (f"from marts.{mart}", f"from ({read_model('marts', mart)})") for mart in MARTS}
    differences = [f"({one} except {other}) union all ({other} except {one})" for one, other in pairs.values()]
    return {mart for mart, rows in zip(pairs, ask_all(home, differences), strict=True) if rows}


CHANGES = "select cast(recomputed_value as double), cast(denominator_value as double) from marts.mart_rate"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("2023-10-01", "2023-12-31"), ("2024-01-01", "2024-03-31")),
        (("2023-07-01", "2023-12-31"), ("2024-01-01", "2024-06-30")),
        (("2023-01-01", "2023-09-30"), ("2023-10-01", "2024-06-30")),
        (("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31")),
        (("2019-01-01", "2021-12-31"), ("2022-01-01", "2024-12-31")),
        (("2023-12-01", "2023-12-31"), ("2024-01-01", "2024-01-31")),
    ],
)
def test_a_span_of_whatever_length_follows_a_correction_of_the_span_before(
    home: Home, before: tuple[str, str], after: tuple[str, str]
) -> None:
    earlier, later = counted(*before, 10), counted(*after, 8)
    staged, quarters = staged_of(earlier, later)
    staged.load(home, *quarters)
    asked = f"{CHANGES} where indicator_code = 'accident.count_mom'"
    assert ask(home, asked) == [(-0.2, 10)]
    corrected, _ = staged_of((earlier[0], {**earlier[1], "value": 16, "raw": "16起"}), later)
    corrected.load(home, quarters[0], at=NOON + timedelta(days=1))
    assert ask(home, asked) == [(-0.5, 16)]
    assert stale_marts(home) == set()


def test_a_late_half_year_gives_the_next_one_its_rate_in_the_area_too(home: Home) -> None:
    staged, quarters = staged_of(counted("2023-07-01", "2023-12-31", 10), counted("2024-01-01", "2024-06-30", 8))
    staged.load(home, quarters[1])
    staged.load(home, quarters[0], at=NOON + timedelta(days=1))
    asked = "indicator_code = 'accident.count_mom'"
    assert ask(home, f"{CHANGES} where {asked}") == [(-0.2, 10)]
    area = f"select cast(recomputed_value as double) from marts.mart_rate_area where {asked} and area_code = '990100'"
    assert ask(home, area) == [(-0.2,)]
    assert stale_marts(home) == set()


def test_a_running_count_over_the_new_year_follows_its_earlier_end(home: Home) -> None:
    found: dict[str, Any] = {"indicator_code": "hazard.found", "period_kind": "ytd"}
    earlier = counted("2023-07-01", "2023-12-31", 30, **found)
    later = counted("2023-07-01", "2024-03-31", 75, **found)
    staged, quarters = staged_of(earlier, later)
    staged.load(home, *quarters)
    flow = "select cast(value as double) from marts.mart_quarter_flow where quarter = '2024Q1'"
    assert ask(home, flow) == [(45,)]
    staged_of((earlier[0], {**earlier[1], "value": 40, "raw": "40条"}), later)[0].load(
        home, quarters[0], at=NOON + timedelta(days=1)
    )
    assert ask(home, flow) == [(35,)]
    assert stale_marts(home) == set()


def plan(home: Home, *lines: str) -> None:
    path = home.root / FILE_NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("division,from,to,due_days,indicators\n" + "".join(f"{line}\n" for line in lines), "utf-8")


def test_what_the_plan_asks_now_reaches_the_coverage_of_quarters_in_which_nothing_else_changed(home: Home) -> None:
    staged = Staged([submission("a"), submission("b", "2024Q2")], [observation("a"), observation("b", 1, "2024Q2")])
    plan(home, "990101,2024Q1,,,penalty.suspension")
    staged.load(home, "2024Q1", "2024Q2")
    asked = "select quarter, asked_count, completeness from marts.mart_coverage order by all"
    assert ask(home, asked) == [("2024Q1", 1, 1.0), ("2024Q2", 1, 1.0)]
    facts = ask(home, "select * from core.fact_enforcement order by all")
    plan(home, "990101,2024Q1,,,penalty.suspension hazard.found accident.count")
    result = staged.load(home, "2024Q2", at=NOON + timedelta(days=1))
    assert ask(home, asked) == [("2024Q1", 3, 0.3333), ("2024Q2", 3, 0.3333)]
    assert (result.added, result.superseded) == ({}, {})
    assert ask(home, "select * from core.fact_enforcement order by all") == facts
    plan(home)
    staged.load(home, "2024Q2", at=NOON + timedelta(days=2))
    assert stale_marts(home) == set()


def test_a_change_of_the_breaks_of_scope_is_followed_both_ways(home: Home) -> None:
    catalogue = load_catalogue()
    earlier, later = counted("2023-10-01", "2023-12-31", 10), counted("2024-01-01", "2024-03-31", 8)
    staged, quarters = staged_of(earlier, later)
    staged.load(home, *quarters)
    asked = f"{CHANGES} where indicator_code = 'accident.count_mom'"
    assert ask(home, asked) == [(-0.2, 10)]
    added = replace(catalogue.breaks[0], family="accident", first_day=date(2024, 1, 1))
    broken = replace(catalogue, breaks=(*catalogue.breaks, added))
    for known, expected in ((broken, []), (catalogue, [(-0.2, 10)])):
        with Warehouse.open(home, known) as warehouse:
            warehouse.load_quarter(quarters[1], staged.write(home, quarters[1]), NOON + timedelta(days=1))
        assert ask(home, asked) == expected


def totals(home: Home) -> list[tuple[Any, ...]]:
    asked = "select quarter, compared_with, cast(stated_value as integer), cast(compared_value as integer)"
    return ask(home, f"{asked} from marts.mart_reconciliation order by all")


def test_gaps_of_one_quarter_follow_it_and_those_of_others_stay(home: Home) -> None:
    files, rows = [], []
    for quarter, first in (("2023Q1", "2023-01-01"), ("2023Q4", "2023-10-01"), ("2024Q1", "2024-01-01")):
        start = date.fromisoformat(first)
        span: dict[str, Any] = {"period_start": start, "period_end": start.replace(month=start.month + 2, day=31)}
        for number, (code, value) in enumerate((("990100", 20), ("990101", 12), ("990102", 7))):
            files.append(submission(f"{quarter} {code}", quarter, division_code=code))
            rows.append(observation(f"{quarter} {code}", number, quarter, **span, division_code=code, value=value))
        files.append(submission(f"{quarter} other", quarter, published_on=date(2024, 4, 9)))
        rows.append(observation(f"{quarter} other", 9, quarter, **span, value=15, method="table"))
    quarters = ("2023Q1", "2023Q4", "2024Q1")
    Staged(files, rows).load(home, *quarters)
    before = totals(home)
    assert {(quarter, kind) for quarter, kind, *_ in before} == {
        (quarter, kind) for quarter in quarters for kind in ("counties", "sources")
    }
    assert stale_marts(home) == set()
    changed = [
        {**row, "value": Decimal(26)} if row["quarter"] == "2023Q4" and row["value"] == 20 else row for row in rows
    ]
    Staged(files, changed).load(home, "2023Q4", at=NOON + timedelta(days=1))
    assert stale_marts(home) == set()
    assert [row for row in totals(home) if row[0] != "2023Q4"] == [row for row in before if row[0] != "2023Q4"]
    assert [row for row in totals(home) if row[:2] == ("2023Q4", "counties")] == [("2023Q4", "counties", 26, 22)]


def test_no_load_leaves_its_choice_of_quarters_to_others_even_where_it_failed(home: Home) -> None:
    staged, quarters = staged_of(counted("2023-10-01", "2023-12-31", 10), counted("2024-01-01", "2024-03-31", 8))
    chosen = "select getvariable('chosen_quarters')"
    with Warehouse.open(home) as warehouse:
        for quarter in quarters:
            warehouse.load_quarter(quarter, staged.write(home, quarter), NOON)
            assert warehouse.connection.execute(chosen).fetchone() == (None,)
        assert warehouse.connection.execute("select count(*) from core.chosen_fact").fetchone() == (2,)
    plan(home, "990101,2024Q1,,,")
    staged.observations[1]["value"] = Decimal(5)
    with Warehouse.open(home) as warehouse:
        warehouse.connection.execute("set variable chosen_quarters = ['2001Q1']")
        warehouse.load_quarter(quarters[1], staged.write(home, quarters[1]), NOON)
        assert warehouse.connection.execute(chosen).fetchone() == (None,)
    assert stale_marts(home) == set()
