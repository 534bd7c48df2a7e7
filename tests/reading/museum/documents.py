"""Documents and archives that mean harm or are broken."""

import zlib

from tests.reading import reading_samples as samples
from tests.reading.museum.exhibit import Exhibit
from tests.reading.museum.workbooks import LAUGHS, OUTSIDE, with_flag, with_members
from tests.reading.ofd_samples import content, ofd, text

SENTENCE = "示例省澄川市检查企业12家。"
DOCX = samples.docx(samples.paragraph(SENTENCE))
TRACKED = (
    '<w:p><w:r><w:t>检查企业</w:t></w:r><w:del w:author="x"><w:r><w:delText>99</w:delText></w:r></w:del>'
    '<w:ins w:author="x"><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:t>家</w:t></w:r></w:p>'
)
HIDDEN = "<w:p><w:r><w:t>检查12家</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>罚款99万元</w:t></w:r></w:p>"
TEXT = b"BT /F1 12 Tf 50 300 Td (inspected 12 firms) Tj ET"
PDF = samples.pdf(TEXT)


def document_part(prefix):
    """A docx whose body is preceded by a declaration."""
    part = f'<w:document xmlns:w="{samples.WORD}"><w:body>{samples.paragraph("&amp;")}</w:body></w:document>'
    return with_members(DOCX, {"word/document.xml": prefix + part.replace("&amp;", "&a;")})


def nested_tables(depth):
    return "<w:tbl><w:tr><w:tc>" * depth + samples.paragraph("12") + "</w:tc></w:tr></w:tbl>" * depth


def wide_row(columns, rows):
    cell = samples.docx_cell("1", span=columns)
    return "<w:tbl>" + f"<w:tr>{cell}</w:tr>" * rows + "</w:tbl>"


def pdf_bomb():
    """A page whose content of 700 million blanks is packed twice."""
    packer = zlib.compressobj(9)
    chunk = b" " * 1_000_000
    packed = b"".join(packer.compress(chunk) for _ in range(700)) + packer.flush()
    twice = zlib.compress(packed)
    head = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(twice), twice)
    plain = b"<</Length %d>>stream\n%s\nendstream" % (len(TEXT), TEXT)
    return PDF.replace(plain, head)


def says_12_only(reading):
    text = "".join(block.raw for block in reading.texts)
    return "12" in text and "99" not in text


EXHIBITS = (
    Exhibit("plain.ofd", lambda: ofd(content(text(SENTENCE, 20, 20))), "ofd", says=SENTENCE, notes="experimentally"),
    Exhibit(
        "page-outside.ofd", lambda: ofd(content(text(SENTENCE, 20, 20)), locations=["../../../etc/passwd"]), "unsafe"
    ),
    Exhibit("entities.ofd", lambda: ofd(LAUGHS + content(text("&lol;", 20, 20))[38:]), "unsafe"),
    Exhibit("bomb.ofd", lambda: ofd(content(" " * 90_000_000)), "unsafe"),
    Exhibit("entities.docx", lambda: document_part(LAUGHS), "unsafe"),
    Exhibit("entity-from-outside.docx", lambda: document_part(OUTSIDE), "unsafe"),
    Exhibit(
        "password.docx", lambda: samples.compound_file({"EncryptionInfo": b"y", "EncryptedPackage": b"x"}), "encrypted"
    ),
    Exhibit("password.doc", lambda: samples.compound_file({"WordDocument": bytes(10) + b"\x00\x01"}), "encrypted"),
    Exhibit("password.pdf", lambda: samples.pdf(TEXT, encrypt=True), "encrypted"),
    Exhibit("cut-short.docx", lambda: DOCX[: len(DOCX) // 2], "truncated"),
    Exhibit("part-missing.docx", lambda: with_members(DOCX, {"word/document.xml": None}), "malformed"),
    Exhibit("tracked-changes.docx", lambda: samples.docx(TRACKED), "docx", says="检查企业12家", check=says_12_only),
    Exhibit("hidden-text.docx", lambda: samples.docx(HIDDEN), "docx", says="检查12家", check=says_12_only),
    Exhibit("nested-tables.docx", lambda: samples.docx(nested_tables(2_000)), "malformed"),
    Exhibit("cells-beyond-a-page.docx", lambda: samples.docx(wide_row(9_999, 3_000)), "too_large"),
    Exhibit("macros.docm", lambda: with_members(DOCX, {"word/vbaProject.bin": b"x" * 100}), "docx", says="12家"),
    Exhibit("document-as-workbook.xls", lambda: DOCX, "docx", says="12家", notes="the name says .xls"),
    Exhibit("pages-as-document.docx", lambda: PDF, "pdf", says="12 firms", notes="the name says .docx"),
    Exhibit("no-text.pdf", lambda: samples.pdf(b"0 0 100 100 re f"), "no_text"),
    Exhibit("broken-index.pdf", lambda: PDF.replace(b"xref\n0 7", b"xxxx\n0 7"), "pdf", says="12 firms"),
    Exhibit(
        "index-that-points-nowhere.pdf", lambda: PDF.replace(b"startxref\n", b"startxref\n99"), "pdf", says="12 firms"
    ),
    Exhibit("cut-short.pdf", lambda: PDF[:60], "truncated"),
    Exhibit("pages-in-a-circle.pdf", lambda: PDF.replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"), "pdf", says="12 firms"),
    Exhibit("bomb-in-a-page.pdf", pdf_bomb, "unsafe"),
    Exhibit("nobody-knows.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "truncated"),
    Exhibit("archive.zip", lambda: samples.package({"a.txt": SENTENCE}), "unknown_format"),
    Exhibit("password.zip", lambda: with_flag(samples.package({"a.txt": SENTENCE})), "encrypted"),
    Exhibit("cut-short.zip", lambda: samples.package({"a.txt": SENTENCE * 100})[:-30], "truncated"),
    Exhibit("empty.zip", lambda: samples.package({}), "empty_file"),
    Exhibit("archive.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(100), "unknown_format"),
    Exhibit("archive.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(100), "unknown_format"),
    Exhibit(
        "slides.xlsx",
        lambda: samples.package({"[Content_Types].xml": "x", "ppt/presentation.xml": "y"}),
        "unknown_format",
    ),
)
