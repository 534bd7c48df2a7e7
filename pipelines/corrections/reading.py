"""Reads a file of corrections: every mistake in it is told with its line, and nothing is taken where there is one.

The file is YAML; values are taken as they are written, so that no digit is lost on the way through a float.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipelines.corrections.model import ACTIONS, CASE_FIELDS, STATUSES
from warehouse.errors import UsageError

_KEYS = frozenset(
    {
        "id",
        "observation",
        "case",
        "submission",
        "locator",
        "of",
        "action",
        "field",
        "value",
        "indicator",
        "period",
        "expect",
        "reason",
        "who",
        "status",
    }
)
_NEEDED = ("id", "action", "expect", "reason", "who")
_OF_A_PLACE = ("locator", "of", "field", "expect")
"""What an entry about a whole submission does not have."""
_WORDS = ("reason", "who")
"""What is told in one line wherever the figure is shown, so it is kept as one."""
_LONGEST = 500
_LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as written: texts by key (None where the file says null), and the line of each key."""

    file: str
    line: int
    texts: Mapping[str, str | None]
    lines: Mapping[str, int]

    def get(self, key: str) -> str | None:
        """The text of a key, None where it is not there."""
        return self.texts.get(key)

    @property
    def is_whole(self) -> bool:
        """Whether the entry withdraws a whole submission: it names one, and no place in it."""
        return bool(self.get("submission")) and not self.get("locator") and self.get("action") == "withdraw"

    def where(self, key: str = "") -> str:
        """``corrections.yaml:7``: the line of a key, else of the entry."""
        return f"{self.file}:{self.lines.get(key, self.line)}"


def read_entries(path: Path) -> tuple[tuple[RawEntry, ...], tuple[str, ...]]:
    """The entries of a file and its problems, each with file and line.

    Raises:
        UsageError: where the file cannot be read or is no YAML.
    """
    root = _compose(path)
    if root is None:
        return (), (f"{path.name}:1: the file is empty -> see docs/corrections.md",)
    listed = _listed(root)
    if listed is None:
        line = root.start_mark.line + 1
        return (), (f"{path.name}:{line}: no list of corrections -> begin the file with 'corrections:'",)
    entries: list[RawEntry] = []
    problems: list[str] = []
    for node in listed.value:
        entry, faults = _read_entry(path.name, node)
        problems.extend(faults)
        if entry is not None:
            entries.append(entry)
    problems.extend(_doubled(entries))
    return tuple(entries), tuple(problems)


def _compose(path: Path) -> yaml.Node | None:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError("the file is too large", where=path.name, next_step="split it")
        text = path.read_text("utf-8-sig")
        root: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except OSError as error:
        raise UsageError(f"cannot be read: {error.strerror}", where=str(path), next_step="check the path") from error
    except UnicodeDecodeError as error:
        raise UsageError("the file is not UTF-8", where=path.name, next_step="save it as UTF-8") from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}" if mark else path.name
        problem = getattr(error, "problem", None) or "it cannot be parsed"
        raise UsageError(f"no valid YAML: {problem}", where=where, next_step="mend that line") from error
    return root


def _listed(root: yaml.Node) -> yaml.SequenceNode | None:
    """The list, whether it is the file itself or under its one key."""
    if isinstance(root, yaml.SequenceNode):
        return root
    if isinstance(root, yaml.MappingNode) and len(root.value) == 1:
        key, value = root.value[0]
        if getattr(key, "value", None) == "corrections" and isinstance(value, yaml.SequenceNode):
            return value
    return None


def _read_entry(file: str, node: yaml.Node) -> tuple[RawEntry | None, list[str]]:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        return None, [f"{file}:{line}: an entry is a list of keys and values -> see docs/corrections.md"]
    texts: dict[str, str | None] = {}
    lines: dict[str, int] = {}
    problems: list[str] = []
    for key_node, value_node in node.value:
        key, at = str(key_node.value), key_node.start_mark.line + 1
        if key not in _KEYS:
            problems.append(f"{file}:{at}: unknown key {key!r} -> use {', '.join(sorted(_KEYS))}")
        elif key in texts:
            problems.append(f"{file}:{at}: {key} is given twice -> keep one")
        elif not isinstance(value_node, yaml.ScalarNode):
            problems.append(f"{file}:{at}: {key} is no single value -> write one")
        else:
            is_null = value_node.tag == "tag:yaml.org,2002:null" and not value_node.style
            written = " ".join(value_node.value.split()) if key in _WORDS else value_node.value.strip()
            texts[key], lines[key] = (None if is_null else written), at
    entry = RawEntry(file, line, texts, lines)
    return (entry, problems + _check(entry)) if not problems else (None, problems)


def _check(entry: RawEntry) -> list[str]:
    """What is wrong with an entry by itself, without knowing what it speaks of."""
    needed = [key for key in _NEEDED if key != "expect" or not entry.is_whole]
    missing = [key for key in needed if key not in entry.texts or (key != "expect" and not entry.get(key))]
    if missing:
        return [f"{entry.where()}: no {', '.join(missing)} -> add it"]
    problems = [
        f"{entry.where(k)}: {k} is too long -> shorten it" for k, v in entry.texts.items() if len(v or "") > _LONGEST
    ]
    action, status = entry.get("action"), entry.get("status") or "active"
    if action not in ACTIONS:
        problems.append(f"{entry.where('action')}: no action {action!r} -> use one of {', '.join(ACTIONS)}")
    if status not in STATUSES:
        problems.append(f"{entry.where('status')}: no status {status!r} -> use one of {', '.join(STATUSES)}")
    name = entry.get("id") or ""
    if any(sign in name for sign in "[]") or len(name.splitlines()) > 1:
        problems.append(f"{entry.where('id')}: an id has no brackets -> choose another")
    named = [key for key in ("observation", "case", "submission") if entry.get(key)]
    if len(named) != 1:
        problems.append(f"{entry.where()}: name one target -> observation, case, or submission with locator")
    if named == ["submission"] and not entry.get("locator") and not entry.is_whole:
        problems.append(
            f"{entry.where('submission')}: no locator -> say where in the file, as `redline trace` shows it;"
            " only withdraw speaks of a whole file"
        )
    if entry.is_whole:
        problems += [
            f"{entry.where(key)}: {key} goes with a place in the file -> remove it, or add the locator"
            for key in _OF_A_PLACE
            if key in entry.texts
        ]
    return problems + _check_action(entry, action)


def _check_action(entry: RawEntry, action: str | None) -> list[str]:
    wanted = {"set_value": "value", "set_indicator": "indicator"}.get(action or "")
    problems = []
    if wanted and not entry.get(wanted):
        problems.append(f"{entry.where('action')}: {action} without {wanted} -> add it")
    taken = "period" if action == "accept" else wanted
    for key in ("value", "indicator", "period"):
        if key in entry.texts and key != taken and action in ACTIONS:
            problems.append(f"{entry.where(key)}: {action} takes no {key} -> remove it")
    if (field := entry.get("field")) and field not in CASE_FIELDS:
        problems.append(f"{entry.where('field')}: no field {field!r} -> use one of {', '.join(CASE_FIELDS)}")
    if "of" in entry.texts and not entry.get("submission"):
        problems.append(f"{entry.where('of')}: of goes with submission and locator -> remove it")
    return problems


def _doubled(entries: list[RawEntry]) -> list[str]:
    first: dict[str, RawEntry] = {}
    problems = []
    for entry in entries:
        known = first.setdefault(entry.get("id") or "", entry)
        if known is not entry:
            problems.append(
                f"{entry.where('id')}: id {entry.get('id')} stands in line {known.line} too -> choose another"
            )
    return problems
