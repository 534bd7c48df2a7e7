"""``redline rules``: every audit rule, and what the published quarters say of it."""

from __future__ import annotations

from typing import Any

import click

from pipelines.cli.language import named
from pipelines.cli.options import QuarterType, json_option
from pipelines.cli.output import print_json, print_table
from warehouse.home import Home
from warehouse.quarters import Quarter

_SHOWN = ("rule", "kind", "severity", "broken", "not_asked", "name", "expression")
_NAMED = ("kind", "severity")


@click.command(epilog="Example: redline rules --quarter 2024Q1")
@json_option
@click.option("--quarter", type=QuarterType(), help="Count the findings of this reporting quarter only.")
@click.option("--broken", "only_broken", is_flag=True, help="Only rules that something breaks.")
def rules(as_json: bool, quarter: Quarter | None, only_broken: bool) -> None:
    """Every audit rule, how often it is broken, and in how many quarters it could not be asked everywhere."""
    listed = [row for row in read_rules(Home.from_environment(), quarter) if row["broken"] or not only_broken]
    if as_json:
        for row in listed:
            print_json(row)
        return
    print_table(_SHOWN, [[named(row[c], "word") if c in _NAMED else row[c] for c in _SHOWN] for row in listed])


def read_rules(home: Home, quarter: Quarter | None = None) -> list[dict[str, Any]]:
    """The rules of the catalogue with the counts of the current publication.

    Args:
        home: whose publication; without one every count is 0.
        quarter: count this quarter's findings only.
    """
    from importlib import resources

    from warehouse.catalogue.loader import load_catalogue
    from warehouse.publication import current, open_publication

    counts: dict[str, tuple[int, int, int]] = {}
    if current(home) is not None:
        sql = (resources.files("pipelines.cli") / "sql" / "rule_counts.sql").read_text("utf-8")
        with open_publication(home) as connection:
            found = connection.execute(sql, {"quarter": str(quarter) if quarter else None}).fetchall()
        counts = {rule_id: (errors, warnings, unasked) for rule_id, errors, warnings, unasked in found}
    listed = []
    for rule in load_catalogue().rules.values():
        errors, warnings, unasked = counts.get(rule.id, (0, 0, 0))
        listed.append(
            {
                "rule": rule.id,
                "kind": rule.kind,
                "severity": rule.severity,
                "name": rule.name_zh,
                "expression": rule.expression,
                "why": rule.why,
                "broken": errors + warnings,
                "errors": errors,
                "warnings": warnings,
                "not_asked": unasked,
            }
        )
    return listed
