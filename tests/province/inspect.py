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

QUARTER = "2024Q1"


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
    return [*_findings(home, subjects), *_kept_back(home, subjects), *_by_reading(home, named), *_by_load(home)]


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
        for other in submission.names[1:]:
            yield Accusation("duplicate", frozenset({(named[submission.sha256], ""), (other, "")}), other)


def _by_load(home: Home) -> Iterator[Accusation]:
    """What only the warehouse knows: figures that another file replaces, and offices that are silent."""
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
    for file, indicator, value in replaced:
        yield Accusation("superseded", frozenset({(file, indicator)}), str(value))
    for (name,) in silent:
        yield Accusation("unreported", frozenset({("", "")}), name)


def unfounded(said: Iterable[Accusation], planted: list[Planted]) -> list[Accusation]:
    """Accusations that no planted fault explains."""
    return [a for a in said if not any(a.concerns(p) for p in planted)]
