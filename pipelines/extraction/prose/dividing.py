"""Parts of a total just stated: items with its measure word whose values sum to it are of its statistic.

举报36件:隐患21件、违法行为15件 are all reports, whatever the items' own words would say elsewhere. A sum that comes
out is strong evidence; words of division (按类型分, 从职级看) are as well. An act (当场整改, 立案) stays what it says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.figures import UNITS
from pipelines.extraction.prose.lexicon import RANK
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading

RULE = "part_by_sum"
# Below this the sum of two bare numbers comes out by chance too easily.
_TELLING = 8
_FEWEST, _MOST = 2, 12
_LONGEST = 22
# What items are never parts by their sum alone: what is done about a total, or left of it.
STATES = re.compile(
    r"整改|治理完成|完成|改正|销号|到期|逾期|剩|余|未|没|已|正在|待|尚|新增|增加|减少|同比|去年|上年|同期|计划|合计|共计|累计|应(?!急)|实(?!习)"
)
_OF_ACTS = re.compile(r"方式|结果|措施|处理|处置|整改|办理|手段")
_BY_KIND = re.compile(r"(?:按|从|以)[^,;。:\d]{1,9}?(?:分|看|统计)|按[^,;。:\d]{1,7}:|分[^,;。:\d]{1,6}看")
_KINDS = ("hazard.", "violation.", "accident.", "coverage.", "penalty.case", "complaint.", "inspection.")


def divide_totals(reading: Reading, quantities: Sequence[Quantity]) -> None:
    """Give the parts of each total of a sentence, or of the one before, the total's statistic."""
    counted = [(index, q) for index, q in enumerate(quantities) if _may_be_item(reading, index, q)]
    if len(counted) < _FEWEST:
        return
    read = {figure.at: number for number, figure in enumerate(reading.figures)}
    _add_totals_behind(reading, [q for _, q in counted], read)
    for total in _totals(reading):
        measure = total.quantity.measure if total.quantity else None
        after = total.at if total in reading.figures else reading.frame.start - 1
        items = [q for _, q in counted if _alike(q.measure) == _alike(measure) and q.start > after]
        for run in _runs_of(reading, total, items):
            if not any(_breaks(reading, total, item, read) for item in run) and not _is_of_states(
                reading, total, run, read
            ):
                _rename(reading, total, run, read)
    taken = {figure.at for figure in reading.figures}
    reading.unread[:] = [quantity for quantity in reading.unread if quantity.start not in taken]


_SUMS_UP = re.compile(r"(?:合计|共计|总计)(?:为|达)?")


def _add_totals_behind(reading: Reading, items: Sequence[Quantity], read: dict[int, int]) -> None:
    """主要负责人412人、管理人员863人,合计1275人: the sum of the figures before it is of their statistic."""
    for item in [q for q in items if q.start not in read and _SUMS_UP.fullmatch(_window(reading, q).strip())]:
        before = [figure for figure in reading.figures if figure.at < item.start and not _is_aside(figure, item)]
        added, first = Decimal(0), len(before)
        while first and before[first - 1].quantity is not None and added < item.value:
            first -= 1
            known = before[first].quantity
            added += known.value if known is not None and known.measure == item.measure else item.value
        parts = before[first:]
        if added == item.value and len(parts) >= _FEWEST and all(_is_of_family(part, parts[0]) for part in parts):
            reading.add(replace(_part(reading, parts[0], item), is_subtotal=False, scope=None, follows=None))
            read[item.start] = len(reading.figures) - 1


def _is_aside(figure: Figure, item: Quantity) -> bool:
    """道路交通5起、死亡3人,建筑施工2起、死亡1人,合计7起: the deaths stand beside what is added up."""
    return figure.follows is not None and figure.quantity is not None and figure.quantity.measure != item.measure


def _may_be_item(reading: Reading, index: int, quantity: Quantity) -> bool:
    return (
        quantity.unit in {"count", "person"}
        and not quantity.is_damaged
        and not quantity.is_range
        and quantity.value > 0
        and index not in reading.skipped
        and index not in reading.replaced.behind
    )


def _totals(reading: Reading) -> list[Figure]:
    """Levels that may be divided: of this sentence, and of the one before where this opens with a division."""
    own = [figure for figure in reading.figures if is_total(figure)]
    opens = wording.PART.match(reading.frame.text, reading.frame.start + _indent(reading))
    earlier = [figure for figure in reading.before if is_total(figure)] if opens else []
    return [*own, *earlier]


def _indent(reading: Reading) -> int:
    printed = reading.text(reading.frame.start, reading.frame.end)
    return len(printed) - len(printed.lstrip())


def is_total(figure: Figure) -> bool:
    """Whether a figure is a level that may be divided: observed, counted, and no part itself."""
    return (
        figure.unit in {"count", "person"}
        and figure.role == "observed"
        and figure.quantity is not None
        and not figure.is_subtotal
        and not figure.indicator.endswith(("_yoy", "_mom", "_change"))
    )


def _runs_of(reading: Reading, total: Figure, items: Sequence[Quantity]) -> list[list[Quantity]]:
    """Consecutive items whose values sum to the total's; each begins at once, or behind a word of division."""
    runs: list[list[Quantity]] = []
    first = 0
    while first < len(items):
        run = _sum_from(total, items[first : first + _MOST])
        if run and (first < _FEWEST or _opens_division(reading, items[first])):
            runs.append(run)
            first += len(run)
            continue
        first += 1
    return runs


def _sum_from(total: Figure, items: Sequence[Quantity]) -> list[Quantity]:
    added = Decimal(0)
    for count, item in enumerate(items, start=1):
        added += item.value
        if added == total.value and count >= _FEWEST:
            return list(items[:count])
    return []


def _opens_division(reading: Reading, item: Quantity) -> bool:
    """Whether a word of division stands before an item, in its ;-part."""
    begin, _ = reading.frame.clause_of(item.start)
    return wording.PART.search(reading.frame.text, begin, item.start) is not None


_SAME = {"场次": "场", "名": "人", "宗": "起", "件次": "件"}


def _alike(measure: str | None) -> str | None:
    return _SAME.get(str(measure), measure)


def _is_of_states(reading: Reading, total: Figure, run: Sequence[Quantity], read: dict[int, int]) -> bool:
    """整改60条,管理类40条: with another statistic of the total's family in the run, a bare item is no sure part."""
    known = [reading.figures[read[item.start]] for item in run if item.start in read]
    others = [one for one in known if _is_of_family(one, total) and one.indicator != total.indicator]
    return bool(others) and len(known) < len(run)


def _window(reading: Reading, item: Quantity) -> str:
    start, end = reading.frame.left_of(reading.frame.index_of(item))
    return reading.text(start, end)


def _breaks(reading: Reading, total: Figure, item: Quantity, read: dict[int, int]) -> bool:
    """An item that is no part by its words: too long a name, a state of the total, or bare without a name."""
    number = read.get(item.start)
    if number is not None and _is_of_family(reading.figures[number], total):
        return False
    window = _window(reading, item).strip(' 、,和及与“”"(')
    return len(window) > _LONGEST or STATES.search(window) is not None


def _is_of_family(figure: Figure, total: Figure) -> bool:
    return figure.indicator.split(".")[0] == total.indicator.split(".")[0]


def _rename(reading: Reading, total: Figure, run: Sequence[Quantity], read: dict[int, int]) -> None:
    """Give the items of a run the total's statistic; without a word of division the named ones wait for review."""
    start = total.end if total in reading.figures else reading.frame.start
    is_said = wording.PART.search(reading.frame.text, start, run[0].start) is not None
    is_said = is_said or (len(run) > _FEWEST and reading.frame.text.startswith(":", start))
    is_of_acts = is_said and _OF_ACTS.search(reading.text(max(start, run[0].start - 40), run[0].start)) is not None
    is_telling = is_said or total.value >= _TELLING or len(run) > _FEWEST
    for item in run:
        number = read.get(item.start)
        if number is None:
            if is_telling and _is_free(reading, item, is_said=is_said):
                reading.add(_part(reading, total, item))
            continue
        figure = reading.figures[number]
        if _is_of_family(figure, total):
            continue
        if _is_act(reading, figure) and total.indicator == "coverage.units":
            reading.figures[number] = replace(figure, reason=figure.reason or "two_readings")
            continue
        if _is_act(reading, figure) and (is_of_acts or not _is_by_kind(reading, start, run[0])):
            continue
        if not figure.indicator.startswith(_KINDS):
            continue
        if is_said:
            renamed = replace(_part(reading, total, item), start=figure.start)
            reading.figures[number] = renamed
        else:
            reading.figures[number] = replace(figure, reason=figure.reason or "two_readings")


def _is_by_kind(reading: Reading, start: int, first: Quantity) -> bool:
    """按举报内容分: 其中 alone does not rename an act."""
    return _BY_KIND.search(reading.frame.text, start, first.start) is not None


def _is_free(reading: Reading, item: Quantity, *, is_said: bool) -> bool:
    """Whether no act without a code takes the item (责令整改23起), unless a division names the acts."""
    start, end = reading.frame.left_of(reading.frame.index_of(item))
    inside = [head for head in reading.heads if head.start >= start and head.end <= end]
    acts = [sense for head in inside for sense in head.senses if sense.takes(item.measure)]
    return is_said or not any(sense.rank >= RANK["action"] for sense in acts)


def _is_act(reading: Reading, figure: Figure) -> bool:
    """Whether the item's own head is a verb of what was done: 立案12件, 当场整改30处."""
    senses = (s for h in reading.heads if (h.start, h.end) == figure.head for s in h.senses)
    return any(s.indicator == figure.indicator and s.rank >= RANK["action"] for s in senses)


def _part(reading: Reading, total: Figure, item: Quantity) -> Figure:
    start, _ = reading.frame.left_of(reading.frame.index_of(item))
    while start < item.start and reading.frame.text[start] in "、,和及与 ":
        start += 1
    return Figure(
        indicator=total.indicator,
        value=item.value,
        unit=UNITS[str(item.unit)],
        qualifier=item.qualifier,
        start=start,
        end=item.end,
        at=item.start,
        rule=RULE,
        segment=reading.frame.segment_of(item.start),
        sector_from=start,
        sector_to=item.end,
        follows=reading.figures.index(total) if total in reading.figures else None,
        severity=total.severity,
        scope=_name(reading.text(start, item.start)) or total.scope,
        role=total.role,
        is_subtotal=True,
        reason=total.reason,
        quantity=item,
    )


def _name(window: str) -> str | None:
    name = wording.PART.sub("", window, count=1).strip("、,和及与:“” ·(")
    return name or None
