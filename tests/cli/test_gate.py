"""``redline gate``, and what release, quarantine and status say when a check stands in the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.validation import gate
from tests.cli.conftest import Shell
from tests.orchestration.reports import CHENGYANG_2024Q1, DUCHUAN_2024Q1, write_reports
from warehouse.expectations.contract import Clause
from warehouse.expectations.runner import Breach, ContractResult

pytestmark = pytest.mark.filterwarnings("ignore")
LET = ("gate", "--quarter", "2024Q1", "--override", "coverage")


def test_a_quarter_that_a_home_s_limit_holds_is_let_through_by_name(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("REDLINE_HOME", str(home))
    assert "looked at no quarter yet" in shell("gate")[1]
    shell("submit", *write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1), "--quarter", "2024Q1")
    (home / "gate.yaml").write_text("coverage: {hold: 0.9}\n", "utf-8")
    code, _, err = shell("load")
    assert code == 1
    assert "held by the gate" in err
    (status,) = shell.lines("status", "--json")
    assert (status["publication"], status["held"], status["news"]) == (None, {"2024Q1": ["coverage"]}, ["2024Q1"])
    (told,) = shell.lines("gate", "--quarter", "2024Q1", "--json")
    assert (told["outcome"], told["overrides"], told["kept_back"]) == ("hold", [], {"A05": 2})
    assert {v["condition"]: v["value"] for v in told["verdicts"]}["coverage"] == 0.25
    for arguments, words in (
        (LET, "a name and a reason"),
        ((*LET[:-1], "review", "--who", "张某", "--why", "核实"), "review does not hold 2024Q1"),
        (("gate", "--override", "coverage"), "which quarter?"),
        (("gate", "--who", "张某"), "go with --override"),
        (("gate", "--quarter", "2023Q1"), "has not looked at 2023Q1"),
    ):
        refused = shell(*arguments)
        assert (refused[0], words in refused[2]) == (2, True), refused
    assert shell(*LET, "--who", "张某", "--why", "其余县区停报")[0] == 0
    (status,) = shell.lines("status", "--json")
    assert status["publication"]
    assert (status["held"], [o["who"] for o in status["overrides"]]) == ({}, ["张某"])
    shown = shell("gate")[1]
    assert "overridden" in shown
    assert "其余县区停报" in shown


def test_what_blocks_cannot_be_let_through(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("REDLINE_HOME", str(home))
    (home / "gate").mkdir(parents=True)
    verdict = {"condition": "contracts_hold", "outcome": "blocked", "value": None}
    report = {"quarter": "2024Q1", "outcome": "blocked", "verdicts": [verdict]}
    (home / "gate" / "2024Q1.json").write_text(json.dumps(report), "utf-8")
    code, _, err = shell(*LET[:-1], "contracts_hold", "--who", "张某", "--why", "想要")
    assert (code, "nobody can let through" in err) == (2, True)
    assert not (home / "corrections").exists()


def breach(*_: Any, **__: Any) -> tuple[ContractResult, ...]:
    clause = Clause("invented", "expect_nothing", {}, "无", "nothing")
    return (ContractResult("core.fact_accident", 1, 1, (Breach(clause, ("k",), {"k": "x"}),)),)


def test_a_release_that_would_break_a_contract_changes_nothing(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = shell.lines("quarantine", "--json")
    versions = sorted((home / "publications").iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(gate, "check_loaded", breach)
        code, _, err = shell("release", held[0]["quarantine_id"], "--why", "已核实")
    assert code == 1
    assert "core.fact_accident.invented (1): 无 / nothing" in err
    assert shell.lines("quarantine", "--json") == held
    assert sorted((home / "publications").iterdir()) == versions


def test_decisions_of_an_older_publication_are_told_or_it_is_said_what_lacks(shell: Shell, home: Path) -> None:
    (path,) = (home / "publications").glob("*/warehouse.duckdb")
    path.chmod(0o644)
    with duckdb.connect(path) as connection:
        connection.execute("drop view core.observation_subject")
        connection.execute("alter table core.observation drop column correction")
    code, _, err = shell("quarantine", "--decided")
    assert code == 1
    assert "made by an earlier release" in err
    assert "redline load" in err
