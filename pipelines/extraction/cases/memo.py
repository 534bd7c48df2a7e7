"""Reading each distinct text of a column once: what a function says of it is joined back to every row that holds it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

REMEMBERED = 100_000
"""Distinct combinations that are kept from batch to batch; beyond them only the last batch's are."""

Reader = Callable[..., Sequence[Any]]


class Memo:
    """A function of some text columns, as further columns.

    Args:
        keys: the columns that it reads.
        answers: the columns that it gives, with their types.
        read: takes the texts of the keys in order, None for a null, and returns a value for each answer.
    """

    def __init__(self, keys: Sequence[str], answers: Mapping[str, pl.DataType], read: Reader) -> None:
        self._keys = list(keys)
        self._answers = dict(answers)
        self._read = read
        self._known = pl.DataFrame(schema={**dict.fromkeys(self._keys, pl.String()), **self._answers})

    def extend(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with the answers added, rows in their order."""
        asked = frame.select(self._keys).unique()
        new = asked.join(self._known, on=self._keys, how="anti", nulls_equal=True)
        if new.height:
            self._learn(asked, new)
        return frame.join(self._known, on=self._keys, how="left", nulls_equal=True, maintain_order="left")

    def _learn(self, asked: pl.DataFrame, new: pl.DataFrame) -> None:
        said = [self._read(*row) for row in new.iter_rows()]
        columns = {
            name: pl.Series(name, [answer[place] for answer in said], dtype=dtype, strict=True)
            for place, (name, dtype) in enumerate(self._answers.items())
        }
        if self._known.height + new.height > REMEMBERED:
            self._known = self._known.join(asked, on=self._keys, how="semi", nulls_equal=True)
        self._known = pl.concat([self._known, new.with_columns(**columns)])
