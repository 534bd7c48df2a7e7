"""Zip bundles: the files that an office packed together, each a submission of its own.

Names without a UTF-8 mark are GB18030, as Chinese systems write them. A member that is not read gets its own outcome
and does not keep the others from being read; archives inside archives are members that are not read.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.reading.bundle_members import list_members, member_name, unpack_member
from pipelines.reading.limits import Limits
from pipelines.reading.model import Reading
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import open_package
from pipelines.reading.read import DEFAULT_LIMITS, read_file
from pipelines.reading.sniff import ZIP, sniff_package


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A member of a bundle, unpacked: its name ``bundle.zip/folder/报表.xlsx`` and where its bytes are for now."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a bundle held. ``lost`` are the members that could not be unpacked, each with the reason."""

    files: tuple[PackedFile, ...]
    lost: tuple[UnreadableFileError, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a bundle: its name, and either its reading or the reason why there is none."""

    name: str
    reading: Reading | None
    error: UnreadableFileError | None


def is_bundle(path: Path, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Whether a file is a zip archive of files that can be listed; an office document or a damaged archive is none."""
    try:
        with path.open("rb") as stream:
            if not stream.read(4).startswith(ZIP) or path.stat().st_size > limits.max_binary_bytes:
                return False
        with _open_named(path, limits) as package:
            return sniff_package(package) == "zip" and bool(list_members(package))
    except (UnreadableFileError, OSError):
        return False


@contextmanager
def unpack_bundle(path: Path, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Iterator[Unpacked]:
    """The members of a bundle as files of a temporary folder, gone with the ``with`` block.

    Args:
        path: the bundle.
        name: the name under which the office sent it, if not the path's own.
        limits: bounds on members and on what they unpack to, together.

    Raises:
        UnreadableFileError: ``too_large``, ``unsafe``, ``truncated`` for the archive as a whole; ``empty_file``
            without files.
    """
    shown = name or path.name
    with _open_named(path, limits) as package, tempfile.TemporaryDirectory(prefix="redline-bundle-") as folder:
        members = list_members(package)
        if not members:
            raise UnreadableFileError("empty_file", "the archive holds no files", where=shown)
        if len(members) > limits.max_bundle_files:
            raise UnreadableFileError("too_large", f"the archive holds {len(members)} files", where=shown)
        files: list[PackedFile] = []
        lost: list[UnreadableFileError] = []
        for number, info in enumerate(members):
            own = f"{shown}/{member_name(info)}"
            target = Path(folder) / str(number)
            try:
                with target.open("wb") as out:
                    unpack_member(package, info, out)
                files.append(PackedFile(own, target))
            except UnreadableFileError as error:
                target.unlink(missing_ok=True)
                lost.append(error.placed_in(own))
        yield Unpacked(tuple(files), tuple(lost))


def read_bundle(path: Path, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """The readings of a bundle's files, one after the other, in the archive's order, those that are lost at the end.

    Raises:
        UnreadableFileError: as ``unpack_bundle`` does.
    """
    with unpack_bundle(path, name=name, limits=limits) as unpacked:
        for file in unpacked.files:
            try:
                yield Member(file.name, read_file(file.path, name=file.name, limits=limits), None)
            except UnreadableFileError as error:
                yield Member(file.name, None, error)
        for lost in unpacked.lost:
            yield Member(lost.where, None, lost)


@contextmanager
def open_files(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[tuple[PackedFile, ...]]:
    """The files that a file stands for: the members of a bundle, else the file itself under its own name.

    A bundle that cannot be unpacked whole stands for itself as well, so that reading it tells what is wrong with it.
    """
    itself = PackedFile(path.name, path)
    if not is_bundle(path, limits):
        yield (itself,)
        return
    with ExitStack() as stack:
        try:
            unpacked = stack.enter_context(unpack_bundle(path, limits=limits))
        except UnreadableFileError:
            unpacked = Unpacked((), ())
        is_whole = unpacked.files and not unpacked.lost
        yield unpacked.files if is_whole else (*unpacked.files, itself)


def each_file(paths: Iterable[Path], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[PackedFile]:
    """The files that each of some files stands for, in turn; a member is there until the next is asked for."""
    for path in paths:
        with open_files(path, limits=limits) as files:
            yield from files


def _open_named(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The archive with names as Chinese systems write them; those that are no GB18030 stand as they are.

    Raises:
        UnreadableFileError: as ``open_package`` does, ``too_large`` for the file itself.
    """
    if path.stat().st_size > limits.max_binary_bytes:
        raise UnreadableFileError("too_large", "the archive is larger than is read", where=path.name)
    data = path.read_bytes()
    try:
        return open_package(data, limits, member_encoding="gb18030")
    except UnreadableFileError as error:
        if error.code != "truncated":
            raise
        return open_package(data, limits)
