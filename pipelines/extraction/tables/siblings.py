"""Heads that lean on the head before them: 已整改, 整改率 after 重大隐患, though nothing is written over both.

Where the same bare words stand twice under one head, each belongs to the full one before it. A part (其中) is never
leaned on: 排查隐患, 其中重大, 已整改 speaks of all.
"""

from __future__ import annotations

import re

from pipelines.extraction.tables.axes import Axes
from pipelines.extraction.tables.headers import Head, RowHead
from pipelines.extraction.tables.wording import Label

_BARE = re.compile(
    r"^(?:已|其中|实际|已经|完成)*(?:整改|治理|销号|整改销号|收缴|到位|办结|结案|死亡|受伤|核查|查实)(?:完成|到位|销号)?(?:率|数|人数|数量|金额|比例|情况)?$"
    r"|^(?:未|尚未|未完成)(?:整改|治理|销号)(?:数|数量)?$|^(?:整改|治理|销号|完成|收缴|结案|核查|查实)(?:完成)?率$|^(?:比例|占比|比率|(?:年度|考核)?目标(?:值|比例)?)$"
)
_RATE = re.compile(r"率$")


def is_bare(label: Label) -> bool:
    """Whether a label names only what was done, not to what."""
    return bool(_BARE.match(label.core))


def lean_columns(axes: Axes) -> dict[int, tuple[Head, ...]]:
    """The column paths, with the head before put over repeated bare heads under the same parent."""
    groups: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for column in axes.values:
        path = axes.paths[column]
        if path:
            groups.setdefault(tuple((h.row, h.column) for h in path[:-1]), []).append(column)
    paths = dict(axes.paths)
    for columns in groups.values():
        labels = [paths[c][-1].label for c in columns]
        repeated = _find_repeated(labels)
        base: Head | None = None
        for column, label in zip(columns, labels, strict=True):
            own = paths[column][-1]
            if is_bare(label):
                if base and label.core in repeated:
                    paths[column] = (*paths[column][:-1], base, own)
            elif not label.is_part and label.core:
                base = own
    return paths


def _find_repeated(labels: list[Label]) -> set[str]:
    """Bare words that stand more than once."""
    words = [x.core for x in labels if is_bare(x)]
    return {w for w in words if words.count(w) > 1}


def lean_rows(heads: list[RowHead], outline: int | None) -> list[RowHead]:
    """The row heads, with the row before put over repeated bare rows, and a rate after parts over their whole."""
    if outline is None:
        return heads
    labels = [h.labels.get(outline) for h in heads]
    repeated = _find_repeated([x for h, x in zip(heads, labels, strict=True) if x and not h.parents])
    leaned: list[RowHead] = []
    base: Label | None = None
    before: RowHead | None = None
    for head, label in zip(heads, labels, strict=True):
        parents = head.parents
        if label is not None and not parents and is_bare(label):
            if base is not None and label.core in repeated:
                parents = (base,)
            elif before is not None and before.parents and _RATE.search(label.core):
                parents = before.parents[-1:]
        elif label is not None and not label.is_part and not parents:
            base = label
        leaned.append(RowHead(head.row, head.labels, parents))
        before = head
    return leaned
