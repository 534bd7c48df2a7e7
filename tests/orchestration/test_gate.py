"""The gate: what holds a quarter, who lets it through, and faults of our own that stop it."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pipelines.intake import submit_paths
from pipelines.ledger import quarters_with_news
from pipelines.load import load
from pipelines.rehearsal import rehearse
from pipelines.validation.gate_overrides import read_overrides, write_override
from pipelines.validation.gate_report import held_quarters, read_report
from tests.orchestration.reports import CHENGYANG_2023Q4, CHENGYANG_2024Q1, DUCHUAN_2024Q1, NOW, write_reports
from tests.orchestration.test_load import ask, facts, home
from warehouse.errors import GateError
from warehouse.expectations import runner
from warehouse.home import Home
from warehouse.publication import current
from warehouse.quarters import Quarter

__all__ = ["home"]
pytestmark = pytest.mark.filterwarnings("ignore")
HOUR = timedelta(hours=1)
HEAD = "处罚决定书文号,行政相对人名称,处罚类别,罚款金额(元),处罚机关,处罚决定日期\n"


def penalty_list(rows: int, fine: int) -> str:
    """A list of decisions whose fines no law knows, and one that is right."""
    wrong = [
        f"(澄阳)应急罚〔2024〕{n}号,示例化工第{n}有限公司,罚款,{fine},澄阳县应急管理局,2024-02-{n % 28 + 1:02}\n"
        for n in range(1, rows + 1)
    ]
    right = "(澄阳)应急罚〔2024〕900号,示例矿业有限公司,罚款,50000,澄阳县应急管理局,2024-02-01\n"
    return "澄阳县应急管理局行政处罚信息公示\n" + HEAD + "".join(wrong) + right


def test_all_of_25_rows_that_fail_one_rule_are_in_quarantine_under_their_ids(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(penalty_list(25, 20_000_000_000), encoding="utf-8")
    submit_paths(home, [path], Quarter(2024, 1))
    summary = load(home, now=NOW)
    assert summary.problems == []
    rule = "contract.penalty_case.fine_of_this_world"
    held = ask(
        home,
        "select q.subject_id, q.quarantine_id, c.fine_yuan from quality.quarantine as q"
        " inner join core.penalty_case as c on q.subject_id = c.case_id and c.superseded_at is null"
        f" where q.rule_id = '{rule}' and q.superseded_at is null",
    )
    wrong = ask(home, "select case_id from core.penalty_case where superseded_at is null and fine_yuan > 10000000000")
    assert len({row[1] for row in held}) == 25
    assert {row[0] for row in held} == {row[0] for row in wrong}
    assert len(wrong) == 25
    assert ask(home, "select count(*) from core.penalty_case") == [(26,)]
    (found,) = ask(home, f"select len(subject_ids) from quality.finding where rule_id = '{rule}'")
    assert found == (25,)


def unsound(result: Any, **changes: Any) -> Any:
    return SimpleNamespace(
        expectation_config=result.expectation_config,
        exception_info=result.exception_info,
        success=changes.pop("success", result.success),
        result={**result.result, **changes},
    )


@pytest.mark.parametrize(
    "fault",
    [
        {"unexpected_count": 0, "unexpected_index_list": [], "success": True},
        {"unexpected_index_list": [{"case_id": "only one of them"}]},
        {"unexpected_count": 9},
    ],
    ids=["overlooks", "lists too few", "counts too many"],
)
def test_a_quarter_stops_where_great_expectations_and_sql_count_differently(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(penalty_list(3, 20_000_000_000), encoding="utf-8")
    submit_paths(home, [path], Quarter(2024, 1))
    sound = runner._run_suite

    def run_unsound(root: str, contract: Any, compact: Any, run: str) -> Any:
        for result in sound(root, contract, compact, run):
            is_meant = (
                contract.table == "core.penalty_case" and result.expectation_config.meta["rule"] == "fine_of_this_world"
            )
            yield unsound(result, **dict(fault)) if is_meant else result

    with monkeypatch.context() as patch:
        patch.setattr(runner, "_run_suite", run_unsound)
        summary = load(home, now=NOW)
    (problem,) = summary.problems
    assert problem.startswith("2024Q1: penalty_case: a fault of Redline, not of the data: ")
    assert "of clause fine_of_this_world" in problem
    assert "SQL counts 3" in problem
    assert (summary.quarters, summary.published, current(home)) == ([], None, None)
    assert held_quarters(home) == {"2024Q1": ["checks_sound"]}
    assert [str(q) for q in quarters_with_news(home)] == ["2024Q1"]


@pytest.fixture
def strict(home: Home) -> Home:
    """A home that holds a quarter of which less than half of the counties have reported."""
    home.root.mkdir(parents=True, exist_ok=True)
    (home.root / "gate.yaml").write_text("coverage: {hold: 0.5}\n", "utf-8")
    return home


@pytest.mark.usefixtures("contracts_hold")
def test_a_held_quarter_stays_out_until_a_named_person_lets_it_through(strict: Home, tmp_path: Path) -> None:
    submit_paths(strict, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    held = load(strict, now=NOW)
    (problem,) = held.problems
    assert problem.startswith("2024Q1: held by the gate")
    assert "coverage 12.5% (limit: not below 50%)" in problem
    assert "redline gate --quarter 2024Q1 --override coverage --who NAME --why TEXT" in problem
    assert (held.quarters, held.facts, current(strict)) == ([], 0, None)
    write_override(strict, "2024Q1", "coverage", 0.125, who="示例科 张某", why="其余县区停报", at=NOW)
    let = load(strict, now=NOW + HOUR)
    assert (let.problems, let.quarters, let.facts) == ([], ["2024Q1"], 3)
    standing = current(strict)
    assert standing is not None
    (told,) = standing.manifest["gate"]["2024Q1"]["conditions"]
    assert (told["condition"], told["outcome"], told["override"]["who"]) == ("coverage", "overridden", "示例科 张某")


@pytest.mark.usefixtures("contracts_hold")
def test_an_override_covers_no_worse_value_and_what_stood_stays(strict: Home, tmp_path: Path) -> None:
    (strict.root / "gate.yaml").write_text("quarantined: {hold: 0.1}\n", "utf-8")
    write_override(strict, "2024Q1", "quarantined", 0.4, who="示例科 张某", why="已电话核实", at=NOW)
    submit_paths(strict, write_reports(tmp_path / "one", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1))
    first = load(strict, now=NOW)
    assert (first.problems, first.quarantined) == ([], 2)
    before = facts(strict)
    without = "2024年第一季度,{0}共发生生产安全事故0起,死亡2人。"
    worse = {
        n: f"{p}2024年第一季度安全生产情况\n{without.format(p)}"
        for n, p in (("c", "鹿溪县"), ("d", "石闸县"), ("e", "谷岭县"))
    }
    submit_paths(strict, write_reports(tmp_path / "two", **worse, old=CHENGYANG_2023Q4))
    second = load(strict, now=NOW + HOUR)
    assert second.quarters == ["2023Q4"]
    assert "quarantined" in second.problems[0]
    assert [f for f in facts(strict) if f[3] == "2024-03-31"] == before


@pytest.mark.usefixtures("contracts_hold")
def test_a_rehearsal_says_what_a_load_would_and_changes_nothing(strict: Home, tmp_path: Path) -> None:
    submit_paths(strict, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    report, problems = rehearse(strict, Quarter(2024, 1), now=NOW)
    assert problems == ()
    assert report is not None
    assert report.outcome == "hold"
    assert {v.condition: v.outcome for v in report.verdicts} == {
        "checks_sound": "pass", "contracts_hold": "pass", "coverage": "hold", "quarantined": "pass", "review": "pass",
        "unread": "pass", "anomalies": "pass",
    }  # fmt: skip
    assert read_report(strict, "2024Q1") is None
    assert [str(q) for q in quarters_with_news(strict)] == ["2024Q1"]
    assert current(strict) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour: {hold: 1}\n", "colour is no condition"),
        ("checks_sound: {hold: 1}\n", "checks_sound is no condition"),
        ("coverage: {hold: half}\n", "no number"),
        ("coverage: {stop: 1}\n", "needs warn, hold"),
        ("coverage: [\n", "no valid YAML"),
        ("- coverage\n", "no mapping"),
        ("coverage: {hold: .nan}\n", "coverage.hold is no number"),
        ("anomalies: {hold: .inf}\n", "anomalies.hold is no number"),
        ("unread: {hold: 20}\n", "unread.hold is no share: 20"),
        ("coverage: {warn: -0.1}\n", "coverage.warn is no share"),
    ],
)
def test_limits_that_cannot_be_read_are_told(tmp_path: Path, text: str, words: str) -> None:
    from pipelines.validation.gate_terms import read_terms

    (tmp_path / "gate.yaml").write_text(text, "utf-8")
    with pytest.raises(GateError, match=words):
        read_terms(Home(tmp_path))


def test_every_condition_speaks_both_languages_and_has_sound_limits(tmp_path: Path) -> None:
    from pipelines.validation.gate_terms import read_terms

    terms = read_terms(Home(tmp_path)).values()
    assert all(t.zh and not t.zh.isascii() and t.en.isascii() for t in terms)
    assert all(t.hold is None for t in terms), "a home says what holds; by default only faults do"
    assert all(t.warn is not None for t in terms if t.kind == "measure")


@pytest.mark.parametrize(
    ("side", "value", "expected"),
    [
        ("below", 0.3, "hold"), ("below", 0.5, "warn"), ("below", 0.8, "pass"), ("below", None, "not_applicable"),
        ("above", 0.9, "hold"), ("above", 0.8, "warn"), ("above", 0.5, "pass"),
    ],
)  # fmt: skip
def test_a_measure_is_told_beyond_one_limit_and_held_beyond_the_other(
    side: Any, value: float | None, expected: str
) -> None:
    from pipelines.validation.gate import judge_measure
    from pipelines.validation.gate_terms import Condition

    warn, hold = (0.7, 0.5) if side == "below" else (0.6, 0.8)
    assert judge_measure(Condition("m", "measure", "量", "measure", side, warn, hold), value).outcome == expected


def test_overrides_are_only_ever_added_and_damage_is_told(tmp_path: Path) -> None:
    from warehouse.errors import UsageError, WarehouseError

    home = Home(tmp_path)
    for why in ("先", "后"):
        write_override(home, "2024Q1", "coverage", 0.2, who="张某", why=why, at=NOW)
    write_override(home, "2024Q2", "coverage", 0.2, who="李某", why="另", at=NOW)
    assert [(o.sequence, o.why) for o in read_overrides(home, "2024Q1")] == [(1, "先"), (2, "后")]
    with pytest.raises(UsageError, match="a name and a reason"):
        write_override(home, "2024Q1", "coverage", 0.2, who=" ", why="无名", at=NOW)
    path = tmp_path / "corrections" / "overrides.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line["who"] for line in lines] == ["张某", "张某", "李某"]
    shutil.copy(path, path.with_suffix(".bak"))
    path.write_text(path.read_text("utf-8") + "{\n", "utf-8")
    with pytest.raises(WarehouseError, match=r"overrides\.jsonl:4"):
        read_overrides(home)
