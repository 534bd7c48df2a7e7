"""The day of a decision is the one that the person who took it wrote: the offices' own, whatever UTC's was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pipelines.corrections.ledger import Decision, read_decisions, write_decisions
from pipelines.corrections.model import withdraw_submission
from pipelines.staged import submission_row
from pipelines.understanding import Understood
from warehouse.archive import Submission
from warehouse.home import Home

CHINA = timezone(timedelta(hours=8))
SHA = "a" * 64
WITHDRAWAL = withdraw_submission(SHA, "w", reason="来函作废", who="王某", where="c.yaml:2")


def rows(tmp_path: Path, decision: Decision) -> dict[str, object]:
    submitted = datetime(2024, 4, 1, tzinfo=UTC)
    submission = Submission(SHA, ("a.txt",), "2024Q1", "command", submitted, tmp_path / "a", 9, ())
    return submission_row(submission, Understood(SHA, "a.txt", "txt", "utf-8", "read", None, (), None), decision)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2024, 5, 1, 7, 30, tzinfo=CHINA), "2024-05-01"),
        (datetime(2024, 4, 30, 15, 59, 59, tzinfo=UTC), "2024-04-30"),
        (datetime(2024, 4, 30, 16, 0, tzinfo=UTC), "2024-05-01"),
        (datetime(2024, 2, 28, 23, 0, tzinfo=UTC), "2024-02-29"),
        (datetime(2024, 12, 31, 20, 0, tzinfo=UTC), "2025-01-01"),
        (datetime(2024, 5, 1, 12, 0, tzinfo=UTC), "2024-05-01"),
    ],
)
def test_a_withdrawal_and_its_end_bear_the_day_of_the_offices(tmp_path: Path, at: datetime, day: str) -> None:
    home = Home(tmp_path)
    write_decisions(home, [WITHDRAWAL, replace(WITHDRAWAL, status="retired", who="李某", reason="有效")], at)
    withdrawn, ended = read_decisions(home)
    assert rows(tmp_path, withdrawn)["outcome_detail"] == f"王某 {day}: 来函作废 [w]"
    assert f"李某 {day}: 有效 [w]" in str(rows(tmp_path, ended)["notes"])
