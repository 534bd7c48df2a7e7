"""Workbooks that mean harm or are broken."""

import io
import re
import struct
import zipfile

from tests.reading import reading_samples as samples
from tests.reading.museum.exhibit import Exhibit

ROW = '<row r="1"><c r="A1"><v>12</v></c></row>'
STRING = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="S">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)
ODS_CELL = '<table:table-cell office:value-type="float" office:value="{0}"><text:p>{0}</text:p></table:table-cell>'


def with_members(data, changes):
    """A container with members replaced, added, or left out (None)."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        members = {info.filename: container.read(info) for info in container.infolist()}
    members.update(changes)
    return samples.package({name: content for name, content in members.items() if content is not None})


def with_flag(data, mark=b"PK\x03\x04", offset=6):
    """The same container, every member flagged as encrypted."""
    data = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(mark), bytes(data)):
            data[match.start() + offset] |= 1
    return bytes(data)


def sheet(rows, **more):
    return lambda: samples.xlsx(rows, **more)


def lying_size():
    """The directory declares 100 bytes for a sheet that unpacks to 60 million."""
    data = bytearray(samples.xlsx(ROW + " " * 60_000_000))
    for match in re.finditer(re.escape(b"PK\x01\x02"), bytes(data)):
        size = struct.unpack_from("<I", data, match.start() + 24)[0]
        if size > 1_000_000:
            struct.pack_into("<I", data, match.start() + 24, 100)
    return bytes(data)


def twin_parts():
    """Two parts of one name: which one is read depends on the reader."""
    stream = io.BytesIO(samples.xlsx(ROW))
    with zipfile.ZipFile(stream, "a") as container:
        container.writestr("xl/worksheets/one.xml", container.read("xl/worksheets/one.xml").replace(b"12", b"99"))
    return stream.getvalue()


def shared_utf16():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + "<sst><si><t>&d;</t></si></sst>"
    return with_members(samples.xlsx(ROW), {"xl/sharedStrings.xml": text.encode("utf-16")})


def wide(columns, rows=1):
    cells = "".join(f"<c><v>{column}</v></c>" for column in range(1, columns + 1))
    return "".join(f'<row r="{row}">{cells}</row>' for row in range(1, rows + 1))


def merges(ranges):
    return '<mergeCells count="9">' + "".join(f'<mergeCell ref="{r}"/>' for r in ranges) + "</mergeCells>"


def block(rows, columns):
    return "".join(f'<row r="{row}">' + "<c><v>1</v></c>" * columns + "</row>" for row in range(1, rows + 1))


def numbers(*written):
    return "".join(f'<row r="{row}"><c r="A{row}"><v>{text}</v></c></row>' for row, text in enumerate(written, 1))


def ods(rows, **more):
    return samples.package({"mimetype": ODS, "content.xml": ODS_HEAD.format(rows), **more})


def is_one_cell(reading):
    table = reading.tables[0]
    return len(table.rows) == 1 and len(table.rows[0]) == 1


def is_tall(reading):
    return len(reading.tables[0].rows) == 1_048_576


def stays_text(reading):
    cells = [row[0] for row in reading.tables[0].rows]
    return all(isinstance(cell.value, str) and cell.value == cell.text and not cell.formula for cell in cells)


INJECTIONS = ("=1+1", "=cmd|'/C calc'!A0", "+12", "@SUM(A1)", "=HYPERLINK(&quot;http://x&quot;)")
XLSX = samples.xlsx(ROW)
XLS = samples.compound_file(
    {"Workbook": samples.biff_workbook(samples.record(0x203, struct.pack("<HHHd", 0, 0, 0, 12)))}
)

EXHIBITS = (
    Exhibit("bomb-by-ratio.xlsx", sheet(ROW + " " * 60_000_000), "unsafe"),
    Exhibit("bomb-that-lies-about-its-size.xlsx", lying_size, "truncated"),
    Exhibit("six-thousand-parts.xlsx", lambda: with_members(XLSX, {f"x/{n}": b"" for n in range(6_000)}), "unsafe"),
    Exhibit("two-parts-of-one-name.xlsx", twin_parts, "unsafe"),
    Exhibit("entities-that-laugh.xlsx", sheet(ROW, shared=LAUGHS), "unsafe"),
    Exhibit("entity-from-outside.xlsx", sheet(STRING.format("A1", "&a;"), shared=OUTSIDE), "unsafe"),
    Exhibit("entities-in-utf-16.xlsx", shared_utf16, "unsafe"),
    Exhibit(
        "entities.ods",
        lambda: samples.package({"mimetype": ODS, "content.xml": LAUGHS + ODS_HEAD.format("")}),
        "unsafe",
    ),
    Exhibit(
        "parts-outside-the-archive.xlsx",
        lambda: with_members(XLSX, {"../../../tmp/one.xml": b"<x/>"}),
        "xlsx",
        {"A1": "12"},
    ),
    Exhibit(
        "sheet-outside-the-archive.xlsx",
        lambda: with_members(
            XLSX,
            {
                "xl/_rels/workbook.xml.rels": samples.RELATIONS.format(
                    f'<Relationship Id="r1" Type="{samples.OFFICE}/worksheet" Target="../../../../etc/hostname"/>'
                )
            },
        ),
        "malformed",
    ),
    Exhibit("sheet-missing.xlsx", lambda: with_members(XLSX, {"xl/worksheets/one.xml": None}), "malformed"),
    Exhibit(
        "formulas-without-value.xlsx",
        sheet('<row r="1"><c r="A1"><v>3</v></c><c r="B1"><f>A1*2</f></c></row>'),
        "xlsx",
        {"A1": "3", "B1": ""},
        notes="formulas without a stored value",
    ),
    Exhibit(
        "injection.xlsx",
        sheet("".join(f'<row r="{n}">{STRING.format(f"A{n}", text)}</row>' for n, text in enumerate(INJECTIONS, 1))),
        "xlsx",
        {"A1": "=1+1", "A2": "=cmd|'/C calc'!A0"},
        check=stays_text,
    ),
    Exhibit(
        "macros.xlsm",
        lambda: with_members(XLSX, {"xl/vbaProject.bin": XLS}),
        "xlsx",
        {"A1": "12"},
        notes="macros are not read",
    ),
    Exhibit(
        "password.xlsx", lambda: samples.compound_file({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "encrypted"
    ),
    Exhibit(
        "password.xls",
        lambda: samples.compound_file({"Workbook": samples.biff_workbook(b"", protected=True)}),
        "encrypted",
    ),
    Exhibit("password-of-a-zip-program.xlsx", lambda: with_flag(XLSX), "encrypted"),
    Exhibit(
        "password.ods",
        lambda: ods("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        "encrypted",
    ),
    Exhibit("cut-short.xlsx", lambda: XLSX[: len(XLSX) * 2 // 3], "truncated"),
    Exhibit("cut-short.xls", lambda: XLS[: len(XLS) * 2 // 3], "truncated"),
    Exhibit("cut-short.ods", lambda: ods("<table:table-row/>" * 400)[:-40], "truncated"),
    Exhibit(
        "sheet-xml-without-end.xlsx",
        lambda: with_members(XLSX, {"xl/worksheets/one.xml": b"<worksheet><sheetData><row r='1'><c r='A1'><v>1"}),
        "malformed",
    ),
    Exhibit("ten-thousand-columns.xlsx", sheet(wide(10_000)), "xlsx", {"A1": "1", "NTP1": "10000"}),
    Exhibit("ten-thousand-columns-by-three-hundred-rows.xlsx", sheet(wide(10_000, 300)), "too_large"),
    Exhibit("far-corner.xlsx", sheet(ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "too_large"),
    Exhibit(
        "a-million-rows-declared.xlsx",
        lambda: with_members(
            XLSX,
            {
                "xl/worksheets/one.xml": (
                    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
                    f"<sheetData>{ROW}</sheetData></worksheet>"
                ).encode()
            },
        ),
        "xlsx",
        {"A1": "12"},
        check=is_one_cell,
    ),
    Exhibit(
        "last-row-used.xlsx",
        sheet(ROW + '<row r="1048576"><c r="A1048576"><v>7</v></c></row>'),
        "xlsx",
        {"A1": "12", "A1048576": "7"},
        check=is_tall,
    ),
    Exhibit("columns-beyond-a-sheet.xlsx", sheet('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'), "too_large"),
    Exhibit("row-beyond-a-sheet.xlsx", sheet('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "too_large"),
    Exhibit("row-number-without-end.xlsx", sheet(f'<row r="{"9" * 5000}"><c><v>1</v></c></row>'), "too_large"),
    Exhibit(
        "merged-to-the-last-cell.xlsx",
        sheet(ROW, after=merges(["A1:XFD1048576"])),
        "xlsx",
        {"A1": "12"},
        check=is_one_cell,
    ),
    Exhibit("endless-merges.xlsx", sheet(block(400, 100), after=merges(["A1:XFD1048576"] * 60_000)), "unsafe"),
    Exhibit(
        "endless-small-merges.xlsx",
        sheet(ROW, after=merges(f"A{n}:B{n}" for n in range(2, 200_000))),
        "xlsx",
        {"A1": "12"},
    ),
    Exhibit("reversed-merge.xlsx", sheet(block(3, 3), after=merges(["C3:A1"])), "xlsx", {"B2": "1"}),
    Exhibit(
        "endless-rows.ods",
        lambda: ods(
            f'<table:table-row>{ODS_CELL.format(5)}</table:table-row><table:table-row table:number-rows-repeated="1048575">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
        "ods",
        {"A1": "5"},
        check=is_one_cell,
    ),
    Exhibit(
        "a-cell-a-billion-times.ods",
        lambda: ods(
            '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" '
            'office:value="1" table:number-columns-repeated="1000"/></table:table-row>'
        ),
        "too_large",
    ),
    Exhibit("no-sheet-has-a-cell.xlsx", sheet(""), "empty_file"),
    Exhibit(
        "huge-numbers.xlsx",
        sheet(numbers("1e308", "1E400", "9" * 400, "NaN", "INF", "-", "1e-400")),
        "xlsx",
        {"A4": "NaN"},
    ),
    Exhibit("number-of-a-million-digits.xlsx", sheet(numbers("7" * 1_000_000)), "xlsx"),
    Exhibit(
        "cell-that-stands-twice.xlsx",
        sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "malformed",
    ),
    Exhibit("row-that-stands-twice.xlsx", sheet(ROW + ROW.replace("12", "99")), "malformed"),
    Exhibit("string-out-of-range.xlsx", sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "malformed"),
    Exhibit("style-out-of-range.xlsx", sheet('<row r="1"><c r="A1" s="999"><v>5</v></c></row>'), "xlsx", {"A1": "5"}),
    Exhibit(
        "day-beyond-the-calendar.xlsx",
        sheet('<row r="1"><c r="A1" s="1"><v>99999999</v></c></row>', styles="yyyy-mm-dd"),
        "xlsx",
        {"A1": "99999999"},
    ),
    Exhibit("surrogate-in-a-cell.xlsx", sheet(f'<row r="1">{STRING.format("A1", "&#xD800;")}</row>'), "malformed"),
    Exhibit(
        "records-without-sense.xls",
        lambda: samples.compound_file({"Workbook": b"\x09\x08" + b"\xff" * 5_000}),
        "truncated",
    ),
    Exhibit(
        "sectors-in-a-circle.xls", lambda: XLS[:512] + XLS[512:520] + struct.pack("<I", 2) + XLS[524:], "malformed"
    ),
    Exhibit(
        "xml-of-excel-2003-with-entities.xls",
        lambda: (
            f'<?xml version="1.0"?>{LAUGHS}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/>'
            "</Workbook>"
        ).encode(),
        "unsafe",
    ),
)
