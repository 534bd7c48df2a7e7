"""Where everything that Redline writes lives: one folder, ``REDLINE_HOME`` (default ``./data``)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Home:
    """The rooms of a Redline home; nothing is created before it is written to."""

    root: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Home:
        """The home that ``REDLINE_HOME`` names, absolute."""
        return cls(Path(environment.get("REDLINE_HOME") or "data").resolve())

    @property
    def inbox(self) -> Path:
        """Files waiting for the next load: ``inbox/2024Q1/NAME`` or ``inbox/unassigned/NAME``."""
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        """Every submission's bytes under its SHA-256, with a sidecar that says how it came."""
        return self.root / "archive"

    @property
    def evidence(self) -> Path:
        """What each submission reads as, text and cells, for showing a figure where it stands."""
        return self.root / "evidence"

    @property
    def staging(self) -> Path:
        """What assets hand on within a run, a folder a quarter; may be deleted at any time."""
        return self.root / "staging"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file that loads write; nobody else opens it."""
        return self.root / "warehouse.duckdb"

    @property
    def publications(self) -> Path:
        """Immutable copies, a folder a version, and ``current.json`` that points at one."""
        return self.root / "publications"

    @property
    def dagster(self) -> Path:
        """``DAGSTER_HOME``: run history, events, schedules."""
        return self.root / "dagster"

    @property
    def data_docs(self) -> Path:
        """Great Expectations' Data Docs."""
        return self.root / "data_docs"
