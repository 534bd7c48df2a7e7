"""The rows of a table that are laid out when somebody first asks for one: until then a cell costs four bytes.

A large sheet repeats itself: each different cell stands once in a pool, the grid holds numbers that point at it. To
whoever uses them the rows are a tuple of tuples of cells.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from pipelines.reading.model import Cell

Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A grid of cells: ``places`` holds, row by row, each cell's number in ``pool``."""

    pool: Sequence[Cell]
    places: array[int]


class LaidRows(Sequence[Row]):
    """Rows of one width, laid out at the first use.

    Args:
        height: how many rows there are.
        width: how many cells each has.
        lay: gives the layout; called once at most.
        shows: whether any cell holds something.
    """

    __slots__ = ("_lay", "_layout", "_rows", "height", "shows", "width")

    def __init__(self, height: int, width: int, lay: Callable[[], Layout], *, shows: bool) -> None:
        self.height = height
        self.width = width
        self.shows = shows
        self._lay: Callable[[], Layout] | None = lay
        self._layout: Layout | None = None
        self._rows: tuple[Row, ...] | None = None

    def layout(self) -> Layout:
        """The pool of different cells and the numbers that point at them."""
        if self._layout is None:
            if self._lay is None:
                raise RuntimeError("the rows were laid out and their layout let go")
            self._layout, self._lay = self._lay(), None
        return self._layout

    def whole(self) -> tuple[Row, ...]:
        """The rows as a tuple of tuples."""
        if self._rows is None:
            collects = gc.isenabled()
            gc.disable()  # nothing of what is made here can be garbage, and it is much
            try:
                self._rows = self._lay_out()
            finally:
                if collects:
                    gc.enable()
        return self._rows

    def _lay_out(self) -> tuple[Row, ...]:
        layout, width = self.layout(), self.width
        cells = list(map(layout.pool.__getitem__, layout.places))
        starts = range(0, self.height * width, width or 1)
        return tuple([tuple(cells[start : start + width]) for start in starts])

    def __len__(self) -> int:
        """How many rows there are."""
        return self.height

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        """A row, or several as a tuple."""
        return self.whole()[index]

    def __iter__(self) -> Iterator[Row]:
        """The rows in order."""
        return iter(self.whole())

    def __eq__(self, other: object) -> bool:
        """Whether the same cells stand in the same places, laid out or not."""
        if isinstance(other, LaidRows):
            return self.whole() == other.whole()
        return isinstance(other, tuple) and self.whole() == other

    def __hash__(self) -> int:
        """As the tuple of rows."""
        return hash(self.whole())

    def __repr__(self) -> str:
        """As the tuple of rows."""
        return repr(self.whole())

    def __reduce__(self) -> tuple[object, ...]:
        """Kept elsewhere as the tuple of rows."""
        return (tuple, (self.whole(),))
