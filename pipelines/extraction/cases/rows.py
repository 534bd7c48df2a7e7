"""The rows of a penalty list as records of texts, one a decision, each with the place it stands at.

Repeated headers, totals, blank rows and notes under the table are no decisions; what was left out and is not blank is
told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.extraction.cases.headers import CaseHeader
from pipelines.extraction.model import Refusal
from pipelines.reading.model import BLANK, Cell, Table, cell_name

_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|累计)")
_NOTE = re.compile(r"^(?:注|备注|说明|填报|填表|制表|审核|联系|单位负责人|统计|报送|数据来源|截至|本表)")
_PLACEHOLDERS = frozenset({"", "-", "--", "—", "——", "/", "／", "无", "NULL", "null", "None", "空"})
_JOINED = ("kind", "content", "violation", "facts", "note")


@dataclass(frozen=True, slots=True)
class RawCase:
    """One decision as printed: field to cell, with the row (1-based) and the locator of its first cell.

    ``is_hidden``: nobody who opens the sheet sees this row.
    """

    row: int
    locator: str
    cells: Mapping[str, Cell]
    is_hidden: bool = False

    def text(self, field: str) -> str | None:
        """Return a field's text without outer blanks; None where it is blank or a mark for nothing."""
        text = self.cells.get(field, BLANK).text.strip().strip("\u3000\ufeff").strip()
        return None if text in _PLACEHOLDERS else text


def read_rows(table: Table, header: CaseHeader) -> tuple[list[RawCase], list[Refusal]]:
    """Read every decision below a header, and what else stands there.

    Cells that a vertical merge covers repeat the merged value; rows that share a merged document number and party are
    one decision whose kinds stand below each other.
    """
    cases: list[RawCase] = []
    refusals: list[Refusal] = []
    covered = _map_vertical_merges(table, header)
    for number, record in _iterate_records(table, header, covered):
        reason = _explain_no_decision(table, header, number, record)
        if reason == "":
            joins = cases and _continues(cases[-1], record, covered, number, header)
            locator = f"{table.locator}!{cell_name(number, min(header.columns.values()))}"
            case = RawCase(number, locator, record, is_hidden=number in table.hidden_rows)
            if joins:
                cases[-1] = _join(cases[-1], case)
            else:
                cases.append(case)
        elif reason is not None:
            raw = " ".join(cell.text.strip() for cell in table.rows[number - 1] if cell.text.strip())
            refusals.append(Refusal(f"{table.locator}!{cell_name(number, 1)}", raw[:200], reason))
    return cases, refusals


def _iterate_records(
    table: Table, header: CaseHeader, covered: Mapping[tuple[int, int], tuple[int, int]]
) -> Iterator[tuple[int, dict[str, Cell]]]:
    for number in range(header.bottom + 1, len(table.rows) + 1):
        record = {}
        for field, column in header.columns.items():
            row = covered.get((number, column), (number, column))[0] if field not in _MONEY else number
            cells = table.rows[row - 1]
            record[field] = cells[column - 1] if column <= len(cells) else BLANK
        yield number, record


_MONEY = ("fine", "confiscated", "fine_and_confiscated")


def _map_vertical_merges(table: Table, header: CaseHeader) -> dict[tuple[int, int], tuple[int, int]]:
    covered = {}
    columns = frozenset(header.columns.values())
    for merge in table.merged:
        if merge.left == merge.right and merge.left in columns and merge.top > header.bottom:
            for row in range(merge.top + 1, min(merge.bottom, len(table.rows)) + 1):
                covered[row, merge.left] = merge.top, merge.left
    return covered


def _explain_no_decision(table: Table, header: CaseHeader, number: int, record: Mapping[str, Cell]) -> str | None:
    """Say why a row is no decision: "" where it is one, None where nobody needs to be told, else a reason code."""
    texts = [cell.text.strip() for cell in table.rows[number - 1] if cell.text.strip()]
    if not texts:
        return None
    if sum(text in header.texts for text in texts) >= max(3, len(texts) // 2):
        return None
    case = RawCase(number, "", record)
    known = [field for field in record if case.text(field)]
    identity = {"document_no", "decision_date", "content", "kind"} & set(known)
    if not identity and any(_TOTAL.match(text.replace(" ", "").replace("\u3000", "")) for text in texts[:2]):
        return "total_row"
    if not known or (not identity and (len(texts) <= 2 or _NOTE.match(texts[0]))):
        return "note_row"
    if _NOTE.match(texts[0]) and len(texts) <= 3 and "document_no" not in known:
        return "note_row"
    return ""


def _continues(
    previous: RawCase,
    record: Mapping[str, Cell],
    covered: Mapping[tuple[int, int], tuple[int, int]],
    number: int,
    header: CaseHeader,
) -> bool:
    """Tell whether a row goes on with the decision above: its document number and party are merged with that row's."""
    tops = []
    for field in ("document_no", "party"):
        column = header.columns.get(field)
        if column is None or (number, column) not in covered:
            return False
        tops.append(covered[number, column][0])
    return all(top <= previous.row for top in tops) and bool(record)


def _join(above: RawCase, below: RawCase) -> RawCase:
    cells = dict(above.cells)
    for field, cell in below.cells.items():
        here = cells.get(field, BLANK)
        if not here.text.strip():
            cells[field] = cell
        elif field in _JOINED and cell.text.strip() and cell.text.strip() not in here.text:
            cells[field] = Cell(f"{here.text}；{cell.text}")
    return RawCase(above.row, above.locator, cells, is_hidden=above.is_hidden or below.is_hidden)
