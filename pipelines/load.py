"""A load: the inbox into the archive, each quarter with news through its Dagster job in this process, then publication.

A quarter that fails, or that the gate holds, is undone and leaves the others alone; nothing unchecked is published.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from pipelines.corrections.ledger import standing_withdrawals
from pipelines.intake import IntakeReport, inbox_files, take_inbox
from pipelines.ledger import loaded_quarters, quarters_with_news
from pipelines.load_failures import first_failure, program_failures
from pipelines.load_history import LOAD_TAG, LoadLock, hold_load_lock, open_history
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.quarters import Quarter

if TYPE_CHECKING:
    from dagster import DagsterInstance, Definitions, ExecuteInProcessResult

COUNTED = ("submissions", "observations", "accepted", "review", "quarantined", "facts")
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
    home: Home,
    *,
    now: datetime,
    quarters: Sequence[Quarter] = (),
    progress: Progress | None = None,
    lock: LoadLock | None = None,
) -> LoadSummary:
    """Load what waits.

    Args:
        home: where.
        now: the time of arrival of what lies in the inbox, timezone-aware.
        quarters: load these whether or not they have news; all with news where none is named.
        progress: told about each file and quarter.
        lock: the lock of loads where the caller holds it; taken here otherwise.

    Returns:
        The summary; ``problems`` is empty where all went well.

    Raises:
        WarehouseError: where another load of this home is running.
    """
    started = time.monotonic()
    told = progress or _silence
    summary = LoadSummary()
    with hold_load_lock(home) if lock is None else nullcontext():
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
    counter = itertools.count(1)
    report = take_inbox(
        home,
        load_catalogue(),
        now=now,
        quarters=quarters,
        advance=lambda name: told("read", next(counter), total, name),
    )
    summary.problems.extend(report.failed)
    summary.remarks.extend(_sent_again(home, report))
    summary.remarks.extend(_still_withdrawn(home, report))


def _sent_again(home: Home, report: IntakeReport) -> Iterator[str]:
    """A line for each file whose bytes stand under another name or for another quarter, and count there alone."""
    names = {(taken.sha256, taken.name) for taken in report.taken}
    archive = Archive(home)
    for taken in report.taken:
        first = archive.get(taken.sha256)
        others = [name for name in first.names if name != taken.name]
        told = first.name if taken.name != first.name else next(iter(others), None)
        is_first = taken.name == first.name and any((taken.sha256, name) in names for name in others)
        if told is not None and not is_first:
            yield f"{taken.name}: the same bytes as {told} of {first.quarter}, so it counts once"


def _still_withdrawn(home: Home, report: IntakeReport) -> Iterator[str]:
    """A line for each file that came in again though it is withdrawn: bytes that are void stay void."""
    withdrawn = standing_withdrawals(home) if report.taken else {}
    for taken in report.taken:
        if (decision := withdrawn.get(taken.sha256)) is not None:
            entry = decision.correction
            yield (
                f"{taken.name}: it came in again and stays withdrawn by {entry.who}: {entry.reason}"
                f" -> to bring it back: redline withdraw {taken.sha256[:12]} --undo --why TEXT --who NAME"
            )


def _load_and_publish(home: Home, chosen: Sequence[Quarter], told: Progress, summary: LoadSummary) -> None:
    if not chosen and not home.warehouse.exists():
        return
    from pipelines.corrections.verdicts import misfits, notices
    from pipelines.definitions import build_defs
    from pipelines.resources import RedlineHome

    defs = build_defs({"redline": RedlineHome(root=str(home.root))})
    with open_history(home) as instance:
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
                summary.remarks.extend(notices(home, quarter))
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
    with open_history(home) as instance:
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
        tags={LOAD_TAG: str(os.getpid())},
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
        tags={LOAD_TAG: str(os.getpid())},
    )
    if not result.success:
        summary.problems.append(f"publication: {first_failure(result)[1]}")
        return
    for event in result.get_asset_materialization_events():
        metadata = event.materialization.metadata
        if metadata["published"].value:
            summary.published = str(metadata["version"].value)
            if mended := str(metadata[MENDED].value):
                summary.remarks.append(f"published anew, because {mended}")


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


def _silence(stage: str, done: int, total: int, what: str) -> None:
    """Tell nobody."""
