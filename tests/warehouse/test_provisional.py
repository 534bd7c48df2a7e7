"""Accident figures are provisional until the days in which deaths are still counted have passed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.warehouse.staged_rows import Staged, observation, submission
from warehouse.home import Home
from warehouse.publication import open_publication, publish

SHOWN = "select settles_on, is_provisional from marts.mart_accident order by all"


def publish_deaths(home: Home, at: datetime, **changes: Any) -> None:
    row = observation("a", value=2, indicator_code="accident.deaths", unit="person", **changes)
    Staged([submission("a")], [row]).load(home, at=at)
    publish(home, at=at)


def shown(home: Home, as_of: datetime | None = None) -> list[tuple[Any, ...]]:
    with open_publication(home, as_of=as_of) as connection:
        return connection.execute(SHOWN).fetchall()


@pytest.mark.parametrize(
    ("sector", "settles_on"),
    [
        (None, date(2024, 4, 30)),
        ("construction", date(2024, 4, 30)),
        ("road_transport", date(2024, 4, 7)),
        ("fire_safety", date(2024, 4, 7)),
    ],
)
def test_deaths_settle_after_thirty_days_and_after_seven_on_roads_and_in_fires(
    home: Home, sector: str | None, settles_on: date
) -> None:
    publish_deaths(home, datetime(2024, 4, 8, 12, tzinfo=UTC), sector_code=sector)
    assert shown(home) == [(settles_on, settles_on > date(2024, 4, 8))]


def test_the_last_day_counts_by_the_calendar_of_china(home: Home) -> None:
    publish_deaths(home, datetime(2024, 4, 30, 15, 59, tzinfo=UTC))
    assert shown(home) == [(date(2024, 4, 30), True)]
    assert shown(home, datetime(2024, 4, 30, 16, 0, tzinfo=UTC)) == [(date(2024, 4, 30), False)]


def test_a_publication_speaks_for_its_own_time_whenever_it_is_read(home: Home) -> None:
    publish_deaths(home, datetime(2024, 4, 10, 12, tzinfo=UTC))
    assert shown(home) == [(date(2024, 4, 30), True)]
    assert shown(home, datetime(2024, 4, 9, tzinfo=UTC)) == []


def test_denominators_and_targets_do_not_settle(home: Home) -> None:
    row = observation("a", value=5000, indicator_code="base.population", unit="person")
    Staged([submission("a")], [row]).load(home)
    publish(home, at=datetime(2024, 5, 1, 12, tzinfo=UTC))
    assert shown(home) == []
