"""What went wrong in a run, in one line each: stated problems in their own words, faults with their step.

Nothing here decides anything; it reads what Dagster recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipelines.understanding import FAILED
from warehouse.errors import RedlineError

if TYPE_CHECKING:
    from dagster import ExecuteInProcessResult
    from dagster_shared.error import SerializableErrorInfo


def first_failure(result: ExecuteInProcessResult) -> tuple[str, str]:
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


def program_failures(result: ExecuteInProcessResult) -> Iterator[str]:
    """A line for each file on which the program itself failed: its figures are not loaded."""
    from pipelines.assets.submissions import NOT_READ

    for event in result.get_asset_materialization_events():
        if listed := event.materialization.metadata.get(NOT_READ):
            data: Any = listed.value
            for one in data:
                name, _, outcome = one.rpartition(": ")
                if outcome == FAILED:
                    yield f"{name}: the program failed on it, its figures are not loaded -> please report it"
