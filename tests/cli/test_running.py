"""``sample``, ``dashboard`` and ``demo``: what is written, what is started, and on which address."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli import loading
from pipelines.cli.app import run
from pipelines.load import LoadSummary


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    """The command lines and environments that would have replaced this process."""
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    calls: list[Any] = []

    def replace(path: str, command: list[str], environment: dict[str, str]) -> None:
        calls.append((command, environment))

    monkeypatch.setattr(os, "execve", replace)
    return calls


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield int(holder.getsockname()[1])


def test_the_sample_is_the_same_for_the_same_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two"):
        assert run(["sample", str(tmp_path / name), "--counties", "2", "--quarters", "1", "--seed", "7"]) == 0
    files = [
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
        for n in ("one", "two")
    ]
    assert files[0] == files[1]
    assert len(files[0]) >= 2
    assert f"{len(files[0])} files" in capsys.readouterr().out


def test_the_dashboard_listens_on_loopback_only_and_reports_nothing(started: list[Any], free_port: int) -> None:
    assert run(["dashboard", "--port", str(free_port)]) == 0
    ((command, environment),) = started
    options = dict(pairwise(command))
    assert options["--server.address"] == "127.0.0.1"
    assert options["--server.port"] == str(free_port)
    assert options["--browser.gatherUsageStats"] == "false"
    assert Path(environment["REDLINE_HOME"]).is_absolute()
    assert command[4].endswith("dashboards/app.py")


def test_a_taken_port_is_told(started: list[Any], taken_port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dashboard", "--port", str(taken_port)]) == 2
    assert "is taken" in capsys.readouterr().err
    assert started == []


def test_the_port_comes_from_the_environment(
    started: list[Any], free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_PORT", str(free_port))
    assert run(["dashboard"]) == 0
    assert str(free_port) in started[0][0]


def test_the_demo_submits_the_sample_loads_it_and_shows_it(
    started: list[Any], free_port: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from pipelines.sample import province

    def write_one(folder: Path) -> None:
        (folder / "2023Q1").mkdir(parents=True)
        (folder / "2023Q1" / "a.txt").write_text("x")

    waiting: list[str] = []

    def load(home: Any, quarters: tuple[Any, ...] = ()) -> LoadSummary:
        waiting.extend(p.name for p in (home.inbox / "2023Q1").iterdir())
        return LoadSummary(published="v1")

    monkeypatch.setattr(province, "write_sample", write_one)
    monkeypatch.setattr(loading, "run_load", load)
    assert run(["demo", "--port", str(free_port)]) == 0
    assert (waiting, len(started)) == (["a.txt"], 1)


def test_a_demo_that_cannot_be_loaded_shows_nothing(
    started: list[Any], free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines.sample import province

    monkeypatch.setattr(province, "write_sample", lambda folder: folder.mkdir(parents=True))
    monkeypatch.setattr(loading, "run_load", lambda home: LoadSummary(problems=["2023Q1: broken -> mend it"]))
    assert run(["demo", "--port", str(free_port)]) == 1
    assert started == []
