"""The asset that judges: audit rules over the quarter's figures and decisions, and what the contracts found.

An error keeps its rows out of the facts; they are staged as quarantine, with the rule and the place in the file.
"""

from collections import Counter

import dagster as dg

from pipelines.assets.observations import observations, penalty_cases
from pipelines.corrections.verdicts import judge_ledger
from pipelines.partitions import quarter_of, quarters
from pipelines.resources import RedlineHome
from pipelines.validation.verdicts import judge_quarter
from warehouse.catalogue.loader import load_catalogue
from warehouse.staging import write_rows


@dg.asset(
    partitions_def=quarters,
    deps=[observations, penalty_cases],
    group_name="findings",
    kinds={"duckdb", "greatexpectations"},
    owners=["team:statistics"],
    description="What the rules say of the quarter: broken, or not applicable and why; errors go to quarantine.",
)
def findings(context: dg.AssetExecutionContext, redline: RedlineHome) -> dg.MaterializeResult[None]:
    """Stage ``quality.finding`` and ``quality.quarantine`` of the quarter."""
    quarter, home = quarter_of(context), redline.home
    judged = judge_quarter(home, quarter, load_catalogue())
    judged.verdicts.extend(judge_ledger(home, quarter))
    write_rows(home, quarter, "quality.finding", judged.verdicts.findings)
    write_rows(home, quarter, "quality.quarantine", judged.verdicts.quarantine)
    outcomes = Counter(f"{f['outcome']} {f['severity']}" for f in judged.verdicts.findings)
    return dg.MaterializeResult(
        metadata={
            "rows_in": judged.rows_in,
            "dagster/row_count": len(judged.verdicts.findings),
            "kept_back": len(judged.verdicts.quarantine),
            "outcomes": dg.MetadataValue.json(dict(sorted(outcomes.items()))),
            "period": f"{quarter.start} to {quarter.end}",
        }
    )
