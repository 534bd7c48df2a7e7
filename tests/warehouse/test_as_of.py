"""As of: every table and mart, looked at from any time, is what was published then; times are read in any zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, case, held, observation, submission
from warehouse.asof import parse_time
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.models import MART_VIEWS, MARTS
from warehouse.publication import Publication, open_publication, publish
from warehouse.schema import SCHEMAS
from warehouse.store import Warehouse
from warehouse.tables import load_tables

INSTANT = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
EAST = timezone(timedelta(hours=8))
SECOND, THIRD = NOON + timedelta(days=30), NOON + timedelta(days=60)
TABLES = sorted(load_tables())
HISTORIES = sorted(name for name, record in load_tables().items() if record.history)
MARTS_OF_ALL = [f"marts.{name}" for name in (*MARTS, *MART_VIEWS)]
VIEWS = ["core.current_fact", "core.every_fact", "core.observation_subject", "core.case_document"]
EVERYTHING = [*TABLES, *MARTS_OF_ALL, *VIEWS]
SILENT = frozenset({"core.dim_reporting_plan", "quality.anomaly"})
"""Tables that these few rows leave empty."""


def figures(of: str, quarter: str, day: date, **changes: Any) -> list[Row]:
    """Figures for each fact table, whose sums and shares agree."""
    start = date(day.year, 1, 1)
    span = {"period_start": start, "period_end": day, "period_kind": "ytd", **changes}
    codes = {
        "penalty.suspension": 12, "penalty.fine_amount": 410000, "hazard.found": 30, "hazard.rectified": 28,
        "inspection.units": 60, "accident.count": 1, "accident.deaths": 1, "zero_accident.village_zero": 90,
        "zero_accident.village_total": 100, "drill.count": 2,
    }  # fmt: skip
    units = {"penalty.fine_amount": "yuan", "accident.deaths": "person"}
    return [
        observation(of, n, quarter, indicator_code=code, value=value, unit=units.get(code, "count"), **span)
        for n, (code, value) in enumerate(codes.items())
    ]


def finding(row: Row) -> Row:
    return {
        "finding_id": f"f {row['observation_id']}", "quarter": row["quarter"], "rule_id": "R7", "severity": "warn",
        "subject_kind": "observation", "subject_ids": [row["observation_id"]], "outcome": "broken",
    }  # fmt: skip


class Told:
    """A home that was loaded, corrected, and had a row released, each time published a minute later."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.published: dict[datetime, Publication] = {}
        self._opened: dict[object, duckdb.DuckDBPyConnection] = {}

    def publish(self, at: datetime) -> None:
        made = publish(self.home, at=at + MINUTE)
        assert made is not None
        self.published[at] = made

    def as_of(self, moment: datetime | str, table: str) -> list[Row]:
        if moment not in self._opened:
            self._opened[moment] = open_publication(self.home, as_of=moment)
        return rows(self._opened[moment], table)

    def as_published(self, at: datetime, table: str) -> list[Row]:
        if self.published[at].version not in self._opened:
            self._opened[self.published[at].version] = open_publication(self.home, self.published[at].version)
        return rows(self._opened[self.published[at].version], table)

    def last_recorded(self, at: datetime) -> datetime:
        """When the last row was recorded that stands in the publication of a time."""
        found = self._opened[self.published[at].version].execute("select max(recorded_at) from raw.load_log").fetchone()
        assert found is not None
        return found[0].replace(tzinfo=UTC)  # type: ignore[no-any-return]

    def close(self) -> None:
        for connection in self._opened.values():
            connection.close()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    made = Told(Home(tmp_path_factory.mktemp("as_of")))
    first, later = figures("a", "2024Q1", date(2024, 3, 31)), figures("b", "2024Q2", date(2024, 6, 30))
    staged = Staged(
        [submission("a"), submission("b", "2024Q2"), submission("list")],
        [*first, *later],
        [case("list", 1), case("list", 2, fine_yuan=None, kinds=["warning"])],
        [finding(first[0])],
        [held(first[0])],
    )
    staged.load(made.home, "2024Q1", "2024Q2", at=NOON)
    made.publish(NOON)
    corrected = observation("c", 1, indicator_code="hazard.found", value=33, period_kind="ytd")
    staged.submissions.append(submission("c", is_correction=True, published_on=date(2024, 5, 20)))
    staged.observations.append(corrected)
    staged.cases[0] = case("list", 1, fine_yuan=Decimal("5000.00"))
    staged.findings.clear()
    staged.load(made.home, "2024Q1", at=SECOND)
    made.publish(SECOND)
    with Warehouse.open(made.home) as warehouse:
        warehouse.release(held(first[0])["quarantine_id"], why="电话核实", at=THIRD)
    made.publish(THIRD)
    yield made
    made.close()


def rows(connection: duckdb.DuckDBPyConnection, table: str) -> list[Row]:
    """All rows as mappings, in an order of their own: neither rows nor columns stand as they were written."""
    cursor = connection.execute(f"select * from {table}")
    names = [column[0] for column in cursor.description or ()]
    found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return sorted(found, key=lambda row: str(sorted(row.items())))


@pytest.mark.parametrize("table", EVERYTHING)
def test_at_the_time_of_a_publication_each_table_is_what_was_published(told: Told, table: str) -> None:
    for at in told.published:
        assert told.as_of(at + MINUTE, table) == told.as_published(at, table), at


@pytest.mark.parametrize("table", [name for name in EVERYTHING if name != "marts.mart_accident"])
def test_exactly_when_a_row_was_recorded_between_two_loads_and_in_any_zone_each_table_is_as_the_load_left_it(
    told: Told, table: str
) -> None:
    for at, others in (
        (NOON, (SECOND - INSTANT, NOON.astimezone(EAST) + MINUTE, "2024-05-01T20:01:00+08:00")),
        (SECOND, (SECOND, THIRD - INSTANT, "2024-06-01T12:00:00Z", "2024-06-01 12:00")),
        (THIRD, (THIRD, "2199-01-01", "9999-12-31T23:59:59Z")),
    ):
        was = told.as_published(at, table)
        for other in (told.last_recorded(at), *others):
            assert told.as_of(other, table) == was, (at, other)


@pytest.mark.parametrize("table", [*HISTORIES, *MARTS_OF_ALL, *VIEWS])
def test_before_the_first_load_nothing_was_known(told: Told, table: str) -> None:
    for before in (NOON - INSTANT, "2024-05-01T19:59:59+08:00", "2001-01-01", "0001-01-01"):
        assert told.as_of(before, table) == [], before


def test_every_kind_of_row_was_there_to_be_looked_at(told: Told) -> None:
    silent = [name for name in EVERYTHING if not told.as_of(THIRD + MINUTE, name)]
    assert set(silent) <= SILENT


def test_nothing_in_the_publication_is_left_out(told: Told) -> None:
    with open_publication(told.home) as now, open_publication(told.home, as_of=THIRD) as then:
        assert names_in(now) - names_in(then) == set()
        assert names_in(now) >= {*TABLES, *MARTS_OF_ALL, *VIEWS}


def names_in(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Every table and view of our schemas."""
    listed = "select table_schema || '.' || table_name from information_schema.tables"
    found = {row[0] for row in connection.execute(listed).fetchall()}
    return {name for name in found if name.partition(".")[0] in SCHEMAS}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-01T08:00:00+08:00", datetime(2024, 5, 1, tzinfo=UTC)),
        ("2024-05-01 08:00+0800", datetime(2024, 5, 1, tzinfo=UTC)),
        (" 2024-05-01T00:00:00.000001Z ", datetime(2024, 5, 1, microsecond=1, tzinfo=UTC)),
        ("20240501T120000Z", NOON),
    ],
)
def test_a_time_is_read_in_its_zone(text: str, expected: datetime) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2024-13-01", "9999-12-31T23:59:59-08:00", "0001-01-01T00:00+08:00", "2024Q1"]
)
def test_what_is_no_time_is_told(text: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        parse_time(text)
