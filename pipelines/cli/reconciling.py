"""``redline reconcile``: totals beside what they should equal, the widest gap first, and proposals for unit slips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import yaml

from pipelines.cli.emptiness import tell_unloaded
from pipelines.cli.figures import measured
from pipelines.cli.language import language, named, say
from pipelines.cli.options import GivenPath, QuarterType, json_option
from pipelines.cli.output import plain, print_json, print_table
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.receipt.plain import plain_place

_GAPS = "select * from marts.mart_reconciliation where $quarter is null or quarter = $quarter order by quarter, place"
_SLIPPED = """
select observation_id, value, raw, submission_id, locator
from core.observation
where superseded_at is null and list_contains($ids, observation_id)
"""
_SHOWN = (
    "quarter",
    "rank",
    "place",
    "what",
    "compared with",
    "stated",
    "stated in",
    "beside",
    "beside in",
    "gap",
    "remark",
)
_MOST_PLACES = 2
_LATER_COLUMNS = dict.fromkeys(
    (
        "stated_file",
        "stated_locator",
        "compared_files",
        "compared_places",
        "other_is_correction",
        "other_is_newer",
        "held_count",
        "held_yuan",
        "held_ids",
        "explained_by_held",
    )
)
"""What a publication of an earlier version does not tell."""
_TEN_THOUSAND = Decimal(10000)


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
    source beside another, the quarter beside the difference of running counts. Neither side is known to be right. An
    office's own correction that does not stand comes first; decisions in quarantine are named where a list lacks them.
    """
    tell_unloaded(Home.from_environment(), quarter)
    gaps = [_LATER_COLUMNS | row for row in _select(_GAPS, quarter=str(quarter) if quarter else None)]
    if propose:
        written = write_proposals(propose, gaps)
        if as_json:
            print_json({"proposed": written, "file": propose})
        else:
            click.echo(say("reconcile.proposed", count=written, file=propose))
        return
    if as_json:
        for gap in gaps:
            print_json(gap)
        return
    print_table(_SHOWN, (_line(gap) for gap in gaps))
    for gap in gaps:
        if gap["held_ids"]:
            ids = ", ".join(name[:12] for name in gap["held_ids"])
            click.echo(say("reconcile.held_ids", quarter=gap["quarter"], rank=gap["place"], ids=ids))


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
    """An entry of the ledger; its reason, in the language chosen, is kept with the figure."""
    factor = Decimal(str(gap["slip_factor"]))
    value = figure["value"] * factor
    reason = say(
        "reconcile.reason_times" if factor > 1 else "reconcile.reason_over",
        raw=figure["raw"],
        value=measured(figure["value"], gap["unit"]),
        times=f"{factor if factor > 1 else (1 / factor).quantize(Decimal(1)):,.0f}",
        meant=_meant(value, gap["unit"]),
        beside=say(f"reconcile.with_{gap['compared_with']}"),
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


def _meant(value: Decimal, unit: str | None) -> str:
    """What a figure would be; in Chinese amounts in 万元 too, as forms print them."""
    shown = measured(value, unit)
    if language() == "en" or unit != "yuan" or abs(value) < _TEN_THOUSAND:
        return shown
    return f"{shown}，合 {(value / _TEN_THOUSAND).normalize():,f}万元"


def _select(sql: str, **named: object) -> list[dict[str, Any]]:
    from warehouse.publication import open_publication

    with open_publication(Home.from_environment()) as connection:
        cursor = connection.execute(sql, named)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _line(gap: Mapping[str, Any]) -> tuple[object, ...]:
    named_parts = (named(gap["indicator_code"], "indicator"), named(gap["sector_code"], "sector"))
    what = " ".join(part for part in named_parts if part)
    parts = f"{gap['part_count']}" + (f"/{gap['expected_count']}" if gap["expected_count"] else "")
    beside = say(f"reconcile.with_{gap['compared_with']}")
    stated_in = plain_place(" ".join(part for part in (gap["stated_file"], gap["stated_locator"]) if part), language())
    return (
        gap["quarter"],
        gap["place"],
        gap["division_name"] or gap["division_code"],
        what,
        f"{beside} ({parts})",
        measured(gap["stated_value"], gap["unit"]),
        stated_in,
        measured(gap["compared_value"], gap["unit"]),
        _places(gap["compared_places"] or []),
        measured(gap["difference"], gap["unit"]),
        "\n".join(_remarks(gap)),
    )


def _places(places: Sequence[str]) -> str:
    """The first places, one a line, and how many more there are."""
    more = len(places) - _MOST_PLACES
    first = (plain_place(place, language()) for place in places[:_MOST_PLACES])
    told = [*first, *([say("reconcile.more", count=more)] if more > 0 else [])]
    return "\n".join(told)


def _remarks(gap: Mapping[str, Any]) -> Iterator[str]:
    """What is to be known of a gap: a correction that does not stand, a slip of the unit, decisions in quarantine."""
    if gap["other_is_correction"]:
        newer = {None: "undated", True: "newer", False: "older"}[gap["other_is_newer"]]
        yield say(f"reconcile.correction_{newer}")
    if gap["slip_observation_id"]:
        yield say("reconcile.slip", id=gap["slip_observation_id"][:10], factor=f"{gap['slip_factor']:g}")
    if gap["held_count"]:
        key = "explained" if gap["explained_by_held"] else "unexplained"
        yield say(f"reconcile.held_{key}", count=gap["held_count"], yuan=plain(gap["held_yuan"]) or 0)
    if gap["expected_count"] and gap["part_count"] < gap["expected_count"]:
        yield say("reconcile.lacking", count=gap["expected_count"] - gap["part_count"])
