"""Assets that take files in: the inbox into the archive, the archive's quarter into staged submissions.

What a file says is read here once and kept; the assets behind take it from there.
"""

import dagster as dg

from pipelines.corrections.ledger import ended_withdrawals, standing_withdrawals
from pipelines.intake import inbox_files, take_inbox
from pipelines.ledger import fingerprint_quarter, stage_fingerprint
from pipelines.partitions import quarter_of, quarters
from pipelines.resources import RedlineHome
from pipelines.staged import WITHDRAWN, submission_row
from pipelines.understanding import understand_archived
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.staging import write_rows

NOT_READ = "not_read"


@dg.asset(
    group_name="intake",
    kinds={"python"},
    owners=["team:statistics"],
    description="The inbox, taken into the archive: every file's bytes under their hash, with its reporting quarter.",
)
def archive(redline: RedlineHome) -> dg.MaterializeResult[None]:
    """Archive what lies in the inbox; a file leaves it only after its bytes are safe."""
    waiting = len(inbox_files(redline.home))
    report = take_inbox(redline.home, load_catalogue(), now=redline.now())
    return dg.MaterializeResult(
        metadata={
            "rows_in": waiting,
            "dagster/row_count": len(report.taken),
            "kept_back": len(report.failed),
            "problems": dg.MetadataValue.json(report.failed),
        }
    )


@dg.asset(
    partitions_def=quarters,
    deps=[archive],
    group_name="submissions",
    kinds={"python", "parquet"},
    owners=["team:statistics"],
    description="One row a file of the quarter: what came, from which office, and what became of it.",
)
def submissions(context: dg.AssetExecutionContext, redline: RedlineHome) -> dg.MaterializeResult[None]:
    """Stage ``raw.submission`` of the quarter; files not yet understood are read now."""
    quarter, home, catalogue = quarter_of(context), redline.home, load_catalogue()
    mark = fingerprint_quarter(home, quarter)
    sources = Archive(home).submissions(quarter)
    decided = {**ended_withdrawals(home), **standing_withdrawals(home)}
    rows = [submission_row(s, understand_archived(home, s, catalogue), decided.get(s.sha256)) for s in sources]
    write_rows(home, quarter, "raw.submission", rows)
    stage_fingerprint(home, quarter, mark)
    unread = [f"{r['file_name']}: {r['outcome']}" for r in rows if r["outcome"] not in ("read", WITHDRAWN)]
    return dg.MaterializeResult(
        metadata={
            "rows_in": len(sources),
            "dagster/row_count": len(rows),
            "kept_back": len(unread),
            NOT_READ: dg.MetadataValue.json(unread),
            WITHDRAWN: dg.MetadataValue.json([r["file_name"] for r in rows if r["outcome"] == WITHDRAWN]),
            "sources": dg.MetadataValue.json([s.name for s in sources]),
            "period": f"{quarter.start} to {quarter.end}",
        }
    )
