"""The heads of a penalty list that are no field and not known to be unwanted: they are told, and nothing goes unseen.

What is unwanted stands in ``headers.yaml`` under ``passed_over``.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from pipelines.extraction.cases.headers import CaseHeader, join_header_rows, match_field, strip_header
from pipelines.reading.model import Table

_LONGEST_HEAD = 300
_WORDS = re.compile(r"[^\W\d_]")


def find_unmatched_heads(table: Table, header: CaseHeader) -> tuple[tuple[int, int, str], ...]:
    """The heads of a list that nothing understands: (row, column, words), both 1-based, in order; each words once."""
    taken = frozenset(header.columns.values())
    found: dict[str, tuple[int, int, str]] = {}
    for column, joined in enumerate(join_header_rows(table, header.top, header.bottom), start=1):
        text = " ".join(joined.split())
        if column in taken or not _WORDS.search(text) or match_field(text) or is_passed_over(text):
            continue
        found.setdefault(text, (_row_of(table, header, column), column, text))
    return tuple(found.values())


def is_passed_over(text: str) -> bool:
    """Whether a head is known and not wanted (序号, 送达日期)."""
    if len(text) > _LONGEST_HEAD:
        return False
    bare = strip_header(text).upper()
    return any(shape.fullmatch(bare) for shape in _load_shapes())


@cache
def _load_shapes() -> tuple[re.Pattern[str], ...]:
    source = files(__package__).joinpath("headers.yaml").read_text(encoding="utf-8")
    return tuple(re.compile(shape) for shape in yaml.safe_load(source)["passed_over"]["shapes"])


def _row_of(table: Table, header: CaseHeader, column: int) -> int:
    """The lowest row of a header that prints words over a column."""
    for row in range(header.bottom, header.top, -1):
        cells = table.rows[row - 1]
        if column <= len(cells) and cells[column - 1].text.strip():
            return row
    return header.top
