"""The receipt as a page: the office's own file repeated, every figure coloured by its verdict, the reasons beside it.

What is said is what ``warehouse.receipt`` says; here it is only drawn. The text is of files that anyone may send: all
of it is escaped.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from dashboards.context import View
from dashboards.markup import Column, Content, Html, div, element, join, span, table
from dashboards.passages import hit
from warehouse.catalogue.loader import load_catalogue
from warehouse.evidence import cell_place
from warehouse.receipt.judging import SEVERITY, VERDICTS, Judged, Mark, Verdict
from warehouse.receipt.layout import Layout, asked_for, lay_out
from warehouse.receipt.lines import Line, Span
from warehouse.receipt.plain import plain_place
from warehouse.receipt.sheets import column_letters, leaves
from warehouse.receipt.wording import Language, say
from warehouse.receipt.workbook import write_receipt

_MOST_ROWS = 150
_MOST_COLUMNS = 60
_HEAD_ROWS = 5
_AROUND = 2
Part = Mapping[str, Any]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A judged submission laid over its parts.

    ``located`` is from a locator to the observation that stands there; ``at`` is the place that was asked for.
    """

    judged: Judged
    layout: Layout
    located: Mapping[str, str]
    at: str = ""

    @classmethod
    def of(cls, judged: Judged, parts: Sequence[Part], figures: Iterable[Mapping[str, Any]], at: str) -> Receipt:
        """Lay a submission's verdicts over its parts; ``figures`` are rows of the query ``located``."""
        located = {
            locator: row["observation_id"] for row in figures for locator in (row["locator"], *(row["also_at"] or ()))
        }
        return cls(judged, lay_out(judged.marks, parts), located, at)


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """The receipt as a workbook, written when it is asked for."""

    judged: Judged
    parts: tuple[Part, ...]
    language: Language
    version: str

    def __call__(self) -> io.BytesIO:
        """The bytes of the xlsx file."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "written.xlsx"
            write_receipt(path, self.judged, self.parts, load_catalogue(), self.language, self.version)
            return io.BytesIO(path.read_bytes())


def verdict_counts(view: View, judged: Judged) -> Html:
    """How many figures have each verdict, and what each asks of the office."""
    language = view.text.language
    return div(
        "rl-verdicts",
        *(
            span(f"rl-v-{verdict}", f"{say(verdict, language)} {judged.count(verdict)}", title=_means(verdict, view))
            for verdict in VERDICTS
            if verdict != "unfilled" or judged.count(verdict)
        ),
    )


def whole_table(view: View, judged: Judged) -> Html:
    """What is to be said of the file as a whole, and what to do about it."""
    language = view.text.language
    rows: list[list[Content]] = [
        [span(f"rl-v-{remark.verdict}", say(remark.verdict, language)), remark.problem, remark.next_step]
        for remark in judged.whole
    ]
    return table([Column(say(word, language)) for word in ("verdict", "problem", "next")], rows)


def resend_table(view: View, receipt: Receipt) -> Html | None:
    """What the office is asked for, the grave first; None where it is asked for nothing."""
    language = view.text.language
    asked = asked_for(receipt.judged, say("whole_file", language))
    if not asked:
        return None
    words = ("urgency", "where", "printed", "read_as", "problem", "next")
    rows: list[list[Content]] = []
    for mark, remark in asked:
        wanted = say("must" if remark.verdict == "refused" else "should", language)
        shown = plain_place(mark.locator, language)
        where = view.evidence_link(receipt.located.get(mark.locator), shown) or Html("")
        rows.append(
            [
                span(f"rl-v-{remark.verdict}", wanted),
                where if where.text else shown,
                mark.raw,
                mark.read_as,
                _lines(remark.problem),
                _lines(remark.next_step),
            ]
        )
    return table([Column(say(word, language)) for word in words], rows)


def _lines(text: str) -> Html:
    """A text of several lines, each on its own."""
    return div("", *(div("", line) for line in text.split("\n")))


def show_file(view: View, receipt: Receipt) -> Html:
    """The file's parts one after another, then what no part shows."""
    layout = receipt.layout
    shown = [div("", *(_show_line(view, receipt, line) for line in layout.lines))] if layout.lines else []
    shown += [_show_table(view, receipt, part, marks) for part, marks in layout.tables]
    shown += [_show_tree(view, receipt, part, marks) for part, marks in layout.trees]
    if layout.elsewhere:
        shown.append(element("h4", say("elsewhere", view.text.language)))
        says = [_says(view, receipt, mark, is_placed=True) for mark in layout.elsewhere[:_MOST_ROWS]]
        shown.append(div("rl-receipt-says", *says))
        if len(layout.elsewhere) > _MOST_ROWS:
            shown.append(_cut_short(view, len(layout.elsewhere) - _MOST_ROWS))
    return join(shown)


def _show_line(view: View, receipt: Receipt, line: Line) -> Html:
    pieces = [
        _piece(line, left, right, receipt)
        for left, right in pairwise(_edges(line))
    ]  # fmt: skip
    marks = list(dict.fromkeys(found.mark for found in line.spans))
    says = [_says(view, receipt, mark) for mark in marks]
    return div("rl-receipt-line", div("rl-receipt-text", *pieces), div("rl-receipt-says", *says))


def _edges(line: Line) -> list[int]:
    end = line.start + len(line.text)
    inner = {edge for found in line.spans for edge in (found.start, found.end) if line.start < edge < end}
    return sorted({line.start, end, *inner})


def _piece(line: Line, left: int, right: int, receipt: Receipt) -> Content:
    """A piece of a line in the colour of the gravest verdict that covers it."""
    text = line.text[left - line.start : right - line.start]
    covering = [found for found in line.spans if found.start <= left < found.end]
    if not covering:
        return text
    worst: Span = max(covering, key=lambda found: SEVERITY[found.mark.verdict])
    shown = hit(text) if receipt.at and receipt.at == worst.mark.locator else text
    return span(f"rl-v-{worst.mark.verdict}", shown)


def _says(view: View, receipt: Receipt, mark: Mark, *, is_placed: bool = False) -> Html:
    """What was read at a place, its verdict, why, and the way to the evidence."""
    verdict = element("b", say(mark.verdict, view.text.language), f"rl-v-{mark.verdict}")
    place = f"{plain_place(mark.locator, view.text.language)} " if is_placed else ""
    told = f" — {_opinion(view, mark)}" if mark.remarks else ""
    link = view.evidence_link(receipt.located.get(mark.locator))
    return div("", verdict, " ", f"{place}{mark.raw} → {mark.read_as}" if mark.read_as else f"{place}{mark.raw}", told,
               " ", link)  # fmt: skip


def _opinion(view: View, mark: Mark) -> str:
    """All remarks on a figure as one text of the language in view."""
    return view.text("format.semicolon").join(
        view.text("receipt.remark", problem=remark.problem, next=remark.next_step) if remark.next_step
        else remark.problem for remark in mark.remarks
    )  # fmt: skip


def _show_table(view: View, receipt: Receipt, part: Part, marks: Mapping[Place, list[Mark]]) -> Html:
    rows: Sequence[Sequence[str]] = part["rows"]
    width = min(max((len(row) for row in rows), default=1), _MOST_COLUMNS)
    kept = _kept_rows(rows, marks, receipt.at, part["locator"])
    head = element("tr", join([element("th", ""), *(element("th", column_letters(c)) for c in range(width)),
                               element("th", say("remark", view.text.language))]))  # fmt: skip
    body: list[Html] = []
    for place, number in enumerate(kept):
        if place and number > kept[place - 1] + 1:
            body.append(element("tr", element("td", "⋯", colspan=str(width + 2)), "rl-gap"))
        body.append(_show_row(view, receipt, part, number, width, marks))
    whole = element("table", join([element("thead", head), element("tbody", join(body))]), "rl-sheet rl-own")
    note = _cut_short(view, len(rows) - len(kept)) if len(kept) < len(rows) else Html("")
    return join([element("h4", part["locator"]), div("rl-scroll", whole), note])


def _show_row(
    view: View, receipt: Receipt, part: Part, number: int, width: int, marks: Mapping[Place, list[Mark]]
) -> Html:
    row = part["rows"][number]
    cells = [element("th", str(number + 1), scope="row")]
    for column in range(width):
        said = marks.get((number, column), [])
        text = row[column] if column < len(row) else ""
        cells.append(_show_cell(view, receipt, part, (number, column), text, said))
    cells.append(element("td", _row_remarks(view, number, width, marks), "rl-says"))
    return element("tr", join(cells))


def _show_cell(view: View, receipt: Receipt, part: Part, place: Place, text: str, said: Sequence[Mark]) -> Html:
    shown: Content = text
    if receipt.at == f"{part['locator']}!{column_letters(place[1])}{place[0] + 1}":
        shown = hit(text)
    if not said:
        return element("td", shown)
    worst = max(said, key=lambda mark: SEVERITY[mark.verdict])
    title = "\n".join(f"{mark.read_as} {_opinion(view, mark)}".strip() for mark in said)
    observation = receipt.located.get(worst.locator)
    inside = view.evidence_link(observation, shown) if observation else shown
    return element("td", inside, f"rl-v-{worst.verdict}", title=title)


def _row_remarks(view: View, number: int, width: int, marks: Mapping[Place, list[Mark]]) -> Html:
    """What is to be said of the cells of a row: the same words of several cells once."""
    told: dict[tuple[Verdict, str], list[str]] = {}
    for column in range(width):
        for mark in marks.get((number, column), []):
            if mark.remarks:
                told.setdefault((mark.verdict, _opinion(view, mark)), []).append(
                    f"{column_letters(column)}{number + 1}"
                )
    lines = [
        div("", element("b", say(verdict, view.text.language), f"rl-v-{verdict}"), f" {' '.join(places)} {opinion}")
        for (verdict, opinion), places in told.items()
    ]
    return div("rl-receipt-says", *lines) if lines else Html("")


def _kept_rows(
    rows: Sequence[object], marks: Mapping[Place, list[Mark]], at: str, table_name: str
) -> list[int]:  # fmt: skip
    """The rows that are shown: all of a small table, else its head, what was asked for and what is wrong."""
    if len(rows) <= _MOST_ROWS:
        return list(range(len(rows)))
    kept = set(range(min(_HEAD_ROWS, len(rows))))
    place = cell_place(at) if at else None
    if place and place[0] == table_name:
        kept |= set(range(max(0, place[1] - 1 - _AROUND), min(len(rows), place[1] + _AROUND)))
    wrong = sorted({r for (r, _), said in marks.items() if any(SEVERITY[m.verdict] > SEVERITY["noted"] for m in said)})
    for number in [*wrong, *range(len(rows))]:
        if len(kept) >= _MOST_ROWS:
            break
        kept.add(number)
    return sorted(kept)


def _show_tree(view: View, receipt: Receipt, part: Part, marks: Mapping[str, list[Mark]]) -> Html:
    language = view.text.language
    rows: list[list[Content]] = []
    for path, leaf in leaves("$", part["value"]):
        said = marks.get(path, [])
        verdict = max((mark.verdict for mark in said), key=SEVERITY.__getitem__, default=None)
        shown: Content = str(leaf) if verdict is None else span(f"rl-v-{verdict}", str(leaf))
        rows.append([path, shown, div("rl-receipt-says", *(_says(view, receipt, mark) for mark in said))])
    heads = [Column(say(word, language)) for word in ("path", "value", "remark")]
    note = _cut_short(view, len(rows) - _MOST_ROWS) if len(rows) > _MOST_ROWS else Html("")
    return join([table(heads, rows[:_MOST_ROWS]), note])


def _cut_short(view: View, count: int) -> Html:
    return div("rl-caption", view.text("receipt.cut_short", count=count))


def _means(verdict: Verdict, view: View) -> str:
    return say(f"{verdict}_means", view.text.language)
