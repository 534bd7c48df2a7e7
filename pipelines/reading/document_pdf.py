"""PDF documents: each page's text outside its tables (``page N``) and its ruled tables (``pageN.tableM``).

Pages that are pictures are recognised where the optional extra is installed, and the whole document then waits for
review; without it they give no text, and a document of nothing else is refused as ``no_text``.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from pipelines.reading.draft import Draft, caption_before, pad_rows, text_cell
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Block, Cell, MergedRange, Table, TextBlock
from pipelines.reading.outcomes import Outcome, UnreadableFileError
from pipelines.reading.recognition import DOUBT, LONGEST_SIDE, MISSING, can_recognise, recognise_pages
from pipelines.reading.recognition import NOTE as RECOGNISED

UNMAPPED = re.compile(r"\(cid:\d+\)")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
PICTURE = re.compile(rb"/Subtype\s*/Image\b")
HEAD = 4_096
POINTS, DOTS, FEWEST_DOTS = 72, 200, 40
TOLERANCE = 2.0
DATA_LOSS = "Data-loss"
Box = tuple[float, float, float, float]


class DamageLog(logging.Handler):
    """Hears what pdfminer only logs: that it gave up a part of the content."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lost = False

    def emit(self, record: logging.LogRecord) -> None:
        """Remember a loss of data; other remarks are about form."""
        self.lost = self.lost or record.getMessage().startswith(DATA_LOSS)


def read_pdf(data: bytes, limits: Limits) -> Draft:
    """Text blocks and tables of a document with a text layer.

    Raises:
        UnreadableFileError: ``encrypted``, ``no_text`` for pictures or unmapped fonts, ``too_large``, ``truncated``,
            ``unsafe`` for a stream that expands beyond measure.
    """
    _check_streams(data, limits)
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    log = DamageLog()
    logger = logging.getLogger("pdfminer")
    logger.addHandler(log)
    logger.propagate = False
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            draft = _read_pages(document, limits)
    except PDFPasswordIncorrect as error:
        raise UnreadableFileError("encrypted", "the document is protected by a password") from error
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise UnreadableFileError("encrypted", "the document is protected by a password") from error
        outcome: Outcome = "malformed" if b"%%EOF" in data[-2_048:] else "truncated"
        raise UnreadableFileError(outcome, f"the document cannot be read ({error})") from error
    finally:
        logger.removeHandler(log)
    if log.lost:
        raise UnreadableFileError("malformed", "a part of the document is damaged and its text lost")
    return draft


def _check_streams(data: bytes, limits: Limits) -> None:
    """Refuse a document with a stream that unpacks to more than any page needs; pictures are never unpacked here.

    Raises:
        UnreadableFileError: ``unsafe``.
    """
    for match in STREAM.finditer(data):
        start = max(match.start() - HEAD, 0)
        head = data[max(data.rfind(b"obj", start, match.start()), start) : match.start()]
        times = len(FLATE.findall(head))
        if not times or PICTURE.search(head):
            continue
        end = data.find(b"endstream", match.end())
        content = data[match.end() : end if end >= 0 else len(data)]
        for _ in range(times):
            content = _unpack(content, limits.max_stream_bytes)
        if len(content) > limits.max_stream_bytes:
            problem = f"a part of the document unpacks to more than {limits.max_stream_bytes} bytes"
            raise UnreadableFileError("unsafe", problem)


def _unpack(content: bytes, bound: int) -> bytes:
    """A packed stream's bytes up to one more than the bound; what comes before the damage, where it is damaged."""
    try:
        return zlib.decompressobj().decompress(content, bound + 1)
    except zlib.error:
        return b""


def _read_pages(document: Any, limits: Limits) -> Draft:
    count = len(document.pages)
    if count > limits.max_pages:
        raise UnreadableFileError("too_large", f"the document has {count} pages")
    if not count:
        raise UnreadableFileError("truncated", "the document holds no page")
    blocks: list[Block] = []
    pictured: list[int] = []
    for number, page in enumerate(document.pages, 1):
        found = _read_page(page, number, limits)
        blocks += found
        if not found and page.images:
            pictured.append(number)
        page.close()
    text = "".join(block.raw for block in blocks if isinstance(block, TextBlock))
    if not blocks and not (pictured and can_recognise()):
        step = MISSING if pictured else ""
        raise UnreadableFileError("no_text", f"the {count} pages hold no text, only pictures", next_step=step)
    if len(UNMAPPED.findall(text)) * 10 > len(UNMAPPED.sub("?", text)):
        raise UnreadableFileError("no_text", "the document's fonts do not tell which characters they show")
    if pictured and can_recognise():
        return _with_pictures(document, blocks, pictured, limits)
    notes = tuple(f"page {number}: a picture without text, not read" for number in pictured)
    return Draft("pdf", tuple(blocks), notes)


def _with_pictures(document: Any, blocks: list[Block], pictured: Sequence[int], limits: Limits) -> Draft:
    """The document with the text that was recognised on its pages of pictures, behind the text of the others."""
    pages = ((number, _draw_page(document.pages[number - 1])) for number in pictured)
    recognised, _ = recognise_pages(pages, limits)
    if not blocks and not recognised:
        raise UnreadableFileError("no_text", f"no text was recognised on the {len(pictured)} pages of pictures")
    return Draft("pdf", (*blocks, *recognised), (RECOGNISED,), metadata={"doubt": DOUBT})


def _draw_page(page: Any) -> Any:
    """A page as a picture, fine enough for small print and never larger than is recognised.

    Raises:
        UnreadableFileError: ``too_large``.
    """
    dots = min(DOTS, POINTS * LONGEST_SIDE / max(float(page.width), float(page.height), 1))
    if dots < FEWEST_DOTS:
        raise UnreadableFileError("too_large", f"a page of {page.width} by {page.height} points is more than is read")
    picture = page.to_image(resolution=dots).original
    page.close()
    return picture


def _read_page(page: Any, number: int, limits: Limits) -> list[Block]:
    """A page's blocks from top to bottom; its text between two tables is one block ``page N`` (``page N part M``)."""
    tables = sorted(_find_tables(page), key=lambda table: (table.bbox[1], table.bbox[0]))
    edges = [page.bbox[1], *(table.bbox[3] for table in tables)]
    blocks: list[Block] = []
    parts = 0
    for index, top in enumerate(edges):
        bottom = tables[index].bbox[1] if index < len(tables) else page.bbox[3]
        text = _text_between(page, top, bottom, tables)
        if text.strip():
            parts += 1
            locator = f"page {number}" if parts == 1 else f"page {number} part {parts}"
            blocks.append(TextBlock(locator, text))
        if index < len(tables):
            lines = [TextBlock("", line) for line in text.splitlines()]
            caption = caption_before(lines)
            blocks.append(_build_table(tables[index], f"page{number}.table{index + 1}", caption, limits))
    return blocks


def _find_tables(page: Any) -> list[Any]:
    """Ruled tables of at least two rows and two columns; frames around text are none."""
    return [
        table
        for table in page.find_tables()
        if len(table.rows) >= 2 and max(sum(cell is not None for cell in row.cells) for row in table.rows) >= 2
    ]


def _text_between(page: Any, top: float, bottom: float, tables: Sequence[Any]) -> str:
    if bottom - top < 1:
        return ""
    area = page.crop((page.bbox[0], max(top, page.bbox[1]), page.bbox[2], min(bottom, page.bbox[3])), strict=False)
    for table in tables:
        if table.bbox[1] < bottom and table.bbox[3] > top:
            area = area.outside_bbox(table.bbox, strict=False)
    return str(area.extract_text() or "")


def _build_table(table: Any, locator: str, caption: str, limits: Limits) -> Table:
    """Cells by the rulings: a box that reaches over several columns or rows is a merged range."""
    boxes: list[Box] = [cell for row in table.rows for cell in row.cells if cell is not None]
    lefts = _distinct([box[0] for box in boxes])
    tops = _distinct([box[1] for box in boxes])
    texts = table.extract()
    grid: list[list[Cell]] = [[BLANK] * len(lefts) for _ in tops]
    merged: list[MergedRange] = []
    for row, line in zip(table.rows, texts, strict=True):
        for box, text in zip(row.cells, line, strict=True):
            if box is None:
                continue
            left, top = _index_of(lefts, box[0]), _index_of(tops, box[1])
            right, bottom = _count_before(lefts, box[2]), _count_before(tops, box[3])
            grid[top][left] = text_cell((text or "").strip())
            if right > left + 1 or bottom > top + 1:
                merged.append(MergedRange(top + 1, left + 1, max(bottom, top + 1), max(right, left + 1)))
    return Table(locator, pad_rows(grid, limits, locator), tuple(merged), caption=caption)


def _distinct(values: list[float]) -> list[float]:
    """Sorted values, those within the tolerance of the one before left out."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > TOLERANCE:
            found.append(value)
    return found


def _index_of(values: list[float], value: float) -> int:
    return max(bisect_left(values, value + TOLERANCE) - 1, 0)


def _count_before(values: list[float], edge: float) -> int:
    return bisect_left(values, edge - TOLERANCE)
