"""Workbooks: every cell at its place, as a person sees it, with its exact value."""

import struct
from datetime import date, datetime
from decimal import Decimal

import pytest

from pipelines.reading.model import BLANK, Cell, MergedRange
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes
from tests.reading import reading_samples as samples


def read_rows(data, name="a.xlsx"):
    return read_bytes(data, name).tables[0].rows


def test_leading_blank_rows_and_columns_keep_their_place():
    rows = read_rows(samples.xlsx('<row r="3"><c r="C3"><v>5</v></c></row>'))

    assert len(rows) == 3
    assert rows[2][2] == Cell("5", Decimal(5))
    assert rows[0] == (BLANK, BLANK, BLANK)


def test_numbers_show_as_formatted_and_keep_their_exact_value():
    data = samples.xlsx(
        '<row r="1"><c r="A1" s="1"><v>0.91300000000000003</v></c><c r="B1" s="2"><v>486350.5</v></c>'
        '<c r="C1" s="3"><v>5</v></c><c r="D1"><v>0.30000000000000004</v></c><c r="E1" s="4"><v>45000</v></c></row>',
        styles='0.0%\n#,##0.00\n+0;-0;0\nyyyy"年"m"月"d"日"'.replace('"', "&quot;"),
    )

    assert read_rows(data)[0] == (
        Cell("91.3%", Decimal("0.913")),
        Cell("486,350.50", Decimal("486350.5")),
        Cell("+5", Decimal(5)),
        Cell("0.3", Decimal("0.3")),
        Cell("2023年3月15日", date(2023, 3, 15)),
    )


def test_dates_follow_the_calendar_of_the_workbook():
    data = samples.xlsx(
        '<row r="1"><c r="A1" s="1"><v>1</v></c></row>', styles="yyyy/m/d", book='<workbookPr date1904="1"/>'
    )

    assert read_rows(data)[0][0] == Cell("1904/1/2", date(1904, 1, 2))


def test_cells_and_rows_without_references_follow_one_another():
    data = samples.xlsx('<row><c><v>1</v></c><c s="1"><v>0.5</v></c></row><row><c><v>2</v></c></row>', styles="0%")

    rows = read_rows(data)

    assert rows[0] == (Cell("1", Decimal(1)), Cell("50%", Decimal("0.5")))
    assert rows[1][0] == Cell("2", Decimal(2))


def test_text_keeps_its_outer_blanks():
    data = samples.xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">160 </t></is></c></row>')

    assert read_rows(data)[0][0] == Cell("160 ", "160 ")


def test_formulas_are_marked_and_without_result_blank_and_told():
    reading = read_bytes(
        samples.xlsx('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f></c></row>'), "a.xlsx"
    )

    assert reading.tables[0].rows[0][0] == Cell("2", Decimal(2), formula=True)
    assert all(cell.value is None for cell in reading.tables[0].rows[0][1:])
    assert reading.notes == ("S: 1 formulas without a stored value, read as blank (B1)",)


def test_an_error_value_is_shown_and_is_no_number():
    rows = read_rows(
        samples.xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>')
    )

    assert rows[0][1] == Cell("#DIV/0!", "#DIV/0!", formula=True)


def test_merged_ranges_are_told_and_what_they_cover_is_blank():
    reading = read_bytes(
        samples.xlsx(
            '<row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>99</v></c></row><row r="2"><c r="C2"><v>1</v></c></row>',
            after='<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
        ),
        "a.xlsx",
    )

    assert reading.tables[0].merged == (MergedRange(1, 1, 2, 2),)
    assert reading.tables[0].rows[0] == (Cell("7", Decimal(7)), BLANK, BLANK)
    assert reading.notes == ("S: 1 values lie hidden under merged cells and are not read",)


def test_hidden_rows_and_columns_are_known():
    data = samples.xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="B2"><v>2</v></c></row>',
        sheet_view='<cols><col min="2" max="3" hidden="1"/></cols>',
    )

    table = read_bytes(data, "a.xlsx").tables[0]

    assert table.hidden_rows == {2}
    assert table.hidden_columns == {2, 3}


def test_a_sheet_that_hides_zeros_shows_none():
    data = samples.xlsx(
        '<row r="1"><c r="A1"><v>0</v></c><c r="B1"><v>3</v></c></row>',
        sheet_view='<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>',
    )

    assert read_rows(data)[0] == (Cell("", Decimal(0)), Cell("3", Decimal(3)))


def old_book(records, **options):
    return samples.compound_file({"Workbook": samples.biff_workbook(records, **options)})


def number(row, column, value, style=0):
    return samples.record(0x203, struct.pack("<HHHd", row, column, style, value))


def test_old_workbooks_show_their_formats_too():
    data = old_book(
        number(1, 1, 11.3, 1) + number(1, 2, 0.25, 2) + number(2, 1, 153, 0),
        formats=[(164, "0.00"), (165, '0.0"％"')],
        styles=[0, 164, 10],
    )

    rows = read_rows(data, "a.xls")

    assert rows[1][1:] == (Cell("11.30", Decimal("11.3")), Cell("25.00%", Decimal("0.25")))
    assert rows[2][1] == Cell("153", Decimal(153))


def test_old_workbooks_pack_numbers_in_thirty_bits():
    whole, hundredth = (411 << 2) | 2, (4567 << 2) | 3
    records = samples.record(0x27E, struct.pack("<HHHI", 0, 0, 0, whole))
    records += samples.record(0xBD, struct.pack("<HHHIHIH", 0, 1, 0, hundredth, 1, whole, 2))

    rows = read_rows(old_book(records, formats=[(164, "#,##0.0")], styles=[0, 164]), "a.xls")

    assert [cell.text for cell in rows[0]] == ["411", "45.67", "411.0"]


def test_old_formulas_rows_and_columns():
    formula = struct.pack("<HHHd", 0, 1, 0, 12.5) + bytes(8)
    records = samples.record(0x7D, struct.pack("<HHHHHH", 2, 3, 0, 0, 1, 0))
    records += samples.record(0x208, struct.pack("<HHHHHHI", 4, 0, 1, 0, 0, 0, 0x20))
    records += number(0, 0, 1.0) + samples.record(0x06, formula)

    table = read_bytes(old_book(records), "a.xls").tables[0]

    assert table.rows[0][1] == Cell("12.5", Decimal("12.5"), formula=True)
    assert table.hidden_columns == {3, 4}
    assert table.hidden_rows == {5}


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="甲" table:style-name="h"><table:table-row table:number-rows-repeated="2"><table:table-cell/>
</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell office:value-type="percentage" office:value="0.913"><text:p>91.3%</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="4" table:number-columns-repeated="2"><text:p>4</text:p>
</table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string">
<text:p>合<text:s text:c="2"/>计</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_opendocument_sheets_lay_out_repeats_and_stop_at_the_last_content():
    data = samples.package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ODS})

    table = read_bytes(data, "a.ods").tables[0]

    assert (table.locator, table.hidden, len(table.rows)) == ("甲", True, 4)
    assert table.rows[2][2:] == (Cell("91.3%", Decimal("0.913")), Cell("4", Decimal(4)), Cell("4", Decimal(4)))
    assert table.rows[3][0].text == "合  计"
    assert table.merged == (MergedRange(4, 1, 4, 2),)  # the fifth row holds nothing and is not laid out


def test_a_merge_of_millions_of_rows_ends_with_the_table():
    data = EXCEL_XML.replace('ss:MergeAcross="1"', 'ss:MergeAcross="1" ss:MergeDown="9999999"').encode("gb18030")

    assert read_bytes(data, "a.xls").tables[0].merged == (MergedRange(2, 2, 3, 3),)


EXCEL_XML = """<?xml version="1.0" encoding="gb2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style></Styles><Worksheet ss:Name="表一"><Table>
<Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">罚款（万元）</Data></Cell>
<Cell ss:StyleID="s1"><Data ss:Type="Number">0.5</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2024-01-05T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">0</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_excel_2003_xml_is_a_workbook_whatever_its_name(codec):
    reading = read_bytes(EXCEL_XML.encode(codec), "a.xls")
    rows = reading.tables[0].rows

    assert (reading.format, reading.tables[0].locator) == ("xml", "表一")
    assert [cell.text for cell in rows[1]] == ["", "罚款（万元）", "", "50.00%"]
    assert rows[2][:2] == (Cell("2024/1/5", date(2024, 1, 5)), Cell("0", Decimal(0)))
    assert reading.tables[0].merged == (MergedRange(2, 2, 2, 3),)


def test_a_small_old_workbook_lies_in_the_mini_stream():
    data = samples.small_compound_file("Workbook", samples.biff_workbook(number(0, 0, 7.0) + number(30, 2, 8.5)))

    rows = read_rows(data, "a.xls")

    assert rows[0][0] == Cell("7", Decimal(7))
    assert rows[30][2] == Cell("8.5", Decimal("8.5"))


def test_a_chain_of_sectors_that_runs_in_a_circle_is_refused():
    data = bytearray(samples.compound_file({"Workbook": samples.biff_workbook(number(0, 0, 7.0))}))
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)

    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(bytes(data), "a.xls")

    assert caught.value.code == "malformed"


def test_old_errors_and_text_formulas_are_no_numbers():
    error = struct.pack("<HHH", 0, 1, 0) + bytes([2, 0, 7, 0, 0, 0, 0xFF, 0xFF]) + bytes(8)
    records = number(0, 0, 1.0) + samples.record(0x06, error)
    records += samples.record(0x205, struct.pack("<HHHBB", 0, 2, 0, 42, 1))
    records += samples.record(0x205, struct.pack("<HHHBB", 0, 3, 0, 1, 0))

    rows = read_rows(old_book(records), "a.xls")

    assert rows[0][1] == Cell("#DIV/0!", "#DIV/0!", formula=True)
    assert rows[0][2] == Cell("#N/A", "#N/A")
    assert rows[0][3] == Cell("TRUE", True)


def test_old_dates_follow_the_calendar_of_the_workbook():
    book = samples.biff_workbook(number(0, 0, 45000.0, 1), formats=[(164, "yyyy年m月d日")], styles=[0, 164])

    assert read_rows(samples.compound_file({"Workbook": book}), "a.xls")[0][0] == Cell(
        "2023年3月15日", date(2023, 3, 15)
    )


def test_times_stay_numbers_and_moments_keep_both():
    data = samples.xlsx(
        '<row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" s="2"><v>1.5</v></c><c r="C1" s="3"><v>45000.25</v></c>'
        '<c r="D1" t="b"><v>1</v></c></row>',
        styles="h:mm\n[h]:mm\nyyyy/m/d h:mm",
    )

    assert read_rows(data)[0] == (
        Cell("12:00", Decimal("0.5")),
        Cell("1.5", Decimal("1.5")),
        Cell("2023/3/15 6:00", datetime.fromisoformat("2023-03-15T06:00:00")),
        Cell("TRUE", True),
    )


def opendocument(rows):
    head, _, _ = ODS.partition("<table:table ")
    content = f'{head}<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body>'
    content += "</office:document-content>"
    return samples.package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def test_opendocument_values_have_their_types():
    cell = '<table:table-cell office:value-type="{}" {}><text:p>{}</text:p></table:table-cell>'
    row = "".join(
        [
            cell.format("date", 'office:date-value="2024-01-05"', "1月5日"),
            cell.format("date", 'office:date-value="2024-01-05T08:30:00"', "1月5日 8:30"),
            cell.format("boolean", 'office:boolean-value="true"', "是"),
            cell.format("float", 'office:value="0.30000000000000004" table:formula="of:=1"', "0.3"),
            cell.format("string", "", "甲<text:line-break/>乙<text:tab/>丙"),
        ]
    )

    data = opendocument(f"<table:table-row-group><table:table-row>{row}</table:table-row></table:table-row-group>")

    assert read_rows(data, "a.ods")[0] == (
        Cell("1月5日", date(2024, 1, 5)),
        Cell("1月5日 8:30", datetime.fromisoformat("2024-01-05T08:30:00")),
        Cell("是", True),
        Cell("0.3", Decimal("0.3"), formula=True),
        Cell("甲\n乙\t丙", "甲\n乙\t丙"),
    )


def test_opendocument_repeats_beyond_a_sheet_are_too_large():
    cell = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    data = opendocument(f'<table:table-row table:number-rows-repeated="9000000">{cell}</table:table-row>')

    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, "a.ods")

    assert caught.value.code == "too_large"


def test_opendocument_hidden_rows_are_known():
    cell = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    data = opendocument(
        f'<table:table-row>{cell}</table:table-row><table:table-row table:visibility="filter">{cell}</table:table-row>'
    )

    assert read_bytes(data, "a.ods").tables[0].hidden_rows == {2}


def test_excel_2003_xml_marks_hidden_rows_formulas_and_errors():
    sheet = (
        '<Row ss:Hidden="1"><Cell ss:Formula="=R1C1"><Data ss:Type="Number">4</Data></Cell></Row>'
        '<Row><Cell ss:Formula="=1"/><Cell><Data ss:Type="Boolean">1</Data></Cell>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell><Data ss:Type="Number">十</Data></Cell></Row>'
    )
    head, tail = EXCEL_XML[: EXCEL_XML.index("<Row")], EXCEL_XML[EXCEL_XML.index("</Table>") :]

    reading = read_bytes((head + sheet + tail).encode(), "a.xml")

    assert reading.tables[0].hidden_rows == {1}
    assert reading.tables[0].rows[0][0] == Cell("4", Decimal(4), formula=True)
    assert reading.tables[0].rows[1] == (
        Cell("", None, formula=True), Cell("TRUE", True), Cell("#N/A", "#N/A"), Cell("十", "十")
    )  # fmt: skip
    assert reading.notes == ("表一: formulas without a stored value, read as blank (A2)",)
