"""The files of a zip bundle: which count, what they are called, their bytes; why a bundle itself is no reading.

Names come from strangers: they are shown and stored, never used as paths.
"""

from __future__ import annotations

import os
import re
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO

from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import ENCRYPTED_FLAG

LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
CHUNK = 1 << 20
DRIVE = re.compile(r"[A-Za-z]:")
UNSEEN = re.compile("[\\x00-\\x1f\\x7f\ud800-\udfff]")


def list_members(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of a bundle in the archive's order, without folders, links and what systems leave behind."""
    return [info for info in package.infolist() if not info.is_dir() and not _is_link(info) and not _is_litter(info)]


def member_name(info: zipfile.ZipInfo) -> str:
    """``folder/报表.xlsx``: a member's name without drive, root, ``..`` and control characters; never empty."""
    raw = UNSEEN.sub("", info.filename.replace("\\", "/"))
    parts = [part for part in raw.split("/") if part.strip() not in ("", ".", "..") and not DRIVE.fullmatch(part)]
    return "/".join(parts) or "unnamed"


def unpack_member(package: zipfile.ZipFile, info: zipfile.ZipInfo, out: IO[bytes]) -> None:
    """Write a member's bytes, never more than its directory entry declares: the reader of zip files sees to that.

    Raises:
        UnreadableFileError: ``encrypted``, ``truncated`` where its content is damaged, ``malformed`` for a packing that
            is not known.
    """
    if info.flag_bits & ENCRYPTED_FLAG:
        raise UnreadableFileError("encrypted", "the packed file is protected by a password")
    try:
        with package.open(info) as packed:
            shutil.copyfileobj(packed, out, CHUNK)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
        raise UnreadableFileError("truncated", f"the packed file is damaged ({error})") from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableFileError("malformed", f"the packed file cannot be unpacked ({error})") from error


def refuse_bundle(package: zipfile.ZipFile) -> None:
    """Say why a zip archive of files is no single reading.

    Raises:
        UnreadableFileError: ``empty_file`` without files, ``encrypted`` or ``truncated`` where one of them is, else
            ``unknown_format``.
    """
    members = list_members(package)
    if not members:
        raise UnreadableFileError("empty_file", "the archive holds no files")
    if any(info.flag_bits & ENCRYPTED_FLAG for info in members):
        raise UnreadableFileError("encrypted", "the archive is protected by a password")
    with Path(os.devnull).open("wb") as nowhere:
        for info in members:
            try:
                unpack_member(package, info, nowhere)
            except UnreadableFileError as error:
                raise error.placed_in(member_name(info)) from error
    step = "unpack it and send the files, or submit it as a bundle"
    raise UnreadableFileError("unknown_format", "the file is a zip archive of several files", next_step=step)


def _is_link(info: zipfile.ZipInfo) -> bool:
    return (info.external_attr >> 16) & 0o170000 == 0o120000


def _is_litter(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    return not parts or "__MACOSX" in parts or parts[-1].lower() in LITTER or parts[-1].startswith("~$")
