"""Where the marks of a receipt stand in what the file reads as, and what of it the office is asked for.

Both the workbook and the dashboard's page are drawn from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from warehouse.evidence import text_place
from warehouse.receipt.lines import Line, Span, split_lines
from warehouse.receipt.model import SEVERITY, Judged, Mark, Remark
from warehouse.receipt.sheets import leaves, table_marks

Part = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """The file's parts with their marks, and the marks that no part shows."""

    lines: Sequence[Line]
    tables: Sequence[tuple[Part, Mapping[tuple[int, int], list[Mark]]]]
    trees: Sequence[tuple[Part, Mapping[str, list[Mark]]]]
    elsewhere: Sequence[Mark]


def lay_out(marks: Sequence[Mark], parts: Sequence[Part]) -> Layout:
    """Find the place of each mark in the parts, as ``warehouse.evidence`` keeps them."""
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
    return Layout(lines, tables, trees, [mark for mark in marks if id(mark) not in shown])


def _spans(part: Part, marks: Sequence[Mark]) -> list[Span]:
    """The marks of a text; a span that a mark names twice is one."""
    found = []
    for mark in marks:
        for locator in dict.fromkeys((mark.locator, *mark.also_at)):
            place = text_place(locator)
            if place and place[0] == part["locator"] and place[2] <= len(part["text"]):
                found.append(Span(place[1], place[2], mark))
    return found


def as_lines(marks: Sequence[Mark]) -> list[Line]:
    """Marks whose place no part shows: each a line with its locator."""
    return [Line(0, mark.locator, (Span(0, len(mark.locator), mark),)) for mark in marks]


def asked_for(judged: Judged, whole_file: str) -> list[tuple[Mark, Remark]]:
    """All that the office is asked for, the grave first: of the whole file, then one of each place in its order."""
    whole = [(Mark(whole_file, "", "", remark.verdict), remark) for remark in judged.whole]
    by_place: dict[str, list[tuple[Mark, Remark]]] = {}
    for mark in judged.marks:
        for remark in mark.remarks:
            if _is_asked(remark):
                by_place.setdefault(mark.locator, []).append((mark, remark))
    asked = [*(pair for pair in whole if _is_asked(pair[1])), *map(_as_one, by_place.values())]
    return sorted(asked, key=lambda pair: -SEVERITY[pair[1].verdict])


def _as_one(found: Sequence[tuple[Mark, Remark]]) -> tuple[Mark, Remark]:
    """All that is asked for at one place as one: the likeliest cause first, and then what to do about it alone."""
    ordered = sorted(found, key=lambda pair: (not pair[1].is_cause, -SEVERITY[pair[1].verdict]))
    readings = list(dict.fromkeys(mark.read_as for mark, _ in ordered if mark.read_as))
    problems = dict.fromkeys(remark.problem for _, remark in ordered)
    steps = list(dict.fromkeys(remark.next_step for _, remark in ordered if remark.next_step))
    first = ordered[0][1]
    told = steps[:1] if first.is_cause else steps
    verdict = max((remark.verdict for _, remark in ordered), key=SEVERITY.__getitem__)
    mark = replace(ordered[0][0], read_as="\n".join(readings))
    return mark, Remark(verdict, "\n".join(problems), "\n".join(told), first.rule)


def _is_asked(remark: Remark) -> bool:
    """Whether the office is asked for something: also where another office's form stands in place of its figure."""
    if remark.is_told_above:
        return False
    return remark.verdict in ("refused", "doubtful") or (remark.verdict == "overruled" and bool(remark.next_step))
