"""Pages and documents: text and tables in reading order, each with its locator."""

import pytest

from pipelines.reading.model import MergedRange, Table, TextBlock
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes
from tests.reading import reading_samples as samples


def texts_of(table):
    return [[cell.text for cell in row] for row in table.rows]


PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>通报</title><script>var n=3127;</script></head><body>
<table><tr><td>首页</td><td>公开</td></tr></table><h1>澄川市
   通报</h1><p>各区县：<br>现将<b>情况</b>通报如下。</p><p>表1 执法情况</p><p>单位：万元</p>
<table><tr><th rowspan="2">区县</th><th colspan="2">处罚</th></tr><tr><th>次数</th><th>罚款</th></tr>
<tr><td>甲区</td><td>1,112&nbsp;</td><td><p>3.5</p><p>(预)</p></td></tr></table>注：甲区含开发区。<style>x</style></body></html>"""


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_page_gives_text_and_tables_in_reading_order(codec):
    reading = read_bytes(PAGE.encode(codec), "a.html")
    table = reading.tables[0]

    assert [(block.locator, block.raw) for block in reading.texts] == [
        ("para 1", "首页"), ("para 2", "公开"), ("para 3", "澄川市 通报"), ("para 4", "各区县：\n现将情况通报如下。"),
        ("para 5", "表1 执法情况"), ("para 6", "单位：万元"), ("para 7", "注：甲区含开发区。"),
    ]  # fmt: skip
    assert table.locator == "table2"
    assert table.caption == "表1 执法情况\n单位：万元"
    assert texts_of(table) == [["区县", "处罚", ""], ["", "次数", "罚款"], ["甲区", "1,112", "3.5\n(预)"]]
    assert table.merged == (MergedRange(1, 1, 2, 1), MergedRange(1, 2, 1, 3))
    assert reading.metadata == {"title": "通报"}


def test_a_table_inside_a_layout_table_is_found_and_the_layout_is_text():
    page = (
        "<html><table><tr><td>左栏</td><td><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"
        "</td></tr><tr><td>下</td><td>右</td></tr></table></html>"
    )

    reading = read_bytes(page.encode(), "a.html")

    assert [block.locator for block in reading.blocks] == ["para 1", "table2", "para 2", "para 3"]
    assert texts_of(reading.tables[0]) == [["a", "b"], ["1", "2"]]


def test_a_table_of_long_prose_is_text():
    prose = "检查企业十二家。" * 100
    page = f"<html><table><tr><td>正文</td><td>{prose}</td></tr><tr><td>附</td><td>无</td></tr></table></html>"

    assert read_bytes(page.encode(), "a.html").tables == ()


def test_a_rowspan_past_the_end_is_cut():
    page = "<table><tr><td rowspan=99>a</td><td>b</td></tr><tr><td>c</td></tr></table>"

    table = read_bytes(page.encode(), "a.html").tables[0]

    assert texts_of(table) == [["a", "b"], ["", "c"]]
    assert table.merged == (MergedRange(1, 1, 2, 1),)


def test_a_page_that_stops_in_the_middle_is_told():
    reading = read_bytes("<html><body><p>检查企业</p><p>共12".encode(), "a.html")

    assert reading.notes == ("the page has no end: it may be cut short",)


def test_elements_that_nest_without_end_are_refused():
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(("<html>" + "<div>" * 3_000 + "12").encode(), "a.html")

    assert caught.value.code == "unsafe"


ARCHIVE = """MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: 8bit

<html><body><table><tr><td>区县</td><td>罚款</td></tr><tr><td>甲区</td><td>3</td></tr></table></body></html>
--x--
"""


def test_a_web_archive_is_read_as_its_page():
    reading = read_bytes(ARCHIVE.encode("gb18030"), "a.xls")

    assert reading.format == "mht"
    assert texts_of(reading.tables[0]) == [["区县", "罚款"], ["甲区", "3"]]


def test_docx_paragraphs_count_over_the_body_without_tables():
    row = f"<w:tr>{samples.docx_cell('区县')}{samples.docx_cell('罚款')}</w:tr>"
    body = samples.paragraph("标题") + "<w:p/>" + samples.paragraph("表1") + f"<w:tbl>{row}</w:tbl>"

    reading = read_bytes(samples.docx(body + samples.paragraph("结尾")), "a.docx")

    assert [block.locator for block in reading.blocks] == ["para 1", "para 3", "table1", "para 4"]
    assert reading.tables[0].caption == "标题\n表1"


def test_docx_merged_cells_stand_once():
    rows = (
        f"<w:tr>{samples.docx_cell('区县', merge='restart')}{samples.docx_cell('处罚', span=2)}</w:tr>"
        f"<w:tr>{samples.docx_cell('', merge='continue')}{samples.docx_cell('次数')}{samples.docx_cell('罚款')}</w:tr>"
        f"<w:tr>{samples.docx_cell('', merge='continue')}{samples.docx_cell('3')}{samples.docx_cell('4.5')}</w:tr>"
    )

    table = read_bytes(samples.docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx").tables[0]

    assert texts_of(table) == [["区县", "处罚", ""], ["", "次数", "罚款"], ["", "3", "4.5"]]
    assert table.merged == (MergedRange(1, 1, 3, 1), MergedRange(1, 2, 1, 3))


def test_docx_reads_what_is_shown_and_not_what_was_deleted():
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('罚款')}<w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins>{run.format('5')}</w:ins>"
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>{run.format('万元')}</w:p>"
        f"<w:sdt><w:sdtContent>{samples.paragraph('控件内')}</w:sdtContent></w:sdt>"
    )

    assert [block.raw for block in read_bytes(samples.docx(body), "a.docx").texts] == ["罚款5万元", "控件内"]


def test_docx_footnotes_and_boxes_follow_the_body():
    box = f"<w:p><w:r><w:txbxContent>{samples.paragraph('框内')}</w:txbxContent></w:r></w:p>"
    notes = (
        f'<w:footnotes xmlns:w="{samples.WORD}"><w:footnote w:type="separator"><w:p/></w:footnote>'
        f"<w:footnote>{samples.paragraph('含补报6家')}</w:footnote></w:footnotes>"
    )

    reading = read_bytes(samples.docx(samples.paragraph("正文") + box, extra={"word/footnotes.xml": notes}), "a.docx")

    assert [(block.locator, block.raw) for block in reading.texts] == [
        ("para 1", "正文"), ("box 1", "框内"), ("footnote 1", "含补报6家")
    ]  # fmt: skip


def ruled_page():
    lines = [(20, y, 320, y) for y in (300, 270, 240)] + [(20, 240, 20, 300), (320, 240, 320, 300)]
    lines += [(120, 240, 120, 300), (220, 240, 220, 270)]
    drawn = "".join(f"{x1} {y1} m {x2} {y2} l S\n" for x1, y1, x2, y2 in lines)
    words = [(30, 340, "Table 1"), (30, 280, "county"), (130, 280, "fines"), (30, 250, "A"), (130, 250, "1,200"),
             (230, 250, "7"), (30, 200, "note")]  # fmt: skip
    shown = "".join(f"BT /F1 10 Tf {x} {y} Td ({word}) Tj ET\n" for x, y, word in words)
    return samples.pdf((drawn + shown).encode())


def test_pdf_pages_give_text_outside_tables_and_ruled_tables():
    reading = read_bytes(ruled_page(), "a.pdf")
    before, table, after = reading.blocks

    assert before == TextBlock("page 1", "Table 1")
    assert after == TextBlock("page 1 part 2", "note")
    assert isinstance(table, Table)
    assert (table.locator, table.caption) == ("page1.table1", "Table 1")
    assert texts_of(table) == [["county", "fines", ""], ["A", "1,200", "7"]]
    assert table.merged == (MergedRange(1, 2, 1, 3),)


def test_a_pdf_of_pictures_has_no_text():
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(samples.pdf(b"0 0 10 10 re f"), "a.pdf")

    assert caught.value.code == "no_text"


OLD_WORD = samples.compound_file({"WordDocument": bytes(600)})


def install_antiword(folder, monkeypatch, script):
    program = folder / "antiword"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_old_documents_give_the_paragraphs_that_antiword_writes(tmp_path, monkeypatch):
    install_antiword(tmp_path, monkeypatch, "printf '标题\\n\\n检查12家\\n罚款3万元\\n'")

    reading = read_bytes(OLD_WORD, "a.doc")

    assert reading.format == "doc"
    assert [(block.locator, block.raw) for block in reading.texts] == [
        ("para 1", "标题"),
        ("para 2", "检查12家\n罚款3万元"),
    ]


@pytest.mark.parametrize(
    ("script", "code"), [("exit 1", "malformed"), ("printf ''", "malformed"), ("echo ' '", "malformed")]
)
def test_an_antiword_that_fails_is_told(tmp_path, monkeypatch, script, code):
    install_antiword(tmp_path, monkeypatch, script)

    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(OLD_WORD, "a.doc")

    assert caught.value.code == code


def test_without_antiword_old_documents_are_no_known_format(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UnreadableFileError, match="antiword") as caught:
        read_bytes(OLD_WORD, "a.doc")

    assert caught.value.code == "unknown_format"


def test_a_table_inside_a_docx_cell_has_its_own_locator():
    inner = f"<w:tbl><w:tr>{samples.docx_cell('甲')}{samples.docx_cell('2')}</w:tr></w:tbl>"
    cell = f"<w:tc>{samples.paragraph('外')}{inner}</w:tc>"
    body = f"<w:tbl><w:tr>{cell}{samples.docx_cell('右')}</w:tr></w:tbl>"

    reading = read_bytes(samples.docx(body), "a.docx")

    assert [(table.locator, texts_of(table)) for table in reading.tables] == [
        ("table1", [["外", "右"]]), ("table1.1", [["甲", "2"]])
    ]  # fmt: skip
    assert reading.notes == ("table1: a table inside a cell is read as table1.1",)
