"""The days for which a penalty list counts where only its reporting quarter says so: the command's or the folder's.

A list whose title or file name states a period was judged by it when it was read; a list that runs on since January is
one of the year up to the quarter's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from pipelines.extraction.cases.period import read_stated_period
from pipelines.validation.documents import Document
from warehouse.quarters import Quarter

GIVEN = ("command", "folder")
"""The grounds on which a person, and not the text or the day of arrival, says for which quarter a file is."""
_OPENING_LINES = 8
_HEADER = re.compile(r"文号|相对人名称|当事人名称|被处罚|案件名称|处罚机关|决定日期|CF_", re.IGNORECASE)
TERMS = pl.Schema({"submission_id": pl.String(), "first_day": pl.Date(), "last_day": pl.Date()})


def no_terms() -> pl.DataFrame:
    """Terms where no file has one."""
    return pl.DataFrame(schema=TERMS)


def find_given_terms(
    submissions: pl.DataFrame, headings: Mapping[str, tuple[str, ...]], quarter: Quarter
) -> pl.DataFrame:
    """The quarter as the term of each file that a person gave it for and that states no period of its own.

    Args:
        submissions: staged rows of ``raw.submission``: ``submission_id``, ``quarter_basis``, ``title``, ``file_name``.
        headings: what stands above the header of each file whose lines are kept (``keep_headings``); of another nobody
            knows what it states.
        quarter: the reporting quarter.
    """
    given = [
        row["submission_id"]
        for row in submissions.filter(pl.col("quarter_basis").is_in(GIVEN)).to_dicts()
        if row["submission_id"] in headings
        and not _states_period(row["title"], row["file_name"], *headings[row["submission_id"]])
    ]
    days = {"first_day": [quarter.start] * len(given), "last_day": [quarter.end] * len(given)}
    return pl.DataFrame({"submission_id": given, **days}, schema=TERMS)


def keep_headings(documents: Iterable[Document], kept: dict[str, tuple[str, ...]]) -> Iterator[Document]:
    """The documents one by one; what stands above the header of each is kept on the way, under its submission."""
    for document in documents:
        if document.lines:
            kept[document.submission_id] = tuple(_above_header(document.lines))
        yield document


def _states_period(*said: str | None) -> bool:
    return any(read_stated_period(words or "") for words in said)


def _above_header(lines: Iterable[str]) -> Iterator[str]:
    """A list's title, its office, its unit."""
    for line, _ in zip(lines, range(_OPENING_LINES), strict=False):
        if _HEADER.search(line):
            return
        yield line
