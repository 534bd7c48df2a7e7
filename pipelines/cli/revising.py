"""``redline revisions``: how the figures of one place and indicator moved, and why each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    from warehouse.difference.revisions import Revision

_STEPS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S.%f")
"""How a time may be written, from the shortest."""


@click.command(epilog="Example: redline revisions 990101 penalty.fine_amount")
@click.argument("division", required=False)
@click.argument("indicator", required=False)
@click.option("--place", help="The place, instead of the first argument.")
@click.option("--indicator", "of_indicator", help="The indicator, instead of the second argument.")
@json_option
def revisions(
    division: str | None, indicator: str | None, place: str | None, of_indicator: str | None, as_json: bool
) -> None:
    """How the figures of one place moved: each version by period, since when it is known (UTC), and why it came.

    DIVISION is a code or a name (990101, 澄阳县), INDICATOR a code or a name of the dictionary (penalty.fine_amount,
    罚款金额).
    """
    from pipelines.cli.naming import code_of_indicator, code_of_place
    from warehouse.difference.revisions import list_revisions

    where, what = _chosen(division, indicator, place, of_indicator)
    place_code, indicator_code = code_of_place(where), code_of_indicator(what)
    found = list_revisions(Home.from_environment(), place_code, indicator_code)
    if as_json:
        for revision in found:
            print_json(revision.as_dict())
        return
    if not found:
        click.echo(say("revisions.none", place=where, indicator=what))
        return
    _print_triangle(found)


def _chosen(
    division: str | None, indicator: str | None, place: str | None, of_indicator: str | None
) -> tuple[str, str]:
    """Place and indicator, each by its option or else by the next argument."""
    given = [text for text in (division, indicator) if text is not None]
    where = place if place is not None else given.pop(0) if given else None
    what = of_indicator if of_indicator is not None else given.pop(0) if given else None
    if where is None or what is None or given:
        raise UsageError("name one place and one indicator", next_step="redline revisions 990101 penalty.fine_amount")
    return where, what


def _print_triangle(found: Sequence[Revision]) -> None:
    """A row for each figure, a column for each time at which one changed; below, why each did."""
    click.echo(say("revisions.zone"))
    names = _name_times(sorted({revision.known_since for revision in found}))
    rows: dict[str, dict[datetime, object]] = {}
    for revision in found:
        unit = revision.subject["unit"]
        known = say("revisions.withdrawn") if revision.value is None else measured(revision.value, unit)
        rows.setdefault(_subject_words(revision.subject), {})[revision.known_since] = known
    print_table(
        ("figure", *(name.replace(" ", "\n") for name in names.values())),
        ([subject, *(cells.get(moment, "") for moment in names)] for subject, cells in rows.items()),
    )
    for revision in found:
        why = say("revisions.colon").join(
            part for part in (named(revision.why.code, "why"), revision.why.detail) if part
        )
        click.echo(f"{names[revision.known_since]}  {_subject_words(revision.subject)}  {why}")


def _name_times(times: Sequence[datetime]) -> dict[datetime, str]:
    """Each time with its number: days alone, the times of one day as finely as tells them apart."""
    named_times = {}
    for number, moment in enumerate(times, 1):
        of_day = [other for other in times if other.date() == moment.date()]
        step = next((s for s in _STEPS if len({f"{other:{s}}" for other in of_day}) == len(of_day)), _STEPS[-1])
        named_times[moment] = f"{number}: {moment:{step}}"
    return named_times


def _subject_words(subject: Mapping[str, Any]) -> str:
    span = f"{plain(subject['period_start']) or ''}..{plain(subject['period_end'])}"
    basis = None if subject["basis"] == "unknown" else named(subject["basis"], "word")
    sector = subject["sector_text"] or named(subject["sector_code"], "sector")
    subtotal = say("revisions.subtotal") if subject["is_subtotal"] else None
    parts = (span, sector, subject["severity"], subject["scope"], basis, subtotal)
    return " ".join(str(part) for part in parts if part)
