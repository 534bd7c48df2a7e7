"""Every file that is not read gets a stated outcome with advice, in bounded time."""

import time

import pytest

from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes, read_file
from tests.reading import reading_samples as samples

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'
SMALL = Limits(max_text_bytes=1_000, max_csv_bytes=3_000, max_cells=100, max_list_cells=100)


def outcome_of(data, name="a.txt", limits=None):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, name, limits=limits or Limits())
    assert caught.value.next_step
    assert name in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize("data", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", "　　\n".encode(), b"\x00" * 64])
def test_a_file_without_content_is_empty(data):
    assert outcome_of(data) == "empty_file"


def test_a_workbook_without_cells_is_empty():
    assert outcome_of(samples.xlsx(""), "a.xlsx") == "empty_file"


@pytest.mark.parametrize(
    "data",
    [
        samples.compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}),
        samples.compound_file({"Workbook": samples.biff_workbook(b"", protected=True)}),
        samples.compound_file({"WordDocument": bytes(10) + b"\x00\x01"}),
        samples.pdf(b"", encrypt=True),
        samples.package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                         "META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "<x/>"}),
    ],
    ids=["xlsx", "xls", "doc", "pdf", "ods"],
)  # fmt: skip
def test_a_password_is_named_as_such(data):
    assert outcome_of(data, "a.xlsx") == "encrypted"


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95])
def test_a_container_cut_short_is_truncated(share):
    book = samples.xlsx(ROW)
    old = samples.compound_file({"Workbook": samples.biff_workbook(b"")})

    assert outcome_of(book[: int(len(book) * share)], "a.xlsx") == "truncated"
    assert outcome_of(old[: int(len(old) * share)], "a.xls") == "truncated"


def test_a_damaged_part_of_a_workbook_is_not_read():
    book = bytearray(samples.package({"[Content_Types].xml": "x" * 100, "xl/workbook.xml": "y" * 500}, compression=0))
    book[book.index(b"yyyy")] = ord("z")

    assert outcome_of(bytes(book), "a.xlsx") == "truncated"


@pytest.mark.parametrize(
    "data",
    [b"GIF89a" + bytes(20), b"Rar!\x1a\x07" + bytes(9), b"{\\rtf1 x}", samples.package({"a.txt": "一"}),
     samples.package({"[Content_Types].xml": "x", "ppt/presentation.xml": "y"}),
     samples.compound_file({"Outlook": b"x"}), b'<?xml version="1.0"?><report><n>12</n></report>'],
)  # fmt: skip
def test_a_format_that_is_not_read_is_named(data):
    assert outcome_of(data, "a.bin") == "unknown_format"


def test_a_huge_text_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.write("示例省检查企业十二家。\n".encode() * 20_000)
        stream.truncate(200 * 1024 * 1024)

    began = time.monotonic()
    with pytest.raises(UnreadableFileError) as caught:
        read_file(path)

    assert caught.value.code == "too_large"
    assert time.monotonic() - began < 2


def test_lists_may_be_larger_than_prose(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("甲,乙\n" + "一二三,12\n" * 120, encoding="utf-8")
    prose = tmp_path / "prose.txt"
    prose.write_text("检查企业一二三家。" * 100, encoding="utf-8")

    limits = Limits(max_text_bytes=1_000, max_csv_bytes=3_000)

    assert len(read_file(path, limits=limits).tables[0].rows) == 121
    with pytest.raises(UnreadableFileError, match="bytes"):
        read_file(prose, limits=limits)


def test_a_list_with_too_many_cells_is_too_large():
    assert outcome_of(b"a,b,c\n" * 200, "a.csv", SMALL) == "too_large"


def test_a_sheet_with_a_cell_at_the_far_end_is_too_large():
    rows = ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert outcome_of(samples.xlsx(rows), "a.xlsx") == "too_large"


def test_a_zip_bomb_is_unsafe():
    rows = ROW + " " * 60_000_000

    assert outcome_of(samples.xlsx(rows), "a.xlsx") == "unsafe"


def test_xml_entities_are_never_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "1"><!ENTITY b "&a;&a;">]>'

    assert outcome_of(samples.xlsx(ROW, shared=bomb), "a.xlsx") == "unsafe"


def test_a_missing_file_is_not_found(tmp_path):
    with pytest.raises(UnreadableFileError) as caught:
        read_file(tmp_path / "none.txt")

    assert caught.value.code == "not_found"


@pytest.mark.parametrize(
    ("content", "name", "form"),
    [
        (
            "<html><body><table><tr><td>区县</td><td>罚款</td></tr><tr><td>甲区</td><td>3</td></tr></table>",
            "a.xls",
            "html",
        ),
        ("区县,罚款\n甲区,3\n", "a.xls", "csv"),
        ('{"罚款": 3}', "a.txt", "json"),
        ("区县\t罚款\n甲区\t3\n乙区\t4\n", "a.txt", "csv"),
        ("全区检查3家，罚款4万元。", "a.csv", "csv"),
        ("全区检查3家，罚款4万元。", "a.doc", "txt"),
    ],
)
def test_bytes_decide_the_format_and_a_wrong_name_is_noted(content, name, form):
    reading = read_bytes(content.encode(), name)

    assert reading.format == form
    assert (
        (form == name.rpartition(".")[2]) or any("the name says" in note for note in reading.notes) or name == "a.txt"
    )


def test_a_workbook_named_csv_is_read_as_a_workbook():
    reading = read_bytes(samples.xlsx(ROW), "a.csv")

    assert reading.format == "xlsx"
    assert reading.notes[0] == "the name says .csv, the bytes are xlsx"


def test_plain_text_is_one_block_unchanged():
    text = "第一行\r\n　　第二行 12家\r\n\r\n"

    reading = read_bytes(text.encode("gb18030"), "a.txt")

    assert [(block.locator, block.raw) for block in reading.texts] == [("", text)]
