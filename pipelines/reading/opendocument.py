"""OpenDocument spreadsheets (ods): sheets from their content XML, each cell with the text that it shows.

Repeated rows and cells are laid out only as far as content follows them: office programs fill sheets to the last row.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipelines.reading.draft import Draft, check_extent, clip_merges, pad_rows
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell, CellValue, MergedRange, Table
from pipelines.reading.number_format import round_as_stored
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import attribute, local_name, parse_xml, read_member

NUMBERS = frozenset({"float", "percentage", "currency"})
SHEET_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


@dataclass(slots=True)
class SheetGrid:
    """A sheet while it is laid out."""

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    cells: int = 0


def read_ods(package: zipfile.ZipFile, limits: Limits) -> Draft:
    """The sheets of an OpenDocument spreadsheet.

    Raises:
        UnreadableFileError: ``encrypted`` with a password, or for damaged, unsafe or oversized content.
    """
    if "META-INF/manifest.xml" in package.namelist():
        manifest = read_member(package, "META-INF/manifest.xml", limits)
        if b"encryption-data" in manifest:
            raise UnreadableFileError("encrypted", "the workbook is protected by a password")
    root = parse_xml(read_member(package, "content.xml", limits), "content.xml")
    hidden_styles = _find_hidden_styles(root)
    tables: list[Table] = []
    notes: list[str] = []
    for sheet in root.iter(f"{{{SHEET_NAMESPACE}}}table"):
        name = sheet.get(f"{{{SHEET_NAMESPACE}}}name") or f"sheet{len(tables) + 1}"
        hidden = sheet.get(f"{{{SHEET_NAMESPACE}}}style-name") in hidden_styles
        grid = _lay_out(sheet, name, limits)
        rows = pad_rows(grid.rows, limits, name)
        tables.append(Table(name, rows, clip_merges(grid.merged, rows), hidden, frozenset(grid.hidden_rows)))
        if hidden:
            notes.append(f"{name}: hidden sheet")
        if grid.hidden_rows:
            notes.append(f"{name}: {len(grid.hidden_rows)} hidden rows")
    return Draft("ods", tuple(tables), tuple(notes))


def _find_hidden_styles(root: Any) -> set[str]:
    return {
        attribute(style, "name") or ""
        for style in root.iter()
        if local_name(style.tag) == "style"
        and any(attribute(part, "display") == "false" and local_name(part.tag) == "table-properties" for part in style)
    }


def _lay_out(sheet: Any, where: str, limits: Limits) -> SheetGrid:
    grid = SheetGrid()
    blank_rows = 0
    for element in _own_rows(sheet):
        repeat = _count(element, "number-rows-repeated")
        cells, merges = _read_row(element, len(grid.rows) + blank_rows + 1, limits, where)
        hidden = element.get(f"{{{SHEET_NAMESPACE}}}visibility") in {"collapse", "filter"}
        if not cells:
            blank_rows += repeat
            continue
        first = len(grid.rows) + blank_rows + 1
        grid.cells += len(cells) * repeat
        check_extent(first + repeat, 1, limits, where)
        if grid.cells > limits.max_cells:
            raise UnreadableFileError("too_large", f"the sheet holds more than {limits.max_cells} cells", where=where)
        grid.rows.extend([] for _ in range(blank_rows))
        grid.rows.extend(list(cells) for _ in range(repeat))
        grid.merged.extend(merges)
        if hidden:
            grid.hidden_rows.update(range(first, first + repeat))
        blank_rows = 0
    return grid


def _own_rows(sheet: Any) -> Iterator[Any]:
    """The sheet's rows, also those in header rows and groups, not those of a table inside a cell."""
    for child in sheet:
        name = local_name(child.tag)
        if name == "table-row":
            yield child
        elif name in {"table-rows", "table-header-rows", "table-row-group"}:
            yield from _own_rows(child)


def _read_row(element: Any, row: int, limits: Limits, where: str) -> tuple[list[Cell], list[MergedRange]]:
    cells: list[Cell] = []
    merges: list[MergedRange] = []
    blanks = 0
    for item in element:
        name = local_name(item.tag)
        if name not in {"table-cell", "covered-table-cell"}:
            continue
        repeat = _count(item, "number-columns-repeated")
        cell = BLANK if name == "covered-table-cell" else _read_cell(item)
        right, down = _count(item, "number-columns-spanned"), _count(item, "number-rows-spanned")
        if right > 1 or down > 1:
            left = len(cells) + blanks + 1
            merges.append(MergedRange(row, left, row + down - 1, left + right - 1))
        if cell is BLANK:
            blanks += repeat
            continue
        check_extent(1, len(cells) + blanks + repeat, limits, where)
        cells.extend([BLANK] * blanks + [cell] * repeat)
        blanks = 0
    return cells, merges


def _read_cell(item: Any) -> Cell:
    kind = item.get(f"{{{OFFICE_NAMESPACE}}}value-type") or ""
    formula = attribute(item, "formula") is not None
    lines = ["".join(_text_of(part)) for part in item if local_name(part.tag) == "p"]
    text = "\n".join(lines)
    value = _read_value(item, kind, text)
    if not text.strip() and value is None:
        return Cell("", None, True) if formula else BLANK
    return Cell(text, value, formula)


def _read_value(item: Any, kind: str, text: str) -> CellValue:
    if kind in NUMBERS:
        return _read_number(item.get(f"{{{OFFICE_NAMESPACE}}}value") or "")
    if kind == "date":
        written = item.get(f"{{{OFFICE_NAMESPACE}}}date-value") or ""
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            return text or None
        return moment if "T" in written else date(moment.year, moment.month, moment.day)
    if kind == "boolean":
        return bool(item.get(f"{{{OFFICE_NAMESPACE}}}boolean-value") == "true")
    return text if text.strip() else None


def _read_number(written: str) -> Decimal | None:
    try:
        return round_as_stored(written)
    except ArithmeticError:
        return None


def _text_of(element: Any) -> Iterator[str]:
    """Text with its encoded runs of blanks, tabs and line breaks; remarks beside the cell are no part of it."""
    yield element.text or ""
    for child in element:
        name = local_name(child.tag)
        if name == "s":
            yield " " * _count(child, "c")
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in {"annotation", "note"}:
            yield from _text_of(child)
        yield child.tail or ""


def _count(element: Any, name: str) -> int:
    written = attribute(element, name) or "1"
    return max(int(written), 1) if written.isascii() and written.isdigit() and len(written) < 8 else 1
