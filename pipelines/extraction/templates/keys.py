"""The paths by which a table is known: its heads and row labels, without units, numbering, places and dates.

A template's paths are read by the same rules, so that a person may copy them as they are printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.extraction.tables import meaning
from pipelines.extraction.tables.axes import Axes, StubKind, is_period_label
from pipelines.extraction.tables.headers import Head, RowHead
from pipelines.extraction.tables.names import Names
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.siblings import lean_columns
from pipelines.extraction.tables.wording import Label, clean, read_label
from pipelines.extraction.templates.model import ANY, Key, Path

SEPARATOR = " > "
_SPLIT = re.compile(r"\s*[>＞]\s*")
_MOST_HEADS, _MOST_ROWS = 2000, 400
_NAMED = ("indicator", "sector")
_GENERIC_WEIGHT, _ROW_WEIGHT = 0.25, 0.5


def read_path(text: str) -> Path:
    """A path as a template writes it: ``行政处罚 > 罚款(万元)``, blanks or none; empty where it has no words."""
    words = (ANY if part.strip() == ANY else _read_word(read_label(part), None) for part in _SPLIT.split(text))
    return tuple(word for word in words if word)


def write_path(path: Path) -> str:
    """A path as a person writes it."""
    return SEPARATOR.join(path)


def weigh_head(path: Path) -> float:
    """How much a column's path tells of a layout: words that every table has tell little."""
    return _GENERIC_WEIGHT if _is_generic(path) else 1.0


def weigh_row(path: Path) -> float:
    """How much a row's path tells of a layout."""
    return _ROW_WEIGHT * weigh_head(path)


def _is_generic(path: Path) -> bool:
    """Whether the innermost words of a path are those of any table: 序号, 合计, 备注, 县区."""
    words = [word for word in path if word != ANY]
    if not words:
        return True
    label = Label(words[-1], words[-1])
    if meaning.is_ordinal(label) or meaning.is_text_column(label) or meaning.read_stub_head(label) == "place":
        return True
    is_sum = meaning.is_total(label) or meaning.is_plain_total(label)
    return is_sum and all(meaning.is_plain_total(Label(w, w)) for w in words[:-1])


def _read_word(label: Label, kind: StubKind | None) -> str:
    """One step of a path: ``*`` for a place or a printed period, "" for nothing but a unit."""
    if kind == "place":
        return ANY
    if not label.core:
        return clean(label.raw) if meaning.read_comparison(label) else ""
    is_dated = is_period_label(label) and meaning.read_relative(label) is None
    return ANY if is_dated else label.core


def read_head_keys(region: Region, axes: Axes, kinds: dict[tuple[int, int], StubKind]) -> tuple[Key, ...]:
    """The columns of a table that have words over them, in order; at most 2000."""
    paths = lean_columns(axes)
    keys = [_read_head_key(region, column, paths[column], kinds) for column in sorted(paths) if paths[column]]
    return tuple(key for key in keys if key.path)[:_MOST_HEADS]


def _read_head_key(region: Region, column: int, heads: Sequence[Head], kinds: dict[tuple[int, int], StubKind]) -> Key:
    """One column."""
    read = [(head, _read_word(head.label, kinds.get((head.row, head.column)))) for head in heads]
    named = [head for head, word in read if word]
    unit = next((h.label.unit for h in reversed(heads) if h.label.unit), "")
    at = named[-1] if named else heads[-1]
    printed = SEPARATOR.join(" ".join(h.label.raw.split()) for h in heads)
    path = tuple(step for _, word in read for step in _SPLIT.split(word) if step)
    return Key(path, column, unit, region.grid.locate(at.row, at.column), printed)


def read_row_keys(region: Region, axes: Axes, heads: Iterable[RowHead], names: Names) -> tuple[Key, ...]:
    """The rows of a table that have words of a statistic or a sector before them, in order; at most 400."""
    named = [column for column, kind in axes.stubs.items() if kind in _NAMED]
    units = [column for column, kind in axes.stubs.items() if kind == "unit"]
    keys: list[Key] = []
    for head in heads:
        labels = [head.labels[c] for c in named if c in head.labels]
        if len(keys) == _MOST_ROWS or not labels:
            continue
        parents = (ANY if names.read_place(x.core) else _read_word(x, None) for x in head.parents)
        words = (*parents, *(_read_word(x, None) for x in labels))
        path = tuple(step for word in words for step in _SPLIT.split(word) if step)
        unit = next((x.unit for x in reversed(labels) if x.unit), "")
        unit = unit or next((clean(head.labels[c].raw) for c in units if c in head.labels), "")
        at = max(c for c in named if c in head.labels)
        printed = SEPARATOR.join(" ".join(x.raw.split()) for x in (*head.parents, *labels))
        if path:
            keys.append(Key(path, head.row, unit, region.grid.locate(head.row, at), printed))
    return tuple(keys)


def count_paths(keys: Iterable[Key]) -> Counter[Path]:
    """How often each path stands; one that is open (``*``) counts once, however many places stand there."""
    counts = Counter(key.path for key in keys)
    return Counter({path: 1 if ANY in path else count for path, count in counts.items()})


def number_keys(keys: Iterable[Key]) -> list[tuple[Path, int, Key]]:
    """Each key with its path and which of several of that path it is, from 0; all open ones are the first."""
    seen: Counter[Path] = Counter()
    numbered: list[tuple[Path, int, Key]] = []
    for key in keys:
        numbered.append((key.path, 0 if ANY in key.path else seen[key.path], key))
        seen[key.path] += 1
    return numbered


def without_locator(key: Key) -> Key:
    """A key as it can be compared between files."""
    return replace(key, at="", index=0)
