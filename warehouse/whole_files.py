"""Files that a reader sees whole or not at all, and that are on the disk when the call returns."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

_CHUNK = 1 << 20


def write_whole(path: Path, data: bytes) -> None:
    """Write a small file so that a reader sees the old bytes or the new, never half: temporary, fsync, rename."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    temporary = Path(out.name)
    temporary.chmod(0o644)
    temporary.replace(path)
    sync_folder(path.parent)


def copy_whole(source: Path, target: Path) -> str:
    """Copy a file and flush it to the disk; returns the copy's SHA-256."""
    with source.open("rb") as incoming, target.open("wb") as out:
        shutil.copyfileobj(incoming, out, _CHUNK)
        out.flush()
        os.fsync(out.fileno())
    with target.open("rb") as copied:
        return hashlib.file_digest(copied, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """See that a folder's names reach the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
