"""Exports: the dictionary comes along, text stays harmless text, equal content gives equal bytes."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from tests.warehouse.staged_rows import NOON, Staged, case, digest, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import UsageError
from warehouse.export.cells import csv_text
from warehouse.export.files import export_table
from warehouse.export.table import build_dictionary, find_table
from warehouse.home import Home
from warehouse.publication import open_publication, publish
from warehouse.tables import load_tables

TITLES = ("=1+1", "+86", "-5家", "@SUM(A1)", "＝1+1", "  =2", "\t=3", "普通标题")
SENTENCE = "一季度“罚款”,共\n三家"


@pytest.fixture
def published(home: Home) -> Home:
    staged = Staged(
        submissions=[
            submission(f"s{n}", title=title, division_code="990101", published_on=None)
            for n, title in enumerate(TITLES)
        ],
        observations=[
            observation("s0", 1, value=3, indicator_code="penalty.suspension", context=SENTENCE),
            observation("s1", 2, value="12345678901234567.25", indicator_code="penalty.fine_amount", unit="yuan"),
        ],
        cases=[case("s2", 1, party="=cmd|'/c calc'!A0", credit_code="913501001234567890", fine_yuan=Decimal("0.10"))],
    )
    staged.load(home)
    publish(home, at=NOON)
    return home


def write(home: Home, table: str, kind: Any, out: Path, **options: Any) -> Path:
    connection = open_publication(home, **options)
    try:
        done = export_table(connection, table, kind, out, load_catalogue())
    finally:
        connection.close()
    assert done.files[0] == out
    return out


def csv_rows(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)))


def test_text_like_a_formula_gets_an_apostrophe_in_csv_and_nothing_else_does(published: Home, tmp_path: Path) -> None:
    rows = csv_rows(write(published, "submission", "csv", tmp_path / "s.csv"))
    assert sorted(row["title"] for row in rows) == sorted(["普通标题", *(f"'{t}" for t in TITLES if t != "普通标题")])


def test_a_csv_row_keeps_quotes_commas_line_ends_and_every_digit(published: Home, tmp_path: Path) -> None:
    rows = csv_rows(write(published, "core.observation", "csv", tmp_path / "o.csv"))
    assert [row["context"] for row in rows if row["value"] == "3"] == [SENTENCE]
    assert "12345678901234567.25" in {row["value"] for row in rows}


def test_a_workbook_holds_text_as_text_and_no_formula(published: Home, tmp_path: Path) -> None:
    path = write(published, "fact_penalty_case", "xlsx", tmp_path / "c.xlsx")
    head, row = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    found = dict(zip(head, row, strict=True))
    assert (found["party"], found["credit_code"], found["fine_yuan"]) == (
        "=cmd|'/c calc'!A0",
        "913501001234567890",
        0.1,
    )
    with zipfile.ZipFile(path) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_number_with_more_digits_than_a_sheet_holds_is_text(published: Home, tmp_path: Path) -> None:
    path = write(published, "observation", "xlsx", tmp_path / "o.xlsx")
    head, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert {row[head.index("value")] for row in rows} == {3.0, "12345678901234567.25"}


def test_the_second_sheet_is_the_dictionary_with_the_codes_that_occur(published: Home, tmp_path: Path) -> None:
    path = write(published, "fact_enforcement", "xlsx", tmp_path / "f.xlsx")
    book = CalamineWorkbook.from_path(path)
    rows = book.get_sheet_by_index(1).to_python()
    said = {(row[0], row[1]): row for row in rows[1:]}
    assert book.sheet_names == ["fact_enforcement", "字典 dictionary"]
    assert said["column", "qualifier"][4:6] == ["精确程度", "exact, or a bound or an approximation as printed"]
    assert said["indicator", "penalty.suspension"][4] == "停产停业整顿"
    assert ("indicator", "drill.count") not in said


def test_parquet_keeps_types_and_carries_the_dictionary(published: Home, tmp_path: Path) -> None:
    path = write(published, "fact_penalty_case", "parquet", tmp_path / "c.parquet")
    table = pq.read_table(path)
    assert table.column("fine_yuan").to_pylist() == [Decimal("0.10")]
    assert table.schema.field("fine_yuan").metadata[b"zh"] == "罚款金额".encode()
    whole = json.loads(table.schema.metadata[b"dictionary"])
    assert whole[0]["name"] == "core.fact_penalty_case"
    assert {row["name"] for row in csv_rows(tmp_path / "c.dictionary.csv")} >= {"party", "fine_yuan"}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_equal_content_gives_equal_bytes_whenever_it_was_loaded(
    kind: str, published: Home, tmp_path: Path, empty_warehouse: Path
) -> None:
    first = write(published, "mart_overview", kind, tmp_path / f"a.{kind}").read_bytes()
    assert write(published, "mart_overview", kind, tmp_path / f"b.{kind}").read_bytes() == first
    other = Home(tmp_path / "other")
    other.root.mkdir()
    (other.warehouse).write_bytes(empty_warehouse.read_bytes())
    rows = [observation("s1", n, value=n, division_code=f"99010{n}") for n in range(1, 7)]
    made = []
    for root, order, day in ((published, rows, 2), (other, rows[::-1], 9)):
        Staged(submissions=[submission("s1")], observations=order).load(root, at=NOON + timedelta(days=day))
        publish(root, at=NOON + timedelta(days=day))
        made.append(write(root, "mart_overview", kind, tmp_path / f"{day}.{kind}").read_bytes())
    assert made[0] == made[1]
    assert made[0] != first


def test_as_of_an_earlier_time_later_rows_are_absent(published: Home, tmp_path: Path) -> None:
    later = NOON + timedelta(days=3)
    Staged(submissions=[submission("s0")], observations=[observation("s0", 1, value=4)]).load(published, at=later)
    publish(published, at=later)
    now = csv_rows(write(published, "fact_enforcement", "csv", tmp_path / "now.csv"))
    then = csv_rows(write(published, "fact_enforcement", "csv", tmp_path / "then.csv", as_of=NOON))
    assert sorted(row["value"] for row in then) == ["12345678901234567.25", "3"]
    assert [row["superseded_at"] for row in then] == ["", ""]
    assert sorted(row["value"] for row in now) == ["12345678901234567.25", "3", "4"]
    assert {row["submission_id"] for row in then} == {digest("s0"), digest("s1")}


def test_every_table_and_view_has_words_for_itself_and_every_column(published: Home) -> None:
    connection: duckdb.DuckDBPyConnection = open_publication(published)
    try:
        names = [
            row[0]
            for row in connection.execute(
                "select table_schema || '.' || table_name from information_schema.tables"
                " where table_catalog = current_database()"
            ).fetchall()
        ]
        assert set(load_tables()) < set(names)
        dumb = [
            (name, entry.name)
            for name in names
            for entry in build_dictionary(connection, find_table(connection, name), load_catalogue())
            if not entry.zh or not entry.en
        ]
    finally:
        connection.close()
    assert dumb == []


def test_an_unknown_table_is_told_with_the_nearest_names(published: Home, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="fact_accident"):
        write(published, "fact_acident", "csv", tmp_path / "x.csv")
    with pytest.raises(UsageError, match="no table"):
        write(published, "submission; drop table raw.submission", "csv", tmp_path / "x.csv")
    assert list(tmp_path.glob("x*")) == []


def test_a_folder_that_is_not_there_is_told(published: Home, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file can be written"):
        write(published, "submission", "csv", tmp_path / "none" / "x.csv")


@pytest.mark.parametrize(
    ("value", "expected"),
    [(Decimal("-5.500000"), "-5.5"), (-3, "-3"), (None, ""), (True, "true"), (["a", "=b"], '["a", "=b"]')],
)
def test_a_value_that_is_no_text_is_written_as_it_is(value: object, expected: str) -> None:
    assert csv_text(value) == expected
