"""JSON values as tables: keys are heads, objects of a list are rows, what stands beside them speaks of the table.

A value is laid out as grids, which are then understood like any other table; locators are JSON paths. Keys that a list
of columns explains are shown by what it says of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.extraction.tables.grid import build_grid
from pipelines.extraction.tables.headers import HEADER_DEPTH
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.tree_columns import read_column_labels
from pipelines.reading.model import BLANK, Cell, Table, Tree

_START = re.compile(r"开始|起始|起$|自$|start|begin|from", re.I)
_END = re.compile(r"结束|终止|截止|止$|至$|end$|end_|to$", re.I)
_PARTS = (
    ("年", re.compile(r"^(?:统计|报告)?(?:年度?|年份|year)$", re.I)),
    ("季度", re.compile(r"^(?:统计|报告)?(?:季度?|quarter)$", re.I)),
    ("月", re.compile(r"^(?:统计|报告)?(?:月份?|month)$", re.I)),
)
_WRAPPERS = re.compile(
    r"^(?:数据|明细|列表|data|rows|items|list|records|body|result|results|table|tables|报表|统计表|统计数据)$", re.I
)
_PRINTED = re.compile(r"^\s*[+-]?\d[\d,]*(?:\.\d+)?\s*[%％]?\s*$")
_MAX_DEPTH = 12


Labels = Mapping[str, tuple[str, ...]]
"""What a list of columns calls each key: its group, if it has one, and its title with its unit."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value in a row: the keys that lead to it from the row, and its JSON path."""

    keys: tuple[str, ...]
    value: Any
    path: str


@dataclass(frozen=True, slots=True)
class Row:
    """One object laid out as a row; ``stub`` is its key where the object itself is named by one."""

    stub: str
    leaves: tuple[Leaf, ...]


def lay_out_tree(tree: Tree) -> list[Region]:
    """All tables that a JSON value holds."""
    labels = read_column_labels(tree.value)
    return list(_walk(tree.value, tree.locator, (), read_tree_lines(tree.value), labels))


def read_tree_lines(value: Any) -> tuple[str, ...]:
    """What a JSON object says of itself in words, as lines ``key:value``; its title alone."""
    if not isinstance(value, Mapping):
        return ()
    lines: list[str] = []
    for key, item in value.items():
        if isinstance(item, str) and item.strip():
            lines.append(
                item if re.search(r"标题|表名|名称|title|name|报表$", key, re.I) and len(item) > 5 else f"{key}:{item}"
            )
        elif isinstance(item, Mapping) and _is_of_words(item):
            lines.extend(read_tree_lines(item))
    period = _join_period(value)
    return (*lines, *period)


def _is_of_words(value: Mapping[str, Any]) -> bool:
    """Whether an object speaks of the table: words without figures, or more words than figures (a page's size)."""
    words = sum(isinstance(item, str) and not _is_figure(item) for item in value.values())
    if not _holds_numbers(value):
        return words > 0 or any(isinstance(item, str) for item in value.values())
    figures = sum(_is_figure(item) for item in value.values())
    return words > max(1, figures) and not any(isinstance(item, Mapping | list) for item in value.values())


def _holds_numbers(value: Mapping[str, Any]) -> bool:
    """Whether an object holds figures: numbers, or text that is one, under keys that are no part of a period."""
    return any(
        _is_figure(item) if not isinstance(item, Mapping) else _holds_numbers(item)
        for key, item in value.items()
        if not _is_period_part(key)
    )


def _is_figure(value: Any) -> bool:
    """Whether a JSON scalar is a number or prints one."""
    if isinstance(value, Decimal):
        return True
    return isinstance(value, str) and bool(_PRINTED.match(value))


def _is_period_part(key: str) -> bool:
    """Whether a key holds a year, a quarter or a month."""
    return any(pattern.match(key) for _, pattern in _PARTS)


def _join_period(value: Mapping[str, Any]) -> tuple[str, ...]:
    """A period that is kept in parts: a first and a last day, or year, quarter, month."""
    scalars = {k: str(v) for k, v in value.items() if isinstance(v, str | Decimal | int) and not isinstance(v, bool)}
    days = [
        next((v for k, v in scalars.items() if p.search(k) and re.search(r"\d{4}", v)), None) for p in (_START, _END)
    ]
    if all(days):
        return (f"统计时间:{days[0]}至{days[1]}",)
    parts = [(name, next((v for k, v in scalars.items() if p.match(k)), None)) for name, p in _PARTS]
    if parts[0][1] is None or not re.search(r"\d{4}", parts[0][1]):
        return ()
    words = "".join(v if v.endswith(name) else f"{v}{name}" for name, v in parts if v)
    return (f"统计时间:{words}",)


def _walk(value: Any, path: str, heads: tuple[str, ...], lines: tuple[str, ...], labels: Labels) -> Iterator[Region]:
    """The tables in a value: a list of objects, objects of one shape under their keys, figures side by side."""
    if len(heads) > _MAX_DEPTH:
        return
    if isinstance(value, list):
        yield from _walk_list(value, path, heads, lines, labels)
        return
    if not isinstance(value, Mapping):
        return
    own = (*lines, *read_tree_lines(value)) if heads else lines
    alike = _find_alike(value)
    if alike:
        rows = [Row(key, tuple(_flatten(value[key], f"{path}.{key}", ()))) for key in alike]
        yield from _lay_out(rows, path, heads, own, labels)
    rest = {k: v for k, v in value.items() if k not in alike}
    lists = {k: v for k, v in rest.items() if _holds_rows(v)}
    for key, item in lists.items():
        yield from _walk(item, f"{path}.{key}", (*heads, key), own, labels)
    single = {k: v for k, v in rest.items() if k not in lists}
    leaves = [x for x in _flatten(single, path, ()) if _is_figure(x.value) and not _is_period_part(x.keys[-1])]
    if leaves:
        yield from _lay_out([Row("", tuple(leaves))], path, heads, own, labels)


def _walk_list(
    value: list[Any], path: str, heads: tuple[str, ...], lines: tuple[str, ...], labels: Labels
) -> Iterator[Region]:
    """A list: its objects are the rows of one table; lists in them are tables of their own."""
    rows = [Row("", tuple(_flatten(x, f"{path}[{i}]", ()))) for i, x in enumerate(value) if isinstance(x, Mapping)]
    if rows and any(_is_figure(leaf.value) for row in rows for leaf in row.leaves):
        yield from _lay_out(rows, path, heads, lines, labels)
    for index, item in enumerate(value):
        if isinstance(item, Mapping):
            words = tuple(v for v in item.values() if isinstance(v, str))
            for key, inner in item.items():
                if _holds_rows(inner):
                    yield from _walk(inner, f"{path}[{index}].{key}", (*heads, *words[:1], key), lines, labels)


def _find_alike(value: Mapping[str, Any]) -> list[str]:
    """Keys of two or more objects with the same inner keys: rows named by their keys."""
    shapes: dict[frozenset[str], list[str]] = {}
    for key, item in value.items():
        if isinstance(item, Mapping) and item and not _holds_rows(item):
            shapes.setdefault(frozenset(item), []).append(key)
    best = max(shapes.values(), key=len, default=[])
    return best if len(best) > 1 else []


def _holds_rows(value: Any) -> bool:
    """Whether a value is, or holds somewhere, a list of objects."""
    if isinstance(value, list):
        return any(isinstance(x, Mapping) for x in value)
    return isinstance(value, Mapping) and any(_holds_rows(x) for x in value.values())


def _flatten(value: Any, path: str, keys: tuple[str, ...]) -> Iterator[Leaf]:
    """The scalars of an object with the keys that lead to them; lists are left to others."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flatten(item, f"{path}.{key}", (*keys, key))
    elif not isinstance(value, list) and len(keys) <= HEADER_DEPTH:
        yield Leaf(keys, value, path)


def _lay_out(
    rows: list[Row], path: str, heads: tuple[str, ...], lines: tuple[str, ...], labels: Labels
) -> Iterator[Region]:
    """A grid of rows under their keys, one header row for each depth of keys."""
    columns = list(dict.fromkeys(leaf.keys for row in rows for leaf in row.leaves))
    outer = tuple(h for h in heads if not _WRAPPERS.match(h))
    has_stub = any(row.stub for row in rows)
    offset = 1 if has_stub else 0
    shown = {keys: tuple(word for key in keys for word in labels.get(key, (key,)))[-HEADER_DEPTH:] for keys in columns}
    depth = len(outer) + max(len(words) for words in shown.values())
    header = [[BLANK] * (len(columns) + offset) for _ in range(depth)]
    strings = {
        keys
        for row in rows
        for leaf in row.leaves
        for keys in (leaf.keys,)
        if isinstance(leaf.value, str) and not _is_figure(leaf.value)
    }
    for index, keys in enumerate(columns):
        words = (*outer, *shown[keys]) if keys not in strings else shown[keys]
        for level, word in enumerate(words):
            header[level][index + offset] = Cell(word, word)
    body, paths = [], {}
    for number, row in enumerate(rows, depth + 1):
        cells = [Cell(row.stub, row.stub)] if has_stub else []
        found = {leaf.keys: leaf for leaf in row.leaves}
        for index, keys in enumerate(columns, offset + 1):
            leaf = found.get(keys)
            cells.append(_to_cell(leaf.value if leaf else None))
            if leaf:
                paths[number, index] = leaf.path
        body.append(tuple(cells))
    table = Table(path, tuple(tuple(r) for r in header) + tuple(body))
    grid = build_grid(table, paths)
    width = len(columns) + offset
    yield Region(grid, tuple(range(1, depth + 1)), tuple(range(depth + 1, depth + 1 + len(body))), 1, width,
                 tuple((0, line) for line in lines))  # fmt: skip


def _to_cell(value: Any) -> Cell:
    """A JSON scalar as a cell."""
    if value is None:
        return BLANK
    if isinstance(value, bool):
        return Cell(str(value).lower(), value)
    if isinstance(value, Decimal):
        return Cell(str(value), value)
    return Cell(str(value), str(value))
