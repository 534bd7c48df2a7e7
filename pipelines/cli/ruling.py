"""``redline rules``: every audit rule, what the published quarters say of it, and what breaks one of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from importlib import resources
from typing import Any

import click

from pipelines.cli.emptiness import tell_unloaded
from pipelines.cli.language import language, named, say
from pipelines.cli.options import QuarterType, json_option
from pipelines.cli.output import print_json, print_table
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter

_SHOWN = ("rule", "kind", "severity", "broken", "held", "told", "not_asked")
_NAMED = ("kind", "severity")
_FINDINGS = ("quarter", "file", "locator", "place", "outcome", "figures")
_MOST = 4
_ENGLISH = re.compile("[a-z]{3}")


@click.command(epilog="Example: redline rules --broken --quarter 2024Q1; what breaks one: redline rules --rule X17")
@json_option
@click.option("--quarter", type=QuarterType(), help="Count the findings of this reporting quarter only.")
@click.option("--broken", "only_broken", is_flag=True, help="Only rules that something breaks.")
@click.option("--rule", "rule_id", metavar="RULE", help="List what breaks this rule: file, place, county, figures.")
def rules(as_json: bool, quarter: Quarter | None, only_broken: bool, rule_id: str | None) -> None:
    """Every audit rule, how often it is broken, and in how many quarters it could not be asked everywhere.

    A rule that is broken holds figures back (held) or is told only (told), whatever its severity: most rules of sums
    hold back the figure whose unit slipped and tell of the others.
    """
    home = Home.from_environment()
    tell_unloaded(home, quarter)
    if rule_id is not None:
        _print_findings(read_findings(home, _known_rule(rule_id), quarter), as_json)
        return
    listed = [row for row in read_rules(home, quarter) if row["broken"] or not only_broken]
    if as_json:
        for row in listed:
            print_json(row)
        return
    last = "name" if language() == "zh" else "expression"
    shown = (*_SHOWN, last)
    print_table(shown, [[named(row[c], "word") if c in _NAMED else row[c] for c in shown] for row in listed])


def _known_rule(rule_id: str) -> str:
    """The id of a rule, however it is written.

    Raises:
        UsageError: where there is none.
    """
    from warehouse.catalogue.loader import load_catalogue

    wanted = rule_id.strip().upper()
    if wanted not in load_catalogue().rules:
        raise UsageError(f"no rule {rule_id!r}", next_step="`redline rules` lists them")
    return wanted


def _print_findings(found: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        for row in found:
            print_json(row)
        return
    if not found:
        click.echo(say("rules.nothing_broken"))
        return
    print_table(_FINDINGS, map(_finding_cells, found))


def _finding_cells(row: Mapping[str, Any]) -> list[object]:
    from warehouse.catalogue.loader import load_catalogue
    from warehouse.receipt.plain import plain_place
    from warehouse.receipt.wording import plain_facts

    chosen, catalogue = language(), load_catalogue()
    codes = [code for code in row["division_codes"] or () if code]
    known = [(code, catalogue.divisions.get(code)) for code in codes]
    names = [division.name if division else code for code, division in known]
    figures = [plain_facts(part, catalogue, chosen) for part in (row["observed"], row["expected"]) if part]
    if chosen == "zh" and len(figures) > 1 and _ENGLISH.search(figures[1]):
        figures.pop()  # a formula, which the rule's name says better
    told = " | ".join(figures)
    return [
        row["quarter"],
        _lines([file for file in row["files"] or () if file]),
        _lines([plain_place(place, chosen) for place in row["locators"] or () if place]),
        _lines(names or [place for place in row["places"] or () if place]),
        say("rules.is_held" if row["is_held"] else "rules.is_told"),
        told or row["message"] or "",
    ]


def _lines(names: list[str]) -> str:
    """The first few, one a line, and how many more there are."""
    more = len(names) - _MOST
    return "\n".join([*names[:_MOST], *([say("reconcile.more", count=more)] if more > 0 else [])])


def read_findings(home: Home, rule_id: str, quarter: Quarter | None = None) -> list[dict[str, Any]]:
    """What breaks a rule in the current publication: a row for each finding, with files, places and figures.

    Args:
        home: whose publication; without one there is nothing.
        rule_id: the rule.
        quarter: of this quarter only.
    """
    return _ask(home, "rule_findings.sql", {"rule": rule_id, "quarter": str(quarter) if quarter else None})


def read_rules(home: Home, quarter: Quarter | None = None) -> list[dict[str, Any]]:
    """The rules of the catalogue with the counts of the current publication.

    Args:
        home: whose publication; without one every count is 0.
        quarter: count this quarter's findings only.
    """
    from warehouse.catalogue.loader import load_catalogue

    found = _ask(home, "rule_counts.sql", {"quarter": str(quarter) if quarter else None})
    counts = {row.pop("rule_id"): row for row in found}
    listed = []
    for rule in load_catalogue().rules.values():
        count = Counter(counts.get(rule.id, {}))
        broken = count["error_count"] + count["warning_count"]
        listed.append(
            {
                "rule": rule.id,
                "kind": rule.kind,
                "severity": rule.severity,
                "name": rule.name_zh,
                "expression": rule.expression,
                "why": rule.why,
                "broken": broken,
                "errors": count["error_count"],
                "warnings": count["warning_count"],
                "held": count["held_count"],
                "told": broken - count["held_count"],
                "not_asked": count["unasked_count"],
            }
        )
    return listed


def _ask(home: Home, name: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
    """The rows of a query of the current publication; none where there is no publication.

    Raises:
        WarehouseError: where DuckDB cannot answer, for want of memory or because an earlier release published.
    """
    import duckdb

    from warehouse.publication import current, open_publication

    if current(home) is None:
        return []
    with open_publication(home) as connection:
        try:
            cursor = connection.execute(_sql(name), values)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except duckdb.Error as error:
            raise WarehouseError(
                f"the publication cannot be asked: {str(error).splitlines()[0]}",
                next_step="free memory, or ask for one --quarter; if an earlier release published, run `redline load`",
            ) from error


def _sql(name: str) -> str:
    return (resources.files("pipelines.cli") / "sql" / name).read_text("utf-8")
