"""An office's own template in its home: every command reads by it, and a load reads anew just what it touches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from pipelines import understanding
from pipelines.extraction.templates.book import load_book
from pipelines.intake import take_inbox
from pipelines.layouts import load_shapes, mark_layouts
from pipelines.ledger import fingerprint_quarter
from pipelines.understanding import understand
from tests.cli.conftest import Shell
from tests.tables.table_samples import CATALOGUE
from tests.templates.layouts import SLIPS, SLIPS_TEMPLATE
from warehouse.archive import Archive
from warehouse.home import Home
from warehouse.quarters import Quarter

pytestmark = pytest.mark.filterwarnings("ignore")
NOW = datetime(2024, 4, 5, 8, tzinfo=UTC)
OTHER = "鹿溪县2024年第一季度情况|||\n所在乡镇|检查企业(家)|检查次数(次)|罚款(元)\n南坪镇|4|5|600\n"


def write_sheet(path: Path, picture: str, name: str = "汇总") -> Path:
    """A workbook as an office sends it, from its picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(name)
        for row, line in enumerate(picture.strip("\n").split("\n")):
            for column, text in enumerate(line.split("|")):
                if text:
                    page.write(row, column, float(text) if text.replace(".", "").isdigit() else text)
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def own(home: Home, text: str = SLIPS_TEMPLATE, name: str = "slips.yaml") -> Path:
    path = home.root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.lstrip("\n"), "utf-8")
    return path


def test_extract_reads_by_the_homes_own_template(home: Home, shell: Shell, tmp_path: Path) -> None:
    file = write_sheet(tmp_path / "q1.xlsx", SLIPS)
    before = {row["locator"] for row in shell.lines("extract", file, "--json")}
    own(home)
    after = {row["locator"]: row for row in shell.lines("extract", file, "--json")}
    assert set(after) - before == {"汇总!D3", "汇总!E3", "汇总!D4", "汇总!D5", "汇总!E5"}
    assert (after["汇总!D3"]["indicator"], after["汇总!D3"]["value"]) == ("document.record", 30)
    assert "template:slips@1" in shell("extract", file, "--explain")[1]


def test_a_wrong_template_stops_a_command_with_its_line(home: Home, shell: Shell, tmp_path: Path) -> None:
    own(home, SLIPS_TEMPLATE.replace("document.record", "document.recrod"))
    code, out, err = shell("extract", write_sheet(tmp_path / "q1.xlsx", SLIPS), "--json")
    assert (code, out) == (1, "")
    assert err.startswith("redline: slips.yaml:11: indicator 'document.recrod' is unknown -> did you mean")
    assert err.count("\n") == 1


def test_drift_and_its_draft_from_the_command_line(home: Home, shell: Shell, tmp_path: Path) -> None:
    file, draft = write_sheet(tmp_path / "q1.xlsx", SLIPS), tmp_path / "new.yaml"
    code, out, err = shell("drift", file, "--draft", draft)
    assert code == 0
    assert "resembles no layout that is known" in out
    assert "not understood, head 汇总!D2: 甲类文书: header_unmatched" in out
    assert "left to fill in: 2" in err
    assert shell("drift", file, "--draft", draft)[0] == 2
    code, out, err = shell("template", "check", draft)
    assert code == 1
    assert [line.split(": ")[1].rpartition(":")[0] for line in err.splitlines()] == ["new.yaml", "new.yaml"]
    filled = draft.read_text("utf-8").replace('indicator: "?"', "indicator: document.record", 1)
    own(home, filled.replace('indicator: "?"', 'indicator: "-"'), "渡川.yaml")
    assert shell("template", "check", home.root / "templates")[0] == 0
    assert [r["own"] for r in shell.lines("template", "list", "--json") if r["file"] == "渡川.yaml"] == ["yes"]
    (table,) = shell.lines("drift", file, "--json")
    assert (table["score"], table["applied"], table["changes"]) == (1, table["resembles"], [])


def test_drift_against_a_named_template_whatever_it_resembles(home: Home, shell: Shell, tmp_path: Path) -> None:
    file = write_sheet(tmp_path / "a.xlsx", OTHER)
    path = own(home)
    for named in ("slips", "slips@1", str(path)):
        (table,) = shell.lines("drift", file, "--against", named, "--json")
        assert table["resembles"] == "slips@1"
        assert ("unit_changed", "罚款") in {(c["kind"], c["path"]) for c in table["changes"]}
    code, _, err = shell("drift", file, "--against", "none")
    assert (code, err) == (2, "redline: no template 'none' -> see redline template list\n")


def test_drift_tells_a_file_that_cannot_be_read_and_goes_on(home: Home, shell: Shell, tmp_path: Path) -> None:
    file = write_sheet(tmp_path / "a.xlsx", OTHER)
    code, out, err = shell("drift", tmp_path / "none.xlsx", file)
    assert code == 1
    assert "a.xlsx" in out
    assert "none.xlsx" in err


def test_drift_compares_with_what_the_office_sent_before(home: Home, shell: Shell, tmp_path: Path) -> None:
    write_sheet(home.inbox / "2024Q1" / "q1.xlsx", SLIPS)
    take_inbox(home, CATALOGUE, now=NOW)
    later = SLIPS.replace("第一季度", "第二季度").replace("检查次数(次)", "巡访次数(次)")
    (table,) = shell.lines("drift", write_sheet(tmp_path / "q2.xlsx", later), "--json")
    assert table["resembles"] == "2024Q1 q1.xlsx 汇总!A3"
    kinds = {(c["kind"], c["path"]) for c in table["changes"]}
    assert ("renamed", "巡访次数") in kinds
    (stranger,) = shell.lines("drift", write_sheet(tmp_path / "b.xlsx", later.replace("渡川县", "鹿溪县")), "--json")
    assert stranger["resembles"] is None


def _take_in(home: Home) -> dict[str, str]:
    """Two submissions of one quarter, taken in; their hashes by name."""
    write_sheet(home.inbox / "2024Q1" / "q1.xlsx", SLIPS)
    write_sheet(home.inbox / "2024Q1" / "other.xlsx", OTHER)
    take_inbox(home, CATALOGUE, now=NOW)
    return {s.name: s.sha256 for s in Archive(home).submissions(Quarter(2024, 1))}


def test_a_template_gives_news_to_the_quarters_that_it_touches(home: Home) -> None:
    hashes = _take_in(home)
    plain = fingerprint_quarter(home, Quarter(2024, 1))
    path = own(home, f'{SLIPS_TEMPLATE}offices: ["990104"]\n')
    assert fingerprint_quarter(home, Quarter(2024, 1)) == plain
    own(home)
    touched = fingerprint_quarter(home, Quarter(2024, 1))
    assert touched != plain
    book = load_book(CATALOGUE, home)
    assert mark_layouts(home, hashes["other.xlsx"], "other.xlsx", book) == ""
    assert mark_layouts(home, hashes["q1.xlsx"], "q1.xlsx", book)
    assert mark_layouts(home, "0" * 64, "unknown.xlsx", book) is None
    own(home, SLIPS_TEMPLATE.replace("document.record", "document.plan"))
    assert fingerprint_quarter(home, Quarter(2024, 1)) not in (plain, touched)
    path.unlink()
    assert fingerprint_quarter(home, Quarter(2024, 1)) == plain


def test_a_changed_template_reads_anew_what_it_touches_and_nothing_else(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashes = _take_in(home)
    read: list[str] = []
    works = understanding.extract_reading

    def count(reading, catalogue, book):  # type: ignore[no-untyped-def]
        read.append(reading.file)
        return works(reading, catalogue, book)

    monkeypatch.setattr(understanding, "extract_reading", count)

    def all_figures() -> set[tuple[str, str]]:
        found = set()
        for name, sha256 in hashes.items():
            path = Archive(home).get(sha256).path
            said = understand(home, path, sha256=sha256, name=name, catalogue=CATALOGUE).extraction
            found |= {
                (o.indicator, o.rule.partition("+")[2] or o.rule) for o in said.observations if "template" in o.rule
            }
        return found

    assert all_figures() == set()
    assert read == []
    own(home)
    assert ("document.record", "template:slips@1") in all_figures()
    assert read == ["q1.xlsx"]
    all_figures()
    assert read == ["q1.xlsx"]
    own(home, SLIPS_TEMPLATE.replace("version: 1", "version: 2"))
    assert ("document.record", "template:slips@2") in all_figures()
    assert read == ["q1.xlsx", "q1.xlsx"]


def test_what_tables_look_like_is_kept_beside_what_is_understood(home: Home) -> None:
    hashes = _take_in(home)
    (shape,) = load_shapes(home, hashes["q1.xlsx"], "q1.xlsx") or ()
    assert [key.path for key in shape.heads][:3] == [("所在乡镇",), ("检查企业",), ("检查次数",)]
    assert (shape.division_code, str(shape.day)) == ("990102", "2024-03-31")


def test_a_layout_is_onboarded_by_the_real_program_from_file_to_traced_figure(home: Home, tmp_path: Path) -> None:
    write_sheet(tmp_path / "q1.xlsx", SLIPS)
    own(home)

    def redline(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", "from pipelines.cli import main; main()", *arguments],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}, capture_output=True,
            text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    redline("submit", "q1.xlsx", "--quarter", "2024Q1")
    redline("load", "--json")
    query = "select observation_id, value from core.observation where indicator_code = 'document.record' and division_code = '990102'"
    (row,) = [json.loads(line) for line in redline("sql", query, "--json").splitlines()]
    assert row["value"] == 51
    assert "read by  table template:slips@1" in redline("trace", row["observation_id"])


def test_drift_says_why_a_template_that_resembles_does_not_apply(home: Home, shell: Shell, tmp_path: Path) -> None:
    file, draft = write_sheet(tmp_path / "q1.xlsx", SLIPS), tmp_path / "new.yaml"
    own(home, f'{SLIPS_TEMPLATE}offices: ["990104"]\n')
    told = "not applied: slips@1: 990102 is not among its offices 990104"
    for more in ((), ("--against", "slips")):
        assert told in shell("drift", file, *more)[1]
    (table,) = shell.lines("drift", file, "--json")
    assert [one["template"] for one in table["not_applied"]] == ["slips@1"]
    _, _, err = shell("drift", file, "--draft", draft)
    assert draft.read_text("utf-8").count(': "?"') == 2
    assert "left to fill in: 2" in err


def test_check_warns_of_money_without_a_unit_and_passes(home: Home, shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(SLIPS_TEMPLATE.replace("    unit: 万元\n", "").lstrip("\n") + "offices: [无名山应急局]\n", "utf-8")
    code, _, err = shell("template", "check", path)
    assert code == 0
    assert "罚款 is money without a unit" in err
    assert "'无名山应急局' begins with the name of no division" in err
