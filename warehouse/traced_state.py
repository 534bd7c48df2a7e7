"""What became of one figure or penalty decision: whether it is the fact, what keeps it out, and what stands instead.

Answers from the rows that ``warehouse.trace`` gathers; nothing here is decided, only told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

import duckdb

Record = dict[str, Any]

State = Literal[
    "fact", "file_withdrawn", "not_read", "held", "review", "not_observed", "superseded", "another_stands", "no_fact"
]
"""``fact``: it is one. All others are not: its file was withdrawn, or no longer reads so; a rule holds it, or a doubt;
it is a target, a plan, an earlier year; another row of its list has taken its place; another statement of the same
stands; nothing tells why."""

WITHDRAWN = "withdrawn"
"""The outcome of a submission that was withdrawn whole."""

_OTHER_FIGURES = """
select
    f.value, f.unit, f.qualifier, f.recorded_at as since, f.observation_id as id, o.locator, f.submission_id,
    s.file_name
from core.current_fact as f
left join core.observation as o on f.observation_id = o.observation_id and o.superseded_at is null
left join raw.submission as s on f.submission_id = s.submission_id and s.superseded_at is null
where f.observation_id in (select unnest(cast(? as varchar[]))) and f.observation_id <> ?
order by f.recorded_at, f.observation_id
"""
_OTHER_DECISIONS = """
select
    f.fine_yuan as value, 'yuan' as unit, 'exact' as qualifier, f.confiscated_yuan, f.decision_date, f.party,
    f.recorded_at as since, f.case_id as id, c.locator, f.submission_id, s.file_name
from core.fact_penalty_case as f
left join core.penalty_case as c on f.case_id = c.case_id and c.superseded_at is null
left join raw.submission as s on f.submission_id = s.submission_id and s.superseded_at is null
where f.superseded_at is null and f.case_id in (select unnest(cast(? as varchar[]))) and f.case_id <> ?
order by f.recorded_at, f.case_id
"""


@dataclass(frozen=True, slots=True)
class Hold:
    """One thing that keeps a row out: the rule (None for a doubt of the reading), the code of the reason, its words."""

    rule_id: str | None
    reason: str
    detail: str | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class TracedState:
    """What became of a row.

    ``since`` is when it came to that (UTC). ``reason`` is a code or, of a withdrawn file, the words of who withdrew it.
    ``holds`` are all that keep it out; ``instead`` are the facts of the same subject that rest on other rows, each with
    ``value``, ``unit``, ``since``, ``id``, ``locator`` and ``file_name``.
    """

    state: State
    since: datetime | None = None
    reason: str | None = None
    holds: tuple[Hold, ...] = ()
    instead: tuple[Record, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The same as plain mappings."""
        return asdict(self)


def tell_figure(
    connection: duckdb.DuckDBPyConnection,
    observation: Record,
    submission: Record,
    quarantine: Sequence[Record],
    facts: Sequence[Record],
    same_subject: Sequence[str],
) -> TracedState:
    """What became of an observation.

    Args:
        connection: the publication that the rows are from.
        observation: its row, the current one where there is one.
        submission: the row of its file, {} where there is none.
        quarantine: all versions of its rows there, oldest first.
        facts: all versions of the facts of its subject, oldest first.
        same_subject: the ids of all observations of its subject.
    """
    own_id = observation["observation_id"]
    instead = _select(connection, _OTHER_FIGURES, [list(same_subject), own_id])
    if found := _of_the_row(observation, submission, _standing(facts, "observation_id", own_id), instead):
        return found
    if holds := _holds(quarantine):
        return TracedState("held", holds[0].since, holds[0].reason, holds, instead)
    if observation["status"] == "review" and not _is_released(quarantine):
        hold = Hold(None, observation["reason"], None, observation["recorded_at"])
        return TracedState("review", hold.since, hold.reason, (hold,), instead)
    if observation["role"] != "observed":
        return TracedState("not_observed", observation["recorded_at"], observation["role"], (), instead)
    return _otherwise(instead)


def tell_decision(
    connection: duckdb.DuckDBPyConnection,
    case: Record,
    submission: Record,
    quarantine: Sequence[Record],
    facts: Sequence[Record],
    same_subject: Sequence[str],
    same_document: Sequence[str],
) -> TracedState:
    """What became of a row of a penalty list; the arguments are as those of ``tell_figure``.

    ``same_document`` are all rows of the decision's number and authority: a correction may name another party.
    """
    own_id = case["case_id"]
    instead = _select(connection, _OTHER_DECISIONS, [list(same_subject), own_id])
    if found := _of_the_row(case, submission, _standing(facts, "case_id", own_id), instead):
        return found
    if holds := _holds(quarantine):
        return TracedState("held", holds[0].since, holds[0].reason, holds, instead)
    if case["status"] != "accepted" and not _is_released(quarantine):
        reasons = case["reasons"] or ["reason_missing"]
        doubts = tuple(Hold(None, reason, None, case["recorded_at"]) for reason in reasons)
        state: State = "superseded" if case["status"] == "superseded" else "held"
        return TracedState(state, case["recorded_at"], reasons[0], doubts, instead)
    return _otherwise(instead or _select(connection, _OTHER_DECISIONS, [list(same_document), own_id]))


def _of_the_row(
    row: Record, submission: Record, standing: Record | None, instead: tuple[Record, ...]
) -> TracedState | None:
    """What its file, or its standing as a fact, settles before any rule is asked."""
    if submission.get("outcome") == WITHDRAWN and submission["superseded_at"] is None:
        reason = submission.get("outcome_detail")
        return TracedState("file_withdrawn", submission["recorded_at"], reason, (), instead)
    if row["superseded_at"] is not None:
        is_there = bool(submission) and submission["superseded_at"] is None
        return TracedState("not_read", row["superseded_at"], None if is_there else "file_gone", (), instead)
    return None if standing is None else TracedState("fact", standing["recorded_at"])


def _otherwise(instead: tuple[Record, ...]) -> TracedState:
    """An accepted row that no rule holds and that is no fact: another statement stands, or nothing tells why."""
    if not instead:
        return TracedState("no_fact")
    return TracedState("another_stands", instead[0]["since"], None, (), instead)


def _standing(facts: Sequence[Record], key: str, own_id: str) -> Record | None:
    """The current fact that rests on the row itself."""
    return next((f for f in facts if f["superseded_at"] is None and f[key] == own_id), None)


def _holds(quarantine: Sequence[Record]) -> tuple[Hold, ...]:
    """What holds a row back now, the earliest first, each since it last began to."""
    current = [row for row in quarantine if row["superseded_at"] is None and row["state"] == "held"]
    found = (Hold(r["rule_id"], r["reason"], r["detail"], _held_since(r, quarantine)) for r in current)
    return tuple(sorted(found, key=lambda hold: (str(hold.since), hold.rule_id or "")))


def _held_since(current: Record, quarantine: Sequence[Record]) -> datetime:
    """Since when a row is held without a break, though its words may have changed meanwhile."""
    since: datetime = current["recorded_at"]
    earlier = [r for r in quarantine if r["quarantine_id"] == current["quarantine_id"] and r["state"] == "held"]
    for row in sorted(earlier, key=lambda r: r["recorded_at"], reverse=True):
        if row["superseded_at"] == since:
            since = row["recorded_at"]
    return since


def _is_released(quarantine: Sequence[Record]) -> bool:
    return any(row["superseded_at"] is None and row["state"] == "released" for row in quarantine)


def _select(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Sequence[object] | Mapping[str, object]
) -> tuple[Record, ...]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())
