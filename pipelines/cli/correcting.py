"""``redline correct``: entries of the corrections ledger, written down and applied."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.language import named, say
from pipelines.cli.options import json_option
from pipelines.cli.output import print_json, print_table, tell
from warehouse.home import Home

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.corrections.ledger import Decision
    from pipelines.corrections.model import Correction
    from warehouse.quarters import Quarter

_SHOWN = ("sequence", "recorded_at", "id", "status", "action", "target_id", "expect", "value", "who", "reason")


@click.command(epilog="Example: redline correct corrections.yaml; without a file it prints the ledger: redline correct")
@click.argument(
    "file", required=False, type=click.Path(path_type=Path, dir_okay=False), help="The file of corrections (YAML)."
)
@click.option("--check", is_flag=True, help="Only say whether the file could be taken.")
@json_option
def correct(file: Path | None, check: bool, as_json: bool) -> int:
    """Take a file of corrections into the ledger, load the quarters they concern, and publish.

    Either every entry is taken or none. How a file is written is told in docs/corrections.md.
    """
    from pipelines.corrections.reading import read_entries
    from pipelines.corrections.targets import resolve_entries
    from pipelines.held_rows import open_known_rows
    from warehouse.catalogue.loader import load_catalogue

    home = Home.from_environment()
    if file is None:
        return _print_ledger(home, as_json)
    entries, problems = read_entries(file)
    corrections: tuple[Correction, ...] = ()
    if not problems:
        with open_known_rows(home) as connection:
            corrections, problems = resolve_entries(home, connection, entries, load_catalogue())
    for problem in problems:
        tell(problem)
    if problems:
        return 1
    if check:
        if as_json:
            print_json({"could_be_taken": len(corrections)})
        else:
            click.echo(say("correct.could_be_taken", count=len(corrections)))
        return 0
    return _take(home, corrections, as_json)


def _take(home: Home, corrections: tuple[Correction, ...], as_json: bool) -> int:
    """Write the entries down and load what they concern."""
    from pipelines.cli.loading import run_load
    from pipelines.cli.log import write_event
    from pipelines.corrections.ledger import write_decisions
    from pipelines.load_history import hold_load_lock

    with hold_load_lock(home) as lock:
        added = write_decisions(home, corrections, datetime.now(UTC))
        write_event("correct", entries=[decision.correction.id for decision in added])
        quarters = _to_load(home, corrections, added)
        summary = run_load(home, quarters, lock) if quarters else None
    for problem in (*summary.remarks, *summary.problems) if summary else ():
        tell(problem)
    published = summary.published if summary else None
    if as_json:
        print_json({"taken": len(added), "quarters": [str(q) for q in quarters], "published": published})
    else:
        named_quarters = say("load.between").join(map(str, quarters)) or say("correct.no_quarter")
        told = say("load.published", version=published) if published else say("load.unchanged")
        click.echo(say("correct.taken", count=len(added), quarters=named_quarters, published=told))
    return 1 if summary and summary.problems else 0


def _to_load(home: Home, corrections: tuple[Correction, ...], added: tuple[Decision, ...]) -> tuple[Quarter, ...]:
    """The quarters of the entries that were added, and of those written down before that no load has followed yet."""
    from pipelines.ledger import quarters_with_news

    changed = _quarters(home, (decision.correction for decision in added))
    concerned = _quarters(home, corrections)
    return tuple(sorted(changed | (concerned & quarters_with_news(home).keys() if concerned > changed else set())))


def _quarters(home: Home, corrections: Iterable[Correction]) -> set[Quarter]:
    from warehouse.archive import Archive
    from warehouse.quarters import Quarter

    archive = Archive(home)
    return {Quarter.parse(archive.get(correction.submission_id).quarter) for correction in corrections}


def _ledger_cell(row: Mapping[str, Any], column: str, last: int) -> object:
    """A cell of the ledger for people: an entry that a later one of its id replaced or retired does not stand."""
    if column == "status" and last != row["sequence"]:
        return say("correct.ended", sequence=last)
    return named(row[column], "word") if column in ("status", "action") else row[column]


def _print_ledger(home: Home, as_json: bool) -> int:
    from dataclasses import asdict

    from pipelines.corrections.ledger import read_decisions

    rows = [
        {"sequence": d.sequence, "recorded_at": d.recorded_at, **asdict(d.correction)} for d in read_decisions(home)
    ]
    if as_json:
        for row in rows:
            print_json(row)
    else:
        last = {row["id"]: row["sequence"] for row in rows}
        print_table(_SHOWN, ([_ledger_cell(row, name, last[row["id"]]) for name in _SHOWN] for row in rows))
    return 0
