"""The log of commands: one JSON object a line under the home, for whoever looks after the deployment."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warehouse.home import Home

_KEEP_BYTES = 5_000_000


@contextlib.contextmanager
def open_log() -> Iterator[tuple[Any, Path]]:
    """A structlog logger and the file it writes to; the system's temporary folder where the home cannot be written."""
    import structlog
    from structlog.tracebacks import ExceptionDictTransformer

    from pipelines.instance import log_path

    path = log_path(Home.from_environment())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.stat().st_size > _KEEP_BYTES:
            path.replace(path.with_suffix(".log.1"))
        stream = path.open("a", encoding="utf-8", errors="backslashreplace")
    except OSError:
        path = Path(tempfile.gettempdir()) / "redline.log"
        stream = path.open("a", encoding="utf-8", errors="backslashreplace")
    with stream:
        logger = structlog.wrap_logger(
            structlog.PrintLogger(stream),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
                structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
            ],
        )
        yield logger, path


def write_fault(error: Exception) -> Path:
    """Write an unexpected fault with its traceback.

    Returns:
        The log file.
    """
    with open_log() as (logger, path):
        logger.error("unexpected fault", exc_info=error)
    return path


def write_event(event: str, **values: object) -> None:
    """Write what a command did."""
    with open_log() as (logger, _):
        logger.info(event, **values)
