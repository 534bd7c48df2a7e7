"""Whether the facts that stand hold together where a person released one of them: told, never held back.

A rule is asked of one file. What was released may come to stand beside figures of another file of the same office, and
break with them what no file breaks by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import polars as pl

from pipelines.validation.findings import Row, identify, read_sql
from pipelines.validation.grammar import NotCompilable
from pipelines.validation.named import NAMED
from pipelines.validation.parsing import parse_rule
from pipelines.validation.rules import judge_observations
from pipelines.validation.setting import Setting
from warehouse.catalogue.model import Catalogue, Rule
from warehouse.quarters import Quarter
from warehouse.told import MARK

_IDENTITIES = ("intra", "derivation")
"""The kinds of rules between figures of one place and span."""


def judge_released_sets(connection: duckdb.DuckDBPyConnection, catalogue: Catalogue) -> list[Row]:
    """The identities that a released figure breaks with figures of other files of its office.

    Args:
        connection: the warehouse, in the state that is judged.
        catalogue: rules and indicators.

    Returns:
        Findings for ``quality.finding``, each of the reporting quarter of its newest figure; all warn.
    """
    facts = connection.execute(read_sql("released_set.sql")).pl()
    if facts.is_empty():
        return []
    rows = {row["observation_id"]: row for row in facts.to_dicts()}
    quarter = Quarter.parse(max(row["quarter"] for row in rows.values()))
    figures = facts.drop("submission_id").rename({"set_id": "submission_id"}).with_columns(pl.lit("").alias("context"))
    judged = judge_observations(figures, _identities(catalogue), quarter, Setting(catalogue, quarter.end))
    told: dict[str, Row] = {}
    for finding in judged.findings:
        concerned = [rows[i] for i in finding["subject_ids"] if i in rows]
        is_of_a_release = any(row["is_released"] for row in concerned)
        if finding["outcome"] != "broken" or not is_of_a_release or len({r["submission_id"] for r in concerned}) < 2:
            continue
        own_id = f"{MARK}{identify('finding', finding['rule_id'], *finding['subject_ids'])}"
        newest = max(row["quarter"] for row in concerned)
        told[own_id] = {**finding, "finding_id": own_id, "quarter": newest, "severity": "warn"}
    return [told[own_id] for own_id in sorted(told)]


def _identities(catalogue: Catalogue) -> Iterable[Rule]:
    """The rules that must hold between figures of one place and span; what accuses a sum's figures is none of them."""
    for rule in catalogue.rules.values():
        is_asked = rule.severity == "error" and rule.kind in _IDENTITIES and rule.expression not in NAMED
        if is_asked and rule.id not in catalogue.accusing_rules and _is_compilable(rule):
            yield rule


def _is_compilable(rule: Rule) -> bool:
    try:
        parse_rule(rule.expression)
    except NotCompilable:
        return False
    return True
