"""Publications: immutable, versioned copies of the warehouse, and the pointer to the current one.

A reader opens a publication and nothing else. A copy is written beside, flushed, made read-only and then moved into
place; the pointer is renamed last, so a reader sees the old one or the new one, whole.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.asof import attach_as_of, parse_time
from warehouse.errors import UsageError, WarehouseError
from warehouse.fingerprint import hash_content, hash_file, hash_sources
from warehouse.home import Home
from warehouse.lock import hold_writer_lock
from warehouse.query import lock_down
from warehouse.schema import create_schema, set_clock
from warehouse.store import CONNECTION_LIMITS
from warehouse.tables import load_tables
from warehouse.whole_files import copy_whole, write_whole

_FILE = "warehouse.duckdb"
_READER = {**CONNECTION_LIMITS, "enable_external_access": False, "lock_configuration": True}
"""Given at connecting: within a process, connections to one file share their settings, which are locked by then."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One version: ``path`` is its DuckDB file, ``manifest`` what is in it.

    ``mended`` says what was found damaged where the version was published to take a damaged one's place.
    """

    version: str
    path: Path
    created_at: datetime
    manifest: Mapping[str, Any]
    mended: str = ""


def publish(
    home: Home,
    *,
    at: datetime,
    wait_seconds: float = 0,
    checked: Collection[str] | None = None,
    notes: Mapping[str, Any] | None = None,
) -> Publication | None:
    """Publish the warehouse as it stands; None where the current publication is whole and holds the same.

    Args:
        home: whose warehouse.
        at: the time of publication, timezone-aware.
        wait_seconds: how long to wait for a writer to finish.
        checked: the reporting quarters whose facts have passed their checks; None asks no such thing.
        notes: what the manifest says beside the content, such as by which gate; they alone are no reason to publish.

    Raises:
        WarehouseError: where there is no warehouse yet, a run is writing it, or it holds a quarter that is not checked.
    """
    if not home.warehouse.is_file():
        raise WarehouseError("there is no warehouse to publish", next_step="load something first: redline load")
    with hold_writer_lock(home, wait_seconds):
        facts_of = _checkpoint_and_describe(home)
        if checked is not None:
            _refuse_unchecked(home, facts_of["quarters"], checked)
        damage = find_damage(home)
        if not damage and _published_hash(home) == facts_of["content_hash"]:
            return None
        for abandoned in home.publications.glob(".draft-*"):
            shutil.rmtree(abandoned, ignore_errors=True)
        return replace(_write_version(home, at.astimezone(UTC), {**facts_of, **(notes or {})}), mended=damage)


def find_damage(home: Home) -> str:
    """What is wrong with the current publication, in words; empty where it is whole or there is none yet.

    Its file is held against the size and the hash that its manifest names.
    """
    try:
        standing = current(home)
    except WarehouseError as error:
        return str(error.problem)
    if standing is None:
        return ""
    if not standing.path.is_file():
        return f"the file of publication {standing.version} is gone"
    size, expected = standing.path.stat().st_size, standing.manifest.get("size_bytes")
    if expected is not None and size != expected:
        return f"the file of publication {standing.version} has {size} bytes instead of {expected}"
    if hash_file(standing.path) != standing.manifest.get("sha256"):
        return f"the file of publication {standing.version} is not what was published"
    return ""


def current(home: Home) -> Publication | None:
    """The publication that the pointer names, or None before the first.

    Raises:
        WarehouseError: where the pointer is damaged or names what is not there.
    """
    try:
        pointer = json.loads((home.publications / "current.json").read_text("utf-8"))
        version = str(pointer["version"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(home.publications / "current.json") from error
    return _read(home.publications / version)


def publications(home: Home) -> tuple[Publication, ...]:
    """All publications, newest first."""
    folders = [path.parent for path in home.publications.glob("[!.]*/manifest.json")]
    return tuple(sorted((_read(folder) for folder in folders), key=lambda p: (p.created_at, p.version), reverse=True))


def get_publication(home: Home, version: str) -> Publication:
    """The publication of a version.

    Raises:
        UsageError: where there is none.
    """
    found = [p for p in publications(home) if p.version == version]
    if not found:
        raise UsageError(f"no publication {version!r}", next_step="`redline status` names the current one")
    return found[0]


def open_publication(
    home: Home, version: str | None = None, as_of: datetime | str | None = None
) -> duckdb.DuckDBPyConnection:
    """Open a publication for reading: no writes, no files, no settings.

    Args:
        home: whose publications.
        version: which one; the current one where none is given.
        as_of: show what was known at that time instead of all that the publication holds.

    Raises:
        WarehouseError: where nothing is published yet or the file cannot be opened.
        UsageError: for an unknown version or a text that is no time.
    """
    publication = current(home) if version is None else get_publication(home, version)
    if publication is None:
        raise WarehouseError(
            "nothing is published yet", next_step="submit files and run `redline load`, or try `redline demo`"
        )
    if as_of is None:
        try:
            connection = duckdb.connect(publication.path, read_only=True, config=_READER)
        except duckdb.Error as error:
            raise WarehouseError(
                f"the publication cannot be opened: {str(error).splitlines()[0]}",
                where=str(publication.path),
                next_step="publish again with `redline load`",
            ) from error
    else:
        moment = parse_time(as_of) if isinstance(as_of, str) else as_of
        connection = duckdb.connect(":memory:", config=CONNECTION_LIMITS)
        attach_as_of(connection, publication.path, moment)
        lock_down(connection)
    return connection


def _checkpoint_and_describe(home: Home) -> dict[str, Any]:
    """Write the warehouse's log into its file, and say what is in it."""
    try:
        connection = duckdb.connect(home.warehouse, config=CONNECTION_LIMITS)
    except duckdb.Error as error:
        raise WarehouseError(
            f"the warehouse cannot be opened: {str(error).splitlines()[0]}",
            where=str(home.warehouse),
            next_step="wait until the run that holds it has finished",
        ) from error
    try:
        create_schema(connection)
        described = {
            "quarters": _column(connection, "select distinct quarter from raw.submission where superseded_at is null"),
            "row_counts": {name: _single(connection, f"select count(*) from {name}") for name in load_tables()},  # noqa: S608
            "submissions": _single(connection, "select count(*) from raw.submission where superseded_at is null"),
            "extractor_versions": _column(
                connection, "select distinct extractor_version from core.observation where superseded_at is null"
            ),
            "content_hash": hash_content(connection),
            "source_hash": hash_sources(),
        }
        connection.execute("checkpoint")
    finally:
        connection.close()
    return described


def _refuse_unchecked(home: Home, loaded: Sequence[str], checked: Collection[str]) -> None:
    """Nothing is published while any loaded quarter has not passed its checks."""
    if unchecked := [quarter for quarter in loaded if quarter not in checked]:
        named = " ".join(f"--quarter {quarter}" for quarter in unchecked)
        raise WarehouseError(
            f"nothing is published: {', '.join(unchecked)} was loaded but its facts were not checked",
            where=str(home.warehouse),
            next_step=f"redline load {named}",
        )


def _published_hash(home: Home) -> str | None:
    """The content hash of the current publication, which is whole; None where there is none."""
    before = current(home)
    content_hash: str | None = before.manifest.get("content_hash") if before else None
    return content_hash


def _write_version(home: Home, at: datetime, described: dict[str, Any]) -> Publication:
    version = f"{at:%Y%m%dT%H%M%SZ}-{described['content_hash'][:8]}"
    folder = home.publications / version
    draft = home.publications / f".draft-{version}"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    copy_whole(home.warehouse, draft / _FILE)
    _fix_time(draft / _FILE, at)
    (draft / _FILE).chmod(0o444)
    manifest = {
        "version": version,
        "created_at": at.isoformat(),
        "size_bytes": (draft / _FILE).stat().st_size,
        "sha256": hash_file(draft / _FILE),
        **described,
    }
    write_whole(draft / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    if folder.exists():
        shutil.rmtree(folder)
    draft.replace(folder)
    pointer = {"version": version, "created_at": at.isoformat()}
    write_whole(home.publications / "current.json", json.dumps(pointer).encode())
    return Publication(version, folder / _FILE, at, manifest)


def _fix_time(path: Path, at: datetime) -> None:
    """Make a copy speak for the time of its publication, and see that it reaches the disk."""
    path.chmod(0o644)
    try:
        with duckdb.connect(path, config=CONNECTION_LIMITS) as connection:
            set_clock(connection, at)
            connection.execute("checkpoint")
    except duckdb.Error as error:
        raise WarehouseError(
            f"the copy cannot be finished: {str(error).splitlines()[0]}",
            where=str(path),
            next_step="free disk if that is what lacks, then `redline load` again",
        ) from error
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _read(folder: Path) -> Publication:
    try:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        created_at = datetime.fromisoformat(manifest["created_at"])
        return Publication(str(manifest["version"]), folder / _FILE, created_at, manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder) from error


def _damaged(path: Path) -> WarehouseError:
    return WarehouseError(
        "the publication is damaged or gone", where=str(path), next_step="publish again with `redline load`"
    )


def _column(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    return sorted(row[0] for row in connection.execute(sql).fetchall())


def _single(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0
