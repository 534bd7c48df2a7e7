"""The command line: names, outputs, exit codes, one line a problem; over one small loaded home."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.cli.app import COMMANDS
from pipelines.cli.output import plain
from tests.cli.conftest import Shell
from tests.orchestration.reports import CHENGYANG_2024Q1, DUCHUAN_2024Q1, RANDOM_BYTES, write_reports

pytestmark = pytest.mark.filterwarnings("ignore")
FIGURE_KEYS = {
    "file", "indicator", "value", "unit", "qualifier", "raw", "locator", "place", "division_code", "period_start",
    "period_end", "period_kind", "industry", "industry_text", "status", "reason", "severity", "scope", "role",
    "reference",
}  # fmt: skip
CASE_KEYS = {
    "file", "row", "document_no", "party", "credit_code", "authority", "decision_date", "kinds", "fine_yuan",
    "confiscated_yuan", "status", "reasons", "flags",
}  # fmt: skip
CASE_LIST = """某县应急管理局行政处罚信息公示
处罚决定书文号,行政相对人名称,统一社会信用代码,处罚类别,罚款金额(万元),处罚机关,处罚决定日期
(澄阳)应急罚〔2024〕1号,示例化工有限公司,91350100M000100Y43,罚款,2.5,澄阳县应急管理局,2024-02-01
"""


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pipelines.cli.app import run; run(['--help'])\n"
        "heavy = {'polars', 'duckdb', 'dagster', 'pandas', 'streamlit', 'great_expectations', 'lxml', 'rich'}\n"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in COMMANDS if name != "home")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, shell: Shell) -> None:
    code, out, _ = shell(name, "--help")
    assert code == 0
    assert "Example: " in out
    assert "redline " + name in " ".join(out.partition("Example: ")[2].split())


def test_extract_prints_one_object_a_figure(shell: Shell, tmp_path: Path) -> None:
    (path,) = write_reports(tmp_path, report=CHENGYANG_2024Q1)
    rows = shell.lines("extract", path, "--json")
    assert [(r["indicator"], r["value"], r["unit"]) for r in rows] == [
        ("inspection.count", 120, "count"),
        ("penalty.suspension", 3, "count"),
        ("penalty.fine_amount", 411000, "yuan"),
    ]
    assert all(set(r) == FIGURE_KEYS for r in rows)
    fine = rows[2]
    assert (fine["file"], fine["place"], fine["division_code"]) == ("report.txt", "澄阳县", "990101")
    assert (fine["period_start"], fine["period_end"], fine["period_kind"]) == ("2024-01-01", "2024-03-31", "quarter")
    assert (fine["status"], fine["reason"], fine["role"], fine["reference"]) == ("accepted", None, "observed", None)


def test_extract_touches_no_home(shell: Shell, tmp_path: Path, empty: Path) -> None:
    shell("extract", *write_reports(tmp_path, report=CHENGYANG_2024Q1), "--json")
    assert not empty.exists()


def test_a_file_that_cannot_be_read_is_told_after_the_others_were_read(shell: Shell, tmp_path: Path) -> None:
    write_reports(tmp_path / "in", broken=RANDOM_BYTES, report=CHENGYANG_2024Q1)
    code, out, err = shell("extract", tmp_path / "in", tmp_path / "missing.txt", "--json")
    assert code == 1
    assert len(out.splitlines()) == 3
    assert len(err.splitlines()) == 2
    assert all(line.startswith("redline: ") and " -> " in line for line in err.splitlines())
    assert "broken.txt" in err


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_read(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    write_reports(tmp_path / "in", report=CHENGYANG_2024Q1)
    (tmp_path / "in" / "secret").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    code, out, err = shell("extract", tmp_path / "in", "--json")
    assert (code, len(out.splitlines())) == (1, 3)
    assert err == f"redline: {tmp_path}/in/secret: Permission denied -> check its permissions\n"


def test_a_pipe_is_told_and_not_waited_for(shell: Shell, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    code, out, err = shell("extract", tmp_path / "pipe", "--json")
    assert (code, out) == (1, "")
    assert "this is no file -> " in err


def test_a_file_name_in_gb18030_is_shown_as_text(shell: Shell, tmp_path: Path) -> None:
    import os

    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "季报.txt".encode("gb18030")))
    path.write_text(CHENGYANG_2024Q1)
    rows = shell.lines("extract", path, "--json")
    assert [r["file"] for r in rows] == ["季报.txt"] * 3


def test_explain_marks_each_figure_in_the_text(shell: Shell, tmp_path: Path) -> None:
    (path,) = write_reports(tmp_path, report=CHENGYANG_2024Q1)
    code, out, _ = shell("extract", path, "--explain")
    assert code == 0
    assert "⟦罚款41.1万元⟧{penalty.fine_amount=411000 " in out


def test_cases_prints_one_object_a_row(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(CASE_LIST.encode("gb18030"))
    (row,) = shell.lines("cases", path, "--json")
    assert set(row) == CASE_KEYS
    assert (row["file"], row["row"], row["fine_yuan"], row["kinds"]) == ("list.csv", 3, 25000, ["fine"])
    assert (row["decision_date"], row["status"], row["reasons"]) == ("2024-02-01", "accepted", [])


def test_status_says_who_has_reported_and_who_has_not(shell: Shell, home: Path) -> None:
    (found,) = shell.lines("status", "--json")
    (quarter,) = found["quarters"]
    assert (found["inbox"], found["news"], quarter["quarter"]) == (0, [], "2024Q1")
    assert (quarter["submissions"], quarter["observations"], quarter["quarantined"]) == (2, 7, 2)
    assert sorted(quarter["reported"]) == ["渡川县", "澄阳县"]
    assert quarter["expected"] == 8
    assert "鹿溪县" in quarter["missing"]
    assert shell("status")[0] == 0


@pytest.mark.usefixtures("contracts_hold")
def test_status_names_the_files_that_could_not_be_read(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    shell("submit", *write_reports(tmp_path / "in", broken=RANDOM_BYTES), "--quarter", "2024Q1")
    assert shell("load")[0] == 0
    (found,) = shell.lines("status", "--json")
    assert found["quarters"][0]["unread_files"] == ["broken.txt (unreadable_bytes)"]
    assert "2024Q1 not read: broken.txt (unreadable_bytes)" in shell("status")[1]


def test_a_table_cuts_nothing(shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert "b82c0d8a" * 15 in shell("sql", f"select '{'b82c0d8a' * 15}' as name")[1]
    monkeypatch.setenv("COLUMNS", "60")
    _, out, _ = shell("sql", f"select '{'b82c0d8a' * 15}' as a_name_that_is_longer_than_sixty_columns_of_a_screen_are")
    assert "b82c0d8a" * 15 in "".join(out.split())
    assert "…" not in out


def test_quarantine_names_rule_reason_and_place(shell: Shell, home: Path) -> None:
    rows = shell.lines("quarantine", "--json")
    assert [(r["rule_id"], r["reason"], r["indicator"], r["value"], r["file"]) for r in rows] == [
        ("A05", "rule_error", "accident.count", 0, "b.txt"),
        ("A05", "rule_error", "accident.deaths", 2, "b.txt"),
    ]
    assert all(r["locator"].startswith("chars ") for r in rows)
    assert shell.lines("quarantine", "--json", "--quarter", "2023Q4") == []
    assert shell("quarantine")[0] == 0


def test_trace_shows_the_sentence(shell: Shell, home: Path) -> None:
    (fact,) = shell.lines("sql", "select observation_id from core.fact_enforcement where value = 411000", "--json")
    code, out, _ = shell("trace", fact["observation_id"])
    assert code == 0
    assert "责令停产整顿3家,»罚款41.1万元«" in out
    assert f"id       {fact['observation_id']}\n" in out, "a correction names the figure by it"
    (found,) = shell.lines("trace", fact["observation_id"], "--json")
    assert found["submission"]["file_name"] == "a.txt"
    assert found["evidence"]["marked"] == "罚款41.1万元"
    assert [f["value"] for f in found["facts"]] == [411000]


def test_sql_prints_numbers_as_numbers_and_dates_as_dates(shell: Shell, home: Path) -> None:
    query = (
        "select value, value / 3 as third, period_end, superseded_at, [1.5, 2.0] as list from core.fact_enforcement"
        " where indicator_code = 'penalty.fine_amount' and division_code = '990102'"
    )
    (row,) = shell.lines("sql", query, "--json")
    assert (row["value"], row["period_end"], row["superseded_at"], row["list"]) == (
        125000,
        "2024-03-31",
        None,
        [1.5, 2],
    )
    assert row["third"] == pytest.approx(41666.6667)
    assert shell("sql", query)[0] == 0


def test_sql_as_of_an_earlier_time_shows_what_was_known(shell: Shell, home: Path) -> None:
    assert shell.lines("sql", "select * from core.fact_enforcement", "--as-of", "2020-01-01T00:00:00Z", "--json") == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nonsense"], 2),
        (["load", "--quarter", "2024Q7"], 2),
        (["load", "--quarter", "2199Q1"], 2),
        (["submit", "no-such-file"], 2),
        (["submit"], 2),
        (["submit", ""], 2),
        (["extract", ""], 2),
        (["sample", ""], 2),
        (["sql", "drop table core.fact_hazard"], 2),
        (["sql", "select 1; select 2"], 2),
        (["sql", "select nothing from nowhere"], 1),
        (["sql", "select 1", "--as-of", "yesterday"], 2),
        (["trace", "zzzz"], 2),
        (["release", "zzzz", "--why", "because"], 2),
        (["release", "zzzz"], 2),
        (["extract", "no-such-file", "--json"], 1),
        (["sample", "out", "--counties", "0"], 2),
        (["dashboard", "--port", "0"], 2),
    ],
)
def test_a_problem_is_one_line_and_an_exit_code(arguments: list[str], code: int, shell: Shell, home: Path) -> None:
    got, out, err = shell(*arguments)
    assert (got, out) == (code, "")
    assert len(err.splitlines()) == 1, err
    assert err.startswith("redline: ")
    assert " -> " in err


@pytest.mark.parametrize(
    "arguments", [["sql", "select 1"], ["trace", "a"], ["quarantine"], ["release", "a", "--why", "b"]]
)
def test_before_the_first_load_commands_say_what_to_do(arguments: list[str], shell: Shell, empty: Path) -> None:
    code, _, err = shell(*arguments)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "redline" in err.partition(" -> ")[2]


def test_status_works_before_the_first_load(shell: Shell, empty: Path) -> None:
    (found,) = shell.lines("status", "--json")
    assert (found["publication"], found["quarters"]) == (None, [])


def test_a_load_of_nothing_is_no_problem(shell: Shell, empty: Path) -> None:
    (found,) = shell.lines("load", "--json")
    assert (found["published"], found["submissions"], found["facts"]) == (None, 0, 0)
    assert set(found) == {
        "published", "submissions", "observations", "accepted", "review", "quarantined", "facts", "seconds"
    }  # fmt: skip


def test_an_unexpected_fault_is_one_line_and_is_written_down(
    shell: Shell, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(home: object) -> None:
        sentence = "words of an office"
        raise RuntimeError(f"a bug of ours{sentence[:0]}")

    monkeypatch.setattr("pipelines.cli.looking.read_status", break_down)
    code, _, err = shell("status")
    assert code == 1
    assert len(err.splitlines()) == 1
    log = empty / "logs" / "redline.log"
    assert str(log) in err
    written = json.loads(log.read_text("utf-8").splitlines()[-1])
    assert "a bug of ours" in json.dumps(written)
    assert "words of an office" not in json.dumps(written), "what documents say does not go to the log"


@pytest.mark.usefixtures("contracts_hold")
def test_release_lets_a_row_into_the_facts(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    shell("submit", *write_reports(tmp_path / "in", b=DUCHUAN_2024Q1))
    assert shell("load")[0] == 0
    held = shell.lines("quarantine", "--json")
    assert len(held) == 2
    (done,) = shell.lines("release", held[1]["quarantine_id"][:12], "--why", "复核无误", "--who", "王某", "--json")
    assert done["published"]
    assert (done["who"], done["is_fact"], done["subject_id"]) == ("王某", True, held[1]["subject_id"])
    assert [r["why"] for r in shell.lines("quarantine", "--decided", "--json")] == ["王某: 复核无误"]
    assert [r["quarantine_id"] for r in shell.lines("quarantine", "--json")] == [held[0]["quarantine_id"]]
    deaths = "select value from core.fact_accident where superseded_at is null"
    assert [r["value"] for r in shell.lines("sql", deaths, "--json")] == [2]
    assert shell("load", "--quarter", "2024Q1")[0] == 0
    assert [r["value"] for r in shell.lines("sql", deaths, "--json")] == [2]


@pytest.mark.usefixtures("contracts_hold")
def test_a_release_says_what_became_the_fact_and_takes_the_name_of_the_environment(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("REDLINE_USER", "李某")
    shell("submit", *write_reports(tmp_path / "in", b=DUCHUAN_2024Q1))
    assert shell("load")[0] == 0
    held = {row["raw"]: row for row in shell.lines("quarantine", "--json")}["死亡2人"]
    code, out, _ = shell("release", held["quarantine_id"], "--why", "道路交通事故")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].startswith(
        f"released {held['quarantine_id'][:12]}: b.txt {held['locator']}, accident.deaths 2 person"
    )
    assert lines[1] == "it is now the fact: 渡川县, accident.deaths 2 person"
    assert lines[2].startswith("published 20")
    assert [r["why"] for r in shell.lines("quarantine", "--decided", "--json")] == ["李某: 道路交通事故"]


def test_a_decision_without_an_amount_is_traced_with_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    from pipelines.cli.tracing import print_case
    from warehouse.trace import CaseTrace
    from warehouse.traced_state import TracedState

    case = {
        "case_id": "c1", "document_no": "（示）应急罚〔2024〕1号", "party": "某厂", "kinds": ["warning"],
        "status": "accepted", "fine_yuan": None, "confiscated_yuan": Decimal("2600.00"), "authority": None,
        "division_code": "990101", "decision_date": None, "quarter": "2024Q1", "locator": "csv!A2",
    }  # fmt: skip
    print_case(CaseTrace(case, {"file_name": "a.csv"}, TracedState("no_fact"), None, (), (), ()))
    out = capsys.readouterr().out
    assert "fine     —, confiscated 2,600 yuan\n" in out
    assert "id       c1\n" in out


def test_home_makes_dagster_home_ready(shell: Shell, empty: Path) -> None:
    code, out, _ = shell("home", "--dagster")
    assert (code, out.strip()) == (0, str(empty / "dagster"))
    assert (empty / "dagster" / "dagster.yaml").is_file()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("411000.000000"), 411000),
        (Decimal("0.913"), 0.913),
        (float("nan"), None),
        (datetime(2024, 5, 1, 12, tzinfo=UTC), "2024-05-01T12:00:00Z"),
        (datetime(2024, 5, 1, 12), "2024-05-01T12:00:00Z"),  # noqa: DTZ001 - as the warehouse gives it
        (("a", None), ["a", None]),
        (True, True),
    ],
)
def test_values_are_printed_as_json_knows_them(value: object, expected: object) -> None:
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)
