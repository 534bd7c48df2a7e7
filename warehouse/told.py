"""Findings about the facts that stand, told by a judge outside the warehouse within the load that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from warehouse.loading import LoadRun

Teller = Callable[[duckdb.DuckDBPyConnection], Sequence[dict[str, Any]]]
"""Looks at the state that a load leads to and returns rows of ``quality.finding``, whose ids begin with ``MARK``."""
MARK = "set "
"""How the id of a finding begins that speaks of facts and not of what is staged; no load of a quarter ends it."""
_COLUMNS = (
    "finding_id", "quarter", "rule_id", "severity", "subject_kind", "subject_ids", "outcome", "observed", "expected",
    "message",
)  # fmt: skip


def tell_of_facts(run: LoadRun, teller: Teller) -> None:
    """Bring the findings about facts to what is told of them now."""
    connection = run.connection
    connection.execute("create or replace temp table told_finding as select * from quality.finding limit 0")
    for row in teller(connection):
        values = [row.get(name) for name in _COLUMNS]
        connection.execute(
            f"insert into told_finding ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})",  # noqa: S608
            values,
        )
    run.bring("quality.finding", "told_finding", f"finding_id like '{MARK}%'")
