"""Spreadsheets (xlsx, xlsm, xls, et, xlsb): every sheet as a table from A1 on, cells as a person sees them.

A plainly written xlsx is read by ``workbook_scan``. For all others calamine reads values and merged ranges; numbers as
written, formats, formulas, hidden rows come from the file itself.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from pipelines.reading.compound import CompoundFile
from pipelines.reading.draft import Draft
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell, MergedRange, Table
from pipelines.reading.number_format import plain_text, round_as_stored
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import open_package
from pipelines.reading.sheet_biff import read_biff_facts
from pipelines.reading.sheet_facts import SheetFacts, StoredCell, show_stored
from pipelines.reading.sheet_table import SheetParts, finish_table
from pipelines.reading.sheet_xml import read_sheet_facts
from pipelines.reading.workbook_scan import scan_workbook


def read_xlsx(data: bytes, limits: Limits) -> Draft:
    """The sheets of an Office Open XML workbook.

    Raises:
        UnreadableFileError: for damaged, protected, unsafe or oversized workbooks.
    """
    with open_package(data, limits) as package:
        scanned = scan_workbook(package, limits)
        facts = read_sheet_facts(package, limits) if scanned is None else {}
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in package.namelist())
    draft = scanned or _read_sheets(data, "xlsx", facts, limits)
    return replace(draft, notes=(*draft.notes, "macros are not read")) if has_macros else draft


def read_xls(data: bytes, container: CompoundFile, limits: Limits) -> Draft:
    """The sheets of a binary workbook, as Excel 5 to 2003 and WPS write them.

    Raises:
        UnreadableFileError: for damaged, protected or oversized workbooks.
    """
    facts = read_biff_facts(container.read_stream("Workbook", "Book"), limits)
    return _read_sheets(data, "xls", facts, limits)


def read_xlsb(data: bytes, limits: Limits) -> Draft:
    """The sheets of a binary Office Open XML workbook; number formats are not read and a note says so.

    Raises:
        UnreadableFileError: for damaged or oversized workbooks.
    """
    open_package(data, limits).close()
    draft = _read_sheets(data, "xlsb", {}, limits)
    note = "number formats are not read in xlsb: shares stand as fractions"
    return Draft(draft.format, draft.blocks, (*draft.notes, note))


def _read_sheets(data: bytes, form: str, facts: Mapping[str, SheetFacts] | list[SheetFacts], limits: Limits) -> Draft:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = book.sheets_metadata
    except calamine.PasswordError as error:
        raise UnreadableFileError("encrypted", "the workbook is protected by a password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFileError("malformed", f"the workbook cannot be read ({error})") from error
    tables: list[Table] = []
    notes: list[str] = []
    for index, meta in enumerate(metadata):
        if meta.typ != calamine.SheetTypeEnum.WorkSheet:
            notes.append(f"{meta.name}: no sheet of cells, not read")
            continue
        own = _facts_of(facts, index, meta.name)
        try:
            sheet = book.get_sheet_by_index(index)
            values = sheet.to_python(skip_empty_area=False)
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise UnreadableFileError("malformed", f"the sheet cannot be read ({error})", where=meta.name) from error
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        view = SheetView(meta.name, values, own, hidden, _merged_ranges(sheet))
        table, remarks = _build_table(view, limits)
        tables.append(table)
        notes += remarks
    return Draft(form, tuple(tables), tuple(notes))


@dataclass(frozen=True, slots=True)
class SheetView:
    """All that is known of a sheet before its table is built."""

    name: str
    values: list[list[Any]]
    facts: SheetFacts
    hidden: bool
    merged: tuple[MergedRange, ...]


def _facts_of(facts: Mapping[str, SheetFacts] | list[SheetFacts], index: int, name: str) -> SheetFacts:
    if isinstance(facts, list):
        return facts[index] if index < len(facts) else SheetFacts()
    return facts.get(name) or SheetFacts()


def _merged_ranges(sheet: Any) -> tuple[MergedRange, ...]:
    ranges = sheet.merged_cell_ranges or []
    found = (MergedRange(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)
    return tuple(sorted(found, key=lambda r: (r.top, r.left)))


def _build_table(view: SheetView, limits: Limits) -> tuple[Table, list[str]]:
    rows = [
        [_build_cell(value, view.facts.cells.get((row, column)), view.facts) for column, value in enumerate(line, 1)]
        for row, line in enumerate(view.values, 1)
    ]
    for row, column in view.facts.cells:
        if row > len(rows) or column > len(rows[row - 1]):
            _grow(rows, row, column)
            rows[row - 1][column - 1] = _build_cell(None, view.facts.cells[row, column], view.facts)
    return finish_table(SheetParts(view.name, rows, view.facts, view.hidden, view.merged), limits)


def _grow(rows: list[list[Cell]], row: int, column: int) -> None:
    """Make room for a cell outside the area that calamine returned (an error value at its edge)."""
    rows.extend([] for _ in range(row - len(rows)))
    rows[row - 1].extend([BLANK] * (column - len(rows[row - 1])))


def _build_cell(value: Any, stored: StoredCell | None, facts: SheetFacts) -> Cell:
    if stored is not None and (stored.written is not None or stored.error):
        return show_stored(stored, facts)
    formula = stored is not None and stored.formula
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", value, formula)
    if isinstance(value, str):
        return Cell(value, value, formula) if value.strip() else _blank(formula=formula)
    if isinstance(value, int | float):
        number = round_as_stored(repr(value))
        return Cell(plain_text(number), number, formula)
    if isinstance(value, datetime | date):
        return Cell(value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat(), value, formula)
    if isinstance(value, time | timedelta):
        return Cell(str(value), _day_share(value), formula)
    return _blank(formula=formula)


def _blank(*, formula: bool) -> Cell:
    return Cell("", None, True) if formula else BLANK


def _day_share(value: time | timedelta) -> Decimal:
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    return Decimal(int(value.total_seconds())) / Decimal(86_400)
