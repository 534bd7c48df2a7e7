"""The ledger and the gate's overrides keep whatever a person writes, and stay readable by it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.corrections.ledger import ledger_path, read_decisions, write_decisions
from pipelines.corrections.model import withdraw_submission
from pipelines.corrections.reading import read_entries
from pipelines.validation.gate_overrides import overrides_path, read_overrides, write_override
from warehouse.errors import WarehouseError
from warehouse.home import Home

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
BREAKS = {
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "next line": "\u0085",
    "vertical tab": "\x0b",
    "form feed": "\x0c",
    "file separator": "\x1c",
    "return": "\r",
    "newline": "\n",
}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.mark.parametrize("sign", BREAKS.values(), ids=BREAKS)
def test_a_decision_with_any_line_break_in_its_words_is_read_again_and_others_follow(home: Home, sign: str) -> None:
    words = f"来函{sign}作废"
    first = withdraw_submission("a" * 64, "one", reason=words, who=f"王{sign}某", where="x")
    second = withdraw_submission("b" * 64, "two", reason="重复", who="李某", where="x")
    write_decisions(home, [first], NOW)
    write_decisions(home, [second], NOW)
    assert [(d.sequence, d.correction) for d in read_decisions(home)] == [(1, first), (2, second)]
    assert ledger_path(home).read_bytes().count(b"\n") == 2


@pytest.mark.parametrize("sign", BREAKS.values(), ids=BREAKS)
def test_an_override_with_any_line_break_in_its_words_is_read_again_and_numbered_on(home: Home, sign: str) -> None:
    why = f"其余县区{sign}停报"
    write_override(home, "2024Q1", "coverage", 0.1, who="张某", why=why, at=NOW)
    write_override(home, "2024Q1", "review", 0.2, who="张某", why="已核", at=NOW)
    assert [(o.sequence, o.why) for o in read_overrides(home)] == [(1, why), (2, "已核")]


@pytest.mark.parametrize("line", [b'{"sequence": 2\n', b"\xff\xd6\xd0\n", b"\n", b"[]\n"])
def test_a_damaged_line_is_told_with_its_number(home: Home, line: bytes) -> None:
    write_decisions(home, [withdraw_submission("a" * 64, "one", reason="一\u2028二", who="王某", where="x")], NOW)
    with ledger_path(home).open("ab") as out:
        out.write(line)
    with pytest.raises(WarehouseError) as damaged:
        read_decisions(home)
    assert damaged.value.where == f"{ledger_path(home)}:2"
    write_override(home, "2024Q1", "coverage", 0.1, who="张某", why="一\u2028二", at=NOW)
    with overrides_path(home).open("ab") as out:
        out.write(line)
    with pytest.raises(WarehouseError) as damaged:
        read_overrides(home)
    assert damaged.value.where == f"{overrides_path(home)}:2"


@pytest.mark.parametrize("written", ["来函\\n作废", "来函\\L作废", "来函\\N作废", "来函\\r\\n作废", "  来函\\t作废 "])
def test_a_reason_is_one_line_however_it_is_written(tmp_path: Path, written: str) -> None:
    file = tmp_path / "c.yaml"
    text = f'- {{id: a, submission: x.txt, action: withdraw, reason: "{written}", who: "王\\L某"}}\n'
    file.write_text(text, encoding="utf-8")
    (entry,), problems = read_entries(file)
    assert problems == ()
    assert (entry.get("reason"), entry.get("who")) == ("来函 作废", "王 某")


@pytest.mark.parametrize("written", ["a\\nb", "a\\Lb", "a[b", "a]"])
def test_an_id_is_one_line_without_brackets(tmp_path: Path, written: str) -> None:
    file = tmp_path / "c.yaml"
    text = f'- {{id: "{written}", submission: x.txt, action: withdraw, reason: 作废, who: 王某}}\n'
    file.write_text(text, encoding="utf-8")
    _, (problem,) = read_entries(file)
    assert problem.startswith("c.yaml:1: an id has no brackets")
