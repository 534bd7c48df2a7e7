"""The sheets of a receipt that repeat the office's file: its text by lines, its tables and JSON cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from warehouse.evidence import cell_place
from warehouse.receipt.lines import Line
from warehouse.receipt.model import SEVERITY, Mark
from warehouse.receipt.style import Book, display_width, row_height
from warehouse.receipt.wording import say

_TEXT_WIDTHS = (6, 64, 18, 42, 10, 56)
_REMARK_WIDTH = 72
_WIDEST_COLUMN = 30
_WIDEST_SHEET = 400
Place = tuple[int, int]


def write_text(book: Book, title: str, lines: Sequence[Line], marked: dict[str, str]) -> None:
    """A sheet of text lines: the figures coloured in the line, and beside it what each was read as and its verdict.

    Args:
        book: the receipt.
        title: the sheet's name.
        lines: the lines.
        marked: filled with locator to the cell that shows it, for links.
    """
    sheet, name = book.add_sheet(title)
    heads = [say(word, book.language) for word in ("line", "text", "printed", "read_as", "verdict", "remark")]
    book.write_heads(sheet, 0, heads, _TEXT_WIDTHS)
    row = 1
    for number, line in enumerate(lines, 1):
        last = row + max(len(line.spans), 1) - 1
        _write_line(book, sheet, row, last, number, line)
        for offset, span in enumerate(line.spans):
            marked.setdefault(span.mark.locator, f"'{name}'!C{row + offset + 1}")
            _write_mark(book, sheet, row + offset, span.mark)
        _set_heights(sheet, row, line)
        row = last + 1


def _write_line(book: Book, sheet: Any, first: int, last: int, number: int, line: Line) -> None:
    top = book.formats["top"]
    if last > first:
        sheet.merge_range(first, 0, last, 0, number, top)
        sheet.merge_range(first, 1, last, 1, "", top)
    else:
        sheet.write_number(first, 0, number, top)
    pieces = list(line.fragments())
    parts = [part for text, verdict in pieces for part in (book.fonts[verdict], text)]
    if len(pieces) > 1:
        sheet.write_rich_string(first, 1, *parts, top)
    else:
        sheet.write_string(first, 1, line.text, top)


def _write_mark(book: Book, sheet: Any, row: int, mark: Mark) -> None:
    fill = book.fills[mark.verdict]
    for column, text in enumerate((mark.raw, mark.read_as, say(mark.verdict, book.language), mark.opinion), 2):
        sheet.write_string(row, column, text, fill if column != 5 else book.formats["top"])


def _set_heights(sheet: Any, first: int, line: Line) -> None:
    """Rows high enough for the line and for each figure's own words."""
    needed = row_height(line.text, _TEXT_WIDTHS[1])
    own = [
        max(row_height(s.mark.raw, 18), row_height(s.mark.read_as, 42), row_height(s.mark.opinion, 56))
        for s in line.spans
    ] or [needed]
    missing = max(needed - sum(own), 0)
    for offset, height in enumerate(own):
        sheet.set_row(first + offset, min(height + missing / len(own), 400))


def write_table(book: Book, part: Mapping[str, Any], marks: Mapping[Place, list[Mark]], marked: dict[str, str]) -> None:
    """A sheet that repeats a table: every cell where the office has it, coloured, the remarks right of each row.

    Args:
        book: the receipt.
        part: the kept table.
        marks: (row, column) from 0 to what is to be said of the cell.
        marked: filled with locator to the cell that shows it.
    """
    rows: list[list[str]] = part["rows"]
    sheet, name = book.add_sheet(part["locator"])
    width = min(max((len(row) for row in rows), default=1), _WIDEST_SHEET)
    covered = _merge(book, sheet, part, width, marks)
    for r, row in enumerate(rows):
        for c in range(width):
            if (r, c) not in covered:
                text = row[c] if c < len(row) else ""
                sheet.write_string(r, c, text, book.fill_of(marks.get((r, c), ())))
    for (r, c), said in sorted(marks.items()):
        place = f"{column_letters(c)}{r + 1}"
        for mark in said:
            marked.setdefault(mark.locator, f"'{name}'!{place}")
        if (words := "\n".join(m.opinion for m in said if m.remarks)) and c < width:
            sheet.write_comment(r, c, words, {"x_scale": 2.2, "y_scale": 1.2})
    for c in range(width):
        longest = max((display_width(row[c]) for row in rows[:200] if c < len(row)), default=8)
        sheet.set_column(c, c, max(9, min(longest + 2, _WIDEST_COLUMN)))
    _write_remarks(book, sheet, width + 1, marks)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _merge(
    book: Book, sheet: Any, part: Mapping[str, Any], width: int, marks: Mapping[Place, list[Mark]]
) -> set[Place]:
    """Merge what the office merged; returns the cells that need no writing any more."""
    rows: list[list[str]] = part["rows"]
    covered: set[Place] = set()
    for top, left, bottom, right in part.get("merged", ()):
        bottom, right = min(bottom, len(rows)), min(right, width)
        cells = {(r, c) for r in range(top - 1, bottom) for c in range(left - 1, right)}
        if len(cells) < 2 or cells & covered or sum(cell in marks for cell in cells) > 1:
            continue
        text = rows[top - 1][left - 1] if left <= len(rows[top - 1]) else ""
        fill = book.fill_of(marks.get((top - 1, left - 1), ()))
        sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", fill)
        sheet.write_string(top - 1, left - 1, text, fill)
        covered |= cells
    return covered


def _write_remarks(book: Book, sheet: Any, column: int, marks: Mapping[Place, list[Mark]]) -> None:
    sheet.set_column(column, column, _REMARK_WIDTH)
    by_row: dict[int, list[tuple[int, Mark]]] = {}
    for (r, c), said in sorted(marks.items()):
        by_row.setdefault(r, []).extend((c, mark) for mark in said)
    if by_row and min(by_row) > 0:
        sheet.write_string(min(by_row) - 1, column, say("remark", book.language), book.formats["head"])
    for r, said_in_row in by_row.items():
        verdicts = [mark.verdict for _, mark in said_in_row]
        worst = max(verdicts, key=SEVERITY.__getitem__)
        if worst in ("noted", "unfilled") and "accepted" in verdicts:
            worst = "accepted"
        cells: dict[str, list[str]] = {}
        for c, mark in said_in_row:
            if mark.remarks:
                words = f"{say(mark.verdict, book.language)}：{mark.opinion}"
                cells.setdefault(words, []).append(f"{column_letters(c)}{r + 1}")
        told = [f"{' '.join(dict.fromkeys(places))} {words}" for words, places in cells.items()]
        for verdict in ("accepted", "noted"):
            plain = sum(mark.verdict == verdict and not mark.remarks for _, mark in said_in_row)
            if plain:
                told.append(f"{say(verdict, book.language)} {plain}")
        text = "\n".join(told) or say(worst, book.language)
        sheet.write_string(r, column, text, book.fills[worst])
        sheet.set_row(r, min(row_height(text, _REMARK_WIDTH), 400))


def write_tree(book: Book, title: str, value: Any, marks: Mapping[str, list[Mark]], marked: dict[str, str]) -> None:
    """A sheet of a JSON value: a line for each leaf with its path, in the file's order."""
    sheet, name = book.add_sheet(title)
    heads = [say(word, book.language) for word in ("path", "value", "read_as", "verdict", "remark")]
    book.write_heads(sheet, 0, heads, (40, 24, 46, 10, 60))
    row = 1
    for path, leaf in leaves("$", value):
        said = marks.get(path, [])
        marked.update({mark.locator: f"'{name}'!B{row + 1}" for mark in said if mark.locator not in marked})
        sheet.write_string(row, 0, path, book.formats["top"])
        text = leaf if isinstance(leaf, str) else json.dumps(leaf, ensure_ascii=False)
        sheet.write_string(row, 1, text, book.fill_of(said))
        words = [" / ".join(filter(None, column)) for column in zip(*(_words(book, m) for m in said), strict=True)]
        for column, text in enumerate(words, 2):
            sheet.write_string(row, column, text, book.fill_of(said))
        row += 1


def leaves(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Every leaf of a JSON value with its path, as observations are located."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from leaves(f"{path}.{key}", item)
    elif isinstance(value, list) and value:
        for number, item in enumerate(value):
            yield from leaves(f"{path}[{number}]", item)
    else:
        yield path, value


def table_marks(part: Mapping[str, Any], marks: Sequence[Mark]) -> dict[Place, list[Mark]]:
    """The marks that stand in a table, by (row, column) from 0; one of the whole table in its first cell."""
    found: dict[Place, list[Mark]] = {}
    for mark in marks:
        for locator in (mark.locator, *mark.also_at):
            if locator == part["locator"]:
                found.setdefault((0, 0), []).append(mark)
                continue
            place = cell_place(locator)
            if place and place[0] == part["locator"] and place[1] <= len(part["rows"]):
                found.setdefault((place[1] - 1, place[2] - 1), []).append(mark)
    return found


def column_letters(column: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _words(book: Book, mark: Mark) -> tuple[str, str, str]:
    return mark.read_as, say(mark.verdict, book.language), mark.opinion
