"""Asset checks: the contracts of Great Expectations, before and after the load.

Rows in breach are told as a warning, because they go to quarantine; a breach of the table itself, and any breach among
what we write ourselves, is an error and stops what stands behind it. A fault of the check is a failed step, never a
failed check. The facts and marts are asked by the load itself, inside its transaction; here it is told.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

import dagster as dg

from pipelines.partitions import quarter_of
from pipelines.resources import RedlineHome
from pipelines.validation.contracts import check_cases, check_observations, check_submissions
from pipelines.validation.gate import note_fault
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Catalogue
from warehouse.errors import ValidationError
from warehouse.expectations.runner import ContractResult
from warehouse.home import Home
from warehouse.quarters import Quarter

_Ask = Callable[[Home, Quarter, Catalogue], Sequence[ContractResult]]


def tell_contracts(results: Sequence[ContractResult], assets: Collection[str]) -> Iterator[dg.AssetCheckResult]:
    """The check results of the loaded tables; where nothing was asked there is none."""
    for result in results:
        name = result.table.partition(".")[2]
        if name in assets:
            told = _tell([result], rows_stop=True)
            yield told._replace(check_name="contract", asset_key=dg.AssetKey(name))


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
                [
                    {"table": t, "rule": b.clause.rule, "rows": len(b.keys), "zh": b.clause.zh, "en": b.clause.en}
                    for t, b in breaches
                ]
            ),
        },
    )


def _ask_staged(
    context: dg.AssetCheckExecutionContext, redline: RedlineHome, ask: _Ask, *, rows_stop: bool
) -> dg.AssetCheckResult:
    """Ask staged rows; what stops the quarter here is kept as the gate's report of it."""
    home, quarter = redline.home, quarter_of(context)
    try:
        results = ask(home, quarter, load_catalogue())
    except ValidationError as fault:
        note_fault(home, quarter, redline.now(), str(fault))
        raise
    told = _tell(results, rows_stop=rows_stop)
    if told.severity is dg.AssetCheckSeverity.ERROR and not told.passed:
        broken = [f"{r.table}.{b.clause.rule}: {b.clause.zh} / {b.clause.en}" for r in results for b in r.breaches]
        note_fault(home, quarter, redline.now(), "; ".join(broken), "contracts_hold")
    return told


@dg.asset_check(asset="submissions", blocking=True, description="One row a file of the quarter, whole and named.")
def submission_contract(context: dg.AssetCheckExecutionContext, redline: RedlineHome) -> dg.AssetCheckResult:
    """Ask the staged submissions."""
    return _ask_staged(context, redline, check_submissions, rows_stop=True)


@dg.asset_check(asset="observations", blocking=True, description="Every figure, and what its fact table asks of it.")
def observation_contract(context: dg.AssetCheckExecutionContext, redline: RedlineHome) -> dg.AssetCheckResult:
    """Ask the staged observations."""
    return _ask_staged(context, redline, check_observations, rows_stop=False)


@dg.asset_check(asset="penalty_cases", blocking=True, description="Every row of the lists of penalty decisions.")
def case_contract(context: dg.AssetCheckExecutionContext, redline: RedlineHome) -> dg.AssetCheckResult:
    """Ask the staged penalty cases."""
    return _ask_staged(context, redline, check_cases, rows_stop=False)
