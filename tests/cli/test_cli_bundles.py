"""``redline extract`` reads the members of a zip bundle, and says which of them it cannot read."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pipelines.cli.app import run
from tests.orchestration.reports import CHENGYANG_2024Q1, RANDOM_BYTES


def test_extract_reads_the_members_of_a_bundle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "季报.zip", "w") as container:
        container.writestr("甲/城阳.txt", CHENGYANG_2024Q1)
        container.writestr("乱码.txt", RANDOM_BYTES)
    (tmp_path / "b.txt").write_text(CHENGYANG_2024Q1, encoding="utf-8")

    code = run(["extract", str(tmp_path), "--json"])

    printed = capsys.readouterr()
    rows = [json.loads(line) for line in printed.out.splitlines()]
    of = {name: [(r["indicator"], r["value"]) for r in rows if r["file"] == name] for name in {r["file"] for r in rows}}
    assert set(of) == {"季报.zip/甲/城阳.txt", "b.txt"}
    assert of["季报.zip/甲/城阳.txt"] == of["b.txt"]
    assert (code, printed.err.count("季报.zip/乱码.txt"), len(printed.err.splitlines())) == (1, 1, 1)
