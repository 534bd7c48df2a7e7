"""A rehearsal: what a quarter's load would lead to and what the gate would say of it; nothing of it stands.

The inbox is taken in and the quarter staged as for a load; the load itself is undone.
"""

from __future__ import annotations

from datetime import datetime

from pipelines.load import LoadSummary, stage_quarter, take_in
from pipelines.load_history import hold_load_lock
from pipelines.validation.gate import Gate
from pipelines.validation.gate_report import GateReport
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import GateError
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import StagedQuarter
from warehouse.store import Warehouse


def rehearse(home: Home, quarter: Quarter, *, now: datetime) -> tuple[GateReport | None, tuple[str, ...]]:
    """Ask the gate of a quarter without loading it.

    Args:
        home: where.
        quarter: the reporting quarter.
        now: the time of arrival of what lies in the inbox, timezone-aware.

    Returns:
        The gate's report, None where a step before it stopped; and a line for each problem on the way.

    Raises:
        WarehouseError: where a load of this home is running.
        ValidationError: where the checks themselves fail.
    """
    summary = LoadSummary()
    with hold_load_lock(home):
        take_in(home, now, summary)
        problems = (*summary.problems, *stage_quarter(home, quarter))
        if problems:
            return None, problems
        catalogue = load_catalogue()
        gate = Gate(home, quarter, catalogue, now, is_rehearsal=True)
        staged = StagedQuarter.at(home, quarter)
        try:
            with Warehouse.open(home, catalogue=catalogue) as warehouse:
                warehouse.load_quarter(quarter, staged, recorded_at=now, judge=gate.judge)
        except GateError:
            if gate.report is None:
                raise
    return gate.report, ()
