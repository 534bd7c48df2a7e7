"""What every county of the province truly has to report: figures that fit each other under every rule.

Printed as forms print them: counts, persons, 万元, percent. A mutation replaces what is printed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from pipelines.sample.offices import load_division_rows
from warehouse.catalogue.loader import load_catalogue

Printed = Mapping[str, str]
UNITS = {"count": "个", "person": "人", "yuan": "万元", "ratio": "%"}

NOW: Printed = {
    "inspection.count": "400", "inspection.units": "300", "inspection.units_supervised": "1000",
    "inspection.planned_count": "500", "inspection.random_units": "60", "inspection.self_check_units": "80",
    "inspection.teams": "20", "inspection.personnel": "60", "inspection.coverage_rate": "30.0",
    "inspection.plan_rate": "80.0", "inspection.penalty_rate": "10.0",
    "document.total": "620", "document.record": "380", "document.rectification_order": "120",
    "document.reinspection": "100", "document.site_measures": "10", "document.coercive": "2",
    "hazard.units_due": "500", "hazard.units_checked": "400", "hazard.coverage_rate": "80.0",
    "hazard.found": "500", "hazard.rectified": "480", "hazard.pending": "20", "hazard.immediate": "450",
    "hazard.deadline": "50", "hazard.overdue": "4", "hazard.rectification_rate": "96.0",
    "hazard.general_found": "480", "hazard.general_rectified": "468", "hazard.general_rate": "97.5",
    "hazard.major_found": "20", "hazard.major_rectified": "12", "hazard.major_rate": "60.0",
    "hazard.major_planned": "8", "hazard.plan_target": "8", "hazard.plan_funding": "8", "hazard.plan_staff": "8",
    "hazard.plan_deadline": "8", "hazard.plan_measures": "8", "hazard.plan_complete": "6", "hazard.listed": "6",
    "hazard.listed_province": "1", "hazard.listed_city": "3", "hazard.funds": "50", "hazard.self_found": "12",
    "hazard.gov_found": "8",
    "penalty.count": "40", "penalty.count_unit": "30", "penalty.count_person": "10",
    "penalty.count_supervision": "36", "penalty.count_accident": "4", "penalty.units": "28",
    "penalty.fine_count": "32", "penalty.fine_count_supervision": "30", "penalty.fine_count_accident": "2",
    "penalty.fine_amount": "64.00", "penalty.fine_supervision": "60.00", "penalty.fine_accident": "4.00",
    "penalty.fine_collected": "48.00", "penalty.fine_collected_supervision": "45.00",
    "penalty.fine_collected_accident": "3.00", "penalty.collection_rate": "75.0",
    "penalty.confiscated_amount": "2.00", "penalty.fine_and_confiscation": "66.00", "penalty.case_filed": "42",
    "penalty.case_pre": "38", "penalty.case_accident": "4", "penalty.case_closed": "41",
    "penalty.closure_proposed": "3", "penalty.closure_actual": "2", "penalty.licence": "3",
    "penalty.licence_suspended": "2", "penalty.licence_revoked": "1", "penalty.suspension": "2",
    "penalty.stop_measures": "1", "penalty.suspension_mixed": "3", "penalty.warning": "6",
    "detention.administrative": "0", "detention.administrative_cases": "0", "prosecution.criminal": "2",
    "prosecution.arrested": "1",
    "accident.count": "3", "accident.fatal_count": "2", "accident.deaths": "2", "accident.general_count": "3",
    "accident.general_deaths": "2", "accident.larger_count": "0", "accident.larger_deaths": "0",
    "accident.major_count": "0", "accident.major_deaths": "0", "accident.extra_count": "0",
    "accident.extra_deaths": "0", "accident.injuries": "4", "accident.serious_injuries": "2", "accident.missing": "0",
    "zero_accident.village_total": "160", "zero_accident.village_zero": "150", "zero_accident.village_rate": "93.75",
    "zero_accident.enterprise_total": "1000", "zero_accident.enterprise_zero": "990",
    "zero_accident.enterprise_rate": "99.0", "zero_accident.events": "12", "coverage.village_total": "158",
    "coverage.rate": "85.0",
    "standard.enterprises": "41", "standard.level1": "1", "standard.level2": "8", "standard.level3": "32",
    "standard.due": "51", "standard.rate": "80.39",
    "training.people": "340", "training.certified": "300", "training.sessions": "12", "training.cert_rate": "88.24",
    "rescue.teams": "8", "rescue.gov_teams": "2", "rescue.enterprise_teams": "3", "rescue.part_time_teams": "3",
    "complaint.count": "50", "complaint.checked": "40", "complaint.confirmed": "25", "complaint.checked_rate": "80.0",
    "complaint.confirmed_rate": "62.5",
}  # fmt: skip
"""A county's first quarter of 2024, but for what ``now_of`` makes its own."""

PAST: Mapping[str, Sequence[str]] = {
    "penalty.fine_amount": ("60.00", "62.00", "58.00", "61.00"),
    "penalty.count": ("38", "41", "37", "39"),
    "penalty.case_filed": ("41", "43", "39", "40"),
    "penalty.case_closed": ("40", "43", "38", "38"),
    "inspection.units": ("280", "310", "290", "300"),
    "hazard.found": ("470", "510", "480", "490"),
    "hazard.rectified": ("450", "495", "470", "480"),
    "hazard.pending": ("20", "20", "22", "20"),
    "hazard.major_pending": ("3", "3", "3", "3"),
    "accident.count": ("2", "1", "2", "3"),
    "zero_accident.village_rate": ("98.75", "97.50", "96.25", "95.00"),
}
"""The same county's four quarters of 2023."""


def counties() -> tuple[tuple[str, str], ...]:
    """(code, name) of every county of the invented province."""
    return tuple((r["code"], r["name"]) for r in load_division_rows() if r["level"] == "county")


def now_of(code: str) -> Printed:
    """A county's own first quarter of 2024: no two counties inspect and spend alike."""
    number = [each for each, _ in counties()].index(code)
    own = {"inspection.personnel": 60 + number, "hazard.funds": 50 + number, "inspection.self_check_units": 80 + number}
    return {**NOW, **{indicator: str(value) for indicator, value in own.items()}}


def write_long(code: str, name: str, columns: Sequence[tuple[str, Printed]]) -> bytes:
    """A county's long table: a line an indicator, a column a period."""
    indicators = load_catalogue().indicators
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["行政区划代码", "县区", "行业", "指标名称", "计量单位", *(period for period, _ in columns)])
    for indicator in dict.fromkeys(i for _, printed in columns for i in printed):
        known = indicators[indicator]
        cells = [printed.get(indicator, "") for _, printed in columns]
        writer.writerow([code, name, "全部", known.name_zh, UNITS[known.unit], *cells])
    return stream.getvalue().encode("gb18030")


def write_past(code: str, name: str) -> bytes:
    """A county's table of 2023, a column a quarter."""
    periods = ("2023年第一季度", "2023年第二季度", "2023年第三季度", "2023年第四季度")
    return write_long(code, name, [(p, {i: v[n] for i, v in PAST.items()}) for n, p in enumerate(periods)])
