"""A large xlsx sheet as a grid of numbers that point at its cells, which are made when they are first asked for.

Pieces of the sheet in the plainest writing are surveyed; the others are read cell by cell. Either way every byte is
looked at, so that nothing is left to be refused later.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from pipelines.reading.draft import check_extent
from pipelines.reading.laid_rows import LaidRows, Layout
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell, MergedRange
from pipelines.reading.number_format import GENERAL
from pipelines.reading.plain_xml import NotPlainError, resolve_references
from pipelines.reading.shared_texts import SharedTexts
from pipelines.reading.sheet_facts import PLAIN_NUMBER, SheetFacts, StoredCell, show_new
from pipelines.reading.sheet_octets import Ints, locate_writings
from pipelines.reading.sheet_scan import RowScanner, ScannedSheet
from pipelines.reading.sheet_survey import Survey, Surveyor, Tail

PIECE = 1 << 19
ROW_END = b"</row>"


@dataclass(slots=True)
class SheetGrid:
    """A sheet's cells by number: 0 is blank, then the shared texts, then the writings, then cells ready made.

    ``tails``, ``starts`` and ``lengths`` tell of each writing where in ``data`` it stands and in which style.
    """

    data: bytes
    grid: Ints
    texts: SharedTexts
    kinds: Sequence[Tail]
    tails: Ints
    starts: Ints
    lengths: Ints
    ready: Sequence[Cell]
    codes: Sequence[str]
    facts: SheetFacts

    def clear(self, merged: Sequence[MergedRange]) -> int:
        """Blank what merged ranges cover; how many values stood there, which nobody sees."""
        height, width = self.grid.shape
        leftover = 0
        for merge in merged:
            if merge.top > height or merge.left > width:
                continue
            covered = self.grid[merge.top - 1 : merge.bottom, merge.left - 1 : merge.right]
            first = int(covered[0, 0])
            covered[0, 0] = 0
            if covered.any():
                leftover += sum(self._holds_value(int(number)) for number in covered[covered > 0])
                covered[:] = 0
            covered[0, 0] = first
        return leftover

    def rows(self) -> LaidRows:
        """The rows, laid out when they are asked for."""
        height, width = self.grid.shape
        return LaidRows(height, width, self._lay, shows=self._shows())

    def _shows(self) -> bool:
        texts = len(self.texts.texts)
        if (self.grid > texts).any():
            return True
        return any(self.texts.texts[number - 1].strip() for number in np.unique(self.grid).tolist() if number)

    def _holds_value(self, number: int) -> bool:
        texts, writings = len(self.texts.texts), len(self.starts)
        if number <= texts:
            return bool(self.texts.texts[number - 1].strip())
        return number <= texts + writings or self.ready[number - texts - writings - 1].value not in (None, "")

    def _lay(self) -> Layout:
        """The pool of the cells that are used, equal writings once, and the grid in its numbers."""
        texts = len(self.texts.texts)
        distinct, same = locate_writings(self.data, self.tails, self.starts, self.lengths)
        shown = self._show(distinct)
        renumbered = np.concatenate(
            [np.arange(texts + 1), same + texts + 1, np.arange(len(self.ready)) + texts + 1 + len(shown)]
        )
        pool = [BLANK, *self.texts.cells(), *shown, *self.ready]
        places = renumbered[self.grid.ravel()]
        used = np.zeros(len(pool), bool)
        used[places] = True
        compact = (np.cumsum(used) - 1).astype(np.uint32)
        kept = np.flatnonzero(used).tolist()
        indexes = array("I")
        indexes.frombytes(compact[places].tobytes())
        return Layout([pool[number] for number in kept], indexes)

    def _show(self, places: Sequence[tuple[int, int, int]]) -> list[Cell]:
        """The cell of each writing; most are plain numbers in no format, which show as they are written."""
        data, cells = self.data, []
        as_written = [self._shows_as_written(kind) for kind in self.kinds]
        for tail, start, length in places:
            written = data[start : start + length].decode("utf-8")
            if as_written[tail] and PLAIN_NUMBER.fullmatch(written):
                cells.append(Cell(written, Decimal(written)))
            else:
                cells.append(self._show_formatted(self.kinds[tail], written))
        return cells

    def _shows_as_written(self, kind: Tail) -> bool:
        return self._code(kind) == GENERAL and not kind.formula and not self.facts.hides_zeros

    def _code(self, kind: Tail) -> str:
        """The number format of a cell; empty for one that holds no number."""
        if kind.kind not in (b"", b"n"):
            return ""
        return self.codes[kind.style] if kind.style < len(self.codes) else GENERAL

    def _show_formatted(self, kind: Tail, written: str) -> Cell:
        text = resolve_references(written) if "&" in written else written
        if kind.kind in (b"str", b"inlineStr"):
            return Cell(text, text, kind.formula)
        if kind.kind == b"b":
            return Cell("TRUE" if text == "1" else "FALSE", text == "1", kind.formula)
        if kind.kind == b"e":
            return show_new(StoredCell(None, formula=kind.formula, error=text), self.facts)
        return show_new(StoredCell(text, self._code(kind), kind.formula), self.facts)


@dataclass(slots=True)
class GridBuilder:
    """Gathers the pieces of a sheet."""

    scanner: RowScanner
    surveyor: Surveyor = field(default_factory=Surveyor)
    surveys: list[Survey] = field(default_factory=list)
    ready: list[Cell] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    loose: list[tuple[int, int, int]] = field(default_factory=list)
    seen: ScannedSheet = field(default_factory=ScannedSheet)

    def add(self, piece: bytes, offset: int) -> None:
        """Take a piece of the sheet.

        Raises:
            NotPlainError: where a byte of it is not plain.
            IndexError: where a cell names a text that is not there.
            UnicodeDecodeError: for bytes that are no UTF-8.
        """
        survey = self.surveyor.survey(piece, offset, self.seen.last_row)
        if survey is not None:
            self.surveys.append(survey)
            self.seen.last_row = survey.last_row
            self.seen.hidden_rows |= survey.hidden_rows
            return
        for row, cells in self.scanner.lines(piece, self.seen.last_row, self.seen):
            for column, cell in enumerate(cells, 1):
                if cell is not BLANK or column == len(cells):
                    self.loose.append((row, column, self._ready(cell)))

    def _ready(self, cell: Cell) -> int:
        number = self.numbers.get(id(cell))
        if number is None:
            number = self.numbers[id(cell)] = len(self.ready)
            self.ready.append(cell)
        return number


def build_grid(
    data: bytes, codes: Sequence[str], texts: SharedTexts, facts: SheetFacts, limits: Limits, where: str
) -> SheetGrid | None:
    """The grid of a sheet's data, or None where a byte of it is not plain.

    Args:
        data: what stands inside ``sheetData``.
        codes: number formats by cell style.
        texts: the shared texts.
        facts: calendar and zero display of the sheet; hidden rows and formulas without a value are put into it.
        limits: bounds on the rectangle.
        where: the sheet's name.

    Raises:
        UnreadableFileError: ``too_large``.
    """
    builder = GridBuilder(RowScanner(codes, texts, facts))
    try:
        for offset, piece in _pieces(data):
            builder.add(piece, offset)
    except (NotPlainError, IndexError, UnicodeDecodeError):
        return None
    facts.hidden_rows, facts.unevaluated = builder.seen.hidden_rows, builder.seen.unevaluated
    return _assemble(builder, data, codes, texts, facts, limits, where)


def _pieces(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Whole rows at a time, with where they begin."""
    at = 0
    while at < len(data):
        end = data.find(ROW_END, at + PIECE)
        end = len(data) if end < 0 else end + len(ROW_END)
        yield at, data[at:end]
        at = end


def _assemble(
    builder: GridBuilder,
    data: bytes,
    codes: Sequence[str],
    texts: SharedTexts,
    facts: SheetFacts,
    limits: Limits,
    where: str,
) -> SheetGrid | None:
    surveys, count = builder.surveys, len(texts.texts)
    loose = np.array(builder.loose, np.int64).reshape(-1, 3)
    rows = np.concatenate([loose[:, 0], *(s.rows for s in surveys)])
    columns = np.concatenate([loose[:, 1], *(s.columns for s in surveys)])
    shared = np.concatenate([np.zeros(0, np.int64), *(s.texts for s in surveys)])
    height, width = int(rows.max(initial=0)), int(columns.max(initial=0))
    check_extent(height, width, limits, where)
    if int(shared.max(initial=-1)) >= count:
        return None
    written = np.flatnonzero(shared < 0)
    numbers = shared + 1
    numbers[written] = np.arange(len(written)) + count + 1
    grid = np.zeros((height, width), np.int32)
    grid[rows - 1, columns - 1] = np.concatenate([loose[:, 2] + count + len(written) + 1, numbers])
    tails, starts, lengths = (
        np.concatenate([np.zeros(0, np.int64), *(part[s.texts < 0] for s, part in parts)])
        for parts in (
            [(s, s.tails) for s in surveys],
            [(s, s.starts) for s in surveys],
            [(s, s.lengths) for s in surveys],
        )
    )
    kinds = tuple(builder.surveyor.tails)
    return SheetGrid(data, grid, texts, kinds, tails, starts, lengths, builder.ready, codes, facts)
