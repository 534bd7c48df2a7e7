"""The models are SQL that DuckDB runs and Spark could: one select a file, and nothing that differs silently."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

import warehouse.models
from warehouse.errors import WarehouseError
from warehouse.models import ANOMALY_STEPS, CASE_STEPS, MART_VIEWS, MARTS, OBSERVATION_STEPS, VIEWS, read_model

FOLDER = Path(warehouse.models.__file__).parent
FILES = sorted(path for layer in ("core", "marts") for path in FOLDER.glob(f"{layer}/*.sql"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in FILES]


def parse(name: str) -> exp.Expression:
    layer, model = name.split("/")
    (statement,) = sqlglot.parse(read_model(layer, model), read="duckdb")
    assert statement is not None
    return statement


@pytest.mark.parametrize("name", NAMES)
def test_a_model_is_one_select_that_opens_with_what_it_says(name: str) -> None:
    assert isinstance(parse(name), exp.Query)
    assert read_model(*name.split("/")).startswith("-- ")


@pytest.mark.parametrize("name", NAMES)
def test_a_model_uses_nothing_that_spark_does_otherwise(name: str) -> None:
    statement = parse(name)
    refused = (exp.Qualify, exp.PercentileCont, exp.DateDiff, exp.Lag, exp.Lead, exp.First, exp.Last, exp.AnyValue)
    assert [type(node).__name__ for node in statement.find_all(*refused)] == []
    for aggregated in statement.find_all(exp.ArrayAgg):
        assert isinstance(aggregated.parent, exp.ArraySort), "a list without an order"


@pytest.mark.parametrize("name", NAMES)
def test_a_model_can_be_written_for_spark(name: str) -> None:
    written = sqlglot.transpile(
        read_model(*name.split("/")), read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
    )
    assert len(written) == 1
    assert isinstance(sqlglot.parse_one(written[0], read="spark"), exp.Query)


def test_every_file_is_a_step_a_view_or_a_mart() -> None:
    steps = {*OBSERVATION_STEPS, *CASE_STEPS, *VIEWS, *ANOMALY_STEPS, "anomaly_finding", "case_total", "coverage"}
    steps |= {"touched_pair", "touched_observation", "touched_document", "touched_case", "touched_target_quarter"}
    steps |= {"touched_gap_quarter", "resting_quarter", "chosen_quarter", "resubmission", "case_resubmission"}
    assert {path.stem for path in FILES if path.parent.name == "core"} == steps
    assert {path.stem for path in FILES if path.parent.name == "marts"} == {*MARTS, *MART_VIEWS}


def test_a_missing_model_is_told() -> None:
    with pytest.raises(WarehouseError, match="missing"):
        read_model("core", "nothing")
