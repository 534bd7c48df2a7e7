"""An export as a workbook: the rows, and on a second sheet the dictionary.

Numbers are numbers where a spreadsheet can hold all their digits and text where it cannot; text is always text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.errors import UsageError
from warehouse.export.cells import csv_text, is_like_formula, plain_number
from warehouse.export.table import DICTIONARY_HEAD, Entry, ExportTable

FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""The time that every workbook says it was made at, so that equal content gives equal bytes."""
SHEET_ROWS = 1_048_576
_CELL_CHARACTERS = 32_767
_EXACT_DIGITS = 15
_FIRST_YEAR = 1901
"""Spreadsheets count days from 1900 and count that year wrongly."""
_CUT = "…（截断，全文见 CSV / cut, whole in csv）"
_HEADINGS = {
    "kind": "种类 kind",
    "name": "名称 name",
    "type": "类型 type",
    "unit": "单位 unit",
    "zh": "含义",
    "en": "meaning",
    "values": "取值 values",
    "beware_zh": "注意",
    "beware_en": "beware",
}


def write_workbook(
    path: Path, table: ExportTable, row_count: int, rows: Iterable[Sequence[Any]], dictionary: Sequence[Entry]
) -> None:
    """Write both sheets.

    Raises:
        UsageError: where the table has more rows than a sheet.
    """
    import xlsxwriter

    if row_count >= SHEET_ROWS:
        raise UsageError(
            f"{row_count} rows are more than a sheet holds", where=table.name, next_step="export it as csv or parquet"
        )
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": FIXED_TIME.replace(tzinfo=None), "title": table.name})
        formats = _formats(workbook)
        sheet = workbook.add_worksheet(table.short_name[:31])
        names = [column.name for column in table.columns]
        _open_sheet(sheet, names, formats, [max(12, min(len(name) + 4, 28)) for name in names])
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                write_value(sheet, number, column, value, formats)
        sheet.autofilter(0, 0, max(row_count, 1), len(names) - 1)
        words = workbook.add_worksheet("字典 dictionary")
        heads = [_HEADINGS[name] for name in DICTIONARY_HEAD]
        _open_sheet(words, heads, formats, [10, 26, 14, 8, 44, 52, 30, 40, 40])
        for number, entry in enumerate(dictionary, 1):
            for column, text in enumerate(entry.cells()):
                write_value(words, number, column, text or None, formats)


def write_value(sheet: Any, row: int, column: int, value: object, formats: Mapping[str, Any]) -> None:
    """Write one cell; rows and columns from 0; null leaves it blank."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date) and value.year < _FIRST_YEAR:
        sheet.write_string(row, column, csv_text(value))
    elif isinstance(value, datetime):
        moment = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        sheet.write_datetime(row, column, moment, formats["time"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS:
        sheet.write_number(row, column, value)
    elif isinstance(value, Decimal):
        sheet.write_string(row, column, plain_number(value))
    elif isinstance(value, float):
        sheet.write_number(row, column, value)
    else:
        text = value if isinstance(value, str) else csv_text(value)
        if len(text) > _CELL_CHARACTERS:
            text = text[: _CELL_CHARACTERS - len(_CUT)] + _CUT
        sheet.write_string(row, column, text, formats["quoted"] if is_like_formula(text) else None)


def _open_sheet(sheet: Any, heads: Sequence[str], formats: Mapping[str, Any], widths: Sequence[int]) -> None:
    """The head of a sheet: it stays in view, columns are wide enough to be read."""
    sheet.freeze_panes(1, 0)
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats["head"])


def _formats(workbook: Any) -> Mapping[str, Any]:
    return {
        "head": workbook.add_format({"bold": True, "bg_color": "#F2F2F2", "bottom": 1}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
        "time": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        "quoted": workbook.add_format({"quote_prefix": True}),
    }
