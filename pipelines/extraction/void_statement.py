"""Figures that a text itself calls void (原报……作废): they are no statement, and which file is meant a person decides.

A document whose title takes another back is doubted whole, unless it files anew; else the figures within such words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.model import Extraction, Observation

REASON = "void_statement"

_VOID = r"(?:作废|撤回|撤销|收回|不再采用|停止使用|不再有效|无效)"
_FILED = r"(?:原报|原报送|原上报|前报|前次报|此前报|先前报|已报|所报|曾报|报送的|上报的)"
_REPORT = r"(?:报表|报告|报送|上报|统计|数据|月报|季报|年报|台账|执法情况|安全生产情况)"
_LETTER = r"[^。；]{0,20}的(?:函|复函|说明|通知|请示|申请|报告|声明|情况说明)"
_TITLE = re.compile(rf"(?:{_VOID}[^。；]{{0,40}}{_REPORT}|{_REPORT}[^。；]{{0,20}}{_VOID}){_LETTER}")
_FILES_ANEW = re.compile(r"重新?[报上填]|再次报|更正|补报|调整后")
_SPANS = (
    re.compile(rf"{_FILED}[^。；;：:]*?{_VOID}"),
    re.compile(rf"{_VOID}[^。；;：:，,]{{0,12}}{_FILED}[^。；;：:]*"),
)
"""From the words for what was filed to those that take it back, or the other way round, within a sentence."""


def is_withdrawal_notice(title: str) -> bool:
    """Whether a title takes an earlier report back and files nothing in its place."""
    return bool(_TITLE.search(title)) and not _FILES_ANEW.search(title)


def doubt_void(extraction: Extraction) -> Extraction:
    """The extraction with every figure in review, and every decision in quarantine, that is called void."""
    is_notice = is_withdrawal_notice(extraction.context.title or "")
    observations = tuple(
        replace(o, status="review", reason=REASON) if o.status == "accepted" and (is_notice or _is_void(o)) else o
        for o in extraction.observations
    )
    if not is_notice:
        return replace(extraction, observations=observations)
    cases = tuple(
        c if c.status == "superseded" else replace(c, status="quarantined", reasons=(*c.reasons, REASON))
        for c in extraction.cases
    )
    return replace(extraction, observations=observations, cases=cases)


def _is_void(observation: Observation) -> bool:
    """Whether the figure stands within words that take it back."""
    if observation.raw not in observation.context:
        return False
    return any(observation.raw in found.group() for span in _SPANS for found in span.finditer(observation.context))
