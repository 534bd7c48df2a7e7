"""Definitions: the one place where Dagster learns of everything.

Nothing is computed here. ``build_defs`` gives a fresh set for tests; ``defs`` is what ``dg`` loads.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import dagster as dg

from pipelines.assets.facts import load_warehouse
from pipelines.assets.findings import findings
from pipelines.assets.observations import observations, penalty_cases
from pipelines.assets.publication import publication
from pipelines.assets.submissions import archive, submissions
from pipelines.checks import case_contract, observation_contract, submission_contract
from pipelines.resources import default_resources
from pipelines.schedules import intake_job, publish_job, quarter_closes, quarter_job
from pipelines.sensors import inbox_waits, quarter_has_news

QUARTERLY = dg.FreshnessPolicy.time_window(fail_window=timedelta(days=135), warn_window=timedelta(days=100))
"""A quarter, the month in which offices report, and some days of grace."""

ASSETS = [archive, submissions, observations, penalty_cases, findings, load_warehouse, publication]


def _with_freshness(spec: dg.AssetSpec) -> dg.AssetSpec:
    fresh: dg.AssetSpec = dg.apply_freshness_policy(spec, QUARTERLY, overwrite_existing=False)
    return fresh


def build_defs(resource_overrides: Mapping[str, object] | None = None) -> dg.Definitions:
    """All assets, checks, jobs, schedules, sensors and resources.

    Args:
        resource_overrides: resources to put in place of the deployment's own.
    """
    return dg.Definitions(
        assets=dg.map_asset_specs(_with_freshness, ASSETS),
        asset_checks=[submission_contract, observation_contract, case_contract],
        jobs=[quarter_job, intake_job, publish_job],
        schedules=[quarter_closes],
        sensors=[inbox_waits, quarter_has_news],
        resources={**default_resources(), **(resource_overrides or {})},
        executor=dg.in_process_executor,
    )


defs = build_defs()
