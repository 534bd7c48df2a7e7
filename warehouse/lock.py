"""The writer's lock: one process at a time changes the warehouse, the others are told so.

Held by ``flock`` on a file beside the warehouse, so that a process that dies gives it up.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from warehouse.errors import WarehouseError
from warehouse.home import Home

_PAUSE_SECONDS = 0.2


@contextmanager
def hold_writer_lock(home: Home, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the right to write a home's warehouse.

    Args:
        home: whose warehouse.
        wait_seconds: how long to wait for another writer to finish; 0 tells at once.

    Raises:
        WarehouseError: where another run holds it, also one of this process.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    path = home.root / "warehouse.lock"
    with path.open("a+") as handle:
        deadline = time.monotonic() + wait_seconds
        while not _try_lock(handle.fileno()):
            if time.monotonic() >= deadline:
                handle.seek(0)
                holder = handle.read().strip() or "unknown"
                raise WarehouseError(
                    f"another run is writing the warehouse (process {holder})",
                    where=str(home.warehouse),
                    next_step="wait until it has finished and try again",
                )
            time.sleep(_PAUSE_SECONDS)
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        try:
            yield
        finally:
            handle.truncate(0)
            fcntl.flock(handle, fcntl.LOCK_UN)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
