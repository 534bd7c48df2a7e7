"""A file's bytes to what is understood of them, kept so that intake and assets read each submission once.

What is kept carries the extractor's version, the file's name and the templates that touch it in its key: a new one
reads anew. A file that cannot be read is understood too: as its outcome, with the reason to tell.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol

from pydantic import TypeAdapter, ValidationError

from pipelines.extraction.extract import EXTRACTOR_VERSION, extract_reading
from pipelines.extraction.model import Extraction
from pipelines.extraction.templates.book import load_book
from pipelines.extraction.templates.model import TemplateBook
from pipelines.large_lists import ListedCases, is_kept, understand_large
from pipelines.layouts import keep_shapes, mark_layouts
from pipelines.reading.evidence import evidence_parts
from pipelines.reading.isolation import read_isolated
from pipelines.reading.model import Reading
from warehouse.archive import Submission
from warehouse.catalogue.model import Catalogue
from warehouse.errors import ExtractionError, ReadingError, WarehouseError
from warehouse.evidence import evidence_path, write_evidence
from warehouse.home import Home
from warehouse.receipt.refusals import keep_refusals

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
    ``detail`` says it in a sentence. ``extraction`` is None where nothing could be read. The cases of a large list are
    not in it: ``listed`` says where they are.
    """

    sha256: str
    file: str
    format: str | None
    encoding: str | None
    outcome: str
    detail: str | None
    notes: tuple[str, ...]
    extraction: Extraction | None
    listed: ListedCases | None = None

    @property
    def case_count(self) -> int:
        """How many penalty cases the submission holds."""
        held = len(self.extraction.cases) if self.extraction else 0
        return held + (self.listed.count if self.listed else 0)


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
    book = load_book(catalogue, home)
    if (known := _find_kept(home, sha256, name, book)) is not None:
        return known
    understood = _read(home, path, sha256, name, catalogue, read, book)
    if understood.outcome == FAILED:
        return understood
    understood = _part_shapes(home, understood)
    _keep_refused(home, understood)
    kept = _kept_path(home, sha256, name, mark_layouts(home, sha256, name, book) or "")
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
    if (known := _find_kept(home, sha256, name, load_book(catalogue, home))) is not None:
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


def _find_kept(home: Home, sha256: str, name: str, book: TemplateBook) -> Understood | None:
    """What is kept of a file under these templates, where its evidence is whole too: else both are made anew."""
    mark = mark_layouts(home, sha256, name, book)
    if mark is None or not _is_whole(evidence_path(home, sha256)):
        return None
    known = _load(_kept_path(home, sha256, name, mark))
    if known is None or (known.listed is not None and not is_kept(home, known.listed)):
        return None
    _keep_refused(home, known)
    return known


def _keep_refused(home: Home, understood: Understood) -> None:
    """Keep what was refused for receipts, which read no files."""
    keep_refusals(home, understood.sha256, understood.extraction.refusals if understood.extraction else ())


def _part_shapes(home: Home, understood: Understood) -> Understood:
    """Keep what a file's tables look like apart, since templates are matched by it before the rest is needed."""
    found = understood.extraction
    keep_shapes(home, understood.sha256, understood.file, found.shapes if found else ())
    return replace(understood, extraction=replace(found, shapes=())) if found else understood


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


def _read(
    home: Home, path: Path, sha256: str, name: str, catalogue: Catalogue, read: Reader, book: TemplateBook
) -> Understood:
    try:
        if (listed := _read_large(home, path, sha256, name, catalogue)) is not None:
            return listed
        reading = read(path, name=name)
    except ReadingError as error:
        write_evidence(home, sha256, ())
        detail = f"{error.problem}; {error.next_step}" if error.next_step else error.problem
        return Understood(sha256, name, None, None, error.code, detail, (), None)
    write_evidence(home, sha256, evidence_parts(reading))
    try:
        extraction = extract_reading(reading, catalogue, book)
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


def _read_large(home: Home, path: Path, sha256: str, name: str, catalogue: Catalogue) -> Understood | None:
    """What a large penalty list says; None where the file is none.

    Raises:
        ReadingError: whose code is the submission's outcome.
    """
    try:
        large = understand_large(home, path, sha256, name, _mark_name(name), catalogue)
    except ReadingError:
        raise
    except Exception as error:  # a bug of ours must cost this file's cases, told as such, and no other's
        write_evidence(home, sha256, ())
        detail = f"{type(error).__name__}: {error}"
        return Understood(sha256, name, None, None, FAILED, detail, (), None)
    if large is None:
        return None
    write_evidence(home, sha256, ())
    found = Extraction(large.context, refusals=large.refusals)
    outcome = "read" if large.cases.count else "nothing_found"
    return Understood(sha256, name, large.format, large.encoding, outcome, None, (), found, large.cases)


def _kept_path(home: Home, sha256: str, name: str, layouts: str) -> Path:
    """Where it is kept: by name, extractor, and what the home's own templates say of it."""
    named = "-".join(x for x in (_mark_name(name), layouts) if x)
    return home.root / "cache" / sha256[:2] / f"{sha256}-{EXTRACTOR_VERSION}-{named}.json.gz"


def _mark_name(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def _load(path: Path) -> Understood | None:
    """What is kept, or None where nothing is or it cannot be used any more."""
    try:
        return _adapter().validate_json(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, zlib.error, ValidationError):
        return None
