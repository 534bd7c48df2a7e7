"""The second count of rules finds what the queries select, and a difference is told as our fault."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.validation import rules as judging
from pipelines.validation.compile import compile_statement
from pipelines.validation.grammar import NotCompilable, Statement, operands_of
from pipelines.validation.layout import lay_out, lay_variants
from pipelines.validation.parsing import parse_rule
from pipelines.validation.rules import judge_observations
from pipelines.validation.second_count import Figures, broken_groups, read_figures
from pipelines.validation.setting import Setting
from tests.validation.figures import figure, frame
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import ValidationError
from warehouse.quarters import Quarter

QUARTER = Quarter(2024, 1)


def compiled() -> list[tuple[str, Statement, str | None]]:
    """Every rule that is a comparison of figures of one group."""
    found = []
    for rule in load_catalogue().rules.values():
        try:
            statement = parse_rule(rule.expression)
            compile_statement(statement, rule.within)
        except NotCompilable:
            continue
        if all(o.variant == "same" for o in operands_of(statement)):
            found.append((rule.id, statement, rule.within))
    return found


RULES = compiled()


def selected(connection: duckdb.DuckDBPyConnection, statement: Statement, within: str | None) -> list[tuple[int, str]]:
    query = compile_statement(statement, within)
    places = dict(connection.execute("select group_id, rowid from figure_group").fetchall())
    rows = connection.execute(query.sql, query.parameters or None).fetchall()
    return sorted((places[row[0]], row[1]) for row in rows)


def laid_out(rows: Sequence[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    lay_out(connection, frame(*rows), Setting(load_catalogue(), QUARTER.end))
    lay_variants(connection, {o for _, s, _ in RULES for o in operands_of(s)}, frozenset())
    return connection


def rows_of(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Figures of several files: small counts, shares and money, some of them bounds, some stated twice."""
    codes = sorted({o.code for _, s, _ in RULES for o in operands_of(s)})
    chosen = draw(st.lists(st.sampled_from(codes), min_size=30, max_size=60))
    indicators, rows = load_catalogue().indicators, []
    for number, code in enumerate(chosen):
        unit = indicators[code].unit
        size = draw(st.integers(0, 12))
        value = {"ratio": Decimal(size) / 10, "yuan": Decimal(size * 10_000)}.get(unit, Decimal(size))
        said = {"unit": unit, "submission_id": f"s{draw(st.integers(1, 4))}"}
        said["qualifier"] = draw(st.sampled_from(["exact", "exact", "exact", "over", "at_most", "approx"]))
        said["counting_basis"] = draw(st.sampled_from(["unknown", "unknown", "heaviest_class"]))
        rows.append(figure(f"o{number}", code, str(value), raw=str(size), **said))
    return rows


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_the_interpreter_and_the_query_find_the_same_groups(data: st.DataObject) -> None:
    with laid_out(rows_of(data.draw)) as connection:
        figures = read_figures(connection)
        for rule_id, statement, within in RULES:
            found = sorted(broken_groups(statement, figures, within))
            assert found == selected(connection, statement, within), rule_id


PARTIES, VISITS = figure("p", "inspection.units", "412"), figure("v", "inspection.count", "388")


def test_a_count_that_the_interpreter_does_not_share_stops_the_quarter(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = load_catalogue().rules["I01"]
    assert len(judge_observations(frame(PARTIES, VISITS), [rule], QUARTER).quarantine) == 2
    monkeypatch.setattr(judging, "read_figures", lambda connection: Figures())
    with pytest.raises(ValidationError, match=r"a fault of Redline.*of rule I01 SQL selects 1 .*second count finds 0"):
        judge_observations(frame(PARTIES, VISITS), [rule], QUARTER)


def test_a_query_that_overlooks_rows_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = load_catalogue().rules["I01"]
    monkeypatch.setattr(judging, "_ask_statement", lambda connection, rule, compiled: [])
    with pytest.raises(ValidationError, match="SQL selects 0 breaches, the second count finds 1"):
        judge_observations(frame(PARTIES, VISITS), [rule], QUARTER)


def test_what_is_stated_twice_or_open_is_no_breach_of_either_count() -> None:
    rows = [PARTIES, VISITS, figure("again", "inspection.count", "500"), figure("h", "hazard.found", "3")]
    assert judge_observations(frame(*rows), [load_catalogue().rules["I01"]], QUARTER).quarantine == []
    rows = [PARTIES, figure("v", "inspection.count", "388", qualifier="over")]
    assert judge_observations(frame(*rows), [load_catalogue().rules["I01"]], QUARTER).quarantine == []
