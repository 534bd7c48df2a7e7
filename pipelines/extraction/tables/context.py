"""What a submission says of itself: its title, the office, the period; from its own lines, then from its file name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePath

from pipelines.extraction.grammar.period import find_publication_date
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.grammar.sector import find_sectors
from pipelines.extraction.model import DocumentContext
from pipelines.extraction.tables.times import read_period
from pipelines.extraction.tables.tree import read_tree_lines
from pipelines.extraction.tables.wording import clean_line
from pipelines.reading.model import Reading, Table, Tree
from warehouse.catalogue.model import Catalogue

_OFFICE_LINE = re.compile(
    r"(?:填报|报送|上报|统计|编制|汇报|制表)?(?:单位|机关|部门)(?:名称)?(?:[(（].{1,4}[)）])?[:：]\s*(.+)"
)
_OFFICE_HEAD = re.compile(r"^(?:填报|报送|上报)(?:单位|机关|部门)(?:名称)?$")
_CORRECTION = re.compile(r"更正|修订|订正|勘误|更新版|重新报送|修正")
_TITLE = re.compile(r"(?:统计|汇总|情况|进展|工作|执法|安全).*(?:表|情况|总结|通报|报告|简报|汇总|[)）])$")
_SEVERAL = re.compile(r"等|重点行业|各行业|分行业|各领域|重点领域")
"""Words of a title that names a sector only as one of several."""
_FIRE = re.compile(r"火灾|消防")
"""Everyday words in running text, but what a title with them is about."""
_MAX_TITLE = 60
_HEAD_ROWS = 8


class CatalogueHolder:
    """A catalogue as a key of a cache: two holders are equal where they hold the same object."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CatalogueHolder) and other.catalogue is self.catalogue


@lru_cache(maxsize=4)
def build_place_finder(holder: CatalogueHolder) -> PlaceFinder:
    """One finder a catalogue; building its index takes longer than reading a table."""
    return PlaceFinder(holder.catalogue)


def find_context(reading: Reading, catalogue: Catalogue) -> DocumentContext:
    """The context of a reading that holds tables: title, place, period.

    The title's place stands before the filing office's, that before the file name's; a period likewise.
    """
    lines = _opening_lines(reading)
    stem = clean_line(re.sub(r"[_]+", " ", PurePath(reading.file).stem))
    short = [line for line in lines if len(line) <= _MAX_TITLE]
    title = next((line for line in short if _TITLE.search(line)), short[0] if short else "")
    place = find_place(lines, catalogue) or find_place([stem], catalogue)
    period = next((p for text in (*lines, stem) if (p := read_period(text, None))), None)
    return DocumentContext(
        title=title,
        place=place.name if place else None,
        division_code=place.codes[0] if place and len(place.codes) == 1 else None,
        published_on=next((d for line in lines if (d := find_publication_date(line))), None),
        period=period,
        is_correction=any(_CORRECTION.search(line) for line in (*lines[:4], stem)),
        sector=_find_sector(title, catalogue),
    )


def _find_sector(title: str, catalogue: Catalogue) -> tuple[str, str] | None:
    """The sector that a title is about: the only one it names, and one that the catalogue has."""
    if _SEVERAL.search(title):
        return None
    found = {mention.code: mention.text for mention in find_sectors(title, catalogue)}
    if not found and (fire := _FIRE.search(title)):
        return "fire_safety", fire[0]
    if len(found) != 1 or "other" in found:
        return None
    return next(iter(found.items()))


def find_place(lines: Sequence[str], catalogue: Catalogue) -> PlaceMention | None:
    """The place that lines speak of: the title's, or the filing office's where that lies inside it.

    The title of a form may name the province that made it; the office that fills it in is then the place.
    """
    finder = build_place_finder(CatalogueHolder(catalogue))
    asked = [m[1] for line in lines if (m := _OFFICE_LINE.search(line))]
    titled = [_OFFICE_LINE.sub("", line) for line in lines]
    office = next((p for text in asked if (p := find_office_place(text, finder))), None)
    title = next((p for text in titled if (p := find_office_place(text, finder))), None)
    if office is None or title is None:
        return office or title
    is_inside = any(catalogue.divisions.is_within(a, b) for a in office.codes for b in title.codes)
    return office if is_inside else title


def find_office_place(text: str, finder: PlaceFinder) -> PlaceMention | None:
    """The place that a title or an office's name starts from: its last, most exact one of an unbroken run.

    山西省临汾市曲沃县 is 曲沃县; a place later in the line is another matter.
    """
    chosen: PlaceMention | None = None
    for mention in finder.find(text):
        if not mention.codes or mention.kind == "deictic":
            continue
        if chosen is None or mention.start <= chosen.end:
            chosen = mention
        else:
            break
    return chosen


def _opening_lines(reading: Reading) -> list[str]:
    """The lines a reader sees first: text before the first table, then each table's caption and first rows."""
    lines: list[str] = []
    for block in reading.blocks:
        if isinstance(block, Table):
            if block.hidden:
                continue
            lines.append(block.caption)
            lines.extend(_table_lines(block))
        elif isinstance(block, Tree):
            lines.extend(read_tree_lines(block.value))
        else:
            lines.extend(block.raw.splitlines()[:6])
    return [line for text in lines if (line := clean_line(text))]


def _table_lines(table: Table) -> list[str]:
    """Cells of words in the first rows that stand alone or nearly so in their row: titles and form lines."""
    lines: list[str] = []
    for row in table.rows[:_HEAD_ROWS]:
        texts = [cell.text for cell in row if cell.text.strip()]
        if 0 < len(texts) <= 3:
            lines.extend(texts)
        lines.extend(f"{a}:{b}" for a, b in pairwise(texts) if _OFFICE_HEAD.match(clean_line(a)))
    return [*lines, table.locator] if not re.match(r"^(?:Sheet|table|csv|page)\d*", table.locator, re.I) else lines
