"""The cells of an xlsx sheet by pattern, many times faster than by a tree of elements.

Only the plain writing that Excel, WPS and the common libraries produce is taken: every byte of the sheet's data must
match, rows and columns must be in order. Anything else is left to the slower readers (None).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.reading.draft import check_extent
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell
from pipelines.reading.number_format import GENERAL
from pipelines.reading.plain_xml import ENCODING, LISTED, NotPlainError, plain_content, resolve_all, row_is_hidden
from pipelines.reading.shared_texts import SharedTexts
from pipelines.reading.sheet_facts import Position, SheetFacts, StoredCell, show_stored

CELL = (
    rb'<c(?: r="{0}[A-Z]{{1,3}}+){0}[0-9]{{1,7}}+)")(?: s="{0}[0-9]{{1,5}}+)")?+'
    rb'(?: t="{0}s|n|b|e|str|inlineStr)")?+(?: s="{0}[0-9]{{1,5}}+)")?+\s*+'
    rb"(?:/>|>(?:{0}<f)(?: [A-Za-z:]++=\"[^\"<>&]*+\")*+(?:/>|>[^<]*+</f>))?+"
    rb'(?:<v(?: xml:space="preserve")?+>{0}[^<]*+)</v>)?+'
    rb'(?:<is>(?:<t xml:space="preserve">{0}[^<]++)|<t>{0}[^\s<][^<]*+)(?<!\s))</t></is>)?+</c>)\s*+'
)


def _pattern(group: bytes) -> bytes:
    return CELL.replace(b"{0}", group).replace(b"{{", b"{").replace(b"}}", b"}")


ROW = rb"<row((?: [^<>]*?)?)(?:/>|>(.*?)</row>)"
CELLS = re.compile(_pattern(b"("))
ROWS = re.compile(ROW, re.DOTALL)
GRID = re.compile(
    rb"\s*+(?:<row(?: [^<>/]*+)?(?:/>|>\s*+(?:" + _pattern(b"(?:") + rb")*+</row>)\s*+)*+",
)
OPEN, CLOSE, EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
NUMBER = re.compile(rb' r="([0-9]{1,7})"')
MAX_KEPT = 200_000
Key = tuple[bytes, bytes, bytes, bytes]


@dataclass(slots=True)
class ScannedSheet:
    """A sheet's cells, rows as long as they are."""

    rows: list[list[Cell]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    unevaluated: list[Position] = field(default_factory=list)
    last_row: int = 0


def split_sheet(content: bytes) -> tuple[bytes, bytes] | None:
    """A sheet's XML without its data, and the data; None where it is not plainly UTF-8 with one such element."""
    if ENCODING.match(content) or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    start, end = content.find(OPEN), content.rfind(CLOSE)
    if start < 0 or end < start:
        return (content, b"") if content.count(EMPTY) == 1 and b"<!" not in content else None
    before, behind = content[:start], content[end + len(CLOSE) :]
    if b"<!" in before or b"<!" in behind:
        return None
    return before + EMPTY + behind, content[start + len(OPEN) : end]


def scan_rows(
    data: bytes, codes: Sequence[str], texts: SharedTexts, facts: SheetFacts, limits: Limits, where: str
) -> ScannedSheet | None:
    """The cells of a sheet's data, or None where a byte of it is not plain.

    Args:
        data: what stands inside ``sheetData``.
        codes: number formats by cell style.
        texts: the shared texts.
        facts: calendar and zero display of the sheet.
        limits: bounds on the rectangle.
        where: the sheet's name.

    Raises:
        UnreadableFileError: ``too_large``.
    """
    sheet = ScannedSheet()
    scanner = RowScanner(codes, texts, facts)
    width = 0
    try:
        for number, cells in scanner.lines(data, 0, sheet):
            width = max(width, len(cells))
            check_extent(number, width, limits, where)
            sheet.rows.extend([] for _ in range(number - 1 - len(sheet.rows)))
            sheet.rows.append(cells)
    except (NotPlainError, IndexError, UnicodeDecodeError):
        return None
    return sheet


class RowScanner:
    """Builds the cells of rows; equal writings share one cell."""

    def __init__(self, codes: Sequence[str], texts: SharedTexts, facts: SheetFacts) -> None:
        self._codes = codes
        self._texts = texts
        self._facts = facts
        self._columns: dict[bytes, int] = {}
        self._kept: dict[Key, Cell] = {}
        self._find: Callable[[bytes], list[tuple[bytes, ...]]] = CELLS.findall

    def lines(self, data: bytes, after: int, sheet: ScannedSheet) -> Iterator[tuple[int, list[Cell]]]:
        """The number and the cells of each row that holds any; what else is known of the rows goes to ``sheet``.

        Args:
            data: whole rows.
            after: the number of the row before them.
            sheet: where hidden rows and formulas without a value are noted, and the last row's number.

        Raises:
            NotPlainError: where a byte is not plain, or rows or cells are out of order.
            IndexError: where a cell names a text that is not there.
            UnicodeDecodeError: for bytes that are no UTF-8.
        """
        if not GRID.fullmatch(data):
            raise NotPlainError
        resolve_all(data)
        sheet.last_row = after
        for match in ROWS.finditer(data):
            attributes, body = match[1], match[2]
            named = NUMBER.search(attributes)
            number = int(named[1]) if named else sheet.last_row + 1
            others = attributes[: named.start()] + attributes[named.end() :] if named else attributes
            if number <= sheet.last_row:
                raise NotPlainError
            sheet.last_row = number
            if row_is_hidden(others):
                sheet.hidden_rows.add(number)
            cells = self.scan(body, number, sheet.unevaluated) if body else []
            if cells:
                yield number, cells

    def scan(self, body: bytes, row: int, unevaluated: list[Position]) -> list[Cell]:
        """The cells of one row, up to the last that holds something.

        Raises:
            NotPlainError: where a column is not right of the one before, a cell names another row or two styles.
        """
        cells: list[Cell] = []
        columns, kept = self._columns, self._kept
        last = 0
        own, strings = b"%d" % row, self._texts.cells()
        for letters, digits, style, kind, late_style, formula, written, kept_blanks, trimmed in self._find(body):
            column = columns.get(letters) or self._number(letters)
            if column <= last or digits != own or (late_style and style):
                raise NotPlainError
            last = column
            if kind == b"inlineStr":
                written = kept_blanks or trimmed
            elif kept_blanks or trimmed:
                raise NotPlainError
            if not written and not formula:
                continue
            if kind == b"s" and not formula and written.isdigit():
                cell = strings[int(written)]
            else:
                key = (style or late_style, kind, formula, written)
                cell = kept.get(key) or self._build(*key)
                if formula and not written and kind != b"str":
                    unevaluated.append((row, column))
            if column - 1 > len(cells):
                cells += [BLANK] * (column - 1 - len(cells))
            cells.append(cell)
        return cells

    def _number(self, letters: bytes) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + letter - 64
        self._columns[letters] = number
        return number

    def _build(self, style: bytes, kind: bytes, formula: bytes, written: bytes) -> Cell:
        cell = self._make(int(style or b"0"), kind, plain_content(written), is_formula=bool(formula))
        if len(self._kept) > MAX_KEPT:
            self._kept.clear()
        self._kept[style, kind, formula, written] = cell
        return cell

    def _make(self, style: int, kind: bytes, written: str, *, is_formula: bool) -> Cell:
        if not written:
            return Cell("", None, True)
        if kind == b"s":
            strings = self._texts.cells()
            cell = strings[int(written) if written.isdecimal() else len(strings)]
            return Cell(cell.text, cell.value, is_formula)
        if kind == b"str" and written != written.strip():
            raise NotPlainError
        if kind in (b"str", b"inlineStr"):
            blank = Cell("", None, True) if is_formula else BLANK
            return Cell(written, written, is_formula) if written.strip() else blank
        if written.encode() not in LISTED.get(kind, {written.encode()}):
            raise NotPlainError
        if kind == b"b":
            return Cell("TRUE" if written == "1" else "FALSE", written == "1", is_formula)
        if kind == b"e":
            return show_stored(StoredCell(None, formula=is_formula, error=written), self._facts)
        code = self._codes[style] if style < len(self._codes) else GENERAL
        return show_stored(StoredCell(written, code, is_formula), self._facts)
