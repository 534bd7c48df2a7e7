"""Place, period and sector of a figure: from its own words, its leader, the words before it, its section, the document.

Scopes flow: what a heading, a topic before a colon or the opening of a sentence names holds for what follows, until the
next of its kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.extraction.grammar.period import PeriodMention
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.grammar.sector import SectorMention
from pipelines.extraction.model import DocumentContext, Period
from pipelines.extraction.prose.context import is_reporting
from pipelines.extraction.prose.segmentation import Line, Sentence

_LEAD = re.compile(r"(?:据[^,]{0,8},|其中|分行业看|从[^,]{0,6}看|在|对|针对|全[市县区省州]|[\d年月日份—~至,、\s-]|共|各|主要|一是|二是|三是|四是|五是|\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+、|\d+[.、]|今年|去年|上半年|[“”\"])*")
_CAMPAIGN = re.compile(r"[^,。;]{0,14}?(?:专项|行动|整治|打非治违|执法|攻坚|检查|领域|行业|工作|监管|部门|支队|大队|警方|情况)")
_AND_TWO = re.compile(r"[和与及、]")
_LIST_TAIL = re.compile(r"等")
_NOW = re.compile(r"(?:截至|截止|到)?目前(?:为止)?|近年来|现有")
_UNTIL_NOW = re.compile(r"(?:截至|截止|到)目前(?:为止)?")
_BRACKETED_PLACE = re.compile(r"\(([^()\d]{2,14})\)")


@dataclass(frozen=True, slots=True)
class SectorScope:
    """A sector with the words that name it."""

    code: str
    text: str


@dataclass(frozen=True)
class Scopes:
    """All mentions of a document, and the questions that figures ask of them."""

    text: str
    lines: Sequence[Line]
    periods: Sequence[PeriodMention]
    places: Sequence[PlaceMention]
    sectors: Sequence[SectorMention]
    context: DocumentContext
    finder: PlaceFinder

    def sections_of(self, line: int) -> list[Line]:
        """The headings above a line, nearest first, each of a higher level than the one before."""
        found: list[Line] = []
        ceiling = self.lines[line].level or 9
        for above in reversed(self.lines[:line]):
            if above.kind == "heading" and above.level < ceiling:
                found.append(above)
                ceiling = above.level
        return found

    # -- sector -----------------------------------------------------------------------------------------------------

    def own_sector(self, start: int, end: int) -> SectorScope | None:
        """The sector that a figure's own window names; a list of sectors is ``other`` with its words."""
        inside = [m for m in self.sectors if m.start >= start and m.end <= end]
        return self._settle(inside, end)

    def _settle(self, mentions: list[SectorMention], end: int) -> SectorScope | None:
        if not mentions:
            return None
        run = [mentions[-1]]
        for mention in reversed(mentions[:-1]):
            gap = self.text[mention.end : run[0].start]
            if len(gap) > 8 or not (_AND_TWO.search(gap) or "等" in gap):
                break
            run.insert(0, mention)
        if len({m.code for m in run}) == 1 or (len(run) == 2 and not _LIST_TAIL.match(self.text, run[-1].end)):
            return SectorScope(run[0].code, run[0].text)
        return SectorScope("other", self.text[run[0].start : run[-1].end])

    def topic_sector(self, sentence: Sentence, at: int) -> SectorScope | None:
        """The sector whose topic a position stands in: X方面: in the line, a sector that opens the ;-part or sentence."""
        line = self.lines[sentence.line]
        segment = max(line.start, *(self.text.rfind(mark, line.start, at) + 1 for mark in ";。")) if at > line.start else at
        before = [m for m in self.sectors if line.start <= m.start and m.end <= at]
        for mention in reversed(before):
            run = [m for m in before if m.start <= mention.start]
            if mention.is_heading or self._opens(mention, segment):
                return self._topic(run, mention)
            if self._opens_sentence(mention, line) and _CAMPAIGN.match(self.text, mention.end):
                return self._topic(run, mention)
        return None

    def _topic(self, run: list[SectorMention], mention: SectorMention) -> SectorScope | None:
        settled = self._settle(run, mention.end)
        if settled is not None and settled.code == "other" and settled.text != mention.text:
            return None
        return settled

    def _opens(self, mention: SectorMention, segment: int) -> bool:
        lead = self.text[segment : mention.start]
        return len(lead) <= 24 and _LEAD.fullmatch(lead) is not None

    def _opens_sentence(self, mention: SectorMention, line: Line) -> bool:
        start = max(line.start, self.text.rfind("。", line.start, mention.start) + 1)
        lead = self.text[start : mention.start]
        return "," not in lead[-20:] or lead.count(",") <= 1 and not re.search(r"\d(?:家|起|人|条|项|处|万元)", lead)

    def section_sector(self, sentence: Sentence) -> SectorScope | None:
        """The sector of the nearest heading that names exactly one, else of the title."""
        for heading in self.sections_of(sentence.line):
            found = self._one_sector(heading)
            if found is not None:
                return found
        title = next((line for line in self.lines if line.kind == "title"), None)
        return self._one_sector(title) if title else None

    def _one_sector(self, line: Line) -> SectorScope | None:
        inside = [m for m in self.sectors if line.start <= m.start < line.end]
        if not inside:
            return None
        settled = self._settle(inside, line.end)
        return settled if settled and (settled.code != "other" or len(inside) == 1) else None

    # -- period -----------------------------------------------------------------------------------------------------

    def period_at(self, sentence: Sentence, at: int) -> Period | None:
        """The period that holds at a position, from the nearest words outwards."""
        line = self.lines[sentence.line]
        in_sentence = [m for m in self.periods if sentence.start <= m.start_pos < at]
        found = self._latest(in_sentence, allow_day=True)
        if found is not None:
            return self._complete(found, line)
        if _UNTIL_NOW.search(self.text, sentence.start, at) and self.context.published_on:
            return Period(None, self.context.published_on, "instant")
        if _NOW.search(self.text, sentence.start, at):
            return None
        in_line = [m for m in self.periods if line.start <= m.start_pos < sentence.start]
        found = self._latest(in_line, allow_day=False)
        if found is not None:
            return self._complete(found, line)
        for heading in self.sections_of(sentence.line):
            found = self._latest([m for m in self.periods if heading.start <= m.start_pos < heading.end], allow_day=False)
            if found is not None:
                return found.period
        return self.context.period

    def _latest(self, mentions: Sequence[PeriodMention], *, allow_day: bool) -> PeriodMention | None:
        for mention in reversed(mentions):
            if mention.period is None or mention.is_plan or (mention.is_prior_year and self._is_compared(mention)):
                continue
            if mention.period.kind == "day" and not (allow_day and self._is_event(mention)):
                continue
            return mention
        return None

    def _is_compared(self, mention: PeriodMention) -> bool:
        around = self.text[max(0, mention.start_pos - 2) : mention.end_pos + 6]
        return re.search(r"[比较与同]|相比|同期", around) is not None

    def _is_event(self, mention: PeriodMention) -> bool:
        after = self.text[mention.end_pos : mention.end_pos + 24]
        return re.search(r"通报|公布|消息|讯|电|印发|召开|发布|介绍|表示|获悉|考核", after) is None

    def _complete(self, mention: PeriodMention, line: Line) -> Period | None:
        """An open start or end completed by a 截至, a 以来 or the reporting year named beside it."""
        period = mention.period
        if period is None or (period.start and period.end):
            return period
        if mention.is_until or period.start is None:
            since = [m for m in self.periods if m.is_since and m.period and m.period.start and m.start_pos < mention.start_pos]
            if since and period.end and since[-1].period and since[-1].period.start and since[-1].period.start <= period.end:
                return Period(since[-1].period.start, period.end, "campaign")
            return period
        until = [m for m in self.periods if m.is_until and m.period and m.period.end and m.start_pos > mention.start_pos]
        if until and until[0].start_pos - mention.end_pos < 120 and until[0].period:
            return Period(period.start, until[0].period.end, "campaign")
        year_end = self._year_end(mention, period.start)
        return replace(period, end=year_end) if year_end else period

    def _year_end(self, mention: PeriodMention, start: date | None) -> date | None:
        """The end of the year under review, where the document before speaks of that whole year."""
        for other in self.periods:
            whole = other.period
            if start is None or whole is None or whole.kind != "year" or whole.start is None or other.start_pos >= mention.start_pos:
                continue
            if whole.end and whole.start <= start <= whole.end and self.context.published_on and self.context.published_on > whole.end:
                return whole.end
        return None

    # -- place ------------------------------------------------------------------------------------------------------

    def place_at(self, sentence: Sentence, at: int, end: int) -> PlaceMention | None:
        """The place that holds at a position; None where it is the document's own."""
        bracketed = self._bracketed(end, sentence.end)
        if bracketed is not None:
            return bracketed
        line = self.lines[sentence.line]
        for start, stop in ((sentence.start, at), (line.start, sentence.start)):
            found = self._last_place(start, stop)
            if found is not None:
                return None if found.kind == "deictic" else found
        for heading in self.sections_of(sentence.line):
            found = self._last_place(heading.start, heading.end)
            if found is not None:
                return None if found.kind == "deictic" else found
        return None

    def _bracketed(self, end: int, stop: int) -> PlaceMention | None:
        match = _BRACKETED_PLACE.search(self.text, end, min(stop, end + 30))
        if match is None or re.search(r"[,;。]", self.text[end : match.start()]):
            return None
        return next((m for m in self.places if m.start == match.start(1) and m.end == match.end(1) and m.kind != "deictic"), None)

    def _last_place(self, start: int, stop: int) -> PlaceMention | None:
        low = bisect_right(self.places, start - 1, key=lambda m: m.start)
        inside = [m for m in self.places[low:] if m.start >= start and m.end <= stop]
        for index in range(len(inside) - 1, -1, -1):
            mention = inside[index]
            if mention.kind in {"own_level", "department"} or self._in_list(inside, index):
                continue
            return mention
        return None

    def _in_list(self, inside: list[PlaceMention], index: int) -> bool:
        """A place in a row of places (A、B和C) is no scope; nor is one that is only said to be located somewhere."""
        mention = inside[index]
        before = self.text[mention.start - 1 : mention.start]
        after = self.text[mention.end : mention.end + 1]
        return before in set("、和与及《") or after in set("、和与及")

    def code_of(self, mention: PlaceMention | None) -> str | None:
        """The division code of a place, told apart within the document's own province; None where it stays unclear."""
        if mention is None:
            return self.context.division_code
        if len(mention.codes) == 1:
            return mention.codes[0]
        own = self.context.division_code
        within = f"{own[:2]}0000" if own else None
        near = [code for code in mention.codes if own and code[:4] == own[:4]]
        if len(near) == 1:
            return near[0]
        division = self.finder.resolve(mention.name, within) if mention.codes else None
        return division.code if division else None
