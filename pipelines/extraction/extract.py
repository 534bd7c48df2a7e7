"""Reading to Extraction: hands each block of a reading to the engine that understands it and joins what they found.

Penalty lists go to cases, other tables and JSON to tables, text to prose; the document's own context serves all three.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from pipelines.extraction.cases.engine import is_case_list, locate_headers, read_case_lists
from pipelines.extraction.doubtful_source import doubt_source
from pipelines.extraction.model import DocumentContext, Extraction, Observation, Refusal
from pipelines.extraction.prose.engine import extract_prose, read_document_context
from pipelines.extraction.settlement import is_beyond_measure, settle_observation
from pipelines.extraction.tables.cells import has_long_run
from pipelines.extraction.tables.engine import extract_tables
from pipelines.extraction.tables.filing import find_filing_day
from pipelines.extraction.tables.tree import lay_out_tree
from pipelines.extraction.templates.book import load_book
from pipelines.extraction.templates.model import TemplateBook
from pipelines.extraction.void_statement import doubt_void
from pipelines.reading.model import Reading, Table, TextBlock, Tree
from warehouse.catalogue.model import Catalogue

_RELEASE = "1"
_READS_WITH = ("pipelines/reading", "pipelines/extraction", "warehouse/catalogue")
_SOURCES = frozenset({".py", ".csv", ".yaml", ".yml"})


def _fingerprint() -> str:
    """A short hash of the code and words that reading and extraction use: no change of them is forgotten."""
    digest = hashlib.sha256()
    root = Path(__file__).parents[2]
    for path in sorted(p for folder in _READS_WITH for p in (root / folder).rglob("*") if p.suffix in _SOURCES):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


EXTRACTOR_VERSION = f"{_RELEASE}-{_fingerprint()}"
"""Changes with everything that may alter what is read; a load reads anew what an older version read."""


def extract_reading(reading: Reading, catalogue: Catalogue, book: TemplateBook | None = None) -> Extraction:
    """Understand one reading.

    Args:
        reading: the file, read.
        catalogue: what the numbers mean.
        book: the templates that hold; the shipped ones where None.

    Returns:
        Observations in document order (tables after prose), every case of every penalty list, and what was refused.
        Each observation has a place where the document or the figure names one, and a division where that is known.
    """
    context = read_document_context(reading.texts, catalogue, file_name=reading.file)
    lists, statistics = _part_lists(reading)
    templates = load_book(catalogue) if book is None else book
    tables = extract_tables(statistics, catalogue, context=context, book=templates)
    if any(not isinstance(block, TextBlock) for block in statistics.blocks):
        context = _merge_contexts(context, tables.context)
    if context.published_on is None:
        last_day = context.period.end if context.period else None
        context = replace(context, published_on=find_filing_day(reading, last_day))
    prose = extract_prose(reading.texts, catalogue, context=context)
    decisions = read_case_lists(lists, period=context.period, file_name=reading.file)
    stated = (*prose.observations, *tables.observations)
    kept = (o for o in stated if not is_beyond_measure(o))
    observations = tuple(settle_observation(o, context, catalogue.divisions) for o in kept)
    beyond = tuple(_refuse_beyond(o) for o in stated if is_beyond_measure(o))
    refusals = (*prose.refusals, *tables.refusals, *decisions.refusals, *beyond)
    found = Extraction(context, observations, decisions.cases, refusals, tables.shapes)
    return doubt_source(doubt_void(found), reading)


def _refuse_beyond(o: Observation) -> Refusal:
    """A number that no office has: several that run together, or a slip."""
    return Refusal(o.locator, o.raw, "glued_digits" if has_long_run(o.raw) else "value_out_of_range")


def _part_lists(reading: Reading) -> tuple[tuple[Table, ...], Reading]:
    """The penalty lists of a reading, those in JSON laid out as tables, and the reading without them."""
    headers = locate_headers(reading.tables)
    lists = [table for table, header in zip(reading.tables, headers, strict=True) if header is not None]
    listed = {id(table) for table in lists}
    for tree in (block for block in reading.blocks if isinstance(block, Tree)):
        tables = [region.grid.table for region in lay_out_tree(tree)]
        found = [table for table in tables if is_case_list(table)]
        lists.extend(found)
        if found:
            listed.add(id(tree))
    return tuple(lists), replace(reading, blocks=tuple(b for b in reading.blocks if id(b) not in listed))


def _merge_contexts(text: DocumentContext, table: DocumentContext) -> DocumentContext:
    """What the text says first, completed by what titles of tables say."""
    return DocumentContext(
        title=text.title or table.title,
        place=text.place or table.place,
        division_code=text.division_code if text.place else table.division_code,
        published_on=text.published_on or table.published_on,
        period=text.period or table.period,
        is_correction=text.is_correction or table.is_correction,
    )
