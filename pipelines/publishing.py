"""Publishing what was checked: the one way in which the pipeline publishes, with what the gate said in the manifest.

A load, a release and a correction all publish by it.
"""

from __future__ import annotations

from datetime import datetime

from pipelines.ledger import loaded_quarters
from pipelines.validation.gate_report import gate_notes
from warehouse.home import Home
from warehouse.publication import Publication, publish


def publish_checked(home: Home, *, at: datetime) -> Publication | None:
    """Publish the warehouse, refusing where it holds a quarter whose facts were not checked.

    Args:
        home: whose warehouse.
        at: the time of publication, timezone-aware.

    Returns:
        The new publication; None where the current one is whole and holds the same.

    Raises:
        WarehouseError: where a loaded quarter is unchecked, or there is nothing to publish.
    """
    checked = loaded_quarters(home)
    return publish(home, at=at, checked=checked, notes=gate_notes(home, checked))
