"""The rows of a penalty list as records of cells, one a decision, each with its row number.

Repeated headers, totals, blank rows and notes under the table are no decisions; what was left out and is not blank is
told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.extraction.cases.cells import clean_text
from pipelines.extraction.cases.headers import MONEY_FIELDS, CaseHeader
from pipelines.extraction.model import Refusal
from pipelines.reading.model import BLANK, Cell, MergedRange, Table, cell_name
from pipelines.reading.row import Row

_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|累计)")
_NOTE = re.compile(r"^(?:注|备注|说明|填报|填表|制表|审核|联系|单位负责人|统计|报送|数据来源|截至|本表)")
_JOINED = ("kind", "content", "violation", "facts", "note")
IDENTITY_FIELDS = ("document_no", "decision_date", "content", "kind")
"""A row that fills one of these is a decision, whatever else it lacks."""

FEWEST_REPEATED = 3
FEW_TEXTS = 3
MAX_RAW = 200
_UNCOVERED: Mapping[int, tuple[int, Cell]] = {}
Covered = Mapping[int, tuple[int, Cell]]


@dataclass(frozen=True, slots=True)
class Record:
    """One decision as printed: field to cell, with its row (1-based); ``is_hidden`` where nobody sees that row."""

    row: int
    cells: Mapping[str, Cell]
    is_hidden: bool = False


def table_rows(table: Table, below: int) -> Iterator[Row]:
    """The rows of a whole table under its row ``below``."""
    merged: dict[int, list[MergedRange]] = defaultdict(list)
    for one in table.merged:
        merged[one.top].append(one)
    for number in range(below + 1, len(table.rows) + 1):
        begun = tuple(merged.get(number, ()))
        yield Row(table.locator, number, table.rows[number - 1], number in table.hidden_rows, begun)


def read_records(rows: Iterable[Row], header: CaseHeader) -> Iterator[Record | Refusal]:
    """Read every decision below a header, and what else stands there.

    Args:
        rows: the rows under the header.
        header: which column is which field.

    Cells that a vertical merge covers repeat the merged value; rows that share a merged document number and party are
    one decision whose kinds stand below each other.
    """
    above: Record | None = None
    standing = StandingMerges(header)
    for row in rows:
        covered = standing.pass_row(row)
        cells = _take_fields(row, header, covered)
        reason = explain_no_decision(row.cells, cells, header.texts)
        if reason == "":
            record = Record(row.number, cells, row.hidden)
            if above and _continues(above, covered, header):
                above = _join(above, record)
                continue
            if above:
                yield above
            above = record
        elif reason is not None:
            yield refuse_row(row, reason)
    if above:
        yield above


def refuse_row(row: Row, reason: str) -> Refusal:
    """A row that is no decision, told at its first cell."""
    raw = " ".join(cell.text.strip() for cell in row.cells if cell.text.strip())
    return Refusal(f"{row.locator}!{cell_name(row.number, 1)}", raw[:MAX_RAW], reason)


class StandingMerges:
    """The vertical merges of a list's columns that reach into the rows below the one they begin in."""

    def __init__(self, header: CaseHeader) -> None:
        self._columns = frozenset(header.columns.values())
        self._standing: dict[int, tuple[MergedRange, Cell]] = {}

    def pass_row(self, row: Row) -> Covered:
        """The columns that are covered in the next row, each with the row and the cell that speak for it."""
        if not self._standing and not row.merged:
            return _UNCOVERED
        self._standing = {c: held for c, held in self._standing.items() if held[0].bottom >= row.number}
        covered = {column: (merge.top, cell) for column, (merge, cell) in self._standing.items()}
        for merge in row.merged:
            if merge.left == merge.right and merge.left in self._columns and merge.bottom > merge.top:
                cell = row.cells[merge.left - 1] if merge.left <= len(row.cells) else BLANK
                self._standing[merge.left] = merge, cell
        return covered


def explain_no_decision(row: Sequence[Cell], cells: Mapping[str, Cell], header_texts: frozenset[str]) -> str | None:
    """Say why a row is no decision: "" where it is one, None where nobody needs to be told, else a reason code.

    Args:
        row: all cells of the row.
        cells: those of the known fields.
        header_texts: the header's own cells, by which its repetition is known.
    """
    texts = [bare for cell in row if (bare := cell.text.strip())]
    if not texts:
        return None
    if sum(text in header_texts for text in texts) >= max(FEWEST_REPEATED, len(texts) // 2):
        return None
    known = {field for field, cell in cells.items() if clean_text(cell.text)}
    identity = known.intersection(IDENTITY_FIELDS)
    if not identity and any(_TOTAL.match(text.replace(" ", "").replace("\u3000", "")) for text in texts[:2]):
        return "total_row"
    if not known or (not identity and (len(texts) <= 2 or _NOTE.match(texts[0]))):
        return "note_row"
    if _NOTE.match(texts[0]) and len(texts) <= FEW_TEXTS and "document_no" not in known:
        return "note_row"
    return ""


def _take_fields(row: Row, header: CaseHeader, covered: Covered) -> dict[str, Cell]:
    taken = {}
    for field, column in header.columns.items():
        spoken = covered.get(column) if covered and field not in MONEY_FIELDS else None
        if spoken:
            taken[field] = spoken[1]
        else:
            taken[field] = row.cells[column - 1] if column <= len(row.cells) else BLANK
    return taken


def _continues(above: Record, covered: Covered, header: CaseHeader) -> bool:
    """Tell whether a row goes on with the decision above: its document number and party are merged with that row's."""
    if not covered:
        return False
    tops = []
    for field in ("document_no", "party"):
        column = header.columns.get(field)
        if column is None or column not in covered:
            return False
        tops.append(covered[column][0])
    return all(top <= above.row for top in tops)


def _join(above: Record, below: Record) -> Record:
    cells = dict(above.cells)
    for field, cell in below.cells.items():
        here = cells.get(field, BLANK)
        if not here.text.strip():
            cells[field] = cell
        elif field in _JOINED and cell.text.strip() and cell.text.strip() not in here.text:
            cells[field] = Cell(f"{here.text}；{cell.text}")
    return replace(above, cells=cells, is_hidden=above.is_hidden or below.is_hidden)
