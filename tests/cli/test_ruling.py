"""``redline rules``: every rule with what the publication says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from warehouse.catalogue.loader import load_catalogue


def test_every_rule_is_listed_with_its_counts(home: Path, shell: Shell) -> None:
    listed = shell.lines("rules", "--json", "--quarter", "2024Q1")
    assert [row["rule"] for row in listed] == list(load_catalogue().rules)
    assert all(row["broken"] == row["errors"] + row["warnings"] for row in listed)
    unasked = {row["rule"]: row["not_asked"] for row in listed}
    assert (unasked["H18"], unasked["B01"]) == (1, 0)


def test_only_broken_rules_are_listed_where_asked(home: Path, shell: Shell) -> None:
    assert all(row["broken"] for row in shell.lines("rules", "--json", "--broken"))


def test_without_a_publication_the_rules_are_still_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path))
    code, out, _ = shell("rules")
    assert code == 0
    assert "X18" in out
    assert shell.lines("rules", "--json")[0]["broken"] == 0
