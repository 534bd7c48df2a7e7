"""Workbooks (xlsx) in a stream: one row at a time from the sheet's XML, shared strings packed side by side.

Cells are shown as in the whole reading. Values that lie hidden under merged cells are left out here too.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, NoReturn

from pipelines.reading.draft import check_extent, text_cell
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell, MergedRange
from pipelines.reading.number_format import GENERAL
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import attribute, local_name, open_package_file, parse_xml, read_member, refuse_twins
from pipelines.reading.row import Row
from pipelines.reading.sheet_facts import SheetFacts, StoredCell, show_stored
from pipelines.reading.sheet_xml import (
    TRUE,
    Codes,
    check_row,
    column_number,
    find_main_part,
    read_codes,
    read_relations,
    relation_id,
    to_int,
)

CHUNK = 1 << 20
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"\']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"\']")
LONGEST_MERGE = 200
SURROGATES = range(0xD800, 0xE000)
MAX_MERGED_ROWS = 200_000
DIGITS = "0123456789"
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
Merged = dict[int, list[MergedRange]]
Covered = dict[int, list[tuple[int, int]]]


class SharedStrings:
    """The texts that cells share, packed as UTF-8 side by side: a tenth of what they are as objects."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        """Append one text."""
        self._bytes += text.encode("utf-8")
        self._ends.append(len(self._bytes))

    def cell(self, number: int) -> Cell:
        """The cell that shows a text.

        Raises:
            UnreadableFileError: ``malformed`` for a number that no text has.
        """
        if not 0 <= number < len(self._ends) - 1:
            raise UnreadableFileError("malformed", f"a cell names text {number}, which the workbook does not hold")
        return text_cell(self._bytes[self._ends[number] : self._ends[number + 1]].decode("utf-8"))


def stream_workbook(path: Any, limits: Limits) -> Iterator[Row]:
    """The rows of every worksheet, blank ones between others included.

    Raises:
        UnreadableFileError: for a damaged, protected, unsafe or oversized workbook, where the damage is met.
    """
    with open_package_file(path, limits) as package:
        refuse_twins(package)
        main = find_main_part(package, limits)
        workbook = parse_xml(read_member(package, main, limits), main)
        targets = read_relations(package, main, limits)
        codes = read_codes(package, main, targets, limits)
        strings = _read_strings(package, targets)
        from_1904 = any(attribute(e, "date1904") in TRUE for e in workbook.iter() if local_name(e.tag) == "workbookPr")
        for sheet in (element for element in workbook.iter() if local_name(element.tag) == "sheet"):
            part, kind = targets.get(relation_id(sheet), ("", ""))
            if not part or "worksheet" not in kind:
                continue
            name = attribute(sheet, "name") or ""
            hidden = (attribute(sheet, "state") or "visible") != "visible"
            reader = SheetStream(name, codes, strings, SheetFacts(from_1904=from_1904), hidden=hidden)
            yield from reader.rows(package, part, limits)


class SheetStream:
    """One sheet while it is read.

    Args:
        name: the sheet's name, the locator of its rows.
        codes: number formats by cell style.
        strings: the texts that cells share.
        facts: the calendar, and whether zeros are shown; cells are not kept in it.
        hidden: whether the sheet is hidden.
    """

    def __init__(self, name: str, codes: Codes, strings: SharedStrings, facts: SheetFacts, *, hidden: bool) -> None:
        self._name = name
        self._codes = codes
        self._shared = lru_cache(maxsize=50_000)(strings.cell)
        self._facts = facts
        self._hidden = hidden

    def rows(self, package: zipfile.ZipFile, part: str, limits: Limits) -> Iterator[Row]:
        """The rows of the sheet in order.

        Raises:
            UnreadableFileError: ``malformed`` for rows or cells that are not in order, or broken XML.
        """
        merged, covered = _find_merged(package, part)
        last = stands = 0
        for element in _elements(package, part, ("{*}row", "{*}sheetView")):
            if local_name(element.tag) == "sheetView":
                self._facts.hides_zeros = element.get("showZeros") in {"0", "false"}
                continue
            number = to_int(element.get("r")) or stands + 1
            if number <= last:
                raise UnreadableFileError("malformed", f"row {number} stands after row {last}", where=self._name)
            stands = number
            cells = self._cells(element, number)
            check_extent(number if cells else 1, len(cells), _wide(limits), self._name)
            for blank in range(last + 1, number if cells else last + 1):
                yield Row(self._name, blank, (), self._hidden, tuple(merged.get(blank, ())))
            if cells:
                for left, right in covered.get(number, ()):
                    cells[left - 1 : right] = [BLANK] * len(cells[left - 1 : right])
                hidden = self._hidden or element.get("hidden") in TRUE
                yield Row(self._name, number, tuple(cells), hidden, tuple(merged.get(number, ())))
                last = number

    def _cells(self, row: Any, number: int) -> list[Cell]:
        """The cells of a row from column 1 to its last that holds something."""
        cells: list[Cell] = []
        column = 0
        for item in row:
            if local_name(item.tag) != "c":
                continue
            before, column = column, check_row(item, number, self._name) or column + 1
            if column <= before:
                raise UnreadableFileError("malformed", f"the cells of row {number} are not in order", where=self._name)
            cell = self._cell(item) if len(item) else BLANK
            if cell is not BLANK:
                cells += [BLANK] * (column - 1 - len(cells))
                cells.append(cell)
        return cells

    def _cell(self, item: Any) -> Cell:
        parts = {local_name(child.tag): child for child in item}
        kind, formula = item.get("t") or "n", "f" in parts
        if kind == "inlineStr":
            return text_cell(_text_of(parts["is"])) if "is" in parts else BLANK
        written = parts["v"].text if "v" in parts else None
        if written is None:
            return Cell("", None, True) if formula else BLANK
        if kind == "s":
            return self._shared(to_int(written.strip()) if written.strip().isdigit() else -1)
        if kind == "str":
            text = unescape(written)
            return Cell(text, text, formula) if text.strip() else Cell("", None, True) if formula else BLANK
        if kind == "b":
            return Cell("TRUE" if written == "1" else "FALSE", written == "1", formula)
        if kind == "d":
            return _moment(written, formula=formula)
        style = to_int(item.get("s"))
        code = self._codes[style] if style < len(self._codes) else GENERAL
        stored = StoredCell(None, formula=formula, error=written) if kind == "e" else StoredCell(written, code, formula)
        return show_stored(stored, self._facts)


def unescape(text: str) -> str:
    """Characters that office programs write as ``_x000D_``."""
    return ESCAPE.sub(lambda match: _character(int(match.group(1), 16)), text) if "_x" in text else text


def _character(code: int) -> str:
    return "�" if SURROGATES.start <= code < SURROGATES.stop else chr(code)


def _moment(written: str, *, formula: bool) -> Cell:
    try:
        return Cell(written, datetime.fromisoformat(written), formula)
    except ValueError:
        return Cell(written, written, formula)


def _wide(limits: Limits) -> Limits:
    """The limits of a sheet's shape alone: a stream holds no cells."""
    return Limits(
        max_rows=limits.max_rows, max_columns=limits.max_columns, max_cells=limits.max_rows * limits.max_columns
    )


def _read_strings(package: zipfile.ZipFile, targets: dict[str, tuple[str, str]]) -> SharedStrings:
    strings = SharedStrings()
    part = next((target for target, kind in targets.values() if kind.endswith("/sharedStrings")), "")
    if part and part in package.namelist():
        for element in _elements(package, part, ("{*}si",)):
            strings.add(_text_of(element))
    return strings


def _text_of(element: Any) -> str:
    """The text of a string item: its runs joined, readings (rPh) left out."""
    parts: list[str] = []
    for child in element:
        name = local_name(child.tag)
        if name == "t":
            text = child.text or ""
            parts.append(unescape(text if child.get(PRESERVE) == "preserve" else text.strip(" \t\r\n")))
        elif name == "r":
            parts.append(_text_of(child))
    return "".join(parts)


def _elements(package: zipfile.ZipFile, part: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """The elements of a part as they end, each forgotten after use.

    Raises:
        UnreadableFileError: ``unsafe`` for a document type, ``malformed`` for broken XML, ``truncated``, ``encrypted``.
    """
    from lxml import etree

    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        with package.open(part) as content:
            for _, element in etree.iterparse(content, events=("end",), tag=tags, **options):
                if element.getroottree().docinfo.internalDTD is not None:
                    raise UnreadableFileError("unsafe", "a part declares a document type", where=part)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.XMLSyntaxError, KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        _refuse(part, error)


def _find_merged(package: zipfile.ZipFile, part: str) -> tuple[Merged, Covered]:
    """The merged ranges by their first row, and the columns that they cover in each row.

    They stand behind the rows in the file, so it is looked through first.

    Raises:
        UnreadableFileError: ``unsafe`` for merges that cover more rows than any list has.
    """
    merged: list[MergedRange] = []
    rows, rest = 0, b""
    try:
        with package.open(part) as content:
            while chunk := content.read(CHUNK):
                window = rest + chunk
                end = 0
                for match in MERGE.finditer(window):
                    end = match.end()
                    left, right = column_number(match[1].decode()), column_number(match[3].decode())
                    top, bottom = int(match[2]), int(match[4])
                    rows += bottom - top + 1
                    if rows > MAX_MERGED_ROWS:
                        raise UnreadableFileError("unsafe", f"merged ranges cover more than {rows} rows", where=part)
                    merged.append(MergedRange(top, left, bottom, right))
                rest = window[max(end, len(window) - LONGEST_MERGE) :]
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        _refuse(part, error)
    starting: Merged = defaultdict(list)
    covered: Covered = defaultdict(list)
    for one in sorted(merged, key=lambda m: (m.top, m.left)):
        starting[one.top].append(one)
        for row in range(one.top, one.bottom + 1):
            covered[row].append((one.left + (row == one.top), one.right))
    return starting, covered


def _refuse(part: str, error: Exception) -> NoReturn:
    if isinstance(error, KeyError):
        raise UnreadableFileError("malformed", "the container lacks a part that it needs", where=part) from error
    if isinstance(error, zipfile.BadZipFile | zlib.error | EOFError):
        raise UnreadableFileError("truncated", f"a part of the container is damaged ({error})", where=part) from error
    if isinstance(error, RuntimeError) and "password" in str(error):
        raise UnreadableFileError("encrypted", "the container is protected by a password", where=part) from error
    raise UnreadableFileError("malformed", f"a part cannot be read ({error})", where=part) from error
