"""Reading: a workbook beside fastexcel and beside pandas with openpyxl, a list in a stream beside DuckDB's own read.

The other readers are in the dependency group ``bench``; a ratio whose base is not installed is left out, and said so.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import xlsxwriter

from benchmarks.measure import Ratio, compare
from pipelines.reading.isolation import IsolatedReader
from pipelines.reading.read import read_file
from pipelines.reading.stream import stream_rows

ROWS = 20_000
RECORDS = 100_000
HEADER = ("区县", "单位名称", "检查企业(家次)", "发现隐患(处)", "罚款(万元)", "整改率", "日期", "备注")


def run() -> Iterator[Ratio]:
    """The time of reading the same cells, each as a multiple of the other reader's."""
    with tempfile.TemporaryDirectory() as folder:
        book = write_workbook(Path(folder) / "book.xlsx", ROWS)
        yield from _beside_fastexcel(book)
        yield from _beside_openpyxl(book)
        yield from _beside_isolation(book)
        yield compare(
            f"workbook of {ROWS * len(HEADER):,} cells, in a stream",
            lambda: _exhaust(book),
            "whole",
            lambda: read_file(book),
            rounds=3,
        )
        for encoding in ("utf-8", "gb18030"):
            path = write_list(Path(folder) / f"{encoding}.csv", RECORDS, encoding)
            yield compare(
                f"{RECORDS:,} records of {encoding} in a stream",
                lambda path=path: _exhaust(path),
                "DuckDB",
                lambda path=path, encoding=encoding: _read_with_duckdb(path, encoding),
                rounds=3,
            )


def write_workbook(path: Path, rows: int) -> Path:
    """A workbook as offices send them: texts, counts, amounts, shares, days, and notes that repeat."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("一季度")
        share, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADER)
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, (f"示例县{row % 24}", f"示例企业{row}有限公司", row % 37, row % 101, row * 0.25))
            sheet.write_number(row, 5, row % 1000 / 1000, share)
            sheet.write_datetime(row, 6, date(2024, 1 + row % 3, 1 + row % 28), day)
            sheet.write_string(row, 7, "已整改" if row % 5 else "限期整改")
    return path


def write_list(path: Path, records: int, encoding: str) -> Path:
    """A penalty list of seven columns."""
    with path.open("w", encoding=encoding) as out:
        out.write("文号,当事人,信用代码,类别,罚款,机关,日期\n")
        out.writelines(
            f"示应罚〔2024〕{n}号,示例企业{n}公司,91{n:016d},罚款,{n % 9}.5,示例县应急管理局,2024-03-05\n"
            for n in range(records)
        )
    return path


def _beside_fastexcel(book: Path) -> Iterator[Ratio]:
    if not _is_there("fastexcel"):
        return
    import fastexcel

    cells = ROWS * len(HEADER)
    yield compare(
        f"workbook of {cells:,} cells read, cells made when asked for",
        lambda: read_file(book),
        "fastexcel to arrow",
        lambda: fastexcel.read_excel(str(book)).load_sheet(0).to_arrow(),
        limit=1.5,
    )
    yield compare(
        f"workbook of {cells:,} cells read, every cell made",
        lambda: _make_cells(book),
        "fastexcel to Python values",
        lambda: fastexcel.read_excel(str(book)).load_sheet(0).to_arrow().to_pylist(),
    )


def _beside_openpyxl(book: Path) -> Iterator[Ratio]:
    if not _is_there("openpyxl"):
        return
    import pandas as pd

    cells = ROWS * len(HEADER)
    for name, work in (("read", read_file), ("read, every cell made", _make_cells)):
        yield compare(
            f"workbook of {cells:,} cells {name}",
            lambda work=work: work(book),
            "pandas with openpyxl",
            lambda: pd.read_excel(book, engine="openpyxl"),
            rounds=3,
            limit=1 / 8,
        )


def _beside_isolation(book: Path) -> Iterator[Ratio]:
    """What it costs to read in a process of its own and to carry the cells over."""
    with IsolatedReader() as reader:
        yield compare(
            f"workbook of {ROWS * len(HEADER):,} cells read in a process of its own, every cell made",
            lambda: reader.read(book).tables[0].rows[0],
            "in this process",
            lambda: _make_cells(book),
        )


def _make_cells(book: Path) -> object:
    """Read and ask for a row, upon which all cells of the sheet are made: displayed text and typed value."""
    return read_file(book).tables[0].rows[0]


def _is_there(module: str) -> bool:
    found = importlib.util.find_spec(module) is not None
    if not found:
        print(f"reading   {module} is not installed: uv sync --group bench", file=sys.stderr)
    return found


def _exhaust(path: Path) -> None:
    deque(stream_rows(path), maxlen=0)


def _read_with_duckdb(path: Path, encoding: str) -> object:
    """Every field as text; DuckDB reads GB18030 by an extension only, so that list is decoded for it."""
    if encoding == "utf-8":
        return duckdb.read_csv(str(path), all_varchar=True).fetchall()
    plain = path.with_suffix(".utf8")
    plain.write_text(path.read_text(encoding=encoding), encoding="utf-8")
    return duckdb.read_csv(str(plain), all_varchar=True).fetchall()
