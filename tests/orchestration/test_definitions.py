"""What Dagster learns of: the asset graph as it is committed, partitions, schedule, sensors, settings."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest
import yaml

from pipelines.definitions import build_defs
from pipelines.instance import SETTINGS, prepare_dagster_home
from pipelines.intake import submit_paths, take_inbox
from pipelines.partitions import quarters
from pipelines.resources import RedlineHome
from pipelines.schedules import quarter_closes
from pipelines.sensors import inbox_waits, quarter_has_news
from tests.orchestration.reports import CHENGYANG_2024Q1, NOW, write_reports
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home

pytestmark = pytest.mark.filterwarnings("ignore")
SNAPSHOT = Path(__file__).parent / "asset_graph.json"


def asset_graph() -> dict[str, Any]:
    """Every asset with what it depends on, its group, kinds, owners, checks and columns with lineage."""
    defs = build_defs()
    graph = defs.resolve_asset_graph()
    found: dict[str, Any] = {}
    for key in sorted(graph.get_all_asset_keys(), key=lambda k: k.to_user_string()):
        node = graph.get(key)
        lineage = node.metadata.get("dagster/column_lineage")
        found[key.to_user_string()] = {
            "deps": sorted(k.to_user_string() for k in node.parent_keys),
            "group": node.group_name,
            "kinds": sorted(node.kinds),
            "owners": sorted(node.owners),
            "is_partitioned": node.partitions_def is not None,
            "is_described": bool(node.description),
            "has_freshness": node.freshness_policy is not None,
            "checks": sorted(c.name for c in node.check_keys),
            "lineage_columns": len(lineage.deps_by_column) if lineage else 0,
        }
    return found


def test_the_asset_graph_is_the_committed_one() -> None:
    graph = asset_graph()
    if os.environ.get("REDLINE_UPDATE_SNAPSHOT"):
        SNAPSHOT.write_text(json.dumps(graph, indent=1, sort_keys=True) + "\n", "utf-8")
    assert graph == json.loads(SNAPSHOT.read_text("utf-8")), "REDLINE_UPDATE_SNAPSHOT=1 writes the new graph"


def test_every_asset_is_described_owned_and_fresh() -> None:
    for name, asset in asset_graph().items():
        assert asset["is_described"], name
        assert asset["has_freshness"], name
        assert asset["owners"], name
        assert asset["kinds"], name


def test_every_fact_and_mart_shows_where_its_columns_come_from() -> None:
    without = [n for n, a in asset_graph().items() if n.startswith(("fact_", "mart_")) and not a["lineage_columns"]]
    assert without == []


def test_partitions_are_quarters_in_chinese_time() -> None:
    new_year = datetime(2023, 12, 31, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai
    keys = quarters.get_partition_keys(current_time=new_year)
    assert (keys[0], keys[-1]) == ("1990-01-01", "2024-01-01")
    assert quarters.get_partition_keys(current_time=datetime(2023, 12, 31, 15, 30, tzinfo=UTC))[-1] == "2023-10-01"


@pytest.mark.parametrize(("day", "key"), [((2024, 5, 1), "2024-01-01"), ((2024, 2, 1), "2023-10-01")])
def test_the_schedule_runs_the_quarter_that_ended_a_month_ago(day: tuple[int, int, int], key: str) -> None:
    context = dg.build_schedule_context(scheduled_execution_time=datetime(*day, 2, tzinfo=UTC))
    request = quarter_closes(context)
    assert isinstance(request, dg.RunRequest)
    assert request.partition_key == key


@pytest.fixture
def resource(tmp_path: Path) -> Iterator[RedlineHome]:
    return RedlineHome(root=str(tmp_path / "home"))


def test_the_inbox_sensor_asks_once_for_the_same_files(resource: RedlineHome, tmp_path: Path) -> None:
    context = dg.build_sensor_context()
    assert isinstance(inbox_waits(context, redline=resource), dg.SkipReason)
    submit_paths(resource.home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    first, second = inbox_waits(context, redline=resource), inbox_waits(context, redline=resource)
    assert isinstance(first, dg.RunRequest)
    assert isinstance(second, dg.RunRequest)
    assert first.run_key == second.run_key


def test_the_news_sensor_asks_for_each_quarter_with_news(resource: RedlineHome, tmp_path: Path) -> None:
    context = dg.build_sensor_context()
    assert [type(r) for r in quarter_has_news(context, redline=resource)] == [dg.SkipReason]
    submit_paths(resource.home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    take_inbox(resource.home, load_catalogue(), now=NOW)
    (request,) = quarter_has_news(context, redline=resource)
    assert isinstance(request, dg.RunRequest)
    assert request.partition_key == "2024-01-01"


def test_the_settings_at_the_top_are_those_that_are_written(tmp_path: Path) -> None:
    top = yaml.safe_load((Path(__file__).parents[2] / "dagster.yaml").read_text("utf-8"))
    assert top == SETTINGS
    home = Home(tmp_path / "home")
    written = yaml.safe_load((prepare_dagster_home(home) / "dagster.yaml").read_text("utf-8"))
    assert written == {"storage": {"sqlite": {"base_dir": str(home.dagster)}}, **SETTINGS}


def test_settings_that_a_person_changed_are_left_alone(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    path = prepare_dagster_home(home) / "dagster.yaml"
    path.write_text("telemetry: {enabled: false}\n")
    prepare_dagster_home(home)
    assert path.read_text() == "telemetry: {enabled: false}\n"


def test_the_writer_s_pool_admits_one() -> None:
    assert SETTINGS["concurrency"]["pools"] == {"default_limit": 1}
    graph = build_defs().resolve_asset_graph()
    assert graph.get(dg.AssetKey("fact_hazard")).pools == {"warehouse_writer"}


def test_a_resource_can_be_put_in_another_s_place(tmp_path: Path) -> None:
    defs = build_defs({"redline": RedlineHome(root=str(tmp_path))})
    assert defs.resources
    assert defs.resources["redline"].root == str(tmp_path)
