"""What all tests share: the language that commands speak in, and what a load may leave aside to take less time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from pipelines import load_history
from warehouse.home import Home
from warehouse.store import CONNECTION_LIMITS

if TYPE_CHECKING:
    from dagster import DagsterInstance


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words that these tests know are the English ones; a test of the Chinese ones says so itself."""
    monkeypatch.setenv("REDLINE_LANG", "en")
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture(scope="session", autouse=True)
def _one_thread() -> Iterator[None]:
    """Let DuckDB ask with one thread: a handful of rows is sooner asked by one than handed out to two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(CONNECTION_LIMITS, "threads", 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def _history_in_memory() -> Iterator[None]:
    """Let loads keep Dagster's history in memory; on disk it takes longer than a small load itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.load.open_history", _open_in_memory)
        yield


@pytest.fixture
def kept_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let loads keep Dagster's history in the home, as they do outside tests."""
    monkeypatch.setattr("pipelines.load.open_history", load_history.open_history)


@pytest.fixture
def contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave Great Expectations aside, which takes seconds, where a test is about something else."""
    leave_contracts_aside(monkeypatch)


def leave_contracts_aside(patch: pytest.MonkeyPatch) -> None:
    """The same for a fixture of a longer life."""
    from warehouse.expectations.runner import ContractResult

    patch.setattr(
        "pipelines.validation.contracts.check_contract",
        lambda home, contract, frame, run: ContractResult(contract.table, frame.height, 0, ()),
    )


@contextmanager
def _open_in_memory(home: Home) -> Iterator[DagsterInstance]:
    from dagster import DagsterInstance

    with DagsterInstance.ephemeral() as instance:
        yield instance
