"""Lists, json, pages and plain texts that mean harm or are broken."""

import base64

from pipelines.reading.recognition import can_recognise
from tests.reading.museum.exhibit import Exhibit

LIST = "区县,检查企业(家)\n澄东县,12\n澄西县,30\n砚北区,7\n"
REPORT = "示例省澄川市一季度检查企业十二家，发现隐患三十处，已全部整改完毕。\n"
TABLE = "<table><tr><td>区县</td><td>检查</td></tr><tr><td>澄东县</td><td>12</td></tr></table>"


def mixed(good, bad):
    return (REPORT * good).encode() + (REPORT * bad).encode("gb18030")


def no_surrogate(reading):
    return "\ud800" not in repr(reading.blocks) and "\\ud800" not in repr(reading.blocks)


def two_values(reading):
    return {str(v) for v in reading.trees[0].value["罚款"].values()} == {"3", "9"}


def text_only(reading):
    return all(cell.text == cell.value for row in reading.tables[0].rows for cell in row)


def mail(part, kind="text/html"):
    body = base64.encodebytes(part)
    return (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: '
        + kind.encode()
        + b"; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + body
        + b"\r\n--b--\r\n"
    )


INJECTED = "名称,说明,备注\n=1+1,@SUM(A1),+12\n-3,\"=cmd|'/C calc'!A0\",=A1\n澄东县,二,三\n"

EXHIBITS = (
    Exhibit("nothing.txt", lambda: b"", "empty_file"),
    Exhibit("only-a-mark.csv", lambda: b"\xef\xbb\xbf", "empty_file"),
    Exhibit("only-blanks.txt", lambda: "　\u3000\r\n\t ".encode(), "empty_file"),
    Exhibit("only-zero-bytes.dat", lambda: bytes(100_000), "empty_file"),
    Exhibit("noise.txt", lambda: bytes((n * 7919 + n * n * 31) % 251 for n in range(20_000)), "unreadable_bytes"),
    Exhibit("zero-bytes-inside.txt", lambda: REPORT.encode() + b"\0\0\0" + REPORT.encode(), "unreadable_bytes"),
    Exhibit("zero-bytes-inside.csv", lambda: LIST.encode().replace(b"12", b"1\x002"), "unreadable_bytes"),
    Exhibit("zero-bytes-after.csv", lambda: LIST.encode() + bytes(4_096), "csv", {"B2": "12"}, notes="zero bytes"),
    Exhibit("half-utf-8-half-gb18030.txt", lambda: mixed(20, 20), "unreadable_bytes"),
    Exhibit(
        "one-broken-byte.txt",
        lambda: (REPORT * 20).encode() + b"\xff" + (REPORT * 20).encode(),
        "txt",
        says="十二家",
        notes="1 places",
    ),
    Exhibit("utf-8-with-mark.csv", lambda: LIST.encode("utf-8-sig"), "csv", {"A1": "区县", "B2": "12"}),
    Exhibit("two-marks.csv", lambda: b"\xef\xbb\xbf" + LIST.encode("utf-8-sig"), "csv", {"A1": "区县", "B2": "12"}),
    Exhibit("utf-16-with-mark.csv", lambda: LIST.encode("utf-16"), "csv", {"A1": "区县", "B2": "12"}),
    Exhibit("utf-16-without-mark.csv", lambda: LIST.encode("utf-16-be"), "csv", {"A1": "区县", "B2": "12"}),
    Exhibit("utf-32-with-mark.csv", lambda: LIST.encode("utf-32"), "csv", {"A1": "区县", "B2": "12"}),
    Exhibit("gb18030-with-mark.csv", lambda: b"\x84\x31\x95\x33" + LIST.encode("gb18030"), "csv", {"A1": "区县"}),
    Exhibit(
        "big5.csv",
        lambda: "區縣,檢查企業(家)\n澄東縣,12\n澄西縣,30\n".encode("big5"),
        "csv",
        {"A2": "澄東縣", "B2": "12"},
    ),
    Exhibit("mark-of-another-encoding.txt", lambda: b"\xff\xfe" + REPORT.encode() + b".", "unreadable_bytes"),
    Exhibit(
        "surrogates-in-utf-8.txt",
        lambda: REPORT.encode() * 20 + b"\xed\xa0\x80" + REPORT.encode(),
        "txt",
        says="十二家",
        check=no_surrogate,
    ),
    Exhibit(
        "quote-never-closed.csv", lambda: (LIST + '"砚南区,9\n' + LIST * 30 + '"砚南区",9\n').encode(), "malformed"
    ),
    Exhibit(
        "one-quote-alone.csv",
        lambda: (LIST + '"砚南区,9\n').encode(),
        "csv",
        {"A5": '"砚南区', "B5": "9"},
        notes="quotation mark",
    ),
    Exhibit(
        "injection.csv",
        lambda: INJECTED.encode(),
        "csv",
        {"A2": "=1+1", "B2": "@SUM(A1)", "B3": "=cmd|'/C calc'!A0"},
        check=text_only,
    ),
    Exhibit(
        "ten-thousand-columns.csv",
        lambda: (",".join(map(str, range(10_000))) + "\n").encode() * 3,
        "csv",
        {"NTP1": "9999"},
    ),
    Exhibit("ten-million-commas.csv", lambda: b"a,b,c\n1,2,3\n4,5,6\n" + b"," * 10_000_000, "too_large"),
    Exhibit("seven-million-short-records.csv", lambda: b"a,b\n" * 7_000_000, "too_large"),
    Exhibit("one-huge-field.csv", lambda: b'a,b,c\n1,2,3\n4,5,6\n7,8,"' + b"x" * 5_000_000 + b'"\n', "malformed"),
    Exhibit("old-mac-line-ends.csv", lambda: LIST.replace("\n", "\r").encode(), "csv", {"A1": "区县", "B2": "12"}),
    Exhibit("deep.json", lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "too_large"),
    Exhibit("deep-brackets.json", lambda: b"[" * 1_000_000, "too_large"),
    Exhibit("cut-short.json", lambda: '[{"区县": "澄东县", "罚款": 3}, {"区县": "澄西'.encode(), "truncated"),
    Exhibit("not-a-number.json", lambda: '{"罚款": NaN}'.encode(), "malformed"),
    Exhibit("endless-number.json", lambda: b'{"n": -Infinity}', "malformed"),
    Exhibit("huge-exponent.json", lambda: b'{"n": 1e999999999}', "malformed"),
    Exhibit("huge-digits.json", lambda: b'{"n": ' + b"9" * 1_000_000 + b"}", "malformed"),
    Exhibit("keys-twice.json", lambda: '{"罚款": 3, "罚款": 9}'.encode(), "json", notes="twice", check=two_values),
    Exhibit(
        "lone-surrogate.json",
        lambda: b'{"a": "x\\ud800y", "\\udc00": [1, "\\\\ud800"]}',
        "json",
        notes="half a character",
    ),
    Exhibit("one-broken-line.ndjson", lambda: b'{"a": 1}\n{"a": \n{"a": 3}\n', "malformed"),
    Exhibit(
        "page-as-workbook.xls",
        lambda: f"<html><body>{TABLE}</body></html>".encode("gb18030"),
        "html",
        {"B2": "12"},
        notes="the name says",
    ),
    Exhibit(
        "web-archive-as-document.doc",
        lambda: mail(f"<html><body>{TABLE}</body></html>".encode("gb18030")),
        "mht",
        {"B2": "12"},
    ),
    Exhibit("web-archive-without-page.mht", lambda: mail(b"x", "image/png"), "malformed"),
    Exhibit(
        "page-without-end.html",
        lambda: f"<html><body>{TABLE}<p>{REPORT}".encode(),
        "html",
        {"B2": "12"},
        notes="cut short",
    ),
    Exhibit("a-hundred-thousand-nested.html", lambda: b"<html><body>" + b"<div>" * 100_000 + REPORT.encode(), "unsafe"),
    Exhibit("nested-tables.html", lambda: b"<html><body>" + b"<table><tr><td>" * 20_000 + REPORT.encode(), "unsafe"),
    Exhibit(
        "spans-of-a-million.html",
        lambda: (
            "<html><body><table>"
            + "<tr><td colspan=999999 rowspan=999999>1</td><td>2</td></tr>" * 4_000
            + "</table></body></html>"
        ).encode(),
        "too_large",
    ),
    Exhibit(
        "script-and-figures.html",
        lambda: f"<html><body><script>document.write('罚款99万元')</script><p>{REPORT}</p></body></html>".encode(),
        "html",
        says="十二家",
        check=lambda reading: "99" not in reading.texts[0].raw,
    ),
    Exhibit(
        "surrogate-reference.html",
        lambda: f"<html><body><p>&#xD800;{REPORT}</p></body></html>".encode(),
        "html",
        says="十二家",
        check=no_surrogate,
    ),
    Exhibit(
        "xml-of-no-known-kind.xml",
        lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
        "unknown_format",
    ),
    Exhibit("list-as-workbook.xlsx", LIST.encode, "csv", {"B2": "12"}, notes="the name says .xlsx"),
    Exhibit("text-as-pdf.pdf", REPORT.encode, "txt", says="十二家", notes="the name says .pdf"),
    Exhibit("program-as-list.csv", lambda: b"MZ\x90\x00" + bytes(200), "unknown_format"),
    Exhibit(
        "picture-as-workbook.xlsx",
        lambda: b"\x89PNG\r\n\x1a\n" + bytes(200),
        "malformed" if can_recognise() else "no_text",
    ),
    Exhibit("gzip-as-list.csv", lambda: b"\x1f\x8b\x08" + bytes(200), "unknown_format"),
)
