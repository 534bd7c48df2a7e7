"""The period of a table and of each of its figures, as printed: never more exact than the words.

A table's period comes from the line that says so (统计时间, 统计范围), else from its title, sheet name, caption,
document or file name. Heads and stubs refine it: 4月, 累计, 去年同期.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from pipelines.extraction.grammar.impossible import find_impossible
from pipelines.extraction.grammar.period import PeriodMention, find_periods
from pipelines.extraction.grammar.statistical import by_rule, find_month_rule, stands_for
from pipelines.extraction.model import Period, PeriodBasis
from pipelines.extraction.tables import meaning
from pipelines.extraction.tables.wording import Label
from warehouse.catalogue.model import Indicator

_SAYS_SO = re.compile(
    r"(?:(?:统计|数据|报告|汇总)(?:时间|日期|区间|期间|范围|周期|时段|时限|期)|时间(?:段|范围)|报告期|所属期|(?:^|[\s,，;；。.(（])(?:时间|期间|时段|区间))"
    r"(?:为|是|[:：])\s*(?P<value>.*)"
)
_FILING = re.compile(
    r"(?:填报|填表|制表|报出|报送|上报|导出|打印|生成|发布|印发|报告|更新|制作|编制|审核|签发)(?:日期|时间|于)"
    r"[:：]?\s*[\d年月日号.\-/:： ]{4,22}"
)
# "统计截止时间:2022年6月30日", "统计时点 2022-06-30": one day, as at which the figures stand; filing has its own day
_AS_AT = re.compile(
    r"(?<![报送交])(?:(?:数据|统计|信息)*(?:周期|期间|时间)?(?:截止|截至)(?:时间|日期|时点|日|期|到|至)?|(?:数据|统计|汇总)(?:时点|日期|时间|节点)"
    r"|(?:统计|报告)?期末(?:时间|日期)?|^时点)\s*(?:为|是|[:：])?\s*"
    r"(?:(?P<year>20\d\d)\s?(?:[年./\-](?P<month>\d{1,2})(?:[月./\-](?P<day>\d{1,2})日?|月?[底末])|(?P<md>\d{4}))"
    r"|(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|[底末]))(?:\s?24时|\s?24:00|(?!\d))(?=(?:止|为止)?\s*(?:$|[)）,，;；。|\s]))"
)
_AS_AT_WORDS = re.compile(r"截[至止]")
_FUTURE = re.compile(r"计划|下(?:一)?(?:年|季|月|半年)|目标|明年")
_PROGRESS = re.compile(r"完成情况|进展|执行情况|实施情况|落实情况|推进情况")
# A sheet name or a line that is nothing but a span may narrow the title's year; a lone month may be the filing date.
_FINER = re.compile(r"^[(（].*[)）]$|^[^年]{0,3}\d{1,2}月份?$|季度|半年|\d月?份?[-—~～至到]\d{1,2}月")
_SAID_LENGTH, _SAID_START = 40, 8
_DAY_ONLY = frozenset({"day"})
_YEAR_ONLY = re.compile(r"^(20\d\d)年?(?:度)?(?:同期)?(?:数)?$")
_THIS_YEAR = re.compile(r"本年|今年|当年|年内|年初|累计")


@dataclass(frozen=True, slots=True)
class TablePeriod:
    """A table's period; ``doubt`` is a reason where it cannot be known.

    Its title and its own line contradict each other (``two_readings``), or one names a day or quarter that no calendar
    has (``period_unknown``). ``as_at`` is the day of a printed 截至: stocks stand as at that day alone.
    """

    period: Period | None
    basis: PeriodBasis = "printed"
    doubt: str | None = None
    as_at: date | None = None


def read_period(text: str, base: date | None) -> Period | None:
    """The reported period that a line states; filing dates and plans are none.

    A year in front and a day as at which the figures stand (2024年度..., 截至9月30日) are the year up to that day.
    """
    mentions = _find_mentions(text, base)
    until = next((m.period for m in mentions if m.is_until), None)
    spans = [m for m in mentions if not m.is_until and m.period and m.period.kind not in _DAY_ONLY]
    spans = [m for m in spans if m.has_year] or spans
    span = spans[0].period if spans else None
    if until is None or span is None:
        return span or until
    return _cut(span, until)


def _write_until(match: re.Match[str]) -> str:
    """A line that names the day of its figures, in the words that are read as such: 截至2022年6月30日."""
    month, day = match["month"] or match["m"], match["day"] or match["d"]
    if match["md"]:
        month, day = match["md"][:2], match["md"][2:]
    year = f"{match['year']}年" if match["year"] else ""
    return f"截至{year}{int(month)}月{f'{int(day)}日' if day else '底'}"


def _find_mentions(text: str, base: date | None) -> list[PeriodMention]:
    """The dated periods of a line; a year that the line prints dates its other months and days too."""
    text = _AS_AT.sub(_write_until, _FILING.sub(" ", text))
    found = find_periods(text, base=base)
    years = [m.period.end.year for m in found if m.has_year and m.period and m.period.end]
    if years:
        found = find_periods(text, base=date(years[0], 12, 31))
    is_progress = _PROGRESS.search(text) is not None
    return [
        m
        for m in found
        if m.period
        and (not m.is_plan or is_progress)
        and not m.is_prior_year
        and not _FUTURE.search(text[max(0, m.start_pos - 6) : m.start_pos])
    ]


def _cut(span: Period, until: Period) -> Period:
    """A span up to the day as at which its figures stand; the day alone where it lies outside."""
    if span.start is None or until.end is None or span.end is None or not span.start <= until.end <= span.end:
        return until
    if until.end == span.end:
        return span
    return Period(span.start, until.end, "ytd" if (span.start.month, span.start.day) == (1, 1) else "campaign")


def read_table_period(
    titles: tuple[str, ...], notes: tuple[str, ...], fallback: Period | None, base: date | None
) -> TablePeriod:
    """The period of one table.

    Args:
        titles: lines above it, its caption and sheet name, nearest to a title first.
        notes: lines below it.
        fallback: the document's period, where the table prints none.
        base: a day of the reported year, from which months without a year take theirs.
    """
    found = [p for t in titles if (p := read_period(t, base))]
    titled = found[0] if found else None
    year_base = _last_day(titled) or base
    finer = [
        p
        for t in titles
        if _FINER.search(t) and (p := read_period(t, year_base)) and titled and p != titled and _lies_in(p, titled)
    ]
    titled = finer[-1] if finer and finer[-1].start else titled
    untils = [m.period for t in titles for m in _find_mentions(t, year_base) if m.is_until and m.period]
    as_at = untils[0].end if untils else None
    if titled and untils and titled != untils[0]:
        titled = _cut(titled, untils[0])
    said = next((p for t in (*titles, *notes) if (p := _read_said(t, year_base))), None)
    rule = next((r for t in (*titles, *notes) if (r := find_month_rule(_FILING.sub(" ", t)))), None)
    if said is None and titled is not None and rule is not None:
        said = by_rule(titled, rule.day)
    dating = (*titles, *(n for n in notes if _SAYS_SO.search(n) or _AS_AT_WORDS.search(n)))
    doubt = "period_unknown" if any(_is_misdated(line) for line in dating) else None
    if rule is not None and not rule.is_named_by_end:
        doubt = "period_unknown"
    if doubt is not None:  # no other line dates it instead
        return TablePeriod(None, doubt=doubt, as_at=as_at)
    if said is None:
        return TablePeriod(titled or fallback, as_at=as_at)
    if titled is not None and stands_for(said, titled):
        return TablePeriod(replace(said, kind=titled.kind), as_at=as_at)
    if titled is not None and not _lies_in(said, titled):
        doubt = "two_readings"
    return TablePeriod(said, doubt=doubt, as_at=as_at)


def _is_misdated(line: str) -> bool:
    """Whether a line prints a day or quarter that no calendar has; the day of filing is another matter."""
    words = _FILING.sub(" ", line)
    return bool(find_impossible(words)) or any(mention.is_impossible for mention in find_periods(words))


def _read_said(text: str, base: date | None) -> Period | None:
    """The period of a line that names it as such."""
    text = _FILING.sub(" ", text)
    for match in _SAYS_SO.finditer(text):
        value = match["value"][:_SAID_LENGTH]
        if re.search(r"\d|[一二三四]季度|[上下]半年", value[:_SAID_START]) and (period := read_period(value, base)):
            return period
    return None


def _lies_in(inner: Period, outer: Period) -> bool:
    """Whether a period lies inside another; an open end says nothing."""
    if outer.start is None or inner.start is None:
        return outer.end == inner.end
    return outer.start <= inner.start and (inner.end or date.max) <= (outer.end or date.max)


def _last_day(period: Period | None) -> date | None:
    """A day of a period from which months without a year take theirs."""
    return (period.end or period.start) if period else None


def refine_period(table: Period | None, labels: tuple[Label, ...]) -> tuple[Period | None, bool]:
    """The period of a figure under period heads, outermost first.

    Returns:
        The period, None where a head cannot be dated; and whether it is last year's.
    """
    period, is_prior = table, False
    joined = "".join(x.core for x in labels if meaning.read_relative(x) is None)
    if joined:
        period = _read_absolute(joined, table)
    for label in labels:
        relation = meaning.read_relative(label)
        if relation == "prior_year":
            period = _relate(period, "cumulative") if "累计" in label.core else period
            period, is_prior = shift_year(period, -1), True
        elif relation is not None:
            period = _relate(period, relation)
    return period, is_prior


def _read_absolute(words: str, table: Period | None) -> Period | None:
    """A printed period, its year taken from the table's where it has none."""
    base = _last_day(table)
    is_one_year = table and table.end and (table.start is None or table.start.year == table.end.year)
    if (match := _YEAR_ONLY.match(words)) and is_one_year and table and table.end:
        return shift_year(table, int(match[1]) - table.end.year)
    if match:
        year = int(match[1])
        return Period(date(year, 1, 1), date(year, 12, 31), "year")
    if words == "全年" and base:
        return Period(date(base.year, 1, 1), date(base.year, 12, 31), "year")
    year_end = date(base.year, 12, 31) if base else None
    periods = [m.period for m in find_periods(words, base=year_end) if m.period]
    return periods[-1] if periods else None


def _relate(period: Period | None, relation: meaning.RelativePeriod) -> Period | None:
    """This month, this quarter, the year so far: by the table's last day."""
    if period is None or period.end is None:
        return period if relation == "current" else None
    end = period.end
    if relation == "month":
        return Period(date(end.year, end.month, 1), end, "month")
    if relation == "quarter":
        return Period(date(end.year, end.month - (end.month - 1) % 3, 1), end, "quarter")
    if relation == "cumulative":
        return Period(date(end.year, 1, 1), end, "year" if end.month == 12 else "ytd")
    if relation == "previous":
        return _previous(period)
    return period


def _previous(period: Period) -> Period | None:
    """The month or quarter before; None for other spans."""
    months = {"month": 1, "quarter": 3}.get(period.kind)
    if months is None or period.start is None:
        return None
    index = period.start.year * 12 + period.start.month - 1 - months
    start = date(index // 12, index % 12 + 1, 1)
    last = index + months - 1
    return Period(start, _month_end(last // 12, last % 12 + 1), period.kind)


def shift_year(period: Period | None, years: int) -> Period | None:
    """The same span some years away; month ends stay month ends."""
    if period is None:
        return None
    return replace(period, start=_shift_day(period.start, years), end=_shift_day(period.end, years))


def _shift_day(day: date | None, years: int) -> date | None:
    """The same day of another year; the last of a month stays the last."""
    if day is None:
        return None
    last = _month_end(day.year + years, day.month)
    is_last = day == _month_end(day.year, day.month)
    return last if is_last or day.day > last.day else day.replace(year=day.year + years)


def _month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def fit_indicator(
    period: Period | None, indicator: Indicator, words: str, *, as_at: date | None = None, is_stock: bool = False
) -> Period | None:
    """A period as the statistic needs it.

    As at a day, a stock has no start; the shares of the zero-accident programme run from 1 January.
    """
    if period is None or period.end is None:
        return period
    if is_stock and as_at == period.end and indicator.family != "zero_accident" and not _THIS_YEAR.search(words):
        return Period(None, period.end, "instant")
    is_share = indicator.family == "zero_accident" and indicator.additivity != "flow" and period.kind != "multi_year"
    if period.start is not None and not is_share:
        return period
    if indicator.family == "zero_accident" or (indicator.additivity == "flow" and _THIS_YEAR.search(words)):
        return Period(date(period.end.year, 1, 1), period.end, "year" if period.end.month == 12 else "ytd")
    return period
