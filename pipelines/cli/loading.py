"""``redline submit``, ``redline load`` and ``redline release``: what changes the inbox and the warehouse."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.figures import measured
from pipelines.cli.language import language, named, say
from pipelines.cli.options import QuarterType, json_option, paths_argument
from pipelines.cli.output import print_json, tell
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.receipt.plain import plain_place

if TYPE_CHECKING:
    import duckdb

    from pipelines.load import LoadSummary, Progress
    from pipelines.load_history import LoadLock

_STAGES = ("read", "load", "publish")


@click.command(epilog="Example: redline submit reports/2024Q1 county.xlsx --quarter 2024Q1")
@paths_argument
@click.option("--quarter", type=QuarterType(), help="The quarter that the files report for, such as 2024Q1.")
@json_option
def submit(paths: tuple[Path, ...], quarter: Quarter | None, as_json: bool) -> None:
    """Put files or folders into the inbox.

    A folder named like 2024Q1 gives its files that quarter; without it the text of each file decides.
    """
    from pipelines.intake import CHINA_TIME, check_quarter, submit_paths

    home = Home.from_environment()
    if quarter is not None:
        check_quarter(quarter, datetime.now(CHINA_TIME).date())
    submitted = submit_paths(home, paths, quarter)
    if as_json:
        print_json({"submitted": len(submitted.files), "already_there": len(submitted.already_there)})
        return
    again = say("submit.again", count=len(submitted.already_there)) if submitted.already_there else ""
    click.echo(say("submit.waiting", count=len(submitted.files), inbox=home.inbox) + again)


@click.command(epilog="Example: redline load --quarter 2024Q1 --json")
@click.option("--quarter", "quarters", multiple=True, type=QuarterType(), help="Load this quarter; may be repeated.")
@json_option
def load(quarters: tuple[Quarter, ...], as_json: bool) -> int:
    """Take the inbox in, load every quarter with news (or those named), and publish."""
    summary = run_load(Home.from_environment(), quarters)
    for problem in (*summary.remarks, *summary.problems):
        tell(problem)
    if as_json:
        print_json(summary.as_dict())
    else:
        click.echo(_in_words(summary))
    return 1 if summary.problems else 0


def run_load(home: Home, quarters: tuple[Quarter, ...] = (), lock: LoadLock | None = None) -> LoadSummary:
    """Load with a progress bar on a terminal, and write down what was done; ``lock`` where the caller holds it."""
    from pipelines.cli.log import write_event
    from pipelines.intake import CHINA_TIME, check_quarter
    from pipelines.load import load as load_home

    now = datetime.now(UTC)
    for quarter in quarters:
        check_quarter(quarter, now.astimezone(CHINA_TIME).date())
    with _progress() as told:
        summary = load_home(home, now=now, quarters=quarters, progress=told, lock=lock)
    write_event("load", quarters=summary.quarters, problems=summary.problems, **summary.as_dict())
    return summary


@click.command(epilog='Example: redline release 3f2a9c --why "the office confirmed it by telephone"')
@click.argument("quarantine_id", help="The row's id; the start of it is enough.")
@click.option("--why", required=True, help="The reason; it is kept with the row.")
@click.option("--who", default="", help="Who decides it; kept with the reason. REDLINE_USER where not given.")
@json_option
def release(quarantine_id: str, why: str, who: str, as_json: bool) -> None:
    """Let a row out of quarantine into the facts, if the contracts still hold then, and publish."""
    from functools import partial

    from pipelines.cli.log import write_event
    from pipelines.held_rows import refuse_held_row
    from pipelines.load_history import hold_load_lock
    from pipelines.publishing import publish_checked
    from pipelines.validation.gate import ask_contracts
    from pipelines.validation.released_sets import judge_released_sets
    from warehouse.catalogue.loader import load_catalogue
    from warehouse.store import Warehouse

    home, now = Home.from_environment(), datetime.now(UTC)
    require_warehouse(home)
    refuse_held_row(home, quarantine_id)
    person = " ".join((who or os.environ.get("REDLINE_USER", "")).split())
    words = f"{person}: {why.strip()}" if person and why.strip() else why
    with hold_load_lock(home):
        with Warehouse.open(home, teller=partial(judge_released_sets, catalogue=load_catalogue())) as warehouse:
            judge = partial(ask_contracts, home, load_catalogue())
            result = warehouse.release(quarantine_id, why=words, at=now, judge=judge)
            still_held = warehouse.still_held(quarantine_id)
            freed = _freed_row(warehouse.connection, quarantine_id)
        write_event("release", quarantine_id=quarantine_id, why=why, who=person)
        published = publish_checked(home, at=now)
    if as_json:
        print_json(
            {
                "released": quarantine_id,
                "who": person or None,
                "subject_id": freed["subject_id"],
                "is_fact": freed["is_fact"],
                "quarter": result.quarter,
                "facts": result.facts,
                "still_held": still_held,
                "published": published.version if published else None,
            }
        )
        return
    _print_released(freed, still_held)
    if published is not None:
        click.echo(say("release.published", version=published.version))


def _freed_row(connection: duckdb.DuckDBPyConnection, quarantine_id: str) -> dict[str, Any]:
    """What a released row is about, and whether it is a fact now."""
    sql = (resources.files("pipelines.cli") / "sql" / "released.sql").read_text("utf-8")
    cursor = connection.execute(sql, {"id": quarantine_id})
    names = [column[0] for column in cursor.description or ()]
    return dict(zip(names, cursor.fetchone() or [None] * len(names), strict=True))


def _print_released(freed: Mapping[str, Any], still_held: list[str]) -> None:
    """What was released, and into which fact."""
    told = (
        freed["document_no"] or "",
        named(freed["indicator_code"], "indicator"),
        measured(freed["value"], freed["unit"]),
    )
    what = " ".join(part for part in told if part)
    row_id = str(freed["quarantine_id"])[:12]
    at = {"id": row_id, "file": freed["file_name"], "locator": plain_place(freed["locator"] or "", language())}
    click.echo(say("release.done", **at, what=what, rule=named(freed["rule_id"], "rule")))
    if freed["is_fact"]:
        click.echo(say("release.is_fact", place=freed["place"] or "—", what=what))
    elif still_held:
        click.echo(say("release.still_held", others=say("load.between").join(still_held)))
    else:
        click.echo(say("release.no_fact", id=row_id))


def require_warehouse(home: Home) -> None:
    """Say what to do where nothing was ever loaded.

    Raises:
        WarehouseError: where there is no warehouse.
    """
    from warehouse.errors import WarehouseError

    if not home.warehouse.exists():
        raise WarehouseError("nothing is loaded yet", where=str(home.root), next_step="run redline submit, then load")


def _in_words(summary: LoadSummary) -> str:
    if not summary.quarters:
        return say("load.nothing_loaded" if summary.problems else "load.nothing_new")
    return say(
        "load.summary",
        **{**summary.as_dict(), "published": published_words(summary.published)},
        quarters=say("load.between").join(summary.quarters),
    )


def published_words(version: str | None) -> str:
    """What a load published, in words."""
    return say("load.published", version=version) if version else say("load.unchanged")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description:<11}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {name: bar.add_task(say(f"load.stage_{name}"), total=None, what="") for name in _STAGES}
        yield lambda stage, done, total, what: bar.update(tasks[stage], completed=done, total=total, what=what)
