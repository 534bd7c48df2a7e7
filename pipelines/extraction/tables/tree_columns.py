"""Lists of columns in a JSON value: objects that say, for each key of the rows, its title, its unit and its group.

Systems that export grids keep short keys in the rows (c01, p07) and their words beside them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

_TITLE = re.compile(r"title|label|caption|text|header|name|标题|名称|列名|中文|指标|表头", re.I)
_UNIT = re.compile(r"unit|单位", re.I)
_GROUP = re.compile(r"group|parent|category|super|分组|类别|上级|大类", re.I)
_FEWEST = 2
_EXPLAINED = 0.6
_MAX_DEPTH = 12

Entry = Mapping[str, Any]


def read_column_labels(value: Any) -> Mapping[str, tuple[str, ...]]:
    """What the lists of columns of a JSON value call the keys of its rows.

    Args:
        value: the whole value.

    Returns:
        By key: the words of its group, if any, and its title with its unit; empty where no list explains keys.
    """
    used = frozenset(_keys(value, 0))
    labels: dict[str, tuple[str, ...]] = {}
    for entries in _flat_lists(value, 0):
        if field := _key_field(entries, used):
            labels.update(_label(entry, field) for entry in entries if entry.get(field) in used)
    return {key: words for key, words in labels.items() if words}


def _key_field(entries: list[Entry], used: Collection[str]) -> str | None:
    """The field that holds a key of the rows, each once, in most of the entries; None where the list is of rows."""
    if len(entries) < _FEWEST:
        return None
    for field in entries[0]:
        named = [entry[field] for entry in entries if isinstance(entry.get(field), str)]
        known = [name for name in named if name in used]
        if len(known) == len(set(known)) and len(known) >= max(_FEWEST, _EXPLAINED * len(entries)):
            return field
    return None


def _label(entry: Entry, field: str) -> tuple[str, tuple[str, ...]]:
    title, unit, group = (_find(entry, pattern, field) for pattern in (_TITLE, _UNIT, _GROUP))
    named = f"{title}({unit})" if unit and unit not in title else title
    return str(entry[field]), tuple(word for word in (group, named) if word) if title else ()


def _find(entry: Entry, pattern: re.Pattern[str], other_than: str) -> str:
    """The words under the first key that a pattern finds, other than the field that holds the key."""
    words = (v.strip() for k, v in entry.items() if k != other_than and isinstance(v, str) and pattern.search(k))
    return next((word for word in words if word), "")


def _flat_lists(value: Any, depth: int) -> Iterator[list[Entry]]:
    """Every list of objects that hold no objects or lists themselves."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        if value and all(isinstance(x, Mapping) and not _is_nested(x) for x in value):
            yield value
        for item in value:
            yield from _flat_lists(item, depth + 1)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _flat_lists(item, depth + 1)


def _is_nested(entry: Entry) -> bool:
    return any(isinstance(v, list | Mapping) for v in entry.values())


def _keys(value: Any, depth: int) -> Iterator[str]:
    """Every key of every object."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _keys(item, depth + 1)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _keys(item, depth + 1)
