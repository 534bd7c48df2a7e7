"""What one column, or one row, of a table says of all its figures: the words, units, place, sector, period, role.

A column's side is read from the heads over it, a row's from its stubs; both come out in the same shape, so that it
does not matter which way round a table lies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.extraction.tables import meaning
from pipelines.extraction.tables.axes import Axes, StubKind, is_period_label
from pipelines.extraction.tables.headers import Head, RowHead
from pipelines.extraction.tables.meaning import Comparison
from pipelines.extraction.tables.names import Names, PlaceReading
from pipelines.extraction.tables.siblings import lean_columns
from pipelines.extraction.tables.units import UnitReading, read_units
from pipelines.extraction.tables.wording import Label, clean, read_label
from pipelines.extraction.templates.model import Statement

UnitSource = tuple[UnitReading, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One column or row, understood.

    ``words`` are what it says of the statistic, outermost first; ``units`` its printed units, nearest first;
    ``is_total`` a 合计 of places or sectors; ``text`` the path as printed; ``at`` the cell of its innermost words.
    ``stated`` is what a template says of it, ``stated_over`` the unit printed
    there, ``is_unit_conflict`` that the template names another.
    """

    words: tuple[str, ...] = ()
    units: tuple[UnitSource, ...] = ()
    place: PlaceReading | None = None
    sector: tuple[str, str] | None = None
    periods: tuple[Label, ...] = ()
    comparison: Comparison | None = None
    is_month_on_month: bool = False
    is_target: bool = False
    is_total: bool = False
    is_subtotal: bool = False
    text: str = ""
    at: tuple[int, int] | None = None
    stated: Statement | None = None
    stated_over: tuple[UnitSource, ...] = ()
    is_unit_conflict: bool = False


def read_label_side(side: Side, label: Label, kind: StubKind, names: Names, at: tuple[int, int]) -> Side:
    """Add one label to a side, one level further in."""
    is_unit = kind == "unit" or not label.core
    side = replace(side, text=_join(side.text, label.raw), at=side.at if is_unit and side.at else at)
    if kind == "unit" and (units := read_units(clean(label.raw))):
        return replace(side, units=(units, *side.units))
    if label.unit and (units := read_units(label.unit)):
        side = replace(side, units=(units, *side.units))
    comparison = meaning.read_comparison(label) if kind != "unit" else None
    if comparison:
        return _add_comparison(side, label, comparison)
    if not label.core:
        return side
    if meaning.is_total(label):
        return replace(side, is_total=True)
    if kind == "period" or meaning.read_relative(label):
        is_sum = meaning.is_subtotal(label)
        return replace(side, periods=(*side.periods, label), is_subtotal=side.is_subtotal or is_sum)
    if meaning.is_subtotal(label) and meaning.is_plain_total(label):
        return replace(side, is_subtotal=True) if kind in ("place", "sector") else side
    if kind in ("place", "sector"):
        return _add_name(side, label, kind, names)
    return _add_words(side, label)


def _add_comparison(side: Side, label: Label, comparison: Comparison) -> Side:
    """A label that compares; the last one of a path says whether in numbers or in percent."""
    rest = meaning.split_comparison(label.core)
    return replace(
        side,
        comparison=comparison if comparison != "unclear" or side.comparison is None else side.comparison,
        is_month_on_month=side.is_month_on_month or meaning.is_month_on_month(label),
        words=(*side.words, rest) if rest else side.words,
    )


def _add_name(side: Side, label: Label, kind: StubKind, names: Names) -> Side:
    """A place or a sector; one that the catalogue does not know keeps its words."""
    if kind == "place":
        place = names.read_place(label.core, label.printed) or PlaceReading(label.printed, None, "place_unknown")
        return replace(side, place=place)
    sector = names.read_sector(label.core) or ("other", label.core)
    return replace(side, sector=sector, is_subtotal=side.is_subtotal or meaning.is_subtotal(label))


def _add_words(side: Side, label: Label) -> Side:
    """Words of a statistic, a period in front of them parted off."""
    period, words = meaning.split_period(label)
    periods = (*side.periods, read_label(period)) if period else side.periods
    return replace(
        side, words=(*side.words, words), periods=periods, is_target=side.is_target or meaning.is_target(label)
    )


def _join(path: str, raw: str) -> str:
    """A path with one more step, as printed but for line breaks."""
    step = " ".join(raw.split())
    return f"{path} > {step}" if path and step else path or step


def read_column_sides(axes: Axes, kinds: dict[tuple[int, int], StubKind], names: Names) -> dict[int, Side]:
    """The side of every column of figures; comparisons take the words of the column that they compare."""
    sides: dict[int, Side] = {}
    axes = replace(axes, paths=lean_columns(axes))
    for column in axes.values:
        path = _complete_path(axes, column)
        side = Side()
        for head in path:
            side = read_label_side(
                side, head.label, kinds.get((head.row, head.column), "indicator"), names, (head.row, head.column)
            )
        sides[column] = side
    return _lend_units(axes, sides)


def _complete_path(axes: Axes, column: int) -> tuple[Head, ...]:
    """A column's heads; a comparison without a statistic of its own stands on the column left of it."""
    path = _add_sibling_period(axes, column)
    depth = next((i for i, h in enumerate(path) if _is_bare_comparison(h.label)), None)
    if depth is None:
        return path
    outer = [(h.row, h.column) for h in path[:depth]]
    row = path[depth].row
    for other in reversed([c for c in axes.values if c < column]):
        before = axes.paths[other]
        if [(h.row, h.column) for h in before[:depth]] != outer:
            break
        beside = next((h for h in before[depth:] if h.row >= row), None)
        if beside is None or _is_comparing(before, depth):
            continue
        kept = tuple(h for h in before[depth:] if not is_period_label(h.label))
        return (*path[:depth], *kept, *path[depth:])
    return path


def _add_sibling_period(axes: Axes, column: int) -> tuple[Head, ...]:
    """The same time last year is that of the column before it: 累计 in 本月, 累计, 去年同期."""
    path = axes.paths[column]
    if not path or not _is_bare_prior(path[-1].label):
        return path
    outer = [(h.row, h.column) for h in path[:-1]]
    for other in reversed([c for c in axes.values if c < column]):
        before = axes.paths[other]
        if [(h.row, h.column) for h in before[:-1]] != outer:
            break
        if before and is_period_label(before[-1].label) and not _is_bare_prior(before[-1].label):
            return (*path[:-1], before[-1], path[-1])
    return path


def _is_bare_prior(label: Label) -> bool:
    """Whether a label names the same time last year without saying which."""
    return meaning.read_relative(label) == "prior_year" and "累计" not in label.core


def _is_bare_comparison(label: Label) -> bool:
    """Whether a label compares without saying what."""
    return meaning.read_comparison(label) is not None and not meaning.split_comparison(label.core)


def _is_comparing(path: tuple[Head, ...], depth: int) -> bool:
    """Whether a path compares at or below a depth."""
    return any(meaning.read_comparison(h.label) for h in path[depth:])


def _lend_units(axes: Axes, sides: dict[int, Side]) -> dict[int, Side]:
    """Give columns of places or sectors without a unit that of their total: 合计(起) speaks for its parts."""
    totals = {
        _parent_of(axes, column): side.units
        for column, side in sides.items()
        if side.is_total and side.units and not side.comparison
    }
    lent = dict(sides)
    for column, side in sides.items():
        units = totals.get(_parent_of(axes, column))
        if units and not side.units and (side.sector or side.place):
            lent[column] = replace(side, units=units)
    return lent


def _parent_of(axes: Axes, column: int) -> tuple[tuple[int, int], ...]:
    """The header cells over a column but its own."""
    return tuple((h.row, h.column) for h in axes.paths[column][:-1])


def read_row_side(head: RowHead, axes: Axes, names: Names) -> Side:
    """The side of one row, from its stubs and the heads that it stands under."""
    side = Side()
    for column, kind in axes.stubs.items():
        label = head.labels.get(column)
        if column == axes.outline:
            side = _add_parents(side, head, kind, names)
        if label is not None:
            label = _complete_number(label, axes, column) if kind == "period" else label
            side = read_label_side(side, label, kind, names, (head.row, column))
    return side


def _complete_number(label: Label, axes: Axes, column: int) -> Label:
    """A bare number in a column of months or quarters as its head means it: 4 under 月份 is 4月."""
    head = axes.paths[column][-1].label.core if axes.paths[column] else ""
    if not label.core.isdecimal() or len(label.core) > 2:
        return label
    if "月" in head:
        return read_label(f"{label.core}月")
    return read_label(f"第{label.core}季度") if "季" in head else label


def _add_parents(side: Side, head: RowHead, kind: StubKind, names: Names) -> Side:
    """The heads above a row of an outline: words of the statistic, or a place or sector that heads a section."""
    for label in head.parents:
        if kind == "indicator" and not names.read_place(label.core):
            is_own = meaning.is_total(label) or meaning.read_comparison(label)
            side = side if is_own or not label.core else _add_words(side, label)
            side = replace(side, units=(read_units(label.unit), *side.units)) if label.unit else side
        elif place := names.read_place(label.core, label.printed):
            side = replace(side, place=place)
    return side
