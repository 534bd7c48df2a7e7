"""The receipt as a workbook: what came and what became of it, what to send again, and the file itself with verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from pipelines.receipt.judging import SEVERITY, Judged, Mark, Remark, Verdict
from pipelines.receipt.lines import Line, Span, split_lines
from pipelines.receipt.sheets import leaves, table_marks, write_table, write_text, write_tree
from pipelines.receipt.style import Book, row_height
from pipelines.receipt.wording import Language, reason_words, say
from warehouse.catalogue.model import Catalogue
from warehouse.evidence import text_place

_VERDICTS: tuple[Verdict, ...] = ("accepted", "doubtful", "refused", "noted")
_CHINA = timedelta(hours=8)
_RESEND_WIDTHS = (6, 14, 24, 22, 44, 60, 40)
Part = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Layout:
    """The file's parts with their marks, and the marks that no part shows."""

    lines: Sequence[Line]
    tables: Sequence[tuple[Part, Mapping[tuple[int, int], list[Mark]]]]
    trees: Sequence[tuple[Part, Mapping[str, list[Mark]]]]
    elsewhere: Sequence[Mark]


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
    layout = _lay_out(judged.marks, parts)
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
        write_text(book, say("elsewhere", language), _as_lines(layout.elsewhere), marked)
    _write_front(book, front, judged, catalogue, version)
    _write_resend(book, resend, judged, marked)
    book.close()


def _lay_out(marks: Sequence[Mark], parts: Sequence[Part]) -> _Layout:
    lines: list[Line] = []
    tables: list[tuple[Part, Mapping[tuple[int, int], list[Mark]]]] = []
    trees: list[tuple[Part, Mapping[str, list[Mark]]]] = []
    shown: set[int] = set()
    for part in parts:
        if part["kind"] == "text":
            spans = _spans(part, marks)
            shown |= {id(span.mark) for span in spans}
            lines.extend(split_lines(part["text"], spans))
        elif part["kind"] == "table":
            cells = table_marks(part, marks)
            shown |= {id(mark) for said in cells.values() for mark in said}
            tables.append((part, cells))
        else:
            by_path: dict[str, list[Mark]] = {}
            paths = {path for path, _ in leaves("$", part["value"])}
            for mark in marks:
                for locator in {mark.locator, *mark.also_at} & paths:
                    by_path.setdefault(locator, []).append(mark)
                    shown.add(id(mark))
            trees.append((part, by_path))
    return _Layout(lines, tables, trees, [mark for mark in marks if id(mark) not in shown])


def _spans(part: Part, marks: Sequence[Mark]) -> list[Span]:
    """The marks of a text; a span that a mark names twice is one."""
    found = []
    for mark in marks:
        for locator in dict.fromkeys((mark.locator, *mark.also_at)):
            place = text_place(locator)
            if place and place[0] == part["locator"] and place[2] <= len(part["text"]):
                found.append(Span(place[1], place[2], mark))
    return found


def _as_lines(marks: Sequence[Mark]) -> list[Line]:
    """Marks whose place no part shows: each a line with its locator."""
    return [Line(0, mark.locator, (Span(0, len(mark.locator), mark),)) for mark in marks]


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
    for verdict in _VERDICTS:
        at += 1
        sheet.write_string(at, 0, f"{say(verdict, language)}  {judged.count(verdict)}", book.fills[verdict])
        sheet.write_string(at, 1, say(f"{verdict}_means", language), book.fills[verdict])
        sheet.set_row(at, 20)
    lead = say("lead", language)
    sheet.merge_range(at + 2, 0, at + 2, 1, lead, book.formats["lead"])
    sheet.set_row(at + 2, row_height(lead, 116))


def _write_resend(book: Book, sheet: Any, judged: Judged, marked: Mapping[str, str]) -> None:
    """What is to be sent again, the grave first, each with a link to its place."""
    language = book.language
    words = ("number", "urgency", "where", "printed", "read_as", "problem", "next")
    book.write_heads(sheet, 0, [say(word, language) for word in words], _RESEND_WIDTHS)
    asked = list(_asked(judged, say("whole_file", language)))
    if not asked:
        sheet.merge_range(1, 0, 1, len(words) - 1, say("nothing_to_send", language), book.fills["accepted"])
    for row, (mark, remark) in enumerate(asked, 1):
        wanted = say("must" if remark.verdict == "refused" else "should", language)
        sheet.write_number(row, 0, row, book.formats["top"])
        sheet.write_string(row, 1, wanted, book.fills[remark.verdict])
        if mark.locator in marked:
            sheet.write_url(row, 2, f"internal:{marked[mark.locator]}", book.formats["link"], mark.locator)
        else:
            sheet.write_string(row, 2, mark.locator, book.formats["top"])
        texts = (mark.raw, mark.read_as, remark.problem, remark.next_step)
        for column, text in enumerate(texts, 3):
            sheet.write_string(row, column, text, book.formats["top"])
        heights = [row_height(text, width) for text, width in zip(texts, _RESEND_WIDTHS[3:], strict=True)]
        sheet.set_row(row, min(max(heights), 400))


def _asked(judged: Judged, whole_file: str) -> list[tuple[Mark, Remark]]:
    """All that the office is asked for: of the whole file, then of figures, each in the file's order."""
    whole = [(Mark(whole_file, "", "", remark.verdict), remark) for remark in judged.whole]
    own = [(mark, remark) for mark in judged.marks for remark in mark.remarks]
    wanted = [(mark, remark) for mark, remark in (*whole, *own) if remark.verdict in ("refused", "doubtful")]
    merged: dict[tuple[str, str], tuple[Mark, Remark]] = {}
    for mark, remark in wanted:
        known = merged.get((mark.locator, remark.problem))
        if known is None:
            merged[mark.locator, remark.problem] = (mark, remark)
        elif mark.read_as and mark.read_as not in known[0].read_as:
            both = replace(known[0], read_as=f"{known[0].read_as}\n{mark.read_as}")
            merged[mark.locator, remark.problem] = (both, known[1])
    return sorted(merged.values(), key=lambda pair: -SEVERITY[pair[1].verdict])
