"""Loads: one transaction, bitemporal, repeatable, in any order."""

from __future__ import annotations

import multiprocessing
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Staged, ask, ask_all, case, digest, held, observation, submission
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home
from warehouse.lock import hold_writer_lock
from warehouse.schema import FACT_TABLES
from warehouse.staging import StagedQuarter
from warehouse.store import Warehouse

DAY = timedelta(days=1)
BITEMPORAL = (
    *FACT_TABLES,
    "core.fact_penalty_case",
    "core.bridge_penalty_kind",
    "core.coverage",
    "core.observation",
    "quality.quarantine",
    "quality.reconciliation",
)
STANDING = (*FACT_TABLES, *BITEMPORAL[6:9], "quality.quarantine", "quality.reconciliation")


def export(home: Home) -> str:
    """All that stands, without the times of loading."""
    standing = "select * exclude (recorded_at, superseded_at) from {} where superseded_at is null order by all"
    return "\n".join(map(repr, ask_all(home, map(standing.format, STANDING))))


def versions(home: Home, columns: str = "value") -> list[tuple[Any, ...]]:
    return ask(home, f"select {columns}, recorded_at, superseded_at from core.fact_enforcement order by recorded_at, 1")


def clock(days: int = 0) -> datetime:
    return (NOON + days * DAY).replace(tzinfo=None)


def province(random: Random) -> Staged:
    """Reports of three counties for three quarters: revisions, disagreements, rounded figures, case lists, gaps."""
    staged = Staged()
    for number in range(14):
        name = f"report {number}"
        quarter = random.choice(["2023Q4", "2024Q1", "2024Q2"])
        county = random.choice(["990101", "990102", "990201"])
        staged.submissions.append(
            submission(
                name,
                quarter,
                division_code=county,
                is_correction=random.random() < 0.2,
                published_on=random.choice([None, date(2024, 4, 1), date(2024, 7, 9)]),
            )
        )
        for place in range(3):
            raw, value, qualifier = random.choice(
                [("12万元", "120000", "exact"), ("12.3万元", "123000", "exact"), ("12万余元", "120000", "over")]
            )
            staged.observations.append(
                observation(
                    name,
                    place,
                    quarter,
                    indicator_code="penalty.fine_amount",
                    unit="yuan",
                    raw=raw,
                    value=value,
                    qualifier=qualifier,
                    division_code=random.choice([county, county, None]),
                    method=random.choice(["prose", "table"]),
                    period_end=random.choice([None, date(2024, 3, 31)]),
                )
            )
        staged.quarantine.extend(held(row) for row in staged.observations[-3:] if random.random() < 0.2)
        staged.cases.append(
            case(
                name,
                random.randint(1, 3),
                quarter,
                fine_yuan=Decimal(random.choice([50000, 60000])),
                division_code=county,
            )
        )
    return staged


@pytest.mark.parametrize("seed", range(3))
def test_the_facts_do_not_depend_on_the_order_of_quarters_nor_of_rows(
    home: Home, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    random = Random(seed)  # noqa: S311
    staged = province(random)
    staged.load(home, "2023Q4", "2024Q1", "2024Q2")
    other = Home(tmp_path_factory.mktemp("other"))
    # one by one, as submissions trickle in over several loads of a quarter, in another order
    shuffled = Staged()
    order = list(staged.submissions)
    random.shuffle(order)
    for number, one in enumerate(order):
        shuffled.submissions.append(one)
        for rows, known in (
            (shuffled.observations, staged.observations),
            (shuffled.cases, staged.cases),
            (shuffled.quarantine, staged.quarantine),
        ):
            rows.extend(row for row in known if row["submission_id"] == one["submission_id"])
        if number % 5 == 4 or one is order[-1]:
            quarters = ["2024Q2", "2023Q4", "2024Q1"]
            random.shuffle(quarters)
            shuffled.load(other, *quarters, at=NOON + number * DAY)
    assert export(other) == export(home)
    assert "990101" in export(home)


def test_loading_the_same_twice_writes_nothing(home: Home) -> None:
    staged = province(Random(7))  # noqa: S311
    staged.load(home, "2023Q4", "2024Q1", "2024Q2")
    everything = [f"select * from {t} order by all" for t in (*BITEMPORAL, "raw.load_log", "raw.submission")]
    before = ask_all(home, everything)
    result = staged.load(home, "2024Q2", "2023Q4", "2024Q1", at=NOON + DAY)
    assert not result.changed
    assert (result.added, result.superseded, result.affected_quarters) == ({}, {}, ())
    assert ask_all(home, everything) == before


def test_a_revision_supersedes_the_fact_and_keeps_it(home: Home) -> None:
    staged = Staged([submission("a")], [observation("a", value=12)])
    staged.load(home)
    staged.submissions.append(submission("b", is_correction=True))
    staged.observations.append(observation("b", value=13))
    result = staged.load(home, at=NOON + DAY)
    assert versions(home) == [(Decimal(12), clock(), clock(1)), (Decimal(13), clock(1), None)]
    assert result.added["core.fact_enforcement"] == 1
    assert result.superseded["core.fact_enforcement"] == 1


def test_a_figure_that_comes_back_is_a_new_version(home: Home) -> None:
    staged = Staged([submission("a")], [observation("a", value=12)])
    staged.load(home)
    Staged([submission("a")]).load(home, at=NOON + DAY)
    staged.load(home, at=NOON + 2 * DAY)
    assert versions(home) == [(Decimal(12), clock(), clock(1)), (Decimal(12), clock(2), None)]


def test_a_load_of_one_quarter_leaves_the_others_alone(home: Home) -> None:
    staged = Staged(
        [submission("a"), submission("b", "2024Q2")],
        [observation("a"), observation("b", 1, "2024Q2", period_start=date(2024, 4, 1), period_end=date(2024, 6, 30))],
    )
    staged.load(home, "2024Q1", "2024Q2")
    result = Staged([submission("b", "2024Q2")]).load(home, "2024Q2", at=NOON + DAY)
    assert versions(home, "quarter") == [
        ("2024Q1", clock(), None),
        ("2024Q2", clock() + timedelta(microseconds=1), clock(1)),
    ]
    assert result.affected_quarters == ("2024Q2", "2024Q3", "2024Q4", "2025Q2")


def test_a_later_quarter_may_correct_an_earlier_ones_fact(home: Home) -> None:
    staged = Staged([submission("a")], [observation("a", value=12)])
    staged.load(home)
    staged.submissions.append(submission("b", "2024Q2", is_correction=True))
    staged.observations.append(observation("b", 1, "2024Q2", value=13))
    result = staged.load(home, "2024Q2", at=NOON + DAY)
    assert [row[0] for row in versions(home) if row[2] is None] == [Decimal(13)]
    assert "2024Q1" in result.affected_quarters


def test_a_submission_that_moves_to_another_quarter_leaves_its_old_one(home: Home) -> None:
    Staged([submission("a")], [observation("a", period_start=None, period_end=None, period_kind=None)]).load(home)
    moved = observation("a", 1, "2023Q4", period_start=None, period_end=None, period_kind=None)
    Staged([submission("a", "2023Q4")], [moved]).load(home, "2023Q4", at=NOON + DAY)
    current = ask(home, "select period_end from core.current_fact_enforcement")
    assert current == [(date(2023, 12, 31),)]
    assert ask(home, "select quarter from core.observation where superseded_at is null") == [("2023Q4",)]


def test_a_publication_day_read_anew_moves_what_it_dates(home: Home) -> None:
    rows = [observation("a", period_end=None, period_kind="ytd")]
    Staged([submission("a", published_on=date(2024, 3, 20))], rows).load(home)
    Staged([submission("a", published_on=date(2024, 3, 25))], rows).load(home, at=NOON + DAY)
    assert ask(home, "select period_end from core.current_fact_enforcement") == [(date(2024, 3, 25),)]


def test_times_of_loads_always_advance(home: Home) -> None:
    staged = Staged([submission("a")], [observation("a", value=12)])
    staged.load(home)
    staged.observations = [observation("a", 2, value=13)]
    result = staged.load(home, at=NOON - DAY)
    assert result.recorded_at == NOON + timedelta(microseconds=1)


def test_a_load_that_fails_changes_nothing(home: Home) -> None:
    Staged([submission("a")], [observation("a")]).load(home)
    before = export(home)
    orphan = Staged([submission("a")], [observation("a", value=99), observation("b")])
    with pytest.raises(WarehouseError, match="without the submission itself"):
        orphan.load(home, at=NOON + DAY)
    assert export(home) == before
    assert ask(home, "select count(*) from raw.load_log where quarter = '2024Q1'") == [(1,)]


def test_rows_of_another_quarter_are_refused(home: Home) -> None:
    staged = Staged([submission("a")], [observation("a")]).write(home, "2024Q1")
    stray = StagedQuarter("2024Q2", staged.files)
    with Warehouse.open(home) as warehouse, pytest.raises(WarehouseError, match="2024Q1 are staged under 2024Q2"):
        warehouse.load_quarter("2024Q2", stray, NOON)
    with Warehouse.open(home) as warehouse, pytest.raises(WarehouseError, match="is staged, not"):
        warehouse.load_quarter("2024Q2", staged, NOON)


def test_a_time_without_zone_is_refused(home: Home) -> None:
    staged = Staged([submission("a")]).write(home, "2024Q1")
    with Warehouse.open(home) as warehouse, pytest.raises(WarehouseError, match="zone"):
        warehouse.load_quarter("2024Q1", staged, clock())


def test_counts_speak_of_the_quarter(home: Home) -> None:
    rows = [
        observation("a", 1),
        observation("a", 2, indicator_code="hazard.found"),
        observation("a", 3, status="review", reason="place_ambiguous"),
    ]
    result = Staged([submission("a")], rows, [case("a")], quarantine=[held(rows[1])]).load(home)
    assert (result.submissions, result.observations, result.accepted, result.review) == (1, 3, 2, 1)
    assert (result.quarantined, result.conflicts, result.facts) == (1, 0, 2)
    assert result.as_dict()["recorded_at"] == "2024-05-01T12:00:00+00:00"


def release(home: Home, quarantine_id: str, why: str = "核对原件无误", day: int = 1) -> Any:
    with Warehouse.open(home) as warehouse:
        return warehouse.release(quarantine_id, why, NOON + day * DAY)


def test_a_released_row_becomes_a_fact_and_stays_released_when_loaded_again(home: Home) -> None:
    row = observation("a", value=1200)
    staged = Staged([submission("a")], [row], quarantine=[held(row)])
    assert staged.load(home).facts == 0
    result = release(home, held(row)["quarantine_id"][:8])
    assert (result.facts, result.quarantined) == (1, 0)
    assert not staged.load(home, at=NOON + 2 * DAY).changed
    decided = ask(
        home, "select state, decided_at, decided_why, superseded_at from quality.quarantine order by recorded_at"
    )
    assert decided == [("held", None, None, clock(1)), ("released", clock(1), "核对原件无误", None)]


def test_a_released_row_keeps_the_decision_when_the_rule_words_it_anew(home: Home) -> None:
    row = observation("a")
    Staged([submission("a")], [row], quarantine=[held(row)]).load(home)
    release(home, held(row)["quarantine_id"])
    result = Staged([submission("a")], [row], quarantine=[held(row, detail="reworded")]).load(home, at=NOON + 2 * DAY)
    assert (result.facts, result.quarantined) == (1, 0)


def test_releasing_one_side_settles_a_conflict_for_good(home: Home) -> None:
    rows = [observation("a", 1, value=12), observation("a", 2, value=13)]
    staged = Staged([submission("a")], rows)
    staged.load(home)
    ((chosen,),) = ask(
        home, "select quarantine_id from quality.quarantine where subject_id = ?", rows[1]["observation_id"]
    )
    result = release(home, chosen)
    assert (result.facts, result.conflicts) == (1, 0)
    for day, sector in ((2, "coal_mine"), (3, "construction")):
        staged.observations.append(observation("a", day + 1, value=day, sector_code=sector))
        staged.load(home, at=NOON + day * DAY)
    current = ask(home, "select sector_code, value from core.current_fact_enforcement order by value")
    assert current == [("coal_mine", Decimal(2)), ("construction", Decimal(3)), (None, Decimal(13))]


def test_a_person_may_choose_the_lesser_source_where_units_slipped(home: Home) -> None:
    fine = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}
    rows = [
        observation("a", 1, value=1650000000, raw="165000", method="table", **fine),
        observation("a", 2, value=165000, raw="16.5万元", **fine),
    ]
    Staged([submission("a")], rows).load(home)
    ((chosen,),) = ask(
        home, "select quarantine_id from quality.quarantine where subject_id = ?", rows[1]["observation_id"]
    )
    assert release(home, chosen).facts == 1
    assert ask(home, "select value, method from core.current_fact_enforcement") == [(Decimal(165000), "prose")]


def test_a_released_review_figure_becomes_a_fact(home: Home) -> None:
    row = observation("a", status="review", reason="two_readings")
    Staged([submission("a")], [row], quarantine=[held(row, "review")]).load(home)
    assert release(home, held(row, "review")["quarantine_id"]).facts == 1


def test_a_figure_held_by_two_rules_needs_two_releases(home: Home) -> None:
    row = observation("a")
    Staged([submission("a")], [row], quarantine=[held(row, "B01"), held(row, "B02")]).load(home)
    assert release(home, held(row, "B01")["quarantine_id"]).facts == 0
    assert release(home, held(row, "B02")["quarantine_id"], day=2).facts == 1


@pytest.mark.parametrize(("quarantine_id", "why"), [("ffff", "why"), ("", "why"), (None, "  ")])
def test_a_release_needs_a_held_row_and_a_reason(home: Home, quarantine_id: str | None, why: str) -> None:
    row = observation("a")
    Staged([submission("a")], [row], quarantine=[held(row)]).load(home)
    with pytest.raises(UsageError):
        release(home, held(row)["quarantine_id"] if quarantine_id is None else quarantine_id, why)


def test_a_release_cannot_supply_what_a_figure_lacks(home: Home) -> None:
    row = observation("a", division_code=None)
    Staged([submission("a")], [row]).load(home)
    ((kept_back,),) = ask(home, "select quarantine_id from quality.quarantine")
    with pytest.raises(UsageError, match="place_unknown"):
        release(home, kept_back)


def test_a_released_figure_or_decision_that_still_lacks_something_is_held_again_not_lost(home: Home) -> None:
    figure = observation("a", division_code=None, status="review", reason="place_unknown")
    decision = case("a", decision_date=None, status="quarantined", reasons=["date_invalid"])
    held_case = held(figure, "case", subject_kind="case", subject_id=decision["case_id"])
    held_case["quarantine_id"] = "c" * 20
    rows = [held(figure, "review"), held_case]
    Staged([submission("a")], [figure], [decision], quarantine=rows).load(home)
    release(home, held(figure, "review")["quarantine_id"])
    assert release(home, "c" * 20, day=2).facts == 0
    reasons = ask(home, "select rule_id, reason from quality.quarantine where superseded_at is null and state = 'held'")
    assert sorted(reasons) == [("warehouse.period", "date_invalid"), ("warehouse.place", "place_unknown")]


def test_a_fault_of_the_database_is_told_and_undone(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    Staged([submission("a")], [observation("a")]).load(home)
    before = export(home)
    monkeypatch.setattr("warehouse.loading.CASE_STEPS", ())
    with pytest.raises(WarehouseError, match="was stopped and nothing changed"):
        Staged([submission("a")], [observation("a", value=99)], [case("a")]).load(home, at=NOON + DAY)
    assert export(home) == before


def test_a_second_writer_is_told_of_the_first(home: Home) -> None:
    with hold_writer_lock(home), pytest.raises(WarehouseError, match="another run is writing"), Warehouse.open(home):
        pass
    with Warehouse.open(home):
        pass


def _hold(root: Path, is_held: Any, may_end: Any) -> None:
    with hold_writer_lock(Home(root)):
        is_held.set()
        may_end.wait(20)


def test_a_writer_in_another_process_is_waited_for(home: Home) -> None:
    context = multiprocessing.get_context("fork")
    is_held, may_end = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(home.root, is_held, may_end))
    other.start()
    assert is_held.wait(20)
    with pytest.raises(WarehouseError, match=f"process {other.pid}"), Warehouse.open(home):
        pass
    may_end.set()
    with Warehouse.open(home, wait_seconds=20):
        other.join(20)
    assert other.exitcode == 0


def test_a_file_that_is_no_warehouse_is_told(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.warehouse.write_bytes(b"no database" * 1000)
    with pytest.raises(WarehouseError, match="cannot be opened"), Warehouse.open(home):
        pass


def test_a_changed_catalogue_or_model_weighs_every_fact_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    staged = Staged([submission("a")], [observation("a")])
    staged.load(home)
    monkeypatch.setattr("warehouse.store.hash_models", lambda: "other")
    with Warehouse.open(home) as warehouse:
        warehouse.connection.execute("delete from marts.mart_enforcement_quarter")
        warehouse.connection.execute("update core.fact_enforcement set value = 5")
        result = warehouse.load_quarter("2024Q1", staged.write(home, "2024Q1"), NOON + DAY)
    assert result.added == {"core.fact_enforcement": 1}
    assert ask(home, "select value from marts.mart_enforcement_quarter") == [(Decimal(12),)]


def test_a_column_added_to_the_metadata_is_added_to_the_file(home: Home) -> None:
    with Warehouse.open(home) as warehouse:
        warehouse.connection.execute("drop view core.observation_subject")
        warehouse.connection.execute("alter table core.observation drop column context")
    Staged([submission("a")], [observation("a", context="一句话")]).load(home)
    assert ask(home, "select context from core.observation") == [("一句话",)]
    with Warehouse.open(home) as warehouse:
        warehouse.connection.execute("alter table core.coverage drop column state")
    with pytest.raises(WarehouseError, match="another release"), Warehouse.open(home):
        pass


def test_ids_of_the_test_rows_are_what_they_seem() -> None:
    assert submission("a")["submission_id"] == digest("a") == observation("a")["submission_id"]
