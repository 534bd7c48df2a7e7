"""Small files built byte by byte for the reading tests: compound files, workbooks, documents."""

import io
import struct
import zipfile

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def compound_file(streams):
    """A compound file of streams of at least 4096 bytes each, in 512-byte sectors."""
    names = ["Root Entry", *streams]
    sectors, starts, table = [], [], [TABLE]
    directory_sectors = -(-len(names) // 4)
    table += [*range(2, directory_sectors + 1), END]
    position = 1 + directory_sectors
    for content in streams.values():
        content = content.ljust(4096, b"\0")
        count = -(-len(content) // 512)
        starts.append((position, len(content)))
        table += [*range(position + 1, position + count), END]
        sectors.append(content.ljust(count * 512, b"\0"))
        position += count
    entries = [_entry("Root Entry", 5, END, 0, 1 if streams else FREE, FREE)]
    for index, (name, (start, size)) in enumerate(zip(streams, starts, strict=True), 1):
        right = index + 1 if index < len(streams) else FREE
        entries.append(_entry(name, 2, start, size, FREE, right))
    directory = b"".join(entries).ljust(directory_sectors * 512, b"\0")
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, END, 0, END, 0, 0) + struct.pack("<I", FREE) * 108
    assert len(header) == 512
    assert len(table) <= 128
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + fat + directory + b"".join(sectors)


def small_compound_file(name, content):
    """A compound file whose one stream is shorter than 4096 bytes and lies in the mini stream."""
    count = -(-len(content) // 64)
    container = content.ljust(count * 64, b"\0")
    sectors = -(-len(container) // 512)
    table = [TABLE, END, END, *range(4, 3 + sectors), END]
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIIII", 1, 1, 0, 4096, 2, 1, END, 0, 0) + struct.pack("<I", FREE) * 108
    directory = _entry("Root Entry", 5, 3, len(container), 1, FREE) + _entry(name, 2, 0, len(content), FREE, FREE)
    mini = struct.pack(f"<{count}I", *range(1, count), END).ljust(512, b"\xff")
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + fat + directory.ljust(512, b"\0") + mini + container.ljust(sectors * 512, b"\0")


def _entry(name, kind, start, size, child, right):
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def record(kind, body=b""):
    """A BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def biff_workbook(sheet_records, *, formats=(), styles=(0,), protected=False):
    """A BIFF8 workbook stream with one sheet named ``S``."""
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    if protected:
        start += record(0x2F, struct.pack("<HHH", 0, 1, 2))
    for number, code in formats:
        start += record(0x41E, struct.pack("<HHB", number, len(code), 1) + code.encode("utf-16-le"))
    for number in styles:
        start += record(0xE0, struct.pack("<HH", 0, number) + bytes(16))
    offset = len(start) + 4 + 9 + 4
    globals_stream = start + record(0x85, struct.pack("<IBBBB", offset, 0, 0, 1, 0) + b"S") + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + sheet_records + record(0x0A)
    return globals_stream + sheet


def package(members, *, compression=zipfile.ZIP_DEFLATED):
    """A zip container of the members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as container:
        for name, content in members.items():
            container.writestr(name, content)
    return stream.getvalue()


def xlsx(sheet_data, *, styles="", shared="", sheet_view="", after="", book=""):
    """An xlsx of one sheet ``S``; ``styles`` are ``numFmt`` codes for styles 1, 2 ..., style 0 is General."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    codes = styles.split("\n") if styles else []
    formats = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{code}"/>' for i, code in enumerate(codes))
    xfs = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{164 + i}"/>' for i in range(len(codes)))
    sheet_kind, style_kind = f"{OFFICE}/worksheet", f"{OFFICE}/styles"
    return package(
        {
            "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
            'content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"'
            ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
            "_rels/.rels": RELATIONS.format(
                f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
            ),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}">{book}<sheets>'
            '<sheet name="S" sheetId="7" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": RELATIONS.format(
                f'<Relationship Id="r1" Type="{sheet_kind}" Target="worksheets/one.xml"/>'
                f'<Relationship Id="r2" Type="{style_kind}" Target="styles.xml"/>'
            ),
            "xl/styles.xml": f'<styleSheet xmlns="{main}"><numFmts count="{len(codes)}">{formats}</numFmts>'
            f'<cellXfs count="{len(codes) + 1}">{xfs}</cellXfs></styleSheet>',
            "xl/worksheets/one.xml": f'{shared}<worksheet xmlns="{main}">{sheet_view}'
            f"<sheetData>{sheet_data}</sheetData>{after}</worksheet>",
        }
    )


def docx(body, *, extra=None):
    """A docx with this body XML; ``extra`` members by name, footnotes linked where present."""
    extra = extra or {}
    notes = f'<Relationship Id="n" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": RELATIONS.format(
                f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": RELATIONS.format(notes if "word/footnotes.xml" in extra else ""),
            **extra,
        }
    )


def paragraph(text):
    """A docx paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_cell(text, *, span=1, merge=None):
    """A docx table cell; ``merge`` is ``restart`` or ``continue``."""
    down = "" if merge is None else f'<w:vMerge w:val="{merge}"/>'
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{down}</w:tcPr>{paragraph(text)}</w:tc>'


def pdf(content, *, encrypt=False):
    """A one-page pdf with this content stream; Helvetica as ``/F1``."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/Standard/V 1/R 2/P -44/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32),
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, content_of_object in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, content_of_object)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    protection = (
        b"/Encrypt 6 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]" if encrypt else b""
    )
    return data + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, protection, start)
