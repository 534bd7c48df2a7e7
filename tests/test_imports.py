"""The rooms keep apart: which package may import which, and where the heavy libraries may be named."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("pipelines", "warehouse", "dashboards")
DAGSTER_ROOMS = (
    "pipelines/definitions.py",
    "pipelines/assets/",
    "pipelines/checks.py",
    "pipelines/partitions.py",
    "pipelines/schedules.py",
    "pipelines/sensors.py",
    "pipelines/resources.py",
)
GX_ROOMS = ("pipelines/validation/", "warehouse/expectations/")
MODULES = sorted(p.relative_to(ROOT).as_posix() for room in ROOMS for p in (ROOT / room).rglob("*.py"))


def imports(module: str) -> Iterator[tuple[str, bool]]:
    """(imported name, whether it is imported when the module is) for every import statement of a module."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    late = {id(n) for part in ast.walk(tree) if is_late(part) for n in ast.walk(part)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) not in late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield node.module or "", id(node) not in late


def is_late(node: ast.AST) -> bool:
    """Whether what stands in a node does not run on import: a function, or what only a type checker sees."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def breaches(module: str, name: str, at_top: bool) -> str | None:
    """What an import breaks, or None."""
    top = name.split(".")[0]
    allowed = {
        "pipelines": {"warehouse", "pipelines"},
        "warehouse": {"warehouse"},
        "dashboards": {"warehouse", "dashboards"},
    }
    if top in ROOMS and top not in allowed[module.split("/")[0]]:
        return f"{module} must not import {name}"
    if (
        top.startswith("dagster")
        and not module.startswith(DAGSTER_ROOMS)
        and (at_top or not module.startswith("pipelines/load"))
    ):
        return f"{module} must not import dagster"
    if top == "streamlit" and not module.startswith("dashboards/"):
        return f"{module} must not import streamlit"
    if top == "great_expectations" and (at_top or not module.startswith(GX_ROOMS)):
        return f"{module} must import great_expectations inside a function of validation or expectations"
    return None


@pytest.mark.parametrize("module", MODULES)
def test_every_import_stays_in_its_room(module: str) -> None:
    assert [b for name, top in imports(module) if (b := breaches(module, name, top))] == []


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("warehouse/store.py", "pipelines.cli"),
        ("pipelines/cli.py", "dashboards.app"),
        ("pipelines/extraction/extract.py", "dagster"),
        ("warehouse/store.py", "streamlit"),
        ("pipelines/validation/rules.py", "great_expectations"),
    ],
)
def test_the_walk_finds_a_breach(module: str, name: str) -> None:
    assert breaches(module, name, True)
