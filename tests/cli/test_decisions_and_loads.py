"""A decision is written down only where a load can follow it; one that no load has followed yet says what to do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines import load as loading
from pipelines.load_history import hold_load_lock
from tests.cli.conftest import Shell
from warehouse.errors import WarehouseError
from warehouse.home import Home

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("contracts_hold")]
BY = ("--why", "来函声明作废", "--who", "王某")
BUSY = "another load is running -> wait until it has finished"
FINES = (
    "select cast(value as bigint) as v from core.current_fact where indicator_code = 'penalty.fine_amount' order by v"
)


@pytest.fixture
def own(loaded_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with two loaded reports, of this test alone."""
    root = Path(shutil.copytree(loaded_once, tmp_path / "home"))
    monkeypatch.setenv("REDLINE_HOME", str(root))
    return Home(root)


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> Callable[[Shell, tuple[Any, ...]], None]:
    """Runs a command whose load is killed right after the decision was written down."""

    def die(*_: Any, **__: Any) -> None:
        raise WarehouseError("the disk is full", next_step="free some")

    def run(shell: Shell, arguments: tuple[Any, ...]) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(loading, "_load_and_publish", die)
            assert shell(*arguments)[0] == 1

    return run


def fines(shell: Shell) -> list[int]:
    return [row["v"] for row in shell.lines("sql", FINES, "--json")]


def entry(shell: Shell, path: Path) -> Path:
    (row,) = shell.lines("sql", "select * from core.observation where raw = '罚款41.1万元'", "--json")
    path.write_text(
        f"- {{id: f, observation: {row['observation_id']}, action: set_value, value: 4110, expect: 411000,"
        " reason: 单位为元, who: 王某}\n",
        encoding="utf-8",
    )
    return path


def test_while_a_load_runs_no_decision_is_taken_and_afterwards_each_is(shell: Shell, own: Home, tmp_path: Path) -> None:
    held = shell.lines("quarantine", "--json")
    file = entry(shell, tmp_path / "c.yaml")
    commands = (
        ("correct", file),
        ("release", held[0]["quarantine_id"], "--why", "已核", "--who", "王某"),
        ("withdraw", "b.txt", *BY),
    )
    with hold_load_lock(own):
        for command in commands:
            code, out, err = shell(*command)
            assert (code, out, err.count("\n"), BUSY in err) == (1, "", 1, True), command
    assert not (own.root / "corrections").exists()
    assert shell.lines("quarantine", "--json") == held
    for command in commands:
        assert shell(*command)[0] == 0, command
    assert fines(shell) == [4110]


def test_while_a_load_runs_no_quarter_is_let_through(shell: Shell, own: Home) -> None:
    (own.root / "gate.yaml").write_text("coverage: {hold: 0.9}\n", "utf-8")
    assert shell("load", "--quarter", "2024Q1")[0] == 1
    let = ("gate", "--quarter", "2024Q1", "--override", "coverage", "--who", "张某", "--why", "其余停报")
    with hold_load_lock(own):
        assert BUSY in shell(*let)[2]
    assert not (own.root / "corrections").exists()
    assert shell(*let)[0] == 0
    assert len((own.root / "corrections" / "overrides.jsonl").read_text("utf-8").splitlines()) == 1


def test_a_withdrawal_that_no_load_has_followed_says_so_both_ways(
    shell: Shell, own: Home, killed: Callable[[Shell, tuple[Any, ...]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(shell, ("withdraw", "b.txt", *BY))
    assert fines(shell) == [125000, 411000], "nothing has changed yet"
    code, _, err = shell("withdraw", "b.txt", *BY)
    assert code == 2
    assert "b.txt: it was withdrawn already by 王某: 来函声明作废 -> no load has followed it yet" in err
    assert "redline load --quarter 2024Q1" in err
    assert "--undo" not in err
    assert shell("load")[0] == 0
    assert fines(shell) == [411000]
    assert "to bring it back: redline withdraw" in shell("withdraw", "b.txt", *BY)[2]

    killed(shell, ("withdraw", "b.txt", "--undo", *BY))
    code, _, err = shell("withdraw", "b.txt", "--undo", *BY)
    assert code == 2
    assert "its withdrawal was ended already -> no load has followed it yet: redline load --quarter 2024Q1" in err
    monkeypatch.setenv("REDLINE_LANG", "zh")
    told = shell("withdraw", "b.txt", "--undo", *BY)[2]
    assert told == "redline: b.txt: 其撤回此前已终止 -> 尚未随之装载，请运行 redline load --quarter 2024Q1\n"
    assert shell("load")[0] == 0
    assert fines(shell) == [125000, 411000]
    assert "没有被撤回" in shell("withdraw", "b.txt", "--undo", *BY)[2]


def test_a_correction_that_no_load_has_followed_is_loaded_when_it_is_given_again(
    shell: Shell, own: Home, tmp_path: Path, killed: Callable[[Shell, tuple[Any, ...]], None]
) -> None:
    file = entry(shell, tmp_path / "c.yaml")
    killed(shell, ("correct", file))
    assert fines(shell) == [125000, 411000]
    (again,) = shell.lines("correct", file, "--json")
    assert (again["taken"], again["quarters"], bool(again["published"])) == (0, ["2024Q1"], True)
    assert fines(shell) == [4110, 125000]
    (third,) = shell.lines("correct", file, "--json")
    assert (third["taken"], third["quarters"], third["published"]) == (0, [], None)


def test_a_reason_with_a_line_separator_locks_nobody_out(shell: Shell, own: Home, tmp_path: Path) -> None:
    file = entry(shell, tmp_path / "c.yaml")
    text = file.read_text("utf-8").replace("reason: 单位为元", 'reason: "单位\\L为元\\N经核"')
    file.write_text(text, encoding="utf-8")
    assert shell("correct", file)[0] == 0
    assert shell("status")[0] == 0
    assert shell("load")[0] == 0
    assert [row["reason"] for row in shell.lines("correct", "--json")] == ["单位 为元 经核"]
    assert fines(shell) == [4110, 125000]
