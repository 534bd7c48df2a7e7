"""A load on a real Dagster instance: facts, repeats, failures that stay alone, and nothing published on broken facts."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from dagster_shared.error import SerializableErrorInfo

from pipelines import checks
from pipelines.instance import prepare_dagster_home
from pipelines.intake import submit_paths
from pipelines.ledger import quarters_with_news
from pipelines.load import load
from pipelines.load_failures import tell_failure
from pipelines.validation import gate
from pipelines.validation.gate_report import held_quarters
from tests.orchestration.reports import (
    CHENGYANG_2023Q4,
    CHENGYANG_2024Q1,
    CHENGYANG_2024Q1_CORRECTED,
    DUCHUAN_2024Q1,
    NOW,
    RANDOM_BYTES,
    write_reports,
)
from warehouse.errors import ValidationError, WarehouseError
from warehouse.expectations.contract import Clause
from warehouse.expectations.runner import Breach, ContractResult
from warehouse.home import Home
from warehouse.publication import current, find_damage, open_publication
from warehouse.quarters import Quarter

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def ask(home: Home, sql: str) -> list[tuple[Any, ...]]:
    connection = open_publication(home)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def facts(home: Home) -> list[tuple[Any, ...]]:
    sql = "select division_code, indicator_code, cast(value as double), period_end from core.current_fact order by all"
    return [(d, i, v, str(p)) for d, i, v, p in ask(home, sql)]


@pytest.mark.usefixtures("kept_history")
def test_a_quarter_goes_from_files_to_publication_and_keeps_out_what_breaks_a_rule(home: Home, tmp_path: Path) -> None:
    files = write_reports(
        tmp_path / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1, old=CHENGYANG_2023Q4, broken=RANDOM_BYTES, empty=b""
    )
    submit_paths(home, files)
    summary = load(home, now=NOW)
    assert summary.problems == []
    assert (summary.quarters, summary.submissions, summary.observations) == (["2023Q4", "2024Q1"], 5, 10)
    assert (summary.accepted, summary.review, summary.quarantined, summary.facts) == (10, 0, 2, 8)
    assert facts(home) == [
        ("990101", "inspection.count", 95.0, "2023-12-31"),
        ("990101", "inspection.count", 120.0, "2024-03-31"),
        ("990101", "penalty.fine_amount", 200000.0, "2023-12-31"),
        ("990101", "penalty.fine_amount", 411000.0, "2024-03-31"),
        ("990101", "penalty.suspension", 1.0, "2023-12-31"),
        ("990101", "penalty.suspension", 3.0, "2024-03-31"),
        ("990102", "inspection.count", 80.0, "2024-03-31"),
        ("990102", "penalty.fine_amount", 125000.0, "2024-03-31"),
    ]
    held = ask(home, "select rule_id, reason, state from quality.quarantine where superseded_at is null order by all")
    assert held == [("A05", "rule_error", "held"), ("A05", "rule_error", "held")]
    outcomes = dict(ask(home, "select file_name, outcome from raw.submission where superseded_at is null"))
    assert (outcomes["broken.txt"], outcomes["empty.txt"]) == ("unreadable_bytes", "empty_file")
    assert (home.data_docs / "index.html").is_file()
    again = load(home, now=NOW + timedelta(hours=1))
    assert (again.quarters, again.published, again.problems) == ([], None, [])
    named = load(home, now=NOW + timedelta(hours=2), quarters=[Quarter(2024, 1)])
    assert (named.quarters, named.facts, named.published) == (["2024Q1"], 5, None)


@pytest.mark.usefixtures("contracts_hold")
def test_a_correction_replaces_and_keeps_what_was_known(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "one", a=CHENGYANG_2024Q1))
    first = load(home, now=NOW)
    submit_paths(home, write_reports(tmp_path / "two", b=CHENGYANG_2024Q1_CORRECTED))
    second = load(home, now=NOW + timedelta(hours=1))
    assert first.published
    assert second.published
    assert first.published != second.published
    amounts = ask(
        home,
        "select cast(value as double), superseded_at is null from core.fact_enforcement"
        " where indicator_code = 'penalty.fine_amount' order by recorded_at",
    )
    assert amounts == [(411000.0, False), (461000.0, True)]


@pytest.mark.slow
@pytest.mark.usefixtures("contracts_hold")
def test_facts_do_not_depend_on_the_order_of_arrival(tmp_path: Path) -> None:
    texts = {"a": CHENGYANG_2024Q1, "b": CHENGYANG_2024Q1_CORRECTED, "c": CHENGYANG_2023Q4}
    found = []
    for order in (("a", "bc"), ("cb", "a")):
        home = Home(tmp_path / "-".join(order))
        for hour, names in enumerate(order):
            submit_paths(home, write_reports(tmp_path / "in", **{name: texts[name] for name in names}))
            load(home, now=NOW + timedelta(hours=hour))
        found.append(ask(home, "select * exclude (recorded_at) from core.current_fact order by all"))
    assert found[0] == found[1]
    assert len(found[0]) == 6


@pytest.mark.slow
@pytest.mark.usefixtures("contracts_hold")
def test_a_late_file_makes_later_quarters_be_judged_again(tmp_path: Path) -> None:
    texts = {
        "a": "澄阳县2024年第一季度隐患排查情况\n2024年第一季度,澄阳县排查隐患40条,整改20条,未整改20条。\n",
        "b": "澄阳县2024年第二季度隐患排查情况\n2024年第二季度,澄阳县排查隐患32条,整改70条。\n",
    }
    found = []
    for order in ("ab", "ba"):
        home = Home(tmp_path / order)
        for hour, name in enumerate(order):
            submit_paths(home, write_reports(tmp_path / "in", **{name: texts[name]}))
            load(home, now=NOW + timedelta(hours=hour))
        facts = ask(home, "select indicator_code, cast(value as integer) from core.current_fact order by all")
        held = ask(home, "select rule_id from quality.quarantine where superseded_at is null order by all")
        found.append((facts, held))
    assert found[0] == found[1]
    assert found[0][0] == [("hazard.found", 40), ("hazard.pending", 20), ("hazard.rectified", 20)]
    assert found[0][1] == [("H02",), ("H02",)]


@pytest.mark.usefixtures("contracts_hold")
def test_a_problem_below_keeps_its_own_words_and_an_unstated_one_says_its_step(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    home.warehouse.parent.mkdir(parents=True, exist_ok=True)
    home.warehouse.write_bytes(b"no database")
    problems = load(home, now=NOW).problems
    assert problems[0].startswith(f"2024Q1: {home.warehouse}: ")
    assert "not a valid DuckDB database file! -> " in problems[0]
    bug = SerializableErrorInfo("KeyError: 'x'\n", [], "KeyError")
    wrapped = SerializableErrorInfo("DagsterError: while\n", [], "DagsterError", cause=bug)
    assert tell_failure(wrapped, "findings").startswith("step findings failed: KeyError: 'x' -> ")


@pytest.mark.usefixtures("contracts_hold", "kept_history")
def test_a_damaged_run_history_is_told(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    (prepare_dagster_home(home) / "dagster.yaml").write_text(": [")
    with pytest.raises(WarehouseError, match=r"the run history cannot be used.*move that folder away"):
        load(home, now=NOW)


@pytest.mark.usefixtures("contracts_hold")
def test_a_file_on_which_the_program_fails_is_told_by_the_load_and_no_other_suffers(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines import understanding

    works = understanding.extract_reading

    def fail_one(reading: Any, catalogue: Any, *_: Any) -> Any:
        if reading.file == "a.txt":
            raise ZeroDivisionError("a bug of ours")
        return works(reading, catalogue)

    monkeypatch.setattr(understanding, "extract_reading", fail_one)
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, b=CHENGYANG_2023Q4), Quarter(2024, 1))
    summary = load(home, now=NOW)
    assert summary.problems == [
        "2024Q1: a.txt: the program failed on it, its figures are not loaded -> please report it"
    ]
    assert (summary.submissions, summary.facts) == (2, 3)


@pytest.mark.usefixtures("contracts_hold")
def test_a_check_that_cannot_run_fails_its_quarter_and_no_other(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, old=CHENGYANG_2023Q4))
    asked = checks.check_observations

    def refuse_one(home: Home, quarter: Quarter, catalogue: Any) -> Any:
        if quarter == Quarter(2023, 4):
            raise ValidationError("the contract could not be asked", where="core.observation", next_step="mend it")
        return asked(home, quarter, catalogue)

    monkeypatch.setattr(checks, "check_observations", refuse_one)
    summary = load(home, now=NOW)
    assert summary.problems == ["2023Q4: core.observation: the contract could not be asked -> mend it"]
    assert summary.quarters == ["2024Q1"]
    assert summary.published
    assert [str(q) for q in quarters_with_news(home)] == ["2023Q4"]
    monkeypatch.setattr(checks, "check_observations", asked)
    assert load(home, now=NOW + timedelta(hours=1)).quarters == ["2023Q4"]


def breach(table: str, level: str, keys: tuple[str, ...]) -> tuple[ContractResult, ...]:
    clause = Clause("invented", "expect_nothing", {}, "无", "nothing", level)  # type: ignore[arg-type]
    return (ContractResult(table, 1, 1, (Breach(clause, keys, dict.fromkeys(keys, "x")),)),)


@pytest.mark.usefixtures("contracts_hold")
def test_a_breach_of_the_table_itself_stops_its_quarter(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    monkeypatch.setattr(checks, "check_observations", lambda *_: breach("core.observation", "table", ("k",)))
    summary = load(home, now=NOW)
    assert (summary.quarters, summary.published, len(summary.problems)) == ([], None, 1)
    assert current(home) is None


def break_loaded(monkeypatch: pytest.MonkeyPatch, quarter: Quarter) -> None:
    """Let a contract of what one quarter's load leads to be broken."""
    told = gate.check_loaded

    def break_one(*arguments: Any, **options: Any) -> Any:
        results = told(*arguments, **options)
        bad = breach("core.fact_enforcement", "row", ("k",))
        return bad + results[1:] if arguments[2] == quarter else results

    monkeypatch.setattr(gate, "check_loaded", break_one)


@pytest.mark.usefixtures("contracts_hold")
def test_a_quarter_whose_facts_would_break_their_contract_is_undone_and_the_others_are_published(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, old=CHENGYANG_2023Q4))
    with monkeypatch.context() as patch:
        break_loaded(patch, Quarter(2023, 4))
        summary = load(home, now=NOW)
    assert (summary.quarters, bool(summary.published)) == (["2024Q1"], True)
    (problem,) = summary.problems
    assert problem.startswith("2023Q4: blocked by the gate")
    assert "contracts_hold: clause core.fact_enforcement.invented (1): nothing" in problem
    assert "--override" not in problem
    assert ask(home, "select distinct quarter from raw.submission") == [("2024Q1",)]
    assert [str(q) for q in quarters_with_news(home)] == ["2023Q4"]
    assert held_quarters(home) == {"2023Q4": ["contracts_hold"]}
    again = load(home, now=NOW + timedelta(hours=1))
    assert (again.quarters, again.problems, bool(again.published)) == (["2023Q4"], [], True)
    assert held_quarters(home) == {}


@pytest.mark.usefixtures("contracts_hold")
def test_what_stood_of_a_quarter_stays_published_when_its_news_do_not_pass(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_paths(home, write_reports(tmp_path / "one", a=CHENGYANG_2024Q1))
    load(home, now=NOW)
    before = facts(home)
    submit_paths(home, write_reports(tmp_path / "two", b=CHENGYANG_2024Q1_CORRECTED, old=CHENGYANG_2023Q4))
    with monkeypatch.context() as patch:
        break_loaded(patch, Quarter(2024, 1))
        summary = load(home, now=NOW + timedelta(hours=1))
    assert (summary.quarters, len(summary.problems), bool(summary.published)) == (["2023Q4"], 1, True)
    assert [f for f in facts(home) if f[3] == "2024-03-31"] == before
    assert [str(q) for q in quarters_with_news(home)] == ["2024Q1"]


@pytest.mark.usefixtures("contracts_hold")
def test_facts_that_no_check_could_look_at_do_not_stand(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))

    def refuse(*_: Any, **__: Any) -> Any:
        raise ValidationError("the contract could not be asked", where="core.fact_hazard", next_step="mend it")

    with monkeypatch.context() as patch:
        patch.setattr(gate, "check_loaded", refuse)
        summary = load(home, now=NOW)
    assert summary.problems[0] == "2024Q1: core.fact_hazard: the contract could not be asked -> mend it"
    assert summary.quarters == []
    assert held_quarters(home) == {"2024Q1": ["checks_sound"]}
    assert [str(q) for q in quarters_with_news(home)] == ["2024Q1"]
    assert load(home, now=NOW + timedelta(hours=1)).published


@pytest.mark.usefixtures("contracts_hold")
def test_nothing_is_published_while_a_loaded_quarter_is_unchecked(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, old=CHENGYANG_2023Q4))
    first = load(home, now=NOW).published
    ledger = home.root / "loaded.json"
    ledger.write_text(json.dumps({q: mark for q, mark in json.loads(ledger.read_text()).items() if q != "2023Q4"}))
    submit_paths(home, write_reports(tmp_path / "in", b=CHENGYANG_2024Q1_CORRECTED))
    refused = load(home, now=NOW + timedelta(hours=1), quarters=[Quarter(2024, 1)])
    assert refused.published is None
    assert refused.problems == [
        f"publication: {home.warehouse}: nothing is published: 2023Q4 was loaded but its facts were not checked"
        " -> redline load --quarter 2023Q4"
    ]
    assert load(home, now=NOW + timedelta(hours=2)).published not in (None, first)


@pytest.mark.usefixtures("contracts_hold")
@pytest.mark.parametrize("damage", ["shorter", "changed", "gone"])
def test_a_load_without_news_heals_a_damaged_publication_and_says_so(home: Home, tmp_path: Path, damage: str) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    load(home, now=NOW)
    standing = current(home)
    assert standing is not None
    damage_file(standing.path, damage)
    summary = load(home, now=NOW + timedelta(hours=1))
    assert (summary.problems, summary.quarters) == ([], [])
    assert summary.published is not None
    assert standing.version in summary.remarks[0]
    assert find_damage(home) == ""
    assert len(facts(home)) == 3
    assert load(home, now=NOW + timedelta(hours=2)).published is None


def damage_file(path: Path, damage: str) -> None:
    content = path.read_bytes()
    path.chmod(0o644)
    if damage == "gone":
        path.unlink()
    elif damage == "shorter":
        path.write_bytes(content[: len(content) // 2])
    else:
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :])


@pytest.mark.usefixtures("contracts_hold")
def test_facts_are_counted_as_they_stand_in_the_end(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "one", a=CHENGYANG_2024Q1), Quarter(2024, 1))
    submit_paths(home, write_reports(tmp_path / "two", b=CHENGYANG_2024Q1_CORRECTED), Quarter(2024, 2))
    summary = load(home, now=NOW)
    assert (summary.quarters, summary.facts, len(facts(home))) == (["2024Q1", "2024Q2"], 3, 3)


def test_a_row_in_breach_of_a_contract_reaches_quarantine_with_its_rule(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.validation import contracts

    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    clause = Clause(
        "small_fines", "expect_column_values_to_be_between", {"column": "value", "max_value": 1000}, "小", "small"
    )
    own = contracts.contract_of

    def with_clause(table: str, *arguments: Any, **options: Any) -> Any:
        contract = own(table, *arguments, **options)
        if contract.suite_name != "fact_enforcement_candidate":
            return contract
        from dataclasses import replace

        return replace(contract, clauses=(*contract.clauses, clause))

    monkeypatch.setattr(contracts, "contract_of", with_clause)
    summary = load(home, now=NOW)
    assert (summary.problems, summary.quarantined, summary.facts) == ([], 1, 2)
    held = ask(home, "select rule_id, detail from quality.quarantine where superseded_at is null")
    assert held == [("contract.fact_enforcement.small_fines", "value 411000.000000 | 小 / small")]


@pytest.mark.usefixtures("contracts_hold", "kept_history")
def test_a_killed_load_leaves_no_place_taken(home: Home, tmp_path: Path) -> None:
    from dagster import DagsterInstance, DagsterRunStatus

    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    with DagsterInstance.from_config(str(prepare_dagster_home(home))) as instance:
        run = instance.create_run_for_job(_any_job(home), status=DagsterRunStatus.STARTED, tags={"redline/load": "1"})
        instance.event_log_storage.claim_concurrency_slot("warehouse_writer", run.run_id, "load_warehouse")
    assert load(home, now=NOW).problems == []
    with DagsterInstance.from_config(str(home.dagster)) as instance:
        ended = instance.get_run_by_id(run.run_id)
    assert ended is not None
    assert ended.status == DagsterRunStatus.FAILURE


def _any_job(home: Home) -> Any:
    from pipelines.definitions import build_defs
    from pipelines.resources import RedlineHome

    return build_defs({"redline": RedlineHome(root=str(home.root))}).resolve_job_def("intake")


@pytest.mark.usefixtures("contracts_hold")
def test_two_loads_of_one_home_do_not_run_at_once(home: Home) -> None:
    from pipelines import load as loading

    with loading.hold_load_lock(home), pytest.raises(WarehouseError, match="another load is running"):
        load(home, now=NOW)


@pytest.mark.usefixtures("contracts_hold", "kept_history")
def test_every_step_says_rows_and_sources(home: Home, tmp_path: Path) -> None:
    from dagster import AssetKey, DagsterInstance

    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    load(home, now=NOW)
    with DagsterInstance.from_config(str(home.dagster)) as instance:
        event = instance.get_latest_materialization_event(AssetKey("observations"))
    assert event is not None
    assert event.asset_materialization is not None
    metadata = {name: value.value for name, value in event.asset_materialization.metadata.items()}
    assert (metadata["rows_in"], metadata["dagster/row_count"], metadata["kept_back"]) == (1, 3, 0)
    assert metadata["sources"] == ["a.txt"]
    assert metadata["period"] == "2024-01-01 to 2024-03-31"
    assert event.asset_materialization.partition == "2024-01-01"


@pytest.mark.usefixtures("contracts_hold")
def test_a_submission_that_moves_to_another_quarter_leaves_the_first(home: Home, tmp_path: Path) -> None:
    files = write_reports(tmp_path / "in", a=CHENGYANG_2024Q1)
    submit_paths(home, files, Quarter(2023, 4))
    load(home, now=NOW)
    from warehouse.archive import Archive

    (held,) = Archive(home).submissions()
    Archive(home).assign_quarter(held.sha256, Quarter(2024, 1), at=NOW)
    assert [str(q) for q in quarters_with_news(home)] == ["2023Q4", "2024Q1"]
    load(home, now=NOW + timedelta(hours=1))
    quarters = ask(home, "select quarter from raw.submission where superseded_at is null")
    assert (quarters, len(facts(home))) == ([("2024Q1",)], 3)


@pytest.mark.usefixtures("contracts_hold")
def test_a_damaged_ledger_or_a_lost_warehouse_means_news(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    load(home, now=NOW)
    assert quarters_with_news(home) == {}
    ledger = home.root / "loaded.json"
    kept = json.loads(ledger.read_text())
    ledger.write_text("{")
    assert [str(q) for q in quarters_with_news(home)] == ["2024Q1"]
    ledger.write_text(json.dumps(kept))
    home.warehouse.unlink()
    assert [str(q) for q in quarters_with_news(home)] == ["2024Q1"]


def test_however_many_files_a_bundle_holds_each_is_told(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines import load as loading
    from pipelines.intake import IntakeReport

    told: list[tuple[int, str]] = []
    names = [f"{number}.txt" for number in range(10_003)]

    def take_many(*_: Any, advance: Any, **__: Any) -> IntakeReport:
        for name in names:
            advance(name)
        return IntakeReport()

    monkeypatch.setattr(loading, "take_inbox", take_many)
    loading.take_in(home, NOW, loading.LoadSummary(), (), lambda _, done, __, name: told.append((done, name)))
    assert told == list(enumerate(names, 1))
