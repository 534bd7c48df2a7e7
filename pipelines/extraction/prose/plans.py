"""Stretches of a document that speak of the future: 下一步, 工作打算, 明年工作计划. Nothing in them has happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.prose.segmentation import Line

_NUMBERING = r"[●○◆◇△▲■□★☆※·•【\[(]?\s*" + (
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)、?|\d{1,2}[.、])?\s*"
)
_PLAN = (
    r"(?:(?:下一?步|下一?阶段|下半年|明年|今后|(?:\d{4}|[xX]{2,4})年)?(?:\d{1,2}月份?)?(?:[一二三四]季度)?(?:的|主要|重点)*(?:安全生产)?(?:监管)?(?:工作)?"
    r"(?:打算|计划|安排|思路|工作打算|工作计划|工作思路|工作安排|努力方向|目标任务|工作目标)"
    r"|(?:下一?步|下一?阶段|明年|今后|\d{4}年)(?:的|工作|主要)*(?:目标|要求|任务))"
)
_HEADING = re.compile(rf"\s*{_NUMBERING}[^,。;:]{{0,12}}?{_PLAN}(?:如下)?[。:】\])]?\s*$")
_LINE_START = re.compile(rf"\s*{_NUMBERING}(?:{_PLAN}[。:】\]]|(?:下一?步|下一?阶段)[,:。的工是])")
# Without one of these words none of the three can be there: told fast.
_MAY_PLAN = re.compile("打算|计划|安排|思路|方向|目标|要求|任务|下步|下一步|下阶段|下一阶段")
_SENTENCE_START = re.compile(r"(?<=[。;])\s*(?:下一?步|下一?阶段)(?:工作)?[,:是]")


def find_plans(text: str, lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """Where plans stand: sections under a heading of plans, lines and rests of lines that open with 下一步."""
    found: list[tuple[int, int]] = []
    ceiling: int | None = None
    for line in lines:
        printed = text[line.start : line.end]
        may_plan = _MAY_PLAN.search(printed) is not None
        if line.kind == "heading":
            if ceiling is not None and line.level <= ceiling:
                ceiling = None
            if may_plan and _HEADING.match(printed):
                ceiling = line.level if ceiling is None else ceiling
        elif ceiling is not None and line.kind == "body" and 0 < line.level <= ceiling:
            ceiling = None
        if ceiling is not None or (may_plan and _LINE_START.match(printed)):
            found.append((line.start, line.end))
        elif may_plan and (match := _SENTENCE_START.search(printed)):
            found.append((line.start + match.start(), line.end))
    return tuple(found)
