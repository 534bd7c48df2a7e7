"""Workbooks made to wear out the engine go through the command whole: in bounded time and memory, and nothing guessed."""

import csv
import io
import json
import os
import subprocess
import sys
import time

import pytest
import xlsxwriter

from pipelines.reading.read import read_bytes, read_file
from tests.reading import reading_samples as samples
from tests.reading.museum import engine_exhibits as exhibits
from warehouse.export.files import write_csv
from warehouse.export.workbook import write_value

MAX_SECONDS = 30
MAX_KILOBYTES = 1024 * 1024
FORMULAS = ("=HYPERLINK(\"http://example.invalid\",\"x\")", "=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1")  # fmt: skip


LAUNCH = """
import json, os, subprocess, sys
out, err, *command = sys.argv[1:]
with open(out, "wb") as told, open(err, "wb") as problems:
    process = subprocess.Popen(command, stdout=told, stderr=problems)
    _, status, used = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_maxrss]))
"""
"""Starts the command from a small process: a child counts the peak of the one that it was forked from as its own."""


def extract(path, home):
    """The figures that ``redline extract`` prints of a file, its return code, seconds and peak kilobytes of any process."""
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", "extract", str(path), "--json"]
    launched = [sys.executable, "-c", LAUNCH, str(home / "out"), str(home / "err"), *command]
    began = time.monotonic()
    told = subprocess.run(launched, capture_output=True, check=True, env={**os.environ, "REDLINE_HOME": str(home)})
    code, kilobytes = json.loads(told.stdout)
    figures = [json.loads(line) for line in (home / "out").read_text(encoding="utf-8").splitlines()]
    return figures, code, time.monotonic() - began, kilobytes


EXHIBITS = {
    exhibits.different_heads: (30_000, {"review"}),
    exhibits.equal_heads: (30_000, {"review"}),
    exhibits.stacked_tables: (20_000, {"accepted", "review"}),
    exhibits.deep_header: (0, set()),
    exhibits.merged_header: (0, set()),
    exhibits.endless_label: (2, {"accepted", "review"}),
}


@pytest.mark.slow
@pytest.mark.parametrize("build", EXHIBITS, ids=[build.__name__ for build in EXHIBITS])
def test_a_workbook_that_would_wear_out_the_engine_ends_in_bounds(build, tmp_path):
    build(tmp_path / "报表.xlsx")

    figures, code, seconds, kilobytes = extract(tmp_path / "报表.xlsx", tmp_path)

    count, statuses = EXHIBITS[build]
    assert code == 0
    assert len(figures) == count
    assert {figure["status"] for figure in figures} <= statuses
    assert seconds <= MAX_SECONDS
    assert kilobytes <= MAX_KILOBYTES


@pytest.mark.slow
def test_a_place_of_a_million_words_is_no_place(tmp_path):
    exhibits.endless_label(tmp_path / "报表.xlsx")

    figures, *_ = extract(tmp_path / "报表.xlsx", tmp_path)

    assert [(f["value"], f["status"], f["reason"]) for f in figures] == [
        (3, "review", "place_unknown"),
        (4, "accepted", None),
    ]
    assert [len(f["place"]) for f in figures] == [61, 3]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text_and_harmless_from_file_to_export(text, tmp_path):
    """A cell's text comes back from csv and xlsx as text: no program that opens them computes it."""
    escaped = text.replace("&", "&amp;").replace('"', "&quot;").replace("\t", "&#9;")
    book = samples.xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c></row>')
    cell = read_bytes(book, "a.xlsx").tables[0].rows[0][0]
    assert (cell.text, cell.formula) == (text, False)

    write_csv(tmp_path / "a.csv", ["party_name"], [(cell.text,)])
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"strings_to_formulas": False, "strings_to_urls": False}) as out:
        write_value(out.add_worksheet(), 0, 0, cell.text, {"quoted": out.add_format({"quote_prefix": True})})

    exported = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    line = list(csv.reader(io.StringIO(exported)))[1][0]
    again = read_file(tmp_path / "a.xlsx").tables[0].rows[0][0]
    assert line.lstrip("'") == text or line == text
    assert not line.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert (again.value, again.formula) == (text, False)


@pytest.mark.parametrize("function", ["WEBSERVICE(A1)", "DDE(\"cmd\",\"/c calc\",\"1\")"])  # fmt: skip
def test_a_formula_is_never_read_only_its_stored_result(function):
    escaped = function.replace('"', "&quot;")
    book = samples.xlsx(
        f'<row r="1"><c r="A1"><f>{escaped}</f><v>12</v></c><c r="B1" t="str"><f>{escaped}</f><v>砚岭市</v></c></row>'
    )

    first, second = read_bytes(book, "a.xlsx").tables[0].rows[0]

    assert (first.text, first.formula) == ("12", True)
    assert (second.text, second.formula) == ("砚岭市", True)
