"""``redline receipt``: what the office gets back for a submission."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, cast

import click

from pipelines.cli.language import language, say
from warehouse.home import Home

if TYPE_CHECKING:
    from warehouse.receipt.wording import Language


@click.command(epilog="Example: redline receipt report.xlsx --out receipt.xlsx --lang zh")
@click.argument("submission")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The xlsx file; replaced if there."
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="The receipt's language; that of the command line if not given."
)
def receipt(submission: str, out: Path, lang: str | None) -> None:
    """Write a submission's receipt (回执): its own layout with every figure accepted, doubtful or refused, and why.

    SUBMISSION is a file's name or the start of its id (`redline sql "select * from raw.submission"`).
    """
    from pipelines.receipt.handing import hand_receipt
    from warehouse.receipt.judging import VERDICTS
    from warehouse.receipt.wording import say as say_of_receipt
    from warehouse.submissions import names_first

    judged = hand_receipt(Home.from_environment(), submission, out, cast("Language", lang or language()))
    row = judged.submission
    if not names_first(row, submission):
        name = PurePath(submission.strip()).name
        click.echo(say("receipt.same_as", name=name, first=row["file_name"], quarter=row["quarter"]))
    told = [
        say("receipt.count", count=judged.count(verdict), verdict=say_of_receipt(verdict, language()))
        for verdict in VERDICTS
        if judged.count(verdict) or verdict not in ("overruled", "unfilled")
    ]
    counts = say("receipt.between").join(told)
    click.echo(say("receipt.written", file=judged.submission["file_name"], counts=counts, out=out))
