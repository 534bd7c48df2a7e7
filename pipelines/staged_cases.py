"""Penalty cases as the batches that the warehouse stages: those of a large list never all in memory.

A quarter without large lists is staged row by row as it always was; ids are the same either way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import polars as pl

from pipelines.corrections.applying import apply_corrections
from pipelines.corrections.model import Correction
from pipelines.extraction.cases.authority import find_division
from pipelines.extraction.model import DocumentContext
from pipelines.large_lists import ListedCases, read_cases
from pipelines.staged import case_rows
from pipelines.understanding import Understood
from warehouse.archive import Submission
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import rows_frame, scan_rows, staged_schema, write_frames, write_rows

CASE = "core.penalty_case"
Sources = Sequence[tuple[Submission, Understood]]


def stage_cases(home: Home, quarter: Quarter, sources: Sources, corrections: Sequence[Correction]) -> tuple[int, int]:
    """Stage the quarter's penalty cases, corrections applied.

    Returns:
        How many rows were staged, and how many of them are kept back.
    """
    if any(understood.listed for _, understood in sources):
        count = write_frames(home, quarter, CASE, _corrected(_batches(home, sources), corrections))
    else:
        read = [row for submission, understood in sources for row in case_rows(submission, understood)]
        count = write_rows(home, quarter, CASE, apply_corrections(read, corrections, "case_id"))
    held = scan_rows(home, quarter, CASE).filter(pl.col("status") != "accepted").select(pl.len()).collect().item()
    return count, int(held)


def _batches(home: Home, sources: Sources) -> Iterator[pl.DataFrame]:
    for submission, understood in sources:
        if rows := case_rows(submission, understood):
            yield rows_frame(CASE, rows)
        if understood.listed is not None and understood.extraction is not None:
            yield from _listed_batches(home, understood.listed, submission, understood.extraction.context)


def _listed_batches(
    home: Home, listed: ListedCases, submission: Submission, context: DocumentContext
) -> Iterator[pl.DataFrame]:
    schema = staged_schema(CASE)
    for cases in read_cases(home, listed):
        places = cases.select("locator", "document_no", "party").iter_rows()
        ids = [_identify(submission.sha256, *place) for place in places]
        said = {
            "submission_id": submission.sha256,
            "quarter": submission.quarter,
        }
        codes = {name: find_division(name, context.division_code) for name in cases["authority"].unique()}
        yield (
            cases.rename({"row": "row_number"})
            .with_columns(pl.Series("case_id", ids, dtype=pl.String))
            .with_columns(pl.lit(value, dtype=pl.String).alias(name) for name, value in said.items())
            .with_columns(division_code=pl.Series([codes[name] for name in cases["authority"]], dtype=pl.String))
            .cast({name: dtype for name, dtype in schema.items() if name in cases.columns})
        )


def _identify(sha256: str, locator: str, document_no: str | None, party: str | None) -> str:
    """The id that ``PenaltyCase.identify`` gives."""
    return hashlib.sha256(repr((sha256, locator, document_no, party)).encode()).hexdigest()[:20]


def _corrected(batches: Iterable[pl.DataFrame], corrections: Sequence[Correction]) -> Iterator[pl.DataFrame]:
    """The batches with the entries about their rows applied."""
    ids = [correction.target_id for correction in corrections]
    places = [correction.locator for correction in corrections]
    for batch in batches:
        is_meant = pl.col("case_id").is_in(ids) | pl.col("locator").is_in(places)
        meant: list[dict[str, Any]] = batch.filter(is_meant).to_dicts() if corrections else []
        if not meant:
            yield batch
            continue
        yield batch.filter(~is_meant)
        yield rows_frame(CASE, apply_corrections(meant, corrections, "case_id"))
