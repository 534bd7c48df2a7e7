"""Schedules: the night after a quarter's reports are due, its partition runs whether or not news came.

Offices report in the month after the quarter's end; on the first of the month after that the quarter is run again, so
that who has not reported stands in the coverage.
"""

import dagster as dg

from pipelines.partitions import TIMEZONE
from warehouse.quarters import Quarter

quarter_job = dg.define_asset_job(
    "quarter",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets("archive"),
    description="A quarter, end to end: submissions to publication.",
    executor_def=dg.in_process_executor,
)
intake_job = dg.define_asset_job(
    "intake",
    selection=dg.AssetSelection.assets("archive"),
    description="The inbox into the archive.",
    executor_def=dg.in_process_executor,
)
publish_job = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.assets("publication"),
    description="What stands in the warehouse, published.",
    executor_def=dg.in_process_executor,
)


@dg.schedule(
    job=quarter_job,
    cron_schedule="0 2 1 2,5,8,11 *",
    execution_timezone=TIMEZONE,
    description="At 02:00 on the first of February, May, August and November: the quarter before.",
)
def quarter_closes(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Run the quarter that ended a month ago."""
    ended = Quarter.of(context.scheduled_execution_time.date()).previous()
    return dg.RunRequest(run_key=ended.partition_key, partition_key=ended.partition_key)
