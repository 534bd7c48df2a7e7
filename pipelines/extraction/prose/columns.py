"""What the columns of a flattened table mean, from header words whose spans are lost.

Three shapes are known: one header a column; groups over repeated leaves (起数 | 死亡 over 采矿, 同比, 建筑, 同比);
and statistics that each carry their own change and rate (起数, +,-, ±%).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from pipelines.extraction.correction_words import State, settle, tell_state
from pipelines.extraction.prose.lexicon import Lexicon

Kind = Literal["level", "change", "rate", "share"]

_STEMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"死亡|亡人(?!事故)"), "accident.deaths"),
    (re.compile(r"受伤|伤人|伤亡人数"), "accident.injuries"),
    (re.compile(r"经济损失|财产损失"), "accident.loss"),
    (re.compile(r"起数|宗数|事故数|事故\(?[起宗]"), "accident.count"),
)
_RATE = re.compile(
    r"±%|[+-]%|%.*[±+-]|(?:同比|增减|增长|升降|增幅|降幅).*%|同比(?:增长|增减|升降)(?:率|幅度)?$|增减率|增长率"
)
_CHANGE = re.compile(
    r"(?:同比)?[(]?[+±][,、/]?[-−]?[)]?|增减(?:数|量|起|人|\([起人]\))?"
    r"|同比(?:增减|增加|减少)?(?:数|量|\([起人]\))"
)
_COMPARE = re.compile(r"同比|与?去年同期(?:相?比)?|比上年同期|同比情况")
_CORNER = re.compile(r"总计|地区|县市区?|县\(市、区\)|单位|区域|行业|领域|类别|项目|指标|名称|行业领域|序号|排位|地市")
_SHARE = re.compile(r"占.*(?:比|率|%)|比重|百分比|比例%?")
_TABLE_TITLE = re.compile(r"(?P<what>.*?)(?:实施数量|数量|情况|统计)(?:表)?\((?P<measure>[宗起次件家])\)")
_UNIT = re.compile(r"\((?P<unit>万元|元|亿元|起|宗|人|次|件|家|个|项|条|处|份|%)[/、)]")
# Leaves under a statistic that add nothing (本期) or tell another time (上年同期).
_NEUTRAL = re.compile(r"本期|本年|本月|今年|累计|数量|绝对数|起数|人数|宗数|实绩|当期")
_PRIOR = re.compile(r"(?:上年|去年)(?:同期)?|同期数?|上期")
_FACTOR = {"万元": Decimal(10_000), "亿元": Decimal(100_000_000), "%": Decimal("0.01")}
_MONEY = frozenset({"万元", "元", "亿元"})


@dataclass(frozen=True, slots=True)
class Column:
    """A column's indicator (None: none of ours), its kind, its factor to the canonical unit, and its sector's words.

    ``state``: which state of a correction its header names (死亡人数更正前).
    """

    indicator: str | None
    kind: Kind
    factor: Decimal = Decimal(1)
    sector: str | None = None
    state: State | None = None


def plan_columns(header: Sequence[str], width: int, lexicon: Lexicon) -> tuple[Column | None, ...] | None:
    """The meaning of ``width`` columns from the header's words in order; None where no shape fits.

    Args:
        header: header cells, blank ones left out; broken cells may be two.
        width: how many values each row has.
        lexicon: head words for statistics other than accidents.
    """
    words = [word for word in header if word]
    title = next((match for word in words[:1] if (match := _TABLE_TITLE.fullmatch(word))), None)
    if title is not None:
        words = words[1:]
    if any(tell_state(word) for word in words):
        return _read_states(words, width, lexicon, title)
    for shape in (_one_each, _groups_over_leaves, _own_changes):
        columns = shape(words, width, lexicon, title)
        if columns is not None and any(column is not None for column in columns):
            return columns
    return None


def _read_states(
    words: list[str], width: int, lexicon: Lexicon, title: re.Match[str] | None
) -> tuple[Column | None, ...] | None:
    """One header a column, some of which name a state of a correction; None where they may only compare two times."""
    told = [tell_state(word) for word in words]
    stated = [one for one in told if one is not None]
    if settle(stated, is_correction=False) is None and {one.state for one in stated} == {"before", "after"}:
        return None
    columns = _one_each(
        [one.rest if one else word for word, one in zip(words, told, strict=True)], width, lexicon, title
    )
    if columns is None:
        return None
    behind = told[len(words) - len(columns) :]
    return tuple(
        replace(column, state=one.state) if column and one else column
        for column, one in zip(columns, behind, strict=True)
    )


def _stem(word: str) -> str | None:
    return next((code for pattern, code in _STEMS if pattern.search(word)), None)


def _is_rate(word: str) -> bool:
    return _RATE.search(word) is not None


def _is_change(word: str) -> bool:
    return _CHANGE.fullmatch(word) is not None


def _one_each(
    words: list[str], width: int, lexicon: Lexicon, title: re.Match[str] | None
) -> tuple[Column | None, ...] | None:
    """As many header words as columns, after a corner word, or with one cell broken in two."""
    if len(words) == width + 1 and _CORNER.fullmatch(words[0]):
        words = words[1:]
    if len(words) == width + 1 and title is not None:
        return _mend_broken(words, lexicon, title)
    if len(words) != width:
        return None
    return _read_each(words, lexicon, title)


def _read_each(words: Sequence[str], lexicon: Lexicon, title: re.Match[str] | None) -> tuple[Column | None, ...] | None:
    columns: list[Column | None] = []
    current: str | None = None
    for word in words:
        if _SHARE.search(word):
            columns.append(None)
        elif _is_rate(word) or _COMPARE.fullmatch(word):
            columns.append(
                Column(f"{current}_yoy", "rate", Decimal("0.01"))
                if (current and "%" in word) or (_is_rate(word) and current)
                else None
            )
        elif _is_change(word):
            columns.append(Column(f"{current}_change", "change") if current else None)
        else:
            column = _level(word, lexicon, title)
            current = column.indicator if column and column.indicator in {code for _, code in _STEMS} else None
            columns.append(column)
    return tuple(columns)


def _mend_broken(words: Sequence[str], lexicon: Lexicon, title: re.Match[str]) -> tuple[Column | None, ...] | None:
    """Join the one pair of neighbours across which a head word runs, if every column is then understood."""
    broken = [i for i in range(len(words) - 1) if _runs_across(words[i], words[i + 1], lexicon)]
    if len(broken) != 1:
        return None
    index = broken[0]
    columns = _read_each([*words[:index], words[index] + words[index + 1], *words[index + 2 :]], lexicon, title)
    return columns if columns and all(column is not None for column in columns) else None


def _runs_across(first: str, second: str, lexicon: Lexicon) -> bool:
    return any(head.start < len(first) < head.end for head in lexicon.find(first + second))


def _level(word: str, lexicon: Lexicon, title: re.Match[str] | None) -> Column | None:
    unit = _UNIT.search(word)
    printed = unit["unit"] if unit else (title["measure"] if title else None)
    measure = "元" if printed in _MONEY else printed
    factor = _FACTOR.get(printed or "", Decimal(1))
    stem = _stem(word)
    if stem is not None and (stem != "accident.loss" or measure == "元"):
        return Column(stem, "level", factor)
    text = f"{title['what']}{word}" if title and word.startswith(("合计", "总数", "总计")) else word
    heads = lexicon.find(text)
    if measure is None and re.search(r"率$", word):
        measure, factor = "%", Decimal("0.01")
    if measure is None:
        senses = [sense for head in heads[-1:] for sense in head.senses if not sense.measures & {"元", "%"}]
    else:
        senses = [sense for head in heads for sense in head.senses if sense.takes(measure)]
    if not senses:
        return None
    best = max(senses, key=lambda sense: sense.rank)
    return Column(best.indicator, "level", factor) if best.indicator else None


def _groups_over_leaves(
    words: list[str], width: int, lexicon: Lexicon, title: re.Match[str] | None
) -> tuple[Column | None, ...] | None:
    """Groups first, then the same leaves under each: 起数, 死亡 | 采矿, 同比, 建筑, 同比, 采矿, 同比, 建筑, 同比."""
    leaves = words[-width:]
    groups = [stem for word in words[:-width] if (stem := _stem(word))]
    count = len(groups)
    if count < 2 or len(words) < width + count or width % count:
        return None
    span = width // count
    if any(leaves[i] != leaves[i % span] for i in range(width)):
        return None
    columns: list[Column | None] = []
    for index, leaf in enumerate(leaves):
        stem = groups[index // span]
        if _is_rate(leaf):
            sector = columns[-1].sector if columns and columns[-1] else None
            columns.append(Column(f"{stem}_yoy", "rate", Decimal("0.01"), sector))
        elif _is_change(leaf):
            columns.append(Column(f"{stem}_change", "change"))
        elif _PRIOR.fullmatch(leaf):
            columns.append(None)
        elif _NEUTRAL.fullmatch(leaf):
            columns.append(Column(stem, "level"))
        elif _COMPARE.fullmatch(leaf):
            return None
        else:
            columns.append(Column(stem, "level", Decimal(1), leaf))
    return tuple(columns)


def _own_changes(
    words: list[str], width: int, lexicon: Lexicon, title: re.Match[str] | None
) -> tuple[Column | None, ...] | None:
    """Statistics, each with its change and rate in the row below: 起数, 同比, 死亡, 同比 | +,-, ±%, +,-, ±%."""
    stems = [stem for word in words if (stem := _stem(word)) and not _is_rate(word)]
    below = [word for word in words if _is_change(word) or (_is_rate(word) and _stem(word) is None)]
    if not stems or len(set(stems)) != len(stems) or not below or len(below) % len(stems):
        return None
    each = len(below) // len(stems)
    if width != len(stems) * (1 + each) or any(below[i] != below[i % each] for i in range(len(below))):
        return None
    columns: list[Column | None] = []
    for stem in stems:
        columns.append(Column(stem, "level"))
        for word in below[:each]:
            is_rate = _is_rate(word)
            columns.append(
                Column(
                    f"{stem}_{'yoy' if is_rate else 'change'}",
                    "rate" if is_rate else "change",
                    Decimal("0.01") if is_rate else Decimal(1),
                )
            )
    return tuple(columns)
