"""export, diff, receipt and correct, over homes that were loaded for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Shell
from tests.orchestration.reports import CHENGYANG_2024Q1, DUCHUAN_2024Q1, write_reports

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("contracts_hold")]
FIRST_FINE = "select value from core.fact_enforcement where indicator_code = 'penalty.fine_amount' and superseded_at is null order by value"


def ledger(path: Path, *entries: str) -> Path:
    path.write_text("corrections:\n" + "".join(f"  - {{{entry}}}\n" for entry in entries), encoding="utf-8")
    return path


def versions(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "publications").iterdir() if path.is_dir())


def test_export_writes_the_table_and_its_dictionary(shell: Shell, home: Path, tmp_path: Path) -> None:
    (told,) = shell.lines(
        "export", "current_fact", "--format", "csv", "--out", tmp_path / "f.csv", "--as-of", "2199-01-01", "--json"
    )
    assert (told["table"], told["rows"]) == ("core.current_fact", 5)
    assert (tmp_path / "f.csv").read_bytes().count(b"\r\n") == 6
    assert (tmp_path / "f.dictionary.csv").is_file()
    (none,) = shell.lines(
        "export", "fact_enforcement", "--format", "csv", "--out", tmp_path / "e.csv", "--as-of", "2020-01-01", "--json"
    )
    assert none["rows"] == 0


def test_a_receipt_colours_each_figure_and_lists_what_to_send_again(shell: Shell, home: Path, tmp_path: Path) -> None:
    code, out, err = shell("receipt", "b.txt", "--lang", "zh", "--out", tmp_path / "r.xlsx")
    assert (code, err) == (0, "")
    assert "2 accepted, 0 doubtful, 2 refused, 0 not counted" in out
    book = CalamineWorkbook.from_path(tmp_path / "r.xlsx")
    assert book.sheet_names == ["报送回执", "需补报事项", "正文"]
    asked = book.get_sheet_by_name("需补报事项").to_python()
    assert [row[3] for row in asked[1:]] == ["生产安全事故0起", "死亡2人"]
    assert all("有死亡必有事故" in row[5] and "死亡人数 2" in row[5] for row in asked[1:])
    english = tmp_path / "en.xlsx"
    assert shell("receipt", "b.txt", "--out", english, "--lang", "en")[0] == 0
    assert CalamineWorkbook.from_path(english).sheet_names == ["Receipt", "To send again", "Text"]
    first = english.read_bytes()
    assert shell("receipt", "b.txt", "--out", english, "--lang", "en")[0] == 0
    assert english.read_bytes() == first


def test_corrections_change_facts_with_history_and_are_told_everywhere(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    shell("submit", *write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1), "--quarter", "2024Q1")
    assert shell("load")[0] == 0
    rows = shell.lines("sql", "select * from core.observation", "--json")
    by_raw = {row["raw"]: row for row in rows}
    fine, deaths, stops = by_raw["罚款41.1万元"], by_raw["死亡2人"], by_raw["责令停产整顿3家"]
    file = ledger(
        tmp_path / "c.yaml",
        f"id: f, observation: {fine['observation_id'][:12]}, action: set_value, value: 4110, expect: 411000,"
        " reason: 单位为元, who: 王某",
        f"id: d, submission: b.txt, locator: {deaths['locator']}, action: accept, expect: 2, reason: 已核, who: 王某",
        f"id: s, submission: a.txt, locator: {stops['locator']}, action: withdraw, expect: 3, reason: 重复, who: 李某",
    )
    (done,) = shell.lines("correct", file, "--json")
    assert (done["taken"], done["quarters"]) == (3, ["2024Q1"])
    assert done["published"]
    assert [row["value"] for row in shell.lines("sql", FIRST_FINE, "--json")] == [4110, 125000]
    accidents = "select indicator_code, value from core.fact_accident where superseded_at is null"
    assert shell.lines("sql", accidents, "--json") == [{"indicator_code": "accident.deaths", "value": 2}]

    changes = shell.lines("diff", *versions(tmp_path / "home"), "--json")
    assert sorted((c["change"], c["indicator_code"], c["why"]) for c in changes) == [
        ("added", "accident.deaths", "our_correction"),
        ("changed", "penalty.fine_amount", "our_correction"),
        ("withdrawn", "penalty.suspension", "our_correction"),
    ]
    (traced,) = shell.lines("trace", fine["observation_id"], "--json")
    assert traced["observation"]["correction"] == "[f] set_value by 王某: 单位为元 (was 411000)"
    assert [fact["value"] for fact in traced["facts"]] == [411000, 4110]
    assert "changed  [f] set_value by 王某" in shell("trace", fine["observation_id"])[1]
    held = {row["subject_id"]: row["rule_id"] for row in shell.lines("quarantine", "--json")}
    assert held[stops["observation_id"]] == "ledger.withdraw"
    decided = {(row["state"], row["subject_id"]) for row in shell.lines("quarantine", "--decided", "--json")}
    assert ("released", deaths["observation_id"]) in decided
    assert ("corrected", fine["observation_id"]) in decided

    (again,) = shell.lines("correct", file, "--json")
    assert (again["taken"], again["published"]) == (0, None)
    (reloaded,) = shell.lines("load", "--quarter", "2024Q1", "--json")
    assert reloaded["published"] is None

    ended = file.read_text("utf-8").replace("who: 王某}", "who: 王某, status: retired}", 1)
    file.write_text(ended, encoding="utf-8")
    (done,) = shell.lines("correct", file, "--json")
    assert done["taken"] == 1
    assert [row["value"] for row in shell.lines("sql", FIRST_FINE, "--json")] == [125000, 411000]
    assert [row["status"] for row in shell.lines("correct", "--json")] == ["active", "active", "active", "retired"]


def test_an_entry_that_no_longer_fits_is_told_by_the_load_and_changes_nothing(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    shell("submit", *write_reports(tmp_path / "in", a=CHENGYANG_2024Q1), "--quarter", "2024Q1")
    assert shell("load")[0] == 0
    (fine,) = shell.lines("sql", "select * from core.observation where raw = '罚款41.1万元'", "--json")
    entry = (
        f"id: f, observation: {fine['observation_id']}, action: set_value, value: 5, expect: 411000, reason: r, who: w"
    )
    assert shell("correct", ledger(tmp_path / "c.yaml", entry))[0] == 0
    book = tmp_path / "home" / "corrections" / "ledger.jsonl"
    book.write_text(book.read_text("utf-8").replace('"expect": "411000"', '"expect": "400000"'), encoding="utf-8")
    code, _, err = shell("load")
    assert code == 1
    assert err.splitlines() == [
        "redline: correction f (c.yaml:2) was not applied: the file reads 411000, not 400000"
        " -> retire the entry or mend it"
    ]
    assert [row["value"] for row in shell.lines("sql", FIRST_FINE, "--json")] == [411000]


def test_a_file_with_a_mistake_changes_nothing(shell: Shell, home: Path, tmp_path: Path) -> None:
    good = "id: a, submission: a.txt, locator: chars 0-1, action: accept, expect: 1, reason: r, who: w"
    (row,) = shell.lines("sql", "select * from core.observation where raw = '罚款41.1万元'", "--json")
    at = f"submission: a.txt, locator: {row['locator']}, reason: r, who: w"
    file = ledger(
        tmp_path / "c.yaml",
        good,
        f"id: b, {at}, action: set_value, value: 4.1万, expect: 411000",
        f"id: c, {at}, action: set_value, value: 4, expect: 5",
        f"id: d, {at}, action: set_indicator, indicator: penalty.closure, expect: 411000",
        f"id: e, {at}, action: set_value, value: 7, expect: 411000",
    )
    code, out, err = shell("correct", file)
    assert (code, out) == (1, "")
    assert [line.partition(": ")[2].partition(": ")[0] for line in err.splitlines()] == [
        "c.yaml:2",
        "c.yaml:3",
        "c.yaml:4",
        "c.yaml:5",
    ]
    assert "411000, not 5" in err
    assert "penalty.closure is in count, the figure in yuan" in err
    assert shell.lines("correct", "--json") == []
    code, out, _ = shell(
        "correct", ledger(tmp_path / "d.yaml", f"id: e, {at}, action: accept, expect: 411000"), "--check"
    )
    assert (code, out) == (0, "1 entries could be taken\n")
    assert shell.lines("correct", tmp_path / "d.yaml", "--check", "--json") == [{"could_be_taken": 1}]
    assert shell.lines("correct", "--json") == []


def test_an_impossible_value_and_a_quarantine_id_are_met_by_the_check(shell: Shell, home: Path, tmp_path: Path) -> None:
    (fine,) = shell.lines("sql", "select * from core.observation where raw = '罚款41.1万元'", "--json")
    held = next(row for row in shell.lines("quarantine", "--json") if row["indicator"] == "accident.deaths")
    why = "reason: r, who: w"
    bad = f"id: a, observation: {fine['observation_id']}, action: set_value, value: -90000, expect: 411000, {why}"
    code, out, err = shell("correct", ledger(tmp_path / "c.yaml", bad), "--check")
    assert (code, out) == (1, "")
    assert "c.yaml:2: -90000 is below zero" in err
    by_hold = f"id: b, observation: {held['quarantine_id'][:12]}, action: set_value, value: 0, expect: 2, {why}"
    code, out, err = shell("correct", ledger(tmp_path / "c.yaml", by_hold), "--check")
    assert (code, out, err) == (0, "1 entries could be taken\n", "")
    other_kind = f"id: c, case: {held['quarantine_id']}, action: accept, expect: 2, {why}"
    assert shell("correct", ledger(tmp_path / "c.yaml", other_kind), "--check")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["export", "nothing", "--format", "csv", "--out", "x.csv"], 2),
        (["export", "fact_hazard", "--format", "doc", "--out", "x.csv"], 2),
        (["export", "fact_hazard", "--format", "csv", "--out", "none/x.csv"], 2),
        (["export", "fact_hazard", "--format", "csv", "--out", "x.csv", "--as-of", "yesterday"], 2),
        (["diff", "a", "b"], 2),
        (["diff", "a"], 2),
        (["receipt", "none.txt", "--out", "x.xlsx"], 2),
        (["receipt", "b.txt", "--out", "none/x.xlsx"], 2),
        (["receipt", "b.txt"], 2),
        (["correct", "none.yaml"], 2),
    ],
)
def test_a_problem_is_one_line_and_an_exit_code(arguments: list[str], code: int, shell: Shell, home: Path) -> None:
    got, out, err = shell(*arguments)
    assert (got, out) == (code, "")
    assert len(err.splitlines()) == 1, err
    assert " -> " in err
    assert not Path("x.csv").exists()
