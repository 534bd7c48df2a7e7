"""The asset that people see: an immutable copy of the warehouse, and the contracts' pages beside it.

Nothing is published where nothing has changed.
"""

import dagster as dg

from pipelines.assets.facts import FACTS, MARTS, WRITER_POOL
from pipelines.publishing import publish_checked
from pipelines.resources import RedlineHome
from warehouse.expectations.documents import build_data_docs
from warehouse.publication import current

MENDED = "mended"


@dg.asset(
    deps=[dg.AssetDep(name) for name in (*FACTS, *MARTS)],
    group_name="publication",
    kinds={"duckdb"},
    owners=["team:statistics"],
    pool=WRITER_POOL,
    description="An immutable, versioned copy of the warehouse with its manifest: all that dashboards read.",
)
def publication(redline: RedlineHome) -> dg.MaterializeResult[None]:
    """Publish the warehouse, if all that it holds was checked, and build the data docs."""
    published = publish_checked(redline.home, at=redline.now())
    build_data_docs(redline.home)
    standing = published or current(redline.home)
    if standing is None:
        return dg.MaterializeResult(metadata={"published": False})
    return dg.MaterializeResult(
        metadata={
            "published": published is not None,
            MENDED: published.mended if published else "",
            "version": standing.version,
            "path": dg.MetadataValue.path(str(standing.path)),
            "row_counts": dg.MetadataValue.json(dict(standing.manifest.get("row_counts", {}))),
        }
    )
