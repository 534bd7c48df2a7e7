"""A published quarter with gaps: an unheard correction, a slip of the unit, a list that lacks a decision in quarantine."""

from __future__ import annotations

from datetime import date

from tests.warehouse.staged_rows import NOON, Staged, case, held, observation, submission
from warehouse.home import Home
from warehouse.publication import publish

FORM = {"method": "table"}
FINE = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}


def publish_gaps(home: Home) -> None:
    """Load and publish them."""
    doubted = case("list", 2, decision_date=None, status="quarantined", reasons=["date_invalid"])
    other = {"division_code": "990102", "place": "渡川县"}
    rows = [
        observation("summary", 1, value=100, indicator_code="hazard.found", locator="S!B2", **FORM),
        observation("corrected", 1, value=101, indicator_code="hazard.found"),
        observation("form", 1, value=2, indicator_code="penalty.count", locator="S!B3", **FORM),
        observation("slip", 1, value=165000, raw="16.5万元", **FINE, **other),
        observation("slipped", 1, value=1650000000, raw="165000", locator="S!B4", **FORM, **FINE, **other),
    ]
    files = [
        submission("summary", division_code="990100", published_on=date(2024, 4, 8)),
        submission("corrected", is_correction=True),
        submission("form"),
        submission("list", cases_count=2),
        submission("slip", division_code="990102"),
        submission("slipped", division_code="990102"),
    ]
    kept_out = held(observation("list"), "P27", reason="date_invalid")
    kept_out |= {"subject_kind": "case", "subject_id": doubted["case_id"]}
    Staged(files, rows, [case("list", 1), doubted], quarantine=[kept_out, held(rows[4], "P28")]).load(home)
    publish(home, at=NOON)
