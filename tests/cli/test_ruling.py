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


def test_what_breaks_a_rule_is_listed_and_whether_it_is_held(home: Path, shell: Shell) -> None:
    (rule,) = [row for row in shell.lines("rules", "--json", "--broken") if row["rule"] == "A05"]
    assert rule["held"] + rule["told"] == rule["broken"]
    assert rule["held"] >= 1
    found = shell.lines("rules", "--rule", "a05", "--quarter", "2024Q1", "--json")
    assert len(found) == rule["broken"]
    assert [(row["files"], row["places"], row["is_held"]) for row in found] == [(["b.txt"], ["渡川县"], True)] * len(
        found
    )
    assert "渡川县" in shell("rules", "--rule", "A05")[1]
    assert shell("rules", "--rule", "B01", "--quarter", "2024Q1")[1] == "nothing breaks this rule\n"
    assert shell("rules", "--rule", "Q99")[0] == 2


@pytest.mark.parametrize("command", [("rules", "--broken"), ("quarantine",), ("reconcile",)])
def test_a_quarter_that_is_not_loaded_is_told(command: tuple[str, ...], home: Path, shell: Shell) -> None:
    code, out, err = shell(*command, "--quarter", "2019Q1", "--json")
    assert (code, out) == (0, "")
    assert err == "redline: 2019Q1 is not loaded; quarters that are: 2024Q1\n"
    assert shell(*command, "--quarter", "2024Q1", "--json")[2] == ""


def test_a_time_before_the_first_load_or_in_the_future_is_told(home: Path, shell: Shell) -> None:
    code, out, err = shell("sql", "select count(*) as n from core.current_fact", "--json", "--as-of", "2001-01-01")
    assert (code, out) == (0, '{"n": 0}\n')
    assert err.startswith("redline: nothing was known at 2001-01-01T00:00:00Z; the first load was at 20")
    _, out, err = shell("sql", "select 1 as n", "--json", "--as-of", "2199-01-01T08:00:00+08:00")
    assert err == "redline: 2199-01-01T00:00:00Z is in the future; this is the present state\n"


def test_a_wrong_column_leads_to_describe_and_an_unknown_id_to_where_ids_are(home: Path, shell: Shell) -> None:
    assert 'redline sql "describe TABLE"' in shell("sql", "select nothing_such from core.coverage")[2]
    assert "redline quarantine --json" in shell("trace", "zzzz")[2]


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
