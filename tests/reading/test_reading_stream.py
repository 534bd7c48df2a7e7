"""Lists read row by row: the same rows as read whole, in bounded memory, and no row of a damaged list stands."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes, read_file
from pipelines.reading.stream import stream_rows
from tests.reading import reading_samples as samples
from tests.reading.museum import texts, workbooks
from tests.reading.museum.workbooks import STRING

LIST = '示例省处罚公示,,\n\n文号,当事人,"罚款(元)"\n示应罚〔2024〕1号,"甲公司\n(分店)",5000\n示应罚〔2024〕2号, 乙 ,"1,200"\n'
MEASURE = """
import resource, sys
from pathlib import Path
from pipelines.reading.stream import stream_rows
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for row in stream_rows(Path(sys.argv[1])))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def write(path, data):
    path.write_bytes(data)
    return path


def trimmed(rows):
    """Cells without the blanks at the end of a row, which a stream does not pad with."""
    found = []
    for cells in rows:
        cells = list(cells)
        while cells and cells[-1].text == "" and cells[-1].value is None and not cells[-1].formula:
            cells.pop()
        found.append(cells)
    return found


def assert_same(path):
    streamed = list(stream_rows(path))
    for table in read_file(path).tables:
        own = [row for row in streamed if row.locator == table.locator]
        assert [row.number for row in own] == list(range(1, len(table.rows) + 1))
        assert trimmed(row.cells for row in own) == trimmed(table.rows)
        assert [row.hidden for row in own] == [table.hidden or n in table.hidden_rows for n in range(1, len(own) + 1)]
    assert {row.locator for row in streamed} == {table.locator for table in read_file(path).tables if table.rows}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-32"])
def test_a_list_in_a_stream_is_the_list_read_whole(tmp_path, encoding):
    path = write(tmp_path / "a.csv", LIST.encode(encoding))

    assert_same(path)
    rows = list(stream_rows(path))
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert rows[1].cells == ()
    assert [cell.text for cell in rows[4].cells] == ["示应罚〔2024〕2号", " 乙 ", "1,200"]


@pytest.mark.parametrize(
    "form", [b"a\tb\tc\n1\t2\t3\n4\t5\t6\n", b"a;b;c\r\n1;2;3\r\n4;5;6", LIST.replace("\n", "\r").encode()]
)
def test_separators_and_line_ends_are_those_of_the_whole_reading(tmp_path, form):
    assert_same(write(tmp_path / "a.csv", form))


def test_a_lone_quote_is_text_in_both_readings(tmp_path):
    assert_same(write(tmp_path / "a.csv", (texts.LIST + '"砚南区,9\n').encode()))


def test_the_first_chinese_name_may_come_after_a_megabyte(tmp_path):
    path = write(
        tmp_path / "a.csv",
        b"no,party,fine\n" + b"12,Example Ltd,5000\n" * 120_000 + "13,示例企业公司,7\n".encode("gb18030"),
    )

    *_, last = stream_rows(path)

    assert [cell.text for cell in last.cells] == ["13", "示例企业公司", "7"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ((texts.LIST * 20_000).encode() + ("示例企业,检查三十家\n" * 60_000).encode("gb18030"), "unreadable_bytes"),
        (texts.LIST.encode() + b"1\x002,3\n", "unreadable_bytes"),
        ((texts.LIST + '"砚南区,9\n' + texts.LIST * 30 + '"砚南区",9\n').encode(), "malformed"),
        ((texts.LIST + '"a","b\n1').encode(), "malformed"),
        (b"a,b,c\n1,2,3\n4,5,6\n" + b"," * 5_000_000, "too_large"),
        (b"a,b,c\n1,2,3\n4,5,6\n" + b"," * 20_000, "too_large"),
        (b"", "empty_file"),
        (samples.compound_file({"EncryptedPackage": b"x"}), "encrypted"),
        (b"GIF89a" + bytes(20), "unknown_format"),
        (workbooks.lying_size(), "truncated"),
        (workbooks.with_flag(workbooks.XLSX), "encrypted"),
        (samples.xlsx(workbooks.ROW, shared=workbooks.LAUGHS), "unsafe"),
        (samples.xlsx(workbooks.ROW + workbooks.ROW), "malformed"),
        (samples.xlsx('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "malformed"),
        (samples.xlsx('<row r="1048577"><c><v>1</v></c></row>'), "too_large"),
        (samples.xlsx(workbooks.ROW, after=workbooks.merges(["A1:B1048576"])), "unsafe"),
        (samples.xlsx(workbooks.ROW)[:-400], "truncated"),
    ],
)  # fmt: skip
def test_a_damaged_list_ends_with_its_outcome(tmp_path, data, code):
    with pytest.raises(UnreadableFileError) as caught:
        list(stream_rows(write(tmp_path / "a.bin", data), name="甲.csv"))

    assert caught.value.code == code
    assert "甲.csv" in caught.value.where


def test_a_list_larger_than_the_limit_is_refused_at_once(tmp_path):
    path = write(tmp_path / "a.csv", LIST.encode())

    with pytest.raises(UnreadableFileError, match="bytes"):
        next(stream_rows(path, limits=Limits(max_csv_bytes=10)))


def build_book(path):
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, other = book.add_worksheet("名单"), book.add_worksheet("藏")
        other.hide()
        other.write("B2", "乙")
        percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "yyyy年m月d日"})
        bold = book.add_format({"bold": True})
        sheet.merge_range("A1:D1", "处罚名单")
        sheet.write_row("A3", ["文号", "当事人", "比例", "日期"])
        sheet.write("A4", "示应罚1号")
        sheet.write_rich_string("B4", "甲", bold, "公司", "（分店）")
        sheet.write("C4", 0.913, percent)
        sheet.write_datetime("D4", date(2024, 3, 5), day)
        sheet.write_row("A6", [1234567.25, True, "=SUM(1)", " 空 格 "])
        sheet.write_formula("E6", "=1/3", None, 0.1 + 0.2)
        sheet.write_formula("F6", '="x"', None, "文")
        sheet.write("A7", "a_x000D_b\nc")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.merge_range("A9:A11", "并")
        sheet.write("B11", 5)
    return path


def test_a_workbook_in_a_stream_is_the_workbook_read_whole(tmp_path):
    path = build_book(tmp_path / "a.xlsx")

    assert_same(path)
    rows = [row for row in stream_rows(path) if row.locator == "名单"]
    assert [cell.text for cell in rows[3].cells] == ["示应罚1号", "甲公司（分店）", "91.3%", "2024年3月5日"]


def test_values_under_a_merge_are_left_out_in_both_readings(tmp_path):
    rows = "".join(f'<row r="{n}"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>' for n in range(1, 5))
    path = write(tmp_path / "a.xlsx", samples.xlsx(rows, after=workbooks.merges(["B2:C3", "A4:B4"])))

    assert_same(path)


def test_rows_without_numbers_count_on_behind_empty_ones_in_both_readings(tmp_path):
    rows = '<row r="2"/><row/><row><c><v>7</v></c></row><row r="6"><c r="B6"><v>8</v></c></row>'
    path = write(tmp_path / "a.xlsx", samples.xlsx(rows))

    assert_same(path)
    assert [row.number for row in stream_rows(path) if row.cells] == [4, 6]


def test_an_escape_that_was_escaped_is_resolved_once_in_both_readings(tmp_path):
    runs = "<r><t>_x005F_x0041_</t></r><r><t>尾</t></r>"
    path = write(tmp_path / "a.xlsx", samples.xlsx(f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>'))

    assert [cell.text for row in stream_rows(path) for cell in row.cells] == ["_x0041_尾"]


def test_a_cell_that_names_another_row_is_refused_in_both_readings(tmp_path):
    path = write(tmp_path / "a.xlsx", samples.xlsx('<row r="1"><c r="A3"><v>5</v></c></row>'))

    with pytest.raises(UnreadableFileError) as streamed:
        list(stream_rows(path))
    with pytest.raises(UnreadableFileError) as whole:
        read_file(path)
    assert (streamed.value.code, whole.value.code) == ("malformed", "malformed")


def test_rows_tell_which_merges_begin_in_them(tmp_path):
    rows = "".join(f'<row r="{n}"><c><v>1</v></c><c><v>2</v></c></row>' for n in range(1, 4))
    path = write(tmp_path / "a.xlsx", samples.xlsx(rows, after=workbooks.merges(["A2:A3", "A1:B1"])))

    begun = [[(m.top, m.left, m.bottom, m.right) for m in row.merged] for row in stream_rows(path)]
    assert begun == [[(1, 1, 1, 2)], [(2, 1, 3, 1)], []]


def test_blanks_around_a_text_are_kept_where_the_file_says_so_in_both_readings(tmp_path):
    cells = STRING.format("A1", " 甲 ") + '<c r="B1" t="inlineStr"><is><t xml:space="preserve"> 乙 </t></is></c>'
    path = write(tmp_path / "a.xlsx", samples.xlsx(f'<row r="1">{cells}</row>'))

    assert_same(path)
    assert [cell.text for row in stream_rows(path) for cell in row.cells] == ["甲", " 乙 "]


def test_other_formats_give_their_tables_by_rows(tmp_path):
    page = f"<html><body>{texts.TABLE}</body></html>".encode()
    path = write(tmp_path / "a.xls", page)

    assert [[c.text for c in row.cells] for row in stream_rows(path)] == [["区县", "检查"], ["澄东县", "12"]]
    assert read_bytes(page, "a.xls").tables[0].locator == next(stream_rows(path)).locator


def measure(path):
    run = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True,
                         cwd=Path(__file__).parents[2])  # fmt: skip
    return tuple(int(number) for number in run.stdout.split())


def test_two_hundred_thousand_records_take_no_more_memory_than_a_few(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="gb18030") as out:
        out.write("文号,当事人,信用代码,罚款,日期\n")
        out.writelines(f"示应罚〔2024〕{n}号,示例企业{n}公司,91{n:016d},{n},2024-03-05\n" for n in range(200_000))

    count, kilobytes = measure(path)

    assert count == 200_001
    assert kilobytes < 40_000


def test_sixty_thousand_rows_of_a_workbook_take_little_memory(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(60_000):
            sheet.write_row(row, 0, [f"示应罚{row}号", f"示例企业{row}公司", row, row * 1.5])

    count, kilobytes = measure(path)

    assert count == 60_000
    assert kilobytes < 60_000
