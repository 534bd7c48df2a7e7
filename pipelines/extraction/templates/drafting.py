"""A draft of a template, written from a table: a person fills in what is left open and puts it with the others.

Heads that are understood are only named; those that are not get ``indicator: "?"`` with the nearest words of the
catalogue beside it. A draft with a ``?`` left in it is refused with its line.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pipelines.extraction.model import Observation
from pipelines.extraction.tables.units import read_units
from pipelines.extraction.templates.drift import Change, Reference
from pipelines.extraction.templates.keys import number_keys, write_path
from pipelines.extraction.templates.matching import state_keys
from pipelines.extraction.templates.model import ANY, Axis, Key, Path, Statement, TableShape, Template
from warehouse.catalogue.model import Catalogue

_CELL = re.compile(r"!([A-Z]+)(\d+)$")
_NEAREST, _ALIKE = 3, 0.25
_TIMES = {"本月": "month", "本季": "quarter", "累计": "cumulative"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft is made of: a table, what it resembles, what is not understood of it, and what its words gave.

    ``read`` are the indicators that were read under each column and before each row, by place in the sheet.
    """

    file: str
    shape: TableShape
    reference: Reference | None
    unmatched: frozenset[tuple[Axis, str]]
    columns: Mapping[int, frozenset[str]]
    rows: Mapping[int, frozenset[str]]


def plan_draft(
    file: str,
    shape: TableShape,
    reference: Reference | None,
    changes: Iterable[Change],
    observations: Iterable[Observation],
) -> Draft:
    """Put together what a draft needs."""
    columns: dict[int, set[str]] = defaultdict(set)
    rows: dict[int, set[str]] = defaultdict(set)
    prefix = shape.locator.rpartition("!")[0]
    for observation in observations:
        if (cell := _CELL.search(observation.locator)) and observation.locator[: cell.start()] == prefix:
            columns[_column(cell[1])].add(observation.indicator)
            rows[int(cell[2])].add(observation.indicator)
    return Draft(
        file=file,
        shape=shape,
        reference=reference if reference and reference.template else None,
        unmatched=frozenset((c.axis, c.path) for c in changes if c.kind == "unmatched"),
        columns={k: frozenset(v) for k, v in columns.items()},
        rows={k: frozenset(v) for k, v in rows.items()},
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def write_draft(draft: Draft, catalogue: Catalogue) -> str:
    """The text of a draft."""
    return "\n".join((*_write_head(draft), *_write_axes(draft, catalogue), ""))


def _write_head(draft: Draft) -> Iterator[str]:
    """What the template says of itself."""
    shape, base = draft.shape, draft.reference.template if draft.reference else None
    yield f"# 草稿 draft: {_comment(draft.file)} {_comment(shape.locator)}"
    yield '# 每个 "?" 换成指标代码,不采集的写 "-"。'
    yield '# Replace every "?" by a code of the catalogue, or by "-" for what is passed over.'
    yield "# 放入 REDLINE_HOME/templates/ 后生效。 It holds once it lies in REDLINE_HOME/templates/."
    yield f"id: {_quote(base.id if base else _name_layout(shape))}"
    yield f"version: {base.version + 1 if base else 1}"
    yield f"name: {_quote(base.name if base else next(iter(shape.lines), shape.locator))}"
    if base:
        since = _first_day(shape.day)
        yield f"valid_from: {since}" if since else "# valid_from: 2024-01-01"
        yield f"# {base.source} ({_comment(base.where)}): valid_to 须早于此日 must end before that day"
    offices = base.offices if base else tuple(x for x in (shape.division_code or shape.place,) if x)
    yield f"offices: {_quote(list(offices))}"
    if base and base.anchors:
        yield f"anchors: {_quote(list(base.anchors))}"
    if base and base.marks:
        yield f"marks: {_quote(dict(base.marks))}"
    else:
        yield "# 空格和符号代表什么,确知才写。 What blanks and marks stand for, only where you know it:"
        yield '# marks: {blank: not_filed, dash: zero, slash: not_applicable, "无": zero}'


def _write_axes(draft: Draft, catalogue: Catalogue) -> Iterator[str]:
    """The heads, and the rows where they tell statistics."""
    shape, template = draft.shape, draft.reference.template if draft.reference else None
    yield "heads:"
    heads, rows = (template.heads, template.rows) if template else ((), ())
    yield from _write_keys(draft, "head", shape.heads, heads, catalogue)
    if _rows_tell(draft, template):
        yield "rows:"
        yield from _write_keys(draft, "row", shape.rows, rows, catalogue)


def _rows_tell(draft: Draft, template: Template | None) -> bool:
    """Whether the rows of a table are part of its layout: they name statistics, or the template has them."""
    if any(axis == "row" for axis, _ in draft.unmatched):
        return True
    if template:
        return bool(template.rows)
    kinds = {tuple(sorted(read)) for key in draft.shape.rows if (read := draft.rows.get(key.index))}
    return len(kinds) > 1 and all(len(kind) == 1 for kind in kinds)


def _write_keys(
    draft: Draft, axis: Axis, keys: tuple[Key, ...], statements: tuple[Statement, ...], catalogue: Catalogue
) -> Iterator[str]:
    """One entry a head, an open one once; then what the template has as optional and this table has not."""
    said = state_keys(number_keys(keys), statements)
    read = draft.columns if axis == "head" else draft.rows
    written: set[Path] = set()
    for key in keys:
        if ANY in key.path and key.path in written:
            continue
        written.add(key.path)
        statement, path = said.get(key.index), write_path(key.path)
        yield f"  - path: {_quote(path)}{_read_as(read.get(key.index), statement)}"
        yield from _write_statement(statement, key, catalogue, is_open=(axis, path) in draft.unmatched)
    for statement in statements:
        if statement.is_optional and statement.path not in written:
            yield f"  - path: {_quote(write_path(statement.path))}"
            yield from _write_statement(statement, Key(statement.path, 0), catalogue, is_open=False)


def _write_statement(statement: Statement | None, key: Key, catalogue: Catalogue, *, is_open: bool) -> Iterator[str]:
    """What is said of one head: what the template said, else what is open, else its unit."""
    indicator = statement.indicator if statement else None
    said = statement.unit if statement else ""
    unit, was = key.unit or said, f"  # 原为 was {said}" if key.unit and said and key.unit != said else ""
    if indicator:
        yield f"    indicator: {_quote(indicator)}"
    elif is_open:
        near = suggest_indicators(key, catalogue)
        hints = ", ".join(f"{code} {catalogue.indicators[code].name_zh}" for code in near)
        yield f'    indicator: "?"  # {hints or "见 docs/dictionary.zh.md see the dictionary"}'
    if unit and len(read_units(unit)) == 1:
        yield f"    unit: {_quote(unit)}{was}"
    if statement:
        yield from _write_rest(statement)


def _write_rest(statement: Statement) -> Iterator[str]:
    """The rest of what a template said of a head."""
    if statement.sector:
        yield f"    sector: {_quote(statement.sector)}"
    for word in statement.periods:
        yield f"    time: {_TIMES[word]}" if word in _TIMES else "    role: prior_year"
    if statement.role == "target":
        yield "    role: target"
    if statement.marks:
        yield f"    marks: {_quote(dict(statement.marks))}"
    if statement.is_optional:
        yield "    optional: true"
    if statement.note:
        yield f"    note: {_quote(statement.note)}"


def suggest_indicators(key: Key, catalogue: Catalogue) -> tuple[str, ...]:
    """The indicators whose names are nearest to a head's words, the nearest first; of its unit where it prints one."""
    units = {u.unit for u in read_units(key.unit)} if key.unit else set()
    words = [word for word in key.path if word != ANY]
    texts = {words[-1], "".join(words[-2:])} if words else set()
    scores: dict[str, float] = {}
    for code, indicator in catalogue.indicators.items():
        if units and indicator.unit not in units and not ({indicator.unit, *units} <= {"count", "person"}):
            continue
        names = (indicator.name_zh, *indicator.synonyms)
        scores[code] = max((_liken(text, name) for text in texts for name in names), default=0.0)
    best = sorted((code for code in scores if scores[code] >= _ALIKE), key=lambda code: -scores[code])
    return tuple(best[:_NEAREST])


def _liken(one: str, other: str) -> float:
    """How alike two words are: the share of pairs of neighbouring characters that both have."""
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _read_as(read: frozenset[str] | None, statement: Statement | None) -> str:
    """A remark on what a head's own words give."""
    if not read or (statement and statement.indicator):
        return ""
    return f"  # 已识别 read as {', '.join(sorted(read)[:_NEAREST])}"


def _name_layout(shape: TableShape) -> str:
    """An id for a layout that has none."""
    digest = hashlib.sha256(repr([key.path for key in (*shape.heads, *shape.rows)]).encode()).hexdigest()
    return f"layout-{shape.division_code or 'office'}-{digest[:6]}".lower()


def _first_day(day: date | None) -> date | None:
    """The first day of the quarter of a day."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1) if day else None


def _quote(value: object) -> str:
    """A value as YAML takes it in any case."""
    return json.dumps(value, ensure_ascii=False)


def _comment(text: str) -> str:
    """A text that stays in its comment."""
    return " ".join(text.split())
