"""Facts that stand: what a quarter's figures are judged against where a rule speaks of other periods.

Read from the warehouse file under its lock, since nothing may write it meanwhile; publications lag behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import resources

import duckdb
import polars as pl

from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.lock import hold_writer_lock

_WAIT_SECONDS = 600


def standing_facts(
    home: Home, *, divisions: Sequence[str], since: date, until: date, without: Sequence[str]
) -> pl.DataFrame | None:
    """The current facts of places and days, with the words that they were printed in.

    Args:
        home: whose warehouse.
        divisions: the places.
        since: the earliest last day of a period.
        until: the latest.
        without: submissions whose facts are left out.

    Returns:
        One row a fact, ordered by observation; None where there is no warehouse yet.

    Raises:
        WarehouseError: where the warehouse cannot be read.
    """
    if not home.warehouse.exists():
        return None
    sql = (resources.files("warehouse") / "models" / "standing_fact.sql").read_text("utf-8")
    with hold_writer_lock(home, _WAIT_SECONDS):
        try:
            with duckdb.connect(home.warehouse, read_only=True, config={"threads": 2}) as connection:
                parameters = {
                    "divisions": list(divisions),
                    "since": since,
                    "until": until,
                    "without": list(without),
                }
                return connection.execute(sql, parameters).pl()
        except duckdb.Error as error:
            raise WarehouseError(
                f"the facts of earlier quarters cannot be read: {str(error).splitlines()[0]}",
                where=str(home.warehouse),
                next_step="close the program that holds the warehouse, then load again",
            ) from error
