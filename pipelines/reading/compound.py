"""Compound files (OLE2, ``D0 CF 11 E0``): which streams they hold and the bytes of a stream.

Old xls and doc are such files, and so is every password-protected xlsx or docx (stream ``EncryptedPackage``).
Layout after [MS-CFB].
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from pipelines.reading.outcomes import UnreadableFileError

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
HEADER = 512
FREE = 0xFFFFFFF0
STREAM = 2
ROOT = 5
ENTRY = 128


@dataclass(frozen=True, slots=True)
class Entry:
    """A stream of the file: where it begins and how long it is."""

    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """A compound file's directory, read with bounds: chains that loop or leave the file are refused.

    Args:
        data: the whole file.

    Raises:
        UnreadableFileError: ``truncated`` where sectors lie beyond the end, ``malformed`` where the structure loops.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < HEADER:
            raise UnreadableFileError("truncated", "the file ends within its header")
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise UnreadableFileError("malformed", "the file's sectors have no known size")
        self._sector = 1 << shift
        first_directory, cutoff, first_mini = struct.unpack_from("<I4xII", data, 48)
        self._cutoff = cutoff
        self._table = self._read_table()
        directory = self._read_chain(first_directory)
        entries = [self._read_entry(directory, at) for at in range(0, len(directory) - ENTRY + 1, ENTRY)]
        self.entries = tuple(entry for entry in entries if entry.kind)
        root = next((entry for entry in self.entries if entry.kind == ROOT), None)
        self._mini_table: tuple[int, ...] = ()
        self._mini = b""
        if root and root.size and first_mini < FREE:
            raw = self._read_chain(first_mini)
            self._mini_table = struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
            self._mini = self._read_chain(root.start)

    def has_stream(self, *names: str) -> bool:
        """Whether a stream of one of these names exists."""
        return any(entry.kind == STREAM and entry.name in names for entry in self.entries)

    def read_stream(self, *names: str) -> bytes:
        """The bytes of the first stream that has one of these names; empty where there is none."""
        entry = next((e for name in names for e in self.entries if e.name == name and e.kind == STREAM), None)
        if entry is None:
            return b""
        if entry.size >= self._cutoff:
            content = self._read_chain(entry.start)[: entry.size]
            if len(content) < entry.size:
                raise UnreadableFileError("truncated", "a stream is shorter than it declares", where=entry.name)
            return content
        parts: list[bytes] = []
        sector, seen = entry.start, 0
        while sector < FREE and seen * 64 < entry.size:
            if sector >= len(self._mini_table):
                raise UnreadableFileError("truncated", "a stream leads beyond the end of the file", where=entry.name)
            parts.append(self._mini[sector * 64 : sector * 64 + 64])
            sector = self._mini_table[sector]
            seen += 1
        return b"".join(parts)[: entry.size]

    def _read_sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._data):
            raise UnreadableFileError("truncated", "a part leads beyond the end of the file")
        return self._data[start : start + self._sector]

    def _read_table(self) -> tuple[int, ...]:
        sectors = [number for number in struct.unpack_from("<109I", self._data, 76) if number < FREE]
        following, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._sector)):
            if following >= FREE:
                break
            block = self._read_sector(following)
            numbers = struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
            sectors += [number for number in numbers[:-1] if number < FREE]
            following = numbers[-1]
        if len(sectors) > len(self._data) // self._sector + 1:
            raise UnreadableFileError("malformed", "the file's sector table is longer than the file")
        raw = b"".join(self._read_sector(number) for number in sectors)
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def _read_chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        sector = start
        while sector < FREE:
            if sector >= len(self._table):
                raise UnreadableFileError("truncated", "a chain of sectors leads beyond the end of the file")
            if len(parts) > len(self._table):
                raise UnreadableFileError("malformed", "a chain of sectors runs in a circle")
            parts.append(self._read_sector(sector))
            sector = self._table[sector]
        return b"".join(parts)

    @staticmethod
    def _read_entry(directory: bytes, at: int) -> Entry:
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", errors="replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        return Entry(name, directory[at + 66], start, size)
