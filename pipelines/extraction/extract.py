"""Reading to Extraction: hands each block of a reading to the engine that understands it and joins what they found.

Penalty lists go to cases, other tables and JSON to tables, text to prose; the document's own context serves all three.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extraction.cases.engine import is_case_list, read_case_lists
from pipelines.extraction.model import DocumentContext, Extraction
from pipelines.extraction.prose.engine import extract_prose, read_document_context
from pipelines.extraction.settlement import settle_observation
from pipelines.extraction.tables.engine import extract_tables
from pipelines.reading.model import Reading
from warehouse.catalogue.model import Catalogue

EXTRACTOR_VERSION = "1"
"""Raised with every change that may alter what is read; a load reads anew what an older version read."""


def extract_reading(reading: Reading, catalogue: Catalogue) -> Extraction:
    """Understand one reading.

    Returns:
        Observations in document order (tables after prose), every case of every penalty list, and what was refused.
        Each observation has a place where the document or the figure names one, and a division where that is known.
    """
    context = read_document_context(reading.texts, catalogue, file_name=reading.file)
    lists = tuple(t for t in reading.tables if is_case_list(t))
    statistics = replace(reading, blocks=tuple(b for b in reading.blocks if b not in lists))
    tables = extract_tables(statistics, catalogue, context=context)
    context = _merge_contexts(context, tables.context)
    prose = extract_prose(reading.texts, catalogue, context=context)
    decisions = read_case_lists(lists, period=context.period, file_name=reading.file)
    stated = (*prose.observations, *tables.observations)
    observations = tuple(settle_observation(o, context, catalogue.divisions) for o in stated)
    return Extraction(context, observations, decisions.cases, (*prose.refusals, *tables.refusals, *decisions.refusals))


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
