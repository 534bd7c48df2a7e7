"""How a receipt looks: its workbook with colours for verdicts, sheet names that a spreadsheet takes, row heights."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from warehouse.receipt.model import SEVERITY, Mark, Verdict
from warehouse.receipt.wording import Language

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_LINE_POINTS = 15.0
_COLOURS: Mapping[Verdict, tuple[str, str]] = {
    "accepted": ("#C6EFCE", "#006100"),
    "doubtful": ("#FFEB9C", "#7F4F00"),
    "refused": ("#FFC7CE", "#9C0006"),
    "overruled": ("#DDEBF7", "#1F4E78"),
    "noted": ("#EDEDED", "#595959"),
    "unfilled": ("#FFFFFF", "#A6A6A6"),
}
"""Fill and ink of each verdict; the ink alone tells them apart too, since text in a line has no fill."""


class Book:
    """A receipt's workbook on its way: ``fills`` and ``fonts`` by verdict, ``formats`` by use."""

    def __init__(self, path: Path, language: Language) -> None:
        import xlsxwriter

        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.language = language
        self.workbook: Any = xlsxwriter.Workbook(str(path), options)
        self.workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the file format has no zone
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.formats = {
            "plain": self._format({**cell, "text_wrap": False, "valign": "vcenter"}),
            "top": self._format(cell),
            "head": self._format({**cell, "bold": True, "bg_color": "#D9E1F2"}),
            "title": self._format({"bold": True, "font_size": 16}),
            "label": self._format({**cell, "bold": True, "bg_color": "#F2F2F2"}),
            "lead": self._format({"text_wrap": True, "valign": "top"}),
            "link": self._format({**cell, "font_color": "#0563C1", "underline": 1}),
        }
        self.fills = {v: self._format({**cell, "bg_color": c[0], "font_color": c[1]}) for v, c in _COLOURS.items()}
        self.fonts: dict[Verdict | None, Any] = {
            v: self._format({"bold": True, "font_color": c[1], "underline": 1}) for v, c in _COLOURS.items()
        }
        self.fonts[None] = self._format({})
        self._names: set[str] = set()

    def add_sheet(self, wanted: str) -> tuple[Any, str]:
        """A new sheet under a name like ``wanted``; returns it and its name as formulas quote it."""
        base = _FORBIDDEN.sub("_", wanted).strip("' ") or "sheet"
        name, number = base[:_LONGEST_NAME], 1
        while name.lower() in self._names or name.lower() == "history":
            number += 1
            suffix = f" ({number})"
            name = base[: _LONGEST_NAME - len(suffix)] + suffix
        self._names.add(name.lower())
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_comments_author("Redline")
        return sheet, name.replace("'", "''")

    def write_heads(self, sheet: Any, row: int, heads: Sequence[str], widths: Sequence[float]) -> None:
        """A row of column heads that stays in view."""
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(row, column, head, self.formats["head"])
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)

    def fill_of(self, marks: Sequence[Mark]) -> Any:
        """The format of a cell with these marks: the gravest verdict's, plain where there is none."""
        worst = max((mark.verdict for mark in marks), key=SEVERITY.__getitem__, default=None)
        return self.formats["plain"] if worst is None else self.fills[worst]

    def close(self) -> None:
        """Write the file."""
        self.workbook.close()

    def _format(self, properties: Mapping[str, Any]) -> Any:
        return self.workbook.add_format({"font_name": "Microsoft YaHei", "font_size": 10, **properties})


def display_width(text: str) -> int:
    """How many Latin letters wide a text is; a Chinese character is two."""
    longest = max(text.split("\n"), key=len, default="")
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in longest)


def row_height(text: str, column_width: float) -> float:
    """The points that a wrapped text needs in a column."""
    lines = sum(max(1, math.ceil(display_width(line) / max(column_width - 1, 1))) for line in text.split("\n"))
    return _LINE_POINTS * max(lines, 1) + 2
