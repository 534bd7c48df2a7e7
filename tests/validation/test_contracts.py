"""Contracts on Great Expectations: rows are named, faults are ours, and the pages need no network."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import polars as pl
import pytest

from pipelines.validation.contracts import LOADED_MARTS, LOADED_TABLES, candidates_of
from pipelines.validation.rules import Subjects
from pipelines.validation.verdicts import contract_verdicts
from tests.validation.figures import figure, frame
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import CatalogueError, UsageError, ValidationError
from warehouse.expectations import runner
from warehouse.expectations.contract import Clause, Contract, contract_of
from warehouse.expectations.documents import build_data_docs, contracts_page, mend_page
from warehouse.expectations.runner import ContractResult, check_contract
from warehouse.expectations.twin import count_breaches, has_twin
from warehouse.home import Home
from warehouse.models import MART_VIEWS, MARTS
from warehouse.quarters import Quarter
from warehouse.tables import load_tables

ROWS = pl.DataFrame(
    {
        "observation_id": ["a", "b", "c", "d"],
        "value": [Decimal("1"), Decimal("-2"), Decimal("12345678901234567"), None],
        "unit": ["ratio", "count", "yuan", "furlong"],
        "flags": [["x"], ["x", "y"], [], None],
    },
    schema_overrides={"value": pl.Decimal(24, 6)},
)


def contract(*clauses: Clause, **options: object) -> Contract:
    return Contract("core.fact_hazard", "observation_id", clauses, loaded=True, **options)  # type: ignore[arg-type]


def between(name: str = "not_negative", **other: object) -> Clause:
    arguments = {"column": "value", "min_value": 0}
    return replace(
        Clause(name, "expect_column_values_to_be_between", arguments, "不得为负", "not negative"),
        **other,  # type: ignore[arg-type]
    )


NO_EMPTY = Clause("cells_filled", "expect_column_values_to_be_null", {"column": "empty_cell"}, "满", "filled")
LISTED = Clause("values_listed", "expect_column_values_to_be_null", {"column": "unlisted_value"}, "列", "listed")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


def keys(result: ContractResult) -> dict[str, tuple[str, ...]]:
    return {b.clause.rule: b.keys for b in result.breaches}


def test_every_row_in_breach_is_named(home: Home) -> None:
    asked = contract(
        between(),
        NO_EMPTY,
        LISTED,
        required=("value",),
        allowed={"unit": ("ratio", "count", "yuan"), "flags": ("x",)},
    )
    result = check_contract(home, asked, ROWS, run="2024Q1")
    assert keys(result) == {"not_negative": ("b",), "cells_filled": ("d",), "values_listed": ("b", "d")}
    told = {b.clause.rule: dict(b.observed) for b in result.breaches}
    assert told["values_listed"] == {"b": "unlisted_value flags y", "d": "unlisted_value unit furlong"}
    assert (result.rows, result.asked, result.stops) == (4, 3, False)


def test_a_clause_can_be_limited_to_rows_of_one_value(home: Home) -> None:
    asked = contract(between(where={"unit": "ratio"}))
    assert keys(check_contract(home, asked, ROWS, run="2024Q2")) == {}


def test_large_numbers_keep_all_their_digits(home: Home) -> None:
    clause = Clause(
        "exactly",
        "expect_column_values_to_be_between",
        {"column": "value", "max_value": Decimal("12345678901234566")},
        "大",
        "large",
    )
    (breach,) = check_contract(home, contract(clause), ROWS, run="2024Q1").breaches
    assert dict(breach.observed) == {"c": "value 12345678901234567.000000"}


def test_a_doubled_key_stops_the_table(home: Home) -> None:
    clause = Clause(
        "key_unique", "expect_column_values_to_be_unique", {"column": "observation_id"}, "一", "once", level="table"
    )
    result = check_contract(home, contract(clause), pl.concat([ROWS, ROWS[:1]]), run="2024Q1")
    assert (keys(result), result.stops) == ({"key_unique": ("a",)}, True)


def test_a_fault_inside_the_library_is_our_error_and_no_failed_expectation(home: Home) -> None:
    clause = Clause(
        "nonsense", "expect_column_values_to_match_regex", {"column": "unit", "regex": "(["}, "坏", "broken"
    )
    with pytest.raises(ValidationError, match="nonsense"):
        check_contract(home, contract(clause), ROWS, run="2024Q1")


def test_a_missing_column_is_our_error(home: Home) -> None:
    clause = between(arguments={"column": "colour", "min_value": 0})
    with pytest.raises(ValidationError, match="colour"):
        check_contract(home, contract(clause), ROWS, run="2024Q1")


def test_an_unknown_expectation_is_our_error(home: Home) -> None:
    with pytest.raises(ValidationError, match="could not be asked"):
        check_contract(home, contract(between(expectation="expect_miracles")), ROWS, run="2024Q1")


def test_breaches_become_findings_and_quarantine() -> None:
    subjects = Subjects(Quarter(2024, 1), "observation", {"b": {"submission_id": "s1", "locator": "chars 3-5"}})
    told = {
        "rule": "contract.observation.r",
        "keys": ["b"],
        "observed": {"b": "value -2"},
        "zh": "负",
        "en": "negative",
    }
    verdicts = contract_verdicts([told], subjects)
    (row,) = verdicts.quarantine
    assert (row["subject_id"], row["rule_id"], row["locator"]) == ("b", "contract.observation.r", "chars 3-5")
    assert row["detail"] == "value -2 | 负 / negative"
    assert [f["severity"] for f in verdicts.findings] == ["error"]


def test_only_accepted_observed_figures_of_known_places_are_candidates() -> None:
    rows = frame(
        figure("a", "hazard.found", "3"),
        figure("b", "hazard.found", "3", status="review"),
        figure("c", "hazard.found", "3", role="target"),
        figure("d", "hazard.found", "3", division_code=None),
        figure("e", "penalty.fine_amount", "3", unit="yuan"),
    )
    found = candidates_of(rows, load_catalogue().indicators)
    assert found["core.fact_hazard"]["observation_id"].to_list() == ["a"]
    fine = found["core.fact_enforcement"].to_dicts()
    assert [(r["observation_id"], r["action_code"], r["stage"], r["attribution"]) for r in fine] == [
        ("e", "fine", "decided", "all")
    ]


STAGED = ("raw.submission", "core.observation", "core.penalty_case")


@pytest.mark.parametrize("table", [*STAGED, *LOADED_TABLES, *LOADED_MARTS])
def test_every_table_and_mart_has_a_contract_in_both_languages(table: str) -> None:
    found = contract_of(table, load_catalogue(), columns=frozenset(), loaded=True)
    assert len(found.clauses) >= 2
    assert len({c.rule for c in found.clauses}) == len(found.clauses)
    assert all(re.search(r"[\u4e00-\u9fff]", c.zh) and c.en.isascii() for c in found.clauses)
    assert [c.rule for c in found.clauses if not has_twin(c)] == []


def test_no_table_that_a_load_fills_and_no_mart_is_without_a_contract() -> None:
    facts = {name for name in load_tables() if name.startswith(("core.fact_", "core.bridge_"))}
    assert set(LOADED_TABLES) == facts | {"core.coverage"}
    assert {m.removeprefix("marts.") for m in LOADED_MARTS} == {*MARTS, *MART_VIEWS}


TWINS = {
    "null": Clause("r", "expect_column_values_to_be_null", {"column": "word"}, "", ""),
    "not_null": Clause("r", "expect_column_values_to_not_be_null", {"column": "word"}, "", ""),
    "between": Clause(
        "r", "expect_column_values_to_be_between", {"column": "money", "min_value": 0, "max_value": 5}, "", ""
    ),
    "day": Clause(
        "r", "expect_column_values_to_be_between", {"column": "first", "min_value": date(2024, 1, 2)}, "", ""
    ),
    "lengths": Clause("r", "expect_column_value_lengths_to_be_between", {"column": "word", "min_value": 2}, "", ""),
    "barred": Clause(
        "r", "expect_column_values_to_not_be_in_set", {"column": "word", "value_set": ["a", "bb"]}, "", ""
    ),
    "regex": Clause("r", "expect_column_values_to_match_regex", {"column": "word", "regex": "^[a-c]"}, "", ""),
    "ordered": Clause(
        "r",
        "expect_column_pair_values_a_to_be_greater_than_b",
        {"column_A": "last", "column_B": "first", "or_equal": True, "ignore_row_if": "either_value_is_missing"},
        "",
        "",
    ),
    "limited": Clause("r", "expect_column_values_to_not_be_null", {"column": "word"}, "", "", where={"kind": "x"}),
    "unique": Clause("r", "expect_column_values_to_be_unique", {"column": "word"}, "", "", level="table"),
    "together": Clause(
        "r", "expect_compound_columns_to_be_unique", {"column_list": ["kind", "word"]}, "", "", level="table"
    ),
}
COUNTED = {
    "null": 4, "not_null": 2, "between": 2, "day": 1, "lengths": 2, "regex": 1, "ordered": 1, "limited": 1, "unique": 2,
    "together": 2, "barred": 3,
}  # fmt: skip
TROUBLE = pl.DataFrame(
    {
        "observation_id": ["1", "2", "3", "4", "5", "6"],
        "word": ["a", "a", "bb", "示例", None, None],
        "kind": ["x", "x", "y", "y", "x", None],
        "money": [Decimal("-0.01"), Decimal("0"), Decimal("5"), Decimal("5.01"), None, Decimal("3")],
        "first": [date(2024, 1, 1), date(2024, 1, 2), None, date(2024, 5, 1), date(2024, 6, 1), None],
        "last": [date(2024, 1, 1), date(2024, 3, 1), date(2024, 1, 1), date(2024, 4, 30), None, None],
    },
    schema_overrides={"money": pl.Decimal(24, 6)},
)


@pytest.mark.parametrize("name", TWINS)
def test_great_expectations_and_sql_count_the_same_rows(home: Home, name: str) -> None:
    asked = contract(TWINS[name])
    assert count_breaches(asked, TROUBLE) == {"r": COUNTED[name]}
    found = check_contract(home, asked, TROUBLE, run="2024Q3").breaches
    assert sum(len(b.keys) for b in found) == COUNTED[name]


def test_empty_cells_and_unlisted_values_are_counted_from_the_rows_themselves() -> None:
    asked = contract(
        NO_EMPTY, LISTED, required=("value",), allowed={"unit": ("ratio", "count", "yuan"), "flags": ("x",)}
    )
    assert count_breaches(asked, ROWS) == {"cells_filled": 1, "values_listed": 2}


def test_a_count_that_sql_does_not_share_is_told_as_our_fault(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "count_breaches", lambda contract, frame: {"not_negative": 2})
    with pytest.raises(
        ValidationError, match=r"a fault of Redline.*of clause not_negative.*counts 1 rows.*SQL counts 2"
    ):
        check_contract(home, contract(between()), ROWS, run="2024Q1")


def test_an_unknown_table_has_none() -> None:
    with pytest.raises(CatalogueError):
        contract_of("core.nothing", load_catalogue(), columns=frozenset(), loaded=True)


def test_data_docs_need_no_network(home: Home) -> None:
    check_contract(home, contract(between()), ROWS, run="2023Q4")
    index = build_data_docs(home)
    assert index is not None
    pages = list(home.data_docs.rglob("*.html"))
    assert len(pages) >= 3
    for page in pages:
        text = page.read_text("utf-8")
        assert re.findall(r'(?:src|href)\s*=\s*["\']?(?:https?:)?//(?!127\.0\.0\.1)', text) == [], page
        assert 'href="http://127.0.0.1:8501/publication' in text.replace("'", '"'), page
        assert "<script" not in text
        (style,) = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<link rel=\'stylesheet\' href=\'([^\']+)\'', text)
        assert (page.parent / (style[0] or style[1])).resolve() == (home.data_docs / "redline.css").resolve()
    shown = index.read_text("utf-8")
    assert "fact_hazard" in shown
    assert "<a href='http://127.0.0.1:8501/publication?quarter=2023Q4'>2023Q4</a>" in shown
    assert "https" not in (home.data_docs / "redline.css").read_text("utf-8")


def test_data_docs_lead_to_where_people_open_the_dashboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)
    monkeypatch.setenv("REDLINE_DASHBOARD_URL", "https://redline.example/safety/")
    check_contract(home, contract(between()), ROWS, run="2023Q4")
    index = build_data_docs(home)
    assert index is not None
    shown = index.read_text("utf-8")
    assert "<a href='https://redline.example/safety/publication?quarter=2023Q4'>2023Q4</a>" in shown
    (page,) = (home.data_docs / "validations").rglob("*.html")
    way = f"quarter=2023Q4&amp;doc={quote(page.relative_to(home.data_docs).as_posix(), safe='')}"
    assert f'href="https://redline.example/safety/publication?{way}"' in page.read_text("utf-8")
    for each in home.data_docs.rglob("*.html"):
        assert "127.0.0.1" not in each.read_text("utf-8"), each


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        ({}, "http://127.0.0.1:8501/publication"),
        ({"REDLINE_DASHBOARD_URL": ""}, "http://127.0.0.1:8501/publication"),
        ({"REDLINE_PORT": "8600"}, "http://127.0.0.1:8600/publication"),
        ({"REDLINE_PORT": "8600", "REDLINE_DASHBOARD_URL": "http://10.0.0.5:80"}, "http://10.0.0.5:80/publication"),
    ],
)
def test_the_dashboard_s_address_is_a_setting(setting: dict[str, str], address: str) -> None:
    assert contracts_page(setting) == address


@pytest.mark.parametrize(
    "wrong", ["10.0.0.5:8501", "ftp://10.0.0.5", "javascript:alert(1)", "http://", "http://h/?a=b"]
)
def test_an_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match="no address of a dashboard"):
        contracts_page({"REDLINE_DASHBOARD_URL": wrong})


def test_a_mended_page_keeps_its_words() -> None:
    page = (
        "<html><head><script src='https://cdn/x.js'></script><link rel=stylesheet href='https://cdn/x.css'></head>"
        "<body><p>比率在零到一之间</p><a href='https://else/where'>more</a><img src='https://cdn/logo.png'></body></html>"
    )
    mended = mend_page(page, "../redline.css", "http://127.0.0.1:8501/publication")
    assert "比率在零到一之间" in mended
    assert "https" not in mended
    assert '<link rel="stylesheet" href="../redline.css">' in mended


def test_without_a_contract_there_are_no_docs(tmp_path: Path) -> None:
    assert build_data_docs(Home(tmp_path)) is None
