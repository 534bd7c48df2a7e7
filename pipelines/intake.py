"""From the inbox to the archive: which quarter a file belongs to, and that nothing is lost on the way.

A file leaves the inbox only after its bytes are archived; one that cannot be read is archived with its outcome.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from pipelines.extraction.model import Extraction
from pipelines.reading.bundle import open_files
from pipelines.reading.isolation import IsolatedReader
from pipelines.understanding import Reader, Understood, hash_file, understand
from warehouse.archive import Archive, QuarterBasis
from warehouse.catalogue.model import Catalogue
from warehouse.errors import ReadingError, UsageError
from warehouse.file_names import legible_name
from warehouse.home import Home
from warehouse.quarters import Quarter

CHINA_TIME = timezone(timedelta(hours=8), "Asia/Shanghai")
FIRST_QUARTER = Quarter(1990, 1)
UNASSIGNED = "unassigned"
CLOSING_DAYS = 10
"""In the last days of a quarter a report is taken to be about that quarter, before them about the one that ended."""

_COMMANDED = ".command"
_QUARTER_NAME = re.compile(r"\d{4}[Qq][1-4]")


@dataclass(slots=True)
class Submitted:
    """What ``submit`` did: files put into the inbox, and those that lay there already."""

    files: list[Path] = field(default_factory=list)
    already_there: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Taken:
    """One inbox file, archived."""

    name: str
    sha256: str
    quarter: Quarter
    basis: QuarterBasis
    outcome: str


@dataclass(slots=True)
class IntakeReport:
    """What an intake took in, and what stays in the inbox because it could not be opened."""

    taken: list[Taken] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def check_quarter(quarter: Quarter, today: date) -> Quarter:
    """A quarter that reports can be about.

    Raises:
        UsageError: before 1990, or not yet begun.
    """
    if not FIRST_QUARTER <= quarter <= Quarter.of(today):
        raise UsageError(
            f"{quarter} is no quarter that can be reported",
            next_step=f"name one from {FIRST_QUARTER} to {Quarter.of(today)}",
        )
    return quarter


def submit_paths(home: Home, paths: Sequence[Path], quarter: Quarter | None = None) -> Submitted:
    """Copy files and folders into the inbox, each whole or not at all.

    A folder named like 2024Q1 gives the files below it their quarter, unless ``quarter`` is named. Hidden files are
    left out, and the home itself where it lies in a folder that is submitted. Two files of one name with other bytes
    lie in folders of their own, so that each keeps its name.

    Raises:
        UsageError: for a path that does not exist, or that Redline keeps itself.
        ReadingError: where a folder or a file cannot be opened; before anything is copied, where it is a folder.
    """
    if missing := [p for p in paths if not p.exists()]:
        raise UsageError("no such file or folder", where=str(missing[0]), next_step="check the path")
    if own_paths := [p for p in paths if _is_own(home, p)]:
        raise UsageError(
            "Redline keeps this itself", where=str(own_paths[0]), next_step="name the folder that the reports are in"
        )
    sources = list(walk_files(paths, leave_out=home.root))
    if odd := [p for p in sources if not p.is_file()]:
        raise UsageError("this is no file", where=str(odd[0]), next_step="write its content into a file first")
    submitted = Submitted()
    for source in sources:
        own = quarter or _folder_quarter((*source.absolute().parent.parts,))
        folder = home.inbox / (str(own) if own else UNASSIGNED)
        target, is_new = _place(source, folder)
        (submitted.files if is_new else submitted.already_there).append(target)
        if quarter is not None:
            _marker(target).parent.mkdir(parents=True, exist_ok=True)
            _marker(target).touch()
    return submitted


def take_inbox(
    home: Home,
    catalogue: Catalogue,
    *,
    now: datetime,
    quarters: Sequence[Quarter] = (),
    advance: Callable[[str], None] | None = None,
) -> IntakeReport:
    """Archive what lies in the inbox.

    Args:
        home: where.
        catalogue: the meaning of words, for files whose quarter only their text tells.
        now: the time of arrival, timezone-aware.
        quarters: leave folders of other quarters alone; all are taken where none is named.
        advance: told each file's name, for a progress bar.
    """
    report = IntakeReport()
    archive = Archive(home)
    with IsolatedReader() as reader:
        for path in inbox_files(home):
            placed = _folder_quarter(path.relative_to(home.inbox).parts[:-1])
            if quarters and placed is not None and placed not in quarters:
                continue
            if advance:
                advance(path.name)
            try:
                report.taken += _take(home, archive, path, placed, catalogue, now, reader.read)
            except ReadingError as error:
                report.failed.append(str(error))
    _remove_empty_folders(home.inbox)
    return report


def inbox_files(home: Home) -> tuple[Path, ...]:
    """The files that wait, sorted; hidden ones and those still being copied are not among them."""
    if not home.inbox.is_dir():
        return ()
    return tuple(sorted(walk_files([home.inbox])))


def decide_quarter(understood: Understood, today: date) -> tuple[Quarter, QuarterBasis]:
    """The reporting quarter of a file that neither a command nor a folder assigned.

    In this order: the end of the period that the document prints as its own, in running text not later than its
    publication; the latest end of a period printed with a figure, not later than the publication; the latest
    decision of a penalty list; the quarter that had ended when the document was published (in the last ten days of a
    quarter: that quarter). Else the same rule on the day of arrival. A quarter that has not begun, or before 1990, is
    no reporting quarter.
    """
    if understood.extraction is not None:
        listed = understood.listed.last_day if understood.listed else None
        for quarter in _quarters_in_text(understood.extraction, listed):
            if FIRST_QUARTER <= quarter <= Quarter.of(today):
                return quarter, "text"
    return reported_quarter(today), "arrival"


def reported_quarter(day: date) -> Quarter:
    """The quarter that a report of this day is about: the one that ended, or that ends within ten days."""
    running = Quarter.of(day)
    return running if (running.end - day).days < CLOSING_DAYS else running.previous()


def _quarters_in_text(extraction: Extraction, listed: date | None) -> Iterator[Quarter]:
    context = extraction.context
    limit = context.published_on or date.max
    own = context.period.end if context.period else None
    if own and (own <= limit or own in _ends_of_tables(extraction)):
        yield Quarter.of(own)
    ends = [
        o.period.end
        for o in extraction.observations
        if o.role == "observed" and o.period_basis == "printed" and o.period and o.period.end and o.period.end <= limit
    ]
    if ends:
        yield Quarter.of(max(ends))
    decisions = [c.decision_date for c in extraction.cases if c.status == "accepted" and c.decision_date]
    if listed:
        decisions.append(listed)
    if decisions:
        yield Quarter.of(max(decisions))
    if context.published_on:
        yield reported_quarter(context.published_on)


def _ends_of_tables(extraction: Extraction) -> set[date]:
    """The last days that tables print for their figures: a form may be filed early, or bear a wrong day of filing."""
    told = (o.period for o in extraction.observations if o.method != "prose" and o.role == "observed")
    return {period.end for period in told if period and period.end}


def _take(
    home: Home,
    archive: Archive,
    path: Path,
    placed: Quarter | None,
    catalogue: Catalogue,
    now: datetime,
    read: Reader,
) -> list[Taken]:
    """Archive a file, or each file of a zip bundle as ``bundle.zip/member``; only then does it leave the inbox."""
    marker = _marker(path)
    today = now.astimezone(CHINA_TIME).date()
    taken: list[Taken] = []
    with open_files(path) as files:
        for file in files:
            sha256, name = hash_file(file.path), legible_name(file.name)
            understood = understand(home, file.path, sha256=sha256, name=name, catalogue=catalogue, read=read)
            quarter, basis = decide_quarter(understood, today)
            own = placed or _folder_quarter(file.name.split("/")[:-1])
            if own is not None and FIRST_QUARTER <= own <= Quarter.of(today):
                quarter, basis = own, "command" if marker.exists() else "folder"
            submission = archive.put(file.path, name, quarter, basis, now.astimezone(UTC))
            taken.append(Taken(name, submission.sha256, quarter, basis, understood.outcome))
    path.unlink()
    marker.unlink(missing_ok=True)
    return taken


def walk_files(
    paths: Sequence[Path], *, leave_out: Path | None = None, tell: Callable[[OSError], None] | None = None
) -> Iterator[Path]:
    """All files of files and folders, hidden ones below a folder left out, in a fixed order.

    Args:
        paths: files and folders.
        leave_out: an absolute folder that is not walked where it lies below one of them.
        tell: told of a folder that cannot be opened, and the others are walked; without it that is an error.

    Raises:
        ReadingError: for a folder that cannot be opened, where nobody is told.
    """
    refuse = tell or _refuse_folder
    for root in paths:
        try:
            is_folder = root.is_dir()
        except OSError as error:
            refuse(error)
            continue
        if not is_folder:
            yield root
            continue
        for folder, folders, names in os.walk(root, onerror=refuse):
            here = Path(folder)
            shown = (f for f in folders if not f.startswith("."))
            folders[:] = sorted(f for f in shown if leave_out is None or (here / f).resolve() != leave_out)
            for name in sorted(names):
                if not name.startswith(".") and (path := here / name).is_file():
                    yield path


def _refuse_folder(error: OSError) -> None:
    raise ReadingError(
        f"cannot be opened: {error.strerror}", where=str(error.filename), next_step="check its permissions"
    ) from error


def _is_own(home: Home, path: Path) -> bool:
    """Whether a path is the home or one of the rooms that loads write."""
    rooms = (home.inbox, home.archive, home.evidence, home.staging, home.publications, home.dagster, home.data_docs)
    asked, root = path.resolve(), home.root.resolve()
    return asked == root or any(asked == room or room in asked.parents for room in (root / r.name for r in rooms))


def _folder_quarter(parts: Sequence[str]) -> Quarter | None:
    """The quarter that the nearest folder names."""
    return next((Quarter.parse(part) for part in reversed(parts) if _QUARTER_NAME.fullmatch(part)), None)


def _place(source: Path, folder: Path) -> tuple[Path, bool]:
    """Copy into a folder under the own name; a number names the inner folder where that name is taken."""
    number = 1
    target = folder / source.name
    while target.exists():
        if filecmp.cmp(source, target, shallow=False):
            return target, False
        number += 1
        target = folder / str(number) / source.name
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with source.open("rb") as reading, temporary.open("wb") as writing:
            shutil.copyfileobj(reading, writing, 1 << 20)
            writing.flush()
            os.fsync(writing.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise ReadingError(
            f"cannot be copied: {error.strerror}", where=str(source), next_step="check permissions and free space"
        ) from error
    return target, True


def _marker(target: Path) -> Path:
    """The empty hidden file that says: a command named this file's quarter."""
    return target.parent / _COMMANDED / target.name


def _remove_empty_folders(root: Path) -> None:
    for folder, _, _ in os.walk(root, topdown=False):
        path = Path(folder)
        if path != root and not any(path.iterdir()):
            path.rmdir()
