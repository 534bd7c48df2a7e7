"""Validation: the rules for penalty decisions over a quarter's cases, beside one SQL pass by hand that finds the same.

``python -m benchmarks validation --rows 1000000`` for the record.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.measure import Ratio, compare
from pipelines.validation.cases import judge_cases
from warehouse.catalogue.loader import load_catalogue
from warehouse.quarters import Quarter
from warehouse.staging import table_schema
from warehouse.tables import load_tables

ROWS = 100_000
QUARTER = Quarter(2024, 1)
BY_HAND = Path(__file__).with_suffix(".sql").read_text("utf-8")


def run(rows: int = ROWS) -> Iterator[Ratio]:
    """The rules' time, with every finding and quarantine row built, as a multiple of the pass by hand."""
    cases = write_cases(rows)
    rules = load_catalogue().rules
    found = {i for finding in judge_cases(cases, rules, QUARTER).findings for i in finding["subject_ids"]}
    by_hand = {i for _, i in find_by_hand(cases)}
    if found != by_hand:
        raise SystemExit("the rules and the pass by hand do not find the same decisions")
    yield compare(
        f"{rows:,} decisions judged by the rules ({len(by_hand):,} found)",
        lambda: judge_cases(cases, rules, QUARTER),
        "one SQL pass by hand",
        lambda: find_by_hand(cases),
        rounds=5,
        limit=1.5,
    )


def find_by_hand(cases: pl.DataFrame) -> list[tuple[str, str]]:
    """Rule and id of every decision that one of the conditions selects."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.register("decided", cases.to_arrow())
        return connection.execute(BY_HAND).fetchall()


def write_cases(rows: int) -> pl.DataFrame:
    """Staged decisions of invented offices, a thousand a list.

    In every thousand some are repeated, late, flagged, held back, of another year than their number or told twice; in
    every fiftieth list one is another county's.
    """
    chance = random.Random(11)  # noqa: S311 - figures, not secrets
    listed = [_case(number, chance) for number in range(rows)]
    for one, other in zip(listed[::997], listed[1::997], strict=False):
        other.update({name: one[name] for name in ("party", "decision_date", "fine_yuan", "publish_date")})
    for one in listed[500::50_000]:
        one.update({"authority": "邻县应急管理局", "division_code": "990102"})
    schema = {**table_schema(load_tables()["core.penalty_case"]), "publish_date": pl.Date}
    return pl.DataFrame(listed, schema=schema, orient="row")


def _case(number: int, chance: random.Random) -> dict[str, object]:
    decided = date(2024, 1, 1) + timedelta(days=chance.randrange(80))
    kind = chance.random()
    year, counted = 2025 if 0.007 < kind < 0.009 else 2024, number - 1 if kind < 0.002 else number
    return {
        "case_id": f"{number:020x}",
        "submission_id": f"{number // 1000:064x}",
        "quarter": str(QUARTER),
        "row_number": number + 2,
        "locator": f"csv!A{number + 2}",
        "document_no": f"（示）应急罚〔{year}〕{counted}号",
        "party": f"示例{number}号建材有限公司",
        "authority": "示例县应急管理局",
        "division_code": "990101",
        "decision_date": None if 0.002 < kind < 0.003 else decided,
        "publish_date": decided + timedelta(days=30 if 0.003 < kind < 0.005 else 3),
        "kinds": ["fine"],
        "fine_yuan": chance.randrange(1, 200) * 500,
        "status": "quarantined" if 0.002 < kind < 0.003 else "accepted",
        "reasons": ["date_invalid"] if 0.002 < kind < 0.003 else [],
        "flags": ["credit_code_check_digit"] if 0.005 < kind < 0.007 else [],
    }
