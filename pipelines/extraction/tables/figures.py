"""From one table to its observations: for every cell where a column of figures meets a row, what stands there.

Everything that is not understood comes out as a refusal with the cell that it stands at, once for a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from pipelines.extraction.model import DocumentContext, Observation, Refusal, Role
from pipelines.extraction.tables import meaning
from pipelines.extraction.tables.audit import hold_scale_slips
from pipelines.extraction.tables.cells import Content, has_long_run
from pipelines.extraction.tables.lexicon import Lexicon
from pipelines.extraction.tables.names import Names
from pipelines.extraction.tables.opening import TableReader, open_table
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.shares import PrintedShare, settle_shares
from pipelines.extraction.tables.side_by_side import name_corrected
from pipelines.extraction.tables.sides import Side, read_row_side
from pipelines.extraction.tables.statistic import Statistic, find_statistic
from pipelines.extraction.tables.times import fit_indicator, refine_period
from pipelines.extraction.tables.units import CellUnit, choose_unit
from pipelines.extraction.tables.values import Value, prints_ratio, read_value
from pipelines.extraction.tables.wording import read_label
from pipelines.extraction.templates.applying import settle_marks, state_side
from pipelines.extraction.templates.model import NO_TEMPLATES, TableShape, TemplateBook
from pipelines.extraction.void_statement import REASON as VOID
from warehouse.catalogue.model import Indicator

_RATE = re.compile(r"(?:率|比例|占比|比重)$")


def read_figures(
    region: Region, names: Names, lexicon: Lexicon, context: DocumentContext, book: TemplateBook = NO_TEMPLATES
) -> tuple[list[Observation], list[Refusal], TableShape]:
    """All observations of one table, what of it was not understood, and what templates see of it."""
    reader = open_table(region, names, lexicon, context, book)
    if reader.applied.is_contested:
        rivals = ", ".join(r.template.source for r in reader.applied.match.rivals)
        reader.refusals.append(Refusal(reader.shape.locator, rivals, "layout_ambiguous"))
    observations: list[Observation] = []
    for head in reader.rows:
        row = state_side(read_row_side(head, reader.axes, reader.names), reader.applied.rows.get(head.row))
        if reader.axes.stubs and not head.labels:
            _refuse_row(reader, head.row)
            continue
        found = [o for c, cell in _pair_columns(reader, head.row) for o in _read_cell(reader, head.row, c, cell, row)]
        observations.extend(map(_hold_glued, found) if _is_glued(reader, head.row) else found)
    settled = settle_shares(observations, reader.shares, lexicon.catalogue)
    return hold_scale_slips(settled, reader.context.place), reader.refusals, reader.shape


def _pair_columns(reader: TableReader, row: int) -> list[tuple[int, int]]:
    """Each column of figures with the column in which its cell of the row stands: another only in a shifted row."""
    columns = reader.axes.values
    gap = reader.shifted.get(row)
    if gap is None:
        return [(c, c) for c in columns]
    after = [c for c in columns if c >= gap]
    moved = dict(zip(after, [*after[1:], columns[-1] + 1], strict=True))
    return [(c, moved.get(c, c)) for c in columns]


def _read_cell(reader: TableReader, row: int, column: int, cell: int, row_side: Side) -> Iterator[Observation]:
    """The observation of one cell, none where it holds none; what is not understood is refused."""
    grid = reader.region.grid
    content = grid.at(row, cell)
    if grid.is_covered(row, cell):
        return
    side = reader.columns[column]
    if (side.comparison or row_side.comparison) and _states_nothing(content):
        return
    if content.kind == "words":
        _refuse(
            reader,
            row,
            cell,
            grid.raw(row, cell),
            "glued_digits" if any(map(str.isdigit, content.words)) else "no_value_mark",
        )
        return
    if content.kind == "damaged":
        _refuse(reader, row, cell, grid.raw(row, cell), "damaged_number")
        return
    statistic, unit = _weigh(reader, side, row_side, content, column)
    if reader.states.at(row, column) == "gap":
        _refuse_gap(reader, row, column, side, row_side)
        return
    if statistic.indicator is None:
        _refuse_head(reader, row, column, side, row_side, content, statistic)
        return
    indicator = reader.lexicon.catalogue.indicators[statistic.indicator]
    rules = settle_marks(reader.rules, side, row_side, indicator.unit)
    value = read_value(content, indicator.unit, unit, rules)  # type: ignore[arg-type]
    if value is None:
        if meaning := rules.meaning_of(content):
            _refuse(reader, row, cell, grid.raw(row, cell), meaning)
        elif content.kind == "mark" and content.mark not in reader.rules.told_marks:
            _refuse(reader, row, cell, content.mark, "no_value_mark")
        return
    if indicator.unit == "ratio" and content.kind == "number" and content.value is not None:
        stated = next(iter(unit.of("ratio")), None)
        reader.shares.append(
            PrintedShare(
                grid.locate(row, cell), row, column, indicator.code, content.value, stated, prints_ratio(content)
            )
        )
    yield _build(reader, row, column, cell, row_side, statistic, value)


def _is_glued(reader: TableReader, row: int) -> bool:
    """Whether a cell of a row holds more digits in one run than any statistic has: cells were run together there."""
    cells = (reader.region.grid.at(row, c) for c in reader.axes.values)
    return any(c.kind != "blank" and not c.measure and has_long_run(c.words) for c in cells)


def _hold_glued(o: Observation) -> Observation:
    """A figure of such a row, held back: which column its number belongs to, nobody can tell."""
    return o if o.reason else replace(o, status="review", reason="glued_digits")


def _states_nothing(content: Content) -> bool:
    """Whether a cell is a mark or words without a digit: in a comparison, that there was nothing to compare with."""
    return content.kind == "mark" or (content.kind == "words" and not any(map(str.isdigit, content.words)))


def _weigh(
    reader: TableReader, side: Side, row_side: Side, content: Content, column: int
) -> tuple[Statistic, CellUnit]:
    """The statistic of a figure and the unit that holds for it.

    A unit printed at the column or the row helps to tell the statistic; one printed for the whole table only fills in
    what the statistic needs, unless nothing else fits.
    """
    find = partial(
        find_statistic, side, row_side, title=reader.title, lexicon=reader.lexicon, is_percent=content.is_percent,
        looks_ratio=_has_decimals(reader, column),
    )  # fmt: skip
    printed = choose_unit([*row_side.units, *side.units])
    if _is_rate(side, row_side) and not printed.of("ratio"):
        printed = CellUnit()
    if printed.candidates:
        statistic = find(printed)
        return statistic, choose_unit([*row_side.units, *side.units, *reader.table_units])
    shared = choose_unit(list(reader.table_units))
    statistic = find(printed)
    if statistic.indicator is None:
        other = find(shared)
        return (other, shared) if other.indicator else (statistic, shared)
    needed = reader.lexicon.catalogue.indicators[statistic.indicator].unit
    if shared.single and not shared.of(needed) and needed != "ratio" and not reader.is_money_unit:
        other = find(shared)
        if other.indicator:
            return replace(other, doubt=other.doubt or "two_readings"), shared
    return statistic, CellUnit(shared.of(needed), shared.is_conflict)


def _is_rate(side: Side, row_side: Side) -> bool:
    """Whether the innermost words name a rate: the unit of the things counted, printed above it, is not its own."""
    return any(s.words and _RATE.search(s.words[-1]) for s in (side, row_side))


def _build(
    reader: TableReader, row: int, column: int, cell: int, row_side: Side, statistic: Statistic, value: Value
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
    if reader.period.period and reader.period.period.kind == "multi_year" and (side.comparison or row_side.comparison):
        period = None
    period = fit_indicator(period, indicator, words, as_at=reader.period.as_at, is_stock=is_stock)
    place = row_side.place or side.place
    sector = row_side.sector or side.sector or statistic.sector or reader.context.sector
    state = reader.states.at(row, column)
    reason = (
        (VOID if state == "before" else None)
        or statistic.doubt
        or value.reason
        or ("layout_ambiguous" if reader.applied.is_contested else None)
        or ("unit_conflict" if side.is_unit_conflict or row_side.is_unit_conflict else None)
        or _doubt(reader, row, column, value, indicator, place.name if place else reader.context.place)
        or ("period_unknown" if period is None and _names_time(side, row_side) else None)
        or (place.reason if place else None)
    )
    rule = _name_rule(reader, side, row_side, statistic, value)
    role: Role = "target" if indicator.role == "target" else "prior_year" if is_prior else "observed"
    return Observation(
        indicator=code,
        value=value.number,
        unit=indicator.unit,  # type: ignore[arg-type]
        raw=grid.raw(row, cell),
        locator=grid.locate(row, cell),
        method="table",
        rule=name_corrected(rule) if state == "after" else rule,
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


def _name_rule(reader: TableReader, side: Side, row_side: Side, statistic: Statistic, value: Value) -> str:
    """What read a figure: a rule of the words, a template, or the words with what a template adds to them."""
    touched = side.stated or row_side.stated or value.is_stated
    rule = f"template:{reader.applied.source}"
    return f"{statistic.rule}+{rule}" if touched and statistic.rule != rule else statistic.rule


def _names_time(side: Side, row_side: Side) -> bool:
    """Whether heads say 本月 or 去年同期 of a figure; else it stands as at its submission's quarter."""
    return any(s.periods or s.comparison or s.is_month_on_month for s in (side, row_side))


def _doubt(
    reader: TableReader,
    row: int,
    column: int,
    value: Value,
    indicator: Indicator,
    place: str | None,
) -> str | None:
    """What else keeps a figure back: its cell is hidden, its period contradicted, its number impossible."""
    table = reader.region.grid.table
    if row in reader.shifted:
        return "two_readings"
    if value.is_stated and _is_empty_place(reader, row):
        return "blank_row"
    if row in table.hidden_rows or column in table.hidden_columns:
        return "hidden_source"
    if not place:
        return "place_unknown"
    if reader.period.doubt:
        return reader.period.doubt
    if value.number < 0 and indicator.unit != "ratio" and not indicator.code.endswith(("_change", "_yoy", "_mom")):
        return "value_out_of_range"
    return None


def _is_empty_place(reader: TableReader, row: int) -> bool:
    """Whether a place's row has nothing but blanks: it may not have reported at all."""
    grid, values = reader.region.grid, reader.axes.values
    is_place = "place" in reader.axes.stubs.values()
    return is_place and all(grid.at(*grid.anchor(row, c)).kind == "blank" for c in values)


def _has_decimals(reader: TableReader, column: int) -> bool:
    """Whether a column prints decimals or percents."""
    if column in reader.decimals:
        return reader.decimals[column]
    cells = (reader.region.grid.at(row, column) for row in reader.region.body)
    reader.decimals[column] = any(
        c.is_percent or c.value != c.value.to_integral_value()
        for c in cells
        if c.kind == "number" and c.value is not None
    )
    return reader.decimals[column]


def _refuse(reader: TableReader, row: int, column: int, raw: str, reason: str) -> None:
    """Note a place that is no figure, once."""
    if (row, column) in reader.refused:
        return
    reader.refused.add((row, column))
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


def _refuse_gap(reader: TableReader, row: int, column: int, side: Side, row_side: Side) -> None:
    """Note what lies between a correction's two states (差额, 调整数) at its own head: no statistic of ours."""
    at = (side.at if column in reader.states.columns else row_side.at) or (row, column)
    _refuse(reader, *at, reader.region.grid.raw(*at), "outside_catalogue")


def _refuse_row(reader: TableReader, row: int) -> None:
    """Note a row of figures that no stub names."""
    grid = reader.region.grid
    for column in reader.axes.values:
        if grid.at(row, column).kind == "number":
            _refuse(reader, row, column, grid.raw(row, column), "row_unmatched")
            return
