"""The places of a file that the reader refused, kept by submission: a publication has only what was understood.

Written when a submission is read; read by the dashboard's receipts, which parse no files.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from warehouse.errors import WarehouseError
from warehouse.home import Home


class Refused(Protocol):
    """A place that looks like a figure or a header but was not understood, with the code of the reason."""

    @property
    def locator(self) -> str:
        """Where it stands."""

    @property
    def raw(self) -> str:
        """What stands there."""

    @property
    def reason(self) -> str:
        """A code of the catalogue's reasons."""


@dataclass(frozen=True, slots=True)
class RefusedPlace:
    """A refused place as it is kept."""

    locator: str
    raw: str
    reason: str


def keep_refusals(home: Home, sha256: str, refusals: Iterable[Refused]) -> None:
    """Keep a submission's refused places, in place of those kept before; the same ones are not written again.

    Args:
        home: where.
        sha256: the submission.
        refusals: in the file's order; none is kept too, since it says that nothing was refused.
    """
    path = _path(home, sha256)
    payload = gzip.compress(
        json.dumps([[r.locator, r.raw, r.reason] for r in refusals], ensure_ascii=False).encode(), 6, mtime=0
    )
    if path.is_file() and path.read_bytes() == payload:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_bytes(payload)
    temporary.replace(path)


def read_refusals(home: Home, sha256: str) -> tuple[RefusedPlace, ...] | None:
    """A submission's refused places; None where they were not kept.

    Raises:
        WarehouseError: where what is kept is damaged.
    """
    path = _path(home, sha256)
    if not path.is_file():
        return None
    try:
        found: list[list[str]] = json.loads(gzip.decompress(path.read_bytes()))
        return tuple(RefusedPlace(locator, raw, reason) for locator, raw, reason in found)
    except (OSError, EOFError, ValueError, TypeError, zlib.error) as error:
        raise WarehouseError(
            "the kept refusals are damaged", where=str(path), next_step="load the quarter again"
        ) from error


def _path(home: Home, sha256: str) -> Path:
    """One file a submission."""
    return home.root / "refusals" / sha256[:2] / f"{sha256}.json.gz"
