"""One head of a draft in lines of YAML: what was said of it, what a person must settle, and what is near to it.

What is only suggested stands in comments.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.extraction.tables.units import read_units
from pipelines.extraction.templates.drift import is_other_unit
from pipelines.extraction.templates.model import ANY, UNSETTLED, Key, Statement
from warehouse.catalogue.model import Catalogue

_NEAREST, _ALIKE = 3, 0.25
_TIMES = {"本月": "month", "本季": "quarter", "累计": "cumulative"}
_LATIN = re.compile(r"[^\u4e00-\u9fff]+|[一二三四五六七八九十百千万亿]+(?=[^\u4e00-\u9fff]|$)")
_MEASURED: Mapping[str, tuple[str, ...]] = {
    "次": ("次数", "次"), "家次": ("次数",), "家": ("单位数", "企业数", "家数", "户数"), "户": ("单位数", "企业数"),
    "个": ("单位数", "企业数", "个数"), "份": ("书", "份数"), "张": ("书",), "起": ("起数", "事故"), "件": ("案",),
    "宗": ("案",), "项": ("隐患", "项"), "条": ("隐患", "条"), "处": ("隐患", "处"), "人": ("人数", "人"),
    "人次": ("人次",),
}  # fmt: skip
_SUITS = 0.6


@dataclass(frozen=True, slots=True)
class Open:
    """What a person must settle of a head, and what ``former`` suggests: what was said of it elsewhere or before."""

    is_indicator: bool = False
    is_unit: bool = False
    former: Statement | None = None


def write_statement(statement: Statement | None, key: Key, catalogue: Catalogue, left: Open) -> Iterator[str]:
    """What is said of one head: what its template says, else what is open, else its unit."""
    indicator = statement.indicator if statement else None
    said = statement.unit if statement else ""
    if indicator:
        yield f"    indicator: {quote(indicator)}"
    elif left.is_indicator:
        yield f'    indicator: "?"  # {_hint(key, catalogue, left.former)}'
    elif left.former and (left.former.indicator or left.is_unit):
        yield f"    # {_tell_former(left.former, catalogue)}"
    is_changed = bool(key.unit and said) and is_other_unit(said, key.unit)
    yield from _write_unit(key.unit, said, left, is_changed=is_changed)
    if statement:
        yield from _write_rest(statement, is_unit_changed=is_changed or left.is_unit)


def _write_unit(printed: str, said: str, left: Open, *, is_changed: bool) -> Iterator[str]:
    """The unit that is printed, else the one that was said; money without a printed one is to be settled."""
    if left.is_unit:
        was = f",原为 was {said}" if said else ""
        yield f'    unit: "{UNSETTLED}"  # 表上没有印出单位 no unit is printed{was}'
        return
    unit = printed or said
    if unit and len(read_units(unit)) == 1:
        yield f"    unit: {quote(unit)}{f'  # 原为 was {said}' if is_changed or (said and said != unit) else ''}"


def _write_rest(statement: Statement, *, is_unit_changed: bool) -> Iterator[str]:
    """The rest of what a template said of a head; a note on a unit that is no more is kept as a comment."""
    if statement.sector:
        yield f"    sector: {quote(statement.sector)}"
    for word in statement.periods:
        yield f"    time: {_TIMES[word]}" if word in _TIMES else "    role: prior_year"
    if statement.role == "target":
        yield "    role: target"
    if statement.marks:
        yield f"    marks: {quote(dict(statement.marks))}"
    if statement.is_optional:
        yield "    optional: true"
    if statement.note and is_unit_changed and _speaks_of_unit(statement):
        yield f"    # 原说明 the note was: {' '.join(statement.note.split())}"
    elif statement.note:
        yield f"    note: {quote(statement.note)}"


def _speaks_of_unit(statement: Statement) -> bool:
    """Whether a note speaks of the unit: it names it, or has a word for units."""
    words = ("单位", "计量", "元", "unit", "yuan", *([statement.unit] if statement.unit else []))
    return any(word in statement.note for word in words)


def _hint(key: Key, catalogue: Catalogue, former: Statement | None) -> str:
    """What an open head may be: what was said of it elsewhere, then the nearest words of the catalogue."""
    told = [_tell_former(former, catalogue)] if former and former.indicator else []
    near = ", ".join(_name(code, catalogue) for code in suggest_indicators(key, catalogue))
    return "; ".join([*told, *([near] if near else [])]) or "见 docs/dictionary.zh.md see the dictionary"


def _tell_former(former: Statement, catalogue: Catalogue) -> str:
    """What was said of a head elsewhere, in one line."""
    words = f"「{' > '.join(former.path)}」"
    said = _name(former.indicator, catalogue) if former.indicator else "按列头读 read by its words"
    unit = f" {former.unit}" if former.unit else ""
    return f"{former.source}{words}: {said}{unit}"


def _name(code: str, catalogue: Catalogue) -> str:
    indicator = catalogue.indicators.get(code)
    return f"{code} {indicator.name_zh}" if indicator else f"{code} 不采集 passed over"


def suggest_indicators(key: Key, catalogue: Catalogue) -> tuple[str, ...]:
    """The indicators whose names are nearest to a head's words, the nearest first; of its unit where it prints one.

    Digits and letters (form codes) liken nothing; among names that are alike, those that the measure counts go first.
    """
    units = {u.unit for u in read_units(key.unit)} if key.unit else set()
    suiting = _MEASURED.get(key.unit, ())
    words = [_LATIN.sub("", word) for word in key.path if word != ANY]
    texts = {words[-1], "".join(words[-2:])} if words else set()
    scores: dict[str, float] = {}
    for code, indicator in catalogue.indicators.items():
        if units and indicator.unit not in units and not ({indicator.unit, *units} <= {"count", "person"}):
            continue
        names = (indicator.name_zh, *indicator.synonyms)
        score = max((_liken(text, _LATIN.sub("", name)) for text in texts for name in names), default=0.0)
        if score >= _ALIKE:
            scores[code] = score + _SUITS * indicator.name_zh.endswith(suiting) if suiting else score
    return tuple(sorted(scores, key=lambda code: -scores[code])[:_NEAREST])


def _liken(one: str, other: str) -> float:
    """How alike two words are: the share of pairs of neighbouring characters that both have."""
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def quote(value: object) -> str:
    """A value as YAML takes it in any case."""
    return json.dumps(value, ensure_ascii=False)
