"""How a table differs from the layout that it resembles: heads added, gone, moved, units changed, words not understood.

What it is compared with is a template, or a table that the same office sent before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal, TypeVar

from pipelines.extraction.model import Refusal
from pipelines.extraction.tables.units import read_units
from pipelines.extraction.templates.keys import SEPARATOR, weigh_head, write_path
from pipelines.extraction.templates.matching import resemble, resemble_shapes
from pipelines.extraction.templates.model import ANY, Axis, Key, Path, Statement, TableShape, Template

RESEMBLES = 0.5
Value = TypeVar("Value")
ChangeKind = Literal["added", "gone", "renamed", "moved", "unit_changed", "unmatched"]
_FORM_CODE = re.compile(r"[A-Za-z]{1,4}-?\d{1,6}|\d{2,6}")
_UNMATCHED = frozenset({"header_unmatched", "row_unmatched", "header_unknown"})


@dataclass(frozen=True, slots=True)
class Known:
    """One head or row of what a table is compared with; ``unit`` "" where none is told, ``words`` as it was printed."""

    path: Path
    unit: str = ""
    is_optional: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a table is compared with: a template (``template`` is set), or an earlier table of the office.

    ``name`` is ``id@version``, or the earlier file with its table. ``rows`` is None where rows are not compared.
    """

    name: str
    score: float
    heads: tuple[Known, ...]
    rows: tuple[Known, ...] | None
    template: Template | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``path`` as templates write it, ``locator`` where it stands ("" for what is gone).

    ``was`` is the path of a head that may have been renamed to this one.
    """

    kind: ChangeKind
    axis: Axis
    path: str
    locator: str = ""
    detail: str = ""
    was: str = ""


def refer_to_template(shape: TableShape, template: Template) -> Reference:
    """A template as something to compare a table with."""
    heads, rows = (tuple(map(_know_statement, axis)) for axis in (template.heads, template.rows))
    return Reference(template.source, resemble(shape, template).score, heads, rows or None, template)


def refer_to_shape(shape: TableShape, earlier: TableShape, name: str) -> Reference:
    """An earlier table as something to compare a table with."""
    heads, rows = (
        tuple(Known(key.path, key.unit, words=key.words) for key in axis) for axis in (earlier.heads, earlier.rows)
    )
    return Reference(f"{name} {earlier.locator}", resemble_shapes(shape, earlier), heads, rows)


def _know_statement(statement: Statement) -> Known:
    return Known(statement.path, statement.unit, statement.is_optional)


def choose_reference(references: Iterable[Reference]) -> Reference | None:
    """The one that is most alike, the first of equals; None where none resembles the table."""
    alike = [r for r in references if r.score >= RESEMBLES]
    return max(alike, key=lambda r: round(r.score, 2)) if alike else None


def find_changes(shape: TableShape, reference: Reference | None, refusals: Iterable[Refusal]) -> tuple[Change, ...]:
    """What is different in a table, then the words in it that nothing understands.

    Args:
        shape: the table.
        reference: what to compare it with; None where it resembles nothing.
        refusals: what was not understood of its file.
    """
    changes: list[Change] = []
    if reference is not None:
        changes.extend(_compare("head", shape.heads, reference.heads))
        if reference.rows is not None:
            changes.extend(_compare("row", shape.rows, reference.rows))
    return (*changes, *find_unmatched(shape, refusals))


def find_unmatched(shape: TableShape, refusals: Iterable[Refusal]) -> tuple[Change, ...]:
    """The heads and rows of a table that nothing understands."""
    holes = {(r.locator, _bare(r.raw)): r.reason for r in refusals if r.reason in _UNMATCHED}
    sides: tuple[tuple[Axis, tuple[Key, ...]], ...] = (("head", shape.heads), ("row", shape.rows))
    return tuple(
        Change("unmatched", axis, write_path(key.path), key.at, reason)
        for axis, keys in sides
        for key in keys
        if (reason := next((holes[at] for at in _places(key) if at in holes), None))
    )


def _places(key: Key) -> list[tuple[str, str]]:
    """Where a key stands, with each of its words: leaves of JSON share the locator of their table."""
    return [(key.at, word) for word in reversed(key.words.split(SEPARATOR))]


def _bare(text: str) -> str:
    """Words as a key has them."""
    return " ".join(text.split())


def _compare(axis: Axis, keys: tuple[Key, ...], known: tuple[Known, ...]) -> list[Change]:
    """The differences along one side of a table."""
    now = _number((key.path, key) for key in keys)
    then = _number((one.path, one) for one in known)
    added = [Change("added", axis, write_path(p), key.at) for (p, n), key in now.items() if (p, n) not in then]
    gone = [
        Change("gone", axis, write_path(p)) for (p, n), k in then.items() if (p, n) not in now and not k.is_optional
    ]
    renamed = _find_renamed(now, then)
    changed = [_rename(one, renamed) for one in added]
    gone = [one for one in gone if one.path not in {write_path(old) for old in renamed.values()}]
    common = [step for step in now if step in then]
    order = [step for step in then if step in now]
    moved = [Change("moved", axis, write_path(step[0]), now[step].at) for step in _find_moved(common, order)]
    units = [
        Change("unit_changed", axis, write_path(step[0]), now[step].at, f"{then[step].unit} → {now[step].unit}")
        for step in common
        if is_other_unit(then[step].unit, now[step].unit)
    ]
    return [*changed, *gone, *moved, *units]


def _rename(change: Change, renamed: Mapping[Path, Path]) -> Change:
    """A head that is new, as the one that it may have been called before."""
    old = next((write_path(old) for new, old in renamed.items() if write_path(new) == change.path), None)
    if old is None:
        return change
    return replace(change, kind="renamed", detail=f"{old} → {change.path}", was=old)


def _find_renamed(now: Mapping[tuple[Path, int], Key], then: Mapping[tuple[Path, int], Known]) -> dict[Path, Path]:
    """New paths with the old ones that they may have been: they share a form code, or one stands where the other stood.

    Only paths that stand once; heads whose printed units measure differently are not the same by their place alone.
    """
    fresh = {path: key for (path, _), key in now.items() if _is_alone(path, now, then)}
    lost = {path: one for (path, _), one in then.items() if _is_alone(path, then, now) and not one.is_optional}
    pairs: dict[Path, Path] = {}
    for new in fresh:
        alike = [old for old in lost if _codes(lost[old]) & _codes(fresh[new])]
        if len(alike) == 1 and alike[0] not in pairs.values():
            pairs[new] = alike[0]
    before, after = [path for path, _ in then], [path for path, _ in now]
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "replace" or b - a != d - c:
            continue
        for old, new in zip(before[a:b], after[c:d], strict=True):
            is_open = new in fresh and old in lost and new not in pairs and old not in pairs.values()
            if (
                is_open
                and not (_codes(lost[old]) and _codes(fresh[new]))
                and not _is_other_kind(lost[old].unit, fresh[new].unit)
            ):
                pairs[new] = old
    return pairs


def _is_alone(path: Path, here: Collection[tuple[Path, int]], there: Collection[tuple[Path, int]]) -> bool:
    """Whether a path that tells something stands once on one side and not on the other."""
    return (path, 0) not in there and (path, 1) not in here and weigh_head(path) == 1


def _codes(one: Key | Known) -> set[str]:
    """The form codes in the words of a head (A001)."""
    return {code.upper().replace("-", "") for word in (*one.path, one.words) for code in _FORM_CODE.findall(word)}


def _is_other_kind(then: str, now: str) -> bool:
    """Whether two printed units measure different things, whatever their scale."""
    one, other = ({u.unit for u in read_units(x)} for x in (then, now))
    return bool(one and other) and not one & other and not one | other <= {"count", "person"}


def _number(paths: Iterable[tuple[Path, Value]]) -> dict[tuple[Path, int], Value]:
    """Values by path and which of several of that path they are; open paths are one."""
    seen: Counter[Path] = Counter()
    numbered: dict[tuple[Path, int], Value] = {}
    for path, value in paths:
        numbered.setdefault((path, 0 if ANY in path else seen[path]), value)
        seen[path] += 1
    return numbered


def _find_moved(now: list[tuple[Path, int]], then: list[tuple[Path, int]]) -> list[tuple[Path, int]]:
    """What does not stand in the order in which it stood, the longest run that does left out."""
    kept: set[tuple[Path, int]] = set()
    for block in SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks():
        kept.update(now[block.b : block.b + block.size])
    return [step for step in now if step not in kept]


def is_other_unit(then: str, now: str) -> bool:
    """Whether two printed units measure differently; a unit that is not told says nothing."""
    if not then or not now or then == now:
        return False
    one, other = ({(u.unit if u.unit != "person" else "count", u.factor) for u in read_units(x)} for x in (then, now))
    return one != other
