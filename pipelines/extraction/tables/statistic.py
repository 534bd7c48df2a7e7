"""Which statistic a figure is: the words of its column and its row, weighed by the lexicon.

The nearest words that are understood decide; the words above them tell the same label under two heads apart. Words
that nothing knows are told, never guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extraction.grammar.period import find_periods
from pipelines.extraction.grammar.sector import find_sectors
from pipelines.extraction.tables import meaning
from pipelines.extraction.tables.lexicon import OUTSIDE, Lexicon, Match
from pipelines.extraction.tables.sides import Side, UnitSource
from pipelines.extraction.tables.units import CellUnit
from pipelines.extraction.tables.wording import read_label
from warehouse.catalogue.model import Catalogue, Indicator

_LINE_UNIT = re.compile(r"[(（]?(?:计量)?单位[:：].*?(?:[)）]|$)")
_TITLE_WORDS = re.compile(
    r"(?:统计|汇总|一览|情况|进展|分析|报|明细|月|季|年|登记|调度)*(?:表|情况|通报)?(?:[(（].*[)）])?$"
)
_TITLE_OFFICE = re.compile(
    r"^(?:.{2,16}?(?:局|办公室|安委办|安委会|委员会|政府|中心|大队|支队)|.{1,6}?(?:省|市|县|区|旗|州|镇|乡)(?![域管]))?(?:(?:各|分)(?:重点)?(?:行业领域|行业|领域|地区|地|[县市区、()（）]+))*"
)
_SUFFIX = {("ratio", False): "_yoy", ("change", False): "_change", ("ratio", True): "_mom"}


@dataclass(frozen=True, slots=True)
class Statistic:
    """The indicator of a figure, or why there is none (``reason``).

    ``doubt`` is the reason for which an understood figure still goes to review; ``sector`` a sector that the label
    itself names (煤矿检查次数).
    """

    indicator: str | None
    rule: str = ""
    reason: str | None = None
    doubt: str | None = None
    sector: tuple[str, str] | None = None


def find_statistic(
    column: Side, row: Side, unit: CellUnit, title: str, lexicon: Lexicon, *, looks_ratio: bool, is_percent: bool
) -> Statistic:
    """The statistic of the figures where a column and a row meet.

    Args:
        column: the column's side.
        row: the row's side.
        unit: the unit printed for the figure.
        title: the table's title line and sheet name.
        lexicon: rules.
        is_percent: the figure itself prints %, which tells any comparison.
        looks_ratio: the figure prints % or decimals, which tells an unclear comparison.
    """
    if (stated := _read_stated(column, row, lexicon.catalogue)) is not None:
        return stated
    comparison = column.comparison or row.comparison
    match, sector = _match_sides(column, row, CellUnit() if comparison else unit, title, lexicon)
    if match is None:
        return Statistic(None, reason="header_unmatched")
    if match.indicator == OUTSIDE:
        return Statistic(None, match.rule, reason="outside_catalogue")
    doubt = "two_readings" if match.certainty == "doubtful" else None
    indicator = lexicon.catalogue.indicators[match.indicator]
    if column.is_target or row.is_target:
        if indicator.role != "target":
            return Statistic(None, match.rule, reason="target_column")
        return Statistic(match.indicator, match.rule, doubt=doubt)
    if comparison is None:
        return Statistic(match.indicator, match.rule, doubt=doubt, sector=sector)
    kind = "ratio" if is_percent else comparison
    if kind == "unclear":
        kind, doubt = ("ratio", doubt) if looks_ratio else ("change", doubt or "two_readings")
    code = f"{match.indicator}{_SUFFIX.get((kind, column.is_month_on_month or row.is_month_on_month), '_other')}"
    if code not in lexicon.catalogue.indicators:
        return Statistic(None, match.rule, reason="outside_catalogue")
    return Statistic(code, match.rule, doubt=doubt, sector=sector)


def _read_stated(column: Side, row: Side, catalogue: Catalogue) -> Statistic | None:
    """The statistic that a template gives, None where it gives none; a contradiction is for a person to settle."""
    said = [s for side in (column, row) if (s := side.stated) and s.indicator]
    if not said:
        return None
    rule = f"template:{said[0].source}"
    if any(s.indicator == OUTSIDE for s in said):
        return Statistic(None, rule, reason="outside_catalogue")
    indicator = catalogue.indicators[said[0].indicator or ""]
    if (column.is_target or row.is_target) and indicator.role != "target":
        return Statistic(None, rule, reason="target_column")
    if any(s.indicator != indicator.code for s in said):
        return Statistic(indicator.code, rule, doubt="two_readings")
    is_conflict = any(not _suits(unit, indicator) for side in (column, row) for unit in _printed_units(side))
    return Statistic(indicator.code, rule, doubt="unit_conflict" if is_conflict else None)


def _printed_units(side: Side) -> tuple[UnitSource, ...]:
    """The nearest unit that the table itself prints on a side."""
    return side.stated_over if side.stated else side.units[:1]


def _suits(printed: UnitSource, indicator: Indicator) -> bool:
    """Whether a printed unit measures an indicator; people are counted in either."""
    people = ("count", "person")
    return any(u.unit == indicator.unit or (u.unit in people and indicator.unit in people) for u in printed)


def _match_sides(
    column: Side, row: Side, unit: CellUnit, title: str, lexicon: Lexicon
) -> tuple[Match | None, tuple[str, str] | None]:
    """The best match over both orders of the two sides; the title's own words where neither side has any."""
    orders = [(*column.words, *row.words)]
    if column.words and row.words:
        orders.append((*row.words, *column.words))
    best: tuple[Match | None, tuple[str, str] | None] = (None, None)
    for words in orders:
        found = _match_words(words, unit, title, lexicon) if words else (None, None)
        if found[0] and (best[0] is None or (found[0].certainty == "sure" and best[0].certainty == "doubtful")):
            best = found
    if orders[0] or best[0]:
        return best
    return _match_title(title, unit, lexicon), None


def _match_words(
    words: tuple[str, ...], unit: CellUnit, title: str, lexicon: Lexicon
) -> tuple[Match | None, tuple[str, str] | None]:
    """Match the innermost words under the others; empty ones (小计, 次数) give way to their head."""
    own, heads = words[-1], words[:-1]
    match = lexicon.match(own, heads, title, unit)
    if match and match.certainty == "sure":
        return match, None
    if heads and len(own) <= 8:
        joined = lexicon.match(heads[-1] + own, heads[:-1], title, unit)
        if joined and joined.certainty == "sure":
            return joined, None
    if heads and meaning.is_plain_total(read_label(own)):
        return _match_words(heads, unit, title, lexicon)
    if narrowed := _match_without_sector(own, heads, unit, title, lexicon):
        return narrowed
    return match, None


def _match_without_sector(
    own: str, heads: tuple[str, ...], unit: CellUnit, title: str, lexicon: Lexicon
) -> tuple[Match, tuple[str, str]] | None:
    """Match a label that names its sector too: 煤矿检查次数."""
    mentions = find_sectors(own, lexicon.catalogue)
    if len(mentions) != 1:
        return None
    mention = mentions[0]
    rest = re.sub(r"^(?:领域|行业|方面|企业)", "", own[: mention.start] + own[mention.end :])
    match = lexicon.match(rest, heads, title, unit) if rest else None
    if match is None and heads:
        match = lexicon.match(heads[-1], heads[:-1], title, unit) if not rest else None
    if match is None or match.certainty != "sure":
        return None
    return match, (mention.code, mention.text)


def _match_title(title: str, unit: CellUnit, lexicon: Lexicon) -> Match | None:
    """The statistic that a title alone names, periods and the words of a form's name left out."""
    line = _LINE_UNIT.sub("", title.split("|")[0])
    for mention in reversed(find_periods(line)):
        line = line[: mention.start_pos] + line[mention.end_pos :]
    label = read_label(line)
    core = _TITLE_WORDS.sub("", _TITLE_OFFICE.sub("", label.core))
    match = lexicon.match(core, (), title, unit) if core else None
    return match if match and match.certainty == "sure" else None
