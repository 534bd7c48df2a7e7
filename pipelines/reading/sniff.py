"""What a file is, by its bytes: containers and pictures by their magic, text by its structure.

The name counts only between formats of plain text that look alike (a csv of one column and a text).
"""

from __future__ import annotations

import zipfile
from pathlib import PurePath

from pipelines.reading.compound import MAGIC as COMPOUND
from pipelines.reading.compound import CompoundFile
from pipelines.reading.delimited import guess_dialect, looks_delimited
from pipelines.reading.hypertext import looks_like_html
from pipelines.reading.limits import Limits
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import read_member
from pipelines.reading.tree import looks_like_json

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
SPREADSHEET_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
SPREADSHEET_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
MARKERS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/", "xlsx"),
    ("word/", "docx"),
    ("ppt/", "pptx"),
    ("OFD.xml", "ofd"),
)
PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"GIF8", "a picture (gif)"),
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an rtf document"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a parquet file"),
)
MIME_LIMITS = Limits(max_unpacked_bytes=500)
LIST_NAMES = frozenset({".csv", ".tsv", ".tab", ".xls", ".xlsx", ".et"})


def sniff_binary(data: bytes) -> str | None:
    """``zip``, ``compound``, ``pdf``, ``png``, ``jpeg`` or ``tiff``; None for what may be text.

    Raises:
        UnreadableFileError: ``unknown_format``, naming what the file is, for kinds that are not read.
    """
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(COMPOUND):
        return "compound"
    if b"%PDF-" in data[:1_024]:
        return "pdf"
    picture = next((form for magic, form in PICTURES if data.startswith(magic)), None)
    if picture is not None:
        return picture
    for magic, kind in REFUSED:
        if data.startswith(magic) and not (magic == b"MZ" and data[:64].isascii() and b"\0" not in data[:64]):
            raise UnreadableFileError("unknown_format", f"the file is {kind}, which is not read")
    return None


def sniff_package(package: zipfile.ZipFile) -> str:
    """``xlsx``, ``xlsb``, ``docx``, ``ods`` or ``ofd``; ``zip`` for a bundle of files.

    Raises:
        UnreadableFileError: ``unknown_format`` for office containers that are not read.
    """
    names = package.namelist()
    if "mimetype" in names:
        declared = read_member(package, "mimetype", MIME_LIMITS)
        if declared.startswith(SPREADSHEET_MIME):
            return "ods"
        if declared.startswith(b"application/vnd.oasis"):
            raise UnreadableFileError("unknown_format", "the file is an OpenDocument text, which is not read")
    if "[Content_Types].xml" not in names and "OFD.xml" not in names:
        return "zip"
    form = next((form for marker, form in MARKERS if any(name.startswith(marker) for name in names)), "zip")
    if form == "pptx":
        raise UnreadableFileError("unknown_format", f"the file is a document in {form}, which is not read")
    return form


def sniff_compound(container: CompoundFile) -> str:
    """``xls`` or ``doc``.

    Raises:
        UnreadableFileError: ``encrypted`` for a protected xlsx or docx, ``unknown_format`` for other compound files.
    """
    if container.has_stream("EncryptedPackage"):
        raise UnreadableFileError("encrypted", "the file is protected by a password")
    if container.has_stream("Workbook", "Book"):
        return "xls"
    if container.has_stream("WordDocument"):
        return "doc"
    raise UnreadableFileError("unknown_format", "the file is neither a workbook nor a document")


def sniff_text(text: str, name: str) -> str:
    """``html``, ``xml`` (Excel 2003), ``json``, ``csv`` or ``txt`` by the structure of a decoded text.

    A list is told from prose by the agreement of its lines; a name that promises a list settles the doubtful ones.

    Raises:
        UnreadableFileError: ``unknown_format`` for XML that is no workbook.
    """
    suffix = PurePath(name).suffix.lower()
    if looks_like_html(text):
        return "html"
    if text.lstrip("\ufeff \t\r\n").startswith(("<?xml", "<Workbook")):
        if SPREADSHEET_NAMESPACE in text[:8_192]:
            return "xml"
        raise UnreadableFileError("unknown_format", "the file is XML of a kind that is not read")
    if looks_like_json(text) and (suffix in (".json", ".ndjson", ".jsonl", ".geojson") or _closes(text)):
        return "json"
    if suffix in LIST_NAMES:
        return "csv" if guess_dialect(text) or suffix in (".csv", ".tsv") else "txt"
    return "csv" if looks_delimited(text) else "txt"


def _closes(text: str) -> bool:
    return text.rstrip()[-1:] in ("}", "]")
