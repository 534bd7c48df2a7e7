"""Workbooks that a reader survives and that would wear out whoever looks for tables in them."""

from pathlib import Path

import xlsxwriter

from pipelines.reading.model import cell_name
from tests.reading import reading_samples as samples
from tests.reading.museum.workbooks import STRING, merges

TITLE = "示例省澄川市2024年一季度安全生产执法情况"
WIDE = 10_000


def wide_heads(path, head):
    """Ten thousand columns under one row of heads, three rows of one place."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.write_string(0, 0, TITLE)
        sheet.write_row(1, 0, ("区县", *(head(column) for column in range(1, WIDE + 1))))
        for row in range(2, 5):
            sheet.write_row(row, 0, ("砚岭市", *range(row, WIDE + row)))


def different_heads(path):
    wide_heads(path, lambda column: f"检查企业{column}(家次)")


def equal_heads(path):
    wide_heads(path, lambda column: "检查企业(家次)")


def stacked_tables(path):
    """Five thousand small tables under each other, each with its title."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for number in range(5_000):
            row = number * 5
            sheet.write_string(row, 0, f"表{number} 2024年一季度安全生产执法情况")
            sheet.write_row(row + 1, 0, ("区县", "检查企业(家次)", "罚款(万元)"))
            sheet.write_row(row + 2, 0, ("砚岭市", number, number / 4))
            sheet.write_row(row + 3, 0, ("泊江市", number + 1, number / 2))


def deep_header(path):
    """Three hundred rows of words over three rows of numbers."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        sheet.write_string(0, 0, TITLE)
        for row in range(1, 301):
            sheet.write_row(row, 0, ("区县", *(f"第{row}层检查企业{column}(家次)" for column in range(1, 9))))
        for row in range(301, 304):
            sheet.write_row(row, 0, ("砚岭市", *range(1, 9)))


def merged_header(path):
    """Two hundred thousand merges of two cells over four hundred rows of a header of a thousand columns."""
    columns = range(1, 1_001, 2)
    rows = [
        f'<row r="{r}">' + "".join(STRING.format(cell_name(r, c), "检查企业") for c in columns) + "</row>"
        for r in range(1, 401)
    ]
    numbers = [
        f'<row r="{r}">' + "".join(f'<c r="{cell_name(r, c)}"><v>{c}</v></c>' for c in columns) + "</row>"
        for r in range(401, 404)
    ]
    ranges = [f"{cell_name(r, c)}:{cell_name(r, c + 1)}" for r in range(1, 401) for c in columns]
    Path(path).write_bytes(samples.xlsx("".join(rows + numbers), after=merges(ranges)))


def endless_label(path):
    """A million bytes of words where a county should stand."""
    words = "检查企业情况说明" * 43_000
    rows = [(STRING.format("A1", "区县"), STRING.format("B1", "检查企业(家次)")), (STRING.format("A2", words), '<c r="B2"><v>3</v></c>'),
            (STRING.format("A3", "砚岭市"), '<c r="B3"><v>4</v></c>')]  # fmt: skip
    Path(path).write_bytes(samples.xlsx("".join(f'<row r="{n}">{"".join(row)}</row>' for n, row in enumerate(rows, 1))))
