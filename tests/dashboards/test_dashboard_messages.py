from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from dashboards.messages import LANGUAGES, as_language, load_messages, read_catalog
from warehouse.catalogue.loader import load_catalogue
from warehouse.tables import load_tables

ROOM = Path(__file__).parent.parent.parent / "dashboards"
MODULES = sorted(path.relative_to(ROOM).as_posix() for path in ROOM.rglob("*.py"))
TEXTS = {language: {str(m.id): str(m.string) for m in read_catalog(language) if m.id} for language in LANGUAGES}
CHINESE = re.compile("[\u3400-\u9fff]")
SHOWN_BY = {
    "title", "header", "subheader", "markdown", "caption", "write", "info", "warning", "error", "success",
    "metric", "selectbox", "segmented_control", "text_input", "button", "notice", "tag", "card", "Column",
}  # fmt: skip


def strings(module: str) -> Iterator[tuple[ast.Constant, bool]]:
    """Every string of a module that is no docstring, and whether it goes straight to the reader."""
    tree = ast.parse((ROOM / module).read_text("utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    shown = {
        id(argument)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and (getattr(call.func, "attr", None) or getattr(call.func, "id", None)) in SHOWN_BY
        for argument in call.args[:1]
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node, id(node) in shown


def used_ids() -> set[str]:
    whole = "\n".join((ROOM / module).read_text("utf-8") for module in MODULES)
    return set(re.findall(r'"([a-z_]+\.[a-z_0-9]+)"', whole))


def test_every_message_is_there_in_both_languages_and_none_is_empty() -> None:
    assert set(TEXTS["zh"]) == set(TEXTS["en"])
    assert [key for texts in TEXTS.values() for key, text in texts.items() if not text.strip()] == []


def test_both_languages_name_the_same_values() -> None:
    def named(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [key for key in TEXTS["zh"] if named(TEXTS["zh"][key]) != named(TEXTS["en"][key])] == []


def test_english_has_no_chinese_but_the_name_of_the_language() -> None:
    assert [key for key, text in TEXTS["en"].items() if CHINESE.search(text)] == ["language.zh"]


def test_every_id_in_the_code_is_translated() -> None:
    families = {key.split(".")[0] for key in TEXTS["zh"]}
    asked = {key for key in used_ids() if key.split(".")[0] in families} - set(load_catalogue().indicators)
    assert sorted(asked - set(TEXTS["zh"])) == []
    assert len(asked) > 100


def test_every_translated_id_is_used() -> None:
    whole = "\n".join((ROOM / module).read_text("utf-8") for module in MODULES)
    open_families = set(re.findall(r'f"([a-z_]+\.[a-z_]*)\{', whole)) | set(
        re.findall(r"f'([a-z_]+\.[a-z_]*)\{", whole)
    )
    open_families |= set(re.findall(r"[\"']([a-z_]+\.)[\"'] \+", whole))
    unused = [
        key
        for key in TEXTS["zh"]
        if f'"{key}"' not in whole and not any(key.startswith(family) for family in open_families)
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("table", "column", "family"),
    [
        ("core.observation", "qualifier", "qualifier"),
        ("core.observation", "unit", "unit"),
        ("core.observation", "method", "method"),
        ("core.observation", "role", "role"),
        ("core.observation", "period_basis", "period_basis"),
        ("core.observation", "status", "status"),
        ("core.fact_enforcement", "period_kind", "period"),
        ("core.coverage", "state", "status"),
        ("raw.submission", "quarter_basis", "quarter_basis"),
        ("quality.finding", "severity", "severity"),
        ("quality.quarantine", "state", "quarantine"),
        ("quality.reconciliation", "kind", "reconciliation"),
        ("quality.anomaly", "kind", "anomaly"),
    ],
)
def test_every_code_that_a_table_may_hold_has_its_word(table: str, column: str, family: str) -> None:
    record = next(c for c in load_tables()[table].columns if c.name == column)
    assert record.allowed
    needed = {f"{family}.{code}" for code in record.allowed} - {"qualifier.exact"}
    assert needed - set(TEXTS["zh"]) == set()


@pytest.mark.parametrize("module", MODULES)
def test_no_text_for_readers_stands_in_the_code(module: str) -> None:
    found = [node.value for node, is_shown in strings(module) if is_shown and re.search(r"\w", node.value)]
    chinese = [node.value for node, _ in strings(module) if CHINESE.search(node.value)]
    assert (found, chinese) == ([], [])


def test_the_walk_finds_a_text_in_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.py").write_text('"""文档"""\nst.title("Fines")\nname = "罚款"\n', encoding="utf-8")
    monkeypatch.setattr("tests.dashboards.test_dashboard_messages.ROOM", tmp_path)
    assert {node.value: is_shown for node, is_shown in strings("page.py")} == {"Fines": True, "罚款": False}


def test_an_unknown_language_is_chinese_and_an_unknown_id_shows_itself() -> None:
    assert (as_language("fr"), as_language(None), as_language("en")) == ("zh", "zh", "en")
    assert load_messages("en")("no.such") == "no.such"
