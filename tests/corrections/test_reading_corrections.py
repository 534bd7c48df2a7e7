"""A file of corrections is taken whole or not at all, and every mistake is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.corrections.reading import read_entries
from warehouse.errors import UsageError

GOOD = """corrections:
  - id: 一
    observation: 8c1d02e4
    action: set_value
    value: 41.10
    expect: 411000
    reason: 电话核实
    who: 王某
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "c.yaml"
    path.write_text(text, encoding="utf-8")
    return list(read_entries(path)[1])


def test_a_right_file_has_no_problems_and_keeps_digits_as_written(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(GOOD, encoding="utf-8")
    (entry,), found = read_entries(path)
    assert found == ()
    assert (entry.get("value"), entry.where(), entry.where("value")) == ("41.10", "c.yaml:2", "c.yaml:5")


def test_a_list_without_its_key_is_taken_too(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("- {id: a, case: ff, action: accept, expect: ~, reason: r, who: w}\n", encoding="utf-8")
    (entry,), found = read_entries(path)
    assert (found, entry.get("expect"), "expect" in entry.texts) == ((), None, True)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("action: set_value", "action: set_valu", "c.yaml:4: no action 'set_valu'"),
        ("    who: 王某\n", "", "c.yaml:2: no who"),
        ("    expect: 411000\n", "", "c.yaml:2: no expect"),
        ("    value: 41.10\n", "", "c.yaml:4: set_value without value"),
        ("action: set_value", "action: withdraw", "c.yaml:5: withdraw takes no value"),
        ("    who: 王某", "    who: 王某\n    period: 2024-01-01..2024-03-31", "c.yaml:9: set_value takes no period"),
        ("    who: 王某", "    who: 王某\n    whom: 李某", "c.yaml:9: unknown key 'whom'"),
        ("    who: 王某", "    who: 王某\n    who: 李某", "c.yaml:9: who is given twice"),
        ("    who: 王某", "    who: [王某]", "c.yaml:8: who is no single value"),
        ("    who: 王某", "    who: 王某\n    status: done", "c.yaml:9: no status 'done'"),
        ("    who: 王某", "    who: 王某\n    field: party", "c.yaml:9: no field 'party'"),
        ("observation: 8c1d02e4", "submission: a.txt", "c.yaml:3: no locator"),
        ("observation: 8c1d02e4", "observation: 8c\n    case: ff", "c.yaml:2: name one target"),
        ("id: 一", 'id: "[一]"', "c.yaml:2: an id has no brackets"),
        ("corrections:\n", "corrections:\n  - just text\n", "c.yaml:2: an entry is a list of keys"),
        ("corrections:", "entries:", "c.yaml:1: no list of corrections"),
    ],
)
def test_each_mistake_is_told_with_its_line_and_what_to_do(before: str, after: str, told: str, tmp_path: Path) -> None:
    assert before in GOOD
    (problem,) = problems(tmp_path, GOOD.replace(before, after))
    assert problem.startswith(told)
    assert " -> " in problem


def test_an_id_twice_is_told_with_both_lines(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, GOOD + GOOD.partition("\n")[2])
    assert problem.startswith("c.yaml:9: id 一 stands in line 2 too")


@pytest.mark.parametrize("text", ["a: [1", "- &a [*a]\n- {", "\t- x"])
def test_what_is_no_yaml_is_told_with_its_line(text: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"c\.yaml:\d+: no valid YAML"):
        problems(tmp_path, text)


def test_a_missing_or_foreign_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_entries(tmp_path / "none.yaml")
    (tmp_path / "c.yaml").write_bytes("更正".encode("gb18030"))
    with pytest.raises(UsageError, match="not UTF-8"):
        read_entries(tmp_path / "c.yaml")
    assert problems(tmp_path, "") == ["c.yaml:1: the file is empty -> see docs/corrections.md"]
