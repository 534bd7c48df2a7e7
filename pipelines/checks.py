"""Asset checks: the contracts of Great Expectations, before and after the load.

Rows in breach are told as a warning, because they go to quarantine; a breach of the table itself, and any breach among
loaded facts, is an error and stops what stands behind it. A fault of the check is a failed step, never a failed check.
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines.assets.facts import WRITER_POOL
from pipelines.ledger import note_loaded
from pipelines.partitions import quarter_of
from pipelines.resources import RedlineHome
from pipelines.validation.contracts import LOADED_TABLES, check_cases, check_loaded, check_observations
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.expectations.runner import ContractResult
from warehouse.store import Warehouse

_WAIT_SECONDS = 600


def _tell(results: Sequence[ContractResult], *, rows_stop: bool) -> dg.AssetCheckResult:
    """One check's result from the contracts that it asked."""
    breaches = [(r.table, b) for r in results for b in r.breaches]
    stops = any(r.stops for r in results) or (rows_stop and bool(breaches))
    return dg.AssetCheckResult(
        passed=not breaches,
        severity=dg.AssetCheckSeverity.ERROR if stops else dg.AssetCheckSeverity.WARN,
        metadata={
            "rows": sum(r.rows for r in results),
            "clauses": sum(r.asked for r in results),
            "breaches": dg.MetadataValue.json(
                [{"table": t, "rule": b.clause.rule, "rows": len(b.keys), "zh": b.clause.zh} for t, b in breaches]
            ),
        },
    )


@dg.asset_check(asset="observations", blocking=True, description="Every figure, and what its fact table asks of it.")
def observation_contract(context: dg.AssetCheckExecutionContext, redline: RedlineHome) -> dg.AssetCheckResult:
    """Ask the staged observations."""
    return _tell(check_observations(redline.home, quarter_of(context), load_catalogue()), rows_stop=False)


@dg.asset_check(asset="penalty_cases", blocking=True, description="Every row of the lists of penalty decisions.")
def case_contract(context: dg.AssetCheckExecutionContext, redline: RedlineHome) -> dg.AssetCheckResult:
    """Ask the staged penalty cases."""
    return _tell(check_cases(redline.home, quarter_of(context), load_catalogue()), rows_stop=False)


@dg.multi_asset_check(
    name="fact_contracts",
    specs=[
        dg.AssetCheckSpec(
            name="contract",
            asset=table.partition(".")[2],
            blocking=True,
            description="The facts that stand on the quarter's files.",
        )
        for table in LOADED_TABLES
    ],
    pool=WRITER_POOL,
)
def fact_contracts(context: dg.AssetCheckExecutionContext, redline: RedlineHome) -> Iterator[dg.AssetCheckResult]:
    """Ask the loaded facts; only where they hold does the quarter count as loaded, and else nothing is published."""
    home, quarter = redline.home, quarter_of(context)
    submissions = [s.sha256 for s in Archive(home).submissions(quarter)]
    with Warehouse.open(home, catalogue=load_catalogue(), wait_seconds=_WAIT_SECONDS) as warehouse:
        results = check_loaded(home, warehouse.connection, quarter, submissions, load_catalogue())
    if not any(r.breaches for r in results):
        note_loaded(home, quarter)
    for result in results:
        told = _tell([result], rows_stop=True)
        yield told._replace(check_name="contract", asset_key=dg.AssetKey(result.table.partition(".")[2]))
