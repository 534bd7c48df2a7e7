"""Values that a text replaces by others: 罚款41.1万元更正为38.2万元 states 38.2; the first stands no longer.

A word of correction always replaces; 调整为 and 改为 only where something is corrected; else a plan changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.replaced_lists import Pairs, fits, pair_numbers, run_behind
from pipelines.extraction.prose.replacing_words import (
    BEHIND,
    CORRECTS,
    GAP,
    MISTAKE,
    MISTAKEN,
    POINTS_BACK,
    QUOTED,
    REPORTED_AS,
    TOLD,
    VERB,
)
from pipelines.extraction.prose.roles import role_of
from pipelines.extraction.prose.windows import Frame
from pipelines.extraction.void_statement import REASON as VOID

RULE = "replaced"
CHANGED = "role_unclear"

# 罚款标准由5万元调整为10万元, 职工5人改为3人轮班: a rule or a measure changed.
_NORM_BEFORE = re.compile(
    r"标准|频次|频率|周期|限额|额度|上限|下限|定额|比例|编制|定员|门槛|幅度|每|职工|员工|值班|班组"
)
_NORM_AFTER = re.compile(r"[^,;。\d]{0,4}(?:轮班|轮流|倒班|一组|一班|制(?!止|作))")
# 实际检查2次(应为3次): what ought to be done.
_OUGHT = re.compile(r"实际|实有|仅|只")
# Rules that lend a number the head of another: behind a word of correction only a pair does that.
_LENT = frozenset(
    {"count_and_deaths", "next_place", "part_of_total", "row_under_one_verb", "same_head", "second_of_head", "stock"}
)
_CLOSING = frozenset('”"」』')
# What a correction may be of: 计划检查120家,实际为118家 corrects nothing.
_STATED = frozenset({"fact", "base_year", "unclear", "prior_year", "share"})
_AIMED = re.compile(r"拟|计划|预计|目标|任务|力争")


@dataclass(frozen=True, slots=True)
class Replacements:
    """Which numbers of a sentence take the place of others; indexes into the frame's numbers.

    ``pairs``: a number and the one behind it that stands in its place under the same head. ``lost``: numbers replaced
    by others that do not pair with them. ``changed``: numbers that a measure changed. ``turns``: where a word of
    correction stands that heads of their own follow, or numbers that pair with nothing; ``oughts``: where 应为 or 实为
    stands so in a sentence that speaks of no mistake. ``told``: numbers whose 由 only tells the correction.
    ``behind``: numbers directly behind a word of correction.
    """

    pairs: tuple[tuple[int, int], ...] = ()
    lost: frozenset[int] = frozenset()
    changed: frozenset[int] = frozenset()
    turns: tuple[int, ...] = ()
    oughts: tuple[int, ...] = ()
    told: frozenset[int] = frozenset()
    behind: frozenset[int] = frozenset()

    @property
    def new(self) -> frozenset[int]:
        """The numbers that have no head of their own."""
        return frozenset(new for _, new in self.pairs)


NONE = Replacements()


def without_telling(printed: str) -> str:
    """The words between a head and a corrected number, without those that tell only that it is corrected."""
    return TOLD.sub("", printed)


def quoted_values(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where a sentence quotes what it corrects, and what stands in its place."""
    return tuple(match.span(group) for match in QUOTED.finditer(text, start, end) for group in (1, 2))


def find_replacements(frame: Frame, *, is_correction: bool) -> Replacements:
    """What a sentence replaces.

    Args:
        frame: the sentence with its numbers.
        is_correction: whether the document says that it corrects another.
    """
    text, quantities = frame.text, frame.quantities
    if not any(pattern.search(text, frame.start, frame.end) for pattern in (VERB, MISTAKEN)):
        return NONE
    corrects = is_correction or CORRECTS.search(text, frame.start, frame.end) is not None
    pairs: Pairs = []
    lost: set[int] = set()
    changed: set[int] = set()
    told: set[int] = set()
    settled: list[tuple[int, int]] = []
    for index in range(1, len(quantities)):
        old, new = quantities[index - 1], quantities[index]
        gap = GAP.fullmatch(text, old.end, new.start)
        if gap is None:
            told.update([index - 1] if _is_mistaken(frame, old, new) else ())
            continue
        if _is_ought(frame, gap, old) or not _is_stated(frame, gap, index - 1):
            settled.append((old.end, new.start))
            continue
        if not _is_correction(frame, gap, old, new, corrects=corrects):
            changed.add(index - 1)
            settled.append((old.end, new.start))
            continue
        found = pair_numbers(frame, index, gap, pairs) if _is_same_way(frame, gap, index - 1) else []
        pairs.extend(found)
        settled.extend([(old.end, new.start)] if found else ())
        lost.update(() if found or _may_be_of_others(frame, index) else [index - 1])
    is_mistake = is_correction or MISTAKE.search(text, frame.start, frame.end) is not None
    words = tuple(_unpaired(frame, settled, corrects=corrects, is_mistake=is_mistake))
    turns = tuple(end for end, is_sure in words if is_sure)
    told.update(old for old, _ in pairs)
    for turn in turns:
        beside = [i for i, q in enumerate(quantities) if q.end <= turn][-1:]
        told.update(beside, [i for i, q in enumerate(quantities) if q.start >= turn][:1])
    oughts = tuple(end for end, is_sure in words if not is_sure)
    behind = {new for _, new in pairs}.union(*(bare_numbers(frame, end) for end, _ in words))
    return Replacements(
        tuple(pairs), frozenset(lost), frozenset(changed), turns, oughts, frozenset(told), frozenset(behind)
    )


def replace_figures(frame: Frame, found: Replacements, figures: list[Figure]) -> list[Quantity]:
    """Doubt what is replaced, add what stands in its place under the same head; the numbers that nothing takes."""
    lent = found.behind - found.new
    for index, figure in enumerate(figures):
        if figure.rule in _LENT and figure.quantity and frame.index_of(figure.quantity) in lent:
            figures[index] = replace(figure, reason=figure.reason or CHANGED)
    unread: list[Quantity] = []
    for old, new in found.pairs:
        if not _figures_at(figures, frame.quantities[old]):
            _doubt_before(frame, frame.quantities[old].start, [frame.quantities[new]], figures, is_sure=False)
        unread.extend(() if _replace(frame, old, new, figures) else [frame.quantities[new]])
    for index in found.lost:
        _doubt(figures, frame.quantities[index], VOID)
    for index in found.changed:
        _doubt(figures, frame.quantities[index], CHANGED)
    for place, turn in enumerate(found.turns):
        begin, end = frame.clause_of(turn)
        stop = min([end, *found.turns[place + 1 : place + 2]])
        _doubt_restated(figures, (begin, turn, stop), VOID)
    for turn in found.oughts:
        _doubt_restated(figures, (frame.clause_of(turn)[0], turn, _end_of_bare(frame, turn)), CHANGED)
    for turn in (*found.turns, *found.oughts):
        _doubt_unpaired(frame, turn, figures, is_sure=turn in found.turns)
    return unread


def _replace(frame: Frame, old: int, new: int, figures: list[Figure]) -> bool:
    """Whether a number was read in the place of the one before it."""
    before, after = frame.quantities[old], frame.quantities[new]
    is_read = False
    for index in _figures_at(figures, before):
        figure = figures[index]
        figures[index] = replace(figure, reason=VOID)
        sign = figure.value / before.value if before.value else Decimal(1)
        if after.is_damaged or abs(sign) != 1 or after.measure not in {before.measure, None}:
            continue
        quantity = replace(after, unit=before.unit, measure=before.measure)
        start = max(before.end, frame.boundary_before(after.start)) if new == old + 1 else after.start
        figures.append(
            replace(figure, value=after.value * sign, qualifier=after.qualifier, quantity=quantity,
                    start=start, end=after.end, at=after.start, rule=RULE)
        )  # fmt: skip
        is_read = True
    return is_read


def _doubt(figures: list[Figure], quantity: Quantity, reason: str) -> None:
    for index in _figures_at(figures, quantity):
        if reason == VOID or figures[index].reason is None:
            figures[index] = replace(figures[index], reason=reason)


def _figures_at(figures: Sequence[Figure], quantity: Quantity) -> list[int]:
    return [index for index, figure in enumerate(figures) if figure.at == quantity.start]


def _doubt_restated(figures: list[Figure], span: tuple[int, int, int], reason: str) -> None:
    """原报罚款41.1万元,更正为罚款38.2万元: what stands before the word and is said again behind it."""
    begin, turn, stop = span
    again = {key_of(figure) for figure in figures if turn <= figure.at < stop}
    for index, figure in enumerate(figures):
        if begin <= figure.at < turn and key_of(figure) in again and (reason == VOID or figure.reason is None):
            figures[index] = replace(figure, reason=reason)


def bare_numbers(frame: Frame, turn: int) -> range:
    """The numbers directly behind a word of correction that have no head of their own behind it."""
    first = bisect_left(frame.quantities, turn, key=attrgetter("start"))
    if first == len(frame.quantities) or BEHIND.fullmatch(frame.text, turn, frame.quantities[first].start) is None:
        return range(0)
    return range(first, run_behind(frame, first, over_commas=True))


def _end_of_bare(frame: Frame, turn: int) -> int:
    bare = bare_numbers(frame, turn)
    return frame.quantities[bare[-1]].end if bare else turn


def _doubt_unpaired(frame: Frame, turn: int, figures: list[Figure], *, is_sure: bool) -> None:
    """120家次,误将自查5家次计入,实为115家次: which figures numbers without a head replace, nobody can tell."""
    read = {figure.at for figure in figures if figure.rule not in _LENT}
    bare = (i for i in bare_numbers(frame, turn) if is_sure or role_of(frame, i) in _STATED)
    unread = [frame.quantities[i] for i in bare if frame.quantities[i].start not in read]
    if unread:
        _doubt_before(frame, turn, unread, figures, is_sure=is_sure)


def _doubt_before(
    frame: Frame, position: int, numbers: Sequence[Quantity], figures: list[Figure], *, is_sure: bool
) -> None:
    """Doubt what numbers may replace before a position: what is of their measure; else, where one surely does, all."""
    begin, _ = frame.clause_of(position)
    before = [f.quantity for f in figures if begin <= f.at < position and f.quantity]
    if not before or POINTS_BACK.search(frame.text, begin, position):
        before = [f.quantity for f in figures if f.at < position and f.quantity]
    for number in numbers:
        fitting = [old for old in before if fits(old, number)]
        for doubted in fitting or (before if is_sure and number.unit is not None else []):
            _doubt(figures, doubted, CHANGED)


def key_of(figure: Figure) -> tuple[str, str, str | None, str | None]:
    """What makes two figures one statistic within a sentence."""
    return figure.indicator, figure.unit, figure.severity, figure.scope


def _may_be_of_others(frame: Frame, index: int) -> bool:
    """Whether what the numbers behind a word replace may stand further before it than the number beside it."""
    begin, _ = frame.clause_of(frame.quantities[index - 1].start)
    news = frame.quantities[index : run_behind(frame, index, over_commas=True)]
    before = (q for q in frame.quantities[: index - 1] if q.start >= begin)
    return any(new.measure and fits(old, new) for old in before for new in news)


def _is_mistaken(frame: Frame, old: Quantity, new: Quantity) -> bool:
    begin, _ = frame.clause_of(old.start)
    is_reported = REPORTED_AS.match(frame.text, old.end, new.start) is not None
    return is_reported and MISTAKEN.search(frame.text, begin, old.start) is not None


def _is_ought(frame: Frame, gap: re.Match[str], old: Quantity) -> bool:
    before = frame.text[frame.boundary_before(old.start) : old.start]
    return (gap["strong"] or "").startswith("应") and _OUGHT.search(before) is not None


def _is_stated(frame: Frame, gap: re.Match[str], old: int) -> bool:
    """Whether what is replaced was a figure; 更正为 says so itself."""
    if gap["strong"] and gap["strong"][0] not in "应实":
        return True
    return role_of(frame, old) in _STATED


def is_aimed(frame: Frame, position: int) -> bool:
    """Whether a corrected number is a plan's all the same, not only behind a 将 that tells its correction."""
    return _AIMED.search(frame.text, frame.clause_of(position)[0], position) is not None


def _is_same_way(frame: Frame, gap: re.Match[str], old: int) -> bool:
    """下降20%更正为下降25%: one direction, else nobody can tell what became of it.

    A number without one may be of the level before a change: 120家次,比上年增加20家次,更正为118家次.
    """
    start, end = frame.left_of(old)
    if gap["way"] is not None:
        return frame.text.find(gap["way"], start, end) >= 0
    begin, _ = frame.clause_of(end)
    levels = [q for q in frame.quantities[:old] if q.start >= begin and fits(q, frame.quantities[old])]
    return not levels or wording.CHANGE.search(frame.text, start, end) is None


def _is_correction(frame: Frame, gap: re.Match[str], old: Quantity, new: Quantity, *, corrects: bool) -> bool:
    if gap["weak"] and not corrects:
        return False
    before = frame.text[frame.boundary_before(old.start) : old.start]
    return _NORM_BEFORE.search(before) is None and _NORM_AFTER.match(frame.text, new.end, frame.end) is None


def _unpaired(
    frame: Frame, settled: list[tuple[int, int]], *, corrects: bool, is_mistake: bool
) -> Iterator[tuple[int, bool]]:
    """Where words of correction end that no pair has used, and whether they surely correct."""
    for match in VERB.finditer(frame.text, frame.start, frame.end):
        if any(begin <= match.start() < end for begin, end in settled) or (match["weak"] and not corrects):
            continue
        is_quoted = frame.text[match.start() - 1 : match.start()] in _CLOSING
        yield match.end(), is_mistake or is_quoted or match[0][0] not in "应实"
