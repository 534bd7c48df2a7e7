"""Excel 2003 XML (SpreadsheetML), which office systems still export under the name xls.

The layout is urn:schemas-microsoft-com:office:spreadsheet; cells may skip columns and rows by their index.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from pipelines.reading.date_format import show_date
from pipelines.reading.draft import Draft, check_extent, clip_merges, pad_rows
from pipelines.reading.encoding import Decoded
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell, MergedRange, Table, cell_name
from pipelines.reading.number_format import (
    GENERAL,
    is_date_format,
    round_as_stored,
    show_number,
)
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import attribute, local_name, parse_xml

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
NAMED_FORMATS = {
    "Percent": "0.00%",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Currency": "¥#,##0.00",
    "General Number": GENERAL,
    "Short Date": "yyyy/m/d",
    "Medium Date": "yyyy/m/d",
    "Long Date": "yyyy年m月d日",
    "General Date": "yyyy/m/d h:mm",
}


@dataclass(slots=True)
class SheetLayout:
    """A sheet while it is laid out."""

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    unevaluated: list[str] = field(default_factory=list)


def read_spreadsheet_xml(decoded: Decoded, limits: Limits) -> Draft:
    """The sheets of an Excel 2003 XML workbook.

    Raises:
        UnreadableFileError: ``malformed`` for broken XML, ``unsafe`` for entities, ``too_large`` beyond the limits.
    """
    text = decoded.text.lstrip("\ufeff \t\r\n")
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    root = parse_xml(text.encode("utf-8"), "workbook")
    formats = _read_formats(root)
    tables: list[Table] = []
    notes = list(decoded.notes)
    for sheet in (element for element in root if local_name(element.tag) == "Worksheet"):
        name = attribute(sheet, "Name") or f"sheet{len(tables) + 1}"
        hidden = any(local_name(e.tag) == "Visible" and (e.text or "").startswith("Sheet") for e in sheet.iter())
        layout = _lay_out(sheet, formats, name, limits)
        rows = pad_rows(layout.rows, limits, name)
        tables.append(Table(name, rows, clip_merges(layout.merged, rows), hidden, frozenset(layout.hidden_rows)))
        if hidden:
            notes.append(f"{name}: hidden sheet")
        if layout.unevaluated:
            notes.append(
                f"{name}: formulas without a stored value, read as blank ({', '.join(layout.unevaluated[:5])})"
            )
    return Draft("xml", tuple(tables), tuple(notes), decoded.encoding)


def _read_formats(root: Any) -> dict[str, str]:
    formats: dict[str, str] = {}
    for style in root.iter(f"{{{NAMESPACE}}}Style"):
        for part in style:
            code = attribute(part, "Format")
            if local_name(part.tag) == "NumberFormat" and code:
                formats[attribute(style, "ID") or ""] = NAMED_FORMATS.get(code, code)
    return formats


def _lay_out(sheet: Any, formats: dict[str, str], where: str, limits: Limits) -> SheetLayout:
    layout = SheetLayout()
    row = cells = 0
    for element in sheet.iter(f"{{{NAMESPACE}}}Row"):
        row = _number(element, "Index") or row + 1
        line = _read_row(element, row, formats, layout)
        cells += len(line)
        check_extent(row, max(len(line), 1), limits, where)
        if cells > limits.max_cells:
            raise UnreadableFileError("too_large", f"the sheet holds more than {limits.max_cells} cells", where=where)
        if attribute(element, "Hidden") == "1":
            layout.hidden_rows.add(row)
        layout.rows.extend([] for _ in range(row - 1 - len(layout.rows)))
        layout.rows[row - 1 :] = [line]
        row += _number(element, "Span")
    return layout


def _read_row(element: Any, row: int, formats: dict[str, str], layout: SheetLayout) -> list[Cell]:
    line: list[Cell] = []
    column = 0
    for item in element:
        if local_name(item.tag) != "Cell":
            continue
        column = min(_number(item, "Index") or column + 1, 20_000)
        right, down = min(_number(item, "MergeAcross"), 20_000), _number(item, "MergeDown")
        if right or down:
            layout.merged.append(MergedRange(row, column, row + down, column + right))
        cell = _read_cell(item, formats)
        if cell.formula and cell.value is None:
            layout.unevaluated.append(cell_name(row, column))
        if cell is not BLANK:
            line.extend([BLANK] * (column - 1 - len(line)))
            line[column - 1 :] = [cell]
        column += right
    return line


def _read_cell(item: Any, formats: dict[str, str]) -> Cell:
    formula = attribute(item, "Formula") is not None
    data = next((child for child in item if local_name(child.tag) == "Data"), None)
    written = "".join(data.itertext()) if data is not None else ""
    if data is None or not written.strip():
        return Cell("", None, True) if formula else BLANK
    kind = attribute(data, "Type")
    code = formats.get(attribute(item, "StyleID") or "", GENERAL)
    if kind == "Number":
        number = _parse_number(written)
        if number is None:
            return Cell(written, written, formula)
        return Cell(show_number(number, code), number, formula)
    if kind == "DateTime":
        return _read_moment(written, code, formula=formula)
    if kind == "Boolean":
        return Cell("TRUE" if written == "1" else "FALSE", written == "1", formula)
    return Cell(written, written, formula)


def _read_moment(written: str, code: str, *, formula: bool) -> Cell:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return Cell(written, written, formula)
    shown = show_date(moment, code if is_date_format(code) else "yyyy/m/d")
    whole_day = not (moment.hour or moment.minute or moment.second)
    return Cell(shown, moment.date() if whole_day else moment, formula)


def _parse_number(written: str) -> Decimal | None:
    try:
        return round_as_stored(written)
    except ArithmeticError:
        return None


def _number(element: Any, name: str) -> int:
    written = attribute(element, name) or "0"
    return int(written) if written.isascii() and written.isdigit() and len(written) < 8 else 0
