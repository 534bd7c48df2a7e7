"""Zip bundles: the files that an office packed together, each read on its own.

A member that is not read gets its own outcome and does not keep the others from being read. Archives inside archives
are refused.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipelines.reading.limits import Limits
from pipelines.reading.model import Reading
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import open_package, read_member
from pipelines.reading.read import DEFAULT_LIMITS, read_bytes
from pipelines.reading.sniff import sniff_binary, sniff_package

LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a bundle: its name there, its bytes, and either its reading or the reason why there is none."""

    name: str
    data: bytes
    reading: Reading | None
    error: UnreadableFileError | None


def is_bundle(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Whether bytes are a zip archive of files, not an office document.

    Raises:
        UnreadableFileError: where the archive cannot be opened.
    """
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    with open_package(data, limits) as package:
        return sniff_package(package) == "zip"


def read_bundle(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """The files of a bundle, one after the other, in the archive's order.

    Names without a UTF-8 mark are GB18030, as Chinese systems write them.

    Raises:
        UnreadableFileError: ``too_large``, ``unsafe``, ``truncated`` for the archive as a whole; ``empty_file``
            without files.
    """
    if path.stat().st_size > limits.max_binary_bytes:
        raise UnreadableFileError("too_large", "the archive is larger than is read", where=path.name)
    with _open_named(path.read_bytes(), limits) as package:
        names = [info.filename for info in package.infolist() if not info.is_dir() and not _is_litter(info.filename)]
        if not names:
            raise UnreadableFileError("empty_file", "the archive holds no files", where=path.name)
        if len(names) > limits.max_bundle_files:
            raise UnreadableFileError("too_large", f"the archive holds {len(names)} files", where=path.name)
        for name in names:
            yield _read_one(package, name, limits)


def _open_named(data: bytes, limits: Limits) -> zipfile.ZipFile:
    try:
        return open_package(data, limits, member_encoding="gb18030")
    except UnreadableFileError as error:
        if error.code != "truncated":
            raise
        return open_package(data, limits)


def _read_one(package: zipfile.ZipFile, name: str, limits: Limits) -> Member:
    shown = PurePosixPath(name.replace("\\", "/")).name
    data = b""
    try:
        data = read_member(package, name, limits)
        if sniff_binary(data) == "zip" and is_bundle(data, limits):
            raise UnreadableFileError("unknown_format", "an archive inside an archive is not read")
        return Member(name, data, read_bytes(data, shown, limits=limits), None)
    except UnreadableFileError as error:
        return Member(name, data, None, error.placed_in(shown))


def _is_litter(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "__MACOSX" in parts or parts[-1].lower() in LITTER or parts[-1].startswith("~$")
