"""``redline status``, ``quarantine`` and ``sql``: looking at what is published, changing nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from importlib import resources
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.emptiness import tell_time, tell_unloaded
from pipelines.cli.figures import correction_words, detail_words, measured
from pipelines.cli.language import Vocabulary, language, named, say
from pipelines.cli.options import QuarterType, json_option
from pipelines.cli.output import print_json, print_table
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.submissions import sent_again

if TYPE_CHECKING:
    import duckdb

_DECIDED_SHOWN = ("quarter", "state", "file", "locator", "indicator", "value", "rule_id", "why", "decided_at")
_VOCABULARIES: Mapping[str, Vocabulary] = {
    "state": "word",
    "indicator": "indicator",
    "rule_id": "rule",
    "reason": "reason",
}
_IN_WORDS = ("locator", "detail")
_ID_SHOWN = 12
_QUARTER_SHOWN = ("quarter", "submissions", "unread", "refused", "observations", "accepted", "review", "quarantined")
_QUARANTINE_SHOWN = ("quarantine_id", "quarter", "file", "locator", "indicator", "value", "rule_id", "reason", "detail")


@click.command(epilog="Example: redline status --json")
@json_option
def status(as_json: bool) -> None:
    """What is published, which quarters it holds, who has reported and who has not, what waits for review."""
    found = read_status(Home.from_environment())
    if as_json:
        print_json(found)
        return
    version, news = found["publication"], _listed(found["news"])
    click.echo(say("status.home", home=found["home"]))
    click.echo(say("status.publication", version=version) if version else say("status.none_published"))
    click.echo(say("status.inbox", count=found["inbox"], news=news or say("status.none")))
    for name, conditions in found["held"].items():
        click.echo(say("status.held", quarter=name, conditions=_listed(conditions)))
    for let in found["overrides"]:
        click.echo(say("status.let_through", **let))
    if found["quarters"]:
        print_table((*_QUARTER_SHOWN, "reported"), map(_quarter_row, found["quarters"]))
    for quarter in found["quarters"]:
        _print_quarter(quarter)


def _quarter_row(quarter: Mapping[str, Any]) -> list[object]:
    share = say("status.share", reported=len(quarter["reported"]), expected=quarter["expected"])
    return [*(quarter[column] for column in _QUARTER_SHOWN), share]


def _print_quarter(quarter: Mapping[str, Any]) -> None:
    """The lines below the table: who and what lacks in a quarter."""
    for key, names in (
        ("status.not_reported", quarter["missing"]),
        ("status.withdrawn", quarter["withdrawn"]),
        ("status.withdrawn_files", quarter["withdrawn_files"]),
        ("status.not_read", [_unread_words(told) for told in quarter["unread_files"]]),
        ("status.refused", [_refused_words(told) for told in quarter["refused_files"]]),
        ("status.sent_again", [say("status.same_as", **told) for told in quarter["sent_again"]]),
        ("status.for_review", [f"{named(r, 'reason')} {n}" for r, n in quarter["review_reasons"].items()]),
    ):
        if names:
            click.echo(say(key, quarter=quarter["quarter"], names=_listed(names)))


def _unread_words(told: str) -> str:
    """A file that was not read, as :func:`read_status` tells it, its outcome with its name."""
    name, _, outcome = told.removesuffix(")").rpartition(" (")
    return f"{name} ({named(outcome, 'reason')})"


def _refused_words(told: Mapping[str, Any]) -> str:
    """A file with how much of it was refused; by its id too where its name alone does not name it."""
    named_by = f" [{told['submission_id'][:_ID_SHOWN]}]" if told["is_name_shared"] else ""
    return f"{told['file']}{named_by} ({told['refused']})"


def _listed(names: Iterable[str]) -> str:
    return say("status.between").join(names)


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
@click.option(
    "--decided", is_flag=True, help="What was released, corrected with `redline correct` or filed again, and why."
)
def quarantine(as_json: bool, quarter: Quarter | None, decided: bool) -> None:
    """Rows kept out of the facts, with rule, reason and place; `redline release ID` lets one in."""
    from pipelines.held_rows import held_rows, open_known_rows

    home = Home.from_environment()
    tell_unloaded(home, quarter)
    name, shown = ("quarantine_decided.sql", _DECIDED_SHOWN) if decided else ("quarantine.sql", _QUARANTINE_SHOWN)
    with open_known_rows(home) as connection:
        rows = [r for r in _rows(connection, name) if quarter is None or r["quarter"] == str(quarter)]
        waiting = held_rows(connection)
    if not decided:
        rows = [{**row, "is_quarter_held": row["quarantine_id"] in waiting} for row in rows]
    if as_json:
        for row in rows:
            print_json(row)
        return
    for row in rows:
        if row.get("is_quarter_held"):
            row["quarter"] = say("quarantine.quarter_held", quarter=row["quarter"])
    print_table(shown, ([_named_cell(row, c) for c in shown] for row in rows))


def _named_cell(row: Mapping[str, Any], column: str) -> object:
    """A cell for people: codes with their names."""
    if column in _IN_WORDS and row[column]:
        return _in_words(str(row[column]), column)
    if column == "value" and row["value"] is not None:
        return measured(row["value"], row["unit"])
    if column == "why" and row.get("state") == "resubmitted":
        return say("quarantine.filed_again", place=_in_words(str(row["why"]), "locator"))
    if column == "why" and row.get("rule_id") == "ledger":
        return correction_words(str(row["why"]))
    of = _VOCABULARIES.get(column)
    return named(row[column], of) if of else row[column]


def _in_words(text: str, column: str) -> str:
    """A place or a detail as a reader knows it."""
    from warehouse.receipt.plain import plain_place

    return plain_place(text, language()) if column == "locator" else detail_words(text)


@click.command(epilog='Example: redline sql "select * from marts.mart_overview" --as-of 2024-05-01T00:00:00Z --json')
@click.argument("query", help="A query in SQL.")
@click.option("--as-of", metavar="TIME", help="What was known at this time (ISO 8601; UTC, or with +08:00).")
@json_option
def sql(query: str, as_of: str | None, as_json: bool) -> None:
    """Run a read-only query on the current publication.

    Current rows of a fact are those with superseded_at null, or the views core.current_fact_...
    """
    from warehouse.publication import open_publication
    from warehouse.query import run_query

    home = Home.from_environment()
    tell_time(home, as_of)
    connection = open_publication(home, as_of=as_of)
    try:
        result = run_query(connection, query)
        if as_json:
            for row in result.dicts():
                print_json(row)
        else:
            print_table(result.columns, result.rows, as_named=True)
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
    withdrawn: dict[str, list[str]] = defaultdict(list)
    for row in _rows(connection, "status_withdrawn.sql"):
        withdrawn[row["quarter"]].append(f"{row['file_name']} ({row['told']})")
    refused: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _rows(connection, "status_refused.sql"):
        refused[row.pop("quarter")].append({"file": row.pop("file_name"), **row})
    rows = _rows(connection, "status_quarters.sql")
    repeats = _sent_again(connection, {row["quarter"] for row in rows})
    return [
        {
            **row,
            "sent_again": repeats[row["quarter"]],
            "unread_files": unread[row["quarter"]],
            "withdrawn_files": withdrawn[row["quarter"]],
            "refused_files": refused[row["quarter"]],
            "expected": sum(len(names) for names in states[row["quarter"]].values()),
            "reported": [*states[row["quarter"]]["reported"], *states[row["quarter"]]["late"]],
            "late": states[row["quarter"]]["late"],
            "missing": states[row["quarter"]]["missing"],
            "withdrawn": states[row["quarter"]]["withdrawn"],
            "review_reasons": reviews[row["quarter"]],
        }
        for row in rows
    ]


def _sent_again(connection: duckdb.DuckDBPyConnection, quarters: Collection[str]) -> dict[str, list[dict[str, str]]]:
    """Files that are another's bytes, by the quarter that they were sent for where that has files, else the first's."""
    told: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in _rows(connection, "status_sent_again.sql"):
        for name, other in sent_again(row["notes"]):
            told[other if other and other in quarters else row["quarter"]].append(
                {"name": name, "first": row["file_name"], "quarter": row["quarter"]}
            )
    return told


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
