"""Around a load: the lock that lets one run at a time in a home, and the run history that Dagster keeps of it.

Nothing that is loaded depends on the history; a run that was killed leaves no place in the pool behind.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.instance import prepare_dagster_home
from warehouse.errors import WarehouseError
from warehouse.home import Home

if TYPE_CHECKING:
    from dagster import DagsterInstance

LOAD_TAG = "redline/load"
"""The tag of every run of a load, with the process that ran it."""


@dataclass(frozen=True, slots=True)
class LoadLock:
    """The lock of loads while it is held; it is shown to a load, which then need not take it."""

    home: Home


@contextmanager
def hold_load_lock(home: Home) -> Iterator[LoadLock]:
    """Hold the lock of loads: one at a time in a home.

    Whoever writes down a decision that a load is to carry out takes it first: a decision that no load can follow would
    stand in the ledger and nowhere else.

    Raises:
        WarehouseError: where another load holds it.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    with (home.root / "load.lock").open("a+") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise WarehouseError(
                "another load is running", where=str(home.root), next_step="wait until it has finished"
            ) from error
        yield LoadLock(home)


@contextmanager
def open_history(home: Home) -> Iterator[DagsterInstance]:
    """The run history of a home, without runs that nobody runs any more.

    Raises:
        WarehouseError: where it cannot be used; nothing that is loaded depends on it.
    """
    from dagster import AssetKey, AssetMaterialization, DagsterInstance

    with ExitStack() as opened:
        try:
            instance = opened.enter_context(DagsterInstance.from_config(str(prepare_dagster_home(home))))
            _clear_dead_runs(instance)
            instance.report_runless_asset_event(AssetMaterialization(AssetKey("archive")))
        except Exception as error:  # its storage and its settings raise errors of many libraries
            words = " ".join(str(error).split())[:200]
            raise WarehouseError(
                f"the run history cannot be used: {type(error).__name__}: {words}",
                where=str(home.dagster),
                next_step="move that folder away and load again: the data do not depend on it",
            ) from error
        yield instance


def _clear_dead_runs(instance: DagsterInstance) -> None:
    """End the runs of loads that were killed, so that the places they hold in the pool are free again.

    The caller holds the lock of loads: any run of a load that still counts as running is dead.
    """
    from dagster import DagsterRunStatus, RunsFilter

    unfinished = [DagsterRunStatus.STARTED, DagsterRunStatus.STARTING, DagsterRunStatus.NOT_STARTED]
    for run in instance.get_runs(RunsFilter(statuses=unfinished)):
        if LOAD_TAG in run.tags:
            instance.report_run_failed(run, "the process that ran it has ended")
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
