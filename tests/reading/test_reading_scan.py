"""Workbooks read by pattern give what the slower readers give, cell by cell; other writings are left to those."""

from unittest import mock

import pytest
import xlsxwriter

from pipelines.reading.read import read_bytes, read_file
from pipelines.reading.workbook_scan import scan_workbook
from tests.reading import reading_samples as samples
from tests.reading.museum.workbooks import STRING, merges, with_members
from tests.reading.test_reading_stream import build_book

SCAN = "pipelines.reading.workbook.scan_workbook"


def read_both(data):
    """The reading by pattern (None where it was left to the others) and the other readers' reading."""
    taken = []

    def spy(package, limits):
        taken.append(scan_workbook(package, limits))
        return taken[-1]

    with mock.patch(SCAN, spy):
        read_bytes(data, "a.xlsx")
    with mock.patch(SCAN, return_value=None):
        slow = read_bytes(data, "a.xlsx")
    return taken[0], slow


def cells(*written):
    return '<row r="1">' + "".join(written) + "</row>"


PLAIN = {
    "numbers": cells('<c r="A1"><v>12</v></c>', '<c r="C1"><v>0.30000000000000004</v></c>', '<c r="D1"><v>1E+20</v></c>'),
    "formats": cells('<c r="A1" s="1"><v>0.913</v></c>', '<c r="B1" s="2"><v>45000</v></c>', '<c r="C1" s="3"><v>1234.5</v></c>'),
    "style after kind": cells('<c r="A1" t="n" s="1"><v>0.5</v></c>'),
    "truth and errors": cells('<c r="A1" t="b"><v>1</v></c>', '<c r="B1" t="e"><v>#DIV/0!</v></c>', '<c r="C1" t="b"><v>0</v></c>'),
    "formulas": cells('<c r="A1"><f>1+2</f><v>3</v></c>', '<c r="B1"><f>A1&amp;"x"</f></c>', '<c r="C1" t="str"><f>A1</f><v>文</v></c>',
                      '<c r="D1"><f t="shared" si="0"/><v>4</v></c>', '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    "texts in place": cells(STRING.format("A1", "甲&amp;乙 &lt;1&gt; &#30002;&#x4E59;"), STRING.format("B1", "空　"),
                            '<c r="C1" t="inlineStr"><is><t xml:space="preserve"> 空 </t></is></c>', '<c r="D1" t="inlineStr"></c>'),
    "style only": cells('<c r="A1" s="1"/>', '<c r="B1"><v>2</v></c>', '<c r="C1" s="1"/>', '<c r="D1"></c>'),
    "gaps": '<row r="3" hidden="1" ht="14.2" customHeight="1"><c r="B3"><v>1</v></c></row><row r="4"/><row r="7"><c r="A7"><v>2</v></c></row><row r="9"></row>',
    "blanks between": '\n <row r="1" spans="1:2">\n  <c r="A1"><v>1</v></c>\n </row>\n',
    "dates of 1904": cells('<c r="A1" s="2"><v>100</v></c>'),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_plain_writing_is_read_by_pattern_and_alike(name):
    book = '<workbookPr date1904="1"/>' if "1904" in name else ""
    fast, slow = read_both(samples.xlsx(PLAIN[name], styles="0.0%\nyyyy-mm-dd\n#,##0.00", book=book))

    assert fast is not None
    assert fast.blocks == slow.blocks
    assert [repr(block) for block in fast.blocks] == [repr(block) for block in slow.blocks]
    assert fast.notes == slow.notes


def test_merges_hidden_columns_and_leftovers_are_alike():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>0</v></c></row>' for n in range(1, 6))
    view = '<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews><cols><col min="2" max="3" hidden="1"/></cols>'
    fast, slow = read_both(samples.xlsx(rows, sheet_view=view, after=merges(["A1:B1", "A3:A9"])))

    assert fast.blocks == slow.blocks
    assert fast.notes == slow.notes
    assert any("hidden under merged cells" in note for note in fast.notes)
    assert fast.blocks[0].hidden_columns == {2, 3}
    assert fast.blocks[0].rows[1][1].text == ""


def test_shared_texts_and_several_sheets_are_alike(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        for name in ("一", "二"):
            sheet = book.add_worksheet(name)
            sheet.write_column("B2", ["甲 & 乙", " <丙> ", "多\n行", "12", 12, True])
        sheet.hide()
    fast, slow = read_both((tmp_path / "a.xlsx").read_bytes())

    assert fast is not None
    assert (fast.blocks, fast.notes) == (slow.blocks, slow.notes)


def test_texts_with_remarks_on_their_sound_are_alike():
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>甲县</t>'
    strings += '<phoneticPr fontId="1" type="noConversion"/></si></sst>'
    plain = samples.xlsx(cells('<c r="A1" t="s"><v>0</v></c>'))
    relations = samples.RELATIONS.format(
        f'<Relationship Id="r1" Type="{samples.OFFICE}/worksheet" Target="worksheets/one.xml"/>'
        f'<Relationship Id="r3" Type="{samples.OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    fast, slow = read_both(
        with_members(plain, {"xl/sharedStrings.xml": strings.encode(), "xl/_rels/workbook.xml.rels": relations})
    )

    assert fast is not None
    assert fast.blocks == slow.blocks
    assert fast.blocks[0].rows[0][0].text == "甲县"


OTHER = {
    "another row": cells('<c r="A2"><v>1</v></c>'),
    "no reference": cells("<c><v>1</v></c>"),
    "columns that go back": cells('<c r="B1"><v>1</v></c>', '<c r="A1"><v>2</v></c>'),
    "rows that go back": '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    "runs": cells('<c r="A1" t="inlineStr"><is><r><t>甲</t></r></is></c>'),
    "escapes": cells(STRING.format("A1", "a_x000D_b")),
    "blanks around": cells(STRING.format("A1", " 甲 ")),
    "an ISO day": cells('<c r="A1" t="d"><v>2024-03-05</v></c>'),
    "a remark": cells('<c r="A1"><v>1</v></c><!-- x -->'),
}


@pytest.mark.parametrize("name", OTHER)
def test_other_writing_is_left_to_the_slower_readers(name):
    fast, slow = read_both(samples.xlsx(OTHER[name]))

    assert fast is None
    assert slow.tables[0].rows


def test_a_sheet_in_utf_16_is_left_to_the_slower_readers():
    plain = samples.xlsx(PLAIN["numbers"])
    text = '<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    text += f"<sheetData>{PLAIN['numbers']}</sheetData></worksheet>"
    fast, slow = read_both(with_members(plain, {"xl/worksheets/one.xml": text.encode("utf-16")}))

    assert fast is None
    assert slow.tables[0].rows[0][0].text == "12"


def test_rich_texts_leave_the_whole_book_to_the_slower_readers(tmp_path):
    path = build_book(tmp_path / "a.xlsx")
    fast, slow = read_both(path.read_bytes())

    assert fast is None
    assert read_file(path).blocks == slow.blocks
