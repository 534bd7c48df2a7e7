"""``redline reconcile``: both sides with their files, what explains a gap, and proposals in words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Shell
from tests.warehouse.gap_rows import publish_gaps
from tests.warehouse.staged_rows import digest
from warehouse.home import Home


@pytest.fixture(scope="module")
def reconciled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("reconciled"))
    publish_gaps(home)
    return home.root


@pytest.fixture
def published(reconciled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REDLINE_HOME", str(reconciled))
    monkeypatch.setenv("COLUMNS", "400")
    return reconciled


def test_json_has_both_sides_with_files_the_mark_and_the_held_decisions(shell: Shell, published: Path) -> None:
    correction, slip, listed = shell.lines("reconcile", "--json")
    assert (correction["stated_file"], correction["stated_locator"]) == ("summary.txt", "S!B2")
    assert correction["compared_places"] == ["corrected.txt chars 10-13"]
    assert (correction["other_is_correction"], correction["other_is_newer"]) == (True, None)
    assert (slip["slip_factor"], slip["compared_files"]) == (0.0001, ["slipped.txt"])
    assert (listed["compared_with"], listed["compared_files"]) == ("cases", ["list.txt"])
    assert (listed["held_count"], listed["held_yuan"], listed["explained_by_held"]) == (1, 50000, True)
    assert listed["held_ids"] == [digest("case list 2")[:20]]


def test_the_table_calls_neither_side_the_right_one_and_names_both_files(
    shell: Shell, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, english, _ = shell("--lang", "en", "reconcile")
    assert "should be" not in english
    assert "another source (1)" in english
    assert "the other side is a correction of the office, of no known day" in english
    monkeypatch.setenv("REDLINE_LANG", "zh")
    _, chinese, _ = shell("reconcile", "--quarter", "2024Q1")
    for word in (
        "另一数",
        "summary.txt S!B2",
        "corrected.txt 第10—13字",
        "处罚清单 (1)",
        "加上隔离中的 1 个处罚决定",
    ):
        assert word in chinese
    assert f"隔离中的处罚决定：{digest('case list 2')[:12]}" in chinese


def test_a_proposal_says_in_chinese_what_it_rests_on_and_leaves_who_open(
    shell: Shell, published: Path, tmp_path: Path
) -> None:
    assert shell("--lang", "zh", "reconcile", "--propose", tmp_path / "slips.yaml")[0] == 0
    (entry,) = yaml.safe_load((tmp_path / "slips.yaml").read_text("utf-8"))["corrections"]
    assert (entry["observation"], entry["who"]) == (digest("slipped 1")[:20], "")
    assert (Decimal(entry["value"]), Decimal(entry["expect"])) == (165000, 1650000000)
    assert entry["reason"] == (
        "疑似单位错误：所报“165000”（读作 1,650,000,000 元）若除以 10,000（即 165,000 元，合 16.5万元），"
        "两边即相符（核对对象：另一来源）"
    )


def test_a_proposal_is_english_where_the_command_line_is(shell: Shell, published: Path, tmp_path: Path) -> None:
    out = shell("--lang", "en", "reconcile", "--propose", tmp_path / "slips.yaml")[1]
    assert ": 1; fill in who decides" in out
    (entry,) = yaml.safe_load((tmp_path / "slips.yaml").read_text("utf-8"))["corrections"]
    assert "divided by 10,000 (that is 165,000 yuan) agrees with the other side: another source" in entry["reason"]


def test_a_program_that_asks_for_proposals_gets_an_object(shell: Shell, published: Path, tmp_path: Path) -> None:
    file = tmp_path / "slips.yaml"
    assert shell.lines("reconcile", "--json", "--propose", file) == [{"proposed": 1, "file": str(file)}]
    assert len(yaml.safe_load(file.read_text("utf-8"))["corrections"]) == 1
    none = shell.lines("reconcile", "--quarter", "2019Q1", "--json", "--propose", file)
    assert none == [{"proposed": 0, "file": str(file)}]


def test_a_receipt_of_a_name_that_is_not_there_offers_those_that_come_near(
    shell: Shell, published: Path, tmp_path: Path
) -> None:
    code, _, err = shell("--lang", "en", "receipt", "summry.txt", "--out", tmp_path / "r.xlsx")
    assert code == 2
    assert "do you mean summary.txt" in err
