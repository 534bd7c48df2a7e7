"""What each row of a grid is: nothing, a line of text (title, form line, note, signature), words, or data.

A line speaks of the whole table and is no part of it; rows of words are headers or heads of sections.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from pipelines.extraction.tables.grid import Grid
from pipelines.extraction.tables.wording import clean, clean_line, is_unit_text, read_label

RowKind = Literal["empty", "line", "words", "numbering", "data"]

# "填报单位(盖章):", "统计时间:", "单位:万元", "审核人:", "联系电话:"; a colon or a seal makes it a form line
_FORM_LINE = re.compile(
    r"^(?:(?:填报|填表|报送|上报|制表|统计|编制|汇报|报告|主管|综合)?(?:单位|机关|部门|机构)?(?:名称)?"
    r"(?:[(（](?:盖?章|公章|签章|签字|全称)[)）])[:：]?"
    r"|(?:[\u4e00-\u9fff()（）、]{0,12}(?:单位|机关|部门|负责人|主管|审核人?|审签|复核人?|制表人?|填表人?|填报人?|报表人|统计人?员?|"
    r"经办人|联系人|电话|手机|日期|时间|区间|期间|周期|范围|年月|表号|编号|文号|签名|签章|签字|盖章|传真|邮箱))[:：]"
    r"|计量单位[:：]|单位[:：])"
)
_NOTE = re.compile(r"^(?:备?注|附注|说明|填表说明|填报说明|注释|注意|说明事项|编制说明)(?:\d|[:：、.一二三四]|$)")
_TITLE_TAIL = re.compile(r"(?:表|情况|汇总|统计|报表|一览|台账|通报|进展|\)|）)$")
_LOOSE_LINE = re.compile(
    r"^(?:表[一二三四五六七八九十\d]{1,3}|附[件表]\d*|\(?\d{2,4}年.*|.*\d{1,2}月\d{1,2}日.*|第?[一二三四]季度|表号[:：].*)$"
)
# "3起4人": figures in one cell; a row that holds it is data, though nothing can be read
_GLUED = re.compile(r"^[约近]?\d+[^\d年月日季级.、—~\-至]{1,4}\d+[^\d月日]{0,3}$")
_NUMBERING_WORDS = frozenset({"甲", "乙", "丙", "丁", "栏次", "列次", "行次", "代码", "序号"})


def read_line(grid: Grid, row: int) -> str:
    """A line's text; form words without a colon get one before what they ask for."""
    texts = [clean_line(grid.raw(row, c)) for c in grid.filled(row)]
    if _is_preamble(texts):
        return "  ".join(f"{key}:{value}" for key, value in zip(texts[::2], texts[1::2], strict=True))
    return "  ".join(texts)


def _is_preamble(texts: list[str]) -> bool:
    """Whether cells are form words and their answers in turn: 填报单位 | 某县应急管理局."""
    if len(texts) % 2:
        return False
    return all(
        any(key.match(clean(word)) and answer.search(clean(value)) for key, answer in _PREAMBLE)
        for word, value in zip(texts[::2], texts[1::2], strict=True)
    )


_PREAMBLE: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"^(?:填报|报送|上报|制表|编制|统计)?(?:单位|机关|部门)(?:名称)?:?$"),
     re.compile(r"(?:局|办|委|会|政府|中心|大队|支队|公室|县|市|区|旗|镇|乡|街道)(?:[(（].*)?$")),
    (re.compile(r"^(?:(?:填报|报送|上报|制表|编制|统计|数据|报告)(?:时间|日期|期间|区间|期|周期|月份)|报告期|所属期)间?:?$"),
     re.compile(r"\d")),
    (re.compile(r"^(?:计量|金额)?单位:?$"), re.compile(r"^[\u4e00-\u9fff、,%]{1,12}$")),
    (re.compile(r"^(?:单位负责人|负责人|审核人?|填表人|填报人|制表人?|联系人|联系电话|电话|手机|表号):?$"),
     re.compile(r"^.{1,20}$")),
    (re.compile(r"^(?:报表名称|表名|标题|报表):?$"), re.compile(r".{4}")),
)  # fmt: skip


def is_form_line(text: str) -> bool:
    """Whether a line is about the form (office, dates, signatures), not its title."""
    return bool(_FORM_LINE.match(clean(text)))


def is_note(text: str) -> bool:
    """Whether a line is a remark on the table: 注, 填表说明."""
    return bool(_NOTE.match(clean(text)))


def classify_rows(grid: Grid) -> list[RowKind]:
    """The kind of every row, ``result[r - 1]`` for row r."""
    return [classify_row(grid, row) for row in range(1, grid.height + 1)]


def classify_row(grid: Grid, row: int) -> RowKind:
    """The kind of one row by what stands in it."""
    filled = grid.filled(row)
    if not filled:
        return "empty"
    if is_line(grid, row, filled):
        return "line"
    if is_numbering(grid, row, filled):
        return "numbering"
    if any(grid.at(row, c).kind in ("number", "mark", "damaged") for c in filled):
        return "words" if _is_year_header(grid, row, filled) else "data"
    has_glued = any(_GLUED.match(grid.at(row, c).words) for c in filled[1:])
    return "data" if has_glued else "words"


def is_line(grid: Grid, row: int, filled: list[int]) -> bool:
    """Whether a row is text about the table: one cell over most of it, or nothing but form words."""
    if any(_is_figure(grid, row, before, c) for before, c in pairwise(filled)):
        return False
    texts = [clean(grid.raw(row, c)) for c in filled]
    if grid.at(row, filled[0]).kind == "number":
        return False
    if len(filled) == 1:
        return _is_single_line(grid, row, filled[0], texts[0])
    if _is_preamble(texts):
        return True
    form = [bool(_FORM_LINE.match(t) or _NOTE.match(t)) for t in texts]
    if not any(form):
        return all(_LOOSE_LINE.match(t) or (is_unit_text(t) and "单位" in t) for t in texts)
    if _NOTE.match(texts[0]) and not any(grid.at(row, c).kind == "number" for c in filled):
        return True
    loose = [
        is_form or _is_loose(text, before) for is_form, text, before in zip(form, texts, ["", *texts], strict=False)
    ]
    return all(loose)


def _is_figure(grid: Grid, row: int, before: int, column: int) -> bool:
    """Whether a cell is a number that no form word before it asks for (联系电话: 13800000000)."""
    if grid.at(row, column).kind not in ("number", "damaged"):
        return False
    text = clean(grid.raw(row, before))
    return not (text.endswith((":", "：")) and _FORM_LINE.match(text))


def _is_loose(text: str, before: str) -> bool:
    """Whether a text may stand beside form words: a date, a unit, a table number, or what a form word asks for."""
    is_title = len(text) > 8 and bool(_TITLE_TAIL.search(text) or re.search(r"20\d\d年", text))
    return is_title or bool(_LOOSE_LINE.match(text)) or is_unit_text(text) or before.endswith((":", "："))


def _is_single_line(grid: Grid, row: int, column: int, text: str) -> bool:
    """Whether the only cell of a row is a line rather than a row's own label."""
    span = grid.span(row, column)
    if span.right - span.left + 1 >= max(2, grid.width * 0.6):
        return True
    if _FORM_LINE.match(text) or _NOTE.match(text) or grid.width == 1:
        return True
    if span.bottom > span.top or any(grid.anchor(row, c)[0] < row for c in range(1, grid.width + 1)):
        return False
    return len(text) > 16 or bool(_TITLE_TAIL.search(text) and len(text) > 6) or bool(_LOOSE_LINE.match(text))


def is_numbering(grid: Grid, row: int, filled: list[int]) -> bool:
    """Whether a row only numbers the columns: 甲 乙 1 2 3, or (1) (2) (3)."""
    numbers: list[int] = []
    for column in filled:
        words = grid.at(row, column).words.strip("()（）栏")
        if words.isdecimal():
            numbers.append(int(words))
        elif words not in _NUMBERING_WORDS:
            return False
    steps = {b - a for a, b in pairwise(numbers)}
    return len(numbers) >= 3 and steps == {1} and numbers[0] <= 3


def _is_year_header(grid: Grid, row: int, filled: list[int]) -> bool:
    """Whether all numbers of a row are years that head columns (2022 | 2023)."""
    numbers = [grid.at(row, c) for c in filled if grid.at(row, c).kind in ("number", "mark")]
    if not numbers or any(
        n.value is None or not (n.value == int(n.value) and 1990 <= n.value <= 2060) for n in numbers
    ):
        return False
    has_words = any(grid.at(row, c).kind == "words" and not read_label(grid.raw(row, c)).number for c in filled)
    return has_words or len(numbers) == 1
