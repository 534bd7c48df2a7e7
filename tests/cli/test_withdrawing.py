"""``redline withdraw``: a whole file goes and comes back, and every command tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Shell
from tests.orchestration.reports import (
    CHENGYANG_2024Q1,
    CHENGYANG_2024Q1_CORRECTED,
    DUCHUAN_2024Q1,
    write_reports,
)

pytestmark = pytest.mark.filterwarnings("ignore")
FINES = (
    "select s.file_name, cast(f.value as bigint) as value from core.fact_enforcement as f"
    " inner join raw.submission as s on f.submission_id = s.submission_id and s.superseded_at is null"
    " where f.indicator_code = 'penalty.fine_amount' and f.superseded_at is null order by all"
)
HEAD = "处罚决定书文号,行政相对人名称,处罚类别,罚款金额(元),处罚机关,处罚决定日期\n"
LIST = (
    "澄阳县应急管理局行政处罚信息公示\n"
    + HEAD
    + "(澄阳)应急罚〔2024〕1号,示例矿业有限公司,罚款,50000,澄阳县应急管理局,2024-02-01\n"
    + "(澄阳)应急罚〔2024〕2号,示例化工有限公司,罚款,30000,澄阳县应急管理局,2024-02-02\n"
)
BY = ("--why", "来函声明作废", "--who", "王某")


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    return tmp_path


def load(shell: Shell, at_home: Path, **texts: str) -> None:
    shell("submit", *write_reports(at_home / "in", **texts), "--quarter", "2024Q1")
    code, _, err = shell("load")
    assert code == 0, err


def versions(at_home: Path) -> list[str]:
    return sorted(path.name for path in (at_home / "home" / "publications").iterdir() if path.is_dir())


@pytest.mark.usefixtures("contracts_hold")
def test_a_withdrawn_file_gives_way_to_its_neighbour_and_every_command_tells_it(shell: Shell, at_home: Path) -> None:
    load(shell, at_home, a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1, c=CHENGYANG_2024Q1_CORRECTED)
    both = [{"file_name": "b.txt", "value": 125000}, {"file_name": "c.txt", "value": 461000}]
    assert shell.lines("sql", FINES, "--json") == both
    (figure,) = shell.lines("sql", "select * from core.observation where raw = '罚款46.1万元'", "--json")
    (moment,) = shell.lines("sql", "select max(recorded_at) as at from core.fact_enforcement", "--json")

    (done,) = shell.lines("withdraw", "c.txt", *BY, "--json")
    assert (done["file"], done["quarter"], done["withdrawn"]) == ("c.txt", "2024Q1", True)
    assert (done["figures"], done["decisions"], done["facts_without_another"]) == (3, 0, 0)
    assert done["in_their_place"] == {"a.txt": done["facts"]}
    assert done["facts"] >= 2
    assert shell.lines("sql", FINES, "--json") == [
        {"file_name": "a.txt", "value": 411000},
        {"file_name": "b.txt", "value": 125000},
    ]
    then = "select cast(value as bigint) as value from core.current_fact where value > 200000"
    assert shell.lines("sql", then, "--as-of", moment["at"], "--json") == [{"value": 461000}]
    (row,) = shell.lines(
        "sql", "select * from raw.submission where file_name = 'c.txt' and superseded_at is null", "--json"
    )
    assert (row["outcome"], row["outcome_reason"], row["observations_count"]) == ("withdrawn", "withdrawn", 0)
    assert row["outcome_detail"].startswith("王某 20")
    assert "来函声明作废" in row["outcome_detail"]

    changes = shell.lines("diff", *versions(at_home), "--json")
    assert (done["facts"], len(changes)) == (3, 2), "a fact that moves with an equal value counts too"
    assert {change["why"] for change in changes} == {"file_withdrawn"}
    assert all("来函声明作废" in change["detail"] for change in changes)
    traced = shell("trace", figure["observation_id"])[1]
    assert "来函声明作废" in traced
    (quarter,) = [q for q in shell.lines("status", "--json")[0]["quarters"] if q["quarter"] == "2024Q1"]
    assert quarter["unread"] == 0
    assert "c.txt" in str(quarter["withdrawn_files"])
    assert "澄阳县" in quarter["reported"]
    decided = [r for r in shell.lines("quarantine", "--decided", "--json") if r["state"] == "withdrawn"]
    assert [(r["file"], r["subject_kind"]) for r in decided] == [("c.txt", "submission")]
    assert shell("receipt", "c.txt", "--out", at_home / "r.xlsx", "--lang", "zh")[0] == 0
    shown = str(CalamineWorkbook.from_path(at_home / "r.xlsx").get_sheet_by_name("报送回执").to_python())
    assert "已撤回" in shown
    assert "来函声明作废" in shown


@pytest.mark.usefixtures("contracts_hold")
def test_the_same_bytes_stay_withdrawn_until_somebody_ends_it(shell: Shell, at_home: Path) -> None:
    load(shell, at_home, a=CHENGYANG_2024Q1, c=CHENGYANG_2024Q1_CORRECTED)
    assert shell("withdraw", "c.txt", *BY)[0] == 0
    code, _, err = shell("withdraw", "c.txt", *BY)
    assert (code, "it was withdrawn already by 王某" in err) == (2, True)

    write_reports(at_home / "again", d=CHENGYANG_2024Q1_CORRECTED)
    shell("submit", at_home / "again" / "d.txt", "--quarter", "2024Q1")
    code, _, err = shell("load")
    assert code == 0
    assert "came in again and stays withdrawn by 王某" in err
    assert shell.lines("sql", FINES, "--json") == [{"file_name": "a.txt", "value": 411000}]

    (done,) = shell.lines("withdraw", "c.txt", "--undo", "--why", "查明有效", "--who", "李某", "--json")
    assert (done["withdrawn"], done["figures"]) == (False, 3)
    assert done["in_their_place"] == {"a.txt": done["facts"]}
    assert [row["value"] for row in shell.lines("sql", FINES, "--json")] == [461000]
    restored = shell.lines("diff", *versions(at_home)[-2:], "--json")
    assert {c["why"] for c in restored} == {"file_restored"}
    assert all("李某" in c["detail"] and "查明有效" in c["detail"] for c in restored)
    (row,) = [r for r in shell.lines("correct", "--json") if r["status"] == "active"]
    assert (row["sequence"], "retired (by no. 2)" in shell("correct")[1]) == (1, True)
    assert shell("withdraw", "c.txt", "--undo", *BY)[0] == 2
    ledger = [(row["status"], row["who"]) for row in shell.lines("correct", "--json")]
    assert ledger == [("active", "王某"), ("retired", "李某")]


def test_a_county_whose_only_file_is_withdrawn_has_not_reported(shell: Shell, at_home: Path) -> None:
    load(shell, at_home, a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1)
    assert len(shell.lines("quarantine", "--json")) == 2
    code, out, err = shell("withdraw", "b.txt", *BY)
    assert (code, err) == (0, "")
    assert "4 figures" in out
    assert "2 of them have nothing in their place" in out
    assert shell.lines("quarantine", "--json") == []
    states = "select state, submission_count, completeness from marts.mart_coverage where division_code = '990102'"
    assert shell.lines("sql", states, "--json") == [{"state": "withdrawn", "submission_count": 0, "completeness": None}]
    (quarter,) = shell.lines("status", "--json")[0]["quarters"]
    assert (quarter["reported"], quarter["withdrawn"], quarter["expected"]) == (["澄阳县"], ["渡川县"], 8)
    load(shell, at_home, b2=DUCHUAN_2024Q1 + "以此件为准。\n")
    assert shell.lines("sql", states, "--json")[0]["state"] == "reported"


@pytest.mark.usefixtures("contracts_hold")
def test_a_list_of_decisions_goes_by_a_file_of_corrections_and_comes_back_by_the_command(
    shell: Shell, at_home: Path
) -> None:
    (at_home / "l.csv").write_text(LIST, encoding="utf-8")
    shell("submit", at_home / "l.csv", "--quarter", "2024Q1")
    load(shell, at_home, a=CHENGYANG_2024Q1)
    cases = "select count(*) as n from core.fact_penalty_case where superseded_at is null"
    assert shell.lines("sql", cases, "--json") == [{"n": 2}]
    entry = "- {id: 作废名单, submission: l.csv, action: withdraw, reason: 重复公示, who: 王某}\n"
    file = at_home / "c.yaml"
    file.write_text(entry, encoding="utf-8")
    (taken,) = shell.lines("correct", file, "--json")
    assert (taken["taken"], taken["quarters"]) == (1, ["2024Q1"])
    assert shell.lines("sql", cases, "--json") == [{"n": 0}]
    (done,) = shell.lines("withdraw", "l.csv", "--undo", "--why", "并非重复", "--who", "李某", "--json")
    assert (done["decisions"], done["facts_without_another"]) == (2, 2)
    assert shell.lines("sql", cases, "--json") == [{"n": 2}]


def test_what_cannot_be_withdrawn_is_told_and_nothing_is_written_down(shell: Shell, home: Path) -> None:
    code, _, err = shell("withdraw", "a.tx", *BY)
    assert code == 2
    assert "a.txt" in err
    assert shell("withdraw", "a.txt", "--why", " ", "--who", "王某")[0] == 2
    assert shell("withdraw", "a.txt", "--why", "作废", "--who", "")[0] == 2
    assert shell("withdraw", "a.txt", "--undo", *BY)[0] == 2
    assert shell("withdraw", "a.txt", "--why", "作废")[0] == 2
    assert not (home / "corrections").exists()
