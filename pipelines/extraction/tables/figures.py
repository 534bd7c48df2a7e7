"""From one table to its observations: for every cell where a column of figures meets a row, what stands there.

Everything that is not understood comes out as a refusal with the cell that it stands at, once for a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipelines.extraction.model import DocumentContext, Observation, Period, Refusal, Role
from pipelines.extraction.tables import meaning
from pipelines.extraction.tables.axes import Axes, read_axes, read_head_kinds
from pipelines.extraction.tables.cells import Content
from pipelines.extraction.tables.context import find_place
from pipelines.extraction.tables.headers import read_row_heads
from pipelines.extraction.tables.lexicon import Lexicon
from pipelines.extraction.tables.names import Names
from pipelines.extraction.tables.notes import MarkRules, read_mark_rules
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.rows import is_form_line
from pipelines.extraction.tables.siblings import lean_rows
from pipelines.extraction.tables.sides import Side, UnitSource, read_column_sides, read_row_side
from pipelines.extraction.tables.statistic import Statistic, find_statistic
from pipelines.extraction.tables.times import TablePeriod, fit_indicator, read_table_period, refine_period
from pipelines.extraction.tables.units import CellUnit, choose_unit, find_line_units, read_units
from pipelines.extraction.tables.values import Value, read_value
from pipelines.extraction.tables.wording import clean_line, read_label

_MONEY_UNIT = re.compile(r"(?:金额|货币|罚款|资金)(?:计量)?单位[:：]")
_UNIT_BRACKET = re.compile(r"[(（](?:计量)?单位:.*?[)）]")
_RATE = re.compile(r"(?:率|比例|占比|比重)$")


@dataclass
class TableReader:
    """One table, with all that its cells share."""

    region: Region
    axes: Axes
    names: Names
    lexicon: Lexicon
    context: DocumentContext
    period: TablePeriod
    rules: MarkRules
    title: str
    table_units: tuple[UnitSource, ...]
    is_money_unit: bool = False
    columns: dict[int, Side] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    _refused: set[tuple[int, int]] = field(default_factory=set)
    _shares: dict[tuple[str, int], bool] = field(default_factory=dict)


def read_figures(
    region: Region, names: Names, lexicon: Lexicon, context: DocumentContext
) -> tuple[list[Observation], list[Refusal]]:
    """All observations of one table, and what of it was not understood."""
    reader = _open(region, names, lexicon, context)
    observations: list[Observation] = []
    for head in lean_rows(read_row_heads(region, tuple(reader.axes.stubs), reader.axes.outline), reader.axes.outline):
        row = read_row_side(head, reader.axes, reader.names)
        if reader.axes.stubs and not head.labels:
            _refuse_row(reader, head.row)
            continue
        for column in reader.axes.values:
            observations.extend(_read_cell(reader, head.row, column, row))
    return observations, reader.refusals


def _open(region: Region, names: Names, lexicon: Lexicon, context: DocumentContext) -> TableReader:
    """Read what a table says as a whole: axes, title, period, units, marks."""
    axes = read_axes(region, names)
    grid = region.grid
    context = _place_context(region, axes, names, context)
    if context.division_code != names.within:
        names = Names(names.catalogue, context.division_code, names.on)
    before = tuple(text for _, text in region.before)
    sections = tuple(text for _, text in region.sections)
    after = tuple(text for _, text in region.after)
    caption = clean_line(grid.table.caption)
    sheet = clean_line(grid.table.locator)
    titles = (*before, caption, sheet)
    base = context.period.end or context.period.start if context.period else context.published_on
    period = read_table_period(titles, (*after, *sections), context.period, base)
    units = [find_line_units((*before, caption, *(t for t in after if t.startswith(("单位", "计量单位")))))]
    corner = [read_units(h.label.unit) for c in (*axes.stubs, *axes.skipped) for h in axes.paths[c] if h.label.unit]
    reader = TableReader(
        region, axes, names, lexicon, context, period, read_mark_rules((*before, caption, *after)),
        "|".join(t for t in (_title_line(before), caption, sheet) if t), tuple(u for u in (*corner, *units) if u),
    )  # fmt: skip
    reader.is_money_unit = any(_MONEY_UNIT.search(text) for text in (*before, caption))
    reader.columns = read_column_sides(axes, read_head_kinds(axes, names), names)
    return reader


def _place_context(region: Region, axes: Axes, names: Names, context: DocumentContext) -> DocumentContext:
    """The document's context with the table's own place: its title's, else what all its places lie directly below."""
    table = region.grid.table
    own = find_place([*(text for _, text in region.before), table.caption, table.locator], names.catalogue)
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


def _read_cell(reader: TableReader, row: int, column: int, row_side: Side) -> Iterator[Observation]:
    """The observation of one cell, none where it holds none; what is not understood is refused."""
    grid = reader.region.grid
    content = grid.at(row, column)
    if grid.is_covered(row, column):
        return
    side = reader.columns[column]
    if content.kind == "words":
        _refuse(
            reader,
            row,
            column,
            grid.raw(row, column),
            "glued_digits" if any(map(str.isdigit, content.words)) else "no_value_mark",
        )
        return
    if content.kind == "damaged":
        _refuse(reader, row, column, grid.raw(row, column), "damaged_number")
        return
    statistic, unit = _weigh(reader, side, row_side, looks_ratio=content.is_percent or _has_decimals(reader, column))
    if statistic.indicator is None:
        _refuse_head(reader, row, column, side, row_side, content, statistic)
        return
    indicator = reader.lexicon.catalogue.indicators[statistic.indicator]
    shares = _is_share_line(reader, row, column, side)
    value = read_value(content, indicator.unit, unit, reader.rules, is_share_column=shares)  # type: ignore[arg-type]
    if value is None:
        if content.kind == "mark" and content.mark not in reader.rules.told_marks:
            _refuse(reader, row, column, content.mark, "no_value_mark")
        return
    yield _build(reader, row, column, row_side, statistic, value)


def _weigh(reader: TableReader, side: Side, row_side: Side, *, looks_ratio: bool) -> tuple[Statistic, CellUnit]:
    """The statistic of a figure and the unit that holds for it.

    A unit printed at the column or the row helps to tell the statistic; one printed for the whole table only fills in
    what the statistic needs, unless nothing else fits.
    """
    printed = choose_unit([*row_side.units, *side.units])
    if _is_rate(side, row_side) and not printed.of("ratio"):
        printed = CellUnit()
    if printed.candidates:
        statistic = find_statistic(side, row_side, printed, reader.title, reader.lexicon, looks_ratio=looks_ratio)
        return statistic, choose_unit([*row_side.units, *side.units, *reader.table_units])
    shared = choose_unit(list(reader.table_units))
    statistic = find_statistic(side, row_side, printed, reader.title, reader.lexicon, looks_ratio=looks_ratio)
    if statistic.indicator is None:
        other = find_statistic(side, row_side, shared, reader.title, reader.lexicon, looks_ratio=looks_ratio)
        return (other, shared) if other.indicator else (statistic, shared)
    needed = reader.lexicon.catalogue.indicators[statistic.indicator].unit
    if shared.single and not shared.of(needed) and needed != "ratio" and not reader.is_money_unit:
        other = find_statistic(side, row_side, shared, reader.title, reader.lexicon, looks_ratio=looks_ratio)
        if other.indicator:
            return replace(other, doubt=other.doubt or "two_readings"), shared
    return statistic, CellUnit(shared.of(needed), shared.is_conflict)


def _is_rate(side: Side, row_side: Side) -> bool:
    """Whether the innermost words name a rate: the unit of the things counted, printed above it, is not its own."""
    return any(s.words and _RATE.search(s.words[-1]) for s in (side, row_side))


def _build(
    reader: TableReader, row: int, column: int, row_side: Side, statistic: Statistic, value: Value
) -> Observation:
    """Put an observation together."""
    side, grid = reader.columns[column], reader.region.grid
    code = statistic.indicator or ""
    indicator = reader.lexicon.catalogue.indicators[code]
    period_labels = (*side.periods, *row_side.periods)
    period, is_prior = refine_period(reader.period.period, period_labels)
    words = f"{side.text} {row_side.text}"
    measured = reader.lexicon.catalogue.indicators.get(indicator.numerator or "", indicator)
    is_stock = measured.additivity == "stock" and not period_labels
    period = fit_indicator(period, indicator, words, as_at=reader.period.as_at, is_stock=is_stock)
    place = row_side.place or side.place
    sector = row_side.sector or side.sector or statistic.sector
    reason = (
        statistic.doubt
        or value.reason
        or _doubt(
            reader, row, column, value, indicator.unit, code, period, has_place=bool(place or reader.context.place)
        )
    )
    reason = reason or (place.reason if place else None)
    role: Role = "target" if indicator.role == "target" else "prior_year" if is_prior else "observed"
    return Observation(
        indicator=code,
        value=value.number,
        unit=indicator.unit,  # type: ignore[arg-type]
        raw=grid.raw(row, column),
        locator=grid.locate(row, column),
        method="table",
        rule=statistic.rule,
        qualifier=value.qualifier,
        place=place.name if place else reader.context.place,
        division_code=place.code if place else reader.context.division_code,
        period=period,
        period_basis=reader.period.basis,
        sector_code=sector[0] if sector else None,
        sector_text=sector[1] if sector else None,
        role=role,
        value_state=value.state,
        counting_basis=reader.rules.counting_basis if code.startswith(("penalty.", "detention.")) else "unknown",
        is_subtotal=row_side.is_subtotal or side.is_subtotal,
        context=" | ".join(t for t in (side.text, row_side.text) if t),
        status="review" if reason else "accepted",
        reason=reason,
    )


def _doubt(
    reader: TableReader,
    row: int,
    column: int,
    value: Value,
    unit: str,
    code: str,
    period: Period | None,
    *,
    has_place: bool,
) -> str | None:
    """What else keeps a figure back: its cell is hidden, its period unknown or contradicted, its number impossible."""
    table = reader.region.grid.table
    if row in table.hidden_rows or column in table.hidden_columns:
        return "hidden_source"
    if period is None:
        return "period_unknown"
    if not has_place:
        return "place_unknown"
    if reader.period.is_conflict:
        return "two_readings"
    if value.number < 0 and unit != "ratio" and not code.endswith(("_change", "_yoy", "_mom")):
        return "value_out_of_range"
    return None


def _has_decimals(reader: TableReader, column: int) -> bool:
    """Whether a column prints decimals or percents."""
    key = ("decimals", column)
    if key in reader._shares:
        return reader._shares[key]
    cells = (reader.region.grid.at(row, column) for row in reader.region.body)
    reader._shares[key] = any(
        c.is_percent or c.value != c.value.to_integral_value()
        for c in cells
        if c.kind == "number" and c.value is not None
    )
    return reader._shares[key]


def _is_share_line(reader: TableReader, row: int, column: int, side: Side) -> bool:
    """Whether the numbers of the figure's statistic all lie within 0 and 1, some of them between."""
    by_column = bool(side.words or side.comparison)
    key = ("column", column) if by_column else ("row", row)
    if key not in reader._shares:
        grid = reader.region.grid
        cells = (
            [grid.at(r, column) for r in reader.region.body]
            if by_column
            else [grid.at(row, c) for c in reader.axes.values]
        )
        numbers = [abs(c.value) for c in cells if c.kind == "number" and c.value is not None and not c.is_percent]
        reader._shares[key] = bool(numbers) and max(numbers) <= 1 and any(0 < n < 1 for n in numbers)
    return reader._shares[key]


def _refuse(reader: TableReader, row: int, column: int, raw: str, reason: str) -> None:
    """Note a place that is no figure, once."""
    if (row, column) in reader._refused:
        return
    reader._refused.add((row, column))
    reader.refusals.append(Refusal(reader.region.grid.locate(row, column), raw, reason))


def _refuse_head(
    reader: TableReader, row: int, column: int, side: Side, row_side: Side, content: Content, statistic: Statistic
) -> None:
    """Note a head that is not understood, at its own cell; a blank under it needs no word."""
    if content.kind not in ("number", "mark"):
        return
    reason = statistic.reason or "header_unmatched"
    says_own = side.comparison or any(not meaning.is_plain_total(read_label(w)) for w in side.words)
    if side.at and (says_own or (side.words and not row_side.words)):
        at = side.at
    elif row_side.words and row_side.at:
        at = row_side.at
        reason = "row_unmatched" if reason == "header_unmatched" else reason
    elif side.at or row_side.at:
        at = side.at or row_side.at or (row, column)
    else:
        at, reason = (reader.region.body[0], reader.region.left), "header_unknown"
    _refuse(reader, *at, reader.region.grid.raw(*at), reason)


def _refuse_row(reader: TableReader, row: int) -> None:
    """Note a row of figures that no stub names."""
    grid = reader.region.grid
    for column in reader.axes.values:
        if grid.at(row, column).kind == "number":
            _refuse(reader, row, column, grid.raw(row, column), "row_unmatched")
            return
