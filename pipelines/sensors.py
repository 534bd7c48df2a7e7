"""Sensors: a file in the inbox starts the intake, an archived quarter with news starts its run.

The key of a run is what its quarter holds, so the same news never runs twice.
"""

from collections.abc import Iterator

import dagster as dg

from pipelines.intake import inbox_files
from pipelines.ledger import quarters_with_news
from pipelines.resources import RedlineHome
from pipelines.schedules import intake_job, quarter_job

_SECONDS = 60


@dg.sensor(
    job=intake_job,
    minimum_interval_seconds=_SECONDS,
    description="Files in the inbox: take them into the archive.",
)
def inbox_waits(redline: RedlineHome) -> dg.RunRequest | dg.SkipReason:
    """One run for what waits now."""
    files = inbox_files(redline.home)
    if not files:
        return dg.SkipReason("the inbox is empty")
    newest = max(f.stat().st_mtime_ns for f in files)
    return dg.RunRequest(run_key=f"{len(files)}-{newest}")


@dg.sensor(
    job=quarter_job,
    minimum_interval_seconds=_SECONDS,
    description="Archived submissions that no load has seen: run their quarters.",
)
def quarter_has_news(redline: RedlineHome) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """One run a quarter with news."""
    news = quarters_with_news(redline.home)
    if not news:
        yield dg.SkipReason("no quarter has news")
    for quarter, fingerprint in news.items():
        yield dg.RunRequest(run_key=f"{quarter}-{fingerprint}", partition_key=quarter.partition_key)
