"""Why an answer is empty or is not of the time that was asked for: one line on stderr, never in what programs read."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from pipelines.cli.language import say
from pipelines.cli.output import plain
from warehouse.home import Home
from warehouse.quarters import Quarter

_FIRST = "select min(recorded_at) from raw.load_log"


def tell_unloaded(home: Home, quarter: Quarter | None) -> None:
    """Where a quarter was asked for that is not loaded, say so, and which ones are."""
    if quarter is None:
        return
    from pipelines.validation.gate_report import held_quarters
    from warehouse.publication import current

    published = current(home)
    loaded = sorted(published.manifest.get("quarters", ())) if published else []
    if str(quarter) in loaded:
        return
    if str(quarter) in held_quarters(home):
        click.echo(say("empty.held", quarter=quarter), err=True)
        return
    names = say("status.between").join(loaded) or say("status.none")
    click.echo(say("empty.not_loaded", quarter=quarter, names=names), err=True)


def tell_time(home: Home, as_of: str | None) -> None:
    """Where a time was asked for before the first load, or in the future, say so.

    Raises:
        UsageError: where the text is no time.
        WarehouseError: where nothing is published yet.
    """
    if as_of is None:
        return
    from warehouse.asof import parse_time
    from warehouse.publication import open_publication

    moment = parse_time(as_of)
    if moment > datetime.now(UTC):
        click.echo(say("empty.future", moment=plain(moment)), err=True)
        return
    with open_publication(home) as connection:
        row = connection.execute(_FIRST).fetchone()
    first = row[0].replace(tzinfo=UTC) if row and row[0] else None
    if first is not None and moment < first:
        click.echo(say("empty.nothing_known", moment=plain(moment), first=plain(first)), err=True)
