"""The sector of a figure: from its own words, the topic of its line, its section, the title.

A topic flows: what a heading, a colon or the opening of a sentence names holds for what follows, until the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extraction.grammar.place import PlaceMention
from pipelines.extraction.grammar.sector import SectorMention
from pipelines.extraction.prose.mentions import Mentions, once_a_line
from pipelines.extraction.prose.segmentation import Line, Sentence

_LEAD = re.compile(
    r"(?:据[^,]{0,8},|其中|分行业看|从[^,]{0,6}看|在|对于?|针对|从|就|但|而|全[市县区省州]|[\d年月日份—~至,、\s-]|共|各|主要|一是|二是|三是|四是|五是|\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+、|\d+[.、]|今年|去年|上半年|[“”\"])*"
)
_CAMPAIGN = re.compile(
    r"[^,。;]{0,14}?(?:专项|行动|整治|打非治违|执法|攻坚|检查|领域|行业|工作|监管|部门|支队|大队|警方|情况)"
)
_OFFICE = re.compile(r"(?:安全)?(?:部门|总队|分局|支队|大队|警方|专项|整治|打非|情况|救援支队|救援大队|救援机构)")
_AND_TWO = re.compile(r"[和与及、]")
_LIST_TAIL = re.compile(r"等(?:重点|主要|其他|高危)?(?:行业|领域|企业|单位|工矿|工贸)?")
# A sentence that opens with a campaign of its own: 在夏季消防检查中,...
_OWN_CAMPAIGN = re.compile(
    r"(?:^|(?<=[。\n]))\s*在[^,。;:\d]{2,20}(?:检查|整治|行动|执法|排查|攻坚|巡查|督查)(?:工作|活动)?(?:中|期间),"
)
_LEADS_ON = re.compile(r"(?:企业|行业|领域|方面|系统|单位|安全|部门|支队|大队)*:")
_LINE_TOPIC = re.compile(r"(?:企业|行业|领域|方面|系统|单位|安全生产)*[:。]")
_ACTION_AFTER = re.compile(r"[^,;。]{0,16}?(?:行动|整治|检查|排查|工作|执法|期间|开展)")


# A new numbered item ends the topic of the one before.
_ITEM = re.compile(r"\([一二三四五六七八九十]{1,3}\)|(?<=。)\s*[一二三四五六七八九十]{1,3}、")
# A trade that the catalogue does not list, named as one in a heading: 整治橡胶行业.
_UNLISTED = re.compile(
    r"(?:整治|打击|规范|开展|严查|聚焦|治理)(?P<name>(?!重点|各|高危|相关|有关|主要|其他|安全|全|多|本|该|生产|一|两|三|四|五|六|七|八|九|十)[一-鿿]{2,4}?)(?:行业|领域)"
)


@dataclass(frozen=True, slots=True)
class SectorScope:
    """A sector with the words that name it.

    ``is_hint``: told by a word that also stands in other sectors (超载); a topic before a colon is stronger.
    ``is_led``: such a topic.
    """

    code: str
    text: str
    is_hint: bool = False
    is_led: bool = False


def own_sector(known: Mentions, start: int, end: int) -> SectorScope | None:
    """The sector that a figure's own window names; a list of sectors is ``other`` with its words."""
    found = _settle(known, known.sectors_in(start, end))
    if found is None:
        hinted = known.hints_in(start, end)
        found = SectorScope(hinted[-1].code, hinted[-1].text, is_hint=True) if hinted else None
    return found


def members(known: Mentions, start: int, end: int) -> tuple[list[SectorScope], list[PlaceMention]]:
    """The sectors and the places that a list before 分别 names, in order."""
    sectors = [SectorScope(m.code, m.text) for m in known.sectors_in(start, end)]
    places = [m for m in known.places_in(start, end) if m.kind != "deictic"]
    return sectors, places


def topic_sector(known: Mentions, sentence: Sentence, at: int) -> SectorScope | None:
    """The sector whose topic a position stands in: X方面: in the line, a sector that opens the ;-part or sentence."""
    line = known.lines[sentence.line]
    segment = (
        max(line.start, *(known.text.rfind(mark, line.start, at) + 1 for mark in ";。")) if at > line.start else at
    )
    begin, named = _campaign_before(known, line.start, at)
    before = known.topics_in(begin, at)
    if named:
        before = sorted(dict.fromkeys((*before, *named)), key=_start)
    for index in range(len(before) - 1, -1, -1):
        run = _run(known, before[: index + 1])
        first, last = run[0], run[-1]
        if _ITEM.search(known.text, last.end, at):
            return None
        if _is_led(known, first, last, line) or (
            last.is_heading and (first.start >= segment or _heads_line(known, last))
        ):
            return SectorScope(first.code, first.text, is_led=True) if len(run) <= 2 else _topic(known, run)
        if _opens(known, first, segment):
            return _topic(known, run)
        if _opens(known, first, sentence.start) and _goes_on(known, last.end, segment):
            return _topic(known, run)
        if _opens_sentence(known, first, line) and _CAMPAIGN.match(known.text, last.end):
            return None if _TOTALLED.search(known.text, last.end, at) else _topic(known, run)
    return None


def _campaign_before(known: Mentions, start: int, at: int) -> tuple[int, list[SectorMention]]:
    """Where the last campaign that a sentence of the line opens with begins, and the words that tell its sector."""
    last = None
    if known.text.find("在", start, at) < 0:
        return start, []
    for match in _OWN_CAMPAIGN.finditer(known.text, start, at):
        last = match
    if last is None:
        return start, []
    return last.start(), [m for m in known.hints if last.start() <= m.start and m.end <= last.end()]


@once_a_line
def section_sector(known: Mentions, line: int) -> SectorScope | None:
    """The sector of the question answered, of the nearest heading that names exactly one, else of the title."""
    asked = _question_above(known, line)
    if asked is not None and (found := _one_sector(known, asked)) is not None:
        return found
    for heading in known.sections_of(line):
        found = _one_sector(known, heading)
        if found is not None:
            return found
    title = next((one for one in known.lines if one.kind == "title"), None)
    found = (_one_sector(known, title) or _fire_title(known, title)) if title else None
    if found is not None and title is not None and not _holds_in(known, title, found, known.lines[line]):
        return None
    return found or _opening_sector(known)


def _start(mention: SectorMention) -> int:
    return mention.start


_QUESTION = re.compile(
    r"\s*(?:\[?[一-鿿]{0,10}?(?:记者|提问|主持人|问|网民|市民|代表|委员)[^:,。]{0,14}[:\]])[^\n]*\?\s*$"
)


def _question_above(known: Mentions, line: int) -> Line | None:
    """The question that a line answers: the nearest above it."""
    if "?" not in known.text:
        return None
    for above in reversed(known.lines[:line]):
        if _QUESTION.match(known.text, above.start, above.end):
            return above
    return None


_FIRE = re.compile(r"消防|火灾")
_TWO_MATTERS = re.compile(r"[^\n]{0,12}?[与暨和及]")


def _holds_in(known: Mentions, title: Line, scope: SectorScope, line: Line) -> bool:
    """A title of two matters (烟花爆竹打非与冬季大检查) gives its sector only to lines that speak of it."""
    ends = (m.end for m in known.sectors if title.start <= m.start < title.end)
    named = max(ends, default=0) if scope.code != "other" else 0
    if not named or not _TWO_MATTERS.match(known.text, named, title.end):
        return True
    return any(m.code == scope.code and line.start <= m.start < line.end for m in (*known.sectors, *known.hints))


def _run(known: Mentions, mentions: Sequence[SectorMention]) -> list[SectorMention]:
    """The last mention with those that stand in one row before it."""
    run = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        gap = known.text[mention.end : run[0].start]
        if len(gap) > 8 or (not _AND_TWO.search(gap) and "等" not in gap):
            break
        run.insert(0, mention)
    return run


def _settle(known: Mentions, mentions: Sequence[SectorMention]) -> SectorScope | None:
    """One sector for a row: 危险化学品和烟花爆竹 takes the first, any longer or open row is ``other``."""
    if not mentions:
        return None
    run = _run(known, mentions)
    is_open = _LIST_TAIL.match(known.text, run[-1].end) is not None
    is_pair = len(run) == 2 and "、" not in known.text[run[0].end : run[1].start]
    if not is_open and (len({m.code for m in run}) == 1 or is_pair):
        return SectorScope(run[0].code, run[0].text)
    return SectorScope("other", known.text[run[0].start : run[-1].end])


def _is_led(known: Mentions, first: SectorMention, last: SectorMention, line: Line) -> bool:
    """A topic before a colon, with a few words before it: 1.生产经营性道路交通:."""
    if not _LEADS_ON.match(known.text, last.end):
        return False
    begin = max(line.start, *(known.text.rfind(mark, line.start, first.start) + 1 for mark in ",;。:、"))
    return first.start - begin <= 10


def _heads_line(known: Mentions, mention: SectorMention) -> bool:
    """A topic before a colon or a full stop holds to the end of its line."""
    return _LINE_TOPIC.match(known.text, mention.end) is not None


def _topic(known: Mentions, run: list[SectorMention]) -> SectorScope | None:
    """A row that opens a campaign (水电、道路等行业大排查中) is no sector; one that opens a count is."""
    settled = _settle(known, run)
    if (
        settled is not None
        and settled.code == "other"
        and len(run) > 1
        and _ACTION_AFTER.match(known.text, run[-1].end)
    ):
        return None
    return settled


def _opens(known: Mentions, mention: SectorMention, segment: int) -> bool:
    if mention.start < segment:
        return False
    lead = known.text[segment : mention.start]
    return len(lead) <= 24 and _LEAD.fullmatch(lead) is not None


# A ;-part that begins so speaks of the whole again.
_WHOLE = re.compile(
    r";\s*(?:另外?|此外|同时|还|全[省市县区州盟旗镇国]|我[省市县区州盟旗镇局]|各地|各[县市区乡]|共计|总计|合计|累计|其[他它余])"
)


# A ;-part that adds up what its sentence lists is of no sector of the list.
_TOTALLED = re.compile(r";\s*(?:以上|上述|[两三四五六]项)?(?:共计|总计|合计)")


def _goes_on(known: Mentions, start: int, segment: int) -> bool:
    """Whether the topic that opens a sentence still holds in a later ;-part: no place and no whole begins one."""
    if _WHOLE.search(known.text, start, min(len(known.text), segment + 8)):
        return False
    return not any(start <= m.start < segment + 6 and m.kind in {"county", "zone", "township"} for m in known.places)


def _opens_sentence(known: Mentions, mention: SectorMention, line: Line) -> bool:
    start = max(line.start, known.text.rfind("。", line.start, mention.start) + 1)
    lead = known.text[start : mention.start]
    return "," not in lead[-20:] or (lead.count(",") <= 1 and not re.search(r"\d(?:家|起|人|条|项|处|万元)", lead))


def _opening_sector(
    known: Mentions,
) -> SectorScope | None:
    """The sector whose office or campaign opens the document: 我市消防部门..., 针对烟花爆竹非法生产..."""
    opening = [next((line for line in known.lines if line.kind == kind), None) for kind in ("title", "body")]
    spans = [(line.start, min(line.end, line.start + 60)) for line in opening if line]
    inside = [m for m in (*known.sectors, *known.hints) if any(start <= m.start < stop for start, stop in spans)]
    inside = [m for m in sorted(inside, key=lambda m: m.start) if _leads(known, m)]
    codes = {m.code for m in inside}
    return SectorScope(inside[0].code, inside[0].text) if len(codes) == 1 else None


def _one_sector(known: Mentions, line: Line) -> SectorScope | None:
    inside = [m for m in known.sectors if line.start <= m.start < line.end]
    if not inside:
        named = _UNLISTED.search(known.text, line.start, line.end)
        return SectorScope("other", named["name"]) if named else None
    settled = _settle(known, inside)
    if settled and settled.text == "矿山":
        settled = _mines(known, settled)
    return settled if settled and (settled.code != "other" or len(inside) == 1) else None


def _fire_title(known: Mentions, title: Line) -> SectorScope | None:
    """A title with 消防 or 火灾 is about fires, though the words are everyday ones in running text."""
    if any(title.start <= m.start < title.end for m in known.sectors):
        return None
    named = _FIRE.search(known.text, title.start, title.end)
    return SectorScope("fire_safety", named[0]) if named else None


def _mines(known: Mentions, scope: SectorScope) -> SectorScope:
    """矿山 of a heading are the mines that the text names, where it names one kind only."""
    codes = {m.code for m in known.sectors if m.code in {"coal_mine", "non_coal_mine"}}
    return SectorScope(codes.pop(), scope.text) if len(codes) == 1 else scope


def _leads(known: Mentions, mention: SectorMention) -> bool:
    """Whether a sector is what an office or a campaign is of: 消防部门, 针对烟花爆竹非法生产."""
    before = known.text[max(0, mention.start - 2) : mention.start]
    return before.endswith(("针对", "围绕", "聚焦", "开展")) or _OFFICE.match(known.text, mention.end) is not None
