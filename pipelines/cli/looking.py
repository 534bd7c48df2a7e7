"""``redline status``, ``quarantine``, ``trace`` and ``sql``: looking at what is published, changing nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from importlib import resources
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.options import QuarterType, json_option
from pipelines.cli.output import plain, print_json, print_table
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter

if TYPE_CHECKING:
    import duckdb

    from warehouse.trace import CaseTrace, Trace

_DECIDED_SHOWN = ("quarter", "state", "file", "locator", "indicator", "value", "rule_id", "why", "decided_at")
_QUARANTINE_SHOWN = ("quarantine_id", "quarter", "file", "locator", "indicator", "value", "rule_id", "reason", "detail")


@click.command(epilog="Example: redline status --json")
@json_option
def status(as_json: bool) -> None:
    """What is published, which quarters it holds, who has reported and who has not, what waits for review."""
    found = read_status(Home.from_environment())
    if as_json:
        print_json(found)
        return
    click.echo(f"home         {found['home']}")
    click.echo(f"publication  {found['publication'] or 'none yet -> redline load'}")
    click.echo(f"inbox        {found['inbox']} files wait; quarters with news: {', '.join(found['news']) or 'none'}")
    for name, conditions in found["held"].items():
        click.echo(f"held         {name}: {', '.join(conditions)} -> redline gate --quarter {name}")
    for let in found["overrides"]:
        click.echo(f"let through  {let['quarter']} {let['condition']} by {let['who']}: {let['why']}")
    columns = ("quarter", "submissions", "unread", "observations", "accepted", "review", "quarantined")
    if found["quarters"]:
        shown = [[q[c] for c in columns] + [f"{len(q['reported'])} of {q['expected']}"] for q in found["quarters"]]
        print_table((*columns, "reported"), shown)
    for quarter in found["quarters"]:
        waiting = [f"{reason} {count}" for reason, count in quarter["review_reasons"].items()]
        for words, names in (
            ("not reported", quarter["missing"]),
            ("not read", quarter["unread_files"]),
            ("for review", waiting),
        ):
            if names:
                click.echo(f"{quarter['quarter']} {words}: {', '.join(names)}")


def read_status(home: Home) -> dict[str, Any]:
    """All that ``status`` says, as one object."""
    from pipelines.intake import inbox_files
    from pipelines.ledger import quarters_with_news
    from pipelines.validation.gate_overrides import read_overrides
    from pipelines.validation.gate_report import held_quarters
    from warehouse.publication import current, open_publication

    published = current(home)
    found: dict[str, Any] = {
        "home": str(home.root),
        "publication": published.version if published else None,
        "created_at": published.created_at if published else None,
        "inbox": len(inbox_files(home)),
        "news": [str(q) for q in quarters_with_news(home)],
        "held": held_quarters(home),
        "overrides": [asdict(o) for o in read_overrides(home)],
        "quarters": [],
    }
    if published is not None:
        connection = open_publication(home)
        try:
            found["quarters"] = _quarters(connection)
        finally:
            connection.close()
    return found


@click.command(epilog="Example: redline quarantine --quarter 2024Q1 --json")
@json_option
@click.option("--quarter", type=QuarterType(), help="Only this reporting quarter.")
@click.option("--decided", is_flag=True, help="What people released, or corrected with `redline correct`, and why.")
def quarantine(as_json: bool, quarter: Quarter | None, decided: bool) -> None:
    """Rows kept out of the facts, with rule, reason and place; `redline release ID` lets one in."""
    from warehouse.publication import open_publication

    name, shown = ("quarantine_decided.sql", _DECIDED_SHOWN) if decided else ("quarantine.sql", _QUARANTINE_SHOWN)
    connection = open_publication(Home.from_environment())
    try:
        rows = [r for r in _rows(connection, name) if quarter is None or r["quarter"] == str(quarter)]
    finally:
        connection.close()
    if as_json:
        for row in rows:
            print_json(row)
        return
    print_table(shown, ([row[c] for c in shown] for row in rows))


@click.command(epilog="Example: redline trace 8c1d02e4 --json")
@click.argument("observation_id")
@json_option
def trace(observation_id: str, as_json: bool) -> None:
    """From a number to its file, its place there, the text around it, the rules it met and every earlier value.

    The id is that of an observation, of a penalty decision, or of a quarantine row; the start of it is enough.
    """
    from warehouse.publication import open_publication
    from warehouse.trace import Trace, trace_any

    home = Home.from_environment()
    connection = open_publication(home)
    try:
        found = trace_any(connection, home, observation_id)
    finally:
        connection.close()
    if as_json:
        print_json(found.as_dict())
    elif isinstance(found, Trace):
        _print_trace(found)
    else:
        _print_case(found)


@click.command(epilog='Example: redline sql "select * from marts.mart_overview" --as-of 2024-05-01T00:00:00Z --json')
@click.argument("query")
@click.option("--as-of", metavar="TIME", help="What was known at this time (UTC, ISO 8601).")
@json_option
def sql(query: str, as_of: str | None, as_json: bool) -> None:
    """Run a read-only query on the current publication.

    Current rows of a fact are those with superseded_at null, or the views core.current_fact_...
    """
    from warehouse.publication import open_publication
    from warehouse.query import run_query

    connection = open_publication(Home.from_environment(), as_of=as_of)
    try:
        result = run_query(connection, query)
        if as_json:
            for row in result.dicts():
                print_json(row)
        else:
            print_table(result.columns, result.rows)
    finally:
        connection.close()


def _quarters(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    states: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(connection, "status_coverage.sql"):
        states[row["quarter"]][row["state"]].append(row["name"])
    reviews: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _rows(connection, "status_review.sql"):
        reviews[row["quarter"]][row["reason"]] = row["waiting"]
    unread: dict[str, list[str]] = defaultdict(list)
    for row in _rows(connection, "status_unread.sql"):
        unread[row["quarter"]].append(f"{row['file_name']} ({row['outcome']})")
    return [
        {
            **row,
            "unread_files": unread[row["quarter"]],
            "expected": sum(len(names) for names in states[row["quarter"]].values()),
            "reported": [*states[row["quarter"]]["reported"], *states[row["quarter"]]["late"]],
            "late": states[row["quarter"]]["late"],
            "missing": states[row["quarter"]]["missing"],
            "review_reasons": reviews[row["quarter"]],
        }
        for row in _rows(connection, "status_quarters.sql")
    ]


def _rows(connection: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    import duckdb

    text = (resources.files("pipelines.cli") / "sql" / name).read_text("utf-8")
    try:
        cursor = connection.execute(text)
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        raise WarehouseError(
            f"the publication was made by an earlier release and lacks what is asked: {str(error).splitlines()[0]}",
            next_step="publish again with `redline load`",
        ) from error
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _print_trace(found: Trace) -> None:
    observation, submission = found.observation, found.submission
    value, unit = plain(observation["value"]), observation["unit"]
    click.echo(
        f"{observation['indicator_code']} = {value} {unit} ({observation['qualifier']}, {observation['status']})"
    )
    click.echo(f"id       {observation['observation_id']}")
    period = f"{plain(observation['period_start']) or '…'} to {plain(observation['period_end']) or '…'}"
    click.echo(f"place    {observation['place'] or '—'} {observation['division_code'] or ''}")
    click.echo(f"period   {period} ({observation['period_basis']}), reported for {observation['quarter']}")
    click.echo(f"file     {submission.get('file_name')} at {observation['locator']}")
    click.echo(f"sentence {observation['context']}")
    click.echo(f"read by  {observation['method']} {observation['rule']}")
    if observation.get("correction"):
        click.echo(f"changed  {observation['correction']}")
    _print_evidence(found)
    _print_verdicts(found)
    for fact in found.facts:
        click.echo(f"fact     {plain(fact['value'])} {fact['unit']} since {plain(fact['recorded_at'])}{_until(fact)}")


def _print_case(found: CaseTrace) -> None:
    case, submission = found.case, found.submission
    kinds = ", ".join(case["kinds"]) or "no kind"
    click.echo(f"{case['document_no'] or 'without number'} {case['party'] or ''} ({kinds}, {case['status']})")
    click.echo(f"id       {case['case_id']}")
    click.echo(f"fine     {_yuan(case['fine_yuan'])}, confiscated {_yuan(case['confiscated_yuan'])}")
    click.echo(f"place    {case['authority'] or '—'} {case['division_code'] or ''}")
    click.echo(f"decided  {plain(case['decision_date']) or '—'}, reported for {case['quarter']}")
    click.echo(f"file     {submission.get('file_name')} at {case['locator']}")
    _print_evidence(found)
    _print_verdicts(found)
    for fact in found.facts:
        click.echo(f"fact     {_yuan(fact['fine_yuan'])} since {plain(fact['recorded_at'])}{_until(fact)}")


def _yuan(amount: object) -> str:
    """An amount with its unit, a dash where there is none."""
    return "—" if amount is None else f"{plain(amount)} yuan"


def _print_verdicts(found: Trace | CaseTrace) -> None:
    for finding in found.findings:
        said = f"{finding['rule_id']} {finding['outcome']}: {finding['observed']} | {finding['expected']}"
        click.echo(f"rule     {said}{_until(finding)}")
    for row in found.quarantine:
        why = row["decided_why"] or row["detail"] or ""
        click.echo(f"held     {row['rule_id']} {row['reason']} ({row['state']}) {why}{_until(row)}")


def _until(row: Mapping[str, Any]) -> str:
    """Until when a row stood, nothing where it still does."""
    return f" until {plain(row['superseded_at'])}" if row["superseded_at"] else ""


def _print_evidence(found: Trace | CaseTrace) -> None:
    from warehouse.evidence import Grid, Leaf, Passage

    evidence = found.evidence
    if isinstance(evidence, Passage):
        text = f"{evidence.before}»{evidence.marked}«{evidence.after}"
        click.echo("context  " + " ".join(text.split()))
    elif isinstance(evidence, Grid):
        row, column = evidence.marked
        rows = [
            [str(number), *(f"»{c}«" if (i, j) == (row, column) else c for j, c in enumerate(cells))]
            for i, (number, cells) in enumerate(zip(evidence.row_numbers, evidence.rows, strict=True))
        ]
        print_table(("", *evidence.column_names), rows)
    elif isinstance(evidence, Leaf):
        click.echo(evidence.parent)
