"""A small publication of the fictional province, made by hand through the warehouse: every kind of absence is in it.

澄川市 has eight counties due. In 2024Q1: 990101 and 990102 report fines, 990103 reports year to date only (in 2024Q2),
990104 reports without fines, the other four do not report.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from warehouse.evidence import write_evidence
from warehouse.home import Home
from warehouse.publication import Publication, publish
from warehouse.staging import STAGED_TABLES, StagedQuarter, write_rows
from warehouse.store import Warehouse

Row = dict[str, Any]
APP = Path(__file__).parent.parent.parent / "dashboards" / "app.py"
LOADED = datetime(2024, 5, 1, 12, tzinfo=UTC)
PUBLISHED = datetime(2024, 5, 2, 4, 30, tzinfo=UTC)
EVIL = "<script>alert('x')</script>"
TEXT = f"一季度，全县实施罚款41.1万元，责令停产停业整顿9家。{EVIL}"
SHARE_TEXT = "全县零事故村占91.3%。"
SHEET = [
    ["单位", "罚款（万元）", "停产停业（家）"],
    ["渡川县", "670", "4"],
    [EVIL, "1", "2"],
]
SPANS = {
    "2023Q1": (date(2023, 1, 1), date(2023, 3, 31)),
    "2024Q1": (date(2024, 1, 1), date(2024, 3, 31)),
    "2024Q2": (date(2024, 4, 1), date(2024, 6, 30)),
}


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def observation_id(name: str) -> str:
    return digest(name)[:20]


def submission(name: str, county: str, quarter: str, **changes: Any) -> Row:
    row: Row = {
        "submission_id": digest(name), "file_name": name, "size_bytes": 100, "format": "txt", "encoding": "utf-8",
        "quarter": quarter, "quarter_basis": "folder", "division_code": county, "office_name": "示例应急管理局",
        "published_on": SPANS[quarter][1], "is_correction": False, "outcome": "read", "observations_count": 1,
        "cases_count": 0, "refusals_count": 0, "submitted_at": datetime(2024, 4, 3, 8),  # noqa: DTZ001 - stored without zone
    }  # fmt: skip
    return {**row, **changes}


def observation(name: str, of: str, county: str, quarter: str, value: str, **changes: Any) -> Row:
    start, end = SPANS[quarter]
    row: Row = {
        "observation_id": observation_id(name), "submission_id": digest(of), "quarter": quarter,
        "indicator_code": "penalty.fine_amount", "value": Decimal(value), "unit": "yuan", "qualifier": "exact",
        "raw": value, "locator": f"chars 0-{len(name)}", "method": "prose", "rule": "hand", "place": "澄阳县",
        "division_code": county, "period_start": start, "period_end": end, "period_kind": "quarter",
        "period_basis": "printed", "role": "observed", "value_state": "number", "counting_basis": "unknown",
        "is_subtotal": False, "context": "罚款", "status": "accepted", "extractor_version": "1",
    }  # fmt: skip
    return {**row, **changes}


def _rows_2024q1() -> tuple[list[Row], list[Row], list[Row]]:
    prose, sheet, quiet = "chengyang.txt", "duchuan.xlsx", "shizha.txt"
    start = TEXT.index("41.1万元")
    submissions = [
        submission(prose, "990101", "2024Q1"),
        submission(sheet, "990102", "2024Q1", format="xlsx", published_on=date(2024, 5, 20)),
        submission(quiet, "990104", "2024Q1"),
        submission("chengchuan.txt", "990100", "2024Q1"),
    ]
    village = {"unit": "ratio", "indicator_code": "zero_accident.village_rate", "locator": "text chars 6-11"}
    count = {"unit": "count", "indicator_code": "penalty.suspension"}
    observations = [
        observation(
            "fine-101", prose, "990101", "2024Q1", "411000", raw="41.1万元", locator=f"chars {start}-{start + 6}"
        ),
        observation("stop-101", prose, "990101", "2024Q1", "9", raw="9家", locator="chars 25-27", **count),
        observation("fine-mine-101", prose, "990101", "2024Q1", "200000", sector_code="coal_mine", locator="chars 1-2"),
        observation(
            "fine-102", sheet, "990102", "2024Q1", "6700000", raw="670", locator="Sheet1!B2", method="table",
            qualifier="over", context="罚款（万元） | 渡川县", place="渡川县",
        ),
        observation("stop-104", quiet, "990104", "2024Q1", "0", raw="0家", place="石闸县", **count),
        observation("village-101", prose, "990101", "2024Q1", "0.913", raw="91.3%", **village),
        observation(
            "village-total-101", prose, "990101", "2024Q1", "200", unit="count",
            indicator_code="zero_accident.village_total", locator="chars 7-8",
        ),
        observation(
            "village-target-101", prose, "990101", "2024Q1", "0.95", unit="ratio", role="target",
            indicator_code="zero_accident.village_target", locator="chars 8-9",
        ),
        observation(
            "village-100", "chengchuan.txt", "990100", "2024Q1", "0.94", raw="94%", place="澄川市", **village
        ),
        observation(
            "village-target-100", prose, "990100", "2024Q1", "0.95", unit="ratio", role="target", place="澄川市",
            indicator_code="zero_accident.village_target", locator="chars 9-10",
        ),
    ]  # fmt: skip
    findings = [
        {
            "finding_id": digest("finding"), "quarter": "2024Q1", "rule_id": "P08", "severity": "warn",
            "subject_kind": "observation", "subject_ids": [observation_id("fine-102")], "outcome": "broken",
            "observed": EVIL, "expected": "0", "message": "hand",
        }
    ]  # fmt: skip
    return submissions, observations, findings


def _rows_2024q2() -> tuple[list[Row], list[Row], list[Row]]:
    name = "luxi.json"
    to_date = {"period_start": date(2024, 1, 1), "period_kind": "ytd"}
    observations = [
        observation("fine-103", name, "990103", "2024Q2", "300000", locator="$.items[0].罚款", method="tree", **to_date)
    ]
    return [submission(name, "990103", "2024Q2", format="json")], observations, []


def _rows_2023q1() -> tuple[list[Row], list[Row], list[Row]]:
    name = "chengyang-2023.txt"
    observations = [observation("fine-101-2023", name, "990101", "2023Q1", "300000")]
    return [submission(name, "990101", "2023Q1")], observations, []


def publish_correction(home: Home) -> Publication:
    """Load 2024Q1 again with a corrected fine of 澄阳县, 511000 for 411000, and publish it a day later."""
    submissions, observations, findings = _rows_2024q1()
    corrected = [
        {**row, "value": Decimal(511000)} if row["observation_id"] == observation_id("fine-101") else row
        for row in observations
    ]
    with Warehouse.open(home) as warehouse:
        for table, rows in zip(STAGED_TABLES, (submissions, corrected, [], findings, []), strict=True):
            write_rows(home, "2024Q1", table, rows)
        warehouse.load_quarter("2024Q1", StagedQuarter.at(home, "2024Q1"), recorded_at=LOADED + timedelta(hours=20))
    made = publish(home, at=PUBLISHED + timedelta(days=1))
    assert made is not None
    return made


_QUARTERS = {"2023Q1": _rows_2023q1, "2024Q1": _rows_2024q1, "2024Q2": _rows_2024q2}


def build_publication(home: Home) -> Publication:
    """Load the three quarters and publish them, with the readings that the evidence page shows."""
    with Warehouse.open(home) as warehouse:
        for quarter, build in _QUARTERS.items():
            submissions, observations, findings = build()
            tables = (submissions, observations, [], findings, [])
            for table, rows in zip(STAGED_TABLES, tables, strict=True):
                write_rows(home, quarter, table, rows)
            warehouse.load_quarter(quarter, StagedQuarter.at(home, quarter), recorded_at=LOADED)
    write_evidence(home, digest("chengyang.txt"), [{"kind": "text", "locator": "", "text": TEXT}])
    write_evidence(home, digest("duchuan.xlsx"), [{"kind": "table", "locator": "Sheet1", "rows": SHEET}])
    tree = {"items": [{"名称": EVIL, "罚款": 300000}]}
    write_evidence(home, digest("luxi.json"), [{"kind": "tree", "locator": "$", "value": tree}])
    made = publish(home, at=PUBLISHED)
    assert made is not None
    return made
