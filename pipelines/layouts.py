"""What the tables of a submission look like, kept beside what was understood of it.

By it a changed template reads anew the submissions that it touches and no others, and a new file can be compared with
what its office sent before.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipelines.extraction.extract import EXTRACTOR_VERSION
from pipelines.extraction.model import Extraction
from pipelines.extraction.templates.drift import (
    RESEMBLES,
    Change,
    Reference,
    choose_reference,
    find_changes,
    refer_to_shape,
    refer_to_template,
)
from pipelines.extraction.templates.matching import Match, explain_absence, match_template, resemble
from pipelines.extraction.templates.model import TableShape, Template, TemplateBook
from pipelines.reading.model import Reading
from warehouse.archive import Archive, Submission
from warehouse.home import Home

_MOST_TOLD = 3


@cache
def _adapter() -> TypeAdapter[tuple[TableShape, ...]]:
    return TypeAdapter(tuple[TableShape, ...])


def keep_shapes(home: Home, sha256: str, name: str, shapes: tuple[TableShape, ...]) -> None:
    """Keep what a submission's tables look like."""
    path = _path(home, sha256, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(gzip.compress(_adapter().dump_json(shapes), 6, mtime=0))
    temporary.replace(path)


def load_shapes(home: Home, sha256: str, name: str) -> tuple[TableShape, ...] | None:
    """What a submission's tables look like; None where it was not read by this version."""
    try:
        return _adapter().validate_json(gzip.decompress(_path(home, sha256, name).read_bytes()))
    except (OSError, EOFError, zlib.error, ValidationError):
        return None


def mark_layouts(home: Home, sha256: str, name: str, book: TemplateBook) -> str | None:
    """A hash of what the home's own templates change for a submission.

    Returns:
        "" where they change nothing; None where that is not known, since it was not read by this version.
    """
    if not book.own:
        return ""
    shapes = load_shapes(home, sha256, name)
    if shapes is None:
        return None
    said = [match for shape in shapes if (match := _name_match(shape, book)) is not None]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:8] if said else ""


def _name_match(shape: TableShape, book: TemplateBook) -> tuple[object, ...] | None:
    """What applies to a table, None where no template of the home's own has a part in it."""
    match = match_template(shape, book)
    own = {template.id for template in book.own}
    taking = (match.best, *match.rivals)
    if not any(r and r.template.id in own for r in taking):
        return None
    return (shape.locator, *((r.template.source, r.template.mark, r.is_firm) for r in taking if r))


def earlier_shapes(home: Home, *, but: str = "") -> Iterator[tuple[Submission, TableShape]]:
    """The tables of the submissions of a home, the newest quarter first.

    Args:
        home: where.
        but: the hash of a submission to leave out.
    """
    if not home.archive.is_dir():
        return
    for submission in sorted(Archive(home).submissions(), key=lambda s: str(s.quarter or ""), reverse=True):
        if submission.sha256 == but:
            continue
        for shape in load_shapes(home, submission.sha256, submission.name) or ():
            yield submission, shape


@dataclass(frozen=True, slots=True)
class TableDrift:
    """How one table differs from what it resembles.

    ``reference`` is what it was compared with, None where it resembles nothing. ``applied`` is the template that is
    applied to it, ``rivals`` those that fit equally well, so that none is. ``absent`` are templates that resemble it
    and do not apply, the nearest first, with why.
    """

    file: str
    shape: TableShape
    reference: Reference | None
    changes: tuple[Change, ...]
    applied: str | None = None
    rivals: tuple[str, ...] = ()
    absent: tuple[tuple[str, tuple[str, ...]], ...] = ()


def survey_tables(
    reading: Reading, extraction: Extraction, book: TemplateBook, home: Home, *, against: Template | None = None
) -> tuple[TableDrift, ...]:
    """How the tables of a file differ from the layouts that they resemble.

    Args:
        reading: the file, read.
        extraction: what was understood of it.
        book: the templates that hold.
        home: where earlier submissions of the office are looked for.
        against: compare with this template, however little alike it is.
    """
    earlier = () if against else tuple(earlier_shapes(home, but=reading.sha256))
    return tuple(_survey(reading.file, shape, extraction, book, earlier, against) for shape in extraction.shapes)


def _survey(
    file: str,
    shape: TableShape,
    extraction: Extraction,
    book: TemplateBook,
    earlier: Sequence[tuple[Submission, TableShape]],
    against: Template | None,
) -> TableDrift:
    match = match_template(shape, book)
    if against is not None:
        reference: Reference | None = refer_to_template(shape, against)
    else:
        known = [refer_to_template(shape, match.best.template)] if match.best else []
        known += [refer_to_template(shape, template) for template in book.templates]
        known += [refer_to_shape(shape, other, _name(s)) for s, other in earlier if _is_same_office(shape, other)]
        reference = choose_reference(known)
    return TableDrift(
        file,
        shape,
        reference,
        find_changes(shape, reference, extraction.refusals),
        match.best.template.source if match.best else None,
        tuple(r.template.source for r in match.rivals),
        tuple(_explain_absent(shape, book, match, against)),
    )


def _explain_absent(
    shape: TableShape, book: TemplateBook, match: Match, against: Template | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The templates that resemble a table and do not apply, with why; one that is named, whatever it resembles."""
    asked = (against,) if against else book.templates
    alike = [r for r in (resemble(shape, t) for t in asked) if against or r.score >= RESEMBLES]
    taking = {r.template.source for r in (match.best, *match.rivals) if r}
    for one in sorted(alike, key=lambda r: -r.score)[:_MOST_TOLD]:
        template = one.template
        why = explain_absence(shape, template)
        if not why and against and template.source not in {t.source for t in book.templates}:
            why = ("it does not lie in REDLINE_HOME/templates/",)
        elif not why and template.source not in taking and match.best:
            why = (f"{match.best.template.source} fits better",)
        if why:
            yield template.source, why


def _is_same_office(one: TableShape, other: TableShape) -> bool:
    """Whether two tables are of one place."""
    if one.division_code and other.division_code:
        return one.division_code == other.division_code
    return one.place is not None and one.place == other.place


def _name(submission: Submission) -> str:
    return f"{submission.quarter} {submission.name}" if submission.quarter else submission.name


def _path(home: Home, sha256: str, name: str) -> Path:
    named = hashlib.sha256(name.encode()).hexdigest()[:8]
    return home.root / "cache" / sha256[:2] / f"{sha256}-{EXTRACTOR_VERSION}-{named}.shapes.gz"
