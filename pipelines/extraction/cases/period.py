"""Which period a penalty list is for: what its title, its submission, its file name or most of its rows say.

A decision dated outside of it is kept out of the facts (rule P27: statistics go by the date of the decision).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from pipelines.extraction.model import Period, PeriodKind
from warehouse.quarters import Quarter

MAJORITY = 0.6
"""Share of the rows that one year has to hold before the list counts as that year's."""

_YEAR = r"(?P<year>(?:19|20)\d{2})\s*年度?"
_HAN_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER = re.compile(rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度")
_QUARTER_LATIN = re.compile(r"(?P<year>20\d{2})[-_ ]?[Qq](?P<quarter>[1-4])")
_HALF = re.compile(rf"{_YEAR}(?P<half>上半年|下半年)")
_THREE_QUARTERS = re.compile(rf"{_YEAR}前三季度")
_MONTHS = re.compile(rf"{_YEAR}(?P<first>\d{{1,2}}|元)月?份?[-—~至到](?P<last>\d{{1,2}})月")
_MONTH = re.compile(rf"{_YEAR}(?P<first>\d{{1,2}})月(?!\d{{1,2}}日)")
_ONLY_YEAR = re.compile(rf"{_YEAR}(?!\d{{1,2}}月)")


def read_stated_period(text: str) -> Period | None:
    """Read the period that a title or a file name states; a day (公示日期) is none."""
    bare = re.sub(r"[\s\u3000]+", "", unicodedata.normalize("NFKC", text))
    if match := _QUARTER.search(bare) or _QUARTER_LATIN.search(bare):
        quarter = Quarter(int(match["year"]), _HAN_QUARTERS[match["quarter"]])
        return Period(quarter.start, quarter.end, "quarter")
    if match := _HALF.search(bare):
        first, last = (1, 6) if match["half"] == "上半年" else (7, 12)
        return _build_months(int(match["year"]), first, last, "half")
    if match := _THREE_QUARTERS.search(bare):
        return _build_months(int(match["year"]), 1, 9, "ytd")
    if match := _MONTHS.search(bare):
        first = 1 if match["first"] == "元" else int(match["first"])
        return _build_months(int(match["year"]), first, int(match["last"]), "ytd" if first == 1 else "campaign")
    if match := _MONTH.search(bare):
        return _build_months(int(match["year"]), int(match["first"]), int(match["first"]), "month")
    if match := _ONLY_YEAR.search(bare):
        return _build_months(int(match["year"]), 1, 12, "year")
    return None


def _build_months(year: int, first: int, last: int, kind: PeriodKind) -> Period | None:
    if not 1 <= first <= last <= 12:
        return None
    after = date(year + 1, 1, 1) if last == 12 else date(year, last + 1, 1)
    return Period(date(year, first, 1), after - timedelta(days=1), kind)


def find_list_period(
    title: str,
    file_name: str,
    given: Period | None,
    dates: Iterable[date] | Mapping[date, int],
    document_years: Iterable[int] | Mapping[int, int],
) -> Period | None:
    """Find the period of a list; None where nothing settles it.

    Args:
        title: what stands above the header.
        file_name: the file's own name.
        given: the period of the submission, where the caller knows one.
        dates: every valid decision date of the list, or how often each occurs.
        document_years: the years in the document numbers (〔2024〕).

    A stated period that misses most rows but is the end of the year in which they lie (a list that runs on since
    January) is widened to the year's beginning. Without any statement the year of most decisions counts.
    """
    days = Counter(dates)
    for stated in (read_stated_period(title), given, read_stated_period(file_name)):
        if stated is None or stated.start is None or stated.end is None:
            continue
        if not days or _share_within(stated, days) >= MAJORITY:
            return stated
        widened = Period(date(stated.start.year, 1, 1), stated.end, "ytd")
        if _share_within(widened, days) >= MAJORITY:
            return widened
        if stated is not given:
            return stated
    return _find_majority_year(days, Counter(document_years))


def _share_within(period: Period, days: Counter[date]) -> float:
    if period.start is None or period.end is None:
        return 0.0
    within = sum(count for day, count in days.items() if period.start <= day <= period.end)
    return within / days.total()


def _find_majority_year(days: Counter[date], document_years: Counter[int]) -> Period | None:
    years: Counter[int] = Counter()
    for day, count in days.items():
        years[day.year] += count
    years = years or document_years
    if not years:
        return None
    year, votes = years.most_common(1)[0]
    if votes / years.total() < MAJORITY:
        return None
    return Period(date(year, 1, 1), date(year, 12, 31), "year")
