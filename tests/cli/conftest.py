"""What the tests of commands share: a shell in this process, and a small loaded home of their module."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.cli.app import run
from tests.orchestration.reports import CHENGYANG_2024Q1, DUCHUAN_2024Q1, write_reports


class Shell:
    """Runs commands in this process and keeps what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = run([str(a) for a in arguments])
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def lines(self, *arguments: str | Path) -> list[dict[str, Any]]:
        code, out, err = self(*arguments)
        assert code == 0, err
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two loaded reports, to be copied."""
    root = tmp_path_factory.mktemp("cli")
    files = write_reports(root / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDLINE_HOME", str(root / "home"))
        assert run(["submit", *map(str, files), "--quarter", "2024Q1"]) == 0
        assert run(["load", "--json"]) == 0
    return root / "home"


@pytest.fixture(scope="module")
def loaded(loaded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two loaded reports; a module that changes it changes its own."""
    return Path(shutil.copytree(loaded_once, tmp_path_factory.mktemp("loaded") / "home"))


@pytest.fixture
def home(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REDLINE_HOME", str(loaded))
    return loaded
