"""Partitions: the reporting quarters, in the time of the offices that report.

A partition's key is the quarter's first day (``2024-01-01`` is 2024Q1); the running quarter is one already.
"""

from __future__ import annotations

import dagster as dg

from pipelines.intake import FIRST_QUARTER
from warehouse.quarters import Quarter

TIMEZONE = "Asia/Shanghai"

quarters = dg.TimeWindowPartitionsDefinition(
    start=FIRST_QUARTER.partition_key,
    fmt="%Y-%m-%d",
    cron_schedule="0 0 1 1,4,7,10 *",
    timezone=TIMEZONE,
    end_offset=1,
)


def quarter_of(context: dg.AssetExecutionContext | dg.AssetCheckExecutionContext) -> Quarter:
    """The quarter that a run is about."""
    return Quarter.parse(context.partition_key)
