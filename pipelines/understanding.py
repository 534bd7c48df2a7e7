"""A file's bytes to what is understood of them, kept so that intake and assets read each submission once.

What is kept carries the extractor's version and the file's name in its key: a new version or name reads anew. A file
that cannot be read is understood too: as its outcome, with the reason to tell.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from pipelines.extraction.extract import EXTRACTOR_VERSION, extract_reading
from pipelines.extraction.model import Extraction
from pipelines.reading.evidence import evidence_parts
from pipelines.reading.isolation import read_isolated
from pipelines.reading.model import Reading
from warehouse.archive import Submission
from warehouse.catalogue.model import Catalogue
from warehouse.errors import ExtractionError, ReadingError, WarehouseError
from warehouse.evidence import evidence_path, write_evidence
from warehouse.home import Home

FAILED = "failed"
"""The outcome of a file on which the program itself fails; not kept, so the next load of its quarter tries again."""


class Reader(Protocol):
    """Turns a file into a reading, or raises a ``ReadingError`` whose code is the submission's outcome."""

    def __call__(self, path: Path, *, name: str | None = None) -> Reading:
        """Read one file."""
        ...


@dataclass(frozen=True, slots=True)
class Understood:
    """What one submission says.

    ``outcome`` is a code of the catalogue's submission reasons: ``read``, ``nothing_found`` or why it cannot be read;
    ``detail`` says it in a sentence. ``extraction`` is None where nothing could be read.
    """

    sha256: str
    file: str
    format: str | None
    encoding: str | None
    outcome: str
    detail: str | None
    notes: tuple[str, ...]
    extraction: Extraction | None


@cache
def _adapter() -> TypeAdapter[Understood]:
    return TypeAdapter(Understood)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, read in pieces.

    Raises:
        ReadingError: where the file cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ReadingError(
            f"cannot be opened: {error.strerror}", where=path.name, next_step="check the path and its permissions"
        ) from error


def understand(
    home: Home, path: Path, *, sha256: str, name: str, catalogue: Catalogue, read: Reader = read_isolated
) -> Understood:
    """What a file says, from what is kept or by reading it now; reading also keeps the evidence.

    Args:
        home: where results are kept.
        path: the bytes.
        sha256: their hash.
        name: the file's own name as the office sent it; it may tell place and period.
        catalogue: the meaning of words.
        read: turns the file into a reading; one ``IsolatedReader`` serves many files faster.
    """
    if (known := _find_kept(home, sha256, name)) is not None:
        return known
    understood = _read(home, path, sha256, name, catalogue, read)
    if understood.outcome == FAILED:
        return understood
    kept = _kept_path(home, sha256, name)
    kept.parent.mkdir(parents=True, exist_ok=True)
    temporary = kept.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(gzip.compress(_adapter().dump_json(understood), 6, mtime=0))
    temporary.replace(kept)
    return understood


def understand_archived(home: Home, submission: Submission, catalogue: Catalogue) -> Understood:
    """What an archived submission says; its bytes are checked before they are read.

    Raises:
        WarehouseError: where the bytes are gone or are not what came in: nothing may be loaded from them.
    """
    sha256, name = submission.sha256, submission.name
    if (known := _find_kept(home, sha256, name)) is not None:
        return known
    try:
        is_whole = hash_file(submission.path) == sha256
    except ReadingError:
        is_whole = False
    if not is_whole:
        raise WarehouseError(
            f"the archived bytes of {name} are gone or are not what came in",
            where=str(submission.path),
            next_step="restore the archive folder from its backup, then load again",
        )
    return understand(home, submission.path, sha256=sha256, name=name, catalogue=catalogue)


def _find_kept(home: Home, sha256: str, name: str) -> Understood | None:
    """What is kept of a file, where its evidence is whole too: else both are made anew."""
    return _load(_kept_path(home, sha256, name)) if _is_whole(evidence_path(home, sha256)) else None


def _is_whole(path: Path) -> bool:
    """Whether a compressed file is there and undamaged."""
    size = 0
    try:
        with gzip.open(path) as stream:
            while piece := stream.read(1 << 20):
                size += len(piece)
    except (OSError, EOFError, zlib.error):
        return False
    return size > 0


def _read(home: Home, path: Path, sha256: str, name: str, catalogue: Catalogue, read: Reader) -> Understood:
    try:
        reading = read(path, name=name)
    except ReadingError as error:
        write_evidence(home, sha256, ())
        detail = f"{error.problem}; {error.next_step}" if error.next_step else error.problem
        return Understood(sha256, name, None, None, error.code, detail, (), None)
    write_evidence(home, sha256, evidence_parts(reading))
    try:
        extraction = extract_reading(reading, catalogue)
    except ExtractionError as error:
        return Understood(
            sha256, name, reading.format, reading.encoding, "nothing_found", error.problem, reading.notes, None
        )
    except Exception as error:  # a bug of ours must cost this file's figures, told as such, and no other's
        detail = f"{type(error).__name__}: {error}"
        return Understood(sha256, name, reading.format, reading.encoding, FAILED, detail, reading.notes, None)
    found = bool(extraction.observations or extraction.cases)
    outcome = "read" if found else "nothing_found"
    return Understood(sha256, name, reading.format, reading.encoding, outcome, None, reading.notes, extraction)


def _kept_path(home: Home, sha256: str, name: str) -> Path:
    named = hashlib.sha256(name.encode()).hexdigest()[:8]
    return home.root / "cache" / sha256[:2] / f"{sha256}-{EXTRACTOR_VERSION}-{named}.json.gz"


def _load(path: Path) -> Understood | None:
    """What is kept, or None where nothing is or it cannot be used any more."""
    try:
        return _adapter().validate_json(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error, ValidationError):
        return None
