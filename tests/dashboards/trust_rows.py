"""A second small publication: what is doubtful, what changed, and what a manifest says of the gate.

In 2024Q1 澄川市 states fines and suspensions beside those of 澄阳县 and 渡川县: a slip of the unit and a plain gap. In 2024Q2
running counts give a quarter and fall in another county, a share rises within its year and fits no whole number, and
deaths are still provisional. Later a corrected count comes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb

from tests.dashboards.publication_rows import digest, observation_id
from tests.warehouse.staged_rows import Staged, case
from tests.warehouse.staged_rows import submission as staged_submission
from warehouse.evidence import write_evidence
from warehouse.home import Home
from warehouse.publication import Publication, publish
from warehouse.receipt.refusals import RefusedPlace, keep_refusals

Row = dict[str, Any]
FIRST_LOAD = datetime(2024, 5, 10, 1, tzinfo=UTC)
SECOND_LOAD = datetime(2024, 7, 5, 1, tzinfo=UTC)
CORRECTED = datetime(2024, 7, 8, 1, tzinfo=UTC)
PUBLISHED = datetime(2024, 7, 9, 1, tzinfo=UTC)
REPORT = "一季度责令停产停业整顿9家，罚款10万元，另有约若干家待查。"
TABLE = [["单位", "罚款（万元）", "停产停业（家）"], ["渡川县", "0.004", "8"], ["<b>合计</b>", "0.004", "x"]]
_ANOMALY = """
insert into quality.anomaly by name
select
    'far' as anomaly_id, 'past' as kind, '2024Q1' as reporting_quarter, '2024Q1' as quarter, '990101' as division_code,
    'penalty.suspension' as indicator_code, date '2024-03-31' as period_end, 10 as value, 'count' as unit,
    1.5 as band_low, 3.0 as band_middle, 6.25 as band_high, 5 as compared_count, 7.46 as score,
    ? as observation_id, ? as submission_id, ? as recorded_at
"""
SPANS = {"2024Q1": (date(2024, 1, 1), date(2024, 3, 31)), "2024Q2": (date(2024, 4, 1), date(2024, 6, 30))}
GATE = {
    "2024Q1": {"outcome": "pass", "at": FIRST_LOAD.isoformat(), "conditions": []},
    "2024Q2": {
        "outcome": "overridden",
        "at": SECOND_LOAD.isoformat(),
        "conditions": [
            {
                "condition": "anomalies", "outcome": "overridden", "zh": "异常数值个数", "en": "figures far off",
                "value": 7.0, "warn": 0, "hold": 5.0,
                "override": {
                    "sequence": 1, "recorded_at": SECOND_LOAD.isoformat(), "quarter": "2024Q2",
                    "condition": "anomalies", "value": 7.0, "who": "示例处长", "why": "已逐个电话核实",
                },
            }
        ],
    },
}  # fmt: skip


def file(name: str, county: str, quarter: str, day: date, **changes: Any) -> Row:
    named = {"file_name": name, "division_code": county, "office_name": "示例应急管理局", "published_on": day}
    return {**staged_submission(name, quarter), **named, **changes}


def figure(name: str, of: str, county: str, quarter: str, value: str, **changes: Any) -> Row:
    start, end = SPANS[quarter]
    row: Row = {
        "observation_id": observation_id(name), "submission_id": digest(of), "quarter": quarter,
        "indicator_code": "penalty.suspension", "value": Decimal(value), "unit": "count", "qualifier": "exact",
        "raw": value, "locator": f"{name}!A1", "method": "prose", "rule": "hand", "place": "澄阳县",
        "division_code": county, "period_start": start, "period_end": end, "period_kind": "quarter",
        "period_basis": "printed", "role": "observed", "value_state": "number", "counting_basis": "unknown",
        "is_subtotal": False, "context": "手写", "status": "accepted", "extractor_version": "1",
    }  # fmt: skip
    return {**row, **changes}


_FINE = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}
_TO_DATE = {"period_start": date(2024, 1, 1), "period_kind": "ytd"}
_VILLAGE = {"unit": "ratio", "indicator_code": "zero_accident.village_rate"}
_VILLAGES = {"indicator_code": "zero_accident.village_total"}


def _staged(suspensions: str = "9") -> Staged:
    prose, sheet, area, second, listed = "a.txt", "b.xlsx", "c.txt", "d.txt", "list.csv"
    start = REPORT.index("9家")
    return Staged(
        submissions=[
            file(prose, "990101", "2024Q1", date(2024, 4, 8), refusals_count=1),
            file(sheet, "990102", "2024Q1", date(2024, 5, 8)),
            file(area, "990100", "2024Q1", date(2024, 4, 9)),
            file(second, "990101", "2024Q2", date(2024, 7, 3)),
            file(listed, "990102", "2024Q2", date(2024, 7, 4), cases_count=2),
        ],
        observations=[
            figure("stop-1", prose, "990101", "2024Q1", suspensions, raw="9家", locator=f"chars {start}-{start + 2}"),
            figure("fine-1", prose, "990101", "2024Q1", "100000", **_FINE),
            figure("stop-2", sheet, "990102", "2024Q1", "8", locator="Sheet1!C2"),
            figure("fine-2", sheet, "990102", "2024Q1", "40", raw="0.004", locator="Sheet1!B2", **_FINE),
            figure("stop-0", area, "990100", "2024Q1", "20"),
            figure("fine-0", area, "990100", "2024Q1", "500000", **_FINE),
            figure("rate-1", prose, "990101", "2024Q1", "0.9", raw="90%", **_VILLAGE),
            figure("all-1", prose, "990101", "2024Q1", "200", **_VILLAGES),
            figure("fine-1-half", second, "990101", "2024Q2", "250000", **_FINE, **_TO_DATE),
            figure("stop-1-half", second, "990101", "2024Q2", "5", **_TO_DATE),
            figure("rate-2", second, "990101", "2024Q2", "0.913", raw="91.3%", **_VILLAGE),
            figure("all-2", second, "990101", "2024Q2", "200", **_VILLAGES),
            figure("deaths-1", second, "990101", "2024Q2", "1", indicator_code="accident.deaths", unit="person"),
            figure("count-2", listed, "990102", "2024Q2", "3", indicator_code="penalty.count"),
        ],
        cases=[
            case(listed, number, "2024Q2", division_code="990102", decision_date=date(2024, 5, 6), fine_yuan=fine)
            for number, fine in ((1, Decimal("50000.00")), (2, Decimal("30000.00")))
        ],
    )  # fmt: skip


def build_doubted(home: Home) -> Publication:
    """Load both quarters and then the correction, each at its time, and publish them with the gate's notes."""
    _staged().load(home, "2024Q1", at=FIRST_LOAD)
    _staged().load(home, "2024Q2", at=SECOND_LOAD)
    _staged("10").load(home, "2024Q1", at=CORRECTED)
    write_evidence(home, digest("a.txt"), [{"kind": "text", "locator": "", "text": REPORT}])
    write_evidence(home, digest("b.xlsx"), [{"kind": "table", "locator": "Sheet1", "rows": TABLE}])
    place = REPORT.index("约若干家")
    keep_refusals(home, digest("a.txt"), [RefusedPlace(f"chars {place}-{place + 4}", "约若干家", "damaged_number")])
    keep_refusals(home, digest("b.xlsx"), [RefusedPlace("Sheet1!C3", "x", "damaged_number")])
    with duckdb.connect(home.warehouse) as warehouse:
        warehouse.execute(_ANOMALY, [observation_id("stop-1"), digest("a.txt"), FIRST_LOAD.replace(tzinfo=None)])
    made = publish(home, at=PUBLISHED, notes={"gate": GATE})
    assert made is not None
    return made
