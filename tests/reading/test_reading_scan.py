"""Workbooks read by pattern give what the slower readers give, cell by cell; other writings are left to those."""

import copy
import random
from contextlib import suppress
from unittest import mock

import pytest
import xlsxwriter

from pipelines.reading.laid_rows import LaidRows
from pipelines.reading.model import BLANK, Cell
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes, read_file
from pipelines.reading.sheet_survey import Surveyor
from pipelines.reading.workbook_scan import scan_workbook
from tests.reading import reading_samples as samples
from tests.reading.museum.workbooks import STRING, merges, with_members
from tests.reading.test_reading_stream import build_book

SCAN = "pipelines.reading.workbook.scan_workbook"


@pytest.fixture(params=["cell by cell", "as one piece", "in pieces of few rows"], autouse=True)
def way(request):
    """Small sheets are read cell by cell, large ones in pieces by arithmetic on bytes; here each is read in every way."""
    large = 1 << 18 if request.param == "cell by cell" else 0
    piece = 40 if request.param == "in pieces of few rows" else 1 << 19
    with (
        mock.patch("pipelines.reading.workbook_scan.LARGE_SHEET", large),
        mock.patch("pipelines.reading.sheet_grid.PIECE", piece),
    ):
        yield request.param


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


def test_a_cell_that_names_another_row_is_no_plain_writing():
    with pytest.raises(UnreadableFileError, match="A2 stands in row 1") as refused:
        read_bytes(samples.xlsx(cells('<c r="A2"><v>1</v></c>')), "a.xlsx")
    assert refused.value.code == "malformed"


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


def grid_of(rows, **options):
    """What both readings make of rows of plain cells, and how many pieces were surveyed."""
    taken = []
    survey = Surveyor.survey

    def spy(self, piece, offset, after):
        taken.append(survey(self, piece, offset, after))
        return taken[-1]

    with mock.patch.object(Surveyor, "survey", spy):
        fast, slow = read_both(samples.xlsx(rows, **options))
    return fast, slow, taken


def numbered_rows(count, cell):
    return "".join(f'<row r="{n}" spans="1:3">' + cell(n) + "</row>" for n in range(1, count + 1))


SURVEYED = {
    "numbers": lambda n: f'<c r="A{n}"><v>{n}</v></c><c r="C{n}" s="1"><v>0.{n:03}</v></c>',
    "far columns": lambda n: f'<c r="Z{n}"><v>1</v></c><c r="AA{n}" t="n"><v>2</v></c><c r="ZZ{n}"><v>3</v></c><c r="AAB{n}"><v>{n}</v></c>',
    "styles without a cell's content": lambda n: f'<c r="A{n}" s="1"/><c r="B{n}" s="2"><v>{45000 + n}</v></c><c r="C{n}" s="1"/>',
    "every kind": lambda n: f'<c r="A{n}" t="b"><v>{n % 2}</v></c><c r="B{n}" t="e"><v>#N/A</v></c><c r="C{n}" s="3" t="n"><v>-{n}.5</v></c>',
    "texts in place": lambda n: f'<c r="A{n}" t="inlineStr"><is><t>第{n}行</t></is></c><c r="B{n}" s="1" t="inlineStr"><is><t>{"长" * 30}{n % 7}</t></is></c>',
    "references": lambda n: f'<c r="A{n}" t="inlineStr"><is><t>&#31034;&amp;{n}&lt;</t></is></c><c r="B{n}" t="inlineStr"><is><t>(&#40;{n}</t></is></c>',
    "formulas": lambda n: f'<c r="A{n}"><v>{n}</v></c><c r="B{n}" s="1"><f>A{n}/3</f><v>{n / 3!r}</v></c><c r="C{n}" t="str"><f>A{n}&amp;"户"</f><v>{n}户</v></c>'
                          f'<c r="D{n}"><f t="shared" si="0"/><v>{n}</v></c><c r="E{n}"><f t="shared" ref="E1:E9" si="1">A1+1</f><v>{n + 1}</v></c>',
    "one style many values": lambda n: f'<c r="A{n}" s="1"><v>{n}E-3</v></c><c r="B{n}" s="3"><v>0.{n}{"1" * 30}</v></c>',
}  # fmt: skip


@pytest.mark.parametrize("name", SURVEYED)
def test_the_plainest_cells_are_surveyed_and_alike(name, way):
    fast, slow, taken = grid_of(numbered_rows(120, SURVEYED[name]), styles="0.0%\nyyyy-mm-dd\n#,##0.00")

    assert all(taken)
    assert bool(taken) == (way != "cell by cell")
    assert fast.blocks == slow.blocks
    assert repr(fast.blocks) == repr(slow.blocks)


@pytest.mark.parametrize(
    "text", ["　", "&#12288;", "&#160;甲", "\u2003甲", "甲　", "\x85甲", "甲\u2028", "&#10;甲", "&#x3000;"]
)
def test_texts_that_begin_or_end_with_a_blank_of_any_kind_are_not_surveyed(text, way):
    fast, slow, taken = grid_of(
        numbered_rows(3, lambda n: f'<c r="A{n}" t="inlineStr"><is><t>{text}</t></is></c><c r="B{n}"><v>1</v></c>')
    )

    assert not any(taken)
    assert fast is None or fast.blocks == slow.blocks


CELLS = ['<c r="A{}"><v>12</v></c>', '<c r="B{}" s="1"><v>0.5</v></c>', '<c r="C{}" t="inlineStr"><is><t>甲&amp;</t></is></c>', '<c r="D{}" s="2"/>',
         '<c r="E{}"><f>A1</f><v>3</v></c>', '<c r="AA{}" t="b"><v>1</v></c>', '<c r="AB{}" t="str"><f>"x"</f><v>x</v></c>']  # fmt: skip
SPOILS = [
    "",
    " ",
    "<",
    ">",
    "/",
    '"',
    "0",
    "9",
    "A",
    "s",
    "&",
    "v",
    "\n",
    "<v>",
    "</c>",
    ' t="n"',
    ' s="2"',
    "</row>",
    "　",
    "_x0041_",
]


def test_one_change_anywhere_never_makes_the_readings_differ(way):
    """Where the slower readers refuse a file the fast one does too; where both read it, they read the same."""
    chance = random.Random(20240331)  # noqa: S311 - the same changes each time
    for _ in range(80):
        data = "".join(
            f'<row r="{n}">' + "".join(c.format(n) for c in CELLS if chance.random() < 0.7) + "</row>"
            for n in (1, 2, 4)
        )
        at = chance.randrange(len(data))
        spoiled = data[:at] + chance.choice(SPOILS) + data[at + chance.randrange(3) :]
        book = samples.xlsx(spoiled, styles="0.0%\nyyyy-mm-dd")
        with mock.patch(SCAN, return_value=None):
            slow = outcome(book)

        assert outcome(book) == slow, spoiled


def outcome(book):
    """What reading a book gives: its blocks and remarks, or the code of its refusal."""
    try:
        reading = read_bytes(book, "a.xlsx")
    except UnreadableFileError as error:
        return error.code
    return reading.blocks, repr(reading.blocks), reading.notes


def test_what_is_not_surveyed_leaves_only_its_piece_to_the_other_reader(way):
    def cell(n):
        total = f'<c r="C{n}"><f>A{n}*2</f></c>' if n == 50 else ""
        return f'<c r="A{n}"><v>{n}</v></c>{total}'

    fast, slow, taken = grid_of(numbered_rows(100, cell))

    assert fast.blocks == slow.blocks
    assert fast.notes == slow.notes == ("S: 1 formulas without a stored value, read as blank (C50)",)
    assert fast.blocks[0].rows[49][2] == Cell("", None, True)
    if way == "in pieces of few rows":
        assert [survey is None for survey in taken].count(True) == 1


@pytest.mark.parametrize(
    "broken",
    [
        '<c r="A7"><v>1</v></c>', '<c r="A51"><v>1</v></c>', '<c r="A50"><v>1</v></c><c r="A50"><v>2</v></c>', '<c r="B50"><v>1</v></c><c r="A50"><v>2</v></c>',
        '<c r="A50"><v>1</v><v>2</v></c>', '<c r="A50">x</c>', '<c r="A50"><v>1</v></c>x', '<d r="A50"><v>1</v></d>', '<c r="A050"><v>1</v></c>',
        '<c r="A50" s="1" s="1"><v>1</v></c>', '<c r="A50" x="1"><v>1</v></c>', '<c r="A50" t="s"><v>7</v></c>', '<c r="A50" t="s"><v>x</v></c>', '<c r="a50"><v>1</v></c>',
        '<c r="A50" t="b"><v>2</v></c>', '<c r="A50" t="e"><v>#?</v></c>', '<c r="A50"><v>1</v></c ><c r="B50"/>', '<c r="A50"/><v>1</v>', '<c r="A50"><c r="B50"/></c>',
    ],
)  # fmt: skip
def test_a_large_sheet_is_never_read_where_one_cell_is_not_plain(broken, way):
    """The slower readers then judge it; nothing of it is taken as if it were plain."""

    def cell(n):
        return broken if n == 50 else f'<c r="A{n}"><v>{n}</v></c>'

    taken = []

    def spy(package, limits):
        taken.append(scan_workbook(package, limits))
        return taken[-1]

    with mock.patch(SCAN, spy), suppress(UnreadableFileError):
        read_bytes(samples.xlsx(numbered_rows(100, cell)), "a.xlsx")

    assert taken == [None]


@pytest.mark.parametrize("row", ['<row r="3">', '<row r="3" hidden="1">', '<row r="3" ht="14.2" hidden="true">'])
def test_hidden_rows_of_large_sheets_are_known(row):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        + row
        + '<c r="A3"><v>2</v></c></row><row r="4" ht="3"><c r="A4"><v>3</v></c></row>'
    )
    fast, slow = read_both(samples.xlsx(rows))

    assert fast.blocks == slow.blocks
    assert fast.blocks[0].hidden_rows == (frozenset({3}) if "hidden" in row else frozenset())


def test_merges_over_a_large_sheet_clear_what_they_cover_and_count_it():
    rows = numbered_rows(
        30, lambda n: f'<c r="A{n}"><v>{n}</v></c><c r="B{n}" t="b"><v>1</v></c><c r="D{n}"><v>0</v></c>'
    )
    fast, slow = read_both(samples.xlsx(rows, after=merges(["A2:B3", "D5:D900", "F1:G2"])))

    assert fast.blocks == slow.blocks
    assert fast.notes == slow.notes
    assert fast.notes == ("S: 28 values lie hidden under merged cells and are not read",)
    assert fast.blocks[0].rows[1][0].text == "2"
    assert fast.blocks[0].rows[2][0] is BLANK


def test_the_rows_of_a_large_sheet_are_a_tuple_to_whoever_uses_them(way):
    fast, slow = read_both(samples.xlsx(numbered_rows(5, SURVEYED["numbers"])))
    rows, plain = fast.blocks[0].rows, slow.blocks[0].rows

    assert isinstance(rows, LaidRows) == (way != "cell by cell")
    assert (len(rows), rows[-1], rows[1:3], list(rows), hash(rows)) == (
        5,
        plain[-1],
        plain[1:3],
        list(plain),
        hash(plain),
    )
    assert rows == plain
    assert plain == rows
    assert rows != plain[:4]
    assert copy.copy(rows) == plain


def test_a_large_sheet_of_blanks_alone_is_empty():
    rows = numbered_rows(40, lambda n: f'<c r="A{n}" s="1"/>')

    with pytest.raises(UnreadableFileError, match="neither text nor cells"):
        read_bytes(samples.xlsx(rows), "a.xlsx")
