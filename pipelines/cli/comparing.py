"""``redline diff``: what changed from one publication or time to another, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.options import json_option
from pipelines.cli.output import plain, print_json, print_table
from warehouse.errors import UsageError
from warehouse.home import Home

if TYPE_CHECKING:
    from datetime import datetime

    from warehouse.difference.compare import Difference

_HEAD = ("change", "quarter", "place", "what", "before", "after", "why")


@click.command(epilog="Example: redline diff 20240501T120000Z-1a2b3c4d 20240601T120000Z-5e6f7a8b --json")
@click.argument("version")
@click.argument("other_version", metavar="VERSION")
@json_option
def diff(version: str, other_version: str, as_json: bool) -> None:
    """Facts added, changed and withdrawn between two publications, earlier to later, each with its reason.

    `redline status` names the current one; the folders of publications/ in the home are all of them. Two times (UTC,
    ISO 8601) compare what the current publication knew at each.
    """
    from warehouse.difference.compare import compare, compare_times

    home = Home.from_environment()
    one, other = _time_of(version), _time_of(other_version)
    found = compare_times(home, one, other) if one and other else compare(home, version, other_version)
    if as_json:
        for change in found.changes:
            print_json(change.as_dict())
        return
    _print_difference(found)


def _time_of(text: str) -> datetime | None:
    """The time that a text names; None for the name of a publication."""
    from warehouse.asof import parse_time

    try:
        return parse_time(text)
    except UsageError:
        return None


def _print_difference(found: Difference) -> None:
    counts = ", ".join(f"{number} {kind}" for kind, number in found.counts().items())
    click.echo(f"{found.before} -> {found.after}: {counts}")
    if not found.changes:
        return
    print_table(_HEAD, (_line(change.as_dict()) for change in found.changes))
    click.echo("why: " + ", ".join(f"{number} {code}" for code, number in found.reasons().items()))


def _line(change: Mapping[str, Any]) -> tuple[object, ...]:
    if change["fact_table"] == "fact_penalty_case":
        what = f"{change['document_no'] or 'without number'} {change['party'] or ''}"
    else:
        span = f"{plain(change['period_start']) or ''}..{plain(change['period_end'])}"
        parts = (change["indicator_code"], change["sector_text"] or change["sector_code"], change["severity"], span)
        what = " ".join(str(part) for part in parts if part)
    return (
        change["change"],
        change["quarter"],
        change["division_name"] or change["division_code"],
        what,
        change["old_value"],
        change["new_value"],
        f"{change['why']}: {change['detail']}" if change["detail"] else change["why"],
    )
