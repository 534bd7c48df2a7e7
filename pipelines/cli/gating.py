"""``redline gate``: what the gate found of a quarter, what it would find now, and who let a quarter through."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click

from pipelines.cli.figures import percent
from pipelines.cli.language import language, named, say
from pipelines.cli.options import QuarterType, json_option
from pipelines.cli.output import plain, print_json, print_table, tell
from pipelines.cli.telling import list_in_chinese, told
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.quarters import Quarter

_CONDITIONS = ("condition", "outcome", "value", "warn", "hold", "meaning")
_ANOMALIES = ("kind", "place", "indicator", "period_end", "value", "band_low", "band_high", "score", "observation_id")
_OVERRIDES = ("recorded_at", "condition", "value", "who", "why")


@click.command(epilog="Example: redline gate --quarter 2024Q1 --rehearse")
@click.option("--quarter", type=QuarterType(), help="This reporting quarter; every one that was looked at otherwise.")
@click.option("--rehearse", is_flag=True, help="Ask now what a load would lead to; nothing is loaded or published.")
@click.option("--override", metavar="CONDITION", help="Let the quarter through a condition that holds it, and load it.")
@click.option("--who", default="", help="Who lets it through; kept and published.")
@click.option("--why", default="", help="The reason; kept and published.")
@json_option
def gate(quarter: Quarter | None, rehearse: bool, override: str | None, who: str, why: str, as_json: bool) -> int:
    """What a quarter must pass to be published: each condition, the anomalies, and who let it through.

    Faults of Redline and broken contracts block and cannot be overridden; other limits stand in gate.yaml of the home.
    """
    home = Home.from_environment()
    if override is not None:
        return _let_through(home, _needed(quarter), override, who, why, as_json)
    if who or why:
        raise UsageError("--who and --why go with --override", next_step="name the condition with --override")
    if rehearse:
        report, problems = _rehearse(home, _needed(quarter))
    else:
        report, problems = None, ()
    for problem in problems:
        tell(problem)
    found = [report] if report else [] if problems else _reports(home, quarter)
    for one in found:
        _show(home, one, as_json)
    if not found and not problems and not as_json:
        click.echo(say("gate.none_yet"))
    return 1 if problems else 0


def _needed(quarter: Quarter | None) -> Quarter:
    if quarter is None:
        raise UsageError("which quarter?", next_step="name it with --quarter 2024Q1")
    return quarter


def _reports(home: Home, quarter: Quarter | None) -> list[dict[str, Any]]:
    from pipelines.validation.gate_report import read_report, reported_quarters

    wanted = reported_quarters(home) if quarter is None else (str(quarter),)
    found = [report for q in wanted if (report := read_report(home, q))]
    if quarter is not None and not found:
        raise UsageError(
            f"the gate has not looked at {quarter} yet",
            next_step=f"redline gate --quarter {quarter} --rehearse, or redline load",
        )
    return found


def _rehearse(home: Home, quarter: Quarter) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    from pipelines.rehearsal import rehearse

    report, problems = rehearse(home, quarter, now=datetime.now(UTC))
    return (report.as_dict() if report else None), problems


def _let_through(home: Home, quarter: Quarter, condition: str, who: str, why: str, as_json: bool) -> int:
    from pipelines.cli.loading import run_load
    from pipelines.cli.log import write_event
    from pipelines.load_history import hold_load_lock
    from pipelines.validation.gate_overrides import write_override

    with hold_load_lock(home) as lock:
        value = _holding_value(home, quarter, condition)
        now = datetime.now(UTC)
        write_override(home, str(quarter), condition, value, who=who, why=why, at=now)
        write_event("gate", quarter=str(quarter), condition=condition, who=who, why=why)
        summary = run_load(home, (quarter,), lock)
    for problem in (*summary.remarks, *summary.problems):
        tell(problem)
    if as_json:
        print_json({"quarter": str(quarter), "overridden": condition, "published": summary.published})
    else:
        version = summary.published
        done = say("load.published", version=version) if version else say("gate.nothing_published")
        click.echo(say("gate.let_through", quarter=quarter, condition=condition, who=who.strip(), published=done))
    return 1 if summary.problems else 0


def _holding_value(home: Home, quarter: Quarter, condition: str) -> float:
    """What a condition that holds a quarter measured.

    Raises:
        UsageError: where it does not hold the quarter, or is none that a person may let through.
    """
    held = {v["condition"]: v for v in _reports(home, quarter)[0]["verdicts"] if v["outcome"] in ("hold", "blocked")}
    if condition not in held:
        raise UsageError(f"{condition} does not hold {quarter}", next_step=f"what does: {', '.join(held) or 'nothing'}")
    if held[condition]["outcome"] == "blocked":
        raise UsageError(
            f"{condition} is a fault or a broken contract, which nobody can let through",
            where=str(quarter),
            next_step="report it, or have the figures sent again",
        )
    return float(held[condition]["value"])


def _show(home: Home, report: Mapping[str, Any], as_json: bool) -> None:
    from pipelines.validation.gate_overrides import read_overrides

    overrides = [{name: getattr(o, name) for name in _OVERRIDES} for o in read_overrides(home, str(report["quarter"]))]
    if as_json:
        print_json({**report, "overrides": overrides})
        return
    at = plain(datetime.fromisoformat(report["at"]).replace(microsecond=0))
    click.echo(say("gate.head", quarter=report["quarter"], outcome=named(report["outcome"], "word"), at=at))
    print_table(_CONDITIONS, (_condition(verdict) for verdict in report["verdicts"]))
    for verdict in report["verdicts"]:
        if verdict["detail"]:
            click.echo(_detail(verdict))
    if report["anomalies"]:
        click.echo(say("gate.anomalies"))
        print_table(_ANOMALIES, (_anomaly(anomaly) for anomaly in report["anomalies"]))
    if report["kept_back"]:
        counts = (f"{named(rule, 'rule')} {count}" for rule, count in report["kept_back"].items())
        click.echo(say("gate.kept_back", counts=say("gate.between").join(counts)))
    if overrides:
        click.echo(say("gate.overrides"))
        print_table(_OVERRIDES, ([o[c] for c in _OVERRIDES] for o in overrides))


def _condition(verdict: Mapping[str, Any]) -> list[object]:
    """A condition's row: its outcome with its name, what it means in the language chosen."""
    shown = {**verdict, "outcome": named(verdict["outcome"], "word"), "meaning": verdict[language()]}
    if shown.get("is_share"):
        shares = {name: percent(shown[name]) for name in ("value", "warn", "hold") if shown[name] is not None}
        shown = {**shown, **shares}
    return [_short(shown[column]) for column in _CONDITIONS]


def _detail(verdict: Mapping[str, Any]) -> str:
    """What stopped the quarter: each clause of a contract that is broken, or a fault in its own words."""
    text = f"{verdict['condition']}: {verdict['detail']}"
    is_list = verdict["condition"] == "contracts_hold" and language() == "zh"
    return list_in_chinese(text) if is_list else told(text)


def _anomaly(anomaly: Mapping[str, Any]) -> list[object]:
    shown = {
        **anomaly,
        "kind": named(anomaly["kind"], "word"),
        "indicator": named(anomaly["indicator"], "indicator"),
    }
    return [_short(shown[column]) for column in _ANOMALIES]


def _short(value: object) -> object:
    """A share with four digits, which is enough to judge it by."""
    return f"{value:.4g}" if isinstance(value, float) else value
