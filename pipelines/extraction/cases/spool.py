"""Batches that wait for the end of their list: in memory while they are few, else in files.

The files lie in a folder of their own that is gone after use.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

IN_MEMORY = 48 << 20
"""Bytes of batches that wait in memory."""


class Spool:
    """Batches in the order in which they came, to be gone through as often as needed.

    Args:
        in_memory: bytes beyond which they go to files.
    """

    def __init__(self, in_memory: int = IN_MEMORY) -> None:
        self._limit = in_memory
        self._held: list[pl.DataFrame] = []
        self._size = 0
        self._files: list[Path] = []
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def add(self, batch: pl.DataFrame) -> None:
        """Keep a batch."""
        if self._folder is not None:
            self._write(batch)
            return
        self._held.append(batch)
        self._size += int(batch.estimated_size())
        if self._size > self._limit:
            self._folder = tempfile.TemporaryDirectory(prefix="redline-list-")
            held, self._held = self._held, []
            for one in held:
                self._write(one)

    def batches(self, columns: list[str] | None = None) -> Iterator[pl.DataFrame]:
        """Every batch, or these columns of it."""
        for batch in self._held:
            yield batch if columns is None else batch.select(columns)
        for path in self._files:
            yield pl.read_ipc(path, columns=columns)

    def close(self) -> None:
        """Forget all batches."""
        self._held, self._files, self._size = [], [], 0
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _write(self, batch: pl.DataFrame) -> None:
        if self._folder is None:
            return
        path = Path(self._folder.name) / f"{len(self._files)}.arrow"
        batch.write_ipc(path, compression="lz4")
        self._files.append(path)
