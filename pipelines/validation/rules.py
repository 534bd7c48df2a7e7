"""Row-level verdicts: which figures break which audit rule, by SQL that selects the offending rows.

A rule compares figures of one submission, place, period, sector, scope and role, or those of other periods, levels and
scopes that its operands name. What cannot be asked is reported as not applicable, with how often and what was lacking;
it never counts as passed. An error keeps back what the rule's line says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import polars as pl

from pipelines.validation.compile import Query, compile_statement
from pipelines.validation.findings import (
    Breach,
    Row,
    Subjects,
    Verdicts,
    judge_breach,
    not_applicable,
    plain_number,
    read_sql,
)
from pipelines.validation.grammar import (
    ANY,
    NotCompilable,
    Operand,
    Statement,
    required_operands,
)
from pipelines.validation.layout import lay_out, lay_variants, mark_figures
from pipelines.validation.named import NAMED, OF_DOCUMENTS
from pipelines.validation.overgrown import find_overgrown
from pipelines.validation.parsing import parse_rule
from pipelines.validation.second_count import compare_counts, read_figures
from pipelines.validation.setting import Setting
from pipelines.validation.slips import Summand, find_slip
from pipelines.validation.sums import ALL_PARTS, signed_operands
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Rule
from warehouse.errors import ValidationError
from warehouse.quarters import Quarter

_SUBJECT = ("observation_id", "submission_id", "locator", "indicator_code", "value", "raw", "unit", "qualifier")


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A rule's statement and the query of its violations."""

    statement: Statement
    query: Query


def judge_observations(
    observations: pl.DataFrame, rules: Iterable[Rule], quarter: Quarter, setting: Setting | None = None
) -> Verdicts:
    """Apply every rule about figures.

    Args:
        observations: staged rows of ``core.observation``.
        rules: the catalogue's rules; those about cases and documents are left to their own judges.
        quarter: the reporting quarter.
        setting: places, indicators and known facts; without one nothing is known of other submissions.

    Raises:
        ValidationError: where a rule's query cannot run, or selects another number of breaches than the second count
            finds; never because data breaks a rule.
    """
    setting = setting or Setting(load_catalogue(), quarter.end)
    verdicts = Verdicts()
    breaches: list[Breach] = []
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        lay_out(connection, observations, setting)
        statements = _parse(rules, quarter, verdicts)
        lay_variants(connection, _operands(statements), {s for _, s in statements if isinstance(s, str)})
        verdicts.known_mark = mark_figures(connection)
        figures = read_figures(connection)
        disputes = _read_disputes(connection)
        for rule, statement in statements:
            if isinstance(statement, _Compiled):
                selected = list(_ask_statement(connection, rule, statement))
                compare_counts(rule, statement.statement, figures, len(selected))
                breaches.extend(_settle_disputes(selected, disputes))
            else:
                breaches.extend(_ask_named(connection, rule, statement, quarter, verdicts))
        compiled = {rule.id: (rule, s.statement) for rule, s in statements if isinstance(s, _Compiled)}
        verdicts.findings.extend(_count_unasked(connection, compiled, quarter))
    subjects = _fetch_subjects(observations, breaches, quarter)
    for breach in breaches:
        verdicts.extend(judge_breach(_narrow(breach, subjects), subjects))
    return verdicts


def mark_known(observations: pl.DataFrame, rules: Iterable[Rule], quarter: Quarter, setting: Setting) -> str:
    """The ``known_mark`` that judging the same would give, without judging."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        lay_out(connection, observations, setting)
        lay_variants(connection, _operands(_parse(rules, quarter, Verdicts())), frozenset())
        return mark_figures(connection)


def _parse(rules: Iterable[Rule], quarter: Quarter, verdicts: Verdicts) -> list[tuple[Rule, _Compiled | str]]:
    """Each rule with its statement, or the query file that its words are bound to."""
    parsed: list[tuple[Rule, _Compiled | str]] = []
    for rule in rules:
        if rule.expression in NAMED:
            parsed.append((rule, NAMED[rule.expression].sql))
            continue
        try:
            parsed.append((rule, _compile(rule)))
        except NotCompilable as refusal:
            if refusal.reason != "case_table" and rule.kind != "case" and rule.expression not in OF_DOCUMENTS:
                verdicts.findings.append(not_applicable(rule, quarter, refusal.reason, "0", "observation"))
    return parsed


def _compile(rule: Rule) -> _Compiled:
    statement = parse_rule(rule.expression)
    return _Compiled(statement, compile_statement(statement, rule.within))


def _operands(asked: Iterable[tuple[Rule, _Compiled | str]]) -> set[Operand]:
    """Every operand that some rule asks for, or that must be absent."""
    found: set[Operand] = set()
    for rule, one in asked:
        if isinstance(one, _Compiled):
            found.update(one.query.operands, (p.operand for p in one.statement.given))
        else:
            found.update(NAMED[rule.expression].operands)
    return found


def _ask_statement(connection: duckdb.DuckDBPyConnection, rule: Rule, compiled: _Compiled) -> Iterable[Breach]:
    query, signs = compiled.query, signed_operands(compiled.statement)
    for group_id, code, parts, values in _fetch(connection, rule, query.sql, query.parameters):
        names = [str(Operand(code, o.variant) if o.code == ANY else o) for o in query.operands]
        observed = "; ".join(f"{n} {plain_number(v)}" for n, v in zip(names, values, strict=True) if v is not None)
        ids = [_ids(p) for p in parts]
        by_operand = dict(zip(query.operands, parts, strict=True))
        summands = tuple(
            Summand(sign, part["value"], tuple(part["ids"]))
            for sign, operand in signs
            for part in by_operand[operand] or ()
        )
        yield Breach(
            rule,
            tuple(i for each in ids for i in each),
            observed,
            held=_held(rule, ids),
            summands=summands,
            group_id=group_id,
        )


def _read_disputes(connection: duckdb.DuckDBPyConnection) -> Mapping[int, frozenset[str]]:
    """The columns whose table states a figure twice with two values, each with its ids of such figures."""
    rows = connection.execute(read_sql("disputes.sql")).fetchall()
    return {group_id: frozenset(ids) for group_id, ids in rows}


def _settle_disputes(breaches: Iterable[Breach], disputes: Mapping[int, frozenset[str]]) -> Iterable[Breach]:
    """Of a column on its own only what its disputed figures break; not held, since the load keeps out both values."""
    for breach in breaches:
        disputed = disputes.get(breach.group_id) if breach.group_id is not None else None
        if disputed is None:
            yield breach
        elif disputed.intersection(breach.ids):
            yield replace(breach, held=(), summands=())


def _held(rule: Rule, ids: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The figures that an error keeps back, as the rule's line says."""
    if rule.severity != "error" or rule.holds == "slip":
        return ()
    if rule.holds == "first" or rule.kind == "plausibility":
        return ids[0]
    return tuple(i for each in ids for i in each)


def _ids(parts: Sequence[Mapping[str, Any]] | None) -> tuple[str, ...]:
    return tuple(i for part in parts or () for i in part["ids"])


def _ask_named(
    connection: duckdb.DuckDBPyConnection, rule: Rule, sql_file: str, quarter: Quarter, verdicts: Verdicts
) -> Iterable[Breach]:
    sql = read_sql(sql_file)
    ((asked,),) = _fetch(connection, rule, f"select count(*) from ({sql}) as asked", {})  # noqa: S608
    if not asked:
        verdicts.findings.append(not_applicable(rule, quarter, "operand_missing", "0 of 0", "observation"))
    offending = f"select subject_ids, observed from ({sql}) as asked where is_broken order by subject_ids"  # noqa: S608
    for ids, observed in _fetch(connection, rule, offending, {}):
        elsewhere = NAMED[rule.expression].kept_out_by
        held = () if elsewhere or rule.severity != "error" or rule.holds == "slip" else tuple(ids)
        yield Breach(rule, tuple(ids), observed, held=held, kept_out_by=elsewhere)


def _narrow(breach: Breach, subjects: Subjects) -> Breach:
    """A breach of a sum, with the figure that a slip of its unit explains, else parts that alone exceed the total."""
    summands = breach.summands
    if not summands and breach.rule.holds == "slip":
        values = [(i, float(subjects.rows[i]["value"])) for i in breach.ids]
        summands = tuple(Summand(1 if n == 0 else -1, value, (i,)) for n, (i, value) in enumerate(values))
    slip = find_slip(summands) if len(summands) > 1 else None
    if slip is not None:
        return breach.with_slip(slip)
    grown = find_overgrown(summands, subjects.rows) if breach.rule.holds == "slip" else None
    return breach if grown is None else breach.with_overgrown(*grown)


def _fetch(
    connection: duckdb.DuckDBPyConnection, rule: Rule, sql: str, parameters: Mapping[str, object]
) -> Sequence[tuple[Any, ...]]:
    try:
        return connection.execute(sql, parameters or None).fetchall()
    except duckdb.Error as error:
        raise ValidationError(
            f"rule {rule.id} could not be asked: {str(error).splitlines()[0]}",
            where=rule.expression,
            next_step="mend the rule in the catalogue",
        ) from error


def _fetch_subjects(observations: pl.DataFrame, breaches: Iterable[Breach], quarter: Quarter) -> Subjects:
    """The rows that some breach names; the quarter's other rows are not looked at."""
    ids = {i for breach in breaches for i in breach.ids}
    rows = observations.filter(pl.col("observation_id").is_in(list(ids))).select(_SUBJECT)
    return Subjects(quarter, "observation", {r["observation_id"]: r for r in rows.to_dicts()})


def _count_unasked(
    connection: duckdb.DuckDBPyConnection, compiled: Mapping[str, tuple[Rule, Statement]], quarter: Quarter
) -> Iterable[Row]:
    """Findings of a rule that could not be asked everywhere: operands missing, beyond a break, stated as two values."""
    operands = [
        {
            "rule_id": rule_id,
            "indicator_code": operand.code,
            "variant": operand.variant,
            "operand_name": str(operand),
            "within": None if rule.within == ALL_PARTS else rule.within,
        }
        for rule_id, (rule, statement) in compiled.items()
        for operand in required_operands(statement)
    ]
    columns = ("rule_id", "indicator_code", "variant", "operand_name", "within")
    connection.register("rule_operand", pl.DataFrame(operands, schema=dict.fromkeys(columns, pl.String)).to_arrow())
    for rule_id, groups, ambiguous, incomplete, cut, lacking in connection.execute(read_sql("coverage.sql")).fetchall():
        rule = compiled[rule_id][0]
        if groups == 0 or incomplete:
            told = "".join(f"; {each['operand']} {each['n']}" for each in lacking or ())
            yield not_applicable(rule, quarter, "operand_missing", f"{incomplete} of {groups}{told}", "observation")
        if cut:
            yield not_applicable(rule, quarter, "break", f"{cut} of {groups}", "observation")
        if ambiguous:
            yield not_applicable(rule, quarter, "operand_ambiguous", f"{ambiguous} of {groups}", "observation")
