"""Assets that hold what the files say: figures with their meaning, and penalty decisions.

Both are staged whole for their quarter; nothing is judged here.
"""

from collections.abc import Sequence

import dagster as dg

from pipelines.assets.submissions import submissions
from pipelines.corrections.applying import apply_corrections
from pipelines.corrections.ledger import standing_corrections, standing_withdrawals
from pipelines.partitions import quarter_of, quarters
from pipelines.resources import RedlineHome
from pipelines.staged import observation_rows, refusal_texts
from pipelines.staged_cases import stage_cases
from pipelines.understanding import Understood, understand_archived
from warehouse.archive import Archive, Submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import write_rows


def _understood(home: Home, quarter: Quarter) -> Sequence[tuple[Submission, Understood]]:
    """The quarter's files that stand, with what they say; of one that is withdrawn whole nothing is staged."""
    catalogue, withdrawn = load_catalogue(), standing_withdrawals(home)
    standing = (s for s in Archive(home).submissions(quarter) if s.sha256 not in withdrawn)
    return [(s, understand_archived(home, s, catalogue)) for s in standing]


@dg.asset(
    partitions_def=quarters,
    deps=[submissions],
    group_name="observations",
    kinds={"python", "parquet"},
    owners=["team:statistics"],
    description="Every figure of the quarter's files with its indicator, place, period, sector and locator.",
)
def observations(context: dg.AssetExecutionContext, redline: RedlineHome) -> dg.MaterializeResult[None]:
    """Stage ``core.observation`` of the quarter."""
    quarter = quarter_of(context)
    sources = _understood(redline.home, quarter)
    read = [row for submission, understood in sources for row in observation_rows(submission, understood)]
    rows = apply_corrections(read, standing_corrections(redline.home), "observation_id")
    write_rows(redline.home, quarter, "core.observation", rows)
    return dg.MaterializeResult(
        metadata={
            "rows_in": len(sources),
            "dagster/row_count": len(rows),
            "kept_back": sum(row["status"] == "review" for row in rows),
            "refused": dg.MetadataValue.json(dict(refusal_texts(u for _, u in sources))),
            "sources": dg.MetadataValue.json([s.name for s, _ in sources]),
            "period": f"{quarter.start} to {quarter.end}",
        }
    )


@dg.asset(
    partitions_def=quarters,
    deps=[submissions],
    group_name="observations",
    kinds={"python", "parquet"},
    owners=["team:enforcement"],
    description="Every row of the quarter's lists of penalty decisions.",
)
def penalty_cases(context: dg.AssetExecutionContext, redline: RedlineHome) -> dg.MaterializeResult[None]:
    """Stage ``core.penalty_case`` of the quarter."""
    quarter = quarter_of(context)
    sources = _understood(redline.home, quarter)
    count, kept_back = stage_cases(redline.home, quarter, sources, standing_corrections(redline.home))
    return dg.MaterializeResult(
        metadata={
            "rows_in": len(sources),
            "dagster/row_count": count,
            "kept_back": kept_back,
            "sources": dg.MetadataValue.json([s.name for s, u in sources if u.case_count]),
            "period": f"{quarter.start} to {quarter.end}",
        }
    )
