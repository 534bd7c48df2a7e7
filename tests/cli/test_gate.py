"""``redline gate``, and what release, quarantine and status say when a check stands in the way."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.validation import gate
from pipelines.validation.contracts import loaded_clauses
from pipelines.validation.gate_report import GateReport, Verdict, write_report
from pipelines.validation.gate_terms import default_terms
from tests.cli.conftest import Shell
from tests.orchestration.reports import CHENGYANG_2024Q1, DUCHUAN_2024Q1, write_reports
from warehouse.catalogue.loader import load_catalogue
from warehouse.expectations.contract import Clause
from warehouse.expectations.runner import Breach, ContractResult
from warehouse.home import Home

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("contracts_hold")]
HAN = re.compile("[\u4e00-\u9fff]")
LET = ("gate", "--quarter", "2024Q1", "--override", "coverage")


def test_a_quarter_that_a_home_s_limit_holds_is_let_through_by_name(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("REDLINE_HOME", str(home))
    assert "looked at no quarter yet" in shell("gate")[1]
    shell("submit", *write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1), "--quarter", "2024Q1")
    (home / "gate.yaml").write_text("coverage: {hold: 0.9}\nquarantined: {hold: 0.1}\n", "utf-8")
    code, _, err = shell("load")
    assert code == 1
    assert not HAN.search(err), "what is said in English is English"
    assert err.startswith(
        "redline: 2024Q1: held by the gate, what stood of the quarter before still stands: coverage 25% (limit: not"
        " below 90%): share of the divisions that should report which did; quarantined 28.57% (limit: not above 10%):"
        " share of figures and decisions in quarantine -> "
    )
    (home / "gate.yaml").write_text("coverage: {hold: 0.9}\n", "utf-8")
    assert shell("--lang", "zh", "load")[2] == (
        "redline: 2024Q1: 发布关口暂缓，该季度保持原状：coverage 25%（限值：不低于 90%）：应报地区的报送比例"
        " -> 见 redline gate --quarter 2024Q1；或予以放行：redline gate --quarter 2024Q1 --override coverage"
        " --who NAME --why TEXT\n"
    )
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
    invented = Clause("invented", "expect_nothing", {}, "无", "nothing")
    known = next(c for c in loaded_clauses(load_catalogue()) if c.rule == "fall_within_whole")
    told = (Breach(invented, ("k",), {"k": "x"}), Breach(known, ("k", "l"), {"k": "x", "l": "y"}))
    return (ContractResult("core.fact_accident", 1, 1, told),)


def test_a_release_that_would_break_a_contract_changes_nothing(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = shell.lines("quarantine", "--json")
    versions = sorted((home / "publications").iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(gate, "check_loaded", breach)
        code, _, err = shell("release", held[0]["quarantine_id"], "--why", "已核实")
        chinese = shell("--lang", "zh", "release", held[0]["quarantine_id"], "--why", "已核实")[2]
    assert code == 1
    assert (
        "放行会使数据契约不成立，未放行：条款 core.fact_accident.invented（1 行不符）：nothing；"
        "条款 core.fact_accident.fall_within_whole（2 行不符）：降幅不得超过百分之百 -> "
    ) in chinese
    assert (
        "the release would break a contract, nothing changed: clause core.fact_accident.invented (1): nothing;"
        " clause core.fact_accident.fall_within_whole (2): no fall of more than all -> "
    ) in err
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


@pytest.mark.parametrize(
    ("detail", "spoken", "chinese"),
    [
        (
            "clause core.fact_accident.fall_within_whole (2): no fall of more than all; clause core.coverage.x (1): y",
            "contracts_hold: clause core.fact_accident.fall_within_whole (2): no fall of more than all;"
            " clause core.coverage.x (1): y\n",
            "contracts_hold: 条款 core.fact_accident.fall_within_whole（2 行不符）：降幅不得超过百分之百；"
            "条款 core.coverage.x（1 行不符）：y\n",
        ),
        (
            "x+y=z: a fault of Redline, not of the data: of rule I01 SQL selects 1 breaches, the second count finds 0"
            " -> please report it; the quarter stays as it was, load it again after the mend",
            "of rule I01 SQL selects 1 breaches, the second count finds 0 -> please report it; the quarter stays",
            "checks_sound: x+y=z: 程序自身的错误，不是数据的问题：规则 I01，SQL 选出 1 处违反，第二次计数得 0 处"
            " -> 请上报；该季度保持原状，修复后重新装载\n",
        ),
    ],
    ids=["contracts", "fault"],
)
def test_what_stopped_a_quarter_is_told_in_one_language(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, detail: str, spoken: str, chinese: str
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path))
    name = "contracts_hold" if detail.startswith("clause") else "checks_sound"
    verdict = Verdict.of(default_terms()[name], "blocked", detail=detail)
    write_report(Home(tmp_path), GateReport("2024Q1", "2024-05-01T00:00:00+00:00", (verdict,)))
    assert spoken in shell("gate")[1]
    assert not HAN.search(shell("gate")[1])
    assert shell("--lang", "zh", "gate")[1].endswith(chinese)
