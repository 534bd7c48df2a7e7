"""A quarter that the gate holds can be worked off: its rows are seen, traced, accepted; a release says what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.validation.gate_report import held_quarters, read_report
from tests.cli.conftest import Shell
from tests.orchestration.reports import CHENGYANG_2023Q4, CHENGYANG_2024Q1, DUCHUAN_2024Q1, write_reports
from warehouse.home import Home

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("contracts_hold")]
DEATHS = "select cast(value as int) as n from core.fact_accident where superseded_at is null"


@pytest.fixture
def held_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that holds a quarter of which a tenth is in quarantine."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "gate.yaml").write_text("quarantined: {hold: 0.1}\n", "utf-8")
    monkeypatch.setenv("REDLINE_HOME", str(home))
    return tmp_path


def test_a_file_of_a_held_quarter_is_withdrawn_and_comes_back_without_anything_published(
    shell: Shell, held_home: Path
) -> None:
    (held_home / "home" / "gate.yaml").write_text("quarantined: {hold: 0.1}\ncoverage: {hold: 0.9}\n", "utf-8")
    files = write_reports(held_home / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1)
    shell("submit", *files, "--quarter", "2024Q1")
    assert shell("load")[0] == 1
    by = ("--why", "来函声明作废", "--who", "王某")
    out = shell("withdraw", "b.txt", *by)[1]
    assert "its 4 figures and 0 decisions are taken out; no fact has changed" in out
    assert "2024Q1 as a whole is still held by the gate" in out
    code, out, _ = shell("withdraw", "b.txt", "--undo", *by)
    assert code == 1, "the quarter is still held, which is a problem that is told"
    assert "written down that b.txt (2024Q1) is to stand again, by 王某" in out
    assert "its 4 figures and 0 decisions wait until its quarter is published" in out
    told = json.loads(shell("withdraw", "b.txt", *by, "--json")[1])
    assert (told["figures"], told["facts"], told["published"], told["is_held"]) == (4, 0, None, True)


def test_a_held_quarter_is_seen_and_worked_off(shell: Shell, held_home: Path) -> None:
    files = write_reports(held_home / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1)
    shell("submit", *files, "--quarter", "2024Q1")
    code, _, err = shell("load")
    assert (code, "held by the gate" in err) == (1, True)

    rows = shell.lines("quarantine", "--quarter", "2024Q1", "--json")
    assert [(row["rule_id"], row["file"], row["is_quarter_held"]) for row in rows] == [("A05", "b.txt", True)] * 2
    assert "2024Q1 (held whole by the gate)" in " ".join(shell("quarantine")[1].split())
    (traced,) = shell.lines("trace", rows[0]["subject_id"][:12], "--json")
    assert traced["held_quarter"] == "2024Q1"
    assert traced["submission"]["file_name"] == "b.txt"
    assert shell("trace", rows[0]["quarantine_id"])[1].startswith("2024Q1 as a whole is held by the gate")
    code, _, err = shell("release", rows[0]["quarantine_id"], "--why", "已核")
    assert code == 2
    assert "2024Q1 as a whole is held by the gate" in err
    assert f"submission: b.txt, locator: {rows[0]['locator']}, action: accept" in err

    by_value = {row["raw"]: row for row in rows}
    deaths, accidents = by_value["死亡2人"], by_value["生产安全事故0起"]
    about = "action: accept, reason: 道路交通事故, who: 王某"
    file = held_home / "c.yaml"
    file.write_text(
        f"- {{id: d, submission: b.txt, locator: {deaths['locator']}, expect: 2, {about}}}\n"
        f"- {{id: e, observation: {accidents['subject_id'][:12]}, expect: 0, {about}}}\n",
        encoding="utf-8",
    )
    (taken,) = shell.lines("correct", file, "--json")
    assert taken["taken"] == 2
    assert taken["published"], "what the ledger accepts does not count against the gate"
    assert shell.lines("sql", DEATHS + " order by n", "--json") == [{"n": 0}, {"n": 2}]
    assert shell.lines("quarantine", "--json") == []
    report = read_report(Home(held_home / "home"), "2024Q1")
    assert report is not None
    assert report["kept_back"] == {}
    measured = {verdict["condition"]: verdict["value"] for verdict in report["verdicts"]}
    assert measured["quarantined"] == 0


def test_a_file_of_a_held_quarter_can_be_withdrawn_which_frees_the_quarter(shell: Shell, held_home: Path) -> None:
    old = write_reports(held_home / "old", old=CHENGYANG_2023Q4)
    shell("submit", *old, "--quarter", "2023Q4")
    assert shell("load")[0] == 0
    files = write_reports(held_home / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1)
    shell("submit", *files, "--quarter", "2024Q1")
    assert shell("load")[0] == 1
    assert list(held_quarters(Home(held_home / "home"))) == ["2024Q1"]
    known = shell.lines("quarantine", "--json")
    assert {(row["quarter"], row["is_quarter_held"]) for row in known} == {("2024Q1", True)}
    (done,) = shell.lines("withdraw", "b.txt", "--why", "作废", "--who", "王某", "--json")
    assert done["published"]
    assert held_quarters(Home(held_home / "home")) == {}
    files = "select file_name, outcome from raw.submission where superseded_at is null order by all"
    assert [(row["file_name"], row["outcome"]) for row in shell.lines("sql", files, "--json")] == [
        ("a.txt", "read"),
        ("b.txt", "withdrawn"),
        ("old.txt", "read"),
    ]
