"""trace tells first what became of a figure or decision; a decision shows its own cells, those in doubt marked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cases.case_tables import HEADER, make_row
from tests.cases.test_case_stream import write
from tests.cli.conftest import Shell
from tests.extraction.test_json_lists import ROWS
from warehouse.trace import Trace
from warehouse.traced_state import TracedState

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("contracts_hold")]


def id_of(shell: Shell, sql: str) -> str:
    (row,) = shell.lines("sql", sql, "--json")
    return str(next(iter(row.values())))


def test_a_fact_says_so_and_names_its_file(shell: Shell, home: Path) -> None:
    own = id_of(shell, "select observation_id from core.fact_enforcement where value = 411000")
    code, out, _ = shell("trace", own)
    assert code == 0
    lines = out.splitlines()
    assert lines[0].endswith("= 411,000 yuan (exact, the fact)")
    assert lines[1].startswith("stands   this is the fact of its subject since ")
    assert any(line.startswith("fact     411,000 yuan since ") and line.endswith("(a.txt)") for line in lines)


def test_a_held_figure_says_at_the_top_what_keeps_it_out(shell: Shell, home: Path) -> None:
    own = id_of(shell, "select observation_id from core.observation where indicator_code = 'accident.deaths'")
    lines = shell("trace", own)[1].splitlines()
    assert lines[0].endswith("(exact, held in quarantine)")
    assert lines[1].startswith("kept out A05 rule_error: ")
    assert ", since 20" in lines[1]
    assert lines[2] == "instead  there is no fact of this subject now"
    (told,) = shell.lines("trace", own, "--json")
    assert told["state"]["state"] == "held"
    assert [hold["rule_id"] for hold in told["state"]["holds"]] == ["A05"]


def test_in_chinese_the_top_says_the_same(shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = id_of(shell, "select observation_id from core.observation where indicator_code = 'accident.deaths'")
    monkeypatch.setenv("REDLINE_LANG", "zh")
    lines = shell("trace", own)[1].splitlines()
    assert "已隔离" in lines[0]
    assert lines[1].startswith("未入事实 A05 ")
    assert lines[2] == "现行事实 同一统计目前没有任何事实"


def test_what_stands_instead_is_told_as_another_files(capsys: pytest.CaptureFixture[str]) -> None:
    from pipelines.cli.tracing import print_figure

    observation = {
        "observation_id": "o1", "submission_id": "s1", "indicator_code": "penalty.fine_amount", "value": 1200,
        "unit": "yuan", "qualifier": "exact", "status": "review", "place": "澄阳县", "division_code": "990101",
        "period_start": None, "period_end": None, "period_basis": "submission", "quarter": "2024Q1",
        "locator": "chars 3-8", "context": "罚款", "method": "prose", "rule": "r",
    }  # fmt: skip
    other = {
        "file_name": "b.xlsx", "locator": "表!B3", "value": 41, "unit": "yuan", "since": None, "id": "o2",
        "submission_id": "s2",
    }  # fmt: skip
    for of, words in (
        ("s2", "rests on another file: b.xlsx at 表!B3, value 41 yuan"),
        ("s1", "another place of the same file: 表!B3"),
    ):
        state = TracedState("file_withdrawn", None, "void by letter", (), ({**other, "submission_id": of},))
        print_figure(Trace(observation, {"file_name": "a.txt"}, state, None, (), (), (), ()))
        out = capsys.readouterr().out
        assert "kept out its file was withdrawn: void by letter" in out
        assert words in out


def test_a_hold_that_ended_is_not_called_held(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.cli.tracing import print_figure

    observation = {
        "observation_id": "o1", "submission_id": "s1", "indicator_code": "accident.deaths", "value": 2,
        "unit": "person", "qualifier": "exact", "status": "accepted", "place": "澄阳县", "division_code": "990101",
        "period_start": None, "period_end": None, "period_basis": "submission", "quarter": "2024Q1",
        "locator": "chars 3-8", "context": "死亡2人", "method": "prose", "rule": "r",
    }  # fmt: skip
    ended = datetime(2024, 5, 2, tzinfo=UTC)
    hold = {
        "rule_id": "A05", "reason": "rule_error", "detail": None, "decided_why": None, "state": "held",
        "superseded_at": ended,
    }  # fmt: skip
    released = {**hold, "state": "released", "decided_why": "电话核实", "superseded_at": None}
    state = TracedState("fact", ended)
    for chosen, words, other in (("zh", "（隔离已结束）", "（已放行）"), ("en", "(no longer held)", "(released)")):
        monkeypatch.setenv("REDLINE_LANG", chosen)
        print_figure(Trace(observation, {"file_name": "a.txt"}, state, None, (), (hold, released), (), ()))
        first, second = [line for line in capsys.readouterr().out.splitlines() if "A05" in line]
        assert words.strip("（）()") in first
        assert other.strip("（）()") in second
        assert "隔离中" not in first
        assert "(held)" not in first


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_decision_shows_the_cells_in_doubt(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    path = tmp_path / f"澄阳县2024年一季度行政处罚.{kind}"
    if kind == "csv":
        head = [*(f"备用{n}" for n in range(9)), *HEADER]
        write(path, [head, *([""] * 9 + make_row(n, date="待定" if n == 3 else "2024-03-05") for n in range(1, 7))])
    else:
        rows = [{**row, "处罚决定日期": "待定" if n == 1 else "2024-03-05"} for n, row in enumerate(ROWS)]
        path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    shell("submit", path, "--quarter", "2024Q1")
    assert shell("load")[0] == 0
    own = id_of(shell, "select case_id from core.penalty_case where status = 'quarantined'")
    code, out, _ = shell("trace", own)
    assert code == 0
    assert "kept out P27 date_invalid" in out
    marked = [line for line in out.splitlines() if "»待定«" in line]
    assert len(marked) == 1
    assert "处罚决定日期" in marked[0]
    assert ("$[1].处罚决定日期" in marked[0]) == (kind == "json")
    assert "备用" not in out
    (told,) = shell.lines("trace", own, "--json")
    assert [c["field"] for c in told["evidence"]["cells"] if c["is_doubted"]] == ["decision_date"]
