"""A YAML file as plain values with the line of each, so that a mistake is told where it stands.

Every scalar comes as it is written; null alone is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from warehouse.errors import CatalogueError

_LARGEST = 1_000_000
_DEEPEST, _MOST = 12, 50_000
Step = str | int


@dataclass(frozen=True, slots=True)
class LinedFile:
    """A file's values, the line of each by the steps that lead to it, and keys that stand twice."""

    name: str
    value: Any
    lines: Mapping[tuple[Step, ...], int]
    problems: tuple[str, ...] = ()

    def where(self, *steps: Step) -> str:
        """``file:line`` of a value, else of the nearest one around it."""
        return f"{self.name}:{self.line(*steps)}"

    def line(self, *steps: Step) -> int:
        """The line of a value, else of the nearest one around it."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)


def read_lines(path: Path) -> LinedFile:
    """Read a YAML file.

    Raises:
        CatalogueError: where it cannot be opened or is no YAML, with its line.
    """
    return parse_lines(_read_text(path), path.name)


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise CatalogueError("the file is too large for a template", where=path.name, next_step="check the path")
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise CatalogueError(
            f"cannot be read: {error.strerror}", where=str(path), next_step="check the path and its permissions"
        ) from error
    except UnicodeDecodeError as error:
        raise CatalogueError("the file is not UTF-8", where=path.name, next_step="save it as UTF-8") from error


def parse_lines(text: str, name: str) -> LinedFile:
    """Read YAML from text.

    Raises:
        CatalogueError: where it is no YAML, with its line.
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise CatalogueError(
            f"no valid YAML: {problem}", where=where, next_step='mend that line; write "-", "?" and "*" in quotes'
        ) from error
    lines: dict[tuple[Step, ...], int] = {}
    problems: list[str] = []
    value = None if root is None else _plain(root, (), lines, problems, name)
    return LinedFile(name, value, lines, tuple(problems))


def _plain(
    node: yaml.Node, steps: tuple[Step, ...], lines: dict[tuple[Step, ...], int], problems: list[str], name: str
) -> Any:
    """A node as plain values, its lines noted."""
    lines[steps] = node.start_mark.line + 1
    if len(lines) > _MOST:
        raise CatalogueError(
            "the file says more than a template can", where=name, next_step="remove aliases and repeats"
        )
    if len(steps) > _DEEPEST:
        problems.append(f"{name}:{lines[steps]}: nested too deeply -> see the schema")
        return None
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, steps, lines, problems, name)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*steps, i), lines, problems, name) for i, item in enumerate(node.value)]
    return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)


def _plain_mapping(
    node: yaml.MappingNode,
    steps: tuple[Step, ...],
    lines: dict[tuple[Step, ...], int],
    problems: list[str],
    name: str,
) -> dict[str, Any]:
    """A mapping; a key that stands twice is told."""
    value: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in value:
            problems.append(f"{name}:{key_node.start_mark.line + 1}: {key!r} stands twice -> keep one")
            continue
        value[key] = _plain(value_node, (*steps, key), lines, problems, name)
        lines[*steps, key] = key_node.start_mark.line + 1
    return value
