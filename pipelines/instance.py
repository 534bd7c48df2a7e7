"""The Dagster home of a Redline home: its folder, its settings, and where the log of loads goes.

Plain files only; Dagster itself is imported by those who run it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from warehouse.home import Home

SETTINGS: dict[str, Any] = {
    "telemetry": {"enabled": False},
    "concurrency": {"pools": {"default_limit": 1}, "runs": {"max_concurrent_runs": 2}},
    "run_monitoring": {"enabled": True, "start_timeout_seconds": 180, "cancel_timeout_seconds": 180},
}
"""What ``dagster.yaml`` at the top of the project says too."""


def prepare_dagster_home(home: Home) -> Path:
    """Make the folder and its ``dagster.yaml`` with an absolute place for the run history; an own one is left alone."""
    folder = home.dagster
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dagster.yaml"
    if not path.exists():
        settings = {"storage": {"sqlite": {"base_dir": str(folder)}}, **SETTINGS}
        path.write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    return folder


def log_path(home: Home) -> Path:
    """Where loads and unexpected faults are written down."""
    return home.root / "logs" / "redline.log"
