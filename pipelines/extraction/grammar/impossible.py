"""Days, months and quarters that no calendar has, as reports misprint them: 2月30日, 12月32日, 第五季度, 2024年13月.

What such words date has no known period: nobody can tell what was meant.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from pipelines.extraction.grammar.calendar import last_day, read_number, read_year

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# 1月5日至12月32日; the month of 1月5日至32日 is that of its first day
_DAY = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年)?(?<![\d.])(?P<month>{_N})月(?P<day>{_N})[日号]"
    rf"(?:\s*(?:[-—–~～]{{1,2}}|至|到)\s*(?P<last>{_N})[日号])?"
)
_MONTH = re.compile(r"(?:19|20)\d\d年(?:度)?(?:\d{1,2}\s*(?:[-—–~～]{1,2}|至|到)\s*)?(?P<month>\d{1,2})月")
_QUARTER = re.compile(r"(?:第|(?:19|20)\d\d年(?:度)?)[五六七八九05-9]季度")
_DOTTED = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d.])"
)
# 2024-30-12号 and 隐患编号2024-15-40 are numbers of papers.
_PLAIN_DAY = re.compile(r"\d{4}-\d\d-\d\d(?![号字\-A-Za-z])")
_NUMBER_OF = re.compile(r"(?:编号|文号|案号|档号|序号|号码|单号|代码|[〔\[【(第字])(?:分别)?[:：为是]?\s*$")
_NEAR = 8
_MONTHS = 12
_LEAP_YEAR = 2000
"""Without a printed year 2月29日 may be one."""
# The year that the sentence prints before a day (2023年1月1日起至2月29日止), not one that a figure is compared with.
_YEAR_BEFORE = re.compile(
    r"(?<![比较与同])(?<!\d)(?P<year>(?:19|20)\d\d|[一二][〇零○九][〇零○一二三四五六七八九]{2})(?:年|[-./](?=\d))"
)
_MONTHS_BETWEEN = re.compile(rf"({_N})月|(?<=[-./])(\d{{1,2}})(?=[-./]\d)")
_SENTENCE_ENDS = "。；;！!\n"
_FEBRUARY = 2


def find_impossible(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text prints a day, month or quarter that does not exist: ``text[start:end]``, in order.

    Args:
        text: repaired text.
    """
    found = [m.span() for m in _QUARTER.finditer(text)]
    found += [m.span() for m in _MONTH.finditer(text) if not _is_month(int(m["month"]))]
    found += [m.span() for m in (*_DAY.finditer(text), *_printed_days(text)) if not _is_day(m)]
    return tuple(sorted(set(found)))


def _printed_days(text: str) -> Iterator[re.Match[str]]:
    """Days in digits alone; with hyphens only a plain ISO day that numbers no paper."""
    for match in _DOTTED.finditer(text):
        is_numbered = _NUMBER_OF.search(text, max(0, match.start() - _NEAR), match.start()) is not None
        if match["sign"] != "-" or (_PLAIN_DAY.match(text, match.start()) and not is_numbered):
            yield match


def _is_day(match: re.Match[str]) -> bool:
    year = int(match["year"]) if match["year"] else _year_before(match)
    named = match.groupdict()
    numbers = [_number(named[name]) for name in ("month", "day", "last") if named.get(name)]
    if None in numbers:
        return True
    month, *days = (number for number in numbers if number is not None)
    return _is_month(month) and all(1 <= day <= last_day(year, month).day for day in days)


def _year_before(match: re.Match[str]) -> int:
    """The year that the sentence names last before 2月29日; after a later month (2023年12月1日至) it is the next."""
    if not match["month"].endswith(("2", "二")):
        return _LEAP_YEAR
    text = match.string
    opens = 1 + max(text.rfind(sign, 0, match.start()) for sign in _SENTENCE_ENDS)
    last = next(iter(deque(_YEAR_BEFORE.finditer(text, opens, match.start()), maxlen=1)), None)
    year = read_year(last["year"]) if last else None
    if last is None or year is None:
        return _LEAP_YEAR
    months = (_number(m[1] or m[2]) for m in _MONTHS_BETWEEN.finditer(text, last.end(), match.start()))
    return year if all(month is not None and month <= _FEBRUARY for month in months) else _LEAP_YEAR


def _is_month(month: int) -> bool:
    return 1 <= month <= _MONTHS


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else read_number(text)
