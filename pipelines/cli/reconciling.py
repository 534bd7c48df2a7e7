"""``redline reconcile``: totals beside what they should equal, the widest gap first, and proposals for unit slips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import yaml

from pipelines.cli.options import GivenPath, QuarterType, json_option
from pipelines.cli.output import plain, print_json, print_table
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter

_GAPS = "select * from marts.mart_reconciliation where $quarter is null or quarter = $quarter order by quarter, place"
_SLIPPED = """
select observation_id, value, raw, submission_id, locator
from core.observation
where superseded_at is null and list_contains($ids, observation_id)
"""
_SHOWN = ("quarter", "place", "where", "what", "beside", "stated", "should be", "gap", "unit slip")


@click.command(epilog="Example: redline reconcile --quarter 2024Q1 --propose slips.yaml")
@click.option("--quarter", type=QuarterType(), help="Only this quarter, such as 2024Q1.")
@click.option(
    "--propose",
    type=GivenPath(path_type=Path, dir_okay=False),
    help="Write the unit slips as corrections for a person to decide; nothing is applied.",
)
@json_option
def reconcile(quarter: Quarter | None, propose: Path | None, as_json: bool) -> None:
    """Totals beside what they should equal, as published, the widest gap of each quarter first.

    What an area states beside its counties, all sectors beside each, the list of decisions beside the statement, one
    source beside another, the quarter beside the difference of running counts.
    """
    gaps = _select(_GAPS, quarter=str(quarter) if quarter else None)
    if propose:
        written = write_proposals(propose, gaps)
        click.echo(f"{written} proposals written to {propose}; fill in who decides, then: redline correct {propose}")
        return
    if as_json:
        for gap in gaps:
            print_json(gap)
        return
    print_table(_SHOWN, (_line(gap) for gap in gaps))


def write_proposals(path: Path, gaps: Iterable[Mapping[str, Any]]) -> int:
    """Write a file of corrections for the figures whose unit seems to have slipped; ``who`` is left for a person.

    Args:
        path: the file, written anew.
        gaps: rows of ``mart_reconciliation``.

    Returns:
        How many entries it holds.
    """
    slips = {gap["slip_observation_id"]: gap for gap in gaps if gap["slip_observation_id"]}
    figures = {row["observation_id"]: row for row in _select(_SLIPPED, ids=list(slips))}
    entries = [_proposal(figures[name], slips[name]) for name in sorted(figures)]
    text = yaml.safe_dump({"corrections": entries}, allow_unicode=True, sort_keys=False, width=1000)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WarehouseError(
            f"the file cannot be written: {error.strerror}", where=str(path), next_step="name another path"
        ) from error
    return len(entries)


def _proposal(figure: Mapping[str, Any], gap: Mapping[str, Any]) -> dict[str, str]:
    value = figure["value"] * Decimal(str(gap["slip_factor"]))
    reason = (
        f"疑似单位错误：原文“{figure['raw']}”乘以{plain(Decimal(str(gap['slip_factor'])))}后与"
        f"{gap['compared_with']}核对相符（{plain(gap['stated_value'])} / {plain(gap['compared_value'])}）"
    )
    return {
        "id": f"slip-{figure['observation_id'][:12]}",
        "observation": figure["observation_id"],
        "action": "set_value",
        "value": f"{value.normalize():f}",
        "expect": f"{figure['value'].normalize():f}",
        "reason": reason,
        "who": "",
    }


def _select(sql: str, **named: object) -> list[dict[str, Any]]:
    from warehouse.publication import open_publication

    with open_publication(Home.from_environment()) as connection:
        cursor = connection.execute(sql, named)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _line(gap: Mapping[str, Any]) -> tuple[object, ...]:
    what = " ".join(str(part) for part in (gap["indicator_code"], gap["sector_code"]) if part)
    parts = f"{gap['part_count']}" + (f" of {gap['expected_count']}" if gap["expected_count"] else "")
    slip = f"{gap['slip_observation_id'][:10]} x{gap['slip_factor']:g}" if gap["slip_observation_id"] else ""
    return (
        gap["quarter"],
        gap["place"],
        gap["division_name"] or gap["division_code"],
        what,
        f"{gap['compared_with']} ({parts})",
        gap["stated_value"],
        gap["compared_value"],
        gap["difference"],
        slip,
    )
