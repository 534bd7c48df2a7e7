"""Zeros said in words: 未发生生产安全事故, 较大事故没有发生, 没有发现隐患. A reported nought, unlike silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipelines.extraction.prose import wording
from pipelines.extraction.prose.figures import severity_in
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.segmentation import Sentence

_NOT = r"(?:没有|未曾|未再|未|无|没)"
_DENIES = re.compile("[没未无]")
_ACCIDENT = re.compile(
    rf"(?:{_NOT}(?:再)?(?:发生|接报|接到|接获|上报|出现|报告)过?(?:一起|1起|任何)?|没有一起)(?P<kind>[^,;。、\d]{{0,16}}?(?:3人以上的?)?(?:较大)?(?:事故|火灾))(?!隐患|苗头|报告|的报告)"
    rf"|(?P<kind2>[^,;。\d]{{0,12}}(?:事故|火灾)){_NOT}发生"
)
_HAZARD = re.compile(rf"{_NOT}发现(?:安全|事故|任何|重大|明显)*隐患")
_AIM_AFTER = re.compile(r"的?(?:目标|要求|承诺)")
_DOUBT = re.compile(r"确保|防止|力争|争取|实现|避免|连续|如|若|凡|做到|目标|努力|以来|期间发生|去年|上年|要")


def find_zeros(text: str, sentence: Sentence) -> Iterator[Figure]:
    """The zeros that a sentence states of accidents and hazards; aims, conditions and boasts over years left out."""
    if sentence.kind not in {"body", "title"} or not _DENIES.search(text, sentence.start, sentence.end):
        return
    for pattern, indicator in ((_ACCIDENT, "accident.count"), (_HAZARD, "hazard.found")):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            start = max(sentence.start, *(text.rfind(mark, sentence.start, match.start()) + 1 for mark in ",;:"))
            lead = text[start : match.start()]
            if _DOUBT.search(lead) or wording.AIM.search(lead) or _AIM_AFTER.match(text, match.end()):
                continue
            phrase = match[0]
            severity = severity_in(phrase) or ("larger_and_above" if "3人以上" in phrase else None)
            yield Figure(
                indicator=indicator,
                value=Decimal(0),
                unit="count",
                qualifier="exact",
                start=match.start(),
                end=match.end(),
                at=match.start(),
                rule="zero_in_words",
                sector_from=start,
                sector_to=match.end(),
                severity=severity if indicator.startswith("accident") else None,
                value_state="zero_in_words",
            )
