"""Figures of the sentences above that a sentence corrects: 检查企业120家次。上述数据应为118家次。 leaves no 120.

Which of them a number without a head replaces, nobody can tell: those of its measure wait for review. What is said
again under its own head behind a word of correction makes the former void, and so does 上述数据作废.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.observing import Placed
from pipelines.extraction.prose.replaced import CHANGED, bare_numbers, key_of
from pipelines.extraction.prose.replaced_lists import fits
from pipelines.extraction.prose.replacing_words import CORRECTS, LEADS_UP, MISTAKE, POINTS_BACK, VERB
from pipelines.extraction.prose.segmentation import Sentence
from pipelines.extraction.prose.windows import Frame
from pipelines.extraction.void_statement import REASON as VOID
from pipelines.extraction.void_statement import takes_back_above

# How many lines above 上述数据 may speak of, and how many figures are looked through.
_LINES = 12
_FARTHEST = 400

Groups = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Turn:
    """A word of correction that no figure of its sentence stands before: where it ends, and what leads up to it."""

    end: int
    is_sure: bool
    points: bool
    names_own: bool
    only_leads_up: bool


def corrects_above(text: str, sentence: Sentence) -> bool:
    """Whether a sentence has a word of correction at all."""
    return VERB.search(text, sentence.start, sentence.end) is not None


def doubt_above(
    frame: Frame,
    sentence: Sentence,
    figures: Sequence[Figure],
    placed: list[Placed],
    named: Sequence[tuple[int, int]],
    *,
    is_correction: bool,
) -> None:
    """Doubt, in place, the figures above a sentence that it corrects.

    Args:
        frame: the sentence with its numbers.
        sentence: the sentence.
        figures: what was read in it.
        placed: the figures of the document before the sentence.
        named: where the document prints places, sectors and periods.
        is_correction: whether the document says that it corrects another.
    """
    for turn in _turns(frame, figures, named, is_correction=is_correction):
        groups = tuple(_groups_above(placed, sentence, points=turn.points, only_leads_up=turn.only_leads_up))
        read = {figure.at for figure in figures}
        unread = [frame.quantities[i] for i in bare_numbers(frame, turn.end) if frame.quantities[i].start not in read]
        for quantity in unread:
            _doubt(placed, _of_measure(placed, groups, quantity, turn), CHANGED)
        if turn.points or not turn.names_own:
            reason = VOID if turn.points or turn.is_sure else CHANGED
            for key in {_statistic(figure) for figure in figures if figure.at >= turn.end}:
                _doubt(placed, _first(placed, groups, partial(_is_of, key)), reason)


def void_above(text: str, sentence: Sentence, placed: list[Placed]) -> None:
    """Call void, in place, the figures that a sentence takes back as 上述数据: of its line, else of the line above."""
    if takes_back_above(text[sentence.start : sentence.end]):
        groups = _groups_above(placed, sentence, points=True, only_leads_up=False)
        _doubt(placed, next((group for group in groups if group), ()), VOID)


def _turns(
    frame: Frame, figures: Sequence[Figure], named: Sequence[tuple[int, int]], *, is_correction: bool
) -> Iterator[_Turn]:
    text = frame.text
    corrects = is_correction or CORRECTS.search(text, frame.start, frame.end) is not None
    is_mistake = is_correction or MISTAKE.search(text, frame.start, frame.end) is not None
    first = min((figure.at for figure in figures if figure.quantity), default=frame.end)
    for match in VERB.finditer(text, frame.start, frame.end):
        if match.end() > first or (match["weak"] and not corrects):
            continue
        yield _Turn(
            end=match.end(),
            is_sure=is_mistake or match[0][0] not in "应实",
            points=POINTS_BACK.search(text, frame.start, match.start()) is not None,
            names_own=any(frame.start <= start and end <= match.start() for start, end in named),
            only_leads_up=LEADS_UP.fullmatch(text, frame.start, match.start()) is not None,
        )


def _groups_above(
    placed: Sequence[Placed], sentence: Sentence, *, points: bool, only_leads_up: bool
) -> Iterator[Sequence[int]]:
    """What the words may speak of, nearest first: the sentences of the line; with 上述 the lines above, each whole."""
    last = range(max(0, len(placed) - _FARTHEST), len(placed))
    above = [place for place in last if placed[place].sentence.start < sentence.start]
    own = [place for place in above if placed[place].sentence.line == sentence.line]
    if points:
        yield own
    else:
        by_sentence = groupby(reversed(own), key=lambda place: placed[place].sentence.start)
        yield from (tuple(group) for _, group in by_sentence)
    if points or (only_leads_up and not own):
        near = [place for place in above if sentence.line - _LINES <= placed[place].sentence.line < sentence.line]
        by_line = groupby(reversed(near), key=lambda place: placed[place].sentence.line)
        yield from (tuple(group) for _, group in by_line)


def _of_measure(placed: Sequence[Placed], groups: Groups, quantity: Quantity, turn: _Turn) -> Iterable[int]:
    """The nearest figures of a number's measure; where 上述 points at figures of others only, all of the nearest."""
    found = _first(placed, groups, partial(_may_be_replaced, quantity))
    if found or not (turn.points and turn.is_sure and quantity.unit):
        return found
    return next((group for group in groups if group), ())


def _first(placed: Sequence[Placed], groups: Groups, holds: Callable[[Figure], bool]) -> Sequence[int]:
    found = ([place for place in group if holds(placed[place].figure)] for group in groups)
    return next((places for places in found if places), ())


def _may_be_replaced(quantity: Quantity, above: Figure) -> bool:
    return above.quantity is not None and fits(above.quantity, quantity)


def _is_of(statistic: tuple[object, ...], above: Figure) -> bool:
    return _statistic(above) == statistic


def _statistic(figure: Figure) -> tuple[object, ...]:
    return (*key_of(figure), figure.role)


def _doubt(placed: list[Placed], places: Iterable[int], reason: str) -> None:
    for place in places:
        figure = placed[place].figure
        if figure.reason is None or reason == VOID:
            placed[place] = replace(placed[place], figure=replace(figure, reason=reason))
