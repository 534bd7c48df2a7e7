"""What a load says of the province: every accusation, with the file and the figures that it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import duckdb
import polars as pl

from pipelines.understanding import understand_archived
from tests.province.plan import Planted
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.staging import scan_rows

QUARTER, PAST = "2024Q1", "2023Q4"


@dataclass(frozen=True, slots=True)
class Accusation:
    """Something said against (file, indicator) pairs; the indicator is empty where a file or decision is meant."""

    by: str
    subjects: frozenset[tuple[str, str]]
    observed: str

    def concerns(self, planted: Planted) -> bool:
        """Whether a planted fault is among what it is said of."""
        if not planted.indicators:
            return any(file == planted.file for file, _ in self.subjects)
        return any((planted.file, i) in self.subjects for i in planted.indicators)


def accusations(home: Home) -> list[Accusation]:
    """Everything that is said against the quarter's files, figures and decisions."""
    files = _rows(home, "raw.submission").select("submission_id", "file_name")
    named = dict(files.iter_rows())
    subjects = {
        **{i: (named[s], code) for i, s, code in _keys(home, "core.observation", "observation_id", "indicator_code")},
        **{i: (named[s], "") for i, s, _ in _keys(home, "core.penalty_case", "case_id", "submission_id")},
        **{submission: (name, "") for submission, name in named.items()},
    }
    return [
        *_findings(home, subjects),
        *_kept_back(home, subjects),
        *_by_reading(home, named),
        *_unread(home),
        *_by_load(home),
    ]


def _rows(home: Home, table: str) -> pl.DataFrame:
    return scan_rows(home, QUARTER, table).collect()


def _keys(home: Home, table: str, key: str, other: str) -> list[tuple[str, str, str]]:
    return _rows(home, table).select(key, "submission_id", pl.col(other).alias("other")).rows()


def _findings(home: Home, subjects: dict[str, tuple[str, str]]) -> Iterator[Accusation]:
    for row in _rows(home, "quality.finding").filter(pl.col("outcome") == "broken").sort("finding_id").to_dicts():
        own = frozenset(subjects[i] for i in row["subject_ids"] if i in subjects)
        yield Accusation(row["rule_id"], own, row["observed"])


def _kept_back(home: Home, subjects: dict[str, tuple[str, str]]) -> Iterator[Accusation]:
    """Reasons of quarantine and review that are no rule's own."""
    held = _rows(home, "quality.quarantine").filter(pl.col("reason") != "rule_error")
    for row in held.sort("quarantine_id").to_dicts():
        yield Accusation(row["reason"], frozenset({subjects[row["subject_id"]]}), row["detail"] or "")
    waiting = _rows(home, "core.observation").filter(pl.col("status") == "review")
    for row in waiting.sort("observation_id").to_dicts():
        yield Accusation(row["reason"], frozenset({subjects[row["observation_id"]]}), row["raw"])


def _by_reading(home: Home, named: dict[str, str]) -> Iterator[Accusation]:
    """What reading refused, and bytes that came twice."""
    for submission in Archive(home).submissions(QUARTER):
        extraction = understand_archived(home, submission, load_catalogue()).extraction
        for refusal in extraction.refusals if extraction else ():
            yield Accusation(refusal.reason, frozenset({(named[submission.sha256], "")}), refusal.raw)
    for submission in (*Archive(home).submissions(QUARTER), *Archive(home).submissions(PAST)):
        for other in submission.names[1:]:
            yield Accusation("duplicate", frozenset({(submission.names[0], ""), (other, "")}), other)


def _unread(home: Home) -> Iterator[Accusation]:
    """Files that could not be read, or hold nothing."""
    unread = _rows(home, "raw.submission").filter(pl.col("outcome") != "read").sort("file_name")
    for name, outcome in unread.select("file_name", "outcome").iter_rows():
        yield Accusation(outcome, frozenset({(name, "")}), outcome)


def _by_load(home: Home) -> Iterator[Accusation]:
    """What only the warehouse knows: figures that other files replace or contradict, and offices that are silent."""
    with duckdb.connect(home.warehouse, read_only=True) as connection:
        replaced = connection.execute(
            "select s.file_name, r.indicator_code, r.other_value from quality.reconciliation as r"
            " inner join core.observation as o on r.other_observation_id = o.observation_id"
            " and o.superseded_at is null inner join raw.submission as s on o.submission_id = s.submission_id"
            " and s.superseded_at is null where r.superseded_at is null and r.kind <> 'conflict' order by all"
        ).fetchall()
        silent = connection.execute(
            "select d.name from core.coverage as c inner join core.dim_division as d using (division_code)"
            " where c.superseded_at is null and c.quarter = ? and c.state <> 'reported' order by all",
            [QUARTER],
        ).fetchall()
        disagreeing = connection.execute(
            "select list(distinct s.file_name order by s.file_name), o.indicator_code, q.reason"
            " from quality.quarantine as q"
            " inner join core.observation_subject as o on q.subject_id = o.observation_id and o.superseded_at is null"
            " inner join raw.submission as s on o.submission_id = s.submission_id and s.superseded_at is null"
            " where q.superseded_at is null and q.rule_id like 'warehouse.%'"
            " group by o.indicator_code, o.subject_id, q.reason order by all"
        ).fetchall()
    for named, indicator, reason in disagreeing:
        yield Accusation(reason, frozenset((file, indicator) for file in named), reason)
    for file, indicator, value in replaced:
        yield Accusation("superseded", frozenset({(file, indicator)}), str(value))
    for (name,) in silent:
        yield Accusation("unreported", frozenset({("", "")}), name)


def unfounded(said: Iterable[Accusation], planted: list[Planted]) -> list[Accusation]:
    """Accusations that no planted fault explains."""
    return [a for a in said if not any(a.concerns(p) for p in planted)]
