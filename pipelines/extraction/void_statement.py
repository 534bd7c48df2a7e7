"""Figures that a text itself calls void (原报……作废): they are no statement, and which file is meant a person decides.

A document whose title takes another back is doubted whole, unless it files anew; else the figures within such words.
What voids an object (撤销许可证3个, 作废证书5本) voids no report.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipelines.extraction.correction_words import BEFORE, SURE_VERB
from pipelines.extraction.model import Extraction, Observation

REASON = "void_statement"

_TAKES_BACK = r"(?:撤回|作废|废止|收回)"
_VOID = (
    r"(?:作废|撤回|撤销|收回|取消|废止|不再采用|不予采用|停止使用|不再有效|无效|有误|不实)(?:处理|了)?"
    r"(?=[,，。;；、)）!]|$|并|且|特此|以|应)"
)
"""A void word that ends its clause, so that it has no object."""
_HOW = r"(?:现|已|均|全部|一并|特此|声明|予以|应予|应|请予|请|被|作|予)*"
_DATA = r"(?:报表|统计表|报告|月报|季报|年报|台账|数据|材料|上报数|统计数|报送件)"
_OBJECT = r"(?:许可|证书|证件|执照|资质|资格|称号|等级|投诉|账户|决定书|牌照)"

# Words for what stands no longer, whatever follows.
_REPLACED = (
    r"(?:(?<![草高平中太以])原(?:先|来)?(?:上报|填报|统计|报送|报|载)(?!告|警|道|名|刊|废|销|考|请|批)(?:为|数据|数|的)?"
    r"|(?<=[,，(（])(?:此前|先前)?原(?:来)?为|(?<=[,，:：(（])原(?=\d)"
    r"|(?<![无未不防、查处漏瞒])(?:此前|先前|曾)?(?:误报|错报)(?![告警道率火案、和或及行问现])(?:为|成)?"
    rf"|误(?:为|写为?|填为?|录为?|统计为?|计为?)(?!$)|{SURE_VERB}{BEFORE})"
)
# Words for what was filed: void only where the text says so.
_FILED = (
    r"(?:上次上?报送?|上期上?报送?|前报|前次报|此前报|先前报|曾报|已报|所报|报送的|上报的"
    r"|(?:报表|统计表|月报|季报|年报|报告|台账)(?:中|内|里|所列|所载)的?)"
)
_SOFT = r"(?:(?<![发出表实体兑变])现(?!场|象|金|存|状)|本次|此次|以本|以此)"
_TURN = rf"(?:更正|订正|修正|更改|应为|实为|调整为|改为|{_VOID})"
# How far a word reaches that waits for another behind it; a clause and a part of one, from where they begin.
_FAR = "{0,400}"
_CLAUSE = rf"(?:(?<![^，,。；;（()）])[^，,。；;（()）]*|(?<=[且并以应])[^，,。；;（()）]{_FAR})"
_PART = rf"(?:(?<![^，,。；;（()）、])[^，,。；;（()）、]*|(?<=[且并以应])[^，,。；;（()）、]{_FAR})"
_ALL_BEFORE = r"(?:数据|数字|数值|报表|统计表|月报|季报|年报|上报数|统计数)"
_OF_ALL = (
    r"(?:各|全部|所有|[两二三四五六七八九]|[项组类个]|统计|上报|填报|报送|执法|检查|处罚|罚款|事故|隐患|安全生产|的)"
)
_BACK = rf"(?:以上|上述|前述){_OF_ALL}{{0,5}}{_ALL_BEFORE}{_HOW}"
_SPANS = (
    re.compile(rf"{_REPLACED}[:：]?(?:(?!{_SOFT})[^。；;）)]){_FAR}?(?={_TURN})"),
    re.compile(rf"(?<=[(（]){_REPLACED}(?:(?!{_SOFT}|{_TURN})[^。；;）)])*"),
    re.compile(rf"(?<![(（])(?:{_REPLACED}[:：]|{SURE_VERB}{BEFORE})(?:(?!{_SOFT}|{_TURN})[^。；;])*"),
    re.compile(rf"{_REPLACED}[:：]?(?:(?!{_SOFT}|{_TURN})[^，,。；;）)])*"),
    re.compile(
        rf"[误错](?:将|把)[^。；;]{_FAR}?(?:报|写|填|录|录入|记|统计|登记|列)(?:为|成)(?P<void>[^，,。；;）)]*)"
    ),
    re.compile(rf"{_FILED}(?:(?!{_OBJECT})[^，,。；;:：]){_FAR}?{_HOW}(?!撤销|取消|收回){_VOID}"),
    re.compile(rf"{_FILED}(?:(?!{_SOFT})[^。；;:：]){_FAR}?{_DATA}{_HOW}{_VOID}"),
    re.compile(rf"{_FILED}(?:(?!{_SOFT})[^。；;:：]){_FAR}?[，,]{_HOW}{_VOID}"),
    re.compile(
        rf"(?:作废|撤回|撤销|收回|废止)[^。；;：:，,]{{0,12}}{_FILED}[^，,。；;]{{0,10}}{_DATA}(?:(?!{_SOFT})[^。；;])*"
    ),
    re.compile(rf"{_CLAUSE}{_DATA}{_HOW}{_VOID}"),
    re.compile(rf"{_DATA}{_HOW}(?:作废|撤回|撤销|收回|废止)[，,](?:其中|即|包括|具体为)[^。；;]*"),
    re.compile(rf"^[^。]{_FAR}?{_BACK}{_VOID}"),
    re.compile(rf"{_PART}\d[万亿]?[一-鿿]{{1,3}}(?:的)?有误(?=[，,。；;)）]|$)"),
)
"""What is void, within a sentence: the group ``void`` where there is one, else the whole match."""
_MAY_VOID = re.compile("[原废撤误错]|正前|收回|取消|不再|不予采用|停止使用|无效|不实")
"""Without one of these no span can be there: told fast."""
_STANDS = re.compile(r"无误|无变化|未变|不变|属实|准确|一致")
_WITHIN = 6
_POINTS = re.compile("以上|上述|前述")
_TAKEN_BACK = re.compile(_BACK + _VOID)

_LETTER = r"的?(?:补充|情况)?(?:函|复函|说明|通知|通告|请示|申请|报告|声明)"
_PLAIN = rf"(?:(?!{_OBJECT}|处罚)[^。；;])"
_TITLES = (
    # the object between is of the report: 撤回行政处罚公示数据
    re.compile(
        rf"(?:关于|^){_TAKES_BACK}了?(?:(?!{_OBJECT}|[及和与、])[^。；;]){{0,40}}{_DATA}(?:[(（][^()（）]*[)）])?{_LETTER}"
    ),
    re.compile(
        rf"(?:关于|^){_TAKES_BACK}了?(?:(?![及和与、]){_PLAIN}){{0,40}}(?:执法|安全生产)情况的?(?:函|说明|通知|请示|申请|声明)"
    ),
    re.compile(rf"(?:关于|^)撤销了?(?:(?![及和与、]){_PLAIN}){{0,40}}{_DATA}(?:[(（][^()（）]*[)）])?{_LETTER}"),
    re.compile(rf"(?:关于|^)[^。；;]{{0,40}}{_DATA}{_HOW}(?:{_TAKES_BACK}|撤销){_LETTER}"),
)
_FILES_ANEW = re.compile(r"重新?[报上填]|再次报|更正|补报|调整后")


def is_withdrawal_notice(title: str) -> bool:
    """Whether a title takes an earlier report back and files nothing in its place."""
    return any(pattern.search(title) for pattern in _TITLES) and not _FILES_ANEW.search(title)


def takes_back_above(sentence: str) -> bool:
    """Whether a sentence calls void what stands above it: 上述数据作废.

    What it corrects (上述数据有误,应为118家次) its own numbers tell.
    """
    if _POINTS.search(sentence) is None:
        return False
    printed = _dense(sentence)
    found = _TAKEN_BACK.search(printed)
    if found is None or re.search(r"\d", printed[: found.start()]):
        return False
    return not (re.search("有误|不实", found[0]) and re.search(r"\d", printed))


def doubt_void(extraction: Extraction) -> Extraction:
    """The extraction with every figure in review, and every decision in quarantine, that is called void.

    Prose has doubted its own figures by their sentences already, before it joined what repeats.
    """
    is_notice = is_withdrawal_notice(extraction.context.title or "")
    observations = tuple(
        replace(o, status="review", reason=REASON)
        if o.status == "accepted" and (is_notice or (o.method != "prose" and is_void(o)))
        else o
        for o in extraction.observations
    )
    if not is_notice:
        return replace(extraction, observations=observations)
    cases = tuple(
        c if c.status == "superseded" else replace(c, status="quarantined", reasons=(*c.reasons, REASON))
        for c in extraction.cases
    )
    return replace(extraction, observations=observations, cases=cases)


def is_void(observation: Observation) -> bool:
    """Whether the figure ends, wherever its sentence prints it, within words that take it back."""
    sentence, raw = _dense(observation.context), _dense(observation.raw)
    if not raw or raw not in sentence:
        return False
    spans = _void_spans(sentence)
    if not spans:
        return False
    ends = [m.end() for m in re.finditer(rf"(?<![\d.]){re.escape(raw)}", sentence)]
    return bool(ends) and all(any(start < end <= stop for start, stop in spans) for end in ends)


@lru_cache(maxsize=128)
def _void_spans(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where a sentence, without its blanks, takes back what it prints."""
    if _MAY_VOID.search(sentence) is None:
        return ()
    spans = []
    for pattern in _SPANS:
        for match in pattern.finditer(sentence):
            start, stop = match.span("void" if "void" in pattern.groupindex else 0)
            if stop > start and not _STANDS.search(sentence, match.start(), stop + _WITHIN):
                spans.append((start, stop))
    return tuple(spans)


def _dense(text: str) -> str:
    return re.sub(r"\s+", "", text)
