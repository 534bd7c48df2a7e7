from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from dashboards.queries import query_names, read_query
from tests.dashboards.publication_rows import digest, observation_id
from tests.dashboards.rate_rows import RATE, build_rated
from warehouse.home import Home
from warehouse.publication import open_publication

VALUES = {
    "quarter": "2024Q1", "indicator": "penalty.fine_amount", "prefecture": None, "county": None, "sector": None,
    "span": "quarter", "unit_kind": "village", "division": "990101", "office": "990101",
}  # fmt: skip
OF_DOUBTED: dict[str, dict[str, str | None]] = {
    "anomalies": {},
    "accidents": {"indicator": "accident.deaths", "quarter": "2024Q2"},
    "accident_state": {"observation": observation_id("deaths-1")},
    "gap_decisions": {"division": "990102", "first_day": "2024-04-01", "last_day": "2024-06-30"},
    "gap_parts": {},
    "gaps": {},
    "located": {"submission": digest("a.txt")},
}
"""Questions that only the second publication answers, with what they are asked."""
OF_RATED: dict[str, dict[str, str | None]] = {
    "rate_areas": {"indicator": RATE},
    "rate_figures": {"indicator": RATE},
    "rate_parts": {"observation": None},
    "rate_sectors": {"indicator": RATE},
    "rates": {},
}
"""Those that only the third answers."""

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def connection(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_publication(home) as opened:
        yield opened


def ask(connection: duckdb.DuckDBPyConnection, name: str, **changes: str | None) -> Rows:
    sql = read_query(name)
    needed = set(re.findall(r"\$(\w+)", sql))
    cursor = connection.execute(sql, {key: value for key, value in {**VALUES, **changes}.items() if key in needed})
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def of(rows: Rows, county: str, quarter: str = "2024Q1") -> dict[str, Any]:
    return next(row for row in rows if row["division_code"] == county and row["quarter"] == quarter)


@pytest.fixture(scope="module")
def doubted_connection(doubted: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_publication(doubted) as opened:
        yield opened


@pytest.fixture(scope="module")
def rated_connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    made = Home(tmp_path_factory.mktemp("rated"))
    build_rated(made)
    with open_publication(made) as opened:
        yield opened


@pytest.mark.parametrize("name", query_names())
def test_every_query_answers_on_a_publication_and_only_reads(
    connection: duckdb.DuckDBPyConnection,
    doubted_connection: duckdb.DuckDBPyConnection,
    rated_connection: duckdb.DuckDBPyConnection,
    name: str,
) -> None:
    asked = doubted_connection if name in OF_DOUBTED else rated_connection if name in OF_RATED else connection
    sector = "coal_mine" if name == "rate_figures" else None
    values = {"quarter": "2024Q2" if name == "statements" else "2024Q1", "sector": sector}
    assert ask(asked, name, **{**values, **OF_DOUBTED.get(name, {}), **OF_RATED.get(name, {})})
    assert re.match(r"--.*\n(?:--.*\n)*(?:select|with)\b", read_query(name))


def test_money_comes_as_decimal_not_as_float(connection: duckdb.DuckDBPyConnection) -> None:
    value = of(ask(connection, "figures"), "990101")["value"]
    assert (type(value), value) == (Decimal, Decimal(411000))


@pytest.mark.parametrize(
    ("county", "quarter", "status"),
    [
        ("990101", "2024Q1", "value"),
        ("990102", "2024Q1", "value"),
        ("990104", "2024Q1", "not_stated"),
        ("990105", "2024Q1", "missing"),
        ("990103", "2024Q2", "other_period"),
        ("990101", "2024Q2", "missing"),
    ],
)
def test_each_county_has_its_figure_or_the_reason_why_there_is_none(
    connection: duckdb.DuckDBPyConnection, county: str, quarter: str, status: str
) -> None:
    row = of(ask(connection, "figures"), county, quarter)
    assert row["status"] == status
    assert (row["value"] is None) == (status != "value")


def test_the_first_quarter_is_the_year_to_date_as_well(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ask(connection, "figures", span="to_date")
    assert of(rows, "990101")["value"] == 411000
    assert of(rows, "990103", "2024Q2")["value"] == 300000


def test_a_sector_is_not_the_whole(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ask(connection, "figures", sector="coal_mine")
    assert of(rows, "990101")["value"] == 200000
    assert of(rows, "990102")["status"] != "value"
    sectors = ask(connection, "sector_figures")
    assert [(row["division_code"], row["sector_code"], row["value"]) for row in sectors] == [
        ("990101", "coal_mine", Decimal(200000))
    ]


def test_a_broken_rule_goes_with_its_figure(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ask(connection, "figures")
    assert (of(rows, "990102")["broken_count"], of(rows, "990101")["broken_count"]) == (1, 0)


def test_figures_of_other_spans_stand_apart(connection: duckdb.DuckDBPyConnection) -> None:
    rows = ask(connection, "statements", quarter="2024Q2")
    assert [(row["division_code"], row["period_kind"], row["value"]) for row in rows] == [("990103", "ytd", 300000)]


def test_a_target_is_beside_the_share_and_never_in_it(connection: duckdb.DuckDBPyConnection) -> None:
    row = of(ask(connection, "zero_accident"), "990101")
    assert (row["rate"], row["target"], row["gap"]) == (Decimal("0.913"), Decimal("0.95"), Decimal("-0.037"))


def test_a_filter_narrows_by_prefecture(connection: duckdb.DuckDBPyConnection) -> None:
    assert ask(connection, "coverage", prefecture="990200") == []
    assert {row["state"] for row in ask(connection, "coverage", county="990102")} == {"late", "missing"}
