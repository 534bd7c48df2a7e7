"""Periods as reports print them: 2015年1-9月, 前三季度, 8月下旬以来, 截至10月27日, 十三五期间.

What the text does not state stays None: no year without a printed year, a base date or 今年 with a base date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipelines.extraction.grammar.calendar import build_period, last_day, month_span, read_number, read_year
from pipelines.extraction.grammar.dates import make_date
from pipelines.extraction.grammar.gating import find_gated
from pipelines.extraction.grammar.period_pattern import BEGINS, PATTERN
from pipelines.extraction.grammar.publication import find_publication_date
from pipelines.extraction.model import Period, PeriodKind

__all__ = ["PeriodMention", "find_periods", "find_publication_date", "parse_period"]


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """One printed period, ``text[start_pos:end_pos]``.

    ``period`` is None where it cannot be dated for certain (no year and no base, 春节期间, xxxx年, 去年同期).
    ``is_prior_year``: it speaks of the year before the reported one (去年, 上年同期).
    ``is_plan``: it heads a plan (2024年工作计划, 明年). ``is_until``: 截至 ..., only an end is printed.
    ``is_since``: ...以来, 自...起, only a start is printed. ``has_year``: the year is printed, not taken from the base.
    ``is_impossible``: its days or months are printed and its year is known, but no calendar has them (2023年2月29日).
    """

    start_pos: int
    end_pos: int
    period: Period | None
    raw: str
    is_prior_year: bool = False
    is_plan: bool = False
    is_until: bool = False
    is_since: bool = False
    has_year: bool = False
    is_impossible: bool = False


_PLAN = re.compile(
    r"[,的全省市县区]{0,3}.{0,4}?(?:工作)?(?:计划|打算|安排|思路|要点|目标任务|工作目标|重点工作|力争|确保|将(?!近))"
)
_DEICTIC = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "上一": -1, "前": -2, "明": 1}
_PRIOR = frozenset({"去", "上", "上一", "前"})
_THIS = frozenset({"今", "本", "当"})
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_DAY_SHAPED = re.compile(r"(?:\d{4}(?:[-./]|(?=\d{4}$)))?(?:0?[1-9]|1[0-2])[-./]?(?:0?[1-9]|[12]\d|3[01])")
_LEAP_DAY = re.compile(r"(?:(?<!\d)0?2|(?<!十)二)月(?:29|二十九)[日号]")


def find_periods(text: str, *, base: date | None = None) -> list[PeriodMention]:
    """All printed periods, in order.

    Args:
        text: repaired text.
        base: the day from which 今年 and bare months take their year (publication date, or a day of the reported
            period); a bare month still to come then belongs to the year before. None leaves them undated.
    """
    found: list[PeriodMention] = []
    for match in find_gated(BEGINS, PATTERN, text):
        start = match.start() + (len(match[0]) - len(match[0].lstrip()))
        mention = _read(text, match, start, base)
        if mention is not None:
            found.append(mention)
    return found


def parse_period(text: str, base: date | None = None) -> Period | None:
    """The period that a short text (a header, a caption, a file name) states; None where none or several do."""
    periods = {mention.period for mention in find_periods(text, base=base) if not mention.is_plan}
    periods.discard(None)
    return periods.pop() if len(periods) == 1 else None


def _read(text: str, match: re.Match[str], start: int, base: date | None) -> PeriodMention | None:
    year_word = match["year"]
    dated = [name for name in _READERS if match[name]]
    if not dated and year_word is None and not match["season"]:
        return None
    if (match["season"] or match["edge"]) and year_word is None:
        return None
    if year_word in {"前", "上", "当", "本"} and text[start - 1 : start].isdigit():
        return None
    end = match.start() + len(match[0].rstrip(" ,，的"))
    year, has_year = _resolve_year(year_word, base)
    period = _date(match, dated, year, base)
    is_until = bool(match["until"]) and bool(dated)
    is_since = bool(match["since"] and match["tail"]) or match["tail"] in {"以来", "起", "开始", "至今", "起至今"}
    is_since = is_since or (match["plan5"] or "").endswith("以来")
    if period is not None:
        period = _bound(match, period, is_until=is_until, is_since=is_since)
    is_same = bool(match["same"]) or match["tail"] == "同期"
    if is_same and year_word in _PRIOR and not dated:
        period = None
    is_prior = year_word in _PRIOR and not _ends_this_year(match)
    return PeriodMention(
        start_pos=start,
        end_pos=end,
        period=period,
        raw=text[start:end],
        is_prior_year=is_prior,
        is_plan=year_word == "明" or (not is_until and _PLAN.match(text, end) is not None),
        is_until=is_until,
        is_since=is_since,
        has_year=has_year or any(match[name] for name in ("compact", "dotted", "plan5", "years")),
        is_impossible=period is None and _is_impossible(match, dated, year, base),
    )


def _is_impossible(match: re.Match[str], dated: list[str], year: int | None, base: date | None) -> bool:
    """Whether the days of an undated period are printed, and no calendar has them in its year.

    What the digits alone may number (20230001-20230056) is no day; without a printed year only 29 February depends on
    the base's.
    """
    form = dated[0] if dated else ""
    if form in {"compact", "dotted"}:
        ends = (match["c1"], match["c2"]) if form == "compact" else (match["d1"], match["d2"])
        return None not in ends and all(_DAY_SHAPED.fullmatch(end) for end in ends)
    if form not in {"months", "span", "point"}:
        return False
    if match["year"] is None:
        return base is not None and _LEAP_DAY.search(match[0]) is not None
    return year is not None and _FIRST_YEAR <= year <= _LAST_YEAR


def _ends_this_year(match: re.Match[str]) -> bool:
    """上年12月25日至本年3月24日, 上年12月25日至3月24日: last year only opens the span."""
    if not match["span"] or match["s2"] is None:
        return False
    if match["s2y"]:
        return match["s2y"] not in _PRIOR
    first, last = read_number(match["s1"]), read_number(match["s2"])
    return first is not None and last is not None and last < first


def _resolve_year(word: str | None, base: date | None) -> tuple[int | None, bool]:
    if word is None:
        return None, False
    if word in _DEICTIC:
        return (base.year + _DEICTIC[word] if base else None), False
    year = read_year(word)
    return year, year is not None


def _bound(match: re.Match[str], period: Period, *, is_until: bool, is_since: bool) -> Period:
    """截至 keeps the end alone, 以来 the start alone."""
    if is_until:
        return Period(None, period.end, "instant")
    if is_since and period.start is not None:
        is_ytd = (period.start.month, period.start.day) == (1, 1) and period.kind != "multi_year"
        kind: PeriodKind = "ytd" if is_ytd else "campaign"
        return Period(period.start, None, kind)
    return period


def _date(match: re.Match[str], dated: list[str], year: int | None, base: date | None) -> Period | None:
    """The period in the printed year; without one, in the base's year or, if it had not begun then, the one before."""
    if match["season"]:
        return None
    if not dated:
        return build_period(year, 1, 12) if year else None
    reader = _READERS[dated[0]]
    if match["year"] is None and base is not None:
        period, earlier = reader(match, base.year), reader(match, base.year - 1)
        if period is None:  # 29 February, said in January of the year after
            return earlier if earlier and earlier.end and earlier.end.month > base.month else None
        return earlier if _lies_ahead(period, base) else period
    return reader(match, year)


def _lies_ahead(period: Period, base: date) -> bool:
    """Whether a period cannot have been reported by the base day: its last month (a quarter: its first) is to come."""
    edge = period.start if period.kind in {"quarter", "half"} else period.end or period.start
    return edge is not None and edge > last_day(base.year, base.month)


def _read_compact(match: re.Match[str], _: int | None) -> Period | None:
    return _span(
        _day(match["c1"][:4], match["c1"][4:6], match["c1"][6:]),
        _day(match["c2"][:4], match["c2"][4:6], match["c2"][6:]),
    )


def _read_dotted(match: re.Match[str], _: int | None) -> Period | None:
    first = re.split(r"[-./]", match["d1"])
    last = re.split(r"[-./]", match["d2"]) if match["d2"] else first
    return _span(_day(*first), _day(*(first[:1] + last if len(last) == 2 else last)))


def _day(year: str, month: str, day: str) -> date | None:
    return make_date(int(year), int(month), int(day))


def _span(start: date | None, end: date | None) -> Period | None:
    if start is None or end is None or start > end:
        return None
    if start == end:
        return Period(start, end, "day")
    if start.day == 1 and start.year == end.year and end == last_day(end.year, end.month):
        return build_period(start.year, start.month, end.month)
    is_ytd = (start.month, start.day) == (1, 1) and start.year == end.year
    return Period(start, end, "ytd" if is_ytd else "campaign")


def _read_plan5(match: re.Match[str], _: int | None) -> Period | None:
    number = read_number(match["p5"])
    if number is None:
        return None
    first = 1951 + 5 * number
    if not 1981 <= first <= 2100:
        return None
    return Period(date(first, 1, 1), date(first + 4, 12, 31), "multi_year")


def _read_years(match: re.Match[str], _: int | None) -> Period | None:
    first, last = int(match["y1"]), int(match["y2"])
    return Period(date(first, 1, 1), date(last, 12, 31), "multi_year") if first < last else None


def _read_half(match: re.Match[str], year: int | None) -> Period | None:
    if year is None:
        return None
    return build_period(year, *((1, 6) if match["half"] == "上半年" else (7, 12)), kind="half")


def _read_quarters(match: re.Match[str], year: int | None) -> Period | None:
    if year is None:
        return None
    if match["qn"]:
        last = read_number(match["qn"]) or 0
        return build_period(year, 1, 3 * last) if last else None
    if match["q1"]:
        first, last = read_number(match["q1"]) or 0, read_number(match["q2"]) or 0
        return build_period(year, 3 * first - 2, 3 * last)
    number = read_number(match["q"]) if match["q"] else 1
    return build_period(year, 3 * number - 2, 3 * number, kind="quarter") if number else None


def _read_first(match: re.Match[str], year: int | None) -> Period | None:
    last = read_number(match["fn"])
    return build_period(year, 1, last) if year and last else None


def _read_months(match: re.Match[str], year: int | None) -> Period | None:
    first = 1 if match["m1"] == "元" else read_number(match["m1"])
    last = read_number(match["m2"])
    if year is None or first is None or last is None:
        return None
    if first > last:
        start, end = month_span(year, first, None), month_span(year + 1, last, None)
        return Period(start[0], end[1], "campaign") if start and end and match["year"] else None
    return build_period(year, first, last)


def _read_span(match: re.Match[str], year: int | None) -> Period | None:
    first = read_number(match["s1"])
    last = read_number(match["s2"]) if match["s2"] else first
    if year is None or first is None or last is None:
        return None
    years = _years_of_span(match, year, crosses=last < first)
    if years is None:
        return None
    left, right = month_span(years[0], first, match["s1p"]), month_span(years[1], last, match["s2p"])
    return _span(left[0], right[1]) if left and right else None


def _years_of_span(match: re.Match[str], year: int, *, crosses: bool) -> tuple[int, int] | None:
    """The years of a span's two ends; None where its second names 今年 beside a printed first."""
    word, first = match["s2y"], match["year"]
    if word is None:
        return year, year + crosses
    if word not in _DEICTIC:
        last = read_year(word)
        return None if last is None else (year, last)
    if first is None:
        return (year - crosses, year) if word in _THIS else None
    if first in _DEICTIC:
        return year, year - _DEICTIC[first] + _DEICTIC[word]
    return (year, year) if word == "当" else (year, year + 1) if crosses and word in _THIS else None


def _read_point(match: re.Match[str], year: int | None) -> Period | None:
    month = read_number(match["m"])
    if year is None or month is None:
        return None
    part = match["mp"]
    found = month_span(year, month, part)
    if found is None:
        return None
    if part in {"底", "末"}:
        return Period(None, found[1], "instant")
    return Period(
        found[0], found[1], "month" if part in {None, "份"} else "day" if found[0] == found[1] else "campaign"
    )


def _read_edge(match: re.Match[str], year: int | None) -> Period | None:
    if year is None:
        return None
    if match["edge"] == "初":
        return Period(date(year, 1, 1), None, "campaign")
    return Period(None, date(year, 12, 31), "instant")


_READERS = {
    "compact": _read_compact, "dotted": _read_dotted, "plan5": _read_plan5, "years": _read_years, "half": _read_half,
    "quarters": _read_quarters, "first": _read_first, "months": _read_months, "span": _read_span,
    "point": _read_point, "edge": _read_edge,
}  # fmt: skip
