"""A load: the inbox into the archive, each quarter with news through its Dagster job in this process, then publication.

A quarter that fails, or that the gate holds, is undone and leaves the others alone; nothing unchecked is published.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from pipelines.instance import prepare_dagster_home
from pipelines.intake import inbox_files, take_inbox
from pipelines.ledger import loaded_quarters, quarters_with_news
from pipelines.load_failures import first_failure, program_failures
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter

if TYPE_CHECKING:
    from dagster import DagsterInstance, Definitions, ExecuteInProcessResult

COUNTED = ("submissions", "observations", "accepted", "review", "quarantined", "facts")
_LOAD_TAG = "redline/load"
_MOST_ROUNDS = 4
_WAIT_SECONDS = 600
_STAGING = ("submissions", "observations", "penalty_cases", "findings")


class Progress(Protocol):
    """Told how far a load is."""

    def __call__(self, stage: str, done: int, total: int, what: str) -> None:
        """``done`` of ``total`` steps of a stage; ``what`` is at hand."""
        ...


@dataclass(slots=True)
class LoadSummary:
    """What a load did: counts over the loaded quarters, and a line for each problem.

    ``facts`` are those that stand in the end: a quarter's load may take a fact from another's. ``remarks`` are worth
    telling and no problem.
    """

    published: str | None = None
    submissions: int = 0
    observations: int = 0
    accepted: int = 0
    review: int = 0
    quarantined: int = 0
    facts: int = 0
    seconds: float = 0.0
    quarters: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The counts, and the version that was published or None."""
        return {k: v for k, v in asdict(self).items() if k not in ("quarters", "problems", "remarks")}


@dataclass(frozen=True, slots=True)
class _Outcome:
    counts: dict[str, int]
    problems: tuple[str, ...]


def load(
    home: Home, *, now: datetime, quarters: Sequence[Quarter] = (), progress: Progress | None = None
) -> LoadSummary:
    """Load what waits.

    Args:
        home: where.
        now: the time of arrival of what lies in the inbox, timezone-aware.
        quarters: load these whether or not they have news; all with news where none is named.
        progress: told about each file and quarter.

    Returns:
        The summary; ``problems`` is empty where all went well.

    Raises:
        WarehouseError: where another load of this home is running.
    """
    started = time.monotonic()
    told = progress or _silence
    summary = LoadSummary()
    with hold_load_lock(home):
        take_in(home, now, summary, quarters, told)
        chosen = sorted(set(quarters)) or list(quarters_with_news(home))
        _load_and_publish(home, chosen, told, summary)
    summary.seconds = round(time.monotonic() - started, 2)
    return summary


def take_in(
    home: Home,
    now: datetime,
    summary: LoadSummary,
    quarters: Sequence[Quarter] = (),
    progress: Progress | None = None,
) -> None:
    """Take the inbox into the archive; what could not be taken becomes a problem of ``summary``."""
    told = progress or _silence
    total = len(inbox_files(home))
    counter = iter(range(1, total + 10_000))
    report = take_inbox(
        home,
        load_catalogue(),
        now=now,
        quarters=quarters,
        advance=lambda name: told("read", next(counter), total, name),
    )
    summary.problems.extend(report.failed)


def _load_and_publish(home: Home, chosen: Sequence[Quarter], told: Progress, summary: LoadSummary) -> None:
    if not chosen and not home.warehouse.exists():
        return
    from pipelines.corrections.verdicts import misfits
    from pipelines.definitions import build_defs
    from pipelines.resources import RedlineHome

    defs = build_defs({"redline": RedlineHome(root=str(home.root))})
    with _open_history(home) as instance:
        outcomes: dict[Quarter, _Outcome] = {}
        for number, quarter in enumerate(chosen, 1):
            told("load", number, len(chosen), str(quarter))
            outcomes[quarter] = _run_quarter(defs, instance, quarter)
        again = _judge_again(defs, instance, home, outcomes) if outcomes else {}
        for quarter in chosen:
            outcome = again.get(quarter, outcomes[quarter])
            _add(summary, quarter, outcome)
            if outcome.counts:
                summary.problems.extend(misfits(home, quarter))
        summary.problems.extend(p for quarter, o in again.items() if quarter not in outcomes for p in o.problems)
        if not loaded_quarters(home):
            return
        if summary.quarters:
            summary.facts = _count_facts(home, summary.quarters)
        told("publish", 1, 1, "")
        _publish(defs, instance, summary)


def _judge_again(
    defs: Definitions, instance: DagsterInstance, home: Home, outcomes: Mapping[Quarter, _Outcome]
) -> dict[Quarter, _Outcome]:
    """Judge the quarters again whose verdicts rest on figures that the load has changed, until none does.

    A quarter is judged with earlier ones beside it, so a late file reaches later quarters: the facts do not depend on
    the order in which files come.
    """
    from pipelines.validation.known import stale_quarters

    again: dict[Quarter, _Outcome] = {}
    settled: tuple[Quarter, ...] = ()
    for _ in range(_MOST_ROUNDS):
        stale = stale_quarters(home, load_catalogue(), since=min(outcomes))
        if not stale or stale == settled:
            break
        for quarter in stale:
            again[quarter] = _run_quarter(defs, instance, quarter)
        settled = stale
    return again


def _count_facts(home: Home, quarters: Sequence[str]) -> int:
    """The facts that stand in the end on the files of the loaded quarters."""
    from warehouse.store import Warehouse

    with Warehouse.open(home, wait_seconds=_WAIT_SECONDS) as warehouse:
        return warehouse.count_facts(quarters)


def stage_quarter(home: Home, quarter: Quarter) -> tuple[str, ...]:
    """Run a quarter's steps up to its findings, and load nothing.

    Returns:
        A line for each problem.
    """
    from pipelines.definitions import build_defs
    from pipelines.resources import RedlineHome

    defs = build_defs({"redline": RedlineHome(root=str(home.root))})
    with _open_history(home) as instance:
        return _run_quarter(defs, instance, quarter, only=_STAGING).problems


def _run_quarter(
    defs: Definitions, instance: DagsterInstance, quarter: Quarter, only: Collection[str] = ()
) -> _Outcome:
    job = defs.resolve_job_def("quarter")
    keys = {k.to_user_string(): k for k in job.asset_layer.executable_asset_keys}
    wanted = [k for name, k in keys.items() if (name in only if only else name != "publication")]
    result = job.execute_in_process(
        instance=instance,
        partition_key=quarter.partition_key,
        asset_selection=wanted,
        raise_on_error=False,
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        tags={_LOAD_TAG: str(os.getpid())},
    )
    failed = None if result.success else first_failure(result)
    problems = (*([failed[1]] if failed else []), *program_failures(result))
    return _Outcome(_counts(result), tuple(f"{quarter}: {p}" for p in problems))


def _publish(defs: Definitions, instance: DagsterInstance, summary: LoadSummary) -> None:
    from pipelines.assets.publication import MENDED

    result = defs.resolve_job_def("publish").execute_in_process(
        instance=instance,
        raise_on_error=False,
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        tags={_LOAD_TAG: str(os.getpid())},
    )
    if not result.success:
        summary.problems.append(f"publication: {first_failure(result)[1]}")
        return
    for event in result.get_asset_materialization_events():
        metadata = event.materialization.metadata
        if metadata["published"].value:
            summary.published = str(metadata["version"].value)
            if mended := str(metadata[MENDED].value):
                summary.remarks.append(f"published anew, because {mended} 发布版已损坏，已重新发布")


def _counts(result: ExecuteInProcessResult) -> dict[str, int]:
    from pipelines.assets.facts import LOAD_RESULT

    for event in result.get_asset_materialization_events():
        if loaded := event.materialization.metadata.get(LOAD_RESULT):
            data: Any = loaded.value
            return {name: int(data[name]) for name in COUNTED}
    return {}


def _add(summary: LoadSummary, quarter: Quarter, outcome: _Outcome) -> None:
    summary.problems.extend(outcome.problems)
    if outcome.counts:
        summary.quarters.append(str(quarter))
    for name, count in outcome.counts.items():
        setattr(summary, name, getattr(summary, name) + count)


@contextmanager
def _open_history(home: Home) -> Iterator[DagsterInstance]:
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
        if _LOAD_TAG in run.tags:
            instance.report_run_failed(run, "the process that ran it has ended")
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)


@contextmanager
def hold_load_lock(home: Home) -> Iterator[None]:
    """Hold the lock of loads: one at a time in a home.

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
        yield


def _silence(stage: str, done: int, total: int, what: str) -> None:
    """Tell nobody."""
