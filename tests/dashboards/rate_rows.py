"""A third small publication: rates with both parts, with one, with none, with bounds, and an area that states its own.

澄川市 in 2024Q1: 澄阳县 states 95.7% of 67/70 and no accident; 渡川县 the bare rate; 990103 one part; 990104 other things;
990105 90% of 50/80; nobody else reports. The city states 80%.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.warehouse.staged_rows import Row, Staged, digest, observation, submission
from warehouse.home import Home
from warehouse.publication import Publication, publish
from warehouse.reporting_plan import FILE_NAME

RATE, FOUND, CURED = "hazard.rectification_rate", "hazard.found", "hazard.rectified"
LOADED = datetime(2024, 5, 10, 1, tzinfo=UTC)


def figure(code: str, value: str, number: int, county: str, **changes: Any) -> Row:
    return observation(
        county, number, indicator_code=code, value=value, raw=changes.pop("raw", value), division_code=county, **changes
    )


def share(percent: str, number: int, county: str, code: str = RATE, **changes: Any) -> Row:
    return figure(code, str(Decimal(percent) / 100), number, county, unit="ratio", raw=f"{percent}%", **changes)


def stated_id(county: str, number: int) -> str:
    return digest(f"{county} {number}")[:20]


def build_rated(home: Home) -> Publication:
    """Load the quarter and publish it."""
    home.root.mkdir(parents=True, exist_ok=True)
    plan = "990100,2024Q1,,,", "990101,2024Q1,,,accident.count accident.deaths hazard.found penalty.count"
    (home.root / FILE_NAME).write_text("\n".join(["division,from,to,due_days,indicators", *plan, ""]), "utf-8")
    mine: dict[str, Any] = {"sector_code": "coal_mine"}
    money: dict[str, Any] = {"unit": "yuan"}
    counties = ("990101", "990102", "990103", "990104", "990105", "990100")
    rows = [
        share("95.7", 1, "990101"), figure(CURED, "67", 2, "990101"), figure(FOUND, "70", 3, "990101"),
        figure("accident.count", "0", 4, "990101"),
        share("50", 5, "990101", **mine), figure(CURED, "1", 6, "990101", **mine), figure(FOUND, "2", 7, "990101", **mine),
        share("60", 8, "990101", "penalty.collection_rate"),
        figure("penalty.fine_collected", "90000", 9, "990101", qualifier="over", **money),
        figure("penalty.fine_amount", "120000", 10, "990101", **money),
        figure("accident.deaths_per_100m_gdp", "0.018", 11, "990101", unit="ratio"),
        share("99", 1, "990102"), share("70", 2, "990102", "penalty.collection_rate"),
        figure(CURED, "30", 1, "990103"),
        figure("penalty.suspension", "1", 1, "990104"),
        share("90", 1, "990105"), figure(CURED, "50", 2, "990105"), figure(FOUND, "80", 3, "990105"),
        share("80", 1, "990100"), figure(CURED, "120", 2, "990100"), figure(FOUND, "150", 3, "990100"),
    ]  # fmt: skip
    files = [submission(code, division_code=code, file_name=f"{code}.xlsx") for code in counties]
    Staged(files, rows).load(home, at=LOADED)
    made = publish(home, at=LOADED)
    assert made is not None
    return made
