"""``redline export``: a table of the publication as a file, with its dictionary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from pipelines.cli.emptiness import tell_time
from pipelines.cli.language import say
from pipelines.cli.options import json_option
from pipelines.cli.output import print_json
from warehouse.home import Home

if TYPE_CHECKING:
    from warehouse.export.files import ExportFormat


@click.command(epilog="Example: redline export mart_overview --format xlsx --out overview.xlsx --as-of 2024-05-01")
@click.argument("table", help="The table, such as mart_overview.")
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx", "parquet"]), required=True, help="The file format.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file; an older one is replaced."
)
@click.option("--as-of", metavar="TIME", help="What was known at this time (ISO 8601; UTC, or with +08:00).")
@json_option
def export(table: str, kind: str, out: Path, as_of: str | None, as_json: bool) -> None:
    """Write a table and its dictionary: a second sheet of an xlsx file, else NAME.dictionary.csv beside it.

    Every version of a fact is in fact_...; what stands now in current_fact_... and the marts.
    """
    from warehouse.catalogue.loader import load_catalogue
    from warehouse.export.files import export_table
    from warehouse.publication import open_publication

    home = Home.from_environment()
    tell_time(home, as_of)
    connection = open_publication(home, as_of=as_of)
    try:
        done = export_table(connection, table, cast("ExportFormat", kind), out, load_catalogue())
    finally:
        connection.close()
    if as_json:
        print_json({"table": done.table, "rows": done.rows, "files": [str(path) for path in done.files]})
    else:
        files = say("export.and").join(str(path) for path in done.files)
        click.echo(say("export.done", rows=done.rows, table=done.table, files=files))
