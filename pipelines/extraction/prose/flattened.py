"""Tables that a page lost to plain text: one cell a line, or cells between bars; rows are put back by counting.

Only a table whose every row has as many values as its header explains is read; all else is left alone, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction.prose.columns import Column, plan_columns
from pipelines.extraction.prose.lexicon import Lexicon
from pipelines.extraction.prose.segmentation import Line

_NUMBER = re.compile(r"[-+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|[-+−]?\d+(?:\.\d+)?%?")
_VALUE = r"(?:[-+−]?\d[\d,]*(?:\.\d+)?%?|[-—–/]{1,2})"
_SPACED_ROW = re.compile(rf"\s*(?P<label>[一-鿿()、]{{2,14}})\s*(?P<rest>{_VALUE}(?:\s+{_VALUE})+)\s*")
_HEADING = re.compile(r"[一-鿿()、+±%,/-]{1,14}")
_MARK = re.compile(r"[-—–/／]{1,2}|无|\s*")
_LONG = 24
_LEAST_NUMBERS = 4


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell of a flattened table: its place in the text and its words, "" where blank."""

    start: int
    end: int
    text: str

    @property
    def is_number(self) -> bool:
        """A printed number."""
        return _NUMBER.fullmatch(self.text) is not None

    @property
    def is_value(self) -> bool:
        """A number, a blank or a mark for none."""
        return self.is_number or _MARK.fullmatch(self.text) is not None

    @property
    def value(self) -> Decimal:
        """The printed number, percent not yet divided."""
        return Decimal(self.text.replace(",", "").replace("−", "-").rstrip("%"))


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A row: its label cell (None in a table without labels) and one value cell a column."""

    label: CellText | None
    values: tuple[CellText, ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table put back together; ``columns[i]`` tells what ``row.values[i]`` is; ``line`` is where it begins."""

    columns: tuple[Column | None, ...]
    rows: tuple[FlatRow, ...]
    line: int


def find_tables(text: str, lines: Sequence[Line], lexicon: Lexicon) -> tuple[FlatTable, ...]:
    """All flattened tables of a text that counting settles."""
    found: list[FlatTable] = []
    for first, last in _stretches(text, lines):
        barred = [_split_bars(text, lines[i]) for i in range(first, last)]
        if sum(1 for cells in barred if len(cells) >= 3) >= 2:
            rows = [cells for cells in barred if len(cells) >= 2]
            table = _read_barred(rows, lexicon, first) or _read_tiered(rows, lexicon, first)
        else:
            table = _read_single(list(_single_cells(text, lines[first:last])), lexicon, first)
        if table is not None:
            found.append(table)
    return tuple(found)


def _stretches(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Runs of short lines with numbers among them: (first, one past the last)."""
    start: int | None = None
    for number, line in enumerate([*lines, None]):
        if line is not None and _may_be_cell(text, line):
            start = number if start is None else start
            continue
        if start is not None and _count_numbers(text, lines[start:number]) >= _LEAST_NUMBERS:
            yield start, number
        start = None


def _may_be_cell(text: str, line: Line) -> bool:
    if line.kind in {"blank", "cell"}:
        return True
    content = text[line.start : line.end].strip()
    if line.kind in {"heading", "title"} and len(content) <= _LONG:
        return True
    return len(_split_blanks(content, line.start)) >= 3


def _count_numbers(text: str, lines: Sequence[Line]) -> int:
    return sum(1 for line in lines for cell in _split_bars(text, line) if cell.is_number)


def _split_bars(text: str, line: Line) -> list[CellText]:
    """The cells of one line; bars at its edges count for nothing."""
    cells: list[CellText] = []
    at = line.start
    content = text[line.start : line.end].rstrip()
    if "|" not in content and (spaced := _split_blanks(content, line.start)):
        return spaced
    for part in content.split("|"):
        stripped = part.strip()
        lead = len(part) - len(part.lstrip())
        cells.append(CellText(at + lead, at + lead + len(stripped), "".join(stripped.split())))
        at += len(part) + 1
    while cells and not cells[-1].text:
        cells.pop()
    while cells and not cells[0].text:
        cells.pop(0)
    return cells


def _split_blanks(content: str, start: int) -> list[CellText]:
    """The cells of a row set with blanks: a name and numbers, or three short headings and more; else none."""
    if len(content.split(maxsplit=1)) < 2:
        return []
    if match := _SPACED_ROW.fullmatch(content):
        parts = [match.span("label"), *((match.start("rest") + p.start(), match.start("rest") + p.end())
                                        for p in re.finditer(r"\S+", match["rest"]))]  # fmt: skip
    else:
        parts = [part.span() for part in re.finditer(r"\S+", content)]
        if len(parts) < 3 or not all(_HEADING.fullmatch(content[a:b]) for a, b in parts):
            return []
    return [CellText(start + a, start + b, content[a:b]) for a, b in parts]


def _single_cells(text: str, lines: Sequence[Line]) -> Iterator[CellText]:
    """One cell a line: a line of blanks is a blank cell, an empty line parts cells."""
    for line in lines:
        printed = text[line.start : line.end].rstrip("\n")
        if not printed or (not printed.strip("| ") and "|" in printed):
            continue
        yield from _split_bars(text, line) or [CellText(line.start, line.start, "")]


def _read_barred(rows: list[list[CellText]], lexicon: Lexicon, line: int) -> FlatTable | None:
    """Rows between bars: the first is the header, short rows are aligned at the right (合计 spans its labels)."""
    header = [cell.text for cell in rows[0]]
    if any(cell.is_number for cell in rows[0]):
        return None
    labels = 0
    while labels < len(header) and _is_label_column(rows[1:], labels, len(header)):
        labels += 1
    columns = plan_columns(header[labels:], len(header) - labels, lexicon)
    if columns is None or not labels:
        return None
    read: list[FlatRow] = []
    for row in rows[1:]:
        values = row[-(len(header) - labels) :]
        names = [cell for cell in row[: len(row) - len(values)] if cell.text and not cell.is_number]
        if len(row) > len(header) or not names or not all(cell.is_value for cell in values):
            return None
        read.append(FlatRow(names[-1], tuple(values)))
    return FlatTable(columns, tuple(read), line)


def _read_tiered(rows: list[list[CellText]], lexicon: Lexicon, line: int) -> FlatTable | None:
    """Two header rows over rows of a name and values: the header's words in order settle the columns, if they can."""
    heads = 0
    while heads < len(rows) and not any(cell.is_number for cell in rows[heads]):
        heads += 1
    body = rows[heads:]
    widths = {len(row) for row in body}
    if not heads or len(body) < 1 or len(widths) != 1:
        return None
    width = widths.pop() - 1
    if any(row[0].is_value or not all(cell.is_value for cell in row[1:]) for row in body):
        return None
    words = [cell.text for row in rows[:heads] for cell in row if cell.text]
    columns = plan_columns(words, width, lexicon)
    return FlatTable(columns, tuple(FlatRow(row[0], tuple(row[1:])) for row in body), line) if columns else None


def _is_label_column(rows: Sequence[Sequence[CellText]], column: int, width: int) -> bool:
    """Whether a column holds names, or the running numbers 1, 2, 3 before them."""
    full = [row for row in rows if len(row) == width]
    cells = [row[column] for row in full]
    if not cells:
        return False
    if all(not cell.is_value for cell in cells):
        return True
    return column == 0 and [cell.text for cell in cells] == [str(i) for i in range(1, len(cells) + 1)]


def _read_single(cells: list[CellText], lexicon: Lexicon, line: int) -> FlatTable | None:
    first = next((i for i in range(len(cells) - 1) if not cells[i].is_value and cells[i + 1].is_number), None)
    blank_first = next((i for i in range(len(cells) - 2) if not cells[i].is_value and cells[i + 1].is_value), None)
    if first is None or blank_first is None:
        return None
    rows = list(_rows_from(cells[first:]))
    widths = {len(row.values) for row in rows}
    if len(rows) == 1:
        return _read_unlabelled(cells, first, rows[0], lexicon, line)
    if len(widths) != 1:
        return None
    width = widths.pop()
    columns = plan_columns([cell.text for cell in cells[:first] if cell.text], width, lexicon)
    return FlatTable(columns, tuple(rows), line) if columns and width > 1 else None


def _rows_from(cells: Sequence[CellText]) -> Iterator[FlatRow]:
    """Each name with the values behind it; names without values end the table."""
    label: CellText | None = None
    values: list[CellText] = []
    for cell in cells:
        if cell.is_value:
            values.append(cell)
            continue
        if label is not None and not values:
            return
        if label is not None:
            yield FlatRow(label, tuple(values))
        label, values = cell, []
    if label is not None and values:
        yield FlatRow(label, tuple(values))


def _read_unlabelled(cells: list[CellText], first: int, row: FlatRow, lexicon: Lexicon, line: int) -> FlatTable | None:
    """A header and one row without a name (the whole office's figures)."""
    header = [cell.text for cell in cells[: first + 1] if cell.text]
    columns = plan_columns(header, len(row.values), lexicon)
    return FlatTable(columns, (FlatRow(None, row.values),), line) if columns and len(row.values) > 1 else None
