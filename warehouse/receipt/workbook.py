"""The receipt as a workbook: what came and what became of it, what to send again, and the file itself with verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from warehouse.catalogue.model import Catalogue
from warehouse.receipt.layout import as_lines, asked_for, lay_out
from warehouse.receipt.model import VERDICTS, Judged
from warehouse.receipt.plain import plain_place
from warehouse.receipt.sheets import write_table, write_text, write_tree
from warehouse.receipt.style import Book, row_height
from warehouse.receipt.wording import Language, reason_words, say

_CHINA = timedelta(hours=8)
_RESEND_WIDTHS = (6, 14, 24, 22, 44, 60, 40)
Part = Mapping[str, Any]


def write_receipt(
    path: Path, judged: Judged, parts: Sequence[Part], catalogue: Catalogue, language: Language, version: str
) -> None:
    """Write a receipt.

    Args:
        path: the xlsx file.
        judged: the submission's verdicts.
        parts: what it reads as, as ``warehouse.evidence`` keeps it; empty where it could not be read.
        catalogue: the meaning of codes.
        language: of everything but the office's own text.
        version: the publication that the verdicts are of.
    """
    layout = lay_out(judged.marks, parts)
    book = Book(path, language)
    front, _ = book.add_sheet(say("receipt", language))
    resend, _ = book.add_sheet(say("resend", language))
    marked: dict[str, str] = {}
    if layout.lines:
        write_text(book, say("body", language), layout.lines, marked)
    for part, marks in layout.tables:
        write_table(book, part, marks, marked)
    for part, by_path in layout.trees:
        write_tree(book, "JSON", part["value"], by_path, marked)
    if layout.elsewhere:
        write_text(book, say("elsewhere", language), as_lines(layout.elsewhere), marked)
    _write_front(book, front, judged, catalogue, version)
    _write_resend(book, resend, judged, marked)
    book.close()


def _write_front(book: Book, sheet: Any, judged: Judged, catalogue: Catalogue, version: str) -> None:
    row, language = judged.submission, book.language
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, say("receipt", language), book.formats["title"])
    sheet.set_row(0, 28)
    received = (row["submitted_at"].replace(tzinfo=UTC) + _CHINA).strftime("%Y-%m-%d %H:%M")
    outcome = "：".join(
        part for part in (reason_words(row["outcome"], catalogue, language)[0], row["outcome_detail"]) if part
    )
    fields = {
        "office": row["office_name"] or "—",
        "file": row["file_name"],
        "quarter": row["quarter"],
        "received": received,
        "outcome": outcome,
        "submission": row["submission_id"],
        "as_published": version,
    }
    for at, (word, text) in enumerate(fields.items(), 2):
        sheet.write_string(at, 0, say(word, language), book.formats["label"])
        sheet.write_string(at, 1, text, book.formats["top"])
        sheet.set_row(at, row_height(text, 90))
    at = 3 + len(fields)
    for verdict in VERDICTS:
        if verdict == "unfilled" and not judged.count(verdict):
            continue
        at += 1
        sheet.write_string(at, 0, f"{say(verdict, language)}  {judged.count(verdict)}", book.fills[verdict])
        sheet.write_string(at, 1, say(f"{verdict}_means", language), book.fills[verdict])
        sheet.set_row(at, 20)
    at = _write_whole(book, sheet, judged, at + 1)
    lead = say("lead", language)
    sheet.merge_range(at + 2, 0, at + 2, 1, lead, book.formats["lead"])
    sheet.set_row(at + 2, row_height(lead, 116))


def _write_whole(book: Book, sheet: Any, judged: Judged, at: int) -> int:
    """What is to be said of the file as a whole: rule and problem beside what to do; returns the last row written."""
    if not judged.whole:
        return at - 1
    at += 1
    sheet.write_string(at, 0, say("whole_part", book.language), book.formats["label"])
    sheet.write_string(at, 1, "", book.formats["label"])
    for remark in judged.whole:
        at += 1
        told = "\n".join(part for part in (remark.problem, remark.next_step) if part)
        sheet.write_string(at, 0, say(remark.verdict, book.language), book.fills[remark.verdict])
        sheet.write_string(at, 1, told, book.formats["top"])
        sheet.set_row(at, min(row_height(told, 90), 400))
    return at


def _write_resend(book: Book, sheet: Any, judged: Judged, marked: Mapping[str, str]) -> None:
    """What is to be sent again, the grave first, each with a link to its place."""
    language = book.language
    words = ("number", "urgency", "where", "printed", "read_as", "problem", "next")
    book.write_heads(sheet, 0, [say(word, language) for word in words], _RESEND_WIDTHS)
    asked = list(asked_for(judged, say("whole_file", language)))
    if not asked:
        sheet.merge_range(1, 0, 1, len(words) - 1, say("nothing_to_send", language), book.fills["accepted"])
    for row, (mark, remark) in enumerate(asked, 1):
        wanted = say("must" if remark.verdict == "refused" else "should", language)
        sheet.write_number(row, 0, row, book.formats["top"])
        sheet.write_string(row, 1, wanted, book.fills[remark.verdict])
        where = plain_place(mark.locator, language)
        if mark.locator in marked:
            sheet.write_url(row, 2, f"internal:{marked[mark.locator]}", book.formats["link"], where)
        else:
            sheet.write_string(row, 2, where, book.formats["top"])
        texts = (mark.raw, mark.read_as, remark.problem, remark.next_step)
        for column, text in enumerate(texts, 3):
            sheet.write_string(row, column, text, book.formats["top"])
        heights = [row_height(text, width) for text, width in zip(texts, _RESEND_WIDTHS[3:], strict=True)]
        sheet.set_row(row, min(max(heights), 400))
