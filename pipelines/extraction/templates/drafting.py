"""A draft of a template, written from a table: a person fills in what is left open and puts it with the others.

Heads that are understood are only named; those that are not get ``indicator: "?"`` with the nearest words of the
catalogue beside it. A draft with a ``?`` left in it is refused with its line. Of a template that is for the table's
office a draft is the next version; of one that is for other offices it takes nothing but suggestions.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import yaml

from pipelines.extraction.model import Observation
from pipelines.extraction.templates.cautions import sounds_like_money
from pipelines.extraction.templates.drift import Change, Reference
from pipelines.extraction.templates.entries import Open, quote, write_statement
from pipelines.extraction.templates.keys import number_keys, write_path
from pipelines.extraction.templates.matching import is_for_office, missing_anchors, state_keys
from pipelines.extraction.templates.model import ANY, UNSETTLED, Axis, Key, Path, Statement, TableShape, Template
from warehouse.catalogue.model import Catalogue

_CELL = re.compile(r"!([A-Z]+)(\d+)$")
_MONEY_LINE = re.compile(r"单位[:：]?[^,，。;；]{0,12}元")
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft is made of: a table, what it resembles, what is not understood of it, and what its words gave.

    ``columns`` and ``rows`` are the indicators that were read under each column and before each row, by place in the
    sheet. ``base`` is the template that the draft is the next version of, ``model`` one of other offices that only
    suggests, ``versions`` all of the base's id. ``renamed`` are old paths by the new ones.
    """

    file: str
    shape: TableShape
    reference: Reference | None
    unmatched: frozenset[tuple[Axis, str]]
    columns: Mapping[int, frozenset[str]]
    rows: Mapping[int, frozenset[str]]
    base: Template | None = None
    model: Template | None = None
    versions: tuple[Template, ...] = ()
    renamed: Mapping[tuple[Axis, str], str] = field(default_factory=dict)


def plan_draft(
    file: str,
    shape: TableShape,
    reference: Reference | None,
    changes: Iterable[Change],
    observations: Iterable[Observation],
    templates: Iterable[Template] = (),
) -> Draft:
    """Put together what a draft needs; ``templates`` are all that hold, for the versions of the one it resembles."""
    changes = tuple(changes)
    alike = reference.template if reference else None
    base = alike if alike and is_for_office(shape, alike) else None
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
        base=base,
        model=None if base else alike,
        versions=tuple(t for t in (*templates, base) if base and t and t.id == base.id),
        renamed={(c.axis, c.path): c.was for c in changes if c.was},
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def write_draft(draft: Draft, catalogue: Catalogue) -> str:
    """The text of a draft."""
    return "\n".join((*_write_head(draft), *_write_axes(draft, catalogue), ""))


def count_open(text: str) -> int:
    """How many ``?`` a draft has that a person must settle."""
    return _count_open(yaml.safe_load(text))


def _count_open(value: object) -> int:
    if isinstance(value, Mapping):
        return sum(map(_count_open, value.values()))
    return sum(map(_count_open, value)) if isinstance(value, list) else int(value == UNSETTLED)


def _write_head(draft: Draft) -> Iterator[str]:
    """What the template says of itself."""
    shape, base = draft.shape, draft.base
    yield f"# 草稿 draft: {_comment(draft.file)} {_comment(shape.locator)}"
    yield '# 每个 "?" 都要定:指标写代码,不采集的写 "-";单位写元或万元。'
    yield '# Settle every "?": a code of the catalogue, or "-" for what is passed over; units as the office fills them.'
    yield "# 放入 REDLINE_HOME/templates/ 后生效。 It holds once it lies in REDLINE_HOME/templates/."
    if draft.model:
        yield f"# 与 {draft.model.source} 相似,但它只用于别的单位;其含义只作提示。"
        yield f"# Like {draft.model.source}, which is for other offices: what it says is only suggested."
    yield f"id: {quote(base.id if base else _name_layout(shape))}"
    yield f"version: {max(t.version for t in draft.versions) + 1 if base else 1}"
    yield f"name: {quote(base.name if base else next(iter(shape.lines), shape.locator))}"
    if base:
        yield from _write_days(draft, base)
    offices = base.offices if base else tuple(x for x in (shape.division_code or shape.place,) if x)
    yield f"offices: {quote(list(offices))}"
    if base and base.anchors:
        missing = missing_anchors(shape, base)
        yield f"anchors: {quote([a for a in base.anchors if a not in missing])}"
        if missing:
            yield f"# 表上已没有 no longer on the table: {_comment(' '.join(missing))}"
    yield from _write_marks(draft)


def _write_days(draft: Draft, base: Template) -> Iterator[str]:
    """The days of a next version, which share none with those that there are; ``?`` where that cannot be told."""
    since = _first_day(draft.shape.day)
    if since is None or draft.shape.day is None:
        yield 'valid_from: "?"'
        return
    later = [t.valid_from for t in draft.versions if t.valid_from and t.valid_from > draft.shape.day]
    ended = [t.valid_to for t in draft.versions if t.valid_to and since <= t.valid_to < draft.shape.day]
    since = max((day + timedelta(days=1) for day in ended), default=since)
    held = [t for t in draft.versions if t.valid_from and since <= t.valid_from <= draft.shape.day]
    if held:
        yield f'valid_from: "?"  # {held[0].source} 自 from {held[0].valid_from}'
    else:
        yield f"valid_from: {since}"
    if later:
        yield f"valid_to: {min(later) - timedelta(days=1)}"
    if base.valid_to is None or base.valid_to >= since:
        yield f"# {base.source} ({_comment(base.where)}): 加 add valid_to: {since - timedelta(days=1)}"


def _write_marks(draft: Draft) -> Iterator[str]:
    """What marks stand for: what the base says; what another office's template says is to be decided anew."""
    if draft.base and draft.base.marks:
        yield f"marks: {quote(dict(draft.base.marks))}"
        return
    if draft.model and draft.model.marks:
        said = ", ".join(f"{name} {meaning}" for name, meaning in draft.model.marks.items())
        yield f"# {draft.model.source}: {said}"
        yield f"marks: {quote(dict.fromkeys(draft.model.marks, UNSETTLED))}"
        return
    yield "# 空格和符号代表什么,确知才写。 What blanks and marks stand for, only where you know it:"
    yield '# marks: {blank: not_filed, dash: zero, slash: not_applicable, "无": zero}'


def _write_axes(draft: Draft, catalogue: Catalogue) -> Iterator[str]:
    """The heads, and the rows where they tell statistics."""
    shape, template = draft.shape, draft.base
    yield "heads:"
    yield from _write_keys(draft, "head", shape.heads, catalogue)
    if _rows_tell(draft, template):
        yield "rows:"
        yield from _write_keys(draft, "row", shape.rows, catalogue)


def _rows_tell(draft: Draft, template: Template | None) -> bool:
    """Whether the rows of a table are part of its layout: they name statistics, or the template has them."""
    if any(axis == "row" for axis, _ in draft.unmatched):
        return True
    if template:
        return bool(template.rows)
    kinds = {tuple(sorted(read)) for key in draft.shape.rows if (read := draft.rows.get(key.index))}
    return len(kinds) > 1 and all(len(kind) == 1 for kind in kinds)


def _write_keys(draft: Draft, axis: Axis, keys: tuple[Key, ...], catalogue: Catalogue) -> Iterator[str]:
    """One entry a head, an open one once; then what the base has as optional and this table has not."""
    statements = _statements(draft.base, axis)
    said = state_keys(number_keys(keys), statements)
    other = state_keys(number_keys(keys), _statements(draft.model, axis))
    read = draft.columns if axis == "head" else draft.rows
    written: set[Path] = set()
    for key in keys:
        if ANY in key.path and key.path in written:
            continue
        written.add(key.path)
        statement, path = said.get(key.index), write_path(key.path)
        former = other.get(key.index) or _find_former(draft, axis, path)
        indicators = read.get(key.index) or frozenset()
        yield f"  - path: {quote(path)}{_read_as(indicators, statement)}"
        has_unit = bool(key.unit) or any(_MONEY_LINE.search(line) for line in draft.shape.lines)
        open_ones = Open(
            is_indicator=(axis, path) in draft.unmatched,
            is_unit=not has_unit and _is_money(statement, key, indicators, catalogue),
            former=former,
        )
        yield from write_statement(statement, key, catalogue, open_ones)
    for statement in statements:
        if statement.is_optional and statement.path not in written:
            yield f"  - path: {quote(write_path(statement.path))}"
            yield from write_statement(statement, Key(statement.path, 0), catalogue, Open())


def _statements(template: Template | None, axis: Axis) -> tuple[Statement, ...]:
    if template is None:
        return ()
    return template.heads if axis == "head" else template.rows


def _find_former(draft: Draft, axis: Axis, path: str) -> Statement | None:
    """What was said of the head that this one may have been before."""
    old = draft.renamed.get((axis, path))
    statements = _statements(draft.base or draft.model, axis)
    return next((s for s in statements if write_path(s.path) == old), None) if old else None


def _is_money(statement: Statement | None, key: Key, read: frozenset[str], catalogue: Catalogue) -> bool:
    """Whether figures of a head are money, by what is said of it, what was read of it, else by its words."""
    if statement and statement.indicator:
        read = frozenset({statement.indicator})
    if read:
        return all(code in catalogue.indicators and catalogue.indicators[code].unit == "yuan" for code in read)
    return sounds_like_money(key.path)


def _read_as(read: frozenset[str], statement: Statement | None) -> str:
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


def _comment(text: str) -> str:
    """A text that stays in its comment."""
    return " ".join(text.split())
