"""The archive: every submission's bytes under their SHA-256, with a sidecar that says how they came.

Nothing here reads a file's meaning. Bytes are never changed or deleted; the same bytes twice are one submission with
two arrivals, and which quarter it belongs to does not depend on the order in which they came.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast, get_args

from warehouse.errors import UsageError, WarehouseError
from warehouse.file_names import legible_name
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.whole_files import sync_folder, write_whole

QuarterBasis = Literal["command", "folder", "text", "arrival"]
_STRENGTH: dict[str, int] = {basis: rank for rank, basis in enumerate(get_args(QuarterBasis))}
_CHUNK = 1 << 20
_NAMED_BY_PEOPLE = frozenset({"command", "folder"})


@dataclass(frozen=True, slots=True)
class Arrival:
    """One time that the bytes came in: under which name, when, and for which quarter by what evidence."""

    name: str
    at: datetime
    quarter: str
    quarter_basis: QuarterBasis


@dataclass(frozen=True, slots=True)
class Submission:
    """The bytes that an office sent, named by their SHA-256.

    ``quarter`` is the reporting quarter: a person's assignment, else the arrival with the strongest basis (command,
    folder, text, arrival), the earliest quarter among equals. ``submitted_at`` is the first arrival, UTC.
    """

    sha256: str
    names: tuple[str, ...]
    quarter: str
    quarter_basis: QuarterBasis
    submitted_at: datetime
    path: Path
    size_bytes: int
    arrivals: tuple[Arrival, ...]

    @property
    def name(self) -> str:
        """The name to show: the first in alphabetical order, whatever the order of arrival."""
        return self.names[0]

    @property
    def sent_again(self) -> tuple[tuple[str, str | None], ...]:
        """Under which other names, or for which other quarters that a person named, the same bytes came, sorted."""
        told = {
            (a.name, a.quarter if a.quarter_basis in _NAMED_BY_PEOPLE and a.quarter != self.quarter else None)
            for a in self.arrivals
        }
        return tuple(sorted(told - {(self.name, None)}, key=lambda one: (one[0], one[1] or "")))

    def read_bytes(self) -> bytes:
        """The bytes, checked against their name.

        Raises:
            WarehouseError: where the archive's copy was damaged since.
        """
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise WarehouseError(
                f"the archived bytes of {self.name} cannot be read: {error.strerror}",
                where=self.sha256,
                next_step="restore the archive folder from its backup",
            ) from error
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise WarehouseError(
                f"the archived bytes of {self.name} are not what came in",
                where=self.sha256,
                next_step="restore the archive folder from its backup",
            )
        return data


class Archive:
    """The content store ``archive/ab/<sha256>`` of a home."""

    def __init__(self, home: Home) -> None:
        self._root = home.archive

    def put(
        self, source: bytes | Path, name: str, quarter: Quarter | str, basis: QuarterBasis, at: datetime
    ) -> Submission:
        """Keep the bytes and note this arrival; both writes are whole or absent.

        Args:
            source: the bytes, or a file to copy.
            name: the file's own name as the office sent it.
            quarter: the reporting quarter that this arrival speaks for.
            basis: what told the quarter.
            at: when it arrived, timezone-aware.

        Raises:
            UsageError: for a quarter that is none.
            WarehouseError: where the source cannot be read.
        """
        arrival = Arrival(legible_name(name), _as_utc(at), str(_as_quarter(quarter)), basis)
        self._root.mkdir(parents=True, exist_ok=True)
        sha256, temporary = self._take_in(source, name)
        path = self._path(sha256)
        with self._locked():
            if path.is_file():
                temporary.unlink()
            else:
                path.parent.mkdir(exist_ok=True)
                temporary.chmod(0o444)
                temporary.replace(path)
                sync_folder(path.parent)
            sidecar = self._read_sidecar(sha256) or {"sha256": sha256, "arrivals": [], "assigned": None}
            noted = _arrival_json(arrival)
            if noted not in sidecar["arrivals"]:
                sidecar["arrivals"].append(noted)
                self._write_sidecar(sha256, sidecar)
        return self._submission(sha256, sidecar)

    def assign_quarter(
        self, sha256: str, quarter: Quarter | str, basis: QuarterBasis = "command", at: datetime | None = None
    ) -> Submission:
        """Let a person decide the quarter; that stands against every arrival, past and to come.

        Raises:
            UsageError: for an unknown submission or a quarter that is none.
        """
        wanted = str(_as_quarter(quarter))
        known = self.get(sha256)
        with self._locked():
            sidecar = self._read_sidecar(known.sha256)
            if sidecar is None:
                raise _unknown(sha256)
            decided = _as_utc(at or datetime.now(UTC)).isoformat()
            sidecar["assigned"] = {"quarter": wanted, "quarter_basis": basis, "at": decided}
            self._write_sidecar(known.sha256, sidecar)
        return self._submission(known.sha256, sidecar)

    def submissions(self, quarter: Quarter | str | None = None) -> tuple[Submission, ...]:
        """All submissions, or those of one reporting quarter, sorted by SHA-256."""
        wanted = None if quarter is None else str(_as_quarter(quarter))
        everything = (self._load(path.stem) for path in sorted(self._root.glob("??/*.json")))
        return tuple(s for s in everything if wanted is None or s.quarter == wanted)

    def quarters(self) -> tuple[str, ...]:
        """The reporting quarters that have a submission, earliest first."""
        return tuple(sorted({s.quarter for s in self.submissions()}))

    def get(self, sha256: str) -> Submission:
        """The submission of a SHA-256 or of a prefix that only one has.

        Raises:
            UsageError: where none or several begin so.
        """
        prefix = sha256.strip().lower()
        if not re.fullmatch(r"[0-9a-f]{2,64}", prefix):
            raise _unknown(sha256)
        found = sorted(path.stem for path in self._root.glob(f"{prefix[:2]}/{prefix}*.json"))
        if not found:
            raise _unknown(sha256)
        if len(found) > 1:
            raise UsageError(f"{len(found)} submissions begin with {prefix}", next_step="give more of the id")
        return self._load(found[0])

    def _path(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256

    def _take_in(self, source: bytes | Path, name: str) -> tuple[str, Path]:
        """Stream the source into a temporary file of the archive, hashing on the way."""
        digest = hashlib.sha256()
        with tempfile.NamedTemporaryFile(dir=self._root, prefix=".incoming-", delete=False) as out:
            temporary = Path(out.name)
            try:
                for chunk in _chunks(source):
                    digest.update(chunk)
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            except OSError as error:
                temporary.unlink(missing_ok=True)
                raise WarehouseError(
                    f"the file cannot be archived: {error.strerror}",
                    where=name,
                    next_step="check that it can be read and that the disk has room, then submit it again",
                ) from error
        return digest.hexdigest(), temporary

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._root / ".lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _load(self, sha256: str) -> Submission:
        sidecar = self._read_sidecar(sha256)
        if sidecar is None:
            raise _unknown(sha256)
        return self._submission(sha256, sidecar)

    def _read_sidecar(self, sha256: str) -> dict[str, Any] | None:
        path = self._path(sha256).with_suffix(".json")
        try:
            return cast("dict[str, Any]", json.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise _damaged_note(path) from error

    def _write_sidecar(self, sha256: str, sidecar: dict[str, Any]) -> None:
        text = json.dumps(sidecar, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self._path(sha256).with_suffix(".json"), text.encode())

    def _submission(self, sha256: str, sidecar: dict[str, Any]) -> Submission:
        path = self._path(sha256)
        try:
            arrivals = tuple(
                Arrival(a["name"], datetime.fromisoformat(a["at"]), a["quarter"], a["quarter_basis"])
                for a in sidecar["arrivals"]
            )
            best = min(arrivals, key=_quarter_preference)
            decided = sidecar.get("assigned") or {"quarter": best.quarter, "quarter_basis": best.quarter_basis}
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _damaged_note(path.with_suffix(".json")) from error
        return Submission(
            sha256=sha256,
            names=tuple(sorted({a.name for a in arrivals})),
            quarter=decided["quarter"],
            quarter_basis=decided["quarter_basis"],
            submitted_at=min(a.at for a in arrivals),
            path=path,
            size_bytes=path.stat().st_size if path.is_file() else 0,
            arrivals=arrivals,
        )


def _chunks(source: bytes | Path) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            yield chunk


def _quarter_preference(arrival: Arrival) -> tuple[int, str]:
    return _STRENGTH[arrival.quarter_basis], arrival.quarter


def _arrival_json(arrival: Arrival) -> dict[str, str]:
    return {
        "name": arrival.name,
        "at": arrival.at.isoformat(),
        "quarter": arrival.quarter,
        "quarter_basis": arrival.quarter_basis,
    }


def _as_quarter(quarter: Quarter | str) -> Quarter:
    return quarter if isinstance(quarter, Quarter) else Quarter.parse(quarter)


def _as_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise WarehouseError("a time without its zone cannot be kept", next_step="pass a timezone-aware datetime")
    return moment.astimezone(UTC)


def _damaged_note(path: Path) -> WarehouseError:
    return WarehouseError(
        "the archive's note on this submission is damaged",
        where=str(path),
        next_step="restore the archive folder from its backup",
    )


def _unknown(sha256: str) -> UsageError:
    return UsageError(f"no submission {sha256!r} in the archive", next_step="see `redline status` for what came in")
