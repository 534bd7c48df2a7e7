"""What a document says of itself: title, reporting office, publication date, printed period, whether it is a correction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from pipelines.extraction.grammar.period import PeriodMention, find_periods, find_publication_date
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.model import DocumentContext, Period
from pipelines.extraction.prose.segmentation import Line

_CORRECTION = re.compile(r"更正|补报|修订(?!预案|应急|完善|后的|的《|更新)|订正|勘误")
_OFFICE_LINE = re.compile(r"来源:|信息来源|发布机构|发布单位|填报单位|报送单位|单位:")
_LEVEL_OF = {"省": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture", "县": "county", "区": "county",
             "旗": "county", "镇": "township", "乡": "township"}  # fmt: skip
_SUFFIX = {"省": ("省", "自治区"), "市": ("市",), "州": ("州",), "盟": ("盟",), "县": ("县",), "区": ("区", "自治区"), "旗": ("旗",),
           "镇": ("镇",), "乡": ("乡",)}  # fmt: skip
_BODY_LINES = 6


def read_context(
    text: str, lines: Sequence[Line], places: Sequence[PlaceMention], finder: PlaceFinder, file_name: str = ""
) -> DocumentContext:
    """The document's own context; what it does not say stays None.

    Args:
        text: repaired text of the whole document.
        lines: its lines.
        places: all place mentions of the text.
        finder: resolves names to divisions.
        file_name: a further hint at the office, used only where the text names none.
    """
    title_line = next((line for line in lines if line.kind == "title"), None)
    title = text[title_line.start : title_line.end].strip() if title_line else ""
    published = find_publication_date(text)
    place = _office(text, lines, places, title_line)
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
        period=reporting_period(text, lines, published),
        is_correction=_CORRECTION.search(head) is not None,
    )


def reporting_period(text: str, lines: Sequence[Line], published: date | None) -> Period | None:
    """The period that the document reports on: printed in the title, else the first one of the opening lines."""
    for line in lines:
        if line.kind == "title":
            for mention in find_periods(text[line.start : line.end], base=published):
                if is_reporting(mention):
                    return mention.period
    body = [line for line in lines if line.kind in {"body", "heading"}][:_BODY_LINES]
    for line in body:
        for mention in find_periods(text[line.start : line.end], base=published):
            if is_reporting(mention) and mention.period is not None and not (mention.is_since and mention.period.end is None):
                return mention.period
    return None


def is_reporting(mention: PeriodMention) -> bool:
    """Whether a mention may be a reporting period: dated, not last year's, no plan, no single day."""
    period = mention.period
    if period is None or mention.is_prior_year or mention.is_plan or period.kind in {"day", "instant", "multi_year"}:
        return False
    return not (mention.is_until or period.start is None)


def _office(
    text: str, lines: Sequence[Line], places: Sequence[PlaceMention], title_line: Line | None
) -> PlaceMention | None:
    """The reporting office: title, then a line that names the source, then the body; of the level that 全市, 我县 tell."""
    named = [mention for mention in places if mention.kind in {"county", "township", "zone"}]
    level = _deictic_level(places)
    if level == "国":
        return _nation(places)
    in_title = [m for m in named if title_line and title_line.start <= m.start < title_line.end]
    source = [line for line in lines if line.kind == "furniture" and _OFFICE_LINE.search(text, line.start, line.end)]
    in_source = [m for m in named if any(line.start <= m.start < line.end for line in source)]
    body = [line for line in lines if line.kind in {"body", "heading"}]
    in_body = [m for m in named if any(line.start <= m.start < line.end for line in body)]
    for pool in (in_title, in_body, in_source):
        fitting = [m for m in pool if level is None or m.name.endswith(_SUFFIX[level])]
        if fitting:
            return fitting[0]
    if level is not None and level in "省市县区州旗":
        return None if not in_title else in_title[0]
    return next(iter([*in_title, *in_source, *in_body]), None)


def _deictic_level(places: Iterable[PlaceMention]) -> str | None:
    """The level that 全市, 我县 speak of most often: its last character."""
    counts = Counter(m.printed[-1] for m in places if m.kind == "deictic" and m.printed[-1] in {*_SUFFIX, "国"})
    if not counts:
        return None
    if counts.get("国") and len(counts) > 1:
        counts.pop("国")
    return counts.most_common(1)[0][0]


def _nation(places: Iterable[PlaceMention]) -> PlaceMention | None:
    return next((m for m in places if m.printed == "全国"), None)
