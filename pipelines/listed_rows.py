"""A penalty decision as it stands in its list: the row's cells under the heads of the columns that were read.

Laid out anew from what was kept of the reading, by the same header as the extraction's; no file is parsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pipelines.extraction.cases.engine import is_case_list, locate_headers
from pipelines.extraction.cases.headers import CaseHeader, join_header_rows
from pipelines.extraction.cases.rows import Record, read_records, table_rows
from pipelines.extraction.cases.stream import HEAD_ROWS
from pipelines.extraction.tables.tree import lay_out_tree
from pipelines.reading.model import BLANK, Cell, MergedRange, Table, Tree, cell_name
from pipelines.reading.row import Row
from warehouse.evidence import ListedCell, ListedRow, cell_place, read_evidence
from warehouse.evidence_rows import kept_tables, read_rows
from warehouse.home import Home
from warehouse.trace import CaseTrace

_MONEY = ("fine", "confiscated", "fine_and_confiscated")
DOUBTED_FIELDS: Mapping[str, tuple[str, ...]] = {
    "amount_conflicts_with_content": (*_MONEY, "content"),
    "amount_unreadable": _MONEY,
    "fine_without_amount": (*_MONEY, "kind"),
    "kind_unknown": ("kind", "content"),
    "date_invalid": ("decision_date",),
    "date_out_of_period": ("decision_date",),
    "document_no_missing": ("document_no",),
    "same_document_no_other_authority": ("document_no", "authority"),
    "exact_duplicate": ("document_no", "party"),
    "superseded_by_correction": ("document_no", "party"),
    "credit_code_check_digit": ("credit_code",),
    "credit_code_bad_character": ("credit_code",),
    "credit_code_missing": ("credit_code",),
    "place_unknown": ("authority",),
    "conflicting_values": ("decision_date", *_MONEY, "kind"),
    "P23": ("credit_code",),
    "P24": ("decision_date", "publish_date"),
    "P25": (*_MONEY, "kind", "content"),
    "P26": ("document_no", "authority"),
    "P27": ("decision_date",),
}
"""The fields of a list that a reason, a flag or a rule speaks of."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A table that is a penalty list: its header, the head over each column, and the JSON path of each cell."""

    table: Table
    header: CaseHeader
    heads: Sequence[str]
    paths: Mapping[tuple[int, int], str]


def with_listed_row(home: Home, found: CaseTrace) -> CaseTrace:
    """A traced decision with its own row as evidence, the cells in doubt marked; as it was where no list is found."""
    codes = (
        *(found.case["reasons"] or ()),
        *(found.case["flags"] or ()),
        *(hold.reason for hold in found.state.holds),
        *(f["rule_id"] for f in found.findings if f["outcome"] == "broken" and f["superseded_at"] is None),
    )
    doubted = {field for code in codes for field in DOUBTED_FIELDS.get(code, ())}
    shown = show_listed_row(home, found.case["submission_id"], found.case["locator"], doubted)
    return found if shown is None else replace(found, evidence=shown)


def show_listed_row(home: Home, sha256: str, locator: str, doubted: Iterable[str] = ()) -> ListedRow | None:
    """The row of a penalty list, cell by cell as it was read; None where what was kept shows no such list.

    Args:
        home: where readings are kept.
        sha256: the submission.
        locator: of the case.
        doubted: the fields (``fine``, ``decision_date``) whose cells are to be marked.
    """
    path, _, cell = locator.rpartition("!")
    place = cell_place(f"!{cell}") if path.startswith("$") else cell_place(locator)
    if place is None:
        return None
    number = place[1]
    listed, record = _find(home, sha256, path, number)
    if listed is None or record is None:
        return None
    columns = sorted(listed.header.columns.items(), key=lambda item: item[1])
    texts = {field: record.cells.get(field, BLANK).text.strip() for field, _ in columns}
    marked = frozenset(doubted)
    if any(texts.get(field) for field in _MONEY):  # of several columns of money, those that nobody filled say nothing
        marked -= {field for field in _MONEY if not texts.get(field)}
    return ListedRow(
        locator,
        tuple(
            ListedCell(
                listed.paths.get((number, column)) or cell_name(number, column),
                listed.heads[column - 1] if column <= len(listed.heads) else "",
                texts[field],
                field,
                field in marked,
            )
            for field, column in columns
        ),
    )


def _find(home: Home, sha256: str, path: str, number: int) -> tuple[_Listed | None, Record | None]:
    """The list and the record of a row, from what was kept whole or, of a large list, row by row."""
    parts = read_evidence(home, sha256)
    if parts:
        listed = next((one for one in _kept_lists(parts) if one.table.locator == path), None)
        rows = table_rows(listed.table, listed.header.bottom) if listed else ()
        return listed, _record(rows, listed, number)
    listed = next((one for one in _large_lists(home, sha256) if one.table.locator == path), None)
    cells = read_rows(home, sha256, path, [number]).get(number) if listed else None
    row = [Row(path, number, _to_cells(cells), False, ())] if cells is not None else []
    return listed, _record(row, listed, number)


def _record(rows: Iterable[Row], listed: _Listed | None, number: int) -> Record | None:
    """The decision that begins in a row, as extraction takes it: merged cells and kinds below each other joined."""
    if listed is None:
        return None
    records = (found for found in read_records(rows, listed.header) if isinstance(found, Record))
    return next((record for record in records if record.row == number), None)


def _kept_lists(parts: Sequence[Mapping[str, Any]]) -> Iterator[_Listed]:
    """The penalty lists of a submission that was kept whole."""
    yield from _with_headers([_to_table(part) for part in parts if part["kind"] == "table"])
    for part in parts:
        if part["kind"] != "tree":
            continue
        for region in lay_out_tree(Tree(part["locator"], _numbers(part["value"]))):
            if is_case_list(region.grid.table):
                yield from _with_headers([region.grid.table], region.grid.paths)


def _large_lists(home: Home, sha256: str) -> Iterator[_Listed]:
    """The penalty lists of a submission whose rows are kept apart, each with its first rows."""
    tables = []
    for locator in kept_tables(home, sha256):
        rows = read_rows(home, sha256, locator, range(1, HEAD_ROWS + 1))
        tables.append(Table(locator, tuple(_to_cells(rows.get(n, ())) for n in range(1, max(rows, default=0) + 1))))
    yield from _with_headers(tables)


def _with_headers(tables: Sequence[Table], paths: Mapping[tuple[int, int], str] | None = None) -> Iterator[_Listed]:
    """Those tables that are penalty lists; one that goes on with the list before it has that one's heads."""
    heads: Sequence[str] = ()
    for table, header in zip(tables, locate_headers(tables), strict=True):
        if header is None:
            continue
        if header.bottom:
            heads = [" ".join(text.split()) for text in join_header_rows(table, header.top, header.bottom)]
        yield _Listed(table, header, heads, paths or {})


def _to_table(part: Mapping[str, Any]) -> Table:
    merged = tuple(MergedRange(*ends) for ends in part.get("merged", ()))
    return Table(part["locator"], tuple(_to_cells(row) for row in part["rows"]), merged)


def _to_cells(texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text, text or None) for text in texts)


def _numbers(value: Any) -> Any:
    """A JSON value whose numbers are Decimal, as readers give it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    return value
