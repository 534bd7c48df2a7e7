"""Tables to observations: the one way into this room.

Sheets, csv, tables of documents and JSON values of one reading are understood by their own words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pipelines.extraction.model import DocumentContext, Observation, Refusal
from pipelines.extraction.tables.cards import lay_out_card
from pipelines.extraction.tables.context import CatalogueHolder, find_context
from pipelines.extraction.tables.figures import read_figures
from pipelines.extraction.tables.grid import build_grid
from pipelines.extraction.tables.lexicon import Lexicon, load_lexicon
from pipelines.extraction.tables.names import Names
from pipelines.extraction.tables.regions import find_regions
from pipelines.extraction.tables.side_by_side import is_corrected
from pipelines.extraction.tables.times import shift_year
from pipelines.extraction.tables.tree import lay_out_tree
from pipelines.extraction.templates.model import NO_TEMPLATES, TableShape, TemplateBook
from pipelines.extraction.void_statement import REASON as VOID
from pipelines.reading.model import Reading, Table
from warehouse.catalogue.model import Catalogue


@dataclass(frozen=True, slots=True)
class TableExtraction:
    """What the tables of a reading hold, what of them was not understood, and the document's own context.

    ``shapes`` are the tables as templates see them.
    """

    observations: tuple[Observation, ...]
    refusals: tuple[Refusal, ...]
    context: DocumentContext
    shapes: tuple[TableShape, ...] = ()


_DEEPEST_HEADER = 40
"""Rows of words over a table beyond which they are no header: no form has half as many."""
_SHOWN = 80


def extract_tables(
    reading: Reading,
    catalogue: Catalogue,
    *,
    context: DocumentContext | None = None,
    book: TemplateBook = NO_TEMPLATES,
) -> TableExtraction:
    """Understand all statistical tables and JSON values of a reading.

    Penalty lists are another room's: leave them out of the reading, or do not call this for them.

    Args:
        reading: the file, read.
        catalogue: what the numbers mean.
        context: what is known of the document; found from the reading where None or where fields are missing.
        book: the templates that hold.

    Returns:
        Observations with locators (``Sheet!C7``, ``$.a[0].b``); figures for review carry their reason. Hidden
        sheets give one refusal each and no figures.
    """
    found = find_context(reading, catalogue)
    context = merge_contexts(context, found)
    lexicon = build_lexicon(CatalogueHolder(catalogue))
    day = context.period.end or context.period.start if context.period else None
    names = Names(catalogue, context.division_code, day)
    observations: list[Observation] = []
    refusals: list[Refusal] = []
    shapes: list[TableShape] = []
    for table in reading.tables:
        some, refused, seen = extract_table(table, names, lexicon, context, book)
        observations.extend(some)
        refusals.extend(refused)
        shapes.extend(seen)
    for tree in reading.trees:
        for region in lay_out_tree(tree):
            some, refused, shape = read_figures(region, names, lexicon, context, book)
            shapes.append(shape)
            observations.extend(replace(o, method="tree") for o in hold_conflicts(mark_prior_years(some)))
            refusals.extend(refused)
    if any(is_corrected(o) for o in observations) and any(o.reason == VOID for o in observations):
        context = replace(context, is_correction=True)
    return TableExtraction(tuple(observations), tuple(refusals), context, tuple(shapes))


def extract_table(
    table: Table, names: Names, lexicon: Lexicon, context: DocumentContext, book: TemplateBook = NO_TEMPLATES
) -> tuple[list[Observation], list[Refusal], list[TableShape]]:
    """Understand the regions of one table."""
    if table.hidden:
        return [], [Refusal(table.locator, table.locator, "hidden_source")], []
    observations: list[Observation] = []
    refusals: list[Refusal] = []
    shapes: list[TableShape] = []
    for region in find_regions(build_grid(table)):
        if len(region.header) > _DEEPEST_HEADER:
            place = (region.header[0], region.left)
            raw = region.grid.raw(*place)[:_SHOWN] or f"{len(region.header)} header rows"
            refusals.append(Refusal(region.grid.locate(*place), raw, "header_unknown"))
            continue
        some, refused, shape = read_figures(lay_out_card(region) or region, names, lexicon, context, book)
        shapes.append(shape)
        observations.extend(hold_conflicts(mark_prior_years(some)))
        refusals.extend(refused)
    return observations, refusals, shapes


def mark_prior_years(observations: Iterable[Observation]) -> list[Observation]:
    """Give the role prior_year where the table prints the same statistic for the same span a year later."""
    listed = list(observations)
    spans = {(o.indicator, o.period) for o in listed}
    return [
        replace(o, role="prior_year")
        if o.role == "observed" and o.period and (o.indicator, shift_year(o.period, 1)) in spans
        else o
        for o in listed
    ]


def hold_conflicts(observations: Iterable[Observation]) -> list[Observation]:
    """Hold figures back where one table gives one statistic two values: something in its heads was not understood.

    What a table calls void conflicts with no figure that it calls corrected.
    """
    listed = list(observations)
    values: dict[tuple[object, ...], set[Decimal]] = defaultdict(set)
    standing: dict[tuple[object, ...], set[Decimal]] = defaultdict(set)
    for o in listed:
        values[_key_of(o)].add(o.value)
        if o.reason != VOID:
            standing[_key_of(o)].add(o.value)
    return [
        replace(o, status="review", reason="conflicting_values")
        if o.status == "accepted" and len((standing if is_corrected(o) else values)[_key_of(o)]) > 1
        else o
        for o in listed
    ]


def _key_of(o: Observation) -> tuple[object, ...]:
    """What one table may say only once."""
    return (o.indicator, o.place, o.division_code, o.period, o.sector_code, o.sector_text, o.role, o.is_subtotal)


def merge_contexts(given: DocumentContext | None, found: DocumentContext) -> DocumentContext:
    """The given context, its gaps filled from what the reading's tables say."""
    if given is None:
        return found
    same_place = given.place or given.division_code
    return replace(
        given,
        title=given.title or found.title,
        place=given.place if same_place else found.place,
        division_code=given.division_code if same_place else found.division_code,
        period=given.period or found.period,
        is_correction=given.is_correction or found.is_correction,
        sector=given.sector or found.sector,
    )


@lru_cache(maxsize=4)
def build_lexicon(holder: CatalogueHolder) -> Lexicon:
    """The lexicon of a catalogue, read once."""
    return load_lexicon(holder.catalogue)
