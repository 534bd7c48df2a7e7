"""``redline trace``: from a number or a penalty decision to its place, and what became of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.figures import correction_words, detail_words, measured
from pipelines.cli.language import language, named, say
from pipelines.cli.options import json_option
from pipelines.cli.output import plain, print_json, print_table
from warehouse.home import Home

if TYPE_CHECKING:
    from warehouse.evidence import Grid
    from warehouse.trace import CaseTrace, Trace
    from warehouse.traced_state import Hold, TracedState

_LABEL_WIDTH = 8


@click.command(epilog="Example: redline trace 8c1d02e4 --json")
@click.argument("observation_id")
@json_option
def trace(observation_id: str, as_json: bool) -> None:
    """From a number to its file, its place there, the text around it, the rules it met and every earlier value.

    The id is that of an observation, of a penalty decision, or of a quarantine row; the start of it is enough.
    """
    from pipelines.held_rows import held_quarter_of, open_known_rows
    from pipelines.listed_rows import with_listed_row
    from warehouse.trace import CaseTrace, trace_any

    home = Home.from_environment()
    with open_known_rows(home) as connection:
        found = trace_any(connection, home, observation_id)
        subject = found.case["case_id"] if isinstance(found, CaseTrace) else found.observation["observation_id"]
        held_quarter = held_quarter_of(connection, subject)
    if isinstance(found, CaseTrace):
        found = with_listed_row(home, found)
    if held_quarter and not as_json:
        click.echo(say("trace.quarter_held", quarter=held_quarter))
    if as_json:
        print_json({**found.as_dict(), **({"held_quarter": held_quarter} if held_quarter else {})})
    elif isinstance(found, CaseTrace):
        print_case(found)
    else:
        print_figure(found)


def print_figure(found: Trace) -> None:
    """Tell an observation: first what became of it, then where it stands, then its history."""
    observation = found.observation
    state = say(f"trace.state_{found.state.state}")
    code = named(observation["indicator_code"], "indicator")
    value = _measured(observation["value"], observation["unit"])
    click.echo(f"{code} = {value} ({named(observation['qualifier'], 'word')}, {state})")
    _print_state(found.state, observation["submission_id"])
    _tell("id", observation["observation_id"])
    _tell("place", f"{observation['place'] or '—'} {observation['division_code'] or ''}")
    start, end = (plain(observation[name]) or "…" for name in ("period_start", "period_end"))
    basis = named(observation["period_basis"], "word")
    _tell("period", say("trace.period", start=start, end=end, basis=basis, quarter=observation["quarter"]))
    _tell_file(found)
    _tell("sentence", observation["context"])
    of_rule = f" {observation['rule']}" if language() == "en" else ""
    _tell("read_by", f"{named(observation['method'], 'word')}{of_rule}")
    if observation.get("correction"):
        _tell("changed", correction_words(observation["correction"]))
    _print_evidence(found)
    _print_rules(found)
    for fact in found.facts:
        _tell("fact", f"{_measured(fact['value'], fact['unit'])} {_span(fact)} ({fact['file_name']})")


def print_case(found: CaseTrace) -> None:
    """Tell a penalty decision likewise; its row is shown cell by cell, those in doubt marked."""
    case = found.case
    kinds = say("trace.and").join(_kind_words(kind) for kind in case["kinds"]) or say("trace.no_kind")
    number = case["document_no"] or say("trace.no_number")
    click.echo(f"{number} {case['party'] or ''} ({kinds}, {say(f'trace.state_{found.state.state}')})")
    _print_state(found.state, case.get("submission_id"))
    _tell("id", case["case_id"])
    _tell("fine", say("trace.fine", fine=_yuan(case["fine_yuan"]), confiscated=_yuan(case["confiscated_yuan"])))
    _tell("place", f"{case['authority'] or '—'} {case['division_code'] or ''}")
    day, published = (plain(case.get(name)) or "—" for name in ("decision_date", "publish_date"))
    _tell("decided", say("trace.decided", day=day, published=published, quarter=case["quarter"]))
    _tell_file(found)
    if case.get("correction"):
        _tell("changed", correction_words(case["correction"]))
    _print_evidence(found)
    _print_rules(found)
    for fact in found.facts:
        _tell("fact", f"{_yuan(fact['fine_yuan'])} {_span(fact)} ({fact['file_name']})")


def _print_state(state: TracedState, submission_id: object) -> None:
    """Whether it is the fact; if not, what keeps it out and since when, and what stands instead."""
    since = plain(state.since) if state.since else "—"
    if state.state == "fact":
        _tell("stands", say("trace.is_fact", since=since))
        return
    if state.holds:
        for hold in state.holds:
            _tell("out", say("trace.kept_out", why=_hold_words(hold), since=plain(hold.since) if hold.since else "—"))
    else:
        told = named(state.reason, "word")
        _tell("out", say(f"trace.out_{state.state}", since=since, reason=told or "—"))
    for other in state.instead:
        is_same_file = other["submission_id"] == submission_id
        words = say(
            "trace.instead_same_file" if is_same_file else "trace.instead_other_file",
            file=other["file_name"],
            locator=other["locator"],
            value=_measured(other["value"], other["unit"]),
            since=plain(other["since"]),
            id=other["id"],
        )
        _tell("instead", words)
    if not state.instead:
        _tell("instead", say("trace.instead_nothing"))


def _hold_words(hold: Hold) -> str:
    """Rule, reason and detail of what keeps a row out."""
    rule = named(hold.rule_id, "rule") if hold.rule_id else say("trace.doubt")
    parts = (f"{rule} {named(hold.reason, 'reason')}", detail_words(hold.detail) if hold.detail else "")
    return say("trace.colon").join(part for part in parts if part)


def _tell_file(found: Trace | CaseTrace) -> None:
    row = found.case if hasattr(found, "case") else found.observation
    _tell("file", say("trace.file", file=found.submission.get("file_name"), locator=row["locator"]))


def _print_rules(found: Trace | CaseTrace) -> None:
    from warehouse.receipt.plain import plain_place

    for finding in found.findings:
        said = _finding_words(finding)
        outcome = named(finding["outcome"], "word")
        _tell("rule", f"{named(finding['rule_id'], 'rule')} {outcome}: {said}{_until(finding)}")
    for row in found.quarantine:
        if row["superseded_at"] is None and row["state"] == "held":
            continue  # told at the top
        decided = plain_place(row["decided_why"] or "", language())
        why = decided or (detail_words(row["detail"]) if row["detail"] else "")
        words = f"{named(row['rule_id'], 'rule')} {named(row['reason'], 'reason')} ({_decided(row)})"
        _tell("held", f"{words} {why}{_until(row)}")


def _decided(row: Mapping[str, Any]) -> str:
    """The state of a row of the quarantine; one that ended while it was held is no longer held."""
    is_over = row["superseded_at"] is not None and row["state"] == "held"
    return say("trace.was_held") if is_over else named(row["state"], "word")


def _finding_words(finding: Mapping[str, Any]) -> str:
    """What a rule found; in Chinese without its formula, which its name says better."""
    observed, expected = finding["observed"], finding["expected"]
    if language() == "en":
        return f"{observed} | {expected}"
    from warehouse.catalogue.loader import load_catalogue
    from warehouse.receipt.wording import plain_facts

    return plain_facts(observed or "", load_catalogue(), "zh")


def _print_evidence(found: Trace | CaseTrace) -> None:
    from warehouse.evidence import Grid, Leaf, ListedRow, Passage

    evidence = found.evidence
    if isinstance(evidence, Passage):
        text = f"{evidence.before}»{evidence.marked}«{evidence.after}"
        _tell("context", " ".join(text.split()))
    elif isinstance(evidence, ListedRow):
        cells = ((c.place, c.head, f"»{c.text}«" if c.is_doubted else c.text) for c in evidence.cells)
        print_table(("cell", "head", "reads"), cells)
    elif isinstance(evidence, Grid):
        print_table(("", *evidence.column_names), _grid_rows(evidence), as_named=True)
    elif isinstance(evidence, Leaf):
        click.echo(evidence.parent)


def _grid_rows(grid: Grid) -> Iterator[list[str]]:
    for i, (number, cells) in enumerate(zip(grid.row_numbers, grid.rows, strict=True)):
        yield [str(number), *(f"»{cell}«" if (i, j) == grid.marked else cell for j, cell in enumerate(cells))]


def _tell(label: str, words: object) -> None:
    """A line under its label, the words of all lines below each other."""
    name = say(f"trace.label_{label}")
    width = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in name)
    click.echo(f"{name}{' ' * max(1, _LABEL_WIDTH + 1 - width)}{words}")


def _yuan(amount: object) -> str:
    """An amount with its unit, a dash where there is none."""
    return _measured(amount, "yuan")


def _measured(value: object, unit: str) -> str:
    """A value with its unit, a dash where there is none."""
    return measured(value, unit)


def _kind_words(code: str) -> str:
    """A kind of penalty as people call it."""
    if language() == "en":
        return code
    from warehouse.catalogue.loader import load_catalogue

    known = load_catalogue().actions.get(code)
    return f"{known.name_zh} {code}" if known else code


def _span(fact: Mapping[str, Any]) -> str:
    """Since when a fact was known, and until when where it no longer stands."""
    return say("trace.since", since=plain(fact["recorded_at"])) + _until(fact)


def _until(row: Mapping[str, Any]) -> str:
    """Until when a row stood, nothing where it still does."""
    return say("trace.until", until=plain(row["superseded_at"])) if row["superseded_at"] else ""
