"""What stands along a table's two sides: which columns are stubs, and what each stub and each header row holds.

A column or a row of heads is judged as a whole: most of its words must be places for it to hold places. A word that
is unknown to the catalogue is then still a place, or a sector, by the company it keeps.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Literal

from pipelines.extraction.grammar.period import parse_period
from pipelines.extraction.tables import meaning
from pipelines.extraction.tables.headers import Head, read_column_paths
from pipelines.extraction.tables.names import Names
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.wording import Label, is_unit_text

StubKind = Literal["place", "sector", "period", "unit", "indicator", "ordinal", "text"]
ColumnKind = Literal["stub", "value", "skip"]
_WORDS_SHARE = 0.5
_NAMES_SHARE = 0.5
_WORK = re.compile(r"执法|检查|督查|处罚|处理|隐患|整改|文书|宣传|培训|演练|举报|问责|标准化|投入")
"""Words of work: a head of them beside 火灾 or 煤矿 is no sector that the catalogue does not know."""
_HEAD_NEEDS = 0.2
_BARE = re.compile(
    r"\d{1,2}月|[一二三四五六七八九十]{1,2}月|[一二三四1-4]季度|[上下]半年|前三季度|^20\d\d年?(?:度)?(?:同期)?(?:数)?$|^全年$"
)
# Departments of an office are rows like places, though they are none of the catalogue's.
_DEPARTMENT = re.compile(
    r"^[\u4e00-\u9fff]{2,12}(?:局|委员会|委|办公室|(?<![督查交承协举转催开主申经])办|大队|支队|总队|中心)$"
)
_MAX_PERIOD_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Axes:
    """A table's columns, told apart.

    ``paths`` are the heads over each column; ``stubs`` gives for each stub column what it holds; ``values`` are the
    columns of figures; ``skipped`` those that hold no figures by their head (序号, 备注, codes).
    ``outline`` is the stub column whose rows may form an outline.
    """

    paths: dict[int, tuple[Head, ...]]
    stubs: dict[int, StubKind]
    values: tuple[int, ...]
    skipped: tuple[int, ...]
    outline: int | None


def read_axes(region: Region, names: Names) -> Axes:
    """Tell a table's stub columns from its columns of figures, and say what each stub holds."""
    paths = read_column_paths(region)
    stubs: dict[int, StubKind] = {}
    values: list[int] = []
    skipped: list[int] = []
    for column in region.columns:
        own = paths[column][-1].label if paths[column] else Label("", "")
        kind = _tell_column(region, column, own, seen_values=bool(values))
        if kind == "stub":
            stubs[column] = read_stub_kind(_stub_labels(region, column), own, names)
        elif kind == "value":
            values.append(column)
        else:
            skipped.append(column)
    across = set(_judge_columns(paths, tuple(values), names).values())
    for column, held in stubs.items():
        if held in across and held != "indicator" and _is_only_said(region, column, held, names):
            stubs[column] = "indicator"
    texts = [c for c, kind in stubs.items() if kind in ("text", "ordinal")]
    skipped.extend(texts)
    stubs = {c: kind for c, kind in stubs.items() if c not in texts}
    outline = next((c for c in reversed(stubs) if stubs[c] in ("indicator", "sector")), None)
    return Axes(paths, stubs, tuple(values), tuple(skipped), outline)


def _tell_column(region: Region, column: int, own: Label, *, seen_values: bool) -> ColumnKind:
    """Whether a column is a stub, holds figures, or is to be left aside."""
    is_bare = not own.core and not own.unit
    if meaning.is_ordinal(own) or (is_bare and column == region.left and _counts_up(region, column)):
        return "skip"
    if meaning.read_stub_head(own) == "period" and not seen_values and _holds_spans(region, column):
        return "stub"
    kinds = Counter(_kind_at(region, row, column) for row in region.body)
    filled = sum(n for kind, n in kinds.items() if kind != "blank")
    words = kinds["words"]
    if meaning.is_text_column(own) and not (words < filled and own.unit):
        return "skip"
    if not filled:
        return "value" if own.core or own.unit else "skip"
    if words > (filled - kinds["mark"]) * _WORDS_SHARE:
        return "stub" if not seen_values else _tell_late_words(own)
    return "value"


def _tell_late_words(own: Label) -> ColumnKind:
    """A column of words right of figures: remarks, unless its head says that it is a stub of a second block."""
    return "stub" if meaning.read_stub_head(own) in ("unit", "sector") else "skip"


def _kind_at(region: Region, row: int, column: int) -> str:
    """What stands at a place, a merge speaking for all its rows."""
    return region.grid.at(*region.grid.anchor(row, column)).kind


def _holds_spans(region: Region, column: int) -> bool:
    """Whether a column's numbers are years, quarters or months."""
    numbers = [
        c.value for r in region.body if (c := region.grid.at(r, column)).kind == "number" and c.value is not None
    ]
    return all(n == int(n) and (1 <= n <= 12 or 1990 <= n <= 2060) for n in numbers)


def _counts_up(region: Region, column: int) -> bool:
    """Whether a column's numbers are 1, 2, 3 ... and words stand right of them."""
    if column == region.right or not any(region.grid.at(r, column + 1).kind == "words" for r in region.body):
        return False
    numbers = [c.value for r in region.body if (c := region.grid.at(r, column)).kind == "number"]
    return bool(numbers) and numbers == list(range(1, len(numbers) + 1))


def _stub_labels(region: Region, column: int) -> list[Label]:
    """The distinct words of a stub column."""
    labels = {label.raw: label for r in region.body if (label := region.grid.label(r, column)).core or label.unit}
    return list(labels.values())


def read_stub_kind(labels: list[Label], head: Label, names: Names) -> StubKind:
    """What a stub column, or a row of heads, holds: by most of its words, else by its head."""
    said = meaning.read_stub_head(head)
    if meaning.is_text_column(head) and said is None:
        return "text"
    if said == "kind":
        said = None if _holds_sectors(labels, names) else "indicator"
    if labels and all(is_unit_text(label.unit) and not label.core for label in labels):
        return "unit"
    telling = [x for x in labels if x.core and not meaning.is_total(x) and not meaning.is_plain_total(x)]
    if telling:
        shares = _count_names(telling, names)
        best = max(shares, key=lambda kind: shares[kind])
        if shares[best] >= _NAMES_SHARE and (said in (None, best, "indicator") or shares[best] > 0.8):
            return best
        if said in ("sector", "period") and shares[said] < _HEAD_NEEDS:
            return "indicator"
    if said == "unit":
        return "indicator" if telling else "unit"
    return said or "indicator"


def _holds_sectors(labels: list[Label], names: Names) -> bool:
    """Whether most words under a head such as 类别 are sectors, not kinds of work."""
    telling = [x for x in labels if x.core and not meaning.is_total(x) and not meaning.is_plain_total(x)]
    return bool(telling) and _count_names(telling, names)["sector"] >= _NAMES_SHARE


def _count_names(labels: list[Label], names: Names) -> dict[StubKind, float]:
    """The share of labels that name a place, a sector, a period."""
    places = sum(names.read_place(x.core) is not None or bool(_DEPARTMENT.match(x.core)) for x in labels)
    sectors = sum(names.read_sector(x.core) is not None for x in labels)
    periods = sum(is_period_label(x) for x in labels)
    count = len(labels)
    return {"place": places / count, "sector": sectors / count, "period": periods / count}


def is_period_label(label: Label) -> bool:
    """Whether a label is a period or is in relation to one: 4月, 2024年1-6月, 本月, 1-6月累计."""
    if meaning.read_relative(label) is not None:
        return True
    return parse_period(label.core, None) is not None or _is_bare_period(label)


def _is_bare_period(label: Label) -> bool:
    """A period without a year: 4月, 第二季度, 1-6月累计, 小计(二季度)."""
    return len(label.core) <= _MAX_PERIOD_LENGTH and _BARE.search(label.core) is not None


def read_head_kinds(axes: Axes, names: Names) -> dict[tuple[int, int], StubKind]:
    """What each header cell over the figures holds, judged with its neighbours under the same head.

    Returns:
        By (row, column) of the header cell: place, sector or period; all others are ``indicator``.
    """
    return _judge_columns(axes.paths, axes.values, names)


def _is_only_said(region: Region, column: int, kind: StubKind, names: Names) -> bool:
    """Whether only the corner says what a stub holds, none of its words: then the corner speaks of the heads."""
    telling = [x for x in _stub_labels(region, column) if x.core and not meaning.is_total(x)]
    return bool(telling) and _count_names(telling, names)[kind] < _HEAD_NEEDS


def _judge_columns(
    paths: dict[int, tuple[Head, ...]], values: tuple[int, ...], names: Names
) -> dict[tuple[int, int], StubKind]:
    """What each header cell holds, by the group that it stands in."""
    groups: dict[tuple[int, tuple[int, int] | None], dict[tuple[int, int], Label]] = defaultdict(dict)
    for column in values:
        above: tuple[int, int] | None = None
        for head in paths[column]:
            groups[head.row, above][head.row, head.column] = head.label
            above = (head.row, head.column)
    kinds: dict[tuple[int, int], StubKind] = {}
    for members in groups.values():
        kind = _judge_heads(list(members.values()), names)
        for place, label in members.items():
            kinds[place] = _kind_of_label(label, kind)
    return kinds


def _kind_of_label(label: Label, kind: StubKind) -> StubKind:
    """What one head holds in a group of some kind; a period is always one, and nothing else is one by its company."""
    if meaning.is_target(label):
        return "indicator"
    if kind in ("indicator", "period"):
        return "period" if is_period_label(label) else "indicator"
    return kind


def _judge_heads(labels: list[Label], names: Names) -> StubKind:
    """What a group of heads holds; comparisons, totals and targets among them say nothing."""
    telling = [
        x for x in labels
        if x.core and not meaning.is_total(x) and not meaning.is_plain_total(x) and not meaning.read_comparison(x)
        and meaning.read_relative(x) is None
    ]  # fmt: skip
    if not telling:
        return "indicator"
    shares = _count_names(telling, names)
    best = max(shares, key=lambda kind: shares[kind])
    if best == "sector" and any(_WORK.search(x.core) and names.read_sector(x.core) is None for x in telling):
        return "indicator"
    enough = shares[best] >= _NAMES_SHARE and (len(telling) > 1 or shares[best] == 1)
    if best == "sector" and len(telling) == 1:
        enough = len(labels) > 1
    return best if enough else "indicator"
