"""Running text as lines that a sheet can show, with the figures of each line and where they stand in it.

A line is a line of the source; a long one is cut behind the end of a sentence, never within a figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warehouse.receipt.model import SEVERITY, Mark, Verdict

_LONGEST = 110
_SENTENCE_ENDS = "。；;！？!?"
_CLAUSE_ENDS = "，,、 　"


@dataclass(frozen=True, slots=True)
class Span:
    """A figure in a text: from ``start`` up to ``end``, counted in the whole text."""

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of the text and the figures that begin in it; ``start`` is its place in the whole text."""

    start: int
    text: str
    spans: tuple[Span, ...]

    def fragments(self) -> Iterator[tuple[str, Verdict | None]]:
        """The text in pieces, each with the gravest verdict of the figures that cover it, None where none does."""
        end = self.start + len(self.text)
        edges = {self.start, end}
        for span in self.spans:
            edges |= {edge for edge in (span.start, span.end) if self.start < edge < end}
        ordered = sorted(edges)
        for left, right in pairwise(ordered):
            verdicts = [s.mark.verdict for s in self.spans if s.start <= left < s.end]
            worst = max(verdicts, key=SEVERITY.__getitem__, default=None)
            yield self.text[left - self.start : right - self.start], worst


def split_lines(text: str, spans: Sequence[Span]) -> Iterator[Line]:
    """The lines of a text, blank ones left out.

    Args:
        text: the whole text as it stands in the source.
        spans: its figures.
    """
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    at = 0
    for raw in text.splitlines(keepends=True):
        for start, end in _cut(at, at + len(raw.rstrip("\r\n\v\f\x85\u2028\u2029")), text, ordered):
            if text[start:end].strip():
                yield Line(start, text[start:end], tuple(s for s in ordered if start <= s.start < end))
        at += len(raw)


def _cut(start: int, end: int, text: str, spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = _best_cut(start, start + _LONGEST, text, spans)
        if cut is None or cut >= end:
            break
        yield start, cut
        start = cut
    yield start, end


def _best_cut(start: int, limit: int, text: str, spans: Sequence[Span]) -> int | None:
    """The last place up to ``limit`` behind a sentence, else a clause, else the first behind the figure there."""
    for ends in (_SENTENCE_ENDS, _CLAUSE_ENDS):
        for place in range(limit, start + _LONGEST // 4, -1):
            if text[place - 1] in ends and not _is_within(place, spans):
                return place
    return next((place for place in range(limit, len(text)) if not _is_within(place, spans)), None)


def _is_within(place: int, spans: Sequence[Span]) -> bool:
    return any(span.start < place < span.end for span in spans)
