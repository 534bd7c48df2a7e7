"""The facts of an xls workbook's sheets, from its record stream (BIFF5 and BIFF8).

Layout after [MS-XLS]; only what calamine does not tell is read: formats, formulas, hidden rows and columns, protection.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.reading.draft import check_extent
from pipelines.reading.limits import Limits
from pipelines.reading.number_format import BUILT_IN, GENERAL
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.sheet_facts import SheetFacts, StoredCell

FORMULA, EOF, DATE_MODE, FILE_PASS, COLUMN_INFO, BOUND_SHEET = 0x06, 0x0A, 0x22, 0x2F, 0x7D, 0x85
MULTIPLE_RK, FORMAT_SETTING, LABEL_SST, NUMBER, LABEL, BOOL_ERROR, ROW, RK = (
    0xBD, 0xE0, 0xFD, 0x203, 0x204, 0x205, 0x208, 0x27E,
)  # fmt: skip
FORMAT, BOF, WINDOW_2 = 0x41E, 0x809, 0x23E
BIFF8 = 0x600
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class Globals:
    """What the workbook's global records say of all sheets."""

    version: int = BIFF8
    from_1904: bool = False
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)

    def code_of(self, style: int) -> str:
        """The format code of a cell style by its index."""
        if style >= len(self.styles):
            return GENERAL
        number = self.styles[style]
        return self.formats.get(number) or BUILT_IN.get(number, GENERAL)


def read_biff_facts(stream: bytes, limits: Limits) -> list[SheetFacts]:
    """The facts of each sheet, in the order of the workbook.

    Raises:
        UnreadableFileError: ``encrypted`` with a password, ``truncated`` where a sheet lies beyond the end,
            ``too_large``.
    """
    book = _read_globals(stream)
    facts: list[SheetFacts] = []
    for number, offset in enumerate(book.offsets, 1):
        where = f"sheet {number}"
        if offset + 4 > len(stream):
            raise UnreadableFileError("truncated", "a sheet begins beyond the end of the file", where=where)
        facts.append(_read_sheet(stream, offset, book, limits, where))
    return facts


def _walk_records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        if offset + 4 + length > len(stream):
            raise UnreadableFileError("truncated", "the workbook ends within a record")
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


def _read_globals(stream: bytes) -> Globals:
    book = Globals()
    for kind, body in _walk_records(stream, 0):
        if kind == BOF and len(body) >= 2:
            book.version = struct.unpack_from("<H", body)[0]
        elif kind == FILE_PASS:
            raise UnreadableFileError("encrypted", "the workbook is protected by a password")
        elif kind == DATE_MODE and len(body) >= 2:
            book.from_1904 = body[:2] == b"\x01\x00"
        elif kind == FORMAT and len(body) >= 4:
            number = struct.unpack_from("<H", body)[0]
            book.formats[number] = _read_format(body[2:], book.version)
        elif kind == FORMAT_SETTING and len(body) >= 4:
            book.styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == BOUND_SHEET and len(body) >= 6:
            book.offsets.append(struct.unpack_from("<I", body)[0])
        elif kind == EOF:
            break
    return book


def _read_format(body: bytes, version: int) -> str:
    if version < BIFF8:
        return body[1 : 1 + body[0]].decode("gb18030", errors="replace")
    length, flags = struct.unpack_from("<HB", body)
    if flags & 1:
        return body[3 : 3 + 2 * length].decode("utf-16-le", errors="replace")
    return body[3 : 3 + length].decode("latin-1")


def _read_sheet(stream: bytes, offset: int, book: Globals, limits: Limits, where: str) -> SheetFacts:
    facts = SheetFacts(from_1904=book.from_1904)
    depth = 0
    for kind, body in _walk_records(stream, offset):
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth == 0:
                break
        elif depth == 1:
            _read_record(kind, body, facts, book)
    check_extent(facts.last_row, facts.last_column, limits, where)
    return facts


def _read_record(kind: int, body: bytes, facts: SheetFacts, book: Globals) -> None:
    if kind == ROW and len(body) >= 16:
        row, flags = struct.unpack_from("<H10xI", body)
        if flags & 0x20:
            facts.hidden_rows.add(row + 1)
        return
    if kind == COLUMN_INFO and len(body) >= 10:
        first, last, flags = struct.unpack_from("<HH4xH", body)
        if flags & 1:
            facts.hidden_columns.update(range(first + 1, min(last, 255) + 2))
        return
    if kind == WINDOW_2 and len(body) >= 2:
        facts.hides_zeros = not struct.unpack_from("<H", body)[0] & 0x10
        return
    if kind not in (FORMULA, NUMBER, RK, MULTIPLE_RK, LABEL, LABEL_SST, BOOL_ERROR) or len(body) < 6:
        return
    row, column, style = struct.unpack_from("<HHH", body)
    facts.mark_used(row + 1, column + 1)
    if kind == MULTIPLE_RK:
        _read_run(body, row + 1, column + 1, facts, book)
        return
    stored = _read_single(kind, body, book.code_of(style))
    if stored is not None:
        facts.cells[row + 1, column + 1] = stored


def _read_run(body: bytes, row: int, column: int, facts: SheetFacts, book: Globals) -> None:
    """Numbers of neighbouring cells in one record."""
    for index in range((len(body) - 6) // 6):
        style = struct.unpack_from("<H", body, 4 + index * 6)[0]
        facts.cells[row, column + index] = StoredCell(_read_rk(body, 6 + index * 6), book.code_of(style))
        facts.mark_used(row, column + index)


def _read_single(kind: int, body: bytes, code: str) -> StoredCell | None:
    if kind == NUMBER and len(body) >= 14:
        return StoredCell(repr(struct.unpack_from("<d", body, 6)[0]), code)
    if kind == RK and len(body) >= 10:
        return StoredCell(_read_rk(body, 6), code)
    if kind == FORMULA and len(body) >= 14:
        return _read_result(body, code)
    if kind == BOOL_ERROR and len(body) >= 8 and body[7]:
        return StoredCell(None, error=ERRORS.get(body[6], "#ERROR"))
    return None


def _read_result(body: bytes, code: str) -> StoredCell:
    """A formula's cached result: a number, or text, truth or error where the last two bytes are 0xFFFF."""
    if body[12:14] != b"\xff\xff":
        return StoredCell(repr(struct.unpack_from("<d", body, 6)[0]), code, formula=True)
    if body[6] == 2:
        return StoredCell(None, formula=True, error=ERRORS.get(body[8], "#ERROR"))
    return StoredCell(None, formula=True)


def _read_rk(body: bytes, at: int) -> str:
    """A number in 30 bits: a whole number or the upper half of a double, perhaps times 100."""
    packed = struct.unpack_from("<I", body, at)[0]
    value: float
    if packed & 2:
        value = struct.unpack("<i", struct.pack("<I", packed & 0xFFFFFFFC))[0] >> 2
    else:
        value = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & 0xFFFFFFFC))[0]
    return repr(value / 100 if packed & 1 else value)
