"""Place, period and sector of a figure: from its own words, its leader, the words before it, its section, the document.

Scopes flow: what a heading, a topic before a colon or the opening of a sentence names holds for what follows, until the
next of its kind.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.grammar.period import PeriodMention
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.grammar.sector import SectorMention
from pipelines.extraction.model import DocumentContext, Period
from pipelines.extraction.prose.periods import complete, is_reporting, year_before
from pipelines.extraction.prose.segmentation import Line, Sentence

_LEAD = re.compile(
    r"(?:据[^,]{0,8},|其中|分行业看|从[^,]{0,6}看|在|对于?|针对|从|就|但|而|全[市县区省州]|[\d年月日份—~至,、\s-]|共|各|主要|一是|二是|三是|四是|五是|\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+、|\d+[.、]|今年|去年|上半年|[“”\"])*"
)
_CAMPAIGN = re.compile(
    r"[^,。;]{0,14}?(?:专项|行动|整治|打非治违|执法|攻坚|检查|领域|行业|工作|监管|部门|支队|大队|警方|情况)"
)
_CAMPAIGN_OR_CRIME = re.compile(
    r"(?:安全)?(?:部门|支队|大队|警方|非法|违法|专项|整治|打非|情况|救援支队|救援大队|救援机构)"
)
_AND_TWO = re.compile(r"[和与及、]")
_LIST_TAIL = re.compile(r"等(?:重点|主要|其他|高危)?(?:行业|领域|企业|单位|工矿|工贸)?")
_LINE_TOPIC = re.compile(r"(?:企业|行业|领域|方面|系统|单位|安全生产)*[:。]")
_ACTION_AFTER = re.compile(r"[^,;。]{0,16}?(?:行动|整治|检查|排查|工作|执法|期间|开展)")
_NOW = re.compile(r"(?:截至|截止|到)?目前(?:为止)?|近年来|现有")
_UNTIL_NOW = re.compile(r"(?:截至|截止|到)目前(?:为止)?")
_SECTION_AFTER = re.compile(r"\s*(?:[:。\n]|$)")
_SAME_GROUP = re.compile(r"(?:、[^,;:。、()]{0,10})?")
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
    hints: Sequence[SectorMention]
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
        found = self._settle(inside)
        if found is None:
            hinted = [m for m in self.hints if m.start >= start and m.end <= end]
            found = SectorScope(hinted[-1].code, hinted[-1].text) if hinted else None
        return found

    def _run(self, mentions: Sequence[SectorMention]) -> list[SectorMention]:
        """The last mention with those that stand in one row before it."""
        run = [mentions[-1]]
        for mention in reversed(mentions[:-1]):
            gap = self.text[mention.end : run[0].start]
            if len(gap) > 8 or (not _AND_TWO.search(gap) and "等" not in gap):
                break
            run.insert(0, mention)
        return run

    def _settle(self, mentions: Sequence[SectorMention]) -> SectorScope | None:
        """One sector for a row: 危险化学品和烟花爆竹 takes the first, any longer or open row is ``other``."""
        if not mentions:
            return None
        run = self._run(mentions)
        is_open = _LIST_TAIL.match(self.text, run[-1].end) is not None
        is_pair = len(run) == 2 and "、" not in self.text[run[0].end : run[1].start]
        if not is_open and (len({m.code for m in run}) == 1 or is_pair):
            return SectorScope(run[0].code, run[0].text)
        return SectorScope("other", self.text[run[0].start : run[-1].end])

    def members(self, start: int, end: int) -> tuple[list[SectorScope], list[PlaceMention]]:
        """The sectors and the places that a list before 分别 names, in order."""
        sectors = [SectorScope(m.code, m.text) for m in self.sectors if m.start >= start and m.end <= end]
        places = [m for m in self.places if m.start >= start and m.end <= end and m.kind != "deictic"]
        return sectors, places

    def topic_sector(self, sentence: Sentence, at: int) -> SectorScope | None:
        """The sector whose topic a position stands in: X方面: in the line, a sector that opens the ;-part or sentence."""
        line = self.lines[sentence.line]
        segment = (
            max(line.start, *(self.text.rfind(mark, line.start, at) + 1 for mark in ";。")) if at > line.start else at
        )
        before = [m for m in self.sectors if line.start <= m.start and m.end <= at]
        for index in range(len(before) - 1, -1, -1):
            run = self._run(before[: index + 1])
            first, last = run[0], run[-1]
            if last.is_heading and (first.start >= segment or self._heads_line(last)):
                return SectorScope(first.code, first.text) if len(run) <= 2 else self._topic(run)
            if self._opens(first, segment):
                return self._topic(run)
            if self._opens_sentence(first, line) and _CAMPAIGN.match(self.text, last.end):
                return self._topic(run)
        return None

    def _heads_line(self, mention: SectorMention) -> bool:
        """A topic before a colon or a full stop holds to the end of its line."""
        return _LINE_TOPIC.match(self.text, mention.end) is not None

    def _topic(self, run: list[SectorMention]) -> SectorScope | None:
        """A row that opens a campaign (水电、道路等行业大排查中) is no sector; one that opens a count is."""
        settled = self._settle(run)
        if (
            settled is not None
            and settled.code == "other"
            and len(run) > 1
            and _ACTION_AFTER.match(self.text, run[-1].end)
        ):
            return None
        return settled

    def _opens(self, mention: SectorMention, segment: int) -> bool:
        if mention.start < segment:
            return False
        lead = self.text[segment : mention.start]
        return len(lead) <= 24 and _LEAD.fullmatch(lead) is not None

    def _opens_sentence(self, mention: SectorMention, line: Line) -> bool:
        start = max(line.start, self.text.rfind("。", line.start, mention.start) + 1)
        lead = self.text[start : mention.start]
        return "," not in lead[-20:] or (lead.count(",") <= 1 and not re.search(r"\d(?:家|起|人|条|项|处|万元)", lead))

    def section_sector(self, sentence: Sentence) -> SectorScope | None:
        """The sector of the nearest heading that names exactly one, else of the title."""
        for heading in self.sections_of(sentence.line):
            found = self._one_sector(heading)
            if found is not None:
                return found
        title = next((line for line in self.lines if line.kind == "title"), None)
        return (self._one_sector(title) if title else None) or self._opening_sector()

    def _opening_sector(self) -> SectorScope | None:
        """The sector whose office or campaign opens the document: 我市消防部门..., 针对烟花爆竹非法生产..."""
        opening = [next((line for line in self.lines if line.kind == kind), None) for kind in ("title", "body")]
        spans = [(line.start, min(line.end, line.start + 60)) for line in opening if line]
        inside = [m for m in (*self.sectors, *self.hints) if any(start <= m.start < stop for start, stop in spans)]
        inside = [m for m in sorted(inside, key=lambda m: m.start) if _CAMPAIGN_OR_CRIME.match(self.text, m.end)]
        codes = {m.code for m in inside}
        return SectorScope(inside[0].code, inside[0].text) if len(codes) == 1 else None

    def _one_sector(self, line: Line) -> SectorScope | None:
        inside = [m for m in self.sectors if line.start <= m.start < line.end]
        if not inside:
            return None
        settled = self._settle(inside)
        return settled if settled and (settled.code != "other" or len(inside) == 1) else None

    # -- period -----------------------------------------------------------------------------------------------------

    def prior_period_at(self, sentence: Sentence, at: int) -> Period | None:
        """Last year's period at a position: as printed (去年), else the reported one a year earlier (去年同期)."""
        line = self.lines[sentence.line]
        prior = [m for m in self.periods if line.start <= m.start_pos < at and m.is_prior_year]
        if prior and prior[-1].period is not None and prior[-1].start_pos >= sentence.start:
            return prior[-1].period
        return year_before(self.period_at(sentence, at))

    def period_in(self, start: int, end: int) -> Period | None:
        """The first reporting period that a stretch (a table's title and header) prints."""
        found = next((m for m in self.periods if start <= m.start_pos < end and is_reporting(m)), None)
        return complete(found, self.periods, self.context.published_on) if found else None

    def period_at(self, sentence: Sentence, at: int) -> Period | None:
        """The period that holds at a position, from the nearest words outwards."""
        line = self.lines[sentence.line]
        in_sentence = [m for m in self.periods if sentence.start <= m.start_pos < at]
        found = self._latest(in_sentence, allow_day=True)
        if found is not None:
            return complete(found, self.periods, self.context.published_on)
        if _UNTIL_NOW.search(self.text, sentence.start, at) and self.context.published_on:
            return Period(None, self.context.published_on, "instant")
        if _NOW.search(self.text, sentence.start, at):
            return None
        in_line = [m for m in self.periods if line.start <= m.start_pos < sentence.start]
        found = self._latest(in_line, allow_day=False)
        if found is not None:
            return complete(found, self.periods, self.context.published_on)
        for heading in self.sections_of(sentence.line):
            found = self._latest(
                [m for m in self.periods if heading.start <= m.start_pos < heading.end], allow_day=False
            )
            if found is not None:
                return complete(found, self.periods, self.context.published_on)
        return self.context.period

    def _latest(self, mentions: Sequence[PeriodMention], *, allow_day: bool) -> PeriodMention | None:
        for mention in reversed(mentions):
            if mention.raw.endswith("同期") and not mention.is_prior_year:
                continue
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

    # -- place ------------------------------------------------------------------------------------------------------

    def place_at(self, sentence: Sentence, at: int, end: int) -> PlaceMention | None:
        """The place that holds at a position; None where it is the document's own."""
        bracketed = self._bracketed(end, sentence.end)
        if bracketed is not None:
            return bracketed
        line = self.lines[sentence.line]
        found = self._last_place(sentence.start, at) or self._last_place(line.start, sentence.start)
        if found is not None and found.kind != "deictic":
            return found
        return self._section_place(sentence.line)

    def _section_place(self, line: int) -> PlaceMention | None:
        """The place that heads the section (抚州:...): the nearest heading before the line that begins with one."""
        for above in reversed(self.lines[:line]):
            if above.kind != "heading":
                continue
            inside = [
                m
                for m in self.places
                if above.start <= m.start < above.start + 6 and m.kind in {"county", "zone", "township"}
            ]
            if inside and _SECTION_AFTER.match(self.text, inside[0].end):
                return inside[0]
        return None

    def _bracketed(self, end: int, stop: int) -> PlaceMention | None:
        match = _BRACKETED_PLACE.search(self.text, end, min(stop, end + 30))
        if match is None or not _SAME_GROUP.fullmatch(self.text[end : match.start()]):
            return None
        return next(
            (m for m in self.places if m.start == match.start(1) and m.end == match.end(1) and m.kind != "deictic"),
            None,
        )

    def _last_place(self, start: int, stop: int) -> PlaceMention | None:
        low = bisect_right(self.places, start - 1, key=lambda m: m.start)
        inside = [m for m in self.places[low:] if m.start >= start and m.end <= stop]
        for index in range(len(inside) - 1, -1, -1):
            mention = inside[index]
            if mention.kind == "department" or self._in_list(inside, index) or self._in_bracket(mention):
                continue
            if mention.kind == "deictic" and mention.printed[0] == "该":
                continue
            return mention
        return None

    def _in_list(self, inside: list[PlaceMention], index: int) -> bool:
        """A place in a row of places (A、B和C) is no scope; nor is one that is only said to be located somewhere."""
        mention = inside[index]
        before = self.text[mention.start - 1 : mention.start]
        after = self.text[mention.end : mention.end + 1]
        return before in set("、和与及《") or after in set("、和与及")

    def _in_bracket(self, mention: PlaceMention) -> bool:
        opened = self.text.rfind("(", max(0, mention.start - 16), mention.start)
        return opened >= 0 and ")" not in self.text[opened : mention.start]

    def code_of(self, mention: PlaceMention | None) -> str | None:
        """The division code of a place, told apart within the document's own province; None where it stays unclear."""
        if mention is None or (mention.kind == "own_level" and not mention.codes):
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
