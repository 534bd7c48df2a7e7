"""``redline receipt``: what the office gets back for a submission."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from warehouse.home import Home

if TYPE_CHECKING:
    from warehouse.receipt.wording import Language


@click.command(epilog="Example: redline receipt report.xlsx --out receipt.xlsx --lang zh")
@click.argument("submission")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The xlsx file; replaced if there."
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="The receipt's language."
)
def receipt(submission: str, out: Path, lang: str) -> None:
    """Write a submission's receipt (回执): its own layout with every figure accepted, doubtful or refused, and why.

    SUBMISSION is a file's name or the start of its id (`redline sql "select * from raw.submission"`).
    """
    from pipelines.receipt.handing import hand_receipt

    judged = hand_receipt(Home.from_environment(), submission, out, cast("Language", lang))
    counts = ", ".join(f"{judged.count(v)} {v}" for v in ("accepted", "doubtful", "refused", "noted"))
    click.echo(f"{judged.submission['file_name']}: {counts}; receipt in {out}")
