"""``redline diff``: what changed from one publication or time to another, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.figures import measured
from pipelines.cli.language import named, say
from pipelines.cli.options import json_option
from pipelines.cli.output import plain, print_json, print_table
from warehouse.errors import UsageError
from warehouse.home import Home

if TYPE_CHECKING:
    from datetime import datetime

    from warehouse.difference.compare import Difference

_HEAD = ("change", "quarter", "place", "what", "before", "after", "cause")
_SUMMARY = ("cause", "indicator", "added", "changed", "withdrawn")
_CHANGES = _SUMMARY[2:]
MANY = 200
"""Rows above which a person is given the summary alone."""


@click.command(epilog="Example: redline diff 20240501T120000Z-1a2b3c4d 20240601T120000Z-5e6f7a8b --json")
@click.argument("version", metavar="VERSION|TIME")
@click.argument("other_version", metavar="VERSION|TIME")
@click.option("--all", "show_all", is_flag=True, help="Every row, however many there are; --json always gives all.")
@json_option
def diff(version: str, other_version: str, show_all: bool, as_json: bool) -> None:
    """Facts added, changed and withdrawn between two publications, earlier to later, each with its reason.

    `redline status` names the current one; the folders of publications/ in the home are all of them. Two times (ISO
    8601; UTC where no zone is named, Beijing time with +08:00: 2024-05-01T20:00:00+08:00) compare what the current
    publication knew at each; beside a version, a time means the publication that stood then.
    """
    from warehouse.difference.compare import compare, compare_times

    home = Home.from_environment()
    one, other = _time_of(home, version), _time_of(home, other_version)
    if one and other:
        found = compare_times(home, one, other)
    else:
        found = compare(home, _version_of(home, version, one), _version_of(home, other_version, other))
    if as_json:
        for change in found.changes:
            print_json(change.as_dict())
        return
    _print_difference(found, show_all)


def _time_of(home: Home, text: str) -> datetime | None:
    """The time that a text names; None for the name of a publication, or the start of one."""
    from warehouse.asof import parse_time
    from warehouse.publication import publications

    if any(publication.version.startswith(f"{text.strip()}-") for publication in publications(home)):
        return None
    try:
        return parse_time(text)
    except UsageError:
        return None


def _version_of(home: Home, text: str, moment: datetime | None) -> str:
    """The publication that is meant: the one that stood at a time, or the one whose name begins so."""
    from warehouse.difference.compare import publication_at
    from warehouse.publication import publications

    if moment is not None:
        return publication_at(home, moment).version
    wanted = text.strip()
    versions = [publication.version for publication in publications(home)]
    begun = [version for version in versions if wanted and version.startswith(wanted)]
    if wanted in versions or not begun:
        return wanted
    if len(begun) > 1:
        raise UsageError(f"several publications begin with {wanted!r}", next_step=f"give one: {', '.join(begun[:5])}")
    return begun[0]


def _print_difference(found: Difference, show_all: bool) -> None:
    counts = say("diff.comma").join(say(f"diff.count_{kind}", number=n) for kind, n in found.counts().items())
    click.echo(say("diff.compared", before=found.before, after=found.after, counts=counts))
    if found.before.endswith("Z"):
        click.echo(say("diff.zone"))
    if found.moved:
        click.echo(say("diff.moved", number=len(found.moved)))
    is_large = len(found.changes) > MANY
    if is_large:
        _print_summary(found)
    if is_large and not show_all:
        click.echo(say("diff.more", number=len(found.changes)))
        return
    if not found.changes:
        return
    print_table(_HEAD, (_line(change.as_dict()) for change in found.changes))
    if not is_large:
        reasons = (f"{number} {named(code, 'why')}" for code, number in found.reasons().items())
        click.echo(say("diff.why", reasons=say("diff.comma").join(reasons)))


def _print_summary(found: Difference) -> None:
    """How many rows of each why and indicator were added, changed, withdrawn; the most frequent first."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for change in found.changes:
        what = change.row.get("indicator_code") or change.row["fact_table"]
        counted.setdefault((change.why.code, what), Counter())[change.row["change"]] += 1
    ordered = sorted(counted.items(), key=lambda item: (-item[1].total(), item[0]))
    print_table(
        _SUMMARY,
        (
            [named(why, "why"), _indicator_words(what), *(kinds[kind] or "" for kind in _CHANGES)]
            for (why, what), kinds in ordered
        ),
    )


def _indicator_words(code: str) -> str:
    return say("diff.decisions") if code == "fact_penalty_case" else named(code, "indicator")


def _line(change: Mapping[str, Any]) -> tuple[object, ...]:
    reasons = (change["detail"], change.get("restated"))
    told = "; ".join(part for part in reasons if part)
    why = named(change["why"], "why")
    return (
        say(f"diff.change_{change['change']}"),
        change["quarter"],
        change["division_name"] or change["division_code"],
        _subject_words(change),
        _value(change, "old_value"),
        _value(change, "new_value"),
        f"{why}: {told}" if told else why,
    )


def _value(change: Mapping[str, Any], column: str) -> str:
    return "" if change[column] is None else measured(change[column], change["unit"])


def _subject_words(change: Mapping[str, Any]) -> str:
    if change["fact_table"] == "fact_penalty_case":
        return f"{change['document_no'] or say('diff.no_number')} {change['party'] or ''}"
    span = f"{plain(change['period_start']) or ''}..{plain(change['period_end'])}"
    basis = None if change["basis"] == "unknown" else named(change["basis"], "word")
    sector = change["sector_text"] or named(change["sector_code"], "sector")
    subtotal = say("diff.subtotal") if change["is_subtotal"] else None
    code = named(change["indicator_code"], "indicator")
    parts = (code, sector, change["severity"], change["scope"], basis, subtotal, span)
    return " ".join(str(part) for part in parts if part)
