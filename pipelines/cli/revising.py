"""``redline revisions``: how the figures of one place and indicator moved, and why each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.options import json_option
from pipelines.cli.output import plain, print_json, print_table
from warehouse.errors import UsageError
from warehouse.home import Home

if TYPE_CHECKING:
    from datetime import datetime

    from warehouse.difference.revisions import Revision


@click.command(epilog="Example: redline revisions 990101 penalty.fine_amount")
@click.argument("division", metavar="DIVISION")
@click.argument("indicator", metavar="INDICATOR")
@json_option
def revisions(division: str, indicator: str, as_json: bool) -> None:
    """How the figures of one place moved: each version by period, since when it is known, and why it came.

    DIVISION is a code or a name (990101, 澄阳县), INDICATOR a code of the dictionary.
    """
    from warehouse.difference.revisions import list_revisions

    found = list_revisions(Home.from_environment(), _code_of(division), _indicator_of(indicator))
    if as_json:
        for revision in found:
            print_json(revision.as_dict())
        return
    if not found:
        click.echo(f"no figure of {indicator} in {division} was ever a fact -> redline quarantine, or redline status")
        return
    _print_triangle(found)


def _print_triangle(found: Sequence[Revision]) -> None:
    """A row for each figure, a column for each time at which one changed; below, why each did."""
    times = sorted({revision.known_since for revision in found})
    names = {moment: f"{number}: {moment:%Y-%m-%d}" for number, moment in enumerate(times, 1)}
    rows: dict[str, dict[datetime, object]] = {}
    for revision in found:
        known = "withdrawn" if revision.value is None else revision.value
        rows.setdefault(_subject_words(revision.subject), {})[revision.known_since] = known
    print_table(
        ("figure", *names.values()),
        ([subject, *(cells.get(moment, "") for moment in times)] for subject, cells in rows.items()),
    )
    for revision in found:
        why = revision.why.code + (f": {revision.why.detail}" if revision.why.detail else "")
        click.echo(f"{names[revision.known_since]}  {_subject_words(revision.subject)}  {why}")


def _subject_words(subject: Mapping[str, Any]) -> str:
    span = f"{plain(subject['period_start']) or ''}..{plain(subject['period_end'])}"
    parts = (span, subject["sector_text"] or subject["sector_code"], subject["severity"])
    return " ".join(str(part) for part in parts if part)


def _code_of(division: str) -> str:
    """The code of a place named by code or by name.

    Raises:
        UsageError: where there is no such place, or several of the name.
    """
    from warehouse.catalogue.loader import load_catalogue

    known = load_catalogue().divisions
    if by_code := known.get(division):
        return by_code.code
    found = known.find(division)
    if not found:
        raise UsageError(f"no place {division!r}", next_step="name it as in core.dim_division: redline sql")
    if len(found) > 1:
        codes = ", ".join(d.code for d in found)
        raise UsageError(f"several places are called {division!r}: {codes}", next_step="give the code")
    return found[0].code


def _indicator_of(code: str) -> str:
    from warehouse.catalogue.loader import load_catalogue

    if code not in load_catalogue().indicators:
        raise UsageError(f"no indicator {code!r}", next_step="docs/dictionary.en.md lists the codes")
    return code
