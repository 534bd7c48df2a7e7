"""Rows of the quarantine that their own office has worked off: it filed the figure again, and the new one stands.

Nothing here is decided by a person: a row bears no time of decision, and is held again as soon as what stood for it no
longer stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from warehouse.models import read_model

if TYPE_CHECKING:
    from warehouse.loading import LoadRun

SubjectKind = Literal["observation", "case"]
_MODELS: dict[SubjectKind, tuple[str, str]] = {
    "observation": ("resubmission", "select observation_id from touched_observation"),
    "case": ("case_resubmission", "select case_id from touched_case"),
}
"""The model of each kind, and the subjects whose facts were just weighed."""

_CHANGED = """
create or replace temp table resubmitted_row as
select
    q.* replace (
        case when r.quarantine_id is null then 'held' else 'resubmitted' end as state,
        cast(null as timestamp) as decided_at,
        r.filed_again as decided_why
    )
from quality.quarantine as q
left join filed_again as r on q.quarantine_id = r.quarantine_id
where
    q.superseded_at is null
    and q.subject_kind = ?
    and q.subject_id in ({touched})
    and (
        (q.state = 'held' and r.quarantine_id is not null)
        or (q.state = 'resubmitted' and q.decided_why is distinct from r.filed_again)
    )
"""
_OF_CHANGED = "quarantine_id in (select quarantine_id from resubmitted_row)"


def settle_resubmissions(run: LoadRun, kind: SubjectKind) -> None:
    """Mark what was filed again, and hold again what no longer stands elsewhere, of the subjects just weighed.

    Args:
        run: a load whose facts of this kind have just been brought to their outcome.
        kind: of which subjects.
    """
    model, touched = _MODELS[kind]
    connection = run.connection
    connection.execute(f"create or replace temp table filed_again as {read_model('core', model)}")
    connection.execute(_CHANGED.format(touched=touched), [kind])
    if not run.is_any("resubmitted_row"):
        return
    known = connection.execute("select count(*) from resubmitted_row where recorded_at < ?", [run.at]).fetchone()
    # a row that this very load brought has no earlier version to keep
    connection.execute(
        f"delete from quality.quarantine where superseded_at is null and recorded_at = ? and {_OF_CHANGED}",  # noqa: S608
        [run.at],
    )
    connection.execute(
        f"update quality.quarantine set superseded_at = ? where superseded_at is null and {_OF_CHANGED}",  # noqa: S608
        [run.at],
    )
    connection.execute(
        "insert into quality.quarantine by name"
        " select * replace (cast(? as timestamp) as recorded_at) from resubmitted_row",
        [run.at],
    )
    connection.execute("insert into affected_quarter select distinct quarter from resubmitted_row")
    count = known[0] if known else 0
    run.note("quality.quarantine", added=count, superseded=count)
