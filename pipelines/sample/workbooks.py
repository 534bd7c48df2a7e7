"""Workbooks in the four layouts that counties of the sample province use, and the prefectures' summaries.

A row under a merged header, indicators in rows with a unit column, a roll-up of townships, a table of zero-accident
shares with targets; each workbook carries the zero-accident sheet.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from pipelines.sample.packing import CREATED, freeze_archive

CellContent = str | Decimal | int | None


class Book:
    """A workbook under way: sheets of rows, merges, and a stopped clock."""

    def __init__(self) -> None:
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._stream, {"in_memory": True})
        self._book.set_properties({"created": CREATED.replace(tzinfo=None)})
        self._title = self._book.add_format({"bold": True, "align": "center", "font_size": 14})
        self._plain = self._book.add_format({"align": "center"})
        self._header = self._book.add_format({"bold": True, "align": "center", "border": 1, "text_wrap": True})

    def add_sheet(
        self,
        name: str,
        title: str,
        subtitle: str,
        header: Sequence[Sequence[str]],
        rows: Sequence[Sequence[CellContent]],
        notes: Sequence[str] = (),
    ) -> None:
        """Add a sheet: a merged title, a line of the office, header rows, data rows, notes.

        In header rows, ``<`` continues the cell at its left and ``^`` the cell above: both become merges. In data rows
        ``<`` in the second column merges it with the first.
        """
        sheet = self._book.add_worksheet(name)
        width = len(header[0])
        sheet.merge_range(0, 0, 0, width - 1, title, self._title)
        sheet.write_string(1, 0, subtitle)
        _write_header(sheet, header, self._header, first=2)
        for number, row in enumerate(rows, start=2 + len(header)):
            _write_row(sheet, number, row, self._plain)
        for number, note in enumerate(notes, start=2 + len(header) + len(rows)):
            sheet.write_string(number, 0, note)
        sheet.set_column(0, width - 1, 12)

    def finish(self) -> bytes:
        """Close the workbook and return its bytes, the same for the same content."""
        self._book.close()
        return freeze_archive(self._stream.getvalue())


def _write_header(sheet: Any, header: Sequence[Sequence[str]], style: Any, first: int) -> None:
    height, width = len(header), len(header[0])
    for top in range(height):
        for left in range(width):
            text = header[top][left]
            if text in ("<", "^"):
                continue
            right, bottom = left, top
            while right + 1 < width and header[top][right + 1] == "<":
                right += 1
            while bottom + 1 < height and header[bottom + 1][left] == "^":
                bottom += 1
            if (right, bottom) == (left, top):
                sheet.write_string(first + top, left, text, style)
            else:
                sheet.merge_range(first + top, left, first + bottom, right, text, style)


def _write_row(sheet: Any, number: int, row: Sequence[CellContent], plain: Any) -> None:
    if len(row) > 1 and row[1] == "<":
        sheet.merge_range(number, 0, number, 1, row[0], plain)
        row = [None, None, *row[2:]]
    for column, content in enumerate(row):
        if content is None:
            continue
        if isinstance(content, str):
            sheet.write_string(number, column, content)
        else:
            sheet.write_number(number, column, float(content))
