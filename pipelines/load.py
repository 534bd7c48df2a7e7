"""A load: the inbox into the archive, each quarter with news through its Dagster job in this process, then publication.

A quarter that fails leaves the others alone; nothing is published while loaded facts break their contract.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from pipelines.instance import prepare_dagster_home
from pipelines.intake import inbox_files, take_inbox
from pipelines.ledger import quarters_with_news
from pipelines.understanding import FAILED
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import RedlineError, WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter

if TYPE_CHECKING:
    from dagster import DagsterInstance, Definitions, ExecuteInProcessResult
    from dagster_shared.error import SerializableErrorInfo

COUNTED = ("submissions", "observations", "accepted", "review", "quarantined", "facts")
_FACT_CHECK = "fact_contracts"
_LOAD_TAG = "redline/load"


class Progress(Protocol):
    """Told how far a load is."""

    def __call__(self, stage: str, done: int, total: int, what: str) -> None:
        """``done`` of ``total`` steps of a stage; ``what`` is at hand."""
        ...


@dataclass(slots=True)
class LoadSummary:
    """What a load did: counts over the loaded quarters, and a line for each problem."""

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

    def as_dict(self) -> dict[str, Any]:
        """The counts, and the version that was published or None."""
        return {k: v for k, v in asdict(self).items() if k not in ("quarters", "problems")}


@dataclass(frozen=True, slots=True)
class _Outcome:
    counts: dict[str, int]
    problems: tuple[str, ...]
    is_unsafe: bool


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
    with _one_load(home):
        _take_in(home, now, quarters, told, summary)
        chosen = sorted(set(quarters)) or list(quarters_with_news(home))
        _load_and_publish(home, chosen, told, summary)
    summary.seconds = round(time.monotonic() - started, 2)
    return summary


def _take_in(home: Home, now: datetime, quarters: Sequence[Quarter], told: Progress, summary: LoadSummary) -> None:
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
    is_unsafe = False
    with _open_history(home) as instance:
        for number, quarter in enumerate(chosen, 1):
            told("load", number, len(chosen), str(quarter))
            outcome = _run_quarter(defs, instance, quarter)
            is_unsafe |= outcome.is_unsafe
            _add(summary, quarter, outcome)
            if outcome.counts:
                summary.problems.extend(misfits(home, quarter))
        if is_unsafe:
            summary.problems.append("nothing was published: loaded facts break their contract -> see the data docs")
            return
        if not home.warehouse.exists():
            return
        told("publish", 1, 1, "")
        _publish(defs, instance, summary)


def _run_quarter(defs: Definitions, instance: DagsterInstance, quarter: Quarter) -> _Outcome:
    from dagster import AssetKey

    job = defs.resolve_job_def("quarter")
    wanted = [k for k in job.asset_layer.executable_asset_keys if k != AssetKey("publication")]
    result = job.execute_in_process(
        instance=instance,
        partition_key=quarter.partition_key,
        asset_selection=wanted,
        raise_on_error=False,
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        tags={_LOAD_TAG: str(os.getpid())},
    )
    failed = None if result.success else _first_failure(result)
    problems = (*([failed[1]] if failed else []), *_program_failures(result))
    is_unsafe = failed is not None and failed[0] == _FACT_CHECK
    return _Outcome(_counts(result), tuple(f"{quarter}: {p}" for p in problems), is_unsafe)


def _publish(defs: Definitions, instance: DagsterInstance, summary: LoadSummary) -> None:
    result = defs.resolve_job_def("publish").execute_in_process(
        instance=instance,
        raise_on_error=False,
        run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        tags={_LOAD_TAG: str(os.getpid())},
    )
    if not result.success:
        summary.problems.append(f"publication: {_first_failure(result)[1]}")
        return
    for event in result.get_asset_materialization_events():
        metadata = event.materialization.metadata
        if metadata["published"].value:
            summary.published = str(metadata["version"].value)


def _first_failure(result: ExecuteInProcessResult) -> tuple[str, str]:
    """(step, what went wrong in one line): the stated problem where there is one, else the fault's own words."""
    for event in result.all_events:
        if event.is_step_failure:
            return str(event.step_key), tell_failure(event.step_failure_data.error, str(event.step_key))
    return "", "the run did not finish -> load the quarter again"


def tell_failure(error: SerializableErrorInfo | None, step: str) -> str:
    """A failed step in one line: the first stated problem on the way to the cause, else the cause's own words."""
    known = {"RedlineError", *_names_below(RedlineError)}
    text = "failed"
    while error is not None:
        text = " ".join(error.message.split())
        if error.cls_name in known:
            return text.partition(": ")[2]
        error = error.cause
    return f"step {step} failed: {text} -> see the run in Dagster's pages; please report it"


def _names_below(parent: type[RedlineError]) -> Iterator[str]:
    for child in parent.__subclasses__():
        yield child.__name__
        yield from _names_below(child)


def _program_failures(result: ExecuteInProcessResult) -> Iterator[str]:
    """A line for each file on which the program itself failed: its figures are not loaded."""
    from pipelines.assets.submissions import NOT_READ

    for event in result.get_asset_materialization_events():
        if listed := event.materialization.metadata.get(NOT_READ):
            data: Any = listed.value
            for one in data:
                name, _, outcome = one.rpartition(": ")
                if outcome == FAILED:
                    yield f"{name}: the program failed on it, its figures are not loaded -> please report it"


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
def _one_load(home: Home) -> Iterator[None]:
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
