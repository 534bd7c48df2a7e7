"""Observations of flattened tables: each value with its row's place or sector and its column's statistic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

from pipelines.extraction.grammar.sector import match_sector
from pipelines.extraction.model import Observation, Unit
from pipelines.extraction.prose.both_states import is_doubtful_at, state_at
from pipelines.extraction.prose.columns import Column
from pipelines.extraction.prose.document import ProseDocument
from pipelines.extraction.prose.flattened import CellText, FlatRow, FlatTable, find_tables
from pipelines.extraction.prose.lexicon import Lexicon
from pipelines.extraction.prose.mentions import Mentions
from pipelines.extraction.prose.merging import Candidate
from pipelines.extraction.prose.period_scope import is_misdated, period_at, period_in
from pipelines.extraction.prose.place_scope import code_of
from pipelines.extraction.prose.sector_scope import SectorScope
from pipelines.extraction.prose.segmentation import Line, Sentence
from pipelines.extraction.void_statement import REASON as VOID
from pipelines.extraction.void_statement import is_void
from warehouse.catalogue.model import Catalogue

_TOTAL = re.compile(r"(?:全[市县区省州])?(?:合计|总计|小计|全市|全县|全省|全区)")


def observe_tables(
    document: ProseDocument, lines: Sequence[Line], known: Mentions, catalogue: Catalogue, lexicon: Lexicon
) -> list[Candidate]:
    """All observations of all flattened tables of a document."""
    found: list[Candidate] = []
    for table in find_tables(document.text, lines, lexicon):
        for row in table.rows:
            found.extend(_observe_row(document, known, catalogue, table, row))
    return found


def _observe_row(
    document: ProseDocument, known: Mentions, catalogue: Catalogue, table: FlatTable, row: FlatRow
) -> Iterator[Candidate]:
    place, sector, is_known = _read_label(document, known, catalogue, row.label)
    start = row.label.start if row.label else row.values[0].start
    line = known.lines[table.line]
    sentence = Sentence(line.start, line.start, table.line, "cell")
    opens = table.rows[0].values[0].start
    is_misdated_table = is_misdated(known, sentence, opens)
    period = period_in(known, line.start, opens) or period_at(known, sentence, line.start)
    for cell, column in zip(row.values, table.columns, strict=True):
        if column is None or column.indicator is None or not cell.is_number:
            continue
        own = sector or _column_sector(catalogue, column)
        if column.sector is not None and own is None:
            continue
        indicator = catalogue.indicators.get(column.indicator)
        if indicator is None:
            continue
        observation = Observation(
            indicator=column.indicator,
            value=cell.value * column.factor,
            unit=cast(Unit, indicator.unit),
            raw=document.raw_of(cell.start, cell.end),
            locator=document.locate(cell.start, cell.end),
            method="prose",
            rule="flattened_table",
            place=place or known.context.place,
            division_code=_code(known, place),
            period=None if is_misdated_table else period,
            period_basis="printed" if period and not is_misdated_table else "submission",
            sector_code=own.code if own else None,
            sector_text=own.text if own else None,
            context=document.raw_of(start, row.values[-1].end or row.values[-1].start)
            if row.values[-1].end > start
            else "",
            status="accepted" if is_known and not is_misdated_table else "review",
            reason="period_unknown" if is_misdated_table else None if is_known else "place_unknown",
            is_subtotal=place is not None or own is not None,
        )
        state = column.state or state_at(known.stretches, cell.start)
        if state == "before" or is_void(observation):
            observation = replace(observation, status="review", reason=VOID)
        elif observation.reason is None and is_doubtful_at(known.stretches, cell.start):
            observation = replace(observation, status="review", reason="role_unclear")
        yield Candidate(observation, in_heading=False, ulp=Decimal(1), state=state)


def _read_label(
    document: ProseDocument, known: Mentions, catalogue: Catalogue, label: CellText | None
) -> tuple[str | None, SectorScope | None, bool]:
    """Place and sector that a row's name tells; False where it tells neither and is no total."""
    if label is None or _TOTAL.fullmatch(label.text):
        return None, None, True
    inside = [m for m in known.places if m.start >= label.start and m.end <= label.end and m.kind != "deictic"]
    if inside:
        return label.text if len(label.text) > len(inside[0].printed) else inside[0].name, None, True
    if sector := match_sector(label.text, catalogue):
        return None, SectorScope(sector.code, sector.text), True
    return label.text, None, False


def _column_sector(catalogue: Catalogue, column: Column) -> SectorScope | None:
    if column.sector is None:
        return None
    match = match_sector(column.sector, catalogue) or match_sector(f"{column.sector}业", catalogue)
    return SectorScope(match.code, match.text) if match else None


def _code(known: Mentions, place: str | None) -> str | None:
    if place is None:
        return known.context.division_code
    mention = next((m for m in known.places if m.name == place or m.printed == place), None)
    return code_of(known, mention) if mention else None
