"""The day on which a document says it was published: a labelled date, one with a clock time, one on its own line.

Dates inside sentences are never taken: a publication date dates 今年, so a wrong one would shift every figure.
"""

from __future__ import annotations

import re
from datetime import date

from pipelines.extraction.grammar.dates import make_date, parse_date

_YMD = (
    r"(?P<y>(?:19|20)\d{2})(?:\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]"
    r"|(?P<s>[-/.])(?P<m2>\d{1,2})(?P=s)(?P<d2>\d{1,2})(?!\d))"
)
_YEAR = re.compile(r"19\d\d|20\d\d")
_LABELLED = re.compile(
    rf"(?:发布|发稿|成文|更新|发文|公开|生成|刊发|印发)?(?:时间|日期)\s*[:：为]?\s*[\[【(]?\s*{_YMD}"
)
_CLOCKED = re.compile(rf"(?<!\d){_YMD}\s*(?:\([^)\n]{{1,4}}\)\s*)?\d{{1,2}}[:：]\d{{2}}")
_REVERSED = re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d{2})(?!\d)")
_IN_LINE = re.compile(rf"(?<!\d){_YMD}")
_HAN_DATE = re.compile(r"[零〇○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
_SENTENCE = re.compile(r"[,，。;；]|截[至止]|以来|开展|发生|[至到—~～]\s*\d")
_SUBJECT = re.compile(r"关于|事故|[自从于在对至到]$")
_AFTER_DATE = re.compile(r"[\s()\[\]|星周来]")
_RANGE_BEHIND = re.compile(r"\s*(?:至|到|—+|～|~|-)\s*(?:\d{4}年)?\d{1,2}[月日.]")
_WORKS = (
    "检查",
    "督查",
    "督导",
    "排查",
    "统计",
    "整治",
    "行动",
    "活动",
    "巡查",
    "培训",
    "演练",
    "起止",
    "开始",
    "结束",
    "执法",
    "截止",
    "截至",
)
_HEAD_LINES = 25
_TAIL_LINES = 6


def find_publication_date(text: str) -> date | None:
    """The publication date that a document prints of itself, or None.

    Looks for 发布时间 and its like anywhere in the head, then a date with a clock time, then a line that holds hardly
    more than a date (head first, then the signature at the foot).
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    head, tail = lines[:_HEAD_LINES], lines[_HEAD_LINES:][-_TAIL_LINES:]
    dated = [line for line in (*head, *tail) if _YEAR.search(line)]
    for pattern in (_LABELLED, _CLOCKED):
        for line in dated:
            if (match := pattern.search(line)) and not _is_of_work(line, match) and (day := _to_date(match)):
                return day
    for line in [*head, *reversed(tail)]:
        if day := _date_line(line):
            return day
    return None


def _is_of_work(line: str, match: re.Match[str]) -> bool:
    """检查时间:2023年4月10日至4月28日: when the work was done, not when it was published."""
    if _RANGE_BEHIND.match(line, match.end()):
        return True
    return line[: match.start()].rstrip().endswith(_WORKS)


def _date_line(line: str) -> date | None:
    if len(line) > 40 or _SENTENCE.search(line):
        return None
    if match := _IN_LINE.search(line) or _REVERSED.search(line):
        before, after = line[: match.start()], line[match.end() :]
        stands_alone = not _SUBJECT.search(before) and (not after or _AFTER_DATE.match(after) is not None)
        return _to_date(match) if stands_alone and len(before) + len(after) <= 28 else None
    if match := _HAN_DATE.search(line):
        return parse_date(match[0]) if len(line) - len(match[0]) <= 12 else None
    return None


def _to_date(match: re.Match[str]) -> date | None:
    found = match.groupdict()
    month, day = found["m"] or found["m2"], found["d"] or found["d2"]
    return make_date(int(found["y"]), int(month), int(day))
