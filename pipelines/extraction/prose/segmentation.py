"""Cut the text: lines into headings, body, page furniture and loose cells; body lines into sentences.

Nothing is removed: furniture keeps its place and is only marked, so that positions never shift.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LineKind = Literal["title", "heading", "body", "furniture", "cell", "blank"]

_FURNITURE = re.compile(
    r"ICP|备案号|版权|Copyright|copyright|©|https?://|www\.|浏览(?:次数|量|:)|点击(?:数|量|:)|来源:|作者:|责任编辑|责编|编辑:|记者:|字号|字体|"
    r"打印|关闭窗口|扫一扫|扫码|下载|公网安备|邮箱|电话:|传真|热线:|联系我们|阅读原文|原标题|相关链接|上一篇|下一篇|页:|查看完整版本|"
    r"发表于|发布(?:时间|日期)|分享到|收藏|关键词|免责|转载请|正式会员|全文共|当前仅显示|登录|首页|许可证:|欢迎来到|统一社会信用代码:|索引号|当前位置"
)
_FIGURE_LIKE = re.compile(r"\d(?:\.\d+)?[余多]?[百千万亿]?(?:[家起人条项处次宗件元%])")
_LINE = re.compile(r"[^\n]*\n?")
_SENTENCE = re.compile(r"[^。!?…]+(?:[。!?]+[”\"’』」)]*|…+|$)")
# The numbering of headings and items; the group's digit is the level.
_LEVEL = re.compile(
    r"\s*(?:(?P<l1>[一二三四五六七八九十]{1,3}[、.])|(?P<l2>\([一二三四五六七八九十]{1,3}\)、?)"
    r"|(?P<l3>\d{1,2}[.、](?!\d))|(?P<l4>\(\d{1,2}\)|[①-⑳]))"
)
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text with its kind; ``level``: 1 to 4 for numbered headings and items, 5 for bare ones."""

    start: int
    end: int
    kind: LineKind
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, ``text[start:end]``, in line number ``line``."""

    start: int
    end: int
    line: int
    kind: LineKind


def split_lines(text: str) -> tuple[Line, ...]:
    """All lines of a text, each with its kind; the first heading is the title."""
    lines: list[Line] = []
    has_title = False
    for match in _LINE.finditer(text):
        if not match[0]:
            continue
        line = _classify(match.start(), match[0])
        if line.kind == "heading" and not has_title and line.level in {0, 5}:
            line = Line(line.start, line.end, "title", 0)
        has_title = has_title or line.kind in {"title", "body"}
        lines.append(line)
    return tuple(lines)


def _classify(start: int, printed: str) -> Line:
    end = start + len(printed)
    content = printed.strip()
    if not content:
        return Line(start, end, "blank")
    numbered = _LEVEL.match(printed)
    level = int(str(numbered.lastgroup)[1:]) if numbered else 0
    if _FURNITURE.search(content) and not _is_statement(content):
        return Line(start, end, "furniture")
    if "|" in content or re.fullmatch(r"[-+—\d.,%‰/\s±]{1,14}", content):
        return Line(start, end, "cell")
    if len(content) <= _SHORT and not re.search(r"[。!?;]", content) and not content.endswith((",", "、", ":")):
        return Line(start, end, "heading", level or 5)
    return Line(start, end, "body", level)


def _is_statement(content: str) -> bool:
    """Furniture words may stand in a true sentence (来源: ... 2015年共检查...): long, ended, and with figures."""
    return len(content) > _SHORT and "。" in content and _FIGURE_LIKE.search(content) is not None


def split_sentences(text: str, lines: tuple[Line, ...]) -> Iterator[Sentence]:
    """The sentences of titles, headings and body lines, in order."""
    for number, line in enumerate(lines):
        if line.kind in {"blank", "furniture", "cell"}:
            continue
        for match in _SENTENCE.finditer(text, line.start, line.end):
            if match[0].strip():
                yield Sentence(match.start(), match.end(), number, line.kind)
