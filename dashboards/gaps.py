"""Gaps between totals and what they should equal: rows of the query as lines of a table, each side with its evidence.

Both values stand side by side and neither is called the right one; a suspected slip of the unit is told in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboards.context import View
from dashboards.filters import carried
from dashboards.formats import format_change, format_day, format_number, format_points, format_span
from dashboards.markup import Column, Content, Html, div, element, join, link, page_address, span, table, tag
from warehouse.receipt.plain import plain_place

Row = Mapping[str, Any]
CASES = "cases "
"""With this begins the name of a sum of penalty decisions, where others have the id of an observation."""

_CASES_WORDS = 5
KINDS = ("counties", "sectors", "sources", "cases", "quarter")


def gap_table(view: View, gaps: Iterable[Row], parts: Mapping[str, Row]) -> Html:
    """The table of gaps.

    Args:
        view: for names and links.
        gaps: rows of the query ``gaps``.
        parts: rows of the query ``gap_parts`` by observation.
    """
    text = view.text
    columns = [
        Column(text("column.place"), "right"),
        Column(text("column.area")),
        Column(text("column.indicator")),
        Column(text("column.stated"), "right"),
        Column(text("column.compared"), "right"),
        Column(text("column.difference"), "right"),
        Column(text("column.says")),
    ]
    return table(columns, [_line(view, gap, parts) for gap in gaps])


def describe_comparisons(view: View, compared: Sequence[Row], gaps: Sequence[Row]) -> Html:
    """How many totals were set beside what they should equal, and how many of them differ, by kind."""
    text = view.text
    lines = []
    for kind in KINDS:
        count = next((row["compared_count"] for row in compared if row["compared_with"] == kind), 0)
        differ = sum(gap["compared_with"] == kind for gap in gaps)
        told = text("gap.of_compared", differ=differ, compared=max(count, differ))
        if not count and not differ:
            told = text("gap.nothing_compared")
        lines.append([text(f"gap_kind.{kind}"), text(f"gap_kind_means.{kind}"), told])
    heads = [Column(text("filter.compared")), Column(text("column.means")), Column(text("column.outcome"))]
    return table(heads, lines)


def _line(view: View, gap: Row, parts: Mapping[str, Row]) -> list[Content]:
    text = view.text
    stated = view.evidence_link(gap["stated_observation_id"], _number(view, gap, "stated_value"))
    place = gap["division_name"] or gap["division_code"]
    sector = text.pick(gap, "sector_name")
    named = join([text.pick(gap, "indicator_name"), f" · {sector}" if sector else ""])
    period = div("rl-caption", format_span(gap["period_start"], gap["period_end"], text))
    return [
        str(gap["place"]),
        place,
        join([named, period]),
        join([stated, _file(gap["stated_file"], plain_place(gap["stated_locator"] or "", text.language))]),
        join([_compared(view, gap, parts)]),
        join([_difference(view, gap), div("rl-caption", _relative(view, gap))]),
        join([div("", tag(text(f"gap_kind.{gap['compared_with']}"))), *_remarks(view, gap, parts)]),
    ]


def _compared(view: View, gap: Row, parts: Mapping[str, Row]) -> Html:
    """The other value: one figure is a link to its evidence, a sum unfolds into its parts."""
    number = _number(view, gap, "compared_value")
    known = [parts[name] for name in gap["compared_ids"] if name in parts]
    if gap["compared_ids"][0].startswith(CASES):
        files = [_file(name) for name in gap["compared_files"] or ()]
        return join([link_decisions(view, gap["compared_ids"][0], number), *files])
    if gap["compared_with"] == "sources":
        # figures that say the same are no parts of a sum; decisions have a receipt and no evidence page
        linked = [
            join([view.evidence_link(part["observation_id"], number), _file(part["file_name"])]) for part in known
        ]
        return join(linked or [number, *(_file(name) for name in gap["compared_files"] or ())])
    lines = [_part(view, gap, part) for part in known]
    told = view.text("gap.parts", count=len(known))
    summary = element("summary", join([number, span("rl-caption", f" · {told}")]))
    return element("details", join([summary, *lines]), "rl-part")


def _file(name: str | None, locator: str | None = None) -> Html:
    """A file under a figure, with the place in it where that is told."""
    return div("rl-caption", span("rl-file rl-side", " ".join(part for part in (name, locator) if part)))


def link_decisions(view: View, source: str, shown: Content) -> Html:
    """The way to the decisions that a list adds up: ``cases 990101 penalty.count 2024-01-01 2024-03-31``."""
    named = source.split()
    if len(named) != _CASES_WORDS:
        return join([shown])
    _, division, _, first_day, last_day = named
    address = page_address("reconciliation", carried(), decisions=division, first_day=first_day, last_day=last_day)
    return link(shown, address, title=view.text("gap.open_decisions"))


def _part(view: View, gap: Row, part: Row) -> Html:
    text = view.text
    names = {
        "counties": part["division_name"],
        "sectors": view.sector(part),
        "quarter": format_span(part["period_start"], part["period_end"], text),
    }
    name = names.get(gap["compared_with"]) or part["file_name"] or ""
    return div("rl-part-line", f"{name} ", view.evidence_link(part["observation_id"], view.figure(part)))


def _remarks(view: View, gap: Row, parts: Mapping[str, Row]) -> list[Html]:
    text = view.text
    found = []
    if gap["other_is_correction"]:
        key = {None: "undated", True: "newer", False: "older"}[gap["other_is_newer"]]
        grade = "warn" if gap["other_is_newer"] is False else "error"
        found.append(div("", tag(text("gap.correction"), grade), " ", text(f"gap.correction_{key}")))
    if gap["held_count"]:
        key = "gap.held_explained" if gap["explained_by_held"] else "gap.held_unexplained"
        fines = format_number(gap["held_yuan"] or Decimal(0), "yuan", text.language)
        told = text(key, count=gap["held_count"], fines=f"{fines} {view.unit('yuan')}")
        found.append(div("", tag(text("gap.held"), "warn"), " ", link_decisions(view, gap["compared_ids"][0], told)))
    if gap["slip_observation_id"]:
        found.append(div("", tag(text("gap.slip"), "error"), " ", _slip(view, gap, parts)))
    if gap["expected_count"] and gap["part_count"] < gap["expected_count"]:
        told = text("gap.incomplete", parts=gap["part_count"], expected=gap["expected_count"])
        found.append(div("", tag(text("gap.lacking"), "warn"), " ", told))
    return found


def _slip(view: View, gap: Row, parts: Mapping[str, Row]) -> Html:
    """Which figure seems to have slipped, by how much, and what would then hold; nobody changes it by this."""
    text = view.text
    part = parts.get(gap["slip_observation_id"])
    is_stated = gap["slip_observation_id"] == gap["stated_observation_id"]
    name = gap["division_name"] if is_stated or part is None else part["division_name"]
    factor = Decimal(str(gap["slip_factor"]))
    key = "gap.slip_times" if factor > 1 else "gap.slip_over"
    times = factor if factor > 1 else (1 / factor).quantize(Decimal(1))
    meant = format_number(gap["slip_value"] * factor, gap["unit"], text.language) if gap["slip_value"] else ""
    told = text(key, name=name, raw=gap["slip_raw"] or "", times=f"{times:,.0f}", meant=meant, unit=_unit(view, gap))
    return join([told, " ", view.evidence_link(gap["slip_observation_id"])])


def _number(view: View, gap: Row, column: str) -> str:
    value = gap[column]
    if value is None:
        return view.text("format.unknown")
    return view.measured({"value": value, "unit": gap["unit"] or "count", "qualifier": "exact"})


def _unit(view: View, gap: Row) -> str:
    return "" if gap["unit"] in ("ratio", "count", None) else view.unit(gap["unit"])


def _difference(view: View, gap: Row) -> str:
    if gap["unit"] == "ratio":
        return format_points(gap["difference"], view.text)
    shown = format_number(abs(gap["difference"]), gap["unit"] or "count", view.text.language)
    signed = ("+" if gap["difference"] > 0 else "-") + shown
    return f"{signed} {_unit(view, gap)}".strip()


def _relative(view: View, gap: Row) -> str:
    if gap["relative_difference"] is None or gap["unit"] == "ratio":
        return ""
    return format_change(Decimal(str(gap["relative_difference"])), view.text.language)


def decision_table(view: View, rows: Sequence[Row]) -> Html:
    """The decisions behind a sum of a list, each with the way to its row in the file's receipt."""
    text = view.text
    columns = [
        Column(text("column.decided_on")),
        Column(text("column.document")),
        Column(text("column.party")),
        Column(text("column.fine"), "right"),
        Column(text("column.source")),
        Column(""),
    ]
    return table(columns, [_decision(view, row) for row in rows])


def _decision(view: View, row: Row) -> list[Content]:
    text = view.text
    fine = row["fine_yuan"]
    shown = "" if fine is None else f"{format_number(fine, 'yuan', text.language)} {view.unit('yuan')}"
    address = page_address("receipt", carried(), submission=row["submission_id"][:16], locator=row["locator"])
    return [
        format_day(row["decision_date"], text.language) if row["decision_date"] else text("format.unknown"),
        row["document_no"] or "",
        join([row["party"] or "", " ", tag(text("gap.held"), "warn") if row["is_held"] else ""]),
        shown,
        span("rl-file", f"{row['file_name'] or ''} · {plain_place(row['locator'], text.language)}"),
        link(text("evidence.open"), address, title=text("gap.open_row")),
    ]
