"""Cells that were left blank or dashed where the office has numbers beside them: unreported, which is not zero.

Only looked for where figures were read: in a row and a column of a table that have some, and before a unit in prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from warehouse.evidence import text_place
from warehouse.receipt.model import Judged, Mark, Remark
from warehouse.receipt.plain import Language
from warehouse.receipt.sheets import Place, column_letters, table_marks
from warehouse.receipt.wording import say

_EMPTY = re.compile(r"[\s　]*[—－–\-]{0,3}[\s　]*")
_EXPLAINED = re.compile(r"[“\"'‘「]?([—－–\-]{1,3}|空白|空格)[”\"'’」]?(?:处)?(?:表示|代表|指|为|系)")
_COMPARED = re.compile(r"同比|环比|增减|增幅|比上年|比去年|备注|说明")
_SECTION = re.compile(r"^[\s　]*[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[:：][\s　]*$")
_DASHED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[—－–]{1,2}|[/／])(?:人次|家次|人|起|家|件|次|项|个|份|场|万元|元)(?=[，。；、,;）)\s]|$)"
)
_MOST = 500


def note_blanks(judged: Judged, parts: Sequence[Mapping[str, Any]], language: Language) -> Judged:
    """Add a mark for every such cell to what a submission was judged to be.

    Args:
        judged: the verdicts.
        parts: what the file reads as, as ``warehouse.evidence`` keeps it.
        language: of the remark.
    """
    if judged.submission["outcome"] != "read":
        return judged
    remark = Remark("unfilled", say("unfilled_told", language))
    found: list[Mark] = []
    for part in parts:
        if part["kind"] == "table":
            places = _blank_cells(part, table_marks(part, judged.marks))
            cells = ((f"{part['locator']}!{column_letters(c)}{r + 1}", part["rows"][r], c) for r, c in places)
            found += [
                Mark(at, row[c].strip() if c < len(row) else "", "", "unfilled", (remark,)) for at, row, c in cells
            ]
        elif part["kind"] == "text":
            found += _dashes(part, judged.marks, remark)
    return replace(judged, marks=(*judged.marks, *found[:_MOST])) if found else judged


def _blank_cells(part: Mapping[str, Any], marks: Mapping[Place, Sequence[Mark]]) -> Iterator[Place]:
    rows: Sequence[Sequence[str]] = part["rows"]
    read = {place for place, said in marks.items() if any(mark.read_as for mark in said)}
    if not read:
        return
    explained = {mark for row in rows for text in row for mark in _EXPLAINED.findall(text)}
    columns, first, last = sorted({c for _, c in read}), min(r for r, _ in read), max(r for r, _ in read)
    columns = [c for c in columns if not _COMPARED.search("".join(_cell(rows, r, c) for r in range(first)))]
    covered = _covered(part)
    for r in range(first, last + 1):
        label = next((text for c in range(min(columns, default=0)) if (text := _cell(rows, r, c).strip())), "")
        if not any(row == r for row, _ in read) and (not label or _SECTION.search(label)):
            continue
        for c in columns:
            text = _cell(rows, r, c)
            says = {text.strip()} if text.strip() else {"空白", "空格"}
            if (r, c) not in marks and (r, c) not in covered and _EMPTY.fullmatch(text) and not says & explained:
                yield r, c


def _covered(part: Mapping[str, Any]) -> set[Place]:
    """The cells of merged ranges."""
    return {
        (r, c)
        for top, left, bottom, right in part.get("merged") or ()
        for r in range(top - 1, min(bottom, len(part["rows"])))
        for c in range(left - 1, right)
    }


def _cell(rows: Sequence[Sequence[str]], r: int, c: int) -> str:
    return rows[r][c] if c < len(rows[r]) else ""


def _dashes(part: Mapping[str, Any], marks: Sequence[Mark], remark: Remark) -> Iterator[Mark]:
    """A dash where prose has a number: 行政拘留—人."""
    block = part["locator"]
    spans = [place[1:] for mark in marks if (place := text_place(mark.locator)) and place[0] == block]
    if not spans:
        return
    for match in _DASHED.finditer(part["text"]):
        if not any(start < match.end() and match.start() < end for start, end in spans):
            at = f"{block} " if block else ""
            yield Mark(f"{at}chars {match.start()}-{match.end()}", match[0], "", "unfilled", (remark,))
