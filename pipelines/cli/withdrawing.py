"""``redline withdraw``: a whole submission is taken back, or comes back, by a person's word."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.language import say
from pipelines.cli.options import json_option
from pipelines.cli.output import print_json, tell
from warehouse.home import Home

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipelines.corrections.withdrawing import Effect
    from pipelines.load import LoadSummary
    from warehouse.publication import Publication


@click.command(epilog='Example: redline withdraw dengchuan-2024Q1.txt --why "the office declared it void" --who Wang')
@click.argument("submission", help="The file's name or the start of its id.")
@click.option("--why", required=True, help="The reason; it is kept with the file.")
@click.option("--who", required=True, help="Who decides it.")
@click.option("--undo", is_flag=True, help="End the withdrawal: the file counts again.")
@json_option
def withdraw(submission: str, why: str, who: str, undo: bool, as_json: bool) -> int:
    """Take a whole submission back (作废/撤回): none of its figures and decisions stand any more.

    SUBMISSION is a file's name or the start of its id. The decision goes into the corrections ledger, the quarter is
    loaded and published. Nothing is deleted; the file stays withdrawn though the same bytes arrive again.
    """
    from pipelines.cli.loading import run_load
    from pipelines.cli.log import write_event
    from pipelines.corrections.ledger import write_decisions
    from pipelines.corrections.withdrawing import count_rows, end_withdrawal, make_withdrawal
    from pipelines.held_rows import open_known_rows
    from pipelines.load_history import hold_load_lock
    from pipelines.validation.gate_report import held_quarters
    from warehouse.archive import Archive
    from warehouse.publication import current
    from warehouse.quarters import Quarter
    from warehouse.submissions import find_submission

    home = Home.from_environment()
    with hold_load_lock(home) as lock:
        with open_known_rows(home) as connection:
            row = find_submission(connection, submission)
            rows = count_rows(connection, row["submission_id"])
        entries = end_withdrawal(home, row, why, who) if undo else (make_withdrawal(home, row, why, who),)
        before = current(home)
        write_decisions(home, entries, datetime.now(UTC))
        write_event("withdraw", submission=row["submission_id"], undo=undo, who=who, why=why)
        quarter = Quarter.parse(Archive(home).get(row["submission_id"]).quarter)
        was_held = str(quarter) in held_quarters(home)
        summary = run_load(home, (quarter,), lock)
    if undo:
        with open_known_rows(home) as connection:
            rows = count_rows(connection, row["submission_id"])
    effect = _effect(home, row["submission_id"], before, summary, rows, is_withdrawn=not undo)
    for problem in (*summary.remarks, *summary.problems):
        tell(problem)
    told = {
        "submission": row["submission_id"],
        "file": row["file_name"],
        "quarter": str(quarter),
        "withdrawn": not undo,
        "published": summary.published,
        "was_held": was_held,
        "is_held": str(quarter) in held_quarters(home),
    }
    if as_json:
        print_json({**told, **effect.as_dict()})
    else:
        _print(told, effect, who, why)
    return 1 if summary.problems else 0


def _effect(
    home: Home,
    sha256: str,
    before: Publication | None,
    summary: LoadSummary,
    rows: tuple[int, int],
    *,
    is_withdrawn: bool,
) -> Effect:
    """What changed by it: of facts nothing where nothing was published before or since."""
    from pipelines.corrections.withdrawing import Effect, measure_effect

    if before is None or summary.published is None:
        return Effect(*rows)
    return measure_effect(home, sha256, (before.version, summary.published), rows, is_withdrawn=is_withdrawn)


def _print(told: Mapping[str, Any], effect: Effect, who: str, why: str) -> None:
    place = {"file": told["file"], "quarter": told["quarter"], "who": who, "why": why}
    published = told["published"]
    if told["withdrawn"]:
        click.echo(say("withdraw.done", **place))
    else:
        click.echo(say("withdraw.undone", **place) if published else say("withdraw.undone_unpublished", **place))
    if published and (effect.as_dict()["facts"] or not told["was_held"]):
        _print_effect(effect, is_withdrawn=told["withdrawn"])
    else:
        counts = {"figures": effect.figures, "decisions": effect.decisions}
        click.echo(say("withdraw.waiting_out" if told["withdrawn"] else "withdraw.waiting_back", **counts))
    if told["is_held"]:
        click.echo(say("withdraw.still_held", quarter=told["quarter"]))
    click.echo(say("withdraw.published", version=published) if published else say("withdraw.not_published"))


def _print_effect(effect: Effect, *, is_withdrawn: bool) -> None:
    values = {"figures": effect.figures, "decisions": effect.decisions, "facts": effect.as_dict()["facts"]}
    click.echo(say("withdraw.taken_out", **values) if is_withdrawn else say("withdraw.brought_back", **values))
    for name, count in (effect.replaced or {}).items():
        at = {"file": name, "count": count}
        click.echo(say("withdraw.in_place", **at) if is_withdrawn else say("withdraw.instead_of", **at))
    if effect.fallen and is_withdrawn:
        click.echo(say("withdraw.nothing_else", count=effect.fallen))
