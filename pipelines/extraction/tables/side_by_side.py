"""Tables that print both states of a correction: 更正前 beside 更正后, one under the other, or each in its own table.

Which state each column, each row and the whole table is of; the words of the state are taken out of the heads, so that
the rest of them is read as ever. What lies between the two (差额, 调整数) is neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from pipelines.extraction.correction_words import State, Told, is_gap, settle, tell_state, tell_title
from pipelines.extraction.model import Observation
from pipelines.extraction.tables.axes import Axes
from pipelines.extraction.tables.headers import Head, RowHead
from pipelines.extraction.tables.regions import Region
from pipelines.extraction.tables.wording import Label, clean, read_label

Standing = State | Literal["gap"]

_CORRECTED = "+corrected"
_K = TypeVar("_K")


@dataclass(frozen=True, slots=True)
class States:
    """The state of each column and row that has one, and of the table as a whole."""

    columns: Mapping[int, Standing] = field(default_factory=dict)
    rows: Mapping[int, Standing] = field(default_factory=dict)
    whole: State | None = None

    def at(self, row: int, column: int) -> Standing | None:
        """The state of a cell: what either of its heads takes back or sets aside is no statement."""
        said = [s for s in (self.columns.get(column), self.rows.get(row)) if s]
        told: Iterable[Standing] = ("before", "gap", "after")
        return next((state for state in told if state in said), self.whole)


NO_STATES = States()


def name_corrected(rule: str) -> str:
    """The name of a rule whose figure stands in the place of another of the same table."""
    return rule + _CORRECTED


def is_corrected(observation: Observation) -> bool:
    """Whether a figure stands in a place that its table heads 更正后."""
    return observation.rule.endswith(_CORRECTED)


def part_states(
    region: Region, axes: Axes, rows: tuple[RowHead, ...], *, is_correction: bool
) -> tuple[States, Axes, tuple[RowHead, ...]]:
    """The states of a table, and its heads without the words that tell them.

    Args:
        region: the table.
        axes: its columns, told apart.
        rows: its row heads.
        is_correction: whether the document says that it corrects another; then 原数据 and 现数据 are states too.
    """
    heads = {(h.row, h.column): h.label for c in axes.values for h in axes.paths[c]}
    across, has_both = _choose({place: label.core for place, label in heads.items()}, is_correction=is_correction)
    columns = {c: state for c in axes.values if (state := _state_of(axes.paths[c], across, is_paired=has_both))}
    if across:
        axes = replace(axes, paths={c: tuple(_without(h, across) for h in path) for c, path in axes.paths.items()})
    down, rows = _read_rows(region, axes, rows, is_correction=is_correction)
    return States(columns, down, _state_of_title(region)), axes, rows


def _choose(words: Mapping[_K, str], *, is_correction: bool) -> tuple[dict[_K, Told], bool]:
    """The labels that tell a state and hold, and whether both states are among them."""
    told = {place: one for place, core in words.items() if (one := tell_state(core))}
    held = settle(told.values(), is_correction=is_correction)
    if held is None:
        return {}, False
    chosen = {place: one for place, one in told.items() if held or one.is_sure}
    return chosen, {one.state for one in chosen.values()} == {"before", "after"}


def _state_of(path: tuple[Head, ...], chosen: Mapping[tuple[int, int], Told], *, is_paired: bool) -> Standing | None:
    """The state of a column: that of its innermost head that tells one; beside both, a head may name the gap."""
    if is_paired and any(is_gap(h.label.core) for h in path):
        return "gap"
    return next((one.state for h in reversed(path) if (one := chosen.get((h.row, h.column)))), None)


def _without(head: Head, chosen: Mapping[tuple[int, int], Told]) -> Head:
    """A head without its state; one that says nothing else stays as printed, without words of its own."""
    told = chosen.get((head.row, head.column))
    return replace(head, label=_bare(head.label, told)) if told else head


def _bare(label: Label, told: Told) -> Label:
    return replace(label, core=told.rest, printed=told.rest)


def _read_rows(
    region: Region, axes: Axes, rows: tuple[RowHead, ...], *, is_correction: bool
) -> tuple[dict[int, Standing], tuple[RowHead, ...]]:
    """The state of each row by its own words, a remark beside it, or the section it stands in; and its other words."""
    words = {x.core for head in rows for x in (*head.labels.values(), *head.parents)}
    remarks = {head.row: _remarks(region, axes, head.row) for head in rows}
    beside = {core for cores in remarks.values() for core in cores}
    chosen, is_paired = _choose({core: core for core in words | beside}, is_correction=is_correction)
    if not is_paired:
        chosen, _ = _choose({core: core for core in words}, is_correction=is_correction)
    if not chosen:
        return {}, rows
    states: dict[int, Standing] = {}
    section: Standing | None = None
    for head in rows:
        labels = (*head.labels.values(), *head.parents)
        cores = (*(x.core for x in labels), *remarks[head.row])
        own: Standing | None = next((one.state for core in cores if (one := chosen.get(core))), None)
        if is_paired and any(is_gap(x.core) for x in head.labels.values()):
            own = "gap"
        if own and _holds_nothing(region, axes, head.row):
            section = own
        if state := own or section:
            states[head.row] = state
    return states, tuple(_without_words(head, chosen) for head in rows)


def _without_words(head: RowHead, chosen: Mapping[str, Told]) -> RowHead:
    labels = {c: _bare(x, told) if (told := chosen.get(x.core)) else x for c, x in head.labels.items()}
    parents = tuple(_bare(x, told) if (told := chosen.get(x.core)) else x for x in head.parents)
    return replace(head, labels=labels, parents=parents)


def _remarks(region: Region, axes: Axes, row: int) -> tuple[str, ...]:
    """The states that a row's columns without figures name, and nothing else (备注: 更正后)."""
    cells = (region.grid.anchor(row, c) for c in axes.skipped)
    cores = (read_label(region.grid.raw(*at)).core for at in cells if region.grid.at(*at).kind == "words")
    return tuple(core for core in cores if (told := tell_state(core)) and not told.rest)


def _holds_nothing(region: Region, axes: Axes, row: int) -> bool:
    """Whether a row has no figures: it heads those under it."""
    return all(region.grid.at(*region.grid.anchor(row, c)).kind == "blank" for c in axes.values)


def _state_of_title(region: Region) -> State | None:
    """The state that the nearest line above a table, its caption or its sheet's name gives to all of it."""
    table = region.grid.table
    own = [text for _, text in reversed(region.before)]
    caption = [] if region.shared else table.caption.splitlines()[::-1]
    return next((state for text in (*own, *caption, table.locator) if (state := tell_title(clean(text)))), None)
