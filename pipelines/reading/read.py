"""A submission's bytes to its reading: the one way in, whatever the format.

Heavy libraries load with the format that needs them. For files from outside the house use ``isolation``, which runs
this module in a process of its own with bounds on memory and time.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path, PurePath

from pipelines.reading.bundle_members import refuse_bundle
from pipelines.reading.compound import CompoundFile
from pipelines.reading.delimited import looks_delimited, read_delimited
from pipelines.reading.draft import Draft
from pipelines.reading.encoding import Decoded, decode_text
from pipelines.reading.hypertext import find_charset, read_html
from pipelines.reading.laid_rows import LaidRows
from pipelines.reading.limits import Limits
from pipelines.reading.model import Block, Reading, TextBlock, Tree
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import open_package, refuse_twins
from pipelines.reading.plain import read_plain
from pipelines.reading.sniff import sniff_binary, sniff_compound, sniff_package, sniff_text
from pipelines.reading.spreadsheet_xml import read_spreadsheet_xml
from pipelines.reading.tree import read_tree
from pipelines.reading.web_archive import looks_like_archive, read_web_archive

HEAD = 256 * 1024
FAMILIES: dict[str, frozenset[str]] = {
    "txt": frozenset({".txt", ".text", ".md", ""}),
    "html": frozenset({".html", ".htm", ".shtml", ".xhtml"}),
    "xml": frozenset({".xml"}),
    "mht": frozenset({".mht", ".mhtml"}),
    "csv": frozenset({".csv", ".tsv", ".tab", ".txt"}),
    "json": frozenset({".json"}),
    "ndjson": frozenset({".ndjson", ".jsonl", ".json"}),
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx", ".et"}),
    "xlsb": frozenset({".xlsb"}),
    "xls": frozenset({".xls", ".et", ".xlt"}),
    "ods": frozenset({".ods"}),
    "docx": frozenset({".docx", ".docm", ".wps"}),
    "doc": frozenset({".doc", ".wps", ".dot"}),
    "pdf": frozenset({".pdf"}),
    "ofd": frozenset({".ofd"}),
    "png": frozenset({".png"}),
    "jpeg": frozenset({".jpg", ".jpeg"}),
    "tiff": frozenset({".tif", ".tiff"}),
}
PICTURES = frozenset({"png", "jpeg", "tiff"})
DEFAULT_LIMITS = Limits()


def read_file(path: Path, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a file in this process.

    Args:
        path: where the bytes are.
        name: the name under which the office sent them, if not the path's own.
        limits: bounds; a file beyond them is refused after a look at its size and first bytes.

    Returns:
        The reading; ``format`` and ``encoding`` are what the bytes are.

    Raises:
        UnreadableFileError: with ``code`` the submission's outcome, for every file that is not read.
    """
    shown = name or path.name
    try:
        if not path.is_file():
            raise UnreadableFileError("not_found", "there is no such file")
        _check_size(path, shown, limits)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_found", f"the file cannot be opened ({error.strerror})", where=shown) from error
    except UnreadableFileError as error:
        raise error.placed_in(shown) from error
    return read_bytes(data, shown, limits=limits)


def read_bytes(data: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a file's bytes in this process; see ``read_file``.

    Raises:
        UnreadableFileError: with ``code`` the submission's outcome, for every file that is not read.
    """
    try:
        draft = _read_draft(data, name, limits)
        _check_content(draft)
    except UnreadableFileError as error:
        raise error.placed_in(name) from error
    except MemoryError as error:
        raise UnreadableFileError("too_large", "the file needs more memory than there is", where=name) from error
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # parsers raise what they like on broken files; Rust panics are no Exception
        problem = f"the reader of its format failed ({type(error).__name__})"
        raise UnreadableFileError("parser_failed", problem, where=name) from error
    notes = (*_name_note(draft.format, name), *draft.notes)
    digest = hashlib.sha256(data).hexdigest()
    return Reading(name, digest, draft.format, draft.encoding, draft.blocks, notes, draft.metadata)


def _read_draft(data: bytes, name: str, limits: Limits) -> Draft:
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UnreadableFileError("empty_file", "the file is empty")
    kind = sniff_binary(data)
    if kind and len(data) > limits.max_binary_bytes:
        raise UnreadableFileError("too_large", f"the file has {len(data)} bytes")
    if kind == "zip":
        return _read_package(data, limits)
    if kind == "compound":
        return _read_compound(data, limits)
    if kind == "pdf":
        from pipelines.reading.document_pdf import read_pdf

        return read_pdf(data, limits)
    if kind in PICTURES:
        from pipelines.reading.recognition import read_picture

        return read_picture(data, kind, limits)
    if looks_like_archive(data):
        return read_web_archive(data, limits)
    decoded = decode_text(data, declared=find_charset(data))
    return _read_text(decoded, name, len(data), limits)


def _read_text(decoded: Decoded, name: str, size: int, limits: Limits) -> Draft:
    if not decoded.text.strip("\ufeff \t\r\n\f\v\u3000\xa0\x1a"):
        raise UnreadableFileError("empty_file", "the file holds nothing but blanks")
    form = sniff_text(decoded.text, name)
    if form != "csv" and size > limits.max_text_bytes:
        raise UnreadableFileError("too_large", f"the text has {size} bytes")
    if form == "html":
        return read_html(decoded, limits)
    if form == "xml":
        return read_spreadsheet_xml(decoded, limits)
    if form == "json":
        return read_tree(decoded, limits)
    if form == "csv":
        return read_delimited(decoded, limits)
    return read_plain(decoded)


def _read_package(data: bytes, limits: Limits) -> Draft:
    with open_package(data, limits) as package:
        form = sniff_package(package)
        if form != "zip":
            refuse_twins(package)
        return _read_office(package, form, data, limits)


def _read_office(package: zipfile.ZipFile, form: str, data: bytes, limits: Limits) -> Draft:
    from pipelines.reading.workbook import read_xlsb, read_xlsx

    if form == "xlsx":
        return read_xlsx(data, limits)
    if form == "xlsb":
        return read_xlsb(data, limits)
    if form == "docx":
        from pipelines.reading.document_docx import read_docx

        return read_docx(package, limits)
    if form == "ods":
        from pipelines.reading.opendocument import read_ods

        return read_ods(package, limits)
    if form == "ofd":
        from pipelines.reading.document_ofd import read_ofd

        return read_ofd(package, limits)
    refuse_bundle(package)
    raise UnreadableFileError("unknown_format", f"a container in {form} is not read")


def _read_compound(data: bytes, limits: Limits) -> Draft:
    container = CompoundFile(data)
    if sniff_compound(container) == "doc":
        from pipelines.reading.document_doc import read_doc

        return read_doc(data, container, limits)
    from pipelines.reading.workbook import read_xls

    return read_xls(data, container, limits)


def _check_size(path: Path, name: str, limits: Limits) -> None:
    """Refuse an oversized file by its size and first bytes, before it is read.

    Raises:
        UnreadableFileError: ``too_large``.
    """
    size = path.stat().st_size
    if size <= limits.max_text_bytes:
        return
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    bound = limits.max_binary_bytes if sniff_binary(head) else _text_bound(head, name, limits)
    if size > bound:
        raise UnreadableFileError("too_large", f"the file has {size} bytes, more than the {bound} that are read")


def _text_bound(head: bytes, name: str, limits: Limits) -> int:
    """How large a text may be: lists more than prose. The head is cut at a line end before it is looked at."""
    whole = head[: head.rfind(b"\n") + 1] or head[:4_000]
    try:
        text = decode_text(whole).text
    except UnreadableFileError:
        return limits.max_text_bytes
    is_list = sniff_text(text, name) == "csv" and (PurePath(name).suffix.lower() != ".txt" or looks_delimited(text))
    return limits.max_csv_bytes if is_list else limits.max_text_bytes


def _check_content(draft: Draft) -> None:
    if not any(_has_content(block) for block in draft.blocks):
        raise UnreadableFileError("empty_file", f"the {draft.format} holds neither text nor cells")


def _has_content(block: Block) -> bool:
    if isinstance(block, Tree):
        return block.value not in (None, {}, [], "")
    if isinstance(block, TextBlock):
        return bool(block.raw.strip())
    if isinstance(block.rows, LaidRows):
        return block.rows.shows
    return any(cell.text or cell.value is not None for row in block.rows for cell in row)


def _name_note(form: str, name: str) -> tuple[str, ...]:
    suffix = PurePath(name).suffix.lower()
    if suffix in FAMILIES.get(form, frozenset()):
        return ()
    return (f"the name says {suffix or 'nothing'}, the bytes are {form}",)
