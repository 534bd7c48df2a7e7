"""Assets of the warehouse: the fact tables of a quarter and the marts over them, written in one transaction.

One step writes them all, because a quarter is loaded whole or not at all; the writer's pool admits one run at a time.
"""

from collections.abc import Iterator
from functools import partial

import dagster as dg
import duckdb

from pipelines.assets.findings import findings
from pipelines.assets.lineage import model_lineage
from pipelines.checks import tell_contracts
from pipelines.corrections.releasing import release_accepted
from pipelines.ledger import note_loaded
from pipelines.partitions import quarter_of, quarters
from pipelines.resources import RedlineHome
from pipelines.validation.gate import Gate, ask_contracts
from pipelines.validation.released_sets import judge_released_sets
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import GateError
from warehouse.quarters import Quarter
from warehouse.staging import StagedQuarter
from warehouse.store import Warehouse
from warehouse.tables import load_tables

FACTS = {
    "fact_enforcement": "Penalties, detentions, suspensions and closures",
    "fact_zero_accident": "Zero-accident villages and enterprises, with their totals and targets",
    "fact_accident": "Accidents, deaths and injuries",
    "fact_hazard": "Hazards found and rectified",
    "fact_inspection": "Inspections and documents",
    "fact_capacity": "Training, drills, plans, teams, publicity and standardisation",
    "fact_penalty_case": "Penalty decisions, one row each",
    "coverage": "Who should report, who did, and when",
}
MARTS = {
    "mart_enforcement_quarter": ("Enforcement by division, quarter, sector and action", ("fact_enforcement",)),
    "mart_zero_accident": ("Zero-accident rates against target and last year", ("fact_zero_accident",)),
    "mart_overview": (
        "Totals of provinces and prefectures, with how many counties they rest on",
        (*tuple(FACTS)[:6], "coverage"),
    ),
    "mart_coverage": ("Who has reported and who has not", ("coverage",)),
    "mart_accident": ("Accident figures with the day from which they no longer move", ("fact_accident",)),
    "mart_quarter_flow": (
        "What happened within each quarter, printed or as a difference of running counts",
        tuple(FACTS)[:6],
    ),
    "mart_reconciliation": (
        "Totals beside what they should equal, the widest gap first",
        (*tuple(FACTS)[:6], "coverage", "mart_quarter_flow"),
    ),
    "mart_rate": ("Rates beside what their numerator and denominator make of them", tuple(FACTS)[:6]),
    "mart_rate_area": (
        "Rates of prefectures and provinces, made of their counties' parts",
        ("coverage", "mart_rate"),
    ),
}
WRITER_POOL = "warehouse_writer"
LOAD_RESULT = "load_result"
_ASSETS = frozenset((*FACTS, *MARTS))
_WAIT_SECONDS = 600


def _specs() -> Iterator[dg.AssetSpec]:
    for name, description in FACTS.items():
        yield dg.AssetSpec(
            name,
            deps=[findings],
            description=f"{description}: what stands after the quarter's load.",
            group_name="facts",
            kinds={"duckdb", "sql"},
            owners=["team:statistics"],
            metadata=model_lineage(name),
        )
    for name, (description, sources) in MARTS.items():
        yield dg.AssetSpec(
            name,
            deps=[dg.AssetDep(source) for source in sources],
            description=f"{description}.",
            group_name="marts",
            kinds={"duckdb", "sql"},
            owners=["team:statistics"],
            metadata=model_lineage(name),
        )


def _check_specs() -> list[dg.AssetCheckSpec]:
    """A contract for each table and mart; they are asked before the load stands."""
    return [
        dg.AssetCheckSpec(
            name="contract",
            asset=name,
            blocking=True,
            description="What must hold of the rows that the quarter's load leads to.",
        )
        for name in (*FACTS, *MARTS)
    ]


@dg.multi_asset(
    specs=list(_specs()),
    check_specs=_check_specs(),
    partitions_def=quarters,
    name="load_warehouse",
    pool=WRITER_POOL,
)
def load_warehouse(
    context: dg.AssetExecutionContext, redline: RedlineHome
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Load the staged quarter: one transaction, which stands only if the quarter passes the gate; then its row counts.

    The quarter counts as loaded when its load stands: one that was undone has news still.
    """
    quarter, home, catalogue = quarter_of(context), redline.home, load_catalogue()
    staged = StagedQuarter.at(home, quarter)
    gate = Gate(home, quarter, catalogue, redline.now())
    try:
        teller = partial(judge_released_sets, catalogue=catalogue)
        with Warehouse.open(home, catalogue=catalogue, wait_seconds=_WAIT_SECONDS, teller=teller) as warehouse:
            result = warehouse.load_quarter(quarter, staged, recorded_at=gate.at, judge=gate.judge)
            note_loaded(home, quarter)
            judge = partial(ask_contracts, home, catalogue)
            result = release_accepted(warehouse, home, quarter, redline.now(), judge) or result
            counts = {name: _count(warehouse.connection, f"core.{name}", quarter) for name in FACTS}
            counts |= {name: _count(warehouse.connection, f"marts.{name}", quarter) for name in MARTS}
    except GateError:
        yield from tell_contracts(gate.contracts, _ASSETS)
        raise
    yield from tell_contracts(gate.contracts, _ASSETS)
    shared: dict[str, dg.MetadataValue | str | int] = {
        "rows_in": result.observations,
        "kept_back": result.quarantined + result.review,
        "period": f"{quarter.start} to {quarter.end}",
        "sources": result.submissions,
        LOAD_RESULT: dg.MetadataValue.json(result.as_dict()),
    }
    if gate.report is not None:
        shared["gate"] = gate.report.outcome
        shared["gate_conditions"] = dg.MetadataValue.json([f"{v.in_words()} / {v.zh}" for v in gate.report.verdicts])
    for name, count in counts.items():
        yield dg.MaterializeResult(asset_key=name, metadata={**shared, "dagster/row_count": count})


def _count(connection: duckdb.DuckDBPyConnection, table: str, quarter: Quarter) -> int:
    """The current rows of a quarter; of a mart all are."""
    standing = "superseded_at is null and " if table in load_tables() else ""
    sql = f"select count(*) from {table} where {standing}quarter = ?"  # noqa: S608
    counted = connection.execute(sql, [str(quarter)]).fetchone()
    return int(counted[0]) if counted else 0
