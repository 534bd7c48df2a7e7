"""What a document says of itself: title, reporting office, publication date, printed period, correction or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from pipelines.extraction.grammar.period import PeriodMention
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.model import DocumentContext
from pipelines.extraction.prose.periods import reporting_period
from pipelines.extraction.prose.segmentation import Line
from warehouse.catalogue.divisions import DivisionIndex

_CORRECTION = re.compile(r"更正|修订(?!预案|应急|完善|后的|的《|更新)|订正|勘误")
_OFFICE_LINE = re.compile(r"来源:|信息来源|发布机构|发布单位|填报单位|报送单位|单位:")
_SUFFIX = {
    "省": ("省", "自治区"),
    "市": ("市",),
    "州": ("州",),
    "盟": ("盟",),
    "县": ("县",),
    "区": ("区", "自治区"),
    "旗": ("旗",),
    "镇": ("镇",),
    "乡": ("乡",),
}


def read_context(
    text: str,
    lines: Sequence[Line],
    places: Sequence[PlaceMention],
    periods: Sequence[PeriodMention],
    published: date | None,
    finder: PlaceFinder,
    divisions: DivisionIndex,
    file_name: str = "",
) -> DocumentContext:
    """The document's own context; what it does not say stays None.

    Args:
        text: repaired text of the whole document.
        lines: its lines.
        places: all place mentions of the text.
        periods: all period mentions.
        published: the publication date.
        finder: finds and resolves names.
        divisions: all divisions.
        file_name: a further hint at the office, used only where the text names none.
    """
    title_line = next((line for line in lines if line.kind == "title"), None)
    title = text[title_line.start : title_line.end].strip() if title_line else ""
    place = _office(text, lines, places, title_line, divisions)
    if place is None and file_name:
        named = [mention for mention in finder.find(file_name) if mention.kind == "county" and mention.codes]
        place = named[0] if named else None
    code = None
    if place is not None and place.kind != "deictic":
        division = finder.resolve(place.name)
        code = place.codes[0] if len(place.codes) == 1 else (division.code if division else None)
    head = text[: title_line.end if title_line else 80]
    return DocumentContext(
        title=title,
        place=place.name if place else None,
        division_code=code,
        published_on=published,
        period=reporting_period(text, lines, periods, published),
        is_correction=_CORRECTION.search(head) is not None,
    )


def _office(
    text: str,
    lines: Sequence[Line],
    places: Sequence[PlaceMention],
    title_line: Line | None,
    divisions: DivisionIndex,
) -> PlaceMention | None:
    """The reporting office: title, body, then a line that names the source; of the level that 全市, 我县 tell."""
    named = [mention for mention in places if mention.kind in {"county", "township", "zone"}]
    headings = [line for line in lines if line.kind == "heading"]
    if parent := _parent_of_sections(text, headings, named, divisions):
        return parent
    in_title = [m for m in named if title_line and title_line.start <= m.start < title_line.end]
    level = _deictic_level(places)
    if level == "国" and not in_title:
        return next((m for m in places if m.printed == "全国"), None)
    source = [line for line in lines if line.kind == "furniture" and _OFFICE_LINE.search(text, line.start, line.end)]
    in_source = [m for m in named if any(line.start <= m.start < line.end for line in source)]
    body = [line for line in lines if line.kind in {"body", "heading"}]
    in_body = [m for m in named if any(line.start <= m.start < line.end for line in body)]
    if level not in _SUFFIX and (named_in_title := _innermost(in_title)):
        return named_in_title
    suffix = _SUFFIX.get(level or "", ("",))
    for pool in (in_title, in_body, in_source):
        fitting = [m for m in pool if m.name.endswith(suffix)]
        if fitting:
            return fitting[0]
    if level in _SUFFIX:
        opening = _by_opening(text, title_line, suffix, divisions)
        return opening or _by_newspaper(text, suffix, divisions) or next(iter(in_title), None)
    return next(iter([*in_source, *in_body]), None)


def _innermost(named: Sequence[PlaceMention]) -> PlaceMention | None:
    """The last of an address (澄川市鹿溪县): the office is the county's."""
    found = next(iter(named), None)
    for mention in named[1:]:
        if found is None or mention.start != found.end or not _is_within(mention, found):
            break
        found = mention
    return found


def _is_within(inner: PlaceMention, outer: PlaceMention) -> bool:
    if not inner.codes or not outer.codes:
        return False
    stem = outer.codes[0].rstrip("0")
    return inner.codes[0] != outer.codes[0] and inner.codes[0].startswith(stem + "0" * (len(stem) % 2))


_DATELINE = re.compile(r"(?:本报|本网|本刊|新华社|日报|晚报)(?P<name>[一-鿿]{2,4}?)(?:\d{1,2}月\d{1,2}日)?(?:讯|电)")
# What an office does in a headline, so that 长治久安 and 和平时期 are no offices.
_OFFICE_GOES_ON = re.compile(
    r"[“\"《:]|安监|应急|消防|公安|警方|交警|海事|住建|开展|启动|部署|召开|严|打|重拳|铁腕|狠抓|扎实|强化|深入|集中|全力|多措"
    r"|查|对|为|通报|曝光|关|整治|安全|煤|烟花|危化|上半年|一季度|前|\d"
)
_TITLE_START = re.compile(r"\s*(?:\[[^\]\n]{1,8}\]\s*)?(?P<name>[一-鿿]{2,4})")


def _by_opening(
    text: str, title_line: Line | None, suffix: tuple[str, ...], divisions: DivisionIndex
) -> PlaceMention | None:
    """The bare name that opens the title or the dateline, where one division of the level that 全市 tells has it."""
    dateline = _DATELINE.search(text, 0, 400)
    opens = _TITLE_START.match(text, title_line.start, title_line.end) if title_line else None
    for match in filter(None, (dateline, opens)):
        for length in range(len(match["name"]), 1, -1):
            printed = match["name"][:length]
            if match is opens and not _OFFICE_GOES_ON.match(text, match.start("name") + length):
                continue
            fitting = [one for one in divisions.find(printed) if one.name.endswith(suffix) and one.name != printed]
            if len(fitting) == 1 and len(fitting[0].name) - length <= 1:
                start, one = match.start("name"), fitting[0]
                return PlaceMention(start, start + length, printed, one.name, (one.code,), "county", is_bare=True)
    return None


def _parent_of_sections(
    text: str, headings: Sequence[Line], named: Sequence[PlaceMention], divisions: DivisionIndex
) -> PlaceMention | None:
    """The common parent of places that head sections of their own (南昌:..., 九江:...)."""
    heads = [m for m in named if any(line.start <= m.start < line.start + 6 for line in headings)
             and text[m.end : m.end + 1] == ":"]  # fmt: skip
    codes = {code for mention in heads for code in mention.codes[:1]}
    parents = {division.parent for code in codes if (division := divisions.get(code))}
    if len(codes) < 3 or len(parents) != 1:
        return None
    parent = divisions.get(str(parents.pop()))
    return PlaceMention(0, 0, parent.name, parent.name, (parent.code,), "county") if parent else None


_NEWSPAPER = re.compile(r"([一-鿿]{2,4}?)(?:日报|晚报|晨报|新闻网|融媒|在线|广播)")


def _by_newspaper(text: str, suffix: tuple[str, ...], divisions: DivisionIndex) -> PlaceMention | None:
    """The place of a local newspaper whose level fits: 甘孜日报 and 我州."""
    for match in _NEWSPAPER.finditer(text, 0, 400):
        for end in suffix:
            fitting = [division for division in divisions.find(match[1]) if division.name.endswith(end)]
            if len(fitting) == 1:
                one = fitting[0]
                return PlaceMention(
                    match.start(1), match.end(1), match[1], one.name, (one.code,), "county", is_bare=True
                )
    return None


def _deictic_level(places: Iterable[PlaceMention]) -> str | None:
    """The level that 全市, 我县 speak of most often: its last character; 全国 only where nothing else is said."""
    own = [m for m in places if m.kind == "deictic" and m.printed[0] in "全我本"]
    counts = Counter(m.printed[-1] for m in own if m.printed[-1] in {*_SUFFIX, "国"})
    if len(counts) > 1:
        counts.pop("国", None)
    return counts.most_common(1)[0][0] if counts else None
