"""The day on which an office filed its tables, as head or foot print it: 填报日期, 报出日期, the date of the seal.

A day of the figures themselves (统计时间, 截至, a column of dates) is never taken; without a sure day there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from pipelines.extraction.grammar.dates import parse_date
from pipelines.extraction.tables.grid import Grid, build_grid
from pipelines.extraction.tables.rows import classify_row, is_note
from pipelines.extraction.tables.tree import read_tree_lines
from pipelines.extraction.tables.wording import clean_line
from pipelines.reading.model import Cell, Reading, Table, TextBlock, Tree

_DATE = (
    r"(?P<date>(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号]|(?:19|20)\d\d\s?(?P<s>[-/.])\s?\d{1,2}\s?(?P=s)\s?\d{1,2}(?!\d)"
    r"|[零〇○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号])"
)
_NO_SPAN = r"(?!\s?(?:之?前|以前|之?后|起|止|至|到|及|、|[-—–~～]+\s?\d))"
_BEFORE = "".join(
    f"(?<!{word})"
    for word in (
        "应",
        "规定",
        "要求",
        "截止",
        "事故",
        "下次",
        "下期",
        "上次",
        "上期",
        "首次",
        "拟",
        "计划",
        "限期",
        "最迟",
    )
)
_SAID = r"(?:日期|时间|年月日|日)\s?(?:[(（][^)）]{0,8}[)）])?\s?[:：为]?\s?"
_NUMBER = r"(?P<number>\d{8}|4\d{4}|5\d{4})(?!\d|\.)"
_OF_FILING = r"(?:填报|填表|填写|填制|编报|编制|制表|报出|报送|上报|呈报|报表|提交|填)"
_OF_OFFICE = r"(?:发布|印发|公布|公开|成文|签发|报告|审核|审签|复核|签字|签章|盖章|落款|发文|批准)"
_OF_MACHINE = r"(?:打印|导出|生成|更新|制作|下载)"
_LABELLED = tuple(
    re.compile(rf"{_BEFORE}{words}{_SAID}(?:{_DATE}|{_NUMBER}){_NO_SPAN}")
    for words in (_OF_FILING, _OF_OFFICE, _OF_MACHINE)
)
_DATED = re.compile(rf"(?<![\d.年]){_DATE}{_NO_SPAN}")
_OFFICE_LABEL = re.compile(
    r"(?:填报|填表|报送|上报|编制|制表|编报|报出)(?:单位|机关|部门)(?:名称)?\s?(?:[(（].{1,4}[)）])?\s?[:：]"
)
_FREE_LABEL = re.compile(
    r"(?:^|[\s:：)）])(?:日期|年月日|时间|.{0,6}(?:人|员|领导|签字|签名|签章|盖章|公章|章|单位|机关|部门|局|电话)(?:[(（].{1,6}[)）])?)\s?[:：]\s?$"
)
"""A form word directly before a date that it does not give another meaning."""
_OFFICE_TAIL = re.compile(
    r"(?:局|厅|办|室|委|会|府|中心|队|站|所|处|科|股|部|街道|镇|乡|章[)）]?|签字[)）]?|\d{7,})\s?$"
)
_OF_WORK = re.compile(r"截[至止]|统计|数据|期间|时段|以来|发生|[,，。;；]")
_WIDE_SET = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
"""Blanks inside words: 填 报 日 期."""
_OF_SENTENCE = re.compile(r"[,，。;；]")
_LONGEST = 160
_EDGE = 15
_SMALL = 2000
_FOOT = 6


def find_filing_day(reading: Reading, last_day: date | None = None) -> date | None:
    """The day on which the office filed what a reading's tables hold; None where none is printed for sure.

    Where forms of one file bear several days, the last one: earlier it was not complete. A day named as that of the
    filing stands before one of the office's seal or signature, that before one of a machine's printing.

    Args:
        reading: the file.
        last_day: the last day of the printed period; an unnamed day in a head must lie after it.
    """
    found: tuple[list[date], ...] = ([], [], [])
    for block in reading.blocks:
        if isinstance(block, Table) and not block.hidden:
            _add_labelled(_lines_of(block), found)
            found[1].extend(_unnamed_days(block, last_day))
        elif isinstance(block, Tree):
            _add_labelled(read_tree_lines(block.value), found)
        elif isinstance(block, TextBlock):
            lines = (clean_line(line) for line in block.raw.splitlines() if len(line) <= _LONGEST)
            _add_labelled((line for line in lines if not _OF_SENTENCE.search(line)), (found[0], [], []))
    return next((max(days) for days in found if days), None)


def _add_labelled(lines: Iterable[str], found: tuple[list[date], ...]) -> None:
    """Add what lines call the day of the filing, of the office, of a machine."""
    for line in lines:
        joined = _WIDE_SET.sub("", line)
        for pattern, days in zip(_LABELLED, found, strict=True):
            days.extend(day for match in pattern.finditer(joined) if (day := _to_date(match)))


def _to_date(match: re.Match[str]) -> date | None:
    """The date of a match; a bare number is one where a calendar knows it."""
    return _parse(match["date"] or match["number"])


def _parse(printed: str) -> date | None:
    """A printed date, blanks inside it left out."""
    return parse_date("".join(printed.split()))


def _lines_of(table: Table) -> Iterator[str]:
    """The rows of a table that may print a named day, each as one line."""
    for row in _rows_near_edges(table):
        if any("日" in cell.text or "时" in cell.text for cell in table.rows[row - 1]):
            yield _line(table, row)


def _rows_near_edges(table: Table) -> Iterator[int]:
    """Rows that may be lines of a form: all of a small table, else those at its head and foot."""
    height = len(table.rows)
    for row in range(1, height + 1):
        if row not in table.hidden_rows and (height <= _SMALL or row <= _EDGE or row > height - _EDGE):
            yield row


def _line(table: Table, row: int) -> str:
    """A row as one line, dates as numbers of year, month and day; "" where it holds data."""
    cells = [cell for cell in table.rows[row - 1] if cell.text.strip()]
    texts = [_print(cell) for cell in cells]
    line = " ".join(texts)
    return line if len(line) <= _LONGEST and _is_form_row(cells, texts) else ""


def _print(cell: Cell) -> str:
    """A cell as words of a line."""
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    return cell.value.isoformat() if isinstance(cell.value, date) else clean_line(cell.text)


def _is_form_row(cells: list[Cell], texts: list[str]) -> bool:
    """Whether a row is words and dates; a number may only be a piece of a date or what a form word asks for."""
    for before, cell, text in zip(["", *texts], cells, texts, strict=False):
        if isinstance(cell.value, str | date | datetime):
            is_number = re.fullmatch(r"[\d.,%]+", text) is not None
        else:
            is_number = True
        if is_number and not re.search(r"(?:[:：年月]|日期|时间|电话|手机)$", before):
            return False
    return True


def _unnamed_days(table: Table, last_day: date | None) -> Iterator[date]:
    """Days without a word of their own: under the seal at the foot, or beside the filing office in the head."""
    grid = build_grid(_near_edges(table))
    kinds = [classify_row(grid, row) for row in range(1, grid.height + 1)]
    data = [row for row, kind in enumerate(kinds, 1) if kind in ("data", "numbering")]
    if not data:
        return
    for row in range(1, data[0]):
        day = _free_day(grid, row, data)
        is_last = day is not None and (day + timedelta(days=1)).day == 1
        is_filed = _OFFICE_LABEL.search(_line(grid.table, row)) and (last_day is None or (day and day > last_day))
        if day and is_filed and not is_last:
            yield day
    filled = [row for row in range(data[-1] + 1, grid.height + 1) if kinds[row - 1] != "empty"]
    for row in filled[-_FOOT:]:
        if not is_note(grid.raw(row, grid.filled(row)[0])) and (day := _free_day(grid, row, data)):
            yield day


def _near_edges(table: Table) -> Table:
    """A table as it is, a long one without its middle: lines of a form stand at its edges."""
    if len(table.rows) <= _SMALL:
        return table
    return Table(table.locator, (*table.rows[:_EDGE], *table.rows[-_EDGE:]))


def _free_day(grid: Grid, row: int, data: list[int]) -> date | None:
    """The only date of a row, where nothing gives it another meaning: no word before it, no column of dates over it."""
    line = _line(grid.table, row)
    found = list(_DATED.finditer(line))
    if len(found) != 1 or not _stands_free(line, found[0]) or row in grid.table.hidden_rows:
        return None
    columns = [c for c in grid.filled(row) if _DATED.search(_print(grid.table.rows[row - 1][c - 1]))]
    rows = [grid.table.rows[r - 1] for r in data]
    if any(c <= len(cells) and _DATED.fullmatch(_print(cells[c - 1])) for c in columns for cells in rows):
        return None
    return _parse(found[0]["date"])


def _stands_free(line: str, match: re.Match[str]) -> bool:
    """Whether a date stands alone, behind an office or its seal, or behind a form word that leaves it its meaning."""
    before, after = line[: match.start()].rstrip(), line[match.end() :].strip()
    if _OF_WORK.search(before + after):
        return False
    if after and not re.match(r"[(（\[]?(?:[盖公签印]*章|单位|计量单位|金额单位|[^:：]{1,6}[:：])", after):
        return False
    return (
        not before or bool(_FREE_LABEL.search(f"{before}")) or bool(_OFFICE_TAIL.search(before)) or _ends_name(before)
    )


def _ends_name(before: str) -> bool:
    """Whether what stands before a date answers a form word: 填表人:张三."""
    last = re.split(r"\s{1,}", before)[-1]
    return bool(re.fullmatch(r"[^:：]{0,8}(?:人|员|领导|电话)[:：][^:：]{0,12}", last))
