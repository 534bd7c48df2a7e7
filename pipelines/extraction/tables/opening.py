"""What a table says as a whole, before any cell is read: its axes, title, place, period, units and marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipelines.extraction.model import DocumentContext, Refusal
from pipelines.extraction.tables.audit import find_shifted_rows
from pipelines.extraction.tables.axes import Axes, read_axes, read_head_kinds
from pipelines.extraction.tables.context import find_place
from pipelines.extraction.tables.headers import RowHead, read_row_heads
from pipelines.extraction.tables.lexicon import Lexicon
from pipelines.extraction.tables.names import Names
from pipelines.extraction.tables.notes import MarkRules, read_mark_rules
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.rows import is_form_line
from pipelines.extraction.tables.shares import PrintedShare
from pipelines.extraction.tables.siblings import lean_rows
from pipelines.extraction.tables.side_by_side import NO_STATES, States, part_states
from pipelines.extraction.tables.sides import Side, UnitSource, read_column_sides
from pipelines.extraction.tables.times import TablePeriod, read_table_period
from pipelines.extraction.tables.units import find_line_units, read_units
from pipelines.extraction.tables.wording import clean_line
from pipelines.extraction.templates.applying import NOTHING_APPLIES, Applied, apply_book, state_marks, state_side
from pipelines.extraction.templates.model import NO_TEMPLATES, TableShape, TemplateBook
from pipelines.extraction.templates.shape import read_shape

_MONEY_UNIT = re.compile(r"(?:金额|货币|罚款|资金)(?:计量)?单位[:：]")
_UNIT_BRACKET = re.compile(r"[(（](?:计量)?单位:.*?[)）]")


@dataclass
class TableReader:
    """One table, with all that its cells share; ``shape`` is what templates see of it, ``applied`` what they say."""

    region: Region
    axes: Axes
    names: Names
    lexicon: Lexicon
    context: DocumentContext
    period: TablePeriod
    rules: MarkRules
    title: str
    table_units: tuple[UnitSource, ...]
    rows: tuple[RowHead, ...]
    shape: TableShape
    applied: Applied = NOTHING_APPLIES
    states: States = NO_STATES
    is_money_unit: bool = False
    shifted: dict[int, int | None] = field(default_factory=dict)
    columns: dict[int, Side] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    refused: set[tuple[int, int]] = field(default_factory=set)
    decimals: dict[int, bool] = field(default_factory=dict)
    shares: list[PrintedShare] = field(default_factory=list)


def open_table(
    region: Region, names: Names, lexicon: Lexicon, context: DocumentContext, book: TemplateBook = NO_TEMPLATES
) -> TableReader:
    """Read what a table says as a whole: axes, title, period, units, marks; then what its template says of it."""
    axes = read_axes(region, names)
    grid = region.grid
    context = _place_context(region, axes, names, context)
    if context.division_code != names.within or grid.is_traditional:
        names = Names(names.catalogue, context.division_code, names.on, is_traditional=grid.is_traditional)
    own = tuple(text for _, text in region.before)
    before = (*(text for _, text in region.shared), *own)
    sections = tuple(text for _, text in region.sections)
    after = tuple(text for _, text in region.after)
    caption = clean_line(grid.table.caption)
    sheet = clean_line(grid.table.locator)
    titles = (*own, *before[: -len(own) or None], caption, sheet)
    base = context.period.end or context.period.start if context.period else context.published_on
    period = read_table_period(titles, (*after, *sections), context.period, base)
    units = [find_line_units((*reversed(before), caption, *(t for t in after if t.startswith(("单位", "计量单位")))))]
    corner = [read_units(h.label.unit) for c in (*axes.stubs, *axes.skipped) for h in axes.paths[c] if h.label.unit]
    rows = tuple(lean_rows(read_row_heads(region, tuple(axes.stubs), axes.outline), axes.outline))
    texts = (*titles, *after, *sections)
    shape = read_shape(region, axes, read_head_kinds(axes, names), rows, names, texts, context, period)
    states, axes, rows = part_states(region, axes, rows, is_correction=context.is_correction)
    kinds = read_head_kinds(axes, names)
    reader = TableReader(
        region, axes, names, lexicon, context, period, read_mark_rules((*before, caption, *after)),
        "|".join(t for t in (_title_line(before), caption, sheet) if t), tuple(u for u in (*corner, *units) if u),
        rows, shape, apply_book(shape, book), states,
    )  # fmt: skip
    reader.is_money_unit = any(_MONEY_UNIT.search(text) for text in (*before, caption))
    reader.shifted = find_shifted_rows(region, axes)
    sides = read_column_sides(axes, kinds, names)
    reader.columns = {c: state_side(side, reader.applied.columns.get(c)) for c, side in sides.items()}
    reader.rules = state_marks(reader.rules, reader.applied)
    return reader


def _place_context(region: Region, axes: Axes, names: Names, context: DocumentContext) -> DocumentContext:
    """The document's context with the table's own place: its title's, else what all its places lie directly below."""
    table = region.grid.table
    lines = [text for _, text in (*region.shared, *region.before)]
    own = find_place([*lines, table.caption, table.locator], names.catalogue)
    if own is not None and own.name != context.place:
        return replace(context, place=own.name, division_code=own.codes[0] if len(own.codes) == 1 else None)
    if context.place or context.division_code:
        return context
    labels = [region.grid.label(r, c).core for c, kind in axes.stubs.items() if kind == "place" for r in region.body]
    readings = [reading for label in labels if (reading := names.read_place(label))]
    divisions = [d for r in readings if r.code and (d := names.catalogue.divisions.get(r.code)) and d.kind == "county"]
    parents = {d.parent for d in divisions}
    parent = names.catalogue.divisions.get(parents.pop() or "") if len(parents) == 1 and len(divisions) > 1 else None
    return replace(context, place=parent.name, division_code=parent.code) if parent else context


def _title_line(lines: tuple[str, ...]) -> str:
    """The line that names the table: the last one above it that is no form line."""
    named = [x for x in lines if ":" not in _UNIT_BRACKET.sub("", x) and len(x) > 3 and not is_form_line(x)]
    return named[-1] if named else (lines[0] if lines else "")
